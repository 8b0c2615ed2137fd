"""A file becomes a library, or is refused with every fault in it; no bytes whatever make it fail otherwise."""

import json
import os
import stat
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import astuple
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, example, given, settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

from rolecompare import paths
from rolecompare.dataset import loader
from rolecompare.dataset.loader import LoadedDataset, load_dataset, read_file
from rolecompare.dataset.repository import Repository
from rolecompare.dataset.validation import find_problems
from rolecompare.errors import INTERNAL_ERROR, FileError, InvalidDatasetError, RoleCompareError
from rolecompare.models.claims import Claim
from rolecompare.models.dataset import Dataset
from rolecompare.models.json_schema import dataset_schema
from rolecompare.models.roles import Activity, Role, RoleHeading
from rolecompare.models.sources import Source
from rolecompare.problems import Problem, describe_count
from tests import make
from tests.make import Plain, validated

NURSE = make.role("nurse", "29-1141.00")
SOUND = json.dumps(make.dataset())
EVERYTHING = make.everything()
MEGABYTE = 1024 * 1024


def problems_of(plain: object) -> list[Problem]:
    return find_problems(json.dumps(plain).encode())


def with_value(number: str) -> bytes:
    """A dataset in which one figure has a value that is written just so."""
    plain = make.dataset([make.role(outlook={"pay": [make.figure(77777)]}), NURSE])
    return json.dumps(plain).replace("77777", number).encode()


def dataset_with_title(title: str) -> bytes:
    """A dataset whose title is written just so."""
    return SOUND.replace('"A dataset for tests"', title).encode()


# ── bytes that are no JSON object ────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("content", [b"", b" ", b"\n\t \r\n"])
def test_empty_file_is_reported_as_empty(content: bytes) -> None:
    assert find_problems(content) == [
        Problem("line 1", "the file is empty", "see `rolecompare data schema` for its shape")
    ]


@pytest.mark.parametrize(
    ("content", "place", "what"),
    [
        (b"hello", "line 1, column 1", "not JSON: expecting value"),
        (b"{\n  title: 3}", "line 2, column 3", "not JSON: expecting property name enclosed in double quotes"),
        (b'{"a": 1} {"b": 2}', "line 1, column 10", "not JSON: extra data"),
        (b'{"a": "x\x00y"}', "line 1, column 9", "not JSON: invalid control character at"),
        (b'{"a": "\\x"}', "line 1, column 8", "not JSON: invalid \\escape"),
    ],
)
def test_invalid_json_is_reported_with_line_and_column(content: bytes, place: str, what: str) -> None:
    assert find_problems(content) == [Problem(place, what, "fix the text there")]


@settings(deadline=None)
@given(st.integers(1, len(SOUND) - 1))
def test_truncated_file_is_reported_as_truncated(length: int) -> None:
    (problem,) = find_problems(SOUND[:length].encode())
    assert (problem.message, problem.suggestion) == ("the file ends in the middle", "restore the rest of the file")


@pytest.mark.parametrize(
    ("content", "held"),
    [
        (b"[]", "a list"),
        (b"[{}]", "a list"),
        (b"3", "a number"),
        (b"-1.5", "a number"),
        (b'"roles"', "a text"),
        (b"null", "null"),
        (b"true", "true or false"),
        (b"NaN", "a number"),
    ],
)
def test_json_of_another_type_is_reported_with_its_type(content: bytes, held: str) -> None:
    assert find_problems(content) == [
        Problem("(top)", f"the file holds {held}, not an object", "see `rolecompare data schema` for its shape")
    ]


def test_object_of_another_kind_is_reported_with_all_missing_keys() -> None:
    required = ["schema", "title", "edition", "license", "default_comparison", "sources", "roles"]
    assert problems_of({}) == [Problem(field, "required field is missing", "add it") for field in required]


def test_number_instead_of_roles_is_reported_with_all_missing_keys() -> None:
    required = ["schema", "title", "edition", "license", "default_comparison", "sources"]
    assert problems_of({"roles": 3}) == [
        *(Problem(field, "required field is missing", "add it") for field in required),
        Problem("roles", "3 is invalid", "input should be a valid array"),
    ]


