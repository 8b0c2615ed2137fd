"""A download is saved complete or not at all, whatever the server does, and the error says why."""

import hashlib
import io
import os
import random
import socket
import tempfile
import threading
import time
import zipfile
from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as some

from rolecompare.errors import FileError, UsageError
from rolecompare.importers.base import DownloadedFile, no_progress
from rolecompare.importers.files import download as download_file
from rolecompare.importers.files import urls
from rolecompare.importers.files.download import DownloadError, download
from rolecompare.importers.files.urls import DownloadOffer
from tests.serving import File, Handler, Respond, Server, cut, dribbling, endless, endless_drops, silent

NAME = "db_31_0_csv.zip"
PAGE = "https://page.example"
BY_HAND = f"ownload {NAME} in a browser from {PAGE}, then import that file."


def zipped(seed: int = 1, size: int = 100_000) -> bytes:
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w") as archive:
        archive.writestr("db/Occupation Data.txt", random.Random(seed).randbytes(size))
    return content.getvalue()


WHOLE, OTHER = zipped(1), zipped(2)
HALF = len(WHOLE) // 2


def offer(server: Server, name: str = NAME) -> DownloadOffer:
    return DownloadOffer(name, f"{server.address}/files/{name}", PAGE)


def fetch(server: Server, folder: Path, respond: Respond | None = None) -> DownloadedFile:
    if respond is not None:
        server.respond = respond
    return download(offer(server), str(folder), no_progress)


def refused(server: Server, folder: Path, respond: Respond) -> str:
    """Return the message of a download that fails. Nothing of it is left in the folder."""
    with pytest.raises(DownloadError) as error:
        fetch(server, folder, respond)
    assert error.value.exit_code == FileError.exit_code == 6
    assert names(folder) == []
    return str(error.value)


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def is_whole(downloaded: DownloadedFile, folder: Path, body: bytes = WHOLE) -> bool:
    assert (folder / NAME).read_bytes() == body
    assert names(folder) == [NAME, f"{NAME}.origin"]
    assert downloaded.file == str(folder / NAME)
    return (downloaded.bytes, downloaded.sha256) == (len(body), hashlib.sha256(body).hexdigest())


# A complete file


def test_file_is_saved_with_address_size_and_checksum(server: Server, tmp_path: Path) -> None:
    folder = tmp_path / "not" / "there"
    downloaded = fetch(server, folder, File(WHOLE))
    assert is_whole(downloaded, folder)
    assert (downloaded.address, downloaded.how) == (f"{server.address}/files/{NAME}", "fetched")
    ((path, headers),) = server.requests
    assert (path, headers["User-Agent"]) == (f"/files/{NAME}", "rolecompare")


def test_progress_is_reported_in_bytes_from_zero_to_the_whole(server: Server, tmp_path: Path) -> None:
    steps: list[tuple[str, int, int]] = []
    server.respond = File(WHOLE)
    download(offer(server), str(tmp_path), lambda *step: steps.append(step))
    assert [steps[0], steps[-1]] == [
        (f"0.0 of 0.1 MB of {NAME}", 0, len(WHOLE)),
        (f"0.1 of 0.1 MB of {NAME}", len(WHOLE), len(WHOLE)),
    ]
    received = [step[1] for step in steps]
    assert received == sorted(received)


def without_length(request: Handler) -> None:
    request.send(200, WHOLE, Content_Length=None)


def in_chunks(request: Handler) -> None:
    request.send(200, Content_Length=None, Transfer_Encoding="chunked")
    for begin in range(0, len(WHOLE), 7000):
        piece = WHOLE[begin : begin + 7000]
        request.write(b"%x\r\n%s\r\n" % (len(piece), piece))
    request.write(b"0\r\n\r\n")


@pytest.mark.parametrize("respond", [without_length, in_chunks])
def test_file_without_declared_length_is_saved(server: Server, tmp_path: Path, respond: Respond) -> None:
    assert is_whole(fetch(server, tmp_path, respond), tmp_path)


