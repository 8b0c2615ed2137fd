"""Every pair of bundled roles, in every format: nothing fails, and both ways round say the same."""

from itertools import combinations

import pytest

from rolecompare.comparison.compare import compare
from rolecompare.comparison.types import Comparison, Row
from rolecompare.dataset import loader
from rolecompare.dataset.repository import Repository
from rolecompare.output import formats
from rolecompare.output.formats import EVERYTHING, Canvas

CATALOG = Repository(loader.load_dataset(None))
IDS = [heading.id for heading in CATALOG.library.headings]


def compared(*names: str) -> Comparison:
    return compare(CATALOG.find_all(names), CATALOG.reference_data)


@pytest.mark.slow
@pytest.mark.parametrize("one", IDS[:-1])
def test_role_compares_with_every_later_role_in_every_format(one: str) -> None:
    for other in IDS[IDS.index(one) + 1 :]:
        comparison = compared(one, other)
        assert [section.name for section in comparison.sections][:5] == [
            *("duties", "training", "credentials", "settings", "outlook"),
        ]
        assert formats.render(comparison, "json", Canvas()).endswith("}\n")
        for form in ("table", "markdown", "csv"):
            assert formats.render(comparison, form, Canvas(), EVERYTHING).endswith("\n")


def turned_round(row: Row) -> list[tuple[str, str | None, int | float | str]]:
    """What is derived of a row, as it has to be the other way round: differences and steps change their signs."""
    return [
        (
            value.kind,
            value.unit,
            value.value if isinstance(value.value, str) or value.kind in ("percent_apart", "margin") else -value.value,
        )
        for value in row.derived
    ]


@pytest.mark.slow
def test_swapping_two_roles_swaps_only_columns_and_signs() -> None:
    for one, other in combinations(IDS, 2):
        there, back = compared(one, other), compared(other, one)
        for section, turned in zip(there.sections, back.sections, strict=True):
            rows = {row.key: row for row in turned.rows}
            for row in section.rows:
                mirrored = rows.get(row.key) or rows["+".join(reversed(row.key.split("+")))]
                assert (row.label, row.relation, row.cells) == (mirrored.label, mirrored.relation, mirrored.cells[::-1])
                assert turned_round(row) == [(value.kind, value.unit, value.value) for value in mirrored.derived]
