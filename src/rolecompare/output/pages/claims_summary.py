"""The summary page of `claims`: how many claims hold, and what is wrong with those that do not."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator, Sequence

from rolecompare.answers.claims import ClaimsAnswer, JudgedClaim
from rolecompare.comparison import labels
from rolecompare.comparison.types import item_citations
from rolecompare.models.figures import Figure
from rolecompare.models.kinds import SourceKind, Verdict
from rolecompare.output.page import Footnotes, Line, Page, PageRow, PageSection, View
from rolecompare.output.pages.brief import cited_editions, more_line
from rolecompare.output.pages.claim_words import (
    SIGNS,
    TITLE,
    claim_count,
    claim_row,
    contradiction_text,
    count_verdicts,
    parts_text,
    verdict_text,
)
from rolecompare.output.pages.editions import source_name
from rolecompare.output.pages.measure import lines_of, page_limit, text_room
from rolecompare.output.sanitize import sanitize

FAILED = (Verdict.CONTRADICTED, Verdict.WRONG_PERIOD, Verdict.SELF_CONTRADICTORY)
OTHER_LINES = 12  # of a page, besides those of claims
MAX_FIGURES = 5  # of the evidence for a claim; more of them are counted

Lines = tuple[Line, ...]


class _Claims:
    """The claims of an answer as lines of a page, in a column of text of a width."""

    def __init__(self, answer: ClaimsAnswer, view: View) -> None:
        self.answer = answer
        self.footnotes = Footnotes(wanted=view.cite)
        self.room = text_room(view.columns, jobs=1)
        self.lines = page_limit(view.columns) - OTHER_LINES

    def detailed(self, claim: JudgedClaim) -> Lines:
        """Return a claim with what is wrong with it, and the evidence."""
        parts = parts_text(claim)
        said = [f"{parts}." if parts else "", claim.note or "", *self._contradictions(claim)]
        evidence = list(self._evidence(claim))
        if evidence and not _has_figures(claim):
            said.append(f"({evidence.pop().text})")
        note = sanitize(" ".join(filter(None, said)))
        cited = [citation for item in claim.evidence for citation in item_citations(item)]
        notes = [Line(note, () if evidence else self.footnotes.cite(cited))] if note else []
        return (self._text(claim), *notes, *evidence)

    def brief(self, claim: JudgedClaim) -> Lines:
        """Return a claim, with the evidence if that is figures."""
        parts = parts_text(claim)
        lines = [Line(sanitize(f"{parts}."))] if parts else []
        return (self._text(claim), *lines, *(self._evidence(claim) if _has_figures(claim) else ()))

    def size(self, claims: Sequence[JudgedClaim], write: Callable[[JudgedClaim], Lines]) -> int:
        """Return how many lines of a page some claims take."""
        return sum(lines_of(line.text, self.room) for claim in claims for line in write(claim))

    def fitting(self, claims: Sequence[JudgedClaim], write: Callable[[JudgedClaim], Lines]) -> int:
        """Return how many of the claims, from the first on, there is room for."""
        return max(n for n in range(len(claims) + 1) if n < 2 or self.size(claims[:n], write) <= self.lines)

    def _text(self, claim: JudgedClaim) -> Line:
        return Line(f"“{sanitize(claim.text)}”", self.footnotes.cite(claim.citations))

    def _contradictions(self, claim: JudgedClaim) -> Iterator[str]:
        """Yield which other claims a claim contradicts, where the note on it does not say so."""
        named = re.findall(r"\d+", claim.note or "")
        numbers = [number for number in claim.contradicts if str(number) not in named]
        if claim.verdict is Verdict.SELF_CONTRADICTORY and numbers:
            yield contradiction_text(numbers)

    def _evidence(self, claim: JudgedClaim) -> Iterator[Line]:
        """Yield the figures of the evidence for a claim with their period, and the sources of all evidence."""
        citations = [citation for item in claim.evidence for citation in item_citations(item)]
        names = dict.fromkeys(source_name(self.answer.sources[each.source]) for each in citations)
        figures = [item for item in claim.evidence if isinstance(item, Figure)]
        texts = []
        for measure, period in dict.fromkeys((item.measure, item.period) for item in figures):
            group = [item for item in figures if (item.measure, item.period) == (measure, period)]
            values = [f"{labels.value(item)} ({item.code})" for item in group[:MAX_FIGURES]]
            rest = [f"{len(group) - MAX_FIGURES} more"] if len(group) > MAX_FIGURES else []
            texts.append(f"{labels.measure(measure)}, {labels.period(period)}: {', '.join(values + rest)}")
        if names:
            text = "; ".join((*texts, *names))
            yield Line(sanitize(text), self.footnotes.cite(citations), is_secondary=True)


def _has_figures(claim: JudgedClaim) -> bool:
    return any(isinstance(item, Figure) for item in claim.evidence)


def summary_page(answer: ClaimsAnswer, view: View) -> Page:
    """Return the page of the claims that is short enough to be read at once."""
    claims = _Claims(answer, view)
    return Page(
        title=TITLE,
        subtitle=claim_count(answer),
        columns=("",),
        caption=_article(answer),
        introduction=() if answer.claims else (Line(_none_found(answer)),),
        summary=(("Verdicts", count_verdicts(answer.claims)),) if answer.claims else (),
        sections=tuple(section for section in _sections(claims) if section.parts),
        sources=claims.footnotes.source_notes(answer.sources),
        notes=(*cited_editions(answer.sources, view), *_more(answer)),
    )


def _more(answer: ClaimsAnswer) -> Iterator[str]:
    """Yield how to see the evidence, and the claims about one job alone."""
    if answer.claims:
        commands = [f"rolecompare claims {next(iter(answer.titles))}"] if len(answer.titles) > 1 else []
        yield more_line("all evidence and sources", (), commands)


def _article(answer: ClaimsAnswer) -> str:
    """Return which article makes the claims."""
    articles = [source for source in answer.sources.values() if source.kind is SourceKind.ARTICLE]
    return sanitize("; ".join(f"“{each.title}” ({each.publisher})" for each in articles))


def _none_found(answer: ClaimsAnswer) -> str:
    """Return that there are no claims, and about which jobs if some were named."""
    names = labels.join_words([sanitize(title) for title in answer.titles.values()])
    kind = "this job" if len(answer.titles) == 1 else "these jobs"
    return f"The article says nothing about {kind}: {names}." if names and answer.total else "No claims found."


def _sections(claims: _Claims) -> Iterator[PageSection]:
    """Yield the claims that fail, then the others, with as much of each as there is room for.

    Where not even the text of all fits, the others are counted; if there is nothing else, as many as fit are shown.
    """
    failed = [claim for claim in claims.answer.claims if claim.verdict in FAILED]
    others = [claim for claim in claims.answer.claims if claim.verdict not in FAILED]
    write = claims.detailed
    if claims.size([*failed, *others], claims.detailed) > claims.lines:
        write = claims.brief
    shown = claims.fitting(failed, claims.detailed)
    notes = (f"+ {len(failed) - shown} more: --full",) if shown < len(failed) else ()
    rows = tuple(claim_row(claim, claims.detailed(claim)) for claim in failed[:shown])
    yield PageSection("failed", f"What does not hold ({len(failed)})", rows, notes)
    heading = f"{'The other claims' if failed else 'Claims'} ({len(others)})"
    left = claims.lines - claims.size(failed, claims.detailed)
    if claims.size(others, write) <= left:
        yield PageSection("others", heading, tuple(claim_row(claim, write(claim)) for claim in others))
    elif failed:
        yield PageSection("others", heading, tuple(_counts(others)))
    else:
        shown = claims.fitting(others, write)
        rows = tuple(claim_row(claim, write(claim)) for claim in others[:shown])
        yield PageSection("others", heading, rows, (f"+ {len(others) - shown} more: --full",))


def _counts(claims: Sequence[JudgedClaim]) -> Iterator[PageRow]:
    """Yield how many claims have each verdict, and the option that lists them."""
    counts = Counter(claim.verdict for claim in claims)
    for verdict in (*Verdict, None):
        if counts[verdict]:
            option = f": --verdict {verdict}" if verdict else ": --full"
            sign = SIGNS[verdict] if verdict else " "
            yield PageRow(sign, verdict_text(verdict).capitalize(), ((Line(f"{counts[verdict]}{option}"),),))
