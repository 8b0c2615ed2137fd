"""Pipes, files, terminals and locales: what a shell does to a program, and how it bears it."""

import json
import os
import pty
import re
import stat
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from tests import make
from tests.cli.processes import PROGRAM, converse, resize

# No store: a home that is not there holds none, wherever the user's own is.
PLAIN = {"PATH": os.environ["PATH"], "HOME": "/nonexistent", "ROLECOMPARE_HOME": "/nonexistent/home"}


def run(
    *arguments: str, env: dict[str, str] | None = None, cwd: Path | None = None
) -> subprocess.CompletedProcess[bytes]:
    return subprocess.run(
        [*PROGRAM, *arguments],
        stdin=subprocess.DEVNULL,
        capture_output=True,
        check=False,
        env={**PLAIN, **(env or {})},
        cwd=cwd,
    )


def shell(line: str) -> subprocess.CompletedProcess[bytes]:
    program = " ".join(PROGRAM)
    return subprocess.run(
        ["bash", "-c", f"set -o pipefail; {line.replace('rolecompare', program)}"],
        stdin=subprocess.DEVNULL,
        capture_output=True,
        check=False,
        env=PLAIN,
    )


def on_a_terminal(*arguments: str, columns: int = 80, env: dict[str, str] | None = None) -> str:
    """What a person sees on a terminal of so many columns, without a pager."""
    return converse(arguments, env={**PLAIN, "PAGER": "cat", **(env or {})}, columns=columns)[0]


@pytest.mark.parametrize("form", ["table", "json", "jsonl", "csv", "markdown"])
def test_early_end_of_reader_is_no_error(form: str) -> None:
    done = shell(f"rolecompare diff --format {form} | head -1")
    assert done.stderr == b""
    assert done.stdout.count(b"\n") == 1
    assert done.returncode == 0


@pytest.mark.parametrize("command", ["", "--help", "--version", "diff --help", "diff"])
def test_missing_reader_is_no_error(command: str) -> None:
    done = shell(f"rolecompare {command} | true")
    assert (done.returncode, done.stderr) == (0, b"")


def test_full_disk_is_reported_in_one_line() -> None:
    done = shell("rolecompare diff > /dev/full")
    assert done.returncode == 6
    assert done.stderr.decode() == (
        "rolecompare: standard output: no space left on device. Free some space, or use --output FILE.\n"
    )


def test_closed_output_is_reported() -> None:
    done = shell("rolecompare diff >&-")
    assert (done.returncode, done.stderr.count(b"\n")) == (6, 1)


def test_unbuffered_stream_gets_whole_output() -> None:
    whole = run("diff").stdout
    assert run("diff", env={"PYTHONUNBUFFERED": "1"}).stdout == whole


@pytest.mark.parametrize("command", ["--version", "--help", "diff --help"])
def test_full_disk_is_reported_for_help_and_version(command: str) -> None:
    done = shell(f"rolecompare {command} > /dev/full")
    assert (done.returncode, done.stderr.count(b"\n")) == (6, 1)
    assert b"no space left on device" in done.stderr


@pytest.mark.parametrize("deaf", ["2>&-", "2>/dev/full"])
def test_exit_code_is_kept_without_standard_error(deaf: str) -> None:
    assert shell(f"rolecompare show nobody-at-all {deaf}").returncode == 3
    assert shell(f"rolecompare list --data /nowhere {deaf}").returncode == 6


def test_output_option_writes_whole_file(tmp_path: Path) -> None:
    path = tmp_path / "page.txt"
    done = run("diff", "-o", str(path))
    assert (done.returncode, done.stdout, done.stderr.decode()) == (0, b"", f"Saved {path}\n")
    assert path.read_bytes() == run("diff").stdout
    assert [entry.name for entry in tmp_path.iterdir()] == ["page.txt"]


def test_overwritten_file_keeps_permissions_and_link(tmp_path: Path) -> None:
    path, link = tmp_path / "page.txt", tmp_path / "link"
    path.write_text("old")
    path.chmod(0o640)
    link.symlink_to(path)
    run("list", "-o", str(link))
    assert link.is_symlink()
    assert path.read_text() != "old"
    assert stat.S_IMODE(path.stat().st_mode) == 0o640


