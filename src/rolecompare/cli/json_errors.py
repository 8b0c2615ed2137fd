"""Write an error as a JSON object on one line, for programs that asked for JSON."""

import json
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from rolecompare.errors import INTERNAL_ERROR, FileError, RoleCompareError, UsageError

JSON_FORMATS = ("json", "jsonl")
# The names of errors that are not of the program's own classes, by their exit codes.
OTHER_ERRORS = {UsageError.exit_code: "usage", FileError.exit_code: "file", INTERNAL_ERROR: "internal"}


def wants_json(command_line: Sequence[str]) -> bool:
    """Return whether a command line asks for JSON, even if something else is wrong with it."""
    options = command_line[: command_line.index("--")] if "--" in command_line else command_line
    values = [after for option, after in pairwise(options) if option in ("--format", "-f")]
    values += [option.removeprefix("--format=") for option in options if option.startswith("--format=")]
    values += [option[2:] for option in options if option.startswith("-f") and option[2:3].isalpha()]
    return "--json" in options or any(value in JSON_FORMATS for value in values)


def error_line(message: str, exit_code: int, error: RoleCompareError | None) -> str:
    """Return an error as JSON of ASCII characters alone, which every terminal and log can hold.

    `message` may be shorter than that of the error. `error` is None where Typer refused the command line, or where the
    program itself failed.
    """
    from rolecompare.answers.error import ErrorAnswer, error_answer
    from rolecompare.models.serialization import to_answer_value

    if error is not None:
        answer = replace(error_answer(error), message=message)
    else:
        answer = ErrorAnswer(error=OTHER_ERRORS[exit_code], exit_code=exit_code, message=message)
    return json.dumps(to_answer_value(answer))
