"""Look at a comparison job by job: an umbrella role stands for several jobs, each of which is looked at alone."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from rolecompare.comparison import labels
from rolecompare.comparison.figures import find_row
from rolecompare.comparison.types import ComparedRole, Row, Section
from rolecompare.models.figures import Figure, Level
from rolecompare.models.kinds import STRICTNESS, SectionName
from rolecompare.models.roles import Credential, Item, Program, Setting


def jobs_of(roles: Iterable[ComparedRole]) -> tuple[ComparedRole, ...]:
    """Return the jobs that roles are or stand for, each once, in their order."""
    return tuple({job.id: job for role in roles for job in role.members or (role,)}.values())


def items_of(row: Row | None, job: str) -> tuple[Item, ...]:
    """Return what a job has in a row, whether the row has a column for it or for the umbrella that it belongs to."""
    if row is None:
        return ()
    for cell in row.cells:
        if cell.role == job:
            return cell.items
        for member in cell.members:
            if member.role == job:
                return member.items
    return ()


def rows_of(sections: Iterable[Section], name: SectionName) -> Sequence[Row]:
    """Return the rows of a section, none where it was not compared."""
    return next((section.rows for section in sections if section.name == name), ())


def figures_of(row: Row | None, job: str) -> tuple[Figure, ...]:
    """Return the figures of a job in a row: several where sources disagree."""
    return tuple(item for item in items_of(row, job) if isinstance(item, Figure))


def levels_of(row: Row | None, job: str) -> tuple[Level, ...]:
    """Return the levels of a job in a row: several where sources disagree."""
    return tuple(item for item in items_of(row, job) if isinstance(item, Level))


def shares_of(rows: Iterable[Row], job: str) -> list[tuple[str, Figure]]:
    """Return where a job's jobs are: each setting with its share, the largest first."""
    settings = (item for row in rows for item in items_of(row, job) if isinstance(item, Setting))
    shares = [(item.label, item.share) for item in settings if isinstance(item.share, Figure)]
    return sorted(shares, key=lambda pair: (-pair[1].value, pair[0]))


def credentials_of(rows: Iterable[Row], job: str) -> list[Credential]:
    """Return the credentials of a job, of the rows on them."""
    return [item for row in rows for item in items_of(row, job) if isinstance(item, Credential)]


def strictest_by_law(credentials: Iterable[Credential]) -> Credential | None:
    """Return the credential that law requires in the most states; None where it requires none."""
    by_law = [credential for credential in credentials if credential.requirement in labels.BY_LAW]
    return min(by_law, key=lambda credential: STRICTNESS.index(credential.requirement), default=None)


def programs_of(rows: Iterable[Row], job: str) -> list[Program]:
    """Return the programs of study that lead to a job, of the rows on its training."""
    return [item for row in rows for item in items_of(row, job) if isinstance(item, Program)]


def typical_length(rows: Sequence[Row], job: str) -> str | None:
    """Return how long the programs take that lead to the typical education of a job; None where that is not known."""
    typical = {level.value for level in levels_of(find_row(rows, "education.entry"), job)}
    lengths = [
        labels.length(program.min_months, program.max_months)
        for program in programs_of(rows, job)
        if program.award in typical
    ]
    known = [length for length in lengths if length is not None]
    return known[0] if len(known) == 1 else None
