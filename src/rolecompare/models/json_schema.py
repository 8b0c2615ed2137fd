"""JSON Schemas (draft 2020-12) of datasets and of answers, for users of other tools."""

from typing import Any

from pydantic import TypeAdapter

from rolecompare.models.serialization import ITEM_FORMS, ItemForm

JsonObject = dict[str, Any]
DIALECT = "https://json-schema.org/draft/2020-12/schema"
# The types of the properties that answers add to items.
COMPUTED = {"rank": {"minimum": 1, "type": "integer"}, "name": {"type": "string"}}


def dataset_schema(kind: Any, title: str) -> JsonObject:
    """Return the schema of a dataset, which allows only the properties that it names: a misspelled one is an error."""
    schema: JsonObject = TypeAdapter(kind).json_schema()
    return _with_head(schema, title)


def answer_schema(kind: Any, title: str) -> JsonObject:
    """Return the schema of an answer. It allows further properties, which later versions of the program may add."""
    schema = _open(TypeAdapter(kind).json_schema())
    forms = {model.__name__: form for model, form in ITEM_FORMS.items()}
    for name, part in schema.get("$defs", {}).items():
        if name in forms:
            schema["$defs"][name] = _with_kind(part, forms[name])
    return _with_head(schema, title)


def _with_head(schema: JsonObject, title: str) -> JsonObject:
    """Return a schema with its dialect, its title, and an id made of the name and version that the document gives."""
    name: str = schema["properties"]["schema"]["const"]
    return {"$schema": DIALECT, "$id": f"urn:{name.replace('/', ':')}", **schema, "title": title}


def _open(schema: Any) -> Any:
    """Return a schema without what forbids further properties."""
    if isinstance(schema, list):
        return [_open(part) for part in schema]
    if not isinstance(schema, dict):
        return schema
    closed = schema.get("additionalProperties") is False
    return {key: _open(part) for key, part in schema.items() if not (closed and key == "additionalProperties")}


def _with_kind(schema: JsonObject, form: ItemForm) -> JsonObject:
    """Return the schema of a model as answers write it."""

    def named(key: str) -> str:
        return form.own_kind if key == "kind" and form.own_kind else key

    properties: JsonObject = {"kind": {"const": form.kind, "type": "string"}}
    for key, part in schema["properties"].items():
        properties |= {named(key): part, **{name: COMPUTED[name] for name in form.computed.get(key, ())}}
    added = [name for names in form.computed.values() for name in names]
    required = ["kind", *map(named, schema.get("required", ())), *added]
    return {**schema, "properties": properties, "required": required}
