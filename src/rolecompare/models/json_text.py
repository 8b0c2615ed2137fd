"""JSON values as text that people can read."""

import json
from collections.abc import Callable
from functools import cache
from json.encoder import encode_basestring
from math import isfinite
from typing import Any


def format_json(value: Any, width: int = 120, indent: int = 0, lead: int = 0) -> str:
    """Return JSON values as text with lists and objects on one line where they fit into the width.

    `indent` is the margin of the line and `lead` the number of characters before the value on it: those of its key.
    """
    simple = _SCALARS.get(value.__class__)
    if simple is not None:
        return simple(value)
    deeper = indent + 2
    if isinstance(value, dict):
        parts = []
        for key, item in value.items():
            name = _format_key(key)
            # A recursive call for each text and number would double the time.
            simple = _SCALARS.get(item.__class__)
            parts.append(name + (simple(item) if simple is not None else format_json(item, width, deeper, len(name))))
        opening, closing = "{", "}"
    elif isinstance(value, (list, tuple)):
        parts = [format_json(item, width, deeper) for item in value]
        opening, closing = "[", "]"
    else:
        return encode_basestring(value) if isinstance(value, str) else json.dumps(value, allow_nan=False)
    if indent + lead + 2 * len(parts) + sum(map(len, parts)) < width:
        flat = opening + ", ".join(parts) + closing
        if "\n" not in flat:
            return flat
    margin = " " * deeper
    return opening + "\n" + ",\n".join([margin + part for part in parts]) + "\n" + " " * indent + closing


def _format_float(value: float) -> str:
    return float.__repr__(value) if isfinite(value) else json.dumps(value, allow_nan=False)  # which raises ValueError


# The most frequent types of values, each with the function that writes it as JSON.
_SCALARS: dict[type, Callable[[Any], str]] = {str: encode_basestring, int: int.__repr__, float: _format_float}


@cache
def _format_key(key: str) -> str:
    return f"{encode_basestring(key)}: "
