"""Sheet -> text for a terminal: columns where they fit, roles under each other where they do not."""

from __future__ import annotations

import io
from collections.abc import Iterable, Iterator, Sequence
from itertools import zip_longest

from rich.cells import cell_len
from rich.console import Console, ConsoleOptions, Group, RenderableType, RenderResult
from rich.segment import Segment
from rich.table import Table

from rolecompare.output import Canvas
from rolecompare.output.page import NOTHING, Bar, Listing, Page, PageRow, PageSection
from rolecompare.output.pages import pages_of

LABEL = 24  # columns of the label, and the fewest in which a role's text still reads well
ROLE = 24
GAP = 2  # between columns
NARROWEST = GAP + 2  # of a column: some characters take two places
WIDEST = 140  # lines longer than this tire the eye; a wider terminal keeps its margin
WIDEST_BAR = 60
STYLES = {"=": "green", "≈": "cyan", "≠": "yellow", "●": "magenta", "?": "bright_black"}
FAINT, STRONG, TITLE = "bright_black", "bold", "underline"
Styled = tuple[str, str]  # a line of text and its style, none being ""


class Lines:
    """Text broken into lines and styled already: a table would take four times as long to do either."""

    def __init__(self, lines: Iterable[Styled]) -> None:
        self.lines = list(lines)

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        newline = Segment.line()
        for text, style in self.lines:
            yield Segment(text, console.get_style(style) if style else None)
            yield newline


def write(answer: object, canvas: Canvas, *, sources: bool) -> str:
    """Return the pages of an answer as text that is at most as wide as the canvas."""
    pages = pages_of(answer, sources=sources)
    return "\n".join(
        draw_listing(page, canvas) if isinstance(page, Listing) else draw_page(page, canvas) for page in pages
    )


def draw_page(sheet: Page, canvas: Canvas) -> str:
    roles = len(sheet.columns)
    width = min(canvas.columns, max(WIDEST, (ROLE + 6) * (roles + 1)))
    lay = _columns if width >= LABEL + roles * (ROLE + GAP) else _stacked
    parts: list[RenderableType] = [Lines(_head(sheet, width))]
    for section in sheet.sections:
        parts += [Lines(_heading(section.heading, width)), lay(sheet, section, width)]
    parts.append(Lines(_foot(sheet, width)))
    return _printed(Group(*parts), width, canvas.color)


def draw_listing(listing: Listing, canvas: Canvas) -> str:
    width = canvas.columns
    title = Lines((line, STRONG) for line in (_wrapped(listing.title, width) if listing.title else ()))
    notes = Lines((line, "") for note in listing.notes for line in _wrapped(note, width))
    widths = _widths(listing, width) if listing.rows and width >= listing.narrowest else None
    rows = Lines(_entries(listing, width) if widths is None else _table(listing, widths))
    return _printed(Group(title, rows, notes), width, canvas.color)


def _widths(listing: Listing, width: int) -> list[int] | None:
    """Each column as wide as what stands in it; where that is too much, the widest that may be broken made equal.

    None where they would still be wider than the page.
    """
    last = len(listing.columns) - 1
    columns = zip(listing.columns, *listing.rows, strict=True)
    widths = [min(max(map(cell_len, column)) + GAP * (number < last), width) for number, column in enumerate(columns)]
    while (excess := sum(widths) - width) > 0:
        broken = widths[listing.unbroken :]
        widest = max(broken, default=0)
        if widest <= NARROWEST:
            return None
        below = max([NARROWEST, *(each for each in broken if each < widest)])
        places = [place for place in range(listing.unbroken, last + 1) if widths[place] == widest]
        for left, place in zip(range(len(places), 0, -1), places, strict=True):
            cut = min(widest - below, round(excess / left))
            widths[place] -= cut
            excess -= cut
    return [each - GAP * (number < last) for number, each in enumerate(widths)]


