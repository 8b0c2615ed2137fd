"""A file -> a library of sources, activities, roles and claims.

The bundled file was checked before it was shipped, so its records are made one by one as they are asked for. A user's
file shows its papers at the `door` before anything of it is used.
"""

from __future__ import annotations

import json
import os
from functools import cached_property
from typing import Any

from rolecompare import location
from rolecompare.errors import FileTrouble, UnsoundData
from rolecompare.models import Activity, Claim, Heading, Role, Source
from rolecompare.plain import built

# A dataset of a thousand occupations would be some 40 MB; what is larger is another kind of file, or made to do harm.
LARGEST = 64 * 1024 * 1024


class Library:
    """One file's records, each made when it is asked for. The file has passed its checks."""

    def __init__(self, raw: dict[str, Any], origin: str) -> None:
        self._raw = raw
        self.origin = origin
        self.title: str = raw["title"]
        self.edition: str = raw["edition"]
        self.licence: str = raw["licence"]
        self.default_comparison: tuple[str, ...] = tuple(raw["default_comparison"])

    @cached_property
    def headings(self) -> tuple[Heading, ...]:
        names = Heading.__dataclass_fields__
        return tuple(
            built(Heading, {name: role[name] for name in names if name in role}) for role in self._raw["roles"]
        )

    @cached_property
    def sources(self) -> dict[str, Source]:
        return {raw["id"]: built(Source, raw) for raw in self._raw["sources"]}

    @cached_property
    def activities(self) -> dict[str, Activity]:
        return {raw["id"]: built(Activity, raw) for raw in self._raw.get("activities", ())}

    @cached_property
    def claims(self) -> tuple[Claim, ...]:
        return tuple(built(Claim, raw) for raw in self._raw.get("claims", ()))

    def role(self, name: str) -> Role:
        """The role of that id."""
        return next(built(Role, raw) for raw in self._raw["roles"] if raw["id"] == name)


def load(path: str | None) -> Library:
    """The library of the user's file, or the bundled one where no path is given.

    Raises FileTrouble where the file cannot be read and UnsoundData where it breaks a rule of the dataset.
    """
    if path is None:
        path = location.bundled()
        return Library(json.loads(read(path)), path)
    from rolecompare.door import faults  # only a stranger's file needs it, and Pydantic with it

    content = read(path)
    found = faults(content)
    if found:
        raise UnsoundData(path, found)
    return Library(json.loads(content), path)


def read(path: str) -> bytes:
    """The bytes of a file of a bearable size."""
    try:
        if os.path.isdir(path):
            raise FileTrouble(path, "is a folder, not a file", "Name the JSON file in it.")
        with open(path, "rb") as file:
            content = file.read(LARGEST + 1)
    except FileNotFoundError:
        raise FileTrouble(path, "no such file", "Check the path.") from None
    except (OSError, ValueError) as error:
        reason = error.strerror if isinstance(error, OSError) and error.strerror else "cannot be opened"
        raise FileTrouble(path, reason.lower(), "Check the path and the permission to read it.") from None
    if len(content) > LARGEST:
        size = LARGEST // (1024 * 1024)
        raise FileTrouble(path, f"larger than {size} MB", "No dataset of roles is that large; name another file.")
    return content