@pytest.mark.parametrize("place", ["no/such/folder/x", "."])
def test_unwritable_output_is_reported_and_leaves_nothing(tmp_path: Path, place: str) -> None:
    done = run("diff", "--output", place, cwd=tmp_path)
    assert (done.returncode, done.stdout, done.stderr.count(b"\n")) == (6, b"", 1)
    assert list(tmp_path.iterdir()) == []


def test_read_only_file_and_looping_link_are_left_alone(tmp_path: Path) -> None:
    path, link = tmp_path / "page.txt", tmp_path / "link"
    path.write_text("mine")
    path.chmod(0o444)
    link.symlink_to(link)
    assert run("list", "-o", str(path)).returncode == 6
    assert run("list", "-o", str(link)).returncode == 6
    assert (path.read_text(), link.is_symlink()) == ("mine", True)


def test_device_is_written_and_not_replaced() -> None:
    assert run("list", "-o", "/dev/null").returncode == 0
    assert stat.S_ISCHR(os.stat("/dev/null").st_mode)
    done = run("list", "-o", "/dev/full")
    assert done.returncode == 6
    assert stat.S_ISCHR(os.stat("/dev/full").st_mode)


def test_output_can_be_process_substitution() -> None:
    done = shell("rolecompare list -o >(cat) ; sleep 0.2")
    assert b"phlebotomist" in done.stdout


ESCAPE = re.compile(r"\x1b\[[0-9;]*m")


@pytest.mark.parametrize("columns", [40, 80, 160])
def test_page_fills_terminal_width(columns: int) -> None:
    page = ESCAPE.sub("", on_a_terminal("diff", columns=columns))
    widest = max(map(len, page.splitlines()))
    assert widest == min(columns, 140)


def test_terminal_gets_color_and_pipe_does_not() -> None:
    assert ESCAPE.search(on_a_terminal("diff"))
    assert not ESCAPE.search(run("diff").stdout.decode())


@pytest.mark.parametrize("env", [{"NO_COLOR": "1"}, {"TERM": "dumb"}, {"NO_COLOR": "1", "FORCE_COLOR": "1"}])
def test_color_can_be_turned_off(env: dict[str, str]) -> None:
    assert not ESCAPE.search(on_a_terminal("diff", env=env))
    assert not ESCAPE.search(on_a_terminal("diff", "--no-color"))


def test_help_has_color_at_a_terminal_alone() -> None:
    assert ESCAPE.search(on_a_terminal("diff", "--help"))
    assert "\x1b" not in on_a_terminal("diff", "--help", env={"NO_COLOR": "1"})
    for env in ({}, {"GITHUB_ACTIONS": "true"}, {"NO_COLOR": "1", "FORCE_COLOR": "1"}):
        assert b"\x1b" not in run("diff", "--help", env=env).stdout
    assert b"\x1b" in run("diff", "--help", env={"GITHUB_ACTIONS": "true", "FORCE_COLOR": "1"}).stdout


def test_color_can_be_forced_in_pipe() -> None:
    assert ESCAPE.search(run("diff", env={"FORCE_COLOR": "1"}).stdout.decode())


def test_empty_no_color_is_ignored() -> None:
    assert ESCAPE.search(on_a_terminal("diff", env={"NO_COLOR": ""}))


@pytest.mark.parametrize(
    "env", [{"LANG": "C"}, {"LC_ALL": "POSIX"}, {"LANG": "en_US.ISO-8859-1", "PYTHONIOENCODING": "iso-8859-1"}]
)
def test_terminal_without_unicode_gets_ascii(env: dict[str, str], tmp_path: Path) -> None:
    assert on_a_terminal("show", "phlebotomist", env=env).isascii()
    on_a_terminal("show", "phlebotomist", "-o", str(tmp_path / "page"), env=env)
    assert "│" in (tmp_path / "page").read_text(encoding="utf-8")
    assert "│" in run("show", "phlebotomist", env=env).stdout.decode()


@pytest.mark.parametrize("env", [{}, {"LANG": "C.UTF-8"}, {"LANG": "de_DE.UTF-8"}, {"LC_ALL": "C.UTF-8", "LANG": "C"}])
def test_terminal_with_unicode_gets_it(env: dict[str, str]) -> None:
    assert "│" in on_a_terminal("show", "phlebotomist", env=env)


