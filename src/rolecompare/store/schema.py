"""The file of the local store and its tables.

This module is enough to know where the store is; only who reads it (`reader`) or writes it (`writer`) imports the rest.
"""

from __future__ import annotations

import os
import stat
from typing import Any

from rolecompare.errors import FileError

JsonObject = dict[str, Any]
FILE_NAME, LOCK_NAME, PART_SUFFIX = "store.db", "store.lock", ".part"
# Version 4 has O*NET's ratings of professional certification apart from education, and its table of job zones.
VERSION = 4

TABLES = """
CREATE TABLE imports (name TEXT PRIMARY KEY, content TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE sources (id TEXT PRIMARY KEY, content TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE activities (id TEXT PRIMARY KEY, content TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE job_zones (level TEXT PRIMARY KEY, content TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE roles (number INTEGER PRIMARY KEY, id TEXT UNIQUE NOT NULL, code TEXT UNIQUE NOT NULL, title TEXT NOT NULL,
  heading TEXT NOT NULL, body BLOB NOT NULL, rated_elements BLOB NOT NULL, ratings BLOB NOT NULL);
CREATE TABLE names (name TEXT NOT NULL, kind TEXT NOT NULL, role INTEGER NOT NULL);
CREATE TABLE job_facts (code TEXT PRIMARY KEY, content TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE figures (code TEXT NOT NULL, source TEXT NOT NULL, content TEXT NOT NULL,
  PRIMARY KEY (code, source)) WITHOUT ROWID;
"""
TABLE_NAMES = ("imports", "sources", "activities", "job_zones", "roles", "names", "job_facts", "figures")
NAME_INDEX = "CREATE INDEX names_by_name ON names (name)"
# Computed from all roles at once when they are imported.
SIMILARITY_TABLES = {
    "similar_roles": "CREATE TABLE similar_roles (role TEXT NOT NULL, place INTEGER NOT NULL, other TEXT NOT NULL,"
    " score REAL NOT NULL, work REAL NOT NULL, titles REAL NOT NULL, knowledge REAL NOT NULL, interests REAL NOT NULL,"
    " PRIMARY KEY (role, place)) WITHOUT ROWID",
    "role_outlines": "CREATE TABLE role_outlines (code TEXT PRIMARY KEY, content TEXT NOT NULL) WITHOUT ROWID",
}


def store_path(folder: str) -> str:
    """Return the path of the store in a folder."""
    return os.path.join(folder, FILE_NAME)


def has_store(folder: str) -> bool:
    """Return whether there is a store in a folder. Raises FileError if there is something that is not a readable file.

    A store that may not be read is not a missing one: without it the answers would be others, and nobody would know.
    """
    path = store_path(folder)
    try:
        mode = os.stat(path).st_mode
    except (FileNotFoundError, NotADirectoryError):
        return False
    except OSError as error:
        raise unreadable_store(path, error) from None
    if stat.S_ISDIR(mode):
        raise FileError(path, "is a folder, not a file", "Rename it, or set ROLECOMPARE_HOME to another folder.")
    return True


def unreadable_store(path: str, error: Exception) -> FileError:
    """Return the error of a store that cannot be read, which may be sound."""
    reason = (getattr(error, "strerror", None) or str(error)).lower()
    remedy = "Check that you may read this file and its folder, or set ROLECOMPARE_HOME to another folder."
    return FileError(path, reason, remedy)


def id_with_code(name: str, code: str) -> str:
    """Return an id that its code makes unique."""
    return f"{name}-{code.replace('.', '-')}"
