"""Say in a few words what two or more jobs have in common and how they differ, each time by how much.

Only what can be counted is said, and with the numbers: a topic whose values are unknown for a job, of different times,
or published for one wider group of all the jobs has no word here.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import combinations
from typing import NamedTuple

from rolecompare.codes import canonical_code
from rolecompare.comparison import labels
from rolecompare.comparison.figures import (
    JUDGMENT_YEARS,
    NATION,
    are_of_one_time,
    find_row,
    is_of_other_group,
    median_pay_row,
)
from rolecompare.comparison.jobs import (
    credentials_of,
    figures_of,
    items_of,
    jobs_of,
    levels_of,
    rows_of,
    strictest_by_law,
    typical_length,
)
from rolecompare.comparison.types import ComparedRole, Contrast, Row, Section
from rolecompare.measures import level_rank, years_apart
from rolecompare.models.figures import Figure, Level
from rolecompare.models.kinds import SectionName
from rolecompare.models.roles import Setting

# Below these differences two jobs are said to be alike: pay in percent of the lower, growth in percentage points.
ALIKE_PAY, ALIKE_GROWTH = 5, 1


Figures = Sequence[tuple[ComparedRole, Figure]]


class _Topic(NamedTuple):
    is_same: bool
    text: str


def contrast(roles: Iterable[ComparedRole], sections: Sequence[Section]) -> Contrast:
    """Return what jobs have in common and how they differ, the most important topic first.

    The sections have to have all their rows: what is largest is not known where some are left out.
    """
    jobs = jobs_of(roles)
    if len(jobs) < 2:
        return Contrast()
    topics = [topic for find in TOPICS for topic in find(sections, jobs)]
    return Contrast(
        same=tuple(topic.text for topic in topics if topic.is_same),
        differs=tuple(topic.text for topic in topics if not topic.is_same),
    )


def _pay(sections: Sequence[Section], jobs: Sequence[ComparedRole]) -> Iterator[_Topic]:
    row = median_pay_row(rows_of(sections, SectionName.OUTLOOK))
    figures = _comparable_figures(row, jobs)
    if row is None or not figures:
        return
    low, high = _ends(figures)
    span = labels.PER[high.unit]
    area = _area_note(figures)
    apart = _percent_apart(low.value, high.value)
    if apart is not None and apart <= ALIKE_PAY:
        within = f" (within {apart:g}%)" if apart else ""
        yield _Topic(True, f"median pay{area}{within}{_group_note(figures)}")
    elif len(jobs) == 2:
        percent = f", {apart:g}%" if apart is not None else ""
        more = labels.number(round(high.value - low.value, 2), high.unit)
        note = _group_note(figures)
        yield _Topic(False, f"median pay{area}: {more} {span} more for {_owner(figures, high)}{percent}{note}")
    else:
        yield _Topic(False, f"median pay {span}{area}: {_range(figures)}")


def _percent_apart(low: float, high: float) -> float | None:
    """Return how much more the higher amount is, in percent of the lower; None of nothing. Only equal ones give 0."""
    if low == high:
        return 0
    return max(round((high - low) / low * 100, 1), 0.1) if low else None


def _education(sections: Sequence[Section], jobs: Sequence[ComparedRole]) -> Iterator[_Topic]:
    row = find_row(rows_of(sections, SectionName.TRAINING), "education.entry")
    levels = [levels_of(row, job.id) for job in jobs]
    if not all(levels) or not _are_comparable_levels(levels):
        return
    names = [" or ".join(labels.lower_first(labels.value(level)) for level in found) for found in levels]
    note = _group_note((job, level) for job, found in zip(jobs, levels, strict=True) for level in found)
    if len({frozenset(level.value for level in found) for found in levels}) == 1:
        yield _Topic(True, f"typical education ({names[0]}){note}")
    elif len(jobs) == 2:
        yield _Topic(False, f"typical education: {names[0]} vs. {names[1]}{note}")
    else:
        known = sorted(
            (level for found in levels for level in found), key=lambda each: level_rank(each.measure, each.value)
        )
        ends = (labels.lower_first(labels.value(known[0])), labels.lower_first(labels.value(known[-1])))
        yield _Topic(False, f"typical education: {ends[0]} to {ends[1]}{note}")


def _are_comparable_levels(levels: Sequence[Sequence[Level]]) -> bool:
    """Return whether levels are of about one time, and not all of them of one occupation or group."""
    every = [level for found in levels for level in found]
    is_near = all(years_apart(one.period, other.period) < JUDGMENT_YEARS for one, other in combinations(every, 2))
    return is_near and _are_of_several_groups(every)


def _programs(sections: Sequence[Section], jobs: Sequence[ComparedRole]) -> Iterator[_Topic]:
    """Yield how long the programs to the typical education of two jobs take, where that is known for both."""
    rows = rows_of(sections, SectionName.TRAINING)
    lengths = [typical_length(rows, job.id) for job in jobs]
    if len(jobs) == 2 and None not in lengths:
        is_same = lengths[0] == lengths[1]
        name = "typical program length"
        yield _Topic(is_same, f"{name} ({lengths[0]})" if is_same else f"{name}: {lengths[0]} vs. {lengths[1]}")


def _law(sections: Sequence[Section], jobs: Sequence[ComparedRole]) -> Iterator[_Topic]:
    """Yield what law requires of the jobs.

    That fewer than most states require something of each is no similarity: they may be other states.
    """
    rows = rows_of(sections, SectionName.CREDENTIALS)
    held = [credentials_of(rows, job.id) for job in jobs]
    strictest = list(map(strictest_by_law, held))
    required = [credential for credential in strictest if credential is not None]
    where = [labels.states(credential) if credential else labels.NONE_LISTED for credential in strictest]
    if not required or not all(held):
        return
    if len(set(where)) == 1 and required[0].requirement in labels.MOST_STATES:
        yield _Topic(True, f"a credential required by {where[0]}")
    elif len(set(where)) > 1 and len(jobs) == 2:
        yield _Topic(False, f"credential required by law: {' vs. '.join(where)}")


def _workplace(sections: Sequence[Section], jobs: Sequence[ComparedRole]) -> Iterator[_Topic]:
    rows = rows_of(sections, SectionName.SETTINGS)
    largest = [each for job in jobs if (each := _largest_workplace(rows, job.id)) is not None]
    shares = [share for _, share in largest]
    if len(largest) < len(jobs) or not _are_of_several_groups(shares):
        return
    if not are_of_one_time({share.period for share in shares}):
        return
    settings = {setting.setting for setting, _ in largest}
    names = [labels.lower_first(setting.label) for setting, _ in largest]
    note = _group_note(zip(jobs, shares, strict=True))
    if len(settings) == 1:
        values = labels.join_words(list(map(labels.value, shares)))
        yield _Topic(True, f"largest workplace ({names[0]}: {values}){note}")
    # A part of a workplace and the whole of it are no contrast.
    elif len(jobs) == 2 and not any(setting.within in settings for setting, _ in largest):
        texts = [f"{name} {labels.value(share)}" for name, share in zip(names, shares, strict=True)]
        yield _Topic(False, f"largest workplace: {' vs. '.join(texts)}{note}")


def _largest_workplace(rows: Sequence[Row], job: str) -> tuple[Setting, Figure] | None:
    """Return the setting with the largest share of a job's jobs; None where two are as large or a share is missing."""
    settings = [item for row in rows for item in items_of(row, job) if isinstance(item, Setting)]
    shares = [(item, item.share) for item in settings if isinstance(item.share, Figure)]
    shares.sort(key=lambda pair: -pair[1].value)
    has_equals = len(shares) > 1 and shares[0][1].value == shares[1][1].value
    return None if not shares or has_equals or len(shares) < len(settings) else shares[0]


