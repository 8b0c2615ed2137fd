"""`rolecompare why`: where one value comes from."""

from typing import TYPE_CHECKING, Annotated

import typer

from rolecompare.cli.completion import complete_fields, complete_roles
from rolecompare.cli.context import PAGE_OPTIONS, RequestContext, command
from rolecompare.cli.names import IS_A_NAME, find_job
from rolecompare.models.section_names import section_named

if TYPE_CHECKING:
    from rolecompare.comparison.types import Comparison
    from rolecompare.dataset.repository import Repository
    from rolecompare.errors import FieldNotFoundError
    from rolecompare.models.roles import RoleHeading

RoleArgument = Annotated[
    str, typer.Argument(metavar="ROLE", help="A job: its ID, code or title.", autocompletion=complete_roles)
]
FieldArgument = Annotated[
    list[str] | None,
    typer.Argument(
        metavar="[FIELD]",
        help="Its section and key, such as outlook.pay.annual.median, or its label. Default: list the fields.",
        autocompletion=complete_fields,
        show_default=False,
    ),
]


@command(without=PAGE_OPTIONS)
def why(request: RequestContext, role: RoleArgument, field: FieldArgument = None) -> None:
    """Show where a value comes from: file, sheet, row, column, edition and how it was calculated.

    Without a field, or with a section or a part of a field, it lists the fields that there are.

    Example: rolecompare why medical-assistant outlook.pay.annual.median
    """
    from rolecompare.answers.listings import FieldsAnswer
    from rolecompare.comparison.compare import compare
    from rolecompare.comparison.provenance import field_labels, trace

    repository = request.open_repository()
    heading, wanted = _read(request, repository, [role, *(field or ())])
    comparison = compare([repository.load(heading)], repository.reference_data)
    fields = _fields(field_labels(comparison), wanted)
    found = trace(comparison, next(iter(fields)) if len(fields) == 1 else wanted)
    if found is None and not fields:
        raise _field_not_found(comparison, wanted)
    request.respond(found or FieldsAnswer(role=heading.id, title=heading.title, query=wanted, fields=fields))


def _read(request: RequestContext, repository: "Repository", typed: list[str]) -> tuple["RoleHeading", str]:
    """Return the job that the first words name, as many of them as can, and the field that the others are."""
    first_of_field = (place for place, word in enumerate(typed) if place and ("." in word or section_named(word)))
    for end in range(next(first_of_field, len(typed)), 1, -1):
        if repository.names.strength(" ".join(typed[:end])) >= IS_A_NAME:
            return find_job(request, repository, typed[:end]), " ".join(typed[end:])
    return find_job(request, repository, typed[:1]), " ".join(typed[1:])


def _fields(known: dict[str, str], wanted: str) -> dict[str, str]:
    """Return the fields, with their labels, that a section, a label or some words mean; without words, all of them.

    Of the fields that some words mean, medians come first.
    """
    text = wanted.casefold()
    exact = [name for name, label in known.items() if text in (label.casefold(), name.casefold(), _section(name))]
    if exact or not text:
        return {name: known[name] for name in exact or known}
    section = section_named(text)
    chosen = [
        name for name, label in known.items() if all(word in f"{name} {label}".casefold() for word in text.split())
    ] or [name for name in known if _section(name) == section]
    return {name: known[name] for name in sorted(chosen, key=lambda name: not name.endswith("median"))}


def _section(field: str) -> str:
    return field.partition(".")[0]


def _field_not_found(comparison: "Comparison", field: str) -> "FieldNotFoundError":
    """Return the error with the fields whose key, end of the key or label comes close to what was typed."""
    from rolecompare.comparison.provenance import field_labels
    from rolecompare.dataset.repository import closest_names
    from rolecompare.errors import FieldNotFoundError

    known = field_labels(comparison)
    names = {name.casefold(): name for name in known} | {label.casefold(): name for name, label in known.items()}
    suggestions = dict.fromkeys(names[name] for name in closest_names(field.casefold(), names))
    return FieldNotFoundError(comparison.roles[0].title, field, list(suggestions), known)
