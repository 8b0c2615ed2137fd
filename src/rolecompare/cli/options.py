"""The arguments and options that more than one command has, each defined once.

What a single command has stands in the file of that command. The options that all commands have become part of a
command through `rolecompare.cli.context`.
"""

from typing import TYPE_CHECKING, Annotated, Literal

import typer

from rolecompare.cli.completion import complete_roles, complete_sections
from rolecompare.models.section_names import SectionName, section_named
from rolecompare.output.formats import ALIASES, WRITERS

if TYPE_CHECKING:
    OutputFormat = str
else:
    OutputFormat = Literal[(*WRITERS, *ALIASES)]

# The panels of the help that options are grouped in.
DISPLAY = "Display"
FILES = "Files"

# A name of several words makes several arguments; `rolecompare.cli.names` joins them.
RoleArgument = Annotated[
    list[str],
    typer.Argument(metavar="ROLE", help="A job: its ID, code or title.", autocompletion=complete_roles),
]


def _section(text: str) -> SectionName:
    """Return the section that a word names, or raise BadParameter."""
    found = section_named(text)
    if found is None:
        raise typer.BadParameter(f"{text!r} is not one of {', '.join(SectionName)}.")
    return found


SectionsOption = Annotated[
    list[SectionName] | None,
    typer.Option(
        "--section",
        "-s",
        metavar="SECTION",
        parser=_section,
        autocompletion=complete_sections,
        help=f"Only this section, in full: {', '.join(SectionName)}; or a usual word, such as pay. Can be repeated.",
        rich_help_panel=DISPLAY,
    ),
]
FormatOption = Annotated[
    OutputFormat | None,
    typer.Option(
        "--format",
        "-f",
        help="Output format. Default: table, or the format that the name in --output ends in.",
        rich_help_panel=DISPLAY,
    ),
]
JsonOption = Annotated[bool, typer.Option("--json", help="Same as --format json.", rich_help_panel=DISPLAY)]
FullOption = Annotated[
    bool,
    typer.Option(
        "--full", help="Show everything: all values with their sources, and texts in full.", rich_help_panel=DISPLAY
    ),
]
CiteOption = Annotated[
    bool, typer.Option("--cite", help="Number the sources of each value and list them below.", rich_help_panel=DISPLAY)
]
NoSourcesOption = Annotated[
    bool, typer.Option("--no-sources", help="Leave out sources (table, markdown).", rich_help_panel=DISPLAY)
]
WidthOption = Annotated[
    int | None,
    typer.Option(
        "--width",
        min=20,
        max=1000,
        help="Page width (default: your terminal, or 100).",
        rich_help_panel=DISPLAY,
    ),
]
NoColorOption = Annotated[bool, typer.Option("--no-color", help="Do not use color.", rich_help_panel=DISPLAY)]
NoPagerOption = Annotated[
    bool, typer.Option("--no-pager", help="Do not show long pages in a pager.", rich_help_panel=DISPLAY)
]
OutputOption = Annotated[
    str | None,
    typer.Option(
        "--output",
        "-o",
        metavar="FILE",
        help="Save the output to FILE: .txt, .md, .csv, .jsonl or .json (- is standard output).",
        rich_help_panel=FILES,
    ),
]
DataOption = Annotated[
    str | None,
    typer.Option(
        "--data",
        metavar="FILE",
        help="Use your own dataset (JSON; - is standard input). You can also set ROLECOMPARE_DATA.",
        rich_help_panel=FILES,
    ),
]
