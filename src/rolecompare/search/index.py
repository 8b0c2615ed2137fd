"""Entries that name roles -> the tables of the index, written into a SQLite database.

find_word   a word, and which titles have it, the most telling first
find_stem   the stem of a word, and which duties have it, the shortest first
find_gram   some letters, and which words of titles have them
find_key    a title's words, or a code, as one number, and where it stands
find_text   every entry as it is written
find_role   every role, and how many words its titles use
find_total  how many titles, words of titles and duties there are
"""

from __future__ import annotations

import sqlite3
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from itertools import chain
from math import log, sqrt
from struct import Struct
from typing import Any, NamedTuple

from rolecompare.search.text import STOP, code_key, forms_of, grams_of, key_of, normalize_text, stem, telling, words_of

SCHEMA = (
    "CREATE TABLE find_total (titles INTEGER NOT NULL, uses INTEGER NOT NULL, duties INTEGER NOT NULL)",
    "CREATE TABLE find_role (number INTEGER PRIMARY KEY, role TEXT NOT NULL, uses INTEGER NOT NULL)",
    "CREATE TABLE find_text (number INTEGER PRIMARY KEY, kind TEXT NOT NULL, text TEXT NOT NULL)",
    "CREATE TABLE find_key (key INTEGER, text INTEGER, PRIMARY KEY (key, text)) WITHOUT ROWID",
    "CREATE TABLE find_word (word TEXT PRIMARY KEY, uses INTEGER NOT NULL, titles BLOB NOT NULL) WITHOUT ROWID",
    "CREATE TABLE find_stem (stem TEXT PRIMARY KEY, uses INTEGER NOT NULL, duties BLOB NOT NULL) WITHOUT ROWID",
    "CREATE TABLE find_gram (gram TEXT PRIMARY KEY, words TEXT NOT NULL) WITHOUT ROWID",
)
# In this order a role's texts are numbered: of two that match alike, its own title is the one shown.
KINDS = ("title", "other", "code", "duty")
# A text's number holds its role's, so that titles lead to roles without a look-up: room for a million texts a role.
SHIFT = 20
TITLE, DUTY = Struct("<Qf"), Struct("<Q")
# So many postings a look-up reads, of all its words together and of each: the rarest words first, and of each what it
# tells most of. The rest costs much and tells little.
MOST_TITLES, MOST_DUTIES = 2500, 2500
# How many values one query may have in any SQLite that Python comes with.
MOST_VALUES = 900


class Entry(NamedTuple):
    """Something that names a role; `kind` is "code", "title", "other" (title) or "duty" (or other prose about it)."""

    role: str
    kind: str
    text: str


class _Gathered:
    """All entries, as they are counted before they are written."""

    def __init__(self) -> None:
        self.roles: list[str] = []
        self.uses: Counter[int] = Counter()
        self.texts: list[tuple[int, str, str]] = []
        self.keys: set[tuple[int, int]] = set()
        self.titles: dict[int, frozenset[str]] = {}
        self.duties: dict[str, list[tuple[int, int]]] = defaultdict(list)  # by stem: how long, and its number


def build(connection: sqlite3.Connection, entries: Iterable[Entry]) -> None:
    """Make the tables of the index, `find_…`, in a database that is being written; the caller commits."""
    gathered = _gathered(entries)
    for statement in SCHEMA:
        connection.execute(statement)
    roles = ((number, role, gathered.uses[number]) for number, role in enumerate(gathered.roles))
    connection.executemany("INSERT INTO find_role VALUES (?, ?, ?)", roles)
    connection.executemany("INSERT INTO find_text VALUES (?, ?, ?)", gathered.texts)
    connection.executemany("INSERT INTO find_key VALUES (?, ?)", sorted(gathered.keys))
    duties = sum(kind == "duty" for _, kind, _ in gathered.texts)
    counts = len(gathered.titles), gathered.uses.total(), duties
    connection.execute("INSERT INTO find_total VALUES (?, ?, ?)", counts)
    postings = _title_postings(gathered)
    connection.executemany(
        "INSERT INTO find_word VALUES (?, ?, ?)",
        ((word, len(postings[word]), _packed(postings[word])) for word in sorted(postings)),
    )
    connection.executemany(
        "INSERT INTO find_stem VALUES (?, ?, ?)",
        ((word, len(held), _shortest(held)) for word, held in sorted(gathered.duties.items())),
    )
    grams = defaultdict(list)
    for word in sorted(postings):
        for gram in grams_of(word):
            grams[gram].append(word)
    connection.executemany(
        "INSERT INTO find_gram VALUES (?, ?)", ((gram, " ".join(grams[gram])) for gram in sorted(grams))
    )


