"""`rolecompare gap`: what it takes to move from one job to another."""

from typing import Annotated

import typer

from rolecompare.cli import options
from rolecompare.cli.completion import complete_roles
from rolecompare.cli.context import RequestContext, command
from rolecompare.cli.names import find_jobs

RolesArgument = Annotated[
    list[str],
    typer.Argument(metavar="FROM TO", help="Your current job, and the job you want.", autocompletion=complete_roles),
]
BothOption = Annotated[
    bool, typer.Option("--both", help="Also show the reverse move.", rich_help_panel=options.DISPLAY)
]


@command()
def gap(request: RequestContext, roles: RolesArgument, both: BothOption = False) -> None:
    """Show what it takes to change jobs: obstacles, what carries over and what is new.

    Example: rolecompare gap medical-assistant registered-nurse --both
    """
    from rolecompare.gap.analysis import analyze_gap

    repository = request.open_repository()
    current, wanted = repository.load_all(find_jobs(request, repository, roles, 2))
    request.respond(analyze_gap(current, wanted, repository.reference_data, both=both))
