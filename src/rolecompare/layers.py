"""Bundled roles and the local store -> roles as one: of both layers the statements and figures, each with its citation.

A role that both know, by its occupation code, is one role under the bundled one's id. What both have is there once: a
figure of one publication, a rating of one edition, a task that a bundled duty rests on.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any, TypeVar

from rolecompare.errors import DamagedStore
from rolecompare.loading import Library
from rolecompare.models import Activity, Duty, Heading, Known, Level, Missing, Role, Source
from rolecompare.plain import built
from rolecompare.store import Named, Store
from rolecompare.vocabulary import MEASURES, folded

if TYPE_CHECKING:
    from rolecompare.finding import Candidate

V = TypeVar("V")
T = TypeVar("T")
TASK = re.compile(r"Task Statements, task [0-9]+")
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


class Layers:
    """The bundled library with the store behind it."""

    def __init__(self, library: Library, store: Store) -> None:
        self.library, self.store = library, store
        self._bundled = {heading.id for heading in library.headings}
        self._ids = {heading.codes.onet_soc: heading.id for heading in library.headings if heading.codes.onet_soc}
        # Duties of the store are instances of O*NET's own activities; ours stand for some of them.
        self._ours = {
            f"dwa.{element.lower()}": activity.id
            for activity in reversed(library.activities.values())
            for element in activity.onet
        }

    def named(self, name: str) -> tuple[list[Heading], list[Heading]]:
        """The roles of the store that have a name: those whose code or title it is, and those it is another title of.

        A role that is bundled as well stands under its bundled id.
        """
        own: list[Heading] = []
        others: list[Heading] = []
        wanted = folded(name).replace(" ", "-")
        apart = [found for found in self._apart(wanted) if self._outer(found.id, found.code) == wanted]
        for found in (*apart, *self.store.named(name)):
            (others if found.kind == "other" else own).append(self._heading(found.id, found.code))
        return own, others

    @property
    def has_index(self) -> bool:
        """Whether there are names to find roles by, which come with an O*NET database."""
        return self.store.has_index

    def candidates(self, text: str, limit: int) -> list[tuple[Heading, Candidate]]:
        """The roles of the store that the words may mean."""
        from rolecompare.finding import find

        found = []
        for hit in find(self.store.connection, text, limit):
            name = self.store.id_of(hit.role)
            if name is not None:
                found.append((self._heading(name, hit.role), hit))
        return found

    def further(self) -> list[Heading]:
        """The roles of the store that are not bundled."""
        codes = set(self._ids)
        return [
            self._made(Heading, {**head, "id": self._outer(head["id"], head["codes"]["onet_soc"])})
            for head in self.store.heads()
            if head["codes"]["onet_soc"] not in codes
        ]

    def _heading(self, name: str, code: str) -> Heading:
        ours = self._ids.get(code)
        if ours is not None:
            return next(heading for heading in self.library.headings if heading.id == ours)
        (head,) = self.store.heads([name])
        return self._made(Heading, {**head, "id": self._outer(name, code)})

    def _outer(self, name: str, code: str) -> str:
        """The id that a role of the store goes by: with its code where a bundled role of another code has its own."""
        return f"{name}-{code.replace('.', '-')}" if name in self._bundled else name

    def _apart(self, wanted: str) -> list[Named]:
        """The roles of the store that an id with a code may be meant for."""
        stem = self._inner(wanted)
        return self.store.named(stem) if stem != wanted else []

    def _inner(self, name: str) -> str:
        """The store's own id of a role that goes by this one."""
        stem = CODED.sub("", name)
        return stem if stem in self._bundled else name

    def _made(self, kind: type[T], raw: Mapping[str, Any]) -> T:
        """A record of the store's; what makes none is a fault of the store's."""
        try:
            return built(kind, raw)
        except (AttributeError, KeyError, TypeError, ValueError) as error:
            raise DamagedStore(self.store.path, f"{kind.__name__}: {error!r}") from None

    def activities(self) -> Mapping[str, Activity]:
        def behind(name: str) -> Activity | None:
            raw = self.store.activity(name)
            return self._made(Activity, raw) if raw is not None else None

        return Layered(self.library.activities, behind, lambda: iter(()))

    def sources(self) -> Mapping[str, Source]:
        def behind(name: str) -> Source:
            raw = self.store.source(name)
            if raw is None:
                raise DamagedStore(self.store.path, f"it cites {name}, which is not in it")
            return self._made(Source, raw)

        return Layered(self.library.sources, behind, lambda: (source["id"] for source in self.store.sources()))

    def role(self, name: str) -> Role:
        """The role of that id, whichever layer it comes from."""
        if name in self._bundled:
            ours = self.library.role(name)
            code = ours.codes.onet_soc
            raw = self.store.role(code) if code else None
            stored = self._stored(raw) if raw is not None else None
            published = self._figures(ours.codes.own)
            return _merged(ours, stored, published)
        raw = self.store.role_of(self._inner(name))
        if raw is None:
            raise KeyError(name)
        stored = self._stored({**raw, "id": name})
        return _with_figures(stored, self._figures(stored.codes.own))

    def _stored(self, raw: dict[str, Any]) -> Role:
        for duty in raw["duties"]:
            known = [name for name in (duty.get("activity"), *duty.get("further", ())) if name is not None]
            ours = [self._ours[name] for name in known if name in self._ours]
            if ours:
                # It stays an instance of O*NET's own, which roles that are not bundled share.
                duty["activity"], *duty["further"] = dict.fromkeys([*ours, *known])
        return self._made(Role, raw)

    def _figures(self, code: str | None) -> list[Known | Missing | Level]:
        """What was published for a code, or for the wider ones that statistics combine it under."""
        if code is None:
            return []
        own = code[:7]
        broad = f"{own[:6]}0"
        detailed = self.store.figures([own])
        wider = self.store.figures([broad]) if broad != own else []
        held = {(raw.get("measure"), raw.get("period")) for raw in detailed if "value" in raw}
        # A wider group's figure is of use only where the occupation has none of its own.
        chosen = [*detailed, *(raw for raw in wider if (raw.get("measure"), raw.get("period")) not in held)]
        return [self._made(_kind(raw), raw) for raw in chosen]


