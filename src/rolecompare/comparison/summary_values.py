"""Put the figures and levels of a row into words for a summary, each with what it is of: period, group, members."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from rolecompare.comparison import labels
from rolecompare.comparison.figures import find_row, is_of_other_group
from rolecompare.comparison.types import Cell, Row
from rolecompare.measures import years_apart
from rolecompare.models.figures import Figure, Level, Missing
from rolecompare.models.reference_data import RoleWithMembers

LOWEST = float("-inf")


def titles(roles: Sequence[RoleWithMembers]) -> list[str]:
    """Return the titles of roles."""
    return [compared.role.title for compared in roles]


def level_texts(row: Row, roles: Sequence[RoleWithMembers]) -> list[str]:
    """Return the level of each role, its range over members, or why there is none; dated where years apart."""
    leading = [next((item.period for item in cell.items if isinstance(item, Level)), None) for cell in row.cells]
    known = [period for period in leading if period is not None]
    is_dated = bool(known) and any(years_apart(known[0], period) >= 1 for period in known)
    return [
        _level(cell, compared.role.codes.own, is_dated=is_dated)
        for cell, compared in zip(row.cells, roles, strict=True)
    ]


def _level(cell: Cell, own: str | None, *, is_dated: bool) -> str:
    levels = [item for item in cell.items if isinstance(item, Level)]
    if not levels:
        return _range(cell) or _absence(cell)
    texts = [
        labels.lower_first(labels.value(level))
        + code_note(level, own)
        + (f" ({labels.period(level.period)})" if is_dated else "")
        for level in levels
    ]
    return " or ".join(texts) + (" (sources disagree)" if len(texts) > 1 else "")


def _range(cell: Cell) -> str | None:
    if cell.range is None:
        return None
    low, high = labels.value(cell.range.low), labels.value(cell.range.high)
    if isinstance(cell.range.low, Level):
        low, high = labels.lower_first(low), labels.lower_first(high)
    return low if low == high else f"{low} to {high}"


def range_note(rows: Sequence[Row], roles: Sequence[RoleWithMembers]) -> str:
    """Return a note on the member roles that the ranges of the rows cover, each umbrella role once.

    It says for how many of them the value is that of a broader group.
    """
    by_id = {compared.role.id: compared for compared in roles}
    spans = dict.fromkeys(
        (cell.role, len(cell.range.roles), cell.member_count, _wider_members(cell, by_id[cell.role]))
        for row in rows
        for cell in row.cells
        if cell.range is not None and not any(isinstance(item, (Figure, Level)) for item in cell.items)
    )
    parts = [
        f"{count if count == total else f'{count} of {total}'} member jobs of {by_id[role].role.title}"
        + (f", {wider} by figures of a broader group" if wider else "")
        for role, count, total, wider in spans
    ]
    return f" (range over {labels.join_words(parts)})" if parts else ""


def _wider_members(cell: Cell, compared: RoleWithMembers) -> int:
    """Return for how many members of an umbrella the leading value is that of a wider group."""
    own = {member.id: member.codes.own for member in compared.members}
    leading = [(member.role, member.items[0]) for member in cell.members if member.items]
    return sum(isinstance(item, (Figure, Level)) and is_of_other_group(item, own[role]) for role, item in leading)


def _absence(cell: Cell) -> str:
    missing = next((item for item in cell.items if isinstance(item, Missing)), None)
    return f"not known ({labels.in_words(missing.missing)})" if missing else "not in our data"


def pay_text(rows: Sequence[Row], roles: Sequence[RoleWithMembers]) -> str | None:
    """Return the median pay of each role, a year or, for a role that has only that, an hour; None without such rows.

    Pay above the published range is known to be at least its top, and then which of two roles is paid more may be.
    """
    annual, hourly = find_row(rows, "pay.annual.median"), find_row(rows, "pay.hourly.median")
    row = annual or hourly
    if row is None:
        return None
    span = "a year" if annual else "an hour"
    by_hour = [annual is not None and not _is_known(cell) and _hourly(hourly, cell.role) for cell in row.cells]
    if not any(by_hour):
        return figures_text(row, roles, span) + _apart(row, roles) + range_note([row], roles)
    cells = [_hourly(hourly, cell.role) or cell if by else cell for by, cell in zip(by_hour, row.cells, strict=True)]
    texts = [
        _figure(cell, compared.role.codes.own) + (f" {'an hour' if by else 'a year'}" if _is_known(cell) else "")
        for by, cell, compared in zip(by_hour, cells, roles, strict=True)
    ]
    return labels.side_by_side(titles(roles), texts) + _period_note(cells) + range_note([row], roles)


def _hourly(row: Row | None, role: str) -> Cell | None:
    """Return the cell of a role in the row of pay an hour, if its pay is known there."""
    return next((cell for cell in row.cells if cell.role == role and _is_known(cell)), None) if row else None


def _apart(row: Row, roles: Sequence[RoleWithMembers]) -> str:
    """Return how far the pay of two roles is apart, or which is higher where one is known to be at least an amount."""
    if len(roles) != 2:
        return ""
    apart = next((value.value for value in row.derived if value.kind == "percent_apart"), None)
    if apart is not None:
        return f", {apart:g}% apart"
    for mine, other, compared in ((0, 1, roles[0]), (1, 0, roles[1])):
        match (row.cells[mine].items[:1], row.cells[other].items):
            case ((Missing(bound=int() | float() as bound) as top,), (Figure() as figure,)):
                is_comparable = (top.period, top.area or figure.area) == (figure.period, figure.area)
                if is_comparable and bound > figure.value:
                    return f", higher for {compared.role.title}"
    return ""


def figures_text(row: Row, roles: Sequence[RoleWithMembers], unit: str = "", *, dated: bool = True) -> str:
    """Return the figures of a row with their unit and period; of more than two roles the highest first.

    Where periods differ, two roles have theirs in their order, and of more each figure has its own.
    """
    figures = [_figure(cell, compared.role.codes.own) for cell, compared in zip(row.cells, roles, strict=True)]
    unit = f" {unit}" if unit else ""
    if len(roles) < 3:
        # A unit and a period belong to a figure; what is not known has neither.
        known = [number for number, cell in enumerate(row.cells) if _is_known(cell)]
        figures[known[-1] if known else -1] += unit + (_period_note(row.cells) if dated else "")
        return labels.side_by_side(titles(roles), figures)
    if len(periods(row.cells)) > 1:
        figures = [text + _period_note([cell]) for text, cell in zip(figures, row.cells, strict=True)]
        dated = False
    order = sorted(range(len(figures)), key=lambda number: -_highest(row.cells[number]))
    text = labels.side_by_side([roles[number].role.title for number in order], [figures[number] for number in order])
    heading = f"{unit}{_period_note(row.cells) if dated else ''}".lstrip()
    return f"{heading}: {text}" if heading else text


def _highest(cell: Cell) -> float:
    """Return the highest figure of a cell, or what it is at least; minus infinity where nothing is known."""
    ends = (*cell.items, cell.range.high) if cell.range else cell.items
    known = [
        item.value if isinstance(item, Figure) else item.bound for item in ends if isinstance(item, (Figure, Missing))
    ]
    return max((value for value in known if value is not None), default=LOWEST)


def _is_known(cell: Cell) -> bool:
    return _highest(cell) > LOWEST


def _figure(cell: Cell, own: str | None) -> str:
    known = [item for item in cell.items if isinstance(item, Figure)]
    if known:
        return " or ".join(labels.value(item) + code_note(item, own) for item in known)
    for item in cell.items:
        if isinstance(item, Missing) and (bound := labels.at_least(item)):
            return bound
    return _range(cell) or _absence(cell)


def code_note(value: Figure | Level, own: str | None) -> str:
    """Return a note with the code of a value if it is not the role's own."""
    return f" (for {labels.published_code(value)})" if is_of_other_group(value, own) else ""


def _period_note(cells: Iterable[Cell]) -> str:
    """Return the period of all figures, or the period of each in their order if they differ."""
    text = " vs. ".join(periods(cells))
    if not text:
        return ""
    return f" over {text}" if "–" in text else f" ({text})"


def periods(cells: Iterable[Cell]) -> list[str]:
    """Return the periods of the leading figures of cells, each once."""
    leading = (
        item
        for cell in cells
        for item in (*cell.items[:1], *((cell.range.low, cell.range.high) if cell.range else ()))
        if isinstance(item, Figure) or (isinstance(item, Missing) and item.bound is not None)
    )
    return list(dict.fromkeys(labels.period(item.period) for item in leading if item.period is not None))
