"""An address becomes a whole file, whatever the server does; or it is told why not, and nothing half is taken."""

import hashlib
import io
import json
import random
import socket
import sqlite3
import tempfile
import threading
import zipfile
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as some

from rolecompare.errors import FileError, UsageError
from rolecompare.importers.base import no_progress
from rolecompare.importers.files import download as download_file
from rolecompare.importers.files import urls
from rolecompare.importers.files.download import DownloadedFile, DownloadError, download
from rolecompare.importers.files.urls import Offer
from tests.serving import DATED, DAY, TAGGED, File, Handler, Manner, Server, cut, dribbling, endless, silent

NAME = "db_31_0_csv.zip"
PAGE = "https://page.example"
BY_HAND = f"ownload it by hand from {PAGE}, and import the file."


def zipped(seed: int = 1, size: int = 100_000) -> bytes:
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w") as archive:
        archive.writestr("db/Occupation Data.txt", random.Random(seed).randbytes(size))
    return content.getvalue()


WHOLE, OTHER, LARGER = zipped(1), zipped(2), zipped(3, 150_000)
HALF = len(WHOLE) // 2


def offer(server: Server, name: str = NAME) -> Offer:
    return Offer(name, f"{server.address}/files/{name}", PAGE)


def fetch(server: Server, folder: Path, manner: Manner | None = None) -> DownloadedFile:
    if manner is not None:
        server.manner = manner
    return download(offer(server), str(folder), no_progress)


def refused(server: Server, folder: Path, manner: Manner) -> str:
    with pytest.raises(DownloadError) as error:
        fetch(server, folder, manner)
    assert error.value.exit_code == FileError.exit_code == 6
    assert not (folder / NAME).exists()
    return str(error.value)


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def is_whole(came: DownloadedFile, folder: Path, body: bytes = WHOLE) -> bool:
    assert (folder / NAME).read_bytes() == body
    assert names(folder) == [NAME, f"{NAME}.json", download_file.LOCK]
    return came[0] == str(folder / NAME) and came[2:4] == (len(body), hashlib.sha256(body).hexdigest())


# ── whole ────────────────────────────────────────────────────────────────────────────────────────────────────────────


def test_a_file_arrives_and_is_told_with_its_address_size_and_checksum(server: Server, tmp_path: Path) -> None:
    folder = tmp_path / "not" / "there"
    came = fetch(server, folder, File(WHOLE))
    assert is_whole(came, folder)
    assert (came.address, came.how) == (f"{server.address}/files/{NAME}", "fetched")
    ((path, headers),) = server.asked
    assert (path, headers["User-Agent"], headers.get("Range")) == (f"/files/{NAME}", "rolecompare", None)


def test_each_step_is_told_in_bytes_from_nothing_to_the_whole(server: Server, tmp_path: Path) -> None:
    told: list[tuple[str, int, int]] = []
    server.manner = File(WHOLE)
    download(offer(server), str(tmp_path), lambda *step: told.append(step))
    assert [told[0], told[-1]] == [
        (f"0.0 of 0.1 MB of {NAME}", 0, len(WHOLE)),
        (f"0.1 of 0.1 MB of {NAME}", len(WHOLE), len(WHOLE)),
    ]
    done = [step[1] for step in told]
    assert done == sorted(done)


def without_length(request: Handler) -> None:
    request.say(200, WHOLE, Content_Length=None)


def in_chunks(request: Handler) -> None:
    request.say(200, Content_Length=None, Transfer_Encoding="chunked")
    for begin in range(0, len(WHOLE), 7000):
        piece = WHOLE[begin : begin + 7000]
        request.write(b"%x\r\n%s\r\n" % (len(piece), piece))
    request.write(b"0\r\n\r\n")


@pytest.mark.parametrize("manner", [without_length, in_chunks])
def test_a_file_of_no_told_length_arrives(server: Server, tmp_path: Path, manner: Manner) -> None:
    assert is_whole(fetch(server, tmp_path, manner), tmp_path)


