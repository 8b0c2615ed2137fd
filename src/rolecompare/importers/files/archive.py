"""Find the files of a download in a zip, a folder or a workbook, and refuse what is not safe to read.

The directory of a zip may say anything about names and sizes. Nothing is ever written to a name that it gives; what it
declares is checked before anything is unpacked, and no member is unpacked beyond its declared size.
"""

import os
import re
import stat
import struct
import zipfile
import zlib
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, ExitStack, contextmanager
from typing import IO, NamedTuple, cast

from rolecompare.filetype import EMPTY, TEXT, ZIP, guess_filetype, remedy_for
from rolecompare.importers.base import FileRefusedError, Skipped

MEGABYTE = 1024 * 1024
# The largest official database takes some 200 MB unpacked, its largest table 60 MB, and tables shrink 5 to 15 times.
MAX_TOTAL_BYTES = 1024 * MEGABYTE
LARGE_MEMBER_BYTES, MAX_COMPRESSION_RATIO = 200 * MEGABYTE, 200
# A member takes some 100 bytes of the directory, which is read at once; an official zip has under a hundred members.
MAX_DIRECTORY_BYTES = MEGABYTE
MAX_FILES = 10_000
MAX_NAME_LENGTH = 120  # in messages
BLOCK_BYTES = 256 * 1024

DOWNLOAD_AGAIN = "Download it again from the publisher."
DAMAGE_ERRORS = (
    zipfile.BadZipFile,
    zlib.error,
    struct.error,
    EOFError,
    NotImplementedError,
    RuntimeError,
    ValueError,
)
TABLE_SUFFIXES = (".txt", ".csv", ".xlsx")
# Hidden files, and the lock files (~$name.xlsx) that lie beside a workbook as long as Excel has it open.
PASSED_OVER = (".", "~$")
README = re.compile(r"read[ _-]?me\.txt", re.IGNORECASE)
MAX_FOLDERS_SEARCHED = 20
SAVE_AS_XLSX = "Open it in a spreadsheet program and save it as .xlsx."
# What to do with files that hold the data in a form that is not read, by how their names end.
OTHER_FORMS = {
    ".sql": "SQL is not read: download the database of onetcenter.org as text, CSV or Excel.",
    ".xls": f"{SAVE_AS_XLSX} Then give that.",
    ".xlsb": f"{SAVE_AS_XLSX} Then give that.",
    ".ods": f"{SAVE_AS_XLSX} Then give that.",
    ".zip": "Unpack it, and give the zip inside.",
}
OTHER_DOCUMENTS = {
    "xl/workbook.bin": "a binary workbook (.xlsb)",
    "word/document.xml": "a text document (.docx)",
    "ppt/presentation.xml": "a presentation (.pptx)",
    "content.xml": "an OpenDocument file (.ods, .odt)",
}


class SourceFile(NamedTuple):
    """A file of a download: its name without folders, its name in messages, and how to open it for reading."""

    name: str
    place: str
    open: Callable[[], AbstractContextManager[IO[bytes]]]
    size: int = 0  # in bytes, as the folder or the directory of the zip has it


class DownloadFiles(NamedTuple):
    """The tables of a download. `is_workbook` says that the path itself is a workbook, whatever it is called."""

    files: tuple[SourceFile, ...]
    ignored: tuple[Skipped, ...] = ()
    is_workbook: bool = False


def read_blocks(file: SourceFile, size: int = BLOCK_BYTES) -> Iterator[bytes]:
    """Yield the content of a file in blocks of at most `size` bytes.

    Raises FileRefusedError where the file is damaged, cannot be read, or is larger than any official download.
    """
    total = 0
    try:
        with file.open() as source:
            while block := source.read(size):
                total += len(block)
                if total > MAX_TOTAL_BYTES:
                    raise _too_large(file.place)
                yield block
    except OSError as error:
        raise _cannot_open(file.place, error) from None
    except DAMAGE_ERRORS:
        problem = "it is damaged: its content is not what was packed"
        raise FileRefusedError(file.place, problem, DOWNLOAD_AGAIN) from None


