"""Summarize a comparison in one or two sentences for each section, from its rows and nothing else."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from rolecompare.codes import is_for_other_code
from rolecompare.comparison import labels
from rolecompare.comparison.figures import find_row, median_pay_row
from rolecompare.comparison.jobs import strictest_by_law
from rolecompare.comparison.types import Cell, Row
from rolecompare.comparison.work import describe_work
from rolecompare.models.figures import Figure, Level, Missing
from rolecompare.models.kinds import OF_A_STATE
from rolecompare.models.reference_data import RoleWithMembers
from rolecompare.models.roles import Credential, Setting

NONE_REQUIRED_BY_LAW = "our data lists no credential required by law"


def _titles(roles: Sequence[RoleWithMembers]) -> list[str]:
    return [compared.role.title for compared in roles]


def duty_sentences(roles: Sequence[RoleWithMembers], rows: Sequence[Row]) -> Iterator[tuple[str, str]]:
    """Yield what the roles' duties have in common, and what kind of work each role is."""
    yield "Duties", _duties(roles, rows)
    if work := describe_work(roles):
        yield "Work", work


def _duties(roles: Sequence[RoleWithMembers], rows: Sequence[Row]) -> str:
    """Count the duties in common and those of one role alone. A role without duties is never said to have none."""
    known = [compared for compared in roles if any(_has(row, compared.role.id) for row in rows)]
    unknown = [compared.role.title for compared in roles if compared not in known]
    none_known = [f"none known for {labels.join_words(unknown)}"] if unknown else []
    if len(known) < 2:
        counts = [f"{sum(_has(row, each.role.id) for row in rows)} listed for {each.role.title}" for each in known]
        return "; ".join((*counts, *none_known))
    # Two pairs of duties may share one activity.
    same = {row.evidence.id if row.evidence and row.evidence.id else row.key for row in rows if row.relation == "same"}
    parts = [f"{labels.count_of(len(same), 'activity', 'activities')} in common"]
    if alike := sum(row.relation == "alike" for row in rows):
        has_umbrella = any(compared.members for compared in roles)
        parts.append(f"{alike} similar, or shared with some member jobs" if has_umbrella else f"{alike} similar")
    if shared_by_some := sum(row.relation == "differs" for row in rows):
        parts.append(f"{shared_by_some} shared by some of the jobs")
    for compared in known:
        alone = sum(row.relation == "only" and _has(row, compared.role.id) for row in rows)
        parts.append(f"{alone} listed only for {compared.role.title}")
    return "; ".join((*parts, *none_known))


def _has(row: Row, role: str) -> bool:
    return any(cell.role == role and (cell.items or cell.members) for cell in row.cells)


def training_sentences(roles: Sequence[RoleWithMembers], rows: Sequence[Row]) -> Iterator[tuple[str, str]]:
    """Yield the typical entry-level education of each role."""
    row = find_row(rows, "education.entry")
    if row is None:
        return
    levels = [_level(cell) for cell in row.cells]
    if row.relation == "same":
        text = f"same typical entry-level education: {levels[0]}"
    else:
        text = labels.side_by_side(_titles(roles), levels, "; ")
    yield "Training", text + _range_note([row], roles)


def _level(cell: Cell) -> str:
    levels = [labels.lower_first(labels.value(item)) for item in cell.items if isinstance(item, Level)]
    if levels:
        return " or ".join(levels) + (" (sources disagree)" if len(levels) > 1 else "")
    return _range(cell) or _absence(cell)


def _range(cell: Cell) -> str | None:
    if cell.range is None:
        return None
    low, high = labels.value(cell.range.low), labels.value(cell.range.high)
    if isinstance(cell.range.low, Level):
        low, high = labels.lower_first(low), labels.lower_first(high)
    return low if low == high else f"{low} to {high}"


def _range_note(rows: Sequence[Row], roles: Sequence[RoleWithMembers]) -> str:
    """Return a note on the member roles that the ranges of the rows cover, each umbrella role once."""
    titles = {compared.role.id: compared.role.title for compared in roles}
    spans = dict.fromkeys(
        (cell.role, len(cell.range.roles), cell.member_count)
        for row in rows
        for cell in row.cells
        if cell.range is not None and not any(isinstance(item, (Figure, Level)) for item in cell.items)
    )
    parts = [
        f"{count if count == total else f'{count} of {total}'} member jobs of {titles[role]}"
        for role, count, total in spans
    ]
    return f" (range over {labels.join_words(parts)})" if parts else ""


