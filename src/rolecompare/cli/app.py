"""Words typed -> an answer and an exit code: the app, its panels, and the one place where errors are told."""

import os
import sys
import traceback
from collections.abc import Sequence
from typing import Annotated, Any

import typer
from typer.core import TyperGroup

from rolecompare import __version__
from rolecompare.cli.commands.compare import diff, gap
from rolecompare.cli.commands.data import data_app
from rolecompare.cli.commands.fit import fit
from rolecompare.cli.commands.imports import import_app
from rolecompare.cli.commands.lookup import claims, find, list_roles, related, show, sources, why
from rolecompare.cli.output import emit, forget
from rolecompare.errors import INTERNAL_ERROR, FileError, RoleCompareError

DEBUG = "ROLECOMPARE_DEBUG"
PLEASE = "please report it with the command that you typed"


class Guarded(TyperGroup):
    """The commands, with every refusal told in one place."""

    def main(self, *args: Any, **kwargs: Any) -> Any:
        try:
            try:
                return super().main(*args, **kwargs)
            finally:
                if sys.stdout is not None:
                    sys.stdout.flush()  # what the framework printed, help above all
        except RoleCompareError as error:
            _tell(str(error))
            sys.exit(error.exit_code)
        except BrokenPipeError:
            forget(sys.stdout)
            sys.exit(0)
        except OSError as error:
            _tell(f"standard output: {(error.strerror or 'it cannot be written').lower()}.")
            forget(sys.stdout)
            sys.exit(FileError.exit_code)

    def invoke(self, ctx: Any) -> Any:
        try:
            return super().invoke(ctx)
        except RoleCompareError as error:
            _tell(str(error))
            raise typer.Exit(error.exit_code) from None
        except OSError:
            raise  # files are told of by those who touch them: this is standard output, and `main` tells of it
        except Exception as error:
            # Exits and wrong usage are the framework's own to tell.
            if type(error).__module__.startswith("typer"):
                raise
            if os.environ.get(DEBUG):
                traceback.print_exc()
            else:
                kind = type(error).__name__
                _tell(f"a fault of its own ({kind}), not of what you typed. {DEBUG}=1 shows it; {PLEASE}.")
            raise typer.Exit(INTERNAL_ERROR) from None


def _tell(message: str) -> None:
    """Say it on standard error, if anybody can hear it there."""
    from rolecompare.output.sanitize import sanitize

    text = "\n".join(sanitize(line) for line in f"rolecompare: {message}".split("\n"))
    if sys.stderr is not None:
        encoding = sys.stderr.encoding or "utf-8"
        try:
            print(text.encode(encoding, "backslashreplace").decode(encoding), file=sys.stderr, flush=True)
        except (OSError, ValueError):
            forget(sys.stderr)


def _version(asked: bool) -> None:
    if asked:
        emit(f"rolecompare {__version__}\n")
        raise typer.Exit()


def main(
    version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Show the version and leave.")
    ] = False,
) -> None:
    pass


# The commands with their panels in the help, in its order.
COMMANDS = (
    ("diff", "Compare", diff),
    ("gap", "Compare", gap),
    ("show", "Look up", show),
    ("list", "Look up", list_roles),
    ("find", "Look up", find),
    ("related", "Look up", related),
    ("claims", "Look up", claims),
    ("why", "Look up", why),
    ("sources", "Look up", sources),
    ("fit", "Decide", fit),
)
GROUPS = (("import", "Data", import_app), ("data", "Data", data_app))
# First words that say what is wanted, so that nothing else need be built.
ENOUGH = frozenset(name for name, _, _ in (*COMMANDS, *GROUPS)) | {"--version"}


def program(words: Sequence[str] = ()) -> typer.Typer:
    """The program with the one command that the words begin with, or with all of them where they begin with none.

    To build a command of ten options takes a millisecond, whether or not it is called.
    """
    first = words[0] if words and words[0] in ENOUGH else None
    app = typer.Typer(
        cls=Guarded,
        name="rolecompare",
        help="What is the difference between these roles? Side by side, every cell cited and dated, offline.",
        no_args_is_help=True,
        pretty_exceptions_enable=False,
        context_settings={"help_option_names": ["-h", "--help"]},
    )
    app.callback()(main)
    for name, panel, command in COMMANDS:
        if first in (None, name):
            app.command(name, rich_help_panel=panel)(command)
    for name, panel, group in GROUPS:
        if first in (None, name):
            app.add_typer(group, name=name, rich_help_panel=panel)
    return app


app = program()


def run() -> None:
    """What the shell calls: the program as far as the words on the command line need it."""
    program(_words())(prog_name="rolecompare")


def _words() -> list[str]:
    """The words after the program's name, also of a line that a shell wants completed."""
    line = os.environ.get("COMP_WORDS") or os.environ.get("_TYPER_COMPLETE_ARGS")
    if line and any(name.endswith("_COMPLETE") for name in os.environ):
        return line.split()[1:]
    return sys.argv[1:]