@pytest.mark.parametrize(
    ("content", "place"),
    [
        (b'{"a": "\xff"}', "line 1, byte 7"),
        (b'{\n\n"a": "\xe9t\xe9"}', "line 3, byte 9"),
        (b'{"a": "\xed\xa0\x80"}', "line 1, byte 7"),
        (b'{"a": "\xc3', "line 1, byte 7"),
    ],
    ids=["a stray byte", "Latin-1", "an encoded surrogate", "half a letter"],
)
def test_invalid_utf_8_is_reported_with_line_and_byte(content: bytes, place: str) -> None:
    assert find_problems(content) == [Problem(place, "not UTF-8", "save the file as UTF-8")]


@pytest.mark.parametrize(
    ("content", "kind", "suggestion"),
    [
        (SOUND.encode("utf-16"), "text in UTF-16", "save the file as UTF-8"),
        (b"\x89PNG\r\n\x1a\n\x00\x00", "an image", "name a JSON file"),
        (b"PK\x03\x04\xff", "a zip", "name a JSON file"),
        (b"%PDF-1.7\n", "a PDF document", "name a JSON file"),
        (b"<!DOCTYPE html>\n<html></html>", "a web page", "name a JSON file"),
        (b"\x00" * 100, "binary data", "name a JSON file"),
    ],
)
def test_file_of_another_type_is_called_what_it_looks_like(content: bytes, kind: str, suggestion: str) -> None:
    assert find_problems(content) == [Problem("(top)", f"not JSON; it looks like {kind}", suggestion)]


def test_byte_order_mark_is_refused() -> None:
    assert find_problems(b"\xef\xbb\xbf" + SOUND.encode()) == [
        Problem("byte 0", "the file begins with a byte order mark", "save it as UTF-8 without one")
    ]


# ── JSON that other readers would let pass ───────────────────────────────────────────────────────────────────────────


def test_repeated_key_is_reported_with_its_path() -> None:
    content = SOUND.replace('"summary": {', '"summary": {"text": "Another.", ', 1)
    assert find_problems(content.encode()) == [
        Problem("roles[0].summary.text", "the key occurs more than once", "keep one of them")
    ]


def test_every_repeated_key_is_reported_once_from_the_top() -> None:
    twice = ('"schema"', '"title"', '"kind"', '"place"')
    content = SOUND
    for key in twice:
        content = content.replace(f"{key}:", f"{key}: 1, {key}: 2, {key}:", 1)
    places = ["schema", "title", "sources[0].kind", "roles[0].summary.citations[0].place"]
    assert find_problems(content.encode()) == [
        Problem(place, "the key occurs more than once", "keep one of them") for place in places
    ]


@pytest.mark.parametrize(
    ("number", "message"),
    [
        *((number, "not a finite number") for number in ("NaN", "Infinity", "-Infinity")),
        *((number, "the number is too large") for number in ("1e999", "-1e999", "7" * 25, "7" * 10_000)),
    ],
)
def test_infinite_number_is_reported_once(number: str, message: str) -> None:
    assert find_problems(with_value(number)) == [
        Problem(
            "roles[0].outlook.pay[0].value",
            message,
            'write the number, or {"missing": …, "reason": …}',
        )
    ]


def test_number_of_ten_thousand_digits_is_reported_in_own_words() -> None:
    (problem,) = find_problems(with_value("7" * 10_000))
    assert "sys." not in f"{problem}"
    assert len(f"{problem}") < 200


@pytest.mark.parametrize("digits", [400, 4000])
def test_number_too_large_for_arithmetic_is_reported_with_its_path(digits: int) -> None:
    found = find_problems(with_value("7" * digits))
    assert [problem.path for problem in found] == ["roles[0].outlook.pay[0].value"]
    assert len(f"{found[0]}") < 200


@pytest.mark.parametrize("content", [b"[" * 100_000, b'{"a":' * 100_000, b"[" * 100_000 + b"]" * 100_000])
def test_endless_nesting_is_refused(content: bytes) -> None:
    assert find_problems(content) == [
        Problem("(top)", "nested too deep to read", "a dataset nests fewer than 12 levels")
    ]


def test_three_hundred_levels_of_nesting_are_refused_as_too_deep() -> None:
    assert find_problems(dataset_with_title("[" * 300 + "]" * 300)) == [
        Problem("(top)", "nested too deep to read", "a dataset nests fewer than 12 levels")
    ]


def test_other_problems_with_deep_nesting_do_not_crash_the_reader() -> None:
    deep = "[" * 300 + "]" * 300
    content = dataset_with_title(deep).replace(b'"roles": [', b'"roles": [3, {"id": 4}, ', 1)
    assert Problem("(top)", "nested too deep to read", "a dataset nests fewer than 12 levels") in find_problems(content)


