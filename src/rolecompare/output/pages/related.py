"""Related roles -> a Listing: the official list tier by tier, what only our ranking has, and what the columns mean."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby

from rolecompare.codes import CodeRelation, code_relation
from rolecompare.comparison import labels
from rolecompare.models.figures import Figure, Level, Missing
from rolecompare.models.kinds import MissingReason
from rolecompare.models.sources import Citation
from rolecompare.output.page import KEEP, NOTHING, Footnotes, Listing, kept
from rolecompare.output.pages.comparison import WIDER
from rolecompare.output.sanitize import sanitize
from rolecompare.related import RelatedAnswer, RelatedRole

COLUMNS = ("Role", "List", "Ours", "Shared", "Pay", "Jobs", "Zone")
LIST = COLUMNS.index("List")
NARROWEST = 72
FEW = 3
Value = Figure | Level | Missing


def related_listing(answer: RelatedAnswer, *, sources: bool = True) -> Listing:
    """The page. Without sources there are no footnotes either."""
    notes = Footnotes(wanted=sources)
    every = (answer.role, *answer.related)
    columns = tuple(_Column(name, every, notes) for name in ("pay", "change", "job_zone"))
    listed = [relative for relative in answer.related if relative.official]
    cited = notes.cite(citation for relative in listed if relative.official for citation in relative.official.citations)
    meanings = " ".join(_meanings(answer, columns, notes))
    rows = tuple(_rows(answer, columns, cited))
    told = (meanings, *_absences(columns, notes), *answer.notes, *_sources(answer, notes)) if rows else answer.notes
    shown = [n for n in range(len(COLUMNS)) if n != LIST or answer.listed_count]
    return Listing(
        tuple(COLUMNS[n] for n in shown),
        tuple(tuple(row[n] for n in shown) for row in rows),
        unbroken=0,
        narrowest=NARROWEST,
        notes=("", *map(sanitize, told)),
        title=sanitize(f"Related to {_name(answer.role)}" + (f" ({answer.role.code})" if answer.role.code else "")),
    )


def _rows(answer: RelatedAnswer, columns: Sequence[_Column], cited: Sequence[int]) -> Iterator[tuple[str, ...]]:
    if not answer.related:
        return
    asked = answer.role
    yield _row(asked, columns, ("", "", str(asked.activity_count or NOTHING)))
    for tier, found in groupby(answer.related, key=lambda each: each.official.tier if each.official else None):
        heading = f"● {tier}{_marked(cited)}" if tier is not None else "● Only in our ranking"
        if answer.listed_count:
            yield sanitize(heading), *[""] * (len(COLUMNS) - 1)
        for relative in found:
            official = str(relative.official.place) if relative.official else NOTHING
            ours = str(relative.our_ranking.place) if relative.our_ranking else NOTHING
            shared = (
                str(len(relative.shared_activities)) if asked.activity_count and relative.activity_count else NOTHING
            )
            yield _row(relative, columns, (official, ours, shared))


def _row(relative: RelatedRole, columns: Sequence[_Column], places: Sequence[str]) -> tuple[str, ...]:
    return (sanitize(_name(relative)), *places, *(column.cell(relative) for column in columns))


def _name(relative: RelatedRole) -> str:
    return relative.title or f"{relative.code} ({relative.unknown_reason})"


def _marked(notes: Iterable[int]) -> str:
    marks = "".join(f"[{note}]" for note in notes)
    return f"{KEEP}{marks}" if marks else ""


class _Column:
    """The figures of a column: what they have in common is said once, below; a cell says where it is otherwise."""

    def __init__(self, name: str, relatives: Sequence[RelatedRole], notes: Footnotes) -> None:
        self.name, self._notes = name, notes
        values = [value for relative in relatives for value in self.of(relative)]
        known = [value for value in values if not isinstance(value, Missing)]
        self.missing = [
            (relative, value) for relative in relatives for value in self.of(relative) if isinstance(value, Missing)
        ]
        periods = Counter(value.period for value in known)
        # Zones are judgments of the year that each was made in.
        self.period = max(sorted(periods), key=periods.__getitem__) if periods and name != "job_zone" else None
        cited = Counter(value.citations and self._sources(value.citations) for value in known)
        self.sources = max(sorted(cited), key=cited.__getitem__) if cited else ()
        self.citations = next((v.citations for v in known if self._sources(v.citations) == self.sources), ())
        self.wider = any(_is_wider(value, each) for each in relatives for value in self.of(each))

    def of(self, relative: RelatedRole) -> Sequence[Value]:
        found: Sequence[Value] = getattr(relative, self.name)
        return found

    def cell(self, relative: RelatedRole) -> str:
        return " or ".join(self._told(value, relative) for value in self.of(relative)) or NOTHING

    def _told(self, value: Value, relative: RelatedRole) -> str:
        if isinstance(value, Missing):
            return NOTHING
        text = labels.value(value).removeprefix("Job Zone ")
        if _is_wider(value, relative):
            text += WIDER
        if self.period is None:
            text += f"{KEEP}({value.period[:4]})"
        elif value.period != self.period:
            text += f"{KEEP}({labels.period(value.period)})"
        notes = self._notes.cite(value.citations) if self._sources(value.citations) != self.sources else ()
        return kept(text) + _marked(notes)

    @staticmethod
    def _sources(citations: Iterable[Citation]) -> tuple[str, ...]:
        return tuple(dict.fromkeys(citation.source for citation in citations))


def _is_wider(value: Value, relative: RelatedRole) -> bool:
    """Whether a value was published for another code than the role's own, which mostly is that of a wider group."""
    if isinstance(value, Missing) or relative.code is None:
        return False
    return code_relation(value.code, relative.code) is not CodeRelation.SAME


