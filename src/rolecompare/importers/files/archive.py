"""A path that somebody names -> the files behind it that are safe to read, or a refusal that says what is wrong.

A zip's directory is written by whoever made the zip, and may lie: about names, about sizes, about its own. Nothing is
ever written to a name that it gives; what it declares is checked before anything is unpacked, and nothing is unpacked
beyond what it declares.
"""

import os
import stat
import struct
import zipfile
import zlib
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, ExitStack, contextmanager
from typing import BinaryIO, NamedTuple, Protocol

from rolecompare.importers.base import FileRefusedError, Skipped
from rolecompare.importers.files.filetype import NO_ZIP, NOTHING, TEXT, ZIP, guess_filetype, remedy

MEGABYTE = 1024 * 1024
# The largest official database takes some 200 MB unpacked, its largest table 60 MB, and tables pack 5 to 15 times.
WHOLE = 1024 * MEGABYTE
LARGE, RATIO = 200 * MEGABYTE, 200
# A member takes some 100 bytes of the directory, which is read at once; an official zip has under a hundred members.
DIRECTORY = MEGABYTE
MOST_FILES = 10_000
CHUNK = 256 * 1024

AGAIN = "Download it again from the publisher."
DAMAGE = (zipfile.BadZipFile, zlib.error, struct.error, EOFError, NotImplementedError, RuntimeError, ValueError)
TABLES = (".txt", ".csv", ".xlsx")


class Readable(Protocol):
    """As much of a file as reading a zip takes."""

    def read(self, size: int = -1, /) -> bytes: ...
    def seek(self, offset: int, whence: int = 0, /) -> int: ...
    def tell(self) -> int: ...
    def seekable(self) -> bool: ...


class File(NamedTuple):
    """A file with no folder to its name; `place` is what a refusal calls it; `open` begins at its first byte.

    `size` is in bytes, as the folder or the zip's directory has it.
    """

    name: str
    place: str
    open: Callable[[], AbstractContextManager[Readable]]
    size: int = 0


class Contents(NamedTuple):
    """`ignored`: what else is there, and why it is not read. `workbook`: it is one by itself, whatever its name."""

    files: tuple[File, ...]
    ignored: tuple[Skipped, ...] = ()
    workbook: bool = False


def blocks(file: File, size: int = CHUNK) -> Iterator[bytes]:
    """The bytes of a file, `size` at a time; `Refused` where they cannot be had, or do not end."""
    total = 0
    try:
        with file.open() as source:
            while block := source.read(size):
                total += len(block)
                if total > WHOLE:
                    raise _too_large(file.place)
                yield block
    except OSError as error:
        raise _unreadable(file.place, error) from None
    except DAMAGE:
        raise FileRefusedError(file.place, "it is damaged: what it holds is not what was packed", AGAIN) from None


@contextmanager
def contents(path: str) -> Iterator[Contents]:
    """What is in a zip or a folder, or a workbook by itself. The files can be read until the context ends."""
    with ExitStack() as stack:
        # What goes wrong in the context is no business of this file: only what is found is watched.
        try:
            found = _of_folder(path) if os.path.isdir(path) else _of_file(path, stack)
        except (OSError, ValueError) as error:
            raise _unreadable(path, error) from None
        yield found


def _of_file(path: str, stack: ExitStack) -> Contents:
    name = os.path.basename(path)
    source = stack.enter_context(_opened(path))
    start = source.read(CHUNK)
    if not start.startswith((ZIP, NO_ZIP)):
        raise _something_else(path, guess_filetype(start), os.path.splitext(name)[1].lower())
    archive = stack.enter_context(unpacking(source, path))
    if is_workbook(archive, path):
        return Contents((File(name, path, lambda: _opened(path)),), workbook=True)
    return _of_zip(archive, path)


def _something_else(path: str, kind: str, suffix: str) -> FileRefusedError:
    if kind == TEXT and suffix in TABLES[:2]:
        return FileRefusedError(path, "it is a single table", "Name the zip or the folder that it came in.")
    if kind == NOTHING:
        return FileRefusedError(path, "it is empty", AGAIN)
    wanted = "an .xlsx workbook" if suffix == ".xlsx" else "a zip" if suffix == ".zip" else "a download of tables"
    return FileRefusedError(path, f"it is not {wanted}; it seems to be {kind}", remedy(kind))


