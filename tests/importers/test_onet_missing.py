"""Parts of a role that an O*NET release does not cover are missing with a reason."""

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.importers.onet_tables import NEW, OLD, Tables, as_csv, text, with_rows
from tests.importers.releases import Plain, read


def missing(role: Plain) -> dict[str, tuple[str, str]]:
    return {part["measure"]: (part["missing"], part["reason"]) for part in role["missing"]}


def test_missing_part_has_a_reason(tmp_path: Path) -> None:
    found = read(text(OLD, tmp_path))
    assistant, phlebotomist = missing(found.assistant), missing(found.roles["31-9097.00"])
    no_table = ("not-in-dataset", "the O*NET 29.3 download has no such table")
    assert assistant["work-context"] == assistant["knowledge"] == assistant["ability"] == no_table
    assert assistant["credentials"] == ("not-in-dataset", "O*NET 29.3 does not name licenses or certifications")
    assert assistant["jobs.share"][0] == "not-in-dataset"
    assert "staffing patterns by industry are not imported" in assistant["jobs.share"][1]
    no_row = ("not-surveyed", "O*NET 29.3 has no such data for this occupation")
    assert phlebotomist["interest"] == phlebotomist["work-value"] == phlebotomist["experience"] == no_row
    assert not {"duties", "skill", "interest", "work-value", "education"} & assistant.keys()


def test_unsurveyed_part_cites_its_table(tmp_path: Path) -> None:
    (part,) = (p for p in read(text(OLD, tmp_path)).roles["31-9097.00"]["missing"] if p["measure"] == "interest")
    assert part["citations"] == [{"source": "onet-29.3", "place": "Interests"}]


@pytest.mark.parametrize(
    ("code", "title", "end"),
    [
        ("31-9099.00", "Helpers, All Other", ", which groups jobs not listed separately"),
        ("55-3016.00", "Infantry", ", which is military"),
        ("31-9095.00", "Pharmacy Aides", ""),
    ],
)
def test_occupation_with_only_a_title_has_missing_parts(tmp_path: Path, code: str, title: str, end: str) -> None:
    role = read(text(with_rows("Occupation Data", f"{code} | {title} | Help."), tmp_path)).roles[code]
    told = missing(role)
    reason = ("not-surveyed", f"O*NET 29.3 has no such data for this occupation{end}")
    assert {part for part, found in told.items() if found == reason} == {
        *("duties", "skill", "interest", "work-value", "certification", "education", "experience", "training"),
    }
    assert [(level["measure"], level["reason"]) for level in role["training"]["levels"]] == [("job_zone", reason[1])]
    assert role["duties"] == role["ratings"] == []


def test_part_with_unreadable_rows_is_not_in_dataset(tmp_path: Path) -> None:
    tables = {**OLD, "Interests": OLD["Interests"].replace("5.83", "high")}
    told = missing(read(text(tables, tmp_path)).assistant)
    assert told["interest"] == ("not-in-dataset", "the data in O*NET 29.3 could not be read")


def test_discontinued_work_values_are_not_missing(tmp_path: Path) -> None:
    assert "work-value" not in missing(read(as_csv(NEW, tmp_path)).assistant)
    assert "work-style" in missing(read(as_csv(NEW, tmp_path)).assistant)


@pytest.mark.parametrize(
    ("tables", "write", "table"), [(OLD, text, "Education, Training, and Experience"), (NEW, as_csv, "education")]
)
def test_certification_is_a_kind_of_its_own_and_apprenticeship_is_training(
    tables: Tables, write: Callable[[Tables, Path], str], table: str, tmp_path: Path
) -> None:
    """Both stand in the tables of education and training, rated by importance instead of shares of answers."""
    rows = [
        "31-9092.00 | 2.D.4.a | Certification | IM | n/a | 3.01 | 28 | 0.3 | 2 | 4 | N | 08/2023 | Job",
        "31-9092.00 | 3.A.4.a | Job-related Apprenticeship | IM | n/a | 2.20 | 27 | 0.3 | 1 | 3 | N | 08/2023 | J",
    ]
    found = read(write(with_rows(table, *rows, tables=tables), tmp_path))
    assert [found.rating(element)["kind"] for element in ("2.D.4.a", "3.A.4.a")] == ["certification", "training"]
    rating = found.rating("2.D.4.a")
    assert rating["importance"]["value"] == 3.01
    assert rating["citations"][0]["place"].endswith(", 31-9092.00, 2.D.4.a")
    assert "certification" not in missing(found.assistant)
    assert missing(found.roles["31-9097.00"])["certification"][0] == "not-surveyed"
