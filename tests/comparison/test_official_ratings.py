"""Which differences of ratings are real, on the official tables of O*NET 29.3, through import and store."""

from collections import Counter

import pytest
from typer.testing import CliRunner

from rolecompare.cli.app import app
from rolecompare.cli.context import open_repository
from rolecompare.comparison.compare import compare
from rolecompare.comparison.selection import Selection
from rolecompare.comparison.types import Comparison, Row
from rolecompare.models.kinds import SectionName
from tests.official import ONET

pytestmark = pytest.mark.skipif(
    not ONET.is_file(), reason="the official files are not at hand: no shared/data/onet beside the repository"
)
ASSISTANT, TECHNICIAN = "31-9092.00", "29-2012.00"


@pytest.fixture(scope="module")
def compared(tmp_path_factory: pytest.TempPathFactory) -> dict[bool, Comparison]:
    """Medical assistant to laboratory technician from a store of the official database, whole and as a page has it."""
    home = tmp_path_factory.mktemp("official")
    with pytest.MonkeyPatch.context() as surroundings:
        surroundings.setenv("ROLECOMPARE_HOME", str(home))
        assert CliRunner().invoke(app, ["import", "onet", str(ONET)]).exit_code == 0
        catalog = open_repository(None)
        roles = catalog.find_all([ASSISTANT, TECHNICIAN])
        selections = {page: Selection(sections=tuple(SectionName), for_page=page) for page in (False, True)}
        return {page: compare(roles, catalog.background, selection) for page, selection in selections.items()}


@pytest.fixture(scope="module")
def there(compared: dict[bool, Comparison]) -> Comparison:
    return compared[False]


def rows(comparison: Comparison, kind: str) -> list[Row]:
    (section,) = (section for section in comparison.sections if section.name == "ratings")
    return [row for row in section.rows if row.key.startswith(f"{kind}.")]


def upward(comparison: Comparison, kind: str, scale: str) -> dict[str, str]:
    """What is found of each element that seems to be asked for more, by its name."""
    found = {}
    for row in rows(comparison, kind):
        values = {value.kind: value.value for value in row.derived if value.unit == scale}
        if float(values.get("difference", 0)) > 0:
            found[row.label.partition(": ")[2]] = str(values["finding"])
    return found


def real(found: dict[str, str]) -> set[str]:
    return {name for name, said in found.items() if said == "real"}


def test_of_twelve_gaps_in_the_level_of_knowledge_two_are_real(there: Comparison) -> None:
    found = upward(there, "knowledge", "level")
    assert (len(found), real(found)) == (12, {"Mathematics", "Chemistry"})
    said = Counter(v.value for row in rows(there, "knowledge") for v in row.derived if v.unit == "level")
    assert (len(rows(there, "knowledge")), said["suppressed"]) == (33, 13)


def test_of_twelve_gaps_in_the_importance_of_knowledge_four_are_real(there: Comparison) -> None:
    found = upward(there, "knowledge", "importance")
    assert (len(found), real(found)) == (12, {"Production and Processing", "Mechanical", "Chemistry", "Biology"})


# Five more exceed their errors, but raters who all said the same published one of 0.
SKILLS = {
    *("Science", "Operations Analysis", "Equipment Selection"),
    *("Operation and Control", "Equipment Maintenance", "Troubleshooting"),
}


@pytest.mark.parametrize(("scale", "seeming"), [("level", 16), ("importance", 18)])
def test_of_the_gaps_in_skills_those_are_real_that_exceed_their_errors(
    there: Comparison, scale: str, seeming: int
) -> None:
    found = upward(there, "skill", scale)
    assert (len(found), real(found)) == (seeming, SKILLS)


def test_the_sides_are_seven_years_apart_and_the_page_says_so(there: Comparison) -> None:
    said = [w.text for w in there.warnings if (w.kind, w.section) == ("vintage", "ratings")]
    assert len(said) == 1
    assert "August 2021 for Medical Assistant and July 2014 for Clinical Laboratory Technician" in said[0]


def test_a_page_has_the_real_differences_and_counts_the_others(compared: dict[bool, Comparison]) -> None:
    page = compared[True]
    rated = [row for section in page.sections for row in section.rows if row.evidence and row.evidence.by == "rating"]
    assert rated
    assert all("real" in {v.value for v in row.derived} for row in rated)
    (word,) = (w.text for w in page.warnings if w.text.endswith("--all shows them."))
    assert "13 suppressed" in word
