"""Occupation codes, the classifications that they are from, and how one code relates to another."""

import re
from collections.abc import Collection, Mapping
from enum import StrEnum
from functools import cache

from rolecompare import soc_tables

SOC_CODE = re.compile(r"[0-9]{2}-[0-9]{4}")


ONET_SOC_CODE = re.compile(r"[0-9]{2}-[0-9]{4}\.[0-9]{2}")


ALL_OCCUPATIONS = "00-0000"
SOC_LENGTH, BROAD_LENGTH = 7, 6  # of a code, and of what the codes of a broad group have in common


class Classification(StrEnum):
    """The classification that a code is from; codes of the bundled roles are from SOC 2018.

    HYBRID is BLS's own mixture of the two, for wages of May 2019 and May 2020 and the projections from these years.
    """

    SOC_2010 = "SOC 2010"
    HYBRID = "SOC 2010/2018 hybrid"
    SOC_2018 = "SOC 2018"


class CodeRelation(StrEnum):
    """The relation of one occupation code to another, the narrowest first."""

    SAME = "same"
    WIDER = "wider"
    OTHER = "other"


@cache
def code_relation(code: str, occupation: str, classification: Classification | None = None) -> CodeRelation:
    """Return what a published code is to an occupation's own code: the same, a wider group around it, or another.

    `classification` is that of the published code, SOC 2018 if it is None. A code of another classification is the same
    as the own one if the crosswalk matches them one to one.

    >>> code_relation("31-9092", "31-9092.00")
    <CodeRelation.SAME: 'same'>
    >>> code_relation("29-2010", "29-2012.00")
    <CodeRelation.WIDER: 'wider'>
    >>> code_relation("21-1018", "21-1011.00")
    <CodeRelation.WIDER: 'wider'>
    >>> code_relation("31-1014", "31-1131.00", Classification.SOC_2010)
    <CodeRelation.SAME: 'same'>
    """
    if canonical_code(code) == canonical_code(occupation):
        return CodeRelation.SAME
    if not (SOC_CODE.fullmatch(code) and (SOC_CODE.fullmatch(occupation) or ONET_SOC_CODE.fullmatch(occupation))):
        return CodeRelation.OTHER
    if code == ALL_OCCUPATIONS:
        return CodeRelation.WIDER
    own = occupation[:SOC_LENGTH]
    published_in = classification or Classification.SOC_2018
    # An occupation of a former O*NET database has a code of SOC 2010, which looks like one of SOC 2018.
    known_as = {same_occupation(own, other, published_in) for other in Classification if other is not published_in}
    if published_in is not Classification.SOC_2010 or own in _crosswalk(published_in):
        known_as.add(own)
    whole = own == occupation or occupation.endswith(".00")
    if code in known_as:
        return CodeRelation.SAME if whole else CodeRelation.WIDER
    is_wider = any(each is not None and _is_part_of(each, code, published_in) for each in known_as)
    return CodeRelation.WIDER if is_wider else CodeRelation.OTHER


def is_for_other_code(code: str, own: str | None, classification: Classification | None = None) -> bool:
    """Return whether something was published for another code than an occupation's own, usually for a wider group.

    Without a code of its own, an occupation has nothing to differ from. `classification` is that of the published code.
    """
    return own is not None and code_relation(code, own, classification) is not CodeRelation.SAME


def is_residual(code: str) -> bool:
    """Return whether a SOC code is that of all other occupations of a group, which have no codes of their own.

    The SOC gives such occupations codes that end in 9.

    >>> is_residual("29-9099")
    True
    """
    return code[:SOC_LENGTH].endswith("9")


def canonical_code(code: str) -> str:
    """Return a code for comparison: `31-9092.00` is the whole of `31-9092`."""
    return code.removesuffix(".00")


ACTIVITY_PREFIX = "dwa."


def activity_id(element: str) -> str:
    """Return the id of an activity of O*NET: `4.A.2.a.4.I09.D03` is `dwa.4.a.2.a.4.i09.d03`."""
    return f"{ACTIVITY_PREFIX}{element.lower()}"


# One classification in another


