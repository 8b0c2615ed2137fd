"""The summary page of `fit`: the ranking, who is listed apart and why, and what would change the answer."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from rolecompare.comparison import labels
from rolecompare.fit.types import AnswerChange, Fit, JobResult
from rolecompare.models.sources import Source
from rolecompare.output.page import (
    BROADER_MEANING,
    BROADER_SIGN,
    SEPARATOR,
    Footnotes,
    Line,
    Page,
    PageRow,
    PageSection,
    View,
)
from rolecompare.output.pages.brief import cited_editions, command_name, more_line
from rolecompare.output.pages.fit_words import (
    FULL,
    HOW_TO_ANSWER,
    TITLE,
    Titles,
    change_rows,
    has_scores,
    listed,
    missed_text,
    summary_lines,
    titles_of,
    unknown_text,
)
from rolecompare.output.pages.measure import cell_room, lines_of
from rolecompare.output.sanitize import sanitize

MAX_RANKED = 10
MANY_ANSWERS, FEWER_RANKED = 6, 8  # many answers take so many lines that fewer jobs fit on the page
MAX_APART = 3  # of the jobs that miss a limit; more where hardly any job is ranked
MAX_CHANGES = 3
# Lines that the reason for a score may take: in a long ranking, and in one of few rows.
SHORT_REASON, LONG_REASON, FEW_ROWS = 1, 4, 8
COUNTED = "a duty counts as the kind of work that its O*NET activity is"
GUIDE = "A guide, not an aptitude test. Your answers are not saved or sent anywhere."


def summary_page(answer: Fit, view: View) -> Page:
    """Return the page of a ranking that is short enough to be read at once."""
    footnotes = Footnotes(wanted=view.cite)
    titles = titles_of(answer)
    is_asked = bool(answer.asked)
    with_reasons = is_asked and _has_short_reasons(answer, view.columns)
    sections = (
        *([_ranking(answer, footnotes, with_reasons=with_reasons), _apart(answer, footnotes)] if is_asked else []),
        _changes(answer, titles),
    )
    warnings = [] if is_asked else [Line(f"{sanitize(each.text)} {HOW_TO_ANSWER}") for each in answer.warnings]
    return Page(
        title=TITLE,
        subtitle=labels.count_of(len(answer.jobs), "job"),
        columns=_headings(answer, with_reasons=with_reasons) if is_asked else ("",),
        caption="" if is_asked else listed([sanitize(job.title) for job in answer.jobs]),
        introduction=tuple(warnings),
        summary=tuple((topic, sanitize(text)) for topic, text in summary_lines(answer, titles)) if is_asked else (),
        sections=tuple(section for section in sections if section.parts),
        sources=footnotes.source_notes(answer.sources),
        legend=_legend(answer, sections),
        notes=(GUIDE, *cited_editions(_sources(answer), view), _more(answer)),
    )


def _ranked(answer: Fit) -> Sequence[JobResult]:
    """Return the ranked jobs that the page shows."""
    return answer.ranked[: FEWER_RANKED if len(answer.asked) > MANY_ANSWERS else MAX_RANKED]


def _missed(answer: Fit) -> Sequence[JobResult]:
    """Return the jobs that miss a limit and that the page shows."""
    return answer.missed[: MAX_APART if answer.ranked else MAX_RANKED]


def _sources(answer: Fit) -> Mapping[str, Source]:
    """Return the sources of the jobs that the page shows."""
    shown = [*_ranked(answer), *_missed(answer)]
    cited = {citation.source for job in shown for result in job.results for citation in result.citations}
    return {name: source for name, source in answer.sources.items() if name in cited}


def _headings(answer: Fit, *, with_reasons: bool) -> tuple[str, ...]:
    if not has_scores(answer):
        return ("",)
    return ("Score of 100", "Based on" if with_reasons else "Strongest and weakest point")


def _has_short_reasons(answer: Fit, columns: int) -> bool:
    """Return whether there is room to say what the points for a single wish rest on."""
    if sum(question.kind == "wish" for question in answer.asked) != 1:
        return False
    shown = _ranked(answer)
    allowed = SHORT_REASON if len(shown) > FEW_ROWS else LONG_REASON
    reasons = [result.reason for job in shown for result in job.results if result.points is not None]
    room = cell_room(columns, jobs=2)
    return all(lines_of(reason, room) <= allowed for reason in reasons)


def _ranking(answer: Fit, footnotes: Footnotes, *, with_reasons: bool) -> PageSection:
    shown = _ranked(answer)
    rest = len(answer.ranked) - len(shown)
    rows = tuple(_rank_row(job, answer, footnotes, with_reasons=with_reasons) for job in shown)
    order = "" if has_scores(answer) or not rest else "; those with the most openings a year are shown"
    notes = (f"+ {rest:,} more{order}: --full",) if rest else ()
    return PageSection("scores", "Ranking", rows, notes)


def _rank_row(job: JobResult, answer: Fit, footnotes: Footnotes, *, with_reasons: bool) -> PageRow:
    """Return the place, the score and the most telling points of a job; of limits alone, how it keeps them.

    A job that keeps a limit by what was published for a broader group is marked.
    """
    place = "" if job.place is None else str(job.place)
    has_broader_limit = any(result.kept and result.published_codes for result in job.results)
    title = sanitize(job.title) + (BROADER_SIGN if has_broader_limit else "")
    if job.score is None:
        text = SEPARATOR.join(result.reason for result in job.results)
        citations = [citation for result in job.results for citation in result.citations]
        return PageRow(place, title, ((Line(sanitize(text), footnotes.cite(citations)),),))
    score = Line(str(job.score), bar=job.score / FULL, is_better=job.role in answer.first)
    lines = list(_telling_points(job, answer, footnotes, with_reasons=with_reasons))
    if job.known is not None and job.known < FULL:
        lines.append(Line(f"based on {job.known:g}% of your wishes", is_secondary=True))
    return PageRow(place, title, ((score,), tuple(lines)))


def _telling_points(job: JobResult, answer: Fit, footnotes: Footnotes, *, with_reasons: bool) -> Iterator[Line]:
    """Yield the answers that gave a job most and least, with their points or, with reasons, what they rest on."""
    known = [
        (question, result, result.points)
        for question, result in zip(answer.asked, job.results, strict=True)
        if result.points is not None
    ]
    if with_reasons:
        yield Line(sanitize(known[0][1].reason), footnotes.cite(known[0][1].citations))
        return
    best = max(known, key=lambda each: each[0].weight * each[2])
    worst = max(known, key=lambda each: each[0].weight * (FULL - each[2]))
    texts = [
        f"{labels.lower_first(question.title)} {points:g}{BROADER_SIGN if result.published_codes else ''}"
        for question, result, points in (best, worst)
    ]
    citations = (*best[1].citations, *worst[1].citations)
    yield Line(SEPARATOR.join(dict.fromkeys(texts)), footnotes.cite(citations))


def _apart(answer: Fit, footnotes: Footnotes) -> PageSection:
    """Return the jobs that are not ranked: those that miss limits by least, and those of which too little is known."""
    rows = []
    for job in _missed(answer):
        citations = [citation for result in job.results if result.missed_by for citation in result.citations]
        line = Line(sanitize(missed_text(job)), footnotes.cite(citations))
        rows.append(PageRow("", sanitize(job.title), ((line,),)))
    for job in answer.unknown[: max(0, MAX_APART - len(rows))]:
        rows.append(PageRow("", sanitize(job.title), ((Line(unknown_text(job)),),)))
    rest = len(answer.missed) + len(answer.unknown) - len(rows)
    notes = (f"+ {rest:,} more: --full",) if rest else ()
    return PageSection("apart", "Not ranked", tuple(rows), notes)


def _changes(answer: Fit, titles: Titles) -> PageSection:
    """Return the changes of one answer that would put another job first by most, one of each question.

    Where nothing was answered, they are all there is to say, and no question is left out.
    """
    decisive: dict[str, AnswerChange] = {}
    for change in sorted(answer.changes, key=lambda change: -(change.lead or 0)):
        decisive.setdefault(change.question, change)
    shown = list(decisive.values())[: MAX_CHANGES if answer.asked else None]
    rest = len(answer.changes) - len(shown)
    notes = (f"+ {labels.count_of(rest, 'more change')}: --full",) if rest else ()
    heading = "What would change the answer" if answer.asked else "Which job an answer would put first"
    return PageSection("changes", heading, change_rows(shown, titles, all_names=False), notes)


def _legend(answer: Fit, sections: Sequence[PageSection]) -> str:
    """Return what the marks mean, and by what duties are counted as a kind of work."""
    parts = [BROADER_MEANING] if BROADER_SIGN in repr(sections) else []
    if any(question.question in ("avoid", "like") for question in answer.asked):
        parts.append(COUNTED)
    return SEPARATOR.join(parts)


def _more(answer: Fit) -> str:
    if not answer.asked:
        return more_line("the sources", (), ["rolecompare fit --questions"])
    names = [command_name(job) for job in (answer.ranked or answer.jobs)[:2]]
    commands = [f"rolecompare show {names[0]}"] if names else []
    if len(names) > 1:
        commands.append(f"rolecompare diff {' '.join(names)}")
    return more_line("every job, the points of each answer and their sources", answer.warnings, commands)
