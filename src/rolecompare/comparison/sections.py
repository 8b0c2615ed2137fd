"""List the sections: the name of each, when it is shown, and how its rows and its summary are made.

A new section is a name in `models.section_names.SectionName`, its records in `models.roles`, and an entry here.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from rolecompare.comparison import summary
from rolecompare.comparison.duties import duty_rows
from rolecompare.comparison.figures import figure_rows, level_rows
from rolecompare.comparison.items import condition_rows, credential_rows, program_rows, setting_rows, statement_rows
from rolecompare.comparison.ratings import rating_rows
from rolecompare.comparison.types import Row
from rolecompare.models.kinds import SectionName
from rolecompare.models.reference_data import ReferenceData, RoleWithMembers

RowMaker = Callable[[Sequence[RoleWithMembers], ReferenceData], Iterable[Row]]
Summarizer = Callable[[Sequence[RoleWithMembers], Sequence[Row]], Iterator[tuple[str, str]]]


class SectionDefinition(NamedTuple):
    """The definition of one section.

    `heading` is its title on a page. `rows` compares what the roles have in it. `sentences` are its part of the
    summary of two or more roles: topics, such as Pay, each with its text. `values` names what is published in it, as
    the subject of a warning. An optional section is left out where none of the roles has anything in it, one that is
    not a default section is compared only when it is asked for. `has_ratings` says that its rows can be ratings of
    O*NET, which an official database has by the hundred and a summary leaves out.
    """

    heading: str
    rows: RowMaker
    values: str
    sentences: Summarizer | None = None
    is_optional: bool = False
    is_default: bool = True
    has_ratings: bool = False


def _training_rows(roles: Sequence[RoleWithMembers], reference_data: ReferenceData) -> Iterator[Row]:
    yield from level_rows(roles, reference_data.sources)
    yield from program_rows(roles)
    yield from statement_rows(roles, lambda role: role.training.statements)


def _credentials_rows(roles: Sequence[RoleWithMembers], _reference_data: ReferenceData) -> Iterator[Row]:
    yield from credential_rows(roles)
    yield from statement_rows(roles, lambda role: role.credentials.statements)


def _settings_rows(roles: Sequence[RoleWithMembers], reference_data: ReferenceData) -> Iterator[Row]:
    yield from setting_rows(roles, reference_data.sources)
    yield from condition_rows(roles)
    yield from rating_rows(roles, lambda role: role.settings.context or ())
    yield from statement_rows(roles, lambda role: role.settings.statements)


def _outlook_rows(roles: Sequence[RoleWithMembers], reference_data: ReferenceData) -> Iterator[Row]:
    yield from figure_rows(roles, reference_data.sources)
    yield from statement_rows(roles, lambda role: role.outlook.statements)


SECTIONS: Mapping[SectionName, SectionDefinition] = {
    SectionName.DUTIES: SectionDefinition(
        heading="Duties",
        rows=lambda roles, reference_data: duty_rows(roles, reference_data.activities),
        sentences=summary.duty_sentences,
        values="Duties",
    ),
    SectionName.TRAINING: SectionDefinition(
        heading="Training",
        rows=_training_rows,
        sentences=summary.training_sentences,
        values="Entry-level education, experience and training",
    ),
    SectionName.CREDENTIALS: SectionDefinition(
        heading="Credentials",
        rows=_credentials_rows,
        sentences=summary.credential_sentences,
        values="Credentials",
    ),
    SectionName.SETTINGS: SectionDefinition(
        heading="Settings",
        rows=_settings_rows,
        sentences=summary.setting_sentences,
        values="Shares of jobs",
        has_ratings=True,
    ),
    SectionName.OUTLOOK: SectionDefinition(
        heading="Pay and outlook",
        rows=_outlook_rows,
        sentences=summary.outlook_sentences,
        values="Pay, employment, projections and openings",
    ),
    SectionName.RATINGS: SectionDefinition(
        heading="Ratings",
        rows=lambda roles, _reference_data: rating_rows(roles),
        values="Ratings",
        is_optional=True,
        has_ratings=True,
    ),
}