def test_file_gets_no_color_from_terminal(tmp_path: Path) -> None:
    on_a_terminal("diff", "-o", str(tmp_path / "page"))
    assert not ESCAPE.search((tmp_path / "page").read_text())


def test_pipe_is_100_columns_unless_set() -> None:
    assert max(map(len, run("diff").stdout.decode().splitlines())) == 100
    assert max(map(len, run("diff", env={"COLUMNS": "80"}).stdout.decode().splitlines())) == 80
    assert max(map(len, run("diff", "--width", "60", env={"COLUMNS": "80"}).stdout.decode().splitlines())) == 60
    assert max(map(len, run("diff", env={"COLUMNS": "none"}).stdout.decode().splitlines())) == 100


def widest(page: bytes) -> int:
    return max(map(len, page.decode().splitlines()))


@pytest.mark.parametrize("stream", ["stdin", "stderr"])
def test_pipe_is_as_wide_as_the_terminal_of_its_reader(stream: str, tmp_path: Path) -> None:
    master, slave = pty.openpty()
    resize(slave, columns=72)
    streams: dict[str, Any] = {"stdin": subprocess.DEVNULL, "stderr": subprocess.DEVNULL, stream: slave}
    try:
        piped = subprocess.run([*PROGRAM, "diff"], env=PLAIN, stdout=subprocess.PIPE, check=True, **streams).stdout
        assert widest(piped) == 72
        chosen = {**PLAIN, "COLUMNS": "90"}
        piped = subprocess.run([*PROGRAM, "diff"], env=chosen, stdout=subprocess.PIPE, check=True, **streams).stdout
        assert widest(piped) == 90
        with (tmp_path / "page").open("wb") as file:  # which is the same wherever it is made
            subprocess.run([*PROGRAM, "diff"], env=PLAIN, stdout=file, check=True, **streams)
        assert widest((tmp_path / "page").read_bytes()) == 100
        subprocess.run([*PROGRAM, "diff", "-o", str(tmp_path / "own")], env=PLAIN, check=True, **streams)
        assert widest((tmp_path / "own").read_bytes()) == 100
    finally:
        os.close(master)
        os.close(slave)


@pytest.mark.parametrize("form", ["table", "json", "jsonl", "markdown", "csv"])
def test_output_is_the_same_in_every_locale(form: str) -> None:
    locales: list[dict[str, str]] = [
        {"LC_ALL": "C"},
        {"LC_ALL": "C.UTF-8"},
        {"LC_ALL": "POSIX", "PYTHONCOERCECLOCALE": "0", "PYTHONUTF8": "0"},
        {"PYTHONIOENCODING": "ascii"},
        {"LC_ALL": "tr_TR.UTF-8"},
        {"TZ": "Pacific/Kiritimati", "PYTHONHASHSEED": "7"},
    ]
    outputs = {run("diff", "--format", form, env=locale).stdout for locale in locales}
    assert len(outputs) == 1
    assert outputs.pop().decode("utf-8")


def test_error_is_printed_in_ascii_locale() -> None:
    done = run("show", "phlebotomst", env={"PYTHONIOENCODING": "ascii"})
    assert done.returncode == 3
    assert b"Did you mean phlebotomist?" in done.stderr