def _absence(cell: Cell) -> str:
    missing = next((item for item in cell.items if isinstance(item, Missing)), None)
    return f"not known ({missing.missing.value.replace('-', ' ')})" if missing else "not in our data"


class _Credentials(NamedTuple):
    """The credentials of a role: what law requires, of how many members, and how many others are listed."""

    title: str
    law: str
    members: str
    others: int


def credential_sentences(roles: Sequence[RoleWithMembers], rows: Sequence[Row]) -> Iterator[tuple[str, str]]:
    """Yield whether law requires a credential in each role, and how many other credentials are listed."""
    credentials = {
        compared.role.id: [
            item
            for row in rows
            for cell in row.cells
            if cell.role == compared.role.id
            for item in cell.held()
            if isinstance(item, Credential)
        ]
        for compared in roles
    }
    known = [
        _known_credentials(compared, credentials[compared.role.id])
        for compared in roles
        if credentials[compared.role.id] or compared.role.credentials.statements
    ]
    unknown = [title for title in _titles(roles) if title not in {each.title for each in known}]
    yield "Credentials", _credentials(known, unknown)


def _known_credentials(compared: RoleWithMembers, credentials: Sequence[Credential]) -> _Credentials:
    others = {(each.abbreviation or each.name, each.issuer) for each in credentials if each.kind not in OF_A_STATE}
    strictest = strictest_by_law(credentials)
    if strictest is None:
        return _Credentials(compared.role.title, NONE_REQUIRED_BY_LAW, "", len(others))
    members = f" ({_laws_of_members(compared)})" if compared.members else ""
    # The credential may be a license, a certification or a course; the cells say which.
    return _Credentials(compared.role.title, f"{labels.asked_by(strictest)} a credential", members, len(others))


def _laws_of_members(compared: RoleWithMembers) -> str:
    """Count the member jobs of an umbrella role by how many states require a credential, the most states first."""
    found = [strictest_by_law(member.credentials.items) for member in compared.members]
    required = [credential for credential in found if credential is not None]
    required.sort(key=lambda credential: list(labels.BY_LAW).index(credential.requirement))
    counts = Counter(map(labels.states, required))
    (_, strictest), *others = counts.items() or [("", 0)]
    first = f"{strictest} of {len(compared.members)} member jobs"
    return "; ".join((first, *(f"{where} for {count}" for where, count in others)))


def _credentials(known: Sequence[_Credentials], unknown: Sequence[str]) -> str:
    """Return what law requires of the roles; roles with the same requirement are named together."""
    total = len(known) + len(unknown)
    none_known = [f"credentials not known for {labels.join_words(unknown)}"] if unknown else []
    by_law: dict[tuple[str, str], list[str]] = {}
    for each in known:
        by_law.setdefault((each.law, each.members), []).append(each.title)
    if total == 2 and (unknown or len(by_law) != 1):
        parts = [
            f"{each.law} for {each.title}{each.members}, and "
            f"{labels.count_of(each.others, 'other credential is', 'other credentials are')} listed"
            for each in known
        ]
        return "; ".join((*parts, *none_known))
    parts = [
        f"{law} for {('both' if total == 2 else 'all') if len(titles) == total else labels.join_words(titles)}{members}"
        for (law, members), titles in by_law.items()
    ]
    counts = [f"{each.others} for {each.title}" for each in known]
    listed = [f"other credentials listed: {labels.join_words(counts)}"] if counts else []
    return "; ".join((*parts, *none_known, *listed))


def setting_sentences(roles: Sequence[RoleWithMembers], rows: Sequence[Row]) -> Iterator[tuple[str, str]]:
    """Yield the setting that has the largest share of each role's jobs; of an umbrella role, those of its members."""
    by_setting: dict[str, list[str]] = {}
    of_members = []
    for compared in roles:
        shares = [
            (item.share.value, item.label)
            for row in rows
            for cell in row.cells
            if cell.role == compared.role.id
            for item in cell.items
            if isinstance(item, Setting) and isinstance(item.share, Figure)
        ]
        if shares:
            share, label = max(shares)
            by_setting.setdefault(label, []).append(f"{compared.role.title} ({labels.number(share, 'percent')})")
        elif members := _largest_settings_of_members(compared):
            of_members.append(members)
    parts = [f"{labels.lower_first(label)} for {labels.join_words(named)}" for label, named in by_setting.items()]
    if parts or of_members:
        yield "Settings", f"largest share of jobs: {'; '.join((*parts, *of_members))}"


