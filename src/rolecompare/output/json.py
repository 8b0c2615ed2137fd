"""Write an answer as JSON: keys in a stable order, numbers as numbers, one newline at the end."""

from __future__ import annotations

import json
import re

from rolecompare.models.json_text import format_json
from rolecompare.models.serialization import to_answer_value
from rolecompare.output.formats import Canvas, Detail
from rolecompare.output.sanitize import BEYOND_C0

# JSON itself demands that the control characters of C0 are escaped; these are escaped in addition.
CONTROLS_BEYOND_C0 = re.compile(f"[{BEYOND_C0}]")


def write(answer: object, _canvas: Canvas, _detail: Detail) -> str:
    """Return an answer as JSON, whole. Control characters are escaped, so that no terminal obeys them.

    An answer whose pages show more than its JSON holds has a method `json_answer` that returns what is written.
    """
    make_json_answer = getattr(answer, "json_answer", None)
    document = make_json_answer() if make_json_answer is not None else answer
    text = format_json(to_answer_value(document))
    return CONTROLS_BEYOND_C0.sub(lambda match: json.dumps(match[0])[1:-1], text) + "\n"
