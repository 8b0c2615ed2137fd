"""Sheet -> text for a terminal: columns where they fit, roles under each other where they do not."""

import io
from collections.abc import Iterable, Iterator

from rich.cells import cell_len
from rich.console import Console, Group, RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from rolecompare.render.canvas import Canvas
from rolecompare.render.listing import Listing
from rolecompare.render.sheet import Bar, Line, Sheet, SheetRow, SheetSection

LABEL = 24  # columns of the label, and the fewest in which a role's text still reads well
ROLE = 24
GAP = 2  # between columns
WIDEST = 140  # lines longer than this tire the eye; a wider terminal keeps its margin
STYLES = {"=": "green", "≈": "cyan", "≠": "yellow", "●": "magenta", "?": "bright_black"}


def draw(sheet: Sheet, canvas: Canvas) -> str:
    width = min(canvas.columns, max(WIDEST, 30 * len(sheet.columns)))
    console = _console(width, canvas.colour)
    wide = width >= LABEL + len(sheet.columns) * (ROLE + 2) and len(sheet.columns) > 0
    _print(console, _head(sheet, width))
    for section in sheet.sections:
        _print(console, Text(""), _heading(section.heading, width))
        _print(console, _columns(sheet, section, width) if wide else _stacked(sheet, section, width))
    _print(console, *_foot(sheet))
    return _ended(console)


def draw_listing(listing: Listing, canvas: Canvas) -> str:
    console = _console(canvas.columns, canvas.colour)
    if canvas.columns < listing.narrowest:
        for row in listing.rows:
            for name, value in zip(listing.columns, row, strict=True):
                if value:
                    _print(console, Text(f"{name}: {value}", "bold" if name == listing.columns[0] else ""))
            _print(console, Text(""))
    else:
        table = Table(box=None, padding=(0, 2, 0, 0), header_style="bold", show_edge=False)
        for number, name in enumerate(listing.columns):
            table.add_column(Text(name), overflow="fold", no_wrap=number < listing.whole)
        for row in listing.rows:
            table.add_row(*(Text(value) for value in row))
        _print(console, table)
    for line in listing.notes:
        _print(console, Text(line))
    return _ended(console)


def _console(width: int, colour: bool) -> Console:
    return Console(
        file=io.StringIO(),
        width=width,
        force_terminal=colour,
        color_system="standard" if colour else None,
        no_color=not colour,
        highlight=False,
        markup=False,
        emoji=False,
        legacy_windows=False,
        _environ={},
    )


def _print(console: Console, *parts: RenderableType) -> None:
    for part in parts:
        console.print(part, soft_wrap=False)


def _ended(console: Console) -> str:
    assert isinstance(console.file, io.StringIO)
    lines = console.file.getvalue().split("\n")
    return "\n".join(line.rstrip() if "\x1b" not in line else line for line in lines).rstrip("\n") + "\n"


# ── the parts of a page ──────────────────────────────────────────────────────────────────────────────────────────────


def _head(sheet: Sheet, width: int) -> Group:
    title = Text(sheet.title, "bold")
    if sheet.dated and title.cell_len + len(sheet.dated) + 2 <= width:
        title.append(" " * (width - title.cell_len - len(sheet.dated)))
        title.append(sheet.dated, "bright_black")
        lines: list[RenderableType] = [title]
    else:
        lines = [title, Text(sheet.dated, "bright_black")] if sheet.dated else [title]
    lines.append(Text("─" * width, "bright_black"))
    if len(sheet.columns) == 1:
        lines.append(Text(sheet.codes[0], "bright_black"))
    lines += [Text(line.marked) for line in sheet.summary]
    if sheet.glance:
        lines.append(Text("At a glance", "bold"))
        glance = Table.grid(padding=(0, 2, 0, 0))
        glance.add_column(width=11)
        glance.add_column(overflow="fold")
        for topic, text in sheet.glance:
            glance.add_row(Text(topic), Text(text))
        lines.append(Padding(glance, (0, 0, 0, 2)))
    return Group(*lines)


def _heading(text: str, width: int) -> Text:
    heading = Text(text, "bold")
    return heading.append(" " + "─" * max(0, width - heading.cell_len - 1), "not bold bright_black")


