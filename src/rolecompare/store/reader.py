"""The store, only read: one role at a time, by its code or a name, or the heads of all; and how the store is."""

from __future__ import annotations

import json
import os
import sqlite3
import zlib
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, Literal, NamedTuple

from rolecompare.errors import CorruptStoreError
from rolecompare.search.text import normalize_name
from rolecompare.store.schema import VERSION, Plain, path

MOST_NAMED = 100
LAST = "\U0010ffff"  # after every text that goes on otherwise
# What SQLite raises at a file that is none of its own. What it has to say of it may be noise as well.
BROKEN = (sqlite3.Error, UnicodeDecodeError)


class Named(NamedTuple):
    """A role of the store that has a name: its id, code and title, and how the name is its own."""

    id: str
    code: str
    title: str
    kind: str  # code, title or other


class Store:
    """A store that is only read. What asks for one role takes no longer the more roles there are."""

    def __init__(self, folder: str) -> None:
        self.path = path(folder)
        try:
            self._file = sqlite3.connect(f"file:{_quoted(self.path)}?mode=ro&immutable=1", uri=True)
            (version,) = self._file.execute("PRAGMA user_version").fetchone()
        except BROKEN as error:
            raise CorruptStoreError(self.path, str(error)) from None
        if version != VERSION:
            raise _stranger(self.path, version)

    def _ask(self, question: str, *values: object) -> list[tuple[Any, ...]]:
        try:
            return self._file.execute(question, values).fetchall()
        except UnicodeEncodeError:
            return []  # what was typed is text in no encoding, and there is none of that in a store
        except BROKEN as error:
            raise CorruptStoreError(self.path, str(error)) from None

    def _read(self, content: str | bytes) -> Any:
        try:
            return json.loads(content)
        except (TypeError, ValueError, RecursionError) as error:
            raise CorruptStoreError(self.path, str(error)) from None

    @property
    def connection(self) -> sqlite3.Connection:
        """The file itself, for what keeps an index of its own in it."""
        return self._file

    def facts(self) -> dict[str, Any]:
        """Of each import its source and file: of O*NET the one release, of wages and projections each edition."""
        return {
            name: self._read(content) for name, content in self._ask("SELECT name, content FROM facts ORDER BY name")
        }

    def named(self, name: str) -> list[Named]:
        """The roles that have this name, whatever the case, each once: by its strongest claim to it.

        Of more than anybody could choose from only the first come.
        """
        question = (
            "SELECT roles.id, roles.code, roles.title, names.kind FROM names JOIN roles ON roles.number = names.role "
            "WHERE names.name = ? ORDER BY names.kind = 'other', roles.number LIMIT ?"
        )
        found: dict[str, Named] = {}
        for row in self._ask(question, normalize_name(name), MOST_NAMED):
            found.setdefault(row[0], Named(*row))
        return list(found.values())

    def starting(self, column: Literal["id", "code"], text: str, most: int) -> list[tuple[str, str, str]]:
        """The id, code and title of roles whose id or code begins so, in order.

        Of more than `most` they are the first and the very last: what those have in common, all have.
        """
        question = f"SELECT id, code, title FROM roles WHERE {column} >= ? AND {column} < ? ORDER BY {column}"  # noqa: S608
        found = self._ask(f"{question} LIMIT ?", text, text + LAST, most)
        if len(found) == most:
            found[-1:] = self._ask(f"{question} DESC LIMIT 1", text, text + LAST)
        return found

    def heads(self) -> Iterator[tuple[str, str, Plain]]:
        """The id and code of every role, and its head: what it is listed by."""
        try:
            for name, code, head in self._file.execute("SELECT id, code, head FROM roles ORDER BY number"):
                yield name, code, self._read(head)
        except BROKEN as error:
            raise CorruptStoreError(self.path, str(error)) from None

    def head(self, code: str) -> Plain | None:
        """What the role of an O*NET code is found and listed by."""
        return next((self._read(head) for (head,) in self._ask("SELECT head FROM roles WHERE code = ?", code)), None)

    def role(self, code: str) -> Plain | None:
        """The role of an O*NET code, its ratings and figures apart."""
        for name, head, body in self._ask("SELECT id, head, body FROM roles WHERE code = ?", code):
            return {"id": name, **self._read(head), **self._unpacked(body)}
        return None

    def rated(self, code: str) -> list[str]:
        """What a role is rated on, by kind and element (`skill.2.A.1.a`); known without reading its ratings."""
        return self._packed("SELECT rated FROM roles WHERE code = ?", code)

    def ratings(self, code: str) -> list[Plain]:
        """The ratings of a role, its work context with them; they are most of what an O*NET database has of it."""
        return self._packed("SELECT ratings FROM roles WHERE code = ?", code)

    def _packed(self, question: str, code: str) -> list[Any]:
        for (content,) in self._ask(question, code):
            found: list[Any] = self._unpacked(content)
            return found
        return []

    def _unpacked(self, content: bytes) -> Any:
        try:
            return self._read(zlib.decompress(content))
        except (TypeError, zlib.error) as error:
            raise CorruptStoreError(self.path, str(error)) from None

    def id_of(self, code: str) -> str | None:
        return next((name for (name,) in self._ask("SELECT id FROM roles WHERE code = ?", code)), None)

    def code_of(self, name: str) -> str | None:
        return next((code for (code,) in self._ask("SELECT code FROM roles WHERE id = ?", name)), None)

    @property
    def has_index(self) -> bool:
        """Whether the index of titles is there, which comes with an O*NET database."""
        return bool(self._ask("SELECT 1 FROM sqlite_master WHERE name = 'find_role'"))

    @property
    def has_nearness(self) -> bool:
        """Whether it is told which roles are near, which comes with an O*NET database."""
        return bool(self._ask("SELECT 1 FROM sqlite_master WHERE name = 'near'"))

    def near(self, code: str) -> list[tuple[str, int, str, float, float, float, float, float]]:
        """The roles near to that of a code, and those it is told to be related to: rows of `nearness.Near`."""
        question = "SELECT role, place, other, score, work, titles, knowledge, interests FROM near WHERE role = ?"
        return self._ask(f"{question} ORDER BY place", code)

    def outline(self, code: str) -> Plain | None:
        """What is read of a role beside others: its heading, the levels of its training, its kinds of work."""
        question = "SELECT id, head, content FROM roles JOIN outlines USING (code) WHERE code = ?"
        rows = self._ask(question, code)
        return next(({"id": name, **self._read(head), **self._read(content)} for name, head, content in rows), None)

    def figures(self, codes: Iterable[str]) -> list[Plain]:
        """Every figure and level that was published for these codes."""
        found: list[Plain] = []
        for code in codes:
            for (content,) in self._ask("SELECT content FROM figures WHERE code = ? ORDER BY source DESC", code):
                found += self._read(content)
        return found

    def source(self, name: str) -> Plain | None:
        return self._one("sources", name)

    def activity(self, name: str) -> Plain | None:
        return self._one("activities", name)

    def source_ids(self) -> list[str]:
        return [name for (name,) in self._ask("SELECT id FROM sources ORDER BY id")]

    def sources(self) -> list[Plain]:
        return [self._read(content) for (content,) in self._ask("SELECT content FROM sources ORDER BY id")]

    def _one(self, table: str, name: str) -> Plain | None:
        rows = self._ask(f"SELECT content FROM {table} WHERE id = ?", name)  # noqa: S608 - the table is ours
        return next((self._read(content) for (content,) in rows), None)

    def close(self) -> None:
        self._file.close()


