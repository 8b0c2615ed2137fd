"""Define the types of a comparison. Cells refer to the records themselves; derived values are kept separately.

The shapes are those of the JSON answer (`rolecompare data schema comparison`), field for field.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Literal

from rolecompare.codes import Classification
from rolecompare.models.figures import Figure, Level, Missing
from rolecompare.models.kinds import MissingReason, SectionName, Verdict
from rolecompare.models.reference_data import DatasetEdition
from rolecompare.models.roles import (
    Codes,
    Item,
    Setting,
)
from rolecompare.models.serialization import find_cited_sources
from rolecompare.models.sources import Citation, Source, Statement

Relation = Literal["same", "alike", "differs", "only", "missing"]
MISSING = "missing"  # the key of the row that says what the roles are without of a section


@dataclass(frozen=True, slots=True, kw_only=True)
class ComparedRole:
    """A compared role, by name and in a sentence. `members` are the roles that an umbrella stands for."""

    id: str
    title: str
    summary: Statement
    codes: Codes
    members: tuple["ComparedRole", ...] = ()


def item_citations(item: Item) -> tuple[Citation, ...]:
    """Return the citations of an item, and for a setting also those of its share."""
    return item.all_citations if isinstance(item, Setting) else item.citations


def cited_sources(answer: object, sources: Mapping[str, Source]) -> Mapping[str, Source]:
    """Return the sources that an answer cites and no others, in the order in which it cites them.

    `answer` is a record, or a tuple of records and tuples in the order in which a reader meets them.
    """
    return MappingProxyType({name: sources[name] for name in find_cited_sources(answer)})


@dataclass(frozen=True, slots=True, kw_only=True)
class MemberItems:
    """What one of an umbrella's members has in a row."""

    role: str
    items: tuple[Item, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ValueRange:
    """The lowest and the highest value over the member roles named; each end is a published value itself."""

    low: Figure | Level
    high: Figure | Level
    roles: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Cell:
    """What one role has in a row: its own items, older editions of them, and what its member roles have."""

    role: str
    items: tuple[Item, ...]
    history: tuple[Item, ...] = ()
    members: tuple[MemberItems, ...] = ()
    member_count: int | None = None
    range: ValueRange | None = None

    def held(self) -> Iterator[Item]:
        """Return the items of the role itself and of its members, without their history."""
        yield from self.items
        for member in self.members:
            yield from member.items


@dataclass(frozen=True, slots=True, kw_only=True)
class RowEvidence:
    """Why things stand in one row: what they share, or how many of an umbrella's members share it.

    `score` is how alike their wording is, up to 1 for the same words; of several roles' the least of any two.
    """

    kind: Literal["activity", "broader-activity", "wording", "name", "kind", "measure", "range", "code", "rating"]
    id: str | None = None
    label: str | None = None
    score: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Derived:
    """A value worked out from two cells of a row; `difference` is the value of `role` less that of `versus`.

    `percent_apart` is the difference as a percent of the lower value, without a sign: it says the same whichever role
    comes first. `steps` counts levels of a scale. `finding` is what may be said of two ratings, and `margin` what
    chance alone may make them differ by, given all that is tested with it; of ratings, `unit` names the scale.
    """

    kind: Literal["difference", "percent_apart", "steps", "finding", "margin"]
    role: str
    versus: str
    value: int | float | str
    unit: str | None = None

    @property
    def roles(self) -> tuple[str, str]:
        """Both roles, the earlier one in the comparison first."""
        return self.versus, self.role


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One thing that the roles are held against each other by: a cell for each role, in their order."""

    key: str
    label: str
    relation: Relation
    evidence: RowEvidence | None = None
    cells: tuple[Cell, ...]
    derived: tuple[Derived, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """The rows of one section, shared ones first."""

    name: SectionName
    rows: tuple[Row, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class NamedValue:
    """What one role has of one measure or scale of levels: the value that leads, and every other edition.

    `kind` is that of the value. Where sources contradict each other, it is `conflict`, and `values` has what each says.
    `range` is that of an umbrella's members. Of a later role in a comparison, `difference`, `percent_apart` and `steps`
    are against the role `versus`, which is the first one; they are absent where the two values are not comparable.
    `earlier` is absent where other editions were not asked for.
    """

    kind: Literal["figure", "level", "missing", "conflict"]
    value: int | float | str | None = None
    unit: str | None = None
    rank: int | None = None
    name: str | None = None
    period: str | None = None
    area: str | None = None
    code: str | None = None
    classification: Classification | None = None
    missing: MissingReason | None = None
    reason: str | None = None
    bound: int | float | None = None
    citations: tuple[Citation, ...] = ()
    values: tuple[Figure | Level, ...] | None = None
    range: ValueRange | None = None
    versus: str | None = None
    difference: int | float | None = None
    percent_apart: float | None = None
    steps: int | None = None
    earlier: tuple[Figure | Level | Missing, ...] | None = None


NamedValues = Mapping[str, Mapping[str, NamedValue]]


@dataclass(frozen=True, slots=True, kw_only=True)
class SummarySentence:
    """One sentence on a section, worked out from its rows; `topic` is a word such as Pay."""

    section: SectionName
    topic: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Contrast:
    """What jobs have in common, and how they differ; each entry is a few words on one topic with its numbers."""

    same: tuple[str, ...] = ()
    differs: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class ComparisonWarning:
    """A warning about rows. `claim` and `verdict` are those of the article's claim that a dispute is about."""

    kind: Literal["vintage", "granularity", "conflict", "dispute", "coverage"]
    section: SectionName
    roles: tuple[str, ...]
    text: str
    citations: tuple[Citation, ...] = ()
    claim: int | None = None
    verdict: Verdict | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparison:
    """Roles side by side, with what follows from it, the warnings, and every source that is cited.

    `all_occupations` are the newest figures of all occupations together, to judge those in the outlook by.

    `figures` holds the figures and levels of the sections by the key of the row, such as `pay.annual.median`, and then
    by the id of the role.
    """

    schema: Literal["rolecompare/comparison/2"] = "rolecompare/comparison/2"
    roles: tuple[ComparedRole, ...]
    contrast: Contrast = Contrast()
    summary: tuple[SummarySentence, ...]
    figures: NamedValues
    sections: tuple[Section, ...]
    all_occupations: tuple[Figure, ...] = ()
    warnings: tuple[ComparisonWarning, ...]
    dataset: DatasetEdition
    sources: Mapping[str, Source]
