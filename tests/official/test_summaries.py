"""Check the summary pages of moves between O*NET occupations, whose titles and tasks are long."""

import random
from collections.abc import Iterator
from pathlib import Path

import pytest
from rich.cells import cell_len

from rolecompare.dataset import loader
from rolecompare.dataset.repository import Repository
from rolecompare.gap.analysis import analyze_gap
from rolecompare.output.formats import SUMMARY, Canvas, render
from rolecompare.store.reader import Store

pytestmark = pytest.mark.official
SEED, PAIRS = 7, 150
LIMITS = {100: 60, 80: 80}


@pytest.fixture(scope="module")
def repository(onet_home: Path) -> Iterator[Repository]:
    store = Store(str(onet_home))
    yield Repository(loader.load_dataset(None), store)
    store.close()


def test_moves_between_occupations_fit_on_a_page(repository: Repository) -> None:
    jobs = [heading.id for heading in repository.headings() if not heading.members]
    chance = random.Random(SEED)
    too_long = {}
    for _ in range(PAIRS):
        pair = chance.sample(jobs, 2)
        start, goal = repository.find_all(pair)
        answer = analyze_gap(start, goal, repository.reference_data)
        for width, limit in LIMITS.items():
            lines = render(answer, "table", Canvas(width), SUMMARY).splitlines()
            assert [line for line in lines if cell_len(line) > width] == []
            if len(lines) > limit:
                too_long[width, *pair] = len(lines)
    assert too_long == {}
