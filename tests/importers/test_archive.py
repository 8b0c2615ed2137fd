"""Files that are not downloads or not safe to read are refused with the reason and the remedy, in bounded memory."""

import gzip
import io
import os
import stat
import tracemalloc
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rolecompare.filetype import guess_filetype
from rolecompare.importers.base import FileRefusedError, Skipped
from rolecompare.importers.files import archive
from rolecompare.importers.files.table import open_package
from tests.importers.files import TASKS, declared, flagged, refusal, rows, workbook, zipped

MEGABYTE = 1024 * 1024
PYTHON_ITSELF = 4 * MEGABYTE


@contextmanager
def at_most(size: int) -> Iterator[None]:
    """Check that the block never holds more memory than this, in bytes."""
    tracemalloc.start()
    try:
        yield
        assert tracemalloc.get_traced_memory()[1] < size
    finally:
        tracemalloc.stop()


# Names


@pytest.mark.parametrize(
    ("name", "flaw"),
    [
        ("../Tasks.txt", "“../Tasks.txt” points to another folder"),
        ("db/../../Tasks.txt", "“db/../../Tasks.txt” points to another folder"),
        ("db\\..\\Tasks.txt", "“db\\..\\Tasks.txt” points to another folder"),
        ("/etc/Tasks.txt", "“/etc/Tasks.txt” has an absolute path"),
        ("\\\\server\\Tasks.txt", "“\\\\server\\Tasks.txt” has an absolute path"),
        ("C:\\Tasks.txt", "“C:\\Tasks.txt” has an absolute path"),
        ("c:Tasks.txt", "“c:Tasks.txt” has an absolute path"),
        ("Tasks\x1b[31m.txt", "“Tasks�[31m.txt” has control characters in its name"),
        ("Tasks\u202etxt.exe", "“Tasks�txt.exe” has control characters in its name"),
        ("Tasks\n.txt", "“Tasks�.txt” has control characters in its name"),
    ],
)
def test_unsafe_member_name_is_refused_even_if_unread(tmp_path: Path, name: str, flaw: str) -> None:
    path = zipped(tmp_path / "db.zip", {"Tasks.txt": TASKS, name: b""})
    assert refusal(path) == (
        f"db.zip: {flaw}. This isn't an official download, or it is damaged. Download it again from the publisher."
    )


def test_member_name_with_nul_is_refused_and_not_cut(tmp_path: Path) -> None:
    path = Path(zipped(tmp_path / "db.zip", {"Tasks.txt_.exe": TASKS}))
    path.write_bytes(path.read_bytes().replace(b"Tasks.txt_.exe", b"Tasks.txt\x00.exe"))
    assert "“Tasks.txt�.exe” has control characters in its name" in refusal(path)


@pytest.mark.filterwarnings("ignore:Duplicate name")
@pytest.mark.parametrize("second", ["db/Tasks.txt", "db/TASKS.txt"])
def test_duplicate_member_name_is_refused(tmp_path: Path, second: str) -> None:
    path = zipped(tmp_path / "db.zip", [("db/Tasks.txt", TASKS), (second, b"")])
    assert f"“{second}” is in it twice" in refusal(path)


def test_tables_in_two_folders_are_refused(tmp_path: Path) -> None:
    path = zipped(tmp_path / "db.zip", {"db_29_3/Tasks.txt": TASKS, "db_30_0/Tasks.txt": TASKS})
    assert refusal(path) == (
        "db.zip: it holds tables in 2 folders (db_29_3, db_30_0). Unpack it, and give one of them."
    )


# Kinds of members


@pytest.mark.parametrize(
    ("mode", "flaw"),
    [(stat.S_IFLNK, "is a link"), (stat.S_IFIFO, "isn't a regular file"), (stat.S_IFCHR, "isn't a regul")],
)
def test_link_or_device_in_zip_is_refused(tmp_path: Path, mode: int, flaw: str) -> None:
    link = zipfile.ZipInfo("db/Skills.txt")
    link.external_attr = (mode | 0o777) << 16
    path = zipped(tmp_path / "db.zip", [("db/Tasks.txt", TASKS), (link, b"/etc/passwd")])
    assert f"“db/Skills.txt” {flaw}" in refusal(path)


def test_encrypted_member_is_refused(tmp_path: Path) -> None:
    path = flagged(zipped(tmp_path / "db.zip", {"Tasks.txt": TASKS}), 1)
    assert "“Tasks.txt” is encrypted" in refusal(path)


