"""What a reader has to know before trusting a row: each thing once, with the roles and the section it touches."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import combinations

from rolecompare.codes import CodeRelation, code_relation
from rolecompare.comparison import labels
from rolecompare.comparison.figures import CODE_RELATIONS, JUDGMENT_YEARS, NUMBER_YEARS
from rolecompare.comparison.sections import SECTIONS
from rolecompare.comparison.types import (
    Cell,
    ComparisonWarning,
    Item,
    ReferenceData,
    RoleWithMembers,
    Row,
    Section,
    item_citations,
)
from rolecompare.comparison.verdicts import disputed_verdicts
from rolecompare.measures import period_months, years_apart
from rolecompare.models.claims import Claim
from rolecompare.models.figures import Figure, Level
from rolecompare.models.kinds import SectionName
from rolecompare.models.roles import Rating, Role, Setting
from rolecompare.models.sources import Citation, Statement


def find_warnings(
    subjects: Sequence[RoleWithMembers], sections: Sequence[Section], background: ReferenceData
) -> tuple[ComparisonWarning, ...]:
    """Return the warnings on the sections of a comparison, each once."""
    return (*value_warnings(subjects, sections, background), *coverage_warnings(subjects, sections))


def value_warnings(
    subjects: Sequence[RoleWithMembers], sections: Sequence[Section], background: ReferenceData
) -> Iterator[ComparisonWarning]:
    """Yield the warnings on what the rows say: codes, conflicts and periods section by section, then disputes."""
    for section in sections:
        yield from _granularity(subjects, section)
        yield from _conflicts(subjects, section)
        yield from _vintage(subjects, section)
    yield from _disputes(subjects, sections, background.claims)


def coverage_warnings(subjects: Sequence[RoleWithMembers], sections: Sequence[Section]) -> Iterator[ComparisonWarning]:
    """Yield what umbrella roles stand for, and which sections say nothing about a role."""
    if sections:
        yield from _umbrellas(subjects, sections[0].name)
    yield from _coverage(subjects, sections)


def _all_roles(subjects: Iterable[RoleWithMembers]) -> dict[str, Role]:
    return {role.id: role for subject in subjects for role in (subject.role, *subject.members)}


def _leading(cell: Cell) -> Iterator[tuple[str, Item]]:
    """Every leading item of a cell with the role that it belongs to."""
    for item in cell.items:
        yield cell.role, item
    for held in cell.members:
        for item in held.items:
            yield held.role, item


def published_code(item: Item) -> tuple[str, tuple[Citation, ...]] | None:
    """The code that an item's number or level was published for, with its citations."""
    value = item.share if isinstance(item, Setting) else item
    return (value.code, value.citations) if isinstance(value, (Figure, Level)) else None


def _granularity(subjects: Sequence[RoleWithMembers], section: Section) -> Iterator[ComparisonWarning]:
    roles = _all_roles(subjects)
    touched: dict[str, dict[str, dict[Citation, None]]] = {}
    row_labels: dict[str, dict[str, None]] = {}
    for row in section.rows:
        for cell in row.cells:
            for name, item in _leading(cell):
                own = roles[name].codes.own
                published = published_code(item)
                if own is None or published is None or code_relation(published[0], own) is CodeRelation.SAME:
                    continue
                code, citations = published
                touched.setdefault(code, {}).setdefault(name, {}).update(dict.fromkeys(citations))
                row_labels.setdefault(code, {})[row.label] = None
    for code, names in touched.items():
        owners = [f"{roles[name].title} ({roles[name].codes.own})" for name in names]
        widest = max(CODE_RELATIONS.index(code_relation(code, roles[name].codes.own or "")) for name in names)
        relation = "which is wider than" if CODE_RELATIONS[widest] is CodeRelation.WIDER else "which is not the code of"
        few = list(row_labels[code]) if section.name != "settings" and len(row_labels[code]) < 4 else []
        few[1:] = map(labels.lower_first, few[1:])
        what = (
            f"{labels.join_words(few)} {'is' if len(few) == 1 else 'are'}"
            if few
            else f"{SECTIONS[section.name].values} are"
        )
        text = f"{what} published for {code}, {relation} {labels.join_words(owners)}."
        citations = tuple(dict.fromkeys(citation for cited in names.values() for citation in cited))
        yield ComparisonWarning(
            kind="granularity", section=section.name, roles=tuple(names), text=text, citations=citations
        )