def _table(listing: Listing, widths: Sequence[int]) -> Iterator[Styled]:
    """Each row's values beside each other, under the names of the columns."""
    yield from ((line, STRONG) for line in _beside(listing.columns, widths))
    for row in listing.rows:
        yield from ((line, "") for line in _beside(row, widths))


def _beside(values: Iterable[str], widths: Sequence[int]) -> Iterator[str]:
    columns = [_wrapped(value, width) for value, width in zip(values, widths, strict=True)]
    for lines in zip_longest(*columns, fillvalue=""):
        yield (" " * GAP).join(line + " " * (width - cell_len(line)) for line, width in zip(lines, widths, strict=True))


def _entries(listing: Listing, width: int) -> Iterator[Styled]:
    """Each row as lines of its own, under what of it is never broken."""
    margin = max(map(len, listing.columns[1:]), default=0) + 4
    head = max(listing.unbroken, 1)
    for row in listing.rows:
        yield from _hanging("", (" " * GAP).join(row[:head]), width, STRONG)
        for name, value in zip(listing.columns[head:], row[head:], strict=True):
            if value:
                yield from _hanging(f"  {name}".ljust(margin), value, width)
        yield "", ""


def _printed(part: RenderableType, width: int, color: bool) -> str:
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
        _environ={},  # what the page can bear is decided by who asks for it, not found out here
    )
    console.print(part)
    lines = file.getvalue().split("\n")
    return "\n".join(line.rstrip() for line in lines).strip("\n") + "\n"


# ── a page's head and foot ───────────────────────────────────────────────────────────────────────────────────────────


def _head(sheet: Page, width: int) -> Iterator[Styled]:
    room = width - cell_len(sheet.title) - cell_len(sheet.dated)
    if room >= GAP:
        yield sheet.title + " " * room + sheet.dated, STRONG
    else:
        yield from _hanging("", sheet.title, width, STRONG)
        yield from _hanging("", sheet.dated, width, FAINT)
    yield "─" * width, FAINT
    if len(sheet.columns) == 1:
        yield from _hanging("", sheet.codes[0], width, FAINT)
    for line in sheet.summary:
        yield from _hanging("", line.marked, width)
    if sheet.at_a_glance:
        yield "At a glance", STRONG
    for topic, text in sheet.at_a_glance:
        yield from _hanging(f"  {topic}".ljust(15), text, width)


def _heading(text: str, width: int) -> Iterator[Styled]:
    yield "", ""
    *lines, last = _wrapped(text, width)  # whole, as everything is, where the page is narrower than a heading
    yield from ((line, STRONG) for line in lines)
    yield f"{last} {'─' * (width - cell_len(last) - 1)}".rstrip(), STRONG


def _foot(sheet: Page, width: int) -> Iterator[Styled]:
    if sheet.warnings:
        yield from (("", ""), ("Watch out", STRONG))
    for line in sheet.warnings:
        yield from _hanging("  ⚠ ", line.marked, width)
    if sheet.sources:
        yield from (("", ""), ("Sources", STRONG))
    for number, text, url in sheet.sources:
        yield from _hanging(f"  [{number}]".ljust(7), f"{text} {url}".rstrip(), width)
    for text in filter(None, (sheet.legend, sheet.dataset)):
        yield "", ""
        yield from _hanging("", text, width, FAINT)


def _hanging(mark: str, text: str, width: int, style: str = "") -> Iterator[Styled]:
    """A paragraph after a mark, its later lines begun under its first word."""
    margin = cell_len(mark)
    for number, line in enumerate(_wrapped(text, width - margin)):
        yield (" " * margin if number else mark) + line, style


# ── a section ────────────────────────────────────────────────────────────────────────────────────────────────────────


