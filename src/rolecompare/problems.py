"""Define the problems of a JSON file from outside."""

from collections.abc import Sequence
from dataclasses import dataclass

CHECK_STOPPED = "checking stopped"  # how the message of the last problem begins where there may be more


@dataclass(frozen=True, slots=True, order=True)
class Problem:
    """One thing that is wrong in a file: its path in the JSON, what is wrong there, and how to fix it."""

    path: str
    message: str
    suggestion: str

    def __str__(self) -> str:
        return f"{self.path}: {self.message}; {self.suggestion}"


def is_complete(problems: Sequence[Problem]) -> bool:
    """Return whether these are all problems of a file, so that none of them says that checking stopped."""
    return not problems or not problems[-1].message.startswith(CHECK_STOPPED)


def describe_count(problems: Sequence[Problem]) -> str:
    """Return how many problems there are, in words, such as `2 problems` and `more than 1,000 problems`."""
    if not is_complete(problems):
        return f"more than {len(problems) - 1:,} problems"
    return "1 problem" if len(problems) == 1 else f"{len(problems):,} problems" if problems else "no problems"
