"""Answers -> JSON: the contract. Keys in a stable order, numbers as numbers, one trailing newline."""

from __future__ import annotations

import json
import re
from typing import Any

from rolecompare.models.serialization import format_json, to_json_value
from rolecompare.output.sanitize import BEYOND_C0

# The controls of C0 are escapes already, which JSON demands; those beyond are ours to escape.
COMMANDS = re.compile(f"[{BEYOND_C0}]")


def record(answer: Any) -> str:
    """The JSON text of an answer. Control characters stay what they are, but as escapes that no terminal obeys."""
    return COMMANDS.sub(lambda found: json.dumps(found[0])[1:-1], format_json(to_json_value(answer))) + "\n"
