"""The list of output formats, and one function that renders any answer in any of them.

Each thing that grows has one table: `WRITERS` has a line for each format, `pages.PAGES` a line for each kind of answer
that people read. The tables name modules that are imported only when they are used, so that a pipe that wants JSON
waits neither for Rich nor for the pages.
"""

from __future__ import annotations

import os
import re
from importlib import import_module
from typing import NamedTuple, Protocol, cast

from rolecompare.errors import UsageError

NARROWEST = 20

# Each format with the module of `rolecompare.output` that writes it, by a function `write` as in `Writer`.
WRITERS = {
    "table": "terminal",
    "json": "json",
    "markdown": "markdown",
    "csv": "csv",
    "jsonl": "jsonl",
}
ALIASES = {"md": "markdown"}  # short names of formats
# The endings of file names that stand for these formats, the usual one of each first.
ENDINGS = {
    ".txt": "table",
    ".md": "markdown",
    ".csv": "csv",
    ".json": "json",
    ".jsonl": "jsonl",
    ".markdown": "markdown",
    ".ndjson": "jsonl",
}
# Endings of other formats. A file with such a name would be opened by a program that cannot read what is in it.
OTHER_ENDINGS = r"\.(?:x?html?|pdf|rtf|tex|docx?|odt|xlsx?|ods|tsv|xml|ya?ml|db|sqlite|parquet|png|jpe?g|svg|gz|zip)"


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


def format_of_file(path: str) -> str | None:
    """Return the format that the ending of a file name stands for, or None if it stands for none.

    Raises UsageError if it stands for a format that no answer can be written in.
    """
    ending = _ending(path)
    if ending in ENDINGS or not re.fullmatch(OTHER_ENDINGS, ending):
        return ENDINGS.get(ending)
    usual = {output_format: name for name, output_format in reversed(ENDINGS.items())}
    *most, last = (usual[output_format] for output_format in WRITERS)
    raise UsageError(
        f"{path}: there is no output format for {ending}. Use a name that ends in {', '.join(most)} or {last}, or "
        "choose a format with --format."
    )


def is_misleading(path: str, output_format: str) -> bool:
    """Return whether the ending of a file name stands for another format than the one of its content."""
    ending = _ending(path)
    return ENDINGS[ending] != output_format if ending in ENDINGS else bool(re.fullmatch(OTHER_ENDINGS, ending))


def _ending(path: str) -> str:
    # A letter before the name, since `.json` alone has no ending for Python.
    return os.path.splitext(f"x{os.path.basename(path)}")[1].casefold()


def render(answer: object, output_format: str, canvas: Canvas, detail: Detail = SUMMARY) -> str:
    """Return an answer as text in the given format.

    `canvas` says how wide the text may be and whether it may have color, `detail` how much of the answer people read.
    """
    writer = cast(Writer, import_module(f"rolecompare.output.{WRITERS[output_format]}"))
    return writer.write(answer, canvas, detail)
