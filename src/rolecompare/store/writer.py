"""Write the store, completely or not at all.

A writer copies the store that is there, adds to the copy, and renames it. If it is killed, the store is as it was, and
a reader goes on with the file that it has open. There is one writer at a time: a second one waits.
"""

from __future__ import annotations

import contextlib
import json
import os
import sqlite3
import zlib
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from rolecompare.errors import FileError
from rolecompare.models.kinds import PREFERENCE_RATINGS
from rolecompare.search.text import normalize_name
from rolecompare.store.reader import Store, check_integrity
from rolecompare.store.schema import (
    FILE_NAME,
    LOCK_NAME,
    NAME_INDEX,
    PART_SUFFIX,
    SIMILARITY_TABLES,
    TABLES,
    VERSION,
    JsonObject,
    has_store,
    id_with_code,
    store_path,
)

MAX_ID_LENGTH = 60
LOCK_TIMEOUT = 600.0  # seconds
HEADING = ("title", "summary", "other_titles", "codes")


class StoreDraft:
    """A store that is being written. Each record replaces the one that an earlier import put there."""

    def __init__(self, database: sqlite3.Connection) -> None:
        self.connection = database

    def put_import(self, name: str, content: Any) -> None:
        """Record an import: `content` says its source and file."""
        self.connection.execute("INSERT OR REPLACE INTO imports VALUES (?, ?)", (name, json.dumps(content)))

    def put_source(self, source: JsonObject, replaced_prefix: str = "") -> None:
        """Add a source, and remove the sources whose ids begin with a prefix, where the import replaces them."""
        if replaced_prefix:
            query = "DELETE FROM sources WHERE substr(id, 1, ?) = ?"
            self.connection.execute(query, (len(replaced_prefix), replaced_prefix))
        self.connection.execute("INSERT OR REPLACE INTO sources VALUES (?, ?)", (source["id"], _to_json(source)))

    def put_activities(self, activities: Iterable[JsonObject]) -> None:
        """Replace all activities."""
        self.connection.execute("DELETE FROM activities")
        rows = ((activity["id"], _to_json(activity)) for activity in activities)
        self.connection.executemany("INSERT OR REPLACE INTO activities VALUES (?, ?)", rows)

    def put_job_zones(self, zones: Iterable[JsonObject]) -> None:
        """Replace what the Job Zones ask for, each given by its level."""
        self.connection.execute("DELETE FROM job_zones")
        rows = ((zone["level"], _to_json(zone)) for zone in zones)
        self.connection.executemany("INSERT INTO job_zones VALUES (?, ?)", rows)

    def put_roles(self, roles: Iterable[JsonObject]) -> None:
        """Replace all roles."""
        for table in ("roles", "names", "job_facts"):
            self.connection.execute(f"DELETE FROM {table}")  # noqa: S608 - a constant
        self.connection.execute("DROP INDEX IF EXISTS names_by_name")
        used_ids: set[str] = set()
        for number, role in enumerate(roles, start=1):
            code = role["codes"]["onet_soc"]
            name = _unique_id(role["title"], code, used_ids)
            heading = {key: role[key] for key in HEADING}
            body, ratings = _without_ratings({key: value for key, value in role.items() if key not in HEADING})
            rated = list(dict.fromkeys(f"{rating['kind']}.{rating['element']}" for rating in ratings))
            row = (number, name, code, role["title"], _to_json(heading), _pack(body), _pack(rated), _pack(ratings))
            self.connection.execute("INSERT INTO roles VALUES (?, ?, ?, ?, ?, ?, ?, ?)", row)
            self.connection.executemany("INSERT INTO names VALUES (?, ?, ?)", _names(name, role, number))
            self.connection.execute("INSERT INTO job_facts VALUES (?, ?)", (code, _to_json(_job_facts(role))))
        self.connection.execute(NAME_INDEX)

    def search_texts(self) -> Iterator[tuple[str, str, str]]:
        """Yield the texts by which roles are found: the code, the kind of text (code, title, other, duty), the text."""
        query = "SELECT code, heading, body FROM roles ORDER BY number"
        for code, packed_heading, packed_body in self.connection.execute(query):
            heading, body = json.loads(packed_heading), json.loads(zlib.decompress(packed_body))
            yield code, "code", code
            yield code, "title", heading["title"]
            yield code, "duty", heading["summary"]["text"]
            yield from ((code, "other", text) for text in heading["other_titles"])
            yield from ((code, "duty", duty["text"]) for duty in body["duties"])

    def put_similar_roles(self, similar: Iterable[tuple[object, ...]], outlines: Mapping[str, JsonObject]) -> None:
        """Replace the similar roles, given as `similarity.SimilarRole`, and the outlines of roles by code."""
        for table, definition in SIMILARITY_TABLES.items():
            self.connection.execute(f"DROP TABLE IF EXISTS {table}")
            self.connection.execute(definition)
        self.connection.executemany("INSERT INTO similar_roles VALUES (?, ?, ?, ?, ?, ?, ?, ?)", similar)
        rows = ((code, _to_json(content)) for code, content in outlines.items())
        self.connection.executemany("INSERT INTO role_outlines VALUES (?, ?)", rows)

    def put_figures(self, source: str, figures: Mapping[str, list[JsonObject]]) -> None:
        """Replace the figures of a source, given by the code that they were published for."""
        self.connection.execute("DELETE FROM figures WHERE source = ?", (source,))
        rows = ((code, source, _to_json(found)) for code, found in figures.items())
        self.connection.executemany("INSERT INTO figures VALUES (?, ?, ?)", rows)


