"""The answers about datasets, imports and the local store."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from rolecompare.importers.base import DownloadedFile, Skipped
from rolecompare.importers.base import Ignored as Ignored  # for the pages, which know no importer
from rolecompare.importers.base import SkippedGroup as SkippedGroup
from rolecompare.problems import Problem


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckAnswer:
    """Whether a dataset is valid, and its problems if it is not."""

    schema: Literal["rolecompare/check/2"] = "rolecompare/check/2"
    file: str
    valid: bool
    problems: tuple[Problem, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportAnswer:
    """What an import added, and what it skipped, ignored, or missed in the download.

    `title` and `license` are those of the imported source.
    """

    schema: Literal["rolecompare/import/2"] = "rolecompare/import/2"
    kind: str
    source: str
    title: str
    license: str
    store: str
    counts: Mapping[str, int]
    missing: tuple[str, ...] = ()
    ignored: tuple[Ignored, ...] = ()
    skipped: int = 0
    skipped_by_reason: tuple[SkippedGroup, ...] = ()
    first_skipped: tuple[Skipped, ...] = ()
    download: DownloadedFile | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportsAnswer:
    """What several imports at once added, in the order of the files."""

    schema: Literal["rolecompare/imports/2"] = "rolecompare/imports/2"
    imports: tuple[ImportAnswer, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class LocationsAnswer:
    """Where the data is and in what state: the dataset in use, the bundled dataset, and the local store.

    `problem` and `store_problem` say why the dataset or the store cannot be read; `editions` are those of the imports.
    """

    schema: Literal["rolecompare/where/2"] = "rolecompare/where/2"
    in_use: str
    problem: str | None = None
    bundled: str
    store: str
    store_state: Literal["none", "valid", "unreadable", "damaged", "older", "newer"]
    store_problem: str | None = None
    imported: tuple[str, ...]
    editions: Mapping[str, str]
    chosen_by: Literal["--data", "ROLECOMPARE_DATA", "default"]
    title: str | None = None
    edition: str | None = None
    license: str | None = None
