"""Select parts of a comparison: sections, rows, and a number of ratings."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace
from typing import Literal, NamedTuple

from rolecompare.comparison.ratings import REAL, count_unproven, row_finding
from rolecompare.comparison.sections import SECTIONS
from rolecompare.comparison.types import ComparisonWarning, Relation, Row, Section
from rolecompare.models.kinds import SECTION_OF_PART, SectionName

Only = Literal["differences", "shared"]
RELATIONS: dict[Only, tuple[Relation, ...]] = {
    "differences": ("alike", "differs", "missing", "only"),
    "shared": ("same", "alike"),
}
# A page has room for so many ratings in a section; an official database has a hundred of an occupation.
MAX_RATINGS = 20


class Selection(NamedTuple):
    """The parts of a comparison that were asked for.

    `sections` are the sections asked for, in any order; none means the default ones. `only` keeps the rows that differ,
    or those that are shared. If `is_shortened`, a section of more than `MAX_RATINGS` ratings has a warning in
    their place unless the section was asked for, and of other ratings only those that really differ are shown.
    """

    sections: tuple[str, ...] = ()
    only: Only | None = None
    is_shortened: bool = False

    @property
    def names(self) -> tuple[SectionName, ...]:
        """The sections to compare, in their order."""
        if self.sections:
            return tuple(name for name in SECTIONS if name in self.sections)
        return tuple(name for name, section in SECTIONS.items() if section.is_default)

    @property
    def shortens_ratings(self) -> bool:
        """Whether a section of many ratings is to have a warning in their place."""
        return self.is_shortened and not self.sections

    @property
    def rating_limit(self) -> int | None:
        """The number of ratings in a section above which they need not be loaded; None where all are needed.

        Where no section asked for has ratings, none of them need be loaded.
        """
        if self.sections:
            return None if any(SECTIONS[name].has_ratings for name in self.names) else 0
        return MAX_RATINGS if self.shortens_ratings and self.only is None else None

    def select_rows(self, sections: Sequence[Section]) -> tuple[Section, ...]:
        """Return the sections with the rows that are asked for."""
        if self.only is None:
            return tuple(sections)
        relations = RELATIONS[self.only]
        return tuple(
            replace(section, rows=tuple(row for row in section.rows if row.relation in relations))
            for section in sections
        )

    def select_ratings(
        self, sections: Sequence[Section], roles: tuple[str, ...], not_loaded: Collection[str]
    ) -> tuple[tuple[Section, ...], tuple[ComparisonWarning, ...]]:
        """Return the sections with the ratings that are to be shown, and a warning for each kind of omission.

        `roles` are the ids of the roles compared; `not_loaded` the keys of ratings that were left in the store.
        """
        shown, notes = tuple(sections), list[ComparisonWarning]()
        if self.shortens_ratings:
            shown, notes = _shorten(shown, roles, not_loaded)
        # Ratings that are shared do not differ, and the ratings of one role are compared with nothing.
        if self.is_shortened and self.only != "shared" and len(roles) > 1:
            notes += _unproven(shown, roles)
            shown = tuple(_only_proven(section) for section in shown)
        return shown, tuple(notes)


def _shorten(
    sections: Sequence[Section], roles: tuple[str, ...], not_loaded: Collection[str]
) -> tuple[tuple[Section, ...], list[ComparisonWarning]]:
    """Return the sections with a warning in place of the ratings of each that has too many of them."""
    notes: list[ComparisonWarning] = []
    shown: list[Section] = []
    for section in _with_rated_sections(sections):
        ratings = {row.key for row in section.rows if _is_rating(row)}
        ratings |= {key for key in not_loaded if SECTION_OF_PART[_kind(key)] == section.name}
        too_many = len(ratings) > MAX_RATINGS
        rows = tuple(row for row in section.rows if not (too_many and _is_rating(row)))
        if rows or not SECTIONS[section.name].is_optional:
            shown.append(replace(section, rows=rows))
        if too_many:
            kinds = ", ".join(sorted({_kind(key).replace("-", " ") for key in ratings}))
            text = f"{len(ratings)} more ratings ({kinds}): add --section {section.name}."
            notes.append(ComparisonWarning(kind="coverage", section=shown[-1].name, roles=roles, text=text))
    return (tuple(shown), notes) if notes else (tuple(sections), notes)


def _with_rated_sections(sections: Sequence[Section]) -> Iterator[Section]:
    """Yield the sections, and an empty one for each optional section of ratings that has no rows.

    Its ratings may not have been loaded.
    """
    present = {section.name: section for section in sections}
    for name, definition in SECTIONS.items():
        if name in present:
            yield present[name]
        elif definition.is_optional and definition.has_ratings:
            yield Section(name=name, rows=())


def _only_proven(section: Section) -> Section:
    """Return the section without the ratings that are not known to differ."""
    return replace(section, rows=tuple(row for row in section.rows if not _is_rating(row) or row_finding(row) == REAL))


def _unproven(sections: Sequence[Section], roles: tuple[str, ...]) -> Iterator[ComparisonWarning]:
    """Yield a warning for each section that says how many of its ratings are not known to differ."""
    for section in sections:
        ratings = [row for row in section.rows if _is_rating(row)]
        if rest := count_unproven(ratings):
            counts = ", ".join(f"{count} {said}" for said, count in rest.items())
            real = any(row_finding(row) == REAL for row in ratings)
            lead = "Other rating differences" if real else "No rating clearly differs"
            text = f"{lead}: {counts}. Add --full to see them."
            yield ComparisonWarning(kind="coverage", section=section.name, roles=roles, text=text)


def _kind(key: str) -> str:
    """Return the kind of a rating, by the key of its row."""
    return key.partition(".")[0]


def _is_rating(row: Row) -> bool:
    return row.evidence is not None and row.evidence.kind == "rating"
