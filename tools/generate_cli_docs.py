"""Write docs/cli.md from the help texts of the commands.

Run it after changing a command or an option: `python tools/generate_cli_docs.py`. A test fails if the page is out of
date. The page is made from what the commands declare, and not from what `--help` prints, because each version of Typer
prints that in another layout.
"""

import inspect
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from typer.core import TyperGroup
from typer.main import get_command

from rolecompare.cli.app import app

PAGE = Path(__file__).parent.parent / "docs" / "cli.md"
INTRODUCTION = """# Commands

All commands with their options, as `rolecompare COMMAND --help` shows them. `tools/generate_cli_docs.py` writes this
page.
"""


def generate_page() -> str:
    """Return the text of the page."""
    return "\n".join([INTRODUCTION, *_commands(get_command(app), "rolecompare")])


def _commands(group: Any, path: str) -> Iterator[str]:
    for name in group.list_commands(None):
        command = group.get_command(None, name)
        yield from _command(command, f"{path} {name}")
        if isinstance(command, TyperGroup):
            yield from _commands(command, f"{path} {name}")


def _command(command: Any, path: str) -> Iterator[str]:
    *paragraphs, last = inspect.cleandoc(command.help).split("\n\n")
    example = last.removeprefix("Example: ")
    arguments = [parameter for parameter in command.params if parameter.param_type_name == "argument"]
    options = [parameter for parameter in command.params if parameter.param_type_name == "option"]
    names = ["COMMAND"] if isinstance(command, TyperGroup) else [argument.metavar for argument in arguments]
    yield f"## {path.removeprefix('rolecompare ')}\n"
    if example == last:
        paragraphs.append(last)
    yield from (f"{' '.join(paragraph.split())}\n" for paragraph in paragraphs)
    yield "```sh"
    yield " ".join([path, *(["[OPTIONS]"] if options else []), *names])
    yield "```\n"
    if example != last:
        yield "For example:\n"
        yield "```sh"
        yield from example.split(", or ")
        yield "```\n"
    if arguments or options:
        yield "| argument or option | meaning |"
        yield "|---|---|"
        yield from (f"| `{argument.metavar}` | {argument.help} |" for argument in arguments)
        yield from (f"| {_option(option)} | {_meaning(option)} |" for option in options)
        yield ""


def _option(option: Any) -> str:
    """Return the names of an option, the short one first, with what follows it."""
    value = "" if option.is_flag else f" {option.metavar or _value(option.type)}"
    return ", ".join(f"`{name}`" for name in reversed(option.opts))[:-1] + f"{value}`"


def _value(kind: Any) -> str:
    # A bar would end the cell of the table.
    return "\\|".join(map(str, kind.choices)) if hasattr(kind, "choices") else "N"


def _meaning(option: Any) -> str:
    has_default = not option.is_flag and option.default is not None
    return f"{option.help} Default: {option.default}." if has_default else str(option.help)


if __name__ == "__main__":
    PAGE.write_text(generate_page(), encoding="utf-8")
