"""Bundled roles and the local store -> roles as one: of both layers the statements and figures, each with its citation.

A role that both know, by its occupation code, is one role under the bundled one's id. What both have is there once: a
figure of one publication, a rating of one edition, a task that a bundled duty rests on.
"""

from __future__ import annotations

import re
import struct
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any, TypeVar

from rolecompare.codes import activity_id
from rolecompare.dataset.loader import LoadedDataset
from rolecompare.errors import CorruptStoreError
from rolecompare.measures import MEASURES
from rolecompare.models.base import Model
from rolecompare.models.figures import Figure, Level, Missing
from rolecompare.models.kinds import MissingReason, RatingKind
from rolecompare.models.roles import Activity, Duty, Rating, Role, RoleHeading, Training
from rolecompare.models.sources import Source
from rolecompare.search.text import normalize_name
from rolecompare.similarity import FIGURES, RoleOutline, SimilarRole, SimilarRoles
from rolecompare.store.reader import DATABASE_ERRORS, NamedRole, Store
from rolecompare.store.schema import id_with_code

if TYPE_CHECKING:
    from rolecompare.search import Candidate

V = TypeVar("V")
T = TypeVar("T", bound=Model)
TASK = re.compile(r"Task Statements, task [0-9]+")
# What comes of reading what is not as an import wrote it.
DAMAGE = (*DATABASE_ERRORS, ArithmeticError, AttributeError, LookupError, TypeError, ValueError, struct.error)
CODED = re.compile(r"-[0-9]{2}-[0-9]{4}-[0-9]{2}$")
OUTLOOK = ("pay", "employment", "projections", "openings")


class Layered(Mapping[str, V]):
    """What the bundled dataset has, and behind it what the store has, asked for one at a time."""

    def __init__(
        self, first: Mapping[str, V], behind: Callable[[str], V | None], every: Callable[[], Iterator[str]]
    ) -> None:
        self._first, self._behind, self._every = first, behind, every
        self._met: dict[str, V | None] = {}

    def __getitem__(self, name: str) -> V:
        if name in self._first:
            return self._first[name]
        if name not in self._met:
            self._met[name] = self._behind(name)
        found = self._met[name]
        if found is None:
            raise KeyError(name)
        return found

    def __iter__(self) -> Iterator[str]:
        return iter(dict.fromkeys([*self._first, *self._every()]))

    def __len__(self) -> int:
        return len(list(iter(self)))