def _unreadable(place: str, error: OSError | ValueError) -> FileRefusedError:
    if isinstance(error, FileNotFoundError):
        return FileRefusedError(place, "no such file", "Check the path.")
    reason = error.strerror if isinstance(error, OSError) and error.strerror else "cannot be opened"
    return FileRefusedError(place, reason.lower(), "Check the path and the permission to read it.")


def _too_large(place: str) -> FileRefusedError:
    return FileRefusedError(
        place, f"it holds more than {WHOLE // MEGABYTE} MB", "No official download is that large; " + AGAIN
    )


# ── files ────────────────────────────────────────────────────────────────────────────────────────────────────────────


def _opened(path: str) -> BinaryIO:
    """A regular file, open. A pipe is never waited for, and a device never read, not even one put there meanwhile."""
    _must_be_regular(path, os.stat(path).st_mode)
    file = open(path, "rb", opener=_without_waiting)  # noqa: SIM115 - the caller closes it
    try:
        _must_be_regular(path, os.fstat(file.fileno()).st_mode)
    except FileRefusedError:
        file.close()
        raise
    return file


def _without_waiting(path: str, flags: int) -> int:
    return os.open(path, flags | getattr(os, "O_NONBLOCK", 0))


def _must_be_regular(path: str, mode: int) -> None:
    if not stat.S_ISREG(mode):
        kind = "a pipe" if stat.S_ISFIFO(mode) else "a socket" if stat.S_ISSOCK(mode) else "a device"
        raise FileRefusedError(path, f"it is {kind}, not a file", "Save the download to a file, and name that.")


def _of_folder(path: str) -> Contents:
    files, folders, ignored = _listed(path)
    if not files and len(folders) == 1:
        # A zip unpacked into a folder of its name leaves a folder in a folder.
        path = folders[0]
        files, _, ignored = _listed(path)
    if not files:
        raise FileRefusedError(path, _no_tables(ignored), "Name the folder that the download was unpacked into.")
    if sum(file.size for file in files) > WHOLE:
        raise _too_large(path)
    return Contents(tuple(files), tuple(ignored))


def _listed(folder: str) -> tuple[list[File], list[str], list[Skipped]]:
    """The tables in a folder, the folders in it, and what else is there."""
    with os.scandir(folder) as entries:
        found = [entry for entry, _ in zip(entries, range(MOST_FILES + 1), strict=False)]
    if len(found) > MOST_FILES:
        raise FileRefusedError(
            folder, f"it holds more than {MOST_FILES:,} files", "Name the folder of the download alone."
        )
    files: list[File] = []
    ignored: list[Skipped] = []
    for entry in sorted(found, key=lambda entry: entry.name):
        if entry.is_dir() or entry.name.startswith("."):
            continue
        if why := "it is no file" if not entry.is_file() else _why_ignored(entry.name):
            ignored.append(Skipped(shown(entry.name), why))
        else:
            files.append(_in_folder(entry.name, entry.path, entry.stat().st_size))
    return files, [entry.path for entry in found if entry.is_dir() and not entry.name.startswith(".")], ignored


def _in_folder(name: str, path: str, size: int) -> File:
    return File(name, shown(path), lambda: _opened(path), size)


def _why_ignored(name: str) -> str:
    suffix = os.path.splitext(name)[1].lower()
    if suffix in TABLES:
        return ""
    return "it is a zip of its own" if suffix == ".zip" else "it is no table (.txt, .csv or .xlsx)"


def _no_tables(ignored: list[Skipped]) -> str:
    others = ", ".join(skipped.place for skipped in ignored[:3]) + (" and more" if len(ignored) > 3 else "")
    return "there are no tables in it (.txt, .csv or .xlsx)" + (f", only {others}" if others else "")


def shown(name: str) -> str:
    """A name that a stranger gave, fit for a message."""
    plain = "".join(character if character.isprintable() else "\N{REPLACEMENT CHARACTER}" for character in name)
    return plain if len(plain) <= 120 else f"{plain[:119]}…"


# ── zips ─────────────────────────────────────────────────────────────────────────────────────────────────────────────


class _Sparing:
    """A file that gives no more at once than a directory may take: `zipfile` reads that whole, whatever its size."""

    def __init__(self, file: Readable, place: str) -> None:
        self._file, self._place = file, place
        self.seek, self.tell, self.seekable = file.seek, file.tell, file.seekable

    def read(self, size: int = -1, /) -> bytes:
        content = self._file.read(DIRECTORY + 1 if size < 0 else min(size, DIRECTORY + 1))
        if len(content) > DIRECTORY:
            raise FileRefusedError(self._place, "it lists more files than any official download has", AGAIN)
        return content


