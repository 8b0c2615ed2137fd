"""The commands of the panel Look up."""

from rolecompare.cli import options
from rolecompare.cli.context import RequestContext, open_repository


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
    from rolecompare.answers import RoleReport
    from rolecompare.comparison.compare import compare
    from rolecompare.comparison.selection import Selection

    asking = RequestContext(output_format, as_json, width, no_color, output)
    selection = Selection(sections=tuple(sections or ()), for_page=asking.for_people)
    catalog = open_repository(data)
    subject = catalog.subject(catalog.find(role), selection.rating_limit)
    not_loaded = catalog.unread([subject]) if selection.shortens_ratings else ()
    comparison = compare([subject], catalog.background, selection, not_loaded=not_loaded)

    asking.respond(RoleReport(subject, comparison, selection.sections), sources=not no_sources)


def find(
    words: options.WordsArgument,
    limit: options.LimitOption = 10,
    output_format: options.FormatOption = None,
    as_json: options.JsonOption = False,
    width: options.WidthOption = None,
    no_color: options.NoColorOption = False,
    output: options.OutputOption = None,
    data: options.DataOption = None,
) -> None:
    """Find which role is meant by these words: titles, other titles, slips and all. It never picks one for you.

    Example: rolecompare find "med tech"
    """
    from rolecompare import answers

    asking = RequestContext(output_format, as_json, width, no_color, output)
    text = " ".join(words)
    candidates = tuple(
        answers.FoundRole(
            id=heading.id,
            title=heading.title,
            codes=heading.codes,
            matched=hit.matched,
            why=hit.why,
            score=round(hit.score, 4),
        )
        for heading, hit in open_repository(data).candidates(text, limit)
    )
    answer = answers.FindAnswer(query=text, candidates=candidates)
    asking.respond(answer)


def related(
    role: options.RoleArgument,
    limit: options.MostOption = 20,
    output_format: options.FormatOption = None,
    as_json: options.JsonOption = False,
    no_sources: options.NoSourcesOption = False,
    width: options.WidthOption = None,
    no_color: options.NoColorOption = False,
    output: options.OutputOption = None,
    data: options.DataOption = None,
) -> None:
    """Show which roles are near: the official list, our own ranking beside it, with pay, growth and job zone of each.

    Example: rolecompare related medical-assistant --limit 10
    """
    from rolecompare.related import find_related as worked_out

    asking = RequestContext(output_format, as_json, width, no_color, output)
    catalog = open_repository(data)
    answer = worked_out(catalog.around(catalog.find(role)), catalog.background, limit)
    asking.respond(answer, sources=not no_sources)


def claims(
    roles: options.ClaimedRolesArgument = None,
    verdicts: options.VerdictsOption = None,
    sections: options.SectionsOption = None,
    output_format: options.FormatOption = None,
    as_json: options.JsonOption = False,
    no_sources: options.NoSourcesOption = False,
    width: options.WidthOption = None,
    no_color: options.NoColorOption = False,
    output: options.OutputOption = None,
    data: options.DataOption = None,
) -> None:
    """Show what the article claims, whether it holds, and the evidence.

    Example: rolecompare claims medical-technician --verdict contradicted
    """
    from rolecompare.answers import claims_answer, judged

    asking = RequestContext(output_format, as_json, width, no_color, output)
    catalog = open_repository(data)
    named = {catalog.find(name).id for name in roles or ()}
    # What is claimed of an umbrella is claimed of those under it.
    named |= {heading.id for heading in catalog.library.headings if named & set(heading.members)}
    wanted = {choice.value for choice in verdicts or ()}
    within = {section.value for section in sections or ()}
    tried = [judged(claim) for claim in catalog.library.claims]
    found = [
        claim
        for claim in tried
        if (not named or named & set(claim.roles))
        and (not wanted or claim.verdict in wanted)
        and (not within or claim.section in within)
    ]
    titles = {heading.id: heading.title for heading in catalog.library.headings}
    answer = claims_answer(found, len(tried), titles, catalog.background)
    asking.respond(answer, sources=not no_sources)


def why(
    role: options.RoleArgument,
    field: options.FieldArgument,
    output_format: options.FormatOption = None,
    as_json: options.JsonOption = False,
    width: options.WidthOption = None,
    no_color: options.NoColorOption = False,
    output: options.OutputOption = None,
    data: options.DataOption = None,
) -> None:
    """Show where a value comes from: file, sheet, row, column, edition, and what was done to it.

    Example: rolecompare why medical-assistant outlook.pay.annual.median
    """
    from rolecompare.comparison.compare import compare
    from rolecompare.comparison.provenance import field_labels, trace

    asking = RequestContext(output_format, as_json, width, no_color, output)
    catalog = open_repository(data)
    alone = compare([catalog.subject(catalog.find(role))], catalog.background)
    found = trace(alone, field)
    if found is None:
        from rolecompare.dataset.repository import closest_names
        from rolecompare.errors import FieldNotFoundError

        known = field_labels(alone)
        # A field may be meant by its key, by the end of it, or by what the page calls it.
        meant = {name.casefold(): name for name in known} | {label.casefold(): name for name, label in known.items()}
        near = dict.fromkeys(meant[name] for name in closest_names(field.casefold(), meant))
        raise FieldNotFoundError(alone.roles[0].title, field, list(near), known)
    asking.respond(found)


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
    from rolecompare import answers

    asking = RequestContext(output_format, as_json, width, no_color, output)
    headings = open_repository(data).search(search)
    asking.respond(answers.ListAnswer(roles=tuple(headings)))


def sources(
    output_format: options.FormatOption = None,
    as_json: options.JsonOption = False,
    width: options.WidthOption = None,
    no_color: options.NoColorOption = False,
    output: options.OutputOption = None,
    data: options.DataOption = None,
) -> None:
    """List every source, its edition and its license.

    Example: rolecompare sources --format csv
    """
    from rolecompare import answers

    asking = RequestContext(output_format, as_json, width, no_color, output)
    found = open_repository(data).background.sources
    asking.respond(answers.SourcesAnswer(sources=found))
