"""Answers as somebody types them, or keeps them in a file -> Answers; or what is wrong with them, and where."""

from __future__ import annotations

import json
import math
import os
from collections import Counter
from collections.abc import Iterable, Iterator
from typing import Any

from rolecompare.errors import FileError, InvalidAnswersError, Problem, UsageError
from rolecompare.fit.questionnaire import BY_KEY, MAX_WEIGHT, MIN_WEIGHT, SKIP, Answers

# Eight answers take some hundred bytes; what is so much larger is another kind of file.
LARGEST = 64 * 1024
SHAPE = '{"answers": {"care": "much"}, "weights": {"care": 2}}'
PARTS = ("answers", "weights")
TWICE = ("the key stands more than once", "keep one of them")


class _Wrong(ValueError):
    def __init__(self, what: str, remedy: str) -> None:
        super().__init__(f"{what}; {remedy}")
        self.what, self.remedy = what, remedy


def given(answers: Iterable[str], weights: Iterable[str], path: str | None) -> Answers:
    """The answers of the command line and of the file together. A question is answered once, and weighed once."""
    read = _read(path) if path is not None else Answers()
    choices, counts = dict(read.choices), dict(read.weights)
    try:
        for key, text in _pairs(answers, "--answer care=much"):
            question = _key(key)
            if question in choices:
                raise UsageError(f"{question} is answered twice; give one answer to it.")
            choices[question] = _choice(question, text)
        for key, text in _pairs(weights, "--weight pay=2"):
            question = _key(key)
            if question in counts:
                raise UsageError(f"{question} is weighed twice; give one weight to it.")
            counts[question] = _weight(_number(text))
    except _Wrong as wrong:
        raise UsageError(f"{wrong}" if wrong.remedy.endswith("?") else f"{wrong}.") from None
    return Answers(choices, counts)


def unweighed(answers: Answers) -> None:
    """Refuse a weight of what has no answer: whoever gives it means something that would come to nothing."""
    for name in answers.weights:
        if name not in answers.choices:
            example = f"--answer {name}={BY_KEY[name].choices[0].key}"
            raise UsageError(f"{name} has a weight and no answer; give one, such as {example}.")


def _pairs(typed: Iterable[str], example: str) -> Iterator[tuple[str, str]]:
    for text in typed:
        key, sign, value = text.partition("=")
        if not sign:
            raise _Wrong(f"“{text}” has no =", f"write it as in {example}")
        yield key, value


# ── one answer ───────────────────────────────────────────────────────────────────────────────────────────────────────


def _key(text: str) -> str:
    key = text.strip().casefold()
    if key not in BY_KEY:
        raise _Wrong(f"no question is called “{text}”", _meant(key, [*BY_KEY], f"there are {', '.join(BY_KEY)}"))
    return key


def _choice(question: str, value: object) -> str:
    """The key of a choice; what a file leaves empty is skipped, and an amount may stand there as a number."""
    if value is None:
        return SKIP
    if isinstance(value, bool) or not isinstance(value, (str, int)):
        raise _Wrong(f"{_kind(value)} is no answer to {question}", f"use {_listed(question)}")
    key = str(value).strip().casefold()
    keys = [*(choice.key for choice in BY_KEY[question].choices), SKIP]
    if key not in keys:
        raise _Wrong(f"“{value}” is no answer to {question}", _meant(key, keys, f"use {_listed(question)}"))
    return key


def _listed(question: str) -> str:
    return ", ".join(choice.key for choice in BY_KEY[question].choices) + f" or {SKIP}"


def _meant(text: str, names: list[str], otherwise: str) -> str:
    from rolecompare.dataset.repository import closest_names  # only a slip needs it

    near = [] if text.isdecimal() else closest_names(text, names)  # no amount is a slip of another
    return f"did you mean {' or '.join(near)}?" if near else otherwise


def _number(text: str) -> object:
    try:
        return float(text)
    except ValueError:
        return text


