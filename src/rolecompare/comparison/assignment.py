"""Weights of rows and columns -> the pairs that weigh most together, each row and column in one pair at most.

Maximum weight matching by the Hungarian method (Kuhn 1955, Munkres 1957), part by part: what no weight connects is
matched apart, so that a large table with few weights costs little.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

Weights = Mapping[tuple[int, int], int]


def best_pairs(weights: Weights) -> list[tuple[int, int]]:
    """Pairs of row and column, in order, of the greatest sum of weights; what has no weight above 0 is no pair.

    Whole numbers, so that sums are exact; the same weights give the same pairs, also where several are best.
    """
    heavy = {pair: weight for pair, weight in weights.items() if weight > 0}
    return sorted(pair for rows, columns in _parts(heavy) for pair in _matched(rows, columns, heavy))


def _parts(weights: Weights) -> Iterator[tuple[list[int], list[int]]]:
    """Rows and columns that weights connect with one another, directly or by way of others."""
    columns_of: dict[int, list[int]] = {}
    rows_of: dict[int, list[int]] = {}
    for row, column in sorted(weights):
        columns_of.setdefault(row, []).append(column)
        rows_of.setdefault(column, []).append(row)
    met: set[int] = set()
    for first in columns_of:
        if first in met:
            continue
        rows, columns, todo = {first}, set[int](), [first]
        while todo:
            for column in columns_of[todo.pop()]:
                if column not in columns:
                    columns.add(column)
                    todo += [row for row in rows_of[column] if row not in rows]
                    rows.update(rows_of[column])
        met |= rows
        yield sorted(rows), sorted(columns)


def _matched(rows: Sequence[int], columns: Sequence[int], weights: Weights) -> Iterator[tuple[int, int]]:
    if len(rows) > len(columns):
        turned = {(column, row): weight for (row, column), weight in weights.items()}
        for column, row in _matched(columns, rows, turned):
            yield row, column
        return
    costs = [[-weights.get((row, column), 0) for column in columns] for row in rows]
    for row, place in zip(rows, _assigned(costs), strict=True):
        if (row, columns[place]) in weights:
            yield row, columns[place]


def _assigned(costs: Sequence[Sequence[int]]) -> list[int]:
    """For each row the place of its own column, such that the costs are least; no fewer columns than rows.

    Rows come in one by one, each by the cheapest chain of changes that ends at a free column. A cost less the prices of
    its row and its column is 0 or more, and 0 where the row has the column: that is what makes the whole cheapest.
    """
    width = len(costs[0])
    row_price, column_price = [0] * len(costs), [0] * width
    owner: list[int | None] = [None] * width
    for newcomer, line in enumerate(costs):
        slack = [cost - price for cost, price in zip(line, column_price, strict=True)]
        before: list[int | None] = [None] * width  # the column whose row would change over to this one
        changing, reached, beyond = [newcomer], list[int](), list(range(width))
        while True:
            column = min(beyond, key=slack.__getitem__)
            if step := slack[column]:
                for row in changing:
                    row_price[row] += step
                for place in reached:
                    column_price[place] -= step
                for place in beyond:
                    slack[place] -= step
            if (holder := owner[column]) is None:
                break
            changing.append(holder)
            reached.append(column)
            beyond.remove(column)
            asked, paid = costs[holder], row_price[holder]
            for place in beyond:
                cost = asked[place] - paid - column_price[place]
                if cost < slack[place]:
                    slack[place], before[place] = cost, column
        while (former := before[column]) is not None:
            owner[column], column = owner[former], former
        owner[column] = newcomer
    places = {row: place for place, row in enumerate(owner)}
    return [places[row] for row in range(len(costs))]
