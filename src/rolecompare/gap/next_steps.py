"""Name what to look up before a move, and the public sites that have it, chosen by what the goal takes.

docs/decisions/next-steps.md says who runs each site and where its address was found.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from rolecompare.comparison.figures import find_row
from rolecompare.comparison.types import MISSING, Row
from rolecompare.gap.education import may_take_a_program
from rolecompare.gap.license_evidence import LicenseEvidence
from rolecompare.gap.obstacles import LAW_RULES
from rolecompare.gap.rules import RuleOutcome, known_levels
from rolecompare.gap.types import Need, NextStep
from rolecompare.models.figures import Level
from rolecompare.models.kinds import CredentialKind
from rolecompare.models.roles import Credential, Item, Rating

CAREERONESTOP = "https://www.careeronestop.org/Toolkit/Training"
SITES: dict[Need, tuple[str, str, str]] = {
    "license": (
        "license rules of your state",
        "CareerOneStop License Finder",
        f"{CAREERONESTOP}/find-licenses.aspx",
    ),
    "certification": (
        "certifications for the work",
        "CareerOneStop Certification Finder",
        f"{CAREERONESTOP}/find-certifications.aspx",
    ),
    "education": (
        "accredited programs",
        "U.S. Department of Education, DAPIP",
        "https://ope.ed.gov/dapip/",
    ),
    "apprenticeship": (
        "apprenticeships, which are paid",
        "Apprenticeship.gov",
        "https://www.apprenticeship.gov/apprenticeship-job-finder",
    ),
    "occupation": (
        "what else O*NET has on the job",
        "O*NET OnLine",
        "https://www.onetonline.org/link/summary/",
    ),
}
LICENSE_RULES = (*LAW_RULES, "license-evidence")
LONG_TRAINING = ("long-term", "apprenticeship")


def next_steps(
    outcomes: Sequence[RuleOutcome],
    training: Sequence[Row],
    credentials: Sequence[Row],
    code: str | None,
    evidence: LicenseEvidence,
) -> tuple[NextStep, ...]:
    """Return what to look up, given the outcomes of all rules, rows of two sections, and the O*NET code of the goal.

    `evidence` is what O*NET says of a license: a certificate that no state gives is in no list of state licenses.
    """
    needs = [
        need
        for need in _needs(outcomes, training, credentials)
        if not (need == "license" and evidence.is_of_the_nation)
    ]
    if not needs and code is not None:
        needs = ["occupation"]
    return tuple(_step(need, code or "") for need in needs)


def _step(need: Need, code: str) -> NextStep:
    text, name, url = SITES[need]
    return NextStep(need=need, text=text, name=name, url=url + code if need == "occupation" else url)


def _needs(outcomes: Sequence[RuleOutcome], training: Sequence[Row], credentials: Sequence[Row]) -> Iterator[Need]:
    open_outcomes = [each for each in outcomes if each.outcome != "not needed"]
    names = {each.result.name for each in open_outcomes}
    wanted = [item for each in outcomes if each.outcome == "obstacle" for item in _items(each.result.row)]
    # Where sources were read that name no credential, there is no license to look up.
    if names & {*LICENSE_RULES} and not _are_only_statements(credentials):
        yield "license"
    if any(isinstance(item, Rating) or _is_certification(item) for item in wanted):
        yield "certification"
    if names & {"education", "field"} and may_take_a_program(_levels(training, "education.entry")):
        yield "education"
    if any(level.value in LONG_TRAINING for level in _levels(training, "training.on_the_job")):
        yield "apprenticeship"


def _items(row: Row | None) -> tuple[Item, ...]:
    return row.cells[1].items if row is not None else ()


def _is_certification(item: Item) -> bool:
    return isinstance(item, Credential) and item.kind is CredentialKind.CERTIFICATION


def _are_only_statements(rows: Sequence[Row]) -> bool:
    items = [item for row in rows if row.key != MISSING for item in row.cells[1].items]
    return bool(items) and not any(isinstance(item, Credential) for item in items)


def _levels(rows: Sequence[Row], measure: str) -> list[Level]:
    row = find_row(rows, measure)
    return known_levels(row.cells[1]) if row is not None else []
