"""`rolecompare list`: which jobs there are."""

from typing import Annotated

import typer

from rolecompare.cli.context import LISTING_OPTIONS, RequestContext, command

WordsArgument = Annotated[
    list[str] | None,
    typer.Argument(metavar="[TEXT]...", help="The same as --search TEXT.", show_default=False),
]
SearchOption = Annotated[
    str | None,
    typer.Option("--search", metavar="TEXT", help="Only jobs whose name or summary contains this text."),
]


@command(without=LISTING_OPTIONS)
def list_roles(request: RequestContext, words: WordsArgument = None, search: SearchOption = None) -> None:
    """List all jobs with code and a one-line description.

    Example: rolecompare list --search laboratory
    """
    from rolecompare.answers.listings import ListAnswer

    text = " ".join(filter(None, [*(words or ()), search]))
    request.respond(ListAnswer(roles=tuple(request.open_repository().search(text))))
