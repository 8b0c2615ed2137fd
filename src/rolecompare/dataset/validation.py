"""A stranger's bytes -> every fault in them, with its place, what is wrong and what would be right.

The only room that imports Pydantic: a file is checked whole before anything of it is used.
"""

from __future__ import annotations

import json
import math
import re
from collections import Counter
from typing import TYPE_CHECKING, Any

from pydantic import TypeAdapter, ValidationError

from rolecompare.dataset.salvage import flaws_of_the_rest, joined, placed, steps
from rolecompare.errors import Problem
from rolecompare.models.base import Unsound
from rolecompare.models.dataset import Dataset

if TYPE_CHECKING:
    from pydantic_core import ErrorDetails


HALVES = re.compile("[\ud800-\udfff]")
# A dataset nests eleven levels. What nests deeper than this is no dataset, and no reader need follow it.
DEEPEST = 100
# A file with more faults than this is not a dataset with faults in it; nobody reads on.
MOST = 1000


def find_problems(content: bytes) -> list[Problem]:
    """Every fault of a dataset's bytes, those of its text first, then those of its records, then those of the whole."""
    try:
        raw = _parsed(content)
        odd: list[Problem] = []
        readable = _readable(raw, "", 0, odd)
    except _NotJson as error:
        return [error.fault]
    if not isinstance(readable, dict):
        what = f"the file holds {_named(readable)}, not an object"
        return [Problem("(top)", what, "see `rolecompare data schema` for its shape")]
    if len(odd) > MOST:
        return _cut_short(odd)
    told = {fault.path for fault in odd}
    return [*odd, *(fault for fault in _broken_rules(readable) if fault.path not in told)]


class _NotJson(Exception):
    def __init__(self, place: str, what: str, remedy: str) -> None:
        super().__init__(what)
        self.fault = Problem(place, what, remedy)


_TOO_DEEP = _NotJson("(top)", "nested too deep to read", "a dataset nests fewer than 12 levels")


class _Repeated(dict[str, Any]):
    """An object in which keys stand more than once; plain JSON readers keep the last and lose the others in silence."""

    keys_repeated: tuple[str, ...] = ()


def _parsed(content: bytes) -> Any:
    if content.startswith(b"\xef\xbb\xbf"):
        raise _NotJson("byte 0", "the file begins with a byte order mark", "save it as UTF-8 without one")
    try:
        text = content.decode("utf-8")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        raise _NotJson(f"line {line}, byte {error.start}", "not UTF-8", "save the file as UTF-8") from None
    if not text.strip():
        raise _NotJson("line 1", "the file is empty", "see `rolecompare data schema` for its shape")
    try:
        return json.loads(text, object_pairs_hook=_object, parse_int=_integer)
    except json.JSONDecodeError as error:
        place = f"line {error.lineno}, column {error.colno}"
        cut = error.pos >= len(text.rstrip()) or error.msg.startswith("Unterminated string")
        what = "the file ends in the middle" if cut else f"not JSON: {error.msg.lower()}"
        raise _NotJson(place, what, "restore the rest of the file" if cut else "mend the text there") from None
    except RecursionError:
        raise _TOO_DEEP from None


def _integer(digits: str) -> int | float:
    """An integer; one of more digits than anything has is as good as infinite."""
    return int(digits) if len(digits) < 25 else math.inf


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) == len(pairs):
        return found
    counts = Counter(name for name, _ in pairs)
    repeated = _Repeated(found)
    repeated.keys_repeated = tuple(name for name, count in counts.items() if count > 1)
    return repeated


def _readable(value: Any, place: str, depth: int, odd: list[Problem]) -> Any:
    """The value as every JSON reader takes it; what they differ on is told, and has something harmless in its place."""
    if depth > DEEPEST:
        raise _TOO_DEEP
    match value:
        case dict():
            for name in getattr(value, "keys_repeated", ()):
                odd.append(Problem(joined(place, name), "the key stands more than once", "keep one of them"))
            found = {}
            for name, item in value.items():
                if HALVES.search(name):
                    odd.append(_half(joined(place, ascii(name))))
                else:
                    found[name] = _readable(item, joined(place, name), depth + 1, odd)
            return found
        case list():
            return [_readable(item, f"{place}[{number}]", depth + 1, odd) for number, item in enumerate(value)]
        case float() if not math.isfinite(value):
            odd.append(Problem(place, "not a finite number", 'write the number, or {"missing": …, "reason": …}'))
            return 0
        case str() if HALVES.search(value):
            odd.append(_half(place))
            return "?"
    return value


def _half(place: str) -> Problem:
    return Problem(place, "half of a surrogate pair, which is no character", "write the whole character")


