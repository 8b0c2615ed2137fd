"""Read the answers to the questions of `fit`, as typed on the command line or kept in a file."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from typing import Any

from rolecompare.dataset.json_reader import TOP, InvalidJsonError, parse_json, repair
from rolecompare.dataset.loader import read_file
from rolecompare.dataset.validation import describe_type
from rolecompare.errors import InvalidAnswersError, UsageError
from rolecompare.fit.questionnaire import (
    BY_KEY,
    HIGHEST_AMOUNT,
    LOWEST_AMOUNT,
    MAX_WEIGHT,
    MIN_WEIGHT,
    SKIP,
    Answers,
    read_amount,
)
from rolecompare.paths import display_name
from rolecompare.problems import Problem

# All answers take some hundred bytes; a file that is so much larger is of another kind.
MAX_FILE_BYTES = 64 * 1024
EXAMPLE = '{"answers": {"people": "people"}, "weights": {"people": 2}}'
PARTS = ("answers", "weights")
WEIGHED = f"Weights are for {', '.join(name for name, question in BY_KEY.items() if question.kind == 'wish')}"
DUPLICATE = ("the key occurs more than once", "keep one of them")


class _AnswerError(ValueError):
    """An answer or a weight that cannot be used: what is wrong, and what to do."""

    def __init__(self, message: str, suggestion: str) -> None:
        super().__init__(f"{_sentence(message)} {_sentence(suggestion)}")
        self.message, self.suggestion = message, suggestion


def _sentence(text: str) -> str:
    return text[:1].upper() + text[1:] + ("" if text.endswith("?") else ".")


def read_answers(answers: Iterable[str], weights: Iterable[str], path: str | None) -> Answers:
    """Return the answers and weights of the command line and of a file together.

    `answers` are texts such as "people=people", `weights` such as "people=2". Raises UsageError where one of them
    cannot be used or a question is answered or weighted twice, and InvalidAnswersError or FileError for the file.
    """
    from_file = _read_file(path) if path is not None else Answers()
    choices, numbers = dict(from_file.choices), dict(from_file.weights)
    try:
        for key, text in _split(answers, "--answer people=people"):
            question = _question(key)
            if question in choices:
                raise UsageError(f"{question} has two answers. Give one.")
            choices[question] = _choice(question, text)
        for key, text in _split(weights, "--weight people=2"):
            question = _question(key)
            if question in numbers:
                raise UsageError(f"{question} has two weights. Give one.")
            numbers[question] = _weight(_number(text))
    except _AnswerError as error:
        raise UsageError(str(error)) from None
    return Answers(choices, numbers)


def require_usable_weights(answers: Answers) -> None:
    """Raise UsageError if a weight would change nothing: that of a question without an answer, or of a limit."""
    for name in answers.weights:
        if BY_KEY[name].kind == "limit":
            raise UsageError(f"{name} is a limit, which a job keeps or not, so it has no weight. {WEIGHED}.")
        if name not in answers.choices:
            example = f"--answer {name}={BY_KEY[name].choices[0].key}"
            raise UsageError(f"{name} has a weight but no answer. Add one, such as {example}.")


def _split(typed: Iterable[str], example: str) -> Iterator[tuple[str, str]]:
    for text in typed:
        key, sign, value = text.partition("=")
        if not sign:
            raise _AnswerError(f"“{text}” has no =", f"write it like {example}")
        yield key, value


def _question(text: str) -> str:
    """Return the key of the question that is meant, whatever the case."""
    key = text.strip().casefold()
    if key not in BY_KEY:
        message = f"there is no question “{text}”"
        raise _AnswerError(message, _suggestion(key, [*BY_KEY], f"the questions are {', '.join(BY_KEY)}"))
    return key


def _choice(question: str, value: object) -> str:
    """Return the key of the choice that is meant. In a file, null skips a question, and an amount may be a number."""
    if value is None:
        return SKIP
    keys = [*(choice.key for choice in BY_KEY[question].choices), SKIP]
    all_choices = f"choose {', '.join(keys[:-1])}, or {SKIP}"
    takes_amount = BY_KEY[question].amount
    if takes_amount:
        all_choices = f"write dollars a year, from {LOWEST_AMOUNT} to {HIGHEST_AMOUNT}, such as 52000, or {SKIP}"
    if isinstance(value, bool) or not isinstance(value, (str, int, *((float,) if takes_amount else ()))):
        raise _AnswerError(f"{describe_type(value)} isn't one of the choices for {question}", all_choices)
    key = str(value).strip().casefold()
    amount = read_amount(key) if takes_amount else None
    if amount is not None:
        return str(amount)
    if key not in keys:
        message = f"“{value}” isn't one of the choices for {question}"
        raise _AnswerError(message, all_choices if takes_amount else _suggestion(key, keys, all_choices))
    return key


def _suggestion(text: str, names: list[str], otherwise: str) -> str:
    from rolecompare.dataset.repository import closest_names  # only a misspelled word needs it

    closest = [] if text.isdecimal() else closest_names(text, names)  # one amount is no misspelling of another
    return f"did you mean {' or '.join(closest)}?" if closest else otherwise


def _number(text: str) -> object:
    try:
        return float(text)
    except ValueError:
        return text


def _weight(value: object) -> int | float:
    allowed = f"use a number from {MIN_WEIGHT} to {MAX_WEIGHT}"
    if isinstance(value, bool) or not isinstance(value, (int, float)):
        raise _AnswerError(
            f"{f'“{value}”' if isinstance(value, str) else describe_type(value)} is not a weight", allowed
        )
    if not (MIN_WEIGHT <= value <= MAX_WEIGHT and math.isfinite(value)):
        raise _AnswerError(
            f"“{value:g}” is not a weight" if isinstance(value, float) else "that is not a weight", allowed
        )
    return int(value) if value == int(value) else value


def _read_file(path: str) -> Answers:
    """Return the answers in a file. Raises InvalidAnswersError with every problem of the file, or FileError."""
    suggestion = f"write {EXAMPLE}"
    try:
        raw = parse_json(read_file(path, MAX_FILE_BYTES))
        found = repair(raw) if isinstance(raw, dict) else ()
        problems = [replace(problem, suggestion=suggestion) for problem in found]
    except InvalidJsonError as error:
        raise InvalidAnswersError(display_name(path), [replace(error.problem, suggestion=suggestion)]) from None
    if not isinstance(raw, dict):
        message = f"the file holds {describe_type(raw)}, not an object"
        raise InvalidAnswersError(display_name(path), [Problem(TOP, message, suggestion)])
    for name in raw.keys() - set(PARTS):
        problems.append(Problem(name, "unknown key", f"the keys are {' and '.join(PARTS)}, as in {EXAMPLE}"))
    choices = _read_part(raw, "answers", _choice, problems)
    weights = _read_part(raw, "weights", lambda _, value: _weight(value), problems)
    for name in weights:
        if BY_KEY[name].kind == "limit":
            problems.append(Problem(f"weights.{name}", "a limit has no weight", "remove it"))
        elif name not in choices:
            problems.append(Problem(f"weights.{name}", "a weight without an answer", f"add {name} to answers"))
    if problems:
        # What was reported first of a value is the reason for the rest.
        raise InvalidAnswersError(
            display_name(path), sorted({problem.path: problem for problem in reversed(problems)}.values())
        )
    return Answers(choices, weights)


def _read_part(
    raw: dict[str, Any], name: str, read: Callable[[str, object], Any], problems: list[Problem]
) -> dict[str, Any]:
    """Return one part of the file by question, each value read by `read`; problems are added to the list."""
    part = raw.get(name, {})
    if not isinstance(part, dict):
        problems.append(Problem(name, f"{describe_type(part)}, not an object", f"write {EXAMPLE}"))
        return {}
    found: dict[str, Any] = {}
    for key, value in part.items():
        try:
            question = _question(key)
            if question in found:
                problems.append(Problem(f"{name}.{key}", *DUPLICATE))
            found[question] = read(question, value)
        except _AnswerError as error:
            problems.append(Problem(f"{name}.{key}", error.message, error.suggestion))
    return found
