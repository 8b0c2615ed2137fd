"""The types that all importers share: their results, and the record of what they did not import and why."""

import re
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from typing import Any, Literal, NamedTuple

from rolecompare.errors import FileError
from rolecompare.models.figures import Figure, Level, Missing
from rolecompare.models.sources import Source

JsonObject = dict[str, Any]

# The rows that are skipped are all counted, but only the first are kept: a broken file could have millions of them.
MAX_KEPT, MAX_REASON_LENGTH = 1_000, 200
# What differs among rows that are skipped for one reason: a quoted cell, or a word with a digit in it.
VALUES = re.compile(r"""(?<!\w)'(?:[^'\\]|\\.)*(?:'|$)|"(?:[^"\\]|\\.)*(?:"|$)|“[^”]*”|\S*\d\S*""")
OTHER_REASONS = "other reasons"

# Called with the present step, how much of it is done, and how much there is to do; both numbers are 0 where unknown.
ProgressCallback = Callable[[str, int, int], None]


def no_progress(*_: object) -> None:
    """Ignore the progress of an import."""


@dataclass(frozen=True, slots=True)
class Skipped:
    """Something that could not be read: where it is, and why."""

    place: str
    reason: str


@dataclass(frozen=True, slots=True)
class SkippedGroup:
    """How many rows of a table could not be read for one reason, which has … for what differs, and the first row."""

    what: str
    reason: str
    rows: int
    first: Skipped


class SkippedRows:
    """The rows that could not be imported: how many there are, for which reasons, and the first of them."""

    def __init__(self) -> None:
        self.count = 0
        self.first: list[Skipped] = []
        self._groups: dict[tuple[str, str], SkippedGroup] = {}

    @property
    def groups(self) -> tuple[SkippedGroup, ...]:
        """The rows by table and reason, the most frequent first."""
        return tuple(sorted(self._groups.values(), key=lambda group: -group.rows))

    def add(self, place: str, reason: str) -> None:
        """Count a row; `reason` completes the sentence “this row was skipped because …”."""
        self.count += 1
        if len(reason) > MAX_REASON_LENGTH:
            reason = f"{reason[: MAX_REASON_LENGTH - 1]}…"
        skipped = Skipped(place, reason)
        if self.count <= MAX_KEPT:
            self.first.append(skipped)
        key = (place.rpartition(", ")[0] or place, VALUES.sub("…", reason))
        if key not in self._groups and len(self._groups) >= MAX_KEPT:
            key = ("", OTHER_REASONS)
        group = self._groups.get(key, SkippedGroup(*key, 0, skipped))
        self._groups[key] = replace(group, rows=group.rows + 1)


@dataclass(frozen=True, slots=True)
class Ignored:
    """Something readable that is not imported on purpose: a file, a table, columns of it, or a number of its rows."""

    what: str
    reason: str
    rows: int | None = None


class ImportReport:
    """What became of the rows of a download: each is imported, skipped because it is invalid, or ignored on purpose."""

    def __init__(self) -> None:
        self.imported: Counter[str] = Counter()  # by table
        self.skipped = SkippedRows()
        self._ignored: Counter[tuple[str, str]] = Counter()

    def ignore_row(self, what: str, reason: str) -> None:
        """Count a row that is ignored; `what` names all rows that are ignored for the same reason."""
        self._ignored[what, reason] += 1

    @property
    def ignored(self) -> tuple[Ignored, ...]:
        """The rows that are ignored, in groups with one reason each."""
        return tuple(Ignored(what, reason, rows) for (what, reason), rows in self._ignored.items())


@dataclass(frozen=True, slots=True, kw_only=True)
class DownloadedFile:
    """A complete download. `address` is the one that the bytes came from, after all redirects.

    `how` is `kept` where the file of an earlier download was used again.
    """

    address: str
    file: str
    bytes: int
    sha256: str
    how: Literal["fetched", "kept"]


class FileRefusedError(FileError):
    """The file is not the expected download, or it cannot be read safely."""


class FigureImport(NamedTuple):
    """Figures of a publication by code. `skipped` is complete once all `figures` have been taken."""

    source: Source
    titles: dict[str, str]  # SOC code: the publisher's title
    figures: Iterator[tuple[str, Figure | Missing | Level]]
    skipped: SkippedRows
    missing: tuple[str, ...]  # descriptions of tables or columns that the download lacks
    ignored: tuple[Ignored, ...]