@pytest.mark.parametrize("method", [zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA])
def test_unusual_compression_method_is_refused(tmp_path: Path, method: int) -> None:
    with zipfile.ZipFile(tmp_path / "db.zip", "w", method) as archive:
        archive.writestr("Tasks.txt", TASKS)
    assert "“Tasks.txt” is compressed in an unusual way" in refusal(tmp_path / "db.zip")


def test_zip_in_zip_is_not_opened_and_is_listed(tmp_path: Path) -> None:
    inner = Path(zipped(tmp_path / "inner.zip", {"Skills.txt": TASKS})).read_bytes()
    members = {"db/Tasks.txt": TASKS, "db/inner.zip": inner, "db/notes.pdf": b"%PDF-1.7", "__MACOSX/db/Tasks.txt": b""}
    with open_package(zipped(tmp_path / "db.zip", members)) as package:
        assert [table.name for table in package.tables] == ["tasks"]
        assert package.ignored == (
            Skipped("db/inner.zip", "a zip inside the download"),
            Skipped("db/notes.pdf", "not a table (.txt, .csv or .xlsx)"),
        )


def test_zip_that_holds_only_a_zip_is_refused_by_name(tmp_path: Path) -> None:
    path = zipped(tmp_path / "db.zip", {"db_29_3_text.zip": b"PK"})
    assert refusal(path) == (
        "db.zip: it holds no tables (.txt, .csv or .xlsx), only db_29_3_text.zip. Unpack it, and give the zip inside."
    )


# Sizes


def test_member_of_excessive_declared_size_is_refused(tmp_path: Path) -> None:
    path = declared(zipped(tmp_path / "db.zip", {"Tasks.txt": TASKS}), 300 * MEGABYTE)
    assert "“Tasks.txt” would unpack to 300 MB, over 200 times its size" in refusal(path)


def test_members_of_more_than_a_gigabyte_together_are_refused(tmp_path: Path) -> None:
    path = declared(zipped(tmp_path / "db.zip", {f"{n}.txt": TASKS for n in range(6)}), 190 * MEGABYTE)
    assert "it holds more than 1024 MB" in refusal(path)


def test_zip_bomb_is_refused_before_it_is_unpacked(tmp_path: Path) -> None:
    path = tmp_path / "db.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive, archive.open("Tasks.txt", "w") as member:
        for _ in range(201):
            member.write(bytes(MEGABYTE))
    with at_most(PYTHON_ITSELF):
        assert "“Tasks.txt” would unpack to 201 MB, over 200 times its size" in refusal(path)


def test_member_is_not_unpacked_beyond_declared_size(tmp_path: Path) -> None:
    path = declared(zipped(tmp_path / "db.zip", {"Tasks.txt": TASKS + b"x\ty\n" * 20 * MEGABYTE}), len(TASKS))
    with at_most(PYTHON_ITSELF):
        problem = refusal(path)
    assert problem == (
        "db.zip, Tasks.txt: it is damaged: its content is not what was packed. Download it again from the publisher."
    )


def test_member_with_forged_checksum_ends_at_declared_size(tmp_path: Path) -> None:
    whole = TASKS + b"x\ty\n" * MEGABYTE
    path = Path(declared(zipped(tmp_path / "db.zip", {"Tasks.txt": whole}), len(TASKS)))
    true, forged = (zlib.crc32(content).to_bytes(4, "little") for content in (whole, TASKS))
    path.write_bytes(path.read_bytes().replace(true, forged))
    with at_most(PYTHON_ITSELF):
        assert [number for number, _ in rows(path, "tasks")] == [2, 3]


def test_zip_directory_of_excessive_size_is_not_read(tmp_path: Path) -> None:
    entry = io.BytesIO()
    with zipfile.ZipFile(entry, "w") as archive:
        archive.writestr("a.txt", b"")
    content = entry.getvalue()
    begin, end = content.index(b"PK\x01\x02"), content.index(b"PK\x05\x06")
    count = 40_000
    directory = content[begin:end] * count
    tail = bytearray(content[end:])
    tail[8:12] = count.to_bytes(2, "little") * 2
    tail[12:16] = len(directory).to_bytes(4, "little")
    (tmp_path / "db.zip").write_bytes(content[:begin] + directory + tail)
    with at_most(PYTHON_ITSELF):
        assert "it lists more files than any official download" in refusal(tmp_path / "db.zip")


@pytest.mark.parametrize("suffix", ["txt", "csv"])
def test_endless_line_is_read_up_to_one_megabyte(tmp_path: Path, suffix: str) -> None:
    content = b"A,B\tC\n" + b"x" * 50 * MEGABYTE
    path = zipped(tmp_path / "db.zip", {f"Tasks.{suffix}": content, f"Skills.{suffix}": TASKS})
    del content
    with at_most(2 * PYTHON_ITSELF):
        assert f"db.zip, Tasks.{suffix}: line 2 of it is longer than 1 MB" in refusal(path)


