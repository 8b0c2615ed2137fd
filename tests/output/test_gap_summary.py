"""Tests of the summary pages of `gap`: they fit on a page, choose by importance and count what they leave out."""

import re
from functools import cache
from itertools import permutations

import pytest
from rich.cells import cell_len

from rolecompare.gap.analysis import analyze_gap
from rolecompare.gap.duties import count_duties, duties_of
from rolecompare.gap.types import Gap
from rolecompare.models.roles import Duty
from rolecompare.output.formats import SUMMARY, Canvas, Detail, render
from rolecompare.output.page import Page, RangeChart
from rolecompare.output.pages import pages_of
from tests import make
from tests.conftest import Golden
from tests.output.rendering import BUNDLED, EXAMPLE, HOSTILE_DATA, INCOMPLETE, controls_in, table
from tests.output.test_gap_pages import find_gap

JOBS = [heading.id for heading in BUNDLED.headings() if not heading.members]
PAIRS = list(permutations(JOBS, 2))
SOME_PAIRS = PAIRS[::19]
LIMITS = {100: 60, 80: 80}


@cache
def bundled_gap(start: str, goal: str) -> Gap:
    return find_gap(BUNDLED, start, goal)


def summary(answer: Gap, width: int = 100) -> Page:
    page = pages_of(answer, SUMMARY, width)[0]
    assert isinstance(page, Page)
    return page


def too_long(start: str, goal: str) -> dict[int, int]:
    """Return the widths at which the page of a move has too many lines, with their number."""
    counts = {width: table(bundled_gap(start, goal), width, SUMMARY).count("\n") for width in LIMITS}
    return {width: count for width, count in counts.items() if count > LIMITS[width]}


@pytest.mark.parametrize("width", [40, 80, 100, 160])
def test_page_of_a_move(golden: Golden, width: int) -> None:
    answer = bundled_gap("medical-assistant", "registered-nurse")
    golden(f"gap-summary-{width}.txt", table(answer, width, SUMMARY))


def test_page_of_a_move_in_ascii(golden: Golden) -> None:
    answer = bundled_gap("medical-assistant", "registered-nurse")
    golden("gap-summary-ascii.txt", render(answer, "table", Canvas(80, unicode=False), SUMMARY))


def test_page_of_a_move_as_markdown(golden: Golden) -> None:
    golden("gap-summary.md", render(bundled_gap("medical-assistant", "phlebotomist"), "markdown", Canvas(), SUMMARY))


@pytest.mark.parametrize(("start", "goal"), SOME_PAIRS)
def test_move_fits_on_a_page(start: str, goal: str) -> None:
    assert too_long(start, goal) == {}


@pytest.mark.slow
def test_every_move_fits_on_a_page() -> None:
    assert {pair: lengths for pair in PAIRS if (lengths := too_long(*pair))} == {}


def test_each_direction_has_a_page_that_fits() -> None:
    answer = find_gap(BUNDLED, "medical-assistant", "registered-nurse", both=True)
    there, back = (page.title for page in pages_of(answer, SUMMARY, 100) if isinstance(page, Page))
    assert (there, back) == (
        "From Medical Assistant to Registered Nurse",
        "From Registered Nurse to Medical Assistant",
    )
    assert table(answer, 100, SUMMARY).count("\n") <= 2 * LIMITS[100]


@pytest.mark.parametrize("width", [20, 40, 60, 100, 200, 300])
def test_no_line_is_wider_than_the_page(width: int) -> None:
    for answer in (
        bundled_gap("medical-assistant", "registered-nurse"),
        find_gap(EXAMPLE, "clinic-helper", "blood-taker", both=True),
        find_gap(HOSTILE_DATA, "one", "two", both=True),
    ):
        assert [line for line in table(answer, width, SUMMARY).split("\n") if cell_len(line) > width] == []


@pytest.mark.parametrize(("start", "goal"), SOME_PAIRS)
@pytest.mark.parametrize("width", [40, 100, 160])
def test_duties_that_are_left_out_are_counted(start: str, goal: str, width: int) -> None:
    answer = bundled_gap(start, goal)
    (move,) = answer.moves
    (section,) = (each for each in summary(answer, width).sections if each.name == "duties")
    shown = {row.sign: len(row.cells[0]) for row in section.rows}
    notes = " ".join(section.notes)
    left_out = {
        "=": r"(\d+) more that carry over",
        "≈": r"(\d+) more similar",
        "+": r"(\d+) more new",
        "−": r"(\d+) more not listed",
    }
    counted = {sign: int(found[1]) if (found := re.search(text, notes)) else 0 for sign, text in left_out.items()}
    counts = count_duties(move)
    not_listed = sum(len(duties_of(row.cells[0])) for row in move.not_listed_for_goal)
    totals = dict(zip("=≈+−", (counts.carried, counts.similar, counts.new, not_listed), strict=True))
    assert {sign: shown.get(sign, 0) + counted[sign] for sign in totals} == totals


