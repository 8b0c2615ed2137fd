"""O*NET databases of every layout become roles; invalid rows are skipped with the reason."""

import json
import random
import zipfile
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from rolecompare.cli.app import app
from rolecompare.dataset import loader
from rolecompare.dataset.stored_roles import StoredRoles
from rolecompare.importers.base import FileRefusedError, Ignored, Skipped
from rolecompare.models.roles import Activity
from rolecompare.models.sources import Source
from rolecompare.store.reader import Store
from tests.importers.onet_tables import (
    BRIEF,
    NEW,
    OLD,
    RATED,
    READ_ME,
    SHARED,
    TASK_RATINGS,
    Tables,
    as_csv,
    as_workbooks,
    cells,
    text,
    with_rows,
    without,
)
from tests.importers.releases import ignored, read
from tests.make import validated

NOT_STATED = "not stated in the download"


def as_sets(value: Any) -> Any:
    """Return a role in which the order of lists does not matter."""
    if isinstance(value, dict):
        flat = {key: as_sets(item) for key, item in value.items() if key not in ("activity", "other_activities")}
        kinds = sorted([value.get("activity") or "", *(value.get("other_activities") or ())])
        return {**flat, "activities": kinds}
    return sorted(map(as_sets, value), key=repr) if isinstance(value, list) else value


# A complete release


def test_occupation_becomes_a_role_with_all_of_its_rows(tmp_path: Path) -> None:
    found = read(text(OLD, tmp_path))
    assert found.skipped == []
    role = found.assistant
    place = [{"source": "onet-29.3", "place": "Occupation Data, 31-9092.00"}]
    assert role["title"] == "Medical Assistants"
    assert role["summary"] == {"text": "Perform administrative and clinical duties.", "citations": place}
    assert role["codes"] == {"soc": "31-9092", "onet_soc": "31-9092.00"}
    assert role["other_titles"] == ["Certified Medical Assistant", "CMA", "Doctor's Assistant"]
    assert role["related"] == [
        {
            "code": "31-9097.00",
            "tier": "Primary-Short",
            "place": 1,
            "citations": [{"source": "onet-29.3", "place": "Related Occupations, 31-9092.00, 31-9097.00"}],
        }
    ]


def test_duty_cites_its_task_and_names_its_activities(tmp_path: Path) -> None:
    duty = read(text(OLD, tmp_path)).assistant["duties"][0]
    assert duty == {
        "text": "Record vital signs",
        "citations": [{"source": "onet-29.3", "place": "Task Statements, task 2"}],
        "activity": "dwa.4.a.1.a.1.i01.d01",
        "other_activities": ["dwa.4.a.1.a.1.i01.d02"],
        "task_type": "core",
    }


def test_core_tasks_come_first_and_supplemental_tasks_last(tmp_path: Path) -> None:
    duties = read(text(OLD, tmp_path)).assistant["duties"]
    assert [duty.get("task_type") for duty in duties] == ["core", None, "supplemental"]


def test_activities_name_their_broader_activity(tmp_path: Path) -> None:
    activities = read(text(OLD, tmp_path)).onet.activities()
    assert activities == [
        {"id": "dwa.4.a.1.a.1.i01", "label": "Measure patients", "onet": ["4.A.1.a.1.I01"]},
        {
            "id": "dwa.4.a.1.a.1.i01.d01",
            "label": "Measure vital signs",
            "onet": ["4.A.1.a.1.I01.D01"],
            "broader": "dwa.4.a.1.a.1.i01",
        },
        {
            "id": "dwa.4.a.1.a.1.i01.d02",
            "label": "Collect samples",
            "onet": ["4.A.1.a.1.I01.D02"],
            "broader": "dwa.4.a.1.a.1.i01",
        },
    ]
    assert [validated(Activity, activity).id for activity in activities] == [activity["id"] for activity in activities]


def test_rating_has_its_precision_month_and_rater(tmp_path: Path) -> None:
    rating = read(text(OLD, tmp_path)).rating("2.A.1.a")
    assert rating["kind"] == "skill"
    assert rating["importance"] == {
        "value": 3.5,
        "n": 8,
        "standard_error": 0.189,
        "lower": 3.1295,
        "upper": 3.8705,
        "by": "A",
        "period": "2023-08",
    }
    assert rating["citations"] == [{"source": "onet-29.3", "place": "Skills, 31-9092.00, 2.A.1.a"}]


