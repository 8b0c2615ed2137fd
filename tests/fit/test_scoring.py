"""Which role is right: points and their reasons, what is not known, ties, and what would change the answer."""

import pytest

from rolecompare.comparison.compare import compare
from rolecompare.comparison.provenance import trace
from rolecompare.dataset import loader
from rolecompare.dataset.repository import Repository
from rolecompare.fit.questionnaire import QUESTIONS, Answers
from rolecompare.fit.scoring import Fit, QuestionPoints, score_fit
from rolecompare.models.serialization import to_json_value
from tests import make
from tests.fit.people import by_id, found, role, scores, share, subjects

BUNDLED = Repository(loader.load_dataset(None))


def bundled(*names: str, **choices: str) -> Fit:
    return score_fit(BUNDLED.find_all(names), Answers(choices), BUNDLED.reference_data)


def point(answer: Fit, name: str, question: str) -> QuestionPoints:
    return next(point for point in by_id(answer)[name].points if point.question == question)


# ── points ───────────────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("shown", "question", "choice", "points"),
    [
        ({"care": 4}, "care", "much", 40.0),
        ({"care": 4}, "care", "little", 60.0),
        ({"technology": 10}, "technology", "much", 100.0),
        ({"desk": 0}, "desk", "much", 0.0),
        ({"social": 4}, "people", "people", 50.0),
        ({"realistic": 7}, "people", "machines", 100.0),
        ({"entry": ["high-school-diploma"]}, "time", "now", 100.0),
        ({"entry": ["some-college"]}, "time", "now", 50.0),
        ({"entry": ["postsecondary-nondegree-award"]}, "time", "now", 0.0),
        ({"entry": ["no-formal-credential"]}, "time", "two-years", 100.0),
        ({"entry": ["bachelors-degree"]}, "time", "two-years", 50.0),
        ({"entry": ["doctoral-or-professional-degree"]}, "time", "four-years", 0.0),
        ({"pay": 60000}, "pay", "60000", 100.0),
        ({"pay": 90000}, "pay", "60000", 100.0),
        ({"pay": 45000}, "pay", "60000", 75.0),
        ({"growth": -3}, "outlook", "steady", 70.0),
        ({"growth": 2.5}, "outlook", "growing", 50.0),
        ({"growth": -2.5}, "outlook", "growing", 0.0),
        ({"growth": 12}, "outlook", "fast", 100.0),
    ],
)
def test_points_rise_linearly_between_both_ends_of_a_choice(
    shown: dict[str, object], question: str, choice: str, points: float
) -> None:
    answer = found(subjects(role("one", **shown), role("two")), **{question: choice})
    assert (point(answer, "one", question).points, scores(answer)["one"]) == (points, points)


def test_every_choice_has_two_named_ends() -> None:
    for question in QUESTIONS:
        assert len({choice.key for choice in question.choices}) == len(question.choices) >= 2
        for choice in question.choices:
            assert choice.points(choice.full_at) == 100
            assert choice.points(choice.zero_at) == 0
            assert "100 points" in choice.scale
            # The ends are those of the scale's words, as far as these are numbers.
            if choice.metric in ("social", "realistic", "care", "technology", "desk", "growth"):
                assert f"{choice.full_at}" in choice.scale
                assert f"{choice.zero_at}".replace("-", "−") in choice.scale


def test_score_is_the_weighted_mean_of_points() -> None:
    answer = found(subjects(role("one", care=4, pay=60000), role("two")), {"pay": 3}, care="much", pay="60000")
    assert scores(answer)["one"] == (40 + 3 * 100) / 4


def test_conflicting_sources_give_middle_points_and_both_ends() -> None:
    levels = ["associates-degree", "bachelors-degree"]
    one = by_id(found(subjects(role("one", entry=levels), role("two")), time="two-years"))["one"]
    (told,) = one.points
    assert (told.low, told.points, told.high) == (50.0, 75.0, 100.0)
    assert (one.low, one.score, one.high) == (50.0, 75.0, 100.0)
    assert "sources disagree" in told.reason


