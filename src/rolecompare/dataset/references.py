"""Records -> the faults that only their whole shows: what is cited, named or counted but cannot be so.

Works on a whole dataset, and on what is left of a broken one, so that a reader is told every fault at once.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from itertools import pairwise
from typing import Any, NamedTuple

from rolecompare.codes import CodeRelation, canonical_code, code_relation
from rolecompare.errors import Problem
from rolecompare.measures import MEASURES, STATISTICS
from rolecompare.models.claims import Claim
from rolecompare.models.figures import Figure, Missing
from rolecompare.models.kinds import SECTION_OF_PART, RatingKind
from rolecompare.models.roles import Activity, Outlook, Role
from rolecompare.models.serialization import walk_citations, walk_records
from rolecompare.models.sources import Source
from rolecompare.search.text import normalize_name


class Parts(NamedTuple):
    """The records whose whole is looked at; of a dataset that is broken in places, what is left of them."""

    sources: tuple[Source, ...]
    activities: tuple[Activity, ...]
    roles: tuple[Role, ...]
    claims: tuple[Claim, ...]
    default_comparison: tuple[str, ...]
    unread: frozenset[str] = frozenset()  # parts of which nothing can be said, so that nobody can miss what is in them


def reference_problems(parts: Parts) -> list[Problem]:
    """Every fault of the whole, in the order of the file's parts."""
    checks: tuple[Callable[[Parts], Iterable[Problem]], ...] = (
        _names_given_twice,
        _citations_of_nothing,
        _activities,
        _titles_and_codes,
        _members,
        _figures,
        _parts,
        _claims,
        _repeated_claims,
        _default_comparison,
    )
    return [flaw for check in checks for flaw in check(parts)]


def _names_given_twice(parts: Parts) -> Iterator[Problem]:
    kinds: tuple[tuple[str, str, tuple[Any, ...]], ...] = (
        ("sources", "id", parts.sources),
        ("activities", "id", parts.activities),
        ("roles", "id", parts.roles),
        ("claims", "number", parts.claims),
    )
    for kind, key, named in kinds:
        first: dict[object, int] = {}
        for number, record in enumerate(named):
            name = getattr(record, key)
            if first.setdefault(name, number) != number:
                what = f"{name!r} is already the {key} of {kind}[{first[name]}]"
                yield Problem(f"{kind}[{number}].{key}", what, "give each its own")


def _citations_of_nothing(parts: Parts) -> Iterator[Problem]:
    if "sources" in parts.unread:
        return
    known = {source.id for source in parts.sources}
    for kind, citing in (("roles", parts.roles), ("claims", parts.claims)):
        for number, record in enumerate(citing):
            for place, citation in walk_citations(record, f"{kind}[{number}]"):
                if citation.source not in known:
                    yield Problem(
                        f"{place}.source", f"no source {citation.source!r}", "add it to sources, or mend the id"
                    )


def _activities(parts: Parts) -> Iterator[Problem]:
    if "activities" in parts.unread:
        return
    known = {activity.id: activity for activity in parts.activities}
    for number, activity in enumerate(parts.activities):
        place = f"activities[{number}].broader"
        broader = activity.broader
        if broader is None:
            continue
        if broader not in known:
            yield Problem(place, f"no activity {broader!r}", "add it to activities, or mend the id")
        elif known[broader].broader is not None:
            yield Problem(place, f"{broader!r} has a broader activity itself", "keep to two levels")
    for number, role in enumerate(parts.roles):
        for index, duty in enumerate(role.duties):
            if duty.activity is not None and duty.activity not in known:
                place = f"roles[{number}].duties[{index}].activity"
                yield Problem(place, f"no activity {duty.activity!r}", "add it to activities, or leave it out")


