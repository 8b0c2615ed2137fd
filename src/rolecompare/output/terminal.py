"""Draw an answer on a terminal: in columns where they fit, and with the roles under each other where they do not."""

from __future__ import annotations

import io
from collections.abc import Iterable, Iterator, Sequence
from itertools import zip_longest

from rich.cells import cell_len
from rich.console import Console, ConsoleOptions, Group, RenderableType, RenderResult
from rich.segment import Segment
from rich.table import Table

from rolecompare.output.formats import Canvas, Detail
from rolecompare.output.page import ABSENT, Listing, Page, PageRow, PageSection
from rolecompare.output.pages import pages_of

# Widths in columns.
MIN_LABEL_WIDTH, MAX_LABEL_WIDTH = 24, 34
MIN_ROLE_WIDTH = 24  # a role's text reads badly in less
GAP = 2  # between columns
MIN_LISTING_COLUMN = GAP + 2  # some characters take two columns
MAX_PAGE_WIDTH = 140  # longer lines are tiring to read; a wider terminal keeps a margin
SIGN_STYLES = {"=": "green", "≈": "cyan", "≠": "yellow", "●": "magenta", "?": "bright_black"}
FAINT, STRONG, UNDERLINED = "bright_black", "bold", "underline"
StyledLine = tuple[str, str]  # a line of text and its style; an empty style is none


class Lines:
    """Lines that are already broken and styled; Rich would take four times as long to do either."""

    def __init__(self, lines: Iterable[StyledLine]) -> None:
        self.lines = list(lines)

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        newline = Segment.line()
        for text, style in self.lines:
            yield Segment(text, console.get_style(style) if style else None)
            yield newline


def write(answer: object, canvas: Canvas, detail: Detail) -> str:
    """Return the pages of an answer as text that is at most as wide as the canvas."""
    pages = pages_of(answer, detail, canvas.columns)
    return "\n".join(
        draw_listing(page, canvas) if isinstance(page, Listing) else draw_page(page, canvas) for page in pages
    )


def draw_page(page: Page, canvas: Canvas) -> str:
    """Return a page as text."""
    roles = len(page.columns)
    width = min(canvas.columns, max(MAX_PAGE_WIDTH, (MIN_ROLE_WIDTH + 6) * (roles + 1)))
    fits = width >= MIN_LABEL_WIDTH + roles * (MIN_ROLE_WIDTH + GAP)
    parts: list[RenderableType] = [Lines(_page_head(page, width))]
    for section in page.sections:
        body = _section_in_columns(page, section, width) if fits else _section_stacked(page, section, width)
        parts += [Lines(_section_heading(section.heading, width)), body]
    parts.append(Lines(_page_foot(page, width)))
    return _print(Group(*parts), width, canvas.color)


def draw_listing(listing: Listing, canvas: Canvas) -> str:
    """Return a listing as text: in columns, or with the values of each row under each other."""
    width = canvas.columns
    title = Lines((line, STRONG) for line in (wrap(listing.title, width) if listing.title else ()))
    notes = Lines((line, "") for note in listing.notes for line in wrap(note, width))
    widths = _listing_widths(listing, width) if listing.rows and width >= listing.narrowest else None
    rows = Lines(_listing_stacked(listing, width) if widths is None else _listing_in_columns(listing, widths))
    return _print(Group(title, rows, notes), width, canvas.color)


def _print(part: RenderableType, width: int, color: bool) -> str:
    """Return what Rich prints, without spaces at the ends of lines or empty lines at the ends of the text."""
    file = io.StringIO()
    console = Console(
        file=file,
        width=width,
        force_terminal=color,
        color_system="standard" if color else None,
        no_color=not color,
        highlight=False,
        markup=False,
        emoji=False,
        legacy_windows=False,
        _environ={},  # whoever asks for the page decides on width and color, not the environment
    )
    console.print(part)
    lines = file.getvalue().split("\n")
    return "\n".join(line.rstrip() for line in lines).strip("\n") + "\n"


