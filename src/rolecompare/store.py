"""The local store: what was imported, in one SQLite file, written whole or not at all, and read a role at a time.

A writer copies what is there, adds to the copy, and renames it: killed at any moment, the old store is as it was, and a
reader goes on with the file that it opened. One writer at a time: the second waits for the first.
"""

from __future__ import annotations

import contextlib
import json
import os
import sqlite3
import zlib
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, NamedTuple

from rolecompare.errors import DamagedStore, FileTrouble
from rolecompare.vocabulary import folded

Plain = dict[str, Any]
NAME, LOCK, PART = "store.db", "store.lock", ".part"
VERSION = 1
LONGEST_ID = 60
PATIENCE = 600.0  # seconds that a writer waits for another one
TABLES = """
CREATE TABLE facts (name TEXT PRIMARY KEY, content TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE sources (id TEXT PRIMARY KEY, content TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE activities (id TEXT PRIMARY KEY, content TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE roles (number INTEGER PRIMARY KEY, id TEXT UNIQUE NOT NULL, code TEXT UNIQUE NOT NULL, title TEXT NOT NULL,
  head TEXT NOT NULL, body BLOB NOT NULL);
CREATE TABLE names (name TEXT NOT NULL, kind TEXT NOT NULL, role INTEGER NOT NULL);
CREATE TABLE figures (code TEXT NOT NULL, source TEXT NOT NULL, content TEXT NOT NULL,
  PRIMARY KEY (code, source)) WITHOUT ROWID;
"""
INDEX = "CREATE INDEX names_by_name ON names (name)"
# Worked out of all roles at once, when they are put in: which are near, and what is read of each beside others.
NEARNESS = (
    "CREATE TABLE near (role TEXT NOT NULL, place INTEGER NOT NULL, other TEXT NOT NULL, score REAL NOT NULL,"
    " work REAL NOT NULL, titles REAL NOT NULL, knowledge REAL NOT NULL, interests REAL NOT NULL,"
    " PRIMARY KEY (role, place)) WITHOUT ROWID",
    "CREATE TABLE outlines (code TEXT PRIMARY KEY, content TEXT NOT NULL) WITHOUT ROWID",
)
HEAD = ("title", "summary", "codes")
# What SQLite raises at a file that is none of its own. What it has to say of it may be noise as well.
BROKEN = (sqlite3.Error, UnicodeDecodeError)


class Named(NamedTuple):
    """A role of the store that has a name: its id, code and title, and how the name is its own."""

    id: str
    code: str
    title: str
    kind: str  # code, title or other


def path(folder: str) -> str:
    return os.path.join(folder, NAME)


# ── reading ──────────────────────────────────────────────────────────────────────────────────────────────────────────


class Store:
    """A store that is only read. Nothing that it does grows with the number of roles."""

    def __init__(self, folder: str) -> None:
        self.path = path(folder)
        try:
            self._file = sqlite3.connect(f"file:{_quoted(self.path)}?mode=ro&immutable=1", uri=True)
            (version,) = self._file.execute("PRAGMA user_version").fetchone()
        except BROKEN as error:
            raise DamagedStore(self.path, str(error)) from None
        if version != VERSION:
            newer = "a newer version of rolecompare made it" if version > VERSION else "it is of no version known here"
            raise DamagedStore(self.path, newer)

    def _ask(self, question: str, *values: object) -> list[tuple[Any, ...]]:
        try:
            return self._file.execute(question, values).fetchall()
        except BROKEN as error:
            raise DamagedStore(self.path, str(error)) from None

    def _read(self, content: str | bytes) -> Any:
        try:
            return json.loads(content)
        except (TypeError, ValueError, RecursionError) as error:
            raise DamagedStore(self.path, str(error)) from None

    @property
    def connection(self) -> sqlite3.Connection:
        """The file itself, for what keeps an index of its own in it."""
        return self._file

    def facts(self) -> dict[str, Any]:
        """What was imported when: by the kind of import."""
        return {
            name: self._read(content) for name, content in self._ask("SELECT name, content FROM facts ORDER BY name")
        }

    def named(self, name: str) -> list[Named]:
        """The roles that have this name, whatever the case, each once: by its strongest claim to it."""
        question = (
            "SELECT roles.id, roles.code, roles.title, names.kind FROM names JOIN roles ON roles.number = names.role "
            "WHERE names.name = ? ORDER BY names.kind = 'other', roles.number"
        )
        found: dict[str, Named] = {}
        for row in self._ask(question, folded(name)):
            found.setdefault(row[0], Named(*row))
        return list(found.values())

    def titles(self) -> list[tuple[str, str, str]]:
        """The id, code and title of every role."""
        return self._ask("SELECT id, code, title FROM roles ORDER BY number")

    def heads(self, ids: Iterable[str] | None = None) -> list[Plain]:
        """What roles are found and listed by: of all of them, or of these."""
        if ids is None:
            rows = self._ask("SELECT id, head FROM roles ORDER BY number")
        else:
            rows = [row for name in ids for row in self._ask("SELECT id, head FROM roles WHERE id = ?", name)]
        return [{"id": name, **self._read(head)} for name, head in rows]

    def role(self, code: str) -> Plain | None:
        """The whole role of an O*NET code, its figures apart."""
        return self._whole("SELECT id, head, body FROM roles WHERE code = ?", code)

    def role_of(self, name: str) -> Plain | None:
        """The whole role of an id, its figures apart."""
        return self._whole("SELECT id, head, body FROM roles WHERE id = ?", name)

    def _whole(self, question: str, key: str) -> Plain | None:
        for name, head, body in self._ask(question, key):
            try:
                unpacked = zlib.decompress(body)
            except (TypeError, zlib.error) as error:
                raise DamagedStore(self.path, f"{name}: {error}") from None
            return {"id": name, **self._read(head), **self._read(unpacked)}
        return None

    def id_of(self, code: str) -> str | None:
        return next((name for (name,) in self._ask("SELECT id FROM roles WHERE code = ?", code)), None)

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

    def sources(self) -> list[Plain]:
        return [self._read(content) for (content,) in self._ask("SELECT content FROM sources ORDER BY id")]

    def _one(self, table: str, name: str) -> Plain | None:
        rows = self._ask(f"SELECT content FROM {table} WHERE id = ?", name)  # noqa: S608 - the table is ours
        return next((self._read(content) for (content,) in rows), None)

    def close(self) -> None:
        self._file.close()


