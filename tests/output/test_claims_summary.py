"""Tests of the summary page of `claims`: what does not hold with the evidence, and the rest counted, on one page."""

import re
from collections import Counter

import pytest
from rich.cells import cell_len

from rolecompare.answers.claims import ClaimsAnswer, claims_answer, judged
from rolecompare.dataset.repository import Repository
from rolecompare.models.kinds import Verdict
from rolecompare.output.formats import SUMMARY, Canvas, Detail, render
from rolecompare.output.page import Page
from rolecompare.output.pages import pages_of
from tests.conftest import Golden
from tests.output.rendering import BUNDLED, EXAMPLE, HOSTILE_DATA, controls_in, table

LIMITS = {100: 60, 80: 80}
FAILED = {Verdict.CONTRADICTED, Verdict.WRONG_PERIOD, Verdict.SELF_CONTRADICTORY}
ROLES = [None, *(heading.id for heading in BUNDLED.library.headings)]


def claims(
    role: str | None = None, verdicts: tuple[Verdict, ...] = (), repository: Repository = BUNDLED
) -> ClaimsAnswer:
    """Return the claims about a role, or all, with one of the verdicts, or any."""
    every_claim = [judged(claim) for claim in repository.library.claims.values()]
    found = [
        claim
        for claim in every_claim
        if (role is None or role in claim.roles) and (not verdicts or claim.verdict in verdicts)
    ]
    titles = {heading.id: heading.title for heading in repository.library.headings}
    asked = [role] if role is not None and not verdicts else []
    return claims_answer(found, len(every_claim), titles, repository.reference_data, asked)


def summary(answer: ClaimsAnswer, width: int = 100) -> Page:
    (page,) = pages_of(answer, SUMMARY, width)
    assert isinstance(page, Page)
    return page


def shown_numbers(page: Page) -> list[int]:
    return [int(row.label.split()[0]) for section in page.sections for row in section.rows if row.label[0].isdigit()]


@pytest.mark.parametrize("width", [40, 80, 100, 160])
def test_page_of_all_claims(golden: Golden, width: int) -> None:
    golden(f"claims-summary-{width}.txt", table(claims(), width, SUMMARY))


@pytest.mark.parametrize("verdict", [Verdict.SUPPORTED, Verdict.PARTLY_SUPPORTED])
def test_page_of_one_verdict(golden: Golden, verdict: Verdict) -> None:
    golden(f"claims-summary-{verdict}.txt", table(claims(verdicts=(verdict,)), 80, SUMMARY))


def test_page_of_an_example(golden: Golden) -> None:
    golden("claims-summary-example.txt", table(claims(repository=EXAMPLE), 80, SUMMARY))


@pytest.mark.parametrize("verdicts", [(), *((verdict,) for verdict in Verdict), tuple(Verdict)[:2], tuple(FAILED)])
@pytest.mark.parametrize("role", ROLES)
def test_claims_fit_on_a_page(role: str | None, verdicts: tuple[Verdict, ...]) -> None:
    answer = claims(role, verdicts)
    lines = {width: table(answer, width, SUMMARY).count("\n") for width in LIMITS}
    assert {width: count for width, count in lines.items() if count > LIMITS[width]} == {}


@pytest.mark.parametrize("width", [20, 40, 80, 160, 300])
@pytest.mark.parametrize("repository", [BUNDLED, HOSTILE_DATA], ids=["bundled", "hostile"])
def test_no_line_is_wider_than_the_page(width: int, repository: Repository) -> None:
    page = table(claims(repository=repository), width, SUMMARY)
    assert [line for line in page.split("\n") if cell_len(line) > width] == []


@pytest.mark.parametrize("width", [80, 100, 160])
def test_every_claim_that_fails_is_shown_with_its_evidence(width: int) -> None:
    answer = claims()
    failed = [claim for claim in answer.claims if claim.verdict in FAILED]
    page = summary(answer, width)
    assert set(shown_numbers(page)) == {claim.number for claim in failed}
    texts = {row.label: " ".join(line.text for line in row.cells[0]) for row in page.sections[0].rows}
    for claim in failed:
        text = next(text for label, text in texts.items() if label.startswith(f"{claim.number} "))
        assert str(claim.note) in text
        assert re.search(r"20\d\d|O\*NET|American Medical Technologists", text)


@pytest.mark.parametrize("role", ROLES)
@pytest.mark.parametrize("width", [80, 100])
def test_every_claim_is_shown_or_counted(role: str | None, width: int) -> None:
    answer = claims(role)
    page = summary(answer, width)
    lines = [line.text for section in page.sections for row in section.rows for line in row.cells[0]]
    counted = [int(found[1]) for text in lines if (found := re.fullmatch(r"(\d+): --(?:verdict [\w-]+|full)", text))]
    notes = [int(number) for section in page.sections for note in section.notes for number in re.findall(r"\d+", note)]
    assert len(shown_numbers(page)) + sum(counted) + sum(notes) == len(answer.claims)


def test_counts_by_verdict_are_those_of_the_claims() -> None:
    answer = claims()
    counts = Counter(claim.verdict for claim in answer.claims)
    rows = {row.label.lower(): row.cells[0][0].text for row in summary(answer).sections[-1].rows}
    for verdict in set(counts) - FAILED:
        assert rows[str(verdict).replace("-", " ")] == f"{counts[verdict]}: --verdict {verdict}"


def test_figures_have_their_period_and_their_source() -> None:
    (row,) = (row for row in summary(claims()).sections[0].rows if row.label.startswith("29 "))
    assert row.cells[0][-1].text == (
        "Change in jobs, percent, 2016–26: +14% (29-2012), +12.7% (29-2010), +9.9% (29-2031), +12.3% (29-2034), "
        "+24.5% (31-9097); BLS projections 2016–26"
    )


def test_job_without_claims_says_so() -> None:
    page = table(claims("registered-nurse"), 80, SUMMARY)
    assert "The article says nothing about this job: Registered Nurse." in page


def test_citations_are_numbered_only_if_they_are_wanted() -> None:
    assert not re.search(r"\[\d+\]", table(claims(), 80, SUMMARY))
    assert re.search(r"\[1\]", table(claims(), 80, Detail(cite=True)))


@pytest.mark.parametrize("output_format", ["table", "markdown"])
def test_hostile_text_stays_text(output_format: str) -> None:
    page = render(claims(repository=HOSTILE_DATA), output_format, Canvas(), SUMMARY)
    assert controls_in(page) == []