def _titles_and_codes(parts: Parts) -> Iterator[Problem]:
    ids = {normalize_name(role.id): number for number, role in enumerate(parts.roles)}
    titles: dict[str, int] = {}
    codes: dict[str, int] = {}
    for number, role in enumerate(parts.roles):
        other = titles.setdefault(normalize_name(role.title), number)
        if other != number:
            yield Problem(f"roles[{number}].title", f"{role.title!r} is the title of roles[{other}]", "tell them apart")
        other = ids.get(normalize_name(role.title), number)
        owner = parts.roles[other]
        if normalize_name(role.title) not in (normalize_name(role.id), normalize_name(owner.title)) and other != number:
            yield Problem(f"roles[{number}].title", f"{role.title!r} is the id of roles[{other}]", "tell them apart")
        other = codes.setdefault(canonical_code(role.codes.own or f"none {number}"), number)
        if other != number:
            what = f"{role.codes.own} is already the code of roles[{other}]"
            yield Problem(f"roles[{number}].codes", what, "keep one role for an occupation")
    for number, role in enumerate(parts.roles):
        for index, name in enumerate(role.other_titles):
            for kind, names in (("title", titles), ("id", ids)):
                other = names.get(normalize_name(name), number)
                if other != number:
                    what = f"{name!r} is the {kind} of roles[{other}]"
                    yield Problem(f"roles[{number}].other_titles[{index}]", what, f"a {kind} belongs to one role")
                    break


def _members(parts: Parts) -> Iterator[Problem]:
    known = {role.id: role for role in parts.roles}
    for number, role in enumerate(parts.roles):
        if role.members and (role.codes.onet_soc or role.codes.isco08 or role.codes.esco):
            what = "an umbrella role is no occupation of a narrow code"
            yield Problem(f"roles[{number}].codes", what, "leave these codes to its members; a wider SOC code may stay")
        for index, member in enumerate(role.members):
            place = f"roles[{number}].members[{index}]"
            if member not in known and "roles" not in parts.unread:
                yield Problem(place, f"no role {member!r}", "add it to roles, or mend the id")
            elif member in known and known[member].members:
                yield Problem(place, f"{member!r} is an umbrella itself", "name the roles under it")
            elif member in role.members[:index]:
                yield Problem(place, f"{member!r} is named twice", "name each member once")
            elif (
                role.codes.soc
                and (own := known[member].codes.own)
                and code_relation(role.codes.soc, own) is not CodeRelation.WIDER
            ):
                what = f"{role.codes.soc} is not wider than {own}, the code of {member!r}"
                yield Problem(place, what, "an umbrella with a code stands over occupations within it")


def _figures(parts: Parts) -> Iterator[Problem]:
    for number, role in enumerate(parts.roles):
        place = f"roles[{number}]"
        for part in ("pay", "employment", "projections", "openings"):
            yield from _in_their_list(getattr(role.outlook, part), part, f"{place}.outlook.{part}")
        yield from _falling_percentiles(role.outlook, f"{place}.outlook.pay")
        for index, setting in enumerate(role.settings.items):
            yield from _in_their_list((setting.share,), "settings", f"{place}.settings.items[{index}].share", one=True)
        yield from _levels(role, f"{place}.training.levels")
        yield from _shares_over_all(role, f"{place}.settings.items")


def _in_their_list(
    figures: Iterable[Figure | Missing], part: str, place: str, *, one: bool = False
) -> Iterator[Problem]:
    seen: dict[object, int] = {}
    for index, figure in enumerate(figures):
        here = place if one else f"{place}[{index}]"
        measure = MEASURES.get(figure.measure)
        if measure is None or measure.part != part:
            fitting = ", ".join(name for name, known in MEASURES.items() if known.part == part)
            yield Problem(f"{here}.measure", f"{figure.measure} does not belong here", f"use one of {fitting}")
        if isinstance(figure, Figure):
            key = (figure.measure, figure.code, figure.area, figure.period, _publication(figure))
            if seen.setdefault(key, index) != index:
                what = f"{place}[{seen[key]}] is that figure already, from the same source"
                yield Problem(here, what, "keep one of them")


def _falling_percentiles(outlook: Outlook, place: str) -> Iterator[Problem]:
    ladders: dict[tuple[str, ...], dict[str, tuple[int, Figure]]] = {}
    for index, figure in enumerate(outlook.pay):
        if isinstance(figure, Figure):
            stem, _, statistic = figure.measure.rpartition(".")
            key = (stem, figure.code, figure.area, figure.period, _publication(figure))
            ladders.setdefault(key, {}).setdefault(statistic, (index, figure))
    for ladder in ladders.values():
        steps = [ladder[statistic] for statistic in STATISTICS[:5] if statistic in ladder]
        for (_, lower), (index, upper) in pairwise(steps):
            if upper.value < lower.value:
                what = f"{upper.measure} {upper.value} is below {lower.measure} {lower.value}"
                yield Problem(f"{place}[{index}].value", what, "percentiles never fall")