HALF = ("half of a surrogate pair, which is not a character", "write the whole character")


@pytest.mark.parametrize("half", [r"\ud800", r"\udfff", r"\udc00\ud800"])
def test_lone_surrogate_is_reported_with_its_path(half: str) -> None:
    assert find_problems(dataset_with_title(f'"A {half} title"')) == [Problem("title", *HALF)]


def test_lone_surrogate_does_not_hide_other_problems() -> None:
    content = dataset_with_title(r'"\ud800"').replace(b'"2026"', b"2026").replace(b'"roles": [', b'"roles": [3, ', 1)
    assert sorted(problem.path for problem in find_problems(content)) == ["edition", "roles[0]", "title"]


def test_lone_surrogate_in_a_key_is_reported_at_the_key() -> None:
    (problem,) = find_problems(SOUND.replace('"roles": [{', r'"roles": [{"\ud800": 1, ', 1).encode())
    assert problem.path.startswith("roles[0]")


def test_surrogate_pair_is_one_character() -> None:
    assert find_problems(dataset_with_title(r'"\ud83d\ude00"')) == []


@pytest.mark.parametrize(
    "text",
    ["a\x00b", "\x1b[31mred\x1b[0m", "a\nb\r\tc", "\x7f", "\x9b2J", "a\u2028b", "\u202e", "\ufeff", "=1+1", "[/]"],
)
def test_control_characters_and_markup_are_ordinary_text(text: str) -> None:
    plain = make.dataset(title=text)
    assert problems_of(plain) == []
    assert LoadedDataset(json.loads(json.dumps(plain)), "test.json").title == text


# ── types and shapes of the records ──────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("value", [True, False, "45690", "45,690", [45690], {"amount": 45690}, None])
def test_other_value_is_not_read_as_a_number(value: object) -> None:
    shown = "a list" if isinstance(value, list) else "an object" if isinstance(value, dict) else json.dumps(value)
    assert problems_of(make.dataset([make.role(outlook={"pay": [{**make.figure(1), "value": value}]}), NURSE])) == [
        Problem(
            "roles[0].outlook.pay[0].value", f"{shown} is invalid", "input should be a number between -1e15 and 1e15"
        )
    ]


@pytest.mark.parametrize("value", [True, 3, 3.5, None, ["A title"], {"text": "A title"}])
def test_other_value_is_not_read_as_text(value: object) -> None:
    shown = "a list" if isinstance(value, list) else "an object" if isinstance(value, dict) else json.dumps(value)
    assert problems_of(make.dataset(title=value)) == [
        Problem("title", f"{shown} is invalid", "input should be a valid string")
    ]


@pytest.mark.parametrize("value", [1, 0, "true", None])
def test_other_value_is_not_read_as_a_flag(value: object) -> None:
    duty = make.duty("Draw blood.", importance=make.estimate(3, suppress=value))
    assert problems_of(make.dataset([make.role(duties=[duty]), NURSE])) == [
        Problem(
            "roles[0].duties[0].importance.suppress",
            f"{json.dumps(value)} is invalid",
            "input should be a valid boolean",
        )
    ]


@pytest.mark.parametrize("value", [1.0, 1.5, "1", True])
def test_count_is_a_whole_number(value: object) -> None:
    assert problems_of(make.dataset(claims=[{**make.claim(), "number": value}])) == [
        Problem("claims[0].number", f"{json.dumps(value)} is invalid", "input should be a valid integer")
    ]


@pytest.mark.parametrize(
    ("plain", "place"),
    [
        (make.dataset(color="red"), "color"),
        (make.dataset([make.role(color="red"), NURSE]), "roles[0].color"),
        (make.dataset([make.role(outlook={"wages": []}), NURSE]), "roles[0].outlook.wages"),
        (make.dataset([make.role(outlook={"pay": [make.figure(1, note="x")]}), NURSE]), "roles[0].outlook.pay[0].note"),
        (make.dataset([make.role(outlook={"pay": [make.missing(unit="x")]}), NURSE]), "roles[0].outlook.pay[0].unit"),
        (make.dataset(sources=[make.source(rights="x")]), "sources[0].rights"),
    ],
)
def test_unknown_field_is_reported_with_its_path(plain: Plain, place: str) -> None:
    assert problems_of(plain) == [Problem(place, "unknown field", "remove it or fix its name")]


