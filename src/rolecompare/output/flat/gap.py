"""Flat rows of a move: one for each item in each part of it, for each sentence, each rule, and each warning."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from rolecompare.gap.types import Gap, Move, RuleName
from rolecompare.models.roles import Item
from rolecompare.models.sources import Source
from rolecompare.output.flat import FlatRow, FlatTable
from rolecompare.output.flat.comparison import COLUMNS as COMPARISON_COLUMNS
from rolecompare.output.flat.comparison import section_rows, warning_rows
from rolecompare.output.flat.items import citation_columns, item_row

COLUMNS = ("start", "goal", "part", "rule", *COMPARISON_COLUMNS)
# The section that the rows of a rule and of a part are in.
RULE_SECTIONS: dict[RuleName, str] = {
    "law": "credentials",
    "law-in-most-states": "credentials",
    "law-in-some-states": "credentials",
    "expected": "credentials",
    "programs": "credentials",
    "license-evidence": "credentials",
    "education": "training",
    "field": "training",
    "experience": "training",
    "apprenticeship": "training",
    "job-zone": "training",
}


def flatten_gap(answer: Gap) -> FlatTable:
    """Return the rows of each direction, then the warnings."""
    return FlatTable(COLUMNS, _gap_rows(answer))


def _gap_rows(answer: Gap) -> Iterator[FlatRow]:
    titles = {role.id: role.title for role in answer.roles}
    for move in answer.moves:
        for row in _move_rows(move, titles, answer.sources):
            yield {"start": move.start, "goal": move.goal, **row}
    yield from ({"part": "warning", **row} for row in warning_rows(answer.warnings, answer.sources))


def _move_rows(move: Move, titles: Mapping[str, str], sources: Mapping[str, Source]) -> Iterator[FlatRow]:
    for sentence in move.summary:
        yield {"part": "summary", "label": sentence.topic, "text": sentence.text}
    for part, results in (
        ("obstacle", move.obstacles),
        ("undetermined", move.undetermined),
        ("not-needed", move.not_needed),
    ):
        for result in results:
            start: FlatRow = {"part": part, "rule": result.name, "section": RULE_SECTIONS[result.name]}
            yield {**start, "layer": "rule", "text": result.text, "detail": (result.rule,)}
            yield from ({**start, **row} for row in section_rows([result.row] if result.row else [], titles, sources))
            yield from (_item_row({**start, "layer": "other-way"}, item, sources) for item in result.other_ways)
    for statement in move.paths:
        yield _item_row({"part": "path", "section": "training", "role": move.start}, statement, sources)
    parts = (
        ("carries-over", "duties", move.carries_over),
        ("new", "duties", move.new),
        ("not-listed-for-goal", "duties", move.not_listed_for_goal),
        ("training", "training", move.training),
        ("credentials", "credentials", move.credentials),
        ("credentials-kept", "credentials", move.credentials_kept),
        ("ratings", "ratings", move.ratings),
        ("outlook", "outlook", move.outlook),
    )
    for part, section, rows in parts:
        yield from ({"part": part, "section": section, **row} for row in section_rows(rows, titles, sources))
    for finding, count in move.higher_counts.items():
        yield {"part": "higher-count", "label": finding, "number": count}
    for said in move.start_licenses:
        yield _item_row({"part": "start-license", "section": "credentials", "role": move.start}, said, sources)
    for step in move.next_steps:
        text: FlatRow = {"label": step.need, "text": step.text, "detail": (step.name,), "urls": (step.url,)}
        yield {"part": "next-step", **text}
    for name, months in (("min_months", move.min_months), ("max_months", move.max_months)):
        if months is not None:
            yield {"part": "months", "label": name, "number": months, "unit": "months"}
    if (zone := move.job_zone) is not None and zone.svp_range is not None:
        cited = citation_columns(zone.citations, sources)
        yield {"part": "preparation", "level": zone.level, "label": zone.name, "text": zone.svp_range, **cited}


def _item_row(start: FlatRow, item: Item, sources: Mapping[str, Source]) -> FlatRow:
    return {**start, **item_row(item), **citation_columns(item.citations, sources)}
