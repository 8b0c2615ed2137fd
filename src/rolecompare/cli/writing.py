"""Write answers to standard output or to a file, and find out how large a page can be there."""

from __future__ import annotations

import contextlib
import os
import shutil
import sys
from typing import TYPE_CHECKING, TextIO

from rolecompare.errors import FileError

if TYPE_CHECKING:
    from rolecompare.output.formats import Canvas

DEFAULT_WIDTH = 100  # columns, where no terminal says otherwise
MAX_WIDTH = 1000
NOTHING_WRITTEN = "Nothing was written. Choose another file."


def get_canvas(width: int | None, *, color: bool, to_file: bool) -> Canvas:
    """Return the width and the color of a page: as asked for, else as the terminal has them.

    `width` is in columns. `color` is False where no color is wanted, whatever the terminal.
    """
    from rolecompare.output.formats import Canvas

    on_terminal = not to_file and sys.stdout is not None and sys.stdout.isatty()
    return Canvas(width or _columns(on_terminal), color and _has_color(on_terminal))


def _columns(on_terminal: bool) -> int:
    if on_terminal:
        return shutil.get_terminal_size((DEFAULT_WIDTH, 24)).columns
    columns = os.environ.get("COLUMNS", "")
    return int(columns) if columns.isdecimal() and 0 < int(columns) <= MAX_WIDTH else DEFAULT_WIDTH


def _has_color(on_terminal: bool) -> bool:
    if os.environ.get("NO_COLOR") or os.environ.get("TERM") == "dumb":
        return False
    return on_terminal or bool(os.environ.get("FORCE_COLOR"))


def write(text: str, path: str | None = None) -> None:
    """Write the text as UTF-8, whatever the locale, to a file or to standard output.

    A file is written completely or not at all. It is no error if a reader stops early, as `head` does. Raises
    FileError if the text cannot be written.
    """
    content = text.encode("utf-8", "replace")
    if path is None:
        _write_output(content)
    elif os.path.exists(path) and not os.path.isfile(path) and not os.path.isdir(path):
        _write_file(path, path, content, os.O_WRONLY)  # a device or a pipe cannot be replaced
    else:
        _replace_file(path, content)


def _write_output(content: bytes) -> None:
    if sys.stdout is None:
        raise FileError("standard output", "it is closed", "Open it, or use --output FILE.")
    try:
        sys.stdout.flush()
        rest = memoryview(content)
        while rest:  # an unbuffered stream may take less than it is given
            rest = rest[sys.stdout.buffer.write(rest) :]
        sys.stdout.buffer.flush()
    except BrokenPipeError:
        discard(sys.stdout)
    except OSError as error:
        discard(sys.stdout)
        raise FileError("standard output", reason(error), "Free some space, or use --output FILE.") from None


def discard(stream: TextIO) -> None:
    """Throw away what is left in the buffer of a stream, so that the exit of the program does not fail over it."""
    with contextlib.suppress(OSError, ValueError, AttributeError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())


def _replace_file(path: str, content: bytes) -> None:
    """Write a new file beside the old one and rename it, so that no reader finds half of it."""
    if os.path.isdir(path):
        raise FileError(path, "is a folder, not a file", "Choose a file in it.")
    try:
        target = os.path.realpath(path)  # a link stays a link
    except OSError as error:
        raise FileError(path, reason(error), NOTHING_WRITTEN) from None
    if os.path.islink(target):
        raise FileError(path, "is a link that points to itself", NOTHING_WRITTEN)
    if os.path.exists(target) and not os.stat(target).st_mode & 0o222:
        raise FileError(path, "is read-only", NOTHING_WRITTEN)
    new = f"{target}.{os.getpid()}.part"
    try:
        _write_file(path, new, content, os.O_WRONLY | os.O_CREAT | os.O_EXCL)
        with contextlib.suppress(OSError):
            os.chmod(new, os.stat(target).st_mode & 0o7777)
        os.replace(new, target)
    except OSError as error:
        raise FileError(path, reason(error), NOTHING_WRITTEN) from None
    finally:
        with contextlib.suppress(OSError):
            os.unlink(new)


def _write_file(named: str, path: str, content: bytes, flags: int) -> None:
    """Write to the path; an error names the file that the user named."""
    try:
        with open(os.open(path, flags, 0o666), "wb") as file:
            file.write(content)
            file.flush()
    except BrokenPipeError:
        return
    except OSError as error:
        raise FileError(named, reason(error), NOTHING_WRITTEN) from None


def reason(error: OSError) -> str:
    """Return why the operating system refused to write, in its own words."""
    return (error.strerror or "it cannot be written").lower()
