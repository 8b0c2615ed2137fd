"""Write the cells of a comparison as lines of text."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from rolecompare.comparison import labels
from rolecompare.comparison.figures import is_of_other_group
from rolecompare.comparison.ratings import is_large_untested
from rolecompare.comparison.types import MISSING, Cell, ComparedRole, ComparisonWarning, Derived, Row, ValueRange
from rolecompare.models.figures import Estimate, Figure, Level, Missing
from rolecompare.models.kinds import PART_NAMES
from rolecompare.models.roles import Credential, Item, Rating, Setting
from rolecompare.models.sources import Statement
from rolecompare.output.page import ABSENT, BROADER_SIGN, BULLET, NO_BREAK_SPACE, Footnotes, Line
from rolecompare.output.sanitize import sanitize

MARGIN_SIGN = f"±{NO_BREAK_SPACE}"
# Most kinds of elements are rated on one scale only, which the label of their row then implies.
SCALES = {"importance": "importance ", "level": "level "}


class PageContext(Footnotes):
    """The data that cells of a page refer to: codes and titles of the roles, disputed claims, and footnotes."""

    def __init__(
        self, roles: Iterable[ComparedRole], warnings: Iterable[ComparisonWarning], *, footnotes: bool
    ) -> None:
        super().__init__(wanted=footnotes)
        every_role = [each for role in roles for each in (role, *role.members)]
        self.codes = {role.id: role.codes.own for role in every_role}
        self.titles = {role.id: sanitize(role.title) for role in every_role}
        self._disputed = frozenset(warning.claim for warning in warnings if warning.claim is not None)

    def disputed_claims(self, item: Item) -> tuple[int, ...]:
        """Return the numbers of the claims that a statement repeats and that a warning of the page disputes."""
        claims = (item.claims or ()) if isinstance(item, (Statement, Setting)) else ()
        return tuple(number for number in claims if number in self._disputed)


def cell_lines(cell: Cell, row: Row, context: PageContext, period: str | None) -> list[Line]:
    """Return the lines of a cell: its own items, what its members have, and what is derived from it.

    `period` is the period of all values in the row, which the cells then need not repeat.
    """
    if row.key == MISSING:
        return list(_missing_part_lines(cell, context))
    lines = _own_lines(cell, row, context, period)
    if cell.members:
        lines.append(_member_line(cell, context, period))
    if not lines:
        lines.append(Line(ABSENT, is_secondary=True))
    return [*lines, *_derived_lines(cell, row, context)]


def _own_lines(cell: Cell, row: Row, context: PageContext, period: str | None) -> list[Line]:
    """Return a line for each item of the role itself, with bullets where there are several."""
    # A range over the members also says that an umbrella has no figure of its own.
    items = [item for item in cell.items if not (cell.range and isinstance(item, Missing))]
    lines = [
        _item_line(item, cell.role, row, context, period)._replace(disputed_claims=context.disputed_claims(item))
        for item in items
    ]
    return [line._replace(text=f"{BULLET} {line.text}") for line in lines] if len(lines) > 1 else lines


def _derived_lines(cell: Cell, row: Row, context: PageContext) -> Iterator[Line]:
    """Return what is calculated from the cell and another one, named where it is not that of the first role."""
    for value in row.derived:
        if value.roles[1] == cell.role and (text := _derived_text(value, row.derived)):
            other = f" vs {context.titles[value.roles[0]]}" if value.roles[0] != row.cells[0].role else ""
            yield Line(text + other, is_secondary=True, is_difference=True)


def _missing_part_lines(cell: Cell, context: PageContext) -> Iterator[Line]:
    """Return which parts of a role are missing, with one line for each reason."""
    by_reason: dict[tuple[str, str], list[Missing]] = {}
    for item in cell.items:
        if isinstance(item, Missing):
            by_reason.setdefault((labels.in_words(item.missing), item.reason), []).append(item)
    for (kind, reason), parts in by_reason.items():
        names = labels.join_words([PART_NAMES[part.measure] for part in parts])
        footnotes = context.cite(citation for part in parts for citation in part.citations)
        text = sanitize(f"{names}: {kind}: {reason}")
        yield Line(f"{BULLET} {text}" if len(by_reason) > 1 else text, footnotes, is_secondary=True)
    if not by_reason:
        yield Line("nothing", is_secondary=True)


def _item_line(item: Item, role: str, row: Row, context: PageContext, period: str | None) -> Line:
    match item:
        case Figure() | Level():
            return Line(_value_text(item, context.codes.get(role), period), context.cite(item.citations))
        case Missing():
            bound = labels.at_least(item)
            text = f"{ABSENT} {labels.in_words(item.missing)}{f' ({bound})' if bound else ''}: {item.reason}"
            return Line(sanitize(text), context.cite(item.citations), is_secondary=True)
        case Setting():
            return _setting_line(item, role, row, context, period)
        case Credential():
            exam = f" Exam: {item.exam}." if item.exam else ""
            text = f"{labels.requirement(item)}. {item.text}{scope_sign(item)}{exam} ({item.issuer})"
            return Line(sanitize(text), context.cite(item.citations))
        case Rating():
            return Line(sanitize(_rating_text(item)), context.cite(item.citations))
        case _:
            return Line(sanitize(item.text + scope_sign(item)), context.cite(item.citations))


def _setting_line(item: Setting, role: str, row: Row, context: PageContext, period: str | None) -> Line:
    name = "" if item.label == row.label else f"{sanitize(item.label)}: "
    if isinstance(item.share, Missing):
        return Line(f"{name}listed, share not known", context.cite(item.citations))
    return Line(name + _value_text(item.share, context.codes.get(role), period), context.cite(item.share.citations))


def _value_text(value: Figure | Level, code: str | None, period: str | None) -> str:
    """Return a value, marked where it is not for exactly this code, with its period unless the row gives that."""
    return value_with_sign(value, code) + _period_suffix(value, period)


def scope_sign(statement: Statement) -> str:
    """Return the sign of a statement that is about a wider group of jobs; nothing for other statements."""
    return BROADER_SIGN if statement.scope == "wider-group" else ""


def value_with_sign(value: Figure | Level, code: str | None) -> str:
    """Return a value, marked where it is not for exactly this code."""
    return labels.value(value) + (BROADER_SIGN if is_of_other_group(value, code) else "")


def _period_suffix(value: Figure | Level, period: str | None) -> str:
    return f" ({labels.period(value.period)})" if period is None else ""


def _rating_text(item: Rating) -> str:
    """Return the estimates on each scale. When and by whom they were made is said once where it is the same."""
    origins = {_estimate_origin(estimate) for estimate in item.scales.values()}
    is_shared = len(origins) == 1
    texts = [
        f"{SCALES.get(scale, '')}{_estimate_text(estimate)}" + ("" if is_shared else f" ({_estimate_origin(estimate)})")
        for scale, estimate in item.scales.items()
    ]
    return ("; ".join(texts) + (f" ({origins.pop()})" if is_shared else "")) or ABSENT


def _estimate_text(estimate: Estimate) -> str:
    space = NO_BREAK_SPACE
    error = f"{space}±{space}{estimate.standard_error:.2f}{space}SE" if estimate.standard_error is not None else ""
    sample = f", n{space}{estimate.n}" if estimate.n is not None else ""
    flag = ", recommend suppress" if estimate.suppress else ""
    return f"{estimate.value:.2f}{error}{sample}{flag}"


def _estimate_origin(estimate: Estimate) -> str:
    """Return when an estimate was made, and by whom where that is known."""
    return labels.period(estimate.period) + (f", {estimate.by.lower()}" if estimate.by else "")


def _member_line(cell: Cell, context: PageContext, period: str | None) -> Line:
    """Return what the members of an umbrella have: the range of their values, or which of them have the thing."""
    items = [item for member in cell.members for item in member.items]
    if cell.range is not None and not any(isinstance(item, Setting) for item in items):
        return _range_line(cell, cell.range, context, period)
    if all(isinstance(item, Missing) for item in items):
        return Line(f"{ABSENT} not known for any member job", is_secondary=True)
    range_text = ""
    if cell.range is not None:
        low, high = labels.value(cell.range.low), labels.value(cell.range.high)
        range_text = f", {low if low == high else f'{low} to {high}'}"
    is_all = len(cell.members) == cell.member_count
    names = "" if is_all else ": " + ", ".join(context.titles[member.role] for member in cell.members)
    text = f"{_member_count_text(len(cell.members), cell)}{range_text}{_member_ratings_text(items)}{names}"
    citations = [citation for item in items for citation in item.citations]
    return Line(text, context.cite(citations), is_secondary=bool(cell.items))


def _range_line(cell: Cell, span: ValueRange, context: PageContext, period: str | None) -> Line:
    """Return the lowest and the highest value over the members of an umbrella."""
    first_items = [item for member in cell.members if member.role in span.roles for item in member.items[:1]]
    values = [item for item in first_items if isinstance(item, (Figure, Level))]
    low, high = (
        value_with_sign(end, next((context.codes[each.role] for each in cell.members if end in each.items), None))
        for end in (span.low, span.high)
    )
    if labels.value(span.low) == labels.value(span.high):
        # All members have the same value, though it may be of several periods.
        periods = sorted(value.period for value in values)
        period_text = " to ".join(dict.fromkeys(map(labels.period, (periods[0], periods[-1]))))
        text = max(low, high, key=len) + (f" ({period_text})" if period is None else "")
    else:
        text = f"{low}{_period_suffix(span.low, period)} to {high}{_period_suffix(span.high, period)}"
    has_own_missing = any(isinstance(item, Missing) for item in cell.items)
    kind = "level" if isinstance(span.low, Level) else "figure"
    prefix = f"no {kind} of its own; " if has_own_missing else ""
    citations = [citation for value in values for citation in value.citations]
    return Line(f"{prefix}{text} across {_member_count_text(len(span.roles), cell)}", context.cite(citations))


def _member_count_text(count: int, cell: Cell) -> str:
    return f"all {count} member jobs" if count == cell.member_count else f"{count} of {cell.member_count} members"


def _member_ratings_text(items: Sequence[Item]) -> str:
    """Return how members are rated, from the lowest to the highest on each scale; nothing without ratings."""
    by_scale: dict[str, list[Estimate]] = {}
    for item in items:
        for scale, estimate in item.scales.items() if isinstance(item, Rating) else ():
            by_scale.setdefault(scale, []).append(estimate)
    texts = []
    for scale, estimates in by_scale.items():
        values = [estimate.value for estimate in estimates]
        origins = labels.join_words(list(dict.fromkeys(map(_estimate_origin, estimates))))
        texts.append(f"{SCALES.get(scale, '')}{min(values):.2f} to {max(values):.2f} ({origins})")
    return f", {'; '.join(texts)}" if texts else ""


def _derived_text(value: Derived, others: Sequence[Derived]) -> str | None:
    """Return a derived value in words; None where another derived value already says it, or where it is 0."""
    if isinstance(value.value, str) or value.kind not in ("steps", "difference"):
        return None
    unit = value.unit or ""
    if finding := _find_derived(value, others, "finding", unit):
        margin = _find_derived(value, others, "margin", unit)
        margin_text = f" ({MARGIN_SIGN}{margin:.2f})" if margin is not None and finding != "suppressed" else ""
        large = "large, but " if is_large_untested(value, others) else ""
        return f"{SCALES.get(unit, '')}{value.value:+.2f}{margin_text}: {large}{finding}".replace("-", "−")
    if value.value == 0:
        return None
    if value.kind == "steps":
        return labels.signed(value.value, None) + (" level" if abs(value.value) == 1 else " levels")
    percent_apart = _find_derived(value, others, "percent_apart", "percent")
    suffix = f" ({percent_apart}% apart)" if percent_apart is not None else ""
    return labels.signed(value.value, value.unit) + suffix


def _find_derived(value: Derived, others: Sequence[Derived], kind: str, unit: str) -> int | float | str | None:
    """Return the value of another kind that is derived from the same two roles."""
    return next(
        (each.value for each in others if (each.kind, each.roles, each.unit) == (kind, value.roles, unit)), None
    )
