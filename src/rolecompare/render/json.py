"""Answers -> JSON: the contract. Keys in a stable order, numbers as numbers, one trailing newline."""

from __future__ import annotations

import json
import re
from typing import Any

from rolecompare.plain import plain, written
from rolecompare.render.harmless import COMMANDS

# Line ends are the page's own: within a text they are escapes already.
WITHIN = re.compile(f"(?!\n){COMMANDS.pattern}")


def record(answer: Any) -> str:
    """The JSON text of an answer. Control characters stay what they are, but as escapes that no terminal obeys."""
    return WITHIN.sub(lambda found: json.dumps(found[0])[1:-1], written(plain(answer))) + "\n"
