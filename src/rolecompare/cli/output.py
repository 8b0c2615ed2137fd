"""Where answers are written: to standard output or to a file, whole or not at all; and what the page can bear."""

from __future__ import annotations

import contextlib
import os
import shutil
import sys
from typing import TYPE_CHECKING, TextIO

from rolecompare.errors import FileError

if TYPE_CHECKING:
    from rolecompare.output import Canvas

UNSEEN = 100  # columns where nobody's terminal says


def canvas(width: int | None, *, no_color: bool, to_file: bool) -> Canvas:
    """Width and color: what was asked for, else what the terminal has."""
    terminal = not to_file and sys.stdout is not None and sys.stdout.isatty()
    from rolecompare.output import Canvas

    return Canvas(width or _columns(terminal), _color(terminal, no_color))


def _columns(terminal: bool) -> int:
    """The terminal's columns; elsewhere COLUMNS, where somebody exported it, else a page's."""
    return shutil.get_terminal_size((UNSEEN, 24)).columns if terminal else _exported()


def _exported() -> int:
    columns = os.environ.get("COLUMNS", "")
    return int(columns) if columns.isdecimal() and 0 < int(columns) <= 1000 else UNSEEN


def _color(terminal: bool, no_color: bool) -> bool:
    if no_color or os.environ.get("NO_COLOR") or os.environ.get("TERM") == "dumb":
        return False
    return terminal or bool(os.environ.get("FORCE_COLOR"))


def emit(text: str, output: str | None = None) -> None:
    """Write the answer. UTF-8 whatever the locale; a reader who leaves early is no trouble."""
    content = text.encode("utf-8", "replace")
    if output is None:
        _print(content)
    else:
        _replace(output, content)


def _print(content: bytes) -> None:
    if sys.stdout is None:
        raise FileError("standard output", "it is closed", "Open it, or name a file with --output.")
    try:
        sys.stdout.flush()
        rest = memoryview(content)
        while rest:  # an unbuffered stream may take less than it is given
            rest = rest[sys.stdout.buffer.write(rest) :]
        sys.stdout.buffer.flush()
    except BrokenPipeError:
        forget(sys.stdout)
    except OSError as error:
        forget(sys.stdout)
        raise FileError("standard output", _reason(error), "Make room, or send the answer elsewhere.") from None


def forget(stream: TextIO) -> None:
    """Let what is left in the stream's buffer go nowhere, so that leaving does not fail a second time."""
    with contextlib.suppress(OSError, ValueError, AttributeError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())


def _replace(path: str, content: bytes) -> None:
    """Write beside the file and rename, so that it is never half there; a device or a pipe is written to."""
    if os.path.isdir(path):
        raise FileError(path, "is a folder, not a file", "Name a file in it.")
    if os.path.exists(path) and not os.path.isfile(path):
        _write(path, path, content, os.O_WRONLY)
        return
    try:
        target = os.path.realpath(path)  # a link stays a link
    except OSError as error:
        raise FileError(path, _reason(error), "Nothing was written; name another place.") from None
    if os.path.islink(target):
        raise FileError(path, "is a link that leads in a circle", "Nothing was written; name another place.")
    if os.path.exists(target) and not os.stat(target).st_mode & 0o222:
        raise FileError(path, "is read-only", "Nothing was written; name another place.")
    beside = f"{target}.{os.getpid()}.part"
    try:
        _write(path, beside, content, os.O_WRONLY | os.O_CREAT | os.O_EXCL)
        with contextlib.suppress(OSError):
            os.chmod(beside, os.stat(target).st_mode & 0o7777)
        os.replace(beside, target)
    except OSError as error:
        raise FileError(path, _reason(error), "Nothing was written; name another place.") from None
    finally:
        with contextlib.suppress(OSError):
            os.unlink(beside)


def _write(named: str, path: str, content: bytes, flags: int) -> None:
    try:
        with open(os.open(path, flags, 0o666), "wb") as file:
            file.write(content)
            file.flush()
    except BrokenPipeError:
        return
    except OSError as error:
        raise FileError(named, _reason(error), "Nothing was kept; name another place.") from None


def _reason(error: OSError) -> str:
    return (error.strerror or "it cannot be written").lower()
