"""`rolecompare claims`: what the article says, and whether it is true."""

from typing import Annotated

import typer

from rolecompare.cli import options
from rolecompare.cli.completion import complete_roles
from rolecompare.cli.context import RequestContext, command
from rolecompare.cli.names import find_jobs
from rolecompare.models.kinds import Verdict

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
    list[Verdict] | None,
    typer.Option(
        "--verdict",
        metavar="VERDICT",
        help=f"Only claims with this verdict: {', '.join(Verdict)}. Can be repeated.",
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
    """Fact-check a web article on medical assistants and technicians, which this tool started from.

    Example: rolecompare claims medical-technician --verdict contradicted
    """
    from rolecompare.answers.claims import claims_answer, judged

    repository = request.open_repository()
    headings = repository.library.headings
    named_jobs = find_jobs(request, repository, roles or (), may_repeat=True)
    asked = {heading.id: heading.title for heading in named_jobs}
    # A claim about an umbrella role is a claim about its members.
    wanted_roles = {*asked, *(heading.id for heading in headings if asked.keys() & set(heading.members))}
    judged_claims = [judged(claim) for claim in repository.library.claims.values()]
    found = [
        claim
        for claim in judged_claims
        if (not wanted_roles or wanted_roles & set(claim.roles))
        and (not verdicts or claim.verdict in verdicts)
        and (not sections or claim.section in sections)
    ]
    titles = {heading.id: heading.title for heading in headings} | asked
    # Other claims about a job may have another verdict, or be about another section.
    named = () if verdicts or sections else asked
    answer = claims_answer(found, len(judged_claims), titles, repository.reference_data, named)
    request.respond(answer, in_full=bool(sections))
