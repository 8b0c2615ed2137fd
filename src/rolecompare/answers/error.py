"""The answer in place of one that cannot be given, for programs that asked for JSON."""

import re
from dataclasses import dataclass
from typing import Literal

from rolecompare.errors import (
    AmbiguousRoleError,
    FieldNotFoundError,
    NamesError,
    RoleCompareError,
    RoleNotFoundError,
)
from rolecompare.problems import Problem


@dataclass(frozen=True, slots=True, kw_only=True)
class ErrorCandidate:
    """A role that may have been meant; `jobs` is how many jobs there are in it, if that is known."""

    id: str
    title: str | None = None
    code: str | None = None
    jobs: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class MisunderstoodName:
    """A name on the command line that is not that of one role: the kind of error, and who may have been meant."""

    name: str
    error: str
    candidates: tuple[ErrorCandidate, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ErrorAnswer:
    """Why there is no answer: `message` is what people read, `exit_code` that of the program.

    `error` is the name of the kind of error, such as `role-not-found`. `name` is what was asked for and not found,
    `candidates` the roles that may have been meant and `suggestions` other names, the most likely first; `names` are
    several such names. `file` is the file that the error is about, and `problems` are what is wrong in it.
    """

    schema: Literal["rolecompare/error/2"] = "rolecompare/error/2"
    error: str
    exit_code: int
    message: str
    name: str | None = None
    candidates: tuple[ErrorCandidate, ...] = ()
    suggestions: tuple[str, ...] | None = None
    names: tuple[MisunderstoodName, ...] | None = None
    file: str | None = None
    problems: tuple[Problem, ...] | None = None


def error_answer(error: RoleCompareError) -> ErrorAnswer:
    """Return the answer that tells of an error."""
    names = error.errors if isinstance(error, NamesError) else None
    return ErrorAnswer(
        error=error_name(error),
        exit_code=error.exit_code,
        message=str(error),
        name=getattr(error, "name", None),
        candidates=_candidates(error),
        suggestions=error.suggestions or None if isinstance(error, FieldNotFoundError) else None,
        names=tuple(map(_misunderstood_name, names)) if names is not None else None,
        file=getattr(error, "file", None),
        problems=getattr(error, "problems", None),
    )


def error_name(error: RoleCompareError) -> str:
    """Return the name of the kind of error in lowercase, such as `role-not-found` of RoleNotFoundError."""
    words = re.findall("[A-Z][a-z]+", type(error).__name__.removesuffix("Error"))
    return "-".join(words).lower()


def _misunderstood_name(error: RoleNotFoundError | AmbiguousRoleError) -> MisunderstoodName:
    return MisunderstoodName(name=error.name, error=error_name(error), candidates=_candidates(error))


def _candidates(error: RoleCompareError) -> tuple[ErrorCandidate, ...]:
    """Return the roles that may have been meant, the most likely first."""
    match error:
        case RoleNotFoundError(suggestions=roles) | AmbiguousRoleError(fits=roles):
            return tuple(ErrorCandidate(id=r.id, title=r.title, code=r.code, jobs=r.jobs) for r in roles)
    return ()
