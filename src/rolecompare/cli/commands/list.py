"""`rolecompare list`: which jobs there are."""

from typing import Annotated

import typer

from rolecompare.cli.context import LISTING_OPTIONS, RequestContext, command

SearchOption = Annotated[
    str | None,
    typer.Option("--search", metavar="TEXT", help="Only jobs whose name or summary contains this text."),
]


@command(without=LISTING_OPTIONS)
def list_roles(request: RequestContext, search: SearchOption = None) -> None:
    """List all jobs with code and a one-line description.

    Example: rolecompare list --search laboratory
    """
    from rolecompare.answers.listings import ListAnswer

    request.respond(ListAnswer(roles=tuple(request.open_repository().search(search))))
