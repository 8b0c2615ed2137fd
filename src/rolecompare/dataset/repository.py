"""Names -> roles: by id, code, title or other title, whatever the case; never a guess, but a word on who was meant."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING

from rolecompare.dataset.loader import LoadedDataset
from rolecompare.errors import AmbiguousRoleError, RoleNotFoundError, UsageError
from rolecompare.models.kinds import SECTION_OF_PART
from rolecompare.models.reference import DatasetEdition, ReferenceData, RoleWithMembers
from rolecompare.models.roles import Role, RoleHeading
from rolecompare.search.text import normalize_name

if TYPE_CHECKING:
    from rolecompare.dataset.merge import MergedLayers
    from rolecompare.search import Candidate, Entry
    from rolecompare.similarity import SimilarRoles

SUGGESTIONS = 3
MOST_FITS = 50  # more than any official title has, and more than anybody chooses from
# How well a role has to be meant to be worth suggesting, of 1. Those that are meant alike share what there is.
NEAR = 0.05
# How much of its letters a misspelled name of a field or choice has in common with the right one, at the least.
LEAST_ALIKE = 0.7


class Repository:
    """The bundled library, or the user's own; with the local store behind it, both as one."""

    def __init__(self, library: LoadedDataset, layers: MergedLayers | None = None) -> None:
        self.library = library
        self.layers = layers

    @property
    def background(self) -> ReferenceData:
        library, layers = self.library, self.layers
        edition = DatasetEdition(title=library.title, edition=library.edition, license=library.license)
        if layers is None:
            return ReferenceData(library.activities, library.claims, library.sources, edition)
        return ReferenceData(layers.activities(), library.claims, layers.sources(), edition)

    def find_all(self, names: Sequence[str], most_ratings: int | None = None) -> list[RoleWithMembers]:
        """The roles of the names, in their order; of no names, the dataset's default comparison.

        Where a section would have more than `most_ratings` from the store, they are left `unread`; None is any number.
        Raises NoSuchRole, AmbiguousRole, and WrongUsage where two names are one role's.
        """
        headings = [self.find(name) for name in names or self.library.default_comparison]
        ids = [heading.id for heading in headings]
        for number, name in enumerate(ids):
            if name in ids[:number]:
                both = f"“{names[ids.index(name)]}” and “{names[number]}”"
                raise UsageError(f"{both} are the same role, {name}. Name roles that differ.")
        return self._subjects(headings, most_ratings)

    def subject(self, heading: RoleHeading, most_ratings: int | None = None) -> RoleWithMembers:
        """The role of a heading, with the roles that it stands for."""
        return self._subjects([heading], most_ratings)[0]

    def _subjects(self, headings: Sequence[RoleHeading], most: int | None) -> list[RoleWithMembers]:
        """The roles of headings, with the ratings of the store only where a section has no more of them than so many.

        They are most of what an official database has of a role, and most pages have no room for them.
        """
        every = {name for heading in headings for name in (heading.id, *heading.members)}
        counts = (
            Counter(SECTION_OF_PART[key.partition(".")[0]] for key in self._rated(every)) if most is not None else {}
        )
        rated = most is None or any(count <= most for count in counts.values())
        return [
            RoleWithMembers(self._role(h.id, rated), tuple(self._role(name, rated) for name in h.members))
            for h in headings
        ]

    def _role(self, name: str, rated: bool) -> Role:
        return self.library.role(name) if self.layers is None else self.layers.role(name, rated=rated)

    def _rated(self, names: Iterable[str]) -> set[str]:
        """What the store rates any of the roles on."""
        return {key for name in names for key in self.layers.rated(name)} if self.layers is not None else set()

    def unread(self, subjects: Iterable[RoleWithMembers]) -> set[str]:
        """What the roles are rated on, by kind and element (`skill.2.A.1.a`), where that was not read."""
        roles = [role for subject in subjects for role in (subject.role, *subject.members)]
        ratings = (rating for role in roles for rating in (*role.ratings, *(role.settings.context or ())))
        return self._rated(role.id for role in roles) - {f"{rating.kind}.{rating.element}" for rating in ratings}

    def around(self, heading: RoleHeading) -> SimilarRoles:
        """Return a role with similar ones: from the store, otherwise among the roles of the dataset."""
        role = self._role(heading.id, rated=False)
        found = self.layers.around(role) if self.layers is not None else None
        if found is not None:
            return found
        from rolecompare.similarity import precompute

        # An umbrella is no occupation beside others; what is said of it is said of those under it.
        others = [h.id for h in self.library.headings if not h.members and h.id != heading.id]
        roles = {name: self._role(name, rated=False) for name in others} if not heading.members else {}
        return precompute.similar_roles(role.id, {**roles, role.id: role}, self.background.activities)

    def find(self, name: str) -> RoleHeading:
        """The one role that a name fits: as it is written or, where no role is called so, but for singular and plural.

        Raises AmbiguousRole where it fits several and NoSuchRole where it fits none.
        """
        wanted = normalize_name(name)
        # A role's own names go before other titles and codes, which may fit several; then nobody is picked.
        own = [h for h in self.library.headings if wanted in (normalize_name(h.id), normalize_name(h.title))]
        if len(own) == 1:
            return own[0]
        fits = {h.id: h for h in self.library.headings if wanted in map(normalize_name, _names(h))}
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
            described = [_describe(heading) for heading in list(fits.values())[:MOST_FITS]]
            raise AmbiguousRoleError(name, described, more=len(fits) > MOST_FITS)
        best = near[0][1].score if near else 0
        raise RoleNotFoundError(name, [h.id for h, hit in near if hit.score >= max(NEAR, best / 2)][:SUGGESTIONS])

    def headings(self) -> Iterator[RoleHeading]:
        """Every role there is, the bundled ones first."""
        return iter(self.library.headings) if self.layers is None else self.layers.headings()

    def search(self, text: str | None) -> list[RoleHeading]:
        """Return the roles whose names or summary contain the text, in British or American spelling, or all roles."""
        from rolecompare.search.text import fold_spelling

        wanted = normalize_name(text or "")
        spellings = {wanted, fold_spelling(wanted)}
        # The separator stands in no text, so that nothing is found that begins in one name and ends in the next.
        names = ((h, normalize_name("\0".join((*_names(h), h.summary.text)))) for h in self.headings())
        return [heading for heading, named in names if any(spelling in named for spelling in spellings)]

    def candidates(self, text: str, limit: int) -> list[tuple[RoleHeading, Candidate]]:
        """The roles that the words may mean, best first, those of both layers as one."""
        if self.layers is None or not self.layers.has_index:
            return self._bundled_candidates(text, limit, self._wordings())
        from rolecompare.search import LIKELY

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

    def _bundled_candidates(
        self, text: str, limit: int, wordings: Iterable[Entry]
    ) -> list[tuple[RoleHeading, Candidate]]:
        import sqlite3

        from rolecompare.search import Entry, build, find

        index = sqlite3.connect(":memory:")
        names = (Entry(heading.id, kind, name) for heading in self.library.headings for kind, name in _texts(heading))
        build(index, (*names, *wordings))
        return [(self._by_id(hit.role), hit) for hit in find(index, text, limit)]

    def _wordings(self) -> Iterator[Entry]:
        from rolecompare.search import Entry

        for heading in self.library.headings:
            for said in (heading.summary.text, *self.library.duty_texts(heading.id)):
                yield Entry(heading.id, "duty", said)

    def _by_id(self, name: str) -> RoleHeading:
        return next(heading for heading in self.library.headings if heading.id == name)


def closest_names(wanted: str, names: Iterable[str], most: int = SUGGESTIONS) -> list[str]:
    """Return the names that a misspelled or shortened name can mean, most likely first."""
    from difflib import get_close_matches

    every = list(names)
    containing = sorted((name for name in every if wanted and wanted in name), key=len)
    return (containing or get_close_matches(wanted, every, most, LEAST_ALIKE))[:most]


def _in_singular(name: str) -> list[str]:
    from rolecompare.search.text import american_spelling, normalize_text, singular

    return [singular(american_spelling(word)) for word in normalize_text(name).split()]


def _names(heading: RoleHeading) -> Iterator[str]:
    yield heading.id
    yield heading.title
    yield from heading.other_titles
    yield from heading.codes.all


def _texts(heading: RoleHeading) -> Iterator[tuple[str, str]]:
    yield from (("code", code) for code in heading.codes.all)
    yield from (("title", name) for name in (heading.title, heading.id.replace("-", " ")))
    yield from (("other", name) for name in heading.other_titles)


def _describe(heading: RoleHeading) -> str:
    umbrella = f"stands for {len(heading.members)} roles" if heading.members else "no code"
    return f"{heading.id}  ({heading.title}; {heading.codes.own or umbrella}): {heading.summary.text}"