def test_place_is_scored_on_jobs_with_known_settings_counted_once() -> None:
    places = [
        ("hospitals", "inpatient", share(30)),
        ("clinics", "outpatient", share(20)),
        ("offices", "office", share(10)),
        ("elsewhere", "other", make.missing("jobs.share")),
    ]
    one = role("one", places=places)
    one["settings"]["items"].append(make.setting("private-hospitals", share(25), "inpatient", within="hospitals"))
    pair = subjects(one, role("two"))
    assert point(found(pair, place="hospital"), "one", "place").points == 50.0
    office = point(found(pair, place="office"), "one", "place")
    assert (office.points, office.fields) == (50.0, ("settings.clinics", "settings.offices"))
    assert office.reason == "Clinics 20%; Offices 10% (workplace known for 60% of jobs)"
    assert point(found(pair, place="laboratory"), "one", "place").points == 0.0


def test_pay_above_the_published_range_meets_any_wish() -> None:
    missing = make.missing("pay.annual.median", "above-published-range", bound=239200)
    told = point(found(subjects(role("one", pay=missing), role("two")), pay="100000"), "one", "pay")
    assert (told.points, told.missing) == (100.0, None)
    assert "over $239,200" in told.reason


def test_points_use_the_newest_national_figure() -> None:
    one = role("one", pay=45000)
    one["outlook"]["pay"] += [make.figure(90000, period="2017"), make.figure(95000, area="US-CA", period="2026-05")]
    assert point(found(subjects(one, role("two")), pay="60000"), "one", "pay").points == 75.0


# ── the reason for each point ────────────────────────────────────────────────────────────────────────────────────────

EVERY_QUESTION = {question.key: question.choices[0].key for question in QUESTIONS}
ALL_ROLES = [heading.id for heading in BUNDLED.library.headings]


def test_every_point_has_a_reason_with_valid_citations_and_fields() -> None:
    for last in (0, -1):
        answer = bundled(*ALL_ROLES, **{question.key: question.choices[last].key for question in QUESTIONS})
        alone = {
            name: compare([BUNDLED.load(BUNDLED.find(name))], BUNDLED.reference_data)
            for name, one in by_id(answer).items()
            if not one.members
        }
        for name, one in by_id(answer).items():
            for told in one.points:
                assert told.reason
                if one.members:
                    continue
                assert (told.points is None) == (told.missing is not None)
                assert bool(told.citations) or told.missing is not None
                assert {citation.source for citation in told.citations} <= set(answer.sources)
                for field in told.fields:
                    assert trace(alone[name], field) is not None, (name, field)


def test_point_cites_the_sources_of_its_fields() -> None:
    answer = bundled(pay="60000")
    told = point(answer, "medical-assistant", "pay")
    assert told.fields == ("outlook.pay.annual.median",)
    assert [(c.source, c.place) for c in told.citations] == [
        ("oews-2025-05", "national_M2025_dl.xlsx, row 630, A_MEDIAN")
    ]
    assert told.reason == "$45,690 (May 2025)"


def test_only_cited_sources_are_listed() -> None:
    assert set(bundled("medical-assistant", "phlebotomist", pay="60000").sources) == {"oews-2025-05", "article"}


# ── what is not known ────────────────────────────────────────────────────────────────────────────────────────────────


def test_unknown_value_gives_no_points_but_a_reason() -> None:
    absent = make.missing("pay.annual.median", "suppressed")
    answer = found(subjects(role("one", care=5, pay=absent), role("two", care=4, pay=60000)), care="much", pay="60000")
    told = point(answer, "one", "pay")
    assert (told.points, told.missing, told.reason) == (None, "suppressed", "nobody published it")
    one = by_id(answer)["one"]
    assert (one.score, one.known, one.low, one.high) == (50.0, 50.0, 25.0, 75.0)


def test_unknown_value_is_never_zero() -> None:
    answer = found(subjects(role("silent"), role("two", care=0)), **EVERY_QUESTION)
    silent = by_id(answer)["silent"]
    assert (silent.score, silent.place, silent.known, silent.low, silent.high) == (None, None, 0.0, 0.0, 100.0)
    assert all(told.points is None and told.missing == "not-in-dataset" for told in silent.points)
    # Last in the list, although the other one has no point.
    assert [one.role for one in answer.roles] == ["two", "silent"]
    assert answer.first == ("two",)
    assert answer.possible == ("silent",)


def test_role_that_could_be_first_with_more_data_is_named() -> None:
    pair = (role("one", care=5), role("two", care=6, pay=30000))
    sure = found(subjects(*pair), care="much")
    assert (sure.first, sure.possible) == (("two",), ())
    unsure = found(subjects(*pair), care="much", pay="60000")
    assert (unsure.first, unsure.possible) == (("two",), ("one",))


