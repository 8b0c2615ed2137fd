"""Every shared option and argument, named once."""

from enum import StrEnum
from typing import Annotated, Literal

import typer

from rolecompare.cli.completion import role_names

OutputFormat = Literal["table", "json", "markdown", "csv"]
OnlyChoice = Literal["differences", "shared"]
# An option that may be given again takes no literals.
SectionChoice = StrEnum("SectionChoice", ["duties", "training", "credentials", "settings", "outlook", "ratings"])
SchemaChoice = Literal["dataset", "comparison", "role", "list", "sources", "check", "where"]

HOW_IT_LOOKS = "How it looks"
WHERE_IT_GOES = "Where it comes from and goes"

RolesArgument = Annotated[
    list[str] | None,
    typer.Argument(
        metavar="[ROLE]...",
        help="Two to six roles (more for --json and csv), by id, code, title or other title. None: the default pair.",
        autocompletion=role_names,
        show_default=False,
    ),
]
RoleArgument = Annotated[
    str,
    typer.Argument(metavar="ROLE", help="A role, by id, code, title or other title.", autocompletion=role_names),
]
FormatOption = Annotated[
    OutputFormat | None,
    typer.Option("--format", "-f", help="How the answer is written; table if not said.", rich_help_panel=HOW_IT_LOOKS),
]
JsonOption = Annotated[bool, typer.Option("--json", help="Short for --format json.", rich_help_panel=HOW_IT_LOOKS)]
SectionsOption = Annotated[
    list[SectionChoice] | None,
    typer.Option("--section", "-s", help="Only this section; may be given again.", rich_help_panel=HOW_IT_LOOKS),
]
OnlyOption = Annotated[
    OnlyChoice | None,
    typer.Option("--only", help="Only the rows that differ, or that are shared.", rich_help_panel=HOW_IT_LOOKS),
]
WidthOption = Annotated[
    int | None,
    typer.Option(
        "--width",
        min=20,
        max=1000,
        help="Columns to fill; if not said, the terminal's, else 100.",
        rich_help_panel=HOW_IT_LOOKS,
    ),
]
NoColorOption = Annotated[
    bool, typer.Option("--no-color", help="No colour, whatever the terminal.", rich_help_panel=HOW_IT_LOOKS)
]
NoSourcesOption = Annotated[
    bool,
    typer.Option("--no-sources", help="Tables and Markdown without footnotes.", rich_help_panel=HOW_IT_LOOKS),
]
OutputOption = Annotated[
    str | None,
    typer.Option("--output", "-o", metavar="FILE", help="Write there, all or nothing.", rich_help_panel=WHERE_IT_GOES),
]
DataOption = Annotated[
    str | None,
    typer.Option(
        "--data",
        metavar="PATH",
        help="A dataset of your own (JSON) instead of the bundled one. Also ROLECOMPARE_DATA.",
        rich_help_panel=WHERE_IT_GOES,
    ),
]
SchemaOption = Annotated[SchemaChoice, typer.Option("--output", help="Which document's JSON Schema.")]
SearchOption = Annotated[
    str | None, typer.Option("--search", metavar="TEXT", help="Only roles whose names or summary hold this text.")
]
FileArgument = Annotated[
    str | None,
    typer.Argument(metavar="[FILE]", help="A dataset (JSON). None: the one in use.", show_default=False),
]
