"""Records survive the way to plain values, to text and back; the text is one that people can read and compare."""

import json
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rolecompare import paths
from rolecompare.measures import LEVELS, MEASURES
from rolecompare.models.base import Model
from rolecompare.models.claims import Claim
from rolecompare.models.dataset import Dataset
from rolecompare.models.figures import Estimate, Figure, Level, Missing
from rolecompare.models.json_text import format_json
from rolecompare.models.kinds import MissingReason
from rolecompare.models.roles import Codes, Duty, Rating, Role
from rolecompare.models.serialization import to_json_value, walk_citations
from rolecompare.models.sources import Citation, Source, Statement
from tests import make
from tests.make import Plain, validated

WIDTH = 120

texts = st.text(st.characters(exclude_categories=["Cs"]), max_size=20).map(lambda text: f"x{text}")
json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | texts,
    lambda inner: st.lists(inner, max_size=6) | st.dictionaries(texts, inner, max_size=6),
    max_leaves=40,
)
cited = st.lists(st.builds(lambda place: {"source": "book", "place": place}, texts), min_size=1, max_size=2)
statements = st.builds(lambda text, cited: make.statement(text, citations=cited), texts, cited)
numbers = st.integers(0, 10**9) | st.floats(0, 10**6)
estimates = st.builds(
    lambda value, error, suppress: make.estimate(value, error, suppress=suppress),
    numbers,
    st.none() | st.floats(0, 5),
    st.booleans(),
)
reasons = st.sampled_from([why for why in MissingReason if why is not MissingReason.ABOVE_PUBLISHED_RANGE])


def known_or_missing(measure: str, values: st.SearchStrategy[float] = numbers) -> st.SearchStrategy[Plain]:
    known = st.builds(lambda value: make.figure(value, measure), values)
    return known | st.builds(lambda why: make.missing(measure, why.value), reasons)


def at_most_one(strategy: st.SearchStrategy[Plain]) -> st.SearchStrategy[list[Plain]]:
    return st.lists(strategy, max_size=1)


levels = st.sampled_from([(measure, value) for measure in LEVELS for value in LEVELS[measure]]).map(
    lambda level: make.level(level[1], level[0])
)
duties = st.builds(
    lambda text, activity, importance: make.duty(text, activity, **({"importance": importance} if importance else {})),
    texts,
    st.none() | st.just("draw"),
    st.none() | estimates,
)
sections: st.SearchStrategy[Plain] = st.fixed_dictionaries(
    {},
    optional={
        "other_titles": st.lists(texts.map("alias {}".format), max_size=3),
        "duties": st.lists(duties, max_size=3),
        "training": st.fixed_dictionaries(
            {}, optional={"levels": st.lists(levels, max_size=3), "statements": st.lists(statements, max_size=2)}
        ),
        "credentials": st.fixed_dictionaries(
            {"items": st.lists(st.builds(make.credential, texts, st.sampled_from(["optional", "unknown"])), max_size=2)}
        ),
        "settings": st.fixed_dictionaries(
            {
                "items": at_most_one(
                    st.builds(make.setting, st.just("office"), known_or_missing("jobs.share", st.floats(0, 100)))
                )
            }
        ),
        "outlook": st.fixed_dictionaries(
            {},
            optional={
                "pay": at_most_one(known_or_missing("pay.annual.median")),
                "projections": at_most_one(known_or_missing("employment.change")),
                "statements": st.lists(statements, max_size=2),
            },
        ),
    },
)

datasets = st.builds(
    lambda medic, nurse, claims: make.dataset(
        [make.role("medic", **medic), make.role("nurse", "29-1141.00", **nurse)],
        activities=[make.activity("draw", "collect"), make.activity("collect")],
        claims=[make.claim(number + 1, text=text) for number, text in enumerate(claims)],
    ),
    sections,
    sections,
    st.lists(texts, max_size=2),
)


# ── records and plain values ─────────────────────────────────────────────────────────────────────────────────────────


@settings(deadline=None, max_examples=60)
@given(datasets)
def test_dataset_survives_a_round_trip(values: Plain) -> None:
    dataset = validated(Dataset, values)
    assert validated(Dataset, to_json_value(dataset)) == dataset


@settings(deadline=None, max_examples=60)
@given(datasets)
def test_dataset_survives_a_round_trip_through_text(values: Plain) -> None:
    dataset = validated(Dataset, values)
    assert validated(Dataset, json.loads(format_json(to_json_value(dataset)))) == dataset


@settings(deadline=None, max_examples=60)
@given(datasets)
def test_canonical_form_of_a_dataset_is_stable(values: Plain) -> None:
    once = format_json(to_json_value(validated(Dataset, values)))
    assert format_json(to_json_value(validated(Dataset, json.loads(once)))) == once


