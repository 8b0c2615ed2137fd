"""The page of `related`: the official list tier by tier, and the roles that only our own ranking has."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from typing import TypeVar

from rolecompare.comparison import labels
from rolecompare.comparison.figures import is_of_other_group
from rolecompare.models.figures import Figure, Level, Missing
from rolecompare.models.kinds import MissingReason
from rolecompare.models.sources import Citation
from rolecompare.output.page import (
    ABSENT,
    BROADER_SIGN,
    NO_BREAK_SPACE,
    Column,
    Footnotes,
    Listing,
    View,
    footnote_marks,
)
from rolecompare.output.sanitize import sanitize
from rolecompare.related import RelatedAnswer, RelatedRole

COLUMNS = (
    Column("Job", "name"),
    *(Column(heading, "number") for heading in ("Pay", "Growth", "Zone", "Official", "Ours", "Shared")),
)
OFFICIAL_COLUMN = 4
PREPARATION = "from 1 (little or no preparation needed) to 5 (extensive preparation needed)"
MAX_NAMES = 3  # roles named in a note about missing figures; of more it gives the number
Value = Figure | Level | Missing
T = TypeVar("T", str, tuple[str, ...])


def related_listing(answer: RelatedAnswer, view: View) -> Listing:
    """Return a row for each related role, and notes that explain the columns."""
    footnotes = Footnotes(wanted=view.cite)
    roles = (answer.role, *answer.related)
    columns = tuple(_FigureColumn(name, roles, footnotes, view) for name in ("pay", "change", "job_zone"))
    list_footnotes = footnotes.cite(
        citation for role in answer.related if role.official for citation in role.official.citations
    )
    column_notes = " ".join(_column_notes(answer, columns, footnotes))
    rows = tuple(_rows(answer, columns, footnote_marks(list_footnotes)))
    notes = list(answer.notes)
    if rows:
        missing_notes = list(_missing_notes(columns, footnotes))
        listed_sources = [
            f"[{each.number}] {each.text} {each.url}".rstrip() for each in footnotes.source_notes(answer.sources)
        ]
        notes = [column_notes, *missing_notes, *answer.notes, *listed_sources]
    shown = [number for number in range(len(COLUMNS)) if number != OFFICIAL_COLUMN or answer.listed_count]
    code = f" ({answer.role.code})" if answer.role.code else ""
    return Listing(
        tuple(COLUMNS[number] for number in shown),
        tuple(tuple(row[number] for number in shown) for row in rows),
        notes=("", *map(sanitize, notes)),
        title=sanitize(f"Related to {_role_name(answer.role)}{code}"),
        one_line=True,
    )


def _rows(answer: RelatedAnswer, columns: Sequence[_FigureColumn], list_footnotes: str) -> Iterator[tuple[str, ...]]:
    """Return the role itself, then the related roles under a row for each tier of the official list."""
    if not answer.related:
        return
    asked = answer.role
    yield _role_row(asked, columns, ("", "", str(asked.activity_count or ABSENT)))
    for tier, roles in groupby(answer.related, key=lambda role: role.official.tier if role.official else None):
        heading = f"● {tier}{list_footnotes}" if tier is not None else "● Only in our ranking"
        if answer.listed_count:
            yield sanitize(heading), *[""] * (len(COLUMNS) - 1)
        for role in roles:
            official = str(role.official.place) if role.official else ABSENT
            ours = str(role.our_ranking.place) if role.our_ranking else ABSENT
            shared = str(len(role.shared_activities)) if asked.activity_count and role.activity_count else ABSENT
            yield _role_row(role, columns, (official, ours, shared))


def _role_row(role: RelatedRole, columns: Sequence[_FigureColumn], ranks: Sequence[str]) -> tuple[str, ...]:
    return (sanitize(_role_name(role)), *(column.cell_text(role) for column in columns), *ranks)


def _role_name(role: RelatedRole) -> str:
    return role.title or f"{role.code} ({role.unknown_reason})"


class _FigureColumn:
    """A column of figures. A note below gives the period and the source of most; a cell only where its own differ."""

    def __init__(self, name: str, roles: Sequence[RelatedRole], footnotes: Footnotes, view: View) -> None:
        self._name, self._footnotes, self._is_full = name, footnotes, view.full
        values = [(role, value) for role in roles for value in self._values(role)]
        known = [value for _, value in values if not isinstance(value, Missing)]
        self.missing = [(role, value) for role, value in values if isinstance(value, Missing)]
        periods = [value.period for value in known]
        # A Job Zone was assigned to each role at a time of its own.
        self.period = _most_common(periods) if periods and name != "job_zone" else None
        self.sources = _most_common([_source_ids(value.citations) for value in known] or [()])
        self.citations = next((each.citations for each in known if _source_ids(each.citations) == self.sources), ())
        self.has_broader = any(_is_of_other_group(value, role) for role, value in values)

    def _values(self, role: RelatedRole) -> Sequence[Value]:
        values: Sequence[Value] = getattr(role, self._name)
        return values

    def cell_text(self, role: RelatedRole) -> str:
        """Return the figure of a role, or all of them where sources disagree."""
        return " or ".join(self._value_text(value, role) for value in self._values(role)) or ABSENT

    def _value_text(self, value: Value, role: RelatedRole) -> str:
        if isinstance(value, Missing):
            return ABSENT
        text = labels.value(value).removeprefix("Job Zone ")
        if _is_of_other_group(value, role):
            text += BROADER_SIGN
        if self.period is None and self._is_full:
            text += f"{NO_BREAK_SPACE}({value.period[:4]})"
        elif self.period is not None and value.period != self.period:
            text += f"{NO_BREAK_SPACE}({labels.period(value.period)})"
        is_usual_source = _source_ids(value.citations) == self.sources
        return text + ("" if is_usual_source else footnote_marks(self._footnotes.cite(value.citations)))


def _most_common(values: Sequence[T]) -> T:
    """Return the value that occurs most often; of several such values, the first in sorted order."""
    counts = Counter(sorted(values))
    return max(counts, key=counts.__getitem__)


def _source_ids(citations: Iterable[Citation]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(citation.source for citation in citations))


def _is_of_other_group(value: Value, role: RelatedRole) -> bool:
    """Return whether a value was published for another code than the role's, usually that of a broader group."""
    return not isinstance(value, Missing) and is_of_other_group(value, role.code)


