"""Measure a job on each metric that `fit` asks about: the value, in words, with the fields that it is based on.

An unknown value is a reading with a reason; no other value replaces it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import partial
from itertools import product
from typing import NamedTuple

from rolecompare.comparison import labels
from rolecompare.comparison.figures import NATION, ValueOrMissing, is_of_other_group, numeric_value, split_editions
from rolecompare.fit.kinds_of_work import KINDS_OF_WORK, kinds_of
from rolecompare.measures import level_name, level_rank
from rolecompare.models.figures import Figure, Level, Missing
from rolecompare.models.kinds import MissingReason, RatingKind, SettingKind
from rolecompare.models.reference_data import JobFacts
from rolecompare.models.roles import Program, Setting
from rolecompare.models.sources import Citation, Citations, Source

ENTRY, EXPERIENCE, TRAINING = "education.entry", "experience.related", "training.on_the_job"
PAY, GROWTH, OPENINGS = "pay.annual.median", "employment.change_percent", "openings.annual"
SELF_EMPLOYED = "self_employed.share"
# For how many months each level counts; docs/decisions/fit-points.md says why.
MONTHS: dict[str, dict[str, int]] = {
    ENTRY: {
        "no-formal-credential": 0,
        "high-school-diploma": 0,
        "some-college": 12,
        "postsecondary-nondegree-award": 12,
        "associates-degree": 24,
        "bachelors-degree": 48,
        "masters-degree": 72,
        "doctoral-or-professional-degree": 84,
    },
    EXPERIENCE: {"none": 0, "less-than-5-years": 24, "5-years-or-more": 60},
    TRAINING: {
        "none": 0,
        "short-term": 1,
        "moderate-term": 6,
        "long-term": 24,
        "apprenticeship": 48,
        "internship-residency": 0,
    },
}
EXPERIENCE_TEXT = {
    "less-than-5-years": "less than 5 years' experience",
    "5-years-or-more": "5 years' experience or more",
}
# The measures that a choice reads of each job.
MEASURES_READ = (*MONTHS, PAY, GROWTH, OPENINGS, SELF_EMPLOYED)


class Reading(NamedTuple):
    """The result of a metric for a job.

    `values` are one, or several where sources disagree or where only bounds are known, or none where nothing is known;
    `text` says which or why. `fields` are named as `why` takes them. `period` is that of the value, `codes` are those
    it was published for where they are not the job's own; warnings are about both.
    """

    values: tuple[float, ...]
    text: str
    fields: tuple[str, ...] = ()
    citations: tuple[Citation, ...] = ()
    missing: MissingReason | None = None
    period: str | None = None
    codes: tuple[str, ...] = ()


Metric = Callable[[JobFacts, Mapping[str, Source]], Reading]


def _unknown(
    reason: MissingReason, text: str, fields: Iterable[str] = (), citations: Iterable[Citation] = ()
) -> Reading:
    return Reading((), text, tuple(fields), tuple(citations), missing=reason)


def _unique(found: Iterable[Citations]) -> tuple[Citation, ...]:
    distinct = {id(citations): citations for citations in found}  # duties share them, and to compare them takes long
    return tuple(dict.fromkeys(citation for citations in distinct.values() for citation in citations))


def _rating(kind: RatingKind, element: str, name: str, job: JobFacts, _sources: Mapping[str, Source]) -> Reading:
    """Read the newest rating of an interest or a work value."""
    field = f"ratings.{kind.value}.{element}"
    rated = [
        (rating, estimate)
        for rating in job.ratings
        if rating.element == element and (estimate := rating.interest or rating.extent) is not None
    ]
    if not rated:
        return _unknown(MissingReason.NOT_IN_DATASET, f"our data has no rating for {name}")
    rating, estimate = max(rated, key=lambda pair: pair[1].period)
    if estimate.suppress:
        text = f"the publisher advises against using its rating of {name}"
        return _unknown(MissingReason.SUPPRESSED, text, (field,), rating.citations)
    estimator = f", estimated by {estimate.by.lower()}" if estimate.by else ""
    text = f"{name} {labels.number(estimate.value, '')} of 7{estimator}"
    return Reading((estimate.value,), text, (field,), rating.citations, period=estimate.period)


def _kinds_of_work(job: JobFacts) -> dict[str, Reading]:
    """Read what percent of a job's listed duties are of each kind; a range where some are of no known activity."""
    kinds = [frozenset().union(*map(kinds_of, duty.activities)) for duty in job.duties]
    total, rest = len(kinds), sum(not duty.activities for duty in job.duties)
    if total == rest:
        reason = "the kind of activity is known for none of this job's duties" if total else "our data has no duties"
        return {f"kind-{kind}": _unknown(MissingReason.NOT_IN_DATASET, reason) for kind in KINDS_OF_WORK}
    readings = {}
    for kind in KINDS_OF_WORK:
        counted = [duty for duty, its_kinds in zip(job.duties, kinds, strict=True) if kind in its_kinds]
        text = f"{len(counted)} of {labels.count_of(total, 'listed duty', 'listed duties')}"
        text += f"; of {rest} more the kind of activity is not known" if rest else ""
        # The absence of such duties is based on all the others.
        basis = counted or [duty for duty in job.duties if duty.activities]
        fields = tuple(dict.fromkeys(duty.field for duty in basis if duty.field is not None))
        low, high = 100 * len(counted) / total, 100 * (len(counted) + rest) / total
        values = (low, high) if rest else (low,)
        readings[f"kind-{kind}"] = Reading(values, text, fields, _unique(duty.citations for duty in basis))
    return readings


