"""Measure a role on each metric that `fit` asks about: the value, in words, with the fields that it is based on.

An unknown value is a reading with a reason; no other value replaces it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import NamedTuple

from rolecompare.codes import is_for_other_code
from rolecompare.comparison import labels
from rolecompare.comparison.figures import ValueOrMissing, numeric_value, split_editions
from rolecompare.comparison.traits import AREAS, TraitName, find_traits
from rolecompare.measures import MEASURES
from rolecompare.models.figures import Figure, Level, Missing
from rolecompare.models.kinds import MissingReason, RatingKind, SettingKind
from rolecompare.models.reference_data import RoleWithMembers
from rolecompare.models.roles import Role, Setting
from rolecompare.models.sources import Citation, Citations, Source

ENTRY, PAY, GROWTH = "education.entry", "pay.annual.median", "employment.change_percent"
NATION = "US"


class Reading(NamedTuple):
    """The result of a metric for a role.

    `values` are one, or several where sources disagree, or none where nothing is known; `text` says which or why.
    `fields` are named as `why` takes them. `period` is that of the value, `codes` are those it was published for where
    they are not the role's own; warnings are about both.
    """

    values: tuple[float, ...]
    text: str
    fields: tuple[str, ...] = ()
    citations: tuple[Citation, ...] = ()
    missing: MissingReason | None = None
    period: str | None = None
    codes: tuple[str, ...] = ()


Metric = Callable[[Role, Mapping[str, Source]], Reading]


def _unknown(
    reason: MissingReason, text: str, fields: Iterable[str] = (), citations: Iterable[Citation] = ()
) -> Reading:
    return Reading((), text, tuple(fields), tuple(citations), missing=reason)


def _unique(found: Iterable[Citations]) -> tuple[Citation, ...]:
    return tuple(dict.fromkeys(citation for citations in found for citation in citations))


def _interest(element: str, name: str) -> Metric:
    def read(role: Role, _sources: Mapping[str, Source]) -> Reading:
        field = f"ratings.{RatingKind.INTEREST.value}.{element}"
        rated = [
            (rating, rating.interest)
            for rating in role.ratings
            if rating.kind is RatingKind.INTEREST and rating.element == element and rating.interest is not None
        ]
        if not rated:
            return _unknown(MissingReason.NOT_IN_DATASET, f"our data has no rating for {name} interest")
        rating, estimate = max(rated, key=lambda pair: pair[1].period)
        if estimate.suppress:
            text = f"the publisher advises against using its rating of {name}"
            return _unknown(MissingReason.SUPPRESSED, text, (field,), rating.citations)
        estimator = f", estimated by {estimate.by.lower()}" if estimate.by else ""
        text = f"{name} {labels.number(estimate.value, '')} of 7{estimator}"
        return Reading((estimate.value,), text, (field,), rating.citations, period=estimate.period)

    return read


def _duties(name: TraitName) -> Metric:
    areas = AREAS[name]

    def read(role: Role, _sources: Mapping[str, Source]) -> Reading:
        trait = next(trait for trait in find_traits(RoleWithMembers(role)) if trait.name == name)
        known = [duty for duty in role.duties if duty.area is not None]
        if not isinstance(trait.low, int):
            reason = (
                "this job's duties aren't sorted by type of work"
                if role.duties
                else "our data has no duties for this job"
            )
            return _unknown(MissingReason.NOT_IN_DATASET, reason)
        counted = [duty for duty in known if duty.area in areas]
        kinds = labels.join_words([area.replace("-", " ") for area in sorted({duty.area or "" for duty in counted})])
        text = f"{len(counted)} of {labels.count_of(len(known), 'duty', 'duties')}, {trait.low}%"
        text += f" ({kinds})" if kinds else ""
        if len(known) < len(role.duties):
            text += f"; {len(role.duties) - len(known)} more not sorted by type of work"
        # The absence of such duties is based on all the others.
        basis = counted or known
        fields = trait.derived_from or tuple(
            dict.fromkeys(f"duties.{duty.activity}" for duty in known if duty.activity)
        )
        return Reading((trait.low,), text, tuple(fields), _unique(duty.citations for duty in basis))

    return read


def _entry(role: Role, sources: Mapping[str, Source]) -> Reading:
    field = f"training.{ENTRY}"
    reading = _leading(role, ENTRY, field, role.training.levels, sources)
    trait = next(trait for trait in find_traits(RoleWithMembers(role)) if trait.name == "time-to-qualify")
    if not reading.values or trait.months is None:
        return reading
    low, high = trait.months
    months = f"{low} to {high}" if low != high else f"{low}"
    programs = [p for p in role.training.programs if f"training.program.{p.award}" in trait.derived_from]
    return reading._replace(
        text=f"{reading.text}; programs of {months} months",
        fields=tuple(dict.fromkeys((field, *trait.derived_from))),
        citations=_unique((reading.citations, *(program.citations for program in programs))),
    )


def _figure(measure: str) -> Metric:
    def read(role: Role, sources: Mapping[str, Source]) -> Reading:
        return _leading(role, measure, f"outlook.{measure}", role.outlook.figures, sources)

    return read


def _leading(
    role: Role, measure: str, field: str, entries: Iterable[ValueOrMissing], sources: Mapping[str, Source]
) -> Reading:
    """Return the reading of the leading national figures or levels of a measure, which are those that `diff` shows."""
    own = role.codes.own
    candidates = [entry for entry in entries if entry.measure == measure and entry.area in (NATION, None)]
    leading, _ = split_editions(candidates, own, sources)
    values = [entry for entry in leading if not isinstance(entry, Missing)]
    if values:
        return _read_values(values, field, own)
    match leading:
        case (Missing(missing=MissingReason.ABOVE_PUBLISHED_RANGE, bound=int() | float() as bound) as absent,):
            text = f"above the published range (over {labels.number(bound, MEASURES[measure].unit)})"
            return Reading((bound,), text, (field,), absent.citations, period=absent.period)
        case (Missing() as absent,):
            return _unknown(absent.missing, absent.reason, (field,), absent.citations)
    return _unknown(
        MissingReason.NOT_IN_DATASET, f"our data has no value for {labels.lower_first(labels.measure(measure))}"
    )


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
    """Return the codes that values were published for, as far as they are not the role's own."""
    return tuple(
        dict.fromkeys(value.code for value in values if is_for_other_code(value.code, own, value.classification))
    )


