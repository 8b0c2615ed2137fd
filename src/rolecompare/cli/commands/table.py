"""`rolecompare table`: a few figures of many jobs, one line a job."""

from collections.abc import Iterator
from typing import TYPE_CHECKING, Annotated

import typer

from rolecompare.cli.completion import complete_roles, complete_table_fields
from rolecompare.cli.context import RequestContext, command
from rolecompare.cli.names import find_jobs

if TYPE_CHECKING:
    from rolecompare.answers.table import FieldName

RolesArgument = Annotated[
    list[str] | None,
    typer.Argument(
        metavar="[ROLE]...",
        help="The jobs: ID, code or title. Default: all jobs.",
        autocompletion=complete_roles,
        show_default=False,
    ),
]
FieldsOption = Annotated[
    str,
    typer.Option(
        "--fields",
        metavar="FIELD,...",
        help="pay, hourly, mean, p10, p25, p75, p90, jobs (with the self-employed), employees, self-employed, growth, "
        "openings, education, experience, training, zone, or any key of a figure, such as pay.hourly.p90.",
        autocompletion=complete_table_fields,
    ),
]
SortOption = Annotated[
    str | None,
    typer.Option(
        "--sort",
        metavar="FIELD",
        help="Sort by this field, the largest first. Jobs without a value come last.",
        autocompletion=complete_table_fields,
    ),
]
ReverseOption = Annotated[bool, typer.Option("--reverse", help="With --sort: the smallest first.")]
LimitOption = Annotated[int | None, typer.Option("--limit", min=1, help="Maximum number of jobs.")]


@command(without=("full", "cite"))
def table(
    request: RequestContext,
    roles: RolesArgument = None,
    fields: FieldsOption = "pay,growth,openings,education",
    sort: SortOption = None,
    reverse: ReverseOption = False,
    limit: LimitOption = None,
) -> None:
    """Show a few figures of many jobs, one line a job: pay, growth, education and more.

    Example: rolecompare table --fields pay,growth --sort growth --limit 20
    """
    from rolecompare.answers.table import make_table

    columns = list(dict.fromkeys(_fields(fields)))
    order = next(_fields(sort)) if sort is not None else None
    if order is not None and order not in columns:
        columns.append(order)
    repository = request.open_repository()
    headings = find_jobs(request, repository, roles or (), may_repeat=True)
    chosen = list(dict.fromkeys(heading.id for heading in headings))
    measured = repository.measured_roles([field.measure for field in columns], chosen)
    shown = chosen or [role.id for role in measured]
    request.respond(
        make_table(measured, shown, columns, repository.reference_data, sort=order, reverse=reverse, limit=limit)
    )


def _fields(text: str) -> "Iterator[FieldName]":
    """Yield the fields of a list with commas, or raise UsageError over the first that there is not."""
    from rolecompare.answers.table import FIELDS, field_names, find_field
    from rolecompare.dataset.repository import closest_names
    from rolecompare.errors import UsageError

    for word in text.split(","):
        field = find_field(word)
        if field is None:
            near = closest_names(word.strip().casefold(), field_names())
            advice = f"Did you mean {' or '.join(near)}?" if near else f"Fields: {', '.join(FIELDS)}."
            raise UsageError(f"A table has no field “{word.strip()}”. {advice}")
        yield field
