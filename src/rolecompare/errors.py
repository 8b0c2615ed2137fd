"""The errors that the program reports, each with its exit code.

RoleCompareError
├── UsageError            2   the command line asks for something impossible
│   └── FieldNotFoundError    the role has no such field
├── RoleNotFoundError     3   no role has this name
├── NothingFoundError     3   no role has any of these words
├── NamesError            3,4 several names of one command line are not those of one role
├── AmbiguousRoleError    4   several roles have this name
│   └── UmbrellaRoleError     the name stands for several roles, where one is needed
├── InvalidDatasetError   5   a dataset that breaks the rules of datasets
├── InvalidAnswersError   5   a file of answers that cannot be used
├── CorruptStoreError     5   a store whose content cannot be used
└── FileError             6   a file that cannot be read or written

A message says in short sentences what is wrong, where, and what to do.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Literal, NamedTuple

if TYPE_CHECKING:
    from rolecompare.problems import Problem

INTERNAL_ERROR = 70
INTERRUPTED = 130  # as shells have it for a program that Ctrl-C stopped
MAX_ECHOED = 400  # characters of what a user typed, or of the path of a file
MAX_DATASET_PROBLEMS, MAX_ANSWER_PROBLEMS = 5, 10  # shown in a message
MAX_CHOICES = 10  # roles that a message lists; more is nothing to choose from
MAX_FOUND = 100  # roles that `find` lists at most


class RoleCompareError(Exception):
    """An error that the user can do something about."""

    exit_code = INTERNAL_ERROR


def shorten(text: str, length: int) -> str:
    """Return a text without its middle where it is longer than so many characters."""
    half = length // 2
    return text if len(text) <= length else f"{text[:half]}…{text[-half:]}"


def _one_line(text: str) -> str:
    """Return what a user typed on one line, which is not too long to be read."""
    return "␊".join(shorten(text, MAX_ECHOED).splitlines())


def _did_you_mean(names: Sequence[str]) -> str:
    return f"Did you mean {' or '.join(names)}?"


class UsageError(RoleCompareError):
    """A command line that asks for something impossible."""

    exit_code = 2


class FieldNotFoundError(UsageError):
    """A field that a role does not have, or no field where one is needed: an empty one.

    `suggestions` are fields of the role with similar names, the most similar first. `fields` are all fields of the
    role with their labels. A role can have hundreds, so that only those of the section that was named are listed; if
    none was named, the message says how many each section has.
    """

    def __init__(self, role: str, field: str, suggestions: Sequence[str], fields: Mapping[str, str]) -> None:
        section, _, key = field.casefold().partition(".")
        self.suggestions = tuple(suggestions) if key or section not in map(_section, fields) else ()
        listed = [f"{name}  ({label})" for name, label in fields.items() if _section(name) == section]
        if self.suggestions:
            advice = _did_you_mean(self.suggestions)
        elif listed:
            advice = f"Fields in {section}:\n" + "\n".join(f"  {_one_line(name)}" for name in listed)
        else:
            counts = Counter(map(_section, fields))
            sections = ", ".join(f"{name} ({count})" for name, count in counts.items())
            advice = f"Use section.key, or a section alone to list its fields: {sections}."
        super().__init__(f"{role} has no field “{_one_line(field)}”. {advice}")


def _section(field: str) -> str:
    return field.partition(".")[0]


class Choice(NamedTuple):
    """A role that somebody may have meant: what tells it apart, and how many jobs there are in it if that is known.

    `members` is how many roles an umbrella stands for.
    """

    id: str
    title: str
    code: str | None = None
    jobs: int | None = None
    members: int = 0

    def __str__(self) -> str:
        """Return the code, which names the role as well as its ID does, the title and the number of jobs."""
        count = f" · {self.jobs:,} jobs" if self.jobs is not None else ""
        if self.members:
            count = f" · stands for {self.members} jobs"
        return f"{self.code or self.id}  {_one_line(self.title)}{count}"


class RoleNotFoundError(RoleCompareError):
    """A name that no role has. `suggestions` are roles with similar names, the most similar first.

    `question` asks which of them is meant, and `hint` is what else the user can do.
    """

    exit_code = 3

    def __init__(self, name: str, suggestions: Sequence[Choice] = (), hint: str = "") -> None:
        self.name, self.suggestions, self.hint = name, tuple(suggestions), hint
        unknown = f"No job is called “{_one_line(name)}”."
        self.question, self.more = f"{unknown} Did you mean one of these?", ""
        if len(self.suggestions) > 1:
            message = "\n".join(filter(None, (self.question, _numbered(self.suggestions), hint)))
        elif self.suggestions:
            message = " ".join(filter(None, (unknown, _did_you_mean([self.suggestions[0].id]), hint)))
        else:
            message = f"{unknown} {hint or '`rolecompare list` lists all jobs.'}"
        super().__init__(message)


class AmbiguousRoleError(RoleCompareError):
    """A name that several roles have: `fits`, the most likely and most numerous first.

    `question` asks which of them is meant, and `more` says how to see those that the message has no room for.
    """

    exit_code = 4

    def __init__(self, name: str, fits: Sequence[Choice], question: str = "") -> None:
        self.name, self.fits = name, tuple(fits)
        self.question = question or f"“{_one_line(name)}” could mean {len(self.fits)} jobs. Which one?"
        more = len(self.fits) - MAX_CHOICES
        command = f'`rolecompare find "{_one_line(name)}" --limit {len(self.fits)}`'
        self.more = f"{more} more: {command}" if more > 0 else ""
        lines = [f"{self.question} Use its title or code:", _numbered(self.fits[:MAX_CHOICES])]
        super().__init__("\n".join([*lines, *([f"  {self.more}"] if self.more else [])]))


class UmbrellaRoleError(AmbiguousRoleError):
    """A name that stands for several roles, `fits`, where the question makes sense only for one."""

    def __init__(self, name: str, fits: Sequence[Choice]) -> None:
        jobs = f"{_one_line(name)} stands for {len(fits)} jobs"
        super().__init__(name, fits, f"{jobs}, but you can only move to or from one. Which one?")


class NothingFoundError(RoleCompareError):
    """Words that no role has in its titles or duties. `hint` is what else the user can do."""

    exit_code = 3

    def __init__(self, words: str, hint: str = "") -> None:
        self.words, self.hint = words, hint
        advice = hint or "Try other words, or `rolecompare list` for all jobs."
        super().__init__(f"No job found for “{_one_line(words)}”. {advice}")


class NamesError(RoleCompareError):
    """Several names of one command line that are not those of one role; `errors` are what is wrong with each."""

    exit_code = RoleNotFoundError.exit_code

    def __init__(self, errors: Sequence[RoleNotFoundError | AmbiguousRoleError]) -> None:
        self.errors = tuple(errors)
        self.exit_code = min(error.exit_code for error in errors)
        super().__init__("\n".join(map(str, errors)))


def _numbered(choices: Sequence[Choice]) -> str:
    return "\n".join(f"  {number:>2}  {choice}" for number, choice in enumerate(choices, 1))


def _describe_problems(problems: "Sequence[Problem]", limit: int, how_to_list_all: str) -> str:
    """Return how many problems there are and the first of them, each on one line, whatever is in its path."""
    from rolecompare.problems import describe_count, is_complete

    count = describe_count(problems)
    shown = [f"  {_one_line(str(problem))}" for problem in problems[:limit]]
    at_least = "" if is_complete(problems) else "at least "
    more = [f"  … and {at_least}{len(problems) - limit} more{how_to_list_all}"] if len(problems) > limit else []
    return "\n".join((f"{count[:1].upper()}{count[1:]}:", *shown, *more))


class InvalidDatasetError(RoleCompareError):
    """A dataset that breaks the rules of datasets. `problems` are all that is wrong with it."""

    exit_code = 5

    def __init__(self, file: str, problems: "Sequence[Problem]") -> None:
        from rolecompare.problems import is_complete  # not for a shell that only completes a name

        self.file, self.problems = file, tuple(problems)
        listed = "them all" if is_complete(self.problems) else "the first of them"
        how_to_list_all = f". `rolecompare data check FILE` lists {listed}."
        described = _describe_problems(self.problems, MAX_DATASET_PROBLEMS, how_to_list_all)
        super().__init__(f"{_one_line(file)} is not a valid dataset. {described}")


class InvalidAnswersError(RoleCompareError):
    """A file of answers that cannot be used. `problems` are all that is wrong with it."""

    exit_code = 5

    def __init__(self, file: str, problems: "Sequence[Problem]") -> None:
        self.file, self.problems = file, tuple(problems)
        described = _describe_problems(self.problems, MAX_ANSWER_PROBLEMS, "")
        super().__init__(f"{_one_line(file)} has no usable answers. {described}")


class CorruptStoreError(RoleCompareError):
    """A store whose content cannot be used: `state` says if it is damaged or made by another version of the program."""

    exit_code = 5

    def __init__(self, file: str, what: str, state: Literal["damaged", "older", "newer"] = "damaged") -> None:
        self.file, self.what, self.state = file, what, state
        advice = "Delete it with `rolecompare data remove`, then import again."
        super().__init__(f"Cannot read the imported data in {_one_line(file)}: {_one_line(what)}. {advice}")


class FileError(RoleCompareError):
    """A file that cannot be read or written: `trouble` is the reason, `remedy` a sentence on what to do."""

    exit_code = 6

    def __init__(self, file: str, trouble: str, remedy: str) -> None:
        self.file, self.trouble = file, trouble
        super().__init__(f"{_one_line(file)}: {trouble}. {remedy}")
