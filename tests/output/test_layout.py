"""Tests of the layout of any page: widths from 20 to 300, whole numbers, colors, and terminals without Unicode."""

import re
from collections.abc import Sequence

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rich.cells import cell_len

from rolecompare.output.formats import Canvas
from rolecompare.output.page import Column, Line, Listing, Page, PageRow, PageSection, RangeBar, RangeChart
from rolecompare.output.terminal import draw
from tests.output.rendering import BUNDLED, HOSTILE_DATA, compare_roles, table

SIX = (
    "medical-assistant",
    "phlebotomist",
    "registered-nurse",
    "paramedic",
    "cardiovascular-technician",
    "dental-assistant",
)
ESCAPE = re.compile(r"\x1b\[[0-9;]*m")


def make_page(
    *parts: PageRow | RangeChart | Listing, titles: Sequence[str] = ("Baker", "Cook"), **fields: object
) -> Page:
    """Return a page with one section."""
    section = PageSection("work", "Work", parts)
    return Page("A page", tuple(titles), (section,))


def row(*cells: str, sign: str = "≠", label: str = "Pay", is_short: bool = True) -> PageRow:
    """Return a row with a line of text for each cell."""
    return PageRow(sign, label, tuple((Line(cell),) for cell in cells), is_short)


def lines_of(page: Page, width: int, *, color: bool = False, unicode: bool = True) -> list[str]:
    """Return the lines of a page as a terminal shows them."""
    return draw(page, Canvas(width, color, unicode)).splitlines()


TEXTS = st.text(st.sampled_from("aé環🙂 -$1,5.\xa0"), max_size=40)
NUMBERS = st.lists(st.integers(1, 99), max_size=2).map(tuple)
SHARES = st.one_of(st.none(), st.floats(0, 1))
LINES = st.builds(Line, TEXTS, NUMBERS, st.booleans(), NUMBERS, SHARES, st.booleans(), st.booleans())
CELLS = st.lists(LINES, max_size=3).map(tuple)


@st.composite
def pages(draw_from: st.DrawFn) -> Page:
    """Return a page with rows, a chart and a table for up to six jobs."""
    jobs = draw_from(st.integers(1, 6))
    rows = st.builds(
        PageRow,
        st.sampled_from("=≠●"),
        TEXTS,
        st.one_of(st.tuples(*[CELLS] * jobs), st.tuples(CELLS)),
        st.booleans(),
    )
    ends = st.lists(st.floats(0, 1e6), min_size=3, max_size=3).map(sorted)
    bars = st.one_of(
        st.builds(lambda *texts: RangeBar(texts[0], None, None, text=texts[1]), TEXTS, TEXTS),
        st.builds(lambda label, values: RangeBar(label, values[0], values[2], values[1]), TEXTS, ends),
    )
    marks = st.one_of(st.none(), st.tuples(st.floats(0, 1e6), TEXTS))
    charts = st.builds(
        RangeChart, TEXTS, st.sampled_from(["USD/year", "USD/hour"]), st.lists(bars, min_size=1).map(tuple), marks
    )
    kinds = draw_from(st.lists(st.sampled_from(["text", "name", "fixed", "number"]), min_size=1, max_size=4))
    columns = tuple(Column(draw_from(TEXTS), kind) for kind in kinds)
    values = st.lists(st.tuples(*[TEXTS] * len(kinds)), max_size=3).map(tuple)
    notes = st.lists(TEXTS, max_size=1).map(tuple)
    listings = st.builds(Listing, st.just(columns), values, notes, TEXTS, st.booleans())
    parts = draw_from(st.lists(st.one_of(rows, charts, listings), min_size=1, max_size=5))
    titles = draw_from(st.lists(TEXTS, min_size=jobs, max_size=jobs))
    return make_page(*parts, titles=titles)._replace(title=draw_from(TEXTS), notes=(draw_from(TEXTS),))


@settings(deadline=None, max_examples=100)
@given(pages(), st.integers(20, 300), st.booleans())
def test_every_page_fits_and_loses_no_letter(page: Page, width: int, unicode: bool) -> None:
    lines = lines_of(page, width, unicode=unicode)
    assert [line for line in lines if cell_len(line) > width] == []
    if unicode:
        shown = "".join(lines)
        cells = [line.text for part in page.sections[0].rows for cell in part.cells for line in cell]
        for letter in "é環🙂":
            assert shown.count(letter) >= sum(text.count(letter) for text in cells)
    else:
        assert all(line.isascii() for line in lines)


@pytest.mark.parametrize("names", [SIX, SIX[:3], ("medical-assistant", "medical-technician"), SIX[:1]])
def test_no_width_cuts_a_title_or_a_code(names: tuple[str, ...]) -> None:
    comparison = compare_roles(BUNDLED, *names)
    for width in range(40, 300, 17):
        page = table(comparison, width)
        assert [line for line in page.splitlines() if cell_len(line) > width] == []
        words = set(re.split(r"[\s│]+", page))
        assert {word for role in comparison.roles for word in role.title.split()} <= words


@pytest.mark.parametrize("width", [60, 80, 100, 160])
@pytest.mark.parametrize("jobs", [2, 3, 6])
def test_figures_of_up_to_six_jobs_stand_side_by_side(jobs: int, width: int) -> None:
    titles = ("Medical Assistant", "Phlebotomist", "Registered Nurse", "Paramedic", "Dental Assistant", "Home Aide")[
        :jobs
    ]
    figures = ("$45,690", "$45,230", "$97,550", "$60,600", "$48,070", "$35,780")[:jobs]
    growth = ("+12.5%", "+5.6%", "+4.9%", "+5%", "+6.4%", "+17%")[:jobs]
    page = make_page(row(*figures), row(*growth, label="Growth"), titles=titles)
    lines = lines_of(page, width)
    in_a_row = any(all(figure in line for figure in figures) for line in lines)
    jobs_as_rows = all(
        any(title.split()[0] in line and figure in line and change in line for line in lines)
        for title, figure, change in zip(titles, figures, growth, strict=True)
    )
    assert in_a_row or jobs_as_rows


