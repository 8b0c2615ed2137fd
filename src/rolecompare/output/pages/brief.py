"""What summary pages have in common: lists of names, and where their data comes from and which commands show more."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence

from rolecompare.comparison import labels
from rolecompare.comparison.types import ComparedRole, ComparisonWarning
from rolecompare.fit.types import JobResult
from rolecompare.models.kinds import SourceKind
from rolecompare.models.sources import Source
from rolecompare.output.page import SEPARATOR, View
from rolecompare.output.pages.editions import sources_line
from rolecompare.output.pages.measure import lines_of

LONGEST_NAME = 32  # a longer id makes commands hard to read and to copy, and the code means the same


def joined(names: Sequence[str], width: int, lines: int) -> str:
    """Return as many names as fit in so many lines, and how many more there are."""
    for count in range(len(names), 0, -1):
        rest = len(names) - count
        text = SEPARATOR.join(names[:count]) + (f" + {rest} more" if rest else "")
        if count == 1 or lines_of(text, width) <= lines:
            return text
    return ""


def command_name(role: ComparedRole | JobResult) -> str:
    """Return the name of a job for a command: its id, or its code where the id is long."""
    name = role.role if isinstance(role, JobResult) else role.id
    return role.codes.own if len(name) > LONGEST_NAME and role.codes.own else name


def more_line(full: str, warnings: Collection[ComparisonWarning], commands: Iterable[str]) -> str:
    """Return the commands that show more than a page; `full` says what --full adds besides the warnings."""
    notes = f"; {labels.count_of(len(warnings), 'note')} on the data" if warnings else ""
    return SEPARATOR.join((f"More: --full ({full}{notes})", *commands))


def cited_editions(sources: Mapping[str, Source], view: View) -> tuple[str, ...]:
    """Return the line of the editions that a page is based on, if it is to name its sources.

    The article is not among them: it is checked against them, and only `claims` is about it.
    """
    official = {name: source for name, source in sources.items() if source.kind is not SourceKind.ARTICLE}
    line = sources_line(official) if view.sources else ""
    return (line,) if line else ()