def _place(*kinds: SettingKind) -> Metric:
    def read(role: Role, sources: Mapping[str, Source]) -> Reading:
        shares = _shares(role, sources)
        total = sum(share.value for _, share in shares)
        if not total:
            missing = [item.share for item in role.settings.items if isinstance(item.share, Missing)]
            if missing:
                fields = (f"settings.{item.setting}" for item in role.settings.items)
                return _unknown(missing[0].missing, missing[0].reason, fields, missing[0].citations)
            return _unknown(MissingReason.NOT_IN_DATASET, "our data has no shares of jobs by workplace")
        counted = [(item, share) for item, share in shares if item.kind in kinds]
        named = "; ".join(f"{item.label} {labels.number(share.value, 'percent')}" for item, share in counted)
        text = f"{named or 'none listed'} (workplace known for {labels.number(round(total, 1), 'percent')} of jobs)"
        # The absence of such settings is based on all the others.
        basis = counted or shares
        return Reading(
            (100 * sum(share.value for _, share in counted) / total,),
            text,
            tuple(f"settings.{item.setting}" for item, _ in basis),
            _unique(item.all_citations for item, _ in basis),
            period=min(share.period for _, share in shares),
            codes=_wider((share for _, share in shares), role.codes.own),
        )

    return read


def _shares(role: Role, sources: Mapping[str, Source]) -> list[tuple[Setting, Figure]]:
    """Return the leading share of each setting, without settings that are part of another one with a share."""
    by_setting: dict[str, list[Setting]] = {}
    for item in role.settings.items:
        if isinstance(item.share, Figure) and item.share.area == NATION:
            by_setting.setdefault(item.setting, []).append(item)
    leading_shares = []
    for items in by_setting.values():
        leading, _ = split_editions([item.share for item in items], role.codes.own, sources)
        item = next(item for item in items if item.share is leading[0])
        if isinstance(item.share, Figure) and item.within not in by_setting:
            leading_shares.append((item, item.share))
    return leading_shares


METRICS: dict[str, Metric] = {
    "social": _interest("1.B.1.d", "Social"),
    "realistic": _interest("1.B.1.a", "Realistic"),
    "care": _duties("patient-contact"),
    "technology": _duties("technology"),
    "desk": _duties("desk-work"),
    "entry": _entry,
    "pay": _figure(PAY),
    "growth": _figure(GROWTH),
    "inpatient": _place(SettingKind.INPATIENT),
    "outpatient": _place(SettingKind.OUTPATIENT, SettingKind.OFFICE),
    "laboratory": _place(SettingKind.LABORATORY),
}


class MeasuredRole(NamedTuple):
    """A role with its readings on every metric; an umbrella role has members with readings instead."""

    role: Role
    readings: Mapping[str, Reading]
    members: tuple[MeasuredRole, ...] = ()


def measure_roles(subjects: Sequence[RoleWithMembers], sources: Mapping[str, Source]) -> list[MeasuredRole]:
    """Return the roles that somebody chooses among, measured; a single umbrella role stands for its members."""
    if len(subjects) == 1 and subjects[0].members:
        subjects = [RoleWithMembers(member) for member in subjects[0].members]
    return [
        MeasuredRole(subject.role, {}, tuple(_measure(member, sources) for member in subject.members))
        if subject.members
        else _measure(subject.role, sources)
        for subject in subjects
    ]


def _measure(role: Role, sources: Mapping[str, Source]) -> MeasuredRole:
    return MeasuredRole(role, {name: read(role, sources) for name, read in METRICS.items()})


def single_roles(measured: Iterable[MeasuredRole]) -> list[MeasuredRole]:
    """Return the roles with umbrella roles replaced by their members, each role once."""
    singles = (single for item in measured for single in item.members or (item,))
    return list({single.role.id: single for single in singles}.values())
