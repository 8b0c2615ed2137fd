"""Check the roles imported from the official O*NET databases against the tables, read by other means."""

import random
import zipfile
from collections import Counter, defaultdict
from collections.abc import Iterator
from functools import cache
from typing import Any, NamedTuple

import pytest
from pydantic import TypeAdapter

from rolecompare.dataset.loader import load_dataset
from rolecompare.importers.base import Ignored, Skipped
from rolecompare.importers.files.table import open_package
from rolecompare.importers.onet.release import OnetImport
from rolecompare.measures import SCALES
from rolecompare.models.kinds import SECTION_OF_PART
from rolecompare.models.roles import Activity, Role
from rolecompare.models.serialization import to_json_value
from rolecompare.models.sources import Source
from tests.make import validated
from tests.official.files import FOLDER
from tests.official.files import onet as rows

Plain = dict[str, Any]
Row = dict[str, str]
ONET = FOLDER / "onet"
TEXT, EXCEL = ONET / "db_29_3_text.zip", ONET / "db_29_3_excel.zip"
NEWEST = ONET / "layout_31_0_csv_from_29_3.zip"
FORMS = {"text": TEXT, "excel": EXCEL, "layout of 31.0": NEWEST}
SEED, OCCUPATIONS, VALUES = 7, 200, 20

pytestmark = pytest.mark.official
of_each_form = pytest.mark.parametrize("form", FORMS)


class Read(NamedTuple):
    roles: dict[str, Plain]
    activities: list[Plain]
    source: Plain
    job_zones: list[Plain]
    counts: Counter[str]
    skipped: list[Skipped]
    ignored: tuple[Ignored, ...]
    missing: tuple[str, ...]


@cache
def read(form: str) -> Read:
    with open_package(str(FORMS[form])) as package:
        onet = OnetImport(package)
        roles = {role["codes"]["onet_soc"]: role for role in onet.roles()}
    account = onet.report
    told = (account.imported, account.skipped.first, onet.ignored, onet.missing)
    return Read(roles, onet.activities(), onet.source(), onet.job_zones(), *told)


@cache
def by_code(table: str) -> dict[str, list[Row]]:
    found: defaultdict[str, list[Row]] = defaultdict(list)
    for row in rows(table):
        found[row["O*NET-SOC Code"]].append(row)
    return found


TABLES = {
    "occupations": ("Occupation Data", 1_016),
    "task_statements": ("Task Statements", 18_796),
    "alternate_titles": ("Alternate Titles", 56_560),
    "tasks_to_dwas": ("Tasks to DWAs", 23_233),
    "job_zones": ("Job Zones", 923),
    "related_occupations": ("Related Occupations", 18_460),
    "sample_of_reported_titles": ("Sample of Reported Titles", 7_796),
    "skills": ("Skills", 61_530),
    "knowledge": ("Knowledge", 58_014),
    "interests": ("Interests", 5_538),
    "work_styles": ("Work Styles", 14_064),
    "work_values": ("Work Values", 5_244),
    "education_training_and_experience": ("Education, Training, and Experience", 22_706),
}
# Rows that are known and not taken, each kind with a reason.
NOT_WANTED = {
    "Interests.txt, scale IH": 2_769,
    "Work Values.txt, scale VH": 2_622,
    "Education, Training, and Experience.txt": 13_503,
}


def test_every_row_of_every_table_is_taken_or_counted_as_ignored() -> None:
    found = read("text")
    assert found.skipped == []
    assert found.counts == {name: count for name, (_, count) in TABLES.items()}
    ignored = {part.what: part.rows for part in found.ignored if part.rows is not None}
    assert ignored == NOT_WANTED
    for name, (table, _) in TABLES.items():
        left = sum(count for what, count in NOT_WANTED.items() if what.startswith(f"{table}.txt"))
        assert found.counts[name] + left == len(rows(table)), table


def test_every_unread_table_is_reported_with_its_reason() -> None:
    with zipfile.ZipFile(TEXT) as archive:
        there = {name.rpartition("/")[2] for name in archive.namelist()} - {"", "Read Me.txt"}
    unread = {part.what: part.reason for part in read("text").ignored if part.rows is None}
    taken = {f"{table}.txt" for table, _ in TABLES.values()}
    explained = {"DWA Reference.txt", "IWA Reference.txt", "Job Zone Reference.txt"}
    explained.add("Education, Training, and Experience Categories.txt")
    assert unread.keys() == there - taken - explained
    assert "an unknown table" not in {part.reason for form in FORMS for part in read(form).ignored}


