"""Occupation codes (SOC 2018 and O*NET-SOC 2019) and how one relates to another."""

import re
from enum import StrEnum
from functools import cache

SOC_CODE = re.compile(r"[0-9]{2}-[0-9]{4}")


ONET_SOC_CODE = re.compile(r"[0-9]{2}-[0-9]{4}\.[0-9]{2}")


ALL_OCCUPATIONS = "00-0000"


class CodeRelation(StrEnum):
    """The relation of one occupation code to another, the narrowest first."""

    SAME = "same"
    WIDER = "wider"
    OTHER = "other"


@cache
def code_relation(code: str, occupation: str) -> CodeRelation:
    """Return what a published code is to an occupation's own code: the same, a wider group around it, or another.

    >>> code_relation("31-9092", "31-9092.00")
    <CodeRelation.SAME: 'same'>
    >>> code_relation("29-2010", "29-2012.00")
    <CodeRelation.WIDER: 'wider'>
    """
    if canonical_code(code) == canonical_code(occupation):
        return CodeRelation.SAME
    if not (SOC_CODE.fullmatch(code) and (SOC_CODE.fullmatch(occupation) or ONET_SOC_CODE.fullmatch(occupation))):
        return CodeRelation.OTHER
    if code == ALL_OCCUPATIONS:
        return CodeRelation.WIDER
    own = occupation[:7]
    # SOC groups end in zeros: 29-2010 is a broad occupation, 29-2000 a minor group, 29-0000 a major one.
    stem = code.rstrip("0") if code.endswith("0") else code
    return CodeRelation.WIDER if own.startswith(stem) else CodeRelation.OTHER


def is_for_other_code(code: str, own: str | None) -> bool:
    """Return whether something was published for another code than an occupation's own, usually for a wider group.

    Without a code of its own, an occupation has nothing to differ from.
    """
    return own is not None and code_relation(code, own) is not CodeRelation.SAME


def canonical_code(code: str) -> str:
    """Return a code for comparison: `31-9092.00` is the whole of `31-9092`."""
    return code.removesuffix(".00")


def activity_id(element: str) -> str:
    """Return the id of an activity of O*NET: `4.A.2.a.4.I09.D03` is `dwa.4.a.2.a.4.i09.d03`."""
    return f"dwa.{element.lower()}"
