"""`rolecompare fit`: which job suits somebody, by their answers to a few questions."""

import gc
import sys
from contextlib import contextmanager
from typing import TYPE_CHECKING, Annotated

import typer

from rolecompare.cli.completion import complete_answers, complete_roles
from rolecompare.cli.context import RequestContext, command, require_name
from rolecompare.cli.names import find_jobs, partners
from rolecompare.errors import INTERRUPTED, UsageError
from rolecompare.paths import STREAM

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from rolecompare.dataset.repository import Repository
    from rolecompare.fit.questionnaire import Answers
    from rolecompare.models.reference_data import JobFacts
    from rolecompare.models.roles import RoleHeading

RolesArgument = Annotated[
    list[str] | None,
    typer.Argument(
        metavar="[ROLE]...",
        help="The jobs to choose from: ID, code or title. Default: all jobs.",
        autocompletion=complete_roles,
        show_default=False,
    ),
]
AnswerOption = Annotated[
    list[str] | None,
    typer.Option(
        "--answer",
        "-a",
        metavar="KEY=CHOICE",
        help="Answer a question, such as people=people or pay=52000. Can be repeated.",
        autocompletion=complete_answers,
    ),
]
WeightOption = Annotated[
    list[str] | None,
    typer.Option(
        "--weight",
        "-w",
        metavar="KEY=N",
        help="How much a wish counts, from 0 to 10 (default: 1), such as people=2. Can be repeated.",
    ),
]
AnswersOption = Annotated[
    str | None,
    typer.Option(
        "--answers",
        metavar="FILE",
        help='Read answers from a JSON file (- is standard input): {"answers": {"pay": 52000}}.',
    ),
]
QuestionsOption = Annotated[bool, typer.Option("--questions", help="List the questions and choices, and exit.")]


@command()
def fit(
    request: RequestContext,
    roles: RolesArgument = None,
    answer: AnswerOption = None,
    weight: WeightOption = None,
    answers: AnswersOption = None,
    questions: QuestionsOption = False,
) -> None:
    """Answer a few questions and see which job fits you, and why.

    At a terminal it asks the questions. In a script, answer with --answer or --answers; the rest is skipped.
    What you need is a limit: a job that misses it is listed apart. What you would like ranks the others.

    Your answers stay on your computer: they are neither sent nor saved.

    Example: rolecompare fit --answer time=two-years --answer pay=52000 --answer people=people --answer like=care
    """
    from rolecompare.fit.questionnaire import Questions

    if questions:
        request.respond(Questions())
        return
    from rolecompare.cli.fit_answers import read_answers, require_usable_weights
    from rolecompare.fit.metrics import MEASURES_READ
    from rolecompare.fit.scoring import score_fit

    require_name("--answers", answers)
    if answers == STREAM and request.data == STREAM:
        raise UsageError("--answers and --data both read standard input. Save one of them in a file.")
    given = read_answers(answer or (), weight or (), answers)
    is_asked = request.is_page and not answer and answers is None and _on_terminal()
    if not is_asked:
        require_usable_weights(given)
        if not answer and answers is None:
            raise UsageError(
                "Answer at least one question, such as --answer people=people. "
                "`rolecompare fit --questions` lists them."
            )
    repository = request.open_repository()
    named = find_jobs(request, repository, roles or ())
    headings = _checked(named, repository)
    with _no_collections():
        jobs = repository.job_facts(MEASURES_READ, headings)
    if is_asked:
        given = _ask(jobs, given, request, repository)
    with _no_collections():
        found = score_fit(jobs, given, repository.reference_data, named)
    request.respond(found)


@contextmanager
def _no_collections() -> "Iterator[None]":
    """Keep Python from looking for garbage: a thousand jobs are a million objects, none of them garbage."""
    gc.disable()
    try:
        yield
    finally:
        gc.enable()


def _checked(headings: "list[RoleHeading]", repository: "Repository") -> "list[RoleHeading]":
    """Return the jobs if there is a choice among them: none named, at least two, or one that stands for several."""
    if len(headings) == 1 and len(headings[0].members) < 2:
        advice = partners(repository, headings[0]).partition(" Try")[0]
        raise UsageError(f"Name at least two jobs to choose from, or none for all jobs. {advice}".strip())
    return headings


def _ask(jobs: "Sequence[JobFacts]", given: "Answers", request: RequestContext, repository: "Repository") -> "Answers":
    """Ask at the terminal; leave quietly if the user does."""
    from rolecompare.cli.questions import ask

    try:
        return ask(jobs, repository.reference_data.sources, given.weights, color=request.color)
    except (EOFError, KeyboardInterrupt):
        sys.stderr.write("\n")
        raise typer.Exit(INTERRUPTED) from None


def _on_terminal() -> bool:
    return all(stream is not None and stream.isatty() for stream in (sys.stdin, sys.stdout, sys.stderr))
