"""Compare figures and levels: which edition leads, which conflict, and what may be subtracted from what."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import combinations

from rolecompare.codes import CodeRelation, code_relation, is_for_other_code
from rolecompare.comparison import labels
from rolecompare.comparison.types import Cell, Derived, MemberItems, Relation, Row, RowEvidence, ValueRange
from rolecompare.measures import LEVEL_HISTORY_YEARS, LEVELS, MEASURES, level_rank, period_months, years_apart
from rolecompare.models.figures import Figure, Level, Missing
from rolecompare.models.reference_data import RoleWithMembers
from rolecompare.models.roles import Role
from rolecompare.models.sources import Source

Value = Figure | Level
ValueOrMissing = Figure | Level | Missing
RoleCodes = Mapping[str, str | None]  # the own code of each role, by its id
# Values so many years apart get a warning, and are not subtracted. A number goes out of date within the year; a level
# or a rating is a judgment that holds for years.
NUMBER_YEARS, JUDGMENT_YEARS = 1, 5
NATION = "US"


def figure_rows(roles: Sequence[RoleWithMembers], sources: Mapping[str, Source]) -> Iterator[Row]:
    """Yield a row for each measure and area of an outlook that any of the roles has, in the order of `MEASURES`."""
    for measure in MEASURES:
        yield from _measure_rows(roles, sources, measure, lambda role: role.outlook.figures)


def level_rows(roles: Sequence[RoleWithMembers], sources: Mapping[str, Source]) -> Iterator[Row]:
    """Yield a row for each ordered scale on which any of the roles has a level, in the order of `LEVELS`."""
    for measure in LEVELS:
        yield from _measure_rows(roles, sources, measure, lambda role: role.training.levels)


def find_row(rows: Iterable[Row], measure: str) -> Row | None:
    """Return the row of a measure: that of the whole country, else that of the first area there is."""
    found = {row.key: row for row in rows if row.key == measure or row.key.startswith(f"{measure}@")}
    return found.get(measure) or next(iter(found.values()), None)


def median_pay_row(rows: Iterable[Row]) -> Row | None:
    """Return the row of the median pay a year, else that of the median pay an hour."""
    rows = tuple(rows)
    return find_row(rows, "pay.annual.median") or find_row(rows, "pay.hourly.median")


def _measure_rows(
    roles: Sequence[RoleWithMembers],
    sources: Mapping[str, Source],
    measure: str,
    entries: Callable[[Role], Iterable[ValueOrMissing]],
) -> Iterator[Row]:
    """Yield a row for each area for which any role has a value of the measure.

    A missing value that names no area is missing in each of them; where there are only such, they have one row.
    """

    def of_measure(role: Role) -> list[ValueOrMissing]:
        return [entry for entry in entries(role) if entry.measure == measure]

    codes = {compared.role.id: compared.role.codes.own for compared in roles}
    all_roles = [role for compared in roles for role in (compared.role, *compared.members)]
    areas = dict.fromkeys(entry.area for role in all_roles for entry in of_measure(role))
    named: list[str | None] = [area for area in areas if area is not None]
    for area in named or areas:
        by_role = {role.id: [entry for entry in of_measure(role) if entry.area in (area, None)] for role in all_roles}
        cells = tuple(_cell(compared, sources, by_role) for compared in roles)
        is_national = area in (None, NATION)
        relation, evidence = _relation(cells, codes)
        yield Row(
            key=measure if is_national else f"{measure}@{area}",
            label=labels.measure(measure) + ("" if is_national else f" ({area})"),
            relation=relation,
            evidence=evidence,
            cells=cells,
            derived=find_differences(cells, codes),
        )


def _cell(
    compared: RoleWithMembers, sources: Mapping[str, Source], by_role: Mapping[str, Sequence[ValueOrMissing]]
) -> Cell:
    """Return the cell of a role, given the entries of one measure and area by the id of the role."""
    role = compared.role
    leading, history = split_editions(by_role[role.id], role.codes.own, sources)
    if not compared.members:
        return Cell(role=role.id, items=leading, history=history)
    members = tuple(
        MemberItems(role=member.id, items=found)
        for member in compared.members
        if (found := split_editions(by_role[member.id], member.codes.own, sources)[0])
    )
    return Cell(
        role=role.id,
        items=leading,
        history=history,
        members=members,
        member_count=len(compared.members),
        range=member_range(members),
    )


def is_of_other_group(value: Value, own: str | None) -> bool:
    """Return whether a value was published for another code than the job's own, usually that of a wider group."""
    return is_for_other_code(value.code, own, value.classification)


