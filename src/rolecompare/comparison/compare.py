"""Compare roles: the sections asked for with their rows, the summary, the warnings, and the sources cited."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from rolecompare.codes import ALL_OCCUPATIONS
from rolecompare.comparison.contrast import contrast
from rolecompare.comparison.figures import split_editions
from rolecompare.comparison.items import missing_rows
from rolecompare.comparison.named_values import name_values
from rolecompare.comparison.sections import SECTIONS
from rolecompare.comparison.selection import Selection
from rolecompare.comparison.types import (
    MISSING,
    ComparedRole,
    Comparison,
    Contrast,
    Section,
    SummarySentence,
    cited_sources,
)
from rolecompare.comparison.warnings import find_warnings, is_about_article, relevant_warnings
from rolecompare.models.figures import Figure
from rolecompare.models.kinds import SectionName
from rolecompare.models.reference_data import ReferenceData, RoleWithMembers

MIN_ROLES, MAX_ROLES = 2, 6
EVERYTHING = Selection()


def compare(
    roles: Sequence[RoleWithMembers],
    reference_data: ReferenceData,
    selection: Selection = EVERYTHING,
) -> Comparison:
    """Return the comparison of the roles, in their order; of one role alone, what there is to show of it.

    Only the sections of the selection are compared. A third role adds a column and changes no figure of the first two.
    """
    sections = compare_sections(roles, reference_data, selection.names)
    selected = selection.select_rows(sections)
    shown, notes = selection.select_ratings(selected, tuple(each.role.id for each in roles))
    # A sentence counts all the rows of its section, so it is left out where some of them are.
    whole = [section for section, rest in zip(sections, selected, strict=True) if section == rest]
    compared = tuple(compared_role(each) for each in roles)
    # Somebody who compares other jobs may never have seen the article. It is a matter of `claims`, of the pair that it
    # is about, and of full answers on roles of the article alone.
    is_default = tuple(each.id for each in compared) == reference_data.dataset.default_comparison
    with_disputes = is_default or (not selection.is_shortened and is_about_article(roles, reference_data))
    found = find_warnings(roles, sections, reference_data, with_disputes=with_disputes)
    comparison = Comparison(
        roles=compared,
        contrast=contrast(compared, sections) if len(roles) <= MAX_ROLES else Contrast(),
        summary=tuple(summarize(roles, whole)),
        figures=name_values(roles, shown),
        sections=shown,
        all_occupations=newest_figures(reference_data) if SectionName.OUTLOOK in selection.names else (),
        warnings=(*relevant_warnings(found, shown), *notes),
        dataset=reference_data.dataset,
        sources={},
    )
    return replace(comparison, sources=cited_sources(comparison, reference_data.sources))


def compare_sections(
    roles: Sequence[RoleWithMembers], reference_data: ReferenceData, names: Iterable[SectionName]
) -> tuple[Section, ...]:
    """Return the sections with all their rows; an optional one is left out where it has none."""
    sections = []
    for name in names:
        definition = SECTIONS[name]
        rows = (*definition.rows(roles, reference_data), *missing_rows(roles, name))
        if rows or not definition.is_optional:
            sections.append(Section(name=name, rows=rows))
    return tuple(sections)


def summarize(roles: Sequence[RoleWithMembers], sections: Iterable[Section]) -> Iterator[SummarySentence]:
    """Yield the sentences on each section; none of one role, nor of more roles than a page holds."""
    if not MIN_ROLES <= len(roles) <= MAX_ROLES:
        return
    for section in sections:
        sentences = SECTIONS[section.name].sentences
        rows = [row for row in section.rows if row.key != MISSING]
        if sentences is not None and rows:
            for topic, text in sentences(roles, rows):
                yield SummarySentence(section=section.name, topic=topic, text=text)


def newest_figures(reference_data: ReferenceData) -> tuple[Figure, ...]:
    """Return the newest figure of each measure of all occupations together."""
    by_measure: dict[str, list[Figure]] = {}
    for figure in reference_data.all_occupations:
        by_measure.setdefault(figure.measure, []).append(figure)
    leading = (split_editions(figures, ALL_OCCUPATIONS, reference_data.sources)[0] for figures in by_measure.values())
    return tuple(figure for figures in leading for figure in figures[:1] if isinstance(figure, Figure))


def compared_role(compared: RoleWithMembers) -> ComparedRole:
    """Return what an answer says of a compared role besides its sections."""
    role = compared.role
    return ComparedRole(
        id=role.id,
        title=role.title,
        summary=role.summary,
        codes=role.codes,
        members=tuple(compared_role(RoleWithMembers(member)) for member in compared.members),
    )
