"""Find roles by id, code, title or other title in the bundled dataset and the local store, and load them."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from typing import TYPE_CHECKING

from rolecompare.dataset.loader import LoadedDataset
from rolecompare.dataset.names import NameFinder, names_of
from rolecompare.errors import UsageError
from rolecompare.models.reference_data import DatasetEdition, JobFacts, MeasuredRole, ReferenceData, RoleWithMembers
from rolecompare.models.roles import Role, RoleHeading
from rolecompare.search.text import normalize_name

if TYPE_CHECKING:
    from rolecompare.similarity import SimilarRoles
    from rolecompare.store.reader import Store

MAX_SUGGESTIONS = 3  # fields or choices for a misspelled one
# How much of its letters a misspelled field or answer has to share with the right one, of 1.
MIN_SHARED_LETTERS = 0.7


class Repository:
    """The roles of a dataset and, for the bundled one, of the local store behind it, each role once."""

    def __init__(self, library: LoadedDataset, store: Store | None = None, *, built_in: bool = False) -> None:
        self.library = library
        self.stored = None
        if store is not None:
            from rolecompare.dataset.stored_roles import StoredRoles  # few commands have a store to read

            self.stored = StoredRoles(library, store)
        self.names = NameFinder(library, self.stored, built_in=built_in)

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

    def find_all(self, names: Sequence[str], *, with_ratings: bool = True) -> list[RoleWithMembers]:
        """Return the roles with these names in their order; without names, those of the default comparison.

        Without `with_ratings`, the ratings of the store are left out, which are most of the data of an occupation.
        Raises RoleNotFoundError, AmbiguousRoleError, and UsageError if two names are those of one role.
        """
        wanted = names or self.library.default_comparison
        return self.load_all(distinct(wanted, [self.find(name) for name in wanted]), with_ratings=with_ratings)

    def load(self, heading: RoleHeading, *, with_ratings: bool = True) -> RoleWithMembers:
        """Return the role of a heading with its members; `with_ratings` as in `find_all`."""
        return self.load_all([heading], with_ratings=with_ratings)[0]

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

    def job_facts(self, measures: Collection[str], headings: Sequence[RoleHeading] = ()) -> list[JobFacts]:
        """Return jobs to choose among with their values of some measures: those of the headings, or all jobs.

        An umbrella is no job that somebody has, so its members stand for it, each once.
        """
        from rolecompare.dataset.job_facts import facts_of

        if not headings and self.stored is not None:
            return self.stored.job_facts(measures)
        names = dict.fromkeys(name for h in headings or self.library.headings for name in h.members or (h.id,))
        activities = self.reference_data.activities
        return [facts_of(self._role(name, with_ratings=True), measures, activities) for name in names]

    def load_all(self, headings: Sequence[RoleHeading], *, with_ratings: bool = True) -> list[RoleWithMembers]:
        """Return the roles of headings with their members; `with_ratings` as in `find_all`."""
        return [
            RoleWithMembers(self._role(h.id, with_ratings), tuple(self._role(name, with_ratings) for name in h.members))
            for h in headings
        ]

    def _role(self, name: str, with_ratings: bool) -> Role:
        return self.library.role(name) if self.stored is None else self.stored.role(name, with_ratings=with_ratings)

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
        """Return the one role that a name fits, as `NameFinder.look_up` finds it."""
        return self.names.look_up(name).heading

    def headings(self) -> Iterator[RoleHeading]:
        """Return an iterator over every role, the bundled ones first."""
        return iter(self.library.headings) if self.stored is None else self.stored.headings()

    def search(self, text: str | None) -> list[RoleHeading]:
        """Return the roles whose names or summary contain the text, or all roles without one.

        British and American spelling, and singular and plural, are the same.
        """
        from rolecompare.search.text import fold_spelling, singular

        wanted = normalize_name(text or "")
        singular_words = " ".join(map(singular, wanted.split()))
        spellings = {wanted, fold_spelling(wanted), singular_words, fold_spelling(singular_words)}
        # The separator is in no text, so that a match cannot span two names.
        names = ((h, normalize_name("\0".join((*names_of(h), h.summary.text)))) for h in self.headings())
        return [heading for heading, named in names if any(spelling in named for spelling in spellings)]


def distinct(names: Sequence[str], headings: list[RoleHeading]) -> list[RoleHeading]:
    """Return the headings that names were found to mean, or raise UsageError if two of the names mean one role."""
    ids = [heading.id for heading in headings]
    for number, name in enumerate(ids):
        if name in ids[:number]:
            both = f"“{names[ids.index(name)]}” and “{names[number]}”"
            raise UsageError(f"{both} are the same job, {headings[number].title}. Name jobs that differ.")
    return headings


def closest_names(wanted: str, names: Iterable[str], limit: int = MAX_SUGGESTIONS) -> list[str]:
    """Return the names that a misspelled or shortened name can mean, most likely first."""
    from difflib import get_close_matches

    known = list(names)
    containing = sorted((name for name in known if wanted and wanted in name), key=len)
    return (containing or get_close_matches(wanted, known, limit, MIN_SHARED_LETTERS))[:limit]