def test_long_field_name_is_shortened_in_a_path() -> None:
    assert [problem.path for problem in problems_of({**make.dataset(), "x" * 100_000: 1})] == ["x" * 59 + "…"]


def test_dataset_of_another_version_is_reported() -> None:
    assert problems_of(make.dataset(schema="rolecompare/dataset/2")) == [
        Problem("schema", '"rolecompare/dataset/2" is invalid', "input should be 'rolecompare/dataset/1'")
    ]


FITTING = {
    "an id with a space": (
        {"roles": [make.role(), NURSE, make.role("aide", None, id="The Aide")]},
        "roles[2].id",
        '"The Aide" is invalid',
        "use lower-case letters, digits and single hyphens",
    ),
    "an address of no web": (
        {"sources": [make.source(url="file:///etc/passwd")]},
        "sources[0].url",
        '"file:///etc/passwd" is invalid',
        "give an address that begins with https://",
    ),
    "a SOC code": (
        {"roles": [make.role(codes={"soc": "319092"}), NURSE]},
        "roles[0].codes.soc",
        '"319092" is invalid',
        "give a SOC 2018 code such as 31-9092",
    ),
    "an O*NET code": (
        {"roles": [make.role(codes={"onet_soc": "31-9092"}), NURSE]},
        "roles[0].codes.onet_soc",
        '"31-9092" is invalid',
        "give an O*NET-SOC 2019 code such as 31-9092.00",
    ),
    "an ISCO code": (
        {"roles": [make.role(codes={"isco08": "32560"}), NURSE]},
        "roles[0].codes.isco08",
        '"32560" is invalid',
        "give an ISCO-08 code of up to four digits",
    ),
    "nothing but spaces": (
        {"license": " \u00a0\t"},
        "license",
        '" \u00a0\\t" is invalid',
        "give a text that is not blank",
    ),
    "too long a text": (
        {"title": "x" * 2001},
        "title",
        f'"{"x" * 56}… is invalid',
        "string should have at most 2000 characters",
    ),
    "a kind that there is not": (
        {"sources": [make.source(kind="blog")]},
        "sources[0].kind",
        '"blog" is invalid',
        "input should be 'official-statistics', 'official-database', 'professional-body' or 'article'",
    ),
}


@pytest.mark.parametrize(("more", "place", "what", "remedy"), FITTING.values(), ids=FITTING)
def test_text_that_does_not_fit_its_field_is_reported_with_a_suggestion(
    more: Plain, place: str, what: str, remedy: str
) -> None:
    assert problems_of({**make.dataset(), **more}) == [Problem(place, what, remedy)]


UNNAMED_PATTERNS = {
    "a date": ({"sources": [make.source(published="August 28, 2025")]}, "sources[0].published"),
    "a month": (
        {"roles": [make.role(duties=[make.duty("Draw.", importance=make.estimate(3, period="May"))]), NURSE]},
        "roles[0].duties[0].importance.period",
    ),
    "an activity of O*NET": ({"activities": [make.activity("draw", onet=["draw blood"])]}, "activities[0].onet[0]"),
}


@pytest.mark.parametrize(("more", "place"), UNNAMED_PATTERNS.values(), ids=UNNAMED_PATTERNS)
def test_suggestion_is_in_words_instead_of_a_pattern(more: Plain, place: str) -> None:
    (problem,) = problems_of(make.dataset(**more))
    assert problem.path == place
    assert not set(problem.suggestion) & set("^$\\[]|")


@pytest.mark.parametrize(
    "codes", [{"soc": "٣١-٩٠٩٢"}, {"onet_soc": "31-9092.0٠"}, {"isco08": "３２５６"}], ids=lambda codes: "".join(codes)
)
def test_code_has_ascii_digits(codes: Plain) -> None:
    (field,) = codes
    assert [problem.path for problem in problems_of(make.dataset([make.role(codes=codes), NURSE]))] == [
        f"roles[0].codes.{field}"
    ]


@pytest.mark.parametrize("newline", ["\n", "\r\n"])
def test_name_must_not_end_in_a_newline(newline: str) -> None:
    found = problems_of(make.dataset(sources=[make.source(), make.source("other", id=f"other{newline}")]))
    assert [problem.path for problem in found] == ["sources[1].id"]


# ── whatever the bytes ───────────────────────────────────────────────────────────────────────────────────────────────

