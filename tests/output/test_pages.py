"""Whole pages, as files that a person can read; and what no page may ever show."""

import csv as reader
import io
import json
import re
from itertools import pairwise

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from rich.cells import cell_len

from rolecompare import output
from rolecompare.answers import ClaimsAnswer, ListAnswer, SourcesAnswer, claims_answer, judged, role_answer
from rolecompare.comparison.compare import compare
from rolecompare.comparison.provenance import Trace, trace
from rolecompare.comparison.types import Comparison
from rolecompare.dataset import loader, validation
from rolecompare.dataset.loader import LoadedDataset
from rolecompare.dataset.repository import Repository
from rolecompare.models.figures import Figure
from rolecompare.models.roles import RoleHeading, Setting
from rolecompare.output import Canvas
from rolecompare.output.page import Listing
from rolecompare.output.sanitize import CONTROLS, sanitize
from rolecompare.output.terminal import draw_listing
from rolecompare.output.wrapping import wrap
from tests import make
from tests.conftest import Golden
from tests.make import validated
from tests.output.example import DATASET, EVIL, GAPS, HOSTILE

WIDTHS = (40, 80, 100, 160)


def opened(plain: dict[str, object]) -> Repository:
    found = validation.find_problems(json.dumps(plain).encode())
    assert not found, "\n".join(map(str, found))
    return Repository(LoadedDataset((plain), "example.json"))


def compared(catalog: Repository, *names: str) -> Comparison:
    return compare(catalog.find_all(names), catalog.background)


EXAMPLE = opened(DATASET)
HARM = opened(HOSTILE)
LACKING = opened(GAPS)
BUNDLED = Repository(loader.load_dataset(None))


def table(comparison: Comparison, width: int, *, color: bool = False, sources: bool = True) -> str:
    return output.render(comparison, "table", Canvas(width, color), sources=sources)


@pytest.mark.parametrize("width", WIDTHS)
def test_two_roles_on_a_terminal(golden: Golden, width: int) -> None:
    golden(f"diff-{width}.txt", table(compared(EXAMPLE), width))


@pytest.mark.parametrize("width", [40, 100])
def test_roles_without_activities_on_a_terminal(golden: Golden, width: int) -> None:
    """Somebody's own data, in which wording is all there is to line duties up by."""
    bakes = ["Clean ovens and work areas", "Order ingredients and supplies", "Serve customers", "Shape loaves"]
    cooks = ["Serve customers", "Clean stoves and work areas", "Season soups", "Order supplies"]
    sides = {"baker": bakes, "cook": cooks}
    own = make.dataset([make.role(name, None, duties=[*map(make.duty, side)]) for name, side in sides.items()])
    golden(f"wording-{width}.txt", table(compared(opened(own)), width))


@pytest.mark.parametrize("width", WIDTHS)
def test_three_roles_one_an_umbrella_on_a_terminal(golden: Golden, width: int) -> None:
    golden(f"diff-three-{width}.txt", table(compared(EXAMPLE, "clinic-helper", "blood-taker", "blood-person"), width))


@pytest.mark.parametrize("width", WIDTHS)
def test_an_umbrella_alone_on_a_terminal(golden: Golden, width: int) -> None:
    subject = EXAMPLE.subject(EXAMPLE.find("blood-person"))
    page = output.render(compare([subject], EXAMPLE.background), "table", Canvas(width), sources=True)
    golden(f"show-umbrella-{width}.txt", page)


@pytest.mark.parametrize("width", WIDTHS)
def test_the_bundled_default_pair_on_a_terminal(golden: Golden, width: int) -> None:
    golden(f"bundled-{width}.txt", table(compared(BUNDLED), width))


def test_color_adds_escapes_and_nothing_else(golden: Golden) -> None:
    colored = table(compared(EXAMPLE), 100, color=True)
    golden("diff-100-color.txt", colored)
    bare = "\n".join(line.rstrip() for line in re.sub(r"\x1b\[[0-9;]*m", "", colored).split("\n"))
    assert bare == table(compared(EXAMPLE), 100)


def test_a_page_without_sources_has_no_footnotes(golden: Golden) -> None:
    page = table(compared(EXAMPLE), 80, sources=False)
    golden("diff-80-no-sources.txt", page)
    assert not re.search(r"\[\d+\]", page)


