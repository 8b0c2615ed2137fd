"""Tests of claims, of `why`, and of listings of roles and sources."""

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from rich.cells import cell_len

from rolecompare.answers.claims import ClaimsAnswer, claims_answer, judged
from rolecompare.answers.listings import ListAnswer, SourcesAnswer
from rolecompare.comparison.provenance import Trace, trace
from rolecompare.dataset.repository import Repository
from rolecompare.output.formats import Canvas
from rolecompare.output.page import Listing
from rolecompare.output.terminal import draw_listing
from tests import make
from tests.conftest import Golden
from tests.output.example import DATASET
from tests.output.rendering import EXAMPLE, HOSTILE_DATA, INCOMPLETE, compare_one, open_dataset, render, table

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
    assert "\n| ✗ | 3 self contradictory | Blood Person: “Blood people do nothing but draw blood.” \\[1\\]<br>" in page


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
LONG_SUMMARY = "Plan, direct, or coordinate medical and health services in hospitals, clinics or similar organizations."


def test_roles_are_stacked_where_a_long_id_leaves_no_room_beside_it() -> None:
    long_id = "clinical-and-administrative-managers-of-hospitals-clinics-and"
    summary = make.statement(LONG_SUMMARY)
    roles = [
        make.role(long_id, title=LONG_TITLE, summary=summary),
        make.role("nurse", "29-1141.00", title="Nurse", summary=summary),
    ]
    long, short = open_dataset(make.dataset(roles)).search(None)
    assert (
        table(ListAnswer(roles=(long,)), 100)
        == f"""\
{long_id}  31-9092.00
  Title    {LONG_TITLE}
  Summary  Plan, direct, or coordinate medical and health services in hospitals, clinics or similar
           organizations.
"""
    )
    assert (
        table(ListAnswer(roles=(short,)), 100)
        == """\
Role   Code        Title  Summary
nurse  29-1141.00  Nurse  Plan, direct, or coordinate medical and health services in hospitals,
                          clinics or similar organizations.
"""
    )


@given(
    st.lists(st.lists(st.text("a b環é-", max_size=60), min_size=3, max_size=3), max_size=5),
    st.integers(0, 2),
    st.integers(20, 100),
)
@example([["", "環aaaaa", "aaa-aaaaa"], ["aaaaaaaaaa環環", "", ""]], 1, 23)  # a wide letter needs two columns
def test_listing_fits_its_width_and_loses_no_letter(rows: list[list[str]], unbroken: int, width: int) -> None:
    listing = Listing(("Role", "Title", "Text"), tuple(map(tuple, rows)), unbroken, narrowest=0)
    page = draw_listing(listing, Canvas(width))
    assert all(cell_len(line) <= width for line in page.split("\n"))
    for letter in "環é-":
        assert page.count(letter) == sum(value.count(letter) for row in rows for value in row)
