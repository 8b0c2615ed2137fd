"""`rolecompare sources`: the publications that the data comes from."""

from rolecompare.cli.context import LISTING_OPTIONS, RequestContext, command


@command(without=LISTING_OPTIONS)
def sources(request: RequestContext) -> None:
    """List all sources. --full shows edition, license and address of each.

    Example: rolecompare sources --format csv
    """
    from rolecompare.answers.listings import SourcesAnswer

    request.respond(SourcesAnswer(sources=request.open_repository().reference_data.sources))