json_values: st.SearchStrategy[Any] = st.recursive(
    st.none() | st.booleans() | st.integers(-(10**20), 10**20) | st.floats() | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3),
    max_leaves=8,
)
Steps = tuple[str | int, ...]


def places(value: object, path: Steps = ()) -> Iterator[Steps]:
    """The way to every value inside."""
    yield path
    if isinstance(value, dict):
        for key, inner in value.items():
            yield from places(inner, (*path, key))
    elif isinstance(value, list):
        for number, inner in enumerate(value):
            yield from places(inner, (*path, number))


def value_at(plain: Any, path: Steps) -> Any:
    for step in path:
        plain = plain[step]
    return plain


def duplicate(value: Any) -> Any:
    """A copy in which no part stands twice, as in a file."""
    return json.loads(json.dumps(value))


PLACES = list(places(EVERYTHING))[1:]


def with_replaced_value(path: Steps, value: object) -> Plain:
    plain: Plain = duplicate(EVERYTHING)
    value_at(plain, path[:-1])[path[-1]] = value
    return plain


def without_value(path: Steps) -> Plain:
    plain: Plain = duplicate(EVERYTHING)
    del value_at(plain, path[:-1])[path[-1]]
    return plain


replacements = st.builds(
    with_replaced_value,
    st.sampled_from(PLACES),
    json_values | st.sampled_from(PLACES).map(lambda path: duplicate(value_at(EVERYTHING, path))),
)
cuts = st.builds(without_value, st.sampled_from(PLACES))


def all_records(library: LoadedDataset) -> list[object]:
    roles = [library.role(heading.id) for heading in library.headings]
    catalog = Repository(library)
    subjects = [catalog.load(heading) for heading in library.headings]
    return [*library.sources.values(), *library.activities.values(), *library.claims.values(), *roles, *subjects]


@settings(deadline=None, max_examples=120, suppress_health_check=[HealthCheck.too_slow])
@given(replacements | cuts)
def test_broken_dataset_is_reported_or_loaded_without_a_crash(plain: Plain) -> None:
    content = json.dumps(plain).encode()
    found = find_problems(content)
    assert all(all(astuple(problem)) for problem in found)
    if not found:
        counts = [len(plain.get(part, ())) for part in ("sources", "activities", "claims", "roles", "roles")]
        assert len(all_records(LoadedDataset(json.loads(content), "test.json"))) == sum(counts)


def dotted(path: Steps) -> str:
    return "".join(f"[{step}]" if isinstance(step, int) else f".{step}" for step in path)[1:]


NAMELESS = [
    path for path in PLACES if len(path) > 2 and path[2:] not in [("id",), ("number",)] and path[-1] != "suppress"
]


@settings(deadline=None, max_examples=80)
@given(st.sampled_from(NAMELESS))
def test_value_of_a_wrong_type_is_reported_only_at_its_own_path(path: Steps) -> None:
    assert [problem.path for problem in problems_of(with_replaced_value(path, True))] == [dotted(path)]


def nested(levels: int) -> list[Any]:
    return [nested(levels - 1)] if levels else []


@settings(deadline=None, max_examples=100, phases=[Phase.explicit, Phase.reuse, Phase.generate])
@given(
    replacements | cuts,
    st.sampled_from(PLACES),
    json_values | st.sampled_from(["\ud800", {"\udfff": 1}, float("nan"), nested(300)]),
)
def test_dataset_broken_twice_does_not_crash_the_reader(plain: Plain, path: Steps, value: object) -> None:
    with suppress(LookupError, TypeError):
        value_at(plain, path[:-1])[path[-1]] = value
    assert all(all(astuple(problem)) for problem in find_problems(json.dumps(plain).encode()))


@settings(deadline=None, max_examples=60)
@given(replacements | cuts)
def test_each_problem_is_reported_once(plain: Plain) -> None:
    found = find_problems(json.dumps(plain).encode())
    assert len(found) == len(set(found))


@settings(deadline=None, max_examples=60)
@given(st.binary(max_size=60))
@example(b"\x00")
@example(b"\xff\xfe{\x00}\x00")
@example(b"-")
@example(b'{"":{"":[]}}')
def test_no_bytes_crash_the_reader(content: bytes) -> None:
    found = find_problems(content)
    assert found
    assert all(all(astuple(problem)) for problem in found)


# ── files ────────────────────────────────────────────────────────────────────────────────────────────────────────────


def load_error(path: str) -> RoleCompareError:
    with pytest.raises(RoleCompareError) as caught:
        load_dataset(path)
    return caught.value


