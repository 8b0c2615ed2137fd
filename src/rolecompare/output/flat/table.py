"""Flat rows of a table: one for each role, with columns for each field."""

from __future__ import annotations

from collections.abc import Iterator

from rolecompare.answers.table import TableAnswer
from rolecompare.comparison.types import NamedValue
from rolecompare.measures import LEVELS
from rolecompare.output.flat import FlatRow, FlatTable
from rolecompare.output.flat.items import joined

PARTS = ("", "_low", "_high", "_period", "_code", "_missing", "_source", "_place")


def flatten_table(answer: TableAnswer) -> FlatTable:
    """Return the row of each role. Ends are given where sources disagree, and over the members of an umbrella."""
    columns = ["id", "title", "code"]
    for field in answer.fields:
        columns += [f"{field.name}{part}" for part in PARTS]
        if field.measure in LEVELS:
            columns.insert(-len(PARTS) + 1, f"{field.name}_rank")
    return FlatTable(tuple(columns), _rows(answer))


def _rows(answer: TableAnswer) -> Iterator[FlatRow]:
    for role in answer.roles:
        row: FlatRow = {"id": role.id, "title": role.title, "code": role.code}
        for name, value in role.values.items():
            row |= {f"{name}{part}": content for part, content in _value_columns(value).items()}
        yield row


def _value_columns(value: NamedValue) -> FlatRow:
    columns: FlatRow = {"": value.value, "_rank": value.rank, "_period": value.period, "_code": value.code}
    ends = value.values or ((value.range.low, value.range.high) if value.range is not None else ())
    if ends:
        columns |= {"_low": ends[0].value, "_high": ends[-1].value}
        columns |= {"_period": joined(end.period for end in ends), "_code": joined(end.code for end in ends)}
    if value.kind in ("missing", "conflict"):
        columns["_missing"] = value.missing.value if value.missing is not None else value.kind
    cited = value.citations or tuple(citation for end in ends for citation in end.citations)
    if cited:
        columns |= {"_source": joined(citation.source for citation in cited)}
        columns |= {"_place": joined(citation.place for citation in cited)}
    return columns
