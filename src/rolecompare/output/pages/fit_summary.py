"""The summary page of `fit`: the ranking, what decided it, and what would change it."""

from __future__ import annotations

from collections.abc import Iterator

from rolecompare.comparison import labels
from rolecompare.fit.questionnaire import BY_KEY
from rolecompare.fit.scoring import AnswerChange, Fit, QuestionPoints, ScoredRole
from rolecompare.output.page import ABSENT, SEPARATOR, Footnotes, Line, Page, PageRow, PageSection, View
from rolecompare.output.pages.brief import cited_editions, command_name, more_line
from rolecompare.output.pages.fit_words import (
    FULL,
    HOW_TO_ANSWER,
    NO_CHANGE,
    TITLE,
    Titles,
    answer_text,
    because_text,
    change_rows,
    listed,
    umbrella_texts,
    unknown_text,
    with_members,
)
from rolecompare.output.pages.measure import cell_room, lines_of
from rolecompare.output.sanitize import sanitize

MAX_RANKED = 10
MAX_ROWS = 14  # with the jobs that an umbrella stands for; where there are more rows, the umbrella stands alone
MAX_CHANGES = 4
# Lines that the reason for a score may take: in a long ranking, and in one of few rows.
SHORT_REASON, LONG_REASON, FEW_ROWS = 1, 4, 8
MAX_UNKNOWN = 2
# A lead of fewer points is called practically a tie. One answer of eight moves a score by up to 12.5 points.
TIE_POINTS = 5
# Whoever answers these questions names a limit.
LIMITS = ("time", "pay", "outlook")
GUIDE = "A guide, not an aptitude test. Your answers are not saved or sent anywhere."


def summary_page(answer: Fit, view: View) -> Page:
    """Return the page of a ranking that is short enough to be read at once."""
    footnotes = Footnotes(wanted=view.cite)
    titles = {role.role: sanitize(role.title) for each in answer.roles for role in (each, *each.members)}
    is_ranked = bool(answer.asked)
    with_reasons = is_ranked and _has_short_reasons(answer, view.columns)
    ranking = [_ranking(answer, footnotes, with_reasons=with_reasons)] if is_ranked else []
    sections = (*ranking, _changes(answer, titles))
    headings = ("Score of 100", "Based on" if with_reasons else "Strongest and weakest point")
    warnings = [] if is_ranked else [Line(f"{sanitize(each.text)} {HOW_TO_ANSWER}") for each in answer.warnings]
    return Page(
        title=TITLE,
        subtitle=labels.count_of(len(answer.roles), "job"),
        columns=headings if is_ranked else ("",),
        caption="" if is_ranked else listed([sanitize(role.title) for role in answer.roles]),
        introduction=tuple(warnings),
        summary=tuple((topic, sanitize(text)) for topic, text in _first_lines(answer, titles)) if is_ranked else (),
        sections=tuple(section for section in sections if section.parts),
        sources=footnotes.source_notes(answer.sources),
        notes=(GUIDE, *cited_editions(answer.sources, view), _more(answer)),
    )


def _first_lines(answer: Fit, titles: Titles) -> Iterator[tuple[str, str]]:
    yield "First", _first(answer, titles)
    if len(answer.asked) > 1 and (text := because_text(answer)):
        yield "Because", text
    yield from (("", text) for text in umbrella_texts(answer))
    yield from zip(("Falls short", "", ""), _missed(answer), strict=False)
    yield "You said", "; ".join(answer_text(each.title, each.answer_text, each.weight) for each in answer.asked)
    if answer.skipped:
        yield "You skipped", labels.join_words([labels.lower_first(BY_KEY[name].title) for name in answer.skipped])
    unknown = [text for role in answer.roles[:MAX_RANKED] if (text := unknown_text(role, titles))]
    if unknown:
        rest = len(unknown) - MAX_UNKNOWN
        yield "Not known", "; ".join(unknown[:MAX_UNKNOWN]) + (f"; and more for {rest} other jobs" if rest > 0 else "")
    if answer.possible:
        names = listed([titles[name] for name in answer.possible])
        yield "Open", f"{names} could also come first, depending on what is unknown or disputed"
    if answer.first and not answer.changes:
        yield "Change it", NO_CHANGE


def _first(answer: Fit, titles: Titles) -> str:
    """Return who comes first and by how much, and who is so close behind that it is practically a tie."""
    if not answer.first:
        return "no job: nothing that you asked about is known for any of them"
    top = next(role.score for role in answer.roles if role.place == 1) or 0
    names = listed([titles[name] for name in answer.first])
    text = f"{names}, {top} of 100" if len(answer.first) == 1 else f"a tie of {names}, {top} of 100"
    behind = [role for role in answer.roles if role.score is not None and role.role not in answer.first]
    close = [role for role in behind if role.score is not None and top - role.score < TIE_POINTS]
    if close:
        others = listed([f"{titles[role.role]} ({role.score})" for role in close])
        return f"{text}; practically a tie with {others}, less than {TIE_POINTS} points behind"
    if behind:
        return f"{text}, {answer.lead} points ahead of {titles[behind[0].role]} ({behind[0].score})"
    return text if len(answer.first) > 1 else f"{text}; nothing that you asked about is known for the others"


