"""`import onet --download`: what it imports and reports, and how its progress bar treats the terminal."""

import hashlib
import json
import os
import pty
import re
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Mapping
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from typer.testing import CliRunner

from rolecompare.answers.data import ImportAnswer
from rolecompare.cli.app import app
from rolecompare.importers.base import DownloadedFile
from rolecompare.output import formats
from rolecompare.output.formats import Canvas
from rolecompare.output.page import View
from rolecompare.output.pages.data import import_listing
from rolecompare.store import schema
from tests.cli.processes import restore_interrupt
from tests.conftest import Golden
from tests.schemas import validator
from tests.serving import File, Respond, Server, cut, silent
from tests.small_downloads import Occupation, many, oews, onet

RUNNER = CliRunner()
COOKS = Occupation("35-2014.00", "Cooks, Restaurant", ("Line Cook",), {1: "Grill meat.", 2: "Fry fish."})
BAKERS = Occupation("51-3011.00", "Bakers", (), {3: "Bake bread."})
NAME = "db_31_0_csv.zip"
BY_HAND = f"ownload {NAME} in a browser from https://www.onetcenter.org/database.html, then import that file.\n"
FETCH = ("import", "onet", "--download")


@pytest.fixture
def mirror(server: Server, monkeypatch: pytest.MonkeyPatch) -> Server:
    """Return a server that the program takes for that of the publisher."""
    monkeypatch.setenv("ROLECOMPARE_ONET_URL", f"{server.address}/mirror/")
    return server


def run(*words: str, code: int = 0) -> str:
    """Run the program, which ends with this exit code, and return its answer or its error message."""
    done = RUNNER.invoke(app, list(words), prog_name="rolecompare")
    assert done.exit_code == code, done.stderr
    assert "Traceback" not in done.stderr
    assert (done.stderr if code == 0 else done.stdout) == ""
    return done.stdout if code == 0 else done.stderr


def answer(*words: str) -> Any:
    return json.loads(run(*words, "--json"))


def database(folder: Path, *occupations: Occupation) -> bytes:
    return Path(onet(folder, occupations or [COOKS, BAKERS], "31.0")).read_bytes()


def titles() -> list[str]:
    return [role["title"] for role in answer("list")["roles"] if role["title"] in ("Cooks, Restaurant", "Bakers")]


def downloads(home: Path) -> list[str]:
    return sorted(path.name for path in (home / "downloads").iterdir())


def test_newest_release_is_downloaded_and_imported(mirror: Server, home: Path, tmp_path: Path) -> None:
    body = database(tmp_path)
    mirror.respond = File(body)
    told = answer(*FETCH)
    assert told["download"] == {
        "address": f"{mirror.address}/mirror/{NAME}",
        "file": str(home / "downloads" / NAME),
        "bytes": len(body),
        "sha256": hashlib.sha256(body).hexdigest(),
        "how": "fetched",
    }
    assert (told["source"], told["counts"]["occupations"]) == ("onet-31.0", 2)
    assert titles() == ["Cooks, Restaurant", "Bakers"]
    assert Path(told["download"]["file"]).read_bytes() == body
    validator("import").validate(told)


def test_earlier_download_is_reused(mirror: Server, home: Path, tmp_path: Path) -> None:
    mirror.respond = File(database(tmp_path))
    first = answer(*FETCH)
    again = answer(*FETCH)
    assert again.pop("download") == {**first.pop("download"), "how": "kept"}
    assert (again, len(mirror.requests)) == (first, 1)
    (home / "downloads" / NAME).write_bytes(b"PK\3\4")
    assert answer(*FETCH)["download"]["how"] == "fetched"


def test_release_option_downloads_named_release(mirror: Server, tmp_path: Path) -> None:
    mirror.respond = File(Path(onet(tmp_path, [COOKS], "29.3")).read_bytes())
    assert answer(*FETCH, "--release", "29.3")["source"] == "onet-29.3"
    assert [path for path, _ in mirror.requests] == ["/mirror/db_29_3_text.zip"]


