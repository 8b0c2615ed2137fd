"""A web server on this machine, as well behaved or as badly as a test says, that remembers what it was asked."""

import threading
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

Manner = Callable[["Handler"], None]


class Handler(BaseHTTPRequestHandler):
    """One request; `server.manner` answers it."""

    protocol_version = "HTTP/1.1"
    server: "Server"
    left = False  # whoever asked

    def do_GET(self) -> None:
        self.server.asked.append((self.path, dict(self.headers)))
        self.close_connection = True
        self.server.manner(self)

    def log_message(self, *_: object) -> None:
        pass

    def say(self, status: int, body: bytes = b"", /, **headers: object) -> None:
        """An answer with these headers (`_` for `-`); the body's own length is told unless they tell another."""
        self.send_response(status)
        for name, value in {"Content_Length": len(body), **headers}.items():
            if value is not None:
                self.send_header(name.replace("_", "-"), str(value))
        self.end_headers()
        self.write(body)

    def write(self, body: bytes) -> None:
        """Let the one who asked leave early."""
        try:
            self.wfile.write(body)
            self.wfile.flush()
        except OSError:
            self.left = True


class Server(ThreadingHTTPServer):
    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Handler)
        self.asked: list[tuple[str, dict[str, str]]] = []
        self.manner: Manner = lambda request: request.say(404)

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.server_port}"

    @property
    def ranges(self) -> list[str | None]:
        """From where on each request wanted the file; None where it wanted all of it."""
        return [headers.get("Range") for _, headers in self.asked]


@contextmanager
def serving() -> Iterator[Server]:
    with Server() as server:
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
        thread.start()
        try:
            yield server
        finally:
            server.shutdown()
            thread.join()


# ── manners ──────────────────────────────────────────────────────────────────────────────────────────────────────────

DAY = "Sat, 01 Jan 2000 00:00:00 GMT"
TAGGED = {"ETag": '"one"'}
DATED = {"Last_Modified": DAY}


@dataclass(frozen=True)
class File:
    """A file that is served as RFC 9110 has it: whole, or from the byte on that is asked for, if it is that version."""

    body: bytes
    version: Mapping[str, str] = field(default_factory=lambda: TAGGED)

    def __call__(self, request: Handler) -> None:
        begin = self.begin(request)
        if begin is None:
            request.say(200, self.body, **self.version)
        elif begin >= len(self.body):
            request.say(416, Content_Range=f"bytes */{len(self.body)}")
        else:
            request.say(206, self.body[begin:], **self.version, Content_Range=self.span(begin))

    def begin(self, request: Handler) -> int | None:
        wanted = request.headers.get("Range")
        if wanted is None or request.headers.get("If-Range") not in self.version.values():
            return None
        return int(wanted.removeprefix("bytes=").removesuffix("-"))

    def span(self, begin: int) -> str:
        return f"bytes {begin}-{len(self.body) - 1}/{len(self.body)}"


def cut(file: File, *sizes: int) -> Manner:
    """Answers that end after so many bytes each, though they promise all; after those, whole ones."""
    left = list(sizes)

    def manner(request: Handler) -> None:
        if not left:
            return file(request)
        begin, size = file.begin(request), left.pop(0)
        rest = file.body[begin or 0 :]
        request.say(206 if begin else 200, rest[:size], **_told(file, begin), Content_Length=len(rest))
        return None

    return manner


def _told(file: File, begin: int | None) -> dict[str, str]:
    return {**file.version, **({"Content_Range": file.span(begin)} if begin else {})}


def dribbling(file: File, pieces: int, pause: float) -> Manner:
    """A whole answer in small pieces."""

    def manner(request: Handler) -> None:
        request.say(200, **file.version, Content_Length=len(file.body))
        size = -(-len(file.body) // pieces)
        for begin in range(0, len(file.body), size):
            time.sleep(pause)
            request.write(file.body[begin : begin + size])

    return manner


def endless(block: bytes, *, length: int | None = None, **headers: object) -> Manner:
    """An answer that never ends, of whatever length it tells."""

    def manner(request: Handler) -> None:
        request.say(200, Content_Length=length, **headers)
        while not request.left:
            request.write(block)

    return manner


def silent(file: File, after: int, until: threading.Event) -> Manner:
    """An answer that stops after so many bytes, and does not close."""

    def manner(request: Handler) -> None:
        request.say(200, file.body[:after], **file.version, Content_Length=len(file.body))
        until.wait(60)

    return manner
