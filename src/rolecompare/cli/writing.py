"""Write answers to standard output or to a file, and find out how large a page can be there."""

from __future__ import annotations

import contextlib
import os
import shutil
import stat
import sys
from typing import TYPE_CHECKING, TextIO

from rolecompare.errors import FileError

if TYPE_CHECKING:
    from rolecompare.output.formats import Canvas

DEFAULT_WIDTH = 100  # columns, where no terminal says otherwise
MAX_WIDTH = 1000
STREAM = "-"  # what other programs call standard output, too
STANDARD_OUTPUT = 1
DESCRIPTOR_FOLDERS = ("/dev/fd", "/proc/self/fd", "/proc/thread-self/fd")
MAX_LINKS = 40  # as Linux has it
NOTHING_WRITTEN = "Nothing was written. Choose another file."


def get_canvas(width: int | None, *, color: bool, to_file: bool) -> Canvas:
    """Return the width, the color and the characters of a page: as asked for, else as the terminal has them.

    `width` is in columns. `color` is False where no color is wanted, whatever the terminal.
    """
    from rolecompare.output.formats import Canvas

    on_terminal = not to_file and is_terminal(sys.stdout)
    columns = width or _columns(on_terminal, to_file)
    return Canvas(columns, color and _has_color(on_terminal), not on_terminal or _has_unicode(sys.stdout.encoding))


def is_terminal(stream: TextIO | None) -> bool:
    """Return whether a standard stream is open and a terminal."""
    return stream is not None and stream.isatty()


def _columns(on_terminal: bool, to_file: bool) -> int:
    if on_terminal:
        return shutil.get_terminal_size((DEFAULT_WIDTH, 24)).columns
    columns = os.environ.get("COLUMNS", "")
    if columns.isdecimal() and 0 < int(columns) <= MAX_WIDTH:
        return int(columns)
    return (not to_file and _columns_behind_pipe()) or DEFAULT_WIDTH


def _columns_behind_pipe() -> int:
    """Return the width of the terminal that the reader of a pipe probably writes to, as `less` does; 0 if unknown.

    A regular file has the same width wherever it is made.
    """
    with contextlib.suppress(OSError, ValueError, AttributeError):
        if stat.S_ISFIFO(os.fstat(sys.stdout.fileno()).st_mode):
            terminals = (stream for stream in (sys.stderr, sys.stdin) if is_terminal(stream))
            return next((os.get_terminal_size(stream.fileno()).columns for stream in terminals), 0)
    return 0


def _has_color(on_terminal: bool) -> bool:
    if os.environ.get("NO_COLOR") or os.environ.get("TERM") == "dumb":
        return False
    return on_terminal or bool(os.environ.get("FORCE_COLOR"))


def _has_unicode(encoding: str) -> bool:
    """Return whether the terminal shows more than ASCII; files and pipes always get UTF-8.

    Python itself sets LC_CTYPE to C.UTF-8 in the C locale, and writes UTF-8 there whatever the terminal can show.
    """
    own = os.environ.get("LC_CTYPE", "").replace("C.UTF-8", "")
    locale = os.environ.get("LC_ALL") or own or os.environ.get("LANG")
    return locale not in ("C", "POSIX") and encoding.lower().replace("-", "") == "utf8"


def write(text: str, path: str | None = None) -> bool:
    """Write the text as UTF-8, whatever the locale, to a file or to standard output, which is also called `-`.

    A file is written completely or not at all. It is no error if a reader stops early, as `head` does. Returns whether
    a file was saved, and not a stream or a device written to. Raises FileError if the text cannot be written.
    """
    content = text.encode("utf-8", "replace")
    if path is None or is_standard_output(path):
        _write_output(content)
    elif (descriptor := _open_descriptor(path)) is not None:
        _write_to(path, descriptor, content)
    elif os.path.exists(path) and not os.path.isfile(path) and not os.path.isdir(path):
        _write_to(path, path, content, os.O_WRONLY)  # a device or a pipe cannot be replaced
    else:
        _replace_file(path, content)
        return True
    return False


def is_standard_output(path: str | None) -> bool:
    """Return whether a path is a name of standard output, such as `-` and /dev/stdout, or no path was given."""
    return path is None or path == STREAM or _open_descriptor(path) == STANDARD_OUTPUT


def _open_descriptor(path: str) -> int | None:
    """Return the number of the open file that a path such as /dev/stdout leads to, or None if it leads elsewhere.

    Such a path may be a regular file, where the shell has redirected the stream to one. To open it anew would write
    over what is in it, and to replace it would lose that.
    """
    folders = {os.path.realpath(folder) for folder in DESCRIPTOR_FOLDERS}
    for _ in range(MAX_LINKS):
        folder, name = os.path.split(os.path.abspath(path))
        if name.isdecimal() and os.path.realpath(folder) in folders:
            return int(name)
        if not os.path.islink(path):
            return None
        path = os.path.join(folder, os.readlink(path))
    return None


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


def note(text: str) -> None:
    """Print lines to standard error, if anybody reads it, whatever is in them and whatever the locale."""
    from rolecompare.output.sanitize import sanitize

    if sys.stderr is None:
        return
    clean = "\n".join(map(sanitize, text.split("\n")))
    encoding = sys.stderr.encoding or "utf-8"
    try:
        print(clean.encode(encoding, "backslashreplace").decode(encoding), file=sys.stderr, flush=True)
    except (OSError, ValueError):
        discard(sys.stderr)


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
        _write_to(path, new, content, os.O_WRONLY | os.O_CREAT | os.O_EXCL)
        with contextlib.suppress(OSError):
            os.chmod(new, os.stat(target).st_mode & 0o7777)
        os.replace(new, target)
    except OSError as error:
        raise FileError(path, reason(error), NOTHING_WRITTEN) from None
    finally:
        with contextlib.suppress(OSError):
            os.unlink(new)


def _write_to(named: str, target: str | int, content: bytes, flags: int = 0) -> None:
    """Write to a path, which is opened with the flags, or to an open file; an error names the file as the user did."""
    is_open = isinstance(target, int)
    try:
        with open(target, "wb", closefd=not is_open, opener=lambda path, _: os.open(path, flags, 0o666)) as file:
            file.write(content)
            file.flush()
    except BrokenPipeError:
        return
    except OSError as error:
        raise FileError(named, reason(error), NOTHING_WRITTEN) from None


def reason(error: OSError) -> str:
    """Return why the operating system refused to write, in its own words."""
    return (error.strerror or "it cannot be written").lower()
