"""Claims and their verdicts -> Sheet: what an article says, what the evidence says, and who says the contrary."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from rolecompare.answers import ClaimsAnswer, JudgedClaim
from rolecompare.comparison import labels
from rolecompare.comparison.sections import SECTIONS
from rolecompare.comparison.types import item_citations
from rolecompare.measures import MEASURES
from rolecompare.models.claims import Assertion
from rolecompare.models.figures import Figure, Level, Missing
from rolecompare.models.kinds import SectionName, Verdict
from rolecompare.models.roles import Setting
from rolecompare.models.sources import Statement
from rolecompare.output.page import BULLET, NOTHING, Footnotes, Line, Page, PageRow, PageSection, kept
from rolecompare.output.sanitize import sanitize

SIGNS = {
    Verdict.SUPPORTED: "✓",
    Verdict.PARTLY_SUPPORTED: "≈",
    Verdict.CONTRADICTED: "✗",
    Verdict.WRONG_PERIOD: "✗",
    Verdict.SELF_CONTRADICTORY: "✗",
    Verdict.NOT_CHECKABLE: "?",
    Verdict.FRAMING: "·",
}
UNTRIED = "not tried yet"


def claims_page(answer: ClaimsAnswer, *, sources: bool = True) -> Page:
    """The page of the claims, section by section. Without sources there are no footnotes either."""
    notes = Footnotes(wanted=sources)
    sections = tuple(
        PageSection(
            name, SECTIONS[name].heading, tuple(_row(claim, answer, notes, last=claim is found[-1]) for claim in found)
        )
        for name in SectionName
        if (found := [claim for claim in answer.claims if claim.section == name])
    )
    return Page(
        title="The article's claims",
        dated=_count(answer),
        columns=("",),
        codes=(_counted(answer.claims),),
        summary=(),
        at_a_glance=(),
        sections=sections,
        warnings=(),
        sources=notes.told(answer.sources),
        legend=_legend(answer.claims),
        dataset=sanitize(f"Data: {answer.dataset.title}, edition {answer.dataset.edition}. ")
        + sanitize(f"License: {answer.dataset.license}."),
    )


def _count(answer: ClaimsAnswer) -> str:
    shown = len(answer.claims)
    return labels.count_of(shown, "claim") if shown == answer.total else f"{shown} of {answer.total} claims"


def _counted(claims: Sequence[JudgedClaim]) -> str:
    """How many claims have each verdict, in the order of the verdicts."""
    counts = Counter(claim.verdict for claim in claims)
    order: list[Verdict | None] = [*Verdict, None]
    told = [f"{counts[verdict]} {verdict_name(verdict)}" for verdict in order if counts[verdict]]
    return ", ".join(told) or "No claim fits."


def verdict_name(verdict: Verdict | None) -> str:
    return UNTRIED if verdict is None else verdict.value.replace("-", " ")


def _legend(claims: Sequence[JudgedClaim]) -> str:
    if not claims:
        return ""
    return "“…” what the article says, in our words; below it, what the evidence makes of it, and the evidence."


def _row(claim: JudgedClaim, answer: ClaimsAnswer, notes: Footnotes, *, last: bool) -> PageRow:
    sign = SIGNS[claim.verdict] if claim.verdict else " "
    gap = () if last else (Line(""),)
    lines = (*_lines(claim, answer, notes), *gap)
    return PageRow(sign, f"{claim.number} {verdict_name(claim.verdict)}", (lines,))


def _lines(claim: JudgedClaim, answer: ClaimsAnswer, notes: Footnotes) -> Iterator[Line]:
    about = labels.join_words([answer.titles[role] for role in claim.roles])
    yield Line(sanitize(f"{about}: “{claim.text}”"), notes.cite(claim.citations))
    if claim.note:
        yield Line(kept(sanitize(claim.note)))
    if len(claim.findings) > 1:
        for finding in claim.findings:
            yield Line(kept(f"{_asserted(finding.assertion)}: {verdict_name(finding.verdict)}."))
    if claim.contradicts:
        others = labels.join_words([str(number) for number in claim.contradicts])
        yield Line(f"Against the article's own claim{'s' * (len(claim.contradicts) > 1)} {others}.")
    for item in claim.evidence:
        yield Line(f"{BULLET} {sanitize(_evidence(item))}", notes.cite(item_citations(item)), aside=True)


def _asserted(assertion: Assertion) -> str:
    """What is asserted of which codes, in a line."""
    what = (
        f"{labels.measure(assertion.measure)}, {labels.period(assertion.period)}, {labels.join_words(assertion.codes)}"
    )
    if (others := assertion.more_than) is not None:
        times = f"{others.multiplier} times " if others.multiplier != 1 else ""
        return f"{what}: more than {times}{labels.join_words(others.codes)}"
    return f"{what}: {labels.number(assertion.value or 0, MEASURES[assertion.measure].unit)}"


def _evidence(item: Figure | Level | Missing | Setting | Statement) -> str:
    match item:
        case Statement():
            return item.text
        case Figure() | Level():
            area = "" if item.area == "US" else f", {item.area}"
            what = f"{labels.measure(item.measure)}, {item.code}{area}, {labels.period(item.period)}"
            return f"{what}: {kept(labels.value(item))}"
        case Setting():
            return f"{item.label}, {_evidence(item.share)}"
        case Missing():
            told = ", ".join(filter(None, (item.code, item.period and labels.period(item.period))))
            return f"{labels.measure(item.measure)}{f', {told}' if told else ''}: {NOTHING} {item.reason}"
