"""Check `fit` over all occupations of O*NET with the wages and projections of BLS."""

import random
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from rich.cells import cell_len
from typer.testing import CliRunner

from rolecompare.cli.app import app
from rolecompare.dataset import loader
from rolecompare.dataset.repository import Repository
from rolecompare.fit.metrics import MEASURES_READ, METRICS, Measured
from rolecompare.fit.questionnaire import QUESTIONS, Answers, Question
from rolecompare.fit.scoring import score_fit
from rolecompare.models.reference_data import JobFacts
from rolecompare.output.formats import SUMMARY, Canvas, render
from rolecompare.store.reader import Store
from tests.official.files import FOLDER

pytestmark = pytest.mark.official
SEED, SAMPLE = 11, 60
LIMITS = {100: 60, 80: 80}
FIGURES = [
    ("oews", "national_M2024_dl.xlsx"),
    ("oews", "national_M2025_dl.xlsx"),
    ("projections", "occupation_2024-34.xlsx"),
    ("projections", "occupation_2016-26.xlsx"),
]


@pytest.fixture(scope="module")
def repository(onet_home: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Repository]:
    home = tmp_path_factory.mktemp("all")
    shutil.copytree(onet_home, home, dirs_exist_ok=True)
    with pytest.MonkeyPatch.context() as environment:
        environment.setenv("ROLECOMPARE_HOME", str(home))
        for kind, file in FIGURES:
            assert CliRunner().invoke(app, ["import", kind, str(FOLDER / "bls" / file)]).exit_code == 0
    store = Store(str(home))
    yield Repository(loader.load_dataset(None), store)
    store.close()


@pytest.fixture(scope="module")
def jobs(repository: Repository) -> list[JobFacts]:
    return repository.job_facts(MEASURES_READ)


def test_facts_read_of_all_jobs_at_once_are_those_of_each_job(repository: Repository, jobs: list[JobFacts]) -> None:
    sources = repository.reference_data.sources
    metrics = [*METRICS, *(f"kind-{choice.key}" for choice in QUESTIONS[3].choices)]
    for quick in random.Random(SEED).sample(jobs, SAMPLE):
        (whole,) = repository.job_facts(MEASURES_READ, [repository.find(quick.id)])
        one, other = Measured(quick, sources), Measured(whole, sources)
        for metric in metrics:
            assert one.read(metric)[:3] == other.read(metric)[:3], (quick.id, metric)


@pytest.mark.parametrize("question", [question for question in QUESTIONS if question.key != "place"])
def test_every_question_is_answered_for_most_occupations(
    jobs: list[JobFacts], repository: Repository, question: Question
) -> None:
    sources = repository.reference_data.sources
    for choice in question.choices:
        known = sum(bool(Measured(job, sources).read(choice.metric).values) for job in jobs)
        assert known >= 0.8 * len(jobs), choice.key


@pytest.mark.parametrize(
    "answers",
    [
        "people=people",
        "time=two-years pay=52000 people=people like=care",
        "time=month pay=90000",
        "outlook=steady",
        "time=year pay=45000 outlook=growing avoid=records people=things ideas=order lead=find-out like=hands "
        "value=independence pay-wish=90000",
    ],
)
def test_ranking_of_all_jobs_fits_on_a_page(jobs: list[JobFacts], repository: Repository, answers: str) -> None:
    choices = dict(answer.split("=") for answer in answers.split())
    answer = score_fit(jobs, Answers(choices), repository.reference_data)
    for width, limit in LIMITS.items():
        lines = render(answer, "table", Canvas(width), SUMMARY).splitlines()
        assert [line for line in lines if cell_len(line) > width] == []
        assert len(lines) <= limit, (width, answers)