def test_unavailable_bounds_are_absent_and_not_zero(tmp_path: Path) -> None:
    level = read(text(OLD, tmp_path)).rating("2.A.1.a")["level"]
    assert level == {"value": 3.0, "n": 8, "standard_error": 0.0, "by": "A", "period": "2023-08"}


def test_suppressed_estimate_is_marked(tmp_path: Path) -> None:
    rating = read(text(OLD, tmp_path)).rating("2.B.1.a", "31-9097.00")
    assert rating["importance"]["suppress"] is True
    assert "suppress" not in rating["level"]


def test_education_is_rated_by_category_without_zero_shares(tmp_path: Path) -> None:
    found = read(text(OLD, tmp_path))
    kinds = {rating["element"]: rating["kind"] for rating in found.assistant["ratings"] if "percent" in rating}
    assert kinds == {"2.D.1.2": "education", "3.A.1.1": "experience"}
    assert found.rating("2.D.1.2")["name"] == "Required Level of Education: High School Diploma"
    # The lower bound of what is published may lie above half the value; it is passed on as it is.
    assert found.rating("2.D.1.2")["percent"]["value"] == 25.5


def test_interests_and_values_have_their_own_scales(tmp_path: Path) -> None:
    found = read(text(OLD, tmp_path))
    assert found.rating("1.B.1.d")["interest"]["value"] == 5.83
    assert found.rating("1.B.2.a")["extent"]["value"] == 4.0
    assert [r["element"] for r in found.assistant["ratings"] if r["kind"] == "interest"] == ["1.B.1.d"]


def test_job_zone_is_a_level_with_its_month(tmp_path: Path) -> None:
    (level,) = read(text(OLD, tmp_path)).assistant["training"]["levels"]
    assert (level["measure"], level["value"], level["period"]) == ("job_zone", "job-zone-3", "2023-08")


def test_imported_rows_are_counted_by_table(tmp_path: Path) -> None:
    counts = read(text(OLD, tmp_path)).onet.report.imported
    assert counts["occupations"] == 2
    assert counts["task_statements"] == 4
    assert counts["skills"] == 4
    assert counts["alternate_titles"] == 3


# Layouts


def test_workbooks_give_the_same_roles_as_text(tmp_path: Path) -> None:
    assert read(as_workbooks(OLD, tmp_path)).roles == read(text(OLD, tmp_path)).roles


def test_unpacked_folder_gives_the_same_roles_as_the_zip(tmp_path: Path) -> None:
    path = text(OLD, tmp_path)
    with zipfile.ZipFile(path) as archive:
        archive.extractall(tmp_path)
    assert read(str(tmp_path / "db_29_3_text")).roles == read(path).roles


def test_newest_layout_gives_the_same_duties_titles_and_values(tmp_path: Path) -> None:
    old, new = read(text(OLD, tmp_path)), read(as_csv(NEW, tmp_path))
    assert new.skipped == []
    for code, before in old.roles.items():
        after = new.roles[code]
        assert [duty["text"] for duty in after["duties"]] == [duty["text"] for duty in before["duties"]]
        assert after["other_titles"] == before["other_titles"]
        scales = [{**rating, "citations": None} for rating in before["ratings"] if rating["kind"] != "work-value"]
        assert [{**rating, "citations": None} for rating in after["ratings"]] == scales


def test_newest_layout_names_activities_by_its_own_ids(tmp_path: Path) -> None:
    found = read(as_csv(NEW, tmp_path))
    duty = found.assistant["duties"][0]
    assert (duty["activity"], duty["other_activities"]) == ("dwa.4.a.1.a.1.a.1", ["dwa.4.a.1.a.1.a.2"])
    labels = {activity["id"]: activity["label"] for activity in found.onet.activities()}
    assert labels["dwa.4.a.1.a.1.a.1"] == "Measure vital signs"


