"""Compare programs, credentials, settings, conditions and statements: things that a role has or has not."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace

from rolecompare.comparison import labels
from rolecompare.comparison.alignment import Lineup, line_up, relation
from rolecompare.comparison.figures import (
    are_of_one_time,
    find_differences,
    member_range,
    shared_wider_figure,
    split_editions,
)
from rolecompare.comparison.types import MISSING, Cell, MemberItems, Relation, Row, RowEvidence
from rolecompare.measures import LEVELS, level_name
from rolecompare.models.figures import Figure
from rolecompare.models.kinds import SECTION_OF_PART, ConditionKind, SectionName
from rolecompare.models.reference_data import RoleWithMembers
from rolecompare.models.roles import Condition, Credential, Item, Program, Role, Setting
from rolecompare.models.sources import Source, Statement


def program_rows(roles: Sequence[RoleWithMembers]) -> tuple[Row, ...]:
    """Return a row for each award that programs lead to, from the lowest."""

    def by_award(role: Role) -> list[Program]:
        levels = list(LEVELS["education.entry"])
        return sorted(role.training.programs, key=lambda program: levels.index(program.award))

    lineups = line_up(roles, by_award, lambda program: program.award)
    return tuple(_programs(lineup) for lineup in lineups)


def _programs(lineup: Lineup) -> Row:
    (award,) = lineup.keys
    label = f"Program: {level_name('education.entry', award)}"
    kind = _relation_by_detail(lineup, lambda item: isinstance(item, Program) and (item.min_months, item.max_months))
    by = RowEvidence(kind="name", id=award)
    return Row(key=f"program.{award}", label=label, relation=kind, evidence=by, cells=lineup.cells)


def credential_rows(roles: Sequence[RoleWithMembers]) -> tuple[Row, ...]:
    """Return a row for each credential, by name and issuer; it is the same where its requirement is."""

    def key(credential: Credential) -> str:
        return " / ".join(filter(None, (credential.name, credential.abbreviation, credential.issuer)))

    return tuple(_credential(lineup) for lineup in line_up(roles, lambda role: role.credentials.items, key))


def _credential(lineup: Lineup) -> Row:
    (key,) = lineup.keys
    first = next(item for cell in lineup.cells for item in cell.held() if isinstance(item, Credential))
    label = labels.credential(first)
    kind = _relation_by_detail(
        lineup, lambda item: isinstance(item, Credential) and (item.requirement, item.excepted_states)
    )
    return Row(key=key, label=label, relation=kind, evidence=RowEvidence(kind="name", label=label), cells=lineup.cells)


def setting_rows(roles: Sequence[RoleWithMembers], sources: Mapping[str, Source]) -> tuple[Row, ...]:
    """Return a row for each setting, then for the wider one that settings are part of, with the shares compared."""
    wider = {
        setting.setting: setting.within
        for compared in roles
        for role in (compared.role, *compared.members)
        for setting in role.settings.items
    }

    def whole(setting: str) -> str | None:
        return wider[setting] or (setting if setting in wider.values() else None)

    def key(setting: Setting) -> str:
        return setting.setting

    lineups = line_up(roles, lambda role: role.settings.items, key, whole)
    own = {role.id: role.codes.own for compared in roles for role in (compared.role, *compared.members)}
    return tuple(_setting(lineup, own, sources) for lineup in lineups)


def _setting(lineup: Lineup, own: Mapping[str, str | None], sources: Mapping[str, Source]) -> Row:
    cells = tuple(_with_leading_shares(cell, own, sources) for cell in lineup.cells)
    key = "+".join(lineup.keys)
    if lineup.wider is not None:
        whole = lineup.wider.replace("-", " ")
        by = RowEvidence(kind="kind", id=lineup.wider, label=f"one a part of the other, or both of {whole}")
        kind = relation(cells, exact=False)
        return Row(key=key, label=f"Among {whole}", relation=kind, evidence=by, cells=cells)
    kind = relation(cells)
    if kind == "same" and not _same_shares(cells):
        kind = "differs"
    shares = [_share_cell(cell) for cell in cells]
    shared = shared_wider_figure(shares, own)
    # The longest name says most, and is the same whichever role comes first.
    labels = {item.label for cell in cells for item in _only_settings(cell.held())}
    label = max(labels, key=lambda text: (len(text), text))
    by = RowEvidence(kind="name", id=key)
    if shared is not None:
        kind, by = "alike", RowEvidence(kind="code", id=shared.code, label="one figure of a wider group")
    return Row(key=key, label=label, relation=kind, evidence=by, cells=cells, derived=find_differences(shares, own))


def _share_cell(cell: Cell) -> Cell:
    return replace(cell, items=tuple(setting.share for setting in _only_settings(cell.items)))


def _with_leading_shares(cell: Cell, own: Mapping[str, str | None], sources: Mapping[str, Source]) -> Cell:
    """Return the cell with the settings whose shares lead, older ones as history, and the range over its members."""
    items, history = _split_by_share(cell.items, own[cell.role], sources)
    members = tuple(
        MemberItems(role=member.role, items=_split_by_share(member.items, own[member.role], sources)[0])
        for member in cell.members
    )
    shares = (MemberItems(role=m.role, items=tuple(s.share for s in _only_settings(m.items))) for m in members)
    return replace(cell, items=items, history=history, members=members, range=member_range(tuple(shares)))


def _split_by_share(
    items: Sequence[Item], own: str | None, sources: Mapping[str, Source]
) -> tuple[tuple[Setting, ...], tuple[Setting, ...]]:
    """Return the settings whose shares lead, and the others."""
    by_share = {id(item.share): item for item in _only_settings(items)}
    leading, history = split_editions([item.share for item in by_share.values()], own, sources)
    return tuple(by_share[id(share)] for share in leading), tuple(by_share[id(share)] for share in history)


def _only_settings(items: Iterable[Item]) -> list[Setting]:
    return [item for item in items if isinstance(item, Setting)]


def _same_shares(cells: Sequence[Cell]) -> bool:
    """Return whether all have the same shares, and of one time: equal shares of different years are not the same."""
    shares = [[setting.share for setting in _only_settings(cell.held())] for cell in cells]
    dated = {frozenset((s.value, s.period) if isinstance(s, Figure) else None for s in cell) for cell in shares}
    if len(dated) == 1:
        return True
    values = {frozenset(s.value if isinstance(s, Figure) else None for s in cell) for cell in shares}
    periods = {s.period for cell in shares for s in cell if isinstance(s, Figure)}
    return len(values) == 1 and are_of_one_time(periods)


def condition_rows(roles: Sequence[RoleWithMembers]) -> tuple[Row, ...]:
    """Return a row for each kind of condition, in the order of the kinds.

    Two roles that both have one are alike, or the same where the statements are: these say how much of it there is.
    """
    lineups = line_up(roles, lambda role: role.settings.conditions, lambda condition: condition.condition)
    ordered = sorted(lineups, key=lambda lineup: list(ConditionKind).index(ConditionKind(lineup.keys[0])))
    return tuple(_condition(lineup) for lineup in ordered)


def _condition(lineup: Lineup) -> Row:
    (kind,) = lineup.keys
    by = RowEvidence(kind="kind", id=kind, label="one kind of demand")
    by_detail = _relation_by_detail(lineup, lambda item: isinstance(item, Condition) and item.text)
    kind_of_relation: Relation = "alike" if by_detail == "differs" and relation(lineup.cells) == "same" else by_detail
    return Row(
        key=f"condition.{kind}",
        label=labels.CONDITIONS[ConditionKind(kind)],
        relation=kind_of_relation,
        evidence=by,
        cells=lineup.cells,
    )


def statement_rows(
    roles: Sequence[RoleWithMembers], statements: Callable[[Role], tuple[Statement, ...]]
) -> tuple[Row, ...]:
    """Return one row of what sources say of a section in words, without members; no row where they say nothing."""
    cells = tuple(Cell(role=compared.role.id, items=statements(compared.role)) for compared in roles)
    texts = [tuple(item.text for item in cell.items if isinstance(item, Statement)) for cell in cells]
    if not any(texts):
        return ()
    kind = relation(cells)
    if kind == "same" and len(set(texts)) > 1:
        kind = "differs"
    return (Row(key="statements", label="More details", relation=kind, cells=cells),)


def missing_rows(roles: Sequence[RoleWithMembers], section: SectionName) -> tuple[Row, ...]:
    """Return one row of the parts of a section that are missing, and why, without members; no row where none are."""
    cells = tuple(
        Cell(
            role=role.id,
            items=tuple(part for part in role.missing or () if SECTION_OF_PART.get(part.measure) == section),
        )
        for role, _ in roles
    )
    if not any(cell.items for cell in cells):
        return ()
    return (Row(key=MISSING, label="Missing, and why", relation="missing", cells=cells),)


def _relation_by_detail(lineup: Lineup, detail: Callable[[object], object]) -> Relation:
    """Return the relation of a row: things that all roles have are the same only where the `detail` of them is."""
    kind = relation(lineup.cells)
    if kind == "same":
        return "same" if len({_details(cell, detail) for cell in lineup.cells}) == 1 else "differs"
    return kind


def _details(cell: Cell, detail: Callable[[object], object]) -> frozenset[object]:
    return frozenset(detail(item) for item in cell.held())
