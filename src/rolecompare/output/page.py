"""What a page that people read is made of, whatever it is about: titles, rows of lines, footnotes, warnings.

Words, marks and dashes are chosen by whoever fills a sheet (`compared`, `verdicts`); a format only draws it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import NamedTuple

from rolecompare.models.sources import Citation, Source
from rolecompare.output.sanitize import sanitize

KEEP = "\N{NO-BREAK SPACE}"
NOTHING = "—"
BULLET = "•"
DISPUTED = "⚠"


class Line(NamedTuple):
    """A line of a cell: its text, the footnotes it rests on, and whether it is said beside the fact, not as one.

    `disputes` are the article's claims, by number, that say so and do not hold.
    """

    text: str
    notes: tuple[int, ...] = ()
    aside: bool = False
    disputes: tuple[int, ...] = ()

    @property
    def marked(self) -> str:
        notes = (KEEP if self.notes else "") + "".join(f"[{note}]" for note in self.notes)
        return self.text + notes + "".join(f"{KEEP}{DISPUTED}{number}" for number in self.disputes)


class Bar(NamedTuple):
    """A span on a scale that begins at 0 and ends at `top`; `middle` is absent where only the ends are known."""

    low: float
    high: float
    top: float
    middle: float | None = None


class PageRow(NamedTuple):
    sign: str
    label: str
    cells: tuple[tuple[Line, ...], ...]
    bars: tuple[Bar | None, ...] = ()


class PageSection(NamedTuple):
    name: str
    heading: str
    rows: tuple[PageRow, ...]


class Page(NamedTuple):
    title: str
    dated: str
    columns: tuple[str, ...]
    codes: tuple[str, ...]
    summary: tuple[Line, ...]
    at_a_glance: tuple[tuple[str, str], ...]
    sections: tuple[PageSection, ...]
    warnings: tuple[Line, ...]
    sources: tuple[tuple[int, str, str], ...]
    legend: str
    dataset: str


class Listing(NamedTuple):
    """Rows of short texts under headings, with notes below them.

    The first `unbroken` columns are never broken into lines. On a page with fewer than `narrowest` columns of text the
    values of a row stand under each other, and empty ones are left out.
    """

    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    unbroken: int = 1
    narrowest: int = 72
    notes: tuple[str, ...] = ()
    title: str = ""


class Footnotes:
    """Sources by the numbers under which a page cites them, in the order in which a reader meets them."""

    def __init__(self, *, wanted: bool) -> None:
        self.wanted = wanted
        self.numbers: dict[str, int] = {}

    def cite(self, citations: Iterable[Citation]) -> tuple[int, ...]:
        """The footnotes of the citations, each once; a source not met before gets the next number."""
        if not self.wanted:
            return ()
        sources = dict.fromkeys(citation.source for citation in citations)
        return tuple(self.numbers.setdefault(source, len(self.numbers) + 1) for source in sources)

    def told(self, sources: Mapping[str, Source]) -> tuple[tuple[int, str, str], ...]:
        """Each footnote's number, what the source is called, and its address."""
        return tuple((number, *_source(sources[name])) for name, number in self.numbers.items())


def _source(source: Source) -> tuple[str, str]:
    parts = [source.publisher, source.title]
    if source.edition not in source.title:
        parts.append(f"edition {source.edition}" if source.edition[0].isdigit() else source.edition)
    return sanitize(", ".join(parts) + "."), sanitize(source.url or "")


def kept(text: str) -> str:
    """The text with numbers and their percent signs on one line."""
    return text.replace(" %", f"{KEEP}%")
