"""`rolecompare data`: check a dataset, describe its format and see or delete what is stored."""

import os
from collections.abc import Sequence
from importlib import import_module
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from rolecompare.cli import options
from rolecompare.cli.context import PAGE_OPTIONS, RequestContext, command, require_name
from rolecompare.errors import UsageError

# Each JSON document with the module and the class that it is made of.
DOCUMENTS = {
    "dataset": "models.dataset:Dataset",
    "comparison": "comparison.types:Comparison",
    "role": "answers.role:RoleAnswer",
    "list": "answers.listings:ListAnswer",
    "table": "answers.table:TableAnswer",
    "claims": "answers.claims:ClaimsAnswer",
    "why": "comparison.provenance:Trace",
    "fields": "answers.listings:FieldsAnswer",
    "sources": "answers.listings:SourcesAnswer",
    "check": "answers.data:CheckAnswer",
    "where": "answers.data:LocationsAnswer",
    "import": "answers.data:ImportAnswer",
    "imports": "answers.data:ImportsAnswer",
    "find": "answers.listings:FindAnswer",
    "error": "answers.error:ErrorAnswer",
    "gap": "gap.types:Gap",
    "fit": "fit.types:Fit",
    "questions": "fit.questionnaire:Questions",
    "related": "related:RelatedAnswer",
}
if TYPE_CHECKING:
    SchemaName = str
else:
    SchemaName = Literal[tuple(DOCUMENTS)]

SchemaArgument = Annotated[
    SchemaName,
    typer.Argument(metavar="[KIND]", help=f"What to describe: {', '.join(DOCUMENTS)}.", show_default="dataset"),
]
YesOption = Annotated[bool, typer.Option("--yes", "-y", help="Delete without asking.")]
FileArgument = Annotated[
    str | None,
    typer.Argument(
        metavar="[FILE]", help="A dataset (JSON; - is standard input). Default: the one in use.", show_default=False
    ),
]

data_app = typer.Typer(
    no_args_is_help=True, help="Check a dataset of your own, describe its format, see or delete what is stored."
)


@data_app.command()
@command(without=PAGE_OPTIONS)
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
    request.data = file or request.data
    path = paths.chosen_dataset(request.data) or paths.bundled_dataset()
    content = loader.read_file(path)
    problems = tuple(validation.find_problems(content))
    request.respond(CheckAnswer(file=paths.display_name(path), valid=not problems, problems=problems))
    if problems:
        raise typer.Exit(1)


@data_app.command()
def schema(kind: SchemaArgument = "dataset", output: options.OutputOption = None) -> None:
    """Print the JSON Schema of a dataset or of a JSON answer.

    Example: rolecompare data schema comparison
    """
    from rolecompare.models.json_schema import answer_schema, dataset_schema

    if output in DOCUMENTS:  # the option once named the kind
        raise UsageError(
            f"--output names a file to save to. `rolecompare data schema {output}` prints the schema of that kind; "
            f"--output ./{output} saves to a file of that name."
        )
    module, _, name = DOCUMENTS[kind].partition(":")
    model = getattr(import_module(f"rolecompare.{module}"), name)
    make_schema = dataset_schema if kind == "dataset" else answer_schema
    RequestContext(as_json=True, output=output).respond(make_schema(model, f"rolecompare {kind}"))


@data_app.command()
@command(without=PAGE_OPTIONS)
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
            in_use=paths.display_name(own or paths.bundled_dataset()),
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
def remove(yes: YesOption = False) -> None:
    """Delete imported data. The built-in jobs stay. At a terminal it asks first; elsewhere --yes is needed.

    Example: rolecompare data remove
    """
    from rolecompare import paths
    from rolecompare.cli.writing import write
    from rolecompare.output.sanitize import sanitize
    from rolecompare.store.writer import removable_files, remove_store

    home = paths.data_home()
    files = removable_files(home)
    if files and not yes and not _may_delete(home, files):
        lines = ["Nothing was deleted."]
    elif files:
        lines = [f"{path}: deleted" for path in remove_store(home)]
    else:
        lines = [f"Nothing to delete: there is no imported data in {home}."]
    write("".join(f"{sanitize(line)}\n" for line in lines))


def _may_delete(home: str, files: Sequence[str]) -> bool:
    """Ask at the terminal whether the imported data may go, and say how much it is.

    Raises UsageError where nobody can be asked.
    """
    from rolecompare.cli.prompts import can_ask, confirm
    from rolecompare.store.reader import store_status

    size = f"{sum(os.lstat(path).st_size for path in files) / 1_000_000:.1f} MB"
    if not can_ask():
        raise UsageError(f"This deletes {size} of imported data in {home}. Add --yes to do it without a question.")
    store = store_status(home)
    imported = [f"{name} ({edition})" for name, edition in store.editions.items()]
    return confirm((f"This deletes {size} of imported data. The built-in jobs stay.", *files, *imported), "Delete it?")