def _to_json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def _pack(value: Any) -> bytes:
    return zlib.compress(_to_json(value).encode(), 1)


def _job_facts(role: JsonObject) -> JsonObject:
    """Return what a choice among all roles reads of each: ratings of what people prefer, and the activities of duties.

    The rest of a role is fifty times as much, and to read it of a thousand roles takes longer than anybody waits.
    """
    named = ((duty.get("activity"), *duty.get("other_activities", ())) for duty in role["duties"])
    activities = [[name for name in names if name is not None] for names in named]
    ratings = [rating for rating in role["ratings"] if rating["kind"] in PREFERENCE_RATINGS]
    return {"ratings": ratings, "activities": activities}


def _without_ratings(role: JsonObject) -> tuple[JsonObject, list[JsonObject]]:
    """Split a role into the rest and its ratings, those of the work context among its settings included."""
    settings = {**role.get("settings", {})}
    ratings = [*role["ratings"], *settings.pop("context", ())]
    rest = {key: value for key, value in role.items() if key not in ("ratings", "settings")}
    return {**rest, **({"settings": settings} if settings else {})}, ratings


def _unique_id(title: str, code: str, used: set[str]) -> str:
    """Return an id made of the title, with the code where two titles make the same id, and add it to the used ones."""
    name = "-".join(normalize_name("".join(c if c.isascii() and c.isalnum() else " " for c in title)).split())
    if len(name) > MAX_ID_LENGTH:
        name = name[:MAX_ID_LENGTH].rpartition("-")[0]
    if not name or name in used:
        name = name_with_code = id_with_code(name or "role", code)
        number = 2
        while name in used:  # by a title that ends in this code
            name, number = f"{name_with_code}-{number}", number + 1
    used.add(name)
    return name


def _names(name: str, role: JsonObject, number: int) -> Iterator[tuple[str, str, int]]:
    codes = role["codes"]
    yield normalize_name(codes["onet_soc"]), "code", number
    if codes["onet_soc"].endswith(".00"):  # this role is the whole of the wider code; .01 and so on are parts
        yield normalize_name(codes["soc"]), "code", number
    titles = dict.fromkeys((normalize_name(name), normalize_name(role["title"])))
    for text in titles:
        yield text, "title", number
    for text in dict.fromkeys(map(normalize_name, role["other_titles"])):
        if text not in titles:
            yield text, "other", number


@contextlib.contextmanager
def write_store(folder: str) -> Iterator[StoreDraft]:
    """Open a draft of the store, which becomes the store when the block ends without an error.

    Raises FileError if the folder cannot be written, or if another import does not end.
    """
    lock = _lock(folder, LOCK_TIMEOUT)
    try:
        yield from _write_draft(folder)
    finally:
        lock.close()


