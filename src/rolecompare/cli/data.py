"""The commands of the panel Data."""

import typer

from rolecompare.cli import options
from rolecompare.cli.asking import answered, asked, canvas_of
from rolecompare.cli.options import SchemaChoice

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

    Example: rolecompare data check my.json
    """
    from rolecompare import door, loading, location, render
    from rolecompare.render.answers import CheckAnswer, FoundFault
    from rolecompare.render.listing import faults

    form = asked(output_format, as_json)
    path = file or location.own_data(data) or location.bundled()
    found = tuple(FoundFault(**fault._asdict()) for fault in door.faults(loading.read(path)))
    if form == "json":
        text = render.record(CheckAnswer(file=path, sound=not found, faults=found))
    else:
        text = render.rows(faults(path, found), form, canvas_of(width, no_color, output))
    answered(text, output)
    if found:
        raise typer.Exit(1)


@data_app.command()
def schema(document: options.SchemaOption = "dataset") -> None:
    """Print the JSON Schema of a dataset, or of one of the JSON answers.

    Example: rolecompare data schema --output comparison
    """
    from rolecompare import door, render
    from rolecompare.comparison import Comparison
    from rolecompare.dataset import Dataset
    from rolecompare.render import answers

    kinds: dict[SchemaChoice, type] = {
        "dataset": Dataset,
        "comparison": Comparison,
        "role": answers.RoleAnswer,
        "list": answers.ListAnswer,
        "sources": answers.SourcesAnswer,
        "check": answers.CheckAnswer,
        "where": answers.Whereabouts,
    }
    answered(render.record(door.json_schema(kinds[document], f"rolecompare {document}")), None)


@data_app.command()
def where(
    output_format: options.FormatOption = None,
    as_json: options.JsonOption = False,
    width: options.WidthOption = None,
    no_color: options.NoColorOption = False,
    output: options.OutputOption = None,
    data: options.DataOption = None,
) -> None:
    """Say which dataset is in use, and where it is kept.

    Example: rolecompare data where --json
    """
    from rolecompare import loading, location, render
    from rolecompare.render.answers import Whereabouts
    from rolecompare.render.listing import whereabouts

    form = asked(output_format, as_json)
    own = location.own_data(data)
    library = loading.load(own)
    answer = Whereabouts(
        in_use=library.origin,
        bundled=location.bundled(),
        chosen_by="--data" if data else "ROLECOMPARE_DATA" if own else "default",
        title=library.title,
        edition=library.edition,
        licence=library.licence,
    )
    if form == "json":
        text = render.record(answer)
    else:
        text = render.rows(whereabouts(answer), form, canvas_of(width, no_color, output))
    answered(text, output)
