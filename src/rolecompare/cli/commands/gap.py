"""`rolecompare gap`: what it takes to move from one job to another."""

from typing import Annotated

import typer

from rolecompare.cli import options
from rolecompare.cli.completion import complete_roles
from rolecompare.cli.context import RequestContext, command

FromArgument = Annotated[str, typer.Argument(metavar="FROM", help="Your current job.", autocompletion=complete_roles)]
ToArgument = Annotated[str, typer.Argument(metavar="TO", help="The job you want.", autocompletion=complete_roles)]
BothOption = Annotated[
    bool, typer.Option("--both", help="Also show the reverse move.", rich_help_panel=options.DISPLAY)
]


@command()
def gap(request: RequestContext, start: FromArgument, goal: ToArgument, both: BothOption = False) -> None:
    """Show what it takes to change jobs: obstacles, what carries over and what is new.

    Example: rolecompare gap medical-assistant registered-nurse --both
    """
    from rolecompare.gap.analysis import analyze_gap

    repository = request.open_repository()
    current, wanted = repository.find_all([start, goal])
    request.respond(analyze_gap(current, wanted, repository.reference_data, both=both))
