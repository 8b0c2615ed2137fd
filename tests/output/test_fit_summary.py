"""Tests of the summary page of `fit`: the ranking, what decided it, and what would change it, on one page."""

import re
from dataclasses import replace
from itertools import pairwise

import pytest
from rich.cells import cell_len

from rolecompare.fit.questionnaire import QUESTIONS, Questions
from rolecompare.fit.types import AnswerChange, Fit
from rolecompare.output.formats import SUMMARY, Canvas, Detail, render
from rolecompare.output.page import Page, PageRow
from rolecompare.output.pages import pages_of
from rolecompare.output.pages.fit_words import change_rows
from tests import make
from tests.conftest import Golden
from tests.fit.people import found, jobs, role
from tests.output.rendering import BUNDLED, HOSTILE_DATA, controls_in, table
from tests.output.test_fit_page import EVERY_QUESTION, PAIRS, score

LIMITS = {100: 60, 80: 80}
ALL_JOBS = " ".join(heading.id for heading in BUNDLED.headings() if not heading.members)
# Every choice of every question alone, and all questions together.
ANSWERS = ["", EVERY_QUESTION, *(f"{q.key}={choice.key}" for q in QUESTIONS for choice in q.choices)]


def summary(answer: Fit, width: int = 100) -> Page:
    (page,) = pages_of(answer, SUMMARY, width)
    assert isinstance(page, Page)
    return page


def rows_of(answer: Fit, name: str) -> list[PageRow]:
    return [row for section in summary(answer).sections if section.name == name for row in section.rows]


def lines_at(answer: object, width: int) -> int:
    return table(answer, width, SUMMARY).count("\n")


@pytest.mark.parametrize("width", [40, 80, 100, 160])
@pytest.mark.parametrize("name", ["everybody", "not-known"])
def test_page_of_a_ranking(golden: Golden, name: str, width: int) -> None:
    golden(f"fit/summary-{name}-{width}.txt", table(score(*PAIRS[name]), width, SUMMARY))


@pytest.mark.parametrize("width", [80, 100])
def test_page_of_a_ranking_of_all_jobs(golden: Golden, width: int) -> None:
    golden(f"fit/summary-all-{width}.txt", table(score(ALL_JOBS, "time=month pay=60000"), width, SUMMARY))


def test_page_without_answers_says_what_each_would_put_first(golden: Golden) -> None:
    golden("fit/summary-skipped.txt", table(score("", ""), 80, SUMMARY))


@pytest.mark.parametrize("answers", ANSWERS)
@pytest.mark.parametrize("names", ["", "medical-technician", "medical-technician paramedic"])
def test_ranking_fits_on_a_page(names: str, answers: str) -> None:
    answer = score(names, answers)
    assert {width: lines for width in LIMITS if (lines := lines_at(answer, width)) > LIMITS[width]} == {}


@pytest.mark.parametrize("name", PAIRS)
@pytest.mark.parametrize("width", [20, 40, 60, 80, 160, 300])
def test_no_line_is_too_wide_and_no_score_is_shortened(name: str, width: int) -> None:
    answer = score(*PAIRS[name])
    page = table(answer, width, SUMMARY)
    assert [line for line in page.split("\n") if cell_len(line) > width] == []
    if answer.asked:
        scores = {str(job.score) for job in answer.ranked if job.score is not None}
        assert scores <= set(re.findall(r"\d+\.\d", page))


def test_of_many_jobs_ten_are_shown_and_the_rest_counted() -> None:
    answer = score(ALL_JOBS, "like=care")
    (ranking, _) = summary(answer).sections
    assert [row.label for row in ranking.rows] == [job.title for job in answer.ranked[:10]]
    assert ranking.notes == (f"+ {len(answer.ranked) - 10} more: --full",)


def test_every_job_is_ranked_or_counted_apart() -> None:
    answer = score(ALL_JOBS, "time=two-years pay=52000 people=people place=hospital")
    limits = dict(summary(answer).summary)["Limits"]
    assert limits.startswith(f"{len(answer.ranked)} of 24 jobs ranked; {len(answer.missed)} miss a limit (")
    apart = [row.label for row in rows_of(answer, "apart")]
    assert apart == [job.title for job in answer.missed[:3]]
    assert len(answer.ranked) + len(answer.missed) + len(answer.unknown) == 24


def test_job_listed_apart_says_by_how_much_it_misses() -> None:
    (row, *_) = rows_of(score("medical-assistant phlebotomist", "pay=60000 like=care"), "apart")
    assert row.cells[0][0].text == "$14,310 short of $60,000 a year: $45,690 (May 2025)"


@pytest.mark.parametrize(
    ("pays", "words"),
    [((30_000,), "no job: 1 job misses a limit of yours"), ((30_000, 30_000), "no job: 2 jobs miss a limit of yours")],
)
def test_jobs_that_miss_a_limit_are_counted_where_the_rest_is_not_known(pays: tuple[int, ...], words: str) -> None:
    missed = [role(f"job-{number}", pay=pay) for number, pay in enumerate(pays)]
    first = dict(summary(found(jobs(*missed, role("unknown")), pay="60000")).summary)["First"]
    assert first == f"{words}, and too little is known of the others"


