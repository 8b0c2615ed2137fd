"""Models and answers as JSON values, JSON text that people can read, and a walk over the models in a value."""

import json
from collections.abc import Callable, Iterator, Mapping
from functools import cache
from json.encoder import encode_basestring
from math import isfinite
from typing import Any

from rolecompare.models.base import Model
from rolecompare.models.sources import Citation


def to_json_value(value: Any) -> Any:
    """Return a model or an answer as dicts and lists, with the keys in the order of its fields.

    A field that is None, and a flag that is False as it is by default, are left out; an empty list is kept, because it
    says something. Pydantic's own `exclude_none` and `exclude_defaults` keep the one or drop the other, and answers
    are plain dataclasses.
    """
    fields = _fields(value.__class__)
    if fields is not None:
        found = {}
        for name, key, omit_false in fields:
            content = getattr(value, name)
            if content is None or (omit_false and content is False):
                continue
            # Most fields hold text or a number, which need no call.
            found[key] = content if content.__class__ in _SCALARS else to_json_value(content)
        return found
    if isinstance(value, tuple):
        return [to_json_value(item) for item in value]
    if isinstance(value, Mapping):
        return {key: to_json_value(content) for key, content in value.items()}
    return value


@cache
def _fields(kind: type) -> tuple[tuple[str, str, bool], ...] | None:
    """Return the name, the JSON key and whether it is False by default, for each field of a model or dataclass."""
    if issubclass(kind, Model):
        return tuple((name, field.alias or name, field.default is False) for name, field in kind.model_fields.items())
    if hasattr(kind, "__dataclass_fields__"):
        return tuple((name, name, field.default is False) for name, field in kind.__dataclass_fields__.items())
    return None


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


def walk_models(value: Any, place: str = "") -> Iterator[tuple[str, Any]]:
    """Yield every model and answer inside a value, and the value itself, each with its place (`role.duties[3]`)."""
    if isinstance(value, tuple):
        for number, item in enumerate(value):
            yield from walk_models(item, f"{place}[{number}]")
        return
    fields = _fields(value.__class__)
    if fields is not None:
        yield place, value
        for name, key, _ in fields:
            yield from walk_models(getattr(value, name), f"{place}.{key}")


def walk_citations(value: Any, place: str = "") -> Iterator[tuple[str, Citation]]:
    """Yield every citation inside a model, an answer or a tuple of them, with its place."""
    return ((where, model) for where, model in walk_models(value, place) if isinstance(model, Citation))
