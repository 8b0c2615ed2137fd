"""The datasets that pages are tested with, and short ways to render what is made from them."""

import csv
import io
import json
import re

from rolecompare.comparison.compare import compare
from rolecompare.comparison.types import Comparison
from rolecompare.dataset import loader, validation
from rolecompare.dataset.loader import LoadedDataset
from rolecompare.dataset.repository import Repository
from rolecompare.output import formats
from rolecompare.output.formats import EVERYTHING, Canvas, Detail
from rolecompare.output.sanitize import CONTROLS
from tests.output.example import DATASET, GAPS, HOSTILE


def open_dataset(raw: dict[str, object]) -> Repository:
    """Return the repository of a dataset that has to be valid."""
    problems = validation.find_problems(json.dumps(raw).encode())
    assert not problems, "\n".join(map(str, problems))
    return Repository(LoadedDataset(raw, "example.json"))


EXAMPLE = open_dataset(DATASET)
HOSTILE_DATA = open_dataset(HOSTILE)
INCOMPLETE = open_dataset(GAPS)
BUNDLED = Repository(loader.load_dataset(None))


def compare_roles(repository: Repository, *names: str) -> Comparison:
    """Return the comparison of roles by name; without names, of the default pair."""
    return compare(repository.find_all(names), repository.reference_data)


def compare_one(repository: Repository, name: str) -> Comparison:
    """Return the comparison of one role alone."""
    return compare([repository.load(repository.find(name))], repository.reference_data)


def table(answer: object, width: int, detail: Detail = EVERYTHING, *, color: bool = False, unicode: bool = True) -> str:
    """Return an answer as it looks on a terminal, in full if nothing else is said."""
    return formats.render(answer, "table", Canvas(width, color, unicode), detail)


def render(answer: object, output_format: str) -> str:
    """Return an answer in a format on a page of the usual width."""
    return formats.render(answer, output_format, Canvas(), EVERYTHING)


def footnotes_in_text(page: str) -> list[int]:
    """Return the footnotes of a page on a terminal in the order in which a reader meets them."""
    body = page.partition("\nSources\n")[0]
    return list(dict.fromkeys(int(number) for number in re.findall(r"\[(\d+)\]", body)))


def footnotes_in_list(page: str) -> list[int]:
    """Return the footnotes in the list of sources of a page on a terminal."""
    return [int(number) for number in re.findall(r"^  \[(\d+)\]", page.partition("\nSources\n")[2], re.MULTILINE)]


def controls_in(text: str) -> list[str]:
    """Return the control characters of a text other than line feeds."""
    return [found for found in CONTROLS.findall(text) if found != "\n"]


def formulas_in(text: str) -> list[str]:
    """Return the cells of a CSV text that a spreadsheet could run, after a check that all rows are equally long."""
    rows = list(csv.reader(io.StringIO(text)))
    assert {len(row) for row in rows} == {len(rows[0])}
    starts = [cell for row in rows for cell in row if cell.lstrip().startswith(("=", "+", "-", "@"))]
    return [cell for cell in starts if not re.fullmatch(r"-?[\d.]+", cell)]