@pytest.mark.parametrize(("form", "ending"), [("markdown", "md"), ("csv", "csv")])
def test_other_formats(golden: Golden, form: str, ending: str) -> None:
    comparison = compared(EXAMPLE, "clinic-helper", "blood-taker", "blood-person")
    golden(f"diff-three.{ending}", output.render(comparison, form, Canvas(), sources=True))


def test_json(golden: Golden) -> None:
    golden(
        "diff-three.json",
        output.render(compared(EXAMPLE, "clinic-helper", "blood-taker", "blood-person"), "json", Canvas()),
    )
    subject = EXAMPLE.subject(EXAMPLE.find("blood-person"))
    answer = role_answer(subject, compare([subject], EXAMPLE.background))
    golden("show-umbrella.json", output.render(answer, "json", Canvas()))
    golden("list.json", output.render(ListAnswer(roles=tuple(EXAMPLE.search(None))), "json", Canvas()))


@pytest.mark.parametrize("width", [40, 80])
def test_what_is_missing_and_why_on_a_terminal(golden: Golden, width: int) -> None:
    golden(f"missing-{width}.txt", table(compared(LACKING), width))


@pytest.mark.parametrize(("form", "ending"), [("markdown", "md"), ("csv", "csv")])
def test_what_is_missing_and_why_in_other_formats(golden: Golden, form: str, ending: str) -> None:
    golden(f"missing.{ending}", output.render(compared(LACKING), form, Canvas(), sources=True))


def on_trial() -> ClaimsAnswer:
    titles = {heading.id: heading.title for heading in EXAMPLE.library.headings}
    return claims_answer([judged(claim) for claim in EXAMPLE.library.claims], 9, titles, EXAMPLE.background)


@pytest.mark.parametrize("width", WIDTHS)
def test_claims_on_a_terminal(golden: Golden, width: int) -> None:
    golden(f"claims-{width}.txt", output.render(on_trial(), "table", Canvas(width), sources=True))


@pytest.mark.parametrize(("form", "ending"), [("markdown", "md"), ("csv", "csv")])
def test_claims_in_other_formats(golden: Golden, form: str, ending: str) -> None:
    golden(f"claims.{ending}", output.render(on_trial(), form, Canvas(), sources=True))


def test_claims_as_json(golden: Golden) -> None:
    golden("claims.json", output.render(on_trial(), "json", Canvas()))


def traced(name: str, field: str, catalog: Repository = EXAMPLE) -> Trace:
    subject = catalog.subject(catalog.find(name))
    found = trace(compare([subject], catalog.background), field)
    assert found is not None
    return found


@pytest.mark.parametrize("width", [40, 100, 260])
def test_where_an_umbrella_s_figure_comes_from_on_a_terminal(golden: Golden, width: int) -> None:
    found = traced("blood-person", "outlook.pay.annual.median")
    golden(f"why-umbrella-{width}.txt", output.render((found), "table", Canvas(width)))


@pytest.mark.parametrize(("form", "ending"), [("markdown", "md"), ("csv", "csv")])
def test_where_a_figure_comes_from_in_other_formats(golden: Golden, form: str, ending: str) -> None:
    golden(
        f"why.{ending}",
        output.render((traced("blood-taker", "outlook.pay.annual.median")), form, Canvas()),
    )


def test_where_it_is_seen_that_a_part_is_missing(golden: Golden) -> None:
    golden(
        "why-missing.txt",
        output.render((traced("all-other", "settings.missing", LACKING)), "table", Canvas(80)),
    )


def test_where_a_figure_comes_from_as_json(golden: Golden) -> None:
    golden("why.json", output.render(traced("blood-person", "outlook.pay.annual.median"), "json", Canvas()))


@pytest.mark.parametrize("width", [40, 100])
def test_listings_on_a_terminal(golden: Golden, width: int) -> None:
    golden(f"list-{width}.txt", output.render(ListAnswer(roles=tuple(EXAMPLE.search(None))), "table", Canvas(width)))
    listed = SourcesAnswer(sources=EXAMPLE.library.sources)
    golden(f"sources-{width}.txt", output.render(listed, "table", Canvas(width)))


LONG = "Clinical and Administrative Managers of Hospitals, Clinics and Laboratories, All Other"
MANY_WORDS = "Plan, direct, or coordinate medical and health services in hospitals, clinics or similar organizations."