def test_valid_file_is_loaded(tmp_path: Path) -> None:
    file = tmp_path / "mine.json"
    file.write_text(json.dumps(EVERYTHING), encoding="utf-8")
    library = load_dataset(str(file))
    assert (library.origin, library.title, library.edition, library.license) == (
        str(file),
        "A dataset for tests",
        "2026",
        "public domain",
    )
    assert library.default_comparison == ("medic", "tech")


def test_missing_file_is_reported_with_its_name(tmp_path: Path) -> None:
    path = str(tmp_path / "gone.json")
    error = load_error(path)
    assert (type(error), error.exit_code) == (FileError, 6)
    assert str(error) == f"{path}: no such file. Check the path."


def test_folder_is_reported_as_a_folder(tmp_path: Path) -> None:
    error = load_error(str(tmp_path))
    assert (type(error), error.exit_code) == (FileError, 6)
    assert str(error) == f"{tmp_path}: is a folder, not a file. Name the JSON file in it."


def test_path_below_a_file_is_reported_with_its_name(tmp_path: Path) -> None:
    (tmp_path / "mine.json").write_text(SOUND, encoding="utf-8")
    path = str(tmp_path / "mine.json" / "roles.json")
    error = load_error(path)
    assert (type(error), error.exit_code) == (FileError, 6)
    assert str(error) == f"{path}: not a directory. Check the path and the permission to read it."


@pytest.mark.skipif(os.name == "nt" or os.geteuid() == 0, reason="root may read every file")
def test_unreadable_file_is_reported_with_its_name(tmp_path: Path) -> None:
    file = tmp_path / "secret.json"
    file.write_text(SOUND, encoding="utf-8")
    file.chmod(stat.S_IWUSR)
    error = load_error(str(file))
    assert (type(error), error.exit_code) == (FileError, 6)
    assert str(error) == f"{file}: permission denied. Check the path and the permission to read it."


def test_impossible_path_is_reported(tmp_path: Path) -> None:
    path = f"{tmp_path}/a\0b.json"
    error = load_error(path)
    assert (type(error), error.exit_code) == (FileError, 6)
    assert str(error) == f"{path}: cannot be opened. Check the path and the permission to read it."


def test_file_above_the_size_limit_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(loader, "MAX_FILE_SIZE", 2 * MEGABYTE)
    file = tmp_path / "large.json"
    file.write_bytes(b" " * (2 * MEGABYTE + 1))
    error = load_error(str(file))
    assert (type(error), error.exit_code) == (FileError, 6)
    assert str(error) == f"{file}: larger than 2 MB. Name another file."


def test_file_at_the_size_limit_is_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    content = SOUND.encode()
    monkeypatch.setattr(loader, "MAX_FILE_SIZE", len(content))
    file = tmp_path / "mine.json"
    file.write_bytes(content)
    assert read_file(str(file)) == content


def test_invalid_file_is_refused_with_its_name_problems_and_suggestions(tmp_path: Path) -> None:
    file = tmp_path / "mine.json"
    file.write_text(json.dumps(make.dataset(sources=[])), encoding="utf-8")
    error = load_error(str(file))
    assert (type(error), error.exit_code) == (InvalidDatasetError, 5)
    assert str(error) == "\n".join(
        [
            f"{file} is not a valid dataset. 2 problems:",
            "  roles[0].summary.citations[0].source: no source 'book'; add it to sources or fix the id",
            "  roles[1].summary.citations[0].source: no source 'book'; add it to sources or fix the id",
        ]
    )


def test_single_problem_is_counted_in_the_singular() -> None:
    assert str(InvalidDatasetError("mine.json", [Problem("a\nb", "unknown field", "remove it")])).endswith(
        "\n  a␊b: unknown field; remove it"
    )
    assert str(InvalidDatasetError("mine.json", [Problem("title", "required field is missing", "add it")])) == (
        "mine.json is not a valid dataset. 1 problem:\n  title: required field is missing; add it"
    )


@pytest.mark.parametrize(("count", "tail"), [(5, ""), (6, "1"), (12, "7")])
def test_many_problems_are_counted_and_five_are_shown(count: int, tail: str) -> None:
    found = [Problem(f"roles[{number}]", "wrong", "fix it") for number in range(count)]
    lines = str(InvalidDatasetError("mine.json", found)).split("\n")
    more = [f"  … and {tail} more. `rolecompare data check FILE` lists them all."] if tail else []
    assert lines == [
        f"mine.json is not a valid dataset. {count} problems:",
        *(f"  roles[{number}]: wrong; fix it" for number in range(5)),
        *more,
    ]


