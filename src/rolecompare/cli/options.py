"""Every shared option and argument, named once."""

from enum import StrEnum
from typing import TYPE_CHECKING, Annotated, Literal, get_args

import typer

from rolecompare.cli.completion import answer_words, field_names, role_names
from rolecompare.models.kinds import SectionName
from rolecompare.output import WRITERS

if TYPE_CHECKING:
    OutputFormat = str
else:
    OutputFormat = Literal[tuple(WRITERS)]
OnlyChoice = Literal["differences", "shared"]
# An option that may be given again takes no literals.
VerdictChoice = StrEnum(
    "VerdictChoice",
    {
        "SUPPORTED": "supported",
        "CONTRADICTED": "contradicted",
        "WRONG_PERIOD": "wrong-period",
        "SELF_CONTRADICTORY": "self-contradictory",
        "PARTLY_SUPPORTED": "partly-supported",
        "NOT_CHECKABLE": "not-checkable",
        "FRAMING": "framing",
    },
)
SchemaChoice = Literal[
    "dataset",
    "comparison",
    "role",
    "list",
    "claims",
    "why",
    "sources",
    "check",
    "where",
    "import",
    "find",
    "gap",
    "fit",
    "questions",
    "related",
]

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
FromArgument = Annotated[
    str,
    typer.Argument(
        metavar="FROM", help="The role that one comes from, by any of its names.", autocompletion=role_names
    ),
]
ToArgument = Annotated[
    str, typer.Argument(metavar="TO", help="The role that one goes to, by any of its names.", autocompletion=role_names)
]
WordsArgument = Annotated[list[str], typer.Argument(metavar="WORDS...", help="What the occupation is called, or does.")]
LimitOption = Annotated[
    int, typer.Option("--limit", min=1, max=100, help="At most so many, and more only where more fit alike.")
]
MostOption = Annotated[
    int, typer.Option("--limit", min=1, max=30, help="The first so many of the official list, and of our own ranking.")
]
FieldArgument = Annotated[
    str,
    typer.Argument(
        metavar="FIELD",
        help="A field of the role, by its section and key, as in outlook.pay.annual.median.",
        autocompletion=field_names,
    ),
]
ClaimedRolesArgument = Annotated[
    list[str] | None,
    typer.Argument(
        metavar="[ROLE]...",
        help="Only claims about one of these roles. None: all claims.",
        autocompletion=role_names,
        show_default=False,
    ),
]
VerdictsOption = Annotated[
    list[VerdictChoice] | None,
    typer.Option(
        "--verdict",
        metavar="VERDICT",
        help=f"Only claims with this verdict: {', '.join(VerdictChoice)}. May be given again.",
        rich_help_panel=HOW_IT_LOOKS,
    ),
]
FitRolesArgument = Annotated[
    list[str] | None,
    typer.Argument(
        metavar="[ROLE]...",
        help="The roles to choose among, by id, code, title or other title. None: the default pair.",
        autocompletion=role_names,
        show_default=False,
    ),
]
AnswerOption = Annotated[
    list[str] | None,
    typer.Option(
        "--answer",
        "-a",
        metavar="KEY=CHOICE",
        help="An answer, such as care=much; may be given again.",
        autocompletion=answer_words,
    ),
]
WeightOption = Annotated[
    list[str] | None,
    typer.Option(
        "--weight",
        "-w",
        metavar="KEY=N",
        help="How many times an answer counts, 0 to 10, such as pay=2; 1 if not said.",
    ),
]
AnswersOption = Annotated[
    str | None,
    typer.Option("--answers", metavar="FILE", help='Answers in a file: {"answers": {"care": "much"}} (JSON).'),
]
QuestionsOption = Annotated[bool, typer.Option("--questions", help="List the questions with their choices, and leave.")]
FormatOption = Annotated[
    OutputFormat | None,
    typer.Option("--format", "-f", help="How the answer is written; table if not said.", rich_help_panel=HOW_IT_LOOKS),
]
JsonOption = Annotated[bool, typer.Option("--json", help="Short for --format json.", rich_help_panel=HOW_IT_LOOKS)]
SectionsOption = Annotated[
    list[SectionName] | None,
    typer.Option(
        "--section",
        "-s",
        metavar="SECTION",
        help=f"Only this section: {', '.join(SectionName)}. May be given again.",
        rich_help_panel=HOW_IT_LOOKS,
    ),
]
OnlyOption = Annotated[
    OnlyChoice | None,
    typer.Option("--only", help="Only the rows that differ, or that are shared.", rich_help_panel=HOW_IT_LOOKS),
]
BothOption = Annotated[bool, typer.Option("--both", help="The way back as well.", rich_help_panel=HOW_IT_LOOKS)]
AllOption = Annotated[
    bool,
    typer.Option("--all", help="Every rating, not only those that really differ.", rich_help_panel=HOW_IT_LOOKS),
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
    bool, typer.Option("--no-color", help="No color, whatever the terminal.", rich_help_panel=HOW_IT_LOOKS)
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
SchemaOption = Annotated[
    SchemaChoice,
    typer.Option(
        "--output", metavar="DOCUMENT", help=f"Which document's JSON Schema: {', '.join(get_args(SchemaChoice))}."
    ),
]
SearchOption = Annotated[
    str | None, typer.Option("--search", metavar="TEXT", help="Only roles whose names or summary hold this text.")
]
FileArgument = Annotated[
    str | None,
    typer.Argument(metavar="[FILE]", help="A dataset (JSON). None: the one in use.", show_default=False),
]
