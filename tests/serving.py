"""A web server on this computer that answers as a test tells it, and remembers its requests."""

import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

Respond = Callable[["Handler"], None]


class Handler(BaseHTTPRequestHandler):
    """One request, which `server.respond` answers."""

    protocol_version = "HTTP/1.1"
    server: "Server"
    disconnected = False  # by the client

    def do_GET(self) -> None:
        self.server.requests.append((self.path, dict(self.headers)))
        self.close_connection = True
        self.server.respond(self)

    def log_message(self, *_: object) -> None:
        pass

    def send(self, status: int, body: bytes = b"", /, **headers: object) -> None:
        """Send a response with these headers (`_` for `-`). Content-Length is that of the body by default."""
        self.send_response(status)
        for name, value in {"Content_Length": len(body), **headers}.items():
            if value is not None:
                self.send_header(name.replace("_", "-"), str(value))
        self.end_headers()
        self.write(body)

    def write(self, body: bytes) -> None:
        """Send bytes, also to a client that has disconnected."""
        try:
            self.wfile.write(body)
            self.wfile.flush()
        except OSError:
            self.disconnected = True


class Server(ThreadingHTTPServer):
    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Handler)
        self.requests: list[tuple[str, dict[str, str]]] = []
        self.respond: Respond = lambda request: request.send(404)

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.server_port}"


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


@dataclass(frozen=True)
class File:
    """Serves a file."""

    body: bytes

    def __call__(self, request: Handler) -> None:
        request.send(200, self.body)


def cut(file: File, size: int) -> Respond:
    """Return a response that promises the whole file and ends after so many bytes."""
    return lambda request: request.send(200, file.body[:size], Content_Length=len(file.body))


def dribbling(file: File, pieces: int, pause: float) -> Respond:
    """Return a response that sends the file in small pieces, with a pause in seconds before each."""

    def respond(request: Handler) -> None:
        request.send(200, Content_Length=len(file.body))
        size = -(-len(file.body) // pieces)
        for begin in range(0, len(file.body), size):
            time.sleep(pause)
            request.write(file.body[begin : begin + size])

    return respond


def endless(block: bytes, *, length: int | None = None, **headers: object) -> Respond:
    """Return a response that never ends, whatever length it declares."""

    def respond(request: Handler) -> None:
        request.send(200, Content_Length=length, **headers)
        while not request.disconnected:
            request.write(block)

    return respond


def endless_drops(start: bytes, drop: bytes, pause: float) -> Respond:
    """Return a response that begins with some bytes and then sends a few more again and again, with pauses."""

    def respond(request: Handler) -> None:
        request.write(start)
        while not request.disconnected:
            time.sleep(pause)
            request.write(drop)

    return respond


def silent(file: File, after: int, until: threading.Event) -> Respond:
    """Return a response that stops after so many bytes, and does not close the connection."""

    def respond(request: Handler) -> None:
        request.send(200, file.body[:after], Content_Length=len(file.body))
        until.wait(60)

    return respond
