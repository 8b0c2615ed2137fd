"""The pages of `fit`: which role comes first and why, what would change that, and the questions."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from rolecompare.comparison import labels
from rolecompare.fit.questionnaire import BY_KEY, Choice, Questions
from rolecompare.fit.scoring import Fit, QuestionPoints, ScoredRole
from rolecompare.output.page import (
    ABSENT,
    NO_BREAK_SPACE,
    SEPARATOR,
    Column,
    Footnotes,
    Line,
    Listing,
    Page,
    PageRow,
    PageSection,
    View,
)
from rolecompare.output.pages.editions import data_notes
from rolecompare.output.pages.fit_summary import summary_page
from rolecompare.output.pages.fit_words import (
    FULL,
    HOW_TO_ANSWER,
    NO_CHANGE,
    TITLE,
    Titles,
    answer_text,
    because_text,
    change_rows,
    first_text,
    times,
    umbrella_texts,
    unknown_text,
    with_members,
)
from rolecompare.output.sanitize import sanitize

BAR_STROKE, POINTS_PER_STROKE = "━", 5
# The points of these questions rest on several fields, which differ from role to role.
SECTIONS_OF_SEVERAL_FIELDS = ("duties.", "settings.")
LEGEND = (
    "Each answer gives a job 0 to 100 points. The score is their weighted average over what is known about the job. "
    "--json names the fields behind each point, and `rolecompare why ROLE FIELD` shows their sources. This is a guide, "
    "not an aptitude test. Your answers are not saved or sent anywhere."
)


def fit_page(answer: Fit, view: View) -> Page:
    """Return the page of the scores; where no question was answered, what each answer would say."""
    if not view.full:
        return summary_page(answer, view)
    footnotes = Footnotes(wanted=view.cite)
    titles = {role.role: sanitize(role.title) for each in answer.roles for role in (each, *each.members)}
    sections = tuple(section for section in _sections(answer, titles, footnotes) if section.rows)
    warnings = tuple(Line(sanitize(each.text), footnotes.cite(each.citations)) for each in answer.warnings)
    is_asked = bool(answer.asked)
    return Page(
        title=TITLE,
        columns=("",),
        caption=SEPARATOR.join(titles[role.role] for role in answer.roles),
        introduction=() if is_asked else tuple(Line(f"{line.text} {HOW_TO_ANSWER}") for line in warnings),
        summary=tuple(_summary(answer, titles)) if is_asked else (),
        sections=sections,
        warnings=warnings if is_asked else (),
        sources=footnotes.source_notes(answer.sources),
        legend=LEGEND,
        notes=data_notes(answer.dataset, answer.sources),
    )


def _sections(answer: Fit, titles: Titles, footnotes: Footnotes) -> Iterator[PageSection]:
    if answer.asked:
        yield PageSection("scores", "Scores", tuple(_score_rows(answer.roles)))
    for number, question in enumerate(answer.asked):
        weight = "" if question.weight == 1 else f" (counts {times(question.weight)})"
        measure = Line(f"{sanitize(question.measured_by)}; {question.scale}", is_secondary=True)
        rows = [PageRow("", "Measured by", ((measure, *_field_lines(answer, number)),))]
        for prefix, role in with_members(answer.roles):
            line = _points_line(role.points[number], footnotes)
            rows.append(PageRow("", prefix + sanitize(role.title), ((line,),)))
        yield PageSection(question.question, f"{question.title}: {question.answer_text}{weight}", tuple(rows))
    changes = change_rows(answer.changes, titles) if answer.roles else ()
    heading = "What would change the answer" if answer.asked else "Which job each answer would put first"
    yield PageSection("changes", heading, changes)
    advice = tuple(
        PageRow("", f"Claim {each.claim}", ((Line(f"“{sanitize(each.text)}”", footnotes.cite(each.citations)),),))
        for each in answer.article
    )
    yield PageSection("article", "What the article says", advice)


def _summary(answer: Fit, titles: Titles) -> Iterator[tuple[str, str]]:
    yield "You said", "; ".join(answer_text(each.title, each.answer_text, each.weight) for each in answer.asked)
    if answer.skipped:
        yield "You skipped", labels.join_words([labels.lower_first(BY_KEY[name].title) for name in answer.skipped])
    yield "First", first_text(answer, titles)
    if text := because_text(answer):
        yield "Because", text
    yield from (("", text) for text in umbrella_texts(answer))
    for role in answer.roles:
        if text := unknown_text(role, titles):
            yield "Not known", text
    if answer.possible:
        names = labels.join_words([titles[name] for name in answer.possible])
        yield "Open", f"{names} could also come first, depending on what is unknown or disputed"
    if answer.first and not answer.changes:
        yield "Change it", NO_CHANGE


def _score_rows(roles: Sequence[ScoredRole]) -> Iterator[PageRow]:
    for prefix, role in with_members(roles):
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
    fields = (field for _, role in with_members(answer.roles) for field in role.points[number].fields[:1])
    first = next(fields, None)
    if first is not None and not first.startswith(SECTIONS_OF_SEVERAL_FIELDS):
        yield Line(f"`rolecompare why ROLE {sanitize(first)}` shows the source", is_secondary=True)


def questions_listing(answer: Questions, _view: View) -> Listing:
    """Return each question with its key, and below it the keys of its choices and what they mean."""
    rows = []
    for question in answer.questions:
        rows += [(question.key, question.text), ("", "; ".join(choice_texts(question.choices)))]
    notes = ("Answer like this: --answer care=much --weight care=2. The answer skip skips.",)
    return Listing((Column("Key", "fixed"), Column("Question, and the keys of its choices")), tuple(rows), notes)


def choice_texts(choices: Sequence[Choice]) -> Iterator[str]:
    """Yield the key of each choice with its text, or alone where the text is the key or differs only in an amount."""
    before = ""
    for choice in choices:
        pattern = choice.text.replace(f"{int(choice.key):,}", "") if choice.key.isdecimal() else choice.key
        yield choice.key if pattern in (before, choice.text) else f"{choice.key}: {choice.text}"
        before = pattern
