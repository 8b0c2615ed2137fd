"""Records together -> a dataset that is sound as a whole."""

from collections.abc import Sequence
from typing import Annotated, Literal

from rolecompare.dataset.references import Parts, reference_problems
from rolecompare.errors import Problem
from rolecompare.models.base import Limits, Record, Slug, Text, record
from rolecompare.models.claims import Claim
from rolecompare.models.roles import Activity, Role
from rolecompare.models.sources import Source


class UnsoundWhole(ValueError):
    """Faults that only the whole dataset shows, each with its place."""

    def __init__(self, found: Sequence[Problem]) -> None:
        super().__init__("; ".join(f"{flaw.path}: {flaw.message}" for flaw in found))
        self.flaws = found


@record
class Dataset(Record):
    """Everything that a comparison is made from, with an edition and a license of its own."""

    schema: Literal["rolecompare/dataset/1"]
    title: Text
    edition: Text
    license: Text
    default_comparison: Annotated[tuple[Slug, ...], Limits(min_length=2, max_length=6)]
    sources: tuple[Source, ...]
    activities: tuple[Activity, ...] = ()
    roles: tuple[Role, ...]
    claims: tuple[Claim, ...] = ()

    def __post_init__(self) -> None:
        found = reference_problems(
            Parts(self.sources, self.activities, self.roles, self.claims, self.default_comparison)
        )
        if found:
            raise UnsoundWhole(found)
