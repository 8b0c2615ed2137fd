"""The heaviest pairs of rows and columns, against every other choice there is."""

from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rolecompare.comparison.assignment import best_pairs

Table = dict[tuple[int, int], int]
CELLS = st.tuples(st.integers(0, 4), st.integers(0, 4))
TABLES = st.dictionaries(CELLS, st.integers(-2, 6), max_size=14)


def choices(pairs: list[tuple[int, int]]) -> Iterator[list[tuple[int, int]]]:
    """Every way to choose among the pairs such that no row and no column is chosen twice."""
    if not pairs:
        yield []
        return
    (row, column), *rest = pairs
    yield from choices(rest)
    for others in choices([pair for pair in rest if pair[0] != row and pair[1] != column]):
        yield [(row, column), *others]


def weight(table: Table, pairs: list[tuple[int, int]]) -> int:
    return sum(table[pair] for pair in pairs)


@pytest.mark.parametrize(
    ("table", "expected"),
    [
        ({}, []),
        ({(0, 0): 0}, []),
        ({(0, 0): -3, (1, 1): 2}, [(1, 1)]),
        ({(0, 0): 5, (0, 1): 5, (1, 0): 5}, [(0, 1), (1, 0)]),
        # The heaviest pair alone is not always among the heaviest pairs.
        ({(0, 0): 5, (0, 1): 4, (1, 0): 4}, [(0, 1), (1, 0)]),
        ({(0, 0): 9, (0, 1): 4, (1, 0): 4}, [(0, 0)]),
        ({(7, 3): 1, (7, 9): 2}, [(7, 9)]),
        ({(0, 0): 10**40, (0, 1): 10**40 + 1}, [(0, 1)]),
    ],
)
def test_heaviest_pairs_are_found(table: Table, expected: list[tuple[int, int]]) -> None:
    assert best_pairs(table) == expected


@given(TABLES)
def test_no_other_pairing_weighs_more(table: Table) -> None:
    assert weight(table, best_pairs(table)) == max(weight(table, pairs) for pairs in choices([*table]))


@given(TABLES)
def test_each_row_and_column_is_in_at_most_one_weighted_pair(table: Table) -> None:
    found = best_pairs(table)
    assert len({row for row, _ in found}) == len({column for _, column in found}) == len(found)
    assert all(table[pair] > 0 for pair in found)


@given(TABLES, st.randoms())
def test_order_of_weights_does_not_change_the_result(table: Table, chance: st.DataObject) -> None:
    items = list(table.items())
    chance.shuffle(items)  # type: ignore[attr-defined]
    assert best_pairs(dict(items)) == best_pairs(table)


def test_forty_rows_and_columns_are_paired_by_weight() -> None:
    """The sum of products is greatest where both sides stand in one order."""
    table = {(row, column): (row + 1) * (column + 1) for row in range(40) for column in range(40)}
    assert best_pairs(table) == [(place, place) for place in range(40)]