def test_every_error_has_its_exit_code() -> None:
    assert {kind.__name__: kind.exit_code for kind in RoleCompareError.__subclasses__()} == {
        "UsageError": 2,
        "RoleNotFoundError": 3,
        "NothingFoundError": 3,
        "NamesError": 3,
        "AmbiguousRoleError": 4,
        "InvalidDatasetError": 5,
        "InvalidAnswersError": 5,
        "CorruptStoreError": 5,
        "FileError": 6,
    }
    assert (RoleCompareError.exit_code, INTERNAL_ERROR) == (70, 70)


# ── the library ──────────────────────────────────────────────────────────────────────────────────────────────────────


def test_file_gives_the_records_of_a_library() -> None:
    library = LoadedDataset(EVERYTHING, "test.json")
    assert library.sources == {plain["id"]: validated(Source, plain) for plain in EVERYTHING["sources"]}
    assert library.activities == {plain["id"]: validated(Activity, plain) for plain in EVERYTHING["activities"]}
    assert library.claims == {plain["number"]: validated(Claim, plain) for plain in EVERYTHING["claims"]}
    assert [library.role(plain["id"]) for plain in EVERYTHING["roles"]] == [
        validated(Role, plain) for plain in EVERYTHING["roles"]
    ]


def test_file_with_every_nullable_field_null_gives_a_library() -> None:
    duty = make.duty("Draw blood.", importance=None, task_type=None)
    rating = {"element": "2.A", "name": "Reading", "kind": "skill", "importance": None, "level": None}
    role = make.role(duties=[{**duty, "activity": None}], ratings=[{**rating, "citations": make.CITED}])
    plain = make.dataset([role, NURSE], claims=[make.claim(verdict=None, note=None)], sources=[make.source(url=None)])
    assert problems_of(plain) == []
    assert all_records(LoadedDataset(plain, "test.json"))


def test_heading_has_the_names_and_the_summary_of_a_role() -> None:
    library = LoadedDataset(EVERYTHING, "test.json")
    for heading in library.headings:
        role = library.role(heading.id)
        assert [getattr(heading, name) for name in RoleHeading.model_fields] == [
            getattr(role, name) for name in RoleHeading.model_fields
        ]


def test_file_without_activities_and_claims_is_valid() -> None:
    plain = {name: value for name, value in make.dataset().items() if name not in ("activities", "claims")}
    library = LoadedDataset(plain, "test.json")
    assert problems_of(plain) == []
    assert (library.activities, library.claims) == ({}, {})


# ── where data is found ──────────────────────────────────────────────────────────────────────────────────────────────


def test_no_path_loads_the_bundled_dataset() -> None:
    library = load_dataset(None)
    assert library.origin == paths.bundled_dataset()
    assert library.default_comparison == ("medical-assistant", "medical-technician")


def test_bundled_dataset_is_valid() -> None:
    assert find_problems(read_file(paths.bundled_dataset())) == []


