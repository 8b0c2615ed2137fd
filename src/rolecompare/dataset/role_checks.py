"""Check what the parts of one role say of each other: figures in their lists, percentiles, shares and missing parts."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import pairwise

from rolecompare.measures import LEVELS, MEASURES, STATISTICS
from rolecompare.models.figures import Figure, Missing
from rolecompare.models.kinds import SECTION_OF_PART, RatingKind
from rolecompare.models.roles import Outlook, Role
from rolecompare.problems import Problem

MAX_SHARES = 102
"""Published shares are rounded to whole percents, so that a few of them may sum to a little more than 100."""


def role_problems(role: Role, path: str) -> Iterator[Problem]:
    """Yield every problem between the parts of a role that is valid part by part; `path` is that of the role."""
    for part in ("pay", "employment", "projections", "openings"):
        yield from _figures_in_list(getattr(role.outlook, part), part, f"{path}.outlook.{part}")
    yield from _falling_percentiles(role.outlook, f"{path}.outlook.pay")
    for index, setting in enumerate(role.settings.items):
        if setting.share.measure not in MEASURES or MEASURES[setting.share.measure].part != "settings":
            yield _wrong_list(setting.share, "settings", f"{path}.settings.items[{index}].share")
    for index, level in enumerate(role.training.levels):
        if level.measure not in LEVELS:
            message = f"{level.measure} is not a level"
            place = "the outlook or the settings" if level.measure in MEASURES else "missing"
            yield Problem(f"{path}.training.levels[{index}].measure", message, f"move it to {place}")
    yield from _too_many_shares(role, f"{path}.settings.items")
    yield from _missing_parts(role, path)
    yield from _misplaced_ratings(role, path)


def _figures_in_list(figures: Iterable[Figure | Missing], part: str, path: str) -> Iterator[Problem]:
    seen: dict[object, int] = {}
    for index, figure in enumerate(figures):
        measure = MEASURES.get(figure.measure)
        if measure is None or measure.part != part:
            yield _wrong_list(figure, part, f"{path}[{index}]")
        if isinstance(figure, Figure):
            key = (figure.measure, *_publication(figure))
            if seen.setdefault(key, index) != index:
                message = f"{path}[{seen[key]}] is the same figure from the same source"
                yield Problem(f"{path}[{index}]", message, "keep one of them")


def _wrong_list(figure: Figure | Missing, part: str, path: str) -> Problem:
    fitting = ", ".join(name for name, known in MEASURES.items() if known.part == part)
    return Problem(f"{path}.measure", f"{figure.measure} does not belong here", f"use one of {fitting}")


def _publication(figure: Figure) -> tuple[str, ...]:
    """Return what the figures of one table of one edition have in common."""
    return figure.code, figure.area, figure.period, figure.citations[0].source


def _falling_percentiles(outlook: Outlook, path: str) -> Iterator[Problem]:
    percentiles: dict[tuple[str, ...], dict[str, tuple[int, Figure]]] = {}
    for index, figure in enumerate(outlook.pay):
        if isinstance(figure, Figure):
            stem, _, statistic = figure.measure.rpartition(".")
            percentiles.setdefault((stem, *_publication(figure)), {}).setdefault(statistic, (index, figure))
    for found in percentiles.values():
        in_order = [found[statistic] for statistic in STATISTICS[:5] if statistic in found]
        for (_, lower), (index, upper) in pairwise(in_order):
            if upper.value < lower.value:
                message = f"{upper.measure} {upper.value} is below {lower.measure} {lower.value}"
                yield Problem(f"{path}[{index}].value", message, "a higher percentile is never lower")


def _too_many_shares(role: Role, path: str) -> Iterator[Problem]:
    sums: dict[tuple[str, ...], float] = {}
    for index, setting in enumerate(role.settings.items):
        share = setting.share
        if isinstance(share, Figure) and share.measure == "jobs.share":
            key = _publication(share)
            sums[key] = sums.get(key, 0) + share.value
            if sums[key] >= MAX_SHARES:
                message = f"the shares of {share.period} sum to {sums[key]:g} percent here"
                yield Problem(f"{path}[{index}].share.value", message, "shares of all jobs sum to 100 at most")


def _missing_parts(role: Role, path: str) -> Iterator[Problem]:
    for index, missing in enumerate(role.missing or ()):
        here = f"{path}.missing[{index}].measure"
        if missing.measure not in SECTION_OF_PART:
            suggestion = f"use one of {', '.join(SECTION_OF_PART)}"
            yield Problem(here, f"{missing.measure} is not a part of a role", suggestion)
        elif role.holds(missing.measure):
            yield Problem(here, f"the role has {missing.measure}", "remove one of the two")


def _misplaced_ratings(role: Role, path: str) -> Iterator[Problem]:
    for list_name, ratings in (("ratings", role.ratings), ("settings.context", role.settings.context or ())):
        for index, rating in enumerate(ratings):
            if (rating.kind is RatingKind.WORK_CONTEXT) is (list_name == "ratings"):
                message = f"{rating.kind.value} does not belong here"
                suggestion = "put work-context in settings.context and all else in ratings"
                yield Problem(f"{path}.{list_name}[{index}].kind", message, suggestion)
