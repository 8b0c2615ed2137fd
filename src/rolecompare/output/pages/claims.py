"""The page of `claims`: what the article says, and what the evidence makes of it."""

from __future__ import annotations

from collections.abc import Iterator

from rolecompare.answers.claims import ClaimsAnswer, JudgedClaim, JudgedPart
from rolecompare.comparison import labels
from rolecompare.comparison.figures import NATION
from rolecompare.comparison.sections import SECTIONS
from rolecompare.comparison.types import item_citations
from rolecompare.measures import MEASURES
from rolecompare.models.claims import Assertion
from rolecompare.models.figures import Figure, Level, Missing
from rolecompare.models.kinds import PART_NAMES, SectionName
from rolecompare.models.roles import Setting
from rolecompare.models.sources import Statement
from rolecompare.output.page import ABSENT, BULLET, Footnotes, Line, Page, PageRow, PageSection, View
from rolecompare.output.pages.claim_words import (
    TITLE,
    claim_count,
    claim_row,
    contradiction_text,
    count_verdicts,
    verdict_text,
)
from rolecompare.output.pages.claims_summary import summary_page
from rolecompare.output.pages.editions import data_notes
from rolecompare.output.sanitize import sanitize

LEGEND = "“…” what the article says, in our words. Below it: what we found, and the evidence."


def claims_page(answer: ClaimsAnswer, view: View) -> Page:
    """Return the page of the claims, section by section."""
    if not view.full:
        return summary_page(answer, view)
    footnotes = Footnotes(wanted=view.cite)
    sections = tuple(_sections(answer, footnotes))
    return Page(
        title=TITLE,
        subtitle=claim_count(answer),
        columns=("",),
        caption=count_verdicts(answer.claims),
        sections=sections,
        sources=footnotes.source_notes(answer.sources),
        legend=LEGEND if answer.claims else "",
        notes=data_notes(answer.dataset, answer.sources),
    )


def _sections(answer: ClaimsAnswer, footnotes: Footnotes) -> Iterator[PageSection]:
    for name in SectionName:
        claims = [claim for claim in answer.claims if claim.section == name]
        if claims:
            rows = tuple(_claim_row(claim, answer, footnotes, is_last=claim is claims[-1]) for claim in claims)
            yield PageSection(name, SECTIONS[name].heading, rows)


def _claim_row(claim: JudgedClaim, answer: ClaimsAnswer, footnotes: Footnotes, *, is_last: bool) -> PageRow:
    """Return a claim with its verdict; an empty line separates it from the next one."""
    separator = () if is_last else (Line(""),)
    return claim_row(claim, (*_claim_lines(claim, answer, footnotes), *separator))


def _claim_lines(claim: JudgedClaim, answer: ClaimsAnswer, footnotes: Footnotes) -> Iterator[Line]:
    roles = labels.join_words([answer.titles[role] for role in claim.roles])
    yield Line(sanitize(f"{roles}: “{claim.text}”"), footnotes.cite(claim.citations))
    if claim.note:
        yield Line(sanitize(claim.note))
    if len(claim.parts) > 1:
        for part in claim.parts:
            yield Line(f"{BULLET} {sanitize(_part_text(part))}: {verdict_text(part.verdict)}")
    if claim.contradicts:
        yield Line(contradiction_text(claim.contradicts))
    for item in claim.evidence:
        text = f"{BULLET} {sanitize(_evidence_text(item))}"
        yield Line(text, footnotes.cite(item_citations(item)), is_secondary=True)


def _part_text(part: JudgedPart) -> str:
    """Return what a part of a claim says: in words, or what it asserts in numbers."""
    return part.text or (_assertion_text(part.assertion) if part.assertion else "")


def _assertion_text(assertion: Assertion) -> str:
    """Return what is asserted of which codes."""
    codes = labels.join_words(assertion.codes)
    subject = f"{labels.measure(assertion.measure)}, {labels.period(assertion.period)}, {codes}"
    if (others := assertion.more_than) is not None:
        times = f"{others.multiplier} times " if others.multiplier != 1 else ""
        return f"{subject}: more than {times}{labels.join_words(others.codes)}"
    return f"{subject}: {labels.number(assertion.value or 0, MEASURES[assertion.measure].unit)}"


def _evidence_text(item: Figure | Level | Missing | Setting | Statement) -> str:
    match item:
        case Statement():
            return item.text
        case Figure() | Level():
            area = "" if item.area == NATION else f", {item.area}"
            subject = f"{labels.measure(item.measure)}, {item.code}{area}, {labels.period(item.period)}"
            return f"{subject}: {labels.value(item)}"
        case Setting():
            return f"{item.label}, {_evidence_text(item.share)}"
        case Missing():
            known = ", ".join(filter(None, (item.code, item.period and labels.period(item.period))))
            name = labels.MEASURES.get(item.measure) or PART_NAMES[item.measure].capitalize()
            return f"{name}{f', {known}' if known else ''}: {ABSENT} {item.reason}"