def test_question_unknown_for_all_roles_changes_no_score() -> None:
    pair = (role("one", care=5), role("two", care=6))
    assert scores(found(subjects(*pair), care="much", pay="60000")) == {"one": 50.0, "two": 60.0}


def test_flagged_interest_is_unknown() -> None:
    one = role("one", social=5)
    one["ratings"][0]["interest"]["suppress"] = True
    told = point(found(subjects(one, role("two")), people="people"), "one", "people")
    assert (told.points, told.missing) == (None, "suppressed")


# ── who comes first ──────────────────────────────────────────────────────────────────────────────────────────────────


def test_tied_roles_share_a_place() -> None:
    answer = found(subjects(role("one", care=5), role("two", care=7), role("three", care=7)), care="much")
    assert (answer.first, answer.lead) == (("two", "three"), 20.0)
    assert [(one.role, one.place) for one in answer.roles] == [("two", 1), ("three", 1), ("one", 3)]
    both = found(subjects(role("one", care=5), role("two", care=5)), care="much")
    assert (both.first, both.lead) == (("one", "two"), None)


def test_sums_that_differ_only_by_rounding_are_tied() -> None:
    pair = subjects(role("one", care=1, desk=2), role("two", care=2, desk=1))
    answer = found(pair, {"care": 0.1, "desk": 0.1}, care="much", desk="much")
    assert answer.first == ("one", "two")


def test_no_answers_give_no_ranking() -> None:
    answer = found(subjects(role("one", care=5), role("two", care=7)))
    assert (answer.first, answer.lead, answer.possible, answer.asked) == ((), None, (), ())
    assert [(one.score, one.place, one.points) for one in answer.roles] == [(None, None, ())] * 2
    assert len(answer.skipped) == len(QUESTIONS)
    assert [warning.text for warning in answer.warnings] == ["You skipped every question, so there is nothing to rank."]


# ── umbrellas ────────────────────────────────────────────────────────────────────────────────────────────────────────


def test_umbrella_has_the_mean_score_and_ranked_members() -> None:
    umbrella = make.subject(make.role("both", None), role("low", care=2), role("high", care=8), role("silent"))
    answer = found([*subjects(role("one", care=6)), umbrella], care="much")
    assert scores(answer) == {"one": 60.0, "both": 50.0, "high": 80.0, "low": 20.0, "silent": None}
    assert [one.place for one in by_id(answer)["both"].members] == [1, 2, None]
    (told,) = by_id(answer)["both"].points
    assert (told.points, told.low, told.high) == (50.0, 20.0, 80.0)
    assert told.reason == "the mean of 2 member jobs, not known for 1 more, 20.0 to 80.0"
    # What the silent one would have lies anywhere.
    assert (by_id(answer)["both"].low, by_id(answer)["both"].high) == (33.3, 66.7)
    assert answer.possible == ("both",)


def test_members_of_a_single_umbrella_are_ranked() -> None:
    umbrella = make.subject(make.role("both", None), role("low", care=2), role("high", care=8))
    answer = found([umbrella], care="much")
    assert [(one.role, one.place) for one in answer.roles] == [("high", 1), ("low", 2)]


def test_umbrella_without_known_members_has_no_score() -> None:
    umbrella = make.subject(make.role("both", None), role("low"), role("high"))
    answer = found([*subjects(role("one", care=6)), umbrella], care="much")
    assert (answer.first, scores(answer)["both"], by_id(answer)["both"].points[0].points) == (("one",), None, None)


# ── what would change the answer ─────────────────────────────────────────────────────────────────────────────────────


def test_every_single_change_of_the_first_place_is_listed_with_its_lead() -> None:
    pair = subjects(role("one", care=6, pay=40000), role("two", care=5, pay=60000))
    answer = found(pair, care="much")
    told = [(change.question, change.now, change.then, change.first, change.lead) for change in answer.changes]
    assert told == [
        ("care", "much", "little", ("two",), 10.0),
        ("pay", "skip", "60000", ("two",), 11.6),
        ("pay", "skip", "80000", ("two",), 7.5),
        ("pay", "skip", "100000", ("two",), 5.0),
    ]


def test_listed_change_has_its_stated_effect() -> None:
    answer = bundled(care="much", pay="60000", place="hospital")
    assert answer.changes
    for change in answer.changes:
        then = bundled(**{**answer.answers, change.question: change.then})
        assert (then.first, then.lead) == (change.first, change.lead)
    told = {(change.question, change.then) for change in answer.changes}
    for question in QUESTIONS:
        for choice in (*(choice.key for choice in question.choices), "skip"):
            if (question.key, choice) not in told and choice != answer.answers.get(question.key, "skip"):
                first = bundled(**{**answer.answers, question.key: choice}).first
                assert set(first) <= set(answer.first)