def _quoted(name: str) -> str:
    from urllib.parse import quote

    return quote(name)


# ── writing ──────────────────────────────────────────────────────────────────────────────────────────────────────────


class Draft:
    """A store that is being written. What is put in replaces what an earlier import of the same kind put there."""

    def __init__(self, file: sqlite3.Connection) -> None:
        self.connection = file

    def put_fact(self, name: str, content: Any) -> None:
        self.connection.execute("INSERT OR REPLACE INTO facts VALUES (?, ?)", (name, json.dumps(content)))

    def put_source(self, source: Plain) -> None:
        self.connection.execute("INSERT OR REPLACE INTO sources VALUES (?, ?)", (source["id"], _text(source)))

    def put_activities(self, activities: Iterable[Plain]) -> None:
        self.connection.execute("DELETE FROM activities")
        rows = ((activity["id"], _text(activity)) for activity in activities)
        self.connection.executemany("INSERT OR REPLACE INTO activities VALUES (?, ?)", rows)

    def put_roles(self, roles: Iterable[Plain]) -> int:
        """Put all roles in, in place of those that are there; returns how many."""
        for table in ("roles", "names"):
            self.connection.execute(f"DELETE FROM {table}")  # noqa: S608 - the table is ours
        self.connection.execute("DROP INDEX IF EXISTS names_by_name")
        taken: set[str] = set()
        count = 0
        for count, role in enumerate(roles, start=1):
            code = role["codes"]["onet_soc"]
            name = _unused(role["title"], code, taken)
            head = {part: role[part] for part in HEAD}
            body = {part: content for part, content in role.items() if part not in HEAD}
            row = (count, name, code, role["title"], _text(head), zlib.compress(_text(body).encode(), 1))
            self.connection.execute("INSERT INTO roles VALUES (?, ?, ?, ?, ?, ?)", row)
            self.connection.executemany("INSERT INTO names VALUES (?, ?, ?)", _names(name, role, count))
        self.connection.execute(INDEX)
        return count

    def forget(self, prefix: str) -> None:
        """Drop the tables whose names begin so: an index that is to be made anew."""
        question = "SELECT name FROM sqlite_master WHERE type = 'table' AND substr(name, 1, ?) = ?"
        for (name,) in self.connection.execute(question, (len(prefix), prefix)).fetchall():
            self.connection.execute(f'DROP TABLE "{name}"')

    def texts(self) -> Iterator[tuple[str, str, str]]:
        """What each role is known by: its code, the kind of the text (code, title, other, duty), and the text."""
        for code, title, body in self.connection.execute("SELECT code, title, body FROM roles ORDER BY number"):
            yield code, "code", code
            yield code, "title", title
            raw = json.loads(zlib.decompress(body))
            yield from ((code, "other", text) for text in raw.get("also_called", ()))
            yield from ((code, "duty", duty["text"]) for duty in raw.get("duties", ()))

    def put_nearness(self, near: Iterable[tuple[object, ...]], outlines: Mapping[str, Plain]) -> None:
        """Put in which roles are near, in rows of `nearness.Near`, and by code what is read of each beside others."""
        for table in ("near", "outlines"):
            self.connection.execute(f"DROP TABLE IF EXISTS {table}")
        for statement in NEARNESS:
            self.connection.execute(statement)
        self.connection.executemany("INSERT INTO near VALUES (?, ?, ?, ?, ?, ?, ?, ?)", near)
        rows = ((code, _text(content)) for code, content in outlines.items())
        self.connection.executemany("INSERT INTO outlines VALUES (?, ?)", rows)

    def put_figures(self, source: str, figures: Mapping[str, list[Plain]]) -> None:
        """Put a publication's figures in by the code that they were published for."""
        self.connection.execute("DELETE FROM figures WHERE source = ?", (source,))
        rows = ((code, source, _text(found)) for code, found in figures.items())
        self.connection.executemany("INSERT INTO figures VALUES (?, ?, ?)", rows)