def _listing_widths(listing: Listing, width: int) -> list[int] | None:
    """Return the widths of a listing's columns, without the gaps between them.

    Each column is as wide as its longest value. Where that is too much for the page, the widest of the columns that
    may be broken are made narrower, all to the same width. None where even that does not fit.
    """
    last = len(listing.columns) - 1
    columns = zip(listing.columns, *listing.rows, strict=True)
    widths = [min(max(map(cell_len, column)) + GAP * (number < last), width) for number, column in enumerate(columns)]
    while (excess := sum(widths) - width) > 0:
        breakable = widths[listing.unbroken :]
        widest = max(breakable, default=0)
        if widest <= MIN_LISTING_COLUMN:
            return None
        next_width = max([MIN_LISTING_COLUMN, *(each for each in breakable if each < widest)])
        places = [place for place in range(listing.unbroken, last + 1) if widths[place] == widest]
        for columns_left, place in zip(range(len(places), 0, -1), places, strict=True):
            cut = min(widest - next_width, round(excess / columns_left))
            widths[place] -= cut
            excess -= cut
    return [each - GAP * (number < last) for number, each in enumerate(widths)]


def _listing_in_columns(listing: Listing, widths: Sequence[int]) -> Iterator[StyledLine]:
    """Return the values of each row beside each other, under the headings of the columns."""
    yield from ((line, STRONG) for line in _side_by_side(listing.columns, widths))
    for row in listing.rows:
        yield from ((line, "") for line in _side_by_side(row, widths))


def _side_by_side(values: Iterable[str], widths: Sequence[int]) -> Iterator[str]:
    columns = [wrap(value, width) for value, width in zip(values, widths, strict=True)]
    for lines in zip_longest(*columns, fillvalue=""):
        yield (" " * GAP).join(line + " " * (width - cell_len(line)) for line, width in zip(lines, widths, strict=True))


def _listing_stacked(listing: Listing, width: int) -> Iterator[StyledLine]:
    """Return the values of each row under each other, below those that are never broken."""
    margin = max(map(len, listing.columns[1:]), default=0) + 4
    head = max(listing.unbroken, 1)
    for row in listing.rows:
        yield from _hanging("", (" " * GAP).join(row[:head]), width, STRONG)
        for name, value in zip(listing.columns[head:], row[head:], strict=True):
            if value:
                yield from _hanging(f"  {name}".ljust(margin), value, width)
        yield "", ""


def _page_head(page: Page, width: int) -> Iterator[StyledLine]:
    room = width - cell_len(page.title) - cell_len(page.subtitle)
    if room >= GAP:
        yield page.title + " " * room + page.subtitle, STRONG
    else:
        yield from _hanging("", page.title, width, STRONG)
        yield from _hanging("", page.subtitle, width, FAINT)
    yield "─" * width, FAINT
    if len(page.columns) == 1:
        yield from _hanging("", page.codes[0], width, FAINT)
    for line in page.introduction:
        yield from _hanging("", line.marked_text, width)
    if page.summary:
        yield "At a glance", STRONG
    for topic, text in page.summary:
        yield from _hanging(f"  {topic}".ljust(15), text, width)


def _section_heading(text: str, width: int) -> Iterator[StyledLine]:
    yield "", ""
    *lines, last = wrap(text, width)
    yield from ((line, STRONG) for line in lines)
    yield f"{last} {'─' * (width - cell_len(last) - 1)}".rstrip(), STRONG


def _page_foot(page: Page, width: int) -> Iterator[StyledLine]:
    if page.warnings:
        yield from (("", ""), ("Watch out", STRONG))
    for line in page.warnings:
        yield from _hanging("  ⚠ ", line.marked_text, width)
    if page.sources:
        yield from (("", ""), ("Sources", STRONG))
    for source in page.sources:
        yield from _hanging(f"  [{source.number}]".ljust(7), f"{source.text} {source.url}".rstrip(), width)
    for text in filter(None, (page.legend, *page.notes)):
        yield "", ""
        yield from _hanging("", text, width, FAINT)


