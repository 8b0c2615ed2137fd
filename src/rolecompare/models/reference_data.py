"""What a comparison takes from a dataset: roles with their members, and the data that roles refer to."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from rolecompare.models.claims import Claim
from rolecompare.models.figures import Figure, Level, Missing
from rolecompare.models.roles import Activity, Codes, Program, Rating, Role, Setting
from rolecompare.models.sources import Citation, Source


class RoleWithMembers(NamedTuple):
    """A role to be compared and, if it is an umbrella, the roles that it stands for."""

    role: Role
    members: tuple[Role, ...] = ()


class MeasuredRole(NamedTuple):
    """A role with only its figures and levels of some measures, by the measure, in no particular order.

    `missing` are the parts that it is without, and why.
    """

    id: str
    title: str
    code: str | None
    members: tuple[str, ...]
    values: Mapping[str, Sequence[Figure | Level | Missing]]
    missing: tuple[Missing, ...] = ()


class ListedDuty(NamedTuple):
    """A duty of a job to choose: the O*NET activities that it is an instance of, by id; none where that is not known.

    `field` is named as `why` takes it.
    """

    activities: tuple[str, ...]
    citations: tuple[Citation, ...]
    field: str | None = None


class JobFacts(NamedTuple):
    """A job that somebody may choose, with only what a choice is based on; an umbrella is none, but its members are.

    `values` are the figures and levels of some measures, by the measure; `ratings` those of interests and work values.
    `programs` are the courses of study that lead to the job.
    """

    id: str
    title: str
    codes: Codes
    values: Mapping[str, Sequence[Figure | Level | Missing]]
    ratings: Sequence[Rating]
    duties: Sequence[ListedDuty]
    settings: Sequence[Setting] = ()
    missing: Sequence[Missing] = ()
    programs: Sequence[Program] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class DatasetEdition:
    """The name of a dataset, its edition, its license, and the ids of the roles that it compares by default."""

    title: str
    edition: str
    license: str
    default_comparison: tuple[str, ...] = ()


class ReferenceData(NamedTuple):
    """What the roles of a comparison refer to; activities and sources by their ids, claims by their numbers.

    `claim_numbers` are the numbers of the claims about each role, by its id. A comparison looks up the claims about its
    roles, so that the others are not validated. `all_occupations` are figures of all occupations together.
    """

    activities: Mapping[str, Activity]
    claims: Mapping[int, Claim]
    claim_numbers: Mapping[str, Sequence[int]]
    sources: Mapping[str, Source]
    dataset: DatasetEdition
    all_occupations: Sequence[Figure] = ()

    def claim_numbers_about(self, roles: Iterable[str]) -> list[int]:
        """Return the numbers of the claims about any of the roles, given by their ids, in ascending order."""
        return sorted({number for role in roles for number in self.claim_numbers.get(role, ())})
