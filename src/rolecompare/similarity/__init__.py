"""The types of similar roles. `ranking` and `precompute` compute them; reading the results needs neither."""

from __future__ import annotations

from collections.abc import Callable
from typing import Literal, NamedTuple

from rolecompare.models.roles import Role

# The measures that are shown of similar roles.
FIGURES = ("pay.annual.median", "employment.change_percent")


class SimilarRole(NamedTuple):
    """The place and the score of `other` among the roles similar to `role`, and the four cosines of the score."""

    role: str
    place: int
    other: str
    score: float
    work: float
    titles: float
    knowledge: float
    interests: float


class RoleOutline(NamedTuple):
    """What is shown of a role next to similar ones: its levels, its `FIGURES`, and the kinds of work of its duties."""

    role: Role
    kinds: frozenset[str]


class SimilarRoles(NamedTuple):
    """A role with similar ones among all occupations of the store, or among the roles of a dataset.

    `find_outline` finds a role by the name that `SimilarRole.other` or an official list has for it.
    """

    among: Literal["store", "dataset"]
    asked: RoleOutline
    ranked: tuple[SimilarRole, ...]
    find_outline: Callable[[str], RoleOutline | None]