@contextmanager
def open_files(path: str) -> Iterator[DownloadFiles]:
    """Find the files of a zip, a folder or a workbook. They can be read until the context ends."""
    with ExitStack() as stack:
        # Only errors of finding the files are errors of the path; those of the block inside belong to the caller.
        try:
            found = _files_in_folder(path) if os.path.isdir(path) else _files_in_file(path, stack)
        except (OSError, ValueError) as error:
            raise _cannot_open(path, error) from None
        yield found


def _files_in_file(path: str, stack: ExitStack) -> DownloadFiles:
    source = stack.enter_context(_open_regular(path))
    kind = guess_filetype(source.read(BLOCK_BYTES))
    if kind == TEXT and path.lower().endswith((".txt", ".csv")):
        return DownloadFiles((_single_file(path),))
    if kind != ZIP:
        raise _wrong_kind(path, kind)
    archive = stack.enter_context(open_zip(source, path))
    if is_workbook(archive, path):
        return DownloadFiles((_single_file(path),), is_workbook=True)
    return _files_in_zip(archive, path)


def _single_file(path: str) -> SourceFile:
    return SourceFile(os.path.basename(path), path, lambda: _open_regular(path), os.path.getsize(path))


def _wrong_kind(path: str, kind: str) -> FileRefusedError:
    suffix = os.path.splitext(path)[1].lower()
    if suffix == ".sql":
        return FileRefusedError(path, "it is an SQL script", OTHER_FORMS[suffix])
    if kind == EMPTY:
        return FileRefusedError(path, "it is empty", DOWNLOAD_AGAIN)
    wanted = {".xlsx": "an .xlsx workbook", ".zip": "a zip"}.get(suffix, "a download of tables")
    return FileRefusedError(path, f"it isn't {wanted}; it looks like {kind}", remedy_for(kind))


def _cannot_open(place: str, error: OSError | ValueError) -> FileRefusedError:
    if isinstance(error, FileNotFoundError):
        return FileRefusedError(place, "no such file", "Check the path.")
    reason = error.strerror if isinstance(error, OSError) and error.strerror else "cannot be opened"
    return FileRefusedError(place, reason.lower(), "Check the path and the permission to read it.")


def _too_large(place: str) -> FileRefusedError:
    problem = f"it holds more than {MAX_TOTAL_BYTES // MEGABYTE} MB, more than any official download"
    return FileRefusedError(place, problem, DOWNLOAD_AGAIN)


# Files and folders


def _open_regular(path: str) -> IO[bytes]:
    """Open a regular file. A pipe is never waited for, and a device never read, not even one put there meanwhile."""
    _require_regular(path, os.stat(path).st_mode)
    file = open(path, "rb", opener=_open_without_waiting)  # noqa: SIM115 - the caller closes it
    try:
        _require_regular(path, os.fstat(file.fileno()).st_mode)
    except FileRefusedError:
        file.close()
        raise
    return file


def _open_without_waiting(path: str, flags: int) -> int:
    return os.open(path, flags | getattr(os, "O_NONBLOCK", 0))


def _require_regular(path: str, mode: int) -> None:
    if not stat.S_ISREG(mode):
        kind = "a pipe" if stat.S_ISFIFO(mode) else "a socket" if stat.S_ISSOCK(mode) else "a device"
        raise FileRefusedError(path, f"it is {kind}, not a file", "Save the download to a file, and give that.")


def _files_in_folder(path: str) -> DownloadFiles:
    files, folders, ignored = _list_folder(path)
    if not _has_tables(files):
        # A zip unpacked into a folder of its name leaves a folder in a folder.
        inner = [folder for folder in folders[:MAX_FOLDERS_SEARCHED] if _has_tables(_list_folder(folder)[0])]
        if len(inner) > 1:
            raise _several_folders(path, [os.path.basename(folder) for folder in inner], "Give one of them.")
        if inner or len(folders) == 1:
            path = (inner or folders)[0]
            found, _, ignored = _list_folder(path)
            files += found
    if not _has_tables(files):
        raise _no_tables(path, ignored, "Give the folder that the download was unpacked into.")
    if sum(file.size for file in files) > MAX_TOTAL_BYTES:
        raise _too_large(path)
    return DownloadFiles(tuple(files), tuple(ignored))


