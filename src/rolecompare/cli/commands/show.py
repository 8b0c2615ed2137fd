"""`rolecompare show`: one job."""

from rolecompare.cli import options
from rolecompare.cli.context import RequestContext, command
from rolecompare.cli.names import find_job


@command()
def show(request: RequestContext, role: options.RoleArgument, sections: options.SectionsOption = None) -> None:
    """Show one job on a page: pay, training, credentials, workplaces and duties.

    The page shows what matters most and counts the rest. --section shows one section in full, --full everything.

    Example: rolecompare show medical-assistant --json
    """
    from rolecompare.answers.role import RoleReport
    from rolecompare.comparison.compare import compare
    from rolecompare.comparison.selection import Selection

    selection = Selection(sections=tuple(sections or ()), is_shortened=request.is_shortened)
    repository = request.open_repository()
    chosen = repository.load(find_job(request, repository, role), with_ratings=selection.shows_ratings)
    comparison = compare([chosen], repository.reference_data, selection)
    request.respond(RoleReport(chosen, comparison, selection.sections), in_full=bool(selection.sections))
