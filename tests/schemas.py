"""The published JSON Schemas, for tests that check what the program prints."""

import json
from typing import Any

from jsonschema import Draft202012Validator
from typer.testing import CliRunner

from rolecompare.cli.app import app


def published_schema(document: str) -> dict[str, Any]:
    """Return the schema of a document as the program prints it."""
    done = CliRunner().invoke(app, ["data", "schema", document], prog_name="rolecompare")
    assert done.exit_code == 0, done.stderr
    schema: dict[str, Any] = json.loads(done.stdout)
    Draft202012Validator.check_schema(schema)
    return schema


def validator(document: str) -> Draft202012Validator:
    """Return a validator that is stricter than the published schema: every key must be described by it."""
    return Draft202012Validator(_closed(published_schema(document)))


def _closed(schema: Any) -> Any:
    """Return a schema in which no object has properties that are not named."""
    if isinstance(schema, list):
        return [_closed(part) for part in schema]
    if not isinstance(schema, dict):
        return schema
    closed = {key: _closed(part) for key, part in schema.items()}
    return {"additionalProperties": False, **closed} if isinstance(closed.get("properties"), dict) else closed
