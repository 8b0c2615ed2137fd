"""Write an answer as JSON: keys in a stable order, numbers as numbers, one newline at the end."""

from __future__ import annotations

from rolecompare.models.json_text import format_json
from rolecompare.models.serialization import to_answer_value
from rolecompare.output.formats import Canvas, Detail
from rolecompare.output.sanitize import escape_json


def write(answer: object, _canvas: Canvas, _detail: Detail) -> str:
    """Return an answer as JSON, whole. Control characters are escaped, so that no terminal obeys them.

    An answer whose pages show more than its JSON holds has a method `json_answer` that returns what is written.
    """
    make_json_answer = getattr(answer, "json_answer", None)
    document = make_json_answer() if make_json_answer is not None else answer
    return escape_json(format_json(to_answer_value(document))) + "\n"
