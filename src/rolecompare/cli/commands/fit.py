"""The commands of the panel Decide."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from typing import TYPE_CHECKING

import typer

from rolecompare.cli import options
from rolecompare.cli.context import RequestContext, named, open_repository

if TYPE_CHECKING:
    from rolecompare.comparison.types import RoleWithMembers
    from rolecompare.fit.questionnaire import Answers

# What a shell says of a program that somebody interrupted.
LEFT = 130


def fit(
    roles: options.FitRolesArgument = None,
    answer: options.AnswerOption = None,
    weight: options.WeightOption = None,
    answers: options.AnswersOption = None,
    questions: options.QuestionsOption = False,
    output_format: options.FormatOption = None,
    as_json: options.JsonOption = False,
    no_sources: options.NoSourcesOption = False,
    width: options.WidthOption = None,
    no_color: options.NoColorOption = False,
    output: options.OutputOption = None,
    data: options.DataOption = None,
) -> None:
    """Say which role is right for you, with the reason for each point and what would change the answer.

    At a terminal it asks eight questions; elsewhere, or with an answer given, what is not answered is skipped.
    Nothing leaves your machine: answers are neither sent nor kept.

    Example: rolecompare fit medical-assistant phlebotomist --answer care=much --answer pay=60000 --weight pay=2
    """
    asking = RequestContext(output_format, as_json, width, no_color, output)
    if questions:
        _list_questions(asking)
        return
    from rolecompare.cli.fit_answers import given
    from rolecompare.fit.scoring import score_fit as fitted

    named("--answers", answers)
    told = given(answer or (), weight or (), answers)
    catalog = open_repository(data)
    subjects = _enough(catalog.find_all(roles or []))
    asks = asking.for_people and not answer and answers is None and _at_a_terminal()
    told = _asked(told, asking) if asks else _whole(told)
    asking.respond(fitted(subjects, told, catalog.background), sources=not no_sources)


def _list_questions(asking: RequestContext) -> None:
    from rolecompare.fit.questionnaire import Questions

    asking.respond(Questions())


def _enough(subjects: Sequence[RoleWithMembers]) -> Sequence[RoleWithMembers]:
    """The roles, if there is a choice among them: two of them, or one that stands for several."""
    from rolecompare.errors import UsageError

    if len(subjects) == 1 and len(subjects[0].members) < 2:
        name = subjects[0].role.id
        raise UsageError(f"one role is named, {name}; to choose takes two. Name another, or none for the default pair.")
    return subjects


def _whole(told: Answers) -> Answers:
    from rolecompare.cli.fit_answers import unweighed

    unweighed(told)
    return told


def _asked(told: Answers, asking: RequestContext) -> Answers:
    """The answers that somebody at the terminal gives; whoever leaves in the middle leaves quietly."""
    from rolecompare.cli.prompts import ask

    try:
        return ask(told.weights, color=not asking.no_color)
    except (EOFError, KeyboardInterrupt):
        sys.stderr.write("\n")
        raise typer.Exit(LEFT) from None


def _at_a_terminal() -> bool:
    return all(stream is not None and stream.isatty() for stream in (sys.stdin, sys.stdout, sys.stderr))
