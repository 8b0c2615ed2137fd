"""The commands of the panel Data."""

from typing import TYPE_CHECKING

import typer

from rolecompare.cli import options
from rolecompare.cli.asking import Asking, named
from rolecompare.cli.options import SchemaChoice
from rolecompare.errors import WrongUsage

if TYPE_CHECKING:
    from rolecompare.soundness import Flaw

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
    from rolecompare import door, loading, location
    from rolecompare.render import answers, listing

    asking = Asking(output_format, as_json, width, no_color, output)
    named("--data", data)
    named("The command", file)
    if file and data:
        raise WrongUsage("A file and --data name two datasets; give one of them.")
    path = file or location.own_data(data) or location.bundled()
    content = loading.read(path)
    found = tuple(answers.FoundFault(**fault._asdict()) for fault in door.faults(content))
    noted = () if found else tuple(answers.FoundFault(**each._asdict()) for each in _remarks(content))
    asking.listed(
        lambda: answers.CheckAnswer(file=path, sound=not found, faults=found, remarks=noted),
        lambda: listing.faults(path, found, noted),
    )
    if found:
        raise typer.Exit(1)


def _remarks(content: bytes) -> "list[Flaw]":
    import json

    from rolecompare.dataset import Dataset
    from rolecompare.editorial import remarks
    from rolecompare.plain import built

    return remarks(built(Dataset, json.loads(content)))


@data_app.command()
def schema(document: options.SchemaOption = "dataset") -> None:
    """Print the JSON Schema of a dataset, or of one of the JSON answers.

    Example: rolecompare data schema --output comparison
    """
    from rolecompare import door, render
    from rolecompare.advice.fit import Fit
    from rolecompare.advice.moves import Gap
    from rolecompare.advice.questions import Questions
    from rolecompare.advice.related import RelatedAnswer
    from rolecompare.cli.output import emit
    from rolecompare.comparison import Comparison
    from rolecompare.comparison.provenance import Trace
    from rolecompare.dataset import Dataset
    from rolecompare.render import answers

    kinds: dict[SchemaChoice, type] = {
        "dataset": Dataset,
        "comparison": Comparison,
        "role": answers.RoleAnswer,
        "list": answers.ListAnswer,
        "claims": answers.ClaimsAnswer,
        "why": Trace,
        "sources": answers.SourcesAnswer,
        "check": answers.CheckAnswer,
        "where": answers.Whereabouts,
        "import": answers.ImportAnswer,
        "find": answers.FindAnswer,
        "gap": Gap,
        "fit": Fit,
        "questions": Questions,
        "related": RelatedAnswer,
    }
    emit(render.record(door.json_schema(kinds[document], f"rolecompare {document}")))


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
    from rolecompare import loading, location, store
    from rolecompare.errors import FileTrouble, UnsoundData
    from rolecompare.render import answers, listing
    from rolecompare.store.reading import condition

    asking = Asking(output_format, as_json, width, no_color, output)
    named("--data", data)
    own, home = location.own_data(data), location.home()
    library, wrong = None, None
    try:
        library = loading.load(own)
    except (FileTrouble, UnsoundData) as error:
        wrong = str(error)
    found = condition(home)
    answer = answers.Whereabouts(
        in_use=own or location.bundled(),
        wrong=wrong,
        bundled=location.bundled(),
        store=store.path(home),
        store_state=found.state,
        store_wrong=found.wrong,
        imported=tuple(found.editions),
        editions=found.editions,
        chosen_by="--data" if data else "ROLECOMPARE_DATA" if own else "default",
        title=library.title if library else None,
        edition=library.edition if library else None,
        licence=library.licence if library else None,
    )
    asking.listed(lambda: answer, lambda: listing.whereabouts(answer))


@data_app.command()
def remove() -> None:
    """Take the local store away, with all that imports made; the bundled roles stay.

    Example: rolecompare data remove
    """
    from rolecompare import location, store
    from rolecompare.cli.output import emit
    from rolecompare.render.harmless import harmless
    from rolecompare.store.writing import removed

    home = location.home()
    told = [f"{path}: removed" for path in removed(home)] or [f"{store.path(home)}: there was none"]
    emit("".join(f"{harmless(line)}\n" for line in told))