def _column_notes(answer: RelatedAnswer, columns: Sequence[_FigureColumn], footnotes: Footnotes) -> Iterator[str]:
    """Return what the columns are, with the period and the sources of most of their figures."""
    tiers = dict.fromkeys(role.official.tier for role in answer.related if role.official)
    if tiers:
        yield f"Official: place on O*NET's own list, by tier ({', '.join(tiers)})."
    yield "Ours: place in our own ranking."
    if count := answer.role.activity_count:
        yield f"Shared: work activities in common, out of the {count} of {_role_name(answer.role)}."
    headings = ("Pay: median per year", "Growth: projected change in jobs", "Zone: O*NET Job Zone")
    for heading, column in zip(headings, columns, strict=True):
        if column.citations:
            period = labels.period(column.period) if column.period else PREPARATION
            yield f"{heading}, {period}{footnote_marks(footnotes.cite(column.citations))}."
    if any(column.has_broader for column in columns):
        yield f"{BROADER_SIGN} published for a broader group of jobs."


def _missing_notes(columns: Sequence[_FigureColumn], footnotes: Footnotes) -> Iterator[str]:
    """Return why figures are missing, with one note for each reason."""
    for column, heading in zip(columns, ("Pay", "Growth", "Zone"), strict=True):
        by_reason: dict[str, list[str]] = {}
        for role, value in column.missing:
            is_plain = value.missing is MissingReason.NOT_IN_DATASET
            kind = "" if is_plain else f" ({labels.in_words(value.missing)})"
            reason = f"{value.reason}{kind}{footnote_marks(footnotes.cite(value.citations))}"
            by_reason.setdefault(reason, []).append(_role_name(role))
        for reason, names in by_reason.items():
            roles = labels.join_words(names) if len(names) <= MAX_NAMES else f"{len(names)} jobs"
            yield f"{ABSENT} {heading} for {roles}: {reason}."
