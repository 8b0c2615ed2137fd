"""Download an official file and save it whole. This is the only module that uses the network.

The bytes go to a `.part` file, which takes the name of the download once it is complete and a zip. A `.origin` file
beside it records where the download came from and its checksum, so that the next run can use an undamaged copy again.
"""

import contextlib
import hashlib
import os
import socket
import string
import threading
import time
import zipfile
from collections.abc import Iterator
from http import HTTPStatus
from http.client import (
    BadStatusLine,
    HTTPConnection,
    HTTPException,
    HTTPResponse,
    HTTPSConnection,
    IncompleteRead,
    RemoteDisconnected,
)
from typing import BinaryIO
from urllib.error import URLError
from urllib.parse import quote, urljoin, urlsplit
from urllib.request import HTTPHandler, HTTPSHandler, OpenerDirector, ProxyHandler, Request, UnknownHandler

from rolecompare.errors import FileError
from rolecompare.filetype import ZIP, guess_filetype
from rolecompare.importers.base import DownloadedFile, ProgressCallback
from rolecompare.importers.files.urls import DownloadOffer

SILENCE_SECONDS = 30.0  # without a single byte
MAX_SECONDS = 1800.0  # for the whole download
MAX_BYTES = 256 * 1024 * 1024  # release 31.0 as csv takes 16 MB
BLOCK_BYTES = 64 * 1024
MAX_REDIRECTS = 5
REDIRECTS = (301, 302, 303, 307, 308)
THIS_COMPUTER = ("localhost", "127.0.0.1")
PART, ORIGIN = ".part", ".origin"
NETWORK_ERRORS = (OSError, HTTPException, ValueError)


class DownloadError(FileError):
    """The server did not send the file, or the file could not be saved."""


def download(offer: DownloadOffer, folder: str, progress: ProgressCallback) -> DownloadedFile:
    """Return the offered file, saved in the folder; an undamaged file of an earlier download is not fetched again.

    Raises DownloadError, and then leaves nothing behind.
    """
    target = os.path.join(folder, offer.name)
    part = f"{target}.{os.getpid()}{PART}"
    with _disk_errors(target):
        if kept := _kept_file(offer, target):
            return kept
        os.makedirs(folder, exist_ok=True)
        _remove_stale_parts(folder)
        try:
            with open(part, "wb") as body, _TimeLimit(MAX_SECONDS) as limit:
                address, size = _receive(offer, body, progress, limit)
            _require_zip(offer, part)
            sha256 = _sha256(part)
            with open(target + ORIGIN, "w", encoding="utf-8") as file:
                file.write(f"{offer.address}\n{address}\n{sha256}\n")
            os.replace(part, target)
        finally:
            with contextlib.suppress(OSError):
                os.unlink(part)
    return DownloadedFile(address=address, file=target, bytes=size, sha256=sha256, how="fetched")


def discard(path: str) -> None:
    """Delete a downloaded file, so that it is fetched again the next time."""
    for name in (path, path + ORIGIN):
        with contextlib.suppress(OSError):
            os.unlink(name)


# Files


def _kept_file(offer: DownloadOffer, target: str) -> DownloadedFile | None:
    """Return the file of an earlier download from the same address, unless it has changed since."""
    try:
        with open(target + ORIGIN, encoding="utf-8") as file:
            requested, address, sha256 = file.read(10_000).splitlines()
        if requested == offer.address and _sha256(target) == sha256:
            return DownloadedFile(
                address=address, file=target, bytes=os.path.getsize(target), sha256=sha256, how="kept"
            )
    except (OSError, ValueError):
        pass
    return None


def _remove_stale_parts(folder: str) -> None:
    """Delete what killed downloads left behind. A part that is younger may belong to one that is running."""
    with os.scandir(folder) as entries:
        for entry in entries:
            if entry.name.endswith(PART) and entry.stat().st_mtime < time.time() - MAX_SECONDS:
                os.unlink(entry.path)


@contextlib.contextmanager
def _disk_errors(path: str) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        reason = (error.strerror or str(error)).lower()
        raise DownloadError(path, reason, "Free some space, or choose another folder in ROLECOMPARE_HOME.") from None


