"""Flat rows of listings: one for each role, source, problem, place of data, or part of an import."""

from __future__ import annotations

from collections.abc import Iterator

from rolecompare.answers.data import CheckAnswer, ImportAnswer, ImportsAnswer, LocationsAnswer
from rolecompare.answers.listings import FieldsAnswer, FindAnswer, ListAnswer, SourcesAnswer
from rolecompare.output.flat import FlatRow, FlatTable
from rolecompare.output.flat.items import several


def flatten_roles(answer: ListAnswer) -> FlatTable:
    """Return the row of each role. A code is absent where a role has none, as most umbrellas."""
    rows: Iterator[FlatRow] = (
        {
            "id": role.id,
            "title": role.title,
            "code": role.codes.own,
            "members": several(role.members),
            "summary": role.summary.text,
        }
        for role in answer.roles
    )
    return FlatTable(("id", "title", "code", "members", "summary"), rows)


def flatten_candidates(answer: FindAnswer) -> FlatTable:
    """Return the row of each role that a search found, best first."""
    rows: Iterator[FlatRow] = (
        {
            "id": found.id,
            "title": found.title,
            "code": found.codes.own,
            "matched": found.matched,
            "why": found.why,
            "score": found.score,
            "jobs": found.jobs,
        }
        for found in answer.candidates
    )
    return FlatTable(("id", "title", "code", "matched", "why", "score", "jobs"), rows)


def flatten_fields(answer: FieldsAnswer) -> FlatTable:
    """Return the row of each field that `why` explains."""
    return FlatTable(("field", "label"), ({"field": name, "label": label} for name, label in answer.fields.items()))


SOURCE_COLUMNS = ("id", "publisher", "title", "edition", "published", "reference_period", "license", "kind", "url")


def flatten_sources(answer: SourcesAnswer) -> FlatTable:
    """Return the row of each source."""
    sources = answer.sources.values()
    return FlatTable(SOURCE_COLUMNS, ({name: getattr(source, name) for name in SOURCE_COLUMNS} for source in sources))


def flatten_problems(answer: CheckAnswer) -> FlatTable:
    """Return the row of each problem of a dataset; none where it is valid."""
    columns = ("file", "path", "message", "suggestion")
    rows: Iterator[FlatRow] = (
        {"file": answer.file, "path": each.path, "message": each.message, "suggestion": each.suggestion}
        for each in answer.problems
    )
    return FlatTable(columns, rows)


def flatten_locations(answer: LocationsAnswer) -> FlatTable:
    """Return a row for each thing that is known of where the data is, by its key in JSON."""
    rows: list[FlatRow] = [
        {"key": name, "value": value}
        for name in ("in_use", "chosen_by", "problem", "title", "edition", "license", "bundled")
        if (value := getattr(answer, name)) is not None
    ]
    rows += [{"key": "store", "value": answer.store}, {"key": "store_state", "value": answer.store_state}]
    if answer.store_problem is not None:
        rows.append({"key": "store_problem", "value": answer.store_problem})
    rows += [{"key": f"editions.{name}", "value": edition} for name, edition in answer.editions.items()]
    return FlatTable(("key", "value"), rows)


IMPORT_COLUMNS = ("kind", "source", "layer", "what", "number", "reason")


def flatten_import(answer: ImportAnswer) -> FlatTable:
    """Return a row for each count of an import, and for each thing that it did not take or find."""
    return FlatTable(IMPORT_COLUMNS, _import_rows(answer))


def flatten_imports(answer: ImportsAnswer) -> FlatTable:
    """Return the rows of several imports."""
    return FlatTable(IMPORT_COLUMNS, (row for each in answer.imports for row in _import_rows(each)))


def _import_rows(answer: ImportAnswer) -> Iterator[FlatRow]:
    start: FlatRow = {"kind": answer.kind, "source": answer.source}
    for name, count in answer.counts.items():
        yield {**start, "layer": "count", "what": name, "number": count}
    for name in answer.missing:
        yield {**start, "layer": "missing", "what": name}
    for part in answer.ignored:
        yield {**start, "layer": "ignored", "what": part.what, "number": part.rows, "reason": part.reason}
    yield {**start, "layer": "skipped", "number": answer.skipped}
    for group in answer.skipped_by_reason:
        yield {**start, "layer": "skipped-reason", "what": group.what, "number": group.rows, "reason": group.reason}
    for row in answer.first_skipped:
        yield {**start, "layer": "skipped-row", "what": row.place, "reason": row.reason}
