"""Flat rows of a comparison: one for each item in each cell, for each derived value, and for each warning."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import TYPE_CHECKING

from rolecompare.comparison.types import Cell, Comparison, ComparisonWarning, Derived, Row, item_citations
from rolecompare.models.figures import Figure, Level
from rolecompare.models.roles import Item, Setting
from rolecompare.models.sources import Source, Statement
from rolecompare.output.flat import FlatRow, FlatTable, Value
from rolecompare.output.flat.items import (
    CITATION_COLUMNS,
    ITEM_COLUMNS,
    citation_columns,
    item_row,
    item_rows,
    several,
)

if TYPE_CHECKING:
    from rolecompare.answers.role import RoleReport

COLUMNS = (
    *("section", "key", "label", "relation", "role", "title", "layer", "member", "versus"),
    *ITEM_COLUMNS,
    *CITATION_COLUMNS,
    *("claims", "evidence", "score"),
)


def flatten_comparison(comparison: Comparison) -> FlatTable:
    """Return the rows of a comparison section by section, then its warnings."""
    return FlatTable(COLUMNS, _comparison_rows(comparison))


def flatten_role(report: RoleReport) -> FlatTable:
    """Return the rows of one role."""
    return flatten_comparison(report.comparison)


def _comparison_rows(comparison: Comparison) -> Iterator[FlatRow]:
    titles = {role.id: role.title for each in comparison.roles for role in (each, *each.members)}
    for section in comparison.sections:
        for row in section_rows(section.rows, titles, comparison.sources):
            yield {"section": section.name, **row}
    yield from warning_rows(comparison.warnings, comparison.sources)


def section_rows(rows: Iterable[Row], titles: Mapping[str, str], sources: Mapping[str, Source]) -> Iterator[FlatRow]:
    """Return the flat rows of some rows of a comparison, given the titles of its roles by their ids."""
    for row in rows:
        for cell in row.cells:
            start: FlatRow = {
                "key": row.key,
                "label": row.label,
                "relation": row.relation,
                "role": cell.role,
                "title": titles[cell.role],
            }
            if row.evidence is not None:
                start |= {"evidence": row.evidence.kind, "score": row.evidence.score}
            for columns in _cell_rows(cell, row, sources):
                yield {**start, **columns}


def warning_rows(warnings: Iterable[ComparisonWarning], sources: Mapping[str, Source]) -> Iterator[FlatRow]:
    """Return one row for each role of each warning."""
    for warning in warnings:
        for role in warning.roles or (None,):
            yield {
                "section": warning.section,
                "role": role,
                "layer": "warning",
                "kind": warning.kind,
                "text": warning.text,
                **citation_columns(warning.citations, sources),
                "claims": several([warning.claim] if warning.claim is not None else ()),
            }


def _cell_rows(cell: Cell, row: Row, sources: Mapping[str, Source]) -> Iterator[FlatRow]:
    for layer, items in (("own", cell.items), ("earlier", cell.history)):
        for item in items:
            for columns in item_rows(item):
                cited = citation_columns(item_citations(item), sources)
                yield {"layer": layer, **columns, **cited, "claims": _repeated_claims(item)}
    for member in cell.members:
        for item in member.items:
            for columns in item_rows(item):
                cited = citation_columns(item_citations(item), sources)
                yield {"layer": "member", "member": member.role, **columns, **cited}
    if not cell.items and not cell.members:
        yield {"layer": "none"}
    if cell.range is not None:
        for layer, end in (("range-low", cell.range.low), ("range-high", cell.range.high)):
            yield {"layer": layer, **item_row(end), **citation_columns(end.citations, sources)}
    yield from (_derived_row(value, row) for value in row.derived if value.role == cell.role)


def _derived_row(value: Derived, row: Row) -> FlatRow:
    """Return the row of a derived value, with the measure of the values that it is derived from."""
    items = [item.share if isinstance(item, Setting) else item for cell in row.cells for item in cell.items]
    measure = next((item.measure for item in items if isinstance(item, (Figure, Level))), f"{row.key}.{value.unit}")
    start: FlatRow = {"layer": "derived", "versus": value.versus, "kind": value.kind, "measure": measure}
    return {**start, "text" if isinstance(value.value, str) else "number": value.value, "unit": value.unit}


def _repeated_claims(item: Item) -> Value:
    """Return the numbers of the article's claims that a statement repeats."""
    return several((item.claims or ()) if isinstance(item, (Statement, Setting)) else ())