def test_first_place_that_no_answer_changes_has_no_changes() -> None:
    best = {"social": 7, "care": 9, "pay": 100000, "growth": 20, "entry": ["high-school-diploma"]}
    worse = {"social": 1, "care": 1, "pay": 30000, "growth": -20, "entry": ["masters-degree"]}
    answer = found(
        subjects(role("one", **best), role("two", **worse)),
        {"pay": 10},
        pay="100000",
    )
    assert answer.first == ("one",)
    assert answer.changes == ()


def test_answer_that_breaks_a_tie_is_a_change() -> None:
    pair = subjects(role("one", care=5, desk=1), role("two", care=5, desk=2))
    answer = found(pair, care="much")
    assert [(c.question, c.then, c.first) for c in answer.changes] == [
        ("desk", "much", ("two",)),
        ("desk", "little", ("one",)),
    ]


# ── what is said beside it ───────────────────────────────────────────────────────────────────────────────────────────


def test_values_years_apart_cause_a_warning() -> None:
    old, new = make.figure(50000, period="2017"), make.figure(50000, period="2025-05")
    answer = found(subjects(role("one", pay=old), role("two", pay=new)), pay="60000")
    assert [(warning.kind, warning.section, warning.roles) for warning in answer.warnings] == [
        ("vintage", "outlook", ("one", "two"))
    ]
    assert "2017 for One and May 2025 for Two" in answer.warnings[0].text


def test_figure_of_another_code_is_not_called_wider() -> None:
    other = make.figure(50000, code="31-9092")
    answer = found(subjects(role("one", "29-2012.00", pay=other), role("two", pay=50000)), pay="60000")
    (warning,) = answer.warnings
    assert warning.text == "Pay is published for 31-9092, which is not the code of One (29-2012.00)."


def test_duties_without_an_activity_count() -> None:
    one = make.role("one", None, duties=[make.duty("Draw blood"), make.statement("Sweep", area="safety")])
    told = point(found(subjects(one, role("two")), care="much"), "one", "care")
    assert (told.points, told.fields, bool(told.citations)) == (50.0, (), True)


def test_figure_of_a_wider_code_causes_a_warning() -> None:
    wide = make.figure(50000, code="29-2010")
    answer = found(subjects(role("one", "29-2012.00", pay=wide), role("two", pay=50000)), pay="60000")
    assert [(warning.kind, warning.roles, warning.text) for warning in answer.warnings] == [
        ("granularity", ("one",), "Pay is published for 29-2010, which is wider than One (29-2012.00).")
    ]


def test_advice_of_the_article_is_cited_and_changes_no_score() -> None:
    answer = bundled(care="much")
    assert [(said.claim, said.roles) for said in answer.article] == [
        (47, ("medical-assistant",)),
        (48, ("medical-technician",)),
    ]
    assert bundled("phlebotomist", "paramedic", care="much").article == ()


# ── the article's two rules ──────────────────────────────────────────────────────────────────────────────────────────

LABORATORY = ("clinical-laboratory-technician", "histology-technician")


def test_preference_for_hands_on_care_ranks_medical_assistant_first() -> None:
    for choices in ({"care": "much"}, {"care": "much", "people": "people"}):
        answer = bundled(**choices)
        assert answer.first == ("medical-assistant",)
        told = scores(answer)
        for name in (*LABORATORY, "phlebotomist", "radiologic-technologist"):
            assert (told["medical-assistant"] or 0) > (told[name] or 0)
    # Said where the article does not say it: one kind of technician has more of it still.
    assert (scores(bundled(care="much"))["cardiovascular-technician"] or 0) > 56


def test_preference_for_technology_ranks_medical_technician_first() -> None:
    for choices in ({"technology": "much"}, {"technology": "much", "people": "machines"}):
        answer = bundled(**choices)
        assert answer.first == ("medical-technician",)
        told = scores(answer)
        assert all((told[name] or 0) > (told["medical-assistant"] or 0) for name in LABORATORY)


def test_answer_has_plain_values() -> None:
    told = to_json_value(bundled(care="much"))
    assert told["answers"] == {"care": "much"}
    assert told["weights"] == {"care": 1}
    assert told["roles"][0]["points"][0]["points"] == 56.0
