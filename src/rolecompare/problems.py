"""Define the problems of a JSON file from outside."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, order=True)
class Problem:
    """One thing that is wrong in a file: its path in the JSON, what is wrong there, and how to fix it."""

    path: str
    message: str
    suggestion: str

    def __str__(self) -> str:
        return f"{self.path}: {self.message}; {self.suggestion}"
