"""The answer in place of one that cannot be given, for programs that asked for JSON."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any, Literal

from rolecompare.errors import RoleCompareError, UsageError
from rolecompare.problems import Problem


@dataclass(frozen=True, slots=True, kw_only=True)
class ErrorCandidate:
    """A role that may have been meant; `jobs` is how many jobs there are in it, if that is known."""

    id: str
    title: str | None = None
    code: str | None = None
    jobs: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ErrorAnswer:
    """Why there is no answer: `message` is what people read, `exit_code` that of the program.

    `error` is the name of the kind of error, such as `role-not-found`. `name` is what was asked for and not found,
    `candidates` the roles that may have been meant and `suggestions` other names, the most likely first. `file` is the
    file that the error is about, and `problems` are what is wrong in it.
    """

    schema: Literal["rolecompare/error/2"] = "rolecompare/error/2"
    error: str
    exit_code: int
    message: str
    name: str | None = None
    candidates: tuple[ErrorCandidate, ...] = ()
    suggestions: tuple[str, ...] | None = None
    file: str | None = None
    problems: tuple[Problem, ...] | None = None


def error_answer(error: RoleCompareError) -> ErrorAnswer:
    """Return the answer that tells of an error."""
    meant: Iterable[Any] = getattr(error, "fits", ()) or getattr(error, "suggestions", ())
    is_usage = isinstance(error, UsageError)  # what a wrong command line may have meant is no role
    return ErrorAnswer(
        error=error_name(error),
        exit_code=error.exit_code,
        message=str(error),
        name=getattr(error, "name", None),
        candidates=() if is_usage else tuple(_candidates(meant)),
        suggestions=tuple(meant) or None if is_usage else None,
        file=getattr(error, "file", None),
        problems=getattr(error, "problems", None),
    )


def error_name(error: RoleCompareError) -> str:
    """Return the name of the kind of error in lowercase, such as `role-not-found` of RoleNotFoundError."""
    words = re.findall("[A-Z][a-z]+", type(error).__name__.removesuffix("Error"))
    return "-".join(words).lower()


def _candidates(roles: Iterable[Any]) -> Iterator[ErrorCandidate]:
    for role in roles:
        yield ErrorCandidate(id=role.id, title=role.title, code=role.code, jobs=role.jobs)
