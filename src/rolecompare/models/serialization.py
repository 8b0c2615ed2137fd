"""Models and answers as JSON values, and a walk over the models in a value."""

from collections.abc import Iterator, Mapping
from functools import cache
from typing import Any

from rolecompare.models.base import Model
from rolecompare.models.sources import Citation

_SCALARS = frozenset((str, int, float))  # the most frequent types of values


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


def find_cited_sources(value: Any) -> dict[str, None]:
    """Return the ids of the sources that a model, an answer or a tuple of them cites, as keys in the order of citation.

    Every page needs them, so this does without the places that `walk_citations` makes.
    """
    found: dict[str, None] = {}
    _add_cited_sources(value, found)
    return found


def _add_cited_sources(value: Any, found: dict[str, None]) -> None:
    kind = value.__class__
    if kind is Citation:
        found[value.source] = None
    elif isinstance(value, tuple):
        for item in value:
            _add_cited_sources(item, found)
    else:
        for name, _, _ in _fields(kind) or ():
            content = getattr(value, name)
            # Most fields hold text, a number or nothing, which need no call.
            if content is not None and content.__class__ not in _SCALARS:
                _add_cited_sources(content, found)


def walk_citations(value: Any, place: str = "") -> Iterator[tuple[str, Citation]]:
    """Yield every citation inside a model, an answer or a tuple of them, with its place."""
    return ((where, model) for where, model in walk_models(value, place) if isinstance(model, Citation))
