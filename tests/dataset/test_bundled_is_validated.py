"""The bundled dataset is never used without validation, and each of its records survives a round trip."""

import json
import re
from pathlib import Path
from typing import Any

import pytest

from rolecompare import paths
from rolecompare.dataset.loader import LoadedDataset, load_dataset
from rolecompare.dataset.validation import PARTS
from rolecompare.errors import InvalidDatasetError
from rolecompare.models.serialization import to_json_value

SOURCE = Path(__file__).parents[2] / "src" / "rolecompare"
RAW: dict[str, Any] = json.loads(Path(paths.bundled_dataset()).read_bytes())


@pytest.fixture
def tampered(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy that stands for the bundled dataset and that a test may change."""
    file = tmp_path / "roles.json"
    file.write_text(json.dumps(RAW), encoding="utf-8")
    monkeypatch.setattr(paths, "bundled_dataset", lambda: str(file))
    return file


def read_everything(dataset: LoadedDataset) -> None:
    """Ask for every record of a dataset."""
    assert [*dataset.sources.values(), *dataset.activities.values(), *dataset.claims.values(), *dataset.headings]
    for heading in dataset.headings:
        dataset.role(heading.id)


CHANGES: dict[str, tuple[tuple[str | int, ...], object]] = {
    "a source": (("sources", 0, "kind"), "blog"),
    "an activity": (("activities", 0, "label"), ""),
    "a claim": (("claims", 0, "number"), 0),
    "the heading of a role": (("roles", 0, "title"), 3),
    "a duty": (("roles", 0, "duties", 0, "citations"), []),
    "a number that is a text": (("roles", 0, "outlook", "pay", 0, "value"), "45690"),
    "an unknown field": (("roles", 0, "color"), "red"),
}


@pytest.mark.parametrize(("path", "value"), CHANGES.values(), ids=CHANGES)
def test_tampered_bundled_dataset_is_refused(path: tuple[str | int, ...], value: object, tampered: Path) -> None:
    raw = json.loads(tampered.read_text(encoding="utf-8"))
    inner = raw
    for step in path[:-1]:
        inner = inner[step]
    inner[path[-1]] = value
    tampered.write_text(json.dumps(raw), encoding="utf-8")
    with pytest.raises(InvalidDatasetError):
        read_everything(load_dataset(None))


@pytest.mark.parametrize("content", ["", "[]", "{}", '{"title": "x"'])
def test_bundled_file_of_another_kind_is_refused(content: str, tampered: Path) -> None:
    tampered.write_text(content, encoding="utf-8")
    with pytest.raises(InvalidDatasetError):
        load_dataset(None)


@pytest.mark.parametrize("part", ["roles", "sources"])
def test_bundled_file_without_a_required_list_is_refused(part: str, tampered: Path) -> None:
    tampered.write_text(json.dumps({name: content for name, content in RAW.items() if name != part}), encoding="utf-8")
    with pytest.raises(InvalidDatasetError):
        load_dataset(None)


def test_no_module_makes_models_without_validation() -> None:
    ways_around = re.compile(r"model_construct|__get_pydantic_core_schema__|__pydantic_core_schema__|\bexec\(")
    found = [str(file) for file in SOURCE.rglob("*.py") if ways_around.search(file.read_text(encoding="utf-8"))]
    assert found == []


@pytest.mark.parametrize("part", PARTS)
def test_every_bundled_record_survives_a_round_trip(part: str) -> None:
    for record in RAW[part]:
        assert to_json_value(PARTS[part].from_json_value(record)) == record