class MergedLayers:
    """The bundled library with the store behind it."""

    def __init__(self, library: LoadedDataset, store: Store) -> None:
        self.library, self.store = library, store
        self._bundled = {heading.id: heading.codes.onet_soc for heading in library.headings}
        self._ids = {code: name for name, code in self._bundled.items() if code is not None}
        # Duties of the store are instances of O*NET's own activities; ours stand for some of them.
        self._ours = {
            activity_id(element): activity.id
            for activity in reversed([*library.activities.values()])
            for element in activity.onet
        }

    def named(self, name: str) -> tuple[list[RoleHeading], list[RoleHeading]]:
        """The roles of the store that have a name: those whose code or title it is, and those it is another title of.

        A role that is bundled as well stands under its bundled id.
        """
        own: list[RoleHeading] = []
        others: list[RoleHeading] = []
        wanted = normalize_name(name).replace(" ", "-")
        apart = [found for found in self._apart(wanted) if self._outer(found.id, found.code) == wanted]
        for found in (*apart, *self.store.find_by_name(name)):
            (others if found.kind == "other" else own).append(self._heading(found.id, found.code))
        return own, others

    @property
    def has_index(self) -> bool:
        """Whether there are names to find roles by, which come with an O*NET database."""
        return self.store.has_search_index

    def candidates(self, text: str, limit: int) -> list[tuple[RoleHeading, Candidate]]:
        """The roles of the store that the words may mean."""
        from rolecompare.search import find

        try:
            hits = find(self.store.connection, text, limit)
        except DAMAGE as error:
            raise CorruptStoreError(self.store.path, f"its index of titles: {error!r}") from None
        return [
            (self._heading(name, hit.role), hit) for hit in hits if (name := self.store.id_of(hit.role)) is not None
        ]

    def headings(self) -> Iterator[RoleHeading]:
        """Every role there is, the bundled ones first, each by the names that it has in either layer."""
        for heading in self.library.headings:
            code = heading.codes.onet_soc
            head = self.store.heading(code) if code is not None else None
            if head is None:
                yield heading
            else:
                stored = self._made(RoleHeading, {**head, "id": heading.id})
                yield heading.model_copy(update={"other_titles": _names(heading, stored)})
        for name, code, head in self.store.headings():
            if code not in self._ids:
                yield self._made(RoleHeading, {**head, "id": self._outer(name, code)})

    def _heading(self, name: str, code: str) -> RoleHeading:
        ours = self._ids.get(code)
        if ours is not None:
            return next(heading for heading in self.library.headings if heading.id == ours)
        return self._made(RoleHeading, {**(self.store.heading(code) or {}), "id": self._outer(name, code)})

    def _outer(self, name: str, code: str) -> str:
        """The id that a role of the store goes by: with its code where a bundled role of another code has its own."""
        return id_with_code(name, code) if name in self._bundled else name

    def _apart(self, wanted: str) -> list[NamedRole]:
        """The roles of the store that an id with a code may be meant for."""
        stem = self._inner(wanted)
        return self.store.find_by_name(stem) if stem != wanted else []

    def _inner(self, name: str) -> str:
        """The store's own id of a role that goes by this one."""
        stem = CODED.sub("", name)
        return stem if stem in self._bundled else name

    def _made(self, kind: type[T], raw: Mapping[str, Any]) -> T:
        """A record of the store's; what makes none is a fault of the store's."""
        try:
            return kind.from_json_value(raw)
        except DAMAGE as error:
            raise CorruptStoreError(self.store.path, f"{kind.__name__}: {error!r}") from None

    def activities(self) -> Mapping[str, Activity]:
        def behind(name: str) -> Activity | None:
            raw = self.store.activity(name)
            return self._made(Activity, raw) if raw is not None else None

        return Layered(self.library.activities, behind, lambda: iter(()))

    def sources(self) -> Mapping[str, Source]:
        def behind(name: str) -> Source:
            raw = self.store.source(name)
            if raw is None:
                raise CorruptStoreError(self.store.path, f"it cites {name}, which is not in it")
            return self._made(Source, raw)

        return Layered(self.library.sources, behind, lambda: iter(self.store.source_ids()))

    def role(self, name: str, *, rated: bool = True) -> Role:
        """The role of that id, whichever layer it comes from; with the ratings of the store or without."""
        code = self._code(name)
        raw = self.store.role(code) if code is not None else None
        stored = None
        if raw is not None and code is not None:
            stored = self._stored({**raw, "id": name}, self.store.ratings(code) if rated else [])
        if name in self._bundled:
            ours = self.library.role(name)
            merged = _merged(ours, stored, {key.partition(".")[0] for key in self.rated(name)})
            return self._without_figures(_with_figures(merged, self._figures(ours.codes.own)))
        if stored is None:
            raise CorruptStoreError(self.store.path, f"{name} is named in it and not there")
        return self._without_figures(_with_figures(stored, self._figures(stored.codes.own)))

    def around(self, role: Role) -> SimilarRoles | None:
        """Return a role with similar ones by their codes, or none if no O*NET database was imported."""
        code = role.codes.onet_soc
        asked = self._outline(code) if code is not None and self.store.has_similar_roles else None
        if code is None or asked is None:
            return None
        near = tuple(SimilarRole(*row) for row in self.store.similar_roles(code))
        return SimilarRoles("store", RoleOutline(role, asked.kinds), near, self._outline)

    def _outline(self, code: str) -> RoleOutline | None:
        """What is read beside others of the role of a code: neither duties nor ratings, and few of its figures."""
        raw = self.store.outline(code)
        if raw is None:
            return None
        kinds = frozenset(raw.pop("kinds", ()))
        role = self._made(Role, {**raw, "id": self._outer(raw["id"], code)})
        if code in self._ids:
            ours = self.library.role(self._ids[code])
            role = ours.model_copy(update={"training": _training(ours, role), "duties": (), "ratings": ()})
        return RoleOutline(_with_figures(role, self._figures(role.codes.own, FIGURES)), kinds)

    def rated(self, name: str) -> list[str]:
        """What the store rates the role of that id on, by kind and element."""
        code = self._code(name)
        return self.store.rated_elements(code) if code is not None else []

    def _code(self, name: str) -> str | None:
        """The code by which the store may know the role of that id."""
        if name in self._bundled:
            return self._bundled[name]
        return self.store.code_of(name) or self.store.code_of(self._inner(name))

    def _without_figures(self, role: Role) -> Role:
        """The role, which says so where the store has no figures of it, and why."""
        code = role.codes.own
        if code is None or role.holds("outlook") or any(part.measure == "outlook" for part in role.missing or ()):
            return role
        facts = [*self.store.imports()]
        kinds = {"oews-": "wages", "ep-": "projections"}
        imported = [kind for stem, kind in kinds.items() if any(name.startswith(stem) for name in facts)]
        reason = f"the {' and '.join(imported)} that were imported do not count {code[:7]}"
        if not imported:
            reason = "neither wages nor projections were imported (`rolecompare import oews`, `import projections`)"
        outlook = Missing(measure="outlook", missing=MissingReason.NOT_IN_DATASET, reason=reason)
        return role.model_copy(update={"missing": (*(role.missing or ()), outlook)})

    def _stored(self, raw: dict[str, Any], ratings: list[dict[str, Any]]) -> Role:
        context = [rating for rating in ratings if rating["kind"] == RatingKind.WORK_CONTEXT]
        raw["ratings"] = [rating for rating in ratings if rating["kind"] != RatingKind.WORK_CONTEXT]
        if context:
            raw["settings"] = {**raw.get("settings", {}), "context": context}
        for duty in raw["duties"]:
            known = [name for name in (duty.get("activity"), *duty.get("other_activities", ())) if name is not None]
            ours = [self._ours[name] for name in known if name in self._ours]
            if ours:
                # It stays an instance of O*NET's own, which roles that are not bundled share.
                duty["activity"], *duty["other_activities"] = dict.fromkeys([*ours, *known])
        return self._made(Role, raw)

    def _figures(self, code: str | None, measures: Collection[str] = ()) -> list[Figure | Missing | Level]:
        """What was published of a code, all of it or of some measures."""
        wanted = (raw for raw in self._published(code) if not measures or raw["measure"] in measures)
        return [self._made(_kind(raw), raw) for raw in wanted]

    def _published(self, code: str | None) -> list[dict[str, Any]]:
        """What was published for a code, or for the wider ones that statistics combine it under."""
        if code is None:
            return []
        own = code[:7]
        broad = f"{own[:6]}0"
        detailed = self.store.figures([own])
        wider = self.store.figures([broad]) if broad != own else []
        held = {(raw.get("measure"), raw.get("period")) for raw in detailed}
        # A wider group's figure is of use only where the occupation is not counted by itself: that one is paid by the
        # hour alone, or that its figure is not released, is an answer, and the group's would be another's.
        return [*detailed, *(raw for raw in wider if (raw.get("measure"), raw.get("period")) not in held)]


