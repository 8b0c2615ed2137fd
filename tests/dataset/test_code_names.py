"""A name that is a code is answered by codes, however it is written, and never by letters that are like it."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rolecompare.dataset.loader import LoadedDataset
from rolecompare.dataset.names import code_in
from rolecompare.dataset.repository import Repository
from rolecompare.errors import RoleNotFoundError
from rolecompare.store.reader import Store
from rolecompare.store.writer import write_store
from tests import make

ROLES = [
    make.role("chief", "11-1011.00"),
    make.role("sustainability-chief", "11-1011.03"),
    make.role("developer", "15-1252.00"),
    make.role("emt", "29-2042.00", other_titles=["911 Operator"]),
    make.role("nurse", "29-1141.00"),
]
KNOWN = Repository(LoadedDataset(make.dataset(ROLES), "test.json"))


def not_found(name: str, known: Repository = KNOWN) -> RoleNotFoundError:
    with pytest.raises(RoleNotFoundError) as caught:
        known.find(name)
    return caught.value


@pytest.mark.parametrize("name", ["SOC 29-1141", "29-1141.0", "29-1141.", "291141", "29–1141.00", "o*net:29-1141"])
def test_code_in_another_writing_names_its_job(name: str) -> None:
    assert KNOWN.find(name).id == "nurse"


@pytest.mark.parametrize("name", ["11-1010", "11-1019", "11-1011.07", "SOC 11-1012"])
def test_code_that_no_job_has_is_answered_by_its_neighbors(name: str) -> None:
    assert [choice.id for choice in not_found(name).suggestions] == ["chief", "sustainability-chief"]


@pytest.mark.parametrize(("name", "now"), [("29-2041", "emt"), ("15-1132", "developer")])
def test_code_of_soc_2010_says_so_and_names_what_became_of_it(name: str, now: str) -> None:
    error = not_found(name)
    assert [choice.id for choice in error.suggestions] == [now]
    assert f"{name} is a code of SOC 2010; its jobs now have " in str(error)


@pytest.mark.parametrize("name", ["00-0000", "99-9999", "29-9999.00"])
def test_code_without_neighbors_suggests_nothing(name: str) -> None:
    assert not_found(name).suggestions == ()


def test_jobs_of_the_store_are_neighbors_too(tmp_path: Path) -> None:
    cook = {**make.role("x", "35-2014.00", title="Cooks", other_titles=[]), "duties": [], "training": {}}
    with write_store(str(tmp_path)) as draft:
        draft.put_source(make.source())
        draft.put_roles([{**{key: value for key, value in cook.items() if key != "id"}, "ratings": [], "related": []}])
    known = Repository(LoadedDataset(make.dataset(ROLES), "test.json"), Store(str(tmp_path)))
    assert [choice.title for choice in not_found("35-2010", known).suggestions] == ["Cooks"]
    assert known.find("SOC 35-2014").title == "Cooks"


@pytest.mark.parametrize("name", ["911 operator", "911", "2024", "31-909", "31-90922", "nurse", "", "٣١-٩٠٩٢"])
def test_other_names_are_no_codes(name: str) -> None:
    assert code_in(name) is None


@given(st.text())
def test_any_text_is_a_code_in_official_writing_or_none(text: str) -> None:
    code = code_in(text)
    assert code is None or code_in(code) == code