def _list_folder(folder: str) -> tuple[list[SourceFile], list[str], list[Skipped]]:
    """Return the tables in a folder, the paths of the folders in it, and what else is there."""
    with os.scandir(folder) as entries:
        found = [entry for entry, _ in zip(entries, range(MAX_FILES + 1), strict=False)]
    if len(found) > MAX_FILES:
        problem = f"it holds more than {MAX_FILES:,} files"
        raise FileRefusedError(folder, problem, "Give a folder that holds nothing but the download.")
    files: list[SourceFile] = []
    folders: list[str] = []
    ignored: list[Skipped] = []
    for entry in sorted(found, key=lambda entry: entry.name):
        if entry.name.startswith(PASSED_OVER):
            continue
        if entry.is_dir():
            folders.append(entry.path)
        elif reason := _reason_to_ignore(entry.name) if entry.is_file() else "not a regular file":
            ignored.append(Skipped(printable_name(entry.name), reason))
        else:
            files.append(_file_in_folder(entry.name, entry.path, entry.stat().st_size))
    return files, folders, ignored


def _file_in_folder(name: str, path: str, size: int) -> SourceFile:
    return SourceFile(name, printable_name(path), lambda: _open_regular(path), size)


def _reason_to_ignore(name: str) -> str:
    """Return why a file is not read as a table, or an empty string if it is."""
    suffix = os.path.splitext(name)[1].lower()
    if suffix in TABLE_SUFFIXES:
        return ""
    return "a zip inside the download" if suffix == ".zip" else "not a table (.txt, .csv or .xlsx)"


def _has_tables(files: list[SourceFile]) -> bool:
    """Return whether any of the files is more than a read-me."""
    return any(not is_readme(file) for file in files)


def is_readme(file: SourceFile) -> bool:
    """Return whether a file only says which release the others are of."""
    return README.fullmatch(file.name) is not None


def _no_tables(place: str, ignored: list[Skipped], remedy: str) -> FileRefusedError:
    others = ", ".join(skipped.place for skipped in ignored[:3]) + (" and more" if len(ignored) > 3 else "")
    problem = "it holds no tables (.txt, .csv or .xlsx)" + (f", only {others}" if others else "")
    suffixes = (os.path.splitext(skipped.place)[1].lower() for skipped in ignored)
    return FileRefusedError(place, problem, next((OTHER_FORMS[end] for end in suffixes if end in OTHER_FORMS), remedy))


def _several_folders(place: str, names: list[str], remedy: str) -> FileRefusedError:
    shown = ", ".join(printable_name(name) or "none" for name in names[:3])
    return FileRefusedError(place, f"it holds tables in {len(names)} folders ({shown})", remedy)


def printable_name(name: str) -> str:
    """Return a name from outside as it may stand in a message: short, and without control characters."""
    printable = "".join(character if character.isprintable() else "\N{REPLACEMENT CHARACTER}" for character in name)
    return printable if len(printable) <= MAX_NAME_LENGTH else f"{printable[: MAX_NAME_LENGTH - 1]}…"


# Zips


class _LimitedReader:
    """A file of which no more can be read at once than a directory may take: zipfile reads that whole."""

    def __init__(self, file: IO[bytes], place: str) -> None:
        self._file, self._place = file, place
        self.seek, self.tell, self.seekable = file.seek, file.tell, file.seekable

    def read(self, size: int = -1, /) -> bytes:
        limit = MAX_DIRECTORY_BYTES + 1
        content = self._file.read(limit if size < 0 else min(size, limit))
        if len(content) == limit:
            raise FileRefusedError(self._place, "it lists more files than any official download", DOWNLOAD_AGAIN)
        return content


