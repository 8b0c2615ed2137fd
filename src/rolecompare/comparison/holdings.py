"""Programmes, credentials, settings and plain statements side by side: rows of things that a role has or has not."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from rolecompare.comparison.alignment import Lineup, line_up, relation
from rolecompare.comparison.figures import comparable, differences, range_over
from rolecompare.comparison.parts import Cell, Derived, Ground, MemberItems, Relation, Row, Subject
from rolecompare.models import Credential, Known, Programme, Role, Setting, Statement
from rolecompare.vocabulary import SettingKind, level_name


def programme_rows(subjects: Sequence[Subject]) -> tuple[Row, ...]:
    """Courses of study by the award they lead to."""
    lineups = line_up(subjects, lambda role: role.training.programmes, lambda programme: programme.award)
    return tuple(_programmes(lineup) for lineup in lineups)


def _programmes(lineup: Lineup) -> Row:
    (award,) = lineup.keys
    label = f"Programme: {level_name('education.entry', award)}"
    kind = _same_unless(lineup, lambda item: isinstance(item, Programme) and (item.min_months, item.max_months))
    by = Ground(by="name", id=award)
    return Row(key=f"programme.{award}", label=label, relation=kind, evidence=by, cells=lineup.cells)


def credential_rows(subjects: Sequence[Subject]) -> tuple[Row, ...]:
    """Credentials by name and issuer; the strictest requirement is told by the items themselves."""

    def key(credential: Credential) -> str:
        return " / ".join(filter(None, (credential.name, credential.abbreviation, credential.issuer)))

    return tuple(_credential(lineup) for lineup in line_up(subjects, lambda role: role.credentials.items, key))


def _credential(lineup: Lineup) -> Row:
    (key,) = lineup.keys
    first = next(item for item in _all_items(lineup) if isinstance(item, Credential))
    label = f"{first.name} ({first.abbreviation})" if first.abbreviation else first.name
    kind = _same_unless(lineup, lambda item: isinstance(item, Credential) and item.requirement)
    return Row(key=key, label=label, relation=kind, evidence=Ground(by="name", label=label), cells=lineup.cells)


def setting_rows(subjects: Sequence[Subject]) -> tuple[Row, ...]:
    """Settings by what they are, then by their kind (inpatient, office …); shares are compared where both have one."""
    kinds = {
        setting.setting: setting.kind
        for subject in subjects
        for role in (subject.role, *subject.members)
        for setting in role.settings.items
    }

    def kind(setting: str) -> str | None:
        return None if kinds[setting] is SettingKind.OTHER else kinds[setting].value

    def key(setting: Setting) -> str:
        return setting.setting

    return tuple(_setting(lineup) for lineup in line_up(subjects, lambda role: role.settings.items, key, kind))


def _setting(lineup: Lineup) -> Row:
    first = next(item for item in _all_items(lineup) if isinstance(item, Setting))
    cells = tuple(_with_range(cell) for cell in lineup.cells)
    key = "+".join(lineup.keys)
    if lineup.wider is not None:
        by = Ground(by="kind", id=lineup.wider, label=f"{lineup.wider} settings")
        return Row(key=key, label=f"Similar: {lineup.wider}", relation="alike", evidence=by, cells=cells)
    kind = _same_unless(lineup, lambda item: isinstance(item, Setting) and _share(item))
    by = Ground(by="name", id=key)
    return Row(key=key, label=first.label, relation=kind, evidence=by, cells=cells, derived=_derived(cells))


def _share(setting: Setting) -> int | float | None:
    return setting.share.value if isinstance(setting.share, Known) else None


def _with_range(cell: Cell) -> Cell:
    if not cell.members:
        return cell
    shares = tuple(
        MemberItems(role=held.role, items=(item.share,))
        for held in cell.members
        for item in held.items[:1]
        if isinstance(item, Setting)
    )
    return Cell(
        role=cell.role,
        items=cell.items,
        members=cell.members,
        members_in_all=cell.members_in_all,
        range=range_over(shares),
    )


def _derived(cells: Sequence[Cell]) -> tuple[Derived, ...]:
    first, *others = cells
    found: list[Derived] = []
    for other in others:
        match (first.items, other.items):
            case ((Setting(share=Known() as a),), (Setting(share=Known() as b),)) if comparable(a, b):
                found.extend(differences(a, b, (first.role, other.role)))
    return tuple(found)


def statement_rows(subjects: Sequence[Subject], statements: Callable[[Role], tuple[Statement, ...]]) -> tuple[Row, ...]:
    """What sources say of a section in words: one row, a cell for each role. Members speak for themselves."""
    cells = tuple(Cell(role=subject.role.id, items=statements(subject.role)) for subject in subjects)
    said = [tuple(item.text for item in cell.items if isinstance(item, Statement)) for cell in cells]
    if not any(said):
        return ()
    kind = relation(cells)
    if kind == "same" and len(set(said)) > 1:
        kind = "differs"
    return (Row(key="statements", label="In words", relation=kind, cells=cells),)


def _same_unless(lineup: Lineup, told: Callable[[object], object]) -> Relation:
    """The relation of a row in which what the roles share may still differ in what is told of it."""
    kind = relation(lineup.cells)
    if kind == "same":
        tellings = {told(item) for item in _all_items(lineup)}
        return "same" if len(tellings) <= 1 else "differs"
    return kind


def _all_items(lineup: Lineup) -> list[object]:
    return [item for cell in lineup.cells for items in (cell.items, *(m.items for m in cell.members)) for item in items]
