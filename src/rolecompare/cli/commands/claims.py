"""`rolecompare claims`: what the article says, and whether it is true."""

from enum import StrEnum
from typing import Annotated

import typer

from rolecompare.cli import options
from rolecompare.cli.completion import complete_roles
from rolecompare.cli.context import RequestContext, command


class VerdictChoice(StrEnum):
    """The verdicts that claims can be chosen by."""

    SUPPORTED = "supported"
    CONTRADICTED = "contradicted"
    WRONG_PERIOD = "wrong-period"
    SELF_CONTRADICTORY = "self-contradictory"
    PARTLY_SUPPORTED = "partly-supported"
    NOT_CHECKABLE = "not-checkable"
    FRAMING = "framing"


RolesArgument = Annotated[
    list[str] | None,
    typer.Argument(
        metavar="[ROLE]...",
        help="Only claims about these jobs. Default: all claims.",
        autocompletion=complete_roles,
        show_default=False,
    ),
]
VerdictsOption = Annotated[
    list[VerdictChoice] | None,
    typer.Option(
        "--verdict",
        metavar="VERDICT",
        help=f"Only claims with this verdict: {', '.join(VerdictChoice)}. Can be repeated.",
        rich_help_panel=options.DISPLAY,
    ),
]


@command()
def claims(
    request: RequestContext,
    roles: RolesArgument = None,
    verdicts: VerdictsOption = None,
    sections: options.SectionsOption = None,
) -> None:
    """Fact-check the web article this tool started from.

    Example: rolecompare claims medical-technician --verdict contradicted
    """
    from rolecompare.answers import claims_answer, judged

    repository = request.open_repository()
    headings = repository.library.headings
    wanted_roles = {repository.find(name).id for name in roles or ()}
    # A claim about an umbrella role is a claim about its members.
    wanted_roles |= {heading.id for heading in headings if wanted_roles & set(heading.members)}
    wanted_verdicts = {choice.value for choice in verdicts or ()}
    wanted_sections = {section.value for section in sections or ()}
    judged_claims = [judged(claim) for claim in repository.library.claims]
    found = [
        claim
        for claim in judged_claims
        if (not wanted_roles or wanted_roles & set(claim.roles))
        and (not wanted_verdicts or claim.verdict in wanted_verdicts)
        and (not wanted_sections or claim.section in wanted_sections)
    ]
    titles = {heading.id: heading.title for heading in headings}
    request.respond(claims_answer(found, len(judged_claims), titles, repository.reference_data))