def test_growing_file_is_read_up_to_the_limit(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(archive, "MAX_TOTAL_BYTES", MEGABYTE)
    table = tmp_path / "db" / "Tasks.txt"
    table.parent.mkdir()
    table.write_bytes(TASKS)
    with open_package(str(table.parent)) as package:
        table.write_bytes(TASKS + b"x\ty\n" * MEGABYTE)
        with pytest.raises(FileRefusedError, match="it holds more than 1 MB"):
            list(package.tables[0].rows())


# Damage


def test_truncated_zip_is_refused_wherever_it_was_cut(tmp_path: Path) -> None:
    whole = Path(zipped(tmp_path / "whole.zip", {"Tasks.txt": TASKS})).read_bytes()
    path = tmp_path / "db.zip"
    for length in range(4, len(whole)):
        path.write_bytes(whole[:length])
        assert refusal(path) == (
            "db.zip: it begins like a zip, but a part of it is missing or damaged. "
            "Download it again from the publisher."
        )


@settings(deadline=None, max_examples=300)
@given(changes=st.dictionaries(st.integers(0, 10_000), st.integers(0, 255), max_size=8))
def test_zip_with_any_changed_bytes_is_read_or_refused(
    tmp_path_factory: pytest.TempPathFactory, changes: dict[int, int]
) -> None:
    path = tmp_path_factory.mktemp("changed") / "db.zip"
    content = bytearray(Path(zipped(path, {"Tasks.txt": TASKS, "Skills.csv": TASKS, "Read Me.txt": b"!"})).read_bytes())
    for position, byte in changes.items():
        content[position % len(content)] = byte
    path.write_bytes(content)
    with suppress(FileRefusedError), open_package(str(path)) as package:
        for table in package.tables:
            with suppress(FileRefusedError):
                list(table.rows())


def test_error_of_the_caller_is_not_reported_as_error_of_the_file(tmp_path: Path) -> None:
    path = zipped(tmp_path / "db.zip", {"Tasks.txt": TASKS})
    with pytest.raises(ValueError, match="of the reader's own"), open_package(path):
        raise ValueError("of the reader's own")
    with pytest.raises(FileNotFoundError), open_package(path):
        raise FileNotFoundError


# Other files


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        (b"%PDF-1.7", "a PDF document"),
        (b"\n <!DOCTYPE html><html>", "a web page"),
        (b"\xef\xbb\xbf<HTML>", "a web page"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(512), "an old workbook (.xls), or an encrypted one"),
        (b"7z\xbc\xaf\x27\x1c", "a 7z archive"),
        (b"Rar!\x1a\x07\x01", "a RAR archive"),
        (gzip.compress(TASKS, mtime=0), "a gzip archive"),
        (b"SQLite format 3\x00", "an SQLite database"),
        (b"\x89PNG\r\n\x1a\n", "an image"),
        (b"\xff\xd8\xff\xe0", "an image"),
        (b"GIF89a", "an image"),
        (b"\x00\x01", "binary data"),
        (b'{"a": 1}', "a JSON file"),
        (b"hello", "a text file"),
    ],
)
def test_file_that_is_not_a_zip_is_refused_with_its_kind(tmp_path: Path, content: bytes, kind: str) -> None:
    for name, wanted in (("db.zip", "a zip"), ("db.xlsx", "an .xlsx workbook"), ("db", "a download of tables")):
        (tmp_path / name).write_bytes(content)
        assert f"{name}: it isn't {wanted}; it looks like {kind}. " in refusal(tmp_path / name)


@given(st.binary(max_size=600))
def test_any_bytes_have_a_filetype(start: bytes) -> None:
    assert guess_filetype(start)


@pytest.mark.parametrize(
    ("member", "kind"),
    [
        ("xl/workbook.bin", "a binary workbook (.xlsb)"),
        ("word/document.xml", "a text document (.docx)"),
        ("content.xml", "an OpenDocument file (.ods, .odt)"),
    ],
)
def test_document_in_zip_format_is_refused_with_its_kind(tmp_path: Path, member: str, kind: str) -> None:
    path = zipped(tmp_path / "db.zip", {member: b"", "notes.txt": b"a\tb"})
    assert refusal(path) == f"db.zip: it is {kind}. Open it in a spreadsheet program and save it as .xlsx."


