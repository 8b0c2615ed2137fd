"""Flat rows of claims: one for each claim, one for its note, and one for each item of its evidence."""

from __future__ import annotations

from collections.abc import Iterator

from rolecompare.answers.claims import ClaimsAnswer
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
        if claim.note:
            yield {**start, "layer": "note", "text": claim.note}
        for item in claim.evidence:
            cited = citation_columns(item_citations(item), answer.sources)
            yield {**start, "layer": "evidence", **item_row(item), **cited}
