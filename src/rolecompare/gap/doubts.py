"""Take back that a move does not need a thing where another source says otherwise."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from rolecompare.comparison.types import Row
from rolecompare.gap.license_evidence import LicenseEvidence
from rolecompare.gap.rules import RuleOutcome, known_levels, publisher
from rolecompare.models.sources import Statement

APPRENTICESHIP = "3.A.4.a"  # the element of O*NET that rates how important one is
NAMES = {"experience": "related work experience", "apprenticeship": "an apprenticeship"}


def doubt(outcomes: Iterable[RuleOutcome], ratings: Sequence[Row], evidence: LicenseEvidence) -> Iterator[RuleOutcome]:
    """Yield the outcomes of rules; what one source names none of is not known where O*NET speaks for it.

    `ratings` are those that are clearly higher for the goal. What O*NET's description requires takes work experience
    where it names people of another occupation ("Must be registered nurses").
    """
    doubts = {}
    if any(row.evidence is not None and row.evidence.id == APPRENTICESHIP for row in ratings):
        doubts["apprenticeship"] = "O*NET rates it clearly more important than for the old job"
    items = evidence.row.cells[1].items if evidence.row is not None else ()
    required = next((item.text for item in items if isinstance(item, Statement) and "Must be " in item.text), None)
    if required is not None:
        doubts["experience"] = required
    for each in outcomes:
        row = each.result.row
        if each.outcome == "not needed" and each.result.name in doubts and row is not None:
            name = NAMES[each.result.name]
            text = f"{name}: {publisher(known_levels(row.cells[1])[0])} names none, but {doubts[each.result.name]}"
            yield RuleOutcome("undetermined", replace(each.result, text=text))
        else:
            yield each
