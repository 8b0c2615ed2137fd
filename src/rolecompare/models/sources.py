"""Sources, citations of places in them, and the statements that rest on citations."""

from typing import Annotated, Literal

from pydantic import Field

from rolecompare.codes import Classification
from rolecompare.models.base import ClaimNumber, Date, Model, Slug, Text, Url
from rolecompare.models.kinds import SourceKind


class Source(Model):
    """A publication. `published` and `reference_period` are absent where the publication does not state them."""

    id: Slug
    title: Text
    publisher: Text
    url: Url | None = None
    edition: Text
    published: Date | None = Field(default=None, description="A year, a month or a day, such as 2025-08-28.")
    reference_period: Text | None = None
    license: Text
    kind: SourceKind
    wording: Literal["verbatim", "modified"] | None = Field(
        default=None,
        description="Whether statements quote the source word for word, or its license asks to say that they do not.",
    )
    classification: Classification | None = Field(
        default=None, description="The classification of its occupation codes, where that is not SOC 2018."
    )


class Citation(Model):
    """A source and a place in it, such as `Table 1.2, row 517`."""

    source: Slug = Field(description="The id of a source of the dataset.")
    place: Text
    multiplier: Annotated[int, Field(ge=2, le=1_000_000)] | None = Field(
        default=None,
        description="What the printed number is multiplied by, such as 1000 where a table counts in thousands.",
    )


Citations = Annotated[tuple[Citation, ...], Field(min_length=1)]


class Statement(Model):
    """One sentence about a role, in our own words. `claims` are the article's claims that repeat it."""

    text: Text
    citations: Citations
    scope: Literal["some", "wider-group"] | None = Field(
        default=None,
        description="Whom it is true of, where that is not the role as a whole: some of those who do the work, or a "
        "wider group of jobs that the source writes about together.",
    )
    claims: tuple[ClaimNumber, ...] | None = None
