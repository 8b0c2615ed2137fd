"""Tests of claims, of `why`, and of listings of roles and sources."""

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from rich.cells import cell_len

from rolecompare.answers.claims import ClaimsAnswer, claims_answer, judged
from rolecompare.answers.listings import ListAnswer, SourcesAnswer
from rolecompare.comparison.provenance import Trace, trace
from rolecompare.dataset.repository import Repository
from rolecompare.output.formats import SUMMARY as SUMMARY_ONLY
from rolecompare.output.formats import Canvas, Detail
from rolecompare.output.page import Column, Listing
from rolecompare.output.terminal import draw
from tests import make
from tests.conftest import Golden
from tests.output.example import DATASET
from tests.output.rendering import BUNDLED, EXAMPLE, HOSTILE_DATA, INCOMPLETE, compare_one, open_dataset, render, table

WIDTHS = st.integers(20, 100)
MEDIAN_PAY = "outlook.pay.annual.median"


def judged_claims(repository: Repository = EXAMPLE) -> ClaimsAnswer:
    titles = {heading.id: heading.title for heading in repository.library.headings}
    return claims_answer(
        [judged(claim) for claim in repository.library.claims.values()], 9, titles, repository.reference_data
    )


def test_page_of_claims(golden: Golden) -> None:
    golden("claims-100.txt", table(judged_claims(), 100))


@pytest.mark.parametrize("output_format", ["csv", "json"])
def test_claims_in_other_formats(golden: Golden, output_format: str) -> None:
    golden(f"claims.{output_format}", render(judged_claims(), output_format))


def test_evidence_that_a_part_of_a_role_is_missing_has_its_name() -> None:
    first, *others = DATASET["claims"]
    claim = first | {"evidence": [make.missing("ability", "not-in-dataset", reason="none")]}
    page = table(judged_claims(open_dataset(DATASET | {"claims": [claim, *others]})), 100)
    assert "• Abilities: — none" in page


def test_claim_is_one_row_in_markdown() -> None:
    page = render(judged_claims(), "markdown").replace("\xa0", " ")
    assert page.startswith("# The article's claims\n\n*4 of 9 claims*\n")
    assert "\n| ✗ | 3 self-contradictory | Blood Person: “Blood people do nothing but draw blood.” \\[1\\]<br>" in page


def trace_field(name: str, field: str, repository: Repository = EXAMPLE) -> Trace:
    found = trace(compare_one(repository, name), field)
    assert found is not None
    return found


def test_page_of_origins_of_an_umbrella_figure(golden: Golden) -> None:
    golden("why-umbrella-100.txt", table(trace_field("blood-person", MEDIAN_PAY), 100))


def test_origins_in_csv(golden: Golden) -> None:
    golden("why.csv", render(trace_field("blood-taker", MEDIAN_PAY), "csv"))


def test_origins_in_json(golden: Golden) -> None:
    golden("why.json", render(trace_field("blood-person", MEDIAN_PAY), "json"))


def test_origins_have_a_column_each_in_markdown() -> None:
    lines = render(trace_field("blood-taker", MEDIAN_PAY), "markdown").splitlines()
    assert lines[0] == f"# Blood Taker: Pay a year, median ({MEDIAN_PAY.replace('_', chr(92) + '_')})"
    assert lines[2].startswith("| Value | Period | For code | Used | File |")


def test_origin_of_a_missing_part_says_why_it_is_missing() -> None:
    page = table(trace_field("all-other", "settings.missing", INCOMPLETE), 80)
    assert (
        """
— work context: not surveyed: nobody was asked
  Used      yes
  Place     Work Context
  Formula   no value there: nobody was asked
"""
        in page
    )


def test_page_of_roles_and_page_of_sources(golden: Golden) -> None:
    golden("list-100.txt", table(ListAnswer(roles=tuple(EXAMPLE.search(None))), 100))
    golden("sources-100.txt", table(SourcesAnswer(sources=EXAMPLE.library.sources), 100))


