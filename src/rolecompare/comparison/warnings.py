"""Find what a reader has to know before trusting a row: each warning once, with its roles and its section."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import chain, combinations
from typing import NamedTuple

from rolecompare.codes import Classification, CodeRelation, code_relation
from rolecompare.comparison import labels
from rolecompare.comparison.figures import JUDGMENT_YEARS, NUMBER_YEARS, is_of_other_group
from rolecompare.comparison.sections import SECTIONS
from rolecompare.comparison.types import Cell, ComparisonWarning, Row, Section, item_citations
from rolecompare.comparison.verdicts import disputed_verdicts
from rolecompare.measures import period_months, years_apart
from rolecompare.models.figures import Figure, Level
from rolecompare.models.kinds import SectionName
from rolecompare.models.reference_data import JobFacts, ReferenceData, RoleWithMembers
from rolecompare.models.roles import Item, Rating, Role, Setting
from rolecompare.models.sources import Citation, Statement

MAX_NAMED_ROWS = 3  # a warning on more rows counts them


def find_warnings(
    roles: Sequence[RoleWithMembers],
    sections: Sequence[Section],
    reference_data: ReferenceData,
    *,
    with_disputes: bool = True,
) -> tuple[ComparisonWarning, ...]:
    """Return the warnings on the sections of a comparison, each once, with or without the article's claims."""
    found = value_warnings(roles, sections, reference_data, with_disputes=with_disputes)
    return (*found, *coverage_warnings(roles, sections))


def is_about_article(roles: Sequence[RoleWithMembers], reference_data: ReferenceData) -> bool:
    """Return whether the article claims something of each role; else a reader may never have seen it."""
    return all(reference_data.claim_numbers_about([compared.role.id]) for compared in roles)


def value_warnings(
    roles: Sequence[RoleWithMembers],
    sections: Sequence[Section],
    reference_data: ReferenceData,
    *,
    with_disputes: bool = True,
) -> Iterator[ComparisonWarning]:
    """Yield the warnings on what the rows say: codes, conflicts and periods section by section, then disputes."""
    for section in sections:
        yield from _granularity(roles, section)
        yield from _conflicts(roles, section)
        yield from _vintage(roles, section)
    if with_disputes:
        yield from _disputes(roles, sections, reference_data)


def coverage_warnings(roles: Sequence[RoleWithMembers], sections: Sequence[Section]) -> Iterator[ComparisonWarning]:
    """Yield what umbrella roles stand for, and which sections say nothing about a role."""
    if sections:
        yield from _umbrellas(roles, sections[0].name)
    yield from _coverage(roles, sections)


def granularity_warning(
    section: SectionName,
    code: str,
    what: str,
    roles: Sequence[Role | JobFacts],
    citations: Iterable[Citation],
    note: str = "",
    classification: Classification | None = None,
) -> ComparisonWarning:
    """Return the warning that values were published for another code than that of the roles.

    `what` is the subject of the sentence with its verb, such as "Pay is"; `note` goes on after it. `classification` is
    that of the code, if it is not SOC 2018.
    """
    relations = [code_relation(code, role.codes.own or "", classification) for role in roles]
    is_wider = all(relation is not CodeRelation.OTHER for relation in relations)
    owners = labels.join_words([f"{role.title} ({role.codes.own})" for role in roles])
    relation = "which is wider than" if is_wider else "which is not the code of"
    return ComparisonWarning(
        kind="granularity",
        section=section,
        roles=tuple(role.id for role in roles),
        text=f"{what} published for {code}{labels.code_suffix(classification)}, {relation} {owners}{note}.",
        citations=tuple(dict.fromkeys(citations)),
    )


def vintage_warning(
    section: SectionName,
    what: str,
    periods: Sequence[tuple[Role | JobFacts, str]],
    citations: Iterable[Citation],
    note: str = "",
) -> ComparisonWarning:
    """Return the warning that the values of roles are years apart. `periods` are in words; `note` is a sentence."""
    dated = labels.join_words([f"{period} for {role.title}" for role, period in periods])
    return ComparisonWarning(
        kind="vintage",
        section=section,
        roles=tuple(role.id for role, _ in periods),
        text=f"The values {what} are years apart: {dated}.{note}",
        citations=tuple(dict.fromkeys(citations)),
    )


def _all_roles(roles: Iterable[RoleWithMembers]) -> dict[str, Role]:
    return {role.id: role for compared in roles for role in (compared.role, *compared.members)}


def _items_by_role(cell: Cell) -> Iterator[tuple[str, Sequence[Item]]]:
    """Yield the leading items of a cell, with the id of the role or member role that has them."""
    yield cell.role, cell.items
    for member in cell.members:
        yield member.role, member.items


def _value(item: Item) -> Item:
    """Return what is published: of a setting its share."""
    return item.share if isinstance(item, Setting) else item


