"""The program: the list of its commands, and the one place that reports errors."""

import functools
import os
import sys
import traceback
from collections.abc import Callable, Sequence
from importlib import import_module
from typing import Annotated, Any, NamedTuple, NoReturn

import typer
from typer.core import TyperGroup

from rolecompare import __version__
from rolecompare.errors import INTERNAL_ERROR, FileError, RoleCompareError, shorten

DEBUG = "ROLECOMPARE_DEBUG"
MAX_LINE_LENGTH = 2_000  # characters of a message, which may repeat what was typed
# Keeps all escape sequences out of Typer's help, where NO_COLOR leaves bold type; else GitHub's pipes get colors.
PLAIN_HELP = "_TYPER_FORCE_DISABLE_TERMINAL"
# What Typer raises over a wrong command line. It names only the class below this one.
TYPER_USAGE_ERROR = typer.BadParameter.__base__ or typer.BadParameter


class Entry(NamedTuple):
    """A command in the list: the panel of the help that shows it, and `module:name` in `rolecompare.cli.commands`."""

    panel: str
    location: str


# The commands in the order of the help. Each is imported and built when it is called or shown in the help.
COMMANDS = {
    "diff": Entry("Compare", "diff:diff"),
    "gap": Entry("Compare", "gap:gap"),
    "table": Entry("Compare", "table:table"),
    "show": Entry("Look up", "show:show"),
    "list": Entry("Look up", "list:list_roles"),
    "find": Entry("Look up", "find:find"),
    "related": Entry("Look up", "related:related"),
    "claims": Entry("Look up", "claims:claims"),
    "why": Entry("Look up", "why:why"),
    "sources": Entry("Look up", "sources:sources"),
    "fit": Entry("Decide", "fit:fit"),
    "import": Entry("Data", "imports:import_app"),
    "data": Entry("Data", "data:data_app"),
}

# What people type for a command, and what it means.
ALIASES = {"compare": ["diff"], "search": ["find"], "version": ["--version"]}


class CommandGroup(TyperGroup):
    """The commands of the list, with every error reported here."""

    def __init__(self, **settings: Any) -> None:
        super().__init__(**settings)
        self.commands: Any = dict.fromkeys(COMMANDS)  # the names, which Typer suggests where one is misspelled

    def get_command(self, ctx: Any, cmd_name: str) -> Any:  # noqa: ARG002 - Typer passes the context
        """Return the command of that name, or None."""
        return _build_command(cmd_name) if cmd_name in COMMANDS else None

    def main(self, args: Any = None, *more: Any, **kwargs: Any) -> NoReturn:
        """Run the command line and exit with the code of the error, if there is one."""
        command_line = sys.argv[1:] if args is None else list(args)
        fail = functools.partial(_fail, command_line)
        if os.environ.get("NO_COLOR") or (os.environ.get("GITHUB_ACTIONS") and not os.environ.get("FORCE_COLOR")):
            os.environ[PLAIN_HELP] = "1"
        try:
            try:
                # Typer's errors are reported here.
                code = super().main(_meant(command_line), *more, **{**kwargs, "standalone_mode": False})
            finally:
                if sys.stdout is not None:
                    sys.stdout.flush()  # what Typer printed, such as the help
            sys.exit(code if isinstance(code, int) else 0)
        except RoleCompareError as error:
            fail(str(error), error.exit_code, error)
        except BrokenPipeError:  # the reader has stopped early, as `head` does
            _discard_output()
            sys.exit(0)
        except OSError as error:  # other files are the business of those who open them
            from rolecompare.cli.writing import reason

            _discard_output()
            fail(f"standard output: {reason(error)}.", FileError.exit_code)
        except SystemExit as error:
            # Typer exits with 1 where the reader of the help has stopped early.
            sys.exit(0 if isinstance(error.__context__, BrokenPipeError) else error.code)
        except Exception as error:
            if isinstance(error, TYPER_USAGE_ERROR):
                _fail_usage(fail, error)
            if os.environ.get(DEBUG):
                traceback.print_exc()
                sys.exit(INTERNAL_ERROR)
            kind = type(error).__name__
            fail(
                f"Internal error ({kind}). This is a bug, not your mistake. Please report it with the command that you "
                f"typed. Set {DEBUG}=1 to see the details.",
                INTERNAL_ERROR,
            )


