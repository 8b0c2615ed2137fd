"""Bytes -> a library of sources, activities, roles and claims; a stranger's bytes -> every fault, with its place.

The bundled file was checked before it was shipped, so its records are made one by one as they are asked for. A user's
file is checked whole, by Pydantic and by `soundness`, before anything of it is used.
"""

from __future__ import annotations

import json
import math
import os
from collections.abc import Iterator
from functools import cached_property
from typing import TYPE_CHECKING, Any

from rolecompare import location
from rolecompare.errors import Fault, FileTrouble, UnsoundData
from rolecompare.models import Activity, Claim, Heading, Role, Source
from rolecompare.plain import built
from rolecompare.records import Unsound

if TYPE_CHECKING:
    from pydantic_core import ErrorDetails

# A dataset of a thousand occupations is some 60 MB; what is larger is another kind of file, or one made to do harm.
LARGEST = 64 * 1024 * 1024
PARTS = {"sources": Source, "activities": Activity, "roles": Role, "claims": Claim}


class Library:
    """One file's records, each made when it is asked for. The file has passed its checks."""

    def __init__(self, raw: dict[str, Any], origin: str) -> None:
        self._raw = raw
        self.origin = origin
        self.title: str = raw["title"]
        self.edition: str = raw["edition"]
        self.licence: str = raw["licence"]
        self.default_comparison: tuple[str, ...] = tuple(raw["default_comparison"])

    @cached_property
    def headings(self) -> tuple[Heading, ...]:
        names = Heading.__dataclass_fields__
        return tuple(
            built(Heading, {name: role[name] for name in names if name in role}) for role in self._raw["roles"]
        )

    @cached_property
    def sources(self) -> dict[str, Source]:
        return {raw["id"]: built(Source, raw) for raw in self._raw["sources"]}

    @cached_property
    def activities(self) -> dict[str, Activity]:
        return {raw["id"]: built(Activity, raw) for raw in self._raw.get("activities", ())}

    @cached_property
    def claims(self) -> tuple[Claim, ...]:
        return tuple(built(Claim, raw) for raw in self._raw.get("claims", ()))

    def role(self, name: str) -> Role:
        """The role of that id."""
        return next(built(Role, raw) for raw in self._raw["roles"] if raw["id"] == name)


def load(path: str | None) -> Library:
    """The library of the user's file, or the bundled one where no path is given.

    Raises FileTrouble where the file cannot be read and UnsoundData where it breaks a rule of the dataset.
    """
    if path is None:
        path = location.bundled()
        return Library(json.loads(read(path)), path)
    content = read(path)
    found = faults(content)
    if found:
        raise UnsoundData(path, found)
    return Library(json.loads(content), path)


def read(path: str) -> bytes:
    """The bytes of a file of a bearable size."""
    try:
        if os.path.isdir(path):
            raise FileTrouble(path, "is a folder, not a file", "Name the JSON file in it.")
        with open(path, "rb") as file:
            content = file.read(LARGEST + 1)
    except FileNotFoundError:
        raise FileTrouble(path, "no such file", "Check the path given to --data or ROLECOMPARE_DATA.") from None
    except (OSError, ValueError) as error:
        reason = error.strerror if isinstance(error, OSError) and error.strerror else "cannot be opened"
        raise FileTrouble(path, reason.lower(), "Check the path and the permission to read it.") from None
    if len(content) > LARGEST:
        size = LARGEST // (1024 * 1024)
        raise FileTrouble(path, f"larger than {size} MB", "No dataset of roles is that large; name another file.")
    return content


# ── a stranger's bytes ───────────────────────────────────────────────────────────────────────────────────────────────


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
                yield Fault(_joined(place, name), "the key stands more than once", "keep one of them")
        if isinstance(value, dict):
            rest += [(_joined(place, name), item) for name, item in reversed(value.items())]
        elif isinstance(value, list):
            rest += [(f"{place}[{number}]", item) for number, item in reversed([*enumerate(value)])]
        elif isinstance(value, float) and not math.isfinite(value):
            yield Fault(place, "not a finite number", 'write the number, or {"missing": …, "reason": …}')
        elif isinstance(value, str) and any("\ud800" <= char <= "\udfff" for char in value):
            yield Fault(place, "half of a surrogate pair, which is no character", "write the whole character")


def _broken_rules(content: bytes, raw: dict[str, Any]) -> list[Fault]:
    from pydantic import TypeAdapter, ValidationError

    from rolecompare.dataset import Dataset

    try:
        TypeAdapter(Dataset).validate_json(content)
    except ValidationError as error:
        details = error.errors(include_url=False)
    else:
        return []
    whole = [flaw for detail in details for flaw in getattr(_cause(detail), "flaws", ())]
    if whole:
        return [Fault(*flaw) for flaw in whole]
    found = {str(fault): fault for fault in map(_fault, details)}
    return [*found.values(), *_faults_of_the_rest(details, raw)]


def _faults_of_the_rest(details: list[ErrorDetails], raw: dict[str, Any]) -> Iterator[Fault]:
    """Faults between the records that could be read, so that one run tells them too."""
    from rolecompare.soundness import Parts, flaws

    broken = {detail["loc"][:2] for detail in details} | {detail["loc"][:1] for detail in details}
    read: dict[str, Any] = {}
    unread: set[str] = set()
    for part, kind in PARTS.items():
        values = raw.get(part, [])
        values = values if isinstance(values, list) and (part,) not in _tops(details) else []
        read[part] = tuple((n, built(kind, value)) for n, value in enumerate(values) if (part, n) not in broken)
        unread |= {
            value["id"]
            for n, value in enumerate(values)
            if (part, n) in broken and isinstance(value, dict) and isinstance(value.get("id"), str)
        }
    default = raw.get("default_comparison")
    named = default if isinstance(default, list) and ("default_comparison",) not in broken else []
    for flaw in flaws(Parts(**read, default_comparison=tuple(named), unread=frozenset(unread))):
        yield Fault(*flaw)


def _tops(details: list[ErrorDetails]) -> set[tuple[int | str, ...]]:
    return {detail["loc"] for detail in details if len(detail["loc"]) == 1}


def _cause(detail: ErrorDetails) -> BaseException | None:
    """What one of our own records refused with, where one of them did."""
    return detail.get("ctx", {}).get("error")


# Unions of a dataset: what stands after these in an error's location is the side that was tried, not a key of the file.
_UNIONS = ("pay", "employment", "projections", "openings", "levels", "evidence")


def _fault(detail: ErrorDetails) -> Fault:
    place = _place(detail["loc"])
    value = detail.get("input")
    match detail["type"]:
        case "value_error" if isinstance(cause := _cause(detail), Unsound):
            return Fault(_joined(place, cause.field), cause.what, cause.remedy)
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


def _place(location: tuple[int | str, ...]) -> str:
    place = ""
    for position, step in enumerate(location):
        before = location[position - 1] if position else ""
        listed = position > 1 and isinstance(before, int) and location[position - 2] in _UNIONS
        if isinstance(step, str) and (listed or before == "share"):
            continue
        place = f"{place}[{step}]" if isinstance(step, int) else _joined(place, step)
    return place or "(top)"


def _joined(place: str, name: str) -> str:
    return f"{place}.{name}" if place and place != "(top)" else name


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
    from pydantic import TypeAdapter

    schema = TypeAdapter(kind).json_schema()
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", **schema, "title": title}