def _granularity(roles: Sequence[RoleWithMembers], section: Section) -> Iterator[ComparisonWarning]:
    """Yield a warning for each code that is not a role's own, with all rows and roles that have values of it."""
    by_id = _all_roles(roles)
    found: dict[tuple[str, Classification | None], list[tuple[str, Role, tuple[Citation, ...]]]] = {}
    for row in section.rows:
        for cell in row.cells:
            for name, items in _items_by_role(cell):
                own = by_id[name].codes.own
                for value in map(_value, items):
                    if isinstance(value, (Figure, Level)) and is_of_other_group(value, own):
                        found.setdefault((value.code, value.classification), []).append(
                            (row.label, by_id[name], value.citations)
                        )
    for (code, classification), uses in found.items():
        row_labels = list(dict.fromkeys(label for label, _, _ in uses))
        owners = list({role.id: role for _, role, _ in uses}.values())
        cited = {role.id: [c for _, owner, citations in uses if owner is role for c in citations] for role in owners}
        if section.name is not SectionName.SETTINGS and len(row_labels) <= MAX_NAMED_ROWS:
            row_labels[1:] = map(labels.lower_first, row_labels[1:])
            what = f"{labels.join_words(row_labels)} {'is' if len(row_labels) == 1 else 'are'}"
        else:
            what = f"{SECTIONS[section.name].values} are"
        citations = chain.from_iterable(cited.values())
        yield granularity_warning(section.name, code, what, owners, citations, classification=classification)


def _conflicts(roles: Sequence[RoleWithMembers], section: Section) -> Iterator[ComparisonWarning]:
    """Yield a warning for each conflict of sources, with all roles that share it."""
    by_id = _all_roles(roles)
    found: dict[str, list[tuple[str, tuple[Citation, ...]]]] = {}
    for row in section.rows:
        for name, items in (entry for cell in row.cells for entry in _items_by_role(cell)):
            values = [value for value in map(_value, items) if isinstance(value, (Figure, Level))]
            if len(values) > 1:
                sides = " vs. ".join(f"{labels.value(value)} (for {labels.published_code(value)})" for value in values)
                text = f"Sources disagree on {labels.lower_first(row.label)}: {sides}"
                citations = tuple(citation for value in values for citation in value.citations)
                found.setdefault(text, []).append((name, citations))
    for text, uses in found.items():
        names = tuple(dict.fromkeys(name for name, _ in uses))
        yield ComparisonWarning(
            kind="conflict",
            section=section.name,
            roles=names,
            text=f"{text}; {labels.join_words([by_id[name].title for name in names])}.",
            citations=tuple(dict.fromkeys(citation for _, citations in uses for citation in citations)),
        )


class _Dated(NamedTuple):
    """The oldest and the newest period of a role's values in a row."""

    role: str
    oldest: str
    newest: str


def _vintage(roles: Sequence[RoleWithMembers], section: Section) -> Iterator[ComparisonWarning]:
    """Yield a warning for each set of periods that are years apart, with all rows that have these periods."""
    by_id = {compared.role.id: compared.role for compared in roles}
    by_periods: dict[tuple[_Dated, ...], list[Row]] = {}
    for row in section.rows:
        dated = tuple(_periods_of_row(row))
        # Many roles share few periods, and the pairs of all roles would take a minute for three hundred of them.
        ends = {end for each in dated for end in (each.oldest, each.newest)}
        allowed = _years_allowed(row)
        if any(years_apart(one, other) >= allowed for one, other in combinations(ends, 2)):
            by_periods.setdefault(dated, []).append(row)
    for dated, rows in by_periods.items():
        are_ratings = section.name is SectionName.RATINGS
        if len(rows) <= MAX_NAMED_ROWS:
            what = f"of {labels.join_words([row.label for row in rows])}"
        else:
            what = f"of {len(rows)} {'ratings' if are_ratings else 'rows'}"
        note = ""
        if are_ratings:
            note = " Differences between them may be due to changes in that time."
        elif not any(row.derived for row in rows):
            note = " No difference is calculated."
        periods = [(by_id[each.role], _period_range(each.oldest, each.newest)) for each in dated]
        cited = (c for row in rows for cell in row.cells for value in _dated_values(cell) for c in value.citations)
        yield vintage_warning(section.name, what, periods, cited, note)


def _period_range(oldest: str, newest: str) -> str:
    return labels.period(oldest) if oldest == newest else f"{labels.period(oldest)} to {labels.period(newest)}"


def _periods_of_row(row: Row) -> Iterator[_Dated]:
    """Yield the oldest and the newest period of each role that has values in a row."""
    for cell in row.cells:
        periods = sorted((period for value in _dated_values(cell) for period in _periods(value)), key=period_months)
        if periods:
            yield _Dated(cell.role, periods[0], periods[-1])


def _years_allowed(row: Row) -> int:
    """Return how many years apart the values of a row get a warning."""
    values = [value for cell in row.cells for value in _dated_values(cell)[:1]]
    return NUMBER_YEARS if all(isinstance(value, Figure) for value in values) else JUDGMENT_YEARS


