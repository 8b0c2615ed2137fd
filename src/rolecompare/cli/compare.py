"""The commands of the panel Compare."""

from rolecompare.cli import options
from rolecompare.cli.asking import answered, asked, canvas_of, opened


def diff(
    roles: options.RolesArgument = None,
    sections: options.SectionsOption = None,
    only: options.OnlyOption = None,
    output_format: options.FormatOption = None,
    as_json: options.JsonOption = False,
    no_sources: options.NoSourcesOption = False,
    width: options.WidthOption = None,
    no_color: options.NoColorOption = False,
    output: options.OutputOption = None,
    data: options.DataOption = None,
) -> None:
    """Show how two to six roles differ, side by side, every cell cited.

    Example: rolecompare diff medical-assistant phlebotomist --section outlook
    """
    from rolecompare import render
    from rolecompare.comparison import compare, narrowed

    form = asked(output_format, as_json)
    catalog = opened(data)
    subjects = catalog.find_all(_enough(roles or []))
    comparison = narrowed(
        compare(subjects, catalog.background), tuple(section.value for section in sections or ()), only
    )
    if form == "json":
        text = render.record(comparison)
    else:
        text = render.page(comparison, form, canvas_of(width, no_color, output), sources=not no_sources)
    answered(text, output)


def _enough(names: list[str]) -> list[str]:
    from rolecompare.comparison import FEWEST, MOST
    from rolecompare.errors import WrongUsage

    if names and not FEWEST <= len(names) <= MOST:
        many = "one role is" if len(names) == 1 else f"{len(names)} roles are"
        advice = f" `rolecompare show {names[0]}` shows one." if len(names) == 1 else ""
        raise WrongUsage(f"{many} named; a comparison takes {FEWEST} to {MOST}.{advice}")
    return names