def _columns(sheet: Sheet, section: SheetSection, width: int) -> Table:
    roles = len(sheet.columns)
    signs = 3 if any(row.sign for row in section.rows) else 0
    label = max(LABEL, min(34, width // (roles + 2)))
    each = (width - label - signs) // roles
    # Text is broken into lines before the table sees it, each line with its gap: the table would do it four times slower.
    table = Table(box=None, padding=0, show_edge=False, pad_edge=False, show_header=roles > 1, header_style="bold")
    for columns in ([signs] if signs else []) + [label] + [each] * roles:
        table.add_column(width=columns, no_wrap=True, overflow="ignore")
    for column, title in zip(table.columns[-roles:], sheet.columns, strict=True):
        column.header = _broken(Line(title), each - GAP)
    for row in section.rows:
        sign = [Text(row.sign, STYLES.get(row.sign, ""))] if signs else []
        cells = [_cell(row, number, each - GAP) for number in range(roles)]
        table.add_row(*sign, _broken(Line(row.label), label - GAP), *cells)
    return table


def _stacked(sheet: Sheet, section: SheetSection, width: int) -> Group:
    parts: list[RenderableType] = []
    single = len(sheet.columns) == 1
    for row in section.rows:
        label = Text(f"{row.sign} " if row.sign else "", STYLES.get(row.sign, ""))
        parts.append(label.append(row.label, "not bold" if single else "bold"))
        for number, title in enumerate(sheet.columns):
            if not single:
                parts.append(Padding(Text(title, "underline"), (0, 0, 0, 2)))
            indent = 2 if single else 4
            parts.append(Padding(_cell(row, number, width - indent), (0, 0, 0, indent)))
    return Group(*parts)


def _cell(row: SheetRow, number: int, width: int) -> Text:
    if row.bars:
        bar = row.bars[number]
        return Text(_bar(bar, width) if bar else "")
    return Text("\n").join(_broken(line, width) for line in row.cells[number])


def _broken(line: Line, width: int) -> Text:
    """A line as many as the width needs. Words stay whole unless they are wider than the width itself."""
    return Text("\n".join(_wrapped(line.marked, width)), "bright_black" if line.aside else "")


def _wrapped(text: str, width: int) -> Iterator[str]:
    held, columns = "", 0
    for word in text.split(" "):
        size = cell_len(word)
        if held and columns + 1 + size > width:
            yield held
            held, columns = "", 0
        while size > width:
            head, word = _cut(word, width)
            yield head
            size = cell_len(word)
        held = f"{held} {word}" if held else word
        columns += size + (1 if columns else 0)
    yield held


def _cut(word: str, width: int) -> tuple[str, str]:
    """As much of a word as fits, and the rest of it."""
    columns = 0
    for position, character in enumerate(word):
        columns += cell_len(character)
        if columns > width and position:
            return word[:position], word[position:]
    return word, ""


def _bar(bar: Bar, width: int) -> str:
    """`├──■──┤` on a scale from 0 to the top, as wide as the column."""
    last = min(width, 60) - 1
    low, high = (round(end / bar.top * last) for end in (bar.low, bar.high))
    marks = [" "] * low + ["─"] * (high - low + 1)
    marks[low], marks[high] = "├", "┤"
    if bar.middle is not None:
        marks[round(bar.middle / bar.top * last)] = "■"
    return "".join(marks)


def _foot(sheet: Sheet) -> Iterable[RenderableType]:
    if sheet.warnings:
        yield Text("")
        yield Text("Watch out", "bold")
        for line in sheet.warnings:
            yield _hanging("⚠", line.marked, "yellow")
    if sheet.sources:
        yield Text("")
        yield Text("Sources", "bold")
        for number, text in sheet.sources:
            yield _hanging(f"[{number}]", text)
    if sheet.legend:
        yield Text("")
        yield Text(sheet.legend, "bright_black")


def _hanging(mark: str, text: str, style: str = "") -> Table:
    grid = Table.grid(padding=(0, 1, 0, 0))
    grid.add_column(width=4 if mark.startswith("[") else 1, no_wrap=True)
    grid.add_column(overflow="fold")
    grid.add_row(Text(mark, style), Text(text))
    return Padding(grid, (0, 0, 0, 2))  # type: ignore[return-value]
