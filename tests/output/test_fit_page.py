"""Tests of the page of `fit` for ten pairs of roles with different answers, and of its questions."""

import re

import pytest
from rich.cells import cell_len

from rolecompare.dataset.repository import Repository
from rolecompare.fit.questionnaire import QUESTIONS, Answers, Questions
from rolecompare.fit.scoring import Fit, score_fit
from rolecompare.output import formats
from rolecompare.output.formats import EVERYTHING, Canvas, Detail
from tests.conftest import Golden
from tests.output.rendering import (
    BUNDLED,
    EXAMPLE,
    HOSTILE_DATA,
    controls_in,
    footnotes_in_list,
    footnotes_in_text,
    formulas_in,
    table,
)

# Names of roles, and answers such as `care=much`, with a weight behind them where it is not 1.
PAIRS = {
    "care": ("", "care=much"),
    "technology": ("", "technology=much people=machines"),
    "skipped": ("medical-assistant phlebotomist", ""),
    "soon-and-paid": ("medical-assistant licensed-practical-nurse", "time=year pay=60000*2 outlook=growing"),
    "sources-disagree": ("clinical-laboratory-technician clinical-laboratory-technologist", "time=two-years pay=80000"),
    "not-known": ("ophthalmic-medical-technician radiologic-technologist", "place=office care=much pay=60000"),
    "desk": ("medical-secretary medical-records-specialist", "desk=much people=people outlook=steady time=now"),
    "tie": ("phlebotomist cardiovascular-technician", "outlook=steady time=two-years"),
    "all-asked": (
        "registered-nurse respiratory-therapist",
        "people=people care=much technology=little desk=little time=two-years pay=80000*3 outlook=growing "
        "place=hospital",
    ),
    "everybody": (
        "medical-technician paramedic",
        "people=people*0.5 care=much technology=much*2 pay=40000 place=hospital desk=skip",
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
    return score_fit(repository.find_all(names.split()), Answers(choices, weights), repository.reference_data)


def render(answer: object, output_format: str) -> str:
    return formats.render(answer, output_format, Canvas(80), EVERYTHING)


@pytest.mark.parametrize("name", ["care", "skipped", "soon-and-paid", "sources-disagree", "not-known", "everybody"])
def test_page_of_a_bundled_pair(golden: Golden, name: str) -> None:
    golden(f"fit/{name}.txt", table(score(*PAIRS[name]), 80))


@pytest.mark.parametrize(
    ("name", "first"),
    [
        ("technology", "Medical Technician, 63.3 out of 100, 29.8 ahead of Medical Assistant (33.5)"),
        ("desk", "Medical Secretary, 86.8 out of 100, 26.9 ahead of Medical Records Specialist (59.9)"),
        ("tie", "Phlebotomist and Cardiovascular Technician tie at 100.0 out of 100"),
        ("all-asked", "Respiratory Therapist, 90.5 out of 100, 4.9 ahead of Registered Nurse (85.6)"),
    ],
)
def test_page_says_who_is_first_and_by_how_much(name: str, first: str) -> None:
    assert f"- **First**: {first}\n" in render(score(*PAIRS[name]), "markdown")


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
    roles = [role for each in answer.roles for role in (each, *each.members)]
    numbers = [role.score for role in roles] + [points.points for role in roles for points in role.points]
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


def test_members_of_an_umbrella_are_listed_below_it() -> None:
    page = table(score("clinic-helper blood-person", "care=much", EXAMPLE), 80)
    assert re.search(r"Blood Person +│ +\d.*\n +· ", page)
