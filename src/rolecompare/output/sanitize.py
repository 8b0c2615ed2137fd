"""Text from outside -> text that can only be read: no control character gets through as what it is."""

from __future__ import annotations

import re

# DEL and C1 controls, line and paragraph separators, zero-width and bidirectional controls, lone surrogates, the byte
# order mark, and the tag characters: all that moves a cursor, hides, or turns the order of what is read, beside C0.
BEYOND_C0 = (
    "\x7f-\x9f\u061c\u200b-\u200f\u2028-\u202e\u2060-\u206f\ud800-\udfff\ufeff\ufff9-\ufffb\U000e0000-\U000e007f"
)
COMMANDS = re.compile(f"[\x00-\x1f{BEYOND_C0}]")


def sanitize(text: str) -> str:
    """The text with white space as spaces and every other control character spelled out.

    >>> harmless("a\\x1b[31m b")
    'a␛[31m b'
    """
    return COMMANDS.sub(_spelled, text)


def _spelled(found: re.Match[str]) -> str:
    code = ord(found[0])
    if found[0] in "\t\n\r\x0b\x0c\x85\u2028\u2029":
        return " "
    if code < 0x20:
        return chr(0x2400 + code)  # the pictures of control characters stand in their order
    if code == 0x7F:
        return "␡"
    return f"\\u{{{code:x}}}"