@contextmanager
def open_zip(source: IO[bytes], place: str) -> Iterator[zipfile.ZipFile]:
    """Open a zip of which every member has been checked, whether it is going to be read or not."""
    try:
        archive = zipfile.ZipFile(cast(IO[bytes], _LimitedReader(source, place)))
    except DAMAGE_ERRORS:
        problem = "it begins like a zip, but a part of it is missing or damaged"
        raise FileRefusedError(place, problem, DOWNLOAD_AGAIN) from None
    with archive:
        _check_members(archive, place)
        yield archive


def _check_members(archive: zipfile.ZipFile, place: str) -> None:
    names: set[str] = set()
    for member in archive.infolist():
        name = member.orig_filename  # `filename` is cut at the first NUL
        problem = _name_problem(name) or _member_problem(member)
        if name.casefold() in names:
            problem = "is in it twice"
        if problem:
            remedy = f"This isn't an official download, or it is damaged. {DOWNLOAD_AGAIN}"
            raise FileRefusedError(place, f"“{printable_name(name)}” {problem}", remedy)
        names.add(name.casefold())
    if sum(member.file_size for member in archive.infolist()) > MAX_TOTAL_BYTES:
        raise _too_large(place)


def _name_problem(name: str) -> str:
    if not name.isprintable():
        return "has control characters in its name"
    parts = name.replace("\\", "/").split("/")
    if ".." in parts:
        return "points to another folder"
    if not parts[0] or parts[0][1:2] == ":":  # on Windows, C: and C:x are as absolute as /x
        return "has an absolute path"
    return ""


def _member_problem(member: zipfile.ZipInfo) -> str:
    mode = member.external_attr >> 16
    if stat.S_IFMT(mode) not in (0, stat.S_IFREG, stat.S_IFDIR):
        return "is a link" if stat.S_ISLNK(mode) else "isn't a regular file"
    if member.flag_bits & 0x41:
        return "is encrypted"
    # With the other methods, a member can unpack to any amount at once.
    if member.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
        return "is compressed in an unusual way"
    if member.file_size > LARGE_MEMBER_BYTES and member.file_size > MAX_COMPRESSION_RATIO * member.compress_size:
        return f"would unpack to {member.file_size // MEGABYTE:,} MB, over {MAX_COMPRESSION_RATIO} times its size"
    return ""


def is_workbook(archive: zipfile.ZipFile, place: str) -> bool:
    """Return whether the zip is itself a workbook; refuse one that is another kind of document."""
    names = set(archive.namelist())
    if "xl/workbook.xml" in names:
        return True
    for name, kind in OTHER_DOCUMENTS.items():
        if name in names:
            raise FileRefusedError(place, f"it is {kind}", SAVE_AS_XLSX)
    if place.lower().endswith(".xlsx"):
        problem = "it is a zip, but not an .xlsx workbook: it has no xl/workbook.xml"
        raise FileRefusedError(place, problem, DOWNLOAD_AGAIN)
    return False


def _files_in_zip(archive: zipfile.ZipFile, path: str) -> DownloadFiles:
    files: list[SourceFile] = []
    folders: dict[str, None] = {}
    ignored: list[Skipped] = []
    for member in archive.infolist():
        folder, _, name = member.filename.replace("\\", "/").rpartition("/")
        if not name or name.startswith(PASSED_OVER) or folder.startswith("__MACOSX"):
            continue
        if reason := _reason_to_ignore(name):
            ignored.append(Skipped(printable_name(member.filename), reason))
        else:
            file = _file_in_zip(archive, member, name, path)
            files.append(file)
            if not is_readme(file):
                folders[folder] = None
    if not folders:
        raise _no_tables(path, ignored, "Give the zip of tables as it was downloaded.")
    if len(folders) > 1:
        raise _several_folders(path, [*folders], "Unpack it, and give one of them.")
    return DownloadFiles(tuple(files), tuple(ignored))


def _file_in_zip(archive: zipfile.ZipFile, member: zipfile.ZipInfo, name: str, path: str) -> SourceFile:
    return SourceFile(name, f"{path}, {name}", lambda: archive.open(member), member.file_size)
