"""The whole comparison: its parts in their order, its sources, what narrowing leaves, and what holds for all roles."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import combinations, permutations
from random import Random
from types import MappingProxyType
from typing import TypeVar

import pytest
from hypothesis import Phase, example, given, settings
from hypothesis import strategies as st

from rolecompare.comparison import compare as compare_module
from rolecompare.comparison import sections as sections_module
from rolecompare.comparison.compare import compare
from rolecompare.comparison.sections import SECTIONS as SECTIONS_BY_NAME
from rolecompare.comparison.selection import Only, Selection
from rolecompare.comparison.types import Cell, ComparedRole, Comparison, ComparisonWarning, Derived, Row
from rolecompare.dataset import loader
from rolecompare.dataset.repository import Repository
from rolecompare.measures import years_apart
from rolecompare.models.figures import Figure, Level, Missing
from rolecompare.models.reference_data import RoleWithMembers
from rolecompare.models.roles import Codes, Item, Role, Setting
from rolecompare.models.serialization import walk_citations
from rolecompare.models.sources import Statement
from tests import make
from tests.make import validated

T = TypeVar("T")
SOURCES = [
    make.source("book", published="2025-08"),
    make.source("peer", published="2025-08"),
    make.source("older", published="2024-08"),
    make.source("undated"),
    make.source("census", published="2025-08"),
    make.source("article", kind="article"),
]
ACTIVITIES = [
    *(make.activity(name) for name in ("collect", "care", "greet")),
    *(make.activity(name, "collect") for name in ("draw-blood", "take-swabs", "scrape-skin")),
    *(make.activity(name, "care") for name in ("feed", "wash")),
]
CLAIMS = [
    make.judged(number, roles=[name], citations=make.cited("article", f"line {number}"))
    for number, name in enumerate(("medic", "nurse", "medic"), 1)
]
BACKGROUND = make.background(ACTIVITIES, CLAIMS, SOURCES)
SECTIONS = ("duties", "training", "credentials", "settings", "outlook")
ONLY: tuple[Only | None, ...] = (None, "differences", "shared")


def full(name: str, **more: object) -> make.Plain:
    """A role that has something in every section but ratings, each part cited apart."""
    plain = make.role(
        name,
        duties=[make.duty("Draw blood", "draw-blood"), make.duty("Greet patients", "greet")],
        training={"levels": [make.level("some-college")], "programs": [make.program()]},
        credentials={"items": [make.credential("First aid")]},
        settings={"items": [make.setting("hospitals", make.figure(57, "jobs.share", period="2024"))]},
        outlook={"pay": [make.figure(45690)], "statements": [make.statement("It grows.")]},
    )
    return {**plain, **more}


def pair(*subjects: RoleWithMembers) -> Comparison:
    return compare(subjects, BACKGROUND)


def page(*subjects: RoleWithMembers) -> Comparison:
    """What a person is shown of a comparison."""
    return compare(subjects, BACKGROUND, Selection(is_shortened=True))


def rows(comparison: Comparison) -> Iterator[Row]:
    for section in comparison.sections:
        yield from section.rows


def rows_by_key(comparison: Comparison) -> dict[tuple[str, str], Row]:
    return {(section.name, row.key): row for section in comparison.sections for row in section.rows}


def cited(comparison: Comparison) -> set[str]:
    return {citation.source for _, citation in walk_citations(comparison)}


# ── the parts ────────────────────────────────────────────────────────────────────────────────────────────────────────


def test_sections_keep_their_order_even_when_empty() -> None:
    found = pair(make.subject(make.role("medic")), make.subject(make.role("nurse")))
    assert [(section.name, section.rows) for section in found.sections] == [(name, ()) for name in SECTIONS]


def test_ratings_section_exists_when_a_role_has_ratings() -> None:
    rated = make.role("nurse", ratings=[make.rating(make.estimate(3))])
    found = pair(make.subject(make.role("medic")), make.subject(rated))
    assert [section.name for section in found.sections] == [*SECTIONS, "ratings"]


def test_work_context_is_in_settings_and_other_ratings_in_ratings() -> None:
    rated = full("medic", ratings=[make.rating(make.estimate(3))])
    rated["settings"] = {**rated["settings"], "context": [make.context(4.5)], "statements": [make.statement()]}
    nurse = make.role("nurse", "29-1141.00", settings={"context": [make.context(3.0)]})
    found = rows_by_key(pair(make.subject(rated), make.subject(nurse)))
    assert [key for section, key in found if section == "settings"] == [
        "hospitals",
        "work-context.4.C.1.a.4",
        "statements",
    ]
    assert [key for section, key in found if section == "ratings"] == ["skill.2.A.1.a"]
    row = found["settings", "work-context.4.C.1.a.4"]
    assert (row.label, row.relation) == ("Work context: Context 4.C.1.a.4", "differs")
    assert [(value.kind, value.value) for value in row.derived][:2] == [("finding", "real"), ("difference", -1.5)]


def test_section_with_a_reason_for_being_empty_causes_no_coverage_warning() -> None:
    lacking = make.role("nurse", missing=[make.missing("duties", "not-surveyed"), make.missing("skill")])
    found = pair(make.subject(full("medic")), make.subject(lacking))
    assert [section.name for section in found.sections] == [*SECTIONS, "ratings"]
    silent = [warning.section for warning in found.warnings if warning.kind == "coverage"]
    assert silent == ["ratings", "training", "credentials", "settings", "outlook"]


def test_missing_parts_do_not_change_the_summary() -> None:
    roles = [full("medic"), full("nurse")]
    lacking = {"missing": [make.missing("work-context"), make.missing("skill")]}
    without = pair(*(make.subject(role) for role in roles))
    with_it = pair(*(make.subject({**role, **lacking}) for role in roles))
    assert with_it.summary == without.summary != ()
    lacks = [make.missing(part) for part in ("duties", "credentials", "outlook", "jobs.share")]
    assert pair(*(make.subject(make.role(name, missing=lacks)) for name in ("medic", "nurse"))).summary == ()


def test_summary_has_no_claims_of_the_article_and_no_warnings_on_ratings_that_it_leaves_out() -> None:
    rated = [[make.rating(make.estimate(score), element=f"2.A.{n}") for n in range(30)] for score in (1, 3)]
    medic, nurse = (make.subject(full(name, ratings=own)) for name, own in zip(("medic", "nurse"), rated, strict=True))
    assert page(medic, nurse).warnings == tuple(w for w in pair(medic, nurse).warnings if w.kind != "dispute")


def test_roles_keep_the_given_order_and_list_their_members() -> None:
    whole = make.subject(make.role("whole", None), make.role("one"), make.role("two", "29-1141.00"))
    found = pair(whole, make.subject(make.role("medic")))
    codes = Codes(soc="31-9092", onet_soc="31-9092.00")
    others = Codes(soc="29-1141", onet_soc="29-1141.00")

    def said(name: str) -> Statement:
        return validated(Statement, make.statement(f"A {name} works."))

    assert found.roles == (
        ComparedRole(
            id="whole",
            title="Whole",
            summary=said("whole"),
            codes=Codes(),
            members=(
                ComparedRole(id="one", title="One", summary=said("one"), codes=codes),
                ComparedRole(id="two", title="Two", summary=said("two"), codes=others),
            ),
        ),
        ComparedRole(id="medic", title="Medic", summary=said("medic"), codes=codes),
    )


def test_rows_of_a_section_are_levels_then_programs_then_statements() -> None:
    training = {
        "levels": [make.level("none", "experience.related"), make.level("some-college")],
        "programs": [make.program()],
        "statements": [make.statement()],
    }
    found = pair(make.subject(full("medic", training=training)))
    assert [row.key for row in found.sections[1].rows] == [
        "education.entry",
        "experience.related",
        "program.postsecondary-nondegree-award",
        "statements",
    ]


def test_every_row_has_one_cell_per_role_in_order() -> None:
    names = ("medic", "nurse", "clerk", "cook", "smith", "tailor")
    found = pair(*(make.subject(full(name) if n % 2 else make.role(name)) for n, name in enumerate(names)))
    assert {tuple(cell.role for cell in row.cells) for row in rows(found)} == {names}


def test_single_role_is_whole_and_has_no_derived_values() -> None:
    found = pair(make.subject(full("medic")))
    assert {row.relation for row in rows(found)} == {"only"}
    assert [row.derived for row in rows(found) if row.derived] == []
    assert found.summary == ()


def test_sources_are_in_the_order_of_first_use() -> None:
    medic = make.role(
        "medic",
        duties=[make.duty("Greet", "greet", citations=make.cited("peer"))],
        outlook={"pay": [make.figure(1, citations=make.cited("older")), make.figure(2, citations=make.cited("book"))]},
    )
    found = compare([make.subject(medic)], make.background(ACTIVITIES, sources=SOURCES))
    assert list(found.sources) == ["book", "peer", "older"]
    assert found.sources["peer"] is not found.sources["older"]


def test_source_cited_only_by_a_share_is_listed() -> None:
    share = make.figure(57, "jobs.share", period="2024", citations=make.cited("peer"))
    places = {"items": [make.setting("hospitals", share, citations=make.cited("book"))]}
    medic = make.role("medic", settings=places)
    assert set(pair(make.subject(medic)).sources) == {"book", "peer", "article"}


def test_uncited_sources_are_left_out() -> None:
    found = compare([make.subject(full("cook"))], BACKGROUND)
    assert list(found.sources) == ["book"]


# ── narrowed ─────────────────────────────────────────────────────────────────────────────────────────────────────────


def compare_everything(sections: tuple[str, ...] = (), only: Only | None = None) -> Comparison:
    """What is selected of a comparison in which every section, relation and kind of warning stands."""
    figures = [make.figure(1, code="29-2010"), make.figure(2, "pay.annual.p10"), make.figure(3, "pay.annual.p10")]
    nurse = full(
        "nurse",
        duties=[make.duty("Draw blood", "draw-blood"), make.duty("Wash clients", "wash")],
        training={"levels": [make.level("bachelors-degree", citations=make.cited("peer"))]},
        credentials={},
        outlook={"pay": [*figures, make.figure(4, "pay.annual.p90", period="2024-05")]},
        ratings=[make.rating(make.estimate(3), citations=make.cited("older"))],
    )
    medic = full(
        "medic",
        duties=[make.duty("Draw blood", "draw-blood"), make.duty("Feed clients", "feed"), make.duty("Greet", "greet")],
        outlook={"pay": [make.figure(1), make.figure(2, "pay.annual.p10"), make.figure(3, "pay.annual.p90")]},
    )
    selection = Selection(sections=sections, only=only)
    return compare([make.subject(medic), make.subject(nurse)], BACKGROUND, selection)


def test_selected_sections_drop_sentences_and_warnings_of_others() -> None:
    whole, found = compare_everything(), compare_everything(("outlook", "training"))
    kept = ("training", "outlook")
    assert found.sections == tuple(section for section in whole.sections if section.name in kept)
    assert found.summary == tuple(sentence for sentence in whole.summary if sentence.section in kept)
    assert found.warnings == tuple(warning for warning in whole.warnings if warning.section in kept)
    assert found.roles == whole.roles


def test_unselected_sections_are_not_compared(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> Iterator[Row]:
        raise AssertionError("compared though nobody asked")

    unasked = {name: section._replace(rows=refuse) for name, section in SECTIONS_BY_NAME.items() if name != "outlook"}
    for module in (sections_module, compare_module):
        monkeypatch.setattr(module, "SECTIONS", {**SECTIONS_BY_NAME, **unasked})
    assert [section.name for section in compare_everything(("outlook",)).sections] == ["outlook"]


def test_only_differences_leaves_out_same_rows() -> None:
    whole = compare_everything()
    assert {row.relation for row in rows(whole)} == {"same", "alike", "differs", "missing", "only"}
    assert list(rows(compare_everything(only="differences"))) == [row for row in rows(whole) if row.relation != "same"]


def test_only_shared_keeps_same_and_similar_rows() -> None:
    assert list(rows(compare_everything(only="shared"))) == [
        row for row in rows(compare_everything()) if row.relation in ("same", "alike")
    ]


def test_every_row_is_different_or_shared() -> None:
    kept = {*rows(compare_everything(only="differences")), *rows(compare_everything(only="shared"))}
    assert kept == set(rows(compare_everything()))


def test_only_keeps_sentences_of_complete_sections() -> None:
    assert {sentence.section for sentence in compare_everything(only="differences").summary} == {
        section.name for section in compare_everything().sections if all(row.relation != "same" for row in section.rows)
    } & {sentence.section for sentence in compare_everything().summary}


def test_section_with_only_keeps_the_matching_rows_of_that_section() -> None:
    found = compare_everything(("duties",), "shared")
    assert [(section.name, [row.key for row in section.rows]) for section in found.sections] == [
        ("duties", ["draw-blood", "feed+wash"])
    ]


def test_selection_lists_the_sources_of_the_remaining_rows() -> None:
    assert list(compare_everything(("ratings",)).sources) == ["book", "older"]


@pytest.mark.parametrize("only", ONLY)
@pytest.mark.parametrize("section", [*SECTIONS, "ratings"])
def test_sources_of_any_selection_are_the_cited_ones(section: str, only: Only | None) -> None:
    found = compare_everything((section,), only)
    assert set(found.sources) == cited(found)


@pytest.mark.parametrize("section", SECTIONS)
def test_selected_section_without_data_of_a_role_has_a_warning(section: str) -> None:
    roles = [make.subject(full("clerk")), make.subject(make.role("cook"))]
    found = compare(roles, BACKGROUND, Selection(sections=(section,)))
    assert [(warning.kind, warning.roles) for warning in found.warnings] == [("coverage", ("cook",))]


@pytest.mark.parametrize(
    ("selection", "shows_ratings"),
    [
        (Selection(), True),
        (Selection(is_shortened=True), False),
        (Selection(is_shortened=True, only="shared"), True),
        (Selection(sections=("duties",)), False),
        (Selection(sections=("duties", "settings")), True),
        (Selection(sections=("ratings",), is_shortened=True), True),
    ],
)
def test_ratings_are_loaded_only_when_shown(selection: Selection, shows_ratings: bool) -> None:
    assert selection.shows_ratings == shows_ratings


# ── for all roles ────────────────────────────────────────────────────────────────────────────────────────────────────

NAMES = st.sampled_from(["book", "peer", "older", "undated"])
CODES = st.sampled_from(["31-9092", "31-9090", "31-9000", "29-2010"])
PERIODS = st.sampled_from(["2016-05", "2024-05", "2024-06", "2025", "2025-05"])
SPANS = st.sampled_from(["2016/2026", "2023/2033", "2024/2034"])
KINDS = {"hospitals": "inpatient", "clinics": "outpatient", "halls": "outpatient", "farms": "other", "ships": "other"}
AREAS = st.sampled_from(["US", "US", "US-CA"])


@st.composite
def figures(
    draw: st.DrawFn, measure: str, periods: st.SearchStrategy[str], names: st.SearchStrategy[str] = NAMES
) -> make.Plain:
    if draw(st.integers(0, 4)) == 0:
        area = draw(st.sampled_from([None, "US", "US-CA"]))
        return make.missing(measure, **({} if area is None else {"area": area}))
    number = draw(st.integers(0, 3))
    cited_by = make.cited(draw(names), f"row {draw(st.integers(1, 9))}")
    return make.figure(number, measure, period=draw(periods), area=draw(AREAS), code=draw(CODES), citations=cited_by)


@st.composite
def levels(draw: st.DrawFn) -> make.Plain:
    measure, values = draw(
        st.sampled_from(
            [("education.entry", ("some-college", "bachelors-degree")), ("job_zone", ("job-zone-3", "job-zone-4"))]
        )
    )
    if draw(st.integers(0, 4)) == 0:
        return make.missing(measure)
    period = draw(st.sampled_from(["2016", "2024", "2025-08"]))
    return make.level(draw(st.sampled_from(values)), measure, period=period, citations=make.cited(draw(NAMES)))


@st.composite
def shares(draw: st.DrawFn) -> make.Plain:
    place = draw(st.sampled_from(sorted(KINDS)))
    share = draw(figures("jobs.share", st.sampled_from(["2016", "2024", "2024-06"]), st.just("census")))
    return make.setting(place, share, KINDS[place], citations=make.cited(draw(NAMES)))


ESTIMATES = st.builds(
    make.estimate, st.sampled_from([2.0, 2.1, 4.0]), st.sampled_from([None, 0.1]), suppress=st.booleans()
)
RATINGS = st.builds(
    make.rating, ESTIMATES, st.none() | ESTIMATES, st.sampled_from(["2.A.1", "2.B.1"]), citations=NAMES.map(make.cited)
)
DUTIES = st.builds(
    make.duty,
    st.sampled_from(["Draw blood", "Sweep the floor", "Greet patients", "Feed the sick"]),
    st.sampled_from([None, *(plain["id"] for plain in ACTIVITIES)]),
    citations=NAMES.map(make.cited),
)
PROGRAMS = st.builds(
    make.program,
    st.sampled_from(["some-college", "associates-degree"]),
    min_months=st.sampled_from([None, 9, 24]),
)
CREDENTIALS = st.builds(
    make.credential,
    st.sampled_from(["First aid", "Badge"]),
    st.sampled_from(["by-law", "optional", "unknown"]),
    issuer=st.sampled_from(["Red", "Blue"]),
)
STATEMENTS = st.lists(st.builds(make.statement, st.sampled_from(["So it is.", "Or not."])), max_size=2)


def short_lists(items: st.SearchStrategy[make.Plain], most: int = 3) -> st.SearchStrategy[list[make.Plain]]:
    return st.lists(items, max_size=most)


@st.composite
def roles(draw: st.DrawFn, name: str = "medic") -> make.Plain:
    """A small role that may have anything that a sound role may have."""
    pay = st.sampled_from(["pay.annual.median", "pay.hourly.median"])
    return make.role(
        name,
        draw(st.sampled_from(["31-9092.00", "31-9092.01", None])),
        duties=draw(short_lists(DUTIES, 4)),
        training={
            "levels": draw(short_lists(levels())),
            "programs": draw(short_lists(PROGRAMS)),
            "statements": draw(STATEMENTS),
        },
        credentials={"items": draw(short_lists(CREDENTIALS)), "statements": draw(STATEMENTS)},
        settings={"items": draw(short_lists(shares(), 4)), "statements": draw(STATEMENTS)},
        outlook={
            "pay": draw(short_lists(pay.flatmap(lambda measure: figures(measure, PERIODS)), 4)),
            "projections": draw(short_lists(figures("employment.change_percent", SPANS))),
            "statements": draw(STATEMENTS),
        },
        ratings=draw(st.lists(RATINGS, max_size=2, unique_by=lambda rating: rating["element"])),
    )


@st.composite
def umbrellas(draw: st.DrawFn, name: str = "whole") -> RoleWithMembers:
    """An umbrella over one to three small roles."""
    members = [draw(roles(f"{name}-{n}")) for n in range(draw(st.integers(1, 3)))]
    own = draw(roles(name))
    return make.subject({**own, "codes": {}}, *members)


def subjects(name: str) -> st.SearchStrategy[RoleWithMembers]:
    return roles(name).map(make.subject) | umbrellas(name)


# Without the phase that explains a failure: of records this large it takes a minute and tells little.
PHASES = (Phase.explicit, Phase.reuse, Phase.generate, Phase.shrink)
SMALL = settings(deadline=None, max_examples=40, phases=PHASES)


@given(roles())
@SMALL
def test_role_compared_with_itself_is_same_in_every_row(plain: make.Plain) -> None:
    found = pair(make.subject(plain), make.subject({**plain, "id": "twin"}))
    for row in rows(found):
        unknown = all(isinstance(item, Missing) for item in row.cells[0].items)
        assert (row.key, row.relation) == (row.key, "missing" if unknown else "same")


def umbrella_paid_in(*periods: str) -> RoleWithMembers:
    """An umbrella over a role for each period, with pay of that period."""
    pay = [make.figure(number, "pay.annual.median", period=period) for number, period in enumerate(periods)]
    members = [make.role(f"whole-{n}", outlook={"pay": [figure]}) for n, figure in enumerate(pay)]
    return make.subject(make.role("whole", None), *members)


@given(umbrellas())
# A year without a month lies no distance from its own months, and a whole year from each month of the year before.
@example(umbrella_paid_in("2025", "2025-05", "2024-06"))
@example(umbrella_paid_in("2024-06", "2025-05", "2025"))
@SMALL
def test_umbrella_compared_with_itself_has_no_differences(whole: RoleWithMembers) -> None:
    twin = RoleWithMembers(whole.role.model_copy(update={"id": "twin"}), whole.members)
    for row in rows(pair(whole, twin)):
        assert (row.key, row.relation in ("same", "alike", "missing")) == (row.key, True)


@given(subjects("medic"), subjects("nurse"))
@SMALL
def test_swapping_two_roles_swaps_only_cells_and_signs(one: RoleWithMembers, other: RoleWithMembers) -> None:
    there, back = pair(one, other), pair(other, one)
    assert rows_by_unordered_key(back) == swapped_rows(there)
    assert Counter(map(warning_subject, back.warnings)) == Counter(map(warning_subject, there.warnings))
    assert back.roles == there.roles[::-1]
    assert set(back.sources) == set(there.sources)


def swapped_rows(comparison: Comparison) -> dict[tuple[str, str], Row]:
    """The rows as they read with the two roles the other way round."""
    return {
        place: replace(row, cells=row.cells[::-1], derived=tuple(map(negated, row.derived)))
        for place, row in rows_by_unordered_key(comparison).items()
    }


def rows_by_unordered_key(comparison: Comparison) -> dict[tuple[str, str], Row]:
    """The rows by keys that do not tell which of two settings that were joined came first."""
    found = [
        (section.name, replace(row, key="+".join(sorted(row.key.split("+")))))
        for section in comparison.sections
        for row in section.rows
    ]
    return {(name, row.key): row for name, row in found}


def negated(value: Derived) -> Derived:
    turned = replace(value, role=value.versus, versus=value.role)
    if value.kind in ("difference", "steps") and not isinstance(value.value, str):
        return replace(turned, value=-value.value)
    return turned


def warning_subject(warning: ComparisonWarning) -> tuple[str, str, tuple[str, ...]]:
    return warning.kind, warning.section, tuple(sorted(warning.roles))


@given(subjects("medic"), subjects("nurse"), subjects("clerk"))
@SMALL
def test_third_role_does_not_change_the_figures_of_the_first_two(
    one: RoleWithMembers, other: RoleWithMembers, third: RoleWithMembers
) -> None:
    two, three = rows_by_key(pair(one, other)), rows_by_key(pair(one, other, third))
    between = ("medic", "nurse")
    # Duties of two stand in pairs, and of three in rows by activity: what they are stays, what is beside them may not.
    for place in {place for place in two.keys() & three.keys() if place[0] != "duties"}:
        assert three[place].cells[:2] == two[place].cells
        assert tuple(value for value in three[place].derived if value.roles == between) == two[place].derived


@given(subjects("medic"), subjects("nurse"))
@SMALL
def test_rows_of_a_section_have_unique_keys(one: RoleWithMembers, other: RoleWithMembers) -> None:
    found = pair(one, other)
    assert len(rows_by_key(found)) == len(list(rows(found)))


@given(roles("medic"), roles("nurse"))
@SMALL
def test_figures_are_subtracted_only_with_matching_area_and_time(one: make.Plain, other: make.Plain) -> None:
    for (section, _), row in rows_by_key(pair(make.subject(one), make.subject(other))).items():
        sides = [shown(cell) for cell in row.cells]
        if section in ("settings", "outlook") and all(len(side) == 1 for side in sides):
            a, b = sides[0][0], sides[1][0]
            if isinstance(a, Figure) and isinstance(b, Figure) and row.relation != "alike":
                near = a.area == b.area and years_apart(a.period, b.period) < 1
                assert (near, row.key) == (bool(row.derived), row.key)
                continue
        if section in ("settings", "outlook"):
            assert row.derived == ()


def shown(cell: Cell) -> list[Item]:
    return [item.share if isinstance(item, Setting) else item for item in cell.items]


def records(role: Role) -> list[Item]:
    """Everything of a role that a comparison has to show."""
    parts: list[Sequence[Item]] = [
        *(role.duties, role.training.levels, role.training.programs, role.training.statements),
        *(role.credentials.items, role.credentials.statements, role.settings.items, role.settings.statements),
        *(role.outlook.figures, role.outlook.statements, role.ratings),
    ]
    return [item for part in parts for item in part]


@given(roles("medic"), roles("nurse"), roles("clerk"))
@SMALL
def test_every_item_of_every_role_is_in_exactly_one_row(one: make.Plain, other: make.Plain, third: make.Plain) -> None:
    compared = [make.subject(plain) for plain in (one, other, third)]
    found = pair(*compared)
    for number, subject in enumerate(compared):
        met = Counter(
            id(item) for row in rows(found) for item in (*row.cells[number].items, *row.cells[number].history)
        )
        # A missing value that names no area is missing in every area that the measure has a row for.
        expected = {
            id(item): sum(row.key.split("@")[0] == item.measure for row in rows(found))
            if isinstance(item, Missing) and item.area is None
            else 1
            for item in records(subject.role)
        }
        assert met == expected


@given(umbrellas(), roles("medic"))
@SMALL
def test_items_of_members_are_counted_once_per_member(whole: RoleWithMembers, plain: make.Plain) -> None:
    found = pair(whole, make.subject(plain))
    for member in whole.members:
        met = Counter(
            id(item)
            for row in rows(found)
            for held in row.cells[0].members
            if held.role == member.id
            for item in held.items
        )
        expected = [*member.duties, *member.training.programs, *member.credentials.items]
        assert {id(item): met[id(item)] for item in expected} == dict.fromkeys(map(id, expected), 1)


@given(umbrellas(), roles("medic"))
@SMALL
def test_ends_of_a_range_are_published_values_of_named_members(whole: RoleWithMembers, plain: make.Plain) -> None:
    for row in rows(pair(whole, make.subject(plain))):
        for cell in row.cells:
            if cell.range is not None:
                own = {
                    id(item.share if isinstance(item, Setting) else item)
                    for held in cell.members
                    if held.role in cell.range.roles
                    for item in held.items
                }
                ends = (cell.range.low, cell.range.high)
                assert all(isinstance(end, (Figure, Level)) and id(end) in own for end in ends)
                assert len({end.area for end in ends}) == 1


@given(subjects("medic"), subjects("nurse"))
@SMALL
def test_sources_are_the_cited_ones_and_warnings_are_unique(one: RoleWithMembers, other: RoleWithMembers) -> None:
    found = pair(one, other)
    assert set(found.sources) == cited(found)
    assert len(set(found.warnings)) == len(found.warnings)


@given(subjects("medic"), subjects("nurse"), st.randoms(use_true_random=False))
@SMALL
def test_order_of_sources_and_activities_does_not_matter(
    one: RoleWithMembers, other: RoleWithMembers, chance: Random
) -> None:
    mixed = BACKGROUND._replace(
        activities=shuffle(BACKGROUND.activities, chance), sources=shuffle(BACKGROUND.sources, chance)
    )
    there, again = pair(one, other), compare([one, other], mixed)
    assert again == there
    assert list(again.sources) == list(there.sources)


def shuffle(named: Mapping[str, T], chance: Random) -> Mapping[str, T]:
    names = list(named)
    chance.shuffle(names)
    return MappingProxyType({name: named[name] for name in names})


def test_order_of_claims_does_not_matter() -> None:
    compared = [make.subject(full("medic")), make.subject(full("nurse"))]
    found = [
        compare(compared, BACKGROUND._replace(claims={number: BACKGROUND.claims[number] for number in order}))
        for order in permutations(BACKGROUND.claims)
    ]
    assert [again.warnings for again in found] == [found[0].warnings] * len(found)


# ── the bundled roles ────────────────────────────────────────────────────────────────────────────────────────────────

CATALOG = Repository(loader.load_dataset(None))
BUNDLED = [heading.id for heading in CATALOG.library.headings]


@pytest.mark.parametrize("names", list(combinations(BUNDLED, 2)), ids="-".join)
def test_every_two_bundled_roles_compare_in_both_orders(names: tuple[str, str]) -> None:
    one, other = CATALOG.find_all(names)
    there, back, *parts = (
        compare(pair, CATALOG.reference_data, Selection(only=only))
        for pair, only in (((one, other), None), ((other, one), None), *(((one, other), only) for only in ONLY[1:]))
    )
    assert [party.id for party in there.roles] == list(names)
    assert all(section.rows for section in there.sections)
    assert rows_by_unordered_key(back) == swapped_rows(there)
    for found in (there, back, *parts):
        assert set(found.sources) == cited(found)
        assert len(set(found.warnings)) == len(found.warnings)


def test_six_bundled_roles_compare() -> None:
    found = compare(CATALOG.find_all(BUNDLED[:6]), CATALOG.reference_data)
    assert {len(row.cells) for row in rows(found)} == {6}
    assert set(found.sources) == cited(found)