def split_editions(
    entries: Sequence[ValueOrMissing], own: str | None, sources: Mapping[str, Source]
) -> tuple[tuple[ValueOrMissing, ...], tuple[ValueOrMissing, ...]]:
    """Return the entries of one measure that lead, and the others, newest first. `own` is the code of the role.

    The newest period leads; within one period the narrowest code, then the newest publication. Several lead only where
    they contradict each other all the same: a conflict.
    """
    values = [entry for entry in entries if not isinstance(entry, Missing)]
    if not values:
        return tuple(entries[:1]), tuple(entries[1:])
    ordered = values if len(values) == 1 else sorted(values, key=lambda value: _edition_order(value, own, sources))
    first = ordered[0]
    leading = [value for value in ordered if value is first or _is_conflict(first, value, sources)]
    rest = [value for value in ordered if not any(value is leader for leader in leading)]
    return tuple(leading), (*rest, *(entry for entry in entries if isinstance(entry, Missing)))


def _edition_order(value: Value, own: str | None, sources: Mapping[str, Source]) -> tuple[object, ...]:
    """Return the sort key of a value: newest period, then narrowest code, then newest publication."""
    newest_first = tuple(-month for month in reversed(period_months(value.period)))
    relation = list(CodeRelation).index(code_relation(value.code, own, value.classification)) if own else 0
    # SOC groups end in zeros, so what is left of a code without them is the longer the narrower it is.
    narrowness = (relation, -len(value.code.removesuffix(".00").rstrip("0")))
    age = -int(_published(value, sources).replace("-", "").ljust(8, "0"))
    return newest_first, narrowness, age


def _published(value: Value, sources: Mapping[str, Source]) -> str:
    """Return the date of the newest of the sources that give a value; an empty text where none is dated."""
    found = [source.published for citation in value.citations if (source := sources.get(citation.source))]
    return max(filter(None, found), default="")


def _is_newer(one: str, other: str) -> bool:
    """Return whether a date lies after another, as far as both are given."""
    given = min(len(one), len(other))
    return one[:given] > other[:given]


def _is_conflict(first: Value, other: Value, sources: Mapping[str, Source]) -> bool:
    """Return whether two values of one measure contradict each other, neither being the history of the other.

    Numbers conflict where code and period are the same. A level is a judgment about the occupation that holds for
    years, so another level for any code of the role conflicts with it, if less than two years lie between them.
    """
    if first.value == other.value or first.area != other.area:
        return False
    if isinstance(first, Level):
        return years_apart(first.period, other.period) < LEVEL_HISTORY_YEARS
    same = first.code == other.code and first.period == other.period
    return same and not _is_newer(_published(first, sources), _published(other, sources))


def member_range(members: Sequence[MemberItems]) -> ValueRange | None:
    """Return the range of the members' leading values, both sides of a conflict among them; None if they have none.

    Numbers of different years have no range, so only those go in that are of one time with the newest. Values of
    different areas have none at all.
    """
    values = [(member.role, item) for member in members for item in member.items if isinstance(item, (Figure, Level))]
    if len({value.area for _, value in values}) != 1:
        return None
    if isinstance(values[0][1], Figure):
        newest = _newest_of_one_time({value.period for _, value in values})
        values = [(role, value) for role, value in values if value.period in newest]
    # Equal ends are told apart by their dates and codes, so that the order of members does not matter.
    ordered = sorted(
        (value for _, value in values),
        key=lambda value: (numeric_value(value), period_months(value.period), value.code),
    )
    return ValueRange(low=ordered[0], high=ordered[-1], roles=tuple(dict.fromkeys(role for role, _ in values)))


def _newest_of_one_time(periods: Iterable[str]) -> set[str]:
    """Return the newest period, and from the newest down each other that is of one time with all that were taken.

    That it is of one time with the newest is not enough: 2025-05 lies 11 months from 2024-06 and no distance from the
    year 2025, but 2025 lies a year from 2024-06. A range of all three would be years apart in itself, and an umbrella
    role would differ from itself.
    """
    taken: set[str] = set()
    for period in sorted(periods, key=lambda period: (period_months(period), period), reverse=True):
        if are_of_one_time({period, *taken}):
            taken.add(period)
    return taken


def are_of_one_time(periods: Iterable[str]) -> bool:
    """Return whether every two of the periods are less than a year apart, so that their numbers may be compared."""
    return all(years_apart(one, other) < NUMBER_YEARS for one, other in combinations(periods, 2))


def numeric_value(value: Value) -> float:
    """Return the number of a figure, or the place of a level on its scale."""
    return value.value if isinstance(value, Figure) else level_rank(value.measure, value.value)


def _relation(cells: Sequence[Cell], codes: RoleCodes) -> tuple[Relation, RowEvidence | None]:
    """Return how the values of a row relate, and by what.

    A row is `missing` where a role has no value, and `differs` where numbers are years apart: equal numbers of
    different years are not the same. One figure of a wider group that all roles show makes them `alike`. `same` takes
    equal values of every role, and of every member of an umbrella role; ranges that overlap are `alike`.
    """
    spans = [span for cell in cells if (span := _span(cell)) is not None]
    if len(cells) == 1:
        return ("only" if spans else "missing"), None
    if len(spans) < len(cells):
        return "missing", None
    by_measure = RowEvidence(kind="measure")
    if not are_of_one_time({end.period for span in spans for end in span if isinstance(end, Figure)}):
        return "differs", by_measure
    if (shared := shared_wider_figure(cells, codes)) is not None:
        return "alike", RowEvidence(kind="code", id=shared.code, label="one figure of a wider group")
    if _has_equal_values(cells):
        return "same", by_measure
    if any(cell.range for cell in cells) and _do_overlap(spans):
        return "alike", RowEvidence(kind="range")
    return "differs", by_measure


