"""Trace a field of a role to where its values come from: file, sheet, row, column, and what was done to them.

A field is named by its section and its row's key, as in `outlook.pay.annual.median`: the same keys as in the JSON.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from rolecompare.comparison import labels
from rolecompare.comparison.types import Cell, Comparison, ComparisonWarning, Row, ValueRange, item_citations
from rolecompare.comparison.warnings import repeated_claims
from rolecompare.models.figures import Figure, Level, Missing
from rolecompare.models.roles import Item, Rating, Setting
from rolecompare.models.sources import Citation, Source

# `occupation_2024-34.xlsx, Table 1.2, row 517, Employment, 2024`; of a wage file the first sheet goes without saying.
IN_A_WORKBOOK = re.compile(r"(?P<file>[^,]+\.xlsx), (?:(?P<sheet>Table [\d.]+), )?row (?P<row>\d+), (?P<column>.+)")
# `Task Statements, task 2034`, `Job Zones, 31-9092.00`.
IN_A_TABLE = re.compile(r"(?P<sheet>[A-Z][\w ,]*?), (?P<row>task \d+|\d\d-\d{4}\.\d\d)(?:, (?P<column>.+))?")
AS_PUBLISHED, OUR_WORDS = "as published", "in our own words, after the source"
RANGE = "the lowest and the highest of the newest values of the member jobs"

Layer = Literal["own", "earlier", "member"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Origin:
    """The origin of a value: a source, a place in it (in parts if it is a table), and how the value was changed.

    `sheet` is the name of a sheet, or 1 where the file has one only. `row` is a number, or what names the row.
    """

    source: str
    place: str
    file: str | None = None
    sheet: int | str | None = None
    row: int | str | None = None
    column: str | None = None
    formula: str


@dataclass(frozen=True, slots=True, kw_only=True)
class TracedValue:
    """A value with its origins. `own` values lead, `earlier` ones are history, `member` ones are those of members."""

    layer: Layer
    role: str
    item: Item
    origins: tuple[Origin, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Trace:
    """The origins of the values of a field; for an umbrella role also the range over its members and its method."""

    schema: Literal["rolecompare/why/2"] = "rolecompare/why/2"
    role: str
    title: str
    field: str
    label: str
    values: tuple[TracedValue, ...]
    range: ValueRange | None = None
    range_formula: str | None = None
    warnings: tuple[ComparisonWarning, ...] = ()
    sources: Mapping[str, Source]


def field_labels(alone: Comparison) -> dict[str, str]:
    """Return every field of the one role of a comparison with its label, in the order of the page."""
    labels_by_field = {f"{section.name}.{row.key}": row.label for section in alone.sections for row in section.rows}
    return {"summary": "Summary", **labels_by_field}


def trace(alone: Comparison, field: str) -> Trace | None:
    """Return where a field's values come from, given the comparison of one role alone; None for an unknown field."""
    party = alone.roles[0]
    if field == "summary":
        cell, label = Cell(role=party.id, items=(party.summary,)), "Summary"
    elif (found := _find_row(alone, field)) is not None:
        field, row = found
        cell, label = row.cells[0], row.label
    else:
        return None
    values = tuple(_trace_values(cell, alone.sources))
    cited = dict.fromkeys(origin.source for value in values for origin in value.origins)
    return Trace(
        role=party.id,
        title=party.title,
        field=field,
        label=label,
        values=values,
        range=cell.range,
        range_formula=RANGE if cell.range is not None else None,
        warnings=tuple(_warnings(alone, cell, [value.item for value in values], field.partition(".")[0])),
        sources={name: alone.sources[name] for name in cited},
    )


def _warnings(alone: Comparison, cell: Cell, items: Sequence[Item], section: str) -> Iterator[ComparisonWarning]:
    """Yield disputes that a statement of the field repeats or that cite its numbers, and other warnings on these."""
    repeated = set(repeated_claims(cell))
    numbers = [item.share if isinstance(item, Setting) else item for item in items]
    places = {c for value in numbers if isinstance(value, (Figure, Level)) for c in value.citations}
    for warning in alone.warnings:
        cites = bool(places & set(warning.citations))
        if warning.kind == "dispute":
            concerns = cites or warning.claim in repeated
        else:
            concerns = cites and warning.section == section
        if concerns:
            yield warning


def _find_row(alone: Comparison, field: str) -> tuple[str, Row] | None:
    """Return the full name and the row of a field, ignoring case; a row of joined keys is found by each of them.

    The section may be left out, as it is in the keys of `figures`, where only one section has such a row.
    """
    rows = {f"{section.name}.{row.key}": row for section in alone.sections for row in section.rows}
    section, dot, keys = field.casefold().partition(".")
    for wanted in (section + dot + keys, *(f"{section}.{key}" for key in keys.split("+"))):
        found = [name for name in rows if name.casefold() == wanted]
        found = found or [name for name in rows if name.partition(".")[2].casefold() == wanted]
        if len(found) == 1:
            return found[0], rows[found[0]]
    return None


def _trace_values(cell: Cell, sources: Mapping[str, Source]) -> Iterator[TracedValue]:
    layers: Sequence[tuple[Layer, str, Sequence[Item]]] = (
        ("own", cell.role, cell.items),
        ("earlier", cell.role, cell.history),
        *(("member", member.role, member.items) for member in cell.members),
    )
    for layer, role, items in layers:
        for item in items:
            origins = tuple(_origin(citation, item, sources) for citation in item_citations(item))
            yield TracedValue(layer=layer, role=role, item=item, origins=origins)


def _origin(citation: Citation, item: Item, sources: Mapping[str, Source]) -> Origin:
    found = IN_A_WORKBOOK.fullmatch(citation.place) or IN_A_TABLE.fullmatch(citation.place)
    place: dict[str, Any] = found.groupdict() if found else {}
    if place.get("file") and place.get("sheet") is None:
        place["sheet"] = 1
    if (row := place.get("row", "")).isdecimal():
        place["row"] = int(row)
    return Origin(source=citation.source, place=citation.place, formula=_formula(citation, item, sources), **place)


def _formula(citation: Citation, item: Item, sources: Mapping[str, Source]) -> str:
    """Return what was done to the published value."""
    value = item.share if isinstance(item, Setting) else item
    match value:
        case Figure() if citation.multiplier:
            published = labels.number(value.value / citation.multiplier, "")
            return f"{published} × {citation.multiplier:,} = {labels.number(value.value, value.unit)}"
        case Figure() | Level():
            return AS_PUBLISHED
        case Missing():
            return f"no value there: {value.reason}"
        case Rating():
            by = {estimate.by.lower() for estimate in value.scales.values() if estimate.by}
            return AS_PUBLISHED + (f"; estimated by {labels.join_words(sorted(by))}" if by else "")
    return AS_PUBLISHED if sources[citation.source].wording == "verbatim" else OUR_WORDS
