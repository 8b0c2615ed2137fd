"""List the roles related to one: the official list beside our own ranking, with what tells the roles apart.

The shapes are those of the JSON answer (`rolecompare data schema --output related`), field for field.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from rolecompare.comparison import labels
from rolecompare.comparison.figures import split_editions
from rolecompare.comparison.types import cited_sources
from rolecompare.models.figures import Figure, FigureOrMissing, Level, LevelOrMissing, Missing
from rolecompare.models.kinds import MissingReason
from rolecompare.models.reference import DatasetEdition, ReferenceData
from rolecompare.models.roles import RelatedOccupation
from rolecompare.models.sources import Citation, Source
from rolecompare.similarity import FIGURES, RoleOutline, SimilarRole, SimilarRoles

METHOD = (
    "Our own ranking adds up how similar two roles are in the words of their duties, the words of their titles, the "
    "knowledge that they need and the interests that they call for. It does not use the official list."
)
MAX_LIMIT = 30  # as many as --limit takes
WHY_MISSING = {
    "pay.annual.median": ("not in your data; `rolecompare import oews` adds it where it is published"),
    "employment.change_percent": ("not in your data; `rolecompare import projections` adds it where it is published"),
    "job_zone": "not in your data; O*NET does not give every occupation a job zone",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class OfficialListing:
    """The place of a role on the official list: tier and place, as the source has them."""

    tier: str
    place: int
    citations: tuple[Citation, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class OurRanking:
    """Our own ranking of a role: its place, and the score with the four cosines, each of -1 to 1, that make it up."""

    place: int
    score: float
    work: float
    titles: float
    knowledge: float
    interests: float


@dataclass(frozen=True, slots=True, kw_only=True)
class SharedActivity:
    """A kind of work, which is an activity that others are instances of."""

    id: str
    label: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RelatedRole:
    """A related role, or the role that was asked about, which is neither listed nor ranked.

    `shared_activities` are the kinds of work that it has in common with the role asked about, `activity_count` counts
    all of its own. Figures are those that lead, several where sources disagree. A role of which only the code is known
    has no id, and `unknown_reason` says why.
    """

    id: str | None = None
    code: str | None = None
    title: str | None = None
    official: OfficialListing | None = None
    our_ranking: OurRanking | None = None
    shared_activities: tuple[SharedActivity, ...] = ()
    activity_count: int = 0
    pay: tuple[FigureOrMissing, ...] = ()
    change: tuple[FigureOrMissing, ...] = ()
    job_zone: tuple[LevelOrMissing, ...] = ()
    unknown_reason: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class RelatedAnswer:
    """The roles related to one: those of the official list in its order, then those that only our ranking has.

    `listed` counts what the official list has in all; `among` is what we ranked: all occupations of the store, or the
    roles of the dataset.
    """

    schema: Literal["rolecompare/related/1"] = "rolecompare/related/1"
    role: RelatedRole
    related: tuple[RelatedRole, ...]
    listed_count: int
    ranked_among: Literal["store", "dataset"]
    notes: tuple[str, ...]
    dataset: DatasetEdition
    sources: Mapping[str, Source]


def find_related(similar: SimilarRoles, reference_data: ReferenceData, most: int) -> RelatedAnswer:
    """Return the first `most` roles of the official list and of our ranking, each with its place on the other."""
    builder = _RelatedRoleBuilder(similar.asked, reference_data)
    listed = sorted(similar.asked.role.related or (), key=lambda each: each.place)
    near = sorted(similar.near, key=lambda each: each.place)
    found = tuple(_related_roles(similar, builder, listed, near, most))
    asked = builder.build(similar.asked)
    return RelatedAnswer(
        role=asked,
        related=found,
        listed_count=len(listed),
        ranked_among=similar.among,
        notes=tuple(_notes(similar, len(listed), sum(each.official is not None for each in found))),
        dataset=reference_data.dataset,
        sources=cited_sources((asked, found), reference_data.sources),
    )


def _related_roles(
    similar: SimilarRoles,
    builder: _RelatedRoleBuilder,
    listed: Sequence[RelatedOccupation],
    near: Sequence[SimilarRole],
    most: int,
) -> Iterator[RelatedRole]:
    """Yield the listed roles that are among the first of either list, then those only our ranking has."""
    places = {each.other: each for each in near}
    shown: set[str] = set()
    for number, each in enumerate(listed, start=1):
        beside = similar.beside(each.code)
        names = {each.code} if beside is None else {each.code, beside.role.id}
        ours = next((places[name] for name in names if name in places), None)
        shown |= names
        if number > most and (ours is None or ours.place > most):
            continue
        official = OfficialListing(tier=each.tier, place=each.place, citations=each.citations)
        if beside is None:
            why = f"no role with the code {each.code} is in your data"
            yield RelatedRole(code=each.code, official=official, unknown_reason=why)
        else:
            yield builder.build(beside, official, ours)
    for ranked in near:
        if ranked.place <= most and ranked.other not in shown and (beside := similar.beside(ranked.other)):
            yield builder.build(beside, None, ranked)


class _RelatedRoleBuilder:
    """Builds related roles beside the role that was asked about."""

    def __init__(self, asked: RoleOutline, reference_data: ReferenceData) -> None:
        self._asked, self._reference_data = asked, reference_data

    def build(
        self, beside: RoleOutline, official: OfficialListing | None = None, ours: SimilarRole | None = None
    ) -> RelatedRole:
        role = beside.role
        pay, change = ([figure for figure in role.outlook.figures if figure.measure == name] for name in FIGURES)
        zones = [level for level in role.training.levels if level.measure == "job_zone"]
        return RelatedRole(
            id=role.id,
            code=role.codes.own,
            title=role.title,
            official=official,
            our_ranking=_our_ranking(ours) if ours is not None else None,
            shared_activities=tuple(self._shared_activities(beside.kinds))
            if beside.role is not self._asked.role
            else (),
            activity_count=len(beside.kinds),
            pay=self._leading(pay, FIGURES[0], beside),
            change=self._leading(change, FIGURES[1], beside),
            job_zone=self._leading(zones, "job_zone", beside),
        )

    def _shared_activities(self, others: frozenset[str]) -> Iterator[SharedActivity]:
        """Return the kinds of work that both have, by their names."""
        shared = ((name, self._reference_data.activities.get(name)) for name in self._asked.kinds & others)
        labels = ((known.label if known else name, name) for name, known in shared)
        return (SharedActivity(id=name, label=label) for label, name in sorted(labels))

    def _leading(
        self, values: Sequence[Figure | Missing | Level], measure: str, beside: RoleOutline
    ) -> tuple[Any, ...]:
        here = [value for value in values if value.area in ("US", None)] or values
        if here:
            return split_editions(here, beside.role.codes.own, self._reference_data.sources)[0]
        return (Missing(measure=measure, missing=MissingReason.NOT_IN_DATASET, reason=WHY_MISSING[measure]),)


def _our_ranking(near: SimilarRole) -> OurRanking:
    return OurRanking(
        place=near.place,
        score=near.score,
        work=near.work,
        titles=near.titles,
        knowledge=near.knowledge,
        interests=near.interests,
    )


def _notes(similar: SimilarRoles, listed: int, shown: int) -> Iterator[str]:
    """Yield what a reader has to know about the lists as a whole."""
    role = similar.asked.role
    if role.members:
        members = labels.join_words(list(role.members))
        lists = "and lists are for single occupations"
        yield f"{role.title} stands for {len(role.members)} roles, {lists}. Ask for {members}."
        return
    if listed > shown:
        more = labels.count_of(listed - shown, "more is", "more are")
        hint = f": --limit {listed} shows all" if listed <= MAX_LIMIT else ""
        yield f"{more} on the official list{hint}."
    if similar.among == "dataset":
        yield (
            f"Ranked among the roles of this dataset only, {len(similar.near)} of which have something in common with "
            f"{role.title}. After `rolecompare import onet`, bundled roles are ranked among all occupations, next to "
            "the official list."
        )
    elif not listed:
        yield f"There is no official list for {role.title} ({role.codes.own}): only our own ranking is shown."
    if not role.duties:
        yield f"No duties are known for {role.title}, so our ranking of it has little to go on."
    yield METHOD
