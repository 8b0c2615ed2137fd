"""Draw an answer on a terminal with Rich: pages as tables with a column for each job, and listings."""

from __future__ import annotations

import io
from collections.abc import Iterable

from rich.console import Console, RenderableType

from rolecompare.output.formats import Canvas, Detail
from rolecompare.output.page import Listing, Page
from rolecompare.output.pages import pages_of
from rolecompare.output.terminal.layout import page_layout
from rolecompare.output.terminal.listings import draw_listing
from rolecompare.output.terminal.pages import draw_page
from rolecompare.output.terminal.text import JOINER


def write(answer: object, canvas: Canvas, detail: Detail) -> str:
    """Return the pages of an answer as text that is at most as wide as the canvas."""
    return "\n".join(draw(page, canvas) for page in pages_of(answer, detail, canvas.columns))


def draw(page: Page | Listing, canvas: Canvas) -> str:
    """Return a page or a listing as text; in ASCII where the canvas has no more than that."""
    if canvas.unicode:
        return _draw(page, canvas)
    from rolecompare.output.ascii import DRAWN, to_ascii  # for few terminals

    lines = _draw(to_ascii(page), canvas).translate(DRAWN).split("\n")
    return "\n".join(line.rstrip() for line in lines)  # the end of a bar may have become a space


def _draw(page: Page | Listing, canvas: Canvas) -> str:
    if isinstance(page, Listing):
        return _print(draw_listing(page, canvas.columns), canvas.columns, color=canvas.color)
    layout = page_layout(page, canvas.columns)
    return _print(draw_page(page, layout), layout.width, color=canvas.color)


def _print(parts: Iterable[RenderableType], width: int, *, color: bool) -> str:
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
    for part in parts:
        console.print(part)
    lines = file.getvalue().replace(JOINER, " ").split("\n")
    return "\n".join(line.rstrip() for line in lines).strip("\n") + "\n"
