"""Check that everything people read is in plain American English: names, comments, docs, help, output and data."""

import ast
import json
import re
from collections.abc import Iterator, Mapping
from fnmatch import fnmatch
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from tests.word_lists import (
    BRITISH_PHRASES,
    BRITISH_WORDS,
    ENDS_IN_ISE,
    QUAINT_NAMES,
    QUAINT_PHRASES,
    QUAINT_WORDS,
    TRUE_ISE,
)

ROOT = Path(__file__).parent.parent
AREAS = {
    "program": ("src/**/*.py", "src/**/*.html", "src/**/*.css"),
    "tests": ("tests/**/*.py", "benchmarks/**/*.py", "tools/**/*.py"),
    "docs": ("*.md", "docs/**/*.md", "docs/examples/*", "pyproject.toml", ".ci/*"),
    "output": ("tests/**/golden/**/*.*",),
    "data": ("data/**/*.json",),
}
# Where a word may stand all the same: the files, a pattern for the words, and the reason.
EXCEPTIONS = (
    ("tests/word_lists.py", ".*", "the list itself"),
    ("tests/test_american_english.py", ".*", "samples for the list"),
    ("CHANGELOG.md", "licence|programmes|blockers", "keys that were renamed"),
    ("tools/lint_dataset.py", ".*", "looks for British spelling itself"),
    ("tests/tools/test_lint_dataset.py", ".*", "samples of British spelling"),
    ("tests/tools/test_compare_answers.py", "licence", "samples of renamed keys"),
    ("src/rolecompare/importers/files/workbook.py", "spooled", "the name of a class of Python's library"),
    ("src/rolecompare/search/words.py", ".*", "British spellings that the search folds"),
    ("tests/search/test_spelling.py", ".*", "samples of them"),
    ("docs/decisions/search-ranking.md", "anaesthetist", "a British word that is not folded"),
)


class Finding(NamedTuple):
    """A word or phrase that is not plain American English: its file, its line or JSON path, and what to write."""

    file: str
    place: str
    found: str
    instead: str


def split_words(text: str) -> list[str]:
    """Return the words of a text in lower case, with names such as `snake_case` and `CamelCase` split."""
    separated = re.sub(r"(?<=[a-z0-9])(?=[A-Z])", " ", text)
    return [word.lower() for word in re.findall(r"[A-Za-z]+", separated)]


@cache
def instead_of_word(word: str, *, quaint: bool) -> str:
    """Return the American or the plain form of a word, or an empty text where the word may stay."""
    for pattern, instead in (BRITISH_WORDS | QUAINT_WORDS if quaint else BRITISH_WORDS).items():
        if re.fullmatch(pattern, word):
            return instead
    stem = ENDS_IN_ISE.fullmatch(word)
    return "-ize" if stem and not TRUE_ISE.fullmatch(f"{stem[1]}e") else ""


def phrase_rules(rules: Mapping[str, str]) -> list[tuple[re.Pattern[str], str]]:
    """Compile the patterns of phrases, so that a space also matches the break of a line."""
    return [(re.compile(pattern.replace(" ", r"\s+")), instead) for pattern, instead in rules.items()]


BRITISH_RULES, ALL_RULES = phrase_rules(BRITISH_PHRASES), phrase_rules(BRITISH_PHRASES | QUAINT_PHRASES)


def find_words(text: str, *, quaint: bool) -> Iterator[tuple[int, str, str]]:
    """Yield the line number, the word and the better word of each British word and, if asked, each quaint one."""
    for number, line in enumerate(text.splitlines(), 1):
        for word in split_words(line):
            if instead := instead_of_word(word, quaint=quaint):
                yield number, word, instead


def find_phrases(text: str, *, quaint: bool) -> Iterator[tuple[int, str, str]]:
    """Yield the line number, the phrase and the better phrase, in the way of `find_words`."""
    for rule, instead in ALL_RULES if quaint else BRITISH_RULES:
        for found in rule.finditer(text):
            yield text.count("\n", 0, found.start()) + 1, found[0], instead


