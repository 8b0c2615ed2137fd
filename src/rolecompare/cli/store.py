"""The commands that fill the local store: `import onet`, `import oews`, `import projections`."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING, Annotated, Any

import typer

from rolecompare.cli import options
from rolecompare.cli.asking import Asking
from rolecompare.errors import WrongUsage

if TYPE_CHECKING:
    from rolecompare.importers.base import Import, PassedOver, Skips
    from rolecompare.importers.tables import Package
    from rolecompare.render.answers import ImportAnswer
    from rolecompare.store import Draft

import_app = typer.Typer(no_args_is_help=True, help="Fill the local store from official downloads, all or nothing.")

PathArgument = Annotated[
    str | None,
    typer.Argument(metavar="PATH", help="The download: a zip, its unpacked folder, or a workbook.", show_default=False),
]
WHERE = {
    "onet": "https://www.onetcenter.org/database.html (text, csv or excel, such as db_29_3_text.zip)",
    "oews": "https://www.bls.gov/oes/tables.htm (national, such as oesm25nat.zip)",
    "projections": "https://www.bls.gov/emp/tables.htm (Table 1.2, occupation.xlsx)",
}


@import_app.command()
def onet(
    path: PathArgument = None,
    output_format: options.FormatOption = None,
    as_json: options.JsonOption = False,
    width: options.WidthOption = None,
    no_color: options.NoColorOption = False,
) -> None:
    """Import an O*NET database: a thousand occupations with tasks, titles, skills and interests.

    Example: rolecompare import onet db_29_3_text.zip
    """
    asking = Asking(output_format, as_json, width, no_color)
    _import(asking, "onet", path, _put_onet)


@import_app.command()
def oews(
    path: PathArgument = None,
    output_format: options.FormatOption = None,
    as_json: options.JsonOption = False,
    width: options.WidthOption = None,
    no_color: options.NoColorOption = False,
) -> None:
    """Import national pay and employment (Occupational Employment and Wage Statistics).

    Example: rolecompare import oews oesm25nat.zip
    """
    _import(Asking(output_format, as_json, width, no_color), "oews", path, _put_oews)


@import_app.command()
def projections(
    path: PathArgument = None,
    output_format: options.FormatOption = None,
    as_json: options.JsonOption = False,
    width: options.WidthOption = None,
    no_color: options.NoColorOption = False,
) -> None:
    """Import projected jobs, openings and typical education (Employment Projections, Table 1.2).

    Example: rolecompare import projections occupation.xlsx
    """
    _import(Asking(output_format, as_json, width, no_color), "projections", path, _put_projections)


def _import(asking: Asking, kind: str, path: str | None, put: Callable[..., ImportAnswer]) -> None:
    from rolecompare import location, store
    from rolecompare.importers.tables import opened
    from rolecompare.render import listing

    if not path:
        raise WrongUsage(f"name the download. It is to be had at {WHERE[kind]}.")
    home = location.home()
    with opened(path) as package, _progress() as step, store.written(home) as draft:
        answer = put(package, draft, step, store.path(home))
    asking.listed(lambda: answer, lambda: listing.imported(answer))


def _put_onet(package: Package, draft: Draft, step: Callable[[str], None], where: str) -> ImportAnswer:
    from rolecompare.finding import Entry, build
    from rolecompare.importers.onet import Onet
    from rolecompare.nearness.survey import Survey
    from rolecompare.render.answers import ImportAnswer

    release = Onet(package)
    activities = release.activities()
    survey = Survey(activities)
    draft.put_source(release.source())
    draft.put_activities(activities)
    draft.put_roles(survey.watch(release.roles(step)))
    step("the index of titles")
    draft.forget("find_")
    build(draft.connection, (Entry(*text) for text in draft.texts()))
    step("what is near")
    draft.put_nearness(survey.near(), survey.outlines)
    draft.put_fact("onet", {"source": release.release.source, "file": package.name})
    counts = {name.replace("_", " "): count for name, count in release.account.taken.items()}
    return ImportAnswer(
        kind="onet",
        source=release.release.source,
        store=where,
        counts=counts,
        missing=release.missing,
        **_told(package, release.passed_over, release.account.skipped),
    )


def _put_oews(package: Package, draft: Draft, step: Callable[[str], None], where: str) -> ImportAnswer:
    from rolecompare.importers import oews as importer

    return _put_figures("oews", importer.read(package), package, draft, step, where)


def _put_projections(package: Package, draft: Draft, step: Callable[[str], None], where: str) -> ImportAnswer:
    from rolecompare.importers import projections as importer

    return _put_figures("projections", importer.read(package), package, draft, step, where)


def _put_figures(
    kind: str, found: Import, package: Package, draft: Draft, step: Callable[[str], None], where: str
) -> ImportAnswer:
    from rolecompare.plain import plain
    from rolecompare.render.answers import ImportAnswer

    step(package.name)
    by_code: dict[str, list[dict[str, Any]]] = {}
    counts = {"codes": 0, "values": 0, "missing values": 0}
    for code, value in found.figures:
        raw = plain(value)
        by_code.setdefault(code, []).append(raw)
        counts["missing values" if "missing" in raw else "values"] += 1
    counts["codes"] = len(by_code)
    draft.put_source(plain(found.source))
    draft.put_figures(found.source.id, by_code)
    draft.put_fact(found.source.id, {"source": found.source.id, "file": package.name})
    return ImportAnswer(
        kind=kind,
        source=found.source.id,
        store=where,
        counts=counts,
        missing=found.missing,
        **_told(package, found.passed_over, found.skipped),
    )


def _told(package: Package, passed_over: Sequence[PassedOver], skipped: Skips) -> dict[str, Any]:
    """What nobody wanted, how many rows were left out, and the first of them."""
    from rolecompare.render.answers import Ignored, SkippedRow

    first = tuple(SkippedRow(place=row.place, why=row.why) for row in skipped.first[:MOST])
    files = tuple(Ignored(what=file.place, why=file.why) for file in package.ignored)
    rest = tuple(Ignored(what=part.what, why=part.why, rows=part.rows) for part in passed_over)
    return {"ignored": (*files, *rest), "skipped": skipped.count, "first_skipped": first}


MOST = 20


@contextmanager
def _progress() -> Iterator[Callable[[str], None]]:
    """Tells a person at a terminal which table is being read; a pipe is told nothing."""
    begun = time.monotonic()
    seen = sys.stderr is not None and sys.stderr.isatty()

    def step(table: str) -> None:
        if seen:
            sys.stderr.write(f"\r\x1b[Kreading {table} ({time.monotonic() - begun:.0f} s)")
            sys.stderr.flush()

    try:
        yield step
    finally:
        if seen:
            sys.stderr.write("\r\x1b[K")
            sys.stderr.flush()
