"""What the shell may complete a role's name with. Light: it runs at every press of the key."""

from collections.abc import Iterator

from rolecompare import location

# What begins a record, stands between a role's id and title, and after them, in the canonical form of a dataset
# (`plain.written`), which the bundled one has. To split it so takes a twentieth of the time of reading it as JSON.
RECORD, TITLE, AFTER = b'\n    {\n      "id": "', b'",\n      "title": "', b'",\n      "summary": '
ROLES, HEAD = b'\n  "roles": [', 2000  # id and title stand within so many bytes
LARGEST = 64 * 1024 * 1024


def role_names(incomplete: str) -> Iterator[tuple[str, str]]:
    """Ids that begin so, each with its title; nothing at all where the dataset cannot be read."""
    try:
        path = location.own_data(None) or location.bundled()
        if not location.is_file(path):  # a pipe or a device might never end
            return
        with open(path, "rb") as file:
            content = file.read(LARGEST)
        found = _split(content) or _read(content)
    except (OSError, ValueError, KeyError, TypeError, RecursionError):
        return
    for name, title in found:
        if name.startswith(incomplete.casefold()) and name.isprintable():
            yield name, title if title.isprintable() else ""


def field_names(incomplete: str) -> Iterator[str]:
    """The fields that any role may have by its figures and levels; those of its statements depend on the role."""
    from rolecompare.vocabulary import LEVELS, MEASURES

    figures = [f"outlook.{name}" for name, measure in MEASURES.items() if measure.part != "settings"]
    levels = [f"training.{name}" for name in LEVELS]
    return (name for name in ("summary", *levels, *figures) if name.startswith(incomplete))


def answer_words(incomplete: str) -> Iterator[tuple[str, str]]:
    """Answers as `fit` takes them, each in words."""
    from rolecompare.advice.questions import QUESTIONS

    for question in QUESTIONS:
        for choice in question.choices:
            if (name := f"{question.key}={choice.key}").startswith(incomplete):
                yield name, choice.words


def _split(content: bytes) -> list[tuple[str, str]]:
    found = []
    for record in content[content.find(ROLES) + 1 :].split(RECORD)[1:]:
        name, between, rest = record[:HEAD].partition(TITLE)
        title, after, _ = rest.partition(AFTER)
        if between and after and b"\n" not in name + title:  # else it is a source or an activity
            found.append((name.decode(), title.decode()))
    return found


def _read(content: bytes) -> list[tuple[str, str]]:
    import json

    return [(str(role["id"]), str(role["title"])) for role in json.loads(content)["roles"]]
