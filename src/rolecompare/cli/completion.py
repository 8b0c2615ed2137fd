"""What the shell may complete a role's name with. Light: it runs at every press of the key."""

import re
from collections.abc import Iterator

from rolecompare import paths
from rolecompare.store import schema

# What begins a record, stands between a role's id and title, and after them, in the canonical form of a dataset
# (`plain.written`), which the bundled one has. To split it so takes a twentieth of the time of reading it as JSON.
RECORD, TITLE, AFTER = b'\n    {\n      "id": "', b'",\n      "title": "', b'",\n      "summary": '
ROLES, HEAD = b'\n  "roles": [', 2000  # id and title stand within so many bytes
CODE = re.compile(rb'"onet_soc": "([0-9.-]{10})"')
LARGEST = 64 * 1024 * 1024
MOST = 100  # of the store, which is more than a screen holds
LONGEST = 60  # columns of a title: it may not fill a line
# By what stands in no id a shell may be made to run a command; nor need that stand in a title.
ID, COMMANDS = re.compile(r"[a-z0-9]+(?:[-.][a-z0-9]+)*"), re.compile(r"[\\`$\"\[\]]")
Known = tuple[str, str, str]  # id, O*NET code (or nothing) and title


def role_names(incomplete: str) -> Iterator[tuple[str, str]]:
    """Ids that begin so, and codes where a digit does, with their titles; nothing of a dataset that cannot be read."""
    own = paths.chosen_dataset(None)
    try:
        path = own or paths.bundled_dataset()
        if not paths.is_file(path):  # a pipe or a device might never end
            return
        with open(path, "rb") as file:
            content = file.read(LARGEST)
        known = _split(content) or _read(content)
    except (OSError, ValueError, KeyError, TypeError, RecursionError):
        return
    begun = incomplete.casefold()
    found = {name: title for name, _, title in known}
    if begun[:1].isdigit():
        found |= {code: title for _, code, title in known}
    if own is None:
        found |= _stored(begun, known)
    for word, title in found.items():
        if word.startswith(begun) and ID.fullmatch(word):
            yield word, _told(title)


def _stored(begun: str, known: list[Known]) -> dict[str, str]:
    """The ids of the local store that begin so, or its codes, with their titles: of the roles that are not bundled."""
    home = paths.data_home()
    if not paths.is_file(schema.path(home)):
        return {}
    from rolecompare.errors import CorruptStoreError
    from rolecompare.store.reader import Store

    ids, codes = {name for name, _, _ in known}, {code for _, code, _ in known}
    try:
        behind = Store(home)
        found = {
            schema.coded(name, code) if name in ids else name: title
            for name, code, title in behind.starting("id", begun, MOST)
            if code not in codes
        }
        if begun[:1].isdigit():
            found |= {code: title for _, code, title in behind.starting("code", begun, MOST) if code not in codes}
    except CorruptStoreError:
        return {}
    return found


def _told(title: str) -> str:
    """A title that a shell may show beside what it completes."""
    if not title.isprintable():
        return ""
    safe = COMMANDS.sub(" ", title)
    return safe if len(safe) <= LONGEST else safe[: LONGEST - 1] + "…"


def field_names(incomplete: str) -> Iterator[str]:
    """The fields that any role may have by its figures and levels; those of its statements depend on the role."""
    from rolecompare.measures import LEVELS, MEASURES

    figures = [f"outlook.{name}" for name, measure in MEASURES.items() if measure.part != "settings"]
    levels = [f"training.{name}" for name in LEVELS]
    return (name for name in ("summary", *levels, *figures) if name.startswith(incomplete))


def answer_words(incomplete: str) -> Iterator[tuple[str, str]]:
    """Answers as `fit` takes them, each in words."""
    from rolecompare.fit.questionnaire import QUESTIONS

    for question in QUESTIONS:
        for choice in question.choices:
            if (name := f"{question.key}={choice.key}").startswith(incomplete):
                yield name, choice.text


def _split(content: bytes) -> list[Known]:
    found = []
    for record in content[content.find(ROLES) + 1 :].split(RECORD)[1:]:
        name, between, rest = record[:HEAD].partition(TITLE)
        title, after, _ = rest.partition(AFTER)
        if between and after and b"\n" not in name + title:  # else it is a source or an activity
            code = CODE.search(record)
            found.append((name.decode(), code[1].decode() if code else "", title.decode()))
    return found


def _read(content: bytes) -> list[Known]:
    import json

    roles = json.loads(content)["roles"]
    return [(str(role["id"]), str(role.get("codes", {}).get("onet_soc", "")), str(role["title"])) for role in roles]
