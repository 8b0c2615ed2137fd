"""Answers -> JSON: the contract. Keys in a stable order, numbers as numbers, one trailing newline."""

from __future__ import annotations

import json
from typing import Any

from rolecompare.plain import plain, written
from rolecompare.render.harmless import COMMANDS


def record(answer: Any) -> str:
    """The JSON text of an answer. Control characters stay what they are, but as escapes that no terminal obeys."""
    lines = written(plain(answer)).split("\n")
    return "\n".join(COMMANDS.sub(lambda found: _escaped(found[0]), line) for line in lines) + "\n"


def _escaped(character: str) -> str:
    return json.dumps(character)[1:-1]
