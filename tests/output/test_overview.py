"""Tests of the summaries of `diff` and `show`: that they fit on a page and hold what is most important."""

import random
from itertools import combinations
from typing import Any

import pytest
from rich.cells import cell_len

from rolecompare.answers.role import RoleReport
from rolecompare.comparison import labels
from rolecompare.comparison.jobs import figures_of, jobs_of, rows_of
from rolecompare.comparison.types import Comparison
from rolecompare.models.figures import Figure
from rolecompare.models.kinds import Requirement, SectionName
from rolecompare.models.roles import Credential, Setting
from rolecompare.output import formats
from rolecompare.output.formats import SUMMARY, Canvas, Detail
from rolecompare.output.page import Page, PageRow, View
from rolecompare.output.pages.comparison import comparison_page
from tests import make
from tests.conftest import Golden
from tests.output.rendering import BUNDLED, EXAMPLE, compare_one, compare_roles, open_dataset, table

MAX_LINES = {100: 60, 80: 80}
JOBS = [heading.id for heading in BUNDLED.library.headings if not heading.members]
UMBRELLAS = [heading.id for heading in BUNDLED.library.headings if heading.members]
PAIRS = list(combinations(JOBS, 2))
TWENTY_PAIRS = random.Random(11).sample(PAIRS, 20)
TRIPLES = random.Random(12).sample(list(combinations(JOBS, 3)), 10)


def lines_of(answer: object, width: int, detail: Detail = SUMMARY) -> int:
    return table(answer, width, detail).count("\n")


def overview(comparison: Comparison) -> Page:
    return comparison_page(comparison, View())


def texts_of(page: Page) -> list[str]:
    """Return the label and the lines of every row of a page."""
    return [
        text
        for section in page.sections
        for row in section.rows
        for text in (row.label, *(line.text for cell in row.cells for line in cell))
    ]


@pytest.mark.parametrize("width", MAX_LINES)
@pytest.mark.parametrize("names", [(), *TWENTY_PAIRS[:6], *TRIPLES[:3]], ids="+".join)
def test_jobs_fit_on_a_page(names: tuple[str, ...], width: int) -> None:
    assert lines_of(compare_roles(BUNDLED, *names), width) <= MAX_LINES[width]


@pytest.mark.slow
@pytest.mark.parametrize("width", MAX_LINES)
def test_every_pair_and_many_triples_fit_on_a_page(width: int) -> None:
    found = {names: lines_of(compare_roles(BUNDLED, *names), width) for names in (*PAIRS, *TRIPLES)}
    assert {names: lines for names, lines in found.items() if lines > MAX_LINES[width]} == {}


@pytest.mark.parametrize("width", MAX_LINES)
@pytest.mark.parametrize("name", [*JOBS, *UMBRELLAS])
def test_one_job_fits_on_a_page(name: str, width: int) -> None:
    comparison = compare_one(BUNDLED, name)
    report = RoleReport(BUNDLED.load(BUNDLED.find(name)), comparison)
    assert lines_of(report, width) <= MAX_LINES[width]


def section(page: Page, name: str) -> tuple[PageRow, ...]:
    return next(found.rows for found in page.sections if found.name == name)


@pytest.mark.parametrize("pair", TWENTY_PAIRS, ids="+".join)
def test_most_important_things_of_a_pair_are_on_its_page(pair: tuple[str, str]) -> None:
    comparison = compare_roles(BUNDLED, *pair)
    texts = texts_of(overview(comparison))
    rows = {found.name.value: found.rows for found in comparison.sections}
    medians = [row for row in rows["outlook"] if row.key == "pay.annual.median"]
    for figure in (item for row in medians for cell in row.cells for item in cell.items if isinstance(item, Figure)):
        assert any(text.startswith(labels.value(figure)) for text in texts)
    shares = [
        (item.share.value, row.label)
        for row in rows["settings"]
        for cell in row.cells
        for item in cell.items
        if isinstance(item, Setting) and isinstance(item.share, Figure)
    ]
    if shares:
        assert max(shares)[1] in texts
    required = {
        item.requirement
        for row in rows["credentials"]
        for cell in row.cells
        for item in cell.items
        if isinstance(item, Credential)
    }
    if Requirement.BY_LAW in required:
        assert any(text.startswith("every state") for text in texts)