def test_roles_have_one_duty_link_job_zone_and_related_occupation_per_row() -> None:
    roles = read("text").roles.values()
    duties = [duty for role in roles for duty in role["duties"]]
    assert len(duties) == len(rows("Task Statements"))
    assert (
        sum("activity" in duty for duty in duties) + sum(len(duty.get("other_activities", ())) for duty in duties)
        == 23_233
    )
    assert sum("value" in level for role in roles for level in role["training"]["levels"]) == 923
    assert sum(len(role["related"]) for role in roles) == 18_460


def test_there_is_one_rating_per_row_of_the_scales_that_are_taken() -> None:
    told: Counter[str] = Counter()
    for role in read("text").roles.values():
        for rating in role["ratings"]:
            told.update({scale: 1 for scale in SCALES if scale in rating})
    there: Counter[str] = Counter()
    for table in sorted(set(RATED.values())):
        for row in rows(table):
            scale = SCALE_OF.get(row["Scale ID"])
            # A category that nobody named says nothing.
            if scale and not (scale == "percent" and float(row["Data Value"]) == 0):
                there[scale] += 1
    assert told == there


def test_every_column_of_the_official_tables_is_known() -> None:
    for form in FORMS:
        assert [part for part in read(form).ignored if ", column" in part.what] == []


@of_each_form
def test_certification_is_rated_for_516_occupations(form: str) -> None:
    """Importance of a job-related professional certification: pilots and hygienists at the top, cashiers low."""
    found = {
        code: [rating["importance"]["value"] for rating in role["ratings"] if rating["kind"] == "certification"]
        for code, role in read(form).roles.items()
    }
    assert sum(map(len, found.values())) == 516
    there = {
        row["O*NET-SOC Code"]: [float(row["Data Value"])]
        for row in rows("Education, Training, and Experience")
        if row["Element ID"] == "2.D.4.a"
    }
    assert {code: values for code, values in found.items() if values} == there
    assert [found[code] for code in ("53-2011.00", "29-1292.00", "41-2011.00")] == [[4.76], [4.78], [1.29]]


@of_each_form
def test_every_job_zone_is_explained_in_the_words_of_the_table(form: str) -> None:
    found = read(form)
    used = {level.get("value") for role in found.roles.values() for level in role["training"]["levels"]} - {None}
    assert {zone["level"] for zone in found.job_zones} >= used
    if form == "layout of 31.0":
        return  # its table has one row for the first two zones
    columns = ("Name", "SVP Range", "Experience", "Education", "Job Training")
    fields = ("name", "svp_range", "experience", "education", "training")
    for zone, row in zip(found.job_zones, rows("Job Zone Reference"), strict=True):
        assert zone["level"] == f"job-zone-{row['Job Zone']}"
        assert [zone[field] for field in fields] == [row[column].strip("()") for column in columns]


@of_each_form
def test_absent_parts_of_a_release_are_reported(form: str) -> None:
    styles = {"work styles"} if form == "layout of 31.0" else set()
    assert {"importance of tasks", "abilities", "work activities", "work context"} | styles == set(read(form).missing)


@of_each_form
def test_role_lists_exactly_the_parts_that_it_lacks_as_missing(form: str) -> None:
    """Every part is there or missing with a reason; what no layout of that release has is neither."""
    given_up = {"work-value"} if form == "layout of 31.0" else set()
    for raw in read(form).roles.values():
        role = validated(Role, {"id": "any", **raw})
        missing = [part.measure for part in role.missing or ()]
        assert set(missing) == {part for part in SECTION_OF_PART if not role.holds(part)} - {"outlook"} - given_up
        assert len(set(missing)) == len(missing)
        assert [level.measure for level in role.training.levels] == ["job_zone"]


def test_occupations_without_data_give_the_reason() -> None:
    """Of 1,016 occupations 93 have no tasks: those that gather what is not listed separately, and military ones."""
    bare = {code: role for code, role in read("text").roles.items() if not role["duties"]}
    assert len(bare) == 93
    said: Counter[str] = Counter()
    for role in bare.values():
        (duties,) = (part for part in role["missing"] if part["measure"] == "duties")
        assert (duties["missing"], duties["citations"][0]["place"]) == ("not-surveyed", "Task Statements")
        said[duties["reason"]] += 1
        assert role["training"]["levels"][0]["missing"] == "not-surveyed"
    stem = "O*NET 29.3 has no such data for this occupation, "
    assert said == {f"{stem}which groups jobs not listed separately": 77, f"{stem}which is military": 16}


@of_each_form
def test_every_imported_role_is_valid_and_survives_a_round_trip(form: str) -> None:
    found = read(form)
    strict = TypeAdapter(Role)
    for code, raw in found.roles.items():
        whole = {"id": f"onet-{code.replace('.', '-')}", **raw}
        role = validated(Role, whole)
        # As JSON, since a tuple of a record is a list there.
        assert strict.validate_json(strict.dump_json(role)) == role
        assert strict.validate_json(_json(whole)) == role
        assert validated(Role, to_json_value(role)) == role
    assert len(found.roles) == 1_016


