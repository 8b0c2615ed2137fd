"""Models and answers as JSON values, and a walk over the models in a value."""

from collections.abc import Callable, Iterator, Mapping
from functools import cache
from typing import Any, NamedTuple

from rolecompare.models.base import Model
from rolecompare.models.figures import Figure, Level, Missing
from rolecompare.models.roles import Condition, Credential, Duty, Program, Rating, Setting, TrainingStatement
from rolecompare.models.sources import Citation, Statement

_SCALARS = frozenset((str, int, float))  # the most frequent types of values


class ItemForm(NamedTuple):
    """How an answer writes a record that a dataset tells from others by its keys alone.

    `kind` is the name of the model, which an answer puts first. `own_kind` is the key of a field that the dataset calls
    `kind` too. `computed` are properties that an answer adds, each after a field.
    """

    kind: str
    own_kind: str | None = None
    computed: Mapping[str, tuple[str, ...]] = {}


ITEM_FORMS: Mapping[type[Model], ItemForm] = {
    Figure: ItemForm("figure"),
    Level: ItemForm("level", computed={"value": ("rank", "name")}),
    Missing: ItemForm("missing"),
    Statement: ItemForm("statement"),
    TrainingStatement: ItemForm("statement"),
    Duty: ItemForm("duty"),
    Program: ItemForm("program"),
    Credential: ItemForm("credential", own_kind="credential_kind"),
    Setting: ItemForm("setting", own_kind="setting_kind"),
    Condition: ItemForm("condition"),
    Rating: ItemForm("rating", own_kind="rating_kind"),
}


class JsonForm(NamedTuple):
    """How a model or dataclass is written: keys with constant values, then its fields.

    Each field is an attribute, its JSON key, and whether it is left out where it is False.
    """

    constants: Mapping[str, str]
    fields: tuple[tuple[str, str, bool], ...]


def to_json_value(value: Any) -> Any:
    """Return a model or an answer as dicts and lists, with the keys in the order of its fields.

    A field that is None, and a flag that is False as it is by default, are left out; an empty list is kept, because it
    says something. Pydantic's own `exclude_none` and `exclude_defaults` keep the one or drop the other, and answers
    are plain dataclasses. A model has the keys that it has in a dataset.
    """
    return _convert(value, _dataset_form)


def to_answer_value(value: Any) -> Any:
    """Return an answer as `to_json_value` does, with the `kind` of each item, as `ITEM_FORMS` has it."""
    return _convert(value, _answer_form)


def _convert(value: Any, form_of: Callable[[type], JsonForm | None]) -> Any:
    form = form_of(value.__class__)
    if form is not None:
        found: dict[str, Any] = {**form.constants}
        for name, key, omit_false in form.fields:
            content = getattr(value, name)
            if content is None or (omit_false and content is False):
                continue
            # Most fields hold text or a number, which need no call.
            found[key] = content if content.__class__ in _SCALARS else _convert(content, form_of)
        return found
    if isinstance(value, tuple):
        return [_convert(item, form_of) for item in value]
    if isinstance(value, Mapping):
        return {key: _convert(content, form_of) for key, content in value.items()}
    return value


@cache
def _dataset_form(kind: type) -> JsonForm | None:
    """Return how a model or dataclass is written by its fields alone; None for other types."""
    if issubclass(kind, Model):
        fields = tuple((name, field.alias or name, field.default is False) for name, field in kind.model_fields.items())
        return JsonForm({}, fields)
    if hasattr(kind, "__dataclass_fields__"):
        fields = tuple((name, name, field.default is False) for name, field in kind.__dataclass_fields__.items())
        return JsonForm({}, fields)
    return None


@cache
def _answer_form(kind: type) -> JsonForm | None:
    """Return how an answer writes a model or dataclass; None for other types."""
    form, item = _dataset_form(kind), ITEM_FORMS.get(kind)
    if form is None or item is None:
        return form
    fields: list[tuple[str, str, bool]] = []
    for name, key, omit_false in form.fields:
        fields.append((name, item.own_kind if key == "kind" and item.own_kind else key, omit_false))
        fields += [(each, each, False) for each in item.computed.get(name, ())]
    return JsonForm({"kind": item.kind}, tuple(fields))


def walk_models(value: Any, place: str = "") -> Iterator[tuple[str, Any]]:
    """Yield every model and answer inside a value, and the value itself, each with its place (`role.duties[3]`)."""
    if isinstance(value, tuple):
        for number, item in enumerate(value):
            yield from walk_models(item, f"{place}[{number}]")
        return
    form = _dataset_form(value.__class__)
    if form is not None:
        yield place, value
        for name, key, _ in form.fields:
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
        form = _dataset_form(kind)
        for name, _, _ in form.fields if form is not None else ():
            content = getattr(value, name)
            # Most fields hold text, a number or nothing, which need no call.
            if content is not None and content.__class__ not in _SCALARS:
                _add_cited_sources(content, found)


def walk_citations(value: Any, place: str = "") -> Iterator[tuple[str, Citation]]:
    """Yield every citation inside a model, an answer or a tuple of them, with its place."""
    return ((where, model) for where, model in walk_models(value, place) if isinstance(model, Citation))