def _preparation(job: JobFacts, sources: Mapping[str, Source]) -> Reading:
    """Read how many months it takes to qualify: education, related experience and training, added up."""
    parts = [_leading(measure, f"training.{measure}", job, sources) for measure in MONTHS]
    found = [_leading_levels(measure, job, sources) for measure in MONTHS]
    absent = [part for part, levels in zip(parts, found, strict=True) if not levels]
    if absent:
        return absent[0]
    combinations = list(product(*found))
    months = sorted({sum(MONTHS[level.measure][level.value] for level in each) for each in combinations})
    text = " or ".join(dict.fromkeys(_preparation_text(*each) for each in combinations))
    durations = " or ".join(duration(each) for each in months)
    other_ways = _other_ways(job.programs, found[0])
    if other_ways:
        text += f"; other ways in: {', '.join(other_ways)}"
    return Reading(
        tuple(months),
        f"{durations} ({text})" + (" (sources disagree)" if len(combinations) > 1 else ""),
        tuple(field for part in parts for field in part.fields),
        _unique((*(part.citations for part in parts), *(each.citations for each in other_ways.values()))),
        period=parts[0].period,
        codes=tuple(dict.fromkeys(code for part in parts for code in part.codes)),
    )


def _other_ways(programs: Sequence[Program], usual: Sequence[Level]) -> dict[str, Program]:
    """Return the programs of a lower award than the usual education, by award and published length."""
    lowest = min(level_rank(ENTRY, level.value) for level in usual)
    return {
        f"{labels.lower_first(level_name(ENTRY, each.award))} ({length})": each
        for each in programs
        if level_rank(ENTRY, each.award) < lowest and (length := labels.length(each.min_months, each.max_months))
    }


def _leading_levels(measure: str, job: JobFacts, sources: Mapping[str, Source]) -> list[Level]:
    leading, _ = split_editions(_national(job, measure), job.codes.own, sources)
    return [entry for entry in leading if isinstance(entry, Level)]


def _preparation_text(education: Level, experience: Level, training: Level) -> str:
    parts = [labels.lower_first(labels.value(education))]
    if experience.value in EXPERIENCE_TEXT:
        parts.append(EXPERIENCE_TEXT[experience.value])
    if training.value != "none":
        parts.append(labels.lower_first(labels.value(training)))
    return ", ".join(parts)


def duration(months: float) -> str:
    """Return a number of months in words, such as `about 2 years` or `1 month`."""
    if months < 12:
        return labels.count_of(int(months), "month") if months else "no time"
    years = months / 12
    return f"about {labels.number(round(years * 2) / 2, '')} {'year' if round(years * 2) == 2 else 'years'}"


def _national(job: JobFacts, measure: str) -> list[ValueOrMissing]:
    return [entry for entry in job.values.get(measure, ()) if entry.area in (NATION, None)]


def _leading(measure: str, field: str, job: JobFacts, sources: Mapping[str, Source]) -> Reading:
    """Return the reading of the leading national figures or levels of a measure, which are those that `diff` shows."""
    own = job.codes.own
    leading, _ = split_editions(_national(job, measure), own, sources)
    values = [entry for entry in leading if not isinstance(entry, Missing)]
    if values:
        return _read_values(values, field, own)
    match leading:
        case (Missing(missing=MissingReason.ABOVE_PUBLISHED_RANGE, bound=int() | float() as bound) as absent,):
            text = f"above the published range ({labels.at_least(absent)})"
            return Reading((bound,), text, (field,), absent.citations, period=absent.period)
        case (Missing() as absent,):
            return _unknown(absent.missing, absent.reason, (field,), absent.citations)
    for absent in job.missing:
        if absent.measure == "outlook" and field.startswith("outlook."):
            return _unknown(absent.missing, absent.reason, (), absent.citations)
    name = labels.lower_first(labels.measure(measure))
    return _unknown(MissingReason.NOT_IN_DATASET, f"our data has no value for {name}")