def _hanging(mark: str, text: str, width: int, style: str = "") -> Iterator[StyledLine]:
    """Return a paragraph that follows a mark; its later lines begin under its first word."""
    margin = cell_len(mark)
    for number, line in enumerate(wrap(text, width - margin)):
        yield (" " * margin if number else mark) + line, style


def _section_in_columns(page: Page, section: PageSection, width: int) -> Table:
    """Return a section with a column for each role.

    The table has a single row, in whose cells the lines of each row of the section are padded to the same height.
    """
    roles = len(page.columns)
    sign_width = 3 if any(row.sign for row in section.rows) else 0
    label_width = max(MIN_LABEL_WIDTH, min(MAX_LABEL_WIDTH, width // (roles + 2)))
    role_width = (width - label_width - sign_width) // roles
    widths = [*([sign_width] if sign_width else []), label_width, *[role_width] * roles]
    columns: list[list[StyledLine]] = [[] for _ in widths]
    for row in section.rows:
        label = [(line, "") for line in wrap(row.label, label_width - GAP)]
        cells = [label, *(list(_cell_lines(row, number, role_width - GAP)) for number in range(roles))]
        if sign_width:
            cells.insert(0, [(row.sign, SIGN_STYLES.get(row.sign, ""))])
        height = max(map(len, cells))
        for column, cell in zip(columns, cells, strict=True):
            column += cell + [("", "")] * (height - len(cell))
    table = Table(box=None, padding=0, pad_edge=False, show_edge=False, show_header=roles > 1)
    for column_width in widths:
        table.add_column(width=column_width)
    for table_column, title in zip(table.columns[-roles:], page.columns, strict=True):
        table_column.header = Lines((line, STRONG) for line in wrap(title, role_width - GAP))
    table.add_row(*map(Lines, columns))
    return table


def _section_stacked(page: Page, section: PageSection, width: int) -> Lines:
    """Return a section in which the roles stand under each other in every row."""
    lines: list[StyledLine] = []
    is_single = len(page.columns) == 1
    margin = "  " if is_single else "    "
    for row in section.rows:
        sign = f"{row.sign} " if row.sign else ""
        lines += _hanging(sign, row.label, width, "" if is_single else STRONG)
        absent = [number for number in range(len(page.columns)) if _is_absent(row, number)]
        # Several roles that have nothing in a row share one line.
        together = absent if 1 < len(absent) < len(page.columns) else []
        for number, title in enumerate(page.columns):
            if number in together:
                continue
            cell = [(margin + text, style) for text, style in _cell_lines(row, number, width - len(margin))]
            if cell and not is_single:
                lines += _hanging("  ", title, width, UNDERLINED)
            lines += cell
        if together:
            titles = ", ".join(page.columns[number] for number in together)
            lines += _hanging(f"  {ABSENT}  ", titles, width, UNDERLINED)
    return Lines(lines)


def _is_absent(row: PageRow, number: int) -> bool:
    """Return whether a role has nothing in a row."""
    return [line.text for line in row.cells[number]] == [ABSENT]


def _cell_lines(row: PageRow, number: int, width: int) -> Iterator[StyledLine]:
    for line in row.cells[number]:
        yield from ((text, FAINT if line.is_secondary else "") for text in wrap(line.marked_text, width))


def wrap(text: str, width: int) -> Iterator[str]:
    """Return the lines of a text, each at most `width` columns wide. Only a word wider than that is broken."""
    line, columns, width = "", 0, max(width, 1)
    for word in text.split(" "):
        size = cell_len(word)
        if line and columns + 1 + size > width:
            yield line
            line, columns = "", 0
        while size > width and len(word) > 1:
            head, word = _split(word, width)
            yield head
            size = cell_len(word)
        line = f"{line} {word}" if line else word
        columns += size + (1 if columns else 0)
    yield line


def _split(word: str, width: int) -> tuple[str, str]:
    """Return as much of a word as fits, but at least one character, and the rest of it."""
    columns = 0
    for position, character in enumerate(word):
        columns += cell_len(character)
        if columns > width and position:
            return word[:position], word[position:]
    return word, ""