def _text(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def _unused(title: str, code: str, taken: set[str]) -> str:
    """An id made of the title, the same for every release that has it; with the code where two titles make one."""
    name = "-".join(folded("".join(c if c.isascii() and c.isalnum() else " " for c in title)).split())
    if len(name) > LONGEST_ID:
        name = name[:LONGEST_ID].rpartition("-")[0]
    if not name or name in taken:
        name = own = f"{name or 'role'}-{code.replace('.', '-')}"
        again = 2
        while name in taken:  # by a title that ends in this code
            name, again = f"{own}-{again}", again + 1
    taken.add(name)
    return name


def _names(name: str, role: Plain, number: int) -> Iterator[tuple[str, str, int]]:
    codes = role["codes"]
    yield folded(codes["onet_soc"]), "code", number
    if codes["onet_soc"].endswith(".00"):  # the whole of the wider code, of which .01 and so on are parts
        yield folded(codes["soc"]), "code", number
    own = dict.fromkeys((folded(name), folded(role["title"])))
    for text in own:
        yield text, "title", number
    for text in dict.fromkeys(map(folded, role.get("also_called", ()))):
        if text not in own:
            yield text, "other", number


@contextlib.contextmanager
def written(folder: str) -> Iterator[Draft]:
    """A draft of the store, which becomes the store when the block ends without an error.

    Raises FileTrouble where the folder cannot be written, or where another import does not end.
    """
    try:
        os.makedirs(folder, exist_ok=True)
        lock = sqlite3.connect(os.path.join(folder, LOCK), timeout=PATIENCE, isolation_level=None)
    except (OSError, sqlite3.Error) as error:
        raise FileTrouble(folder, _reason(error), "Name another folder in ROLECOMPARE_HOME.") from None
    try:
        _locked(lock, folder)
        yield from _drafted(folder)
    finally:
        lock.close()


def _locked(lock: sqlite3.Connection, folder: str) -> None:
    """Wait for the turn to write. The lock goes with the process, however that ends."""
    try:
        lock.execute("BEGIN EXCLUSIVE")
    except sqlite3.OperationalError as error:
        raise FileTrouble(folder, f"another import is at work ({error})", "Try again when it has ended.") from None
    except sqlite3.Error as error:
        raise FileTrouble(os.path.join(folder, LOCK), _reason(error), "Remove that file; then import again.") from None


def _drafted(folder: str) -> Iterator[Draft]:
    target = path(folder)
    part = f"{target}.{os.getpid()}{PART}"
    try:
        for litter in os.listdir(folder):
            if litter.startswith(NAME) and (PART in litter):
                os.unlink(os.path.join(folder, litter))  # of an import that was killed
        file = _copied(target, part)
        try:
            yield Draft(file)
            file.commit()
        finally:
            file.close()
        descriptor = os.open(part, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)
        os.replace(part, target)
    except (OSError, sqlite3.Error) as error:
        raise FileTrouble(target, _reason(error), "The store is as it was.") from None
    finally:
        with contextlib.suppress(OSError):
            os.unlink(part)


def _copied(target: str, part: str) -> sqlite3.Connection:
    """A copy of the store that is there, or an empty one."""
    if os.path.exists(target):
        Store(os.path.dirname(target)).close()  # refuses one that is damaged or newer
        import shutil

        shutil.copyfile(target, part)
    file = sqlite3.connect(part)
    try:
        _check(file, target)
    except DamagedStore:
        file.close()
        raise
    # What is half done is thrown away: nothing need be safe before the end.
    file.execute("PRAGMA journal_mode = OFF")
    file.execute("PRAGMA synchronous = OFF")
    if not os.path.exists(target):
        file.executescript(TABLES)
        file.execute(INDEX)
        file.execute(f"PRAGMA user_version = {VERSION}")
    return file


def _check(file: sqlite3.Connection, target: str) -> None:
    """Refuse a copy of a damaged store before anything is added to it."""
    if not os.path.exists(target):
        return
    try:
        (told,) = file.execute("PRAGMA quick_check(1)").fetchone()
        if told != "ok":
            raise DamagedStore(target, told)
        for table in ("facts", "sources", "activities", "roles", "names", "figures"):
            file.execute(f"SELECT 1 FROM {table} LIMIT 1")  # noqa: S608 - the table is ours
    except BROKEN as error:
        raise DamagedStore(target, str(error)) from None


def _reason(error: Exception) -> str:
    return (getattr(error, "strerror", None) or str(error) or "it cannot be written").lower()


def removed(folder: str) -> bool:
    """Take the store away; whether there was one."""
    try:
        os.unlink(path(folder))
    except FileNotFoundError:
        return False
    except OSError as error:
        raise FileTrouble(path(folder), _reason(error), "Nothing was removed.") from None
    return True
