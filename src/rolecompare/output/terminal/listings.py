"""Draw listings: one line a row, or tables of whole texts, or the values of each row under each other."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from rich.cells import cell_len
from rich.console import JustifyMethod, RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from rolecompare.output.page import SEPARATOR, Listing
from rolecompare.output.terminal.layout import MIN_TABLE_WIDTH
from rolecompare.output.terminal.rows import new_table
from rolecompare.output.terminal.text import DIVIDER, FAINT, STRONG, Hanging, longest_word, plain_text

GAP = 2  # columns between two columns of a listing
MIN_TEXT, MIN_NAME = 16, 28
COMFORTABLE_TEXT = 45  # columns of a text in one line, before less important columns are shown as well
# How much of the page long names may take before they take the room of the text beside them, or have a second line.
NAME_SHARE, NAME_SHARE_AMONG_FIGURES = 0.35, 0.5


def draw_listing(listing: Listing, width: int) -> Iterator[RenderableType]:
    """Return a listing that is a page of its own."""
    if listing.title:
        yield plain_text(listing.title, STRONG)
    if listing.rows:
        if not listing.one_line:
            widths = _whole_widths(listing, width, GAP)
            yield from [_whole_table(listing, widths)] if widths else _stacked(listing, width)
        elif width < MIN_TABLE_WIDTH:
            yield from _two_lines(listing, width)
        else:
            yield _one_line_table(listing, width)
    yield from (plain_text(note) for note in listing.notes)


def draw_table(listing: Listing, width: int) -> Iterator[RenderableType]:
    """Return a listing that is a part of a page, with lines between its columns."""
    if listing.title:
        yield plain_text(listing.title, STRONG)
    if widths := _whole_widths(listing, width, DIVIDER):
        yield _table_in_page(listing, widths)
    else:
        yield from _stacked(listing, width)
    yield from (plain_text(note, FAINT) for note in listing.notes)


def _table_in_page(listing: Listing, widths: Sequence[int]) -> Table:
    """Return a table with lines between its columns. Its headings, if it has any, take one line."""
    table = new_table(*widths)
    for shown, column in zip(table.columns, listing.columns, strict=True):
        shown.justify = "right" if column.kind == "number" else "left"
    if any(column.heading for column in listing.columns[1:]):
        table.add_row(*(plain_text(column.heading, FAINT) for column in listing.columns))
    for row in listing.rows:
        table.add_row(*map(plain_text, row))
    return table


def _columns(listing: Listing) -> list[tuple[str, ...]]:
    """Return the heading and the values of each column."""
    return list(zip([column.heading for column in listing.columns], *listing.rows, strict=True))


def _natural_widths(listing: Listing) -> list[int]:
    return [max(map(cell_len, values)) for values in _columns(listing)]


def _whole_widths(listing: Listing, width: int, gap: int) -> list[int] | None:
    """Return the widths of columns of whole texts, the longest texts broken into lines; None where they do not fit."""
    most = {"name": max(MIN_NAME, round(width * NAME_SHARE))}
    natural = [
        min(size, most.get(column.kind, size))
        for size, column in zip(_natural_widths(listing), listing.columns, strict=True)
    ]
    columns = zip(listing.columns, natural, _columns(listing), strict=True)
    least = [
        min(size, max(MIN_TEXT, longest_word(values)) if column.kind in ("text", "name") else size)
        for column, size, values in columns
    ]
    room = width - gap * (len(least) - 1) - sum(least)
    if room < 0:
        return None
    widths = dict(enumerate(least))
    _widen(widths, natural, list(widths), room)
    return list(widths.values())


def _widen(widths: dict[int, int], natural: Sequence[int], columns: Iterable[int], room: int) -> int:
    """Widen some columns by equal shares of the room, none above its natural width; return the room that is left."""
    growing = sorted(columns, key=lambda n: natural[n] - widths[n])  # what needs less than its share leaves the rest
    for left, number in zip(range(len(growing), 0, -1), growing, strict=True):
        growth = min(room // left, natural[number] - widths[number])
        widths[number] += growth
        room -= growth
    return room


def _whole_table(listing: Listing, widths: Sequence[int]) -> Table:
    table = Table(box=None, pad_edge=False, padding=(0, GAP, 0, 0))
    for width in widths:
        table.add_column(width=width, overflow="fold")
    _fill(table, listing)
    return table


def _fill(table: Table, listing: Listing) -> None:
    """Add the headings and the rows of a listing to a table."""
    table.show_header = True
    for shown, column in zip(table.columns, listing.columns, strict=True):
        shown.header = plain_text(column.heading, STRONG)
        shown.justify = "right" if column.kind == "number" else "left"
    for row in listing.rows:
        table.add_row(*map(plain_text, row))


def _stacked(listing: Listing, width: int) -> Iterator[RenderableType]:
    """Return the values of each row under each other, with their headings on the left."""
    margin = min(max(cell_len(column.heading) for column in listing.columns) + GAP, width // 2)
    for number, row in enumerate(listing.rows):
        if number:
            yield Text()
        yield plain_text(row[0], STRONG)
        for column, value in zip(listing.columns[1:], row[1:], strict=True):
            if value:
                mark = plain_text(f"  {column.heading}".ljust(margin + GAP), FAINT)
                yield Hanging(mark, plain_text(value))


def _two_lines(listing: Listing, width: int) -> Iterator[RenderableType]:
    """Return the name of each row, and what there is room for of the rest in a line below it."""
    name = next((n for n, column in enumerate(listing.columns) if column.kind == "name"), 0)
    room = width - GAP
    for row in listing.rows:
        yield plain_text(row[name], STRONG)
        values = [pair for n, pair in enumerate(zip(listing.columns, row, strict=True)) if n != name and pair[1]]
        if figures := [f"{column.heading} {value}" for column, value in values if column.kind == "number"]:
            yield Padding(plain_text(SEPARATOR.join(figures)), (0, 0, 0, GAP))
        line = ""
        for column, value in values:
            longer = f"{line}{SEPARATOR}{value}" if line else value
            if column.kind == "text" or (column.kind != "number" and cell_len(longer) <= room):
                line = longer
        if line:
            text = plain_text(line)
            text.truncate(room, overflow="ellipsis")
            yield Padding(text, (0, 0, 0, GAP))


def _one_line_table(listing: Listing, width: int) -> Table:
    """Return a table in which only a name that is longer than the line takes more than one."""
    shown = _shown_columns(listing, width)
    groups = [_Group(listing, numbers, shown) for numbers in _joined_columns(listing, shown)]
    table = Table(box=None, pad_edge=False, padding=(0, GAP, 0, 0))
    headings = [column.heading for column in listing.columns]
    for group in groups:
        justify: JustifyMethod = "right" if group.kind == "number" else "left"
        table.add_column(group.text(headings, STRONG), width=group.width, overflow="fold", justify=justify)
    for row in listing.rows:
        table.add_row(*(group.text(row) for group in groups))
    return table


def _shown_columns(listing: Listing, width: int) -> dict[int, int]:
    """Return the columns for which a line has room, with their widths. Texts share what the others leave."""
    natural = _natural_widths(listing)
    has_text = any(column.kind == "text" for column in listing.columns)
    share = NAME_SHARE if has_text else NAME_SHARE_AMONG_FIGURES
    least = {"name": max(MIN_NAME, round(width * share)), "text": MIN_TEXT}
    shown: dict[int, int] = {}
    room, reserved = width + GAP, 0
    for number, column in enumerate(listing.columns):
        size = min(natural[number], least.get(column.kind, width))
        if size + GAP + reserved <= room:
            shown[number] = size
            room -= size + GAP
            if column.kind == "text":
                reserved += max(min(natural[number], COMFORTABLE_TEXT) - size, 0)
    for kind in ("text", "name"):
        room = _widen(shown, natural, [n for n in shown if listing.columns[n].kind == kind], room)
    return shown


def _joined_columns(listing: Listing, shown: Iterable[int]) -> list[list[int]]:
    """Return the columns in groups: a name and the text after it share their room, so that names may be long."""
    groups: list[list[int]] = []
    for number in shown:
        is_text = listing.columns[number].kind == "text"
        if is_text and groups and listing.columns[groups[-1][-1]].kind == "name":
            groups[-1].append(number)
        else:
            groups.append([number])
    return groups


class _Group:
    """Columns that are drawn as one: a name and the text beside it, or any other column alone."""

    def __init__(self, listing: Listing, numbers: Sequence[int], widths: Mapping[int, int]) -> None:
        self._numbers = numbers
        self._first_width = widths[numbers[0]]
        self.kind = listing.columns[numbers[0]].kind
        self.width = sum(widths[number] for number in numbers) + GAP * (len(numbers) - 1)

    def text(self, row: Sequence[str], style: str = "") -> Text:
        """Return the values of a row in one line, the text cut where the line ends. A long name stands alone."""
        first, *rest = (row[number] for number in self._numbers)
        text = plain_text(first, style)
        if self.kind == "text" or (rest and text.cell_len < self.width - GAP):
            for value in rest:
                text.append(" " * max(self._first_width + GAP - text.cell_len, GAP))
                text.append_text(plain_text(value, style))
            text.truncate(self.width, overflow="ellipsis")
        return text
