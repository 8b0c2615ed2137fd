"""The answers that list roles or sources."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from rolecompare.models.roles import Codes, RoleHeading
from rolecompare.models.sources import Source


@dataclass(frozen=True, slots=True, kw_only=True)
class ListAnswer:
    """The roles of a dataset, or those that a search found."""

    schema: Literal["rolecompare/list/2"] = "rolecompare/list/2"
    roles: tuple[RoleHeading, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class SourcesAnswer:
    """Every source, by its id."""

    schema: Literal["rolecompare/sources/2"] = "rolecompare/sources/2"
    sources: Mapping[str, Source]


@dataclass(frozen=True, slots=True, kw_only=True)
class FoundRole:
    """A role that a search found: which text of it matched, why, and how well (0 to 1).

    `jobs` is the newest number of jobs, if one was published for this role alone.
    """

    id: str
    title: str
    codes: Codes
    matched: str
    why: str
    score: float
    jobs: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class FindAnswer:
    """The roles that a search found, best first; `hint` says how to search in more roles if few are loaded."""

    schema: Literal["rolecompare/find/2"] = "rolecompare/find/2"
    query: str
    candidates: tuple[FoundRole, ...]
    hint: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class FieldsAnswer:
    """The fields of a role that `why` explains, with their labels: all, or those that a query means."""

    schema: Literal["rolecompare/fields/2"] = "rolecompare/fields/2"
    role: str
    title: str
    query: str
    fields: Mapping[str, str]