def test_single_table_is_read_and_empty_file_and_missing_file_are_refused(tmp_path: Path) -> None:
    (tmp_path / "Tasks.txt").write_bytes(TASKS)
    (tmp_path / "db.zip").write_bytes(b"")
    assert rows(tmp_path / "Tasks.txt", "tasks")[0] == (2, ["31-9092.00", "Takes blood pressure."])
    assert refusal(tmp_path / "db.zip") == "db.zip: it is empty. Download it again from the publisher."
    assert refusal(tmp_path / "none.zip") == "none.zip: no such file. Check the path."
    assert "cannot be opened" in refusal("a\0b")


def test_table_that_is_a_web_page_is_refused(tmp_path: Path) -> None:
    path = zipped(tmp_path / "db.zip", {"Tasks.txt": b"<html>Not found</html>", "Skills.txt": TASKS})
    assert "db.zip, Tasks.txt: it isn't a table; it looks like a web page. " in refusal(path)


# Folders, pipes and devices


def test_folder_without_tables_is_refused_with_its_content(tmp_path: Path) -> None:
    assert refusal(tmp_path) == (
        f"{tmp_path.name}: it holds no tables (.txt, .csv or .xlsx). "
        "Give the folder that the download was unpacked into."
    )
    (tmp_path / "db.zip").write_bytes(b"")
    assert "it holds no tables (.txt, .csv or .xlsx), only db.zip. " in refusal(tmp_path)


def test_folder_with_too_many_files_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(archive, "MAX_FILES", 2)
    for name in "abc":
        (tmp_path / f"{name}.txt").write_bytes(TASKS)
    assert "it holds more than 2 files" in refusal(tmp_path)


def test_folder_of_more_than_a_gigabyte_is_refused(tmp_path: Path) -> None:
    with (tmp_path / "Tasks.txt").open("wb") as file:
        file.truncate(1025 * MEGABYTE)  # a hole, which takes no room
    assert "it holds more than 1024 MB" in refusal(tmp_path)


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="this system has no named pipes")
def test_pipe_is_never_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "Skills.txt")
    assert refusal(tmp_path / "Skills.txt") == (
        "Skills.txt: it is a pipe, not a file. Save the download to a file, and give that."
    )
    (tmp_path / "Tasks.txt").write_bytes(TASKS)
    with open_package(str(tmp_path)) as package:
        assert [table.name for table in package.tables] == ["tasks"]
        assert package.ignored == (Skipped("Skills.txt", "not a regular file"),)


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="this system has no named pipes")
def test_pipe_that_replaces_an_open_table_is_not_waited_for(tmp_path: Path) -> None:
    table = tmp_path / "Tasks.txt"
    table.write_bytes(TASKS)
    with open_package(str(tmp_path)) as package:
        table.unlink()
        os.mkfifo(table)
        with pytest.raises(FileRefusedError, match="it is a pipe, not a file"):
            list(package.tables[0].rows())


@pytest.mark.skipif(not Path("/dev/zero").is_char_device(), reason="this system has no such device")
def test_device_is_never_read(tmp_path: Path) -> None:
    assert "it is a device, not a file" in refusal("/dev/zero")
    (tmp_path / "Skills.txt").symlink_to("/dev/zero")
    assert "it holds no tables (.txt, .csv or .xlsx), only Skills.txt" in refusal(tmp_path)


@pytest.mark.skipif(os.name == "nt" or os.geteuid() == 0, reason="root may read every file")
def test_file_without_read_permission_is_refused(tmp_path: Path) -> None:
    table = tmp_path / "Tasks.txt"
    table.write_bytes(TASKS)
    table.chmod(stat.S_IWUSR)
    assert "permission denied. Check the path and the permission to read it." in refusal(table)
    assert "permission denied. Check the path and the permission to read it." in refusal(tmp_path)


def test_disk_error_is_reported(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "Tasks.txt").write_bytes(TASKS)

    def failing(path: str) -> object:
        raise OSError(5, "Input/output error")

    with open_package(str(tmp_path)) as package:
        monkeypatch.setattr(archive, "_open_regular", failing)
        with pytest.raises(FileRefusedError, match="input/output error"):
            list(package.tables[0].rows())


def test_folder_of_text_and_workbook_is_read(tmp_path: Path) -> None:
    (tmp_path / "db_29_3").mkdir()
    (tmp_path / "db_29_3" / "Tasks.txt").write_bytes(TASKS)
    (tmp_path / "db_29_3" / "Skills.xlsx").write_bytes(workbook({"Skills": [["Element ID"], ["2.A.1.a"]]}))
    assert rows(tmp_path, "tasks")[0] == (2, ["31-9092.00", "Takes blood pressure."])
    assert rows(tmp_path, "skills") == [(2, ["2.A.1.a"])]