def test_core_and_important_duties_come_first() -> None:
    def rated(text: str, importance: float, task_type: str) -> make.Plain:
        return make.duty(text, task_type=task_type, importance=make.estimate(importance))

    baker = make.role(
        "baker",
        "51-3011.00",
        duties=[
            make.duty("Taste", task_type=None),
            rated("Sweep", 4.9, "supplemental"),
            rated("Weigh", 3.1, "core"),
            rated("Bake", 4.8, "core"),
            rated("Mix", 4.2, "core"),
        ],
    )
    cook = make.role("cook", "35-2014.00", duties=[make.duty("Fry")])
    page = overview(compare_roles(open_dataset(make.dataset([baker, cook])), "baker", "cook"))
    only = next(row for row in section(page, "duties") if row.label == "Only listed here")
    assert [line.text for line in only.cells[0]] == ["• Bake", "• Mix"]
    notes = next(found.notes for found in page.sections if found.name == "duties")
    assert notes == ("+ 3 more: --section duties",)


def credentials(**requirements: str) -> dict[str, Any]:
    items = [make.credential(name.capitalize(), value.replace("_", "-")) for name, value in requirements.items()]
    return {"credentials": {"items": items}}


def test_credentials_come_by_how_binding_they_are() -> None:
    given = credentials(a="optional", b="preferred_by_some_employers", c="expected_by_most_employers", d="by_law")
    roles = [make.role("baker", "51-3011.00", **given), make.role("cook", "35-2014.00", **given)]
    rows = {
        row.label: row for row in section(overview(compare_roles(open_dataset(make.dataset(roles)))), "credentials")
    }
    assert [line.text for line in rows["Required by law"].cells[0]] == ["every state (certification)"]
    assert [line.text for line in rows["Certifications"].cells[0]] == [
        "every state requires D",
        "most employers require or prefer C · 2 more",
    ]


def test_what_some_states_require_of_both_is_not_said_to_be_the_same() -> None:
    given = credentials(a="by_law_in_some_states")
    roles = [make.role("baker", "51-3011.00", **given), make.role("cook", "35-2014.00", **given)]
    (law, _) = section(overview(compare_roles(open_dataset(make.dataset(roles)))), "credentials")
    assert (law.sign, law.cells[0][0].text) == ("≈", "some states (certification)")


def test_certifications_that_a_state_requires_are_told_as_a_choice() -> None:
    roles = [make.role("baker", "51-3011.00", **credentials(a="by_law_in_some_states", b="by_law_in_some_states"))]
    (_, held) = section(overview(compare_roles(open_dataset(make.dataset([*roles, make.role("cook")])))), "credentials")
    assert [line.text for line in held.cells[0]] == ["some states require A or B"]


def test_share_of_self_employed_says_that_pay_leaves_them_out() -> None:
    roles = [
        make.role(
            name,
            code,
            outlook={
                "projections": [
                    make.figure(1000, "employment.base", period="2024", code=code[:7]),
                    make.figure(share, "self_employed.share", period="2024", code=code[:7]),
                ]
            },
        )
        for name, code, share in (("barber", "39-5011.00", 61.6), ("cook", "35-2014.00", 2.5))
    ]
    (jobs,) = section(overview(compare_roles(open_dataset(make.dataset(roles)))), "outlook")
    assert [cell[0].text for cell in jobs.cells] == ["1,000 (61.6% self-employed, not counted in pay)", "1,000"]


def law_cells(*credentials: make.Plain) -> tuple[str, list[str]]:
    """Return the sign and the cells of what law requires of jobs that each have one credential."""
    roles = [
        make.role(f"job-{number}", f"51-30{number}1.00", credentials={"items": [credential]})
        for number, credential in enumerate(credentials)
    ]
    (law, *_) = section(overview(compare_roles(open_dataset(make.dataset(roles)))), "credentials")
    return law.sign, [line.text for cell in law.cells for line in cell]