def test_dataset_with_one_of_everything_survives_a_round_trip() -> None:
    dataset = validated(Dataset, make.everything())
    assert validated(Dataset, json.loads(format_json(to_json_value(dataset)))) == dataset


def test_absent_field_is_left_out() -> None:
    assert to_json_value(validated(Source, make.source(url=None, published=None))) == {
        "id": "book",
        "title": "The book",
        "publisher": "A publisher",
        "edition": "first",
        "license": "public domain",
        "kind": "official-statistics",
    }


def test_false_flag_is_left_out_and_true_flag_is_written() -> None:
    lowered, raised = (validated(Estimate, make.estimate(3, None, suppress=flag)) for flag in (False, True))
    assert (to_json_value(lowered), to_json_value(raised)) == (
        {"value": 3, "period": "2024-08"},
        {"value": 3, "suppress": True, "period": "2024-08"},
    )


@pytest.mark.parametrize("zero", [0, 0.0])
def test_zero_is_written_as_a_value(zero: float) -> None:
    assert to_json_value(validated(Figure, make.figure(zero)))["value"] == 0


def test_empty_list_is_written() -> None:
    assert to_json_value(validated(Role, make.role("tech", None))) == {
        "id": "tech",
        "title": "Tech",
        "summary": {"text": "A tech works.", "citations": [{"source": "book", "place": "page 1"}]},
        "other_titles": [],
        "codes": {},
        "members": [],
        "duties": [],
        "training": {"levels": [], "programs": [], "statements": []},
        "credentials": {"items": [], "statements": []},
        "settings": {"items": [], "conditions": [], "statements": []},
        "outlook": {"pay": [], "employment": [], "projections": [], "openings": [], "statements": []},
        "ratings": [],
    }


def test_keys_are_in_the_order_of_the_fields() -> None:
    reversed_fields = dict(reversed(make.figure(1).items()))
    assert list(to_json_value(validated(Figure, reversed_fields))) == [
        "measure",
        "value",
        "unit",
        "period",
        "area",
        "code",
        "citations",
    ]


def test_records_inside_tuples_and_mappings_become_plain() -> None:
    citation = validated(Citation, make.CITED[0])
    assert to_json_value({"cited": (citation, "as it is", None)}) == {"cited": [make.CITED[0], "as it is", None]}


@pytest.mark.parametrize(
    ("values", "kind"),
    [
        (make.figure(1), Figure),
        (make.missing(), Missing),
        (make.statement(), Statement),
    ],
    ids=["known", "missing", "statement"],
)
def test_kind_of_evidence_follows_from_its_keys(values: Plain, kind: type) -> None:
    claim = make.claim(verdict="supported", note="So it is.", evidence=[values])
    evidence = validated(Dataset, make.dataset(claims=[claim])).claims[0].evidence
    assert evidence == (validated(kind, values),)


@pytest.mark.parametrize(
    ("kind", "values", "field"),
    [
        (Source, make.source(), "published"),
        (Missing, make.missing(), "bound"),
        (Estimate, make.estimate(3), "n"),
        (Duty, make.duty("Draw blood."), "task_type"),
        (Duty, make.duty("Draw blood."), "importance"),
        (Rating, {"element": "2.A", "name": "Reading", "kind": "skill", "citations": make.CITED}, "level"),
        (Codes, {}, "soc"),
        (Claim, make.claim(), "note"),
        (Claim, make.claim(), "verdict"),
    ],
)
def test_optional_field_may_be_null(kind: type, values: Plain, field: str) -> None:
    assert validated(kind, {**values, field: None}) == validated(kind, values)


def test_level_and_missing_level_can_be_in_one_list() -> None:
    values = [make.level("some-college"), make.missing("job_zone")]
    training = validated(Role, make.role(training={"levels": values})).training
    assert training.levels == (validated(Level, values[0]), validated(Missing, values[1]))


@pytest.mark.parametrize("measure", MEASURES)
@pytest.mark.parametrize("value", [7, 7.5])
def test_number_keeps_its_type(measure: str, value: float) -> None:
    made = validated(Figure, make.figure(value, measure)).value
    assert (made, type(made)) == (value, type(value))


# ── citations ────────────────────────────────────────────────────────────────────────────────────────────────────────


def test_every_citation_is_listed_with_its_path() -> None:
    one, other = ({"source": "book", "place": f"page {number}"} for number in (1, 2))
    role = make.role(
        summary=make.statement(citations=[one]),
        duties=[make.duty("Greet.", citations=[one]), make.duty("Draw.", citations=[other, one])],
        outlook={"pay": [make.missing(), make.figure(1, citations=[other])]},
    )
    assert [(place, citation.place) for place, citation in walk_citations(validated(Role, role), "roles[3]")] == [
        ("roles[3].summary.citations[0]", "page 1"),
        ("roles[3].duties[0].citations[0]", "page 1"),
        ("roles[3].duties[1].citations[0]", "page 2"),
        ("roles[3].duties[1].citations[1]", "page 1"),
        ("roles[3].outlook.pay[1].citations[0]", "page 2"),
    ]


