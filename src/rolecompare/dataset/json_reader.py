"""Read JSON from outside strictly and in bounded memory: what other readers accept in silence is reported."""

from __future__ import annotations

import json
import math
import re
from collections import Counter
from collections.abc import Iterator
from typing import Any

from rolecompare.filetype import DATASET, EMPTY, JSON, TEXT, UTF_16, guess_filetype
from rolecompare.problems import Problem

MAX_PUNCTUATION = 2_000_000
"""A dataset with this many commas, colons and brackets would hold a thousand roles; reading it takes some 300 MB."""
MAX_DEPTH = 100
"""A dataset nests eleven levels deep."""
MAX_DIGITS = 24
TOP = "(top)"
_SURROGATE = re.compile("[\ud800-\udfff]")
SEE_SCHEMA = "see `rolecompare data schema` for its shape"
_TOO_DEEP = Problem(TOP, "nested too deep to read", "a dataset nests fewer than 12 levels")


class InvalidJsonError(Exception):
    """The text cannot be read as JSON, for the reason that `problem` gives."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(problem.message)
        self.problem = problem


MAX_NAME_LENGTH = 60
"""In characters. The longest name of a field has 20."""


def join_path(path: str, name: str) -> str:
    """Return the path of a field: `roles[3]` and `title` make `roles[3].title`.

    A name that is longer than any field's is shortened: a page would take minutes to break it into lines.
    """
    if len(name) > MAX_NAME_LENGTH:
        name = f"{name[: MAX_NAME_LENGTH - 1]}…"
    return f"{path}.{name}" if path and path != TOP else name


def parse_json(content: bytes) -> Any:
    """Return the value of a UTF-8 text of JSON. Objects with repeated keys are `ObjectWithRepeatedKeys`.

    Raises InvalidJsonError for anything that is not JSON, and for a text that has more than MAX_PUNCTUATION commas,
    colons and opening brackets, before anything is made of it.
    """
    if content.startswith(b"\xef\xbb\xbf"):
        problem = Problem("byte 0", "the file begins with a byte order mark", "save it as UTF-8 without one")
        raise InvalidJsonError(problem)
    if sum(map(content.count, (b",", b":", b"[", b"{"))) > MAX_PUNCTUATION:
        message = f"more than {MAX_PUNCTUATION:,} commas, colons and opening brackets"
        raise InvalidJsonError(Problem(TOP, message, "no dataset of roles is that large; name another file"))
    try:
        text = content.decode("utf-8")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        problem = Problem(f"line {line}, byte {error.start}", "not UTF-8", "save the file as UTF-8")
        raise InvalidJsonError(_wrong_filetype(content) or problem) from None
    if not text.strip():
        raise InvalidJsonError(Problem("line 1", "the file is empty", SEE_SCHEMA))
    try:
        return json.loads(
            text, object_pairs_hook=_make_object, parse_int=_parse_integer, parse_constant=lambda _: math.nan
        )
    except json.JSONDecodeError as error:
        place = f"line {error.lineno}, column {error.colno}"
        if error.pos >= len(text.rstrip()) or error.msg.startswith("Unterminated string"):
            problem = Problem(place, "the file ends in the middle", "restore the rest of the file")
        else:
            problem = Problem(place, f"not JSON: {error.msg.lower()}", "fix the text there")
        raise InvalidJsonError(_wrong_filetype(content) or problem) from None
    except RecursionError:
        raise InvalidJsonError(_TOO_DEEP) from None


def _wrong_filetype(content: bytes) -> Problem | None:
    """Return the problem of a file that is not JSON but of another type, which its first bytes show."""
    kind = guess_filetype(content[:1024])
    if kind in (EMPTY, TEXT, JSON, DATASET) or content.lstrip()[:1] in (b"{", b"["):
        return None
    suggestion = "save the file as UTF-8" if kind == UTF_16 else "name a JSON file"
    return Problem(TOP, f"not JSON; it looks like {kind}", suggestion)


class ObjectWithRepeatedKeys(dict[str, Any]):
    """An object in which keys occur more than once. Most JSON readers keep the last value and drop the others."""

    repeated_keys: tuple[str, ...] = ()


def _make_object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) == len(pairs):
        return found
    counts = Counter(name for name, _ in pairs)
    repeated = ObjectWithRepeatedKeys(found)
    repeated.repeated_keys = tuple(name for name, count in counts.items() if count > 1)
    return repeated


def _parse_integer(digits: str) -> int | float:
    """Return the integer, or infinity if it has more digits than any number here."""
    return int(digits) if len(digits) <= MAX_DIGITS else math.inf


def repair(value: dict[str, Any] | list[Any], path: str = "", depth: int = 0) -> Iterator[Problem]:
    """Yield what JSON readers disagree on, with its path, and put something safe in its place.

    These are repeated keys, numbers that are not finite, and halves of surrogate pairs. Raises InvalidJsonError if the
    value is nested deeper than MAX_DEPTH.
    """
    if depth > MAX_DEPTH:
        raise InvalidJsonError(_TOO_DEEP)
    if isinstance(value, dict):
        for name in getattr(value, "repeated_keys", ()):
            yield Problem(join_path(path, name), "the key occurs more than once", "keep one of them")
        for name in [name for name in value if _has_surrogate(name)]:
            del value[name]
            yield _surrogate_problem(join_path(path, ascii(name)))
        for name, item in value.items():
            yield from _repair_item(value, name, item, join_path(path, name), depth)
    else:
        for number, item in enumerate(value):
            yield from _repair_item(value, number, item, f"{path}[{number}]", depth)


def _repair_item(container: Any, key: str | int, item: object, path: str, depth: int) -> Iterator[Problem]:
    if isinstance(item, (dict, list)):
        yield from repair(item, path, depth + 1)
    elif isinstance(item, float) and not math.isfinite(item):
        container[key] = 0
        message = "not a finite number" if math.isnan(item) else "the number is too large"
        yield Problem(path, message, 'write the number, or {"missing": …, "reason": …}')
    elif isinstance(item, str) and _has_surrogate(item):
        container[key] = "?"
        yield _surrogate_problem(path)


def _has_surrogate(text: str) -> bool:
    return not text.isascii() and _SURROGATE.search(text) is not None


def _surrogate_problem(path: str) -> Problem:
    return Problem(path, "half of a surrogate pair, which is not a character", "write the whole character")