def test_columns_of_all_parts_of_a_page_line_up() -> None:
    parts = (row("$1", "$2"), row("together", is_short=False), row("long " * 30, "text " * 30, is_short=False))
    lines = lines_of(make_page(*parts), 80)
    places = [[place for place, sign in enumerate(line) if sign in "│┼┴"] for line in lines[2:]]
    full = max(places, key=len)
    assert all(each in (full, full[:1]) for each in places)
    assert sum(each == full[:1] for each in places) == 1


def test_share_bars_begin_at_the_same_place_and_grow_with_the_share() -> None:
    rows = [
        PageRow("≠", name, ((Line(f"{share}%", bar=share / 100),), (Line("—"),)))
        for name, share in (("Offices", 57), ("Labs", 8))
    ]
    lines = lines_of(make_page(*rows), 100)
    offices, labs = (next(line for line in lines if name in line) for name in ("Offices", "Labs"))
    assert offices.index("█") == labs.index("█")
    assert "57% █" in offices
    assert "  8% █" in labs
    assert round(offices.count("█") / labs.count("█")) in range(5, 11)


def chart(*bars: RangeBar, reference: tuple[float, str] | None = None) -> RangeChart:
    """Return a chart of pay a year."""
    return RangeChart("Pay a year", "USD/year", bars, reference)


@pytest.mark.parametrize("width", [40, 60, 100, 160])
def test_bars_of_a_chart_stand_on_one_scale(width: int) -> None:
    bars = (RangeBar("Baker", 30_000, 60_000, 40_000), RangeBar("Cook", 40_000, 80_000, 60_000, 1))
    lines = lines_of(make_page(chart(*bars, reference=(49_500, "U.S. median $49,500"))), width)
    axis = next(line for line in lines if "$40k" in line)
    baker, cook = (line for line in lines if "■" in line and "median" not in line)
    assert baker.index("■") == cook.index("├")
    assert baker.index("┤") == cook.index("■")
    assert abs(axis.index("$40k") + 2 - cook.index("├")) <= 1
    assert baker.index("┆") == cook.index("┆")
    assert "┆ U.S. median $49,500" in " ".join(" ".join(lines).split())


@pytest.mark.parametrize("value", [0, 1, 1e12, 1e15])
def test_one_value_however_large_has_a_place_on_the_scale(value: float) -> None:
    lines = lines_of(make_page(chart(RangeBar("Baker", value, value, value))), 100)
    assert sum("■" in line and "median" not in line for line in lines) == 1


def test_bar_without_ends_has_only_its_text() -> None:
    bars = (RangeBar("Baker", 30_000, 60_000, 40_000, 0, "$40,000"), RangeBar("Cook", None, None, None, 1, "not known"))
    (cook,) = (line for line in lines_of(make_page(chart(*bars)), 100) if line.startswith("Cook"))
    assert cook.split() == ["Cook", "not", "known"]


def test_terminal_without_unicode_gets_ascii_of_the_same_widths() -> None:
    comparison = compare_roles(HOSTILE_DATA)
    for answer in (comparison, compare_roles(BUNDLED)):
        page = table(answer, 80, unicode=False)
        assert page.isascii()
        assert all(cell_len(line) <= 80 for line in page.splitlines())
    assert "! different" in page
    assert re.search(r"^!  .* \| ", page, re.MULTILINE)
    assert "|----" in page


def test_what_differs_is_bright_and_what_is_the_same_is_quiet() -> None:
    page = draw(make_page(row("$1", "$2"), row("$3", "$3", sign="=")), Canvas(80, color=True))
    assert "\x1b[2m$3" in page
    assert "\x1b[2m$1" not in page


def test_better_figures_and_warnings_have_a_color() -> None:
    better = PageRow("≠", "Pay", ((Line("$2", is_better=True),), (Line("$1"),)), is_short=True)
    page = draw(make_page(better)._replace(warnings=(Line("Take care."),)), Canvas(80, color=True))
    assert "\x1b[32m$2" in page
    assert "\x1b[33mTake care." in page


def test_each_job_has_the_same_color_in_its_heading_and_its_bar() -> None:
    bars = (RangeBar("Baker", 1, 5, 2, 0), RangeBar("Cook", 1, 5, 2, 1))
    page = draw(make_page(row("$1", "$2"), chart(*bars)), Canvas(100, color=True))
    for color, title in (("36", "Baker"), ("35", "Cook")):
        assert re.search(rf"\x1b\[1;{color}m{title}", page)
        assert re.search(rf"\x1b\[{color}m[ ├─■┤]*■", page)


def test_color_changes_no_letter() -> None:
    page = make_page(row("$1", "$2"), chart(RangeBar("Baker", 1, 5, 2)))
    colored = [ESCAPE.sub("", line).rstrip() for line in lines_of(page, 90, color=True)]
    assert colored == lines_of(page, 90)


def test_names_of_jobs_stand_again_above_a_section_after_many_rows() -> None:
    long = PageSection("a", "First", tuple(row("x", "y", label=str(number)) for number in range(25)))
    page = make_page()._replace(sections=(long, PageSection("b", "Second", (row("x", "y"),))))
    lines = lines_of(page, 80)
    assert sum(bool(re.search(r"│ Baker +│ Cook", line)) for line in lines) == 2