def same_occupation(code: str, used: Classification, wanted: Classification) -> str | None:
    """Return the code in the wanted classification of what a code means in the one used; None if no code is just that.

    The official crosswalk has to match the two one to one. A group is the same if all of its occupations are, and they
    make up a group in the other classification too.

    >>> same_occupation("31-1131", Classification.SOC_2018, Classification.SOC_2010)
    '31-1014'
    >>> same_occupation("29-2036", Classification.SOC_2018, Classification.SOC_2010) is None
    True
    """
    if Classification.SOC_2010 not in (used, wanted) or used is wanted:
        return code
    there, back = _crosswalk(used), _crosswalk(wanted)
    if not code.endswith("0"):
        found = there.get(code, ())
        return found[0] if len(found) == 1 and back[found[0]] == (code,) else None
    members = [member for member in there if member.startswith(code.rstrip("0"))]
    matched = [same_occupation(member, used, wanted) for member in members]
    group = _group_of([member for member in matched if member is not None], back, len(code.rstrip("0")))
    return group if members and None not in matched else None


def _group_of(members: Collection[str], codes: Collection[str], length: int) -> str | None:
    """Return the group, named by so many first characters of its code, that these occupations are all of; else None."""
    stems = {member[:length] for member in members}
    whole = [code for code in codes if code[:length] in stems]
    return next(iter(stems)).ljust(SOC_LENGTH, "0") if len(stems) == 1 and len(whole) == len(members) else None


def former_codes(code: str) -> tuple[str, ...]:
    """Return the codes of SOC 2010 whose occupations, in whole or in part, are what a code of SOC 2018 is now."""
    return _crosswalk(Classification.SOC_2018).get(code, ())


def later_codes(code: str) -> tuple[str, ...]:
    """Return the codes of SOC 2018 that the occupations of a code of SOC 2010 went to."""
    return _crosswalk(Classification.SOC_2010).get(code, ())


@cache
def _crosswalk(classification: Classification) -> Mapping[str, tuple[str, ...]]:
    """Return each code of SOC 2010 with its codes of SOC 2018, or the other way around.

    In the hybrid, a row that has a code of SOC 2018 is what that code is.
    """
    rows: list[tuple[str, tuple[str, ...]]] = [(code, (code,)) for code in soc_tables.UNCHANGED.split()]
    rows += _rows(soc_tables.CHANGED)
    if classification is Classification.SOC_2010:
        return dict(rows)
    turned: dict[str, tuple[str, ...]] = {}
    for former, codes in rows:
        for code in codes:
            turned[code] = (*turned.get(code, ()), former)
    return turned


def _rows(table: str) -> list[tuple[str, tuple[str, ...]]]:
    return [(first, tuple(others)) for first, *others in map(str.split, table.strip().split("\n"))]


# The rows of wages and projections


def counted_under(code: str, published: Collection[str], classification: Classification) -> str | None:
    """Return the code of the row that counts an occupation, of the codes that a publication has; None if none does.

    `code` is from the classification of the publication; for the hybrid, from SOC 2018. The row is the occupation's
    own, else the one that BLS's crosswalk says, else the detailed row of its broad group that stands for the
    occupations without rows, else the group. The hybrid has only the rows of the crosswalk.
    """
    row = combined_row(code, classification)
    if classification is Classification.HYBRID:
        return (row or code) if (row or code) in published else None
    for candidate in (code, row):
        if candidate in published:
            return candidate
    others = [each for each in published if each != code and _is_part_of(code, each, classification)]
    detailed = [each for each in others if not each.endswith("0")]
    broad = f"{code[:BROAD_LENGTH]}0"
    return detailed[0] if len(detailed) == 1 else broad if broad in published else None


def combined_row(code: str, classification: Classification) -> str | None:
    """Return the code of the row that is known to stand for an occupation and others; None if there is none."""
    return next((row for row, members in _combined(classification).items() if code in members), None)


def _is_part_of(code: str, row: str, classification: Classification) -> bool:
    """Return whether a row of a publication is for a group that an occupation of its classification is part of.

    SOC groups end in zeros: 29-2010 is a broad occupation, 29-2000 a minor group, 29-0000 a major one. A detailed row
    with a code that the classification does not have stands for several occupations of its broad group.
    """
    if row.endswith("0"):
        return code.startswith(row.rstrip("0"))
    members = _combined(classification).get(row)
    if members is not None:
        return code in members
    occupations = _crosswalk(classification)
    return code in occupations and row not in occupations and code[:BROAD_LENGTH] == row[:BROAD_LENGTH]


@cache
def _combined(classification: Classification) -> Mapping[str, tuple[str, ...]]:
    """Return the rows that are known to stand for several occupations, with the codes of these."""
    is_former = classification is Classification.SOC_2010
    return dict(_rows(soc_tables.COMBINED_2010 if is_former else soc_tables.COMBINED))
