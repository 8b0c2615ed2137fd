"""Find roles by id, code, title or other title in the bundled dataset and the local store, and load them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Sequence
from typing import TYPE_CHECKING

from rolecompare.dataset.loader import LoadedDataset
from rolecompare.errors import AmbiguousRoleError, RoleNotFoundError, UsageError
from rolecompare.models.kinds import SECTION_OF_PART
from rolecompare.models.reference_data import DatasetEdition, MeasuredRole, ReferenceData, RoleWithMembers
from rolecompare.models.roles import Role, RoleHeading
from rolecompare.search.text import normalize_name

if TYPE_CHECKING:
    from rolecompare.search.find import Candidate
    from rolecompare.search.index import Entry
    from rolecompare.similarity import SimilarRoles
    from rolecompare.store.reader import Store

MAX_SUGGESTIONS = 3
MAX_LISTED = 50  # more roles than any official title has, and more than anybody chooses from
# The least score of a role that is suggested, of 1. Roles that fit equally well share the score.
MIN_SCORE = 0.05
# How much of its letters a misspelled field or answer has to share with the right one, of 1.
MIN_SHARED_LETTERS = 0.7


class Repository:
    """The roles of a dataset and, for the bundled one, of the local store behind it, each role once."""

    def __init__(self, library: LoadedDataset, store: Store | None = None) -> None:
        self.library = library
        self.stored = None
        if store is not None:
            from rolecompare.dataset.stored_roles import StoredRoles  # few commands have a store to read

            self.stored = StoredRoles(library, store)

    @property
    def reference_data(self) -> ReferenceData:
        """The activities, claims and sources that roles refer to, and the edition of the dataset."""
        library, records = self.library, self.stored or self.library
        edition = DatasetEdition(
            title=library.title,
            edition=library.edition,
            license=library.license,
            default_comparison=library.default_comparison,
        )
        return ReferenceData(
            records.activities,
            library.claims,
            library.claim_numbers,
            records.sources,
            edition,
            records.all_occupations,
        )

    def find_all(self, names: Sequence[str], max_ratings: int | None = None) -> list[RoleWithMembers]:
        """Return the roles with these names in their order; without names, those of the default comparison.

        Ratings of the store are left out if every section has more than `max_ratings` of them; none means no limit.
        Raises RoleNotFoundError, AmbiguousRoleError, and UsageError if two names are those of one role.
        """
        headings = [self.find(name) for name in names or self.library.default_comparison]
        ids = [heading.id for heading in headings]
        for number, name in enumerate(ids):
            if name in ids[:number]:
                both = f"“{names[ids.index(name)]}” and “{names[number]}”"
                raise UsageError(f"{both} are the same role, {name}. Name roles that differ.")
        return self._load(headings, max_ratings)

    def load(self, heading: RoleHeading, max_ratings: int | None = None) -> RoleWithMembers:
        """Return the role of a heading with its members; `max_ratings` as in `find_all`."""
        return self._load([heading], max_ratings)[0]

    def measured_roles(self, measures: Collection[str], names: Collection[str] = ()) -> list[MeasuredRole]:
        """Return roles with only their figures and levels of some measures: those with these ids, or all roles.

        An umbrella comes with its members. Many roles take little longer than one.
        """
        members = {member for h in self.library.headings if h.id in names for member in h.members}
        wanted = {*names, *members}
        if self.stored is not None:
            return self.stored.measured_roles(measures, wanted)
        from rolecompare.dataset.measured_roles import RoleName, measure_role

        return [
            measure_role(
                RoleName(h.id, h.title, h.codes.own, h.codes.onet_soc, h.members), self.library.role(h.id), measures
            )
            for h in self.library.headings
            if not names or h.id in wanted
        ]

    def _load(self, headings: Sequence[RoleHeading], max_ratings: int | None) -> list[RoleWithMembers]:
        with_ratings = True
        if max_ratings is not None:  # ratings are most of the data of an official occupation, and few pages show them
            elements = self._rated_elements(name for heading in headings for name in (heading.id, *heading.members))
            counts = Counter(SECTION_OF_PART[element.partition(".")[0]] for element in elements)
            with_ratings = any(count <= max_ratings for count in counts.values())
        return [
            RoleWithMembers(self._role(h.id, with_ratings), tuple(self._role(name, with_ratings) for name in h.members))
            for h in headings
        ]

    def _role(self, name: str, with_ratings: bool) -> Role:
        return self.library.role(name) if self.stored is None else self.stored.role(name, with_ratings=with_ratings)

    def _rated_elements(self, names: Iterable[str]) -> set[str]:
        """Return what the store rates any of the roles on, by kind and element (`skill.2.A.1.a`)."""
        return {key for name in names for key in self.stored.rated_elements(name)} if self.stored is not None else set()

    def ratings_not_loaded(self, subjects: Iterable[RoleWithMembers]) -> set[str]:
        """Return what the roles are rated on, by kind and element (`skill.2.A.1.a`), but was left out of them."""
        roles = [role for subject in subjects for role in (subject.role, *subject.members)]
        loaded = (rating for role in roles for rating in (*role.ratings, *(role.settings.context or ())))
        return self._rated_elements(role.id for role in roles) - {f"{each.kind}.{each.element}" for each in loaded}

    def similar_roles(self, heading: RoleHeading) -> SimilarRoles:
        """Return a role with similar ones: from the store, otherwise among the roles of the dataset."""
        role = self._role(heading.id, with_ratings=False)
        found = self.stored.similar_roles(role) if self.stored is not None else None
        if found is not None:
            return found
        from rolecompare.similarity import precompute

        # An umbrella role is not similar to others; its members are.
        others = [h.id for h in self.library.headings if not h.members and h.id != heading.id]
        roles = {name: self._role(name, with_ratings=False) for name in others} if not heading.members else {}
        return precompute.similar_roles(role.id, {**roles, role.id: role}, self.reference_data.activities)

    def find(self, name: str) -> RoleHeading:
        """Return the one role that a name fits: as it is written or, if none is called so, but for a plural.

        Raises AmbiguousRoleError if the name fits several roles and RoleNotFoundError if it fits none.
        """
        fits = self._named(name)
        near = [] if fits else self.candidates(name, MAX_SUGGESTIONS)
        fits |= {heading.id: heading for heading, hit in near if _in_singular(hit.matched) == _in_singular(name)}
        if len(fits) == 1:
            return next(iter(fits.values()))
        if fits:
            described = [_describe(heading) for heading in list(fits.values())[:MAX_LISTED]]
            raise AmbiguousRoleError(name, described, more=len(fits) > MAX_LISTED)
        min_score = max(MIN_SCORE, near[0][1].score / 2) if near else 0
        raise RoleNotFoundError(name, [h.id for h, hit in near if hit.score >= min_score][:MAX_SUGGESTIONS])

    def _named(self, name: str) -> dict[str, RoleHeading]:
        """Return the roles that have a name, by their ids.

        A role's own id or title goes before other titles and codes, which several roles may have.
        """
        wanted = normalize_name(name)
        own = [h for h in self.library.headings if wanted in (normalize_name(h.id), normalize_name(h.title))]
        if len(own) == 1:
            return {own[0].id: own[0]}
        fits = {h.id: h for h in self.library.headings if wanted in map(normalize_name, _names(h))}
        if self.stored is None:
            return fits
        titled, others = ({heading.id: heading for heading in headings} for headings in self.stored.named(name))
        if len(titled) == 1 and not fits.keys() - titled.keys():
            return titled
        return fits | titled | others

    def headings(self) -> Iterator[RoleHeading]:
        """Return an iterator over every role, the bundled ones first."""
        return iter(self.library.headings) if self.stored is None else self.stored.headings()

    def search(self, text: str | None) -> list[RoleHeading]:
        """Return the roles whose names or summary contain the text, in British or American spelling, or all roles."""
        from rolecompare.search.text import fold_spelling

        wanted = normalize_name(text or "")
        spellings = {wanted, fold_spelling(wanted)}
        # The separator is in no text, so that a match cannot span two names.
        names = ((h, normalize_name("\0".join((*_names(h), h.summary.text)))) for h in self.headings())
        return [heading for heading, named in names if any(spelling in named for spelling in spellings)]

    def candidates(self, text: str, limit: int) -> list[tuple[RoleHeading, Candidate]]:
        """Return the roles of both layers that the words may mean, best first.

        There are more than `limit` if that many have the best score.
        """
        if self.stored is None or not self.stored.has_search_index:
            return self._bundled_candidates(text, limit, self._duty_entries())
        from rolecompare.search.find import LIKELY

        # Only the larger index, that of the store, can weigh the wording of duties; here the bundled names count.
        named = [pair for pair in self._bundled_candidates(text, limit, ()) if pair[1].score > LIKELY]
        found = {heading.id: (heading, hit) for heading, hit in named}
        for heading, hit in self.stored.candidates(text, limit):
            known = found.get(heading.id)
            if known is None or known[1].score < hit.score:
                found[heading.id] = (heading, hit)
        ranked = sorted(found.values(), key=lambda pair: (-pair[1].score, pair[0].codes.own or "", pair[0].id))
        tied = sum(hit.score == ranked[0][1].score for _, hit in ranked) if ranked else 0
        return ranked[: max(limit, tied)]

    def _bundled_candidates(
        self, text: str, limit: int, further: Iterable[Entry]
    ) -> list[tuple[RoleHeading, Candidate]]:
        import sqlite3

        from rolecompare.search.find import find
        from rolecompare.search.index import Entry, build

        index = sqlite3.connect(":memory:")
        names = (
            Entry(heading.id, kind, name) for heading in self.library.headings for kind, name in _search_texts(heading)
        )
        build(index, (*names, *further))
        headings = {heading.id: heading for heading in self.library.headings}
        return [(headings[hit.role], hit) for hit in find(index, text, limit)]

    def _duty_entries(self) -> Iterator[Entry]:
        from rolecompare.search.index import Entry

        for heading in self.library.headings:
            for wording in (heading.summary.text, *self.library.duty_texts(heading.id)):
                yield Entry(heading.id, "duty", wording)


def closest_names(wanted: str, names: Iterable[str], limit: int = MAX_SUGGESTIONS) -> list[str]:
    """Return the names that a misspelled or shortened name can mean, most likely first."""
    from difflib import get_close_matches

    known = list(names)
    containing = sorted((name for name in known if wanted and wanted in name), key=len)
    return (containing or get_close_matches(wanted, known, limit, MIN_SHARED_LETTERS))[:limit]


def _in_singular(name: str) -> list[str]:
    from rolecompare.search.text import american_spelling, normalize_text, singular

    return [singular(american_spelling(word)) for word in normalize_text(name).split()]


def _names(heading: RoleHeading) -> Iterator[str]:
    yield heading.id
    yield heading.title
    yield from heading.other_titles
    yield from heading.codes.all


def _search_texts(heading: RoleHeading) -> Iterator[tuple[str, str]]:
    yield from (("code", code) for code in heading.codes.all)
    yield from (("title", name) for name in (heading.title, heading.id.replace("-", " ")))
    yield from (("other", name) for name in heading.other_titles)


def _describe(heading: RoleHeading) -> str:
    umbrella = f"stands for {len(heading.members)} roles" if heading.members else "no code"
    return f"{heading.id}  ({heading.title}; {heading.codes.own or umbrella}): {heading.summary.text}"
