"""A dataset's bytes in canonical form -> the bytes of each of its records, none of them read yet.

To read the whole bundled file as JSON takes as long as all else that a comparison does with it, and a page needs two
roles of it. The canonical form (`plain.written`) puts every record on lines of its own, at a depth at which nothing
else begins, and JSON allows no line break inside a text: a file in that form can be cut before it is read. What shows
that somebody edited the file by hand (a part of another name, keys in another order) is `Uncut`, and is read whole.
"""

from __future__ import annotations

import json
import re
from typing import Any

START, PART, END = b"{\n", re.compile(rb'\n  "([a-z_]+)": '), b"\n}\n"
OPEN = b'{\n      "id": "'
FIRST, RECORD, LAST = b"[\n    " + OPEN, b",\n    " + OPEN, b"\n  ]"
PARTS = frozenset(
    (b"schema", b"title", b"edition", b"license", b"default_comparison", b"sources", b"activities", b"roles", b"claims")
)
AFTER_DUTIES = re.compile(rb'\n      "(?:id|title|summary|other_titles|codes|members)": ')
REST, CLOSE = b',\n      "duties": ', b"\n    }"


class Uncut(ValueError):
    """The bytes are not in canonical form."""


class Slices:
    """The parts of a dataset by name, and its roles by id, in their order. Each is read when it is asked for."""

    def __init__(self, content: bytes) -> None:
        if not (content.startswith(START) and content.endswith(END)):
            raise Uncut("neither begins nor ends as the canonical form does")
        found = list(PART.finditer(content))
        names = [match[1] for match in found]
        if len(set(names)) != len(names) or not set(names) <= PARTS:
            raise Uncut("parts that a dataset does not have")
        # A part ends at the comma before the next one, the last part where the file does.
        ends = [*(match.start() - 1 for match in found[1:]), len(content) - len(END)][: len(found)]
        self._parts = {match[1].decode(): content[match.end() : end] for match, end in zip(found, ends, strict=True)}
        roles = self._parts.get("roles", b"")
        if not (roles.startswith(FIRST) and roles.endswith(LAST)):
            raise Uncut("no list of roles, each beginning with its id")
        self._roles = {
            role[: role.index(b'"')].decode(): OPEN + role for role in roles[len(FIRST) : -len(LAST)].split(RECORD)
        }

    def part(self, name: str) -> Any:
        """A whole part, such as the title or all the sources; an empty list where there is none."""
        return json.loads(self._parts.get(name, b"[]"))

    def heads(self) -> list[dict[str, Any]]:
        """What stands in each role before its duties."""
        return [_head(role) for role in self._roles.values()]

    def role(self, name: str) -> dict[str, Any]:
        found: dict[str, Any] = json.loads(self._roles[name])
        return found


def _head(role: bytes) -> dict[str, Any]:
    head, cut, rest = role.partition(REST)
    if AFTER_DUTIES.search(rest):
        raise Uncut("keys in another order")
    found: dict[str, Any] = json.loads(head + CLOSE if cut else role)
    return found
