"""`rolecompare data`: check a dataset, describe its format and see or delete what is stored."""

from importlib import import_module
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from rolecompare.cli.context import RequestContext, command, require_name
from rolecompare.errors import UsageError

# Each JSON document with the module and the class that it is made of.
DOCUMENTS = {
    "dataset": "models.dataset:Dataset",
    "comparison": "comparison.types:Comparison",
    "role": "answers.role:RoleAnswer",
    "list": "answers.listings:ListAnswer",
    "claims": "answers.claims:ClaimsAnswer",
    "why": "comparison.provenance:Trace",
    "sources": "answers.listings:SourcesAnswer",
    "check": "answers.data:CheckAnswer",
    "where": "answers.data:LocationsAnswer",
    "import": "answers.data:ImportAnswer",
    "find": "answers.listings:FindAnswer",
    "gap": "gap.types:Gap",
    "fit": "fit.scoring:Fit",
    "questions": "fit.questionnaire:Questions",
    "related": "related:RelatedAnswer",
}
if TYPE_CHECKING:
    SchemaName = str
else:
    SchemaName = Literal[tuple(DOCUMENTS)]

SchemaOption = Annotated[
    SchemaName,
    typer.Option("--output", metavar="DOCUMENT", help=f"Which JSON Schema: {', '.join(DOCUMENTS)}."),
]
FileArgument = Annotated[
    str | None,
    typer.Argument(metavar="[FILE]", help="A dataset (JSON). Default: the one in use.", show_default=False),
]

data_app = typer.Typer(
    no_args_is_help=True, help="Check a dataset of your own, describe its format, see or delete what is stored."
)


@data_app.command()
@command(without=("no_sources",))
def check(request: RequestContext, file: FileArgument = None) -> None:
    """List every problem in a dataset, with its place and a suggestion. The exit code is 1 if there are any.

    Example: rolecompare data check my.json
    """
    from rolecompare import paths
    from rolecompare.answers.data import CheckAnswer
    from rolecompare.dataset import loader, validation

    require_name("The command", file)
    if file and request.data:
        raise UsageError("FILE and --data both name a dataset. Use one of them.")
    path = file or paths.chosen_dataset(request.data) or paths.bundled_dataset()
    content = loader.read_file(path)
    problems = tuple(validation.find_problems(content))
    request.respond(CheckAnswer(file=path, valid=not problems, problems=problems))
    if problems:
        raise typer.Exit(1)


@data_app.command()
def schema(document: SchemaOption = "dataset") -> None:
    """Print the JSON Schema of a dataset or of a JSON answer.

    Example: rolecompare data schema --output comparison
    """
    from rolecompare.dataset import validation

    module, _, name = DOCUMENTS[document].partition(":")
    kind = getattr(import_module(f"rolecompare.{module}"), name)
    RequestContext(as_json=True).respond(validation.json_schema(kind, f"rolecompare {document}"))


@data_app.command()
@command(without=("no_sources",))
def where(request: RequestContext) -> None:
    """Show which dataset is in use, where it and the imported data are and whether they can be read.

    Example: rolecompare data where --json
    """
    from rolecompare import paths
    from rolecompare.answers.data import LocationsAnswer
    from rolecompare.dataset import loader
    from rolecompare.errors import FileError, InvalidDatasetError
    from rolecompare.store import schema
    from rolecompare.store.reader import store_status

    own, home = paths.chosen_dataset(request.data), paths.data_home()
    dataset, error_message = None, None
    try:
        dataset = loader.load_dataset(own)
    except (FileError, InvalidDatasetError) as error:
        error_message = str(error)
    store = store_status(home)
    request.respond(
        LocationsAnswer(
            in_use=own or paths.bundled_dataset(),
            problem=error_message,
            bundled=paths.bundled_dataset(),
            store=schema.store_path(home),
            store_state=store.state,
            store_problem=store.problem,
            imported=tuple(store.editions),
            editions=store.editions,
            chosen_by="--data" if request.data else "ROLECOMPARE_DATA" if own else "default",
            title=dataset.title if dataset else None,
            edition=dataset.edition if dataset else None,
            license=dataset.license if dataset else None,
        )
    )


@data_app.command()
def remove() -> None:
    """Delete imported data. The built-in jobs stay.

    Example: rolecompare data remove
    """
    from rolecompare import paths
    from rolecompare.cli.writing import write
    from rolecompare.output.sanitize import sanitize
    from rolecompare.store import schema
    from rolecompare.store.writer import remove_store

    home = paths.data_home()
    lines = [f"{path}: deleted" for path in remove_store(home)] or [f"{schema.store_path(home)}: nothing to delete"]
    write("".join(f"{sanitize(line)}\n" for line in lines))