@pytest.mark.parametrize("width", WIDTHS)
def test_a_list_of_roles_with_long_ids_leaves_room_for_what_is_said_of_them(golden: Golden, width: int) -> None:
    plain = [
        make.role("clinical-and-administrative-managers-of-hospitals-clinics-and", title=LONG),
        make.role("nurse", "29-1141.00", title="Nurse"),
    ]
    listed = [validated(RoleHeading, {**head, "summary": make.statement(MANY_WORDS)}) for head in map(heading, plain)]
    golden(f"list-long-{width}.txt", output.render(ListAnswer(roles=tuple(listed)), "table", Canvas(width)))
    golden(f"list-short-{width}.txt", output.render(ListAnswer(roles=tuple(listed[1:])), "table", Canvas(width)))


def heading(plain: make.Plain) -> make.Plain:
    return {name: plain[name] for name in RoleHeading.__dataclass_fields__ if name in plain}


@given(
    st.lists(st.lists(st.text("a b環é-", max_size=60), min_size=3, max_size=3), max_size=5),
    st.integers(0, 2),
    st.integers(20, 100),
)
@example(
    [["", "環aaaaa", "aaa-aaaaa"], ["aaaaaaaaaa環環", "", ""]], 1, 23
)  # a column of one place holds no wide letter
def test_a_listing_keeps_to_its_width_and_loses_nothing(rows: list[list[str]], whole: int, width: int) -> None:
    listing = Listing(("Role", "Title", "Text"), tuple(map(tuple, rows)), whole, narrowest=0)
    drawn = draw_listing(listing, Canvas(width))
    assert all(cell_len(line) <= width for line in drawn.split("\n"))
    for letter in "環é-":
        assert drawn.count(letter) == sum(value.count(letter) for row in rows for value in row)


@pytest.mark.parametrize("form", ["markdown", "csv"])
def test_listings_in_other_formats(golden: Golden, form: str) -> None:
    golden(f"list.{form}", output.render(ListAnswer(roles=tuple(HARM.search(None))), form, Canvas()))


# ── what holds for every page ────────────────────────────────────────────────────────────────────────────────────────


def figures(comparison: Comparison) -> set[str]:
    """Every leading number of a comparison as people write it."""
    found = set()
    for section in comparison.sections:
        for row in section.rows:
            for cell in row.cells:
                ends = (cell.range.low, cell.range.high) if cell.range else ()
                for item in (*cell.items, *ends):
                    value = item.share if isinstance(item, Setting) else item
                    if isinstance(value, Figure):
                        digits = f"{abs(value.value):,.2f}" if value.unit == "USD/hour" else f"{abs(value.value):,}"
                        found.add(digits)
    return found


@pytest.mark.parametrize("width", [20, 30, 40, 60, 80, 100, 160, 300])
@pytest.mark.parametrize("names", [(), tuple(heading.id for heading in BUNDLED.search(None))[:6]])
def test_no_width_ever_shortens_a_number(width: int, names: tuple[str, ...]) -> None:
    comparison = compared(BUNDLED, *names)
    page = table(comparison, width)
    words = set(re.findall(r"[\d,.]*\d", page))
    assert figures(comparison) <= words
    assert "…" not in page


@pytest.mark.parametrize("width", [20, 40, 79, 100, 200])
def test_no_line_is_wider_than_the_page(width: int) -> None:
    for comparison in (compared(BUNDLED), compared(HARM), compared(EXAMPLE, "clinic-helper", "blood-person")):
        too_wide = [line for line in table(comparison, width).split("\n") if cell_len(line) > width]
        assert too_wide == []


def test_footnotes_are_numbered_as_a_reader_meets_them() -> None:
    page = table(compared(BUNDLED), 40)
    body, _, notes = page.partition("\nSources\n")
    met = list(dict.fromkeys(int(number) for number in re.findall(r"\[(\d+)\]", body)))
    listed = [int(number) for number in re.findall(r"^  \[(\d+)\]", notes, re.MULTILINE)]
    assert met == listed == list(range(1, len(met) + 1))