def _missed(answer: Fit) -> Iterator[str]:
    """Yield which limits that somebody named the first job does not keep."""
    first = next((role for role in answer.roles if role.place == 1), None)
    if first is None or len(answer.first) > 1 or first.members:
        return
    for question, points in zip(answer.asked, first.points, strict=True):
        if question.question in LIMITS and points.high is not None and points.high < FULL:
            yield f"on {labels.lower_first(question.title)}: {points.reason}; you said “{question.answer_text}”"


def _has_short_reasons(answer: Fit, columns: int) -> bool:
    """Return whether there is room to say what the points for a single answer rest on."""
    everyone = list(with_members(answer.roles[:MAX_RANKED]))
    allowed = SHORT_REASON if len(everyone) > FEW_ROWS else LONG_REASON
    reasons = [points.reason for _, role in everyone for points in role.points]
    room = cell_room(columns, jobs=2)
    return len(answer.asked) == 1 and all(lines_of(reason, room) <= allowed for reason in reasons)


def _ranking(answer: Fit, footnotes: Footnotes, *, with_reasons: bool) -> PageSection:
    shown = answer.roles[:MAX_RANKED]
    everyone = list(with_members(shown))
    left_out = [f"{len(answer.roles) - len(shown)} more"] if len(answer.roles) > len(shown) else []
    if len(everyone) > MAX_ROWS:
        left_out.append(f"{len(everyone) - len(shown)} jobs that umbrella names stand for")
        everyone = [("", role) for role in shown]
    rows = tuple(
        _rank_row(prefix, role, answer, _telling_points(role, answer, footnotes, with_reasons=with_reasons))
        for prefix, role in everyone
    )
    notes = (f"+ {labels.join_words(left_out)}: --full",) if left_out else ()
    return PageSection("scores", "Ranking", rows, notes)


def _rank_row(prefix: str, role: ScoredRole, answer: Fit, points: Iterator[Line]) -> PageRow:
    """Return the place, the score and the most telling points of a job."""
    place = "" if prefix or role.place is None else str(role.place)
    if role.score is None:
        cells = ((Line(f"{ABSENT} not ranked", is_secondary=True),), (Line("nothing that you asked about is known"),))
        return PageRow(place, prefix + sanitize(role.title), cells)
    score = Line(str(role.score), bar=role.score / 100, is_better=role.role in answer.first)
    lines = list(points)
    if role.known != FULL:
        lines.append(Line(f"based on {role.known:g}% of what you asked about", is_secondary=True))
    return PageRow(place, prefix + sanitize(role.title), ((score,), tuple(lines)))


def _telling_points(role: ScoredRole, answer: Fit, footnotes: Footnotes, *, with_reasons: bool) -> Iterator[Line]:
    """Yield the answers that gave a job most and least, with their points or, with reasons, what they rest on."""
    known = [
        (question, points)
        for question, points in zip(answer.asked, role.points, strict=True)
        if points.points is not None
    ]
    if with_reasons:
        yield Line(sanitize(known[0][1].reason), footnotes.cite(known[0][1].citations))
        return
    best = max(known, key=lambda pair: pair[0].weight * _points(pair[1]))
    worst = max(known, key=lambda pair: pair[0].weight * (FULL - _points(pair[1])))
    texts = [f"{labels.lower_first(question.title)} {points.points:g}" for question, points in (best, worst)]
    citations = (*best[1].citations, *worst[1].citations)
    yield Line(SEPARATOR.join(dict.fromkeys(texts)), footnotes.cite(citations))


def _points(points: QuestionPoints) -> float:
    return points.points or 0.0


def _changes(answer: Fit, titles: Titles) -> PageSection:
    """Return the changes of one answer that would put another job first by most, one of each question.

    Where nothing was answered, they are all there is to say, and none is left out.
    """
    if not answer.asked:
        rows = change_rows(answer.changes, titles, all_names=False)
        return PageSection("changes", "Which job each answer would put first", rows)
    decisive: dict[str, AnswerChange] = {}
    for change in sorted(answer.changes, key=lambda change: -(change.lead or 0)):
        decisive.setdefault(change.question, change)
    shown = list(decisive.values())[:MAX_CHANGES]
    rest = len(answer.changes) - len(shown)
    notes = (f"+ {labels.count_of(rest, 'more change')}: --full",) if rest else ()
    return PageSection("changes", "What would change the answer", change_rows(shown, titles, all_names=False), notes)


def _more(answer: Fit) -> str:
    if not answer.asked:
        return more_line("the sources", (), ["rolecompare fit --questions"])
    ranked = [command_name(role) for role in answer.roles if role.score is not None]
    commands = [f"rolecompare show {ranked[0]}"] if ranked else []
    if len(ranked) > 1:
        commands.append(f"rolecompare diff {ranked[0]} {ranked[1]}")
    return more_line("the points of each answer and their sources", answer.warnings, commands)
