"""The commands of the panel Compare."""

from rolecompare.cli import options
from rolecompare.cli.context import RequestContext, open_repository
from rolecompare.cli.options import OutputFormat


def diff(
    roles: options.RolesArgument = None,
    sections: options.SectionsOption = None,
    only: options.OnlyOption = None,
    every: options.AllOption = False,
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
    from rolecompare.comparison.compare import compare
    from rolecompare.comparison.selection import Selection

    asking = RequestContext(output_format, as_json, width, no_color, output)
    selection = Selection(sections=tuple(sections or ()), only=only, for_page=asking.for_people, all_ratings=every)
    catalog = open_repository(data)
    subjects = catalog.find_all(_enough(roles or [], asking.form), selection.rating_limit)
    not_loaded = catalog.unread(subjects) if selection.shortens_ratings else ()
    comparison = compare(subjects, catalog.background, selection, not_loaded=not_loaded)
    asking.respond(comparison, sources=not no_sources)


def gap(
    start: options.FromArgument,
    goal: options.ToArgument,
    both: options.BothOption = False,
    output_format: options.FormatOption = None,
    as_json: options.JsonOption = False,
    no_sources: options.NoSourcesOption = False,
    width: options.WidthOption = None,
    no_color: options.NoColorOption = False,
    output: options.OutputOption = None,
    data: options.DataOption = None,
) -> None:
    """Show what it takes to move from one role to another: what is in the way, what carries over, what is new.

    Example: rolecompare gap medical-assistant registered-nurse --both
    """
    from rolecompare.gap.analysis import analyze_gap as worked_out

    asking = RequestContext(output_format, as_json, width, no_color, output)
    catalog = open_repository(data)
    one, other = catalog.find_all([start, goal])
    asking.respond(worked_out(one, other, catalog.background, both=both), sources=not no_sources)


def _enough(names: list[str], form: OutputFormat) -> list[str]:
    """The names, if they are as many as can be compared: a page holds six roles, a program reads any number."""
    from rolecompare.comparison.compare import MAX_ROLES, MIN_ROLES
    from rolecompare.errors import UsageError

    if len(names) == 1:
        raise UsageError(f"one role is named; a comparison takes two. `rolecompare show {names[0]}` shows one.")
    if len(names) > MAX_ROLES and form in ("table", "markdown"):
        more = "--json and --format csv take any number"
        raise UsageError(f"{len(names)} roles are named; a page holds {MIN_ROLES} to {MAX_ROLES}. {more}.")
    return names