def test_newest_layout_joins_the_first_two_job_zones(tmp_path: Path) -> None:
    new = read(as_csv(NEW, tmp_path)).roles["31-9097.00"]["training"]["levels"][0]["value"]
    old = read(text(OLD, tmp_path)).roles["31-9097.00"]["training"]["levels"][0]["value"]
    assert (old, new) == ("job-zone-2", "job-zone-1-2")


def test_job_zone_written_as_two_zones_is_read(tmp_path: Path) -> None:
    tables = {**NEW, "job_zones": NEW["job_zones"].replace("31-9097.00 | 2 ", "31-9097.00 | 1-2 ")}
    level = read(as_csv(tables, tmp_path)).roles["31-9097.00"]["training"]["levels"][0]
    assert level["value"] == "job-zone-1-2"


def test_precision_of_older_releases_is_kept(tmp_path: Path) -> None:
    row = "31-9092.00 | 2.A.1.b | Active Listening | IM | 3.88 | 8 | 0.13 | 3.63 | 4.12 | N | n/a | 07/2019 | Analyst"
    path = text(with_rows("Skills", row), tmp_path, read_me="O*NET 27.0 Database\r\nAugust 2022 Release\r\n")
    found = read(path).rating("2.A.1.b")["importance"]
    assert (found["standard_error"], found["lower"], found["upper"]) == (0.13, 3.63, 4.12)


def test_columns_are_found_by_name_in_any_order(tmp_path: Path) -> None:
    turned = {name: "\n".join(" | ".join(reversed(row)) for row in cells(rows)) for name, rows in OLD.items()}
    assert read(text(turned, tmp_path)).roles == read(text(OLD, tmp_path)).roles


def test_empty_cells_are_missing_like_not_available_ones(tmp_path: Path) -> None:
    emptied = {name: rows.replace("n/a", "") for name, rows in OLD.items()}
    assert read(text(emptied, tmp_path)).roles == read(text(OLD, tmp_path)).roles


# Tables that the test database lacks


def test_task_ratings_give_importance_and_order(tmp_path: Path) -> None:
    ratings = f"""{TASK_RATINGS}
        31-9092.00 | 3 | IM | n/a | 4.60 | 90 | 0.0800 | 4.4 | 4.8 | N | 08/2023 | Job
        31-9092.00 | 2 | IM | n/a | 4.10 | 90 | 0.1200 | 3.9 | 4.3 | N | 08/2023 | Job
        31-9092.00 | 2 | RT | n/a | 95.00 | 90 | 2.0000 | 90 | 98 | N | 08/2023 | Job
        31-9092.00 | 2 | FT | 1 | 3.00 | 90 | 1.0000 | 1 | 9 | N | 08/2023 | Job
        31-9092.00 | 5 | IM | n/a | 4.80 | 90 | 0.0500 | 4.7 | 4.9 | N | 08/2023 | Job"""
    more = with_rows("Task Statements", "31-9092.00 | 5 | Prepare rooms. | Core | 90 | 08/2023 | Incumbent")
    found = read(text({**more, "Task Ratings": ratings}, tmp_path))
    told = [(duty["text"], duty.get("importance", {}).get("value")) for duty in found.assistant["duties"]]
    assert told == [
        ("Prepare rooms", 4.8),
        ("Record vital signs", 4.1),
        ("Greet patients", 4.6),
        ("Sweep the floor", None),
    ]
    assert found.assistant["duties"][1]["importance"]["lower"] == 3.9
    assert "importance of tasks" not in found.onet.missing


def test_rating_of_an_unknown_task_is_skipped(tmp_path: Path) -> None:
    ratings = f"""{TASK_RATINGS}
        31-9092.00 | 4 | IM | n/a | 4.60 | 90 | 0.08 | 4.4 | 4.8 | N | 08/2023 | Job"""
    found = read(text({**OLD, "Task Ratings": ratings}, tmp_path))
    assert found.skipped == [Skipped("Task Ratings.txt, line 2", "31-9092.00 has no task '4'")]


