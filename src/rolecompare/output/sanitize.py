"""Make text from outside safe to show: every control character is replaced by something that can only be read."""

from __future__ import annotations

import re

# Beyond the controls of C0: DEL and the controls of C1, line and paragraph separators, zero-width and bidirectional
# controls, lone surrogates, the byte order mark, interlinear annotations, and tag characters. These can move a cursor,
# hide text, or turn the order in which it is read.
BEYOND_C0 = (
    "\x7f-\x9f\u061c\u200b-\u200f\u2028-\u202e\u2060-\u206f\ud800-\udfff\ufeff\ufff9-\ufffb\U000e0000-\U000e007f"
)
CONTROLS = re.compile(f"[\x00-\x1f{BEYOND_C0}]")


def sanitize(text: str) -> str:
    """Return a text with white space as spaces, and with every other control character as a visible symbol.

    >>> sanitize("a\\x1b[31m b")
    'a␛[31m b'
    """
    return CONTROLS.sub(_visible, text)


def _visible(match: re.Match[str]) -> str:
    code = ord(match[0])
    if match[0] in "\t\n\r\x0b\x0c\x85\u2028\u2029":
        return " "
    if code < 0x20:
        return chr(0x2400 + code)  # Unicode has a symbol for each control of C0, in the same order
    if code == 0x7F:
        return "␡"
    return f"\\u{{{code:x}}}"


def escape_json(text: str) -> str:
    """Return JSON text with all control characters in its strings escaped, so that no terminal obeys them."""
    from json import dumps  # which no page needs

    # JSON itself demands that the control characters of C0 are escaped; these are escaped in addition.
    return re.sub(f"[{BEYOND_C0}]", lambda match: dumps(match[0])[1:-1], text)
