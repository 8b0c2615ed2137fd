"""The comparison in one sentence a section, worked out from its rows and from nothing else."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from rolecompare.codes import CodeRelation, code_relation
from rolecompare.comparison import labels
from rolecompare.comparison.figures import find_row
from rolecompare.comparison.traits import told, traits
from rolecompare.comparison.types import Cell, RoleWithMembers, Row
from rolecompare.models.figures import Figure, Level, Missing
from rolecompare.models.kinds import Requirement
from rolecompare.models.roles import Credential, Setting

# A state's condition may be a license, a certification or a course; the cells say which.
LAW = {
    Requirement.BY_LAW: "must meet legal conditions everywhere",
    Requirement.BY_LAW_IN_SOME_STATES: "must meet legal conditions in some states",
}


def _titles(subjects: Sequence[RoleWithMembers]) -> list[str]:
    return [subject.role.title for subject in subjects]


def _title(subjects: Sequence[RoleWithMembers], role: str) -> str:
    return next(subject.role.title for subject in subjects if subject.role.id == role)


def duty_sentences(subjects: Sequence[RoleWithMembers], rows: Sequence[Row]) -> Iterator[tuple[str, str]]:
    """Yield what the roles' duties have in common, and what kind of work each role is."""
    yield "Duties", _duties(subjects, rows)
    if text := told(_titles(subjects), [traits(subject) for subject in subjects]):
        yield "Work", f"of the duties {text}" if "%" in text else text


def _duties(subjects: Sequence[RoleWithMembers], rows: Sequence[Row]) -> str:
    known = [subject for subject in subjects if any(_has(row, subject.role.id) for row in rows)]
    silent = [subject.role.title for subject in subjects if subject not in known]
    unknown = [f"none known of {labels.join_words(silent)}"] if silent else []
    if len(known) < 2:
        named = [f"{sum(_has(row, s.role.id) for row in rows)} named for {s.role.title}" for s in known]
        return "; ".join((*named, *unknown))
    # Two pairs of duties may share one activity.
    same = len(
        {row.evidence.id if row.evidence and row.evidence.id else row.key for row in rows if row.relation == "same"}
    )
    alike = sum(row.relation == "alike" for row in rows)
    some = sum(row.relation == "differs" for row in rows)
    parts = [f"{labels.count_of(same, 'activity', 'activities')} in common"]
    if alike:
        parts.append(f"{alike} alike, or shared with some member roles" if _umbrellas(subjects) else f"{alike} alike")
    if some:
        parts.append(f"{some} shared by some of the roles")
    for subject in known:
        alone = sum(row.relation == "only" and _has(row, subject.role.id) for row in rows)
        parts.append(f"{alone} only {subject.role.title}")
    return "; ".join((*parts, *unknown))


def _umbrellas(subjects: Sequence[RoleWithMembers]) -> bool:
    return any(subject.members for subject in subjects)


def _has(row: Row, role: str) -> bool:
    return any(cell.role == role and (cell.items or cell.members) for cell in row.cells)


def training_sentences(subjects: Sequence[RoleWithMembers], rows: Sequence[Row]) -> Iterator[tuple[str, str]]:
    """Yield the typical entry-level education of each role."""
    row = find_row(rows, "education.entry")
    if row is None:
        return
    said = [_level(cell) for cell in row.cells]
    same = row.relation == "same"
    text = f"same typical entry: {said[0]}" if same else labels.side_by_side(_titles(subjects), said, "; ")
    yield "Training", text + _over([row], subjects)


def _level(cell: Cell) -> str:
    levels = [item for item in cell.items if isinstance(item, Level)]
    if levels:
        return " or ".join(labels.lower_first(labels.value(level)) for level in levels) + (
            " (sources disagree)" if len(levels) > 1 else ""
        )
    return _range(cell) or _absent(cell)


def _range(cell: Cell) -> str | None:
    if cell.range is None:
        return None
    low, high = labels.value(cell.range.low), labels.value(cell.range.high)
    if isinstance(cell.range.low, Level):
        low, high = labels.lower_first(low), labels.lower_first(high)
    return low if low == high else f"{low} to {high}"