def test_work_context_uses_means_and_ignores_shares(tmp_path: Path) -> None:
    context = f"""{SHARED}
        31-9092.00 | 4.C.1.a.2.l | Talking | CX | n/a | 4.90 | 90 | 0.05 | 4.8 | 5 | N | 08/2023 | Job
        31-9092.00 | 4.C.1.a.2.l | Talking | CXP | 5 | 90.0 | 90 | 3.00 | 80 | 95 | N | 08/2023 | Job
        31-9092.00 | 4.C.3.d.8 | Hours | CT | n/a | 2.03 | 90 | 0.02 | 2 | 2.1 | N | 08/2023 | Job"""
    found = read(text({**OLD, "Work Context": context}, tmp_path))
    told = {rating["element"]: rating["context"]["value"] for rating in found.assistant["settings"]["context"]}
    assert told == {"4.C.1.a.2.l": 4.9, "4.C.3.d.8": 2.03}
    assert {rating["kind"] for rating in found.assistant["settings"]["context"]} == {"work-context"}
    assert "work-context" not in {rating["kind"] for rating in found.assistant["ratings"]}
    assert found.onet.report.imported["work_context"] == 2
    reason = "shares of answers; their mean is imported"
    assert Ignored("Work Context.txt, scale CXP", reason, 1) in ignored(found)
    assert found.skipped == []


@pytest.mark.parametrize(
    ("table", "element", "kind"),
    [("Abilities", "1.A.1.a.1", "ability"), ("Work Activities", "4.A.1.a.1", "work-activity")],
)
def test_abilities_and_work_activities_are_rated_like_skills(
    tmp_path: Path, table: str, element: str, kind: str
) -> None:
    rows = f"""{RATED}
        31-9092.00 | {element} | Something | IM | 3.88 | 8 | 0.1250 | 3.6 | 4.1 | N | n/a | 08/2023 | Analyst
        31-9092.00 | {element} | Something | LV | 3.62 | 8 | 0.1830 | 3.3 | 4.0 | N | N | 08/2023 | Analyst"""
    found = read(text({**OLD, table: rows}, tmp_path)).rating(element)
    assert (found["kind"], found["importance"]["value"], found["level"]["value"]) == (kind, 3.88, 3.62)


def test_work_styles_are_rated_by_importance_or_impact(tmp_path: Path) -> None:
    before = f"""{SHARED.replace("Category | ", "")}
        31-9092.00 | 1.C.5.a | Dependability | IM | 4.62 | 28 | 0.1 | 4.4 | 4.8 | N | 08/2023 | Job"""
    after = f"""{BRIEF}
        31-9092.00 | 1.D.1.a | Dependability | WI | -2.15 | 08/2025 | Expert
        31-9092.00 | 1.D.1.a | Dependability | DR | 9 | 08/2025 | Expert"""
    old = read(text({**OLD, "Work Styles": before}, tmp_path)).rating("1.C.5.a")
    new = read(text({**OLD, "Work Styles": after}, tmp_path, read_me="O*NET 30.1 Database\nNovember 2025 Release"))
    assert (old["kind"], old["importance"]["value"]) == ("work-style", 4.62)
    assert new.rating("1.D.1.a")["impact"] == {"value": -2.15, "by": "Expert", "period": "2025-08"}
    assert new.skipped == []


# Release


def test_release_comes_from_the_read_me_first(tmp_path: Path) -> None:
    found = read(text(OLD, tmp_path, name="db_30_0_text.zip")).onet.source()
    assert (found["id"], found["edition"], found["published"]) == ("onet-29.3", "29.3, May 2025", "2025-05")
    assert validated(Source, found).wording == "verbatim"


@pytest.mark.parametrize(
    ("statement", "expected"),
    [
        ("is licensed under a Creative Commons Attribution 4.0 International License. For more", "CC BY 4.0"),
        ("is licensed under a Creative Commons\r\nAttribution 4.0 International License.", "CC BY 4.0"),
        ("For documentation on the contents and structure of these files, see the dictionary.", NOT_STATED),
        ("This site uses Creative Commons icons.", NOT_STATED),
    ],
)
def test_license_is_the_one_that_the_read_me_names(statement: str, expected: str, tmp_path: Path) -> None:
    """The Read Me of 18.1 names none, and to say that it is CC BY 4.0 would be our invention."""
    found = read(text(OLD, tmp_path, read_me=f"{READ_ME}\r\n{statement}")).onet.source()
    assert validated(Source, found).license == expected


