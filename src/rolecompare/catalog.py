"""Names -> roles: by id, code, title or other title, whatever the case; never a guess, but a word on who was meant."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from rolecompare.comparison import Background, Edition, Subject
from rolecompare.errors import AmbiguousRole, NoSuchRole, WrongUsage
from rolecompare.loading import Library
from rolecompare.models import Heading
from rolecompare.vocabulary import folded

# How near a name has to come to be worth suggesting, of 100; a letter or two amiss in a title scores above it.
NEAR = 70
# What comes so much less near than the best is not what was meant.
BESIDE = 10
SUGGESTIONS = 3


class Catalog:
    def __init__(self, library: Library) -> None:
        self.library = library

    @property
    def background(self) -> Background:
        library = self.library
        edition = Edition(title=library.title, edition=library.edition, licence=library.licence)
        return Background(library.activities, library.claims, library.sources, edition)

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
        members = tuple(self.library.role(member) for member in heading.members)
        return Subject(self.library.role(heading.id), members)

    def find(self, name: str) -> Heading:
        """The one role that a name fits."""
        wanted = folded(name)
        # A role's own names go before other titles and codes, which may fit several; then nobody is picked.
        own = [h for h in self.library.headings if wanted in (folded(h.id), folded(h.title))]
        if len(own) == 1:
            return own[0]
        fits = [heading for heading in self.library.headings if wanted in map(folded, _names(heading))]
        if len(fits) == 1:
            return fits[0]
        if fits:
            raise AmbiguousRole(name, [_told_apart(heading) for heading in fits])
        raise NoSuchRole(name, self._near(wanted))

    def search(self, text: str | None) -> list[Heading]:
        """The roles in whose names or summary the text stands; all of them without a text."""
        wanted = folded(text or "")
        return [
            heading
            for heading in self.library.headings
            if any(wanted in folded(part) for part in (*_names(heading), heading.summary.text))
        ]

    def _near(self, wanted: str) -> list[str]:
        names: dict[str, list[str]] = {}
        for heading in self.library.headings:
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


def _told_apart(heading: Heading) -> str:
    umbrella = f"stands for {len(heading.members)} roles" if heading.members else "no code"
    return f"{heading.id}  ({heading.title}; {heading.codes.own or umbrella}): {heading.summary.text}"
