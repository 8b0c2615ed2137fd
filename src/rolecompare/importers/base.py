"""What every importer hands back: what a download says of each code, and what of it was not taken, and why."""

from collections import Counter
from collections.abc import Callable, Iterator
from typing import NamedTuple

from rolecompare.errors import FileError
from rolecompare.models.figures import Figure, Level, Missing
from rolecompare.models.sources import Source

# As many as anybody reads through; a file of nothing else is a gigabyte of them.
MOST_KEPT, LONGEST = 1_000, 200

# Told what is at work, how much of it is done, and of how much; both 0 where that is not known.
ProgressCallback = Callable[[str, int, int], None]


def no_progress(*_: object) -> None:
    """A step that nobody waits for."""


class Skipped(NamedTuple):
    """Something that could not be read, where it stands and why; the rest was."""

    place: str
    why: str


class SkippedRows:
    """What could not be read: all of it counted, the first of it kept."""

    def __init__(self) -> None:
        self.count = 0
        self.first: list[Skipped] = []

    def add(self, place: str, why: str) -> None:
        self.count += 1
        if self.count <= MOST_KEPT:
            self.first.append(Skipped(place, why if len(why) <= LONGEST else f"{why[: LONGEST - 1]}…"))


class Ignored(NamedTuple):
    """What can be read and is not wanted: a file, a table, columns of it, or so many rows of it."""

    what: str
    why: str
    rows: int | None = None


class ImportReport:
    """What becomes of the rows of a download: each is taken, skipped as it cannot be, or passed over as not wanted."""

    def __init__(self) -> None:
        self.taken: Counter[str] = Counter()  # by table
        self.skipped = SkippedRows()
        self._passed: Counter[tuple[str, str]] = Counter()

    def pass_over(self, what: str, why: str) -> None:
        """A row that is not wanted, `what` being all that are not for the same reason."""
        self._passed[what, why] += 1

    @property
    def passed_over(self) -> tuple[Ignored, ...]:
        return tuple(Ignored(what, why, rows) for (what, why), rows in self._passed.items())


class FileRefusedError(FileError):
    """A file that is not what it should be, or nothing that can be read safely."""


class Import(NamedTuple):
    """`figures` goes through the rows as it is asked; `skipped` is whole once it has ended."""

    source: Source
    titles: dict[str, str]  # SOC code -> the publisher's title
    figures: Iterator[tuple[str, Figure | Missing | Level]]
    skipped: SkippedRows
    missing: tuple[str, ...]  # tables or columns that were not there, in words
    passed_over: tuple[Ignored, ...]
