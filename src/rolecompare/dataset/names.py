"""Find the roles that a name can mean in the bundled dataset and the local store, the likeliest first.

`find`, lists of namesakes and suggestions all have the order of `NameFinder.candidates`.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple

from rolecompare.codes import SOC_LENGTH, later_codes
from rolecompare.dataset.loader import LoadedDataset
from rolecompare.errors import MAX_FOUND, AmbiguousRoleError, Choice, RoleNotFoundError
from rolecompare.models.figures import Figure
from rolecompare.models.roles import RoleHeading
from rolecompare.search.text import SIMILAR_SPELLING, in_singular, normalize_name

if TYPE_CHECKING:
    import sqlite3

    from rolecompare.dataset.stored_roles import StoredRoles
    from rolecompare.search.find import Candidate
    from rolecompare.search.index import Entry

# A code as people write it: SOC 31-9092, 29-1141.0 without its last zero, 319092.
CODE = re.compile(
    r"(?:SOC|O\*?NET(?:-SOC)?)?[ :]*(\d\d)[-\u2010-\u2015\u2212 ]?(\d{4})(?:\.(\d{0,2}))?", re.ASCII | re.IGNORECASE
)
MAX_RANKED = 20  # roles that are looked through for a name
MAX_SUGGESTIONS, MAX_OTHERS = 3, 3
# The least score of a role that is found by some of its words, of 1 and of the best score. What is below is no answer.
MIN_SCORE, MIN_SHARE_OF_BEST = 0.02, 0.1
# The least score of a role that is suggested for a name that no role has, and that is named beside a namesake.
MIN_SUGGESTED, MIN_OTHER = 0.05, 0.02
# Where an occupation is only a part of what a number of jobs was published for, this much of it counts in an order.
PART_OF_WIDER_GROUP = 0.2
UNKNOWN_JOBS = 10_000  # a small occupation
LEAST_LIKELIHOOD = 0.001  # of a role that is named and shares no telling word with its titles
EMPLOYMENT = ("employment.base", "employment")  # with the self-employed where projections were imported


class Found(NamedTuple):
    """A role that may be meant, and what of it matched."""

    heading: RoleHeading
    hit: Candidate


class Meaning(NamedTuple):
    """The one role that a name means.

    `matched` is the other title of the role that the name is, or its title where the name is an abbreviation of that;
    it is empty for the ID, a code or the title of the role. `others` are roles that have a title with the same words.
    """

    heading: RoleHeading
    matched: str = ""
    others: tuple[RoleHeading, ...] = ()


class NameFinder:
    """Finds roles by their names. `built_in` tells that the library is the dataset that comes with the program."""

    def __init__(self, library: LoadedDataset, stored: StoredRoles | None, *, built_in: bool) -> None:
        self._library, self._stored, self._built_in = library, stored, built_in
        self._candidates: dict[tuple[str, int], list[Found]] = {}

    def look_up(self, name: str) -> Meaning:
        """Return the one role that a name means: an ID, code or title of one role, or else any other title of only one.

        Raises AmbiguousRoleError if the name fits several roles and RoleNotFoundError if it fits none.
        """
        own, _ = self._exact(name)
        if len(own) == 1:
            return Meaning(own[0])
        if not own and (code := code_in(name)) is not None:
            return Meaning(self._with_code(name, code))
        found = self._search(name)
        named = [each for each in found if each.hit.score == 1]
        if not named:
            raise self._not_found(name, found)
        wanted = in_singular(name)
        titled = [each for each in named if each.hit.is_own and in_singular(each.hit.matched) == wanted]
        if len(titled) == 1 and not own:
            return Meaning(titled[0].heading)
        if len(named) > 1:
            also = [each for each in found[len(named) :] if _contains(each.heading.title, name)]
            raise AmbiguousRoleError(name, [self.choice(each.heading) for each in (*named, *also)[:MAX_FOUND]])
        others = [each.heading for each in found[1:] if _is_near(name, each.hit, MIN_OTHER)]
        return Meaning(named[0].heading, named[0].hit.matched, tuple(others[:MAX_OTHERS]))

    def strength(self, name: str) -> int:
        """Return how well a name is one of a role.

        3 is for the ID, a code or the title of one role, 2 for any other name, 1 for another order or one typo, else 0.
        """
        own, others = self._exact(name)
        if own or others:
            return 3 if len(own) == 1 else 2
        from rolecompare.search.find import name_score

        score = name_score(self._bundled_index, name)
        if self._indexed is not None:
            score = max(score, self._indexed.name_score(name))
        return 2 if score == 1 else int(score > 0)

    def candidates(self, text: str, limit: int) -> list[Found]:
        """Return the roles that words may mean, best first: more than `limit` if that many have the best score."""
        found = self._search(text, limit)
        tied = sum(each.hit.score == found[0].hit.score for each in found) if found else 0
        return found[: max(limit, tied)]

    def choice(self, heading: RoleHeading) -> Choice:
        """Return what tells a role apart from others that have the same name."""
        number, is_own = self._jobs(heading)
        jobs = number if is_own else None
        return Choice(heading.id, heading.title, heading.codes.own, jobs, len(heading.members))

    def _with_code(self, name: str, code: str) -> RoleHeading:
        """Return the role of a code that was written in another way; RoleNotFoundError names those of codes near it."""
        own, _ = self._exact(code)
        if len(own) == 1:
            return own[0]
        former, hint = code[:SOC_LENGTH], self.hint
        later = later_codes(former)
        prefixes: tuple[str, ...] = (former[:-1],)  # of the broad group
        if later and former not in later:
            hint = f"{former} is a code of SOC 2010; its jobs now have {', '.join(later)}. {hint}".strip()
            prefixes = later
        near = {h.id: h for prefix in prefixes for h in self._with_code_prefix(prefix)}
        raise RoleNotFoundError(name, [self.choice(heading) for heading in near.values()][:MAX_SUGGESTIONS], hint)

    def _with_code_prefix(self, prefix: str) -> Iterator[RoleHeading]:
        yield from (h for h in self._library.headings if (h.codes.own or "").startswith(prefix))
        if self._stored is not None:
            yield from self._stored.with_code_prefix(prefix, MAX_SUGGESTIONS)

    def _not_found(self, name: str, found: list[Found]) -> RoleNotFoundError:
        near = [each for each in found if _is_near(name, each.hit, MIN_SUGGESTED)]
        is_sure = any(each.hit.is_named for each in near)
        suggestions = [each for each in near if each.hit.is_named or not is_sure][:MAX_SUGGESTIONS]
        hint = "" if is_sure else self.hint
        return RoleNotFoundError(name, [self.choice(each.heading) for each in suggestions], hint)

    @property
    def hint(self) -> str:
        """A sentence on how to get more roles where only those that come with the program are there, else empty."""
        if not self._built_in or self._indexed is not None:
            return ""
        return (
            f"Only the {len(self._library.headings)} built-in jobs are loaded. "
            "`rolecompare import onet --download` adds about 1,000."
        )

    def _exact(self, name: str) -> tuple[list[RoleHeading], list[RoleHeading]]:
        """Return the roles whose ID, title or code is a name as it is written, and those that it is another title of.

        An ID or a title of the library comes before all others.
        """
        wanted = normalize_name(name)
        headings = self._library.headings
        first = [h for h in headings if wanted in (normalize_name(h.id), normalize_name(h.title))]
        if len(first) == 1:
            return first, []
        own = {h.id: h for h in headings if h in first or wanted in map(normalize_name, h.codes.all)}
        others = {h.id: h for h in headings if wanted in map(normalize_name, h.other_titles)}
        if self._stored is not None:
            stored_own, stored_others = self._stored.named(name)
            own |= {h.id: h for h in stored_own}
            others |= {h.id: h for h in stored_others}
        return list(own.values()), [h for h in others.values() if h.id not in own]

    def _search(self, text: str, limit: int = MAX_RANKED) -> list[Found]:
        """Return all roles that words name, and others up to the limit, best first."""
        if (text, limit) not in self._candidates:
            self._candidates[text, limit] = self._rank(text, limit)
        return self._candidates[text, limit]

    def _rank(self, text: str, limit: int) -> list[Found]:
        from rolecompare.search.find import LIKELY, Candidate, find

        found: dict[str, Found] = {}
        headings = {heading.id: heading for heading in self._library.headings}
        # Only the larger index, that of the store, can weigh the wording of duties; there the bundled names count.
        hits = [Found(headings[hit.role], hit) for hit in find(self._bundled_index, text, limit)]
        hits = [each for each in hits if each.hit.is_named or self._indexed is None]
        if self._indexed is not None:
            hits += [Found(*pair) for pair in self._indexed.candidates(text, limit)]
        own, others = self._exact(text)
        for kind, exact in (("title", own), ("other", others)):
            hits += [Found(h, Candidate(h.id, 1.0, text, kind, "other title", 0.0)) for h in exact]
        for each in hits:
            known = found.get(each.heading.id)
            if known is None or (known.hit.score, known.hit.is_own) < (each.hit.score, each.hit.is_own):
                likelihood = max(each.hit.likelihood, known.hit.likelihood if known else 0.0)
                found[each.heading.id] = Found(each.heading, each.hit._replace(likelihood=likelihood))
        best = max((each.hit.score for each in found.values()), default=0.0)
        least = max(MIN_SCORE, best * MIN_SHARE_OF_BEST) if best <= LIKELY else MIN_SCORE
        return self._in_order([each for each in found.values() if each.hit.is_named or each.hit.score >= least])

    def _in_order(self, found: list[Found]) -> list[Found]:
        """Sort roles: those that are named, by their own title first, then likelier ones.

        Of roles that are named equally well those come first that are likelier and have more jobs.
        """
        ranks = Counter((each.hit.score, each.hit.is_own) for each in found)

        def key(each: Found) -> tuple[float, bool, float, str, str]:
            heading, hit = each
            is_tied = hit.is_named and ranks[hit.score, hit.is_own] > 1
            weight = (hit.likelihood + LEAST_LIKELIHOOD) * (self._size(heading) ** 0.5 if is_tied else 1)
            return -hit.score, hit.is_named and not hit.is_own, -weight, heading.codes.own or "", heading.id

        return sorted(found, key=key)

    def _size(self, heading: RoleHeading) -> float:
        """Return about how many jobs there are in a role, for the order of roles alone."""
        if heading.members:
            headings = {each.id: each for each in self._library.headings}
            return sum(self._size(headings[name]) for name in heading.members)
        number, is_own = self._jobs(heading)
        return UNKNOWN_JOBS if number is None else number * (1 if is_own else PART_OF_WIDER_GROUP)

    def _jobs(self, heading: RoleHeading) -> tuple[int | None, bool]:
        """Return the newest number of jobs for the code of a role, and whether it counts this role alone."""
        figures = []
        if self._stored is not None:
            figures = self._stored.published_of(heading, EMPLOYMENT)
        if heading in self._library.headings:
            figures = [*figures, *self._library.role(heading.id).outlook.figures]
        counts = ([each for each in figures if isinstance(each, Figure) and each.measure == m] for m in EMPLOYMENT)
        known = next(filter(None, counts), None)
        if known is None:
            return None, False
        newest = max(known, key=lambda figure: figure.period)
        code = heading.codes.own or ""
        return round(newest.value), newest.code[:7] == code[:7] and not code[7:].strip(".0")

    @cached_property
    def _indexed(self) -> StoredRoles | None:
        """The roles of the store, if it has an index to search."""
        return self._stored if self._stored is not None and self._stored.has_search_index else None

    @cached_property
    def _bundled_index(self) -> sqlite3.Connection:
        """An index of the names of the library and, where no store has a larger one, of its summaries and duties."""
        import sqlite3

        from rolecompare.search.index import Entry, build

        index = sqlite3.connect(":memory:")
        names = (Entry(h.id, kind, name) for h in self._library.headings for kind, name in _search_texts(h))
        build(index, (*names, *(self._duty_entries() if self._indexed is None else ())))
        return index

    def _duty_entries(self) -> Iterator[Entry]:
        from rolecompare.search.index import Entry

        for heading in self._library.headings:
            for wording in (heading.summary.text, *self._library.duty_texts(heading.id)):
                yield Entry(heading.id, "duty", wording)


def code_in(name: str) -> str | None:
    """Return the SOC or O*NET-SOC code that a name is, as it is written officially, or None if it is none.

    >>> code_in("SOC 31-9092"), code_in("29-1141.0"), code_in("319092"), code_in("911 operator")
    ('31-9092', '29-1141.00', '31-9092', None)
    """
    found = CODE.fullmatch(name.strip())
    if found is None:
        return None
    group, number, detail = found.groups()
    return f"{group}-{number}" + (f".{detail:0<2}" if detail is not None else "")


def _is_near(name: str, hit: Candidate, least: float) -> bool:
    """Return whether a role that a name does not fit exactly may yet be meant by it: a title has the same words.

    Words that are only like those of the title have to be most of it: "sparky" is no spark plug assembler.
    """
    if hit.is_named or hit.kind == "duty" or hit.score < least or not hit.has_all_words:
        return hit.is_named
    typed, matched = in_singular(name), in_singular(hit.matched)
    return hit.why != SIMILAR_SPELLING or len(typed) * 2 > len(matched)


def _contains(title: str, name: str) -> bool:
    """Return whether a title has all the telling words of a name."""
    from rolecompare.search.text import normalize_text, parse_query, words_of

    return {*words_of(normalize_text(title))}.issuperset(parse_query(name).content)


def names_of(heading: RoleHeading) -> Iterator[str]:
    """Yield everything that a role is called: its ID, title, other titles and codes."""
    yield heading.id
    yield heading.title
    yield from heading.other_titles
    yield from heading.codes.all


def _search_texts(heading: RoleHeading) -> Iterator[tuple[str, str]]:
    yield from (("code", code) for code in heading.codes.all)
    yield from (("title", name) for name in (heading.title, heading.id.replace("-", " ")))
    yield from (("other", name) for name in heading.other_titles)
