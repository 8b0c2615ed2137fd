"""The answer about the claims of the article and the verdicts on them."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from rolecompare.comparison.types import cited_sources
from rolecompare.comparison.verdicts import verdict, verdict_on
from rolecompare.models.claims import Assertion, Claim, ClaimEvidence
from rolecompare.models.kinds import SectionName, Verdict
from rolecompare.models.reference_data import DatasetEdition, ReferenceData
from rolecompare.models.sources import Citation, Source


@dataclass(frozen=True, slots=True, kw_only=True)
class JudgedPart:
    """One of several things that a claim says, and the verdict on it; `assertion` is what it says in numbers."""

    verdict: Verdict
    text: str | None = None
    assertion: Assertion | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class JudgedClaim:
    """A claim with its verdict; `verdict` is absent where the claim has not been checked yet."""

    number: int
    section: SectionName
    roles: tuple[str, ...]
    text: str
    verdict: Verdict | None
    note: str | None
    parts: tuple[JudgedPart, ...]
    evidence: tuple[ClaimEvidence, ...]
    contradicts: tuple[int, ...]
    citations: tuple[Citation, ...]


def judged(claim: Claim) -> JudgedClaim:
    """Return a claim with the verdict on it and on each of its parts."""
    asserted = (JudgedPart(text=each.part, verdict=verdict_on(each, claim), assertion=each) for each in claim.asserts)
    read = (JudgedPart(text=part.text, verdict=part.verdict) for part in claim.parts or ())
    return JudgedClaim(
        number=claim.number,
        section=claim.section,
        roles=claim.roles,
        text=claim.text,
        verdict=verdict(claim),
        note=claim.note,
        parts=(*asserted, *read),
        evidence=claim.evidence,
        contradicts=claim.contradicts,
        citations=claim.citations,
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class ClaimsAnswer:
    """Claims of the article with their verdicts. `total` counts all claims, also those that were filtered out.

    `titles` are those of the roles that the claims are about, and of roles all claims about which were asked for.
    """

    schema: Literal["rolecompare/claims/2"] = "rolecompare/claims/2"
    claims: tuple[JudgedClaim, ...]
    total: int
    titles: Mapping[str, str]
    dataset: DatasetEdition
    sources: Mapping[str, Source]


def claims_answer(
    found: Sequence[JudgedClaim],
    total: int,
    titles: Mapping[str, str],
    background: ReferenceData,
    asked: Iterable[str] = (),
) -> ClaimsAnswer:
    """Return the answer about some claims, with the titles of their roles and the sources that they cite.

    `asked` are the ids of roles, if all claims about them were asked for.
    """
    cited = tuple((claim.citations, claim.evidence) for claim in found)
    about = dict.fromkeys((*(role for claim in found for role in claim.roles), *asked))
    return ClaimsAnswer(
        claims=tuple(found),
        total=total,
        titles={role: titles[role] for role in about},
        dataset=background.dataset,
        sources=cited_sources(cited, background.sources),
    )
