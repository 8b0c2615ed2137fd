"""What every importer hands back: the source, what it says of each code, and what could not be read."""

from collections.abc import Callable, Iterator
from typing import NamedTuple

from rolecompare.errors import FileTrouble
from rolecompare.models import Known, Level, Missing, Source

# Told what is at work, how much of it is done, and of how much; both 0 where that is not known.
Step = Callable[[str, int, int], None]


def unwatched(*_: object) -> None:
    """A step that nobody waits for."""


class Skipped(NamedTuple):
    """Something that could not be read, where it stands and why; the rest was."""

    place: str
    why: str


class Refused(FileTrouble):
    """A file that is not what it should be, or nothing that can be read safely."""


class Import(NamedTuple):
    """`figures` goes through the rows as it is asked; `skipped` is whole once it has ended."""

    source: Source
    titles: dict[str, str]  # SOC code -> the publisher's title
    figures: Iterator[tuple[str, Known | Missing | Level]]
    skipped: list[Skipped]
    missing: tuple[str, ...]  # tables or columns that were not there, in words
