"""Validate a dataset file from outside and report every problem: its path, what is wrong and how to fix it."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any

from pydantic import ValidationError

from rolecompare.dataset.json_reader import SEE_SCHEMA, TOP, InvalidJsonError, join_path, parse_json, repair
from rolecompare.dataset.references import reference_problems
from rolecompare.dataset.role_checks import role_problems
from rolecompare.models.base import PROBLEM, Model
from rolecompare.models.claims import Claim
from rolecompare.models.dataset import Dataset
from rolecompare.models.roles import Activity, Role
from rolecompare.models.sources import Source
from rolecompare.problems import CHECK_STOPPED, Problem

if TYPE_CHECKING:
    from pydantic_core import ErrorDetails

PARTS: Mapping[str, type[Model]] = {"sources": Source, "activities": Activity, "roles": Role, "claims": Claim}
"""The lists of a dataset, each with the model of its records."""
MAX_PROBLEMS = 1000
"""With more problems than this, a file is not a dataset with mistakes in it but something else."""
MAX_RECORD_VALUES = 100_000
"""A role of an official database has some 10,000 values. Each invalid one may need a kilobyte to be reported."""


def find_problems(content: bytes) -> list[Problem]:
    """Return every problem of a dataset file: those of its text, then of its records, then between records.

    A path is reported at one of these stages only. After MAX_PROBLEMS problems the check stops, and a last problem says
    so.
    """
    return read_dataset(content)[1]


def read_dataset(content: bytes) -> tuple[dict[str, Any], list[Problem]]:
    """Return the JSON of a dataset file and its problems. The JSON may be used only if there are no problems."""
    try:
        raw = parse_json(content)
        if not isinstance(raw, dict):
            message = f"the file holds {describe_type(raw)}, not an object"
            return {}, [Problem(TOP, message, SEE_SCHEMA)]
        return raw, _dataset_problems(raw)
    except InvalidJsonError as error:
        return {}, [error.problem]


def _dataset_problems(raw: dict[str, Any]) -> list[Problem]:
    found: dict[Problem, None] = {}
    for stage in (repair(raw), _record_problems(raw), reference_problems(raw)):
        reported = {problem.path for problem in found}
        for problem in stage:
            if problem.path in reported:
                continue
            if len(found) == MAX_PROBLEMS:
                last = Problem(TOP, f"{CHECK_STOPPED} after {MAX_PROBLEMS:,} problems", "fix these first")
                return [*found, last]
            found[problem] = None
    return list(found)


def _record_problems(raw: dict[str, Any]) -> Iterator[Problem]:
    """Validate the records one by one, so that only the errors of one of them are in memory."""
    names = {field.alias or name for name, field in Dataset.model_fields.items()}
    head = {name: value for name, value in raw.items() if name in names}
    lists = {part: head[part] for part in PARTS if isinstance(head.get(part), list)}
    yield from _model_problems(Dataset, {**head, **{part: [] for part in lists}}, "")
    for part, records in lists.items():
        for number, record in enumerate(records):
            yield from _model_problems(PARTS[part], record, f"{part}[{number}]")
    for name in raw:
        if name not in names:
            yield Problem(join_path("", name) or TOP, *UNKNOWN_FIELD)


def _model_problems(model: type[Model], value: object, path: str) -> Iterator[Problem]:
    if _has_more_values(value, MAX_RECORD_VALUES):
        yield Problem(path or TOP, f"more than {MAX_RECORD_VALUES:,} values", "no record is that large; remove some")
        return
    try:
        record = model.from_json_value(value)
    except ValidationError as error:
        yield from translate_errors(error, path)
    else:
        if isinstance(record, Role):
            yield from role_problems(record, path)


def _has_more_values(value: object, limit: int) -> bool:
    containers, count = [value], 0
    while containers:
        container = containers.pop()
        items = container.values() if isinstance(container, dict) else container if isinstance(container, list) else ()
        count += len(items)
        if count > limit:
            return True
        containers += [item for item in items if isinstance(item, (dict, list))]
    return False


UNKNOWN_FIELD = ("unknown field", "remove it or fix its name")


def translate_errors(error: ValidationError, path: str) -> Iterator[Problem]:
    """Yield the problems of a record that does not validate; `path` is that of the record."""
    details = error.errors(include_url=False)
    # A list with an invalid item is reported as too short as well, because the item does not count.
    inside = {detail["loc"][:end] for detail in details for end in range(len(detail["loc"]))}
    for detail in details:
        if not (detail["type"] == "too_short" and detail["loc"] in inside):
            yield _translate_error(detail, _path(path, detail["loc"]))


def _path(path: str, location: tuple[int | str, ...]) -> str:
    for step in location:
        if isinstance(step, int):
            path = f"{path}[{step}]"
        elif not step.startswith("<"):  # not the tag of a type in a union
            path = join_path(path, step)
    return path or TOP


def _translate_error(detail: ErrorDetails, path: str) -> Problem:
    context = detail.get("ctx", {})
    value = detail.get("input")
    match detail["type"]:
        case "missing":
            return Problem(path, "required field is missing", "add it")
        case "extra_forbidden":
            return Problem(path, *UNKNOWN_FIELD)
        case "string_pattern_mismatch":
            suggestion = _PATTERNS.get(context["pattern"], f"match {context['pattern']}")
            return Problem(path, f"{_format_value(value)} is invalid", suggestion)
        case "too_short" | "too_long":
            limit = "at least" if detail["type"] == "too_short" else "at most"
            bound = context.get("min_length", context.get("max_length"))
            count = context["actual_length"]
            return Problem(path, "1 item" if count == 1 else f"{count} items", f"give {limit} {bound}")
    if detail["type"] == PROBLEM:
        return Problem(path, context["message"], context["suggestion"])
    message = detail["msg"]
    return Problem(path, f"{_format_value(value)} is invalid", message[:1].lower() + message[1:])


_PATTERNS = {
    r"^[a-z0-9]+(?:[-.][a-z0-9]+)*$": "use lower-case letters, digits and single hyphens",
    r"\S": "give a text that is not blank",
    r"^https?://\S+$": "give an address that begins with https://",
    r"^(?:19|20)[0-9]{2}(?:-(?:0[1-9]|1[0-2])(?:-(?:0[1-9]|[12][0-9]|3[01]))?)?$": "give a date such as 2025-08-28",
    r"^(?:19|20)[0-9]{2}(?:-(?:0[1-9]|1[0-2]))?$": "give a year or a month, such as 2025 or 2025-05",
    r"^[1-9]\.[A-Za-z0-9.]+$": "give an O*NET element such as 4.A.3.a.2.I38.D01",
    r"^[0-9]{2}-[0-9]{4}$": "give a SOC 2018 code such as 31-9092",
    r"^[0-9]{2}-[0-9]{4}\.[0-9]{2}$": "give an O*NET-SOC 2019 code such as 31-9092.00",
    r"^[0-9]{1,4}$": "give an ISCO-08 code of up to four digits",
}


def _format_value(value: object) -> str:
    scalar = isinstance(value, (str, int, float, bool))
    text = json.dumps(value, ensure_ascii=False) if scalar else describe_type(value)
    return text if len(text) <= 60 else f"{text[:57]}…"


def describe_type(value: object) -> str:
    """Return the type of a JSON value with its article, such as `a list`."""
    match value:
        case None:
            return "null"
        case list() | tuple():
            return "a list"
        case dict():
            return "an object"
        case bool():
            return "true or false"
        case int() | float():
            return "a number"
        case _:
            return "a text"
