"""Roles and figures of an import -> the store, written whole or not at all.

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
from typing import Any

from rolecompare.errors import CorruptStoreError, FileError
from rolecompare.search.text import normalize_name
from rolecompare.store.reader import Store, check
from rolecompare.store.schema import LOCK, NAME, PART, VERSION, Plain, coded, path

LONGEST_ID = 60
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
HEAD = ("title", "summary", "other_titles", "codes")


class Draft:
    """A store that is being written. What is put in replaces what an earlier import of the same kind put there."""

    def __init__(self, file: sqlite3.Connection) -> None:
        self.connection = file

    def put_fact(self, name: str, content: Any) -> None:
        self.connection.execute("INSERT OR REPLACE INTO facts VALUES (?, ?)", (name, json.dumps(content)))

    def put_source(self, source: Plain, instead_of: str = "") -> None:
        """Put a source in; in place of those whose ids begin so, where an import replaces what they were cited by."""
        if instead_of:
            self.connection.execute("DELETE FROM sources WHERE substr(id, 1, ?) = ?", (len(instead_of), instead_of))
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
            yield from ((code, "other", text) for text in named["other_titles"])
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
    name = "-".join(normalize_name("".join(c if c.isascii() and c.isalnum() else " " for c in title)).split())
    if len(name) > LONGEST_ID:
        name = name[:LONGEST_ID].rpartition("-")[0]
    if not name or name in taken:
        name = own = coded(name or "role", code)
        again = 2
        while name in taken:  # by a title that ends in this code
            name, again = f"{own}-{again}", again + 1
    taken.add(name)
    return name


def _names(name: str, role: Plain, number: int) -> Iterator[tuple[str, str, int]]:
    codes = role["codes"]
    yield normalize_name(codes["onet_soc"]), "code", number
    if codes["onet_soc"].endswith(".00"):  # the whole of the wider code, of which .01 and so on are parts
        yield normalize_name(codes["soc"]), "code", number
    own = dict.fromkeys((normalize_name(name), normalize_name(role["title"])))
    for text in own:
        yield text, "title", number
    for text in dict.fromkeys(map(normalize_name, role["other_titles"])):
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
            raise FileError(folder, _reason(error), "Name another folder in ROLECOMPARE_HOME.") from None
        refused = _refused(lock)
        # A lock is worth something only if it is of the file that others find: not where this made it just now, perhaps
        # together with another one, nor where `removed` took away the one that this waited for.
        same = before == _number(path)
        if same and before is not None and refused is None:
            return lock
        lock.close()
        if same and isinstance(refused, sqlite3.OperationalError):
            raise FileError(folder, f"another import is at work ({refused})", "Try again when it has ended.")
        if same and refused is not None:
            raise FileError(path, _reason(refused), "Remove that file; then import again.")


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
        raise FileError(target, _reason(error), "The store is as it was.") from None
    finally:
        with contextlib.suppress(OSError):
            os.unlink(part)


def _copied(target: str, part: str) -> sqlite3.Connection:
    """A copy of the store that is there, or an empty one."""
    there = os.path.exists(target)
    if there:
        Store(os.path.dirname(target)).close()  # refuses one that is damaged or newer
        import shutil

        shutil.copyfile(target, part)
    file = sqlite3.connect(part)
    try:
        if there:
            check(file, target)
    except CorruptStoreError:
        file.close()
        raise
    # What is half done is thrown away: nothing need be safe before the end.
    file.execute("PRAGMA journal_mode = OFF")
    file.execute("PRAGMA synchronous = OFF")
    if not there:
        file.executescript(TABLES)
        file.execute(INDEX)
        file.execute(f"PRAGMA user_version = {VERSION}")
    return file


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
        raise FileError(folder, _reason(error), f"{', '.join(gone) or 'Nothing'} was removed.") from None
    finally:
        lock.close()
    return gone