def _kind(raw: dict[str, Any]) -> type:
    if "missing" in raw:
        return Missing
    return Known if "unit" in raw else Level


def _merged(ours: Role, stored: Role | None, published: Sequence[Known | Missing | Level]) -> Role:
    """A bundled role with what the store has besides."""
    if stored is not None:
        rests_on = {place for duty in ours.duties for place in _tasks(duty)}
        further = [duty for duty in stored.duties if not _tasks(duty) & rests_on]
        rated = {(rating.kind, rating.element) for rating in ours.ratings}
        ours = replace(
            ours,
            also_called=_names(ours, stored),
            duties=(*ours.duties, *further),
            training=replace(ours.training, levels=_together(ours.training.levels, stored.training.levels)),
            ratings=(*ours.ratings, *(r for r in stored.ratings if (r.kind, r.element) not in rated)),
            related=stored.related,
        )
    return _with_figures(ours, published)


def _tasks(duty: Duty) -> set[str]:
    """The tasks that a duty rests on; a task has the same number in every edition."""
    return {citation.place for citation in duty.citations if TASK.fullmatch(citation.place)}


def _names(ours: Role, stored: Role) -> tuple[str, ...]:
    known = {folded(name) for name in (ours.id, ours.title, *ours.also_called)}
    return (*ours.also_called, *(name for name in (stored.title, *stored.also_called) if folded(name) not in known))


def _with_figures(role: Role, published: Sequence[Known | Missing | Level]) -> Role:
    parts: dict[str, list[Any]] = {name: [] for name in OUTLOOK}
    levels = []
    for value in published:
        if isinstance(value, Level):
            levels.append(value)
        elif value.measure in MEASURES and MEASURES[value.measure].part in parts:
            parts[MEASURES[value.measure].part].append(value)
    outlook = replace(
        role.outlook, **{name: _together(getattr(role.outlook, name), found) for name, found in parts.items()}
    )
    return replace(
        role, outlook=outlook, training=replace(role.training, levels=_together(role.training.levels, levels))
    )


def _together(first: Sequence[V], then: Sequence[V]) -> tuple[V, ...]:
    """The values of both, those of one publication once."""
    known = {_publication(value) for value in first}
    return (*first, *(value for value in then if _publication(value) not in known))


def _publication(value: Any) -> tuple[object, ...]:
    source = value.citations[0].source if value.citations else ""
    return (value.measure, value.period, value.area, value.code, source)
