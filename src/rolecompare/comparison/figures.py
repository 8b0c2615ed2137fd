"""Figures and levels side by side: which edition leads, which conflict, and what may be subtracted from what."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import combinations

from rolecompare.codes import CodeRelation, code_relation
from rolecompare.comparison import labels
from rolecompare.comparison.types import (
    Cell,
    Derived,
    MemberItems,
    Relation,
    RoleWithMembers,
    Row,
    RowEvidence,
    ValueRange,
)
from rolecompare.measures import LEVELS, MEASURES, level_rank, period_months, years_apart
from rolecompare.models.figures import Figure, Level, Missing
from rolecompare.models.roles import Role
from rolecompare.models.sources import Source

Value = Figure | Level
ValueOrMissing = Figure | Level | Missing
Own = Mapping[str, str | None]  # each role's own code
# From so many years apart on a reader is warned: a number goes out of date within the year, and a level or a rating is
# a judgment that holds for years. Only ratings are subtracted all the same, with the warning.
NUMBER_YEARS, JUDGMENT_YEARS = 1, 5
CODE_RELATIONS = (CodeRelation.SAME, CodeRelation.WIDER, CodeRelation.OTHER)


def figure_rows(subjects: Sequence[RoleWithMembers], sources: Mapping[str, Source]) -> Iterator[Row]:
    """A row for each measure of an outlook that any of the roles has, in the order of `vocabulary.MEASURES`."""
    for measure in MEASURES:
        yield from _measure_rows(subjects, sources, measure, lambda role: role.outlook.figures)


def level_rows(subjects: Sequence[RoleWithMembers], sources: Mapping[str, Source]) -> Iterator[Row]:
    """A row for each ordered scale on which any of the roles has a place."""
    for measure in LEVELS:
        yield from _measure_rows(subjects, sources, measure, lambda role: role.training.levels)


def find_row(rows: Iterable[Row], measure: str) -> Row | None:
    """The row of a measure: that of the whole country, else that of the first area there is."""
    found = {row.key: row for row in rows if row.key == measure or row.key.startswith(f"{measure}@")}
    return found.get(measure) or next(iter(found.values()), None)


def _measure_rows(
    subjects: Sequence[RoleWithMembers],
    sources: Mapping[str, Source],
    measure: str,
    entries: Callable[[Role], Iterable[ValueOrMissing]],
) -> Iterator[Row]:
    def of(role: Role, area: str | None) -> list[ValueOrMissing]:
        return [e for e in entries(role) if e.measure == measure and e.area in (area, None)]

    own = {subject.role.id: subject.role.codes.own for subject in subjects}
    held = [role for subject in subjects for role in (subject.role, *subject.members)]
    areas = dict.fromkeys(e.area for role in held for e in entries(role) if e.measure == measure)
    known: list[str | None] = [area for area in areas if area is not None]
    for area in known or list(areas):
        cells = tuple(_cell(subject, sources, lambda role, area=area: of(role, area)) for subject in subjects)  # type: ignore[misc]
        label = labels.measure(measure) if area in (None, "US") else f"{labels.measure(measure)} ({area})"
        key = measure if area in (None, "US") else f"{measure}@{area}"
        kind, ground = _relation(cells, own)
        yield Row(
            key=key, label=label, relation=kind, evidence=ground, cells=cells, derived=find_differences(cells, own)
        )


def _cell(
    subject: RoleWithMembers, sources: Mapping[str, Source], entries: Callable[[Role], list[ValueOrMissing]]
) -> Cell:
    leading, history = split_editions(entries(subject.role), subject.role.codes.own, sources)
    if not subject.members:
        return Cell(role=subject.role.id, items=leading, history=history)
    members = tuple(
        MemberItems(role=member.id, items=found)
        for member in subject.members
        if (found := split_editions(entries(member), member.codes.own, sources)[0])
    )
    return Cell(
        role=subject.role.id,
        items=leading,
        history=history,
        members=members,
        member_count=len(subject.members),
        range=member_range(members),
    )


def split_editions(
    entries: Sequence[ValueOrMissing], own: str | None, sources: Mapping[str, Source]
) -> tuple[tuple[ValueOrMissing, ...], tuple[ValueOrMissing, ...]]:
    """Which entries of one measure lead, and the others, newest first.

    The newest period leads; within one period the narrowest code, then the newest publication. Several lead only
    where they gainsay each other all the same: a conflict.
    """
    values = [entry for entry in entries if not isinstance(entry, Missing)]
    if not values:
        return tuple(entries[:1]), tuple(entries[1:])
    ordered = sorted(values, key=lambda value: _seniority(value, own, sources))
    first = ordered[0]
    leading = [value for value in ordered if value is first or _conflict(first, value, sources)]
    rest = [value for value in ordered if not any(value is leader for leader in leading)]
    return tuple(leading), (*rest, *(entry for entry in entries if isinstance(entry, Missing)))


def _seniority(value: Value, own: str | None, sources: Mapping[str, Source]) -> tuple[object, ...]:
    newest_first = tuple(-month for month in reversed(period_months(value.period)))
    # SOC groups end in zeros, so what is left of a code without them is the longer the narrower it is.
    narrowness = (
        CODE_RELATIONS.index(code_relation(value.code, own)) if own else 0,
        -len(value.code.removesuffix(".00").rstrip("0")),
    )
    age = -int(_published(value, sources).replace("-", "").ljust(8, "0"))
    return newest_first, narrowness, age


def _published(value: Value, sources: Mapping[str, Source]) -> str:
    """When the newest of the sources that give a value was published; empty where none of them tells."""
    found = [source.published for citation in value.citations if (source := sources.get(citation.source))]
    return max(filter(None, found), default="")


def _newer(one: str, other: str) -> bool:
    """Whether a date lies after another, as far as both are told."""
    told = min(len(one), len(other))
    return one[:told] > other[:told]


def _conflict(first: Value, other: Value, sources: Mapping[str, Source]) -> bool:
    """Whether two values of one measure and area gainsay each other, neither being the history of the other.

    For a number that takes the same code and period. A level is a judgment about the occupation that holds for years,
    so another level for any code of the role gainsays it, if less than two years lie between them.
    """
    if first.value == other.value or first.area != other.area:
        return False
    if isinstance(first, Level):
        return years_apart(first.period, other.period) < 2
    same = first.code == other.code and first.period == other.period
    return same and not _newer(_published(first, sources), _published(other, sources))


def member_range(members: Sequence[MemberItems]) -> ValueRange | None:
    """The range of the members' leading values, both sides of a conflict among them.

    Of numbers that are years apart, those of the newest period; of different areas, none.
    """
    values = [(m.role, item) for m in members for item in m.items if isinstance(item, (Figure, Level))]
    areas = {value.area for _, value in values}
    if len(areas) != 1:
        return None
    if isinstance(values[0][1], Figure):
        newest = max((value.period for _, value in values), key=period_months)
        values = [(role, value) for role, value in values if years_apart(value.period, newest) < NUMBER_YEARS]
    # Equal ends are told apart by their dates and codes, so that the order of members does not matter.
    ordered = sorted((value for _, value in values), key=lambda v: (numeric_value(v), period_months(v.period), v.code))
    return ValueRange(low=ordered[0], high=ordered[-1], roles=tuple(dict.fromkeys(role for role, _ in values)))


def numeric_value(value: Value) -> float:
    return value.value if isinstance(value, Figure) else level_rank(value.measure, value.value)


def _relation(cells: Sequence[Cell], own: Own) -> tuple[Relation, RowEvidence | None]:
    spans = [_span(cell) for cell in cells]
    if len(cells) == 1:
        return ("missing" if spans[0] is None else "only"), None
    if any(span is None for span in spans):
        return "missing", None
    ends = [end for span in spans if span for end in span if isinstance(end, Figure)]
    if any(years_apart(a.period, b.period) >= NUMBER_YEARS for a, b in combinations(ends, 2)):
        return "differs", RowEvidence(kind="measure")  # equal numbers of different years are not the same
    if (shared := shared_wider_figure(cells, own)) is not None:
        return "alike", RowEvidence(kind="code", id=shared.code, label="one figure of a wider group")
    heights = [(numeric_value(low), numeric_value(high)) for low, high in filter(None, spans)]
    told = {frozenset(value.value for value in _values(cell)) for cell in cells}
    if len(told) == 1 and not any(_in_part(cell) for cell in cells):
        return "same", RowEvidence(kind="measure")
    overlap = all(max(a[0], b[0]) <= min(a[1], b[1]) for a, b in combinations(heights, 2))
    if overlap and any(cell.range for cell in cells):
        return "alike", RowEvidence(kind="range")
    return "differs", RowEvidence(kind="measure")


def _values(cell: Cell) -> list[Value]:
    own = [item for item in cell.items if isinstance(item, (Figure, Level))]
    held = [item for member in cell.members for item in member.items if isinstance(item, (Figure, Level))]
    return own or held


def _in_part(cell: Cell) -> bool:
    """Whether a range is not over all the members that the cell stands for."""
    return cell.range is not None and len(cell.range.roles) != cell.member_count


def _span(cell: Cell) -> tuple[Value, Value] | None:
    values = [item for item in cell.items if isinstance(item, (Figure, Level))]
    if values:
        return min(values, key=numeric_value), max(values, key=numeric_value)
    return (cell.range.low, cell.range.high) if cell.range else None


def shared_wider_figure(cells: Sequence[Cell], own: Own) -> Figure | None:
    """The figure that every role has from one group wider than itself, where there is one."""
    first, *others = cells
    match first.items:
        case (Figure() as a,) if others and all(
            len(cell.items) == 1
            and isinstance(b := cell.items[0], Figure)
            and _one_figure(a, b, (own[first.role], own[cell.role]))
            for cell in others
        ):
            return a
    return None


def find_differences(cells: Sequence[Cell], own: Own) -> tuple[Derived, ...]:
    """Differences of each later role to the first, where both have one value and the values may be compared.

    A figure that both roles have from one wider group says nothing of how they differ, not even that they do not.
    """
    first, *others = cells
    return tuple(value for other in others for value in _between(first, other, own))


def _between(one: Cell, other: Cell, own: Own) -> Iterator[Derived]:
    pair = (one.role, other.role)
    match (one.items, other.items):
        case ((Figure() as a,), (Figure() as b,)) if _comparable(a, b):
            if not _one_figure(a, b, (own[one.role], own[other.role])):
                yield from figure_differences(a, b, pair)
        case ((Level() as a,), (Level() as b,)) if a.area == b.area and _near(a, b):
            steps = level_rank(b.measure, b.value) - level_rank(a.measure, a.value)
            yield Derived(kind="steps", roles=pair, value=steps, unit="levels")


def _near(a: Level, b: Level) -> bool:
    return years_apart(a.period, b.period) < JUDGMENT_YEARS


def _one_figure(a: Figure, b: Figure, owns: tuple[str | None, str | None]) -> bool:
    """Whether two roles, of these codes, show one and the same figure, of a group that is wider than either."""
    wider = all(own is not None and code_relation(a.code, own) is not CodeRelation.SAME for own in owns)
    return wider and owns[0] != owns[1] and a == b


def _comparable(a: Figure, b: Figure) -> bool:
    """Whether one may be subtracted from the other: one measure, unit and area, and less than a year between them."""
    same = (a.measure, a.unit, a.area) == (b.measure, b.unit, b.area)
    return same and years_apart(a.period, b.period) < NUMBER_YEARS


def figure_differences(a: Figure, b: Figure, pair: tuple[str, str]) -> Iterator[Derived]:
    digits = 2 if a.unit == "USD/hour" else 1
    difference = round(b.value - a.value, digits) or 0  # and never -0.0
    whole = isinstance(a.value, int) and isinstance(b.value, int)
    unit = "percentage points" if a.unit == "percent" else a.unit
    yield Derived(kind="difference", roles=pair, value=int(difference) if whole else difference, unit=unit)
    lower = min(a.value, b.value)
    # Of jobs and openings a percent says how large an occupation is, and nothing that the numbers do not say better.
    if a.unit.startswith("USD") and lower > 0:
        yield Derived(
            kind="percent_apart", roles=pair, value=round(abs(b.value - a.value) / lower * 100, 1), unit="percent"
        )
