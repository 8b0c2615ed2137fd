"""A file -> a library of sources, activities, roles and claims.

The bundled file was checked before it was shipped, so its records are read and made one by one as they are asked for. A
user's file shows its papers at the `door` before anything of it is used.
"""

from __future__ import annotations

import json
import os
from functools import cached_property
from typing import Any

from rolecompare import paths
from rolecompare.dataset.slices import Slices
from rolecompare.errors import FileError, InvalidDatasetError
from rolecompare.models.claims import Claim
from rolecompare.models.roles import Activity, Role, RoleHeading
from rolecompare.models.serialization import built
from rolecompare.models.sources import Source

# A dataset of a thousand occupations would be some 40 MB; what is larger is another kind of file, or made to do harm.
LARGEST = 64 * 1024 * 1024


class Whole:
    """A dataset's plain values, all of them read. See `slices` for the same of a file that was cut instead."""

    def __init__(self, raw: dict[str, Any]) -> None:
        self._raw = raw

    def part(self, name: str) -> Any:
        return self._raw.get(name, [])

    def heads(self) -> list[dict[str, Any]]:
        roles: list[dict[str, Any]] = self._raw["roles"]
        return roles

    def role(self, name: str) -> dict[str, Any]:
        return next(role for role in self.heads() if role["id"] == name)


class LoadedDataset:
    """One file's records, each made when it is asked for. The file has passed its checks."""

    def __init__(self, raw: Whole | Slices, origin: str) -> None:
        self._raw = raw
        self.origin = origin
        self.title: str = raw.part("title")
        self.edition: str = raw.part("edition")
        self.license: str = raw.part("license")
        self.default_comparison: tuple[str, ...] = tuple(raw.part("default_comparison"))

    @cached_property
    def headings(self) -> tuple[RoleHeading, ...]:
        names = RoleHeading.__dataclass_fields__
        return tuple(
            built(RoleHeading, {name: role[name] for name in names if name in role}) for role in self._raw.heads()
        )

    @cached_property
    def sources(self) -> dict[str, Source]:
        return {raw["id"]: built(Source, raw) for raw in self._raw.part("sources")}

    @cached_property
    def activities(self) -> dict[str, Activity]:
        return {raw["id"]: built(Activity, raw) for raw in self._raw.part("activities")}

    @cached_property
    def claims(self) -> tuple[Claim, ...]:
        return tuple(built(Claim, raw) for raw in self._raw.part("claims"))

    def wording(self, name: str) -> list[str]:
        """What a role does in the words of its duties, for whom that is all he needs of it."""
        return [duty["text"] for duty in self._raw.role(name).get("duties", ())]

    def role(self, name: str) -> Role:
        """The role of that id."""
        return built(Role, self._raw.role(name))


def load_dataset(path: str | None) -> LoadedDataset:
    """The library of the user's file, or the bundled one where no path is given.

    Raises FileTrouble where the file cannot be read and UnsoundData where it breaks a rule of the dataset.
    """
    if path is None:
        path = paths.bundled_dataset()
        return LoadedDataset(_cut(read_file(path)), path)
    from rolecompare.dataset.validation import find_problems  # only a stranger's file needs it, and Pydantic with it

    content = read_file(path)
    found = find_problems(content)
    if found:
        raise InvalidDatasetError(path, found)
    return LoadedDataset(Whole(json.loads(content)), path)


def _cut(content: bytes) -> Whole | Slices:
    """The bundled dataset in slices; whole, where somebody edited it by hand and it is not canonical any more."""
    try:
        slices = Slices(content)
        slices.heads()
    except ValueError:
        return Whole(json.loads(content))
    return slices


def read_file(path: str) -> bytes:
    """The bytes of a file of a bearable size."""
    try:
        if os.path.isdir(path):
            raise FileError(path, "is a folder, not a file", "Name the JSON file in it.")
        with open(path, "rb") as file:
            content = file.read(LARGEST + 1)
    except FileNotFoundError:
        raise FileError(path, "no such file", "Check the path.") from None
    except (OSError, ValueError) as error:
        reason = error.strerror if isinstance(error, OSError) and error.strerror else "cannot be opened"
        raise FileError(path, reason.lower(), "Check the path and the permission to read it.") from None
    if len(content) > LARGEST:
        size = LARGEST // (1024 * 1024)
        raise FileError(path, f"larger than {size} MB", "No dataset of roles is that large; name another file.")
    return content