def test_import_of_file_needs_no_network(mirror: Server, home: Path, tmp_path: Path) -> None:
    assert "download" not in answer("import", "onet", onet(tmp_path, [COOKS]))
    assert (mirror.requests, (home / "downloads").exists()) == ([], False)


ANSWER = ImportAnswer(
    kind="onet",
    source="onet-31.0",
    title="O*NET 31.0 Database",
    license="CC BY 4.0",
    store="/home/me/.local/share/rolecompare/store.db",
    counts={"occupations": 1016, "task statements": 18838},
    missing=("work values",),
    download=DownloadedFile(
        address=f"https://www.onetcenter.org/dl_files/database/{NAME}",
        file=f"/home/me/.local/share/rolecompare/downloads/{NAME}",
        bytes=16_123_456,
        sha256="151ff8b11aeda9dccf273022e009fa759dc198727542599e012cd54721dff407",
        how="fetched",
    ),
)


@pytest.mark.parametrize("width", [40, 80, 120])
def test_page_of_download(golden: Golden, width: int) -> None:
    golden(f"import-{width}.txt", formats.render(ANSWER, "table", Canvas(width, False)))


@pytest.mark.parametrize(
    ("how", "told"),
    [
        ("fetched", "Downloaded from https://x/y.zip; 9 bytes."),
        ("kept", "Used the file that was downloaded before from https://x/y.zip; 9 bytes."),
    ],
)
def test_page_says_how_file_was_obtained(how: Any, told: str) -> None:
    came = DownloadedFile(address="https://x/y.zip", file="y.zip", bytes=9, sha256="0", how=how)
    assert import_listing(replace(ANSWER, download=came), View()).notes[1] == told


@pytest.mark.parametrize("form", ["csv", "markdown"])
def test_download_in_other_formats(golden: Golden, form: Any) -> None:
    golden(f"import.{form}", formats.render(ANSWER, form, Canvas(80, False)))


def not_found(request: Any) -> None:
    request.send(404, b"<html>No such file")


def web_page(request: Any) -> None:
    request.send(200, b"<!doctype html><title>Sign in</title>")


def cut_in_half(request: Any) -> None:
    request.send(200, b"PK\3\4" + bytes(100), Content_Length=1000)


@pytest.mark.parametrize(
    ("respond", "reason"),
    [
        (not_found, "the server answered 404 (Not Found). D"),
        (web_page, "the server sent a web page instead of a zip. D"),
        (
            cut_in_half,
            "the download stopped after 0.0 of 0.0 MB: the connection was closed. Try again, or d",
        ),
    ],
)
def test_failed_download_says_what_to_do_and_keeps_store(
    mirror: Server, home: Path, tmp_path: Path, respond: Respond, reason: str
) -> None:
    run("import", "onet", onet(tmp_path, [BAKERS]))
    before = (home / schema.FILE_NAME).read_bytes()
    mirror.respond = respond
    assert run(*FETCH, code=6) == f"rolecompare: {mirror.address}/mirror/{NAME}: {reason}{BY_HAND}"
    assert (home / schema.FILE_NAME).read_bytes() == before
    assert NAME not in downloads(home)


def test_wrong_kind_of_download_is_refused_and_deleted(mirror: Server, home: Path, tmp_path: Path) -> None:
    mirror.respond = File(Path(oews(tmp_path, {"31-9092": 50000})).read_bytes())
    told = run(*FETCH, code=6)
    assert told.startswith(f"rolecompare: {mirror.address}/mirror/{NAME}: the downloaded file cannot be imported: ")
    assert told.endswith(f" D{BY_HAND}")
    assert downloads(home) == []
    mirror.respond = File(database(tmp_path))
    assert answer(*FETCH)["download"]["how"] == "fetched"