def _meant(arguments: list[str]) -> list[str]:
    """Return the command line with the command that it means, where it begins with none.

    `help gap` is `gap --help`, and names of jobs alone are `show` or `diff`. Raises UsageError for a first word that
    is neither a command nor the name of a job, and not like one.
    """
    first, *rest = arguments or [""]
    if not first or first.startswith("-") or first in COMMANDS:
        return arguments
    if first == "help":
        return [*rest, "--help"]
    if first in ALIASES:
        return [*ALIASES[first], *rest]
    from rolecompare.cli.names import with_command

    return with_command(arguments, COMMANDS)


@functools.cache
def _build_command(name: str) -> Any:
    panel, location = COMMANDS[name]
    module, _, attribute = location.partition(":")
    found = getattr(import_module(f"rolecompare.cli.commands.{module}"), attribute)
    holder = typer.Typer(add_completion=False)
    if isinstance(found, typer.Typer):
        holder.add_typer(found, name=name, rich_help_panel=panel)
    else:
        holder.command(name, rich_help_panel=panel)(found)
    return typer.main.get_group(holder).commands[name]


def _fail_usage(fail: Callable[[str, int], NoReturn], error: Any) -> NoReturn:
    """Report an error that Typer found in the command line, with an example of the command, and exit."""
    if type(error).__name__ == "NoArgsIsHelpError":  # the help is printed instead of a message
        sys.exit(error.exit_code)
    message = error.message if hasattr(error, "possibilities") else error.format_message()
    lines = [message if message.endswith((".", "?")) else f"{message}."]
    if similar := _similar_option(error):
        lines[0] += f" Did you mean --{similar}?"
    if error.ctx is not None:
        *_, last = (error.ctx.command.help or "").split("\n\n")
        lines += [" ".join(last.split())] if last.strip().startswith("Example:") else []
        lines.append(f"`{error.ctx.command_path} --help` lists what it takes.")
    fail("\n".join(lines), error.exit_code)


def _similar_option(error: Any) -> str | None:
    """Return the option that was probably meant: Typer compares the leading hyphens as well, which all options have."""
    from difflib import get_close_matches

    names = [name.lstrip("-") for name in getattr(error, "possibilities", None) or ()]
    return next(iter(get_close_matches(error.option_name.lstrip("-"), names, 1)), None) if names else None


def _discard_output() -> None:
    from rolecompare.cli.writing import discard

    discard(sys.stdout)


def _fail(command_line: Sequence[str], message: str, exit_code: int, error: RoleCompareError | None = None) -> NoReturn:
    """Print the message to standard error, if anybody reads it, and exit. Where JSON is asked for, it is an object."""
    from rolecompare.cli.json_errors import error_line, wants_json
    from rolecompare.cli.writing import note

    message = "\n".join(shorten(line, MAX_LINE_LENGTH) for line in message.split("\n"))
    note(error_line(message, exit_code, error) if wants_json(command_line) else f"rolecompare: {message}")
    sys.exit(exit_code)


def _show_version(wanted: bool) -> None:
    if wanted:
        from rolecompare.cli.writing import write

        write(f"rolecompare {__version__}\n")
        raise typer.Exit()


def rolecompare(
    version: Annotated[
        bool, typer.Option("--version", "-V", callback=_show_version, is_eager=True, help="Show the version and exit.")
    ] = False,
) -> None:
    """Compare jobs side by side: duties, training, pay and outlook. Every number has a source and a date.

    Start with: rolecompare diff lpn, rn

    `rolecompare list` lists all jobs, and `rolecompare COMMAND --help` explains a command.
    """


app = typer.Typer(
    cls=CommandGroup,
    name="rolecompare",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)
app.callback()(rolecompare)
