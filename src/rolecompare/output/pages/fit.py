"""The pages of `fit`: which job comes first and why, what would change that, and the questions."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from rolecompare.comparison import labels
from rolecompare.fit.questionnaire import Choice, Questions
from rolecompare.fit.types import Fit, JobResult, QuestionResult
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
    TITLE,
    change_rows,
    is_only_broader,
    missed_text,
    summary_lines,
    times,
    titles_of,
    unknown_text,
)
from rolecompare.output.sanitize import sanitize

BAR_STROKE, POINTS_PER_STROKE = "━", 5
# The answers of more jobs than these are in the JSON alone; a page of them would have ten thousand lines.
MAX_DETAILED = 30
# The answers to these questions rest on several fields, which differ from job to job.
SECTIONS_OF_SEVERAL_FIELDS = ("duties.", "settings.", "training.")
LEGEND = (
    "A limit is kept or not. Each wish gives a job 0 to 100 points, and the score is their weighted average at the "
    "least: what is not known counts as nothing. --json names the fields behind each answer, and `rolecompare why ROLE "
    "FIELD` shows their sources. This is a guide, not an aptitude test. Your answers are not saved or sent anywhere."
)


def fit_page(answer: Fit, view: View) -> Page:
    """Return the page of the scores; where no question was answered, what each answer would say."""
    if not view.full:
        return summary_page(answer, view)
    footnotes = Footnotes(wanted=view.cite)
    titles = titles_of(answer)
    sections = tuple(section for section in _sections(answer, footnotes) if section.rows)
    warnings = tuple(Line(sanitize(each.text), footnotes.cite(each.citations)) for each in answer.warnings)
    is_asked = bool(answer.asked)
    return Page(
        title=TITLE,
        subtitle=labels.count_of(len(answer.jobs), "job"),
        columns=("",),
        caption=SEPARATOR.join(titles.values()) if len(titles) <= MAX_DETAILED else "",
        introduction=() if is_asked else tuple(Line(f"{line.text} {HOW_TO_ANSWER}") for line in warnings),
        summary=tuple((topic, sanitize(text)) for topic, text in summary_lines(answer, titles)) if is_asked else (),
        sections=sections,
        warnings=warnings if is_asked else (),
        sources=footnotes.source_notes(answer.sources),
        legend=LEGEND,
        notes=data_notes(answer.dataset, answer.sources),
    )


def _sections(answer: Fit, footnotes: Footnotes) -> Iterator[PageSection]:
    detailed = answer.jobs[:MAX_DETAILED]
    if answer.asked:
        yield PageSection("scores", "Ranking", tuple(map(_score_row, answer.ranked)))
        apart = [_apart_row(job, missed_text(job)) for job in answer.missed]
        yield PageSection("missed", "Not ranked: misses a limit", tuple(apart))
        unknown = [_apart_row(job, unknown_text(job)) for job in answer.unknown]
        yield PageSection("unknown", "Not ranked: too little is known", tuple(unknown))
    rest = len(answer.jobs) - len(detailed)
    notes = (f"+ {labels.count_of(rest, 'job')}: --json",) if rest else ()
    for number, question in enumerate(answer.asked):
        weight = "" if question.weight == 1 else f" (counts {times(question.weight)})"
        measure = Line(f"{sanitize(question.measured_by)}; {question.scale}", is_secondary=True)
        rows = [PageRow("", "Measured by", ((measure, *_field_lines(detailed, number)),))]
        rows += [
            PageRow("", sanitize(job.title), ((_result_line(job.results[number], footnotes),),)) for job in detailed
        ]
        yield PageSection(question.question, f"{question.title}: {question.answer_text}{weight}", tuple(rows), notes)
    changes = change_rows(answer.changes, titles_of(answer)) if answer.jobs else ()
    heading = "What would change the answer" if answer.asked else "Which job an answer would put first"
    yield PageSection("changes", heading, changes)
    advice = tuple(
        PageRow("", f"Claim {each.claim}", ((Line(f"“{sanitize(each.text)}”", footnotes.cite(each.citations)),),))
        for each in answer.article
    )
    yield PageSection("article", "What the article says", advice)


def _score_row(job: JobResult) -> PageRow:
    lines = [Line("keeps your limits" if job.score is None else _score_text(job.score))]
    if job.most is not None and job.score is not None and job.most > job.score:
        known = "" if job.known in (None, FULL) else f"; {job.known:g}% of your wishes known"
        lines.append(Line(f"at the least; up to {job.most}, if more were known{known}", is_secondary=True))
    return PageRow(str(job.place or ""), sanitize(job.title), (tuple(lines),))


def _apart_row(job: JobResult, text: str) -> PageRow:
    return PageRow("", sanitize(job.title), ((Line(sanitize(text)),),))


def _score_text(score: float) -> str:
    """Return a score with a bar as long as it is high."""
    bar = BAR_STROKE * round(score / POINTS_PER_STROKE)
    return f"{score:5}".replace(" ", NO_BREAK_SPACE) + f" {bar}".rstrip()


def _result_line(result: QuestionResult, footnotes: Footnotes) -> Line:
    marks = footnotes.cite(result.citations)
    reason = sanitize(result.reason)
    if result.missed_by is not None:
        return Line(f"misses it: {sanitize(result.missed_by)}", marks)
    if result.kept:
        return Line(f"keeps it: {reason}", marks)
    if is_only_broader(result):
        return Line(f"{ABSENT} known only for a broader group: {reason}", marks)
    if result.points is None:
        return Line(f"{ABSENT} not known: {reason}", marks)
    range_text = f" ({result.points} to {result.most})" if result.points != result.most else ""
    return Line(f"{result.points}{range_text}: {reason}", marks)


def _field_lines(jobs: Sequence[JobResult], number: int) -> Iterator[Line]:
    """Return how to look the values of a question up, where they are one and the same field of each job."""
    fields = (field for job in jobs for field in job.results[number].fields[:1])
    first = next(fields, None)
    if first is not None and not first.startswith(SECTIONS_OF_SEVERAL_FIELDS):
        yield Line(f"`rolecompare why ROLE {sanitize(first)}` shows the source", is_secondary=True)


def questions_listing(answer: Questions, _view: View) -> Listing:
    """Return each question with its key, and below it the keys of its choices and what they mean."""
    rows = []
    shown: dict[tuple[tuple[str, str], ...], str] = {}
    for question in answer.questions:
        options = tuple((choice.key, choice.text) for choice in question.choices)
        same = shown.setdefault(options, question.key)
        texts = "; ".join(choice_texts(question.choices)) if same == question.key else f"the same as for {same}"
        rows += [(question.key, question.text), ("", texts)]
    notes = (
        "The first four are limits: a job that misses one is listed apart. The others are wishes, which rank the jobs.",
        "Answer like this: --answer pay=52000 --answer people=people --weight people=2. The answer skip skips.",
    )
    return Listing((Column("Key", "fixed"), Column("Question, and the keys of its choices")), tuple(rows), notes)


def choice_texts(choices: Sequence[Choice]) -> Iterator[str]:
    """Yield the key of each choice with its text, or alone where the text is the key or differs only in an amount."""
    before = ""
    for choice in choices:
        pattern = choice.text.replace(f"{int(choice.key):,}", "") if choice.key.isdecimal() else choice.key
        yield choice.key if pattern in (before, choice.text) else f"{choice.key}: {choice.text}"
        before = pattern
