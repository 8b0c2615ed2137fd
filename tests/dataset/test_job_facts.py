"""What a choice among many jobs reads of each is what the whole job says."""

from pathlib import Path

import pytest

from rolecompare.dataset.repository import Repository
from rolecompare.models.reference_data import JobFacts
from rolecompare.store.writer import write_store
from tests import make
from tests.dataset.test_merge import catalog, pay, stored

MEASURES = ("pay.annual.median", "job_zone")
DWA = "dwa.4.a.1.a.1.i01.d01"


@pytest.fixture
def jobs(home: Path) -> Repository:
    """A bundled job, an umbrella over it, and a job of the store alone, with wages of two years."""
    interest = {
        "element": "1.B.1.d",
        "name": "Social",
        "kind": "interest",
        "interest": make.estimate(5.5, None),
        "citations": make.cited("onet-30.1"),
    }
    skill = make.rating(importance=make.estimate(3), citations=make.cited("onet-30.1"))
    cited = make.cited("onet-30.1")
    duties = [make.duty("Cook", DWA, citations=cited), make.statement("Wait", citations=cited)]
    training: make.Plain = {"levels": []}
    cooks = stored("Cooks", "35-2014.00", duties=duties, ratings=[interest, skill], training=training)
    umbrella = make.role("staff", None, members=["medic"], duties=[])
    figures = [pay(40000), pay(39000, year=2024), pay(30000, "35-2014"), pay(29000, "35-2014", 2024)]
    with write_store(str(home)) as draft:
        draft.put_import("onet", {"source": "onet-30.1", "file": "db.zip"})
    return catalog(home, [make.role("medic"), umbrella], [stored(training=training), cooks], *figures)


def facts(jobs: Repository, *names: str) -> dict[str, JobFacts]:
    headings = [jobs.find(name) for name in names]
    return {job.id: job for job in jobs.job_facts(MEASURES, headings)}


def test_all_jobs_are_those_of_both_layers_without_umbrellas(jobs: Repository) -> None:
    assert sorted(facts(jobs)) == ["cooks", "medic"]


def test_members_stand_for_an_umbrella_that_is_named(jobs: Repository) -> None:
    assert list(facts(jobs, "staff", "cooks")) == ["medic", "cooks"]


def test_facts_of_all_jobs_are_those_of_each_one(jobs: Repository) -> None:
    every = facts(jobs)
    for name, quick in every.items():
        whole = facts(jobs, name)[name]
        assert (quick.title, quick.codes, quick.ratings) == (whole.title, whole.codes, whole.ratings)
        assert [duty.activities for duty in quick.duties] == [duty.activities for duty in whole.duties]
        assert [duty.field for duty in quick.duties] == [duty.field for duty in whole.duties]
        for measure, values in quick.values.items():
            assert values[:1] == whole.values[measure][:1]
    assert [rating.name for rating in every["cooks"].ratings] == ["Social"]
    assert [duty.activities for duty in every["cooks"].duties] == [(DWA,), ()]


def test_older_figures_of_the_store_are_left_out_of_all_jobs(jobs: Repository) -> None:
    def periods(*names: str) -> list[str | None]:
        return [figure.period for figure in facts(jobs, *names)["cooks"].values["pay.annual.median"]]

    assert (periods(), periods("cooks")) == (["2025-05"], ["2025-05", "2024-05"])
