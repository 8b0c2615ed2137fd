"""A role and those near to it -> the official list beside our own ranking, with what tells the roles apart.

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
    "Our own ranking adds up how alike two roles are in the words of their duties, the words of their titles, the "
    "knowledge that they need and the interests that they call for. It learns nothing from the official list."
)
MOST_ASKED = 30  # as many as --limit takes
ABSENT = {
    "pay.annual.median": (
        "none is in the data at hand; `rolecompare import oews` brings what is published, "
        "which is not for every occupation"
    ),
    "employment.change_percent": (
        "none is in the data at hand; `rolecompare import projections` brings what is published, "
        "which is not for every occupation"
    ),
    "job_zone": "the data at hand has no job zone, which O*NET does not give to all occupations",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class OfficialListing:
    """How the official list has a role: its tier and its place, as the source has them."""

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


def find_related(around: SimilarRoles, background: ReferenceData, most: int) -> RelatedAnswer:
    """The answer: the first so many of the official list and of our ranking, each with what the other says of it."""
    pen = _Pen(around.asked, background)
    listed = sorted(around.asked.role.related or (), key=lambda each: each.place)
    near = sorted(around.near, key=lambda each: each.place)
    found = tuple(_relatives(around, pen, listed, near, most))
    asked = pen.relative(around.asked)
    return RelatedAnswer(
        role=asked,
        related=found,
        listed_count=len(listed),
        ranked_among=around.among,
        notes=tuple(_notes(around, len(listed), sum(each.official is not None for each in found))),
        dataset=background.dataset,
        sources=cited_sources((asked, found), background.sources),
    )


def _relatives(
    around: SimilarRoles, pen: _Pen, listed: Sequence[RelatedOccupation], near: Sequence[SimilarRole], most: int
) -> Iterator[RelatedRole]:
    """Those of the list that are among its first or among our first, then those of our first that it does not have."""
    places = {each.other: each for each in near}
    told: set[str] = set()
    for number, each in enumerate(listed, start=1):
        beside = around.beside(each.code)
        names = {each.code} if beside is None else {each.code, beside.role.id}
        ours = next((places[name] for name in names if name in places), None)
        told |= names
        if number > most and (ours is None or ours.place > most):
            continue
        official = OfficialListing(tier=each.tier, place=each.place, citations=each.citations)
        if beside is None:
            why = f"no role of the code {each.code} is in the data at hand"
            yield RelatedRole(code=each.code, official=official, unknown_reason=why)
        else:
            yield pen.relative(beside, official, ours)
    for ranked in near:
        if ranked.place <= most and ranked.other not in told and (beside := around.beside(ranked.other)):
            yield pen.relative(beside, None, ranked)


class _Pen:
    """Writes a role down beside the one that was asked for."""

    def __init__(self, asked: RoleOutline, background: ReferenceData) -> None:
        self.asked, self.background = asked, background

    def relative(
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
            our_ranking=_ranked(ours) if ours is not None else None,
            shared_activities=tuple(self._kinds(beside.kinds)) if beside.role is not self.asked.role else (),
            activity_count=len(beside.kinds),
            pay=self._leading(pay, FIGURES[0], beside),
            change=self._leading(change, FIGURES[1], beside),
            job_zone=self._leading(zones, "job_zone", beside),
        )

    def _kinds(self, others: frozenset[str]) -> Iterator[SharedActivity]:
        """The kinds of work that both have, by their names."""
        shared = ((name, self.background.activities.get(name)) for name in self.asked.kinds & others)
        labels = ((known.label if known else name, name) for name, known in shared)
        return (SharedActivity(id=name, label=label) for label, name in sorted(labels))

    def _leading(
        self, values: Sequence[Figure | Missing | Level], measure: str, beside: RoleOutline
    ) -> tuple[Any, ...]:
        here = [value for value in values if value.area in ("US", None)] or values
        if here:
            return split_editions(here, beside.role.codes.own, self.background.sources)[0]
        return (Missing(measure=measure, missing=MissingReason.NOT_IN_DATASET, reason=ABSENT[measure]),)


def _ranked(near: SimilarRole) -> OurRanking:
    return OurRanking(
        place=near.place,
        score=near.score,
        work=near.work,
        titles=near.titles,
        knowledge=near.knowledge,
        interests=near.interests,
    )


def _notes(around: SimilarRoles, listed: int, shown: int) -> Iterator[str]:
    """What a reader has to know of the lists as wholes."""
    role = around.asked.role
    if role.members:
        members = labels.join_words(list(role.members))
        yield f"{role.title} stands for {len(role.members)} roles, and lists are of occupations. Ask for {members}."
        return
    if listed > shown:
        more = labels.count_of(listed - shown, "more is", "more are")
        hint = f": --limit {listed} shows all" if listed <= MOST_ASKED else ""
        yield f"{more} on the official list{hint}."
    if around.among == "dataset":
        yield (
            f"Ranked are the roles of the dataset alone, {len(around.near)} of which have something in common with "
            f"{role.title}. With an O*NET database in the local store (`rolecompare import onet`), bundled roles are "
            "ranked among all occupations, beside the official list."
        )
    elif not listed:
        yield f"There is no official list for {role.title} ({role.codes.own}): the ranking is ours alone."
    if not role.duties:
        yield f"No duties of {role.title} are known: our ranking of it rests on little."
    yield METHOD
