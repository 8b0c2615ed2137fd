"""Read the store: one role at a time, by its code or a name, or the headings of all roles; and check the store."""

from __future__ import annotations

import json
import os
import sqlite3
import zlib
from collections.abc import Collection, Iterator, Mapping
from typing import Any, Literal, NamedTuple

from rolecompare.errors import CorruptStoreError, FileError
from rolecompare.search.text import normalize_name
from rolecompare.store.schema import TABLE_NAMES, VERSION, JsonObject, has_store, store_path, unreadable_store

MAX_NAMED_ROLES = 100
AFTER_ALL_TEXT = "\U0010ffff"
# What SQLite raises over a file that is not its own; even the text of its message may be undecodable.
DATABASE_ERRORS = (sqlite3.Error, UnicodeDecodeError)
# The error codes of SQLite that say nothing about the content of the file, because the file could not be read.
UNREADABLE_CODES = frozenset((sqlite3.SQLITE_PERM, sqlite3.SQLITE_NOMEM, sqlite3.SQLITE_IOERR, sqlite3.SQLITE_CANTOPEN))


class NamedRole(NamedTuple):
    """A role of the store that has a given name, and what kind of name that is: code, title or other (title)."""

    id: str
    code: str
    title: str
    kind: str


class Store:
    """A store that is open for reading. Reading one role takes the same time however many there are.

    Raises CorruptStoreError, from any method, if the file is damaged or of another version, and FileError if the
    operating system does not let it be read.
    """

    def __init__(self, folder: str) -> None:
        self.path = store_path(folder)
        try:
            with open(self.path, "rb") as file:  # SQLite does not say why it cannot open a file
                file.read(1)
        except OSError as error:
            raise unreadable_store(self.path, error) from None
        try:
            self._database = sqlite3.connect(f"file:{_quote(self.path)}?mode=ro&immutable=1", uri=True)
            (version,) = self._database.execute("PRAGMA user_version").fetchone()
        except DATABASE_ERRORS as error:
            raise _read_error(self.path, error) from None
        if version != VERSION:
            raise _wrong_version(self.path, version)

    def _query(self, query: str, *values: object) -> list[tuple[Any, ...]]:
        try:
            return self._database.execute(query, values).fetchall()
        except UnicodeEncodeError:
            return []  # what the user typed has no encoding, so the store cannot contain it
        except DATABASE_ERRORS as error:
            raise _read_error(self.path, error) from None

    def _parse(self, content: str | bytes) -> Any:
        try:
            return json.loads(content)
        except (TypeError, ValueError, RecursionError) as error:
            raise CorruptStoreError(self.path, str(error)) from None

    def _unpack(self, content: bytes) -> Any:
        try:
            return self._parse(zlib.decompress(content))
        except (TypeError, zlib.error) as error:
            raise CorruptStoreError(self.path, str(error)) from None

    @property
    def connection(self) -> sqlite3.Connection:
        """The database, for the search index, which has tables of its own in it."""
        return self._database

    def imports(self) -> dict[str, Any]:
        """Return source and file of each import: the one O*NET release, and each edition of wages and projections."""
        rows = self._query("SELECT name, content FROM imports ORDER BY name")
        return {name: self._parse(content) for name, content in rows}

    def find_by_name(self, name: str) -> list[NamedRole]:
        """Return the roles that have this name in any case, each once: codes and titles before other titles.

        Of more than 100 roles only the first are returned.
        """
        query = (
            "SELECT roles.id, roles.code, roles.title, names.kind FROM names JOIN roles ON roles.number = names.role "
            "WHERE names.name = ? ORDER BY names.kind = 'other', roles.number LIMIT ?"
        )
        found: dict[str, NamedRole] = {}
        for row in self._query(query, normalize_name(name), MAX_NAMED_ROLES):
            found.setdefault(row[0], NamedRole(*row))
        return list(found.values())

    def find_by_prefix(self, column: Literal["id", "code"], prefix: str, limit: int) -> list[tuple[str, str, str]]:
        """Return id, code and title of the roles whose id or code begins with a prefix, in order.

        Of more than `limit` roles it returns the first and the very last: what these have in common, all have.
        """
        query = f"SELECT id, code, title FROM roles WHERE {column} >= ? AND {column} < ? ORDER BY {column}"  # noqa: S608
        found = self._query(f"{query} LIMIT ?", prefix, prefix + AFTER_ALL_TEXT, limit)
        if len(found) == limit:
            found[-1:] = self._query(f"{query} DESC LIMIT 1", prefix, prefix + AFTER_ALL_TEXT)
        return found

    def headings(self) -> Iterator[tuple[str, str, JsonObject]]:
        """Yield id, code and heading of every role."""
        try:
            for name, code, heading in self._database.execute("SELECT id, code, heading FROM roles ORDER BY number"):
                yield name, code, self._parse(heading)
        except DATABASE_ERRORS as error:
            raise _read_error(self.path, error) from None

    def heading(self, code: str) -> JsonObject | None:
        """Return the title, summary, other titles and codes of the role with an O*NET code."""
        rows = self._query("SELECT heading FROM roles WHERE code = ?", code)
        return next((self._parse(heading) for (heading,) in rows), None)

    def role(self, code: str) -> JsonObject | None:
        """Return the role with an O*NET code, without its ratings and figures."""
        for name, heading, body in self._query("SELECT id, heading, body FROM roles WHERE code = ?", code):
            return {"id": name, **self._parse(heading), **self._unpack(body)}
        return None

    def rated_elements(self, code: str) -> list[str]:
        """Return what a role is rated on, by kind and element (`skill.2.A.1.a`), without reading its ratings."""
        return self._unpack_first("SELECT rated_elements FROM roles WHERE code = ?", code)

    def ratings(self, code: str) -> list[JsonObject]:
        """Return the ratings of a role, those of its work context included. They are most of its data."""
        return self._unpack_first("SELECT ratings FROM roles WHERE code = ?", code)

    def _unpack_first(self, query: str, code: str) -> list[Any]:
        for (content,) in self._query(query, code):
            found: list[Any] = self._unpack(content)
            return found
        return []

    def id_of(self, code: str) -> str | None:
        """Return the id of the role with an O*NET code."""
        return next((name for (name,) in self._query("SELECT id FROM roles WHERE code = ?", code)), None)

    def code_of(self, name: str) -> str | None:
        """Return the O*NET code of the role with an id."""
        return next((code for (code,) in self._query("SELECT code FROM roles WHERE id = ?", name)), None)

    @property
    def has_search_index(self) -> bool:
        """Whether there is an index of titles, which an import of O*NET makes."""
        return self._has_table("find_role")

    @property
    def has_similar_roles(self) -> bool:
        """Whether similar roles have been computed, which an import of O*NET does."""
        return self._has_table("similar_roles")

    def _has_table(self, name: str) -> bool:
        return bool(self._query("SELECT 1 FROM sqlite_master WHERE name = ?", name))

    def similar_roles(self, code: str) -> list[tuple[str, int, str, float, float, float, float, float]]:
        """Return the roles similar or officially related to that of a code, as fields of `similarity.SimilarRole`."""
        query = "SELECT role, place, other, score, work, titles, knowledge, interests FROM similar_roles"
        return self._query(f"{query} WHERE role = ? ORDER BY place", code)

    def outline(self, code: str) -> JsonObject | None:
        """Return what is read of a role next to similar ones: its heading, levels of training and kinds of work."""
        query = "SELECT id, heading, content FROM roles JOIN role_outlines USING (code) WHERE code = ?"
        rows = self._query(query, code)
        return next(
            ({"id": name, **self._parse(heading), **self._parse(content)} for name, heading, content in rows), None
        )

    def figures(self, code: str, source: str) -> list[JsonObject]:
        """Return every figure and level that a source has for a code."""
        query = "SELECT content FROM figures WHERE code = ? AND source = ?"
        return [figure for (content,) in self._query(query, code, source) for figure in self._parse(content)]

    def figures_of(
        self, measures: Collection[str], codes: Collection[str] = ()
    ) -> Iterator[tuple[str, str, JsonObject]]:
        """Yield the figures and levels of some measures, each with the code that it was published for and its source.

        They are those of all codes unless some are given.
        """
        conditions = [f"json_extract(entry.value, '$.measure') IN ({_placeholders(measures)})"]
        if codes:
            conditions.append(f"code IN ({_placeholders(codes)})")
        query = (
            "SELECT code, source, entry.value FROM figures, json_each(figures.content) AS entry "  # noqa: S608 - question marks
            f"WHERE {' AND '.join(conditions)} ORDER BY code, source DESC, entry.key"
        )
        rows = self._query(query, *measures, *codes)
        return ((code, source, self._parse(figure)) for code, source, figure in rows)

    def published_codes(self, prefix: str = "") -> list[tuple[str, str]]:
        """Return the codes that figures or levels were published for, or those that begin so, each with a source."""
        query = "SELECT code, source FROM figures WHERE code >= ? AND code < ?"
        return self._query(query, prefix, prefix + AFTER_ALL_TEXT)

    def training_levels(self) -> Iterator[tuple[str, list[JsonObject]]]:
        """Yield the code of every role with its levels of training."""
        if self.has_similar_roles:  # the import has put them there too, which is quicker to read
            outlines = self._query("SELECT code, content FROM role_outlines")
            return ((code, self._parse(content)["training"]["levels"]) for code, content in outlines)
        bodies = self._query("SELECT code, body FROM roles")
        return ((code, self._unpack(body)["training"]["levels"]) for code, body in bodies)

    def job_facts(self) -> list[tuple[str, str]]:
        """Return the code of every role, and as JSON its ratings of interests and work values and its activities."""
        return self._query("SELECT code, content FROM job_facts")

    def titles(self) -> list[tuple[str, str, str]]:
        """Return id, code and title of every role."""
        return self._query("SELECT id, code, title FROM roles ORDER BY number")

    def source(self, name: str) -> JsonObject | None:
        """Return the source with an id."""
        return self._record("sources", name)

    def activity(self, name: str) -> JsonObject | None:
        """Return the activity with an id."""
        return self._record("activities", name)

    def job_zone(self, level: str) -> JsonObject | None:
        """Return what a Job Zone asks for, by its level such as job-zone-3, if the imported release says it."""
        rows = self._query("SELECT content FROM job_zones WHERE level = ?", level)
        return next((self._parse(content) for (content,) in rows), None)

    def source_ids(self) -> list[str]:
        """Return the ids of all sources."""
        return [name for (name,) in self._query("SELECT id FROM sources ORDER BY id")]

    def sources(self) -> list[JsonObject]:
        """Return all sources."""
        return [self._parse(content) for (content,) in self._query("SELECT content FROM sources ORDER BY id")]

    def _record(self, table: str, name: str) -> JsonObject | None:
        rows = self._query(f"SELECT content FROM {table} WHERE id = ?", name)  # noqa: S608 - a constant
        return next((self._parse(content) for (content,) in rows), None)

    def close(self) -> None:
        """Close the file."""
        self._database.close()


