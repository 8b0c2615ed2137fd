"""Read a dataset file and make its sources, activities, roles and claims as they are asked for.

The records of every dataset are validated, the bundled one's too: one by one when they are first used, because a page
needs a few of them. A dataset of the user's is also checked as a whole before anything of it is used.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from typing import Any, TypeVar

from rolecompare import paths
from rolecompare.errors import FileError, InvalidDatasetError
from rolecompare.models.base import Model, ValidationError, from_json
from rolecompare.models.claims import Claim
from rolecompare.models.figures import Figure
from rolecompare.models.roles import Activity, Role, RoleHeading
from rolecompare.models.sources import Source

MAX_FILE_SIZE = 64 * 1024 * 1024
"""In bytes. A dataset of a thousand occupations would take some 40 MB."""

K = TypeVar("K", str, int)
M = TypeVar("M", bound=Model)


class LazyRecords(Mapping[K, M]):
    """Records by their ids or numbers, each validated when it is first asked for."""

    def __init__(self, raw: Mapping[K, dict[str, Any]], validate: Callable[[dict[str, Any]], M]) -> None:
        self._raw: Mapping[K, dict[str, Any]] = raw
        self._validate = validate
        self._validated: dict[K, M] = {}

    def __getitem__(self, key: K) -> M:
        if key not in self._validated:
            self._validated[key] = self._validate(self._raw[key])
        return self._validated[key]

    def __iter__(self) -> Iterator[K]:
        return iter(self._raw)

    def __len__(self) -> int:
        return len(self._raw)


class LoadedDataset:
    """The records of one file; `origin` is its path."""

    def __init__(self, raw: dict[str, Any], origin: str) -> None:
        self._raw = raw
        self._raw_roles: list[dict[str, Any]] = raw["roles"]
        self._raw_sources: list[dict[str, Any]] = raw["sources"]
        self.origin = origin
        self.title: str = raw["title"]
        self.edition: str = raw["edition"]
        self.license: str = raw["license"]
        self.default_comparison: tuple[str, ...] = tuple(raw["default_comparison"])

    @cached_property
    def headings(self) -> tuple[RoleHeading, ...]:
        """What each role is found and listed by, in the order of the file."""
        names = RoleHeading.model_fields
        return tuple(
            self._validate(RoleHeading, {name: role[name] for name in names if name in role}, f"roles[{number}]")
            for number, role in enumerate(self._raw_roles)
        )

    @cached_property
    def sources(self) -> Mapping[str, Source]:
        return LazyRecords(_by_id(self._raw_sources), lambda raw: self._validate(Source, raw, f"source {raw['id']}"))

    @cached_property
    def activities(self) -> Mapping[str, Activity]:
        records = self._raw.get("activities", ())
        return LazyRecords(_by_id(records), lambda raw: self._validate(Activity, raw, f"activity {raw['id']}"))

    @cached_property
    def claims(self) -> Mapping[int, Claim]:
        """The claims by their numbers, in the order of the file."""
        records = {claim["number"]: claim for claim in self._raw.get("claims", ())}
        return LazyRecords(records, lambda raw: self._validate(Claim, raw, f"claim {raw['number']}"))

    @cached_property
    def claim_numbers(self) -> Mapping[str, Sequence[int]]:
        """The numbers of the claims about each role, by its id."""
        numbers: dict[str, list[int]] = {}
        for claim in self._raw.get("claims", ()):
            for role in claim["roles"]:
                numbers.setdefault(role, []).append(claim["number"])
        return numbers

    @cached_property
    def all_occupations(self) -> tuple[Figure, ...]:
        """Figures of all occupations together."""
        records = self._raw.get("all_occupations", ())
        return tuple(self._validate(Figure, raw, f"all_occupations[{n}]") for n, raw in enumerate(records))

    @cached_property
    def _roles(self) -> Mapping[str, Role]:
        return LazyRecords(_by_id(self._raw_roles), lambda raw: self._validate(Role, raw, f"role {raw['id']}"))

    def role(self, name: str) -> Role:
        """Return the role with an id."""
        return self._roles[name]

    def duty_texts(self, name: str) -> list[str]:
        """Return the texts of the duties of the role with an id, without validating the role."""
        role = next(role for role in self._raw_roles if role["id"] == name)
        return [duty["text"] for duty in role.get("duties", ())]

    def _validate(self, model: type[M], raw: dict[str, Any], path: str) -> M:
        try:
            return model.from_json_value(raw)
        except ValidationError as error:
            from rolecompare.dataset.validation import translate_errors

            raise InvalidDatasetError(self.origin, list(translate_errors(error, path))) from None


def _by_id(records: Iterable[dict[str, Any]]) -> dict[str, dict[str, Any]]:
    return {record["id"]: record for record in records}


def load_dataset(path: str | None) -> LoadedDataset:
    """Return the dataset of a file, or the bundled one if there is no path.

    Raises FileError if the file cannot be read and InvalidDatasetError if it is not a valid dataset.
    """
    if path is None:
        path = paths.bundled_dataset()
        content = read_file(path)
        try:
            return LoadedDataset(from_json(content), path)
        except (ValueError, TypeError, KeyError):
            pass  # someone changed the file: it is checked like one from outside
    else:
        content = read_file(path)
    from rolecompare.dataset.validation import read_dataset

    raw, problems = read_dataset(content)
    name = paths.display_name(path)
    if problems:
        raise InvalidDatasetError(name, problems)
    return LoadedDataset(raw, name)


def read_file(path: str, max_size: int | None = None) -> bytes:
    """Return the content of a JSON file, or of standard input for `-`.

    Raises FileError if it cannot be read, or has more than `max_size` bytes.
    """
    max_size, name = max_size or MAX_FILE_SIZE, paths.display_name(path)
    try:
        if path == paths.STREAM:
            content = _read_input(max_size + 1)
        elif os.path.isdir(path):
            raise FileError(path, "is a folder, not a file", "Name the JSON file in it.")
        else:
            with open(path, "rb") as file:
                content = file.read(max_size + 1)
    except FileNotFoundError:
        raise FileError(path, "no such file", "Check the path.") from None
    except (OSError, ValueError) as error:
        reason = error.strerror if isinstance(error, OSError) and error.strerror else "cannot be opened"
        raise FileError(name, reason.lower(), "Check the path and the permission to read it.") from None
    if len(content) > max_size:
        size = f"{max_size // 1024**2} MB" if max_size >= 1024**2 else f"{max_size // 1024} kB"
        raise FileError(name, f"larger than {size}", "Name another file.")
    return content


def _read_input(max_size: int) -> bytes:
    if sys.stdin is None:
        raise FileError(paths.display_name(paths.STREAM), "it is closed", "Open it, or name a file.")
    return sys.stdin.buffer.read(max_size)
