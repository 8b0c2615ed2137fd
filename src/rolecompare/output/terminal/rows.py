"""Draw the rows of a section: side by side in columns, with jobs as rows, or under each other."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from rich.cells import cell_len
from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from rolecompare.output.page import ABSENT, BULLET, Line, PageRow
from rolecompare.output.terminal.layout import Layout, label_width
from rolecompare.output.terminal.text import (
    BOX,
    DIVIDER,
    FAINT,
    JOB_STYLES,
    QUIET_SIGNS,
    SIGN_STYLES,
    STRONG,
    UNDERLINED,
    Hanging,
    bar_text,
    joined,
    line_text,
    longest_unbroken,
    longest_word,
    plain_text,
)

MIN_BAR_WIDTH = 4
BULLETS = (f"{BULLET} ", "- ")  # on a terminal with Unicode and on one without
MAX_HEADING_WORD = 12  # columns; longer words in a heading are broken
Cell = tuple[Line, ...]


def new_table(*widths: int) -> Table:
    """Return a table with lines between columns of these widths."""
    table = Table(box=BOX, show_header=False, show_edge=False, pad_edge=False, padding=(0, 1), border_style=FAINT)
    for width in widths:
        table.add_column(width=width, overflow="fold")
    return table


def names_table(titles: Sequence[str], layout: Layout) -> Table:
    """Return the line with the names of the jobs above their columns."""
    table = new_table(layout.label, *layout.jobs)
    table.add_row("", *(plain_text(title, f"{STRONG} {job_style(n)}") for n, title in enumerate(titles)))
    return table


def columns_table(rows: Sequence[PageRow], layout: Layout) -> Table:
    """Return rows with a cell for each job."""
    table = new_table(layout.label, *layout.jobs)
    number_width = _number_width(rows)
    for row in rows:
        cells = zip(row.cells, layout.jobs, strict=True)
        texts = [draw_cell(cell, row, n, width, number_width) for n, (cell, width) in enumerate(cells)]
        table.add_row(_label(row, layout.sign), *texts)
    return table


def spanning_table(rows: Sequence[PageRow], layout: Layout) -> Table:
    """Return rows whose single cell is as wide as the columns of all jobs."""
    table = new_table(layout.label, layout.whole)
    number_width = _number_width(rows)
    for row in rows:
        table.add_row(_label(row, layout.sign), draw_cell(row.cells[0], row, 0, layout.whole, number_width))
    return table


def jobs_as_rows(rows: Sequence[PageRow], titles: Sequence[str], width: int) -> Iterator[RenderableType]:
    """Return tables with a row for each job and a column for each row of figures, as many as fit beside each other."""
    title_width = label_width(list(titles), width // 3)
    while rows:
        widths: list[int] = []
        for row in rows:
            heading = min(longest_word([_heading(row)]), MAX_HEADING_WORD)
            needed = max(heading, longest_unbroken(line.marked_text for cell in row.cells for line in cell))
            if widths and title_width + sum(widths) + needed + DIVIDER * (len(widths) + 1) > width:
                break
            widths.append(min(needed, width - title_width - DIVIDER))
        shown, rows = rows[: len(widths)], rows[len(widths) :]
        table = new_table(title_width, *widths)
        table.show_header = True
        for column, row in zip(table.columns[1:], shown, strict=True):
            column.header = plain_text(_heading(row))
            column.justify = "right" if all(_is_number(cell) for cell in row.cells) else "left"
        for n, title in enumerate(titles):
            table.add_row(
                plain_text(title, job_style(n)),
                *(draw_cell(row.cells[n], row, n, w, 0) for row, w in zip(shown, widths, strict=True)),
            )
        yield table
        if rows:
            yield Text()


def stacked_rows(rows: Sequence[PageRow], titles: Sequence[str], width: int) -> Iterator[RenderableType]:
    """Return rows in which the jobs stand under each other."""
    number_width = _number_width(rows)
    for row in rows:
        is_single = len(row.cells) == 1
        style = "" if len(titles) == 1 else STRONG
        yield Hanging(_sign(row, 2 if row.sign else 0), plain_text(row.label, style))
        if is_single:
            margin = 4 if len(titles) > 1 else 2
            yield Padding(draw_cell(row.cells[0], row, 0, width - margin, number_width), (0, 0, 0, margin))
        else:
            yield from _stacked_cells(row, titles, width, number_width)


def _stacked_cells(row: PageRow, titles: Sequence[str], width: int, number_width: int) -> Iterator[RenderableType]:
    """Return the cells of a row, short ones beside the title of their job. Jobs that have nothing share a line."""
    title_width = label_width(list(titles), width)
    room = width - title_width - 4
    absent = [n for n, cell in enumerate(row.cells) if [line.text for line in cell] == [ABSENT]]
    together = absent if 1 < len(absent) < len(titles) else []
    for n, (title, cell) in enumerate(zip(titles, row.cells, strict=True)):
        if n in together or not cell:
            continue
        if len(cell) == 1 and cell_len(cell[0].marked_text) <= room:
            text = Text("  ").append(plain_text(title.ljust(title_width + 2), job_style(n)))
            yield text.append_text(_cell_texts(cell, row, n, room, number_width)[0])
        else:
            yield Padding(plain_text(title, f"{UNDERLINED} {job_style(n)}"), (0, 0, 0, 2))
            yield Padding(draw_cell(cell, row, n, width - 4, number_width), (0, 0, 0, 4))
    if together:
        names = ", ".join(titles[n] for n in together)
        yield Hanging(Text(f"  {ABSENT}  ", FAINT), plain_text(names))


def job_style(number: int) -> str:
    """Return the color of a job."""
    return JOB_STYLES[number % len(JOB_STYLES)]


def draw_cell(cell: Cell, row: PageRow, job: int, width: int, number_width: int) -> RenderableType:
    """Return the lines of a cell. Shares are followed by bars where there is room for them."""
    lines = _cell_texts(cell, row, job, width, number_width)
    if len(lines) == 1 and not cell[0].text.startswith(BULLETS):
        return lines[0]
    if not any(line.text.startswith(BULLETS) for line in cell):
        return Text("\n").join(lines)
    return Group(*(Hanging(text[:2], text[2:]) if text.plain.startswith(BULLETS) else text for text in lines))


def _cell_texts(cell: Cell, row: PageRow, job: int, width: int, number_width: int) -> list[Text]:
    style = FAINT if row.sign in QUIET_SIGNS else ""
    lines = []
    for line in cell:
        text = joined(line_text(line, style), width)
        if line.bar is not None and number_width:
            text.pad_left(number_width - text.cell_len)
            room = width - number_width - 1
            if room >= MIN_BAR_WIDTH:
                text.append(f" {bar_text(line.bar, room)}", job_style(job))
        lines.append(text)
    return lines


def _number_width(rows: Sequence[PageRow]) -> int:
    """Return the width of the longest text that is followed by a bar, at which all bars of a table begin."""
    lines = (line for row in rows for cell in row.cells for line in cell if line.bar is not None)
    return max((cell_len(line.marked_text) for line in lines), default=0)


def _label(row: PageRow, sign_width: int) -> Hanging | Text:
    label = plain_text(row.label)
    return Hanging(_sign(row, sign_width), label) if sign_width else label


def _sign(row: PageRow, width: int) -> Text:
    return Text.assemble((row.sign, SIGN_STYLES.get(row.sign, "")), " " * (width - cell_len(row.sign)))


def _heading(row: PageRow) -> str:
    return f"{row.sign} {row.label}".strip()


def _is_number(cell: Cell) -> bool:
    """Return whether a cell holds figures, or nothing."""
    return all(line.text[:1] in ABSENT or any(map(str.isdigit, line.text[:2])) for line in cell)
