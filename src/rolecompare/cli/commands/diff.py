"""`rolecompare diff`: how jobs differ, side by side."""

from typing import TYPE_CHECKING, Annotated, Literal

import typer

from rolecompare.cli import options
from rolecompare.cli.completion import complete_roles
from rolecompare.cli.context import RequestContext, command
from rolecompare.cli.names import find_jobs, partners
from rolecompare.errors import UsageError

if TYPE_CHECKING:
    from rolecompare.dataset.repository import Repository
    from rolecompare.models.roles import RoleHeading

RolesArgument = Annotated[
    list[str] | None,
    typer.Argument(
        metavar="[ROLE]...",
        help="Two to six jobs, by ID, code or title; any number with --json, csv or jsonl. "
        "Default: medical assistant and medical technician.",
        autocompletion=complete_roles,
        show_default=False,
    ),
]
OnlyOption = Annotated[
    Literal["differences", "shared"] | None,
    typer.Option("--only", help="Show all rows that differ, or all that are shared.", rich_help_panel=options.DISPLAY),
]


@command()
def diff(
    request: RequestContext,
    roles: RolesArgument = None,
    sections: options.SectionsOption = None,
    only: OnlyOption = None,
) -> None:
    """Compare two to six jobs on a page: pay, training, credentials, workplaces and duties.

    The page shows what matters most and counts the rest. --section shows one section in full, --full everything.

    Names need no quotes, and commas or vs can stand between them: rolecompare diff lpn, rn vs paramedic

    Example: rolecompare diff medical-assistant phlebotomist --section outlook
    """
    from rolecompare.comparison.compare import compare
    from rolecompare.comparison.selection import Selection

    selection = Selection(tuple(sections or ()), only, is_shortened=request.is_shortened)
    repository = request.open_repository()
    headings = find_jobs(request, repository, roles or repository.library.default_comparison)
    chosen = repository.load_all(_checked(headings, request, repository), with_ratings=selection.shows_ratings)
    comparison = compare(chosen, repository.reference_data, selection)
    # Of some rows only, an overview would say that nothing else is listed.
    request.respond(comparison, in_full=not selection.is_summary)


def _checked(headings: "list[RoleHeading]", request: RequestContext, repository: "Repository") -> "list[RoleHeading]":
    """Return the jobs if they are as many as can be compared: a page has room for six, JSON and CSV for any number."""
    from rolecompare.comparison.compare import MAX_ROLES

    if len(headings) == 1:
        one = headings[0]
        advice = partners(repository, one)
        raise UsageError(
            f"Name at least two jobs to compare. {advice + ' ' if advice else ''}"
            f"`rolecompare show {one.id}` shows one job."
        )
    if len(headings) > MAX_ROLES and request.is_page:
        raise UsageError(
            f"{len(headings)} jobs do not fit on a page. Name at most {MAX_ROLES}, or use --json or --format csv."
        )
    return headings