def test_law_of_most_states_is_not_that_of_a_few() -> None:
    most, few = (make.credential("License", f"by-law-in-{n}-states", kind="license") for n in ("most", "few"))
    assert law_cells(most, few) == ("≠", ["most states (license)", "a few states (license)"])
    assert law_cells(most, most)[0] == "="


def test_excepted_states_and_exam_are_named() -> None:
    needed = make.credential(
        "License", "by-law-in-all-but-few-states", kind="license", excepted_states=["Alaska"], exam="Board exam"
    )
    rule = make.credential("Rule", "by-law-in-most-states", kind="state-regulation")
    assert law_cells(needed, rule) == (
        "≠",
        ["every state but Alaska (license); exam: Board exam", "most states (state regulation)"],
    )


def test_better_pay_is_marked_unless_it_is_nearly_the_same() -> None:
    def paid(name: str, code: str, value: int) -> make.Plain:
        return make.role(name, code, outlook={"pay": [make.figure(value, "pay.annual.median", code=code[:7])]})

    for value, sign, is_better in ((40000, "≈", False), (60000, "≠", True)):
        roles = [paid("baker", "51-3011.00", 39000), paid("cook", "35-2014.00", value)]
        (row,) = section(overview(compare_roles(open_dataset(make.dataset(roles)))), "outlook")
        assert (row.sign, row.cells[1][0].is_better, row.cells[0][0].is_better) == (sign, is_better, False)


def paid_jobs(*values: float) -> Comparison:
    codes = ("51-3011", "35-2014", "31-9092")
    roles = [
        make.role(f"job-{code}", f"{code}.00", outlook={"pay": [make.figure(value, code=code)]})
        for code, value in zip(codes, values, strict=True)
    ]
    return compare_roles(open_dataset(make.dataset(roles)), *(each["id"] for each in roles))


def test_pay_is_nearly_the_same_only_where_it_is_for_every_two_jobs() -> None:
    for values, sign in (((100, 96, 104.5), "≠"), ((100, 97, 101), "≈")):
        (row,) = section(overview(paid_jobs(*values)), "outlook")
        assert row.sign == sign


def test_every_job_with_the_highest_pay_is_marked() -> None:
    (row,) = section(overview(paid_jobs(30000, 60000, 60000)), "outlook")
    assert [line.is_better for (line,) in row.cells] == [False, True, True]


def page_of_pay(*pays: list[make.Plain]) -> str:
    """Return the page of jobs in rows, one for each list of figures."""
    roles = [make.role(f"job-{number}", None, outlook={"pay": pay}) for number, pay in enumerate(pays)]
    return table(compare_roles(open_dataset(make.dataset(roles)), *(each["id"] for each in roles)), 100, SUMMARY)


def percentiles(median: int, **more: Any) -> list[make.Plain]:
    values = {"p10": median - 5000, "median": median, "p90": median + 5000}
    return [make.figure(value, f"pay.annual.{name}", **more) for name, value in values.items()]


def test_jobs_in_rows_have_pay_without_percentiles_in_the_table() -> None:
    page = page_of_pay(*([make.figure(40000 + number)] for number in range(4)))
    assert all(f"${40000 + number:,}" in page for number in range(4))


def test_jobs_in_rows_have_pay_by_the_hour_beside_a_chart_of_pay_a_year() -> None:
    page = page_of_pay(*[percentiles(40000)] * 3, [make.figure(17.5, "pay.hourly.median")])
    assert "$17.50" in page


def test_jobs_in_rows_have_pay_of_other_years_with_its_date_and_pay_of_one_state_with_its_name() -> None:
    page = page_of_pay(*(percentiles(40000, period=f"{2022 + number}-05") for number in range(4)))
    assert all(f"$40,000 (May {2022 + number})" in page for number in range(4))
    assert "Pay (US-CA, May 2025)" in page_of_pay(*[percentiles(40000, area="US-CA")] * 4)