def _largest_settings_of_members(compared: RoleWithMembers) -> str | None:
    """Count for how many members of an umbrella role each setting has the largest share of jobs."""
    largest = []
    for member in compared.members:
        shares = [(item.share.value, item.label) for item in member.settings.items if isinstance(item.share, Figure)]
        if shares:
            largest.append(labels.lower_first(max(shares, key=lambda pair: pair[0])[1]))
    counts = sorted({label: largest.count(label) for label in largest}.items(), key=lambda pair: -pair[1])
    if not counts:
        return None
    parts = labels.join_words([f"{label} for {count}" for label, count in counts])
    return f"among the {len(compared.members)} member jobs of {compared.role.title}, {parts}"


def outlook_sentences(roles: Sequence[RoleWithMembers], rows: Sequence[Row]) -> Iterator[tuple[str, str]]:
    """Yield the median pay, and how the number of jobs is projected to change."""
    pay = median_pay_row(rows)
    if pay is not None:
        span = "a year" if pay.key.startswith("pay.annual") else "an hour"
        apart = next((value.value for value in pay.derived if value.kind == "percent_apart"), None)
        tail = f", {apart}% apart" if apart is not None and len(roles) == 2 else ""
        yield "Pay", f"median {_figures_side_by_side(pay, roles, span)}{tail}{_range_note([pay], roles)}"
    growth, openings = find_row(rows, "employment.change_percent"), find_row(rows, "openings.annual")
    parts = []
    if growth is not None:
        parts.append((f"jobs {_figures_side_by_side(growth, roles)}", _range_note([growth], roles)))
    if openings is not None:
        figures = _figures_side_by_side(openings, roles, dated=False)
        parts.append((f"openings a year {figures}", _range_note([openings], roles)))
    # What both ranges are over is said once, at the end.
    if len({note for _, note in parts}) == 1:
        yield "Outlook", "; ".join(text for text, _ in parts) + parts[0][1]
    elif parts:
        yield "Outlook", "; ".join(text + note for text, note in parts)


def _figures_side_by_side(row: Row, roles: Sequence[RoleWithMembers], unit: str = "", *, dated: bool = True) -> str:
    """Return the figures of a row with their unit and period; of more than two roles the highest first.

    Where periods differ, two roles have theirs in their order, and of more each figure has its own.
    """
    figures = [_figure(cell, compared.role.codes.own) for cell, compared in zip(row.cells, roles, strict=True)]
    unit = f" {unit}" if unit else ""
    if len(roles) < 3:
        # A unit and a period belong to a figure; what is not known has neither.
        known = [number for number, cell in enumerate(row.cells) if _highest(cell) > float("-inf")]
        figures[known[-1] if known else -1] += unit + (_period_note(row.cells) if dated else "")
        return labels.side_by_side(_titles(roles), figures)
    if len(_periods(row.cells)) > 1:
        figures = [text + _period_note([cell]) for text, cell in zip(figures, row.cells, strict=True)]
        dated = False
    order = sorted(range(len(figures)), key=lambda number: -_highest(row.cells[number]))
    text = labels.side_by_side([roles[number].role.title for number in order], [figures[number] for number in order])
    heading = f"{unit}{_period_note(row.cells) if dated else ''}".lstrip()
    return f"{heading}: {text}" if heading else text


def _highest(cell: Cell) -> float:
    """Return the highest figure of a cell, minus infinity where it has none."""
    ends = (*cell.items, cell.range.high) if cell.range else cell.items
    return max((item.value for item in ends if isinstance(item, Figure)), default=float("-inf"))


def _figure(cell: Cell, own: str | None) -> str:
    known = [item for item in cell.items if isinstance(item, Figure)]
    if known:
        return " or ".join(labels.value(item) + _code_note(item, own) for item in known)
    return _range(cell) or _absence(cell)


def _code_note(figure: Figure, own: str | None) -> str:
    """Return a note with the code of a figure if it is not the role's own."""
    return (
        f" (for {labels.published_code(figure)})" if is_for_other_code(figure.code, own, figure.classification) else ""
    )


def _period_note(cells: Sequence[Cell]) -> str:
    """Return the period of all figures, or the period of each in their order if they differ."""
    periods = " vs. ".join(_periods(cells))
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
