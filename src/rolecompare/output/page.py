"""The parts of a page: titles, sections of rows, footnotes and warnings, whatever the page is about.

Whoever fills a page (a module of `pages`) chooses its words, signs and dashes; a format only lays it out.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import NamedTuple

from rolecompare.models.sources import Citation, Source
from rolecompare.output.sanitize import sanitize

NO_BREAK_SPACE = "\N{NO-BREAK SPACE}"
ABSENT = "—"
BULLET = "•"
BROADER_SIGN = "†"
BROADER_MEANING = f"{BROADER_SIGN} about a broader group of jobs"
DISPUTED_SIGN = "⚠"
SEPARATOR = " · "


class View(NamedTuple):
    """What a reader wants to see of an answer, and how wide the page is in columns.

    A page that is not `full` is a summary. `cite` numbers the sources in every cell; without `sources`, a page
    names none.
    """

    columns: int = 100
    full: bool = False
    cite: bool = False
    sources: bool = True


class Line(NamedTuple):
    """One paragraph of a cell.

    `footnotes` are the numbers of its sources, `disputed_claims` the numbers of the article's claims that it repeats
    and that do not hold. A secondary line only comments on the line above it, and is shown less prominently. `bar` is
    the length of a bar behind the text, from 0 to 1; `is_better` marks the best figure of a row, `is_difference` what
    two figures differ by.
    """

    text: str
    footnotes: tuple[int, ...] = ()
    is_secondary: bool = False
    disputed_claims: tuple[int, ...] = ()
    bar: float | None = None
    is_better: bool = False
    is_difference: bool = False

    @property
    def marked_text(self) -> str:
        """The text followed by its footnotes and the claims that it disputes."""
        claims = "".join(f"{NO_BREAK_SPACE}{DISPUTED_SIGN}{number}" for number in self.disputed_claims)
        return self.text + footnote_marks(self.footnotes) + claims


class Column(NamedTuple):
    """A column of a listing: its heading and what stands in it.

    The kind "fixed" is for what is never broken or cut, such as ids and codes; "number" for figures, which stand at the
    right of their column and are never cut either; "name" for titles, which take the room of the text beside them where
    they are long; "text" for anything else.
    """

    heading: str
    kind: str = "text"


class Listing(NamedTuple):
    """A table with columns of its own, with notes below it.

    With `one_line`, each row takes one line: texts are cut to fit, and the last columns are left out where there is no
    room for them. Otherwise texts are whole, and where the columns do not fit beside each other, the values of a row
    stand under each other, without the empty ones.
    """

    columns: tuple[Column, ...]
    rows: tuple[tuple[str, ...], ...]
    notes: tuple[str, ...] = ()
    title: str = ""
    one_line: bool = False


class PageRow(NamedTuple):
    """A row of a section: a sign such as `=`, a label, and a cell for each column of the page.

    A single cell on a page of several columns is true of all of them together. `is_short` says that the cells are
    figures or a few words, which stand side by side even where columns are narrow.
    """

    sign: str
    label: str
    cells: tuple[tuple[Line, ...], ...]
    is_short: bool = False


class RangeBar(NamedTuple):
    """A bar of a chart from `low` to `high`; `middle` is absent where only the ends are known.

    `text` stands between the label and the bar, such as the middle in figures; a bar without ends has only that.
    `color` is the number of the job that it belongs to, so that its bars look the same everywhere.
    """

    label: str
    low: float | None
    high: float | None
    middle: float | None = None
    color: int = 0
    text: str = ""


class RangeChart(NamedTuple):
    """Bars on one scale, with an axis in a unit such as `USD/year`.

    `label` says what the bars show. `reference` is a value to mark on the scale, with the words that explain the mark.
    """

    label: str
    unit: str
    bars: tuple[RangeBar, ...]
    reference: tuple[float, str] | None = None


class PageSection(NamedTuple):
    """A section with its heading; `name` is what programs call it.

    Its parts follow each other: rows with a cell for each column of the page, charts, and tables with columns of their
    own. `notes` say what the section leaves out.
    """

    name: str
    heading: str
    parts: tuple[PageRow | RangeChart | Listing, ...]
    notes: tuple[str, ...] = ()

    @property
    def rows(self) -> tuple[PageRow, ...]:
        """The rows among the parts."""
        return tuple(part for part in self.parts if isinstance(part, PageRow))


class SourceNote(NamedTuple):
    """A source in the list at the foot of a page, under the number by which footnotes refer to it."""

    number: int
    text: str
    url: str


class Page(NamedTuple):
    """A page with a column for each role, or with one column without a heading.

    `subtitle` stands opposite the title and says of when the data is, `caption` below it, such as the code of the one
    job of the page. `introduction` opens the page, `summary` are topics with a sentence each and have no heading,
    `legend` explains the signs. `notes` close the page: where the data comes from, and which commands show more.
    """

    title: str
    columns: tuple[str, ...]
    sections: tuple[PageSection, ...]
    subtitle: str = ""
    caption: str = ""
    introduction: tuple[Line, ...] = ()
    summary: tuple[tuple[str, str], ...] = ()
    warnings: tuple[Line, ...] = ()
    sources: tuple[SourceNote, ...] = ()
    legend: str = ""
    notes: tuple[str, ...] = ()


class Footnotes:
    """The numbers under which a page cites its sources, in the order in which a reader meets them."""

    def __init__(self, *, wanted: bool) -> None:
        self._wanted = wanted
        self._numbers: dict[str, int] = {}

    def cite(self, citations: Iterable[Citation]) -> tuple[int, ...]:
        """Return the footnotes of some citations, each once. A source that is new to the page gets the next number."""
        if not self._wanted:
            return ()
        sources = dict.fromkeys(citation.source for citation in citations)
        return tuple(self._numbers.setdefault(source, len(self._numbers) + 1) for source in sources)

    def source_notes(self, sources: Mapping[str, Source]) -> tuple[SourceNote, ...]:
        """Return the list of the sources that the page cites."""
        return tuple(
            SourceNote(number, _describe_source(sources[name]), sanitize(sources[name].url or ""))
            for name, number in self._numbers.items()
        )


def footnote_marks(numbers: Iterable[int]) -> str:
    """Return footnotes such as `[1][3]`, joined to the word before them; nothing where there are none."""
    marks = "".join(f"[{number}]" for number in numbers)
    return f"{NO_BREAK_SPACE}{marks}" if marks else ""


def _describe_source(source: Source) -> str:
    parts = [source.publisher, source.title]
    if source.edition not in source.title:
        parts.append(f"edition {source.edition}" if source.edition[0].isdigit() else source.edition)
    return sanitize(", ".join(parts) + ".")