def _sha256(path: str) -> str:
    with open(path, "rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _require_zip(offer: DownloadOffer, part: str) -> None:
    """Raise DownloadError unless the file is a complete zip: a server may call anything a success."""
    with open(part, "rb") as file:
        kind = guess_filetype(file.read(1024))
    if kind != ZIP:
        raise DownloadError(offer.address, f"the server sent {kind} instead of a zip", offer.manual_steps)
    if not zipfile.is_zipfile(part):
        raise DownloadError(offer.address, "the server sent an incomplete or damaged zip", offer.manual_steps)


# Network


class _TimeLimit:
    """Shuts the connection down when the time is up.

    The timeout of a socket does not limit the whole: a server that sends one byte a second never reaches it.
    """

    def __init__(self, seconds: float) -> None:
        self.expired = False
        self._socket: socket.socket | None = None
        self._timer = threading.Timer(seconds, self._expire)
        self._timer.daemon = True

    def __enter__(self) -> "_TimeLimit":
        self._timer.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._timer.cancel()

    def watch(self, connection: socket.socket) -> None:
        """Apply the limit to this connection from now on."""
        self._socket = connection
        if self.expired:
            self._expire()

    def _expire(self) -> None:
        self.expired = True
        if self._socket is not None:
            with contextlib.suppress(OSError):
                socket.socket.shutdown(self._socket, socket.SHUT_RDWR)


def _limited(kind: type[HTTPConnection], limit: _TimeLimit) -> type[HTTPConnection]:
    """Return a class of connections that the time limit can shut down."""

    class LimitedConnection(kind):  # type: ignore[misc, valid-type]
        def connect(self) -> None:
            super().connect()
            limit.watch(self.sock)

    return LimitedConnection


class _Handler(HTTPHandler, HTTPSHandler):
    def __init__(self, limit: _TimeLimit) -> None:
        super().__init__()
        self._limit = limit

    def http_open(self, req: Request) -> HTTPResponse:
        return self.do_open(_limited(HTTPConnection, self._limit), req)

    def https_open(self, req: Request) -> HTTPResponse:
        return self.do_open(_limited(HTTPSConnection, self._limit), req)


def _open(address: str, limit: _TimeLimit) -> HTTPResponse:
    opener = OpenerDirector()
    for handler in (ProxyHandler(), _Handler(limit), UnknownHandler()):
        opener.add_handler(handler)
    request = Request(address, headers={"User-Agent": "rolecompare"})  # noqa: S310 - https, or http on this computer
    response = opener.open(request, timeout=SILENCE_SECONDS)
    assert isinstance(response, HTTPResponse)  # noqa: S101 - the handler returns nothing else
    return response


def _request(offer: DownloadOffer, limit: _TimeLimit) -> tuple[HTTPResponse, str]:
    """Return the response that carries the file, and its address after all redirects.

    Redirects are followed here because urllib would read the body of each, however long it is.
    """
    address = offer.address
    for _ in range(MAX_REDIRECTS + 1):
        try:
            response = _open(address, limit)
        except NETWORK_ERRORS as error:
            reason = _reason(error, limit)
            raise DownloadError(address, reason, f"Check the connection, or {offer.manual_steps_inline}") from None
        if response.status == HTTPStatus.OK:
            return response, address
        response.close()
        if response.status not in REDIRECTS:
            known = response.status in HTTPStatus.__members__.values()
            phrase = f" ({HTTPStatus(response.status).phrase})" if known else ""
            raise DownloadError(address, f"the server answered {response.status}{phrase}", offer.manual_steps)
        address = _redirect_target(address, response.headers.get("Location", ""), offer)
    raise DownloadError(offer.address, f"it redirects more than {MAX_REDIRECTS} times", offer.manual_steps)


def _redirect_target(address: str, location: str, offer: DownloadOffer) -> str:
    """Return the address that a redirect names; raise DownloadError where it is not safe to follow."""
    try:
        target = quote(urljoin(address, location), safe=string.punctuation, encoding="iso-8859-1")
    except ValueError:
        target = ""
    weaker = address.startswith("https:") and not target.startswith("https:")
    if not location or weaker or not _is_safe_address(target):
        raise DownloadError(address, "it redirects to an address that is not https", offer.manual_steps)
    return target


def _is_safe_address(address: str) -> bool:
    """Return whether nobody on the way can change what comes from an address: https, or http on this computer.

    An address with a user name or without a host is not safe either.
    """
    try:
        parts = urlsplit(address)
        host, _ = parts.hostname, parts.port
    except ValueError:
        return False
    if not host or parts.username is not None:
        return False
    return parts.scheme == "https" or (parts.scheme == "http" and host in THIS_COMPUTER)


def _receive(offer: DownloadOffer, file: BinaryIO, progress: ProgressCallback, limit: _TimeLimit) -> tuple[str, int]:
    """Write the offered bytes to a file. Return the address that they came from and their number."""
    response, address = _request(offer, limit)
    with response:
        received, expected, reason = 0, response.length or 0, ""
        while max(received, expected) <= MAX_BYTES:
            progress(f"{_megabytes(received, expected)} of {offer.name}", received, expected)
            try:
                block = response.read1(BLOCK_BYTES)
            except NETWORK_ERRORS as error:
                reason = _reason(error, limit)
                break
            if not block:
                break
            received += len(block)
            file.write(block)
    if max(received, expected) > MAX_BYTES:
        problem = f"it is larger than {MAX_BYTES // 1024 // 1024} MB, more than any official download"
        raise DownloadError(offer.address, problem, offer.manual_steps)
    if reason or received < expected or limit.expired:
        reason = reason or _reason(RemoteDisconnected(""), limit)
        problem = f"the download stopped after {_megabytes(received, expected)}: {reason}"
        raise DownloadError(address, problem, f"Try again, or {offer.manual_steps_inline}")
    return address, received


def _megabytes(received: int, expected: int) -> str:
    whole = f" of {expected / 1e6:.1f}" if expected else ""
    return f"{received / 1e6:.1f}{whole} MB"


def _reason(error: Exception, limit: _TimeLimit) -> str:
    """Say in plain words what went wrong on the network."""
    if limit.expired:
        return f"it was not complete after {MAX_SECONDS / 60:g} minutes"
    if isinstance(error, URLError) and isinstance(error.reason, Exception):
        return _reason(error.reason, limit)
    match error:
        case TimeoutError():
            return f"no data arrived for {SILENCE_SECONDS:g} seconds"
        case IncompleteRead() | RemoteDisconnected():
            return "the connection was closed"
        case BadStatusLine():
            return "the other side is not a web server"
        case _:
            return str(getattr(error, "strerror", None) or str(error) or type(error).__name__).strip().lower()