def _stranger(path: str, version: int) -> CorruptStoreError:
    if 0 < version < VERSION:
        return CorruptStoreError(path, "an older version of rolecompare made it", "older")
    if version > VERSION:
        return CorruptStoreError(path, "a newer version of rolecompare made it", "newer")
    return CorruptStoreError(path, "it is no store of rolecompare")


class Condition(NamedTuple):
    """How a store is, what is wrong with it, and the editions of what was imported, by source."""

    state: Literal["none", "sound", "damaged", "older", "newer"]
    wrong: str | None = None
    editions: Mapping[str, str] = {}


def condition(folder: str) -> Condition:
    """How the store is, looked at from end to end."""
    if not os.path.exists(path(folder)):
        return Condition("none")
    try:
        store = Store(folder)
        check(store.connection, store.path)
        return Condition("sound", editions={source["id"]: source["edition"] for source in store.sources()})
    except CorruptStoreError as error:
        return Condition(error.state, error.what)
    except (KeyError, TypeError) as error:
        return Condition("damaged", f"a source in it lacks {error}")


def check(file: sqlite3.Connection, path: str) -> None:
    """Refuse a damaged store, or a copy of one, looked at from end to end."""
    try:
        (told,) = file.execute("PRAGMA quick_check(1)").fetchone()
        if told != "ok":
            raise CorruptStoreError(path, told)
        for table in ("facts", "sources", "activities", "roles", "names", "figures"):
            file.execute(f"SELECT 1 FROM {table} LIMIT 1")  # noqa: S608 - the table is ours
    except BROKEN as error:
        raise CorruptStoreError(path, str(error)) from None


def _quoted(name: str) -> str:
    from urllib.parse import quote

    return quote(os.fsencode(name))  # a name need not be UTF-8
