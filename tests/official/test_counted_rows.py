"""The row of wages and projections that counts each occupation is the one of the BLS's own crosswalks."""

import shutil
from collections import defaultdict
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import NamedTuple

import openpyxl
import pytest
from typer.testing import CliRunner

from rolecompare import soc_tables
from rolecompare.cli.app import app
from rolecompare.codes import Classification, counted_under, former_codes, later_codes, same_occupation
from rolecompare.comparison.figures import split_editions
from rolecompare.dataset.loader import load_dataset
from rolecompare.dataset.repository import Repository
from rolecompare.importers.bls import oews, projections
from rolecompare.models.figures import Figure
from rolecompare.models.kinds import MissingReason
from rolecompare.store.reader import Store
from tests.official import files as official
from tests.official.test_bls import BOOKS, Book, whole

pytestmark = pytest.mark.official

CROSSWALKS = official.FOLDER / "crosswalks"
SOC_2010, HYBRID, SOC_2018 = Classification


class Edition(NamedTuple):
    book: Book
    classification: Classification
    own: int  # occupations with a row of their own, whatever its code
    wider: int  # with a row that counts others too
    unmatched: int  # whose code no code of the publication matches one to one


def _wages(year: int, classification: Classification, *counts: int) -> Edition:
    return Edition(Book(f"national_M{year}_dl.xlsx", oews.read, f"oews-{year}-05"), classification, *counts)


def _projections(years: str, classification: Classification, *counts: int) -> Edition:
    return Edition(Book(f"occupation_{years}.xlsx", projections.read, f"ep-{years}"), classification, *counts)


EDITIONS = (
    _wages(2017, SOC_2010, 825, 22, 150),
    _wages(2019, HYBRID, 854, 142, 0),
    _wages(2024, SOC_2018, 962, 34, 0),
    _wages(2025, SOC_2018, 961, 34, 0),
    _projections("2014-24", SOC_2010, 847, 0, 150),
    _projections("2016-26", SOC_2010, 847, 0, 150),
    _projections("2018-28", SOC_2010, 825, 22, 150),
    _projections("2024-34", SOC_2018, 963, 34, 0),
)
of_each_edition = pytest.mark.parametrize("edition", EDITIONS, ids=lambda edition: str(edition.book.source))


@cache
def sheet(file: str) -> tuple[tuple[object, ...], ...]:
    book = openpyxl.load_workbook(CROSSWALKS / file, read_only=True)
    return tuple(book.worksheets[0].iter_rows(values_only=True))


@cache
def soc() -> tuple[Mapping[str, set[str]], Mapping[str, set[str]]]:
    """The codes of SOC 2018 by those of SOC 2010, and the other way around."""
    later, former = defaultdict(set), defaultdict(set)
    for row in sheet("soc_2010_to_2018_crosswalk.xlsx"):
        old, new = row[0], row[2]
        if isinstance(old, str) and isinstance(new, str) and official.CODE.fullmatch(old):
            later[old].add(new)
            former[new].add(old)
    return later, former


@cache
def hybrid_rows() -> Mapping[str, set[str]]:
    """The rows of the hybrid that the crosswalk counts an O*NET occupation in; a few are divided among several."""
    found = defaultdict(set)
    for row in sheet("nem-onet-to-soc-crosswalk.xlsx"):
        if isinstance(row[1], str) and isinstance(row[3], str) and official.CODE.match(row[1]):
            found[row[1]].add(row[3])
    return found


@cache
def occupations() -> tuple[str, ...]:
    return tuple(row["O*NET-SOC Code"] for row in official.onet("Occupation Data"))


def expected(occupation: str, edition: Edition, published: set[str]) -> set[str]:
    """The rows that the crosswalks allow for an occupation; none where they match it with nothing."""
    later, former = soc()
    code = occupation[:7]
    rows = hybrid_rows().get(occupation, set())
    if edition.classification is HYBRID:
        return ({code} if code in rows else rows) & published
    if edition.classification is SOC_2018:
        return {code} & published or rows & published
    (old, *others) = former[code]
    if others or later[old] != {code}:
        return set()
    # No crosswalk tells how wages of 2017 combine occupations; their rows with codes that are none say it by title.
    combined = {row for row in published if row[:6] == old[:6] and row not in later and row != f"{old[:6]}0"}
    combined |= {"53-1048"} if old in ("53-1021", "53-1031") else set()
    return {old} & published or combined & published or {f"{old[:6]}0"} & published


@of_each_edition
def test_each_of_the_occupations_is_counted_in_the_row_of_the_crosswalk(edition: Edition) -> None:
    published = set(whole(edition.book).told.titles)
    own = wider = unmatched = 0
    for occupation in occupations():
        code = same_occupation(occupation[:7], SOC_2018, edition.classification)
        row = counted_under(code, published, edition.classification) if code is not None else None
        allowed = expected(occupation, edition, published)
        assert (row in allowed) if allowed else row is None, (occupation, row, allowed)
        if not occupation.startswith("55"):
            own += row is not None and row == code
            wider += row is not None and row != code
            unmatched += code is None
    assert len(occupations()) == 1016
    print(f"{edition.book.source}: {own} of their own, {wider} wider, {unmatched} not one to one")
    assert (own, wider, unmatched) == edition[2:]