def test_license_of_a_release_without_a_read_me_is_not_stated(tmp_path: Path) -> None:
    assert read(as_csv(NEW, tmp_path)).onet.source()["license"] == NOT_STATED


def test_release_without_read_me_comes_from_the_file_name(tmp_path: Path) -> None:
    found = read(as_csv(NEW, tmp_path)).onet.source()
    assert (found["id"], found["edition"]) == ("onet-31.0", "31.0")
    assert "published" not in found


def test_database_of_unknown_release_is_refused(tmp_path: Path) -> None:
    for name in ("onet.zip", "onet 2025_01.zip"):
        path = text(OLD, tmp_path, read_me=None, name=name)
        with pytest.raises(FileRefusedError, match="neither its read-me nor its name tells the release"):
            read(path)


# Missing and ignored parts


def test_absent_table_is_a_missing_part(tmp_path: Path) -> None:
    found = read(text({"Occupation Data": OLD["Occupation Data"]}, tmp_path))
    assert found.assistant["duties"] == []
    assert found.assistant["ratings"] == []
    assert set(found.onet.missing) >= {
        "tasks",
        "job zones",
        "essential skills",
        "transferable skills",
        "abilities",
        "other titles",
        "related occupations",
    }
    assert found.skipped == []


def test_table_under_either_name_is_not_missing(tmp_path: Path) -> None:
    gone = {
        "importance of tasks",
        "knowledge",
        "abilities",
        "work activities",
        "work context",
        "what job zones ask for",
    }
    assert set(read(text({**OLD, "Work Styles": OLD["Work Values"]}, tmp_path)).onet.missing) == gone
    assert set(read(as_csv({**NEW, "work_styles": OLD["Work Values"]}, tmp_path)).onet.missing) == gone


def test_duties_have_no_activities_if_the_release_does_not_name_them(tmp_path: Path) -> None:
    found = read(text(without("DWA Reference", "IWA Reference"), tmp_path))
    assert "names of detailed work activities" in found.onet.missing
    assert "activity" not in found.assistant["duties"][0]
    assert found.skipped == []


def test_unknown_tables_and_columns_are_listed_as_ignored(tmp_path: Path) -> None:
    zones = "\n".join(f"{row} | {'Mood' if not n else 'calm'}" for n, row in enumerate(OLD["Job Zones"].split("\n")))
    found = read(text({**OLD, "Job Zones": zones, "Emerging Tasks": "Task\n Fly."}, tmp_path))
    assert ignored(found)[:2] == [
        Ignored("Emerging Tasks.txt", "proposed tasks are not part of the occupation yet"),
        Ignored("Job Zones.txt, column mood", "unknown to this version"),
    ]
    assert found.roles == read(text(OLD, tmp_path)).roles


def test_known_layouts_have_no_unknown_columns(tmp_path: Path) -> None:
    for path in (text(OLD, tmp_path), as_workbooks(OLD, tmp_path), as_csv(NEW, tmp_path)):
        assert [part for part in ignored(read(path)) if part.rows is None] == []


def test_package_without_occupation_data_is_refused(tmp_path: Path) -> None:
    with pytest.raises(FileRefusedError, match="Occupation Data"):
        read(text(without("Occupation Data"), tmp_path))


@pytest.mark.parametrize(
    ("table", "column", "name"),
    [
        ("Occupation Data", "Description", "description"),
        ("Task Statements", "Task ID", "task_id"),
        ("Tasks to DWAs", "O*NET-SOC Code", "onet_soc_code"),
        ("DWA Reference", "DWA Title", "dwa_title"),
        ("Skills", "Data Value", "data_value"),
        ("Interests", "Element ID", "element_id"),
        ("Job Zones", "Job Zone", "job_zone"),
        ("Alternate Titles", "Short Title", "short_title"),
    ],
)
def test_missing_required_column_is_refused_by_file_and_name(
    tmp_path: Path, table: str, column: str, name: str
) -> None:
    header, *rows = OLD[table].split("\n")
    tables = {**OLD, table: "\n".join([header.replace(column, "Nothing", 1), *rows])}
    with pytest.raises(FileRefusedError, match=f"{table}.txt: it has no column '{name}'"):
        read(text(tables, tmp_path))