@pytest.mark.parametrize(("start", "goal"), SOME_PAIRS)
def test_new_duties_are_core_tasks_before_others(start: str, goal: str) -> None:
    answer = bundled_gap(start, goal)
    (section,) = (each for each in summary(answer).sections if each.name == "duties")
    types = {duty.text: duty.task_type for duty in BUNDLED.find_all([goal, start])[0].role.duties}
    for row in section.rows:
        if row.sign == "+":
            is_core = [types[line.text.removeprefix("• ").removesuffix("†")] == "core" for line in row.cells[0]]
            assert is_core == sorted(is_core, reverse=True)


@pytest.mark.parametrize(("start", "goal"), SOME_PAIRS)
def test_every_obstacle_is_on_the_page(start: str, goal: str) -> None:
    answer = bundled_gap(start, goal)
    page = summary(answer)
    topics = dict(page.summary)
    obstacles = [row for section in page.sections if section.name == "obstacles" for row in section.rows if row.sign]
    (move,) = answer.moves
    assert sum(row.sign == "✗" for row in obstacles) == min(len(move.obstacles), 5)
    assert topics["Obstacles"].startswith("none") == (not move.obstacles)
    # Where something is not known, the page never says that there is no obstacle.
    if not move.obstacles:
        assert ("not everything is known" in topics["Obstacles"]) == bool(move.undetermined)
    assert ("Not known" in topics) == bool(move.undetermined)


def test_change_in_pay_is_a_percent_of_what_somebody_earns_now() -> None:
    up, down = (
        dict(summary(bundled_gap(*pair)).summary)["Pay"]
        for pair in permutations(["medical-assistant", "registered-nurse"])
    )
    assert up == "+$51,860 a year (+114%): median $97,550, now $45,690"
    assert down == "−$51,860 a year (−53%): median $45,690, now $97,550"


def test_pay_that_is_close_is_about_the_same() -> None:
    pay = dict(summary(bundled_gap("medical-assistant", "phlebotomist")).summary)["Pay"]
    assert pay == "about the same (−$460, −1%): median $45,230 a year, now $45,690"


def test_sources_that_disagree_are_named_where_they_do() -> None:
    page = summary(bundled_gap("clinical-laboratory-technician", "paramedic"))
    (row,) = (row for section in page.sections for row in section.rows if row.label == "Field of study")
    assert row.cells[0][0].text == (
        "Associate's degree or Bachelor's degree† in clinical laboratory science (sources disagree)"
    )


@pytest.mark.parametrize(("start", "goal"), SOME_PAIRS)
def test_article_is_not_on_the_page(start: str, goal: str) -> None:
    page = table(bundled_gap(start, goal), 100, SUMMARY)
    assert not re.search("article|medhomeinfo|⚠", page)


def test_warnings_are_counted() -> None:
    answer = bundled_gap("medical-assistant", "clinical-laboratory-technician")
    assert f"{len(answer.warnings)} notes on the data" in " ".join(summary(answer).notes)


def test_job_without_duties_or_pay_says_so() -> None:
    names = [heading.id for heading in INCOMPLETE.headings() if not heading.members][:2]
    topics = dict(summary(find_gap(INCOMPLETE, *names)).summary)
    assert "cannot be compared" in topics["Duties"] or "listed for" in topics["Duties"]


def test_citations_are_numbered_only_if_they_are_wanted() -> None:
    answer = bundled_gap("medical-assistant", "registered-nurse")
    assert not re.search(r"\[\d+\]", table(answer, 100, SUMMARY))
    cited = table(answer, 100, Detail(cite=True))
    numbers = [int(number) for number in re.findall(r"\[(\d+)\]", cited.partition("\nSources\n")[0])]
    assert list(dict.fromkeys(numbers)) == list(range(1, max(numbers) + 1))
    assert "Sources:" not in table(answer, 100, Detail(sources=False))


@pytest.mark.parametrize("output_format", ["table", "markdown"])
def test_hostile_text_stays_text(output_format: str) -> None:
    page = render(find_gap(HOSTILE_DATA, "one", "two", both=True), output_format, Canvas(), SUMMARY)
    assert controls_in(page) == []


def test_duty_is_in_the_words_of_the_job_that_has_it() -> None:
    answer = bundled_gap("medical-assistant", "registered-nurse")
    goal = {item.text for row in answer.moves[0].new for item in row.cells[1].items if isinstance(item, Duty)}
    (section,) = (each for each in summary(answer).sections if each.name == "duties")
    (new,) = (row for row in section.rows if row.sign == "+")
    assert {line.text.removeprefix("• ") for line in new.cells[0]} <= goal


