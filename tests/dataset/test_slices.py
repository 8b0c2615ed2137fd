"""A canonical file cut before it is read holds what the whole file holds; what is cut wrongly is found out."""

import json
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rolecompare.dataset.loader import LoadedDataset, Whole
from rolecompare.dataset.slices import Slices, Uncut
from rolecompare.models.serialization import format_json
from tests import make

BUNDLED = (Path(__file__).parents[2] / "data" / "roles.json").read_bytes()
PARTS = ("title", "edition", "license", "default_comparison", "sources", "activities", "claims")


def canonical(dataset: make.Plain) -> bytes:
    return (format_json(dataset) + "\n").encode()


@pytest.mark.parametrize("content", [BUNDLED, canonical(make.everything()), canonical(make.dataset())])
def test_slices_hold_what_the_whole_file_holds(content: bytes) -> None:
    cut, whole = LoadedDataset(Slices(content), "here"), LoadedDataset(Whole(json.loads(content)), "here")
    assert cut.headings == whole.headings
    assert [cut.role(h.id) for h in cut.headings] == [whole.role(h.id) for h in whole.headings]
    for part in PARTS:
        assert Slices(content).part(part) == Whole(json.loads(content)).part(part)


def test_a_part_that_is_not_there_is_empty() -> None:
    dataset = {name: part for name, part in make.dataset().items() if name != "claims"}
    assert Slices(canonical(dataset)).part("claims") == []


@pytest.mark.parametrize(
    "content",
    [
        json.dumps(make.dataset()).encode(),
        json.dumps(make.dataset(), indent=4).encode(),
        canonical(make.dataset()).rstrip(),
        canonical({"title": "No roles"}),
        canonical({**make.dataset(), "roles": []}),
        b"",
    ],
    ids=["one line", "indented otherwise", "no line break at the end", "no roles", "an empty list", "nothing"],
)
def test_what_is_not_canonical_is_not_cut(content: bytes) -> None:
    with pytest.raises(Uncut):
        Slices(content)


def test_a_role_whose_id_does_not_come_first_is_not_cut() -> None:
    role = make.role("medic")
    turned = {"title": role.pop("title"), **role, "duties": [make.duty("Draw blood")] * 3}
    with pytest.raises(Uncut):
        Slices(canonical(make.dataset([turned, turned])))


def test_a_role_whose_names_stand_behind_its_duties_is_not_cut() -> None:
    role = make.role("medic", None, duties=[make.duty("Draw blood")] * 3)
    turned = {**{key: value for key, value in role.items() if key != "codes"}, "codes": role["codes"]}
    content = canonical(make.dataset([turned, make.role("nurse", "29-1141.00")]))
    with pytest.raises(Uncut):
        Slices(content).heads()


def test_a_part_that_only_looks_like_one_is_not_cut() -> None:
    content = canonical(make.dataset()).replace(b'\n      "title"', b'\n  "title"', 1)
    with pytest.raises(Uncut):
        Slices(content)


TEXTS = st.text().filter(str.strip)


@settings(max_examples=50)
@given(text=TEXTS, key=TEXTS)
def test_no_text_inside_a_file_makes_a_cut(text: str, key: str) -> None:
    spiteful = make.role("medic", summary=make.statement(f'{text}\n    {{\n      "duties": {key}'), other_titles=[text])
    dataset = make.dataset([spiteful, make.role("nurse", "29-1141.00", duties=[make.duty(key)])], title=text)
    content = canonical(dataset)
    assert Slices(content).part("title") == text
    assert [Slices(content).role(name) for name in ("medic", "nurse")] == dataset["roles"]
    assert [head["other_titles"] for head in Slices(content).heads()[:1]] == [[text]]