@pytest.mark.parametrize("name", PAIRS)
@pytest.mark.parametrize("names", [None, ALL_JOBS])
def test_lead_below_five_points_is_practically_a_tie(name: str, names: str | None) -> None:
    own_names, answers = PAIRS[name]
    answer = score(own_names if names is None else names, answers)
    if not answer.asked:
        return
    first = dict(summary(answer).summary)["First"]
    assert ("practically a tie" in first) == (answer.lead is not None and answer.lead < 5)


@pytest.mark.parametrize("answers", ANSWERS[1:])
def test_changes_that_are_left_out_are_counted(answers: str) -> None:
    answer = score("", answers)
    page = summary(answer)
    changes = [section for section in page.sections if section.name == "changes"]
    shown = sum(len(row.cells[0]) for section in changes for row in section.rows)
    counted = sum(int(number) for section in changes for note in section.notes for number in re.findall(r"\d+", note))
    assert shown + counted == len(answer.changes)


def test_most_decisive_change_comes_first() -> None:
    answer = score("medical-assistant phlebotomist radiologic-technologist", "like=care people=people pay-wish=60000")
    leads = [
        float(found[1]) for row in rows_of(answer, "changes") if (found := re.search(r"by (.*)$", row.cells[0][0].text))
    ]
    assert all(one >= other for one, other in pairwise(leads))
    assert max(change.lead or 0 for change in answer.changes) == leads[0]


def test_change_that_makes_a_practical_tie_is_not_called_first() -> None:
    tie = AnswerChange(question="like", now="skip", then="care", first=("one",), lead=0.3)
    lead = replace(tie, then="hands", lead=5.0)
    (row,) = change_rows((tie, lead), {"one": "One"})
    assert [line.text for line in row.cells[0]] == [
        "“caring for or treating people”: practically a tie, with One only 0.3 points ahead",
        "“building, handling, or moving things by hand”: One first, by 5.0",
    ]


def test_points_that_rest_on_a_broader_group_are_marked_with_a_legend() -> None:
    wide = make.figure(50000, code="29-2010")
    answer = found(
        jobs(role("one", "29-2012.00", pay=wide, social=2), role("two", pay=50000, social=3)),
        pay_wish="60000",
        people="people",
    )
    page = table(answer, 100, SUMMARY)
    assert len(re.findall(r"pay you would like 66\.7†", page)) == 1
    assert "† about a broader group of jobs" in page
    assert "†" not in table(score(*PAIRS["care"]), 100, SUMMARY)


def test_job_known_only_for_a_broader_group_is_counted_apart() -> None:
    wide = make.figure(50000, code="29-9099")
    answer = found(jobs(role("one", "29-9099.01", pay=wide), role("two", pay=50000), role("three")), pay="40000")
    limits = dict(summary(answer).summary)["Limits"]
    assert limits == "1 of 3 jobs ranked; of 2 too little is known (1 of them only for a broader group)"
    page = " ".join(table(answer, 300).split())
    assert "One │ known only for a broader group: pay you need" in page
    assert "known only for a broader group: $50,000 (May 2025); published for 29-9099, not for this job alone" in page


def test_job_that_keeps_a_limit_by_a_broader_group_is_marked() -> None:
    wide = make.figure(50000, code="29-2010")
    answer = found(jobs(role("one", "29-2012.00", pay=wide), role("two", pay=50000)), pay="40000")
    page = table(answer, 100, SUMMARY)
    assert "One†" in page
    assert "Two†" not in page
    assert "† about a broader group of jobs" in page


@pytest.mark.parametrize("answers", ["like=care", "avoid=records people=people"])
def test_page_says_by_what_duties_are_counted(answers: str) -> None:
    page = " ".join(table(score(ALL_JOBS, answers), 100, SUMMARY).split())
    assert "a duty counts as the kind of work that its O*NET activity is" in page


@pytest.mark.parametrize("name", PAIRS)
def test_article_is_not_on_the_page(name: str) -> None:
    assert not re.search("article|medhomeinfo", table(score(*PAIRS[name]), 100, SUMMARY))


def test_citations_are_numbered_only_if_they_are_wanted() -> None:
    answer = score(*PAIRS["everybody"])
    assert not re.search(r"\[\d+\]", table(answer, 80, SUMMARY))
    assert re.search(r"\[1\]", table(answer, 80, Detail(cite=True)))
    assert "Sources:" not in table(answer, 80, Detail(sources=False))


def test_questions_are_one_page() -> None:
    assert lines_at(Questions(), 100) < 45
    assert lines_at(Questions(), 80) < 55


@pytest.mark.parametrize("output_format", ["table", "markdown"])
def test_hostile_text_stays_text(output_format: str) -> None:
    page = render(score("", EVERY_QUESTION, HOSTILE_DATA), output_format, Canvas(), SUMMARY)
    assert controls_in(page) == []