def _broken_rules(raw: dict[str, Any]) -> list[Problem]:
    try:
        TypeAdapter(Dataset).validate_json(json.dumps(raw))
    except ValidationError as error:
        details = error.errors(include_url=False)
    else:
        return []
    whole = [flaw for detail in details for flaw in getattr(_cause(detail), "flaws", ())]
    if whole:
        return whole
    if len(details) > MOST:
        return _cut_short([fault for detail in details[: MOST + 1] for fault in _faults(detail)], len(details))
    # A list that is short for having a broken item is not short.
    inside = {detail["loc"][:end] for detail in details for end in range(len(detail["loc"]))}
    details = [detail for detail in details if not (detail["type"] == "too_short" and detail["loc"] in inside)]
    told = dict.fromkeys(fault for detail in details for fault in _faults(detail))
    broken = [(steps(detail["loc"]), detail["type"] == "unexpected_keyword_argument") for detail in details]
    return [*told, *flaws_of_the_rest(raw, broken)]


def _cut_short(found: list[Problem], count: int | None = None) -> list[Problem]:
    rest = (count or len(found)) - MOST
    return [*found[:MOST], Problem("(top)", f"{rest} faults more", "mend these first")]


def _cause(detail: ErrorDetails) -> BaseException | None:
    """What one of our own records refused with, where one of them did."""
    return detail.get("ctx", {}).get("error")


def _faults(detail: ErrorDetails) -> list[Problem]:
    cause = _cause(detail)
    if isinstance(cause, Unsound):
        place = placed(steps(detail["loc"]))
        return [Problem(joined(place, wrong.field), wrong.what, wrong.remedy) for wrong in cause.wrongs]
    return [_fault(detail)]


def _fault(detail: ErrorDetails) -> Problem:
    place = placed(steps(detail["loc"])) or "(top)"
    value = detail.get("input")
    match detail["type"]:
        case "missing":
            return Problem(place, "required, and not there", "add it")
        case "unexpected_keyword_argument":
            return Problem(place, "no such field", "remove it, or mend its name")
        case "string_pattern_mismatch":
            wanted = _PATTERNS.get(detail["ctx"]["pattern"], f"match {detail['ctx']['pattern']}")
            return Problem(place, f"{_shown(value)} does not fit", wanted)
        case "too_short" | "too_long":
            bounds = detail["ctx"]
            bound = bounds.get("min_length", bounds.get("max_length"))
            least = "at least" if detail["type"] == "too_short" else "at most"
            count = bounds["actual_length"]
            return Problem(place, "1 item" if count == 1 else f"{count} items", f"give {least} {bound}")
        case _:
            return Problem(place, f"{_shown(value)} does not fit", _lowered(detail["msg"]))


_PATTERNS = {
    r"^[a-z0-9]+(?:[-.][a-z0-9]+)*$": "use lower-case letters, digits and single hyphens",
    r"\S": "write something",
    r"^https?://\S+$": "give an address that begins with https://",
    r"^(?:19|20)[0-9]{2}(?:-(?:0[1-9]|1[0-2])(?:-(?:0[1-9]|[12][0-9]|3[01]))?)?$": "give a date such as 2025-08-28",
    r"^(?:19|20)[0-9]{2}(?:-(?:0[1-9]|1[0-2]))?$": "give a year or a month, such as 2025 or 2025-05",
    r"^[1-9]\.[A-Za-z0-9.]+$": "give an O*NET element such as 4.A.3.a.2.I38.D01",
    r"^[0-9]{2}-[0-9]{4}$": "give a SOC 2018 code such as 31-9092",
    r"^[0-9]{2}-[0-9]{4}\.[0-9]{2}$": "give an O*NET-SOC 2019 code such as 31-9092.00",
    r"^[0-9]{1,4}$": "give an ISCO-08 code of up to four digits",
}


def _shown(value: object) -> str:
    text = json.dumps(value, ensure_ascii=False) if isinstance(value, (str, int, float, bool)) else _named(value)
    return text if len(text) <= 60 else f"{text[:57]}…"


def _named(value: object) -> str:
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


def _lowered(message: str) -> str:
    return message[:1].lower() + message[1:]


def json_schema(kind: Any, title: str) -> dict[str, Any]:
    """The JSON Schema (draft 2020-12) of a kind of document, for those who write or read one with other tools."""
    schema = TypeAdapter(kind).json_schema()
    if "$defs" in schema:
        schema["$defs"] = {name: _closed(part) for name, part in schema["$defs"].items()}
    schema = _closed(schema)
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", **schema, "title": title}


def _closed(schema: dict[str, Any]) -> dict[str, Any]:
    """Return the schema of an object with no properties but its own, which plain dataclasses do not say."""
    return dict(sorted({"additionalProperties": False, **schema}.items())) if "properties" in schema else schema
