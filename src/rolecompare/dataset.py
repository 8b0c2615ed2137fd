"""Records together -> a dataset that is sound as a whole."""

from collections.abc import Sequence
from typing import Annotated, Literal

from rolecompare.claims import Claim
from rolecompare.models import Activity, Role, Source
from rolecompare.records import Limits, Record, Slug, Text, record
from rolecompare.soundness import Flaw, Parts, flaws


class UnsoundWhole(ValueError):
    """Faults that only the whole dataset shows, each with its place."""

    def __init__(self, found: Sequence[Flaw]) -> None:
        super().__init__("; ".join(f"{flaw.place}: {flaw.what}" for flaw in found))
        self.flaws = found


@record
class Dataset(Record):
    """Everything that a comparison is made from, with an edition and a licence of its own."""

    schema: Literal["rolecompare/dataset/1"]
    title: Text
    edition: Text
    licence: Text
    default_comparison: Annotated[tuple[Slug, ...], Limits(min_length=2, max_length=6)]
    sources: tuple[Source, ...]
    activities: tuple[Activity, ...] = ()
    roles: tuple[Role, ...]
    claims: tuple[Claim, ...] = ()

    def __post_init__(self) -> None:
        found = flaws(Parts(self.sources, self.activities, self.roles, self.claims, self.default_comparison))
        if found:
            raise UnsoundWhole(found)
