"""What stands in the way of a move: each rule fires, is clear, or says what it could not be asked for."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rolecompare.comparison.compare import compare
from rolecompare.gap.license_evidence import LicenseEvidence
from rolecompare.gap.obstacles import apply_rules
from rolecompare.gap.rules import RULES
from rolecompare.gap.types import RuleResult
from rolecompare.measures import LEVELS
from rolecompare.models.kinds import SectionName
from tests import make

TITLES = ("Medic", "Nurse")
# What O*NET says of a license is asked for only where no credential is listed; without O*NET there is no such rule.
APPLIED = set(RULES) - {"license-evidence"}
LICENSE = make.credential("State license", "by-law", kind="license")


def apply_rules_to(
    start: make.Plain | None = None, goal: make.Plain | None = None, outcome: str = "obstacle"
) -> dict[str, list[RuleResult]]:
    """The results with one outcome on a move from a role with those parts to another, by their rule."""
    subjects = [set((field or "").split(" or ")) - {"", "a related field"} for _, field in (one, other)]
    is_shared = bool(subjects[0] & subjects[1])
    takes_no_program = other[0] in list(LEVELS["education.entry"])[:3]
    assert ("field" in apply_rules_to(start, goal, "not needed")) <= (is_shared or takes_no_program)
    # A higher level is an obstacle by itself, and the field belongs to it.
    assert ("field" in apply_rules_to(start, goal)) <= ("education" not in apply_rules_to(start, goal))
