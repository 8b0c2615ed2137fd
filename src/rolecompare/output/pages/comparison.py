"""Comparison -> Sheet: words, marks and dashes, chosen once for every format that is read by people."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING

from rolecompare.codes import CodeRelation, code_relation
from rolecompare.comparison import labels
from rolecompare.comparison.figures import find_row
from rolecompare.comparison.sections import SECTIONS
from rolecompare.comparison.types import (
    MISSING,
    Cell,
    ComparedRole,
    Comparison,
    ComparisonWarning,
    Derived,
    Item,
    MemberItems,
    Relation,
    Row,
    RowEvidence,
    Section,
    ValueRange,
)
from rolecompare.measures import MEASURES
from rolecompare.models.figures import Estimate, Figure, Level, Missing
from rolecompare.models.kinds import PART_NAMES, Verdict
from rolecompare.models.roles import Credential, Duty, Program, Rating, Setting
from rolecompare.models.sources import Statement
from rolecompare.output.page import (
    BULLET,
    DISPUTED,
    KEEP,
    NOTHING,
    Footnotes,
    Line,
    Page,
    PageRow,
    PageSection,
    kept,
)
from rolecompare.output.pages.pay_bars import bar_label, pay_bars
from rolecompare.output.sanitize import sanitize

if TYPE_CHECKING:
    from rolecompare.answers import RoleReport

SIGNS: dict[Relation, tuple[str, str]] = {
    "same": ("=", "in all"),
    "alike": ("≈", "alike, or in some members"),
    "differs": ("≠", "differs, or not in all"),
    "only": ("●", "named only here"),
    "missing": ("?", "not known for all"),
}
WIDER = "†"
CHANCE = f"±{KEEP}"
# Most kinds of element have one scale alone, and a row is called by its kind.
SCALES = {"importance": "importance ", "level": "level "}


class Pen(Footnotes):
    """What a cell needs to be written: own codes, titles, and footnotes."""

    def __init__(
        self, roles: Iterable[ComparedRole], warnings: Iterable[ComparisonWarning], *, footnotes: bool
    ) -> None:
        super().__init__(wanted=footnotes)
        parties = [party for role in roles for party in (role, *role.members)]
        self.codes = {party.id: party.codes.own for party in parties}
        self.titles = {party.id: sanitize(party.title) for party in parties}
        self.disputed = frozenset(w.claim for w in warnings if w.claim is not None)

    def disputes(self, item: Item) -> tuple[int, ...]:
        """The claims on the page that a statement repeats and that do not hold."""
        said = (item.claims or ()) if isinstance(item, (Statement, Setting)) else ()
        return tuple(number for number in said if number in self.disputed)


def comparison_page(comparison: Comparison, *, sources: bool = True) -> Page:
    """The page of a comparison, or of one role. Without sources there are no footnotes either."""
    pen = Pen(comparison.roles, comparison.warnings, footnotes=sources)
    single = len(comparison.roles) == 1
    summaries = [party.summary for party in comparison.roles] if single else []
    said = tuple(Line(sanitize(summary.text), pen.cite(summary.citations)) for summary in summaries)
    sections = tuple(
        PageSection(section.name, SECTIONS[section.name].heading, tuple(drawn(section.rows, pen, single=single)))
        for section in comparison.sections
        if section.rows
    )
    warnings = tuple(warned(comparison.warnings, sections, pen))
    used = {row.relation for section in comparison.sections for row in section.rows}
    titles = tuple(pen.titles[role.id] for role in comparison.roles)
    return Page(
        title=" vs ".join(titles),
        dated=dated(comparison.sections),
        columns=titles,
        codes=tuple(_codes(role) for role in comparison.roles),
        summary=said,
        at_a_glance=tuple((sentence.topic, kept(sanitize(sentence.text))) for sentence in comparison.summary),
        sections=sections,
        warnings=warnings,
        sources=pen.told(comparison.sources),
        dataset=sanitize(f"Data: {comparison.dataset.title}, edition {comparison.dataset.edition}. ")
        + sanitize(f"License: {comparison.dataset.license}."),
        legend=_legend(used, sections, single=single),
    )


def role_page(report: RoleReport, *, sources: bool = True) -> Page:
    """Return the page of one role."""
    return comparison_page(report.comparison, sources=sources)


def warned(found: Sequence[ComparisonWarning], sections: Sequence[PageSection], pen: Pen) -> Iterator[Line]:
    """The warnings; of claims that hold in part and that no statement on the page repeats, the numbers alone."""
    lines = (line for section in sections for row in section.rows for cell in row.cells for line in cell)
    marked = {number for line in lines for number in line.disputes}
    small = [w for w in found if w.verdict is Verdict.PARTLY_SUPPORTED and w.claim not in marked]
    for warning in found:
        if warning not in small:
            yield Line(sanitize(warning.text), pen.cite(warning.citations))
        elif warning is small[0]:
            numbers = labels.join_words([str(w.claim) for w in small])
            which = f"claim{'s' if len(small) > 1 else ''} {numbers}, partly supported"
            yield Line(f"The article's {which}: `rolecompare claims` says how far.")


def dated(sections: Iterable[Section]) -> str:
    """The newest period of pay and of projections, where the page has them."""
    parts = []
    for key, name in (("pay.annual.median", "pay"), ("employment.change_percent", "outlook")):
        for section in sections:
            row = find_row(section.rows, key)
            periods = _row_periods(row) if row else set()
            if len(periods) == 1:
                parts.append(f"{name} {labels.period(periods.pop())}")
    return " · ".join(parts)


def _codes(role: ComparedRole) -> str:
    if role.members:
        code = f"{role.codes.own}, " if role.codes.own else ""
        return sanitize(f"{code}umbrella over {labels.count_of(len(role.members), 'role')}")
    return sanitize(role.codes.own or "no code")


def _legend(used: Iterable[Relation], sections: Sequence[PageSection], *, single: bool) -> str:
    signs = [] if single else [f"{sign} {text}" for relation, (sign, text) in SIGNS.items() if relation in set(used)]
    return " · ".join([*signs, *marks(sections)])


def marks(sections: Sequence[PageSection]) -> Iterator[str]:
    """What the marks beside the text of a page mean, those that are there."""
    lines = [line for section in sections for row in section.rows for cell in row.cells for line in cell]
    if any(line.text == NOTHING for line in lines):
        yield f"{NOTHING} not named by the sources, which is not never"
    if any(line.disputes for line in lines):
        yield f"{DISPUTED}7 disputed: see claim 7 under Watch out"
    if any(WIDER in line.text for line in lines):
        yield f"{WIDER} published for a wider group than the role"
    if any(f"({CHANCE}" in line.text for line in lines):
        yield f"{CHANCE}what chance alone may make ratings differ by (95%); real: beyond it, and neither flagged"
    if any("apart)" in line.text for line in lines):
        yield "differences: this role minus the first; % apart is of the lower value"


# ── rows ─────────────────────────────────────────────────────────────────────────────────────────────────────────────


def drawn(rows: Sequence[Row], pen: Pen, *, single: bool = False) -> Iterator[PageRow]:
    """Rows of a comparison as a page has them; of one role alone without signs."""
    bars = pay_bars(rows)
    for row in rows:
        periods = _row_periods(row)
        shared = next(iter(periods)) if len(periods) == 1 else None
        label = sanitize(_label(row)) + (f" ({labels.period(shared)})" if shared else "")
        cells = tuple(tuple(_lines(cell, row, pen, shared)) for cell in row.cells)
        if bars and row.key.startswith("pay."):
            yield PageRow("" if single else " ", bar_label(row), tuple(() for _ in row.cells), bars)
            bars = ()
        # Sentences differ from one role to the next as a matter of course: no sign says more than they do.
        sign = " " if row.key == "statements" else SIGNS[row.relation][0]
        yield PageRow("" if single else sign, label, cells)


def _label(row: Row) -> str:
    """What a row is called; of duties that are only near, what they are near by."""
    match row.evidence:
        case RowEvidence(kind="broader-activity"):
            return f"More broadly: {labels.lower_first(row.label)}"
        case RowEvidence(kind="wording", score=float() as score):
            return "In the same words" if row.relation == "same" else f"Alike in wording, {score:.2f}"
    return row.label


def _row_periods(row: Row) -> set[str]:
    """The periods of a row's figures and levels."""
    return {
        value.period
        for cell in row.cells
        for item in (*cell.items, *((cell.range.low, cell.range.high) if cell.range else ()))
        if isinstance(value := item.share if isinstance(item, Setting) else item, (Figure, Level))
    }