def test_what_all_members_have_in_common_is_said_once_with_when_it_was_told() -> None:
    members = [
        make.role(name, code, training={"levels": [make.level("job-zone-3", "job_zone", period=period, code=code)]})
        for name, code, period in (("one", "29-2012.00", "2022-08"), ("two", "29-2031.00", "2014-07"))
    ]
    whole = make.role("whole", None, members=["one", "two"])
    nurse = make.role("nurse", "29-1141.00", training={"levels": [make.level("job-zone-4", "job_zone")]})
    comparison = compared(opened(make.dataset([whole, nurse, *members])), "whole", "nurse")
    page = output.render(comparison, "markdown", Canvas())
    assert "Job Zone 3 (July 2014 to August 2022) across all 2" in page
    assert page.count("Job Zone 3") == 1


def test_no_bar_is_drawn_over_figures_of_different_years_or_out_of_order() -> None:
    pay = [
        make.figure(90, "pay.annual.p10", period="2025"),
        make.figure(50, "pay.annual.median", period="2024"),
        make.figure(10, "pay.annual.p90", period="2019"),
    ]
    odd = opened(make.dataset([make.role("one", outlook={"pay": pay}), make.role("two", "29-1141.00")]))
    assert "├" not in table(compared(odd), 100)


def test_addresses_are_links_in_markdown_and_whole() -> None:
    comparison = compared(EXAMPLE, "clinic-helper", "blood-person")
    page = output.render(comparison, "markdown", Canvas(), sources=True)
    assert "<https://example.org/article?a=1&b=2>" in page


# ── what comes from outside stays text ───────────────────────────────────────────────────────────────────────────────

PAGES = {
    "table": table(compared(HARM), 100),
    "narrow": table(compared(HARM), 40),
    "markdown": output.render(compared(HARM), "markdown", Canvas(), sources=True),
    "csv": output.render(compared(HARM), "csv", Canvas(), sources=True),
    "json": output.render(compared(HARM), "json", Canvas()),
    "list": output.render(ListAnswer(roles=tuple(HARM.search(None))), "table", Canvas()),
    "sources": output.render(SourcesAnswer(sources=HARM.library.sources), "table", Canvas(40)),
}


@pytest.mark.parametrize("page", PAGES)
def test_no_control_character_gets_through(page: str) -> None:
    assert [found for found in CONTROLS.findall(PAGES[page]) if found != "\n"] == []


def test_terminal_escapes_and_rich_markup_are_shown_as_text() -> None:
    assert "␛[31mred␛[0m [/red] [bold]x[/bold]" in " ".join(PAGES["table"].split())


def test_html_and_markdown_marks_are_escaped_in_markdown() -> None:
    page = PAGES["markdown"]
    assert "<script" not in page
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in page
    assert "a\\|b \\*s\\* \\_u\\_ \\`c\\`" in page


def test_every_row_of_a_markdown_table_has_as_many_cells_as_its_head() -> None:
    for one, other in pairwise(line for line in PAGES["markdown"].split("\n")):
        if one.startswith("|") and other.startswith("|"):
            assert len(re.findall(r"(?<!\\)\|", one)) == len(re.findall(r"(?<!\\)\|", other))


def test_no_cell_of_csv_begins_a_formula() -> None:
    rows = list(reader.reader(io.StringIO(PAGES["csv"])))
    assert {len(row) for row in rows} == {len(rows[0])}
    begins = [cell for row in rows for cell in row if cell.lstrip().startswith(("=", "+", "-", "@"))]
    assert [cell for cell in begins if not re.fullmatch(r"-?[\d.]+", cell)] == []


def test_json_keeps_the_text_that_it_was_given() -> None:
    answer = json.loads(PAGES["json"])
    texts = [item["text"] for row in answer["sections"][0]["rows"] for cell in row["cells"] for item in cell["items"]]
    assert EVIL in texts


@settings(deadline=None)
@given(st.text())
def test_harmless_text_holds_no_command_and_stays_so(text: str) -> None:
    once = sanitize(text)
    assert CONTROLS.search(once) is None
    assert sanitize(once) == once


@settings(deadline=None)
@given(st.text(alphabet=st.characters(exclude_categories=["Cc", "Cs", "Mn", "Me"])), st.integers(2, 50))
def test_breaking_lines_loses_nothing_and_fits(text: str, width: int) -> None:
    lines = list(wrap(text, width))
    assert "".join(lines).replace(" ", "") == text.replace(" ", "")
    assert all(cell_len(line) <= width for line in lines)
