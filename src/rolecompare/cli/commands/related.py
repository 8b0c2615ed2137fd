"""`rolecompare related`: which jobs are similar to one."""

from typing import Annotated

import typer

from rolecompare.cli import options
from rolecompare.cli.context import RequestContext, command
from rolecompare.cli.names import find_job

LimitOption = Annotated[int, typer.Option("--limit", min=1, max=30, help="Maximum results from each of the two lists.")]


@command()
def related(request: RequestContext, role: options.RoleArgument, limit: LimitOption = 20) -> None:
    """Show similar jobs: O*NET's list next to our own ranking, with pay, growth and Job Zone (preparation needed).

    Example: rolecompare related medical-assistant --limit 10
    """
    from rolecompare.related import find_related

    repository = request.open_repository()
    similar = repository.similar_roles(find_job(request, repository, role))
    request.respond(find_related(similar, repository.reference_data, limit))
