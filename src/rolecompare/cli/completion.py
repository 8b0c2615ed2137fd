"""Suggest role names, fields and answers to the shell that completes a command line.

A shell asks at every press of the key, so that nothing is imported here that takes long.
"""

import re
from collections.abc import Iterator

from rolecompare import paths
from rolecompare.store import schema

MAX_FILE_BYTES = 16 * 1024 * 1024  # a larger file takes longer to read than anybody waits
MAX_STORED_ROLES = 100  # more than a screen holds
MAX_TITLE_LENGTH = 60  # a longer title would fill a line
# Patterns are texts, because every command imports this module and only completion uses them.
ID = r"[a-z0-9]+(?:[-.][a-z0-9]+)*"
# Some shells run what they find between these characters.
SHELL_SYNTAX = r"[\\`$\"\[\]]"
# How a role begins in the bundled dataset. Finding these takes a fifth of the time of reading the whole as JSON.
BUNDLED_ROLE = rb'"id": "([^"\\]+)",\s+"title": "([^"\\]+)",\s+"summary":'
CODE = rb'"onet_soc": "([0-9.-]+)"'
# The fields of a table by short names, which `rolecompare.answers.table` explains.
TABLE_FIELDS = (
    *("pay", "hourly", "mean", "p10", "p25", "p75", "p90", "jobs", "employees"),
    *("self-employed", "growth", "openings", "education", "experience", "training", "zone"),
)
NamedRole = tuple[str, str, str]  # ID, O*NET-SOC code or nothing, title


def complete_roles(incomplete: str) -> Iterator[tuple[str, str]]:
    """Yield the IDs that begin as typed, each with a title; codes as well where a digit was typed.

    A dataset or a store that cannot be read has no roles here: a shell has no use for an error.
    """
    own = paths.chosen_dataset(None)
    roles = _bundled_roles() if own is None else _dataset_roles(own)
    prefix = incomplete.casefold()
    found = {name: title for name, _, title in roles}
    if prefix[:1].isdigit():
        found |= {code: title for _, code, title in roles}
    if own is None:
        found |= _stored_roles(prefix, roles)
    for word, title in found.items():
        if word.startswith(prefix) and re.fullmatch(ID, word):
            yield word, _safe_title(title)


def _bundled_roles() -> list[NamedRole]:
    try:
        with open(paths.bundled_dataset(), "rb") as file:
            content = file.read()
    except OSError:
        return []
    heads = list(re.finditer(BUNDLED_ROLE, content))
    ends = [*(head.start() for head in heads[1:]), len(content)]
    code_pattern = re.compile(CODE)
    codes = [code_pattern.search(content, head.end(), end) for head, end in zip(heads, ends, strict=True)]
    return [
        (head[1].decode(), code[1].decode() if code else "", head[2].decode())
        for head, code in zip(heads, codes, strict=True)
    ]


def _dataset_roles(path: str) -> list[NamedRole]:
    import json  # takes too long where only the bundled dataset is needed

    try:
        if not paths.is_file(path):  # a pipe or a device might never end
            return []
        with open(path, "rb") as file:
            content = file.read(MAX_FILE_BYTES + 1)
        roles = json.loads(content)["roles"] if len(content) <= MAX_FILE_BYTES else []
        return [(str(role["id"]), str(role.get("codes", {}).get("onet_soc", "")), str(role["title"])) for role in roles]
    except (OSError, ValueError, KeyError, TypeError, AttributeError, RecursionError):
        return []


def _stored_roles(prefix: str, bundled: list[NamedRole]) -> dict[str, str]:
    """Return the IDs of the local store that begin so, or its codes, with their titles, without the bundled roles."""
    home = paths.data_home()
    if not paths.is_file(schema.store_path(home)):
        return {}
    from rolecompare.errors import RoleCompareError
    from rolecompare.store.reader import Store

    ids, codes = {name for name, _, _ in bundled}, {code for _, code, _ in bundled}
    try:
        store = Store(home)
        found = {
            schema.id_with_code(name, code) if name in ids else name: title
            for name, code, title in store.find_by_prefix("id", prefix, MAX_STORED_ROLES)
            if code not in codes
        }
        if prefix[:1].isdigit():
            stored = store.find_by_prefix("code", prefix, MAX_STORED_ROLES)
            found |= {code: title for _, code, title in stored if code not in codes}
    except RoleCompareError:
        return {}
    return found


def _safe_title(title: str) -> str:
    """Return the title as a shell can show it beside what it completes, without anything that a shell would run."""
    if not title.isprintable():
        return ""
    safe = re.sub(SHELL_SYNTAX, " ", title)
    return safe if len(safe) <= MAX_TITLE_LENGTH else safe[: MAX_TITLE_LENGTH - 1] + "…"


def complete_fields(incomplete: str) -> Iterator[str]:
    """Yield the fields for figures and levels that begin as typed; those for statements depend on the role."""
    from rolecompare.measures import LEVELS, MEASURES

    figures = [f"outlook.{name}" for name, measure in MEASURES.items() if measure.part != "settings"]
    levels = [f"training.{name}" for name in LEVELS]
    return (name for name in ("summary", *levels, *figures) if name.startswith(incomplete))


def complete_table_fields(incomplete: str) -> Iterator[str]:
    """Yield the fields of a table that begin as typed after the last comma, with those before it."""
    from rolecompare.measures import LEVELS, MEASURES

    before, comma, word = incomplete.rpartition(",")
    names = (*TABLE_FIELDS, *LEVELS, *(name for name, measure in MEASURES.items() if measure.part != "settings"))
    return (f"{before}{comma}{name}" for name in names if name.startswith(word))


def complete_sections(incomplete: str) -> Iterator[str]:
    """Yield the sections that begin as typed, or that a usual word for them begins so, such as `pay`."""
    from rolecompare.models.section_names import SECTION_WORDS

    prefix = incomplete.casefold()
    for section, words in SECTION_WORDS.items():
        yield from (word for word in (section.value, *words[: len(words) if prefix else 0]) if word.startswith(prefix))


def complete_answers(incomplete: str) -> Iterator[tuple[str, str]]:
    """Yield the answers that `fit --answer` accepts and that begin as typed, each with its wording."""
    from rolecompare.fit.questionnaire import QUESTIONS

    for question in QUESTIONS:
        for choice in question.choices:
            if (name := f"{question.key}={choice.key}").startswith(incomplete):
                yield name, choice.text
