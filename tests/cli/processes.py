"""Programs as a shell runs them: children that Ctrl-C can stop, and a terminal to talk to them."""

import fcntl
import os
import pty
import select
import signal
import struct
import subprocess
import sys
import termios
import time
from collections.abc import Iterable, Mapping

PROGRAM = (sys.executable, "-m", "rolecompare")
DEADLINE_SECONDS = 60
CTRL_C = "\x03"


def restore_interrupt() -> None:
    """Let SIGINT stop a child, for `preexec_fn`: whoever runs the tests in the background of a script ignores it."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)


def become_foreground() -> None:
    """Let Ctrl-C at the terminal reach the child, for `preexec_fn` of a child in a session of its own."""
    restore_interrupt()
    fcntl.ioctl(0, termios.TIOCSCTTY, 0)


def resize(terminal: int, *, columns: int, lines: int = 24) -> None:
    """Give a terminal its size."""
    fcntl.ioctl(terminal, termios.TIOCSWINSZ, struct.pack("HHHH", lines, columns, 0, 0))


def converse(
    arguments: Iterable[str],
    steps: Iterable[tuple[str, str]] = (),
    *,
    env: Mapping[str, str],
    lines: int = 24,
    columns: int = 80,
) -> tuple[str, int]:
    """Run the program at a terminal of its own; return all that is seen there, and the exit code.

    Each step is a text to wait for, after what was seen before, and what is typed then.
    """
    master, slave = pty.openpty()
    resize(slave, columns=columns, lines=lines)
    child = subprocess.Popen(
        [*PROGRAM, *arguments],
        stdin=slave,
        stdout=slave,
        stderr=slave,
        env={"PATH": os.environ["PATH"], "HOME": "/nonexistent", "TERM": "xterm-256color", **env},
        start_new_session=True,
        preexec_fn=become_foreground,
    )
    os.close(slave)
    seen, answered, typed, deadline = b"", 0, "", time.monotonic() + DEADLINE_SECONDS
    rest = list(steps)
    try:
        while True:
            while rest and (place := seen.find(rest[0][0].encode(), answered)) >= 0:
                answered = place + len(rest[0][0].encode())
                typed = rest.pop(0)[1]
                os.write(master, typed.encode())
            assert time.monotonic() < deadline, seen
            if not select.select([master], [], [], 1)[0]:
                if typed == CTRL_C:  # Python misses an interrupt between a prompt and the reading of its reply
                    os.write(master, CTRL_C.encode())
                continue
            try:
                piece = os.read(master, 65536)
            except OSError:  # the other end is closed
                piece = b""
            if not piece:
                break
            seen += piece
        assert not rest, seen
        return seen.decode().replace("\r\n", "\n"), child.wait(timeout=DEADLINE_SECONDS)
    finally:
        os.close(master)
        child.kill()
        child.wait()
