"""Select parts of a comparison: sections, rows, and ratings."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Literal, NamedTuple

from rolecompare.comparison.ratings import count_hidden, leads
from rolecompare.comparison.sections import SECTIONS
from rolecompare.comparison.types import ComparisonWarning, Relation, Row, Section
from rolecompare.models.kinds import SectionName

Only = Literal["differences", "shared"]
RELATIONS: dict[Only, tuple[Relation, ...]] = {
    "differences": ("alike", "differs", "missing", "only"),
    "shared": ("same", "alike"),
}


class Selection(NamedTuple):
    """The parts of a comparison that were asked for.

    `sections` are the sections asked for, in any order; none means the default ones. `only` keeps the rows that differ,
    or those that are shared. If `is_shortened`, a page of all sections and rows is a summary, which shows no
    ratings, and another page shows only the ratings that lead (`ratings.leads`).
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
    def is_summary(self) -> bool:
        """Whether a page of neither some sections nor some rows alone is asked for."""
        return self.is_shortened and not self.sections and self.only is None

    @property
    def shows_ratings(self) -> bool:
        """Whether ratings are shown at all: they are most of the data of an official occupation."""
        return not self.is_summary and any(SECTIONS[name].has_ratings for name in self.names)

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
        self, sections: Sequence[Section], roles: tuple[str, ...]
    ) -> tuple[tuple[Section, ...], tuple[ComparisonWarning, ...]]:
        """Return the sections with the ratings that are to be shown, and a warning for each section that omits some.

        `roles` are the ids of the roles compared.
        """
        # Ratings that are shared do not differ, and the ratings of one role are compared with nothing.
        if not self.is_shortened or self.is_summary or self.only == "shared" or len(roles) == 1:
            return tuple(sections), ()
        return tuple(map(_only_leading, sections)), tuple(_hidden(sections, roles))


def _only_leading(section: Section) -> Section:
    """Return the section without the ratings that are not known to differ, or that matter to none of the roles."""
    return replace(section, rows=tuple(row for row in section.rows if not _is_rating(row) or leads(row)))


def _hidden(sections: Sequence[Section], roles: tuple[str, ...]) -> Iterator[ComparisonWarning]:
    """Yield a warning for each section that says how many of its ratings are not shown, and why."""
    for section in sections:
        ratings = [row for row in section.rows if _is_rating(row)]
        if rest := count_hidden(ratings):
            counts = ", ".join(f"{count} {said}" for said, count in rest.items())
            lead = "Other rating differences" if any(map(leads, ratings)) else "No rating clearly differs"
            text = f"{lead}: {counts}. Add --full to see them."
            yield ComparisonWarning(kind="coverage", section=section.name, roles=roles, text=text)


def _is_rating(row: Row) -> bool:
    return row.evidence is not None and row.evidence.kind == "rating"