def _conflicts(subjects: Sequence[RoleWithMembers], section: Section) -> Iterator[ComparisonWarning]:
    roles = _all_roles(subjects)
    seen: dict[str, tuple[dict[str, None], dict[Citation, None]]] = {}
    for row in section.rows:
        for cell in row.cells:
            for name, items in ((cell.role, cell.items), *((held.role, held.items) for held in cell.members)):
                told = [item.share if isinstance(item, Setting) else item for item in items]
                values = [item for item in told if isinstance(item, (Figure, Level))]
                if len(values) < 2:
                    continue
                sides = " against ".join(f"{labels.value(value)} (for {value.code})" for value in values)
                text = f"Sources disagree on {labels.lower_first(row.label)}: {sides}"
                touched, citations = seen.setdefault(text, ({}, {}))
                touched[name] = None
                citations.update(dict.fromkeys(citation for value in values for citation in value.citations))
    for text, (names, citations) in seen.items():
        titles = labels.join_words([roles[name].title for name in names])
        yield ComparisonWarning(
            kind="conflict",
            section=section.name,
            roles=tuple(names),
            text=f"{text}; {titles}.",
            citations=tuple(citations),
        )


def _vintage(subjects: Sequence[RoleWithMembers], section: Section) -> Iterator[ComparisonWarning]:
    titles = {subject.role.id: subject.role.title for subject in subjects}
    gaps: dict[tuple[tuple[str, str, str], ...], list[Row]] = {}
    for row in section.rows:
        limit, dated = _spans(row)
        ends = [end for _, oldest, newest in dated for end in (oldest, newest)]
        if any(years_apart(a, b) >= limit for a, b in combinations(ends, 2)):
            gaps.setdefault(dated, []).append(row)
    for dated, rows in gaps.items():
        rated = section.name is SectionName.RATINGS
        many = f"{len(rows)} {'ratings' if rated else 'rows'}"
        row_labels = labels.join_words([row.label for row in rows]) if len(rows) < 4 else many
        periods = labels.join_words([f"{_span(oldest, newest)} for {titles[role]}" for role, oldest, newest in dated])
        text = f"The sides of {row_labels} are years apart: {periods}."
        if rated:
            text += " What differs between them may be what has changed in that time."
        elif not any(row.derived for row in rows):
            text += " No difference is worked out."
        cited = dict.fromkeys(c for row in rows for cell in row.cells for v in _dated_values(cell) for c in v.citations)
        roles = tuple(role for role, _, _ in dated)
        yield ComparisonWarning(kind="vintage", section=section.name, roles=roles, text=text, citations=tuple(cited))


def _span(oldest: str, newest: str) -> str:
    return labels.period(oldest) if oldest == newest else f"{labels.period(oldest)} to {labels.period(newest)}"


def _spans(row: Row) -> tuple[int, tuple[tuple[str, str, str], ...]]:
    """How many years matter to a row, and the oldest and newest period that each role's side of it speaks of."""
    limit, dated = NUMBER_YEARS, []
    for cell in row.cells:
        values = _dated_values(cell)
        if values:
            periods = sorted((period for value in values for period in _periods(value)), key=period_months)
            limit = limit if isinstance(values[0], Figure) else JUDGMENT_YEARS
            dated.append((cell.role, periods[0], periods[-1]))
    return limit, tuple(dated)


def _dated_values(cell: Cell) -> list[Figure | Level | Rating]:
    """The leading value of a cell; of a range, those of all the members that it is over."""
    own = [value for item in cell.items[:1] if (value := _dated(item)) is not None]
    if own or cell.range is None:
        return own
    over = cell.range.roles
    held = (item for member in cell.members if member.role in over for item in member.items[:1])
    return [value for item in held if (value := _dated(item)) is not None]


def _periods(value: Figure | Level | Rating) -> tuple[str, ...]:
    if isinstance(value, Rating):
        return tuple(dict.fromkeys(estimate.period for estimate in value.scales.values()))
    return (value.period,)


