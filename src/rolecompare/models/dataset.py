"""The model of a whole dataset file."""

from typing import Annotated, Literal

from pydantic import Field

from rolecompare.models.base import Model, Slug, Text
from rolecompare.models.claims import Claim
from rolecompare.models.figures import Figure
from rolecompare.models.roles import Activity, Role
from rolecompare.models.sources import Source


class Dataset(Model):
    """Everything that a comparison is made from, with an edition and a license of its own.

    `dataset.references` checks what one record says of another.
    """

    # The field is called "schema" in the file; a model's attribute of that name would hide one of Pydantic's.
    schema_id: Literal["rolecompare/dataset/1"] = Field(alias="schema")
    title: Text
    edition: Text
    license: Text
    default_comparison: Annotated[tuple[Slug, ...], Field(min_length=2, max_length=6)]
    sources: tuple[Source, ...]
    activities: tuple[Activity, ...] = ()
    roles: tuple[Role, ...]
    claims: tuple[Claim, ...] = ()
    all_occupations: tuple[Figure, ...] = Field(
        default=(), description="Figures of all occupations together, such as the median pay in the United States."
    )