def _has_equal_values(cells: Sequence[Cell]) -> bool:
    """Return whether all roles have the same values, and each umbrella role has them of all its members."""
    values = {frozenset(value.value for value in _values(cell)) for cell in cells}
    return len(values) == 1 and all(cell.range is None or len(cell.range.roles) == cell.member_count for cell in cells)


def _do_overlap(spans: Iterable[tuple[Value, Value]]) -> bool:
    """Return whether every two of the spans have a value in common."""
    ends = [(numeric_value(low), numeric_value(high)) for low, high in spans]
    return all(max(one[0], other[0]) <= min(one[1], other[1]) for one, other in combinations(ends, 2))


def _values(cell: Cell) -> list[Value]:
    """Return the values of the role itself, else those of its members."""
    own = [item for item in cell.items if isinstance(item, (Figure, Level))]
    return own or [item for item in cell.held() if isinstance(item, (Figure, Level))]


def _span(cell: Cell) -> tuple[Value, Value] | None:
    """Return the lowest and the highest value of a cell: its own, else those of its range."""
    values = [item for item in cell.items if isinstance(item, (Figure, Level))]
    if values:
        return min(values, key=numeric_value), max(values, key=numeric_value)
    return (cell.range.low, cell.range.high) if cell.range else None


def shared_wider_figure(cells: Sequence[Cell], codes: RoleCodes) -> Figure | None:
    """Return the figure that every role has from one group wider than itself, where there is one."""
    first, *others = cells
    match first.items:
        case (Figure() as figure,) if others:
            shared = (
                len(other.items) == 1
                and isinstance(own := other.items[0], Figure)
                and _is_one_wider_figure(figure, own, (codes[first.role], codes[other.role]))
                for other in others
            )
            return figure if all(shared) else None
    return None


def find_differences(cells: Sequence[Cell], codes: RoleCodes) -> tuple[Derived, ...]:
    """Return the differences of each later role to the first, where both have one value and the two are comparable.

    A figure that both roles have from one wider group says nothing of how they differ, not even that they do not.
    """
    first, *others = cells
    return tuple(value for other in others for value in _differences_between(first, other, codes))


def _differences_between(one: Cell, other: Cell, codes: RoleCodes) -> Iterator[Derived]:
    match (one.items, other.items):
        case ((Figure() as a,), (Figure() as b,)) if _are_comparable(a, b):
            if not _is_one_wider_figure(a, b, (codes[one.role], codes[other.role])):
                yield from figure_differences(a, b, (one.role, other.role))
        case ((Level() as a,), (Level() as b,)) if a.area == b.area:
            if years_apart(a.period, b.period) < JUDGMENT_YEARS:
                steps = level_rank(b.measure, b.value) - level_rank(a.measure, a.value)
                yield Derived(kind="steps", role=other.role, versus=one.role, value=steps, unit="levels")


def _is_one_wider_figure(a: Figure, b: Figure, own_codes: tuple[str | None, str | None]) -> bool:
    """Return whether two roles of these codes show one and the same figure, of a group wider than either."""
    wider = all(is_of_other_group(a, own) for own in own_codes)
    return wider and own_codes[0] != own_codes[1] and a == b


def _are_comparable(a: Figure, b: Figure) -> bool:
    """Return whether one may be subtracted from the other: all but the value and the code is the same."""
    same = (a.measure, a.unit, a.area, a.classification) == (b.measure, b.unit, b.area, b.classification)
    return same and are_of_one_time((a.period, b.period))


def figure_differences(a: Figure, b: Figure, pair: tuple[str, str]) -> Iterator[Derived]:
    """Yield the second figure less the first, in their unit; of pay also in percent of the lower one."""
    versus, role = pair
    digits = 2 if a.unit == "USD/hour" else 1
    difference = round(b.value - a.value, digits) or 0  # and never -0.0
    whole = isinstance(a.value, int) and isinstance(b.value, int)
    unit = "percentage points" if a.unit == "percent" else a.unit
    value = int(difference) if whole else difference
    yield Derived(kind="difference", role=role, versus=versus, value=value, unit=unit)
    lower = min(a.value, b.value)
    # Of jobs and openings a percent says how large an occupation is, and nothing that the numbers do not say better.
    if a.unit.startswith("USD") and lower > 0:
        percent = round(abs(b.value - a.value) / lower * 100, 1)
        yield Derived(kind="percent_apart", role=role, versus=versus, value=percent, unit="percent")
