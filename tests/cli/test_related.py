"""`related`, as somebody types it: with a store and without, in every format, and where something is not there."""

import csv
import io
import json
import re
import sqlite3
from pathlib import Path
from typing import Any

import pytest

from rolecompare import paths
from rolecompare.store import schema
from tests import make
from tests.cli.test_commands import IDS, cited, run
from tests.conftest import Golden
from tests.importers.onet_tables import text, with_rows
from tests.schemas import validator
from tests.similarity import kitchens

WIDTHS = (40, 80, 100, 160)
UMBRELLAS = {
    role["id"] for role in json.loads(Path(paths.bundled_dataset()).read_bytes())["roles"] if role.get("members")
}
FORMS = {"csv": "csv", "markdown": "md", "json": "json"}


def answer(*words: str) -> Any:
    return json.loads(run("related", *words, "--json"))


def by_id(found: Any) -> dict[str, Any]:
    return {each["id"]: each for each in found["related"] if "id" in each}


@pytest.fixture
def filled(home: Path, tmp_path: Path) -> Path:
    """A store of seven occupations, with pay of most."""
    run("import", "onet", kitchens.onet(tmp_path))
    run("import", "oews", kitchens.oews(tmp_path))
    return home / schema.FILE_NAME


@pytest.mark.parametrize("width", WIDTHS)
def test_related_page_shows_official_list_and_own_ranking(golden: Golden, filled: Path, width: int) -> None:
    golden(f"related/cooks-{width}.txt", run("related", "cooks-restaurant", "--width", str(width)))


@pytest.mark.parametrize("form", FORMS)
def test_related_in_other_formats(golden: Golden, filled: Path, form: str) -> None:
    golden(f"related/cooks.{FORMS[form]}", run("related", "cooks-restaurant", "--format", form))


def test_role_without_official_list_has_own_ranking_only(golden: Golden, filled: Path) -> None:
    golden("related/unlisted.txt", run("related", "chefs-and-head-cooks"))
    golden("related/leftovers.txt", run("related", "35-2019.00"))


def test_official_list_precedes_own_ranking(filled: Path) -> None:
    found = answer("cooks-restaurant")
    official = [each["official"]["place"] for each in found["related"] if "official" in each]
    ours = [each["our_ranking"]["place"] for each in found["related"] if "official" not in each]
    assert official == [1, 2, 3]
    assert ours == sorted(ours)
    assert found["related"][: len(official)] == [each for each in found["related"] if "official" in each]
    assert (found["listed_count"], found["ranked_among"]) == (3, "store")
    # One that is listed has our place as well, where there is anything in common.
    assert by_id(found)["bakers"]["our_ranking"]["place"] == 3
    assert "our_ranking" not in by_id(found)["registered-nurse"]


def test_shared_activities_are_named(filled: Path) -> None:
    bakers = by_id(answer("cooks-restaurant"))["bakers"]
    assert [kind["label"] for kind in bakers["shared_activities"]] == ["Clean work areas", "Prepare foods"]
    assert (bakers["activity_count"], answer("cooks-restaurant")["role"]["activity_count"]) == (2, 2)


def test_related_figures_have_code_or_missing_reason(filled: Path) -> None:
    found = answer("cooks-restaurant")
    (own,) = found["role"]["pay"]
    assert (own["value"], own["code"], own["period"]) == (37000, "35-2010", "2026-05")
    (bakers,) = by_id(found)["bakers"]["pay"]
    assert (bakers["value"], bakers["code"]) == (38000, "51-3011")
    (change,) = by_id(found)["bakers"]["change"]
    assert (change["missing"], change["citations"]) == ("not-in-dataset", [])
    assert "import projections" in change["reason"]
    page = run("related", "cooks-restaurant")
    assert "$37,000†" in page
    assert "$38,000 " in page