def _lock(folder: str, timeout: float) -> sqlite3.Connection:
    """Wait for the lock of the folder. It is released with the connection, or with the process, however that ends."""
    path = os.path.join(folder, LOCK_NAME)
    while True:
        try:
            os.makedirs(folder, exist_ok=True)
            inode = _inode(path)
            lock = sqlite3.connect(path, timeout=timeout, isolation_level=None)
        except (OSError, sqlite3.Error) as error:
            raise FileError(folder, _reason(error), "Choose another folder in ROLECOMPARE_HOME.") from None
        refusal = _begin_exclusive(lock)
        # The lock only counts on the file that others find: not if this process has just made it, perhaps together
        # with another one, nor if `remove_store` has deleted the file that this process waited for.
        is_same_file = inode == _inode(path)
        if is_same_file and inode is not None and refusal is None:
            return lock
        lock.close()
        if is_same_file and isinstance(refusal, sqlite3.OperationalError):
            raise FileError(folder, f"another import is running ({refusal})", "Try again when it has ended.")
        if is_same_file and refusal is not None:
            raise FileError(path, _reason(refusal), "Delete that file; then import again.")


def _begin_exclusive(lock: sqlite3.Connection) -> sqlite3.Error | None:
    try:
        lock.execute("BEGIN EXCLUSIVE")
    except sqlite3.Error as error:
        return error
    return None


def _inode(path: str) -> int | None:
    """Return the number that tells a file from another one that had its name before."""
    try:
        return os.stat(path).st_ino
    except FileNotFoundError:
        return None


def _write_draft(folder: str) -> Iterator[StoreDraft]:
    target = store_path(folder)
    part = f"{target}.{os.getpid()}{PART_SUFFIX}"
    try:
        for name in _store_files(folder):
            if PART_SUFFIX in name:
                os.unlink(os.path.join(folder, name))  # of an import that was killed
        database = _copy_store(target, part)
        try:
            yield StoreDraft(database)
            database.commit()
        finally:
            database.close()
        descriptor = os.open(part, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)
        os.replace(part, target)
    except (OSError, sqlite3.Error) as error:
        raise FileError(target, _reason(error), "The store was not changed.") from None
    finally:
        with contextlib.suppress(OSError):
            os.unlink(part)


def _copy_store(target: str, part: str) -> sqlite3.Connection:
    """Open a copy of the store, or a new one if there is none."""
    folder = os.path.dirname(target)
    exists = has_store(folder)
    if exists:
        Store(folder).close()  # refuses a damaged store and one of another version
        import shutil

        shutil.copyfile(target, part)
    database = sqlite3.connect(part)
    try:
        if exists:
            check_integrity(database, target)
        # A half-written draft is thrown away, so nothing needs to be on the disk before the end.
        database.execute("PRAGMA journal_mode = OFF")
        database.execute("PRAGMA synchronous = OFF")
        if not exists:
            database.executescript(TABLES)
            database.execute(NAME_INDEX)
            database.execute(f"PRAGMA user_version = {VERSION}")
    except BaseException:
        database.close()
        raise
    return database


def _reason(error: Exception) -> str:
    return (getattr(error, "strerror", None) or str(error) or "it cannot be written").lower()


def _store_files(folder: str) -> list[str]:
    """Return the names of the files that imports have made in the folder, the lock last."""
    try:
        names = os.listdir(folder)
    except (FileNotFoundError, NotADirectoryError):
        return []
    return sorted(
        name for name in names if name in (FILE_NAME, LOCK_NAME) or (name.startswith(FILE_NAME) and PART_SUFFIX in name)
    )


def removable_files(folder: str) -> list[str]:
    """Return the paths of what `remove_store` would delete: nothing if there is only a lock.

    Raises FileError if the folder cannot be read.
    """
    try:
        names = _store_files(folder)
    except OSError as error:
        raise FileError(folder, _reason(error), "Nothing was deleted.") from None
    return [os.path.join(folder, name) for name in names] if names != [LOCK_NAME] else []


def remove_store(folder: str) -> list[str]:
    """Delete the store, the lock and what killed imports have left, and return the paths of the deleted files.

    Raises FileError while an import is running, or if a file cannot be deleted.
    """
    if not removable_files(folder):
        return []
    lock = _lock(folder, 0)
    removed: list[str] = []
    try:
        for name in _store_files(folder):
            os.unlink(os.path.join(folder, name))
            removed.append(os.path.join(folder, name))
    except OSError as error:
        deleted = f"Deleted: {', '.join(removed)}." if removed else "Nothing was deleted."
        raise FileError(folder, _reason(error), deleted) from None
    finally:
        lock.close()
    return removed
