"""An address -> the whole zip at it on disk, or why it could not be had. Only here is a network touched.

What arrives goes to a file beside (`.part`), which takes its name once it is whole. A note (`.json`) says which version
the part began with, so that a download that broke off goes on where it stopped, and never with bytes of another
version; and the SHA-256 of the whole, so that it is used again for as long as it is undamaged.
"""

import contextlib
import hashlib
import json
import os
import re
import sqlite3
import string
import zipfile
from collections.abc import Iterator, Mapping
from email.utils import parsedate_to_datetime
from http import HTTPStatus
from http.client import BadStatusLine, HTTPException, HTTPMessage, HTTPResponse, IncompleteRead, RemoteDisconnected
from typing import Literal, NamedTuple
from urllib.error import URLError
from urllib.parse import quote, urljoin, urlsplit
from urllib.request import HTTPHandler, HTTPSHandler, OpenerDirector, ProxyHandler, Request, UnknownHandler

from rolecompare.errors import FileError
from rolecompare.importers.base import ProgressCallback
from rolecompare.importers.files.filetype import guess_filetype
from rolecompare.importers.files.urls import Offer

SILENCE = 30.0  # seconds without a byte, not the whole time
MOST = 256 * 1024 * 1024  # release 31.0 as csv takes 16 MB
BLOCK = 64 * 1024
HOPS = 5
LEADS_ON = (301, 302, 303, 307, 308)
LOCK, PART, NOTE = "downloads.lock", ".part", ".json"
SPAN = re.compile(r"bytes (\d{1,18})-\d+/(\d+|\*)", re.ASCII)
BROKEN = (OSError, HTTPException, ValueError)

How = Literal["fetched", "resumed", "kept", "replaced"]


class DownloadError(FileError):
    """What an address did not give, or not as it should."""


class DownloadedFile(NamedTuple):
    """`address` is the one that the bytes came from, wherever the first led. `replaced`: one that had been damaged."""

    path: str
    address: str
    size: int
    sha256: str
    how: How


class Note(NamedTuple):
    """What is known of a file while it arrives and after: where it was asked for and came from, and which version.

    `validator` is what a server tells versions apart by, "" where it does not; `size` 0 where it did not say.
    """

    asked: str
    address: str = ""
    validator: str = ""
    size: int = 0
    sha256: str = ""


def download(offer: Offer, folder: str, step: ProgressCallback) -> DownloadedFile:
    """What is offered, as a whole file in the folder: the one that is there, what is lacking of it, or all of it.

    Raises NotFetched; then what has arrived is kept for the next time wherever that may use it.
    """
    target = os.path.join(folder, offer.name)
    with _alone(folder):
        note = _noted(target, offer.address)
        damaged = False
        with _on_disk(target):
            if note.sha256 and os.path.exists(target):
                if _sha256(target) == note.sha256:
                    return DownloadedFile(target, note.address, os.path.getsize(target), note.sha256, "kept")
                damaged, note = True, Note(offer.address)
        how, note = _arrived(offer, target, note, step)
        _must_be_zip(offer, target)
        with _on_disk(target):
            note = note._replace(sha256=_sha256(target + PART), size=os.path.getsize(target + PART))
            _write(target, note)
            os.replace(target + PART, target)
        return DownloadedFile(target, note.address, note.size, note.sha256, "replaced" if damaged else how)


def forget(path: str) -> None:
    """Throw a fetched file away, so that it is fetched again the next time."""
    for name in (path, path + PART, path + NOTE):
        with contextlib.suppress(OSError):
            os.unlink(name)


# ── what is there ────────────────────────────────────────────────────────────────────────────────────────────────────


@contextlib.contextmanager
def _alone(folder: str) -> Iterator[None]:
    """One download at a time; the lock goes with the process, however that ends."""
    with _on_disk(folder):
        os.makedirs(folder, exist_ok=True)
        lock = sqlite3.connect(os.path.join(folder, LOCK), timeout=0, isolation_level=None)
    try:
        try:
            lock.execute("BEGIN EXCLUSIVE")
        except sqlite3.OperationalError as error:
            remedy = "Try again when it has ended."
            raise DownloadError(folder, f"another download is at work ({error})", remedy) from None
        except sqlite3.Error as error:
            raise DownloadError(os.path.join(folder, LOCK), str(error), "Remove that file; then try again.") from None
        yield
    finally:
        lock.close()


