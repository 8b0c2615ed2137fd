"""`rolecompare table`, as somebody types it: a line for each job, in every format, with and without a store."""

import csv
import io
import re
from pathlib import Path
from typing import Any

import pytest

from rolecompare.answers.table import FIELDS
from rolecompare.cli.completion import TABLE_FIELDS, complete_table_fields
from rolecompare.cli.context import RequestContext
from rolecompare.measures import LEVELS, MEASURES
from rolecompare.store.reader import Store
from tests.cli.test_commands import IDS, answer, cited, run
from tests.conftest import Golden
from tests.schemas import validator
from tests.similarity import kitchens
from tests.small_downloads import many, onet

FEW = ("medical-assistant", "registered-nurse", "medical-technician", "clinical-laboratory-technician")
EVERY_MEASURE = [*LEVELS, *(name for name, measure in MEASURES.items() if measure.part != "settings")]


@pytest.fixture
def filled(home: Path, tmp_path: Path) -> Path:
    """A store of seven occupations, with pay of most."""
    run("import", "onet", kitchens.onet(tmp_path))
    run("import", "oews", kitchens.oews(tmp_path))
    return home


def by_id(found: Any) -> dict[str, Any]:
    return {role["id"]: role for role in found["roles"]}


@pytest.mark.parametrize("width", [40, 60, 80, 100, 160])
def test_page_of_a_table(golden: Golden, width: int) -> None:
    golden(f"table/few-{width}.txt", run("table", *FEW, "--width", str(width)))


@pytest.mark.parametrize("form", ["csv", "json", "jsonl", "markdown"])
def test_table_in_other_formats(golden: Golden, form: str) -> None:
    golden(f"table/few.{form}", run("table", *FEW, "--fields", "pay,education", "--format", form))


def test_table_has_all_jobs_unless_some_are_named() -> None:
    assert [role["id"] for role in answer("table", "--json")["roles"]] == IDS
    assert [role["id"] for role in answer("table", "rn", "ma", "RN", "--json")["roles"]] == [
        "registered-nurse",
        "medical-assistant",
    ]


def test_fields_are_in_the_order_in_which_they_are_named() -> None:
    found = answer("table", "rn", "--fields", "zone,salary,pay.annual.p90,pay", "--json")
    assert [field["name"] for field in found["fields"]] == ["zone", "pay", "pay.annual.p90"]
    values = found["roles"][0]["values"]
    assert (values["zone"]["rank"], values["pay"]["value"]) == (4, 97550)


def test_default_fields_are_those_of_the_help() -> None:
    fields = answer("table", "rn", "--json")["fields"]
    assert [field["name"] for field in fields] == ["pay", "growth", "openings", "education"]
    assert tuple(FIELDS) == TABLE_FIELDS


def test_field_to_sort_by_is_shown_too() -> None:
    found = answer("table", "--fields", "pay", "--sort", "growth", "--limit", "3", "--json")
    assert [field["name"] for field in found["fields"]] == ["pay", "growth"]
    growth = [role["values"]["growth"]["value"] for role in found["roles"]]
    assert (found["sort"], found["total"], growth) == ("growth", len(IDS), sorted(growth, reverse=True))


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("--fields", "salry"), "A table has no field “salry”. Did you mean salary?"),
        (("--sort", "qqqq"), "A table has no field “qqqq”. Fields: pay, hourly, mean,"),
        (("--fields", ""), "A table has no field “”."),
        (("--fields", "\x1b[31mpay"), "A table has no field “␛[31mpay”."),
        (("--limit", "0"), "Invalid value for '--limit'"),
    ],
)
def test_unknown_field_is_refused_with_suggestions(arguments: tuple[str, ...], said: str) -> None:
    assert said in " ".join(run("table", *arguments, code=2).replace("│", " ").split())


def test_every_table_matches_its_schema_and_cites_its_sources() -> None:
    schema = validator("table")
    for arguments in ((), FEW, ("--fields", ",".join(EVERY_MEASURE)), ("--sort", "pay", "--limit", "2")):
        found = answer("table", *arguments, "--json")
        schema.validate(found)
        assert cited(found) == set(found["sources"])


def test_values_are_those_of_the_comparison() -> None:
    figures = answer("diff", *IDS, "--json")["figures"]
    for role in answer("table", "--fields", ",".join(EVERY_MEASURE), "--json")["roles"]:
        for measure, value in role["values"].items():
            if measure not in figures:
                assert value["kind"] == "missing"
                continue
            expected = figures[measure][role["id"]]
            for name in ("earlier", "versus", "difference", "percent_apart", "steps"):
                expected.pop(name, None)
            assert value == expected


def test_every_number_of_csv_is_a_number() -> None:
    rows = list(csv.DictReader(io.StringIO(run("table", "--fields", "pay,education", "--format", "csv"))))
    assert len(rows) == len(IDS)
    for row in rows:
        for name in ("pay", "pay_low", "pay_high", "education_rank"):
            assert re.fullmatch(r"[0-9.]*", row[name])
        assert row["pay"] or row["pay_missing"]


def test_store_adds_its_jobs_to_the_table(filled: Path) -> None:
    found = answer("table", "--sort", "pay", "--json")
    roles = by_id(found)
    assert len(roles) == found["total"] == len(answer("list", "--json")["roles"])
    assert (roles["bakers"]["values"]["pay"]["value"], roles["bakers"]["code"]) == (38000, "51-3011.00")
    assert roles["bakers"]["values"]["growth"]["missing"] == "not-in-dataset"
    assert "Bakers" in run("table", "bakers")


def test_table_reads_what_a_role_read_alone_has(filled: Path) -> None:
    repository = RequestContext().open_repository()
    headings = {heading.id: heading for heading in repository.headings()}
    measured = repository.measured_roles(EVERY_MEASURE)
    assert [each.id for each in measured] == [*headings]
    for each in measured:
        role = repository.load(headings[each.id], with_ratings=False).role
        for measure in EVERY_MEASURE:
            values = [value for value in (*role.training.levels, *role.outlook.figures) if value.measure == measure]
            assert list(each.values[measure]) == values
        assert list(each.missing) == [part for part in role.missing or () if part.measure == "outlook"]


def test_fields_are_completed_after_each_comma() -> None:
    assert list(complete_table_fields("pay,gr")) == ["pay,growth"]
    assert "pay.annual.p10" in set(complete_table_fields("pay"))


def test_number_of_queries_does_not_grow_with_the_number_of_jobs(
    home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[str] = []
    query = Store._query

    def counted(store: Store, text: str, *values: object) -> list[tuple[Any, ...]]:
        asked.append(text)
        return query(store, text, *values)

    monkeypatch.setattr(Store, "_query", counted)
    counts = []
    for size in (10, 60):
        run("import", "onet", onet(tmp_path, many(size)))
        asked.clear()
        assert answer("table", "--json")["total"] == len(IDS) + size
        counts.append(len(asked))
    assert counts[0] == counts[1] < 12
