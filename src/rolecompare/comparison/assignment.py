"""Match rows and columns with maximum weight, each in one pair at most, by the Hungarian algorithm.

Kuhn 1955, Munkres 1957. The connected components of the graph of weights are matched one by one, so that a large table
with few weights costs little.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

Weights = Mapping[tuple[int, int], int]


def best_pairs(weights: Weights) -> list[tuple[int, int]]:
    """Return the pairs of row and column with the greatest sum of weights, in order; no pair weighs 0 or less.

    Weights are whole numbers, so that sums are exact. The same weights give the same pairs, also where several sets of
    pairs are best.
    """
    positive = {pair: weight for pair, weight in weights.items() if weight > 0}
    return sorted(pair for rows, columns in _components(positive) for pair in _matching(rows, columns, positive))


def _components(weights: Weights) -> Iterator[tuple[list[int], list[int]]]:
    """Yield the rows and the columns of each connected component."""
    columns_of: dict[int, list[int]] = {}
    rows_of: dict[int, list[int]] = {}
    for row, column in sorted(weights):
        columns_of.setdefault(row, []).append(column)
        rows_of.setdefault(column, []).append(row)
    visited: set[int] = set()
    for first in columns_of:
        if first in visited:
            continue
        rows, columns, stack = {first}, set[int](), [first]
        while stack:
            for column in columns_of[stack.pop()]:
                if column not in columns:
                    columns.add(column)
                    stack += [row for row in rows_of[column] if row not in rows]
                    rows.update(rows_of[column])
        visited |= rows
        yield sorted(rows), sorted(columns)


def _matching(rows: Sequence[int], columns: Sequence[int], weights: Weights) -> Iterator[tuple[int, int]]:
    """Yield the best pairs of one component."""
    if len(rows) > len(columns):
        transposed = {(column, row): weight for (row, column), weight in weights.items()}
        for column, row in _matching(columns, rows, transposed):
            yield row, column
        return
    costs = [[-weights.get((row, column), 0) for column in columns] for row in rows]
    for row, place in zip(rows, _minimum_cost_assignment(costs), strict=True):
        if (row, columns[place]) in weights:
            yield row, columns[place]


def _minimum_cost_assignment(costs: Sequence[Sequence[int]]) -> list[int]:
    """Return the column of each row, such that the sum of costs is least; there are no fewer columns than rows.

    Each row is added by a shortest augmenting path that ends at a free column. The potentials keep every reduced cost
    (cost less the potentials of its row and column) at 0 or more, and at 0 for the pairs matched, which proves that the
    assignment is optimal.
    """
    width = len(costs[0])
    row_potential, column_potential = [0] * len(costs), [0] * width
    matched_row: list[int | None] = [None] * width
    for new_row, row_costs in enumerate(costs):
        # The least reduced cost at which each column can be reached, and the column before it on that path.
        slack = [cost - potential for cost, potential in zip(row_costs, column_potential, strict=True)]
        previous: list[int | None] = [None] * width
        tree_rows, tree_columns, outside = [new_row], list[int](), list(range(width))
        while True:
            column = min(outside, key=slack.__getitem__)
            if delta := slack[column]:
                for row in tree_rows:
                    row_potential[row] += delta
                for reached in tree_columns:
                    column_potential[reached] -= delta
                for unreached in outside:
                    slack[unreached] -= delta
            if (row_of_column := matched_row[column]) is None:
                break
            tree_rows.append(row_of_column)
            tree_columns.append(column)
            outside.remove(column)
            for unreached in outside:
                reduced = costs[row_of_column][unreached] - row_potential[row_of_column] - column_potential[unreached]
                if reduced < slack[unreached]:
                    slack[unreached], previous[unreached] = reduced, column
        # Augment: each row on the path moves to the next column of it.
        while (before := previous[column]) is not None:
            matched_row[column], column = matched_row[before], before
        matched_row[column] = new_row
    columns = {row: column for column, row in enumerate(matched_row)}
    return [columns[row] for row in range(len(costs))]