def test_a_server_that_is_slow_but_not_silent_is_waited_for(
    server: Server, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(download_file, "SILENCE", 1.0)
    assert is_whole(fetch(server, tmp_path, dribbling(File(WHOLE), pieces=30, pause=0.05)), tmp_path)


# ── kept ─────────────────────────────────────────────────────────────────────────────────────────────────────────────


def test_what_was_fetched_is_used_again_and_nobody_asked(server: Server, tmp_path: Path) -> None:
    first = fetch(server, tmp_path, File(WHOLE))
    server.asked.clear()
    assert fetch(server, tmp_path, File(OTHER)) == first._replace(how="kept")
    assert server.asked == []


def flipped(file: Path) -> None:
    content = bytearray(file.read_bytes())
    content[HALF] ^= 1
    file.write_bytes(content)


DAMAGE: dict[str, Callable[[Path], object]] = {
    "flipped": flipped,
    "cut": lambda file: file.write_bytes(WHOLE[:-1]),
    "longer": lambda file: file.write_bytes(WHOLE + b"\0"),
    "empty": lambda file: file.write_bytes(b""),
}


@pytest.mark.parametrize("damage", DAMAGE)
def test_a_kept_file_that_is_damaged_is_fetched_anew(server: Server, tmp_path: Path, damage: str) -> None:
    fetch(server, tmp_path, File(WHOLE))
    DAMAGE[damage](tmp_path / NAME)
    came = fetch(server, tmp_path, File(WHOLE))
    assert is_whole(came, tmp_path)
    assert (came.how, server.ranges) == ("replaced", [None, None])


NOTES: dict[str, bytes | None] = {
    "none": None,
    "empty": b"",
    "no JSON": b"{",
    "a list": b"[1]",
    "other keys": b'{"asked": "x"}',
    "a number": b'{"asked": "x", "address": "x", "validator": "x", "size": "many", "sha256": "x"}',
    "no end": b'{"asked": "ASKED", "address": "x", "validator": "x", "size": 1e999, "sha256": "x"}',
    "no text": b"\xff\xfe\x00",
    "nested": b"[" * 100_000,
}


@pytest.mark.parametrize("note", NOTES)
def test_a_file_that_no_note_vouches_for_is_fetched_anew(server: Server, tmp_path: Path, note: str) -> None:
    fetch(server, tmp_path, File(WHOLE))
    (tmp_path / NAME).write_bytes(OTHER)
    content = NOTES[note]
    if content is None:
        (tmp_path / f"{NAME}.json").unlink()
    else:
        (tmp_path / f"{NAME}.json").write_bytes(content.replace(b"ASKED", offer(server).address.encode()))
    came = fetch(server, tmp_path)
    assert is_whole(came, tmp_path)
    assert came.how == "fetched"


def test_a_file_of_another_address_is_not_taken_for_this_one(server: Server, tmp_path: Path) -> None:
    fetch(server, tmp_path, File(WHOLE))
    server.manner = File(OTHER)
    mirrored = download(offer(server)._replace(address=f"{server.address}/mirror"), str(tmp_path), no_progress)
    assert is_whole(mirrored, tmp_path, OTHER)


def test_what_is_forgotten_is_fetched_again(server: Server, tmp_path: Path) -> None:
    download_file.forget(fetch(server, tmp_path, File(WHOLE)).path)
    assert names(tmp_path) == [download_file.LOCK]
    assert fetch(server, tmp_path, File(OTHER)).how == "fetched"


# ── broken off, and gone on with ─────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("version", [TAGGED, DATED, {**TAGGED, **DATED}], ids=["tagged", "dated", "both"])
def test_a_download_that_broke_off_goes_on_where_it_stopped(
    server: Server, tmp_path: Path, version: Mapping[str, str]
) -> None:
    file = File(WHOLE, version)
    told = refused(server, tmp_path, cut(file, HALF))
    assert told == (
        f"{server.address}/files/{NAME}: it broke off after 0.1 of 0.1 MB: the connection was closed. "
        f"The same command goes on from there. Or d{BY_HAND}"
    )
    assert (tmp_path / f"{NAME}.part").read_bytes() == WHOLE[:HALF]
    came = fetch(server, tmp_path, file)
    assert is_whole(came, tmp_path)
    assert (came.how, server.ranges) == ("resumed", [None, f"bytes={HALF}-"])
    assert server.asked[1][1]["If-Range"] == next(iter(version.values()))


@settings(max_examples=25, deadline=None)
@given(some.lists(some.integers(0, len(WHOLE) - 1), max_size=4))
def test_wherever_and_however_often_it_breaks_off_the_file_is_the_same(running: Server, sizes: list[int]) -> None:
    server = running
    server.manner = cut(File(WHOLE), *sizes)
    with tempfile.TemporaryDirectory() as folder:
        for _ in sizes:
            try:
                came = fetch(server, Path(folder))
                break
            except DownloadError:
                assert not (Path(folder) / NAME).exists()
        else:
            came = fetch(server, Path(folder))
        assert is_whole(came, Path(folder))


def test_a_part_that_lacks_nothing_needs_no_server(server: Server, tmp_path: Path) -> None:
    refused(server, tmp_path, cut(File(WHOLE), len(WHOLE) - 1))
    (tmp_path / f"{NAME}.part").write_bytes(WHOLE)  # and killed before it had its name
    server.asked.clear()
    came = fetch(server, tmp_path)
    assert is_whole(came, tmp_path)
    assert (came.how, server.asked) == ("resumed", [])


def test_a_part_longer_than_the_whole_is_thrown_away(server: Server, tmp_path: Path) -> None:
    refused(server, tmp_path, cut(File(WHOLE), HALF))
    (tmp_path / f"{NAME}.part").write_bytes(WHOLE + b"more")
    assert is_whole(fetch(server, tmp_path, File(WHOLE)), tmp_path)


WEAK = {"ETag": 'W/"one"'}
UNTOLD: dict[str, Mapping[str, str]] = {
    "no version": {},
    "a weak one": WEAK,
    "a weak one and a date": {**WEAK, **DATED},
    "a date that has not passed": {"Last_Modified": "Fri, 01 Jan 2100 00:00:00 GMT"},
    "no date": {"Last_Modified": "yesterday"},
    "a year beyond all measure": {"Last_Modified": f"Sat, 01 Jan {'9' * 30} 00:00:00 GMT"},
    "a time zone beyond all measure": {"Last_Modified": f"Sat, 01 Jan 2000 00:00:00 +{'9' * 30}"},
}


@pytest.mark.parametrize("version", UNTOLD)
def test_what_is_of_no_certain_version_begins_anew(server: Server, tmp_path: Path, version: str) -> None:
    file = File(WHOLE, UNTOLD[version])
    assert "The same command begins anew." in refused(server, tmp_path, cut(file, HALF))
    came = fetch(server, tmp_path, file)
    assert is_whole(came, tmp_path)
    assert (came.how, server.ranges) == ("fetched", [None, None])


def test_a_server_without_ranges_gives_it_from_the_start(server: Server, tmp_path: Path) -> None:
    refused(server, tmp_path, cut(File(WHOLE), HALF))
    came = fetch(server, tmp_path, lambda request: request.say(200, WHOLE, **TAGGED))
    assert is_whole(came, tmp_path)
    assert (came.how, server.ranges) == ("fetched", [None, f"bytes={HALF}-"])


def replies(*, body: bytes = OTHER, **headers: object) -> Manner:
    """A 206 to whoever wants a range, whichever version they have; the whole body to others."""

    def manner(request: Handler) -> None:
        if request.headers.get("Range"):
            span = f"bytes {HALF}-{len(body) - 1}/{len(body)}"
            request.say(206, body[HALF:], **{"ETag": '"two"', "Content_Range": span, **headers})
        else:
            request.say(200, body, ETag='"two"')

    return manner


NEXT_VERSION: dict[str, Manner] = {
    "told by a whole answer": File(OTHER, {"ETag": '"two"'}),
    "told by its tag alone": replies(),
    "not told at all": replies(ETag=None),
    "told by its size": replies(body=LARGER, ETag='"one"'),
    "from another place on": replies(ETag='"one"', Content_Range=f"bytes 1-{len(OTHER) - 1}/{len(OTHER)}"),
    "from a place beyond all measure": replies(ETag='"one"', Content_Range=f"bytes {'9' * 5000}-1/2"),
    "from no place": replies(ETag='"one"', Content_Range=None),
    "in several parts": replies(ETag='"one"', Content_Range=None, Content_Type="multipart/byteranges; boundary=x"),
    "there is no such range": lambda request: request.say(
        *((416,) if request.headers.get("Range") else (200, OTHER)), ETag='"two"'
    ),
}


@pytest.mark.parametrize("manner", NEXT_VERSION)
def test_two_versions_are_never_made_into_one(server: Server, tmp_path: Path, manner: str) -> None:
    refused(server, tmp_path, cut(File(WHOLE), HALF))
    came = fetch(server, tmp_path, NEXT_VERSION[manner])
    assert is_whole(came, tmp_path, LARGER if came.size == len(LARGER) else OTHER)
    assert came.how == "fetched"


def test_what_breaks_off_of_the_next_version_goes_on_with_that_one(server: Server, tmp_path: Path) -> None:
    following = File(OTHER, {"ETag": '"two"'})
    refused(server, tmp_path, cut(File(WHOLE), HALF))
    refused(server, tmp_path, cut(following, 100))
    came = fetch(server, tmp_path, following)
    assert is_whole(came, tmp_path, OTHER)
    assert server.ranges == [None, f"bytes={HALF}-", "bytes=100-"]


def test_a_date_need_not_be_told_again_but_may_not_be_another(server: Server, tmp_path: Path) -> None:
    for again, how in ((None, "resumed"), (DAY, "resumed"), (DAY.replace("2000", "2001"), "fetched")):
        folder = tmp_path / str(again)
        refused(server, folder, cut(File(WHOLE, DATED), HALF))
        came = fetch(server, folder, replies(body=WHOLE, ETag=None, Last_Modified=again))
        assert is_whole(came, folder)
        assert came.how == how


def test_a_server_that_falls_silent_is_left_and_gone_on_with(
    server: Server, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(download_file, "SILENCE", 0.3)
    enough = threading.Event()
    told = refused(server, tmp_path, silent(File(WHOLE), HALF, enough))
    enough.set()
    assert "it broke off after 0.1 of 0.1 MB: nothing came for 0.3 seconds." in told
    monkeypatch.setattr(download_file, "SILENCE", 30.0)
    assert fetch(server, tmp_path, File(WHOLE)).how == "resumed"


# ── lies ─────────────────────────────────────────────────────────────────────────────────────────────────────────────


def test_a_file_shorter_than_its_told_length_is_never_taken(server: Server, tmp_path: Path) -> None:
    def manner(request: Handler) -> None:
        request.say(200, WHOLE, **TAGGED, Content_Length=len(WHOLE) + 10_000)

    for _ in range(3):
        assert "it broke off after 0.1 of 0.1 MB" in refused(server, tmp_path, manner)
    assert server.ranges == [None, *[f"bytes={len(WHOLE)}-"] * 2]


def test_a_file_longer_than_its_told_length_is_refused_for_it_does_not_end(server: Server, tmp_path: Path) -> None:
    told = refused(server, tmp_path, lambda request: request.say(200, WHOLE, **TAGGED, Content_Length=HALF))
    assert told == (f"{server.address}/files/{NAME}: what came begins as a zip, and does not end as one. D{BY_HAND}")
    assert names(tmp_path) == [download_file.LOCK]


@pytest.mark.parametrize(
    "manner", [endless(b"PK\3\4" * 999), endless(b"fff\r\n" + b"x" * 0xFFF + b"\r\n", Transfer_Encoding="chunked")]
)
def test_a_body_that_does_not_end_is_left(
    server: Server, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, manner: Manner
) -> None:
    monkeypatch.setattr(download_file, "MOST", 3 * 1024 * 1024)
    told = refused(server, tmp_path, manner)
    assert told.endswith(f"it is larger than 3 MB, which no official download is. D{BY_HAND}")
    assert names(tmp_path) == [download_file.LOCK]


def test_a_body_of_a_length_beyond_all_measure_is_not_begun(server: Server, tmp_path: Path) -> None:
    told: list[object] = []
    server.manner = endless(b"PK\3\4", length=10**15)
    with pytest.raises(DownloadError, match="larger than 256 MB"):
        download(offer(server), str(tmp_path), lambda *step: told.append(step))
    assert told == []
    assert names(tmp_path) == [download_file.LOCK]


@pytest.mark.parametrize(
    ("body", "kind"),
    [
        (b"<!DOCTYPE html><title>Please sign in</title>", "a web page, not the download"),
        (b"", "empty"),
        (b"No such release.\n", "a text file"),
        (b'{"error": 1}', "a JSON file"),
        (b"%PDF-1.7 ...", "a PDF document"),
        (b"\x1f\x8b\x08" + bytes(50), "a gzip file"),
    ],
)
def test_what_is_called_a_success_and_is_no_zip_is_refused_and_not_kept(
    server: Server, tmp_path: Path, body: bytes, kind: str
) -> None:
    told = refused(server, tmp_path, lambda request: request.say(200, body, **TAGGED))
    assert told == f"{server.address}/files/{NAME}: what came is not a zip; it seems to be {kind}. D{BY_HAND}"
    assert names(tmp_path) == [download_file.LOCK]


@pytest.mark.parametrize(
    ("status", "phrase"),
    [
        (404, "404 (Not Found)"),
        (403, "403 (Forbidden)"),
        (500, "500 (Internal Server Error)"),
        (503, "503 (Service Unavailable)"),
        (204, "204 (No Content)"),
        (206, "206 (Partial Content)"),
        (599, "599"),
    ],
)
def test_an_answer_that_is_no_success_is_told(server: Server, tmp_path: Path, status: int, phrase: str) -> None:
    told = refused(server, tmp_path, lambda request: request.say(status, WHOLE if status != 204 else b""))
    assert told == f"{server.address}/files/{NAME}: the server answers {phrase}. D{BY_HAND}"
    assert names(tmp_path) == [download_file.LOCK]


def test_a_server_in_trouble_costs_nothing_of_what_has_arrived(server: Server, tmp_path: Path) -> None:
    refused(server, tmp_path, cut(File(WHOLE), HALF))
    refused(server, tmp_path, lambda request: request.say(503))
    assert fetch(server, tmp_path, File(WHOLE)).how == "resumed"


def raw(content: bytes) -> Manner:
    return lambda request: request.write(content)


@pytest.mark.parametrize(
    ("manner", "why"),
    [
        (raw(b"SSH-2.0-OpenSSH_9.6\r\n"), "what answers is no web server"),
        (raw(b""), "the connection was closed"),
        (raw(b"HTTP/1.1 200 OK\r\n" + b"X: y\r\n" * 200 + b"\r\n"), "got more than 100 headers"),
        (raw(b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\nPK"), "the connection was closed"),
        (raw(b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nff\r\nPK"), "the connection was closed"),
    ],
)
def test_what_speaks_no_proper_http_is_told(server: Server, tmp_path: Path, manner: Manner, why: str) -> None:
    told = refused(server, tmp_path, manner)
    assert why in told
    assert told.endswith(BY_HAND)


@settings(max_examples=40, deadline=None)
@given(
    some.binary(max_size=300), some.sampled_from((b"", b"HTTP/1.1 200 OK\r\n", b"HTTP/1.1 302 Found\r\nLocation: x"))
)
def test_whatever_a_server_says_is_told_and_never_a_fault_of_ours(running: Server, said: bytes, start: bytes) -> None:
    running.manner = raw(start + said)
    with pytest.MonkeyPatch.context() as patch, tempfile.TemporaryDirectory() as folder:
        patch.setattr(download_file, "SILENCE", 5.0)
        with pytest.raises(DownloadError):
            fetch(running, Path(folder))
        assert not (Path(folder) / NAME).exists()


def test_nobody_at_the_address_is_told(tmp_path: Path) -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        nobody = Offer(NAME, f"http://127.0.0.1:{free.getsockname()[1]}/{NAME}", PAGE)
        with pytest.raises(DownloadError) as error:
            download(nobody, str(tmp_path), no_progress)
    assert str(error.value) == f"{nobody.address}: connection refused. Check the connection. Or d{BY_HAND}"


# ── led on ───────────────────────────────────────────────────────────────────────────────────────────────────────────


def leading(ways: Mapping[str, str], file: Manner, status: int = 302) -> Manner:
    """Redirects from path to place; the file at any other path."""

    def manner(request: Handler) -> None:
        if place := ways.get(request.path):
            request.say(status, b"<p>Moved", Location=place)
        else:
            file(request)

    return manner


@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
@pytest.mark.parametrize(
    "place", ["/new/x.zip", "x.zip", "//127.0.0.1:{port}/x", "http://localhost:{port}/a b", "?x=ü"]
)
def test_a_redirect_is_followed_also_to_another_host(server: Server, tmp_path: Path, place: str, status: int) -> None:
    place = place.format(port=server.server_port)
    came = fetch(server, tmp_path, leading({f"/files/{NAME}": place}, File(WHOLE), status))
    assert is_whole(came, tmp_path)
    assert len(server.asked) == 2
    assert came.address.endswith(server.asked[1][0])


def test_what_broke_off_behind_a_redirect_goes_on_there(server: Server, tmp_path: Path) -> None:
    ways = {f"/files/{NAME}": "/a"}
    refused(server, tmp_path, leading(ways, cut(File(WHOLE), HALF)))
    came = fetch(server, tmp_path, leading(ways, File(WHOLE)))
    assert is_whole(came, tmp_path)
    assert (came.how, came.address) == ("resumed", f"{server.address}/a")


def test_what_broke_off_elsewhere_is_not_gone_on_with_though_its_tag_be_the_same(
    server: Server, tmp_path: Path
) -> None:
    refused(server, tmp_path, leading({f"/files/{NAME}": "/a"}, cut(File(WHOLE), HALF)))
    came = fetch(server, tmp_path, leading({f"/files/{NAME}": "/b"}, File(OTHER)))
    assert is_whole(came, tmp_path, OTHER)
    assert came.how == "fetched"


@pytest.mark.parametrize("ways", [{"/a": "/b", "/b": "/a"}, {"/a": "/a"}], ids=["two", "one"])
def test_a_circle_is_left(server: Server, tmp_path: Path, ways: Mapping[str, str]) -> None:
    told = refused(server, tmp_path, leading({f"/files/{NAME}": "/a", **ways}, File(WHOLE)))
    assert "it leads on more than 5 times, perhaps in a circle." in told
    assert len(server.asked) == 6


@pytest.mark.parametrize(
    "place",
    [
        "file:///etc/passwd",
        "ftp://127.0.0.1/x",
        "data:,x",
        "http:///x",
        "http://[x",
        "http://a@b/x",
        "http://h:x/",
        "",
        " ",
    ],
)
def test_a_redirect_to_no_web_server_is_refused(server: Server, tmp_path: Path, place: str) -> None:
    told = refused(server, tmp_path, lambda request: request.say(302, Location=place))
    assert "leads" in told or "nonnumeric port" in told
    assert told.endswith(BY_HAND)


def test_a_redirect_from_https_to_http_is_refused() -> None:
    asked = Offer(NAME, "https://a.example/x", PAGE)
    with pytest.raises(DownloadError, match=r"leads to http://b\.example/y, where anybody may change what comes"):
        download_file._led_on("https://a.example/x", "http://b.example/y", asked)
    assert download_file._led_on("https://a.example/x", "https://b.example/y", asked) == "https://b.example/y"
    assert download_file._led_on("http://a.example/x", "https://b.example/y", asked) == "https://b.example/y"
    assert download_file._led_on("https://a.example/x", "y", asked) == "https://a.example/y"


def test_a_guide_that_talks_without_end_is_not_listened_to(server: Server, tmp_path: Path) -> None:
    def manner(request: Handler) -> None:
        if request.path == "/new":
            request.say(200, WHOLE)
            return
        request.say(302, Location="/new", Content_Length=None)
        while not request.left:
            request.write(bytes(100_000))

    assert is_whole(fetch(server, tmp_path, manner), tmp_path)


# ── the disk ─────────────────────────────────────────────────────────────────────────────────────────────────────────


def test_two_downloads_at_once_are_not_mixed(server: Server, tmp_path: Path) -> None:
    tmp_path.mkdir(exist_ok=True)
    lock = sqlite3.connect(tmp_path / download_file.LOCK, isolation_level=None)
    lock.execute("BEGIN EXCLUSIVE")
    assert "another download is at work" in refused(server, tmp_path, File(WHOLE))
    lock.close()
    assert is_whole(fetch(server, tmp_path), tmp_path)


@pytest.mark.parametrize("lacking", ["folder", "lock", "part", "target"])
def test_a_disk_that_cannot_be_used_is_told(server: Server, tmp_path: Path, lacking: str) -> None:
    folder = tmp_path / "downloads"
    if lacking == "folder":
        folder.write_text("in the way")
    else:
        folder.mkdir()
        name = {"lock": download_file.LOCK, "part": f"{NAME}.part", "target": NAME}[lacking]
        (folder / name).mkdir()
        (folder / name / "in the way").write_text("")
    server.manner = File(WHOLE)
    with pytest.raises(DownloadError, match="ROLECOMPARE_HOME"):
        download(offer(server), str(folder), no_progress)


def test_a_note_holds_no_more_than_what_it_is_for(server: Server, tmp_path: Path) -> None:
    fetch(server, tmp_path, File(WHOLE))
    assert json.loads((tmp_path / f"{NAME}.json").read_text()) == {
        "asked": f"{server.address}/files/{NAME}",
        "address": f"{server.address}/files/{NAME}",
        "validator": '"one"',
        "size": len(WHOLE),
        "sha256": hashlib.sha256(WHOLE).hexdigest(),
    }


# ── what is offered ──────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("release", "mirror", "address"),
    [
        (None, None, "https://www.onetcenter.org/dl_files/database/db_31_0_csv.zip"),
        ("30.3", None, "https://www.onetcenter.org/dl_files/database/db_30_3_csv.zip"),
        ("30.2", None, "https://www.onetcenter.org/dl_files/database/db_30_2_text.zip"),
        ("29.3", None, "https://www.onetcenter.org/dl_files/database/db_29_3_text.zip"),
        (None, "http://mirror.example:8080/onet", "http://mirror.example:8080/onet/db_31_0_csv.zip"),
        (None, "https://mirror.example", "https://mirror.example/db_31_0_csv.zip"),
    ],
)
def test_a_release_has_an_address(release: str | None, mirror: str | None, address: str) -> None:
    found = urls.onet(release, mirror)
    assert (found.address, found.name) == (address, address.rpartition("/")[2])


@pytest.mark.parametrize("release", ["", "31", "31.0.1", "../x", "31.0 ", "newest", "٣١.٠", "31.0\n"])
def test_what_is_no_release_is_wrong_usage(release: str) -> None:
    with pytest.raises(UsageError, match="is no release of O\\*NET"):
        urls.onet(release or "x")


@pytest.mark.parametrize(
    "mirror", ["mirror.example", "file:///x", "ftp://x/y", "https://", "https://a:b@x/", "https://x/?y", "http://x y/"]
)
def test_what_is_no_mirror_is_wrong_usage(mirror: str) -> None:
    with pytest.raises(UsageError, match="is no address of a mirror"):
        urls.onet(None, mirror)
