"""Words typed -> an answer and an exit code: the app, its panels, and the one place where errors are told."""

import os
import sys
import traceback
from typing import Annotated, Any

import typer
from typer.core import TyperGroup

from rolecompare import __version__
from rolecompare.cli.compare import diff
from rolecompare.cli.data import data_app
from rolecompare.cli.look import claims, list_roles, show, sources, why
from rolecompare.cli.output import emit, forget
from rolecompare.errors import OUR_FAULT, FileTrouble, RolecompareError

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
        except RolecompareError as error:
            _tell(str(error))
            sys.exit(error.exit_code)
        except BrokenPipeError:
            forget(sys.stdout)
            sys.exit(0)
        except OSError as error:
            _tell(f"standard output: {(error.strerror or 'it cannot be written').lower()}.")
            forget(sys.stdout)
            sys.exit(FileTrouble.exit_code)

    def invoke(self, ctx: Any) -> Any:
        try:
            return super().invoke(ctx)
        except RolecompareError as error:
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
            raise typer.Exit(OUR_FAULT) from None


def _tell(message: str) -> None:
    """Say it on standard error, if anybody can hear it there."""
    from rolecompare.render.harmless import harmless

    text = "\n".join(harmless(line) for line in f"rolecompare: {message}".split("\n"))
    if sys.stderr is not None:
        encoding = sys.stderr.encoding or "utf-8"
        try:
            print(text.encode(encoding, "backslashreplace").decode(encoding), file=sys.stderr, flush=True)
        except (OSError, ValueError):
            forget(sys.stderr)


app = typer.Typer(
    cls=Guarded,
    name="rolecompare",
    help="What is the difference between these roles? Side by side, every cell cited and dated, offline.",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)


def _version(asked: bool) -> None:
    if asked:
        emit(f"rolecompare {__version__}\n")
        raise typer.Exit()


@app.callback()
def main(
    version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Show the version and leave.")
    ] = False,
) -> None:
    pass


app.command(rich_help_panel="Compare")(diff)
app.command(rich_help_panel="Look up")(show)
app.command("list", rich_help_panel="Look up")(list_roles)
app.command(rich_help_panel="Look up")(claims)
app.command(rich_help_panel="Look up")(why)
app.command(rich_help_panel="Look up")(sources)
app.add_typer(data_app, name="data", rich_help_panel="Data")