def pay_of_move(start: make.Plain, goal: make.Plain) -> str:
    """Return what the page says of the pay of a move between two jobs with these figures."""
    codes = {"one": "31-9092.00", "two": "29-1141.00"}
    roles = [
        make.subject(make.role(name, code, outlook={"pay": [figure]}))
        for (name, code), figure in zip(codes.items(), (start, goal), strict=True)
    ]
    gap = analyze_gap(roles[0], roles[1], make.background(sources=[make.source("book")]))
    return dict(summary(gap).summary)["Pay"]


@pytest.mark.parametrize(("goal", "words"), [(42_000, "about the same (+$2,000, +5%)"), (42_080, "+$2,080 a year")])
def test_pay_is_about_the_same_up_to_the_five_percent_at_which_an_overview_calls_it_similar(
    goal: int, words: str
) -> None:
    measure = "pay.annual.median"
    said = pay_of_move(make.figure(40_000, measure), make.figure(goal, measure, code="29-1141"))
    assert said.startswith(words)


def test_pay_above_the_published_range_is_at_least_its_top() -> None:
    measure = "pay.annual.median"
    said = pay_of_move(
        make.figure(40_000, measure), make.missing(measure, "above-published-range", bound=239_200, code="29-1141")
    )
    assert said == "median $40,000 a year now and at least $239,200 in the new job; no change is calculated"


def page_of_move(start: make.Plain, goal: make.Plain) -> Page:
    """Return the page of a move between two jobs with these parts, of sources of BLS."""
    subjects = [
        make.subject(make.role(name, code, **parts))
        for name, code, parts in (("one", "31-9092.00", start), ("two", "29-1141.00", goal))
    ]
    background = make.background(sources=[make.source("book"), make.source("ep-2024-34")])
    return summary(analyze_gap(subjects[0], subjects[1], background))


def row_text(page: Page, label: str) -> list[str]:
    rows = [row for section in page.sections for row in section.rows if row.label.startswith(label)]
    return [" ".join(line.text for line in row.cells[0]) for row in rows]


def test_preparation_of_a_job_zone_does_not_contradict_what_bls_asks_for() -> None:
    cited = make.cited("ep-2024-34")
    zone = {"level": "job-zone-3", "name": "Job Zone Three", "svp_range": "6.0 to < 7.0", "citations": cited}
    told = {}
    for value in ("5-years-or-more", "less-than-5-years"):
        level = make.level(value, "experience.related", citations=cited)
        told[value] = row_text(page_of_move({}, {"training": {"levels": [level], "job_zone": zone}}), "Preparation")
    assert told == {
        "5-years-or-more": [
            "O*NET counts over 1 year, up to 2 years; BLS asks for longer: 5 years or more of related experience"
        ],
        "less-than-5-years": ["over 1 year, up to 2 years: job schooling, training and experience"],
    }


def pay_figures(stem: str, *values: float, **more: str) -> list[make.Plain]:
    measures = [f"{stem}.{name}" for name in ("p10", "median", "p90")]
    unit = "USD/hour" if "hourly" in stem else "USD/year"
    return [make.figure(value, measure, unit=unit, **more) for value, measure in zip(values, measures, strict=True)]


def test_job_that_is_paid_by_the_hour_has_no_bar_on_a_yearly_scale_and_says_why() -> None:
    hourly = {"outlook": {"pay": pay_figures("pay.hourly", 12, 25, 60)}}
    both = [*pay_figures("pay.hourly", 15, 35, 80, code="29-1141")]
    both += pay_figures("pay.annual", 30_000, 70_000, 170_000, code="29-1141")
    page = page_of_move(hourly, {"outlook": {"pay": both}})
    (chart,) = (part for section in page.sections for part in section.parts if isinstance(part, RangeChart))
    assert (chart.unit, chart.reference) == ("USD/year", None)
    assert [(bar.low, bar.text) for bar in chart.bars] == [(None, "none a year"), (30_000, "")]


@pytest.mark.parametrize(("share", "told"), [(10, ["10% of Two; BLS wages leave them out"]), (9.9, [])])
def test_wages_without_many_self_employed_say_so(share: float, told: list[str]) -> None:
    start, goal = pay_figures("pay.annual", 1, 2, 3), pay_figures("pay.annual", 1, 2, 3, code="29-1141")
    self_employed = make.figure(share, "self_employed.share", unit="percent", code="29-1141", period="2024")
    page = page_of_move({"outlook": {"pay": start}}, {"outlook": {"pay": goal, "projections": [self_employed]}})
    assert row_text(page, "Self-employed") == told


def test_one_level_has_programs_of_different_certificates() -> None:
    page = summary(bundled_gap("registered-nurse", "emergency-medical-technician"))
    (programs,) = row_text(page, "Programs")
    assert programs == (
        "Postsecondary nondegree award in emergency medical care (EMT) (up to 1 year) · "
        "Postsecondary nondegree award in emergency medical care (EMT-Intermediate) (up to 2 years)"
    )
    assert "(up to 1 year)" in dict(page.summary)["Obstacles"]
    assert "2 years" not in dict(page.summary)["Obstacles"]