def _dated(item: Item) -> Figure | Level | Rating | None:
    match item:
        case Figure() | Level():
            return item
        case Setting(share=Figure() as share):
            return share
        case Rating() if item.scales:
            return item
    return None


def _disputes(
    subjects: Sequence[RoleWithMembers], sections: Sequence[Section], claims: Sequence[Claim]
) -> Iterator[ComparisonWarning]:
    """The claims that do not hold: those on all these roles, and those that a statement on the page repeats."""
    names = {subject.role.id for subject in subjects}
    verdicts = disputed_verdicts(claims)
    repeated = _repeated(sections)
    for claim in sorted(claims, key=lambda claim: claim.number):
        touched = tuple(role for role in claim.roles if role in names)
        # What is claimed of two roles concerns a page that has both, or one of them alone.
        concerned = touched and (len(touched) == len(claim.roles) or len(subjects) == 1)
        if claim.number not in verdicts or not (concerned or claim.number in repeated):
            continue
        evidence = (citation for item in claim.evidence for citation in item_citations(item))
        citations = tuple(dict.fromkeys((*claim.citations, *evidence)))
        verdict = verdicts[claim.number].value.replace("-", " ")
        text = f"The article's claim {claim.number}, {verdict}: “{claim.text}” {claim.note}"
        yield ComparisonWarning(
            kind="dispute",
            section=claim.section,
            roles=touched,
            text=text,
            citations=citations,
            claim=claim.number,
            verdict=verdicts[claim.number],
        )


def _repeated(sections: Sequence[Section]) -> set[int]:
    """The claims that statements in these sections repeat."""
    return {n for section in sections for row in section.rows for cell in row.cells for n in repeated_claims(cell)}


def repeated_claims(cell: Cell) -> Iterator[int]:
    """The numbers of the claims that the statements of a cell repeat."""
    for item in cell.held():
        if isinstance(item, (Statement, Setting)) and item.claims:
            yield from item.claims


def _umbrellas(subjects: Sequence[RoleWithMembers], section: SectionName) -> Iterator[ComparisonWarning]:
    """What each umbrella stands for, citing what says so, beside the first section that is shown."""
    for role, members in subjects:
        if members:
            titles = labels.join_words([member.title for member in members])
            beside = [member.title for member in members if member.id in (subject.role.id for subject in subjects)]
            text = (
                f"{role.title} is an umbrella. It stands here for {titles}: figures are ranges over them, and a row "
                "says how many of them it holds for."
            )
            if beside:
                text += f" {labels.join_words(beside)} stands on this page both alone and among them."
            cited = role.summary.citations
            yield ComparisonWarning(kind="coverage", section=section, roles=(role.id,), text=text, citations=cited)


def relevant_warnings(found: Sequence[ComparisonWarning], sections: Sequence[Section]) -> tuple[ComparisonWarning, ...]:
    """The caveats that matter to the sections, each filed under one of them.

    What an umbrella stands for matters to each section, and a dispute to each that has a statement repeating the claim.
    """
    names = [section.name for section in sections]
    repeated = {number: section.name for section in reversed(sections) for number in _repeated([section])}
    moved = []
    for caveat in found:
        # Of caveats on coverage only these cite anything: the others say that there is nothing to cite.
        if names and caveat.kind == "coverage" and caveat.citations:
            moved.append(replace(caveat, section=names[0]))
        elif caveat.section in names:
            moved.append(caveat)
        elif caveat.claim in repeated:
            moved.append(replace(caveat, section=repeated[caveat.claim]))
    return tuple(moved)


def _coverage(subjects: Sequence[RoleWithMembers], sections: Sequence[Section]) -> Iterator[ComparisonWarning]:
    for subject in subjects:
        role = subject.role
        for section in sections:
            if _silent(role, section):
                text = f"The dataset says nothing of {section.name} for {role.title}."
                yield ComparisonWarning(kind="coverage", section=section.name, roles=(role.id,), text=text)


def _silent(role: Role, section: Section) -> bool:
    cells = [cell for row in section.rows for cell in row.cells if cell.role == role.id]
    return not any(cell.items or cell.members for cell in cells)
