"""`rolecompare why`: where one value comes from."""

from typing import TYPE_CHECKING, Annotated

import typer

from rolecompare.cli import options
from rolecompare.cli.completion import complete_fields
from rolecompare.cli.context import PAGE_OPTIONS, RequestContext, command

if TYPE_CHECKING:
    from rolecompare.comparison.types import Comparison
    from rolecompare.errors import FieldNotFoundError

FieldArgument = Annotated[
    str,
    typer.Argument(
        metavar="FIELD",
        help="Section and key of the value, such as outlook.pay.annual.median. A section alone lists its fields.",
        autocompletion=complete_fields,
        show_default=False,
    ),
]


@command(without=PAGE_OPTIONS)
def why(request: RequestContext, role: options.RoleArgument, field: FieldArgument = "") -> None:
    """Show where a value comes from: file, sheet, row, column, edition and how it was calculated.

    Example: rolecompare why medical-assistant outlook.pay.annual.median
    """
    from rolecompare.comparison.compare import compare
    from rolecompare.comparison.provenance import trace

    repository = request.open_repository()
    comparison = compare([repository.load(repository.find(role))], repository.reference_data)
    found = trace(comparison, field)
    if found is None:
        raise _field_not_found(comparison, field)
    request.respond(found)


def _field_not_found(comparison: "Comparison", field: str) -> "FieldNotFoundError":
    """Return the error with the fields whose key, end of the key or label comes close to what was typed."""
    from rolecompare.comparison.provenance import field_labels
    from rolecompare.dataset.repository import closest_names
    from rolecompare.errors import FieldNotFoundError

    known = field_labels(comparison)
    names = {name.casefold(): name for name in known} | {label.casefold(): name for name, label in known.items()}
    close = closest_names(field.casefold(), names) if field else []
    suggestions = dict.fromkeys(names[name] for name in close)
    return FieldNotFoundError(comparison.roles[0].title, field, list(suggestions), known)
