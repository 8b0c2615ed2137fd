"""The commands of the panel Look up."""

from rolecompare.cli import options
from rolecompare.cli.asking import answered, asked, canvas_of, opened


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
    from rolecompare import render
    from rolecompare.comparison import compare, narrowed

    form = asked(output_format, as_json)
    catalog = opened(data)
    subject = catalog.subject(catalog.find(role))
    chosen = tuple(section.value for section in sections or ())
    alone = narrowed(compare([subject], catalog.background), chosen, None)
    if form == "json":
        from rolecompare.render.answers import role_answer, shortened

        answer = role_answer(subject.role, alone)
        text = render.record(shortened(answer, chosen) if chosen else answer)
    else:
        page = canvas_of(width, no_color, output)
        text = render.page(alone, form, page, sources=not no_sources, summary=(subject.role.summary,))
    answered(text, output)


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
    from rolecompare import render

    form = asked(output_format, as_json)
    headings = opened(data).search(search)
    if form == "json":
        from rolecompare.render.answers import list_answer

        text = render.record(list_answer(headings))
    else:
        from rolecompare.render.listing import roles

        text = render.rows(roles(headings), form, canvas_of(width, no_color, output))
    answered(text, output)


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
    from rolecompare import render

    form = asked(output_format, as_json)
    library = opened(data).library
    if form == "json":
        from rolecompare.render.answers import SourcesAnswer

        text = render.record(SourcesAnswer(sources=library.sources))
    else:
        from rolecompare.render.listing import sources as listed

        text = render.rows(listed(library.sources.values()), form, canvas_of(width, no_color, output))
    answered(text, output)