SOUND = json.dumps(make.dataset()).encode()
BAD: dict[str, tuple[bytes, int]] = {
    "empty": (b"", 5),
    "not JSON": (b"{'a': 1}", 5),
    "another shape": (b"[1, 2]", 5),
    "truncated": (SOUND[: len(SOUND) // 2], 5),
    "invalid UTF-8": (SOUND.replace(b"medic", b"m\xffdic"), 5),
    "a byte order mark": (b"\xef\xbb\xbf" + SOUND, 5),
    "a key twice": (SOUND.replace(b'"edition"', b'"title": "x", "edition"', 1), 5),
    "NaN": (SOUND.replace(b'"roles"', b'"more": NaN, "roles"', 1), 5),
    "Infinity": (SOUND.replace(b'"roles"', b'"more": -Infinity, "roles"', 1), 5),
    "an unknown field": (SOUND.replace(b'"roles"', b'"more": 1, "roles"', 1), 5),
    "deep nesting": (b"[" * 1_000_000, 5),
    "UTF-16": (SOUND.decode().encode("utf-16"), 5),
    "zeros": (b"\0" * 1000, 5),
}


@pytest.mark.parametrize("bad", BAD)
@pytest.mark.parametrize("command", [["diff"], ["show", "medic"], ["list"], ["sources"], ["find", "medic"]])
def test_invalid_dataset_is_refused_without_traceback(tmp_path: Path, bad: str, command: list[str]) -> None:
    content, code = BAD[bad]
    path = tmp_path / "bad.json"
    path.write_bytes(content)
    done = run(*command, "--data", str(path))
    said = done.stderr.decode()
    assert (done.returncode, done.stdout) == (code, b"")
    assert said.startswith(f"rolecompare: {path} is not a valid dataset. ")
    assert "Traceback" not in said
    assert [entry.name for entry in tmp_path.iterdir()] == ["bad.json"]


@pytest.mark.parametrize("bad", BAD)
def test_where_reports_invalid_dataset(tmp_path: Path, bad: str) -> None:
    path = tmp_path / "bad.json"
    path.write_bytes(BAD[bad][0])
    done = run("data", "where", "--data", str(path), "--width", "400")
    assert (done.returncode, done.stderr) == (0, b"")
    assert f"{path} is not a valid dataset" in done.stdout.decode()


@pytest.mark.parametrize("bad", BAD)
def test_check_reports_problems_of_invalid_dataset(tmp_path: Path, bad: str) -> None:
    path = tmp_path / "bad.json"
    path.write_bytes(BAD[bad][0])
    done = run("data", "check", str(path), "--json")
    assert (done.returncode, done.stderr) == (1, b"")
    found = json.loads(done.stdout)
    assert all(each["path"] and each["message"] and each["suggestion"] for each in found["problems"])
    assert found["problems"]


def test_file_of_200_megabytes_is_refused_unread(tmp_path: Path) -> None:
    path = tmp_path / "large.json"
    with path.open("wb") as file:
        file.truncate(200 * 1024 * 1024)
    done = run("diff", "--data", str(path))
    assert (done.returncode, done.stdout) == (6, b"")
    assert b"larger than 64 MB" in done.stderr


@pytest.mark.parametrize("place", ["nowhere.json", ".", "/dev/null/x", "a\0b"])
def test_unreadable_file_is_reported(tmp_path: Path, place: str) -> None:
    if "\0" in place:
        env = {}
        arguments = ["diff", "--data", place.replace("\0", "\x01")]
    else:
        env = {"ROLECOMPARE_DATA": place}
        arguments = ["diff"]
    done = run(*arguments, env=env, cwd=tmp_path)
    assert (done.returncode, done.stdout, done.stderr.count(b"\n")) == (6, b"", 1)


BREAK = (
    "import sys, rolecompare.dataset.loader\n"
    "def broken(path): raise ZeroDivisionError('boom')\n"
    "rolecompare.dataset.loader.load_dataset = broken\n"
    "from rolecompare.cli.app import app\napp(sys.argv[1:], prog_name='rolecompare')\n"
)


def test_internal_error_has_exit_code_70() -> None:
    done = subprocess.run([sys.executable, "-c", BREAK, "diff"], capture_output=True, check=False, env=PLAIN)
    assert (done.returncode, done.stdout, done.stderr.count(b"\n")) == (70, b"", 1)
    assert b"Internal error (ZeroDivisionError)" in done.stderr


INTERRUPT_AT_START = (
    "import sys\n"
    "class Finder:\n"
    "    def find_spec(self, name, *_):\n"
    "        if name == 'rolecompare.cli.app': raise KeyboardInterrupt\n"
    "sys.meta_path.insert(0, Finder())\n"
    "from rolecompare.__main__ import main\nmain()\n"
)


def test_interrupt_at_start_prints_no_traceback() -> None:
    done = subprocess.run([sys.executable, "-c", INTERRUPT_AT_START], capture_output=True, check=False, env=PLAIN)
    assert (done.returncode, done.stdout, done.stderr) == (130, b"", b"")


def test_debug_variable_shows_traceback() -> None:
    env = {**PLAIN, "ROLECOMPARE_DEBUG": "1"}
    done = subprocess.run([sys.executable, "-c", BREAK, "diff"], capture_output=True, check=False, env=env)
    assert done.returncode == 70
    assert b"Traceback" in done.stderr
    assert b"boom" in done.stderr
