"""Names -> roles: by id, code, title or other title, whatever the case; never a guess, but a word on who was meant."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING

from rolecompare.comparison import Background, Edition, Subject
from rolecompare.errors import AmbiguousRole, NoSuchRole, WrongUsage
from rolecompare.loading import Library
from rolecompare.models import Heading, Role
from rolecompare.vocabulary import PARTS, folded

if TYPE_CHECKING:
    from rolecompare.finding import Candidate, Entry
    from rolecompare.layers import Layers
    from rolecompare.nearness import Around

SUGGESTIONS = 3
MOST_FITS = 50  # more than any official title has, and more than anybody chooses from
# How well a role has to be meant to be worth suggesting, of 1. Those that are meant alike share what there is.
NEAR = 0.05
# The same of the names of fields, of 100; and what comes so much less near than the best is not what was meant.
NEAR_FIELD, BESIDE = 70, 10


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

    def find_all(self, names: Sequence[str], most_ratings: int | None = None) -> list[Subject]:
        """The roles of the names, in their order; of no names, the dataset's default comparison.

        Where a section would have more than `most_ratings` from the store, they are left `unread`; None is any number.
        Raises NoSuchRole, AmbiguousRole, and WrongUsage where two names are one role's.
        """
        headings = [self.find(name) for name in names or self.library.default_comparison]
        ids = [heading.id for heading in headings]
        for number, name in enumerate(ids):
            if name in ids[:number]:
                both = f"“{names[ids.index(name)]}” and “{names[number]}”"
                raise WrongUsage(f"{both} are the same role, {name}. Name roles that differ.")
        return self._subjects(headings, most_ratings)

    def subject(self, heading: Heading, most_ratings: int | None = None) -> Subject:
        """The role of a heading, with the roles that it stands for."""
        return self._subjects([heading], most_ratings)[0]

    def _subjects(self, headings: Sequence[Heading], most: int | None) -> list[Subject]:
        """The roles of headings, with the ratings of the store only where a section has no more of them than so many.

        They are most of what an official database has of a role, and most pages have no room for them.
        """
        every = {name for heading in headings for name in (heading.id, *heading.members)}
        counts = Counter(PARTS[key.partition(".")[0]] for key in self._rated(every)) if most is not None else {}
        rated = most is None or any(count <= most for count in counts.values())
        return [
            Subject(self._role(h.id, rated), tuple(self._role(name, rated) for name in h.members)) for h in headings
        ]

    def _role(self, name: str, rated: bool) -> Role:
        return self.library.role(name) if self.layers is None else self.layers.role(name, rated=rated)

    def _rated(self, names: Iterable[str]) -> set[str]:
        """What the store rates any of the roles on."""
        return {key for name in names for key in self.layers.rated(name)} if self.layers is not None else set()

    def unread(self, subjects: Iterable[Subject]) -> set[str]:
        """What the roles are rated on, by kind and element (`skill.2.A.1.a`), where that was not read."""
        roles = [role for subject in subjects for role in (subject.role, *subject.members)]
        ratings = (rating for role in roles for rating in (*role.ratings, *(role.settings.context or ())))
        return self._rated(role.id for role in roles) - {f"{rating.kind}.{rating.element}" for rating in ratings}

    def around(self, heading: Heading) -> Around:
        """A role with those near to it: as the store tells, else among the roles of the dataset."""
        role = self._role(heading.id, rated=False)
        found = self.layers.around(role) if self.layers is not None else None
        if found is not None:
            return found
        from rolecompare.nearness import survey

        # An umbrella is no occupation beside others; what is said of it is said of those under it.
        others = [h.id for h in self.library.headings if not h.members and h.id != heading.id]
        roles = {name: self._role(name, rated=False) for name in others} if not heading.members else {}
        return survey.around(role.id, {**roles, role.id: role}, self.background.activities)

    def find(self, name: str) -> Heading:
        """The one role that a name fits: as it is written or, where no role is called so, but for singular and plural.

        Raises AmbiguousRole where it fits several and NoSuchRole where it fits none.
        """
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
        near = [] if fits else self.candidates(name, SUGGESTIONS)
        fits |= {h.id: h for h, hit in near if _in_singular(hit.matched) == _in_singular(name)}
        if len(fits) == 1:
            return next(iter(fits.values()))
        if fits:
            told = [_told_apart(heading) for heading in list(fits.values())[:MOST_FITS]]
            raise AmbiguousRole(name, told, more=len(fits) > MOST_FITS)
        best = near[0][1].score if near else 0
        raise NoSuchRole(name, [h.id for h, hit in near if hit.score >= max(NEAR, best / 2)][:SUGGESTIONS])

    def headings(self) -> Iterator[Heading]:
        """Every role there is, the bundled ones first."""
        return iter(self.library.headings) if self.layers is None else self.layers.headings()

    def search(self, text: str | None) -> list[Heading]:
        """The roles in whose names or summary the text stands; all of them without a text."""
        wanted = folded(text or "")
        # No text has the sign between them, so that none is found in two of them together.
        return [h for h in self.headings() if not wanted or wanted in folded("\0".join((*_names(h), h.summary.text)))]

    def candidates(self, text: str, limit: int) -> list[tuple[Heading, Candidate]]:
        """The roles that the words may mean, best first, those of both layers as one."""
        if self.layers is None or not self.layers.has_index:
            return self._bundled_candidates(text, limit, self._wordings())
        from rolecompare.finding import LIKELY

        # What speaks for a role more than for others only the larger index can tell; here the bundled names count.
        named = [pair for pair in self._bundled_candidates(text, limit, ()) if pair[1].score > LIKELY]
        found = {heading.id: (heading, hit) for heading, hit in named}
        for heading, hit in self.layers.candidates(text, limit):
            known = found.get(heading.id)
            if known is None or known[1].score < hit.score:
                found[heading.id] = (heading, hit)
        ranked = sorted(found.values(), key=lambda pair: (-pair[1].score, pair[0].codes.own or "", pair[0].id))
        # Those that are named alike are all named.
        tied = sum(hit.score == ranked[0][1].score for _, hit in ranked) if ranked else 0
        return ranked[: max(limit, tied)]

    def _bundled_candidates(self, text: str, limit: int, wordings: Iterable[Entry]) -> list[tuple[Heading, Candidate]]:
        import sqlite3

        from rolecompare.finding import Entry, build, find

        index = sqlite3.connect(":memory:")
        names = (Entry(heading.id, kind, name) for heading in self.library.headings for kind, name in _texts(heading))
        build(index, (*names, *wordings))
        return [(self._by_id(hit.role), hit) for hit in find(index, text, limit)]

    def _wordings(self) -> Iterator[Entry]:
        from rolecompare.finding import Entry

        for heading in self.library.headings:
            for said in (heading.summary.text, *self.library.wording(heading.id)):
                yield Entry(heading.id, "duty", said)

    def _by_id(self, name: str) -> Heading:
        return next(heading for heading in self.library.headings if heading.id == name)


def nearest(wanted: str, names: Iterable[str], most: int = SUGGESTIONS) -> list[str]:
    """The names that come near to one that nobody has, best first."""
    from rapidfuzz import fuzz, process  # only such a name needs it

    found = process.extract(wanted, list(names), scorer=fuzz.WRatio, score_cutoff=NEAR_FIELD, limit=most)
    return [name for name, score, _ in found if score > found[0][1] - BESIDE]


def _in_singular(name: str) -> list[str]:
    from rolecompare.finding.spelling import bare, singular

    return [singular(word) for word in bare(name).split()]


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