def test_bundled_role_keeps_id_and_combines_figures(filled: Path) -> None:
    nurse = by_id(answer("medical-assistant"))["registered-nurse"]
    assert nurse["title"] == "Registered Nurse"
    assert nurse["official"]["tier"] == "Primary-Short"
    (pay,) = nurse["pay"]
    assert (pay["value"], pay["period"]) == (95000, "2026-05")  # imported, and newer than the bundled one
    (change,) = nurse["change"]
    assert change["value"] == 4.9  # bundled


def test_limit_says_how_many_more_there_are(filled: Path) -> None:
    found = answer("cooks-restaurant", "--limit", "1")
    assert [each["id"] for each in found["related"]] == ["bakers", "cooks-all-other"]
    assert found["listed_count"] == 3
    assert "2 more are on the official list: --limit 3 shows all." in found["notes"]
    refusal = run("related", "cooks-restaurant", "--limit", "0", code=2)
    assert "--limit" in refusal
    assert re.search(
        r"is not in the range|greater than or equal to 1", refusal
    )  # the words of Typer below 0.29, and above


def test_role_beyond_limit_keeps_its_official_place(
    home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    name = "Related Occupations"
    rows = f"{kitchens.TABLES[name]}\n35-2014.00 | 35-1011.00 | Supplemental | 4"
    monkeypatch.setitem(kitchens.TABLES, name, rows)
    run("import", "onet", kitchens.onet(tmp_path))
    found = answer("cooks-restaurant", "--limit", "2")
    assert [each.get("id") for each in found["related"]] == [
        "bakers",
        "phlebotomist",
        "chefs-and-head-cooks",
        "cooks-all-other",
    ]
    chefs = by_id(found)["chefs-and-head-cooks"]
    assert (chefs["official"]["tier"], chefs["official"]["place"]) == ("Supplemental", 4)
    assert chefs["our_ranking"]["place"] <= 2
    assert "1 more is on the official list: --limit 4 shows all." in found["notes"]


def test_suggested_limit_is_allowed(home: Path, tmp_path: Path) -> None:
    codes = [f"51-{number:04}.00" for number in range(31)]
    tables = with_rows(
        "Occupation Data", *(f"{code} | Helper {code[3:7]} | Help." for code in codes), tables=kitchens.TABLES
    )
    listed = [f"35-1011.00 | {code} | Primary-Long | {place}" for place, code in enumerate(codes, start=1)]
    run("import", "onet", text(with_rows("Related Occupations", *listed, tables=tables), tmp_path))
    found = answer("chefs-and-head-cooks", "--limit", "30")
    assert "1 more is on the official list." in found["notes"]


def test_related_ignores_row_order_of_release(filled: Path, tmp_path: Path, monkeypatch: Any) -> None:
    before = run("related", "cooks-restaurant", "--json")
    turned = {
        name: "\n".join([rows.split("\n")[0], *rows.split("\n")[:0:-1]]) for name, rows in kitchens.TABLES.items()
    }
    monkeypatch.setattr(kitchens, "TABLES", turned)
    run("import", "onet", kitchens.onet(tmp_path))
    assert run("related", "cooks-restaurant", "--json") == before


def test_related_page_without_sources_has_no_footnotes(filled: Path) -> None:
    page = run("related", "cooks-restaurant", "--no-sources")
    assert "[1]" not in page
    assert "https://" not in page


def test_unknown_code_is_shown_as_code(filled: Path) -> None:
    connection = sqlite3.connect(filled)
    connection.execute("DELETE FROM role_outlines WHERE code = '51-3011.00'")
    connection.commit()
    connection.close()
    first = answer("cooks-restaurant")["related"][0]
    assert (first["code"], "id" in first) == ("51-3011.00", False)
    assert first["unknown_reason"] == "no job with the code 51-3011.00 is in your data"
    assert "51-3011.00 (no job with the code" in run("related", "cooks-restaurant", "--width", "160")
    row = next(csv.DictReader(io.StringIO(run("related", "cooks-restaurant", "-f", "csv"))))
    assert (row["code"], row["tier"], row["pay"]) == ("51-3011.00", "Primary-Short", "")
    assert row["unknown_reason"] == first["unknown_reason"]


def test_store_without_similarity_falls_back_to_dataset(filled: Path) -> None:
    connection = sqlite3.connect(filled)
    connection.execute("DROP TABLE similar_roles")
    connection.commit()
    connection.close()
    assert answer("medical-assistant")["ranked_among"] == "dataset"


def test_related_reports_corrupt_store(filled: Path) -> None:
    connection = sqlite3.connect(filled)
    connection.execute("UPDATE role_outlines SET content = 'x' WHERE code = '51-3011.00'")
    connection.commit()
    connection.close()
    assert "store.db" in run("related", "cooks-restaurant", code=5)


def test_text_of_release_is_sanitized_in_every_format(home: Path, tmp_path: Path, monkeypatch: Any) -> None:
    titles = kitchens.TABLES["Occupation Data"].replace("Bakers", "=Bakers \x1b[31m[/] <b>")
    tier = kitchens.TABLES["Related Occupations"].replace("Primary-Long", "[red]<i>\x1b[2J")
    monkeypatch.setattr(kitchens, "TABLES", {**kitchens.TABLES, "Occupation Data": titles, "Related Occupations": tier})
    run("import", "onet", kitchens.onet(tmp_path))
    for form in ("table", *FORMS):
        page = run("related", "35-2014.00", "--format", form, "--width", "160")
        assert "\x1b" not in page
    assert "&lt;b&gt;" in run("related", "35-2014.00", "--format", "markdown")
    assert "'=Bakers" in run("related", "35-2014.00", "--format", "csv")


@pytest.mark.parametrize("name", IDS)
def test_bundled_roles_are_ranked_among_each_other(name: str) -> None:
    found = answer(name)
    validator("related").validate(found)
    assert cited(found) == set(found["sources"])
    assert run("related", name, "--width", "80")
    if name in UMBRELLAS:
        assert found["related"] == []
        assert "stands for" in found["notes"][0]
        return
    assert 15 < len(found["related"]) <= 20
    assert name not in by_id(found)
    assert "import onet" in found["notes"][0]
    assert all(each["pay"] and each["change"] and each["job_zone"] for each in found["related"])


def test_similar_bundled_roles_are_plausible() -> None:
    def first(name: str) -> set[str]:
        return {each["id"] for each in answer(name, "--limit", "3")["related"]}

    assert "paramedic" in first("emergency-medical-technician")
    assert "clinical-laboratory-technologist" in first("clinical-laboratory-technician")
    assert "mri-technologist" in first("radiologic-technologist")
    assert "licensed-practical-nurse" in first("nursing-assistant")


def test_own_dataset_can_have_official_list(tmp_path: Path) -> None:
    listed = [{"code": code, "tier": "Near", "place": n, "citations": make.CITED} for n, code in ((2, "1"), (1, "2"))]
    listed[1]["code"] = "29-1141.00"
    helper = make.role("helper", duties=[make.duty("Help people eat")], related=listed)
    nurse = make.role("nurse", "29-1141.00", duties=[make.duty("Help people sleep")])
    smith = make.role("smith", None, duties=[make.duty("Forge iron")])
    path = tmp_path / "my.json"
    path.write_text(json.dumps(make.dataset([helper, nurse, smith])))
    found = answer("helper", "--data", str(path))
    first, second, third = found["related"]
    assert (first["id"], first["official"]["place"], first["our_ranking"]["place"]) == ("nurse", 1, 1)
    assert (second["code"], second["official"]["place"]) == ("1", 2)
    assert second["unknown_reason"]
    assert (third["id"], third["our_ranking"]["place"], "official" in third) == ("smith", 2, False)
