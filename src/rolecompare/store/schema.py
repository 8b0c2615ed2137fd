"""The local store: what was imported, in one SQLite file, written whole or not at all, and read a role at a time.

This much is enough to know where one is kept; only who reads it (`reading`) or adds to it (`writing`) imports the rest.
"""

from __future__ import annotations

import os
from typing import Any

Plain = dict[str, Any]
NAME, LOCK, PART = "store.db", "store.lock", ".part"
VERSION = 2


def path(folder: str) -> str:
    return os.path.join(folder, NAME)


def coded(name: str, code: str) -> str:
    """An id with the code that tells it apart."""
    return f"{name}-{code.replace('.', '-')}"
