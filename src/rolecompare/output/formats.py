"""The list of output formats, and one function that renders any answer in any of them.

Each thing that grows has one table: `WRITERS` has a line for each format, `pages.PAGES` a line for each kind of answer
that people read. The tables name modules that are imported only when they are used, so that a pipe that wants JSON
waits neither for Rich nor for the pages.
"""

from __future__ import annotations

from importlib import import_module
from typing import NamedTuple, Protocol, cast

NARROWEST = 20

# Each format with the module of `rolecompare.output` that writes it, by a function `write` as in `Writer`.
WRITERS = {
    "table": "terminal",
    "json": "json",
    "markdown": "markdown",
    "csv": "csv",
}


class Canvas(NamedTuple):
    """What a page can be written on: its width in columns, and whether it may have color and more than ASCII.

    Below `NARROWEST` columns a number might not fit whole, so no page is narrower.
    """

    width: int = 100
    color: bool = False
    unicode: bool = True

    @property
    def columns(self) -> int:
        """The width of a page, which is never less than `NARROWEST`."""
        return max(self.width, NARROWEST)


class Detail(NamedTuple):
    """How much of an answer a person wants to read. Formats for programs always hold all of it.

    A page is a summary unless it is to be `full`. `cite` numbers the sources of every cell. Without `sources`, a page
    names none.
    """

    full: bool = False
    cite: bool = False
    sources: bool = True


SUMMARY = Detail()
EVERYTHING = Detail(full=True, cite=True)


class Writer(Protocol):
    """A module that writes answers in one format."""

    def write(self, answer: object, canvas: Canvas, detail: Detail) -> str:
        """Return the text of an answer."""


def render(answer: object, output_format: str, canvas: Canvas, detail: Detail = SUMMARY) -> str:
    """Return an answer as text in the given format.

    `canvas` says how wide the text may be and whether it may have color, `detail` how much of the answer people read.
    """
    writer = cast(Writer, import_module(f"rolecompare.output.{WRITERS[output_format]}"))
    return writer.write(answer, canvas, detail)
