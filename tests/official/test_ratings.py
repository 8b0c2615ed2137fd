"""Check which differences of ratings count as real, on two occupations of O*NET 29.3 after import."""

from collections import Counter
from pathlib import Path

import pytest

from rolecompare.cli.context import RequestContext
from rolecompare.comparison.compare import compare
from rolecompare.comparison.ratings import leads
from rolecompare.comparison.selection import Selection
from rolecompare.comparison.types import Comparison, Row
from rolecompare.models.kinds import SectionName

pytestmark = pytest.mark.official
ASSISTANT, TECHNICIAN = "31-9092.00", "29-2012.00"


@pytest.fixture(scope="module")
def comparisons(onet_home: Path) -> dict[bool, Comparison]:
    """Compare medical assistants with laboratory technicians, completely (False) and as a page has it (True)."""
    with pytest.MonkeyPatch.context() as environment:
        environment.setenv("ROLECOMPARE_HOME", str(onet_home))
        catalog = RequestContext().open_repository()
        roles = catalog.find_all([ASSISTANT, TECHNICIAN])
        selections = {page: Selection(sections=tuple(SectionName), is_shortened=page) for page in (False, True)}
        return {page: compare(roles, catalog.reference_data, selection) for page, selection in selections.items()}


@pytest.fixture(scope="module")
def comparison(comparisons: dict[bool, Comparison]) -> Comparison:
    return comparisons[False]


def rows(comparison: Comparison, kind: str) -> list[Row]:
    (section,) = (section for section in comparison.sections if section.name == "ratings")
    return [row for row in section.rows if row.key.startswith(f"{kind}.")]


def upward(comparison: Comparison, kind: str, scale: str) -> dict[str, str]:
    """Return the finding for each element that the second role is rated higher on, by the name of the element."""
    found = {}
    for row in rows(comparison, kind):
        values = {value.kind: value.value for value in row.derived if value.unit == scale}
        if float(values.get("difference", 0)) > 0:
            found[row.label.partition(": ")[2]] = str(values["finding"])
    return found


def real(found: dict[str, str]) -> set[str]:
    return {name for name, said in found.items() if said == "real"}


def test_two_of_twelve_differences_in_knowledge_level_are_real(comparison: Comparison) -> None:
    found = upward(comparison, "knowledge", "level")
    assert (len(found), real(found)) == (12, {"Mathematics", "Chemistry"})
    said = Counter(v.value for row in rows(comparison, "knowledge") for v in row.derived if v.unit == "level")
    assert (len(rows(comparison, "knowledge")), said["suppressed"]) == (33, 13)


def test_two_of_twelve_differences_in_knowledge_importance_are_real(comparison: Comparison) -> None:
    found = upward(comparison, "knowledge", "importance")
    assert (len(found), real(found)) == (12, {"Production and Processing", "Chemistry"})


# On either scale, though raters who all said the same published an error of 0.
SKILLS = {"Quality Control Analysis", "Repairing", "Troubleshooting", "Equipment Maintenance"}
BY_LEVEL = {"Management of Personnel Resources", "Operations Analysis", "Operation and Control", "Science"}


@pytest.mark.parametrize(
    ("scale", "higher", "further"), [("level", 16, BY_LEVEL), ("importance", 18, {"Equipment Selection"})]
)
def test_differences_in_skills_are_real_where_they_exceed_their_errors(
    comparison: Comparison, scale: str, higher: int, further: set[str]
) -> None:
    found = upward(comparison, "skill", scale)
    assert (len(found), real(found)) == (higher, SKILLS | further)


def test_sides_seven_years_apart_get_a_warning(comparison: Comparison) -> None:
    said = [w.text for w in comparison.warnings if (w.kind, w.section) == ("vintage", "ratings")]
    assert len(said) == 1
    assert "August 2021 for Medical Assistant and July 2014 for Clinical Laboratory Technician" in said[0]


def test_page_has_the_differences_that_lead_and_counts_the_others(comparisons: dict[bool, Comparison]) -> None:
    page = comparisons[True]
    rated = [row for section in page.sections for row in section.rows if row.evidence and row.evidence.kind == "rating"]
    assert rated
    assert all(leads(row) for row in rated)
    (word,) = (w.text for w in page.warnings if w.text.endswith("Add --full to see them."))
    assert "14 suppressed" in word
    assert "8 real, below 3" in word
