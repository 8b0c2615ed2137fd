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
from typing import Any, Literal, NamedTuple

from rolecompare.errors import DamagedStore, FileTrouble
from rolecompare.vocabulary import folded

Plain = dict[str, Any]
NAME, LOCK, PART = "store.db", "store.lock", ".part"
VERSION = 2
LONGEST_ID = 60
MOST_NAMED = 100
LAST = "\U0010ffff"  # after every text that goes on otherwise
PATIENCE = 600.0  # seconds that a writer waits for another one
TABLES = """
CREATE TABLE facts (name TEXT PRIMARY KEY, content TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE sources (id TEXT PRIMARY KEY, content TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE activities (id TEXT PRIMARY KEY, content TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE roles (number INTEGER PRIMARY KEY, id TEXT UNIQUE NOT NULL, code TEXT UNIQUE NOT NULL, title TEXT NOT NULL,
  head TEXT NOT NULL, body BLOB NOT NULL, rated BLOB NOT NULL, ratings BLOB NOT NULL);
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
HEAD = ("title", "summary", "also_called", "codes")
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
            raise _stranger(self.path, version)

    def _ask(self, question: str, *values: object) -> list[tuple[Any, ...]]:
        try:
            return self._file.execute(question, values).fetchall()
        except UnicodeEncodeError:
            return []  # what was typed is text in no encoding, and there is none of that in a store
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
        """The roles that have this name, whatever the case, each once: by its strongest claim to it.

        Of more than anybody could choose from only the first come.
        """
        question = (
            "SELECT roles.id, roles.code, roles.title, names.kind FROM names JOIN roles ON roles.number = names.role "
            "WHERE names.name = ? ORDER BY names.kind = 'other', roles.number LIMIT ?"
        )
        found: dict[str, Named] = {}
        for row in self._ask(question, folded(name), MOST_NAMED):
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

    def titles(self) -> list[tuple[str, str, str]]:
        """The id, code and title of every role."""
        return self._ask("SELECT id, code, title FROM roles ORDER BY number")

    def heads(self) -> Iterator[tuple[str, str, Plain]]:
        """The id and code of every role, and its head: what it is listed by."""
        try:
            for name, code, head in self._file.execute("SELECT id, code, head FROM roles ORDER BY number"):
                yield name, code, self._read(head)
        except BROKEN as error:
            raise DamagedStore(self.path, str(error)) from None

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
            raise DamagedStore(self.path, str(error)) from None

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


def _stranger(path: str, version: int) -> DamagedStore:
    if 0 < version < VERSION:
        return DamagedStore(path, "an older version of rolecompare made it", "older")
    if version > VERSION:
        return DamagedStore(path, "a newer version of rolecompare made it", "newer")
    return DamagedStore(path, "it is no store of rolecompare")


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
        _check(store.connection, store.path)
        return Condition("sound", editions={source["id"]: source["edition"] for source in store.sources()})
    except DamagedStore as error:
        return Condition(error.state, error.what)
    except (KeyError, TypeError) as error:
        return Condition("damaged", f"a source in it lacks {error}")


def _quoted(name: str) -> str:
    from urllib.parse import quote

    return quote(os.fsencode(name))  # a name need not be UTF-8


# ── writing ──────────────────────────────────────────────────────────────────────────────────────────────────────────


class Draft:
    """A store that is being written. What is put in replaces what an earlier import of the same kind put there."""

    def __init__(self, file: sqlite3.Connection) -> None:
        self.connection = file

    def put_fact(self, name: str, content: Any) -> None:
        self.connection.execute("INSERT OR REPLACE INTO facts VALUES (?, ?)", (name, json.dumps(content)))

    def put_source(self, source: Plain) -> None:
        self.connection.execute("INSERT OR REPLACE INTO sources VALUES (?, ?)", (source["id"], _text(source)))

    def drop_sources(self, prefix: str) -> None:
        """Drop the sources whose ids begin so: of an import that this one replaces as a whole."""
        self.connection.execute("DELETE FROM sources WHERE substr(id, 1, ?) = ?", (len(prefix), prefix))

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
            body, ratings = _parted({part: content for part, content in role.items() if part not in HEAD})
            rated = list(dict.fromkeys(f"{rating['kind']}.{rating['element']}" for rating in ratings))
            row = (count, name, code, role["title"], _text(head), *map(_packed, (body, rated, ratings)))
            self.connection.execute("INSERT INTO roles VALUES (?, ?, ?, ?, ?, ?, ?, ?)", row)
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
        for code, head, body in self.connection.execute("SELECT code, head, body FROM roles ORDER BY number"):
            named, done = json.loads(head), json.loads(zlib.decompress(body))
            yield code, "code", code
            yield code, "title", named["title"]
            yield code, "duty", named["summary"]["text"]
            yield from ((code, "other", text) for text in named["also_called"])
            yield from ((code, "duty", duty["text"]) for duty in done["duties"])

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


def _packed(value: Any) -> bytes:
    return zlib.compress(_text(value).encode(), 1)


def _parted(role: Plain) -> tuple[Plain, list[Plain]]:
    """A role without its ratings, and those: the work context, which is part of the settings, is ratings as well."""
    settings = {**role.get("settings", {})}
    ratings = [*role["ratings"], *settings.pop("context", ())]
    rest = {part: content for part, content in role.items() if part not in ("ratings", "settings")}
    return {**rest, **({"settings": settings} if settings else {})}, ratings


def _unused(title: str, code: str, taken: set[str]) -> str:
    """An id made of the title, the same for every release that has it; with the code where two titles make one."""
    name = "-".join(folded("".join(c if c.isascii() and c.isalnum() else " " for c in title)).split())
    if len(name) > LONGEST_ID:
        name = name[:LONGEST_ID].rpartition("-")[0]
    if not name or name in taken:
        name = own = coded(name or "role", code)
        again = 2
        while name in taken:  # by a title that ends in this code
            name, again = f"{own}-{again}", again + 1
    taken.add(name)
    return name


def coded(name: str, code: str) -> str:
    """An id with the code that tells it apart."""
    return f"{name}-{code.replace('.', '-')}"


def _names(name: str, role: Plain, number: int) -> Iterator[tuple[str, str, int]]:
    codes = role["codes"]
    yield folded(codes["onet_soc"]), "code", number
    if codes["onet_soc"].endswith(".00"):  # the whole of the wider code, of which .01 and so on are parts
        yield folded(codes["soc"]), "code", number
    own = dict.fromkeys((folded(name), folded(role["title"])))
    for text in own:
        yield text, "title", number
    for text in dict.fromkeys(map(folded, role["also_called"])):
        if text not in own:
            yield text, "other", number


@contextlib.contextmanager
def written(folder: str) -> Iterator[Draft]:
    """A draft of the store, which becomes the store when the block ends without an error.

    Raises FileTrouble where the folder cannot be written, or where another import does not end.
    """
    lock = _locked(folder, PATIENCE)
    try:
        yield from _drafted(folder)
    finally:
        lock.close()


def _locked(folder: str, patience: float) -> sqlite3.Connection:
    """The turn to write, waited for. It ends with the connection, or with the process, however that ends."""
    path = os.path.join(folder, LOCK)
    while True:
        try:
            os.makedirs(folder, exist_ok=True)
            before = _number(path)
            lock = sqlite3.connect(path, timeout=patience, isolation_level=None)
        except (OSError, sqlite3.Error) as error:
            raise FileTrouble(folder, _reason(error), "Name another folder in ROLECOMPARE_HOME.") from None
        refused = _refused(lock)
        # A lock is worth something only if it is of the file that others find: not where this made it just now, perhaps
        # together with another one, nor where `removed` took away the one that this waited for.
        same = before == _number(path)
        if same and before is not None and refused is None:
            return lock
        lock.close()
        if same and isinstance(refused, sqlite3.OperationalError):
            raise FileTrouble(folder, f"another import is at work ({refused})", "Try again when it has ended.")
        if same and refused is not None:
            raise FileTrouble(path, _reason(refused), "Remove that file; then import again.")


def _refused(lock: sqlite3.Connection) -> sqlite3.Error | None:
    """Why the lock is not to be had, if it is not."""
    try:
        lock.execute("BEGIN EXCLUSIVE")
    except sqlite3.Error as error:
        return error
    return None


def _number(path: str) -> int | None:
    """What tells a file from another one that had its name before."""
    try:
        return os.stat(path).st_ino
    except FileNotFoundError:
        return None


def _drafted(folder: str) -> Iterator[Draft]:
    target = path(folder)
    part = f"{target}.{os.getpid()}{PART}"
    try:
        for litter in _made(folder):
            if PART in litter:
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


def _made(folder: str) -> list[str]:
    """What imports made in the folder, the lock last."""
    there = os.listdir(folder) if os.path.isdir(folder) else ()
    return sorted(name for name in there if name in (NAME, LOCK) or (name.startswith(NAME) and PART in name))


def removed(folder: str) -> list[str]:
    """Take away all that imports made, and return what that was: the store, the lock, what killed ones left.

    Raises FileTrouble while an import is at work, and where something cannot be taken away.
    """
    if not _made(folder):
        return []
    lock = _locked(folder, 0)
    gone: list[str] = []
    try:
        for name in _made(folder):
            os.unlink(os.path.join(folder, name))
            gone.append(os.path.join(folder, name))
    except OSError as error:
        raise FileTrouble(folder, _reason(error), f"{', '.join(gone) or 'Nothing'} was removed.") from None
    finally:
        lock.close()
    return gone
