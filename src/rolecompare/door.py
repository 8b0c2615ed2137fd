"""A stranger's bytes -> every fault in them, with its place, what is wrong and what would be right.

The only room that imports Pydantic: a file is checked whole before anything of it is used.
"""

from __future__ import annotations

import json
import math
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from pydantic import TypeAdapter, ValidationError

from rolecompare.dataset import Dataset
from rolecompare.errors import Fault
from rolecompare.records import Unsound
from rolecompare.salvage import flaws_of_the_rest, joined, placed, steps

if TYPE_CHECKING:
    from pydantic_core import ErrorDetails


def faults(content: bytes) -> list[Fault]:
    """Every fault of a dataset's bytes, those of its text first, then those of its records, then those of the whole."""
    try:
        raw = _parsed(content)
    except _NotJson as error:
        return [error.fault]
    if not isinstance(raw, dict):
        what = f"the file holds {_named(raw)}, not an object"
        return [Fault("(top)", what, "see `rolecompare data schema` for its shape")]
    return [*_oddities(raw), *_broken_rules(content, raw)]


class _NotJson(Exception):
    def __init__(self, place: str, what: str, remedy: str) -> None:
        super().__init__(what)
        self.fault = Fault(place, what, remedy)


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
        return json.loads(text, object_pairs_hook=_object)
    except json.JSONDecodeError as error:
        place = f"line {error.lineno}, column {error.colno}"
        cut = error.pos >= len(text.rstrip())
        what = "the file ends in the middle" if cut else f"not JSON: {error.msg.lower()}"
        raise _NotJson(place, what, "restore the rest of the file" if cut else "mend the text there") from None
    except RecursionError:
        raise _NotJson("(top)", "nested too deep to read", "a dataset nests fewer than 12 levels") from None
    except ValueError as error:  # such as a number of more digits than Python reads
        raise _NotJson("(top)", f"not JSON: {error}", "mend the text") from None


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) == len(pairs):
        return found
    names = [name for name, _ in pairs]
    repeated = _Repeated(found)
    repeated.keys_repeated = tuple(name for name in found if names.count(name) > 1)
    return repeated


def _oddities(raw: dict[str, Any]) -> Iterator[Fault]:
    """What JSON readers let pass: repeated keys, and numbers that are none."""
    rest: list[tuple[str, Any]] = [("", raw)]
    while rest:
        place, value = rest.pop()
        if isinstance(value, _Repeated):
            for name in value.keys_repeated:
                yield Fault(joined(place, name), "the key stands more than once", "keep one of them")
        if isinstance(value, dict):
            rest += [(joined(place, name), item) for name, item in reversed(value.items())]
        elif isinstance(value, list):
            rest += [(f"{place}[{number}]", item) for number, item in reversed([*enumerate(value)])]
        elif isinstance(value, float) and not math.isfinite(value):
            yield Fault(place, "not a finite number", 'write the number, or {"missing": …, "reason": …}')
        elif isinstance(value, str) and any("\ud800" <= char <= "\udfff" for char in value):
            yield Fault(place, "half of a surrogate pair, which is no character", "write the whole character")


def _broken_rules(content: bytes, raw: dict[str, Any]) -> list[Fault]:
    try:
        TypeAdapter(Dataset).validate_json(content)
    except ValidationError as error:
        details = error.errors(include_url=False)
    else:
        return []
    whole = [flaw for detail in details for flaw in getattr(_cause(detail), "flaws", ())]
    if whole:
        return [Fault(*flaw) for flaw in whole]
    told = dict.fromkeys(map(_fault, details))
    broken = [(steps(detail["loc"]), detail["type"] == "unexpected_keyword_argument") for detail in details]
    return [*told, *(Fault(*flaw) for flaw in flaws_of_the_rest(raw, broken))]


def _cause(detail: ErrorDetails) -> BaseException | None:
    """What one of our own records refused with, where one of them did."""
    return detail.get("ctx", {}).get("error")


def _fault(detail: ErrorDetails) -> Fault:
    place = placed(steps(detail["loc"])) or "(top)"
    value = detail.get("input")
    match detail["type"]:
        case "value_error" if isinstance(cause := _cause(detail), Unsound):
            return Fault(joined(place, cause.field), cause.what, cause.remedy)
        case "missing":
            return Fault(place, "required, and not there", "add it")
        case "unexpected_keyword_argument":
            return Fault(place, "no such field", "remove it, or mend its name")
        case "string_pattern_mismatch":
            wanted = _PATTERNS.get(detail["ctx"]["pattern"], f"match {detail['ctx']['pattern']}")
            return Fault(place, f"{_shown(value)} does not fit", wanted)
        case "too_short" | "too_long":
            bounds = detail["ctx"]
            bound = bounds.get("min_length", bounds.get("max_length"))
            least = "at least" if detail["type"] == "too_short" else "at most"
            return Fault(place, f"{bounds['actual_length']} items", f"give {least} {bound}")
        case _:
            return Fault(place, f"{_shown(value)} does not fit", _lowered(detail["msg"]))


_PATTERNS = {
    r"^[a-z0-9]+(?:[-.][a-z0-9]+)*$": "use lower-case letters, digits and single hyphens",
    r"\S": "write something",
    r"^https?://\S+$": "give an address that begins with https://",
    r"^\d\d-\d{4}$": "give a SOC 2018 code such as 31-9092",
    r"^\d\d-\d{4}\.\d\d$": "give an O*NET-SOC 2019 code such as 31-9092.00",
    r"^\d{1,4}$": "give an ISCO-08 code of up to four digits",
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
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", **schema, "title": title}