def test_roles_as_json(golden: Golden) -> None:
    golden("list.json", render(ListAnswer(roles=tuple(EXAMPLE.search(None))), "json"))


@pytest.mark.parametrize("output_format", ["markdown", "csv"])
def test_roles_in_other_formats(golden: Golden, output_format: str) -> None:
    golden(f"list.{output_format}", render(ListAnswer(roles=tuple(HOSTILE_DATA.search(None))), output_format))


LONG_TITLE = "Clinical and Administrative Managers of Hospitals, Clinics and Laboratories, All Other"
SUMMARY = "Plan, direct, or coordinate medical and health services in hospitals, clinics or similar organizations."


def roles_page(titles: list[str], width: int, detail: Detail = SUMMARY_ONLY) -> str:
    """Return the page of `list` for roles with these titles."""
    summary = make.statement(SUMMARY)
    roles = [make.role(f"job-{n}", None, title=title, summary=summary) for n, title in enumerate(titles)]
    return table(ListAnswer(roles=tuple(open_dataset(make.dataset(roles)).search(None))), width, detail)


@pytest.mark.parametrize("width", [80, 100, 160])
def test_list_has_one_line_for_each_role_and_whole_titles(width: int) -> None:
    page = table(ListAnswer(roles=tuple(BUNDLED.search(None))), width, SUMMARY_ONLY)
    header, *lines = page.splitlines()
    assert header.split() == ["Code", "Title", "Summary", "ID"][: 4 if width > 100 else 3]
    for heading, line in zip(BUNDLED.search(None), lines, strict=True):
        assert f"  {heading.title}  " in line


def test_long_title_takes_the_room_of_the_summary() -> None:
    lines = roles_page(["Nurse", LONG_TITLE], 80).splitlines()
    assert lines[1] == "—     Nurse                         Plan, direct, or coordinate medical and hea…"
    assert [line.strip() for line in lines[2:]] == [
        "—     Clinical and Administrative Managers of Hospitals, Clinics and",
        "Laboratories, All Other",
    ]


def test_list_in_full_has_whole_summaries() -> None:
    page = roles_page(["Nurse", "Aide"], 80, Detail(full=True))
    assert page.count("similar") == page.count("organizations.") == 2


def test_narrow_list_has_two_lines_for_each_role() -> None:
    assert (
        roles_page(["Nurse", "Aide"], 40)
        == """\
Nurse
  — · Plan, direct, or coordinate medic…
Aide
  — · Plan, direct, or coordinate medic…
"""
    )


KINDS = st.sampled_from(["text", "name", "fixed", "number"])
VALUES = st.text("a b環é-", max_size=60)


@given(st.lists(KINDS, min_size=3, max_size=3), st.lists(st.lists(VALUES, min_size=3, max_size=3), max_size=5), WIDTHS)
@example(["text", "name", "text"], [["", "環aaaaa", "aaa-aaaaa"], ["aaaaaaaaaa環環", "", ""]], 23)
def test_listing_fits_its_width_and_loses_no_letter(kinds: list[str], rows: list[list[str]], width: int) -> None:
    columns = tuple(map(Column, ("Role", "Title", "Text"), kinds))
    page = draw(Listing(columns, tuple(map(tuple, rows))), Canvas(width))
    assert all(cell_len(line) <= width for line in page.split("\n"))
    for letter in "環é-":
        assert page.count(letter) == sum(value.count(letter) for row in rows for value in row)


@given(st.lists(KINDS, min_size=3, max_size=3), st.lists(st.lists(VALUES, min_size=3, max_size=3), max_size=5), WIDTHS)
def test_rows_of_one_line_fit_and_cut_only_texts(kinds: list[str], rows: list[list[str]], width: int) -> None:
    columns = tuple(map(Column, ("Role", "Title", "Text"), kinds))
    page = draw(Listing(columns, tuple(map(tuple, rows)), one_line=True), Canvas(width))
    assert all(cell_len(line) <= width for line in page.split("\n"))
    assert "text" in kinds or "…" not in page
