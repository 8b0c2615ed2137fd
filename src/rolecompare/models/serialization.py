"""Records to plain JSON values, and back where we made and checked them ourselves.

`built` trusts its input: it is for data that passed the checks before it was shipped or stored. A stranger's data goes
through the `door`, which tells every fault.
"""

import json
from collections.abc import Callable, Hashable, Iterator, Mapping
from dataclasses import fields, is_dataclass
from enum import StrEnum
from functools import cache
from json.encoder import encode_basestring
from math import isfinite
from types import NoneType
from typing import Annotated, Any, Literal, TypeVar, cast, get_args, get_origin

from rolecompare.models.base import Kinds
from rolecompare.models.sources import Citation

T = TypeVar("T")
Maker = Callable[[Any], Any]


def to_json_value(value: Any) -> Any:
    """A record or an answer as dicts and lists: keys in the order of its fields, what is absent left out.

    None, and a flag that is down where it mostly is, are absent; an empty list is an answer.
    """
    if hasattr(value, "__dataclass_fields__"):
        found = {}
        for name, mostly_down in _fields(cast(Hashable, type(value))):
            content = getattr(value, name)
            if content is None or (mostly_down and content is False):
                continue
            # Most fields hold text or a number, which needs no second look.
            found[name] = content if content.__class__ in SIMPLE else to_json_value(content)
        return found
    if isinstance(value, tuple):
        return [to_json_value(item) for item in value]
    if isinstance(value, Mapping):
        return {key: to_json_value(content) for key, content in value.items()}
    return value


@cache
def _fields(kind: Any) -> tuple[tuple[str, bool], ...]:
    """A record's fields, and whether each is a flag that is down by default."""
    return tuple((name, field.default is False) for name, field in kind.__dataclass_fields__.items())


def format_json(value: Any, width: int = 120, indent: int = 0, lead: int = 0) -> str:
    """Plain values as JSON that people can read and compare: what fits on a line stands on one.

    `lead` is what the line holds before the value: its key.
    """
    simple = SIMPLE.get(value.__class__)
    if simple is not None:
        return simple(value)
    deeper = indent + 2
    if isinstance(value, dict):
        parts = []
        for key, item in value.items():
            name = _named(key)
            # To call oneself for each text and number takes as long as to write it.
            simple = SIMPLE.get(item.__class__)
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


def _number(value: float) -> str:
    return float.__repr__(value) if isfinite(value) else json.dumps(value, allow_nan=False)  # which refuses


# What most values are, each with how JSON writes it.
SIMPLE: dict[type, Callable[[Any], str]] = {str: encode_basestring, int: int.__repr__, float: _number}


@cache
def _named(key: str) -> str:
    return f"{encode_basestring(key)}: "


def walk_records(value: Any, place: str = "") -> Iterator[tuple[str, Any]]:
    """Every record inside a record, and that record itself, each with its place."""
    if isinstance(value, tuple):
        for number, item in enumerate(value):
            yield from walk_records(item, f"{place}[{number}]")
    elif hasattr(value, "__dataclass_fields__"):
        yield place, value
        for name in value.__dataclass_fields__:
            yield from walk_records(getattr(value, name), f"{place}.{name}")


def walk_citations(value: Any, place: str = "") -> Iterator[tuple[str, Citation]]:
    """Every citation inside a record, with its place."""
    return ((where, record) for where, record in walk_records(value, place) if isinstance(record, Citation))


def built(kind: type[T], value: Any) -> T:
    """The record of that kind that a plain value stands for."""
    return cast(T, _maker(cast(Hashable, kind))(value))


def built_parts(kind: type, values: Mapping[str, Any]) -> dict[str, Any]:
    """The fields of a record that plain values stand for, where the record itself cannot be made of them."""
    makers = _field_makers(kind)
    return {name: makers[name](value) for name, value in values.items()}


@cache
def _maker(kind: Any) -> Maker:
    """How a value of an annotation is made; worked out once for each annotation."""
    if get_origin(kind) is Annotated:
        inner, *extras = get_args(kind)
        if any(isinstance(extra, Kinds) for extra in extras):
            return _side_maker(inner)
        return _maker(inner)
    if get_origin(kind) is tuple:
        item = _maker(get_args(kind)[0])
        return tuple if item is _as_is else lambda values: tuple(map(item, values))
    if get_origin(kind) is not Literal and (sides := [side for side in get_args(kind) if side is not NoneType]):
        maker = _maker(sides[0])  # optional, or a number
        return maker if maker is _as_is else lambda value: None if value is None else maker(value)
    if is_dataclass(kind):
        return _record_maker(kind)
    if isinstance(kind, type) and issubclass(kind, StrEnum):
        return kind
    return _as_is


def _as_is(value: Any) -> Any:
    return value


def _side_maker(union: Any) -> Maker:
    makers = {Kinds.tag_of(side): _maker(side) for side in get_args(union)}
    return lambda value: makers[Kinds.tag(value)](value)


@cache
def _field_makers(kind: Any) -> dict[str, Maker]:
    return {field.name: _maker(cast(Hashable, field.type)) for field in fields(kind)}


def _record_maker(kind: Any) -> Maker:
    makers = {name: maker for name, maker in _field_makers(kind).items() if maker is not _as_is}

    def make(value: dict[str, Any]) -> Any:
        made = dict(value)
        for name, maker in makers.items():
            if name in made:
                made[name] = maker(made[name])
        return kind(**made)

    return make