def test_import_of_29_3_and_the_bundled_dataset_name_one_publication() -> None:
    """What the dataset has in its own words cites a source of its own, so that neither hides the other."""
    assert load_dataset(None).sources["onet-29.3"] == validated(Source, read("text").source)


@of_each_form
def test_imported_source_and_activities_are_valid(form: str) -> None:
    found = read(form)
    source = TypeAdapter(Source).validate_json(_json(found.source))
    # The layout of 31.0 was made here without a Read Me, which alone names the license.
    assert source.license == ("not stated in the download" if form == "layout of 31.0" else "CC BY 4.0")
    checked = [TypeAdapter(Activity).validate_json(_json(activity)) for activity in found.activities]
    ids = {activity.id for activity in checked}
    assert len(ids) == len(checked) == 2_087 + 332
    assert all(activity.broader in ids for activity in checked if activity.broader)


@of_each_form
def test_duties_and_related_occupations_refer_to_existing_records(form: str) -> None:
    found = read(form)
    ids = {activity["id"] for activity in found.activities}
    for role in found.roles.values():
        for duty in role["duties"]:
            assert {*filter(None, [duty.get("activity")]), *duty.get("other_activities", ())} <= ids
        assert {relative["code"] for relative in role["related"]} <= found.roles.keys()


class Value(NamedTuple):
    """What a role says, and what the tables say of the same thing."""

    what: str
    told: object
    there: object


RATED = {"skill": "Skills", "knowledge": "Knowledge", "interest": "Interests", "work-style": "Work Styles"}
RATED |= {"work-value": "Work Values", "education": "Education, Training, and Experience"}
RATED |= dict.fromkeys(("certification", "experience", "training"), RATED["education"])
SCALE_IDS: dict[str, tuple[str, ...]] = {
    "importance": ("IM",),
    "level": ("LV",),
    "interest": ("OI",),
    "extent": ("EX",),
}
SCALE_IDS |= {"percent": ("RL", "RW", "PT", "OJ")}
SCALE_OF = {name: scale for scale, names in SCALE_IDS.items() for name in names}
PRECISION = {"n": "N", "standard_error": "Standard Error", "lower": "Lower CI Bound", "upper": "Upper CI Bound"}


def values(code: str) -> list[Value]:
    """Everything that a role says that a table says as well."""
    role = read("text").roles[code]
    (occupation,) = by_code("Occupation Data")[code]
    found = [
        Value("title", role["title"], occupation["Title"]),
        Value("summary", role["summary"]["text"], occupation["Description"]),
        Value("soc", role["codes"]["soc"], code.split(".")[0]),
        Value("other titles", set(role["other_titles"]), _titles(code) - {occupation["Title"]}),
    ]
    zones = [(level["value"], level["period"]) for level in role["training"]["levels"] if "value" in level]
    there = [(f"job-zone-{row['Job Zone']}", _month(row)) for row in by_code("Job Zones").get(code, [])]
    found.append(Value("job zone", zones, there))
    return [*found, *_of_duties(code, role), *_of_ratings(code, role), *_of_relatives(code, role)]


def _titles(code: str) -> set[str]:
    names = [row[column] for row in by_code("Alternate Titles")[code] for column in ("Alternate Title", "Short Title")]
    names += [row["Reported Job Title"] for row in by_code("Sample of Reported Titles").get(code, [])]
    return {name for name in names if name != "n/a"}


def _of_duties(code: str, role: Plain) -> Iterator[Value]:
    tasks = {row["Task ID"]: row for row in by_code("Task Statements").get(code, [])}
    for duty in role["duties"]:
        number = duty["citations"][0]["place"].removeprefix("Task Statements, task ")
        row = tasks.pop(number)
        links = {r["DWA ID"] for r in by_code("Tasks to DWAs").get(code, []) if r["Task ID"] == number}
        told = [name for name in (duty.get("activity"), *duty.get("other_activities", ())) if name]
        yield Value(f"task {number}", duty["text"], row["Task"].rstrip("."))
        yield Value(f"type of task {number}", duty.get("task_type", "n/a"), row["Task Type"].lower())
        yield Value(f"activities of task {number}", sorted(told), sorted(f"dwa.{link.lower()}" for link in links))
    yield Value("tasks left over", tasks, {})


