"""Names -> roles: by id, code, title or other title, whatever the case; never a guess, but a word on who was meant."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING

from rolecompare.comparison import Background, Edition, Subject
from rolecompare.errors import AmbiguousRole, NoSuchRole, WrongUsage
from rolecompare.loading import Library
from rolecompare.models import Heading, Role
from rolecompare.vocabulary import folded

if TYPE_CHECKING:
    from rolecompare.finding import Candidate
    from rolecompare.layers import Layers
    from rolecompare.nearness import Around

# How near a name has to come to be worth suggesting, of 100; a letter or two amiss in a title scores above it.
NEAR = 70
# What comes so much less near than the best is not what was meant.
BESIDE = 10
SUGGESTIONS = 3


class Catalog:
    """The bundled library, or the user's own; with the local store behind it, both as one."""

    def __init__(self, library: Library, layers: Layers | None = None) -> None:
        self.library = library
        self.layers = layers

    @property
    def background(self) -> Background:
        library, layers = self.library, self.layers
        edition = Edition(title=library.title, edition=library.edition, licence=library.licence)
        if layers is None:
            return Background(library.activities, library.claims, library.sources, edition)
        return Background(layers.activities(), library.claims, layers.sources(), edition)

    def find_all(self, names: Sequence[str]) -> list[Subject]:
        """The roles of the names, in their order; of no names, the dataset's default comparison.

        Raises NoSuchRole, AmbiguousRole, and WrongUsage where two names are one role's.
        """
        headings = [self.find(name) for name in names or self.library.default_comparison]
        ids = [heading.id for heading in headings]
        for number, name in enumerate(ids):
            if name in ids[:number]:
                both = f"“{names[ids.index(name)]}” and “{names[number]}”"
                raise WrongUsage(f"{both} are the same role, {name}. Name roles that differ.")
        return [self.subject(heading) for heading in headings]

    def subject(self, heading: Heading) -> Subject:
        """The role of a heading, with the roles that it stands for."""
        return Subject(self._role(heading.id), tuple(self._role(member) for member in heading.members))

    def _role(self, name: str) -> Role:
        return self.library.role(name) if self.layers is None else self.layers.role(name)

    def around(self, heading: Heading) -> Around:
        """A role with those near to it: as the store tells, else among the roles of the dataset."""
        role = self.subject(heading).role
        found = self.layers.around(role) if self.layers is not None else None
        if found is not None:
            return found
        from rolecompare.nearness import survey

        # An umbrella is no occupation beside others; what is said of it is said of those under it.
        others = [h.id for h in self.library.headings if not h.members and h.id != heading.id]
        roles = {name: self._role(name) for name in others} if not heading.members else {}
        return survey.around(role.id, {**roles, role.id: role}, self.background.activities)

    def find(self, name: str) -> Heading:
        """The one role that a name fits."""
        wanted = folded(name)
        # A role's own names go before other titles and codes, which may fit several; then nobody is picked.
        own = [h for h in self.library.headings if wanted in (folded(h.id), folded(h.title))]
        if len(own) == 1:
            return own[0]
        fits = {h.id: h for h in self.library.headings if wanted in map(folded, _names(h))}
        if self.layers is not None:
            titled, others = self.layers.named(name)
            if len(own := list({h.id: h for h in titled}.values())) == 1 and not fits.keys() - {own[0].id}:
                return own[0]
            fits |= {heading.id: heading for heading in (*titled, *others)}
        if len(fits) == 1:
            return next(iter(fits.values()))
        if fits:
            raise AmbiguousRole(name, [_told_apart(heading) for heading in fits.values()])
        raise NoSuchRole(name, self._near(wanted))

    def headings(self) -> list[Heading]:
        """Every role there is, the bundled ones first."""
        return [*self.library.headings, *(self.layers.further() if self.layers is not None else ())]

    def search(self, text: str | None) -> list[Heading]:
        """The roles in whose names or summary the text stands; all of them without a text."""
        wanted = folded(text or "")
        return [
            heading
            for heading in self.headings()
            if any(wanted in folded(part) for part in (*_names(heading), heading.summary.text))
        ]

    def candidates(self, text: str, limit: int) -> list[tuple[Heading, Candidate]]:
        """The roles that the words may mean, best first, those of both layers as one."""
        import sqlite3

        from rolecompare.finding import Entry, build, find

        index = sqlite3.connect(":memory:")
        build(
            index,
            (Entry(heading.id, kind, name) for heading in self.library.headings for kind, name in _texts(heading)),
        )
        found = {hit.role: (self._by_id(hit.role), hit) for hit in find(index, text, limit)}
        for heading, hit in self.layers.candidates(text, limit) if self.layers is not None else ():
            known = found.get(heading.id)
            if known is None or known[1].score < hit.score:
                found[heading.id] = (heading, hit)
        ranked = sorted(found.values(), key=lambda pair: (-pair[1].score, pair[0].codes.own or "", pair[0].id))
        # Those that are named alike are all named.
        tied = sum(hit.score == ranked[0][1].score for _, hit in ranked) if ranked else 0
        return ranked[: max(limit, tied)]

    def _by_id(self, name: str) -> Heading:
        return next(heading for heading in self.library.headings if heading.id == name)

    def _near(self, wanted: str) -> list[str]:
        names: dict[str, list[str]] = {}
        for heading in self.headings():
            for name in map(folded, _names(heading)):
                names.setdefault(name, []).append(heading.id)
        ids = dict.fromkeys(role for name in nearest(wanted, names, SUGGESTIONS * 4) for role in names[name])
        return list(ids)[:SUGGESTIONS]


def nearest(wanted: str, names: Iterable[str], most: int = SUGGESTIONS) -> list[str]:
    """The names that come near to one that nobody has, best first."""
    from rapidfuzz import fuzz, process  # only such a name needs it

    found = process.extract(wanted, list(names), scorer=fuzz.WRatio, score_cutoff=NEAR, limit=most)
    return [name for name, score, _ in found if score > found[0][1] - BESIDE]


def _names(heading: Heading) -> Iterator[str]:
    yield heading.id
    yield heading.title
    yield from heading.also_called
    yield from heading.codes.all


def _texts(heading: Heading) -> Iterator[tuple[str, str]]:
    yield from (("code", code) for code in heading.codes.all)
    yield from (("title", name) for name in (heading.title, heading.id.replace("-", " ")))
    yield from (("other", name) for name in heading.also_called)


def _told_apart(heading: Heading) -> str:
    umbrella = f"stands for {len(heading.members)} roles" if heading.members else "no code"
    return f"{heading.id}  ({heading.title}; {heading.codes.own or umbrella}): {heading.summary.text}"