def _weight(value: object) -> int | float:
    bounds = f"use a number from {MIN_WEIGHT} to {MAX_WEIGHT}"
    if isinstance(value, bool) or not isinstance(value, (int, float)):
        raise _Wrong(f"{f'“{value}”' if isinstance(value, str) else _kind(value)} is no weight", bounds)
    if not (MIN_WEIGHT <= value <= MAX_WEIGHT and math.isfinite(value)):
        raise _Wrong(f"{value:g} is no weight" if isinstance(value, float) else "that is no weight", bounds)
    return int(value) if value == int(value) else value


# ── a file of them ───────────────────────────────────────────────────────────────────────────────────────────────────


def _read(path: str) -> Answers:
    raw = _parsed(path, _bytes(path))
    faults: list[Problem] = []
    if not isinstance(raw, dict):
        raise InvalidAnswersError(
            path, [Problem("(top)", f"the file holds {_kind(raw)}, not an object", f"write {SHAPE}")]
        )
    for name in raw.keys() - set(PARTS):
        faults.append(Problem(name, "no such part", f"there are {' and '.join(PARTS)}, as in {SHAPE}"))
    choices = _part(raw, "answers", _choice, faults)
    weights = _part(raw, "weights", lambda _, value: _weight(value), faults)
    for name in weights.keys() - choices.keys():
        faults.append(Problem(f"weights.{name}", "a weight without an answer", f"add {name} to answers"))
    if faults:
        raise InvalidAnswersError(path, sorted(faults))
    return Answers(choices, weights)


def _part(raw: dict[str, Any], name: str, read: Any, faults: list[Problem]) -> dict[str, Any]:
    """One part of the file, each entry read; what cannot be is told with its place."""
    part = raw.get(name, {})
    if not isinstance(part, dict):
        faults.append(Problem(name, f"{_kind(part)}, not an object", f"write {SHAPE}"))
        return {}
    found: dict[str, Any] = {}
    for key, value in part.items():
        try:
            question = _key(key)
            if question in found:
                faults.append(Problem(f"{name}.{key}", *TWICE))
            found[question] = read(question, value)
        except _Wrong as wrong:
            faults.append(Problem(f"{name}.{key}", wrong.what, wrong.remedy))
    return found


def _bytes(path: str) -> bytes:
    try:
        if os.path.isdir(path):
            raise FileError(path, "is a folder, not a file", "Name the file of answers in it.")
        with open(path, "rb") as file:
            content = file.read(LARGEST + 1)
    except (OSError, ValueError) as error:
        reason = error.strerror if isinstance(error, OSError) and error.strerror else "cannot be opened"
        raise FileError(path, reason.lower(), "Check the path and the permission to read it.") from None
    if len(content) > LARGEST:
        raise FileError(path, f"larger than {LARGEST // 1024} kB", f"A file of answers looks like {SHAPE}.")
    return content


def _parsed(path: str, content: bytes) -> Any:
    def once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
        found = dict(pairs)
        if len(found) < len(pairs):
            counts = Counter(key for key, _ in pairs)
            raise InvalidAnswersError(path, [Problem(key, *TWICE) for key in sorted(counts) if counts[key] > 1])
        return found

    if content.startswith(b"\xef\xbb\xbf"):
        fault = Problem("byte 0", "the file begins with a byte order mark", "save it as UTF-8 without one")
        raise InvalidAnswersError(path, [fault])
    try:
        return json.loads(content.decode("utf-8"), object_pairs_hook=once)
    except UnicodeDecodeError as error:
        fault = Problem(f"byte {error.start}", "not UTF-8", "save the file as UTF-8")
    except json.JSONDecodeError as error:
        fault = Problem(
            f"line {error.lineno}, column {error.colno}", f"not JSON: {error.msg.lower()}", f"write {SHAPE}"
        )
    except RecursionError:
        fault = Problem("(top)", "nested too deep to read", f"write {SHAPE}")
    except ValueError:  # of a number with thousands of digits
        fault = Problem("(top)", "a number of more digits than anything has", f"write {SHAPE}")
    raise InvalidAnswersError(path, [fault])


def _kind(value: object) -> str:
    match value:
        case None:
            return "null"
        case bool():
            return "true or false"
        case int() | float():
            return "a number"
        case str():
            return "a text"
        case list():
            return "a list"
        case _:
            return "an object"
