"""The commands of the panel Data."""

from typing import TYPE_CHECKING

import typer

from rolecompare.cli import options
from rolecompare.cli.context import RequestContext, named
from rolecompare.cli.options import SchemaChoice
from rolecompare.errors import UsageError

if TYPE_CHECKING:
    from rolecompare.errors import Problem

data_app = typer.Typer(no_args_is_help=True, help="Check a dataset of your own, describe its shape, say where data is.")


@data_app.command()
def check(
    file: options.FileArgument = None,
    output_format: options.FormatOption = None,
    as_json: options.JsonOption = False,
    width: options.WidthOption = None,
    no_color: options.NoColorOption = False,
    output: options.OutputOption = None,
    data: options.DataOption = None,
) -> None:
    """Say whether a dataset is sound: every fault with its place, and what would be right. Exit 1 where there is one.

    A sound one is read by an editor as well: remarks on its wording follow, and change nothing of the exit code.

    Example: rolecompare data check my.json
    """
    from rolecompare import answers, paths
    from rolecompare.dataset import loader, validation

    asking = RequestContext(output_format, as_json, width, no_color, output)
    named("--data", data)
    named("The command", file)
    if file and data:
        raise UsageError("A file and --data name two datasets; give one of them.")
    path = file or paths.chosen_dataset(data) or paths.bundled_dataset()
    content = loader.read_file(path)
    problems = tuple(validation.find_problems(content))
    remarks = () if problems else tuple(_remarks(content))
    asking.respond(answers.CheckAnswer(file=path, valid=not problems, problems=problems, remarks=remarks))
    if problems:
        raise typer.Exit(1)


def _remarks(content: bytes) -> "list[Problem]":
    import json

    from rolecompare.dataset.editorial import remarks
    from rolecompare.models.dataset import Dataset
    from rolecompare.models.serialization import built

    return remarks(built(Dataset, json.loads(content)))


@data_app.command()
def schema(document: options.SchemaOption = "dataset") -> None:
    """Print the JSON Schema of a dataset, or of one of the JSON answers.

    Example: rolecompare data schema --output comparison
    """
    from rolecompare import answers, output
    from rolecompare.cli.output import emit
    from rolecompare.comparison.provenance import Trace
    from rolecompare.comparison.types import Comparison
    from rolecompare.dataset import validation
    from rolecompare.fit.questionnaire import Questions
    from rolecompare.fit.scoring import Fit
    from rolecompare.gap.types import Gap
    from rolecompare.models.dataset import Dataset
    from rolecompare.output import Canvas
    from rolecompare.related import RelatedAnswer

    kinds: dict[SchemaChoice, type] = {
        "dataset": Dataset,
        "comparison": Comparison,
        "role": answers.RoleAnswer,
        "list": answers.ListAnswer,
        "claims": answers.ClaimsAnswer,
        "why": Trace,
        "sources": answers.SourcesAnswer,
        "check": answers.CheckAnswer,
        "where": answers.LocationsAnswer,
        "import": answers.ImportAnswer,
        "find": answers.FindAnswer,
        "gap": Gap,
        "fit": Fit,
        "questions": Questions,
        "related": RelatedAnswer,
    }
    described = validation.json_schema(kinds[document], f"rolecompare {document}")
    emit(output.render(described, "json", Canvas()))


@data_app.command()
def where(
    output_format: options.FormatOption = None,
    as_json: options.JsonOption = False,
    width: options.WidthOption = None,
    no_color: options.NoColorOption = False,
    output: options.OutputOption = None,
    data: options.DataOption = None,
) -> None:
    """Say which dataset is in use, where it and the local store are kept, and how they are.

    Example: rolecompare data where --json
    """
    from rolecompare import answers, paths
    from rolecompare.dataset import loader
    from rolecompare.errors import FileError, InvalidDatasetError
    from rolecompare.store import schema
    from rolecompare.store.reader import condition

    asking = RequestContext(output_format, as_json, width, no_color, output)
    named("--data", data)
    own, home = paths.chosen_dataset(data), paths.data_home()
    library, wrong = None, None
    try:
        library = loader.load_dataset(own)
    except (FileError, InvalidDatasetError) as error:
        wrong = str(error)
    found = condition(home)
    answer = answers.LocationsAnswer(
        in_use=own or paths.bundled_dataset(),
        wrong=wrong,
        bundled=paths.bundled_dataset(),
        store=schema.path(home),
        store_state=found.state,
        store_wrong=found.wrong,
        imported=tuple(found.editions),
        editions=found.editions,
        chosen_by="--data" if data else "ROLECOMPARE_DATA" if own else "default",
        title=library.title if library else None,
        edition=library.edition if library else None,
        license=library.license if library else None,
    )
    asking.respond(answer)


@data_app.command()
def remove() -> None:
    """Take the local store away, with all that imports made; the bundled roles stay.

    Example: rolecompare data remove
    """
    from rolecompare import paths
    from rolecompare.cli.output import emit
    from rolecompare.output.sanitize import sanitize
    from rolecompare.store import schema
    from rolecompare.store.writer import removed

    home = paths.data_home()
    told = [f"{path}: removed" for path in removed(home)] or [f"{schema.path(home)}: there was none"]
    emit("".join(f"{sanitize(line)}\n" for line in told))
