"""Jobs for tests of `fit`, each known as far as a test says."""

from collections.abc import Sequence
from typing import Any

from rolecompare.dataset.job_facts import facts_of
from rolecompare.fit.metrics import MEASURES_READ
from rolecompare.fit.questionnaire import QUESTIONS, Answers, Choice
from rolecompare.fit.scoring import score_fit
from rolecompare.fit.types import Fit, JobResult, QuestionResult
from rolecompare.models.reference_data import JobFacts
from tests import make

# What a job shows on each thing that is asked about; what is left out is not known.
Shown = dict[str, Any]
WORK = {"care": "dwa.4.a.4.a.5.i02", "hands": "dwa.4.a.3.a.2.i01", "records": "dwa.4.a.3.b.6.i08"}
OTHER_WORK = "dwa.4.a.4.a.2.i03.d01"  # talking with coworkers, which is of no kind
INTERESTS = {"realistic": "1.B.1.a", "artistic": "1.B.1.c", "social": "1.B.1.d", "enterprising": "1.B.1.e"}


def role(name: str, code: str | None = None, /, **shown: Any) -> make.Plain:
    """A role that shows so much.

    `care`, `hands`, `records` and `unsorted` are duties of ten; `entry`, `experience` and `training` levels; `pay`,
    `growth` and `openings` figures; and interests their ratings.
    """
    duties = [
        make.duty(f"Do {kind} {number}", f"{activity}.d{number:02}")
        for kind, activity in WORK.items()
        for number in range(shown.get(kind, 0))
    ]
    duties += [make.statement(f"Do what is not known {number}") for number in range(shown.get("unsorted", 0))]
    if duties or any(kind in shown for kind in WORK):
        duties += [make.duty(f"Talk {number}", OTHER_WORK) for number in range(10 - len(duties))]
    outlook: make.Plain = {}
    if "pay" in shown:
        outlook["pay"] = [shown["pay"] if isinstance(shown["pay"], dict) else make.figure(shown["pay"])]
    if "growth" in shown:
        outlook["projections"] = [make.figure(shown["growth"], "employment.change_percent")]
    if "openings" in shown:
        outlook["openings"] = [make.figure(shown["openings"], "openings.annual")]
    levels = [make.level(level, code="29-1141") for level in shown.get("entry", ())]
    if "entry" in shown:
        levels.append(make.level(shown.get("experience", "none"), "experience.related", code="29-1141"))
        levels.append(make.level(shown.get("training", "none"), "training.on_the_job", code="29-1141"))
    ratings = [
        {
            "element": element,
            "name": interest.capitalize(),
            "kind": "interest",
            "interest": make.estimate(shown[interest], None),
            "citations": make.CITED,
        }
        for interest, element in INTERESTS.items()
        if interest in shown
    ]
    settings = [make.setting(name, share, kind) for name, kind, share in shown.get("places", ())]
    return make.role(
        name,
        code,
        duties=duties,
        outlook=outlook,
        training={"levels": levels},
        ratings=ratings,
        settings={"items": settings},
    )


def share(percent: float, **more: Any) -> make.Plain:
    return make.figure(percent, "jobs.share", **{"period": "2024", **more})


def jobs(*roles: make.Plain) -> list[JobFacts]:
    return [facts_of(make.subject(plain).role, MEASURES_READ, {}) for plain in roles]


def found(candidates: Sequence[JobFacts], weights: dict[str, float] | None = None, /, **choices: str) -> Fit:
    """The answer to these answers; the keys of questions may have _ for -."""
    answers = {name.replace("_", "-"): choice for name, choice in choices.items()}
    return score_fit(candidates, Answers(answers, weights or {}), make.background())


def by_id(answer: Fit) -> dict[str, JobResult]:
    return {job.role: job for job in answer.jobs}


def scores(answer: Fit) -> dict[str, float | None]:
    return {name: job.score for name, job in by_id(answer).items()}


def result(answer: Fit, name: str, question: str) -> QuestionResult:
    return next(each for each in by_id(answer)[name].results if each.question == question)


def every_choice() -> list[tuple[str, Choice]]:
    return [(question.key, choice) for question in QUESTIONS for choice in question.choices]
