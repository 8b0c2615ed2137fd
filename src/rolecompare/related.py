"""List the roles related to one: the official list next to our own ranking, with the main figures of each role.

The types are those of the JSON answer (`rolecompare data schema related`), field for field.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from rolecompare.comparison import labels
from rolecompare.comparison.figures import NATION, split_editions
from rolecompare.comparison.types import cited_sources
from rolecompare.models.figures import Figure, FigureOrMissing, Level, LevelOrMissing, Missing
from rolecompare.models.kinds import MissingReason
from rolecompare.models.reference_data import DatasetEdition, ReferenceData
from rolecompare.models.roles import RelatedOccupation
from rolecompare.models.sources import Citation, Source
from rolecompare.similarity import FIGURES, RoleOutline, SimilarRole, SimilarRoles

METHOD = (
    "Our own ranking adds up how similar two jobs are in the words of their duties, the words of their titles, the "
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
    """The place of a role on the official list: tier and place, as the source gives them."""

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
    all of its own. Figures are those that lead, several where sources disagree. A role that is not in the data
    has a code and no id, and `unknown_reason` says why.
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

    `listed_count` counts what the official list has in all; `ranked_among` is what we ranked: all occupations of the
    store, or the roles of the dataset.
    """

    schema: Literal["rolecompare/related/2"] = "rolecompare/related/2"
    role: RelatedRole
    related: tuple[RelatedRole, ...]
    listed_count: int
    ranked_among: Literal["store", "dataset"]
    notes: tuple[str, ...]
    dataset: DatasetEdition
    sources: Mapping[str, Source]


def find_related(similar: SimilarRoles, reference_data: ReferenceData, limit: int) -> RelatedAnswer:
    """Return the first `limit` roles of the official list and of our ranking, each with its place on the other."""
    builder = _RelatedRoleBuilder(similar.asked, reference_data)
    listed = sorted(similar.asked.role.related or (), key=lambda entry: entry.place)
    ranking = sorted(similar.ranked, key=lambda entry: entry.place)
    found = tuple(_related_roles(similar, builder, listed, ranking, limit))
    asked = builder.build(similar.asked)
    return RelatedAnswer(
        role=asked,
        related=found,
        listed_count=len(listed),
        ranked_among=similar.among,
        notes=tuple(_notes(similar, len(listed), sum(entry.official is not None for entry in found))),
        dataset=reference_data.dataset,
        sources=cited_sources((asked, found), reference_data.sources),
    )


def _related_roles(
    similar: SimilarRoles,
    builder: _RelatedRoleBuilder,
    listed: Sequence[RelatedOccupation],
    ranking: Sequence[SimilarRole],
    limit: int,
) -> Iterator[RelatedRole]:
    """Yield the listed roles that are among the first of either list, then those only our ranking has."""
    by_name = {entry.other: entry for entry in ranking}
    shown: set[str] = set()
    for number, entry in enumerate(listed, start=1):
        outline = similar.find_outline(entry.code)
        names = {entry.code} if outline is None else {entry.code, outline.role.id}
        ranked = next((by_name[name] for name in names if name in by_name), None)
        shown |= names
        if number > limit and (ranked is None or ranked.place > limit):
            continue
        official = OfficialListing(tier=entry.tier, place=entry.place, citations=entry.citations)
        if outline is None:
            reason = f"no job with the code {entry.code} is in your data"
            yield RelatedRole(code=entry.code, official=official, unknown_reason=reason)
        else:
            yield builder.build(outline, official, ranked)
    for ranked in ranking:
        if ranked.place <= limit and ranked.other not in shown and (outline := similar.find_outline(ranked.other)):
            yield builder.build(outline, None, ranked)


class _RelatedRoleBuilder:
    """Builds the entries of related roles, given the role that was asked about."""

    def __init__(self, asked: RoleOutline, reference_data: ReferenceData) -> None:
        self._asked, self._reference_data = asked, reference_data

    def build(
        self, outline: RoleOutline, official: OfficialListing | None = None, ranked: SimilarRole | None = None
    ) -> RelatedRole:
        """Return the entry of a role with its places on the official list and in our ranking."""
        role = outline.role
        pay, change = ([figure for figure in role.outlook.figures if figure.measure == name] for name in FIGURES)
        zones = [level for level in role.training.levels if level.measure == "job_zone"]
        return RelatedRole(
            id=role.id,
            code=role.codes.own,
            title=role.title,
            official=official,
            our_ranking=_our_ranking(ranked) if ranked is not None else None,
            shared_activities=tuple(self._shared_activities(outline.kinds))
            if outline.role is not self._asked.role
            else (),
            activity_count=len(outline.kinds),
            pay=self._leading(pay, FIGURES[0], outline),
            change=self._leading(change, FIGURES[1], outline),
            job_zone=self._leading(zones, "job_zone", outline),
        )

    def _shared_activities(self, others: frozenset[str]) -> Iterator[SharedActivity]:
        """Yield the kinds of work that both roles have, by their labels."""
        shared = ((name, self._reference_data.activities.get(name)) for name in self._asked.kinds & others)
        labels = ((known.label if known else name, name) for name, known in shared)
        return (SharedActivity(id=name, label=label) for label, name in sorted(labels))

    def _leading(
        self, values: Sequence[Figure | Missing | Level], measure: str, outline: RoleOutline
    ) -> tuple[Any, ...]:
        national = [value for value in values if value.area in (NATION, None)] or values
        if national:
            return split_editions(national, outline.role.codes.own, self._reference_data.sources)[0]
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
        yield f"{role.title} stands for {len(role.members)} jobs, {lists}. Ask for {members}."
        return
    if listed > shown:
        more = labels.count_of(listed - shown, "more is", "more are")
        hint = f": --limit {listed} shows all" if listed <= MAX_LIMIT else ""
        yield f"{more} on the official list{hint}."
    if similar.among == "dataset":
        yield (
            f"Ranked among the jobs of this dataset only, {len(similar.ranked)} of which have something in common "
            f"with {role.title}. After `rolecompare import onet`, bundled jobs are ranked among all occupations, "
            "next to the official list."
        )
    elif not listed:
        yield f"There is no official list for {role.title} ({role.codes.own}): only our own ranking is shown."
    if not role.duties:
        yield f"No duties are known for {role.title}, so our ranking of it has little to go on."
    yield METHOD