def _over(rows: Sequence[Row], subjects: Sequence[RoleWithMembers]) -> str:
    """What the ranges of the rows are over, said once."""
    spans = dict.fromkeys(
        (cell.role, len(cell.range.roles), cell.member_count)
        for row in rows
        for cell in row.cells
        if cell.range is not None and not any(isinstance(item, (Figure, Level)) for item in cell.items)
    )
    told = [
        f"{count if count == total else f'{count} of {total}'} member roles of {_title(subjects, role)}"
        for role, count, total in spans
    ]
    return f" (range over {labels.join_words(told)})" if told else ""


def _absent(cell: Cell) -> str:
    missing = next((item for item in cell.items if isinstance(item, Missing)), None)
    return f"not known ({missing.missing.value.replace('-', ' ')})" if missing else "not in the dataset"


def credential_sentences(subjects: Sequence[RoleWithMembers], rows: Sequence[Row]) -> Iterator[tuple[str, str]]:
    """Yield what law asks of those who work in each role, and how many other credentials are listed."""
    yield "Credentials", _credentials(subjects, rows)


def _credentials(subjects: Sequence[RoleWithMembers], rows: Sequence[Row]) -> str:
    said = []
    for subject in subjects:
        held = [
            item
            for row in rows
            for cell in row.cells
            if cell.role == subject.role.id
            for item in cell.held()
            if isinstance(item, Credential)
        ]
        if held or subject.role.credentials.statements:
            count = len({_name(c) for c in held if c.kind != "license"})
            said.append((subject.role.title, _law(held, subject), count))
    titles = _titles(subjects)
    laws = {law for _, law, _ in said}
    if len(said) == len(subjects) and len(laws) == 1:
        counts = labels.join_words([f"{count} for {title}" for title, _, count in said])
        law = next(iter(laws))
        law = f"have{law.removeprefix('has')}" if law.startswith("has ") else law
        return f"{'both' if len(said) == 2 else 'all'} {law}; other credentials named: {counts}"
    if len(subjects) > 2:
        return _credentials_of_many(titles, {title: (law, count) for title, law, count in said})
    told = {title: f"{title} {law}, {labels.count_of(count, 'further credential')} named" for title, law, count in said}
    return "; ".join(told.get(title, f"not told for {title}") for title in titles)


def _credentials_of_many(titles: Sequence[str], said: Mapping[str, tuple[str, int]]) -> str:
    laws = labels.side_by_side(titles, [said[title][0] if title in said else "not told" for title in titles], "; ")
    told = [title for title in titles if title in said]
    counts = labels.join_words([f"{said[title][1]} for {title}" for title in told])
    return f"{laws}; other credentials named: {counts}" if told else laws


def _name(credential: Credential) -> tuple[str, str]:
    return credential.abbreviation or credential.name, credential.issuer


def _law(held: Sequence[Credential], subject: RoleWithMembers) -> str:
    strictness = list(Requirement)
    lawful = sorted((c.requirement for c in held if c.requirement in LAW), key=strictness.index)
    if not lawful:
        return "has no legal condition known to the dataset"
    if subject.members:
        with_law = {
            member.id for member in subject.members if any(c.requirement == lawful[0] for c in member.credentials.items)
        }
        return f"{LAW[lawful[0]]} ({len(with_law)} of {len(subject.members)} member roles)"
    return LAW[lawful[0]]


def setting_sentences(subjects: Sequence[RoleWithMembers], rows: Sequence[Row]) -> Iterator[tuple[str, str]]:
    """Yield the setting in which most of each role's jobs are."""
    leaders: dict[str, list[str]] = {}
    others = []
    for subject in subjects:
        shares = [
            (item.share.value, item.label)
            for row in rows
            for cell in row.cells
            if cell.role == subject.role.id
            for item in cell.items
            if isinstance(item, Setting) and isinstance(item.share, Figure)
        ]
        if shares:
            share, label = max(shares)
            leaders.setdefault(label, []).append(f"{subject.role.title} ({labels.number(share, 'percent')})")
        elif subject.members and (told := _members_lead(subject)):
            others.append(told)
    said = [f"{labels.lower_first(label)} lead for {labels.join_words(roles)}" for label, roles in leaders.items()]
    if said or others:
        yield "Settings", "; ".join((*said, *others))


