"""Roles -> Comparison: sections in order, rows side by side, what follows from them, and what to beware of. Pure."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Literal

from rolecompare.comparison.duties import duty_rows
from rolecompare.comparison.figures import figure_rows, level_rows
from rolecompare.comparison.items import (
    condition_rows,
    credential_rows,
    missing_rows,
    program_rows,
    setting_rows,
    statement_rows,
)
from rolecompare.comparison.ratings import REAL, others, rating_rows, standing
from rolecompare.comparison.summary import summarize
from rolecompare.comparison.types import (
    ComparedRole,
    Comparison,
    ComparisonWarning,
    ReferenceData,
    Relation,
    RoleWithMembers,
    Row,
    Section,
    cited_sources,
    item_citations,
)
from rolecompare.comparison.warnings import find_warnings, kept
from rolecompare.models.kinds import SECTION_OF_PART
from rolecompare.models.roles import Role
from rolecompare.models.sources import Citation, Source

__all__ = [
    "Only",
    "brief",
    "compare",
    "narrowed",
    "telling",
]

FEWEST, MOST = 2, 6
MOST_RATINGS = 20
Only = Literal["differences", "shared"]
KEPT: dict[str, tuple[Relation, ...]] = {
    "differences": ("alike", "differs", "missing", "only"),
    "shared": ("same", "alike"),
}


def compare(subjects: Sequence[RoleWithMembers], background: ReferenceData) -> Comparison:
    """The comparison of the roles, in their order; of one role alone, what there is to show of it.

    A third role adds a column and changes no figure of the first two.
    """
    held = tuple(_sections(subjects, background))
    # Sentences on more roles than a page holds would be read by nobody.
    sentences = summarize(subjects, held) if FEWEST <= len(subjects) <= MOST else ()
    every = (replace(section, rows=(*section.rows, *missing_rows(subjects, section.name))) for section in held)
    sections = tuple(section for section in every if section.rows or section.name != "ratings")
    comparison = Comparison(
        roles=tuple(_party(subject.role, subject.members) for subject in subjects),
        summary=sentences,
        sections=sections,
        warnings=find_warnings(subjects, sections, background),
        dataset=background.dataset,
        sources=background.sources,
    )
    return _with_cited_sources(comparison, background.sources)


def _sections(subjects: Sequence[RoleWithMembers], background: ReferenceData) -> Iterable[Section]:
    sources = background.sources
    yield Section(name="duties", rows=duty_rows(subjects, background.activities))
    said = statement_rows(subjects, lambda role: role.training.statements)
    yield Section(name="training", rows=(*level_rows(subjects, sources), *program_rows(subjects), *said))
    said = statement_rows(subjects, lambda role: role.credentials.statements)
    yield Section(name="credentials", rows=(*credential_rows(subjects), *said))
    said = statement_rows(subjects, lambda role: role.settings.statements)
    asked = rating_rows(subjects, lambda role: role.settings.context or ())
    yield Section(name="settings", rows=(*setting_rows(subjects, sources), *condition_rows(subjects), *asked, *said))
    said = statement_rows(subjects, lambda role: role.outlook.statements)
    yield Section(name="outlook", rows=(*figure_rows(subjects, sources), *said))
    yield Section(name="ratings", rows=tuple(rating_rows(subjects)))


def _party(role: Role, members: Sequence[Role]) -> ComparedRole:
    inside = tuple(_party(member, ()) for member in members)
    return ComparedRole(id=role.id, title=role.title, summary=role.summary, codes=role.codes, members=inside)


def narrowed(comparison: Comparison, sections: Collection[str], only: Only | None) -> Comparison:
    """The same comparison with some of its sections, or with the rows that differ or are shared alone."""
    rest = tuple(section for section in comparison.sections if not sections or section.name in sections)
    if only is not None:
        rest = tuple(replace(s, rows=tuple(r for r in s.rows if r.relation in KEPT[only])) for s in rest)
    # A sentence is worked out from all the rows of its section, and cited by them.
    whole = {section.name for section in comparison.sections if section in rest}
    smaller = replace(
        comparison,
        summary=tuple(sentence for sentence in comparison.summary if sentence.section in whole),
        sections=rest,
        warnings=kept(comparison.warnings, rest),
    )
    return _with_cited_sources(smaller, comparison.sources)


def brief(comparison: Comparison, unread: Collection[str] = ()) -> Comparison:
    """The same comparison with a word in place of ratings, where they are more than a page of answers can bear.

    What is left out are rows of ratings: of the section of that name, and of settings the work context. `unread` are
    the keys of such rows that were not even made.
    """
    told: list[ComparisonWarning] = []
    rest: list[Section] = []
    roles = tuple(role.id for role in comparison.roles)
    # A section of ratings that has no row is not there.
    last = () if comparison.sections[-1].name == "ratings" else (Section(name="ratings", rows=()),)
    for section in (*comparison.sections, *last):
        rated = {row.key for row in section.rows if _is_rating(row)}
        rated |= {key for key in unread if SECTION_OF_PART[_kind(key)] == section.name}
        many = len(rated) > MOST_RATINGS
        left = tuple(row for row in section.rows if not (many and _is_rating(row)))
        if left or section.name != "ratings":
            rest.append(replace(section, rows=left))
        if many:
            kinds = ", ".join(kind.replace("-", " ") for kind in sorted(set(map(_kind, rated))))
            text = f"{len(rated)} ratings are there as well ({kinds}): --section {section.name} shows them."
            told.append(ComparisonWarning(kind="coverage", section=rest[-1].name, roles=roles, text=text))
    if not told:
        return comparison
    smaller = replace(comparison, sections=tuple(rest), warnings=(*kept(comparison.warnings, rest), *told))
    return _with_cited_sources(smaller, comparison.sources)


def _kind(key: str) -> str:
    """The kind of a rating, by the key of its row."""
    return key.partition(".")[0]


def telling(comparison: Comparison) -> Comparison:
    """The same comparison with those ratings alone that really differ, and a word on how many do not."""
    if len(comparison.roles) < FEWEST:
        return comparison
    told: list[ComparisonWarning] = []
    sections: list[Section] = []
    roles = tuple(role.id for role in comparison.roles)
    for section in comparison.sections:
        rated = [row for row in section.rows if _is_rating(row)]
        left = tuple(row for row in section.rows if not _is_rating(row) or standing(row) == REAL)
        sections.append(replace(section, rows=left))
        if rest := others(rated):
            counts = ", ".join(f"{count} {said}" for said, count in rest.items())
            real = len(left) > len(section.rows) - len(rated)
            lead = "Further differences of ratings" if real else "No rating is known to differ for real"
            text = f"{lead}: {counts}. --all shows them."
            told.append(ComparisonWarning(kind="coverage", section=section.name, roles=roles, text=text))
    smaller = replace(comparison, sections=tuple(sections), warnings=(*comparison.warnings, *told))
    return _with_cited_sources(smaller, comparison.sources)


def _is_rating(row: Row) -> bool:
    return row.evidence is not None and row.evidence.by == "rating"


def _with_cited_sources(comparison: Comparison, sources: Mapping[str, Source]) -> Comparison:
    return replace(comparison, sources=cited_sources(_met(comparison), sources))


def _met(comparison: Comparison) -> Iterable[Citation]:
    """Every citation, in the order in which a reader meets them."""
    for party in comparison.roles:
        for each in (party, *party.members):
            yield from each.summary.citations
    cells = (cell for section in comparison.sections for row in section.rows for cell in row.cells)
    for cell in cells:
        for item in (*cell.items, *cell.history, *(item for member in cell.members for item in member.items)):
            yield from item_citations(item)
    for warning in comparison.warnings:
        yield from warning.citations
