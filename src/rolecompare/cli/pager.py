"""Show a page that is taller than the terminal in the user's pager, as git does."""

from __future__ import annotations

import os
import re
import shutil
import signal
import subprocess
import sys

VARIABLES = ("ROLECOMPARE_PAGER", "PAGER")  # the first that is set counts, also where it is empty
DEFAULT = "less"
NO_PAGER = ("", "cat")
# How pagers behave unless the user has set them up: `less` quits if the page fits on the screen, shows colors, and
# leaves what was read there. The page is UTF-8 in every locale.
ENVIRONMENT = {"LESS": "FRX", "LESSCHARSET": "utf-8", "LV": "-c"}
SHELL_CHARACTERS = re.compile(r"""[|&;<>()$`\\"'\s*?\[#~=%]""")
COULD_NOT_RUN = (126, 127)  # what a shell returns then
ESCAPE_SEQUENCE = re.compile(r"\x1b\[[0-9;]*m")


def page(text: str) -> bool:
    """Show a page in the pager, and wait until the user leaves it.

    Returns False if nothing was shown: the page fits on the terminal, the user wants no pager, or there is none.
    """
    command = _command()
    return command not in NO_PAGER and _is_taller_than_terminal(text) and _run(command, text)


def _command() -> str:
    chosen = next((os.environ[name] for name in VARIABLES if name in os.environ), DEFAULT)
    return "" if os.environ.get("TERM") == "dumb" else chosen.strip()


def _is_taller_than_terminal(text: str) -> bool:
    size = shutil.get_terminal_size()
    lines = (len(ESCAPE_SEQUENCE.sub("", line)) for line in text.splitlines())
    rows = sum(max(1, -(-length // size.columns)) for length in lines)
    return rows >= size.lines  # the shell's prompt takes a line as well


def _run(command: str, text: str) -> bool:
    """Run the pager; return whether it could be started. It is no error if it ends before it has read everything."""
    sys.stdout.flush()
    # Ctrl-C is for the pager. A function, unlike SIG_IGN, is not inherited by it.
    previous = signal.signal(signal.SIGINT, lambda *_: None)
    try:
        # As in git, the user's variable is a command of the shell. A mere name needs no shell, which would complain
        # at the terminal where `less` is missing.
        needs_shell = bool(SHELL_CHARACTERS.search(command))
        pager = subprocess.Popen(  # noqa: S603 - whoever sets the variable runs the program
            command if needs_shell else [command],
            shell=needs_shell,
            stdin=subprocess.PIPE,
            env=ENVIRONMENT | os.environ,
        )
        pager.communicate(text.encode("utf-8", "replace"))
    except OSError:
        return False
    finally:
        signal.signal(signal.SIGINT, previous)
    return pager.returncode not in COULD_NOT_RUN
