"""Write pages for terminals that know no more than ASCII: texts before they are laid out, lines and bars afterward."""

from __future__ import annotations

import unicodedata
from typing import TypeVar

T = TypeVar("T")

# The signs and the punctuation of pages. What is not here loses its accents, or becomes a question mark.
REPLACEMENTS = {
    " · ": "; ",
    "·": "-",
    "•": "-",
    "≠": "!",
    "≈": "~",
    "●": "*",
    "✓": "+",
    "✗": "x",
    "⚠": "!",
    "↑": ">",
    "↓": "<",
    "→": "->",
    "−": "-",
    "–": "-",
    "—": "-",
    "®": "(R)",
    "†": "^",
    "‡": "^^",
    "…": "...",
    "±": "+/-",
    "×": "x",
    "“": '"',
    "”": '"',
    "‘": "'",
    "’": "'",
    "■": "#",
    "┆": ":",
    "━": "=",
}
# What the layout draws; each of these takes one column, as its replacement does.
DRAWN = str.maketrans(
    {original: new for original, new in REPLACEMENTS.items() if len(original) == len(new) == 1}
    | dict.fromkeys("─", "-")
    | dict.fromkeys("│├┤", "|")
    | dict.fromkeys("┼┬┴", "+")
    | dict.fromkeys("█▉▊▋▌", "#")
    | dict.fromkeys("▍▎▏", " ")
    | {"…": "~"}
)


def to_ascii(value: T) -> T:
    """Return a page, a part of one, or a text, with nothing but ASCII and no-break spaces in its texts."""
    if isinstance(value, str):
        return _text_to_ascii(value)  # type: ignore[return-value]
    if isinstance(value, tuple):
        parts = map(to_ascii, value)
        return type(value)(*parts) if hasattr(value, "_fields") else tuple(parts)  # type: ignore[return-value]
    return value


def _text_to_ascii(text: str) -> str:
    if text.isascii():
        return text
    for original, replacement in REPLACEMENTS.items():
        text = text.replace(original, replacement)
    return "".join(map(_character_to_ascii, text))


def _character_to_ascii(character: str) -> str:
    if character.isascii() or character == "\N{NO-BREAK SPACE}":
        return character
    return unicodedata.normalize("NFKD", character).encode("ascii", "ignore").decode() or "?"