@contextmanager
def unpacking(source: Readable, place: str) -> Iterator[zipfile.ZipFile]:
    """A zip that can be unpacked without harm: every member of it is checked, whether it is going to be read or not."""
    try:
        archive = zipfile.ZipFile(_Sparing(source, place))
    except DAMAGE:
        trouble = "it begins as a zip, and does not end as one: a part of it is missing or damaged"
        raise FileRefusedError(place, trouble, AGAIN) from None
    with archive:
        _must_be_harmless(archive, place)
        yield archive


def _must_be_harmless(archive: zipfile.ZipFile, place: str) -> None:
    seen: set[str] = set()
    whole = 0
    for member in archive.infolist():
        # The name as it stands there: `filename` is cut at the first NUL.
        name = member.orig_filename
        whole += member.file_size
        trouble = _flaw_of_name(name) or _flaw_of(member)
        if name.casefold() in seen:
            trouble = "is in it twice"
        if trouble:
            raise FileRefusedError(
                place, f"“{shown(name)}” {trouble}", "It is no official download, or a damaged one. " + AGAIN
            )
        seen.add(name.casefold())
    if whole > WHOLE:
        raise _too_large(place)


def _flaw_of_name(name: str) -> str:
    if not name.isprintable():
        return "has control characters in its name"
    steps = name.replace("\\", "/").split("/")
    if ".." in steps:
        return "points out of the folder that it is in"
    # C: and C:x are as absolute as /x, in their country.
    return "is an absolute name" if not steps[0] or steps[0][1:2] == ":" else ""


def _flaw_of(member: zipfile.ZipInfo) -> str:
    mode = member.external_attr >> 16
    if stat.S_IFMT(mode) not in (0, stat.S_IFREG, stat.S_IFDIR):
        return "is a link" if stat.S_ISLNK(mode) else "is no regular file"
    if member.flag_bits & 0x41:
        return "is encrypted"
    # The other methods unpack as much at once as a stranger likes.
    if member.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
        return "is packed in an unusual way"
    if member.file_size > LARGE and member.file_size > RATIO * member.compress_size:
        return f"would unpack to {member.file_size // MEGABYTE:,} MB, over {RATIO} times its size"
    return ""


def is_workbook(archive: zipfile.ZipFile, place: str) -> bool:
    """Whether the zip is itself a workbook; one that is a document of another kind is refused."""
    names = set(archive.namelist())
    if "xl/workbook.xml" in names:
        return True
    kinds = {
        "xl/workbook.bin": "a binary workbook (.xlsb)",
        "word/document.xml": "a text document (.docx)",
        "ppt/presentation.xml": "a presentation (.pptx)",
        "content.xml": "an OpenDocument file (.ods, .odt)",
    }
    for name, kind in kinds.items():
        if name in names:
            raise FileRefusedError(place, f"it is {kind}", "Open it in a spreadsheet program and save it as .xlsx.")
    if place.lower().endswith(".xlsx"):
        raise FileRefusedError(place, "it is a zip, but no .xlsx workbook: xl/workbook.xml is not in it", AGAIN)
    return False


def _of_zip(archive: zipfile.ZipFile, path: str) -> Contents:
    files: dict[str, list[File]] = {}
    ignored: list[Skipped] = []
    for member in archive.infolist():
        folder, _, name = member.filename.replace("\\", "/").rpartition("/")
        if not name or name.startswith(".") or folder.startswith("__MACOSX"):
            continue
        if why := _why_ignored(name):
            ignored.append(Skipped(shown(member.filename), why))
        else:
            files.setdefault(folder, []).append(_in_zip(archive, member, name, path))
    if not files:
        raise FileRefusedError(path, _no_tables(ignored), "Name the zip of tables as it was downloaded.")
    if len(files) > 1:
        folders = ", ".join(shown(folder) or "none" for folder in [*files][:3])
        raise FileRefusedError(
            path, f"it holds tables in {len(files)} folders ({folders})", "Unpack it, and name one of them."
        )
    ((_, only),) = files.items()
    return Contents(tuple(only), tuple(ignored))


def _in_zip(archive: zipfile.ZipFile, member: zipfile.ZipInfo, name: str, path: str) -> File:
    return File(name, f"{path}, {name}", lambda: archive.open(member), member.file_size)
