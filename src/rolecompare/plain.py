"""Records to plain JSON values, and back where we made and checked them ourselves.

`built` trusts its input: it is for data that passed the checks before it was shipped or stored. A stranger's data goes
through `loading`, which tells every fault.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import MISSING, fields, is_dataclass
from enum import StrEnum
from functools import cache
from types import NoneType
from typing import Annotated, Any, Literal, TypeVar, get_args, get_origin

from rolecompare.models import Citation, Kinds

T = TypeVar("T")
Maker = Callable[[Any], Any]


def plain(value: Any) -> Any:
    """A record as dicts and lists: keys in the order of its fields, what is absent left out."""
    if is_dataclass(value):
        return {
            field.name: plain(content)
            for field in fields(value)
            if (content := getattr(value, field.name)) is not None and not _is_untold(field.default, content)
        }
    if isinstance(value, tuple):
        return [plain(item) for item in value]
    if isinstance(value, Mapping):
        return {key: plain(content) for key, content in value.items()}
    return value.value if isinstance(value, StrEnum) else value


def _is_untold(default: object, content: object) -> bool:
    """False and nothing are left out where they are the default; an empty list is told, for it is an answer."""
    return default is False and content is False


def citations(value: Any, place: str = "") -> Iterator[tuple[str, Citation]]:
    """Every citation inside a record, with its place."""
    if isinstance(value, Citation):
        yield place, value
    elif isinstance(value, tuple):
        for number, item in enumerate(value):
            yield from citations(item, f"{place}[{number}]")
    elif is_dataclass(value):
        for name in value.__dataclass_fields__:
            yield from citations(getattr(value, name), f"{place}.{name}")


def built(kind: type[T], value: Any) -> T:
    """The record of that kind that a plain value stands for."""
    return _maker(kind)(value)  # type: ignore[no-any-return]


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
        return _maker(sides[0])  # optional, or a number
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


def _record_maker(kind: Any) -> Maker:
    makers = {field.name: maker for field in fields(kind) if (maker := _maker(field.type)) is not _as_is}

    def make(value: dict[str, Any]) -> Any:
        made = dict(value)
        for name, maker in makers.items():
            if name in made:
                made[name] = maker(made[name])
        return kind(**made)

    return make
