"""Break text into lines that fit a number of columns on a terminal, where some characters take two columns."""

from __future__ import annotations

from collections.abc import Iterator

from rich.cells import cell_len


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
