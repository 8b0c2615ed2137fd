"""Tests of the page of `fit` for ten choices of jobs with different answers, and of its questions."""

import re
from dataclasses import replace

import pytest
from rich.cells import cell_len

from rolecompare.dataset.repository import Repository
from rolecompare.fit.metrics import MEASURES_READ
from rolecompare.fit.questionnaire import QUESTIONS, Answers, Questions
from rolecompare.fit.scoring import score_fit
from rolecompare.fit.types import Fit
from rolecompare.output import formats
from rolecompare.output.formats import EVERYTHING, Canvas, Detail
from tests.conftest import Golden
from tests.output.rendering import (
    BUNDLED,
    HOSTILE_DATA,
    controls_in,
    footnotes_in_list,
    footnotes_in_text,
    formulas_in,
    table,
)

# Names of roles, and answers such as `like=care`, with a weight behind them where it is not 1.
PAIRS = {
    "care": ("medical-assistant medical-technician", "people=people like=care"),
    "technology": ("medical-assistant medical-technician", "people=things lead=find-out avoid=care"),
    "skipped": ("medical-assistant phlebotomist", ""),
    "soon-and-paid": ("medical-assistant licensed-practical-nurse", "time=year pay=60000 outlook=growing"),
    "sources-disagree": ("clinical-laboratory-technician clinical-laboratory-technologist", "time=two-years"),
    "not-known": (
        "ophthalmic-medical-technician radiologic-technologist",
        "place=office like=care pay-wish=60000 ideas=order",
    ),
    "nobody": ("medical-assistant phlebotomist registered-nurse", "time=year pay=80000 like=care"),
    "tie": ("phlebotomist cardiovascular-technician", "outlook=steady time=two-years"),
    "all-asked": (
        "registered-nurse respiratory-therapist",
        "time=four-years pay=52000 outlook=steady avoid=hands people=people ideas=order lead=find-out like=care "
        "value=relationships place=hospital pay-wish=80000*3",
    ),
    "everybody": (
        "medical-technician paramedic",
        "people=people*0.5 like=care lead=find-out*2 pay=40000 place=hospital ideas=skip",
    ),
}
EVERY_QUESTION = " ".join(f"{question.key}={question.choices[0].key}" for question in QUESTIONS)


def score(names: str, answers: str, repository: Repository = BUNDLED) -> Fit:
    choices, weights = {}, {}
    for word in answers.split():
        key, _, choice = word.partition("=")
        choices[key], _, weight = choice.partition("*")
        if weight:
            weights[key] = float(weight)
    headings = [repository.find(name) for name in names.split()]
    jobs = repository.job_facts(MEASURES_READ, headings)
    return score_fit(jobs, Answers(choices, weights), repository.reference_data, headings)


def render(answer: object, output_format: str) -> str:
    return formats.render(answer, output_format, Canvas(80), EVERYTHING)


@pytest.mark.parametrize(
    "name", ["care", "skipped", "soon-and-paid", "sources-disagree", "not-known", "everybody", "nobody"]
)
def test_page_of_a_bundled_pair(golden: Golden, name: str) -> None:
    golden(f"fit/{name}.txt", table(score(*PAIRS[name]), 80))


NUMBER = r"[\d.]+"


@pytest.mark.parametrize(
    ("name", "first"),
    [
        (
            "technology",
            f"Clinical Laboratory Technician, {NUMBER} of 100; practically a tie with Histology Technician "
            rf"\({NUMBER}\), less than 5 points behind",
        ),
        ("care", f"Medical Assistant, {NUMBER} of 100, {NUMBER} points ahead of .*"),
        ("nobody", "no job keeps all your limits"),
        ("tie", "Phlebotomist and Cardiovascular Technician keep your limits; it is a tie, since .*"),
        ("all-asked", f"Registered Nurse, {NUMBER} of 100; no other job is ranked"),
    ],
)
def test_page_says_who_is_first_and_by_how_much(name: str, first: str) -> None:
    assert re.search(rf"- \*\*First\*\*: {first}\n", render(score(*PAIRS[name]), "markdown"))


def test_narrow_page(golden: Golden) -> None:
    golden("fit/not-known-40.txt", table(score(*PAIRS["not-known"]), 40))


@pytest.mark.parametrize("output_format", ["csv", "json"])
def test_other_formats(golden: Golden, output_format: str) -> None:
    golden(f"fit/not-known.{output_format}", render(score(*PAIRS["not-known"]), output_format))


def test_list_of_questions(golden: Golden) -> None:
    golden("fit/questions.txt", table(Questions(), 80))


@pytest.mark.parametrize("name", PAIRS)
@pytest.mark.parametrize("width", [20, 40, 80, 160, 300])
def test_no_line_is_too_wide_and_no_number_is_shortened(name: str, width: int) -> None:
    answer = score(*PAIRS[name])
    page = table(answer, width)
    assert [line for line in page.split("\n") if cell_len(line) > width] == []
    numbers = [job.score for job in answer.ranked] + [each.points for job in answer.jobs for each in job.results]
    assert {str(number) for number in numbers if number is not None} <= set(re.findall(r"[\d,.]*\d", page))


@pytest.mark.parametrize("name", PAIRS)
def test_narrow_page_has_every_word_of_a_wide_one(name: str) -> None:
    answer = score(*PAIRS[name])
    wide, narrow = (set(re.sub("[─━│┼┴]+", "", table(answer, width)).split()) for width in (300, 40))
    assert {word for word in wide - narrow if cell_len(word) <= 30} == set()  # an address may have to be broken


@pytest.mark.parametrize("name", PAIRS)
def test_footnotes_are_numbered_in_reading_order(name: str) -> None:
    page = table(score(*PAIRS[name]), 80)
    numbers = footnotes_in_text(page)
    assert numbers == footnotes_in_list(page) == list(range(1, len(numbers) + 1))


def test_page_without_sources_has_no_footnotes() -> None:
    assert not re.search(r"\[\d+\]", table(score(*PAIRS["care"]), 80, Detail(full=True, sources=False)))


@pytest.mark.parametrize("output_format", ["table", "markdown", "csv", "json"])
def test_hostile_text_stays_text(output_format: str) -> None:
    page = render(score("", EVERY_QUESTION, HOSTILE_DATA), output_format)
    assert controls_in(page) == []
    assert output_format != "csv" or formulas_in(page) == []


def test_page_says_what_an_umbrella_stands_for() -> None:
    page = " ".join(table(score(*PAIRS["care"]), 80).split())
    assert "Medical Technician stands for 5 jobs, which are ranked one by one" in page


def test_page_of_all_jobs_details_some_and_counts_the_rest() -> None:
    answer = score(*PAIRS["nobody"])
    page = table(replace(answer, missed=answer.missed * 34), 100)
    assert "+ 72 jobs: --json" in page