def test_incomplete_download_is_not_imported(mirror: Server, home: Path, tmp_path: Path) -> None:
    body = database(tmp_path)
    mirror.respond = cut(File(body), len(body) - 30)
    assert "Try again, or download" in run(*FETCH, code=6)
    assert (titles(), (home / schema.FILE_NAME).exists()) == ([], False)
    mirror.respond = File(body)
    assert answer(*FETCH)["download"]["how"] == "fetched"
    assert titles() == ["Cooks, Restaurant", "Bakers"]


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (("--download", "--release", "newest"), "“newest” isn't an O*NET release. Releases look like 31.0 or 29.3."),
        (("--release", "30.3"), "--release needs --download or a FILE."),
        (("--download", "db.zip"), "FILE and --download both name a database. Use one of them."),
        (
            (),
            "Give the path of the downloaded file. Get it from https://www.onetcenter.org/database.html (text, csv or "
            "excel, such as db_29_3_text.zip), or use --download.",
        ),
    ],
)
def test_contradictory_options_are_usage_errors(mirror: Server, words: tuple[str, ...], message: str) -> None:
    assert run("import", "onet", *words, code=2) == f"rolecompare: {message}\n"
    assert mirror.requests == []


def test_invalid_mirror_address_names_the_variable(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ROLECOMPARE_ONET_URL", "/srv/onet")
    told = run(*FETCH, code=2)
    assert told.startswith("rolecompare: ROLECOMPARE_ONET_URL: “/srv/onet” isn't an https:// folder, such as ")


STYLE = re.compile(r"\x1b\[[0-9;]*m")
MOVES = re.compile(r"\x1b\[[0-9;?]*[A-Za-ln-z]|\r")


class Seen(NamedTuple):
    code: int
    screen: str  # everything that went to the terminal
    answer: bytes


NO_MORE: Mapping[str, str] = {}


class Terminal:
    """A run of the program with a terminal as standard error, and its answer elsewhere."""

    def __init__(self, *words: str, columns: int = 80, env: Mapping[str, str] = NO_MORE) -> None:
        import fcntl
        import struct
        import termios

        self._master, slave = pty.openpty()
        fcntl.ioctl(slave, termios.TIOCSWINSZ, struct.pack("HHHH", 24, columns, 0, 0))
        surroundings = {"TERM": "xterm-256color", **os.environ, **env}
        program = [sys.executable, "-m", "rolecompare", *words]
        self.process = subprocess.Popen(
            program, stdout=subprocess.PIPE, stderr=slave, env=surroundings, preexec_fn=restore_interrupt
        )
        os.close(slave)
        self._seen: list[bytes] = []
        self._reader = threading.Thread(target=self._read)
        self._reader.start()

    def _read(self) -> None:
        while True:
            try:
                piece = os.read(self._master, 65536)
            except OSError:
                return
            if not piece:
                return
            self._seen.append(piece)

    @property
    def screen(self) -> str:
        return b"".join(self._seen).decode()

    def wait_for(self, there: Callable[[], bool]) -> None:
        deadline = time.monotonic() + 60
        while not there():
            assert self.process.poll() is None, self.screen
            assert time.monotonic() < deadline, self.screen
            time.sleep(0.01)

    def end(self) -> Seen:
        given, _ = self.process.communicate(timeout=120)
        self._reader.join()
        os.close(self._master)
        return Seen(self.process.returncode, self.screen, given)


def is_clean(screen: str) -> bool:
    """Return whether the cursor was never hidden and the line of the progress bar was erased at last."""
    return "\x1b[?25" not in screen and screen.endswith("\x1b[1A\x1b[2K")


def test_progress_bar_is_shown_and_removed(mirror: Server, tmp_path: Path) -> None:
    mirror.respond = File(database(tmp_path, *many(300)))
    seen = Terminal(*FETCH, "--json").end()
    assert (seen.code, json.loads(seen.answer)["counts"]["occupations"]) == (0, 300)
    assert is_clean(seen.screen)
    assert "indexing titles" in seen.screen
    assert "ranking similar jobs" in seen.screen


@pytest.mark.parametrize("columns", [40, 80, 160])
def test_progress_bar_fits_terminal(mirror: Server, tmp_path: Path, columns: int) -> None:
    body = database(tmp_path, *many(300))
    enough = threading.Event()
    mirror.respond = silent(File(body), len(body) // 2, enough)
    shown = Terminal(*FETCH, columns=columns)
    shown.wait_for(lambda: "50%" in shown.screen or "49%" in shown.screen)
    shown.process.send_signal(signal.SIGINT)
    lines = [STYLE.sub("", line) for line in MOVES.split(shown.end().screen)]
    enough.set()
    assert max(map(len, lines)) == columns
    assert any(line.startswith("0.0 of 0.0 MB of") and "━" in line for line in lines)


def test_pipe_and_dumb_terminal_get_no_progress_bar(tmp_path: Path) -> None:
    path = onet(tmp_path, many(50))
    program = [sys.executable, "-m", "rolecompare", "import", "onet", path]
    assert subprocess.run(program, capture_output=True, check=True).stderr == b""
    assert Terminal("import", "onet", path, env={"TERM": "dumb"}).end().screen == ""


@pytest.mark.parametrize("asked", [{"NO_COLOR": "1"}, {"NO_COLOR": "1", "FORCE_COLOR": "1"}, {}])
def test_progress_bar_respects_no_color(tmp_path: Path, asked: dict[str, str]) -> None:
    words = ("import", "onet", onet(tmp_path, many(50)), *([] if asked else ["--no-color"]))
    seen = Terminal(*words, env=asked)
    assert not STYLE.search(seen.end().screen)
    assert "ranking similar jobs" in seen.screen
    assert STYLE.search(Terminal(*words[:3]).end().screen)


def test_file_names_cannot_control_the_terminal(tmp_path: Path) -> None:
    path = tmp_path / "\x1b]0;gone\x07[red]national_M2025_dl.xlsx"
    path.write_bytes(Path(oews(tmp_path, {"31-9092": 50000})).read_bytes())
    seen = Terminal("import", "oews", str(path)).end()
    assert seen.code == 0
    assert "\x1b]" not in seen.screen
    assert "\x07" not in seen.screen
    assert "[red]national" in seen.screen


def has_begun(shown: Terminal, home: Path) -> bool:
    parts = list((home / "downloads").glob(f"{NAME}.*.part"))
    return any(part.stat().st_size > 0 for part in parts) and "%" in shown.screen


def test_interrupted_download_changes_nothing_and_can_be_repeated(mirror: Server, home: Path, tmp_path: Path) -> None:
    run("import", "onet", onet(tmp_path, [BAKERS]))
    before = (home / schema.FILE_NAME).read_bytes()
    body = database(tmp_path, *many(300))
    for stop, code in ((signal.SIGINT, 130), (signal.SIGKILL, -9)):
        enough = threading.Event()
        mirror.respond = silent(File(body), len(body) // 2, enough)
        shown = Terminal(*FETCH)
        shown.wait_for(partial(has_begun, shown, home))
        shown.process.send_signal(stop)
        seen = shown.end()
        enough.set()
        assert (seen.code, seen.answer) == (code, b"")
        assert "Traceback" not in seen.screen
        assert is_clean(seen.screen) or stop == signal.SIGKILL
        assert (home / schema.FILE_NAME).read_bytes() == before
        assert sorted(path.name for path in home.iterdir()) == ["downloads", schema.FILE_NAME, schema.LOCK_NAME]
    mirror.respond = File(body)
    assert answer(*FETCH)["download"]["how"] == "fetched"


def test_interrupted_import_keeps_store_and_terminal(home: Path, tmp_path: Path) -> None:
    run("import", "onet", onet(tmp_path, [BAKERS]))
    before = (home / schema.FILE_NAME).read_bytes()
    shown = Terminal("import", "onet", onet(tmp_path, many(3000)))
    shown.wait_for(lambda: "building roles" in shown.screen)
    shown.process.send_signal(signal.SIGINT)
    seen = shown.end()
    assert (seen.code, seen.answer, is_clean(seen.screen)) == (130, b"", True)
    assert (home / schema.FILE_NAME).read_bytes() == before
    assert sorted(path.name for path in home.iterdir()) == [schema.FILE_NAME, schema.LOCK_NAME]
