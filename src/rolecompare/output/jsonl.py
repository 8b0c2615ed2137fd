"""Write an answer as JSON Lines: its flat rows, each as an object on a line of its own."""

from __future__ import annotations

import json

from rolecompare.output.flat import flatten
from rolecompare.output.formats import Canvas, Detail
from rolecompare.output.sanitize import escape_json


def write(answer: object, _canvas: Canvas, _detail: Detail) -> str:
    """Return the rows that CSV has as JSON objects. A key without a value is left out; several values are a list."""
    table = flatten(answer)
    rows = ({name: value for name in table.columns if (value := row.get(name)) is not None} for row in table.rows)
    return "".join(escape_json(json.dumps(row, ensure_ascii=False, allow_nan=False)) + "\n" for row in rows)