def _members_lead(subject: RoleWithMembers) -> str | None:
    leaders = []
    for member in subject.members:
        shares = [(s.share.value, s.label) for s in member.settings.items if isinstance(s.share, Figure)]
        if shares:
            leaders.append(labels.lower_first(max(shares, key=lambda pair: pair[0])[1]))
    counts = sorted({label: leaders.count(label) for label in leaders}.items(), key=lambda pair: -pair[1])
    if not counts:
        return None
    told = labels.join_words(
        [f"{label} {'for' if n else 'lead for'} {count}" for n, (label, count) in enumerate(counts)]
    )
    return f"among the {len(subject.members)} member roles of {subject.role.title}, {told}"


def outlook_sentences(subjects: Sequence[RoleWithMembers], rows: Sequence[Row]) -> Iterator[tuple[str, str]]:
    """Yield the median pay, and how the number of jobs is projected to change."""
    pay = find_row(rows, "pay.annual.median") or find_row(rows, "pay.hourly.median")
    if pay is not None:
        span = "a year" if pay.key.startswith("pay.annual") else "an hour"
        apart = next((value.value for value in pay.derived if value.kind == "percent_apart"), None)
        tail = f", {apart}% apart" if apart is not None and len(subjects) == 2 else ""
        text = f"median {_versus(pay, subjects, span)}{tail}{_over([pay], subjects)}"
        yield "Pay", text
    growth, openings = find_row(rows, "employment.change_percent"), find_row(rows, "openings.annual")
    parts = []
    if growth is not None:
        parts.append((f"jobs {_versus(growth, subjects)}", _over([growth], subjects)))
    if openings is not None:
        parts.append((f"openings a year {_versus(openings, subjects, dated=False)}", _over([openings], subjects)))
    if len({over for _, over in parts}) == 1:
        yield "Outlook", "; ".join(text for text, _ in parts) + parts[0][1]
    elif parts:
        yield "Outlook", "; ".join(text + over for text, over in parts)


def _versus(row: Row, subjects: Sequence[RoleWithMembers], span: str = "", *, dated: bool = True) -> str:
    """The figures of a row and what they are of; of more than two roles the highest first.

    Where periods differ, two roles have theirs in their order, and of more each figure has its own.
    """
    said = [_figure(cell, subject.role.codes.own) for cell, subject in zip(row.cells, subjects, strict=True)]
    span = f" {span}" if span else ""
    if len(subjects) < 3:
        # A unit and a period belong to a figure; what is not known has neither.
        known = [number for number, cell in enumerate(row.cells) if _height(cell) > float("-inf")]
        said[known[-1] if known else -1] += span + (_when(row.cells) if dated else "")
        return labels.side_by_side(_titles(subjects), said)
    if len(_periods(row.cells)) > 1:
        said = [text + _when([cell]) for text, cell in zip(said, row.cells, strict=True)]
        dated = False
    order = sorted(range(len(said)), key=lambda number: -_height(row.cells[number]))
    told = labels.side_by_side([subjects[number].role.title for number in order], [said[number] for number in order])
    of = f"{span}{_when(row.cells) if dated else ''}".lstrip()
    return f"{of}: {told}" if of else told


def _height(cell: Cell) -> float:
    ends = (*cell.items, cell.range.high) if cell.range else cell.items
    return max((item.value for item in ends if isinstance(item, Figure)), default=float("-inf"))


def _figure(cell: Cell, own: str | None) -> str:
    known = [item for item in cell.items if isinstance(item, Figure)]
    if known:
        return " or ".join(labels.value(item) + _wider(item, own) for item in known)
    return _range(cell) or _absent(cell)


def _wider(figure: Figure, own: str | None) -> str:
    """The code of a figure that is not the role's own."""
    return (
        f" (for {figure.code})" if own is not None and code_relation(figure.code, own) is not CodeRelation.SAME else ""
    )


def _when(cells: Sequence[Cell]) -> str:
    """The period of all, or of each in their order where they are not of one."""
    periods = " vs ".join(_periods(cells))
    if not periods:
        return ""
    return f" over {periods}" if "–" in periods else f" ({periods})"


def _periods(cells: Sequence[Cell]) -> list[str]:
    leading = (
        item
        for cell in cells
        for item in (*cell.items[:1], *((cell.range.low, cell.range.high) if cell.range else ()))
        if isinstance(item, Figure)
    )
    return list(dict.fromkeys(labels.period(item.period) for item in leading))
