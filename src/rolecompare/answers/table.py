"""The answer about a few figures of many roles: one line for each role, and how it is sorted."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal, NamedTuple

from rolecompare.comparison import labels
from rolecompare.comparison.figures import NATION, member_range, numeric_value, split_editions
from rolecompare.comparison.named_values import absent_value, name_value
from rolecompare.comparison.types import MemberItems, NamedValue, cited_sources
from rolecompare.measures import LEVELS, MEASURES
from rolecompare.models.reference_data import DatasetEdition, MeasuredRole, ReferenceData
from rolecompare.models.roles import Item
from rolecompare.models.sources import Source

# The fields by the words that people use, each with its measure. Any measure is a field as well, by its own name.
FIELDS = {
    "pay": "pay.annual.median",
    "hourly": "pay.hourly.median",
    "mean": "pay.annual.mean",
    **{name: f"pay.annual.{name}" for name in ("p10", "p25", "p75", "p90")},
    "jobs": "employment.base",
    "employees": "employment",
    "self-employed": "self_employed.share",
    "growth": "employment.change_percent",
    "openings": "openings.annual",
    "education": "education.entry",
    "experience": "experience.related",
    "training": "training.on_the_job",
    "zone": "job_zone",
}
SYNONYMS = {
    **dict.fromkeys(("salary", "wage", "wages", "median"), "pay"),
    "workers": "jobs",
    "outlook": "growth",
    "degree": "education",
    "job-zone": "zone",
}


class FieldName(NamedTuple):
    """A field as it is asked for, and the measure that it shows."""

    name: str
    measure: str


@dataclass(frozen=True, slots=True, kw_only=True)
class TableField:
    """A field of a table: its name, the measure that it shows, what that is called, and the unit of its numbers."""

    name: str
    measure: str
    label: str
    unit: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class TableRole:
    """A line of a table: a role with the value of each field, by the name of the field."""

    id: str
    title: str
    code: str | None = None
    members: tuple[str, ...] = ()
    values: Mapping[str, NamedValue]


@dataclass(frozen=True, slots=True, kw_only=True)
class TableAnswer:
    """A few figures of many roles. `total` counts the roles before a limit left some out.

    Values have the form that they have in `figures` of a comparison, without earlier editions.
    """

    schema: Literal["rolecompare/table/2"] = "rolecompare/table/2"
    fields: tuple[TableField, ...]
    sort: str | None = None
    roles: tuple[TableRole, ...]
    total: int
    dataset: DatasetEdition
    sources: Mapping[str, Source]


def find_field(text: str) -> FieldName | None:
    """Return the field that a word or the name of a measure stands for; None if it stands for none."""
    name = text.strip().casefold()
    name = SYNONYMS.get(name, name)
    if name in FIELDS:
        return FieldName(name, FIELDS[name])
    is_measure = name in LEVELS or (name in MEASURES and MEASURES[name].part != "settings")
    return FieldName(name, name) if is_measure else None


def field_names() -> list[str]:
    """Return every name that `find_field` knows."""
    return [*FIELDS, *SYNONYMS, *LEVELS, *(name for name, measure in MEASURES.items() if measure.part != "settings")]


def make_table(
    roles: Sequence[MeasuredRole],
    shown: Sequence[str],
    fields: Sequence[FieldName],
    reference_data: ReferenceData,
    *,
    sort: FieldName | None = None,
    reverse: bool = False,
    limit: int | None = None,
) -> TableAnswer:
    """Return the table of the roles with the ids `shown`, in that order or sorted by a field.

    Sorting puts the largest value first, or the smallest if `reverse` is set, and roles without a value last. `roles`
    holds the members of umbrellas too.
    """
    by_id = {role.id: role for role in roles}
    lines = [_line(by_id[name], by_id, fields, reference_data.sources) for name in shown]
    if sort is not None:
        lines.sort(key=lambda line: (_sort_key(line.values[sort.name], reverse=reverse), line.title))
    lines = lines[:limit]
    values = tuple(value for line in lines for value in line.values.values())
    return TableAnswer(
        fields=tuple(_table_field(field) for field in fields),
        sort=sort.name if sort is not None else None,
        roles=tuple(lines),
        total=len(shown),
        dataset=reference_data.dataset,
        sources=cited_sources(values, reference_data.sources),
    )


def _table_field(field: FieldName) -> TableField:
    unit = MEASURES[field.measure].unit if field.measure in MEASURES else None
    return TableField(name=field.name, measure=field.measure, label=labels.measure(field.measure), unit=unit)


def _line(
    role: MeasuredRole, by_id: Mapping[str, MeasuredRole], fields: Sequence[FieldName], sources: Mapping[str, Source]
) -> TableRole:
    values = {field.name: _value(role, by_id, field.measure, sources) for field in fields}
    return TableRole(id=role.id, title=role.title, code=role.code, members=role.members, values=values)


def _value(
    role: MeasuredRole, by_id: Mapping[str, MeasuredRole], measure: str, sources: Mapping[str, Source]
) -> NamedValue:
    """Return the leading value of a role for the whole country, and the range over the members of an umbrella."""
    members = tuple(
        MemberItems(role=name, items=leading)
        for name in role.members
        if (leading := _leading(by_id[name], measure, sources))
    )
    absent = absent_value(role.missing, measure, is_umbrella=bool(role.members))
    return name_value(_leading(role, measure, sources), absent, value_range=member_range(members))


def _leading(role: MeasuredRole, measure: str, sources: Mapping[str, Source]) -> tuple[Item, ...]:
    national = [value for value in role.values[measure] if value.area in (NATION, None)]
    return split_editions(national or role.values[measure], role.code, sources)[0]


def value_ends(value: NamedValue) -> tuple[float, float] | None:
    """Return the lowest and the highest number or rank that a value stands for; None where there is none.

    They are apart where sources disagree, and of an umbrella. A value above the published range is at its end.
    """
    if value.values is not None:
        numbers = [numeric_value(each) for each in value.values]
        return min(numbers), max(numbers)
    if value.rank is not None:
        return value.rank - 1, value.rank - 1
    if value.value is not None and not isinstance(value.value, str):
        return value.value, value.value
    if value.bound is not None:
        return value.bound, value.bound
    if value.range is not None:
        return numeric_value(value.range.low), numeric_value(value.range.high)
    return None


def _sort_key(value: NamedValue, *, reverse: bool) -> tuple[bool, float, bool]:
    """Return the key that sorts values from the largest, or from the smallest if `reverse` is set; none come last."""
    ends = value_ends(value)
    if ends is None:
        return True, 0, False
    is_above = value.bound is not None
    return (False, ends[0], is_above) if reverse else (False, -ends[1], not is_above)
