"""The answer about one role, for `show`."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any, Literal, NamedTuple

from rolecompare.comparison.types import ComparedRole, Comparison, ComparisonWarning, NamedValues, Section
from rolecompare.comparison.work import Trait, find_traits
from rolecompare.models.kinds import SECTION_OF_PART, SectionName
from rolecompare.models.reference_data import DatasetEdition, RoleWithMembers
from rolecompare.models.roles import Role
from rolecompare.models.serialization import to_answer_value
from rolecompare.models.sources import Source


@dataclass(frozen=True, slots=True, kw_only=True)
class RoleAnswer:
    """Everything about one role. `over_members` holds an umbrella's rows that count its members or range over them.

    `figures` holds figures and levels by their names, such as `pay.annual.median`, and then by the id of the role, in
    the same form as in a comparison, so that a program reads both alike.
    `traits` are worked out from the rest by rules that stand beside them.
    """

    schema: Literal["rolecompare/role/2"] = "rolecompare/role/2"
    role: Role
    figures: NamedValues
    members: tuple[ComparedRole, ...]
    over_members: tuple[Section, ...]
    traits: tuple[Trait, ...]
    warnings: tuple[ComparisonWarning, ...]
    dataset: DatasetEdition
    sources: Mapping[str, Source]


def role_answer(subject: RoleWithMembers, comparison: Comparison) -> RoleAnswer:
    """Return the answer about one role, given the comparison of that role alone."""
    counted = tuple(
        Section(name=section.name, rows=rows)
        for section in comparison.sections
        if (rows := tuple(row for row in section.rows if any(cell.members for cell in row.cells)))
    )
    return RoleAnswer(
        role=subject.role,
        figures=comparison.figures,
        members=comparison.roles[0].members,
        over_members=counted,
        traits=find_traits(subject),
        warnings=comparison.warnings,
        dataset=comparison.dataset,
        sources=comparison.sources,
    )


class RoleReport(NamedTuple):
    """Everything that is known about one role, for a page or for `RoleAnswer`.

    `comparison` is the comparison of the role alone. `sections` are those that were asked for; none means all.
    """

    subject: RoleWithMembers
    comparison: Comparison
    sections: tuple[str, ...] = ()

    def json_answer(self) -> RoleAnswer | dict[str, Any]:
        """Return the answer that is written as JSON."""
        answer = role_answer(self.subject, self.comparison)
        return shortened(answer, self.sections) if self.sections else answer


def shortened(answer: RoleAnswer, sections: Collection[str]) -> dict[str, Any]:
    """Return the answer as JSON with only some sections of the role. Other sections are absent rather than empty."""
    short: dict[str, Any] = to_answer_value(answer)
    role = {
        name: content for name, content in short["role"].items() if name not in set(SectionName) or name in sections
    }
    if "missing" in role:
        role["missing"] = [part for part in role["missing"] if SECTION_OF_PART.get(part["measure"]) in sections]
    return {**short, "role": role}