def test_sign_of_credentials_tells_of_those_that_are_only_counted_too() -> None:
    roles = [
        make.role(name, code, **credentials(a="optional", b="optional", c="optional", **{name[0]: "optional"}))
        for name, code in (("xerxes", "51-3011.00"), ("yves", "35-2014.00"))
    ]
    (_, held) = section(overview(compare_roles(open_dataset(make.dataset(roles)))), "credentials")
    assert held.cells[0] == held.cells[1]
    assert held.sign == "≠"


def test_certification_that_law_requires_is_not_said_to_be_missing() -> None:
    given = credentials(a="by_law")
    roles = [make.role("baker", "51-3011.00", **given), make.role("cook", "35-2014.00", **given)]
    (_, held) = section(overview(compare_roles(open_dataset(make.dataset(roles)))), "credentials")
    assert held.cells[0][0].text == "every state requires A"


def test_umbrella_is_a_list_of_jobs() -> None:
    page = overview(compare_roles(BUNDLED))
    assert page.columns == ("",)
    assert "is a name for several jobs" in page.introduction[0].text


def test_article_is_told_in_one_line_of_the_default_pair_only() -> None:
    pages = [overview(compare_roles(BUNDLED, *names)) for names in ((), ("medical-assistant", "phlebotomist"))]
    told = [[line.text for line in page.warnings if "article" in line.text] for page in pages]
    assert [len(lines) for lines in told] == [1, 0]
    assert told[0][0].endswith("rolecompare claims")


def test_overview_has_no_footnotes_unless_they_are_asked_for() -> None:
    comparison = compare_roles(EXAMPLE)
    assert "[1]" not in table(comparison, 100, SUMMARY)
    cited = table(comparison, 100, Detail(cite=True))
    assert "[1]" in cited
    assert "\nSources\n" in cited


@pytest.mark.parametrize("width", [40, 80, 100, 160])
@pytest.mark.parametrize(
    ("name", "jobs"),
    [
        ("default", ()),
        ("pair", ("medical-assistant", "phlebotomist")),
        ("three", ("licensed-practical-nurse", "registered-nurse", "paramedic")),
        ("six", tuple(JOBS[:6])),
    ],
)
def test_overview_of_bundled_jobs(golden: Golden, name: str, jobs: tuple[str, ...], width: int) -> None:
    golden(f"overview/{name}-{width}.txt", table(compare_roles(BUNDLED, *jobs), width, SUMMARY))


@pytest.mark.parametrize("width", [40, 80, 100, 160])
def test_overview_of_one_job(golden: Golden, width: int) -> None:
    name = "medical-assistant"
    report = RoleReport(BUNDLED.load(BUNDLED.find(name)), compare_one(BUNDLED, name))
    golden(f"overview/one-{width}.txt", table(report, width, SUMMARY))


@pytest.mark.parametrize("width", [80, 100])
def test_overview_in_ascii(golden: Golden, width: int) -> None:
    comparison = compare_roles(BUNDLED, "medical-assistant", "phlebotomist")
    page = formats.render(comparison, "table", Canvas(width, unicode=False), SUMMARY)
    assert page.isascii()
    golden(f"overview/pair-{width}-ascii.txt", page)


@pytest.mark.parametrize("width", range(40, 301, 20))
@pytest.mark.parametrize("jobs", [(), ("medical-assistant", "phlebotomist"), tuple(JOBS[:3]), tuple(JOBS[:6])])
def test_no_line_is_too_wide_and_no_figure_is_cut(jobs: tuple[str, ...], width: int) -> None:
    comparison = compare_roles(BUNDLED, *jobs)
    page = table(comparison, width, SUMMARY)
    assert max(map(cell_len, page.splitlines())) <= width
    row = next(row for row in rows_of(comparison.sections, SectionName.OUTLOOK) if row.key == "pay.annual.median")
    for job in jobs_of(comparison.roles):
        assert all(labels.value(figure) in page for figure in figures_of(row, job.id))
