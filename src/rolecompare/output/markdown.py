"""Write an answer as Markdown with GitHub's tables, with the same words and marks as on a terminal."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby

from rolecompare.comparison import labels
from rolecompare.output.formats import Canvas, Detail
from rolecompare.output.page import Line, Listing, Page, PageRow, PageSection, RangeBar, RangeChart
from rolecompare.output.pages import pages_of

PAGE_WIDTH = 100  # columns, for what depends on the width of a page
SPECIAL_CHARACTERS = re.compile(r"([\\`*_{}\[\]|~#])")
LIST_OR_HEADING_START = re.compile(r"^(\d*)([-+=.)])")
HTML_ENTITIES = {"&": "&amp;", "<": "&lt;", ">": "&gt;"}


def write(answer: object, _canvas: Canvas, detail: Detail) -> str:
    """Return the pages of an answer as Markdown, whatever the size of the canvas."""
    pages = pages_of(answer, detail, PAGE_WIDTH)
    return "\n".join(_listing_page(page) if isinstance(page, Listing) else _page_text(page) for page in pages)


def _page_text(page: Page) -> str:
    parts = [f"# {escape(page.title)}"]
    if page.subtitle:
        parts.append(f"*{escape(page.subtitle)}*")
    if page.caption:
        parts.append(escape(page.caption))
    parts += [escape(line.marked_text) for line in page.introduction]
    if page.summary:
        parts.append("## At a glance")
        parts.append("\n".join(f"- **{escape(topic)}**: {escape(text)}" for topic, text in page.summary))
    for section in page.sections:
        parts += [f"## {escape(section.heading)}", *_section_parts(page, section)]
    if page.warnings:
        parts += ["## Watch out", "\n".join(f"- ⚠ {escape(line.marked_text)}" for line in page.warnings)]
    if page.sources:
        notes = [f"- \\[{each.number}\\] {escape(each.text)}{_link(each.url)}" for each in page.sources]
        parts += ["## Sources", "\n".join(notes)]
    parts += [escape(text) for text in (page.legend, *page.notes) if text]
    return "\n\n".join(parts) + "\n"


def _section_parts(page: Page, section: PageSection) -> Iterator[str]:
    """Return the tables of a section, one for its rows wherever no other table stands between them."""
    for kind, group in groupby(section.parts, key=type):
        parts = list(group)
        if kind is PageRow:
            yield _rows_table(page, [part for part in parts if isinstance(part, PageRow)])
        else:
            yield from (_chart_text(part) for part in parts if isinstance(part, RangeChart))
            yield from (_listing_text(part) for part in parts if isinstance(part, Listing))
    yield from map(escape, section.notes)


def _rows_table(page: Page, rows: Sequence[PageRow]) -> str:
    has_signs = any(row.sign for row in rows)
    titles = [escape(title) for title in page.columns] if len(page.columns) > 1 else [""]
    return _table([*([""] if has_signs else []), "", *titles], [_row_cells(row, page, has_signs) for row in rows])


def _row_cells(row: PageRow, page: Page, has_signs: bool) -> list[str]:
    """Return the cells of a row. Markdown has none that span columns, so the others stay empty."""
    cells = [_cell_text(lines) for lines in row.cells]
    cells += [""] * (len(page.columns) - len(cells))
    return [*([row.sign] if has_signs else []), escape(row.label), *cells]


def _chart_text(chart: RangeChart) -> str:
    """Return the figures of a chart as a table."""
    rows = [[escape(bar.label), *(_figure_text(value, chart) for value in _figures(bar))] for bar in chart.bars]
    table = _table([escape(chart.label), "Low", "Median", "High"], rows)
    return f"{table}\n\n{escape(chart.reference[1])}" if chart.reference else table


def _figures(bar: RangeBar) -> tuple[float | None, ...]:
    return bar.low, bar.middle, bar.high


def _figure_text(value: float | None, chart: RangeChart) -> str:
    return "" if value is None else labels.number(value, chart.unit)


def _cell_text(lines: tuple[Line, ...]) -> str:
    return "<br>".join(escape(line.marked_text) for line in lines if line.text)


def _listing_page(listing: Listing) -> str:
    title = [f"# {escape(listing.title)}"] if listing.title else []
    return "\n\n".join([*title, _listing_text(listing._replace(title=""))]) + "\n"


def _listing_text(listing: Listing) -> str:
    rows = [[escape(value) for value in row] for row in listing.rows]
    title = [f"**{escape(listing.title)}**"] if listing.title else []
    table = _table([escape(column.heading) for column in listing.columns], rows)
    return "\n\n".join([*title, table, *(escape(note) for note in listing.notes if note)])


def _table(header: list[str], rows: Iterable[list[str]]) -> str:
    return "\n".join([_table_row(header), "|" + " --- |" * len(header), *map(_table_row, rows)])


def _table_row(cells: list[str]) -> str:
    return "| " + " | ".join(cells) + " |"


def _link(url: str) -> str:
    """Return an address as a link. Characters that would end the link early become percent codes."""
    return f" <{url.replace('<', '%3C').replace('>', '%3E').replace('|', '%7C')}>" if url else ""


def escape(text: str) -> str:
    """Return a text so that neither Markdown nor the HTML in it takes any of it for markup."""
    without_html = re.sub("[&<>]", lambda match: HTML_ENTITIES[match[0]], text.lstrip(" "))
    return LIST_OR_HEADING_START.sub(r"\1\\\2", SPECIAL_CHARACTERS.sub(r"\\\1", without_html))