def _kind(raw: dict[str, Any]) -> type[Figure | Missing | Level]:
    if "missing" in raw:
        return Missing
    return Figure if "unit" in raw else Level


def _merged(ours: Role, stored: Role | None, rated: Collection[str]) -> Role:
    """A bundled role with what the store has besides; `rated` are kinds of ratings that it has, read or unread."""
    if stored is not None:
        rests_on = {place for duty in ours.duties for place in _tasks(duty)}
        further = [duty for duty in stored.duties if not _tasks(duty) & rests_on]
        context = _rated(ours.settings.context or (), stored.settings.context or ())
        ours = ours.model_copy(
            update={
                "other_titles": _names(ours, stored),
                "duties": (*ours.duties, *further),
                "training": _training(ours, stored),
                "settings": ours.settings.model_copy(update={"context": context or None}),
                "ratings": _rated(ours.ratings, stored.ratings),
                "related": stored.related,
            }
        )
        parts = {part.measure: part for part in (*(stored.missing or ()), *(ours.missing or ()))}
        missing = tuple(part for name, part in parts.items() if name not in rated and not ours.holds(name))
        ours = ours.model_copy(update={"missing": missing or None})
    return ours


def _training(ours: Role, stored: Role) -> Training:
    """The training of a bundled role with the levels that the store has besides."""
    known = {level.measure for level in ours.training.levels}
    # That an import has no level says nothing where we have one.
    levels = [level for level in stored.training.levels if isinstance(level, Level) or level.measure not in known]
    return ours.training.model_copy(update={"levels": _together(ours.training.levels, levels)})


def _rated(first: Sequence[Rating], then: Sequence[Rating]) -> tuple[Rating, ...]:
    """The ratings of both, those of one element once."""
    known = {(rating.kind, rating.element) for rating in first}
    return (*first, *(rating for rating in then if (rating.kind, rating.element) not in known))


def _tasks(duty: Duty) -> set[str]:
    """The tasks that a duty rests on; a task has the same number in every edition."""
    return {citation.place for citation in duty.citations if TASK.fullmatch(citation.place)}


def _names(ours: Role | RoleHeading, stored: Role | RoleHeading) -> tuple[str, ...]:
    known = {normalize_name(name) for name in (ours.id, ours.title, *ours.other_titles)}
    return (
        *ours.other_titles,
        *(name for name in (stored.title, *stored.other_titles) if normalize_name(name) not in known),
    )


def _with_figures(role: Role, published: Sequence[Figure | Missing | Level]) -> Role:
    parts: dict[str, list[Any]] = {name: [] for name in OUTLOOK}
    levels = []
    for value in published:
        if isinstance(value, Level):
            levels.append(value)
        elif value.measure in MEASURES and MEASURES[value.measure].part in parts:
            parts[MEASURES[value.measure].part].append(value)
    outlook = {name: _together(getattr(role.outlook, name), found) for name, found in parts.items()}
    return role.model_copy(
        update={
            "outlook": role.outlook.model_copy(update=outlook),
            "training": role.training.model_copy(update={"levels": _together(role.training.levels, levels)}),
        }
    )


def _together(first: Sequence[V], then: Sequence[V]) -> tuple[V, ...]:
    """The values of both, those of one publication once."""
    known = {_publication(value) for value in first}
    return (*first, *(value for value in then if _publication(value) not in known))


def _publication(value: Any) -> tuple[object, ...]:
    source = value.citations[0].source if value.citations else ""
    return (value.measure, value.period, value.area, value.code, source)
