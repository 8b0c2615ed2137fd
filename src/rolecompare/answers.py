"""The JSON answers that are not a comparison, field for field (`rolecompare data schema`)."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal, NamedTuple

from rolecompare.comparison.traits import Trait, find_traits
from rolecompare.comparison.types import ComparedRole, Comparison, ComparisonWarning, Section, cited_sources
from rolecompare.comparison.verdicts import verdict, verdict_on
from rolecompare.importers.base import DownloadedFile, Ignored, Skipped
from rolecompare.models.claims import Assertion, Claim, ClaimEvidence
from rolecompare.models.kinds import SECTION_OF_PART, SectionName, Verdict
from rolecompare.models.reference import DatasetEdition, ReferenceData, RoleWithMembers
from rolecompare.models.roles import Codes, Role, RoleHeading
from rolecompare.models.serialization import to_json_value
from rolecompare.models.sources import Citation, Source
from rolecompare.problems import Problem


@dataclass(frozen=True, slots=True, kw_only=True)
class RoleAnswer:
    """Everything about one role. `over_members` holds an umbrella's rows that count its members or range over them.

    `traits` are worked out from the rest by rules that stand beside them.
    """

    schema: Literal["rolecompare/role/1"] = "rolecompare/role/1"
    role: Role
    members: tuple[ComparedRole, ...]
    over_members: tuple[Section, ...]
    traits: tuple[Trait, ...]
    warnings: tuple[ComparisonWarning, ...]
    dataset: DatasetEdition
    sources: Mapping[str, Source]


def role_answer(subject: RoleWithMembers, comparison: Comparison) -> RoleAnswer:
    """Return the answer about one role, given the comparison of that role alone."""
    counted = tuple(
        Section(name=section.name, rows=rows)
        for section in comparison.sections
        if (rows := tuple(row for row in section.rows if any(cell.members for cell in row.cells)))
    )
    return RoleAnswer(
        role=subject.role,
        members=comparison.roles[0].members,
        over_members=counted,
        traits=find_traits(subject),
        warnings=comparison.warnings,
        dataset=comparison.dataset,
        sources=comparison.sources,
    )


class RoleReport(NamedTuple):
    """Everything that is known about one role, for a page or for `RoleAnswer`.

    `comparison` is the comparison of the role alone. `sections` are those that were asked for; none means all.
    """

    subject: RoleWithMembers
    comparison: Comparison
    sections: tuple[str, ...] = ()

    def json_answer(self) -> RoleAnswer | dict[str, Any]:
        """Return the answer that is written as JSON."""
        answer = role_answer(self.subject, self.comparison)
        return shortened(answer, self.sections) if self.sections else answer


def shortened(answer: RoleAnswer, sections: Collection[str]) -> dict[str, Any]:
    """Return the answer as JSON with only some sections of the role. Other sections are absent rather than empty."""
    short: dict[str, Any] = to_json_value(answer)
    role = {
        name: content for name, content in short["role"].items() if name not in set(SectionName) or name in sections
    }
    if "missing" in role:
        role["missing"] = [part for part in role["missing"] if SECTION_OF_PART.get(part["measure"]) in sections]
    return {**short, "role": role}


@dataclass(frozen=True, slots=True, kw_only=True)
class ListAnswer:
    """The roles of a dataset, or those that a search found."""

    schema: Literal["rolecompare/list/1"] = "rolecompare/list/1"
    roles: tuple[RoleHeading, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class SourcesAnswer:
    """Every source, by its id."""

    schema: Literal["rolecompare/sources/1"] = "rolecompare/sources/1"
    sources: Mapping[str, Source]


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """A statement in numbers that a claim makes, and the verdict on it."""

    assertion: Assertion
    verdict: Verdict


@dataclass(frozen=True, slots=True, kw_only=True)
class JudgedClaim:
    """A claim with its verdict; `verdict` is absent where the claim has not been checked yet."""

    number: int
    section: SectionName
    roles: tuple[str, ...]
    text: str
    verdict: Verdict | None
    note: str | None
    findings: tuple[Finding, ...]
    evidence: tuple[ClaimEvidence, ...]
    contradicts: tuple[int, ...]
    citations: tuple[Citation, ...]


def judged(claim: Claim) -> JudgedClaim:
    return JudgedClaim(
        number=claim.number,
        section=claim.section,
        roles=claim.roles,
        text=claim.text,
        verdict=verdict(claim),
        note=claim.note,
        findings=tuple(Finding(assertion=each, verdict=verdict_on(each, claim)) for each in claim.asserts),
        evidence=claim.evidence,
        contradicts=claim.contradicts,
        citations=claim.citations,
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class ClaimsAnswer:
    """Claims of the article with their verdicts. `total` counts all claims, also those that were filtered out."""

    schema: Literal["rolecompare/claims/1"] = "rolecompare/claims/1"
    claims: tuple[JudgedClaim, ...]
    total: int
    titles: Mapping[str, str]
    dataset: DatasetEdition
    sources: Mapping[str, Source]


def claims_answer(
    found: Sequence[JudgedClaim], total: int, titles: Mapping[str, str], background: ReferenceData
) -> ClaimsAnswer:
    """Return the answer about some claims, with the titles of their roles and the sources that they cite."""
    cited = tuple((claim.citations, claim.evidence) for claim in found)
    about = dict.fromkeys(role for claim in found for role in claim.roles)
    return ClaimsAnswer(
        claims=tuple(found),
        total=total,
        titles={role: titles[role] for role in about},
        dataset=background.dataset,
        sources=cited_sources(cited, background.sources),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckAnswer:
    """Whether a dataset is valid, and its problems if it is not."""

    schema: Literal["rolecompare/check/1"] = "rolecompare/check/1"
    file: str
    valid: bool
    problems: tuple[Problem, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class FoundRole:
    """A role that a search found: which text of it matched, why, and how well (0 to 1)."""

    id: str
    title: str
    codes: Codes
    matched: str
    why: str
    score: float


@dataclass(frozen=True, slots=True, kw_only=True)
class FindAnswer:
    """The roles that a search found, best first."""

    schema: Literal["rolecompare/find/1"] = "rolecompare/find/1"
    query: str
    candidates: tuple[FoundRole, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportAnswer:
    """What an import added, and what it skipped, ignored, or missed in the download."""

    schema: Literal["rolecompare/import/1"] = "rolecompare/import/1"
    kind: str
    source: str
    store: str
    counts: Mapping[str, int]
    missing: tuple[str, ...] = ()
    ignored: tuple[Ignored, ...] = ()
    skipped: int = 0
    first_skipped: tuple[Skipped, ...] = ()
    download: DownloadedFile | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class LocationsAnswer:
    """Where the data is and in what state: the dataset in use, the bundled dataset, and the local store.

    `problem` and `store_problem` say why the dataset or the store cannot be read; `editions` are those of the imports.
    """

    schema: Literal["rolecompare/where/1"] = "rolecompare/where/1"
    in_use: str
    problem: str | None = None
    bundled: str
    store: str
    store_state: Literal["none", "valid", "damaged", "older", "newer"]
    store_problem: str | None = None
    imported: tuple[str, ...]
    editions: Mapping[str, str]
    chosen_by: Literal["--data", "ROLECOMPARE_DATA", "default"]
    title: str | None = None
    edition: str | None = None
    license: str | None = None
