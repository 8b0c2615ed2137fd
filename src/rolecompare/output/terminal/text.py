"""Texts, colors and boxes that all parts of a page share."""

from __future__ import annotations

from collections.abc import Iterable

from rich.box import Box
from rich.cells import cell_len
from rich.console import Console, ConsoleOptions, RenderResult
from rich.text import Text

from rolecompare.output.page import DISPUTED_SIGN, NO_BREAK_SPACE, Line, footnote_marks

# Rich breaks lines at a no-break space as at any other. It does not at this character, for which nobody has a use.
JOINER = "\ue000"
FAINT, STRONG, UNDERLINED, WARNING, BETTER, DIFFERENCE = "dim", "bold", "underline", "yellow", "green", "bold"
# A color for each job, in its heading and in its bars; none of them is one of those above.
JOB_STYLES = ("cyan", "magenta", "bright_blue", "bright_red", "bright_cyan", "bright_magenta")
SIGN_STYLES = {
    "=": "dim",
    "≈": "dim",
    "?": "dim",
    "·": "dim",
    "≠": "yellow",
    "!": "yellow",
    "●": "yellow",
    "*": "yellow",
    "+": "yellow",
    "✗": "red",
    "x": "red",
    "✓": "green",
    "↑": "green",
    "↓": "red",
    ">": "green",
    "<": "red",
}
QUIET_SIGNS = ("=",)
BAR_PARTS = ("", "▏", "▎", "▍", "▌", "▋", "▊", "▉")

# Columns with lines between them, and a line below the headings.
BOX = Box("    \n  │ \n ─┼ \n  │ \n ─┼ \n ─┼ \n  │ \n    \n")
DIVIDER = 3  # columns that a line between two columns takes, with a space on each side


class Hanging:
    """A text after a mark such as `=`, whose later lines begin under its first word."""

    def __init__(self, mark: Text, text: Text) -> None:
        self.mark, self.text = mark, text

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        lines = self.text.wrap(console, max(options.max_width - self.mark.cell_len, 1), overflow="fold")
        margin = Text(" " * self.mark.cell_len)
        for number, line in enumerate(lines):
            yield Text.assemble(margin if number else self.mark, line)


def words(text: str) -> list[str]:
    """Return the parts of a text that should not be broken; a footnote is part of the word before it."""
    return text.replace(NO_BREAK_SPACE, JOINER).split()


def longest_unbroken(texts: Iterable[str]) -> int:
    """Return how many columns the longest of the parts takes that should not be broken."""
    return max((cell_len(word) for text in texts for word in words(text)), default=0)


def joined(text: Text, width: int) -> Text:
    """Return a text that is broken at no-break spaces only where its words would not fit otherwise."""
    if longest_unbroken([text.plain]) > width:
        text.plain = text.plain.replace(JOINER, " ")
    return text


def longest_word(texts: Iterable[str]) -> int:
    """Return how many columns the longest word of some texts takes, without its footnotes."""
    return max((cell_len(word) for text in texts for word in text.split()), default=0)


def plain_text(text: str, style: str = "") -> Text:
    """Return a text in which no line ends at a no-break space."""
    return Text(text.replace(NO_BREAK_SPACE, JOINER), style)


def line_text(line: Line, style: str = "") -> Text:
    """Return a line of a cell with its footnotes and marks; `style` is that of the row."""
    if line.is_better:
        style = f"{style} {BETTER}".replace(FAINT, "").strip()
    elif line.is_difference:
        style = DIFFERENCE
    elif line.is_secondary:
        style = FAINT
    text = plain_text(line.text, style)
    if line.footnotes:
        text.append(footnote_marks(line.footnotes).replace(NO_BREAK_SPACE, JOINER), FAINT)
    for number in line.disputed_claims:
        text.append(f"{JOINER}{DISPUTED_SIGN}{number}", WARNING)
    return text


def bar_text(length: float, width: int) -> str:
    """Return a bar that fills a part of some columns, from 0 to 1, in steps of an eighth of a column."""
    full, part = divmod(round(min(max(length, 0), 1) * width * 8), 8)
    return "█" * full + BAR_PARTS[part]