def _read_values(values: Sequence[Figure | Level], field: str, own: str | None) -> Reading:
    first = values[0]
    wider = _wider(values, own)
    text = " or ".join(dict.fromkeys(labels.value(value) for value in values))
    text += f" ({labels.period(first.period)})" if isinstance(first, Figure) else ""
    text += " (sources disagree)" if len(values) > 1 else ""
    text += f"; published for {labels.join_words(wider)}, not for this job alone" if wider else ""
    return Reading(
        tuple(numeric_value(value) for value in values),
        text,
        (field,),
        _unique(value.citations for value in values),
        period=first.period,
        codes=wider,
    )


def _wider(values: Iterable[Figure | Level], own: str | None) -> tuple[str, ...]:
    """Return the codes that values were published for, as far as they are not the job's own."""
    return tuple(dict.fromkeys(value.code for value in values if is_of_other_group(value, own)))


def _place(kinds: tuple[SettingKind, ...], job: JobFacts, sources: Mapping[str, Source]) -> Reading:
    """Read the percent of jobs in settings of some kinds, among the jobs whose setting is published."""
    shares = _shares(job, sources)
    total = sum(share.value for _, share in shares)
    if not total:
        missing = [item.share for item in job.settings if isinstance(item.share, Missing)]
        if missing:
            fields = (f"settings.{item.setting}" for item in job.settings)
            return _unknown(missing[0].missing, missing[0].reason, fields, missing[0].citations)
        return _unknown(MissingReason.NOT_IN_DATASET, "our data has no shares of jobs by workplace")
    counted = [(item, share) for item, share in shares if item.kind in kinds]
    named = "; ".join(f"{item.label} {labels.number(share.value, 'percent')}" for item, share in counted)
    text = f"{named or 'none listed'} (workplace known for {labels.number(round(total, 1), 'percent')} of jobs)"
    basis = counted or shares  # the absence of such settings is based on all the others
    return Reading(
        (100 * sum(share.value for _, share in counted) / total,),
        text,
        tuple(f"settings.{item.setting}" for item, _ in basis),
        _unique(item.all_citations for item, _ in basis),
        period=min(share.period for _, share in shares),
        codes=_wider((share for _, share in shares), job.codes.own),
    )


def _shares(job: JobFacts, sources: Mapping[str, Source]) -> list[tuple[Setting, Figure]]:
    """Return the leading share of each setting, without settings that are part of another one with a share."""
    by_setting: dict[str, list[Setting]] = {}
    for item in job.settings:
        if isinstance(item.share, Figure) and item.share.area == NATION:
            by_setting.setdefault(item.setting, []).append(item)
    leading_shares = []
    for items in by_setting.values():
        leading, _ = split_editions([item.share for item in items], job.codes.own, sources)
        item = next(item for item in items if item.share is leading[0])
        if isinstance(item.share, Figure) and item.within not in by_setting:
            leading_shares.append((item, item.share))
    return leading_shares


INTERESTS = ("Realistic", "Investigative", "Artistic", "Social", "Enterprising", "Conventional")
WORK_VALUES = ("Achievement", "Working Conditions", "Recognition", "Relationships", "Support", "Independence")


def _ratings(prefix: str, kind: RatingKind, element: str, names: Sequence[str]) -> dict[str, Metric]:
    """Return a metric for each element of O*NET's content model below one, by its letter in the order of the names."""
    elements = (f"{element}.{letter}" for letter in "abcdef")
    return {f"{prefix}-{each}": partial(_rating, kind, each, name) for each, name in zip(elements, names, strict=True)}


# The kinds of work are read all at once (`_kinds_of_work`).
METRICS: dict[str, Metric] = {
    "preparation": _preparation,
    "pay": partial(_leading, PAY, f"outlook.{PAY}"),
    "growth": partial(_leading, GROWTH, f"outlook.{GROWTH}"),
    "openings": partial(_leading, OPENINGS, f"outlook.{OPENINGS}"),
    **_ratings("interest", RatingKind.INTEREST, "1.B.1", INTERESTS),
    **_ratings("value", RatingKind.WORK_VALUE, "1.B.2", WORK_VALUES),
    "inpatient": partial(_place, (SettingKind.INPATIENT,)),
    "outpatient": partial(_place, (SettingKind.OUTPATIENT, SettingKind.OFFICE)),
    "laboratory": partial(_place, (SettingKind.LABORATORY_OR_IMAGING,)),
    "self-employed": partial(_leading, SELF_EMPLOYED, f"outlook.{SELF_EMPLOYED}"),
}


class Measured:
    """A job with its readings, each made when it is first asked for."""

    def __init__(self, job: JobFacts, sources: Mapping[str, Source]) -> None:
        self.job, self._sources = job, sources
        self._readings: dict[str, Reading] = {}

    def read(self, metric: str) -> Reading:
        """Return the reading of a metric."""
        if metric not in self._readings:
            if metric.startswith("kind-"):  # it takes no longer to read all kinds of duties than one
                self._readings |= _kinds_of_work(self.job)
            else:
                self._readings[metric] = METRICS[metric](self.job, self._sources)
        return self._readings[metric]
