"""Flat rows of where a field comes from: one for each origin of each value, for the range, and for each warning."""

from __future__ import annotations

from collections.abc import Iterator

from rolecompare.comparison.provenance import Trace, TracedValue
from rolecompare.output.flat import FlatRow, FlatTable
from rolecompare.output.flat.items import ITEM_COLUMNS, item_row, item_rows

COLUMNS = (
    *("role", "title", "section", "key", "label", "layer", "member"),
    *ITEM_COLUMNS,
    *("source", "place", "file", "sheet", "row", "column", "formula", "edition", "license", "url"),
)


def flatten_trace(answer: Trace) -> FlatTable:
    """Return the rows of a field."""
    return FlatTable(COLUMNS, _rows(answer))


def _rows(answer: Trace) -> Iterator[FlatRow]:
    section, _, key = answer.field.partition(".")
    start: FlatRow = {"role": answer.role, "title": answer.title, "section": section, "key": key, "label": answer.label}
    for value in answer.values:
        yield from ({**start, **row} for row in _value_rows(value, answer))
    if answer.range is not None:
        for layer, end in (("range-low", answer.range.low), ("range-high", answer.range.high)):
            yield {**start, "layer": layer, **item_row(end), "formula": answer.range_formula}
    for warning in answer.warnings:
        yield {**start, "layer": "warning", "kind": warning.kind, "text": warning.text}


def _value_rows(value: TracedValue, answer: Trace) -> Iterator[FlatRow]:
    start: FlatRow = {"layer": value.layer, "member": value.role if value.layer == "member" else None}
    for columns in item_rows(value.item):
        if not value.origins:
            yield {**start, **columns}
        for origin in value.origins:
            source = answer.sources[origin.source]
            yield {
                **start,
                **columns,
                "source": origin.source,
                "place": origin.place,
                "file": origin.file,
                "sheet": origin.sheet,
                "row": origin.row,
                "column": origin.column,
                "formula": origin.formula,
                "edition": source.edition,
                "license": source.license,
                "url": source.url,
            }
