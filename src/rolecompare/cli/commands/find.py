"""`rolecompare find`: which jobs some words can mean."""

from typing import Annotated

import typer

from rolecompare.cli.context import LISTING_OPTIONS, RequestContext, command
from rolecompare.errors import NothingFoundError

WordsArgument = Annotated[
    list[str], typer.Argument(metavar="WORDS...", help="What the job is called, or what people do in it.")
]
LimitOption = Annotated[int, typer.Option("--limit", min=1, max=100, help="Maximum results (ties are all shown).")]


@command(without=LISTING_OPTIONS)
def find(request: RequestContext, words: WordsArgument, limit: LimitOption = 10) -> None:
    """Search jobs by title, nickname or what people do. Typos are OK.

    Example: rolecompare find "med tech"
    """
    from rolecompare.answers.listings import FindAnswer, FoundRole

    query = " ".join(words)
    names = request.open_repository().names
    found = names.candidates(query, limit)
    if not found:
        raise NothingFoundError(query, names.hint)
    candidates = tuple(
        FoundRole(
            id=heading.id,
            title=heading.title,
            codes=heading.codes,
            matched=hit.matched,
            why=hit.why,
            score=round(hit.score, 4),
            jobs=names.choice(heading).jobs,
        )
        for heading, hit in found
    )
    hint = None if any(hit.is_named for _, hit in found) else names.hint or None
    request.respond(FindAnswer(query=query, candidates=candidates, hint=hint))
