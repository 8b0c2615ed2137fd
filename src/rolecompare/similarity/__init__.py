"""Roles -> how near each is to every other, worked out once for all of them (`ranking`), and what is read beside it.

This much is enough to read what was worked out; only who works it out imports the rest.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Literal, NamedTuple

from rolecompare.models.roles import Role

__all__ = ["FIGURES", "Around", "Beside", "Near"]

# What of a role's outlook is read beside others.
FIGURES = ("pay.annual.median", "employment.change_percent")


class SimilarRole(NamedTuple):
    """How near `other` is to `role`, at which place of all, and the cosines that its score is made up of."""

    role: str
    place: int
    other: str
    score: float
    work: float
    titles: float
    knowledge: float
    interests: float


class RoleOutline(NamedTuple):
    """A role as it is read beside others: its levels and `FIGURES`, and the kinds of work that it holds."""

    role: Role
    kinds: frozenset[str]


class SimilarRoles(NamedTuple):
    """A role with those near to it: among all occupations of the store, or among the roles of a dataset.

    `beside` finds a role by what `Near.other` or an official list calls it.
    """

    among: Literal["store", "dataset"]
    asked: RoleOutline
    near: tuple[SimilarRole, ...]
    beside: Callable[[str], RoleOutline | None]