def _lines(cell: Cell, row: Row, pen: Pen, shared: str | None) -> Iterator[Line]:
    if row.key == MISSING:
        yield from _parts_lines(cell, pen)
        return
    # That an umbrella has no figure of its own is said once, beside the range that stands in for it.
    told = [item for item in cell.items if not (cell.range and isinstance(item, Missing))]
    for item in told:
        line = _line(item, cell.role, row, pen, shared)._replace(disputes=pen.disputes(item))
        yield line._replace(text=f"{BULLET} {line.text}") if len(told) > 1 else line
    if cell.range is not None and not isinstance(_first(cell.members), Setting):
        yield _range_line(cell, cell.range, pen, shared)
    elif cell.members and all(isinstance(item, Missing) for member in cell.members for item in member.items):
        yield Line(f"{NOTHING} known of none of its members", aside=True)
    elif cell.members:
        yield _members_line(cell, pen)
    if not told and not cell.members:
        yield Line(NOTHING, aside=True)
    for value in row.derived:
        if value.roles[1] == cell.role and (text := _derived(value, row.derived)):
            against = f" vs {pen.titles[value.roles[0]]}" if len(row.cells) > 2 else ""
            yield Line(text + against, aside=True)


def _parts_lines(cell: Cell, pen: Pen) -> Iterator[Line]:
    """What a role is without: parts that are missing for one reason in one line."""
    together: dict[tuple[str, str], list[Missing]] = {}
    for item in cell.items:
        if isinstance(item, Missing):
            together.setdefault((item.missing.value.replace("-", " "), item.reason), []).append(item)
    for (why, reason), parts in together.items():
        names = labels.join_words([PART_NAMES[part.measure] for part in parts])
        notes = pen.cite(citation for part in parts for citation in part.citations)
        text = sanitize(f"{names}: {why}: {reason}")
        yield Line(f"{BULLET} {text}" if len(together) > 1 else text, notes, aside=True)
    if not together:
        yield Line("nothing", aside=True)