# ── what stands below ────────────────────────────────────────────────────────────────────────────────────────────────


def _meanings(answer: RelatedAnswer, columns: Sequence[_Column], notes: Footnotes) -> Iterator[str]:
    """What the columns are, with what their figures have in common."""
    tiers = dict.fromkeys(each.official.tier for each in answer.related if each.official)
    if tiers:
        yield f"List: place on the official list, in its tiers ({', '.join(tiers)})."
    yield "Ours: place in our own ranking."
    if in_all := answer.role.activity_count:
        yield f"Shared: kinds of work in common, of the {in_all} that {_name(answer.role)} has."
    headings = ("Pay: median a year", "Jobs: change projected", "Zone: O*NET Job Zone")
    for label, column in zip(headings, columns, strict=True):
        if column.citations:
            when = f", {labels.period(column.period)}" if column.period else ", with the year of it"
            yield f"{label}{when}{_marked(notes.cite(column.citations))}."
    if any(column.wider for column in columns):
        yield f"{WIDER} published for a wider group than the role."


def _absences(columns: Sequence[_Column], notes: Footnotes) -> Iterator[str]:
    """Why figures are missing, each reason once."""
    for column, label in zip(columns, ("Pay", "Jobs", "Zone"), strict=True):
        reasons: dict[str, list[str]] = {}
        for relative, value in column.missing:
            what = (
                "" if value.missing is MissingReason.NOT_IN_DATASET else f" ({value.missing.value.replace('-', ' ')})"
            )
            reasons.setdefault(f"{value.reason}{what}{_marked(notes.cite(value.citations))}", []).append(
                _name(relative)
            )
        for reason, names in reasons.items():
            of = labels.join_words(names) if len(names) <= FEW else f"{len(names)} roles"
            yield f"{NOTHING} {label} of {of}: {reason}."


def _sources(answer: RelatedAnswer, notes: Footnotes) -> Iterator[str]:
    return (f"[{number}] {text} {url}".rstrip() for number, text, url in notes.told(answer.sources))