def _publication(figure: Figure) -> str:
    """The source that a figure rests on; what is left of a broken one may have none."""
    return figure.citations[0].source if figure.citations else ""


def _parts(parts: Parts) -> Iterator[Problem]:
    """What is missing as a whole is not there, and what work is like stands under settings."""
    for number, role in enumerate(parts.roles):
        place = f"roles[{number}]"
        for index, missing in enumerate(role.missing or ()):
            here = f"{place}.missing[{index}].measure"
            if missing.measure not in SECTION_OF_PART:
                yield Problem(
                    here, f"{missing.measure} is no part of a role", f"use one of {', '.join(SECTION_OF_PART)}"
                )
            elif role.holds(missing.measure):
                yield Problem(here, f"the role has {missing.measure}", "leave one of the two out")
        for where, ratings in (("ratings", role.ratings), ("settings.context", role.settings.context or ())):
            for index, rating in enumerate(ratings):
                if (rating.kind is RatingKind.WORK_CONTEXT) is (where == "ratings"):
                    what = f"{rating.kind.value} does not belong here"
                    yield Problem(
                        f"{place}.{where}[{index}].kind", what, "settings.context has work-context, ratings all else"
                    )


def _levels(role: Role, place: str) -> Iterator[Problem]:
    for index, level in enumerate(role.training.levels):
        if level.measure in MEASURES:
            yield Problem(f"{place}[{index}].measure", f"{level.measure} is no level", "put it where figures stand")


def _shares_over_all(role: Role, place: str) -> Iterator[Problem]:
    sums: dict[tuple[str, ...], float] = {}
    for index, setting in enumerate(role.settings.items):
        share = setting.share
        if isinstance(share, Figure) and share.measure == "jobs.share":
            key = (share.period, share.code, share.area, _publication(share))
            sums[key] = sums.get(key, 0) + share.value
            # Published shares are rounded to whole percents, so a few of them may pass 100 by less than 2 together.
            if sums[key] >= 102:
                what = f"the shares of {share.period} come to {sums[key]:g} percent here"
                yield Problem(f"{place}[{index}].share.value", what, "shares of all jobs come to 100 at the most")


def _claims(parts: Parts) -> Iterator[Problem]:
    roles = {role.id for role in parts.roles}
    against = {claim.number: claim.contradicts for claim in parts.claims}
    for number, claim in enumerate(parts.claims):
        for index, role in enumerate(claim.roles):
            if role not in roles and "roles" not in parts.unread:
                yield Problem(
                    f"claims[{number}].roles[{index}]", f"no role {role!r}", "add it to roles, or mend the id"
                )
        for index, other in enumerate(claim.contradicts):
            place = f"claims[{number}].contradicts[{index}]"
            if other not in against or other == claim.number:
                yield Problem(place, f"there is no other claim {other}", "name the number of another claim")
            elif claim.number not in against[other] and "contradicts" not in parts.unread:
                what = f"claim {other} does not name claim {claim.number} in turn"
                yield Problem(place, what, "what contradicts is contradicted: name each in the other")


def _repeated_claims(parts: Parts) -> Iterator[Problem]:
    """What a statement of a role repeats has to be a claim about that role."""
    about = {claim.number: claim.roles for claim in parts.claims}
    for number, role in enumerate(parts.roles):
        for place, record in walk_records(role, f"roles[{number}]"):
            for index, claim in enumerate(getattr(record, "claims", None) or ()):
                here = f"{place}.claims[{index}]"
                if claim not in about and "claims" not in parts.unread:
                    yield Problem(here, f"there is no claim {claim}", "add it to claims, or mend the number")
                elif about.get(claim) and role.id not in about[claim]:  # what is left of a broken claim may name nobody
                    yield Problem(here, f"claim {claim} is not about {role.id!r}", "name a claim about this role")


def _default_comparison(parts: Parts) -> Iterator[Problem]:
    roles = {role.id for role in parts.roles}
    for index, name in enumerate(parts.default_comparison):
        if name not in roles and "roles" not in parts.unread:
            yield Problem(f"default_comparison[{index}]", f"no role {name!r}", "name roles of this dataset")
        elif name in parts.default_comparison[:index]:
            yield Problem(f"default_comparison[{index}]", f"{name!r} is named twice", "name each role once")