def _first(members: Sequence[MemberItems]) -> Item | None:
    return members[0].items[0] if members and members[0].items else None


def _line(item: Item, role: str, row: Row, pen: Pen, shared: str | None) -> Line:
    match item:
        case Figure() | Level():
            notes = pen.cite(item.citations)
            return Line(_value(item, pen.codes.get(role)) + _when(item, shared), notes)
        case Missing():
            unit = MEASURES[item.measure].unit if item.measure in MEASURES else ""
            bound = f" (above {labels.number(item.bound, unit)})" if item.bound is not None else ""
            text = f"{NOTHING} {item.missing.value.replace('-', ' ')}{bound}: {item.reason}"
            return Line(sanitize(text), pen.cite(item.citations), aside=True)
        case Setting():
            return _setting(item, role, row, pen, shared)
        case Credential():
            requirement = _requirement(item.requirement.value)
            return Line(sanitize(f"{requirement}. {item.text} ({item.issuer})"), pen.cite(item.citations))
        case Program() | Duty() | Statement():
            return Line(sanitize(item.text), pen.cite(item.citations))
        case Rating():
            return Line(sanitize(_rating(item)), pen.cite(item.citations))


def _value(value: Figure | Level, own: str | None) -> str:
    mark = WIDER if own is not None and code_relation(value.code, own) is not CodeRelation.SAME else ""
    return kept(labels.value(value)) + mark


def _when(value: Figure | Level, shared: str | None) -> str:
    """The period of a value, where the row does not tell it for all."""
    return f" ({labels.period(value.period)})" if shared is None else ""


def _requirement(value: str) -> str:
    text = value.replace("-", " ")
    return "Requirement unknown" if text == "unknown" else text[0].upper() + text[1:]


def _setting(item: Setting, role: str, row: Row, pen: Pen, shared: str | None) -> Line:
    name = "" if item.label == row.label else f"{sanitize(item.label)}: "
    match item.share:
        case Figure() as share:
            value = _value(share, pen.codes.get(role)) + _when(share, shared)
            return Line(name + value, pen.cite(share.citations))
        case Missing():
            return Line(f"{name}named, share not known", pen.cite(item.citations))


def _rating(item: Rating) -> str:
    """The estimates on each scale; when and by whom is told once where it is the same for all."""
    dated = {_dated_estimate(estimate) for estimate in item.scales.values()}
    alike = len(dated) == 1
    told = [
        f"{SCALES.get(name, '')}{_estimate(estimate)}" + ("" if alike else f" ({_dated_estimate(estimate)})")
        for name, estimate in item.scales.items()
    ]
    return ("; ".join(told) + (f" ({dated.pop()})" if alike else "")) or NOTHING


