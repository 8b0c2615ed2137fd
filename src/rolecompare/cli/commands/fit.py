"""`rolecompare fit`: which job suits somebody, by their answers to eight questions."""

import sys
from typing import TYPE_CHECKING, Annotated

import typer

from rolecompare.cli.completion import complete_answers, complete_roles
from rolecompare.cli.context import RequestContext, command, require_name
from rolecompare.cli.names import find_jobs, partners
from rolecompare.errors import INTERRUPTED, UsageError
from rolecompare.paths import STREAM

if TYPE_CHECKING:
    from rolecompare.dataset.repository import Repository
    from rolecompare.fit.questionnaire import Answers
    from rolecompare.models.roles import RoleHeading

RolesArgument = Annotated[
    list[str] | None,
    typer.Argument(
        metavar="[ROLE]...",
        help="The jobs to choose from: ID, code or title. Default: medical assistant and medical technician.",
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
        help="Answer a question, such as care=much. Can be repeated.",
        autocompletion=complete_answers,
    ),
]
WeightOption = Annotated[
    list[str] | None,
    typer.Option(
        "--weight",
        "-w",
        metavar="KEY=N",
        help="How much an answer counts, from 0 to 10 (default: 1), such as pay=2. Can be repeated.",
    ),
]
AnswersOption = Annotated[
    str | None,
    typer.Option(
        "--answers",
        metavar="FILE",
        help='Read answers from a JSON file (- is standard input): {"answers": {"care": "much"}}.',
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
    """Answer 8 questions and see which job fits you, and why.

    At a terminal it asks the questions. In a script, answer with --answer or --answers; the rest is skipped.

    Your answers stay on your computer: they are neither sent nor saved.

    Example: rolecompare fit medical-assistant phlebotomist --answer care=much --answer pay=60000 --weight pay=2
    """
    from rolecompare.fit.questionnaire import Questions

    if questions:
        request.respond(Questions())
        return
    from rolecompare.cli.fit_answers import read_answers, require_answers_to_weights
    from rolecompare.fit.scoring import score_fit

    require_name("--answers", answers)
    if answers == STREAM and request.data == STREAM:
        raise UsageError("--answers and --data both read standard input. Save one of them in a file.")
    given = read_answers(answer or (), weight or (), answers)
    repository = request.open_repository()
    headings = find_jobs(request, repository, roles or repository.library.default_comparison)
    choices = repository.load_all(_checked(headings, repository))
    if request.is_page and not answer and answers is None and _on_terminal():
        given = _ask(given, request)
    else:
        require_answers_to_weights(given)
        if not answer and answers is None:
            raise UsageError(
                "Answer at least one question, such as --answer care=much. `rolecompare fit --questions` lists them."
            )
    request.respond(score_fit(choices, given, repository.reference_data))


def _checked(headings: "list[RoleHeading]", repository: "Repository") -> "list[RoleHeading]":
    """Return the jobs if there is a choice among them: at least two, or one that stands for several."""
    if len(headings) == 1 and len(headings[0].members) < 2:
        advice = partners(repository, headings[0]).partition(" Try")[0]
        raise UsageError(f"Name at least two jobs to choose from, or none for the built-in pair. {advice}".strip())
    return headings


def _ask(given: "Answers", request: RequestContext) -> "Answers":
    """Ask at the terminal; leave quietly if the user does."""
    from rolecompare.cli.prompts import ask

    try:
        return ask(given.weights, color=request.color)
    except (EOFError, KeyboardInterrupt):
        sys.stderr.write("\n")
        raise typer.Exit(INTERRUPTED) from None


def _on_terminal() -> bool:
    return all(stream is not None and stream.isatty() for stream in (sys.stdin, sys.stdout, sys.stderr))
