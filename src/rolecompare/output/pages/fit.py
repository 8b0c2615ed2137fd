"""The pages of `fit`: which role comes first and why, what would change that, and the questions."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from rolecompare.comparison import labels
from rolecompare.fit.questionnaire import BY_KEY, SKIP, Question, Questions, round_half_up
from rolecompare.fit.scoring import AnswerChange, Fit, QuestionPoints, ScoredRole
from rolecompare.output.page import (
    ABSENT,
    NO_BREAK_SPACE,
    Column,
    Footnotes,
    Line,
    Listing,
    Page,
    PageRow,
    PageSection,
    View,
    dataset_note,
)
from rolecompare.output.sanitize import sanitize

TITLE = "Which one is right for me?"
MEMBER_PREFIX = "· "
BAR_STROKE, POINTS_PER_STROKE = "━", 5
FULL = 100  # percent
# The points of these questions rest on several fields, which differ from role to role.
SECTIONS_OF_SEVERAL_FIELDS = ("duties.", "settings.")
HOW_TO_ANSWER = "`rolecompare fit --questions` lists the questions. Give an answer like this: --answer care=much."
NO_CHANGE = "No change to a single answer would put another job first."
LEGEND = (
    "Each answer gives a job 0 to 100 points. The score is their weighted average over what is known about the job. "
    "--json names the fields behind each point, and `rolecompare why ROLE FIELD` shows their sources. This is a guide, "
    "not an aptitude test. Your answers are not saved or sent anywhere."
)
Titles = Mapping[str, str]


def fit_page(answer: Fit, view: View) -> Page:
    """Return the page of the scores; where no question was answered, what each answer would say."""
    footnotes = Footnotes(wanted=view.cite)
    titles = {role.role: sanitize(role.title) for each in answer.roles for role in (each, *each.members)}
    sections = tuple(section for section in _sections(answer, titles, footnotes) if section.rows)
    warnings = tuple(Line(sanitize(each.text), footnotes.cite(each.citations)) for each in answer.warnings)
    is_asked = bool(answer.asked)
    return Page(
        title=TITLE,
        subtitle="",
        columns=("",),
        codes=(" · ".join(titles[role.role] for role in answer.roles),),
        introduction=() if is_asked else tuple(Line(f"{line.text} {HOW_TO_ANSWER}") for line in warnings),
        summary=tuple(_summary(answer, titles)) if is_asked else (),
        sections=sections,
        warnings=warnings if is_asked else (),
        sources=footnotes.source_notes(answer.sources),
        legend=LEGEND,
        notes=(dataset_note(answer.dataset),),
    )


def _sections(answer: Fit, titles: Titles, footnotes: Footnotes) -> Iterator[PageSection]:
    if answer.asked:
        yield PageSection("scores", "Scores", tuple(_score_rows(answer.roles)))
    for number, question in enumerate(answer.asked):
        weight = "" if question.weight == 1 else f" (counts {_times(question.weight)})"
        measure = Line(f"{sanitize(question.measured_by)}; {question.scale}", is_secondary=True)
        rows = [PageRow("", "Measured by", ((measure, *_field_lines(answer, number)),))]
        for prefix, role in _with_members(answer.roles):
            line = _points_line(role.points[number], footnotes)
            rows.append(PageRow("", prefix + sanitize(role.title), ((line,),)))
        yield PageSection(question.question, f"{question.title}: {question.answer_text}{weight}", tuple(rows))
    changes = tuple(_change_rows(answer.changes, titles)) if answer.roles else ()
    heading = "What would change the answer" if answer.asked else "Which job each answer would put first"
    yield PageSection("changes", heading, changes)
    advice = tuple(
        PageRow("", f"Claim {each.claim}", ((Line(f"“{sanitize(each.text)}”", footnotes.cite(each.citations)),),))
        for each in answer.article
    )
    yield PageSection("article", "What the article says", advice)


def _times(weight: float) -> str:
    return "twice" if weight == 2 else f"{weight:g} times"


def _with_members(roles: Sequence[ScoredRole]) -> Iterator[tuple[str, ScoredRole]]:
    """Return each role followed by its members, each with a prefix for its title."""
    for role in roles:
        yield "", role
        yield from ((MEMBER_PREFIX, member) for member in role.members)


def _summary(answer: Fit, titles: Titles) -> Iterator[tuple[str, str]]:
    yield "You said", "; ".join(_answer_text(each.title, each.answer_text, each.weight) for each in answer.asked)
    if answer.skipped:
        yield "You skipped", labels.join_words([labels.lower_first(BY_KEY[name].title) for name in answer.skipped])
    yield "First", _first_text(answer, titles)
    if text := _because_text(answer):
        yield "Because", text
    yield from (("", text) for text in _umbrella_texts(answer))
    for role in answer.roles:
        if text := _unknown_text(role, titles):
            yield "Not known", text
    if answer.possible:
        names = labels.join_words([titles[name] for name in answer.possible])
        yield "Open", f"{names} could also come first, depending on what is unknown or disputed"
    if answer.first and not answer.changes:
        yield "Change it", NO_CHANGE


def _answer_text(title: str, answer: str, weight: float) -> str:
    return f"{labels.lower_first(title)}: {answer}" + ("" if weight == 1 else f" (counts {_times(weight)})")


def _first_text(answer: Fit, titles: Titles) -> str:
    if not answer.first:
        return "no job: nothing that you asked about is known for any of them"
    names = labels.join_words([titles[name] for name in answer.first])
    score = next(role.score for role in answer.roles if role.place == 1)
    if len(answer.first) > 1:
        tie = f"{names} tie at {score} out of 100"
        return tie if answer.lead is None else f"{tie}, {answer.lead} ahead of the next"
    seconds = [role for role in answer.roles if role.place == 2]
    if not seconds:
        return f"{names}, {score} out of 100; nothing that you asked about is known for the others"
    second_names = labels.join_words([titles[role.role] for role in seconds])
    return f"{names}, {score} out of 100, {answer.lead} ahead of {second_names} ({seconds[0].score})"


def _because_text(answer: Fit) -> str:
    """Return where the first role is ahead of the second and where it is behind, the largest difference first."""
    top = [role for role in answer.roles if role.place is not None and role.place <= 2]
    if len(answer.first) != 1 or len(top) != 2:
        return ""
    differences = [
        (
            question.weight * (first.points - second.points),
            f"{labels.lower_first(question.title)} ({first.points} to {second.points})",
        )
        for question, first, second in zip(answer.asked, top[0].points, top[1].points, strict=True)
        if first.points is not None and second.points is not None
    ]
    ahead = [text for weight, text in sorted(differences, key=lambda pair: -pair[0]) if weight > 0]
    behind = [text for weight, text in sorted(differences, key=lambda pair: pair[0]) if weight < 0]
    sides = (("ahead on", ahead), ("behind on", behind))
    return "; ".join(f"{side} {labels.join_words(texts)}" for side, texts in sides if texts)


def _umbrella_texts(answer: Fit) -> Iterator[str]:
    """Return for each umbrella that its score is an average, and which members compare differently than it does."""
    other = next((role for role in answer.roles if not role.members and role.score is not None), None)
    for role in answer.roles:
        if role.members and role.score is not None:
            title = sanitize(role.title)
            text = f"{title} stands for {len(role.members)} occupations; {role.score} is their average"
            yield text + (_contrary_members_text(role, other) if other else "")


def _contrary_members_text(umbrella: ScoredRole, other: ScoredRole) -> str:
    """Return which members score above a role that their umbrella scores below, or the other way around."""
    if umbrella.score is None or other.score is None or umbrella.score == other.score:
        return ""
    is_below = umbrella.score < other.score
    names = [
        sanitize(member.title)
        for member in umbrella.members
        if member.score is not None
        and (member.score > other.score if is_below else member.score < other.score)
        and member.role != other.role
    ]
    if not names:
        return ""
    verb = "comes" if len(names) == 1 else "come"
    side = "before" if is_below else "after"
    return f", and of them {labels.join_words(names)} {verb} {side} {sanitize(other.title)}"


def _unknown_text(role: ScoredRole, titles: Titles) -> str:
    """Return what is not known about a role, how much of the answers that concerns, and its possible scores."""
    if role.known is None or role.known == FULL:
        return ""
    missing = [labels.lower_first(BY_KEY[each.question].title) for each in role.points if each.points is None]
    subject = labels.join_words(missing) or "something about its member roles"
    share = f"{round_half_up(FULL - role.known):g}% of what you asked about"
    score = "" if role.score is None else f"; its score could be anywhere from {role.low} to {role.high}"
    return f"{subject} for {titles[role.role]}, {share}{score}"


def _score_rows(roles: Sequence[ScoredRole]) -> Iterator[PageRow]:
    for prefix, role in _with_members(roles):
        place = "" if prefix or role.place is None else str(role.place)
        lines = [Line(_score_text(role.score))]
        if role.score is not None and role.known != FULL:
            lines.append(Line(f"based on {role.known:g}% of what you asked about", is_secondary=True))
        yield PageRow(place, prefix + sanitize(role.title), (tuple(lines),))


def _score_text(score: float | None) -> str:
    """Return a score with a bar as long as it is high."""
    if score is None:
        return f"{ABSENT} not ranked: nothing that you asked about is known"
    bar = BAR_STROKE * round(score / POINTS_PER_STROKE)
    return f"{score:5}".replace(" ", NO_BREAK_SPACE) + f" {bar}".rstrip()


def _points_line(points: QuestionPoints, footnotes: Footnotes) -> Line:
    if points.points is None:
        return Line(f"{ABSENT} not known: {sanitize(points.reason)}", footnotes.cite(points.citations))
    is_range = points.low != points.high and points.fields
    range_text = f" ({points.low} to {points.high})" if is_range else ""
    return Line(f"{points.points}{range_text}: {sanitize(points.reason)}", footnotes.cite(points.citations))


def _field_lines(answer: Fit, number: int) -> Iterator[Line]:
    """Return how to look the values of a question up, where they are one and the same field of each role."""
    fields = (field for _, role in _with_members(answer.roles) for field in role.points[number].fields[:1])
    first = next(fields, None)
    if first is not None and not first.startswith(SECTIONS_OF_SEVERAL_FIELDS):
        yield Line(f"`rolecompare why ROLE {sanitize(first)}` shows the source", is_secondary=True)


def _change_rows(changes: Sequence[AnswerChange], titles: Titles) -> Iterator[PageRow]:
    for name in dict.fromkeys(change.question for change in changes):
        question = BY_KEY[name]
        lines = tuple(_change_line(change, question, titles) for change in changes if change.question == name)
        yield PageRow("", question.title, (lines,))


def _change_line(change: AnswerChange, question: Question, titles: Titles) -> Line:
    then = "skipped" if change.then == SKIP else f"“{question.choice(change.then).text}”"
    now = "" if change.now == SKIP else f" instead of “{question.choice(change.now).text}”"
    names = labels.join_words([titles[name] for name in change.first])
    if len(change.first) > 1:
        return Line(f"{then}{now}: {names} tie for first place")
    lead = "" if change.lead is None else f", by {change.lead}"
    return Line(f"{then}{now}: {names} first{lead}")


def questions_listing(answer: Questions, _view: View) -> Listing:
    """Return a row for each question with the keys of its choices and what they mean."""
    rows = tuple(
        (question.key, question.text, "; ".join(f"{choice.key}: {choice.text}" for choice in question.choices))
        for question in answer.questions
    )
    notes = ("Give an answer like --answer care=much and its weight like --weight care=2. The answer skip skips.",)
    return Listing((Column("Key", "fixed"), Column("Question"), Column("Choices")), rows, notes)