def _read_error(path: str, error: sqlite3.Error | UnicodeDecodeError) -> CorruptStoreError | FileError:
    """Return the error of a store whose content is damaged, or which cannot be read at all."""
    code = getattr(error, "sqlite_errorcode", None)
    if code is not None and code & 0xFF in UNREADABLE_CODES:  # the rest of an extended code says which kind it is
        return unreadable_store(path, error)
    return CorruptStoreError(path, str(error))


def _wrong_version(path: str, version: int) -> CorruptStoreError:
    if 0 < version < VERSION:
        return CorruptStoreError(path, "an older version of rolecompare made it", "older")
    if version > VERSION:
        return CorruptStoreError(path, "a newer version of rolecompare made it", "newer")
    return CorruptStoreError(path, "it is not a rolecompare store")


class StoreStatus(NamedTuple):
    """The state of a store, the problem with it, and the edition of each imported source by its id."""

    state: Literal["none", "valid", "unreadable", "damaged", "older", "newer"]
    problem: str | None = None
    editions: Mapping[str, str] = {}


def store_status(folder: str) -> StoreStatus:
    """Check the whole store in a folder and return its state."""
    try:
        if not has_store(folder):
            return StoreStatus("none")
        store = Store(folder)
        check_integrity(store.connection, store.path)
        return StoreStatus("valid", editions={source["id"]: source["edition"] for source in store.sources()})
    except CorruptStoreError as error:
        return StoreStatus(error.state, error.what)
    except FileError as error:
        return StoreStatus("unreadable", error.trouble)
    except (KeyError, TypeError) as error:
        return StoreStatus("damaged", f"one of its sources lacks {error}")


def check_integrity(database: sqlite3.Connection, path: str) -> None:
    """Read all of a store and raise CorruptStoreError if it is damaged; `path` is its name in the message."""
    try:
        (result,) = database.execute("PRAGMA quick_check(1)").fetchone()
        if result != "ok":
            raise CorruptStoreError(path, result)
        for table in TABLE_NAMES:
            database.execute(f"SELECT 1 FROM {table} LIMIT 1")  # noqa: S608 - a constant
    except DATABASE_ERRORS as error:
        raise _read_error(path, error) from None


def _placeholders(values: Collection[object]) -> str:
    return ", ".join("?" * len(values))


def _quote(name: str) -> str:
    from urllib.parse import quote

    return quote(os.fsencode(name))  # a file name need not be UTF-8