# Invalid rows


GOOD = "31-9092.00 | 2.A.1.b | Active Listening | IM | 3.88 | 8 | 0.1 | 3.6 | 4.1 | N | n/a | 08/2023 | Analyst"


@pytest.mark.parametrize(
    ("wrong", "reason"),
    [
        (GOOD.replace("3.88", "high"), "'high' is not a number"),
        (GOOD.replace("3.88", "n/a"), "'' is not a number"),
        (GOOD.replace("3.88", "nan"), "'nan' is not a number"),
        (GOOD.replace("3.88", "1_0"), "'1_0' is not a number"),
        (GOOD.replace("3.88", "5.01"), "5.01 is above 5"),
        (GOOD.replace("| 8 |", "| inf |"), "'inf' is not a number"),
        (GOOD.replace("| 8 |", "| -8 |"), "-8 is below 0"),
        (GOOD.replace("| 8 |", "| 8.5 |"), "8.5 is not a whole number"),
        (GOOD.replace("| 0.1 |", "| -0.1 |"), "-0.1 is below 0"),
        (GOOD.replace("| 4.1 |", "| 3.5 |"), "3.5 is below 3.6"),
        (GOOD.replace("08/2023", "13/2023"), "'13/2023' is not a month"),
        (GOOD.replace("08/2023", "2023-08"), "'2023-08' is not a month"),
        (GOOD.replace("08/2023", "08/1823"), "'08/1823' is not a month"),
        (GOOD.replace("2.A.1.b", "n/a"), "the rating names no element"),
        (GOOD.replace("31-9092.00", "99-9999.00"), "occupation '99-9999.00' is not in Occupation Data"),
        (GOOD.replace("2.A.1.b", "2.A.1.a"), "2.A.1.a IM is already in the table for 31-9092.00"),
        (GOOD.rpartition("|")[0], "it has 12 cells, but the header has 13"),
    ],
)
def test_invalid_rating_is_skipped_with_its_line(tmp_path: Path, wrong: str, reason: str) -> None:
    found = read(text(with_rows("Skills", wrong), tmp_path))
    assert found.skipped == [Skipped("Skills.txt, line 6", reason)]
    assert found.roles == read(text(OLD, tmp_path)).roles


def test_row_of_a_workbook_is_called_a_row(tmp_path: Path) -> None:
    found = read(as_workbooks(with_rows("Skills", GOOD.replace("3.88", "high")), tmp_path))
    assert found.skipped == [Skipped("Skills.xlsx, row 6", "'high' is not a number")]


@pytest.mark.parametrize(
    ("table", "row", "reason"),
    [
        ("Occupation Data", "31-9092 | Helpers | Help.", "'31-9092' is not an O*NET-SOC code"),
        ("Occupation Data", "31-9099.00 | n/a | Help.", "the occupation has no title"),
        ("Occupation Data", "31-9097.00 | Helpers | Help.", "31-9097.00 is already in the table"),
        ("Occupation Data", "31-9099.00 | Helpers", "it has 2 cells, but the header has 3"),
        ("Task Statements", "99-9999.00 | 9 | Help. | Core | 1 | 08/2023 | A", "occupation '99-9999.00' is not in "),
        (
            "Task Statements",
            "31-9092.00 | 2 | Help. | Core | 1 | 08/2023 | A",
            "2 is already in the table for 31-9092.00",
        ),
        ("Task Statements", "31-9092.00 | 9 | n/a | Core | 1 | 08/2023 | A", "the task has no text"),
        ("Tasks to DWAs", "31-9092.00 | 9 | 4.A.1.a.1.I01.D01 | 07/2014 | A", "31-9092.00 has no task '9'"),
        ("Tasks to DWAs", "31-9092.00 | 2 | 4.A.9 | 07/2014 | A", "the release does not name activity '4.A.9'"),
        ("DWA Reference", "4.A.1.a.1 | 4.A.1.a.1.I01 | D 03 | Think.", "'D 03' is not an activity"),
        ("DWA Reference", "4.A.1.a.1 | 4.A.1.a.1.I01 | 4.A.1.a.1.I01.D03 | n/a", "'4.A.1.a.1.I01.D03' has no name"),
        ("DWA Reference", "4.A.1.a.1 | 4.A.1.a.1.I01 | 4.A.1.a.1.I01.D03", "it has 3 cells, but the header has 4"),
        ("Job Zones", "31-9092.00 | 4 | 08/2023 | Analyst", "a row is already in the table for 31-9092.00"),
        ("Related Occupations", "31-9097.00 | 99-9999.00 | Primary-Short | 1", "occupation '99-9999.00' is not in "),
        ("Related Occupations", "31-9097.00 | 31-9092.00 | Primary-Short | 0", "'0' is not a place in a list"),
        ("Related Occupations", "31-9097.00 | 31-9092.00 | Primary-Short | x", "'x' is not a place in a list"),
        ("Alternate Titles", "31-9092.00 | Certified Medical Assistant | CMA | 09", "Certified Medical Assistant CMA "),
    ],
)
def test_invalid_row_is_skipped_with_its_line(tmp_path: Path, table: str, row: str, reason: str) -> None:
    found = read(text(with_rows(table, row), tmp_path))
    (skipped,) = found.skipped
    assert skipped.place == f"{table}.txt, line {OLD[table].count(chr(10)) + 2}"
    assert skipped.reason.startswith(reason)
    assert found.roles == read(text(OLD, tmp_path)).roles