def test_slow_server_is_waited_for_while_it_sends(
    server: Server, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(download_file, "SILENCE_SECONDS", 1.0)
    assert is_whole(fetch(server, tmp_path, dribbling(File(WHOLE), pieces=30, pause=0.05)), tmp_path)


# A file that was downloaded before


def test_earlier_download_is_used_again_without_a_request(server: Server, tmp_path: Path) -> None:
    first = fetch(server, tmp_path, File(WHOLE))
    server.requests.clear()
    assert fetch(server, tmp_path, File(OTHER)) == replace(first, how="kept")
    assert server.requests == []


def flipped(file: Path) -> None:
    content = bytearray(file.read_bytes())
    content[HALF] ^= 1
    file.write_bytes(content)


DAMAGE: dict[str, Callable[[Path], object]] = {
    "flipped": flipped,
    "cut": lambda file: file.write_bytes(WHOLE[:-1]),
    "longer": lambda file: file.write_bytes(WHOLE + b"\0"),
    "empty": lambda file: file.write_bytes(b""),
    "deleted": lambda file: file.unlink(),
}


@pytest.mark.parametrize("damage", DAMAGE)
def test_damaged_earlier_download_is_fetched_again(server: Server, tmp_path: Path, damage: str) -> None:
    fetch(server, tmp_path, File(WHOLE))
    DAMAGE[damage](tmp_path / NAME)
    downloaded = fetch(server, tmp_path, File(WHOLE))
    assert is_whole(downloaded, tmp_path)
    assert (downloaded.how, len(server.requests)) == ("fetched", 2)


ORIGINS: dict[str, bytes | None] = {
    "none": None,
    "empty": b"",
    "one line": b"ADDRESS\n",
    "four lines": b"ADDRESS\nADDRESS\nx\ny\n",
    "another checksum": b"ADDRESS\nADDRESS\nx\n",
    "not text": b"\xff\xfe\x00",
    "endless": b"ADDRESS\n" + b"x" * 1_000_000,
}


@pytest.mark.parametrize("origin", ORIGINS)
def test_file_of_unknown_origin_is_fetched_again(server: Server, tmp_path: Path, origin: str) -> None:
    fetch(server, tmp_path, File(WHOLE))
    (tmp_path / NAME).write_bytes(OTHER)
    content = ORIGINS[origin]
    if content is None:
        (tmp_path / f"{NAME}.origin").unlink()
    else:
        (tmp_path / f"{NAME}.origin").write_bytes(content.replace(b"ADDRESS", offer(server).address.encode()))
    downloaded = fetch(server, tmp_path)
    assert is_whole(downloaded, tmp_path)
    assert downloaded.how == "fetched"


def test_file_from_another_address_is_not_used(server: Server, tmp_path: Path) -> None:
    fetch(server, tmp_path, File(WHOLE))
    server.respond = File(OTHER)
    mirrored = download(offer(server)._replace(address=f"{server.address}/mirror"), str(tmp_path), no_progress)
    assert is_whole(mirrored, tmp_path, OTHER)


def test_origin_holds_both_addresses_and_the_checksum(server: Server, tmp_path: Path) -> None:
    fetch(server, tmp_path, redirecting({f"/files/{NAME}": "/new"}, File(WHOLE)))
    assert (tmp_path / f"{NAME}.origin").read_text().splitlines() == [
        f"{server.address}/files/{NAME}",
        f"{server.address}/new",
        hashlib.sha256(WHOLE).hexdigest(),
    ]


def test_discarded_file_is_fetched_again(server: Server, tmp_path: Path) -> None:
    download_file.discard(fetch(server, tmp_path, File(WHOLE)).file)
    assert names(tmp_path) == []
    assert fetch(server, tmp_path, File(OTHER)).how == "fetched"


# An interrupted download


def test_interrupted_download_leaves_nothing_and_starts_again(server: Server, tmp_path: Path) -> None:
    message = refused(server, tmp_path, cut(File(WHOLE), HALF))
    assert message == (
        f"{server.address}/files/{NAME}: the download stopped after 0.1 of 0.1 MB: the connection was closed. "
        f"Try again, or d{BY_HAND}"
    )
    downloaded = fetch(server, tmp_path, File(WHOLE))
    assert is_whole(downloaded, tmp_path)
    assert downloaded.how == "fetched"


def test_part_of_a_killed_download_is_replaced(server: Server, tmp_path: Path) -> None:
    (tmp_path / f"{NAME}.{os.getpid()}.part").write_bytes(OTHER)  # of an earlier process with the same number
    stale, young = tmp_path / f"{NAME}.7.part", tmp_path / f"{NAME}.8.part"
    stale.write_bytes(OTHER)
    young.write_bytes(OTHER)
    long_ago = time.time() - download_file.MAX_SECONDS - 1
    os.utime(stale, (long_ago, long_ago))
    fetch(server, tmp_path, File(WHOLE))
    assert (tmp_path / NAME).read_bytes() == WHOLE
    assert names(tmp_path) == [NAME, young.name, f"{NAME}.origin"]


def test_server_that_falls_silent_is_given_up(server: Server, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(download_file, "SILENCE_SECONDS", 0.3)
    done = threading.Event()
    message = refused(server, tmp_path, silent(File(WHOLE), HALF, done))
    done.set()
    assert "the download stopped after 0.1 of 0.1 MB: no data arrived for 0.3 seconds." in message


HEADERS = b"HTTP/1.1 200 OK\r\n"
ENDLESS_DROPS = {
    "in the body": (HEADERS + b"\r\nPK\3\4", b"x"),
    "in a chunk size": (HEADERS + b"Transfer-Encoding: chunked\r\n\r\n2;", b"x"),
    "in a header": (HEADERS + b"X-Long: ", b"x"),
    "in the status line": (b"HTTP/1.1 200 ", b"x"),
    "of interim responses": (b"", b"HTTP/1.1 100 Continue\r\n\r\n"),
}


@pytest.mark.parametrize("where", ENDLESS_DROPS)
def test_server_that_sends_a_byte_now_and_then_is_given_up(
    server: Server, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, where: str
) -> None:
    monkeypatch.setattr(download_file, "MAX_SECONDS", 0.6)
    start, drop = ENDLESS_DROPS[where]
    begin = time.monotonic()
    message = refused(server, tmp_path, endless_drops(start, drop, pause=0.05))
    assert time.monotonic() - begin < 10
    assert "it was not complete after 0.01 minutes" in message


# False claims of a server


def test_file_shorter_than_declared_is_refused(server: Server, tmp_path: Path) -> None:
    message = refused(server, tmp_path, lambda request: request.send(200, WHOLE, Content_Length=len(WHOLE) + 10_000))
    assert "the download stopped after 0.1 of 0.1 MB" in message


def test_file_longer_than_declared_is_refused_as_incomplete_zip(server: Server, tmp_path: Path) -> None:
    message = refused(server, tmp_path, lambda request: request.send(200, WHOLE, Content_Length=HALF))
    assert message == f"{server.address}/files/{NAME}: the server sent an incomplete or damaged zip. D{BY_HAND}"


@pytest.mark.parametrize(
    "respond", [endless(b"PK\3\4" * 999), endless(b"fff\r\n" + b"x" * 0xFFF + b"\r\n", Transfer_Encoding="chunked")]
)
def test_endless_body_is_given_up(
    server: Server, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, respond: Respond
) -> None:
    monkeypatch.setattr(download_file, "MAX_BYTES", 3 * 1024 * 1024)
    message = refused(server, tmp_path, respond)
    assert message.endswith(f"it is larger than 3 MB, more than any official download. D{BY_HAND}")


def test_body_of_excessive_declared_length_is_not_read(server: Server, tmp_path: Path) -> None:
    steps: list[object] = []
    server.respond = endless(b"PK\3\4", length=10**15)
    with pytest.raises(DownloadError, match="larger than 256 MB"):
        download(offer(server), str(tmp_path), lambda *step: steps.append(step))
    assert steps == []
    assert names(tmp_path) == []


@pytest.mark.parametrize(
    ("body", "kind"),
    [
        (b"<!DOCTYPE html><title>Please sign in</title>", "a web page"),
        (b"", "an empty file"),
        (b"No such release.\n", "a text file"),
        (b'{"error": 1}', "a JSON file"),
        (b"%PDF-1.7 ...", "a PDF document"),
        (b"\x1f\x8b\x08" + bytes(50), "a gzip archive"),
    ],
)
def test_successful_response_without_a_zip_is_refused(server: Server, tmp_path: Path, body: bytes, kind: str) -> None:
    message = refused(server, tmp_path, lambda request: request.send(200, body))
    assert message == f"{server.address}/files/{NAME}: the server sent {kind} instead of a zip. D{BY_HAND}"


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
def test_status_other_than_ok_is_reported(server: Server, tmp_path: Path, status: int, phrase: str) -> None:
    message = refused(server, tmp_path, lambda request: request.send(status, WHOLE if status != 204 else b""))
    assert message == f"{server.address}/files/{NAME}: the server answered {phrase}. D{BY_HAND}"


def raw(content: bytes) -> Respond:
    return lambda request: request.write(content)


@pytest.mark.parametrize(
    ("respond", "reason"),
    [
        (raw(b"SSH-2.0-OpenSSH_9.6\r\n"), "the other side is not a web server"),
        (raw(b""), "the connection was closed"),
        (raw(b"HTTP/1.1 200 OK\r\n" + b"X: y\r\n" * 200 + b"\r\n"), "got more than 100 headers"),
        (raw(b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\nPK"), "the connection was closed"),
        (raw(b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nff\r\nPK"), "the connection was closed"),
    ],
)
def test_invalid_http_is_reported(server: Server, tmp_path: Path, respond: Respond, reason: str) -> None:
    message = refused(server, tmp_path, respond)
    assert reason in message
    assert message.endswith(BY_HAND)


@settings(max_examples=40, deadline=None)
@given(
    some.binary(max_size=300), some.sampled_from((b"", b"HTTP/1.1 200 OK\r\n", b"HTTP/1.1 302 Found\r\nLocation: x"))
)
def test_any_bytes_of_a_server_end_in_a_download_error(running: Server, content: bytes, start: bytes) -> None:
    running.respond = raw(start + content)
    with pytest.MonkeyPatch.context() as patch, tempfile.TemporaryDirectory() as folder:
        patch.setattr(download_file, "SILENCE_SECONDS", 5.0)
        with pytest.raises(DownloadError):
            fetch(running, Path(folder))
        assert names(Path(folder)) == []


def test_refused_connection_is_reported(tmp_path: Path) -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        nobody = DownloadOffer(NAME, f"http://127.0.0.1:{free.getsockname()[1]}/{NAME}", PAGE)
        with pytest.raises(DownloadError) as error:
            download(nobody, str(tmp_path), no_progress)
    assert str(error.value) == f"{nobody.address}: connection refused. Check the connection, or d{BY_HAND}"


# Redirects


def redirecting(places: Mapping[str, str], respond: Respond, status: int = 302) -> Respond:
    """Return redirects from path to place, and another response at any other path."""

    def redirect(request: Handler) -> None:
        if place := places.get(request.path):
            request.send(status, b"<p>Moved", Location=place)
        else:
            respond(request)

    return redirect


@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
@pytest.mark.parametrize(
    "place", ["/new/x.zip", "x.zip", "//127.0.0.1:{port}/x", "http://localhost:{port}/a b", "?x=ü"]
)
def test_redirect_is_followed_to_any_host(server: Server, tmp_path: Path, place: str, status: int) -> None:
    place = place.format(port=server.server_port)
    downloaded = fetch(server, tmp_path, redirecting({f"/files/{NAME}": place}, File(WHOLE), status))
    assert is_whole(downloaded, tmp_path)
    assert len(server.requests) == 2
    assert downloaded.address.endswith(server.requests[1][0])


def test_interruption_after_a_redirect_names_the_final_address(server: Server, tmp_path: Path) -> None:
    message = refused(server, tmp_path, redirecting({f"/files/{NAME}": "/a"}, cut(File(WHOLE), HALF)))
    assert message.startswith(f"{server.address}/a: the download stopped")


@pytest.mark.parametrize("places", [{"/a": "/b", "/b": "/a"}, {"/a": "/a"}], ids=["two", "one"])
def test_circle_of_redirects_is_given_up(server: Server, tmp_path: Path, places: Mapping[str, str]) -> None:
    message = refused(server, tmp_path, redirecting({f"/files/{NAME}": "/a", **places}, File(WHOLE)))
    assert "it redirects more than 5 times." in message
    assert len(server.requests) == 6


@pytest.mark.parametrize(
    "place",
    [
        "file:///etc/passwd",
        "ftp://127.0.0.1/x",
        "data:,x",
        "http:///x",
        "http://[x",
        "http://a@b/x",
        "http://127.0.0.1:x/",
        "http://elsewhere.example/x",
        "",
        " ",
    ],
)
def test_redirect_to_an_unsafe_address_is_refused(server: Server, tmp_path: Path, place: str) -> None:
    message = refused(server, tmp_path, lambda request: request.send(302, Location=place))
    assert "it redirects " in message
    assert message.endswith(BY_HAND)


def test_redirect_from_https_to_http_is_refused() -> None:
    requested = DownloadOffer(NAME, "https://a.example/x", PAGE)
    for target in ("http://b.example/y", "http://127.0.0.1/y"):
        with pytest.raises(DownloadError, match="it redirects to an address that is not https"):
            download_file._redirect_target("https://a.example/x", target, requested)
    redirect = download_file._redirect_target
    assert redirect("https://a.example/x", "https://b.example/y", requested) == "https://b.example/y"
    assert redirect("http://127.0.0.1/x", "https://b.example/y", requested) == "https://b.example/y"
    assert redirect("https://a.example/x", "y", requested) == "https://a.example/y"


def test_endless_body_of_a_redirect_is_not_read(server: Server, tmp_path: Path) -> None:
    def respond(request: Handler) -> None:
        if request.path == "/new":
            request.send(200, WHOLE)
            return
        request.send(302, Location="/new", Content_Length=None)
        while not request.disconnected:
            request.write(bytes(100_000))

    assert is_whole(fetch(server, tmp_path, respond), tmp_path)


# The disk


def test_two_downloads_at_once_do_not_mix(server: Server, tmp_path: Path) -> None:
    """The other one replaces the file in the middle of the first; each is complete."""
    server.respond = File(OTHER)
    other = tmp_path / f"{NAME}.7.part"

    def progress(_: str, received: int, expected: int) -> None:
        if received == expected:
            other.write_bytes(WHOLE)
            (tmp_path / NAME).write_bytes(WHOLE)

    downloaded = download(offer(server), str(tmp_path), progress)
    other.unlink()
    assert is_whole(downloaded, tmp_path, OTHER)


@pytest.mark.parametrize("blocked", ["folder", "part", "target"])
def test_unusable_disk_is_reported(server: Server, tmp_path: Path, blocked: str) -> None:
    folder = tmp_path / "downloads"
    if blocked == "folder":
        folder.write_text("a file instead of the folder")
    else:
        name = {"part": f"{NAME}.{os.getpid()}.part", "target": NAME}[blocked]
        (folder / name).mkdir(parents=True)
        (folder / name / "file").write_text("")
    server.respond = File(WHOLE)
    with pytest.raises(DownloadError, match="ROLECOMPARE_HOME"):
        download(offer(server), str(folder), no_progress)


# Offers


@pytest.mark.parametrize(
    ("release", "mirror", "address"),
    [
        (None, None, "https://www.onetcenter.org/dl_files/database/db_31_0_csv.zip"),
        ("30.3", None, "https://www.onetcenter.org/dl_files/database/db_30_3_csv.zip"),
        ("30.2", None, "https://www.onetcenter.org/dl_files/database/db_30_2_text.zip"),
        ("29.3", None, "https://www.onetcenter.org/dl_files/database/db_29_3_text.zip"),
        (None, "https://mirror.example:8080/onet", "https://mirror.example:8080/onet/db_31_0_csv.zip"),
        (None, "https://mirror.example", "https://mirror.example/db_31_0_csv.zip"),
        (None, "http://localhost:8080/onet", "http://localhost:8080/onet/db_31_0_csv.zip"),
    ],
)
def test_release_has_an_address(release: str | None, mirror: str | None, address: str) -> None:
    found = urls.onet_offer(release, mirror)
    assert (found.address, found.name) == (address, address.rpartition("/")[2])


@pytest.mark.parametrize("release", ["", "31", "31.0.1", "../x", "31.0 ", "newest", "٣١.٠", "31.0\n"])
def test_invalid_release_is_a_usage_error(release: str) -> None:
    with pytest.raises(UsageError, match="isn't an O\\*NET release"):
        urls.onet_offer(release or "x")


@pytest.mark.parametrize(
    "mirror",
    [
        "mirror.example",
        "http://mirror.example/onet",
        "file:///x",
        "ftp://x/y",
        "https://",
        "https://a:b@x/",
        "https://x/?y",
        "http://x y/",
        "https://[x/",
        "https://x:y/",
    ],
)
def test_invalid_mirror_is_a_usage_error(mirror: str) -> None:
    with pytest.raises(UsageError, match="isn't an https:// folder"):
        urls.onet_offer(None, mirror)
