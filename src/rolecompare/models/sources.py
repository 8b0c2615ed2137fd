"""Sources, citations of places in them, and the statements that rest on citations."""

from typing import Annotated

from rolecompare.models.base import Date, Limits, Record, Slug, Text, Url, record
from rolecompare.models.kinds import SourceKind


@record
class Source(Record):
    """A publication. `published` and `reference_period` are absent where the publication does not state them."""

    id: Slug
    title: Text
    publisher: Text
    url: Url | None = None
    edition: Text
    published: Date | None = None
    reference_period: Text | None = None
    license: Text
    kind: SourceKind


@record
class Citation(Record):
    """A source and a place in it, such as `Table 1.2, row 517`.

    `times` is what the number that stands there is multiplied by: 1000 where a table counts in thousands.
    """

    source: Slug
    place: Text
    multiplier: Annotated[int, Limits(ge=2, le=1_000_000)] | None = None


Citations = Annotated[tuple[Citation, ...], Limits(min_length=1)]


@record
class Statement(Record):
    """One sentence about a role, in our own words. `claims` are the article's claims that stand or fall with it."""

    SIDE = "statement"

    text: Text
    citations: Citations
    claims: tuple[Annotated[int, Limits(ge=1)], ...] | None = None
