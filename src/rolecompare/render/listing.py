"""Rows of short texts under column names: what `list`, `sources`, `data check` and `data where` have to show."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from rolecompare.models import Heading, Source
from rolecompare.render.answers import FoundFault, Whereabouts
from rolecompare.render.harmless import harmless


class Listing(NamedTuple):
    """`whole` columns, from the left, are never broken; below `narrowest` columns of width the rows are stacked."""

    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    whole: int = 1
    narrowest: int = 72
    notes: tuple[str, ...] = ()


def roles(headings: Iterable[Heading]) -> Listing:
    rows = tuple(
        (
            heading.id,
            heading.codes.own or (f"{len(heading.members)} roles" if heading.members else "—"),
            harmless(heading.title),
            harmless(heading.summary.text),
        )
        for heading in headings
    )
    return Listing(("Role", "Code", "Title", "Summary"), rows, whole=2, narrowest=90)


def sources(found: Iterable[Source]) -> Listing:
    rows = tuple(tuple(map(harmless, (s.id, s.publisher, s.title, s.edition, s.licence, s.url or "—"))) for s in found)
    return Listing(("Source", "Publisher", "Title", "Edition", "Licence", "Address"), rows, narrowest=150)


def faults(path: str, found: Sequence[FoundFault]) -> Listing:
    rows = tuple((harmless(f.place), harmless(f.what), harmless(f.remedy)) for f in found)
    verdict = "no fault" if not found else "1 fault" if len(found) == 1 else f"{len(found)} faults"
    return Listing(("Place", "What is wrong", "What would be right"), rows, 0, 80, (harmless(f"{path}: {verdict}"),))


def whereabouts(found: Whereabouts) -> Listing:
    rows = (
        ("In use", found.in_use),
        ("Chosen by", found.chosen_by),
        ("Title", found.title),
        ("Edition", found.edition),
        ("Licence", found.licence),
        ("Bundled", found.bundled),
    )
    return Listing(("What", "Which"), tuple((name, harmless(value)) for name, value in rows), narrowest=40)