@pytest.mark.parametrize(
    ("option", "environment", "found"),
    [
        ("a.json", "b.json", "a.json"),
        (None, "b.json", "b.json"),
        ("a.json", None, "a.json"),
        (None, None, None),
        (None, "", None),
        ("", "b.json", "b.json"),
    ],
)
def test_option_takes_precedence_over_the_environment(
    option: str | None, environment: str | None, found: str | None, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("ROLECOMPARE_DATA", raising=False)
    if environment is not None:
        monkeypatch.setenv("ROLECOMPARE_DATA", environment)
    assert paths.chosen_dataset(option) == found


@pytest.mark.parametrize(
    ("copies", "found"),
    [
        (["src/rolecompare/data/roles.json", "data/roles.json"], "src/rolecompare/data/roles.json"),
        (["data/roles.json"], "data/roles.json"),
    ],
    ids=["an installed package", "a checkout"],
)
def test_packaged_copy_takes_precedence_over_the_checkout(
    copies: list[str], found: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for copied in copies:
        (tmp_path / copied).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / copied).write_text(SOUND, encoding="utf-8")
    monkeypatch.setattr(paths, "__file__", str(tmp_path / "src" / "rolecompare" / "paths.py"))
    assert paths.bundled_dataset() == str(tmp_path / found)


# ── the published schema ─────────────────────────────────────────────────────────────────────────────────────────────

SCHEMA = dataset_schema(Dataset, "rolecompare dataset")
VALIDATOR = Draft202012Validator(SCHEMA)


def test_schema_is_draft_2020_12_with_a_title() -> None:
    Draft202012Validator.check_schema(SCHEMA)
    assert (SCHEMA["$schema"], SCHEMA["title"]) == (
        "https://json-schema.org/draft/2020-12/schema",
        "rolecompare dataset",
    )


@pytest.mark.parametrize(
    "plain",
    [make.dataset(), EVERYTHING, json.loads(read_file(paths.bundled_dataset()))],
    ids=["small", "everything", "bundled"],
)
def test_schema_accepts_a_valid_dataset(plain: Plain) -> None:
    assert [error.message for error in VALIDATOR.iter_errors(plain)] == []


INVALID: dict[str, tuple[Callable[[], Plain], str]] = {
    "an unknown field": (lambda: make.dataset(color="red"), "$"),
    "another version": (lambda: make.dataset(schema="rolecompare/dataset/2"), "$.schema"),
    "a number for a title": (lambda: make.dataset(title=3), "$.title"),
    "one role to compare": (lambda: make.dataset(default_comparison=["medic"]), "$.default_comparison"),
    "a statement without a citation": (
        lambda: with_replaced_value(("roles", 0, "summary"), make.statement(citations=[])),
        "$.roles[0].summary.citations",
    ),
    "a figure without a unit": (
        lambda: without_value(("roles", 0, "outlook", "pay", 0, "unit")),
        "$.roles[0].outlook.pay[0]",
    ),
    "a text for a number": (
        lambda: with_replaced_value(("roles", 0, "outlook", "pay", 0, "value"), "45690"),
        "$.roles[0].outlook.pay[0]",
    ),
    "a statement among the figures": (
        lambda: with_replaced_value(("roles", 0, "outlook", "pay", 0), make.statement()),
        "$.roles[0].outlook.pay[0]",
    ),
    "a code of another shape": (
        lambda: with_replaced_value(("roles", 0, "codes"), {"soc": "319092"}),
        "$.roles[0].codes.soc",
    ),
}


@pytest.mark.parametrize(("invalid", "place"), INVALID.values(), ids=INVALID)
def test_schema_refuses_what_the_loader_refuses(invalid: Callable[[], Plain], place: str) -> None:
    plain = invalid()
    assert [error.json_path for error in VALIDATOR.iter_errors(plain)] == [place]
    assert problems_of(plain) != []


@settings(deadline=None, max_examples=60, suppress_health_check=[HealthCheck.too_slow])
@given(replacements | cuts)
def test_schema_accepts_what_the_loader_accepts(plain: Plain) -> None:
    if not problems_of(plain):
        assert [error.message for error in VALIDATOR.iter_errors(plain)] == []


def test_all_problems_of_one_figure_are_reported_at_once() -> None:
    figure = make.figure(-5, unit="USD/month", period="soon")
    data = make.dataset([make.role(outlook={"pay": [figure]}), make.role("nurse", "29-1141.00")])
    places = [problem.path for problem in find_problems(json.dumps(data).encode())]
    assert places == [f"roles[0].outlook.pay[0].{field}" for field in ("unit", "period", "value")]


def test_checking_stops_after_a_thousand_problems() -> None:
    stopped = Problem("(top)", "checking stopped after 1,000 problems", "fix these first")
    repeated = "{" + ",".join(f'"k{n}": 1' for n in [*range(20_000)] * 2) + "}"
    found = find_problems(repeated.encode())
    assert (len(found), found[-1]) == (1001, stopped)
    broken = json.dumps({**make.dataset(), "roles": [{}] * 20_000})
    found = find_problems(broken.encode())
    assert (len(found), found[-1]) == (1001, stopped)
    assert describe_count(found) == "more than 1,000 problems"
    told = str(InvalidDatasetError("mine.json", found)).splitlines()
    assert told[0] == "mine.json is not a valid dataset. More than 1,000 problems:"
    assert told[-1] == "  … and at least 996 more. `rolecompare data check FILE` lists the first of them."


@pytest.mark.parametrize(("count", "described"), [(0, "no problems"), (1, "1 problem"), (1000, "1,000 problems")])
def test_problems_are_counted(count: int, described: str) -> None:
    assert describe_count([Problem("title", "required field is missing", "add it")] * count) == described