def _gathered(entries: Iterable[Entry]) -> _Gathered:
    gathered, known, seen = _Gathered(), dict[str, list[str]](), set[frozenset[str]]()
    number = 0
    # Sorted, so that neither the order of entries nor one that comes twice changes the index.
    for role, kind, text in sorted({(entry.role, KINDS.index(entry.kind), entry.text) for entry in entries}):
        if not gathered.roles or role != gathered.roles[-1]:
            number = len(gathered.roles) << SHIFT
            gathered.roles.append(role)
            seen.clear()
        gathered.texts.append((number, KINDS[kind], text))
        if KINDS[kind] == "duty":
            stems = {stem(word) for word in normalize_text(text).split() if word not in STOP}
            for word in stems:
                gathered.duties[word].append((len(stems), number))
        elif KINDS[kind] == "code":
            gathered.keys.update((code_key(code), number) for code in {text, text.partition(".")[0]})
        else:
            forms = [words_of(form, known) for form in forms_of(text)]
            gathered.keys.update((key_of(form), number) for form in forms if form)
            held = frozenset(telling(forms[0]))
            # A title and its short form, or its plural, say one thing once.
            if held and held not in seen:
                seen.add(held)
                gathered.titles[number] = held
                gathered.uses[number >> SHIFT] += len(held)
        number += 1
    return gathered


def _title_postings(gathered: _Gathered) -> dict[str, list[tuple[int, float]]]:
    """Of each word the titles that have it, with its share of each."""
    uses = Counter(chain.from_iterable(gathered.titles.values()))
    rarity = {word: rarity_of(count, len(gathered.titles)) for word, count in uses.items()}
    postings: dict[str, list[tuple[int, float]]] = {word: [] for word in uses}
    for number, held in gathered.titles.items():
        size = sqrt(sum(sorted(rarity[word] ** 2 for word in held)))
        for word in held:
            postings[word].append((number, rarity[word] / size))
    return postings


def rarity_of(uses: int, of: int) -> float:
    return log((of + 1) / (uses + 1)) + 1


def _packed(postings: list[tuple[int, float]]) -> bytes:
    """The most telling first, for what is beyond the bound is never read."""
    if len(postings) > 1:
        postings = sorted(postings, key=lambda posting: (-posting[1], posting[0]))[:MOST_TITLES]
    return b"".join([TITLE.pack(*posting) for posting in postings])


def _shortest(duties: list[tuple[int, int]]) -> bytes:
    """The shortest duties first: of a long one a word tells less."""
    return b"".join([DUTY.pack(number) for _, number in sorted(duties)[:MOST_DUTIES]])


def texts_of(connection: sqlite3.Connection, numbers: Iterable[int]) -> list[tuple[int, str, str]]:
    """Number, kind and text of each entry, in the order of numbers."""
    return sorted(rows_of(connection, "SELECT number, kind, text FROM find_text WHERE number", sorted(numbers)))


def rows_of(connection: sqlite3.Connection, select: str, values: Sequence[int] | Sequence[str]) -> list[Any]:
    """The rows of a query that ends in a column, for any of the values."""
    rows: list[Any] = []
    for start in range(0, len(values), MOST_VALUES):
        some = values[start : start + MOST_VALUES]
        rows += connection.execute(f"{select} IN ({','.join('?' * len(some))})", some)
    return rows