def _dated_values(cell: Cell) -> list[Figure | Level | Rating]:
    """Return the leading value of a cell; of a range, those of all the members that it is over."""
    own = [value for item in cell.items[:1] if (value := _dated(item)) is not None]
    if own or cell.range is None:
        return own
    members = (member for member in cell.members if member.role in cell.range.roles)
    return [value for member in members for item in member.items[:1] if (value := _dated(item)) is not None]


def _periods(value: Figure | Level | Rating) -> tuple[str, ...]:
    if isinstance(value, Rating):
        return tuple(dict.fromkeys(estimate.period for estimate in value.scales.values()))
    return (value.period,)


def _dated(item: Item) -> Figure | Level | Rating | None:
    """Return the value of an item that has a period; None if it has none."""
    value = _value(item)
    if isinstance(value, (Figure, Level)) or (isinstance(value, Rating) and value.scales):
        return value
    return None


def _disputes(
    roles: Sequence[RoleWithMembers], sections: Sequence[Section], reference_data: ReferenceData
) -> Iterator[ComparisonWarning]:
    """Yield the claims that do not hold: those on all these roles, and those that a statement on the page repeats."""
    names = {compared.role.id for compared in roles}
    repeated = _repeated(sections) & reference_data.claims.keys()
    numbers = sorted({*reference_data.claim_numbers_about(names), *repeated})
    claims = [reference_data.claims[number] for number in numbers]
    verdicts = disputed_verdicts(claims)
    for claim in claims:
        about = tuple(role for role in claim.roles if role in names)
        # What is claimed of two roles concerns a page that has both, or one of them alone.
        is_relevant = about and (len(about) == len(claim.roles) or len(roles) == 1)
        if claim.number not in verdicts or not (is_relevant or claim.number in repeated):
            continue
        evidence = (citation for item in claim.evidence for citation in item_citations(item))
        citations = tuple(dict.fromkeys((*claim.citations, *evidence)))
        text = (
            f"The article's claim {claim.number}, {labels.verdict(verdicts[claim.number])}: “{claim.text}” {claim.note}"
        )
        yield ComparisonWarning(
            kind="dispute",
            section=claim.section,
            roles=about,
            text=text,
            citations=citations,
            claim=claim.number,
            verdict=verdicts[claim.number],
        )


def _repeated(sections: Sequence[Section]) -> set[int]:
    """Return the numbers of the claims that statements in these sections repeat."""
    return {n for section in sections for row in section.rows for cell in row.cells for n in repeated_claims(cell)}


def repeated_claims(cell: Cell) -> Iterator[int]:
    """Yield the numbers of the claims that the statements of a cell repeat."""
    for item in cell.held():
        if isinstance(item, (Statement, Setting)) and item.claims:
            yield from item.claims


def _umbrellas(roles: Sequence[RoleWithMembers], section: SectionName) -> Iterator[ComparisonWarning]:
    """Yield what each umbrella role stands for, citing what says so, under the first section."""
    for role, members in roles:
        if members:
            titles = labels.join_words([member.title for member in members])
            compared_members = [
                member.title for member in members if member.id in (compared.role.id for compared in roles)
            ]
            text = (
                f"{role.title} is a name for several jobs. It stands here for {titles}: figures are ranges over them, "
                "and a row says how many of them it applies to."
            )
            if compared_members:
                text += f" {labels.join_words(compared_members)} appears on this page both alone and among them."
            cited = role.summary.citations
            yield ComparisonWarning(kind="coverage", section=section, roles=(role.id,), text=text, citations=cited)


def relevant_warnings(found: Sequence[ComparisonWarning], sections: Sequence[Section]) -> tuple[ComparisonWarning, ...]:
    """Return the warnings that matter to the sections shown, each under one of them.

    What an umbrella role stands for matters to each section, and a dispute to each that has a statement repeating the
    claim.
    """
    names = [section.name for section in sections]
    repeated = {number: section.name for section in reversed(sections) for number in _repeated([section])}
    moved = []
    for warning in found:
        # Of coverage warnings only those on umbrella roles have citations; the others have nothing to cite.
        if names and warning.kind == "coverage" and warning.citations:
            moved.append(replace(warning, section=names[0]))
        elif warning.section in names:
            moved.append(warning)
        elif warning.claim in repeated:
            moved.append(replace(warning, section=repeated[warning.claim]))
    return tuple(moved)


def _coverage(roles: Sequence[RoleWithMembers], sections: Sequence[Section]) -> Iterator[ComparisonWarning]:
    for compared in roles:
        role = compared.role
        for section in sections:
            if _says_nothing(role, section):
                text = f"The dataset has nothing on {section.name} for {role.title}."
                yield ComparisonWarning(kind="coverage", section=section.name, roles=(role.id,), text=text)


def _says_nothing(role: Role, section: Section) -> bool:
    cells = [cell for row in section.rows for cell in row.cells if cell.role == role.id]
    return not any(cell.items or cell.members for cell in cells)
