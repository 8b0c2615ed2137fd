"""The commands of the panel Look up."""

from rolecompare.cli import options
from rolecompare.cli.asking import Asking, opened


def show(
    role: options.RoleArgument,
    sections: options.SectionsOption = None,
    output_format: options.FormatOption = None,
    as_json: options.JsonOption = False,
    no_sources: options.NoSourcesOption = False,
    width: options.WidthOption = None,
    no_color: options.NoColorOption = False,
    output: options.OutputOption = None,
    data: options.DataOption = None,
) -> None:
    """Show one role, whole: duties, training, credentials, settings, pay and outlook.

    Example: rolecompare show medical-assistant --json
    """
    from rolecompare.comparison import compare, narrowed

    asking = Asking(output_format, as_json, width, no_color, output)
    catalog = opened(data)
    subject = catalog.subject(catalog.find(role))
    chosen = tuple(section.value for section in sections or ())
    alone = narrowed(compare([subject], catalog.background), chosen, None)

    def answer() -> object:
        from rolecompare.render.answers import role_answer, shortened

        whole = role_answer(subject.role, alone)
        return shortened(whole, chosen) if chosen else whole

    asking.compared(alone, answer, sources=not no_sources)


def list_roles(
    search: options.SearchOption = None,
    output_format: options.FormatOption = None,
    as_json: options.JsonOption = False,
    width: options.WidthOption = None,
    no_color: options.NoColorOption = False,
    output: options.OutputOption = None,
    data: options.DataOption = None,
) -> None:
    """List the roles there are, with their codes and one line each.

    Example: rolecompare list --search laboratory
    """
    from rolecompare.render import answers, listing

    asking = Asking(output_format, as_json, width, no_color, output)
    headings = opened(data).search(search)
    asking.listed(lambda: answers.list_answer(headings), lambda: listing.roles(headings))


def sources(
    output_format: options.FormatOption = None,
    as_json: options.JsonOption = False,
    width: options.WidthOption = None,
    no_color: options.NoColorOption = False,
    output: options.OutputOption = None,
    data: options.DataOption = None,
) -> None:
    """List every source, its edition and its licence.

    Example: rolecompare sources --format csv
    """
    from rolecompare.render import answers, listing

    asking = Asking(output_format, as_json, width, no_color, output)
    found = opened(data).library.sources
    asking.listed(lambda: answers.SourcesAnswer(sources=found), lambda: listing.sources(found.values()))