def _estimate(estimate: Estimate) -> str:
    error = f"{KEEP}±{KEEP}{estimate.standard_error:.2f}{KEEP}SE" if estimate.standard_error is not None else ""
    sample = f", n{KEEP}{estimate.n}" if estimate.n is not None else ""
    flag = ", recommend suppress" if estimate.suppress else ""
    return f"{estimate.value:.2f}{error}{sample}{flag}"


def _dated_estimate(estimate: Estimate) -> str:
    """When something was estimated, and by whom where that is told."""
    return labels.period(estimate.period) + (f", {estimate.by.lower()}" if estimate.by else "")


def _range_line(cell: Cell, span: ValueRange, pen: Pen, shared: str | None) -> Line:
    found = [item for member in cell.members if member.role in span.roles for item in member.items[:1]]
    values = [item for item in found if isinstance(item, (Figure, Level))]
    low, high = (
        _value(end, next((pen.codes[m.role] for m in cell.members if end in m.items), None))
        for end in (span.low, span.high)
    )
    text = f"{low}{_when(span.low, shared)} to {high}{_when(span.high, shared)}"
    if labels.value(span.low) == labels.value(span.high):
        # The same of all, if not told at one time.
        periods = sorted(item.period for item in values)
        dated = " to ".join(dict.fromkeys(map(labels.period, (periods[0], periods[-1]))))
        text = max(low, high, key=len) + (f" ({dated})" if shared is None else "")
    citations = [citation for item in values for citation in item.citations]
    own = any(isinstance(item, Missing) for item in cell.items)
    prefix = f"no {'level' if isinstance(span.low, Level) else 'figure'} of its own; " if own else ""
    return Line(f"{prefix}{text} over {_of(len(span.roles), cell)}", pen.cite(citations))


def _of(count: int, cell: Cell) -> str:
    return f"all {count} member roles" if count == cell.member_count else f"{count} of {cell.member_count} members"


def _members_line(cell: Cell, pen: Pen) -> Line:
    names = ", ".join(pen.titles[member.role] for member in cell.members)
    citations = [citation for member in cell.members for item in member.items for citation in item.citations]
    shares = ""
    if cell.range is not None:
        low, high = (kept(labels.value(end)) for end in (cell.range.low, cell.range.high))
        shares = f", {low if low == high else f'{low} to {high}'}"
    text = f"{_of(len(cell.members), cell)}{shares}{_rated(cell)}" + ("" if _all(cell) else f": {names}")
    return Line(text, pen.cite(citations), aside=bool(cell.items))


def _rated(cell: Cell) -> str:
    """How the members of an umbrella are rated, from the lowest to the highest on each scale."""
    told: dict[str, list[Estimate]] = {}
    for member in cell.members:
        for item in member.items:
            for scale, estimate in item.scales.items() if isinstance(item, Rating) else ():
                told.setdefault(scale, []).append(estimate)
    spans = []
    for scale, found in told.items():
        values = [estimate.value for estimate in found]
        dated = dict.fromkeys(_dated_estimate(estimate) for estimate in found)
        spans.append(
            f"{SCALES.get(scale, '')}{min(values):.2f} to {max(values):.2f} ({labels.join_words(list(dated))})"
        )
    return f", {'; '.join(spans)}" if spans else ""


def _all(cell: Cell) -> bool:
    return len(cell.members) == cell.member_count


def _derived(value: Derived, beside: Sequence[Derived]) -> str | None:
    """What is worked out beside a cell; what belongs to another line, or says nothing, is None."""
    if isinstance(value.value, str) or value.kind not in ("steps", "difference"):
        return None
    if told := _beside(value, beside, "finding", value.unit or ""):
        margin = _beside(value, beside, "margin", value.unit or "")
        within = f" ({CHANCE}{margin:.2f})" if margin is not None and told != "suppressed" else ""
        return f"{SCALES.get(value.unit or '', '')}{value.value:+.2f}{within}: {told}".replace("-", "−")
    if value.value == 0:
        return None
    if value.kind == "steps":
        return labels.signed(value.value, None) + (" level" if abs(value.value) == 1 else " levels")
    apart = _beside(value, beside, "percent_apart", "percent")
    tail = f" ({apart}% apart)" if apart is not None else ""
    points = value.unit == "percentage points"
    return labels.signed(value.value, None if points else value.unit) + (" points" if points else "") + tail


def _beside(value: Derived, beside: Sequence[Derived], kind: str, unit: str) -> int | float | str | None:
    return next((d.value for d in beside if (d.kind, d.roles, d.unit) == (kind, value.roles, unit)), None)