def _columns(sheet: Page, section: PageSection, width: int) -> Table:
    """One column for each role: a table of one tall row, in which every row's lines are as many in each column."""
    roles = len(sheet.columns)
    signs = 3 if any(row.sign for row in section.rows) else 0
    label = max(LABEL, min(34, width // (roles + 2)))
    each = (width - label - signs) // roles
    widths = [signs] * bool(signs) + [label] + [each] * roles
    tall: list[list[Styled]] = [[] for _ in widths]
    for row in section.rows:
        cells = [list(_cell(row, number, each - GAP)) for number in range(roles)]
        names = [(line, "") for line in _wrapped(row.label, label - GAP)]
        lines = ([[(row.sign, STYLES.get(row.sign, ""))]] if signs else []) + [names, *cells]
        height = max(map(len, lines))
        for column, cell in zip(tall, lines, strict=True):
            column += cell + [("", "")] * (height - len(cell))
    table = Table(box=None, padding=0, pad_edge=False, show_edge=False, show_header=roles > 1)
    for columns in widths:
        table.add_column(width=columns)
    for place, title in zip(table.columns[-roles:], sheet.columns, strict=True):
        place.header = Lines((line, STRONG) for line in _wrapped(title, each - GAP))
    table.add_row(*map(Lines, tall))
    return table


def _stacked(sheet: Page, section: PageSection, width: int) -> Lines:
    """The roles under each other in every row."""
    lines: list[Styled] = []
    single = len(sheet.columns) == 1
    for row in section.rows:
        sign = f"{row.sign} " if row.sign else ""
        lines += _hanging(sign, row.label, width, "" if single else STRONG)
        without = [number for number in range(len(sheet.columns)) if _has_nothing(row, number)]
        # Of many roles those that have nothing in a row are named in one line.
        told = without if 1 < len(without) < len(sheet.columns) else []
        for number, title in enumerate(sheet.columns):
            if number in told:
                continue
            margin = "  " if single else "    "
            cell = [(margin + text, style) for text, style in _cell(row, number, width - len(margin))]
            if cell and not single:
                lines += _hanging("  ", title, width, TITLE)
            lines += cell
        if told:
            lines += _hanging(f"  {NOTHING}  ", ", ".join(sheet.columns[number] for number in told), width, TITLE)
    return Lines(lines)


def _has_nothing(row: PageRow, number: int) -> bool:
    return not row.bars and [line.text for line in row.cells[number]] == [NOTHING]


def _cell(row: PageRow, number: int, width: int) -> Iterator[Styled]:
    if row.bars:
        bar = row.bars[number]
        yield _bar(bar, width) if bar else "", ""
        return
    for line in row.cells[number]:
        yield from ((text, FAINT if line.aside else "") for text in _wrapped(line.marked, width))


def _bar(bar: Bar, width: int) -> str:
    """`├──■──┤` on a scale from 0 to the top, as wide as the column."""
    last = min(width, WIDEST_BAR) - 1
    low, high = (round(end / bar.top * last) for end in (bar.low, bar.high))
    marks = [" "] * low + ["─"] * (high - low + 1)
    marks[low], marks[high] = "├", "┤"
    if bar.middle is not None:
        marks[round(bar.middle / bar.top * last)] = "■"
    return "".join(marks)


# ── breaking lines ───────────────────────────────────────────────────────────────────────────────────────────────────


def _wrapped(text: str, width: int) -> Iterator[str]:
    """Lines of at most so many columns. A word stays whole unless it is wider than the width itself."""
    held, columns, width = "", 0, max(width, 1)
    for word in text.split(" "):
        size = cell_len(word)
        if held and columns + 1 + size > width:
            yield held
            held, columns = "", 0
        while size > width and len(word) > 1:
            head, word = _cut(word, width)
            yield head
            size = cell_len(word)
        held = f"{held} {word}" if held else word
        columns += size + (1 if columns else 0)
    yield held


def _cut(word: str, width: int) -> tuple[str, str]:
    """As much of a word as fits, one character at least, and the rest of it."""
    columns = 0
    for position, character in enumerate(word):
        columns += cell_len(character)
        if columns > width and position:
            return word[:position], word[position:]
    return word, ""