@pytest.mark.parametrize("zone", ["0", "6", "n/a", "two"])
def test_unknown_job_zone_is_skipped(tmp_path: Path, zone: str) -> None:
    tables = {**OLD, "Job Zones": OLD["Job Zones"].replace("31-9092.00 | 3", f"31-9092.00 | {zone}")}
    found = read(text(tables, tmp_path))
    assert [skipped.place for skipped in found.skipped] == ["Job Zones.txt, line 2"]
    (level,) = found.assistant["training"]["levels"]
    assert (level["measure"], level["missing"]) == ("job_zone", "not-in-dataset")
    assert level["reason"] == "the data in O*NET 29.3 could not be read"


def test_undated_value_has_the_month_of_the_release(tmp_path: Path) -> None:
    tables = {**OLD, "Interests": OLD["Interests"].replace("11/2023", "n/a")}
    assert read(text(tables, tmp_path)).rating("1.B.1.d")["interest"]["period"] == "2025-05"
    without_read_me = read(text(tables, tmp_path, read_me=None))
    reason = "it has no date, and neither has the release"
    assert without_read_me.skipped == [Skipped("Interests.txt, line 2", reason)]


def test_empty_reported_title_is_skipped(tmp_path: Path) -> None:
    found = read(text(with_rows("Sample of Reported Titles", "31-9092.00 | n/a | N"), tmp_path))
    assert "" not in found.assistant["other_titles"]


def test_task_of_unknown_type_has_no_type(tmp_path: Path) -> None:
    row = "31-9092.00 | 9 | Help. | Odd | 1 | 08/2023 | A"
    duties = read(text(with_rows("Task Statements", row), tmp_path)).assistant["duties"]
    assert ["task_type" in duty for duty in duties if duty["text"] == "Help"] == [False]


# Order


def test_interleaved_occupations_give_the_same_roles(tmp_path: Path) -> None:
    mingled = {}
    for name, rows in OLD.items():
        header, *lines = rows.split("\n")
        by_code: dict[str, list[str]] = {}
        for line in lines:
            by_code.setdefault(line.split("|")[0].strip(), []).append(line)
        turns = [group.pop(0) for _ in lines for group in reversed(by_code.values()) if group]
        mingled[name] = "\n".join([header, *(turns if "O*NET-SOC" in header else lines)])
    assert mingled["Skills"] != OLD["Skills"]
    assert read(text(mingled, tmp_path)).roles == read(text(OLD, tmp_path)).roles


@pytest.mark.parametrize("seed", range(5))
def test_shuffled_rows_give_the_same_roles_in_other_order(tmp_path: Path, seed: int) -> None:
    shuffled = {}
    for name, rows in OLD.items():
        header, *lines = rows.split("\n")
        random.Random(seed).shuffle(lines)
        shuffled[name] = "\n".join([header, *lines])
    found = read(text(shuffled, tmp_path))
    assert found.skipped == []
    assert as_sets([*found.roles.values()]) == as_sets([*read(text(OLD, tmp_path)).roles.values()])


