"""Summarize a comparison in one or two sentences for each section, from its rows and nothing else."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from rolecompare.comparison import labels
from rolecompare.comparison import summary_values as values
from rolecompare.comparison.figures import find_row, is_of_other_group
from rolecompare.comparison.jobs import strictest_by_law
from rolecompare.comparison.types import Row
from rolecompare.comparison.work import describe_work
from rolecompare.models.figures import Figure
from rolecompare.models.kinds import OF_A_STATE, STRICTNESS
from rolecompare.models.reference_data import RoleWithMembers
from rolecompare.models.roles import Credential, Setting

FURTHER_REQUIREMENTS = {
    "experience.related": "related work experience",
    "training.on_the_job": "training on the job",
}
NONE_REQUIRED_BY_LAW = "our data lists no credential required by law"


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
        alone = [row for row in rows if row.relation == "only" and _has(row, compared.role.id)]
        parts.append(f"{len(alone)} listed only for {compared.role.title}{_of_one_member(alone, compared)}")
    return "; ".join((*parts, *none_known))


def _of_one_member(rows: Sequence[Row], compared: RoleWithMembers) -> str:
    """Return a note on how many of an umbrella's duties are those of one member alone; nothing without such duties."""
    cells = [cell for row in rows for cell in row.cells if cell.role == compared.role.id]
    count = sum(not cell.items and len(cell.members) == 1 for cell in cells)
    return f" ({count} of them for one of its {len(compared.members)} member jobs alone)" if count else ""


def _has(row: Row, role: str) -> bool:
    return any(cell.role == role and (cell.items or cell.members) for cell in row.cells)


def training_sentences(roles: Sequence[RoleWithMembers], rows: Sequence[Row]) -> Iterator[tuple[str, str]]:
    """Yield the typical entry-level education of each role."""
    row = find_row(rows, "education.entry")
    if row is None:
        return
    levels = values.level_texts(row, roles)
    if row.relation == "same" and len(set(levels)) == 1:
        text = f"same typical entry-level education: {levels[0]}"
    else:
        text = labels.side_by_side(values.titles(roles), levels, "; ")
    yield "Training", "; ".join((text + values.range_note([row], roles), *_further_requirements(roles, rows)))


def _further_requirements(roles: Sequence[RoleWithMembers], rows: Sequence[Row]) -> Iterator[str]:
    """Yield the experience and the training on the job where roles need another amount of it, or one is not known."""
    for measure, what in FURTHER_REQUIREMENTS.items():
        row = find_row(rows, measure)
        if row is not None and row.relation != "same":
            texts = values.level_texts(row, roles)
            yield f"{what}: {labels.side_by_side(values.titles(roles), texts, '; ')}{values.range_note([row], roles)}"


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
    unknown = [title for title in values.titles(roles) if title not in {each.title for each in known}]
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
    required.sort(key=lambda credential: STRICTNESS.index(credential.requirement))
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
    """Yield the setting that has the largest share of each role's jobs; of an umbrella role, those of its members.

    Where a share is not published it may be larger, and the sentence says so. So does that of a wider group.
    """
    by_setting: dict[str, list[str]] = {}
    of_members = []
    for compared in roles:
        cells = [cell for row in rows for cell in row.cells if cell.role == compared.role.id]
        settings = [item for cell in cells for item in cell.items if isinstance(item, Setting)]
        if largest := _largest(settings):
            is_wider = is_of_other_group(largest[0][1], compared.role.codes.own)
            note = f" for {labels.published_code(largest[0][1])}" if is_wider else ""
            if len(settings) > sum(isinstance(item.share, Figure) for item in settings):
                note += " of those published"
            label = labels.join_words([labels.lower_first(label) for label, _ in largest])
            share = labels.value(largest[0][1])
            by_setting.setdefault(label, []).append(f"{compared.role.title} ({share}{note})")
        elif members := _largest_settings_of_members(compared):
            of_members.append(members)
    parts = [f"{label} for {labels.join_words(named)}" for label, named in by_setting.items()]
    if parts or of_members:
        yield "Settings", f"largest share of jobs: {'; '.join((*parts, *of_members))}"


def _largest(settings: Iterable[Setting]) -> list[tuple[str, Figure]]:
    """Return the setting with the largest share; several where they are as large, none where no share is known.

    Only shares of the newest period count.
    """
    shares = [(item.label, item.share) for item in settings if isinstance(item.share, Figure)]
    newest = max((share.period for _, share in shares), default="")
    most = max((share.value for _, share in shares if share.period == newest), default=0)
    largest = {label: share for label, share in shares if (share.value, share.period) == (most, newest)}
    return sorted(largest.items(), key=lambda pair: pair[0]) if most else []


def _largest_settings_of_members(compared: RoleWithMembers) -> str | None:
    """Count for how many members of an umbrella role each setting has the largest share of jobs."""
    counts: Counter[str] = Counter()
    wider = 0
    for member in compared.members:
        if largest := _largest(member.settings.items):
            counts[labels.join_words([labels.lower_first(label) for label, _ in largest])] += 1
            wider += is_of_other_group(largest[0][1], member.codes.own)
    if not counts:
        return None
    parts = labels.join_words([f"{label} for {count}" for label, count in counts.most_common()])
    note = f" ({wider} of them by shares of a broader group)" if wider else ""
    return f"among the {len(compared.members)} member jobs of {compared.role.title}, {parts}{note}"


def outlook_sentences(roles: Sequence[RoleWithMembers], rows: Sequence[Row]) -> Iterator[tuple[str, str]]:
    """Yield the median pay, and how the number of jobs is projected to change."""
    if pay := values.pay_text(rows, roles):
        yield "Pay", f"median {pay}"
    growth, openings = find_row(rows, "employment.change_percent"), find_row(rows, "openings.annual")
    parts = []
    if growth is not None:
        parts.append((f"jobs {values.figures_text(growth, roles)}", values.range_note([growth], roles)))
    if openings is not None:
        # The decade of the openings is said once, with that of the growth, if it is the same.
        is_dated = growth is None or values.periods(growth.cells) != values.periods(openings.cells)
        figures = values.figures_text(openings, roles, dated=is_dated)
        parts.append((f"openings a year {figures}", values.range_note([openings], roles)))
    # What both ranges are over is said once, at the end.
    if len({note for _, note in parts}) == 1:
        yield "Outlook", "; ".join(text for text, _ in parts) + parts[0][1]
    elif parts:
        yield "Outlook", "; ".join(text + note for text, note in parts)
