"""Flat rows of claims: one for each claim, for each part of several, for its note, and for each item of evidence."""

from __future__ import annotations

from collections.abc import Iterator

from rolecompare.answers.claims import ClaimsAnswer, JudgedPart
from rolecompare.comparison.types import item_citations
from rolecompare.output.flat import FlatRow, FlatTable
from rolecompare.output.flat.items import CITATION_COLUMNS, ITEM_COLUMNS, citation_columns, item_row, several

COLUMNS = (
    *("claim", "section", "roles", "verdict", "contradicts", "layer"),
    *ITEM_COLUMNS,
    *CITATION_COLUMNS,
)


def flatten_claims(answer: ClaimsAnswer) -> FlatTable:
    """Return the rows of the claims in their order."""
    return FlatTable(COLUMNS, _claim_rows(answer))


def _claim_rows(answer: ClaimsAnswer) -> Iterator[FlatRow]:
    for claim in answer.claims:
        start: FlatRow = {
            "claim": claim.number,
            "section": claim.section,
            "roles": several(claim.roles),
            "verdict": claim.verdict.value if claim.verdict else None,
            "contradicts": several(claim.contradicts),
        }
        yield {**start, "layer": "claim", "text": claim.text, **citation_columns(claim.citations, answer.sources)}
        for part in claim.parts if len(claim.parts) > 1 else ():
            yield {**start, "verdict": part.verdict.value, "layer": "part", **_asserted(part)}
        if claim.note:
            yield {**start, "layer": "note", "text": claim.note}
        for item in claim.evidence:
            cited = citation_columns(item_citations(item), answer.sources)
            yield {**start, "layer": "evidence", **item_row(item), **cited}


def _asserted(part: JudgedPart) -> FlatRow:
    """Return what a part of a claim says, in words and in numbers."""
    row: FlatRow = {"text": part.text}
    if (said := part.assertion) is not None:
        row |= {"measure": said.measure, "number": said.value, "period": said.period, "area": said.area}
    return row