def test_repeated_row_is_skipped(tmp_path: Path) -> None:
    first = cells(OLD["Skills"])[1]
    found = read(text(with_rows("Skills", " | ".join(first)), tmp_path))
    assert found.skipped == [Skipped("Skills.txt, line 6", "2.A.1.a IM is already in the table for 31-9092.00")]
    assert found.onet.report.imported["skills"] == 4


# The import command


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = tmp_path / "home"
    monkeypatch.setenv("ROLECOMPARE_HOME", str(folder))
    return folder


def run(*arguments: str) -> Any:
    done = CliRunner().invoke(app, [*arguments, "--json"], prog_name="rolecompare")
    assert done.exit_code == 0, done.output
    return json.loads(done.stdout)


OTHER_OCCUPATIONS: Tables = {
    name: rows.replace("31-9092", "11-9092").replace("31-9097", "11-9097") for name, rows in OLD.items()
}


def test_import_reports_counts_missing_ignored_and_skipped(home: Path, tmp_path: Path) -> None:
    tables = {**with_rows("Skills", GOOD.replace("3.88", "high")), "Emerging Tasks": "Task\n Fly."}
    told = run("import", "onet", text(tables, tmp_path))
    assert told["source"] == "onet-29.3"
    assert told["counts"]["occupations"] == 2
    assert told["counts"]["task statements"] == 4
    assert "abilities" in told["missing"]
    assert told["ignored"] == [
        {"what": "Emerging Tasks.txt", "reason": "proposed tasks are not part of the occupation yet"},
        {"what": "Interests.txt, scale IH", "reason": "ranks of interests; their ratings are imported", "rows": 1},
        {"what": "Education, Training, and Experience.txt", "reason": "0% answers", "rows": 1},
    ]
    assert told["skipped"] == 1
    assert told["first_skipped"] == [{"place": "Skills.txt, line 6", "reason": "'high' is not a number"}]


def test_role_comes_out_of_the_store_as_it_was_read(home: Path, tmp_path: Path) -> None:
    path = text(OTHER_OCCUPATIONS, tmp_path)
    run("import", "onet", path)
    library = loader.load_dataset(None)
    opened_store = Store(str(home))
    both = StoredRoles(library, opened_store)
    for code, role in read(path).roles.items():
        kept = opened_store.role(code)
        assert kept is not None
        assert {**role, "id": kept["id"]} == {**kept, "ratings": opened_store.ratings(code)}
        assert both.role(kept["id"]).title == role["title"]


def test_imported_role_is_found_by_any_of_its_titles(home: Path, tmp_path: Path) -> None:
    tables = {
        **OTHER_OCCUPATIONS,
        "Occupation Data": OTHER_OCCUPATIONS["Occupation Data"].replace("Phlebotomists", "Blood Drawers"),
    }
    tables["Occupation Data"] = tables["Occupation Data"].replace("Medical Assistants", "Odd Helpers")
    run("import", "onet", text(tables, tmp_path))
    role = run("show", "odd helpers")["role"]
    assert role["id"] == "odd-helpers"
    assert role["duties"][0]["text"] == "Record vital signs"
    compared = run("diff", "11-9092.00", "blood drawer")["roles"]
    assert [role["id"] for role in compared] == ["odd-helpers", "blood-drawers"]


def test_refused_import_does_not_change_the_store(home: Path, tmp_path: Path) -> None:
    run("import", "onet", text(OLD, tmp_path))
    before = (home / "store.db").read_bytes()
    broken = {**OLD, "Work Values": OLD["Work Values"].replace("Data Value", "Nothing")}
    done = CliRunner().invoke(app, ["import", "onet", text(broken, tmp_path)], prog_name="rolecompare")
    assert (done.exit_code, done.stdout) == (6, "")
    assert "Work Values.txt: it has no column 'data_value'" in " ".join(done.stderr.split())
    assert (home / "store.db").read_bytes() == before