def _growth(sections: Sequence[Section], jobs: Sequence[ComparedRole]) -> Iterator[_Topic]:
    row = find_row(rows_of(sections, SectionName.OUTLOOK), "employment.change_percent")
    figures = _comparable_figures(row, jobs)
    if not figures:
        return
    low, high = _ends(figures)
    area = _area_note(figures)
    if high.value - low.value < ALIKE_GROWTH and (low.value < 0) == (high.value < 0):
        values = list(dict.fromkeys(labels.value(figure) for _, figure in figures))
        yield _Topic(True, f"job growth{area} ({labels.join_words(values)}){_group_note(figures)}")
    elif len(jobs) == 2:
        sides = " vs. ".join(labels.value(figure) for _, figure in figures)
        yield _Topic(False, f"job growth{area}: {sides}{_group_note(figures)}")
    else:
        yield _Topic(False, f"job growth{area}: {_range(figures)}")


def _comparable_figures(row: Row | None, jobs: Sequence[ComparedRole]) -> Figures:
    """Return each job with its figure, none at all where the figures cannot be held against each other."""
    figures = [figures_of(row, job.id) for job in jobs]
    if any(len(found) != 1 for found in figures):
        return []
    known = [figure for (figure,) in figures]
    is_comparable = are_of_one_time({figure.period for figure in known}) and len({f.area for f in known}) == 1
    if not is_comparable or not _are_of_several_groups(known):
        return []
    return list(zip(jobs, known, strict=True))


def _are_of_several_groups(values: Iterable[Figure | Level]) -> bool:
    """Return whether values tell jobs apart: those of one occupation or group that all of them show are one value."""
    return len({canonical_code(value.code) for value in values}) > 1


def _group_note(values: Iterable[tuple[ComparedRole, Figure | Level]]) -> str:
    """Return a note where the value of a job was published for a broader group; the rows mark which job's is."""
    return " (broader group)" if any(is_of_other_group(value, job.codes.own) for job, value in values) else ""


def _area_note(figures: Figures) -> str:
    """Return where the figures are of, if that is not the whole country."""
    area = figures[0][1].area
    return "" if area == NATION else f" in {area}"


def _ends(figures: Figures) -> tuple[Figure, Figure]:
    ordered = sorted((figure for _, figure in figures), key=lambda figure: figure.value)
    return ordered[0], ordered[-1]


def _owner(figures: Figures, wanted: Figure) -> str:
    return next(job.title for job, figure in figures if figure is wanted)


def _range(figures: Figures) -> str:
    """Return the lowest and the highest figure, each with the jobs that it is of."""
    low, high = _ends(figures)
    if low.value == high.value:
        return f"{labels.value(low)} for all{_group_note(figures)}"
    return " to ".join(f"{labels.value(end)} ({_owners(figures, end)})" for end in (low, high))


def _owners(figures: Figures, end: Figure) -> str:
    """Return the jobs with the value of a figure, and whether it was published for a broader group."""
    owners = [(job, figure) for job, figure in figures if figure.value == end.value]
    groups = [is_of_other_group(figure, job.codes.own) for job, figure in owners]
    note = ", of a broader group" if all(groups) else ", partly of a broader group" if any(groups) else ""
    return labels.join_words([job.title for job, _ in owners]) + note


# What is said about, the most important first.
TOPICS = (_pay, _education, _programs, _law, _workplace, _growth)
