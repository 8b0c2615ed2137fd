"""Every way we refuse: what is wrong, where, what to do, and the exit code that says so.

RolecompareError
├── WrongUsage          2   the command line asks for what cannot be
│   └── NoSuchField         a field that a role does not have
├── NoSuchRole          3   a name that no role has
├── AmbiguousRole       4   a name that several roles have
│   └── UmbrellaRole        a name for several roles, where one is needed
├── UnsoundData         5   a dataset that breaks its own rules
├── UnsoundAnswers      5   a file of answers that cannot be understood
├── DamagedStore        5   a store that cannot be read
└── FileTrouble         6   a file that cannot be read or written
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

INTERNAL_ERROR = 70


class RoleCompareError(Exception):
    exit_code = INTERNAL_ERROR


def _line(text: str) -> str:
    """What somebody typed, on one line."""
    return "␊".join(text.splitlines())


class UsageError(RoleCompareError):
    exit_code = 2


class FieldNotFoundError(UsageError):
    """`suggestions` are fields of the role whose names come near, best first; `fields` are all it has, by their labels.

    A role may have hundreds: of a section that was named its own are listed, else how many there are of each.
    """

    def __init__(self, role: str, field: str, suggestions: Sequence[str], fields: Mapping[str, str]) -> None:
        asked, _, key = field.casefold().partition(".")
        self.suggestions = tuple(suggestions) if key or asked not in map(_section, fields) else ()
        listed = [f"{name}  ({label})" for name, label in fields.items() if _section(name) == asked]
        if self.suggestions:
            advice = "Did you mean " + " or ".join(self.suggestions) + "?"
        elif listed:
            advice = f"Of {asked} it has:\n" + "\n".join(f"  {_line(name)}" for name in listed)
        else:
            counts = Counter(map(_section, fields))
            told = ", ".join(f"{section} ({count})" for section, count in counts.items())
            advice = f"Name one as section.key; a section alone lists its own: {told}."
        super().__init__(f"{role} has no field “{_line(field)}”. {advice}")


def _section(field: str) -> str:
    return field.partition(".")[0]


class RoleNotFoundError(RoleCompareError):
    """`suggestions` are ids of roles whose names come near, best first; there may be none."""

    exit_code = 3

    def __init__(self, name: str, suggestions: Sequence[str]) -> None:
        self.name, self.suggestions = name, tuple(suggestions)
        if self.suggestions:
            advice = "Did you mean " + " or ".join(self.suggestions) + "?"
        else:
            advice = "`rolecompare list` shows every role there is."
        super().__init__(f"No role is called “{_line(name)}”. {advice}")


class AmbiguousRoleError(RoleCompareError):
    """`fits` are the roles that the name fits, each with what tells it apart; `more` says that there are others yet."""

    exit_code = 4

    def __init__(self, name: str, fits: Sequence[str], *, more: bool = False) -> None:
        self.name, self.fits = name, tuple(fits)
        lines = "\n".join(f"  {fit}" for fit in self.fits)
        count = f"more than {len(self.fits)}" if more else f"{len(self.fits)}"
        super().__init__(f"“{_line(name)}” fits {count} roles. Say which one, by its id:\n{lines}")


class UmbrellaRoleError(AmbiguousRoleError):
    """`fits` are the roles that an umbrella stands for, where what is asked can only be told of one."""

    def __init__(self, name: str, fits: Sequence[str]) -> None:
        super().__init__(name, fits)
        lines = "\n".join(f"  {fit}" for fit in self.fits)
        what = f"{_line(name)} stands for {len(self.fits)} roles, and one moves between single occupations"
        self.args = (f"{what}. Say which one, by its id:\n{lines}",)


@dataclass(frozen=True, slots=True, order=True)
class Problem:
    """One thing that is wrong in a file: where it is, what is wrong, and what would be right.

    `path` leads to the value from the top of the file, such as `roles[0].outlook.pay[2].value`.
    """

    path: str
    message: str
    suggestion: str

    def __str__(self) -> str:
        return f"{self.path}: {self.message}; {self.suggestion}"


class InvalidDatasetError(RoleCompareError):
    exit_code = 5

    def __init__(self, file: str, faults: Sequence[Problem]) -> None:
        self.file, self.faults = file, tuple(faults)
        shown = "\n".join(f"  {fault}" for fault in self.faults[:5])
        more = len(self.faults) - 5
        count = "1 fault" if len(self.faults) == 1 else f"{len(self.faults)} faults"
        tail = f"\n  … and {more} more: `rolecompare data check FILE` lists them all." if more > 0 else ""
        super().__init__(f"{_line(file)} is not a sound dataset, {count}:\n{shown}{tail}")


class InvalidAnswersError(RoleCompareError):
    exit_code = 5

    def __init__(self, file: str, faults: Sequence[Problem]) -> None:
        self.file, self.faults = file, tuple(faults)
        shown = "\n".join(f"  {_line(str(fault))}" for fault in self.faults[:10])
        more = f"\n  … and {len(self.faults) - 10} more" if len(self.faults) > 10 else ""
        count = "1 fault" if len(self.faults) == 1 else f"{len(self.faults)} faults"
        super().__init__(f"{_line(file)} holds no answers that can be used, {count}:\n{shown}{more}")


class CorruptStoreError(RoleCompareError):
    """`state` says whether it is damaged, or sound for another version of the program."""

    exit_code = 5

    def __init__(self, file: str, what: str, state: Literal["damaged", "older", "newer"] = "damaged") -> None:
        self.file, self.what, self.state = file, what, state
        advice = "`rolecompare data remove` takes it away; then import again."
        super().__init__(f"The store {_line(file)} cannot be used: {_line(what)}. {advice}")


class FileError(RoleCompareError):
    exit_code = 6

    def __init__(self, file: str, trouble: str, remedy: str) -> None:
        self.file, self.trouble = file, trouble
        super().__init__(f"{_line(file)}: {trouble}. {remedy}")