@of_each_edition
def test_every_detailed_row_of_soc_2018_and_the_hybrid_counts_an_occupation(edition: Edition) -> None:
    published = set(whole(edition.book).told.titles)
    codes = {same_occupation(each[:7], SOC_2018, edition.classification) for each in occupations()} - {None}
    reached = {counted_under(code, published, edition.classification) for code in codes if code is not None}
    left = {row for row in published if not row.endswith("0")} - reached
    # In SOC 2010, those that no occupation of SOC 2018 matches one to one.
    later, former = soc()
    matched = {old for old, new in later.items() if len(new) == 1 and len(former[next(iter(new))]) == 1}
    assert not left & matched if edition.classification is SOC_2010 else left == set()


@of_each_edition
def test_import_and_figures_name_the_classification(edition: Edition) -> None:
    read = whole(edition.book)
    named = None if edition.classification is SOC_2018 else edition.classification
    assert read.told.source.classification is named
    assert {figure.classification for _, figure in read.figures} == {named}


def test_tables_of_the_package_are_the_official_crosswalks() -> None:
    later, former = soc()
    assert (len(later), len(former)) == (840, 867)
    assert {code: set(later_codes(code)) for code in later} == later
    assert {code: set(former_codes(code)) for code in former} == former
    combined = {row: set(codes) for row, *codes in map(str.split, soc_tables.COMBINED.strip().splitlines())}
    rows = hybrid_rows()
    assert all(
        row in rows[occupation] for occupation in rows for row, codes in combined.items() if occupation[:7] in codes
    )
    assert {occupation[:7] for occupation, found in rows.items() if occupation[:7] not in found} == {
        code for codes in combined.values() for code in codes
    }


@pytest.mark.parametrize("years", ["2014-24", "2016-26", "2018-28", "2024-34"])
def test_projected_jobs_less_those_of_the_base_year_are_the_published_change(years: str) -> None:
    read = whole(Book(f"occupation_{years}.xlsx", projections.read, f"ep-{years}"))
    known = {(code, figure.measure): figure.value for code, figure in read.figures if isinstance(figure, Figure)}
    for code in read.told.titles:
        base, projected, change = (known[code, f"employment.{name}"] for name in ("base", "projected", "change"))
        assert abs(projected - base - change) <= 150, code  # each is rounded to a hundred


# In a store


@pytest.fixture(scope="module")
def known(onet_home: Path, tmp_path_factory: pytest.TempPathFactory) -> Repository:
    """Return the bundled roles with a store of O*NET, two editions of projections and the wages of 2025."""
    home = tmp_path_factory.mktemp("figures")
    shutil.copy(onet_home / "store.db", home)
    with pytest.MonkeyPatch.context() as environment:
        environment.setenv("ROLECOMPARE_HOME", str(home))
        for file in ("national_M2025_dl.xlsx", "occupation_2024-34.xlsx", "occupation_2016-26.xlsx"):
            assert CliRunner().invoke(app, ["import", "files", str(BOOKS / file)]).exit_code == 0
    return Repository(load_dataset(None), Store(str(home)))


def test_jobs_of_each_role_are_one_series(known: Repository) -> None:
    names = ("employment.base", "employment.projected", "employment.change")
    sources = known.reference_data.sources
    checked = 0
    for role in known.measured_roles(names):
        leading = [split_editions(role.values[name], role.code, sources)[0] for name in names]
        found = [value for values in leading for value in values if isinstance(value, Figure)]
        if len(found) < len(names):
            assert not found, role.id
            continue
        base, projected, change = found
        assert len({(value.code, value.citations[0].source) for value in found}) == 1, role.id
        assert abs(projected.value - base.value - change.value) <= 150, role.id
        assert (projected.value > base.value) == (change.value > 0) or abs(change.value) <= 150, role.id
        checked += 1
    print(f"{checked} roles, each with one series of jobs")
    assert checked == 998


@pytest.mark.parametrize(
    ("name", "code", "growth", "openings"),
    [
        ("21-1011.00", "21-1018", 16.8, 48300),
        ("21-1014.00", "21-1018", 16.8, 48300),
        ("25-9042.00", "25-9045", -1.5, 170400),
        ("25-2055.00", "25-2052", -1.8, 15400),
        ("51-2022.00", "51-2028", 4.6, 29600),
        ("53-1043.00", "53-1047", 3.7, 61300),
    ],
)
def test_occupation_in_a_combined_row_has_its_outlook(
    known: Repository, name: str, code: str, growth: float, openings: int
) -> None:
    figures = known.load(known.find(name)).role.outlook.figures
    found = {(each.measure, each.period): each for each in figures if isinstance(each, Figure)}
    change, annual = found["employment.change_percent", "2024/2034"], found["openings.annual", "2024/2034"]
    assert (change.value, annual.value, change.code, annual.code) == (growth, openings, code, code)


def test_figure_of_soc_2010_without_a_match_is_missing_with_the_reason(known: Repository) -> None:
    figures = known.load(known.find("29-2036.00")).role.outlook.figures
    (former,) = (each for each in figures if (each.measure, each.period) == ("employment.base", "2016"))
    assert not isinstance(former, Figure)
    assert former.missing is MissingReason.NO_SUCH_OCCUPATION
    assert former.reason == (
        "the edition 2016–26 counts by SOC 2010, in which no code matches 29-2036 of SOC 2018 one to one "
        "(it corresponds to 29-2099)"
    )