def _of_ratings(code: str, role: Plain) -> Iterator[Value]:
    for rating in role["ratings"]:
        for scale in filter(rating.get, SCALES):
            row = _row(code, rating, scale)
            estimate = rating[scale]
            what = f"{rating['kind']} {rating['element']}, {scale}"
            yield Value(what, estimate["value"], float(row["Data Value"]))
            for part, column in PRECISION.items():
                cell = row.get(column, "n/a")
                yield Value(f"{what}, {part}", estimate.get(part), None if cell == "n/a" else float(cell))
            yield Value(f"{what}, suppress", estimate.get("suppress", False), row.get("Recommend Suppress") == "Y")
            yield Value(f"{what}, by", estimate["by"], row["Domain Source"])
            yield Value(f"{what}, period", estimate["period"], _month(row))


def _row(code: str, rating: Plain, scale: str) -> Row:
    element, category = rating["element"], ""
    if scale == "percent":
        element, _, category = element.rpartition(".")
    (row,) = [
        row
        for row in by_code(RATED[rating["kind"]])[code]
        if row["Element ID"] == element
        and row["Scale ID"] in SCALE_IDS[scale]
        and (not category or row["Category"] == category)
    ]
    return row


def _of_relatives(code: str, role: Plain) -> Iterator[Value]:
    there = {row["Related O*NET-SOC Code"]: row for row in by_code("Related Occupations").get(code, [])}
    for relative in role["related"]:
        row = there[relative["code"]]
        told = (relative["tier"], str(relative["place"]))
        yield Value(f"relative {relative['code']}", told, (row["Relatedness Tier"], row["Index"]))


def _month(row: Row) -> str:
    month, year = row["Date"].split("/")
    return f"{year}-{month}"


def _json(value: Any) -> bytes:
    return TypeAdapter(Any).dump_json(value)


def test_values_of_random_occupations_equal_the_tables() -> None:
    draw = random.Random(SEED)
    looked_up = 0
    wrong: list[tuple[str, Value]] = []
    for code in draw.sample(sorted(by_code("Occupation Data")), OCCUPATIONS):
        all_of_it = values(code)
        chosen = draw.sample(all_of_it, min(VALUES, len(all_of_it)))
        looked_up += len(chosen)
        wrong += [(code, value) for value in chosen if value.told != value.there]
    print(f"values looked up in the official tables: {looked_up}, of them equal: {looked_up - len(wrong)}")
    assert wrong == []
    assert looked_up > OCCUPATIONS * VALUES * 0.9  # a few occupations have no data, and not so much to say


def test_workbooks_give_the_same_roles_as_text() -> None:
    """All of them, whole: every citation, the source and the activities too."""
    text, excel = read("text"), read("excel")
    assert excel.skipped == []
    assert (excel.source, excel.activities, excel.counts) == (text.source, text.activities, text.counts)
    assert excel.roles.keys() == text.roles.keys()
    assert [code for code in text.roles if excel.roles[code] != text.roles[code]] == []


def test_layout_of_31_0_gives_the_same_roles_as_text() -> None:
    """All but what it calls otherwise: ids of activities, the second job zone, release and table in a citation.

    What it does not have (work styles, work values) is not compared.
    """
    text, newest = read("text"), read("layout of 31.0")
    assert newest.skipped == []
    names = {activity["id"]: activity["label"] for activity in (*text.activities, *newest.activities)}
    assert len(newest.activities) == len(text.activities)
    assert newest.roles.keys() == text.roles.keys()
    other = [code for code in text.roles if _common(newest.roles[code], names) != _common(text.roles[code], names)]
    assert other == []


def _common(role: Plain, names: dict[str, str]) -> Any:
    """What both layouts say of a role, in the words of both; ratings by element, for skills come in two tables."""
    duties = [{**duty, **_labels(duty, names)} for duty in role["duties"]]
    ratings = [rating for rating in role["ratings"] if rating["kind"] not in ("work-style", "work-value")]
    levels = [
        {**level, "value": level["value"].replace("zone-1-2", "zone-2").replace("zone-1", "zone-2")}
        for level in role["training"]["levels"]
        if "value" in level
    ]
    ratings.sort(key=lambda rating: (rating["kind"], rating["element"]))
    return _uncited({**role, "duties": duties, "ratings": ratings, "training": {"levels": levels}, "missing": []})


def _labels(duty: Plain, names: dict[str, str]) -> Plain:
    return {
        "activity": names.get(duty.get("activity", "")),
        "other_activities": [names[name] for name in duty.get("other_activities", ())],
    }


def _uncited(value: Any) -> Any:
    """Without the release and the table: of a citation what comes after the last comma."""
    if isinstance(value, dict):
        if value.keys() == {"source", "place"}:
            return value["place"].rpartition(", ")[2]
        return {key: _uncited(item) for key, item in value.items()}
    return [_uncited(item) for item in value] if isinstance(value, list) else value
