"""Pages of `fit` as files that a person can read: ten pairs with differing answers, each format, and what harms."""

import csv as reader
import io
import re

import pytest
from rich.cells import cell_len

from rolecompare import output
from rolecompare.dataset import loader
from rolecompare.dataset.repository import Repository
from rolecompare.fit.questionnaire import QUESTIONS, Answers, Questions
from rolecompare.fit.scoring import Fit, score_fit
from rolecompare.output import Canvas
from rolecompare.output.sanitize import CONTROLS
from tests.conftest import Golden
from tests.output.test_pages import EXAMPLE, HARM

BUNDLED = Repository(loader.load_dataset(None))
# What is chosen between, and what somebody answers: `care=much`, with a weight behind it where it counts otherwise.
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
WIDTHS = (40, 80, 160)


def asked(names: str, said: str, catalog: Repository = BUNDLED) -> Fit:
    choices, weights = {}, {}
    for word in said.split():
        key, _, choice = word.partition("=")
        choices[key], _, weight = choice.partition("*")
        if weight:
            weights[key] = float(weight)
    return score_fit(catalog.find_all(names.split()), Answers(choices, weights), catalog.background)


def drawn(found: Fit, form: str = "table", width: int = 80) -> str:
    return output.render(found, form, Canvas(width), sources=True)


@pytest.mark.parametrize("name", PAIRS)
def test_ten_pairs_on_a_terminal(golden: Golden, name: str) -> None:
    golden(f"fit/{name}.txt", drawn(asked(*PAIRS[name])))


ONE = "not-known"


@pytest.mark.parametrize("width", [40, 160])
def test_a_narrow_and_a_wide_terminal(golden: Golden, width: int) -> None:
    golden(f"fit/{ONE}-{width}.txt", drawn(asked(*PAIRS[ONE]), width=width))


@pytest.mark.parametrize(("form", "ending"), [("markdown", "md"), ("csv", "csv")])
def test_other_formats(golden: Golden, form: str, ending: str) -> None:
    golden(f"fit/{ONE}.{ending}", drawn(asked(*PAIRS[ONE]), form))


def test_json(golden: Golden) -> None:
    golden(f"fit/{ONE}.json", output.render(asked(*PAIRS[ONE]), "json", Canvas()))


def test_the_questions(golden: Golden) -> None:
    golden("fit/questions.txt", output.render(Questions(), "table", Canvas(80)))


# ── what holds for every page ────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("name", PAIRS)
@pytest.mark.parametrize("width", [20, *WIDTHS, 300])
def test_no_line_is_wider_than_the_page_and_no_number_is_shortened(name: str, width: int) -> None:
    found = asked(*PAIRS[name])
    page = drawn(found, width=width)
    assert [line for line in page.split("\n") if cell_len(line) > width] == []
    numbers = set(re.findall(r"[\d,.]*\d", page))
    every = [one for role in found.roles for one in (role, *role.members)]
    told = [one.score for one in every] + [point.points for one in every for point in one.points]
    assert {str(number) for number in told if number is not None} <= numbers


@pytest.mark.parametrize("name", PAIRS)
def test_a_narrow_page_says_every_word_of_a_wide_one(name: str) -> None:
    found = asked(*PAIRS[name])
    wide, narrow = (set(re.sub("[─━]+", "", drawn(found, width=width)).split()) for width in (300, 40))
    lost = {word for word in wide - narrow if cell_len(word) <= 30}  # an address may have to be broken
    assert lost == set()


@pytest.mark.parametrize("name", PAIRS)
def test_footnotes_are_numbered_as_a_reader_meets_them_and_all_are_told(name: str) -> None:
    body, _, notes = drawn(asked(*PAIRS[name])).partition("\nSources\n")
    met = list(dict.fromkeys(int(number) for number in re.findall(r"\[(\d+)\]", body)))
    listed = [int(number) for number in re.findall(r"^  \[(\d+)\]", notes, re.MULTILINE)]
    assert met == listed == list(range(1, len(met) + 1))


def test_without_sources_there_are_no_footnotes() -> None:
    page = output.render(asked(*PAIRS["care"]), "table", Canvas(80), sources=False)
    assert not re.search(r"\[\d+\]", page)


EVERYTHING = " ".join(f"{question.key}={question.choices[0].key}" for question in QUESTIONS)


@pytest.mark.parametrize("form", ["table", "markdown", "csv"])
def test_text_that_means_harm_stays_text(form: str) -> None:
    page = drawn(asked("", EVERYTHING, HARM), form)
    assert [found for found in CONTROLS.findall(page) if found != "\n"] == []
    if form == "csv":
        cells = [cell for row in reader.reader(io.StringIO(page)) for cell in row]
        begins = [cell for cell in cells if cell.lstrip().startswith(("=", "+", "-", "@"))]
        assert [cell for cell in begins if not re.fullmatch(r"-?[\d.]+", cell)] == []
    assert CONTROLS.findall(output.render(asked("", EVERYTHING, HARM), "json", Canvas()).replace("\n", "")) == []


def test_an_umbrella_s_members_stand_under_it() -> None:
    page = drawn(asked("clinic-helper blood-person", "care=much", EXAMPLE))
    assert re.search(r"Blood Person +\d.*\n +· ", page)
