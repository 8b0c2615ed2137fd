"""A dataset's bytes in canonical form -> the bytes of each of its records, none of them read yet.

To read the whole bundled file as JSON takes as long as all else that a comparison does with it, and a page needs two
roles of it. The canonical form (`plain.written`) puts every record on lines of its own, at a depth at which nothing
else begins, and JSON allows no line break inside a text: a file in that form can be cut before it is read. A cut that
goes wrong, because somebody edited the file by hand, leaves no JSON behind, and the reader falls back on the whole.
"""

from __future__ import annotations

import json
from typing import Any

START, PART, END = b'{\n  "', b',\n  "', b"\n}\n"
FIRST, RECORD, LAST = b"[\n    {", b",\n    {", b"\n  ]"
NAME, REST, CLOSE = b'\n      "id": "', b',\n      "duties": ', b"\n    }"


class Uncut(ValueError):
    """The bytes are not in canonical form."""


class Slices:
    """The parts of a dataset by name, and its roles by id, in their order. Each is read when it is asked for."""

    def __init__(self, content: bytes) -> None:
        if not (content.startswith(START) and content.endswith(END)):
            raise Uncut("neither begins nor ends as the canonical form does")
        self._parts = dict(_named(part) for part in content[len(START) : -len(END)].split(PART))
        roles = self._parts.get("roles", b"")
        if not (roles.startswith(FIRST) and roles.endswith(LAST)):
            raise Uncut("no list of roles, one after the other")
        self._roles = {_id(role): b"{" + role for role in roles[len(FIRST) : -len(LAST)].split(RECORD)}

    def part(self, name: str) -> Any:
        """A whole part, such as the title or all the sources; an empty list where there is none."""
        return json.loads(self._parts.get(name, b"[]"))

    def heads(self) -> list[dict[str, Any]]:
        """What stands in each role before its duties."""
        return [_head(role) for role in self._roles.values()]

    def role(self, name: str) -> dict[str, Any]:
        found: dict[str, Any] = json.loads(self._roles[name])
        return found


def _named(part: bytes) -> tuple[str, bytes]:
    name, _, value = part.partition(b'": ')
    return name.decode(), value


def _id(role: bytes) -> str:
    before, _, rest = role.partition(NAME)
    name, quote, _ = rest.partition(b'"')
    if before or not quote:
        raise Uncut("a role does not begin with its id")
    return name.decode()


def _head(role: bytes) -> dict[str, Any]:
    head, cut, _ = role.partition(REST)
    found: dict[str, Any] = json.loads(head + CLOSE if cut else role)
    return found