@contextlib.contextmanager
def _on_disk(path: str) -> Iterator[None]:
    try:
        yield
    except (OSError, sqlite3.Error) as error:
        reason = (getattr(error, "strerror", None) or str(error)).lower()
        remedy = "Make room, or name another folder in ROLECOMPARE_HOME."
        raise DownloadError(path, reason, remedy) from None


def _noted(target: str, asked: str) -> Note:
    """What is known of a file that was asked for at this address; nothing, where there is no such note."""
    try:
        with open(target + NOTE, encoding="utf-8") as file:
            raw = json.load(file)
        note = Note(raw["asked"], str(raw["address"]), str(raw["validator"]), int(raw["size"]), str(raw["sha256"]))
    except (OSError, ValueError, TypeError, KeyError, RecursionError, OverflowError):
        return Note(asked)
    return note if note.asked == asked else Note(asked)


def _write(target: str, note: Note) -> None:
    beside = f"{target}{NOTE}{PART}"
    with open(beside, "w", encoding="utf-8") as file:
        json.dump(note._asdict(), file)
    os.replace(beside, target + NOTE)


def _sha256(path: str) -> str:
    with open(path, "rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _size(path: str) -> int:
    return os.path.getsize(path) if os.path.exists(path) else 0


def _must_be_zip(offer: Offer, target: str) -> None:
    """Throw away what is no zip, or does not end as one: a server may call anything a success, of any length."""
    part = target + PART
    with _on_disk(target), open(part, "rb") as file:
        kind = guess_filetype(file.read(1024))
    if kind == "a zip" and zipfile.is_zipfile(part):
        return
    forget(target)
    if kind == "a zip":
        raise DownloadError(offer.address, "what came begins as a zip, and does not end as one", offer.by_hand)
    raise DownloadError(offer.address, f"what came is not a zip; it seems to be {kind}", offer.by_hand)


# ── what arrives ─────────────────────────────────────────────────────────────────────────────────────────────────────


def _arrived(offer: Offer, target: str, note: Note, step: ProgressCallback) -> tuple[How, Note]:
    """Let what is lacking of the part arrive; how that went, and which version it is."""
    part = target + PART
    with _on_disk(target):
        have = _size(part) if note.validator else 0  # of no known version is of no use
    if have and have == note.size:  # all of it, only not yet under its name
        return "resumed", note
    response, address, goes_on = _opened(offer, note, have)
    with response:
        if not goes_on:
            have = 0
            note = Note(offer.address, address, _validator(response.headers), response.length or 0)
        if note.size > MOST:
            forget(target)
            raise _too_large(offer)
        if not goes_on:
            with _on_disk(target):
                # In this order: never stands a part beside the note of another version.
                with contextlib.suppress(FileNotFoundError):
                    os.unlink(part)
                _write(target, note)
        _receive(response, offer, target, note, step)
    return ("resumed" if goes_on else "fetched"), note


def _receive(response: HTTPResponse, offer: Offer, target: str, note: Note, step: ProgressCallback) -> None:
    have, broken = _size(target + PART), ""
    with _on_disk(target), open(target + PART, "ab") as file:
        while True:
            step(_amount(have, note.size, offer.name), have, note.size)
            try:
                block = response.read1(BLOCK)
            except BROKEN as error:
                broken = _why(error)
                break
            if not block or have > MOST:
                break
            have += len(block)
            file.write(block)
    if have > MOST:
        forget(target)
        raise _too_large(offer)
    if broken or have < note.size:
        again = "The same command goes on from there" if note.validator else "The same command begins anew"
        trouble = f"it broke off after {_amount(have, note.size)}: {broken or 'the connection was closed'}"
        raise DownloadError(note.address, trouble, f"{again}. Or {_lower(offer.by_hand)}")


def _amount(have: int, whole: int, name: str = "") -> str:
    of = f" of {whole / 1e6:.1f}" if whole else ""
    return f"{have / 1e6:.1f}{of} MB{' of ' if name else ''}{name}"


def _lower(sentence: str) -> str:
    return sentence[:1].lower() + sentence[1:]


def _too_large(offer: Offer) -> DownloadError:
    trouble = f"it is larger than {MOST // 1024 // 1024} MB, which no official download is"
    return DownloadError(offer.address, trouble, offer.by_hand)


# ── what a server says ───────────────────────────────────────────────────────────────────────────────────────────────


def _opened(offer: Offer, note: Note, have: int) -> tuple[HTTPResponse, str, bool]:
    """The answer, the address that it came from, and whether it goes on where the part ends."""
    if have:
        asked = {"Range": f"bytes={have}-", "If-Range": note.validator}
        response, address = _asked(offer, asked)
        if response.status == 206 and address == note.address and _goes_on(response.headers, note, have):
            return response, address, True
        if response.status not in (206, 416):
            return _must_be_whole(response, offer, address), address, False
        response.close()
    response, address = _asked(offer, {})
    return _must_be_whole(response, offer, address), address, False


def _must_be_whole(response: HTTPResponse, offer: Offer, address: str) -> HTTPResponse:
    if response.status == HTTPStatus.OK:
        return response
    response.close()
    known = response.status in HTTPStatus.__members__.values()
    phrase = f" ({HTTPStatus(response.status).phrase})" if known else ""
    raise DownloadError(address, f"the server answers {response.status}{phrase}", offer.by_hand)


def _validator(headers: HTTPMessage) -> str:
    """What If-Range may name: a strong ETag or, where there is none, a date that has passed (RFC 9110, 13.1.5)."""
    if tag := headers.get("ETag", ""):
        return tag if tag.startswith('"') else ""
    changed = headers.get("Last-Modified", "")
    try:  # within one second, two versions may have one date
        return changed if parsedate_to_datetime(changed) < parsedate_to_datetime(headers.get("Date", "")) else ""
    except (ValueError, TypeError, OverflowError):  # a year may have any number of digits
        return ""


def _goes_on(headers: HTTPMessage, note: Note, have: int) -> bool:
    """Whether a part of a file is of the version that we have, and begins where that ends: not every server looks."""
    span = SPAN.fullmatch(headers.get("Content-Range", ""))
    if not span or int(span[1]) != have or (note.size and span[2] not in (str(note.size), "*")):
        return False
    if note.validator.startswith('"'):
        return headers.get("ETag") == note.validator
    return headers.get("Last-Modified", note.validator) == note.validator  # which need not be told again


def _asked(offer: Offer, headers: Mapping[str, str]) -> tuple[HTTPResponse, str]:
    """The answer and the address that it came from; led on by hand, for the library reads whatever a guide says."""
    address = offer.address
    for _ in range(HOPS + 1):
        try:
            response = _open(address, headers)
        except BROKEN as error:
            raise DownloadError(address, _why(error), f"Check the connection. Or {_lower(offer.by_hand)}") from None
        if response.status not in LEADS_ON:
            return response, address
        response.close()
        address = _led_on(address, response.headers.get("Location", ""), offer)
    raise DownloadError(offer.address, f"it leads on more than {HOPS} times, perhaps in a circle", offer.by_hand)


def _led_on(address: str, location: str, offer: Offer) -> str:
    """Where a redirect leads: anywhere on the web, but not from https to http."""
    try:
        there = quote(urljoin(address, location), safe=string.punctuation, encoding="iso-8859-1")
        scheme, host, user = urlsplit(there).scheme, urlsplit(there).hostname, urlsplit(there).username
    except ValueError:
        scheme, host, user = "", "", ""
    if not location or scheme not in ("http", "https") or not host or user is not None:
        raise DownloadError(address, "it leads to where no web server is", offer.by_hand)
    if address.startswith("https:") and scheme != "https":
        raise DownloadError(address, f"it leads to {there}, where anybody may change what comes", offer.by_hand)
    return there


def _open(address: str, headers: Mapping[str, str]) -> HTTPResponse:
    opener = OpenerDirector()
    for handler in (ProxyHandler(), HTTPHandler(), HTTPSHandler(), UnknownHandler()):
        opener.add_handler(handler)
    asked = Request(address, headers={"User-Agent": "rolecompare", **headers})  # noqa: S310 - http or https
    response = opener.open(asked, timeout=SILENCE)
    assert isinstance(response, HTTPResponse)  # noqa: S101 - of the two handlers
    return response


def _why(error: Exception) -> str:
    """What went wrong on the way, in words."""
    if isinstance(error, URLError) and isinstance(error.reason, Exception):
        return _why(error.reason)
    match error:
        case TimeoutError():
            return f"nothing came for {SILENCE:g} seconds"
        case IncompleteRead() | RemoteDisconnected():
            return "the connection was closed"
        case BadStatusLine():
            return "what answers is no web server"
        case _:
            said = getattr(error, "strerror", None) or str(error) or type(error).__name__
            return str(said).strip().lower()
