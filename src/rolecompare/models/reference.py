"""What a comparison takes from a dataset: roles with their members, and the data that roles refer to."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import NamedTuple

from rolecompare.models.claims import Claim
from rolecompare.models.roles import Activity, Role
from rolecompare.models.sources import Source


class RoleWithMembers(NamedTuple):
    """A role to be compared and, if it is an umbrella, the roles that it stands for."""

    role: Role
    members: tuple[Role, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class DatasetEdition:
    """The name of a dataset, its edition, and the license that it may be used under."""

    title: str
    edition: str
    license: str


class ReferenceData(NamedTuple):
    """What the roles of a comparison refer to; activities and sources by their ids."""

    activities: Mapping[str, Activity]
    claims: tuple[Claim, ...]
    sources: Mapping[str, Source]
    dataset: DatasetEdition
