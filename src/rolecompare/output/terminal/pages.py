"""Draw a page: its head, its sections as tables whose columns line up, and its foot."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby

from rich.cells import cell_len
from rich.console import RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from rolecompare.output.page import SEPARATOR, Listing, Page, PageSection, RangeChart
from rolecompare.output.terminal.charts import draw_chart
from rolecompare.output.terminal.layout import Layout, Placement
from rolecompare.output.terminal.listings import draw_table
from rolecompare.output.terminal.rows import columns_table, jobs_as_rows, names_table, spanning_table, stacked_rows
from rolecompare.output.terminal.text import DIVIDER, FAINT, STRONG, WARNING, Hanging, line_text, plain_text

ROWS_PER_HEADER = 20  # after so many rows, the next section begins with the names of the jobs again
MAX_TOPIC_WIDTH = 14
FEW_WARNINGS = 3  # which need no heading of their own
MIN_RULE = 4  # columns of the line between a heading and the notes behind it


def draw_page(page: Page, layout: Layout) -> Iterator[RenderableType]:
    """Return the parts of a page."""
    yield from _head(page, layout.width)
    rows_since_header = ROWS_PER_HEADER
    for number, section in enumerate(page.sections):
        with_names = layout.in_columns and len(page.columns) > 1 and rows_since_header >= ROWS_PER_HEADER
        if with_names:
            rows_since_header = 0
        rows_since_header += len(section.rows)
        yield from _section(section, page, layout, with_names=with_names, is_first=not number)
    if page.sections:
        ends_in_columns = bool(page.sections[-1].rows) and layout.in_columns
        yield _rule(layout, "┴" if ends_in_columns else "─")
    yield from _foot(page)


def _head(page: Page, width: int) -> Iterator[RenderableType]:
    if cell_len(page.title) + cell_len(page.subtitle) + 2 <= width:
        head = Table.grid(expand=True)
        head.add_column()
        head.add_column(justify="right")
        head.add_row(plain_text(page.title, STRONG), plain_text(page.subtitle))
        yield head
    else:
        yield plain_text(page.title, STRONG)
        yield plain_text(page.subtitle, FAINT)
    yield Text("─" * width, FAINT)
    if page.caption:
        yield plain_text(page.caption, FAINT)
    yield from map(line_text, page.introduction)
    if page.summary:
        topic_width = min(max(cell_len(topic) for topic, _ in page.summary), MAX_TOPIC_WIDTH, width // 3)
        grid = Table.grid(padding=(0, 2, 0, 0))
        grid.add_column(width=topic_width, overflow="fold")
        grid.add_column(overflow="fold")
        for topic, text in page.summary:
            grid.add_row(plain_text(topic, STRONG), plain_text(text))
        yield Padding(grid, (0, 0, 0, 2))
    if page.introduction or page.summary:
        yield Text()


def _section(
    section: PageSection, page: Page, layout: Layout, *, with_names: bool, is_first: bool
) -> Iterator[RenderableType]:
    groups = [(place, list(parts)) for place, parts in groupby(section.parts, key=layout.placement)]
    if with_names:
        if not is_first:
            yield _rule(layout, "┴")
        yield names_table(page.columns, layout)
    is_table = bool(groups) and groups[0][0] in (Placement.COLUMNS, Placement.SPANNING)
    notes = SEPARATOR.join(section.notes)
    has_notes_above = _fits_in_heading(section.heading, notes, layout)
    yield from _heading(section.heading, notes if has_notes_above else "", layout, "┼" if is_table else "─")
    for place, parts in groups:
        rows = [part for part in parts if not isinstance(part, (RangeChart, Listing))]
        match place:
            case Placement.COLUMNS:
                if len(page.columns) > 1 and not layout.in_columns:
                    yield names_table(page.columns, layout)
                yield columns_table(rows, layout)
            case Placement.SPANNING:
                yield spanning_table(rows, layout)
            case Placement.JOBS_AS_ROWS:
                yield from jobs_as_rows(rows, page.columns, layout.width)
            case Placement.STACKED:
                yield from stacked_rows(rows, page.columns, layout.width)
            case Placement.WHOLE:
                for part in parts:
                    if isinstance(part, RangeChart):
                        yield draw_chart(part, layout.label, layout.width)
                    elif isinstance(part, Listing):
                        yield from draw_table(part, layout.width)
    if not has_notes_above:
        for note in section.notes:
            yield Padding(plain_text(note, FAINT), (0, 0, 0, layout.note_margin))


def _fits_in_heading(heading: str, notes: str, layout: Layout) -> bool:
    """Return whether there is room for the notes of a section in the line of its heading, with some line left."""
    return bool(notes) and cell_len(heading) + cell_len(notes) + MIN_RULE + 3 <= layout.width


def _heading(heading: str, notes: str, layout: Layout, cross: str) -> Iterator[Text]:
    """Return the heading of a section at the beginning of a line across the page, and notes at the end of the line."""
    rule = _rule(layout, cross)
    text = f"{heading} "
    if cell_len(text) >= layout.width:
        yield plain_text(heading, STRONG)
        yield rule
    else:
        end = f" {notes} ─" if notes else ""
        line = rule.plain[cell_len(text) : layout.width - cell_len(end)]
        yield Text.assemble(plain_text(text, STRONG), Text(line, FAINT), plain_text(end, FAINT))


def _rule(layout: Layout, cross: str) -> Text:
    """Return a line across the page, which crosses the lines between its columns."""
    columns = ["─" * (width + DIVIDER - 1) for width in layout.jobs]
    text = cross.join(["─" * (layout.label + 1), *columns])[: layout.width]
    return Text(text.ljust(layout.width, "─"), FAINT)


def _foot(page: Page) -> Iterator[RenderableType]:
    if page.warnings:
        if len(page.warnings) > FEW_WARNINGS:
            yield Text("Watch out", STRONG)
        yield from (Hanging(Text("  ⚠ ", WARNING), line_text(line, WARNING)) for line in page.warnings)
        if len(page.warnings) > FEW_WARNINGS:
            yield Text()
    if page.sources:
        yield Text("Sources", STRONG)
        margin = len(str(max(source.number for source in page.sources))) + 6
        for source in page.sources:
            mark = Text(f"  [{source.number}]".ljust(margin))
            yield Hanging(mark, plain_text(f"{source.text} {source.url}".rstrip()))
        yield Text()
    yield from (plain_text(text, FAINT) for text in (page.legend, *page.notes) if text)