@settings(deadline=None, max_examples=30)
@given(datasets)
def test_path_of_a_citation_leads_to_it(values: Plain) -> None:
    role = validated(Dataset, values).roles[0]
    for place, citation in walk_citations(role, "role"):
        found: Any = role
        for step in place.replace("[", ".").replace("]", "").split(".")[1:]:
            found = found[int(step)] if isinstance(found, tuple) else getattr(found, step)
        assert found is citation


def test_value_without_citations_has_none() -> None:
    found: list[tuple[str, Citation]] = [
        pair for value in (None, 3, "book", (), validated(Missing, make.missing())) for pair in walk_citations(value)
    ]
    assert found == []


# ── text ─────────────────────────────────────────────────────────────────────────────────────────────────────────────


@settings(deadline=None)
@given(json_values)
def test_written_value_reads_back_equal(value: object) -> None:
    assert json.loads(format_json(value)) == value


@settings(deadline=None)
@given(json_values)
def test_equal_values_are_written_alike(value: object) -> None:
    assert format_json(json.loads(json.dumps(value))) == format_json(value)


def is_breakable(line: str) -> bool:
    """Whether a line of written JSON holds a list or an object that could stand on several lines."""
    text = line.strip().removesuffix(",")
    for whole in (text, f"{{{text}}}"):
        try:
            value = json.loads(whole)
        except ValueError:
            continue
        held = next(iter(value.values())) if whole != text else value
        return isinstance(held, (list, dict)) and bool(held)
    return False


long_lists = st.dictionaries(
    texts, st.lists(st.text("abc", min_size=5, max_size=30), max_size=8), min_size=1, max_size=5
)


@settings(deadline=None)
@given(json_values | long_lists | st.lists(long_lists))
def test_breakable_line_is_never_too_long(value: object) -> None:
    assert [line for line in format_json(value).split("\n") if len(line) > WIDTH and is_breakable(line)] == []


def test_value_that_fits_on_a_line_is_on_one_line() -> None:
    value = {"a": [1, 2.5, None, True, "ü"], "b": {}, "c": []}
    assert format_json(value) == '{"a": [1, 2.5, null, true, "ü"], "b": {}, "c": []}'


def test_long_value_is_broken_from_the_outside() -> None:
    names = [{"name": "n" * 30, "of": ["one", "two"]}] * 3
    assert format_json({"names": names, "count": 3}) == "\n".join(
        [
            "{",
            '  "names": [',
            f'    {{"name": "{"n" * 30}", "of": ["one", "two"]}},',
            f'    {{"name": "{"n" * 30}", "of": ["one", "two"]}},',
            f'    {{"name": "{"n" * 30}", "of": ["one", "two"]}}',
            "  ],",
            '  "count": 3',
            "}",
        ]
    )


def test_narrower_page_breaks_earlier() -> None:
    assert format_json([1, 2], width=5) == "[\n  1,\n  2\n]"


def test_text_keeps_its_letters_and_escapes_quotes() -> None:
    assert format_json('naïve – “日本” "\\\n\x00') == '"naïve – “日本” \\"\\\\\\n\\u0000"'


def test_enumeration_is_written_as_its_value() -> None:
    assert format_json({"missing": MissingReason.SUPPRESSED}) == '{"missing": "suppressed"}'


@pytest.mark.parametrize("number", [float("nan"), float("inf"), float("-inf")])
def test_infinite_number_is_not_written(number: float) -> None:
    with pytest.raises(ValueError, match="not JSON compliant"):
        format_json({"value": number})


# ── the dataset that comes with the program ──────────────────────────────────────────────────────────────────────────


def bundled() -> str:
    with open(paths.bundled_dataset(), encoding="utf-8", newline="") as file:
        return file.read()


def test_bundled_file_has_the_canonical_layout() -> None:
    assert format_json(json.loads(bundled())) + "\n" == bundled()


def test_bundled_file_survives_a_round_trip_byte_for_byte() -> None:
    assert format_json(to_json_value(validated(Dataset, json.loads(bundled())))) + "\n" == bundled()


def test_making_a_record_leaves_the_plain_value_unchanged() -> None:
    values = make.everything()
    validated(Dataset, values)
    assert values == make.everything()


def test_duty_is_a_statement_with_more_fields() -> None:
    duty: Model = validated(Duty, make.duty("Draw blood.", "draw"))
    assert isinstance(duty, Statement)
    assert to_json_value(duty) == {
        "text": "Draw blood.",
        "citations": make.CITED,
        "activity": "draw",
    }
