"""Where the values of a field come from: the place taken apart, and what was done to what stands there."""

from typing import Any

import pytest

from rolecompare.comparison.compare import compare
from rolecompare.comparison.provenance import Origin, Trace, field_labels, trace
from tests import make

PLACES = {
    "national_M2025_dl.xlsx, row 630, A_MEDIAN": ("national_M2025_dl.xlsx", 1, 630, "A_MEDIAN"),
    "occupation_2024-34.xlsx, Table 1.2, row 517, Employment, 2024": (
        *("occupation_2024-34.xlsx", "Table 1.2", 517, "Employment, 2024"),
    ),
    "Task Statements, task 2034": (None, "Task Statements", "task 2034", None),
    "Job Zones, 31-9092.00": (None, "Job Zones", "31-9092.00", None),
    "Interests, 31-9092.00, Data Value": (None, "Interests", "31-9092.00", "Data Value"),
    "What They Do, Duties": (None, None, None, None),
    "national_M2025_dl.xlsx, OCC_TITLE": (None, None, None, None),
}


def trace_field(field: str, *members: make.Plain, **role: Any) -> Trace | None:
    subject = make.subject(make.role("medic", **role) if not members else make.role("medic", None, **role), *members)
    return trace(compare([subject], make.background([make.activity("draw")])), field)


def origins(found: Trace | None) -> list[Origin]:
    assert found is not None
    return [origin for value in found.values for origin in value.origins]


@pytest.mark.parametrize("place", PLACES)
def test_place_in_a_table_is_parsed(place: str) -> None:
    figure = make.figure(1, citations=make.cited("book", place))
    (origin,) = origins(trace_field("outlook.pay.annual.median", outlook={"pay": [figure]}))
    assert (origin.file, origin.sheet, origin.row, origin.column) == PLACES[place]
    assert (origin.place, origin.formula) == (place, "as published")


def test_multiplied_value_names_the_original_and_the_factor() -> None:
    figure = make.figure(112300, "openings.annual", citations=[{**make.CITED[0], "multiplier": 1000}])
    (origin,) = origins(trace_field("outlook.openings.annual", outlook={"openings": [figure]}))
    assert origin.formula == "112.3 × 1,000 = 112,300"


def test_newest_edition_leads_and_earlier_ones_follow() -> None:
    pay = [make.figure(1, period="2024-05"), make.figure(2), make.figure(3, period="2023-05")]
    found = trace_field("outlook.pay.annual.median", outlook={"pay": pay})
    assert found is not None
    told = [(value.layer, value.item.value) for value in found.values if hasattr(value.item, "value")]
    assert told == [("own", 2), ("earlier", 1), ("earlier", 3)]


def test_missing_value_has_its_reason() -> None:
    cited = make.missing(citations=make.CITED)
    (origin,) = origins(trace_field("outlook.pay.annual.median", outlook={"pay": [cited]}))
    assert origin.formula == "no value there: nobody published it"


def test_share_and_setting_are_both_traced_without_duplicates() -> None:
    share = make.figure(36, "jobs.share", period="2024", citations=make.cited("book", "page 2"))
    found = trace_field("settings.hospitals", settings={"items": [make.setting("hospitals", share)]})
    assert [origin.place for origin in origins(found)] == ["page 2", "page 1"]
    share = make.figure(36, "jobs.share", period="2024")
    found = trace_field("settings.hospitals", settings={"items": [make.setting("hospitals", share)]})
    assert [origin.place for origin in origins(found)] == ["page 1"]


def test_statement_says_it_is_paraphrased() -> None:
    found = trace_field("duties.draw", duties=[make.duty("Draw blood", "draw")])
    assert [origin.formula for origin in origins(found)] == ["in our own words, after the source"]
    assert [origin.formula for origin in origins(trace_field("summary"))] == ["in our own words, after the source"]


def test_statement_of_a_source_that_is_quoted_is_as_published() -> None:
    """The description of an imported occupation is O*NET's own sentence, and not one of ours."""
    subject = make.subject(make.role("medic", duties=[make.duty("Draw blood", "draw")]))
    quoted = make.background([make.activity("draw")], sources=[make.source(wording="verbatim")])
    for field in ("summary", "duties.draw"):
        assert [origin.formula for origin in origins(trace(compare([subject], quoted), field))] == ["as published"]


def test_members_of_an_umbrella_are_traced_and_the_range_is_explained() -> None:
    members = [
        make.role(f"m{n}", f"29-20{n}1.00", outlook={"pay": [make.figure(n, code=f"29-20{n}1")]}) for n in (3, 5)
    ]
    found = trace_field("outlook.pay.annual.median", *members, outlook={"pay": [make.missing()]})
    assert found is not None
    assert [(value.layer, value.role) for value in found.values] == [
        ("own", "medic"),
        ("member", "m3"),
        ("member", "m5"),
    ]
    assert found.range is not None
    assert (found.range.low.value, found.range.high.value) == (3, 5)
    assert found.range_formula == "the lowest and the highest of the newest values of the member jobs"


def test_warnings_are_the_ones_about_the_value() -> None:
    wider = make.figure(1, code="31-9090", citations=make.cited("book", "row 1"))
    other = make.figure(9, "employment", code="31-9000", period="2024", citations=make.cited("book", "row 2"))
    found = trace_field("outlook.pay.annual.median", outlook={"pay": [wider], "employment": [other]})
    assert found is not None
    assert ["31-9090" in warning.text for warning in found.warnings] == [True]


def test_exactly_the_listed_fields_can_be_traced() -> None:
    role = make.everything()["roles"][0]
    subject = make.subject(role)
    alone = compare([subject], make.background(make.everything()["activities"]))
    assert all(trace(alone, field) for field in field_labels(alone))
    assert next(iter(field_labels(alone))) == "summary"
    assert "outlook.pay.annual.median" in field_labels(alone)
    assert trace(alone, "outlook.pay") is trace(alone, "") is None