def find_in_dataset(value: Any, file: str, path: str = "") -> Iterator[Finding]:
    """Yield the British words and phrases in the keys and texts of a JSON value."""
    match value:
        case dict():
            for key, item in value.items():
                yield from find_in_dataset(key, file, path)
                yield from find_in_dataset(item, file, f"{path}.{key}")
        case list():
            for number, item in enumerate(value):
                yield from find_in_dataset(item, file, f"{path}[{number}]")
        case str():
            for _, found, instead in [*find_words(value, quaint=False), *find_phrases(value, quaint=False)]:
                yield Finding(file, path, found, instead)


@cache
def find_in_area(area: str) -> list[Finding]:
    """Return what is not plain American English in the files of an area."""
    found_here: list[Finding] = []
    for path in sorted({path for glob in AREAS[area] for path in ROOT.glob(glob) if path.is_file()}):
        file, text = path.relative_to(ROOT).as_posix(), path.read_text(encoding="utf-8")
        if area == "data":
            found_here += find_in_dataset(json.loads(text), file)
            continue
        found_in_file = [*find_words(text, quaint=area != "output"), *find_phrases(text, quaint=True)]
        found_here += [Finding(file, str(line), found, instead) for line, found, instead in found_in_file]
    return found_here


def is_exception(finding: Finding) -> bool:
    """Return whether the list of exceptions allows the word in its file."""
    return any(fnmatch(finding.file, glob) and re.fullmatch(words, finding.found) for glob, words, _ in EXCEPTIONS)


@pytest.mark.parametrize("area", AREAS)
def test_area_is_in_plain_american_english(area: str) -> None:
    assert [finding for finding in find_in_area(area) if not is_exception(finding)] == []


def defined_names(source: str) -> Iterator[tuple[int, str]]:
    """Yield the line and the name of everything that a Python source defines."""
    for node in ast.walk(ast.parse(source)):
        match node:
            case ast.ClassDef(name=name) | ast.FunctionDef(name=name) | ast.arg(arg=name):
                yield node.lineno, name
            case ast.Name(id=name, ctx=ast.Store()):
                yield node.lineno, name


def test_names_are_standard_words() -> None:
    found: list[Finding] = []
    for path in sorted([*ROOT.glob("src/**/*.py"), *ROOT.glob("tools/**/*.py"), *ROOT.glob("benchmarks/**/*.py")]):
        for line, name in [(0, path.stem), *defined_names(path.read_text(encoding="utf-8"))]:
            if any(QUAINT_NAMES.fullmatch(word) for word in split_words(name)):
                found.append(Finding(path.relative_to(ROOT).as_posix(), str(line), name, "a standard word"))
    assert found == []


def keys_of(value: Any) -> set[str]:
    """Return every key of a JSON value, at any depth."""
    match value:
        case dict():
            return set(value).union(*map(keys_of, value.values()))
        case list():
            return set().union(*map(keys_of, value))
        case _:
            return set()


def test_json_keys_are_standard_words() -> None:
    answers = [json.loads(path.read_text(encoding="utf-8")) for path in ROOT.glob("tests/**/golden/**/*.json")]
    assert [key for key in keys_of(answers) if any(QUAINT_NAMES.fullmatch(word) for word in split_words(key))] == []


@pytest.mark.parametrize(
    "text",
    [
        "licence",
        "programmes",
        "organised",
        "isStandardised",
        "colour_of_row",
        "analyse",
        "haemoglobin",
        "centres",
        "catalogue",
        "labelled",
        "spelt",
        "whilst",
        "towards",
        "28 August 2025",
        "unsound",
        "All\nor nothing".lower(),
    ],
)
def test_british_or_quaint_word_is_found(text: str) -> None:
    assert [*find_words(text, quaint=True), *find_phrases(text, quaint=True)] != []


@pytest.mark.parametrize(
    "text",
    [
        "license program organized analyses paralysis advise exercise supervised promises otherwise",
        "four hours of labor centered controlled installed licensed practice August 28, 2025",
        "center metered fiber theater canceled modeling enrolled fulfilled likewise compromised",
    ],
)
def test_plain_american_text_passes(text: str) -> None:
    assert [*find_words(text, quaint=True), *find_phrases(text, quaint=True)] == []


def test_every_exception_is_needed() -> None:
    found = [finding for area in AREAS for finding in find_in_area(area)]
    unused = [
        exception
        for exception in EXCEPTIONS
        if not any(
            fnmatch(finding.file, exception[0]) and re.fullmatch(exception[1], finding.found) for finding in found
        )
    ]
    assert unused == []
