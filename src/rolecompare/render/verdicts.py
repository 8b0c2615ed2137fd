"""Claims and their verdicts -> Sheet: what an article says, what the evidence says, and who says the contrary."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from rolecompare.claims import Assertion
from rolecompare.comparison import words
from rolecompare.comparison.parts import citations_of
from rolecompare.models import Known, Level, Missing, Setting, Statement
from rolecompare.render.answers import ClaimsAnswer, Judged
from rolecompare.render.harmless import harmless
from rolecompare.render.sheet import (
    BULLET,
    HEADINGS,
    NOTHING,
    Footnotes,
    Line,
    Sheet,
    SheetRow,
    SheetSection,
    kept,
)
from rolecompare.vocabulary import MEASURES, SECTIONS, Verdict

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


def sheet(answer: ClaimsAnswer, *, sources: bool = True) -> Sheet:
    """The page of the claims, section by section. Without sources there are no footnotes either."""
    notes = Footnotes(wanted=sources)
    sections = tuple(
        SheetSection(
            name, HEADINGS[name], tuple(_row(claim, answer, notes, last=claim is found[-1]) for claim in found)
        )
        for name in SECTIONS
        if (found := [claim for claim in answer.claims if claim.section == name])
    )
    return Sheet(
        title="The article's claims",
        dated=_count(answer),
        columns=("",),
        codes=(_counted(answer.claims),),
        summary=(),
        glance=(),
        sections=sections,
        warnings=(),
        sources=notes.told(answer.sources),
        legend=_legend(answer.claims),
        dataset=harmless(f"Data: {answer.dataset.title}, edition {answer.dataset.edition}. ")
        + harmless(f"Licence: {answer.dataset.licence}."),
    )


def _count(answer: ClaimsAnswer) -> str:
    shown = len(answer.claims)
    return words.counted(shown, "claim") if shown == answer.total else f"{shown} of {answer.total} claims"


def _counted(claims: Sequence[Judged]) -> str:
    """How many claims have each verdict, in the order of the verdicts."""
    counts = Counter(claim.verdict for claim in claims)
    order: list[Verdict | None] = [*Verdict, None]
    told = [f"{counts[verdict]} {verdict_name(verdict)}" for verdict in order if counts[verdict]]
    return ", ".join(told) or "No claim fits."


def verdict_name(verdict: Verdict | None) -> str:
    return UNTRIED if verdict is None else verdict.value.replace("-", " ")


def _legend(claims: Sequence[Judged]) -> str:
    if not claims:
        return ""
    return "“…” what the article says, in our words; below it, what the evidence makes of it, and the evidence."


def _row(claim: Judged, answer: ClaimsAnswer, notes: Footnotes, *, last: bool) -> SheetRow:
    sign = SIGNS[claim.verdict] if claim.verdict else " "
    gap = () if last else (Line(""),)
    lines = (*_lines(claim, answer, notes), *gap)
    return SheetRow(sign, f"{claim.number} {verdict_name(claim.verdict)}", (lines,))


def _lines(claim: Judged, answer: ClaimsAnswer, notes: Footnotes) -> Iterator[Line]:
    about = words.listed([answer.titles[role] for role in claim.roles])
    yield Line(harmless(f"{about}: “{claim.text}”"), notes.cite(claim.citations))
    if claim.note:
        yield Line(kept(harmless(claim.note)))
    if len(claim.findings) > 1:
        for finding in claim.findings:
            yield Line(kept(f"{_asserted(finding.assertion)}: {verdict_name(finding.verdict)}."))
    if claim.contradicts:
        others = words.listed([str(number) for number in claim.contradicts])
        yield Line(f"Against the article's own claim{'s' * (len(claim.contradicts) > 1)} {others}.")
    for item in claim.evidence:
        yield Line(f"{BULLET} {harmless(_evidence(item))}", notes.cite(citations_of(item)), aside=True)


def _asserted(assertion: Assertion) -> str:
    """What is asserted of which codes, in a line."""
    what = f"{words.measure(assertion.measure)}, {words.period(assertion.period)}, {words.listed(assertion.codes)}"
    if (others := assertion.more_than) is not None:
        times = f"{others.times} times " if others.times != 1 else ""
        return f"{what}: more than {times}{words.listed(others.codes)}"
    return f"{what}: {words.number(assertion.value or 0, MEASURES[assertion.measure].unit)}"


def _evidence(item: Known | Level | Missing | Setting | Statement) -> str:
    match item:
        case Statement():
            return item.text
        case Known() | Level():
            area = "" if item.area == "US" else f", {item.area}"
            what = f"{words.measure(item.measure)}, {item.code}{area}, {words.period(item.period)}"
            return f"{what}: {kept(words.value(item))}"
        case Setting():
            return f"{item.label}, {_evidence(item.share)}"
        case Missing():
            told = ", ".join(filter(None, (item.code, item.period and words.period(item.period))))
            return f"{words.measure(item.measure)}{f', {told}' if told else ''}: {NOTHING} {item.reason}"
