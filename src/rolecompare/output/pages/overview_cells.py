"""Write the cells of an overview: what a job has of one thing, in a few words or lines."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from textwrap import shorten

from rolecompare.comparison import labels
from rolecompare.comparison.figures import find_row
from rolecompare.comparison.jobs import credentials_of, items_of, levels_of, programs_of, shares_of, strictest_by_law
from rolecompare.comparison.types import ComparedRole, Derived, Row
from rolecompare.comparison.work import MarkName, count_marked
from rolecompare.measures import level_name
from rolecompare.models.figures import Figure, Level, Missing
from rolecompare.models.kinds import OF_A_STATE, STRICTNESS, TASK_TYPES, Requirement
from rolecompare.models.roles import Credential, Duty, Item, Program
from rolecompare.output.page import ABSENT, BROADER_SIGN, SEPARATOR, Line
from rolecompare.output.pages.cells import PageContext, scope_sign, value_with_sign
from rolecompare.output.sanitize import sanitize

MARKS: dict[MarkName, str] = {
    "with-patient": "With patient/customer",
    "with-machine": "With a machine",
}
MAX_SUMMARY, MAX_DUTY = 120, 60  # characters of a sentence on what people do, and of the name of a duty
NOT_KNOWN = Line("not known", is_secondary=True)
NONE_LISTED = Line(labels.NONE_LISTED, is_secondary=True)
UNWEIGHTED = (Requirement.OPTIONAL, Requirement.UNKNOWN)


def summary_line(job: ComparedRole, context: PageContext) -> Line:
    """Return what people in a job do: the first sentence of its summary, without the title at its beginning."""
    sentence, stop, _ = job.summary.text.partition(". ")
    text = sentence + stop.rstrip()
    for article in ("A", "An"):
        start = f"{article} {job.title} "
        if text.casefold().startswith(start.casefold()):
            text = text[len(start) :]
    text = shorten(text, MAX_SUMMARY, placeholder=" …")
    return Line(sanitize(text[:1].upper() + text[1:]), context.cite(job.summary.citations))


def figure_line(row: Row, job: ComparedRole, context: PageContext, period: str | None) -> Line:
    """Return the figure of a job, all of them where sources disagree, or a word on why there is none.

    `period` is that of all figures in the row, which need not be repeated.
    """
    items = items_of(row, job.id)
    values = [item for item in items if isinstance(item, (Figure, Level))]
    if not values:
        missing = next((item for item in items if isinstance(item, Missing)), None)
        if missing is not None and (bound := labels.at_least(missing)):
            return Line(bound, context.cite(missing.citations))
        reason = labels.in_words(missing.missing) if missing else "not known"
        return Line(f"{ABSENT} {reason}", context.cite(missing.citations if missing else ()), is_secondary=True)
    texts = [
        value_with_sign(item, job.codes.own) + (f" ({labels.period(item.period)})" if period is None else "")
        for item in values
    ]
    return Line(" or ".join(texts), context.cite(citation for item in values for citation in item.citations))


def difference_text(row: Row, role: str, *, with_percent: bool) -> str:
    """Return how much more or less a role has than the first one, where that may be calculated; else nothing."""
    mine = [value for value in row.derived if value.roles[1] == role]
    amount = next((value for value in mine if value.kind == "difference"), None)
    if amount is None or isinstance(amount.value, str) or not amount.value:
        return ""
    return labels.signed(amount.value, amount.unit) + (_percent_text(mine) if with_percent else "")


def _percent_text(derived: Sequence[Derived]) -> str:
    percent = next((value.value for value in derived if value.kind == "percent_apart"), None)
    return f" ({percent:g}%)" if isinstance(percent, (int, float)) else ""


def level_line(row: Row | None, job: ComparedRole, context: PageContext) -> Line:
    """Return the level of a job on an ordered scale, all of them where sources disagree."""
    levels = levels_of(row, job.id)
    if row is None or not levels:
        return NOT_KNOWN
    texts = [value_with_sign(level, job.codes.own) for level in levels]
    texts[1:] = map(labels.lower_first, texts[1:])
    return Line(" or ".join(texts), context.cite(citation for level in levels for citation in level.citations))


def program_lines(rows: Sequence[Row], job: ComparedRole, context: PageContext) -> list[Line]:
    """Return how long programs of study take; of those that lead to other than the typical education, to what."""
    typical = {level.value for level in levels_of(find_row(rows, "education.entry"), job.id)}
    known = [
        (each, text) for each in programs_of(rows, job.id) if (text := labels.length(each.min_months, each.max_months))
    ]
    known.sort(key=lambda pair: pair[0].award not in typical)
    lines = [
        Line(
            text + ("" if program.award in typical else f" ({_award(program)})") + scope_sign(program),
            context.cite(program.citations),
        )
        for program, text in known
    ]
    first, *others = list(dict.fromkeys(lines)) or [NOT_KNOWN]
    return [first, *(line._replace(text=f"or {line.text}") for line in others)]


def _award(program: Program) -> str:
    return labels.lower_first(level_name("education.entry", program.award))


def law_line(rows: Sequence[Row], job: ComparedRole, context: PageContext, *, with_kinds: bool = True) -> Line:
    """Return where law requires credentials of a job, of which kinds they are, and the exam of a license."""
    strictest = strictest_by_law(credentials_of(rows, job.id))
    if strictest is None:
        return _no_credential(rows, job)
    where = labels.states(strictest)
    required = [item for item in credentials_of(rows, job.id) if item.requirement is strictest.requirement]
    kinds = list(dict.fromkeys(labels.in_words(item.kind) for item in required))
    exams = list(dict.fromkeys(sanitize(item.exam) for item in required if item.exam and item.kind in OF_A_STATE))
    text = f"{where} ({labels.join_words(kinds)}){f'; exam: {labels.join_words(exams)}' if exams else ''}"
    return Line(text if with_kinds else where, context.cite(strictest.citations))


def certification_lines(rows: Sequence[Row], job: ComparedRole, context: PageContext, limit: int | None) -> list[Line]:
    """Return the credentials that are no license of a state, the most strictly required first, with who asks for them.

    At most `limit` are named, and the rest are counted; without a limit all are named.
    """
    others = [item for item in credentials_of(rows, job.id) if item.kind not in OF_A_STATE]
    if not others:
        return [_no_credential(rows, job)]
    others.sort(key=lambda item: (STRICTNESS.index(item.requirement), not _names_issuer(item)))
    shown = others[:limit]
    rest = len(others) - len(shown)
    lines = []
    for asked in dict.fromkeys(map(labels.asked_by, shown)):
        group = [item for item in shown if labels.asked_by(item) == asked]
        names = list(dict.fromkeys(sanitize(_short_name(item)) for item in group))
        # A state that requires a certification takes any that it recognizes.
        named = labels.join_words(names, "or") if group[0].requirement in labels.BY_LAW else SEPARATOR.join(names)
        is_unweighted = group[0].requirement in UNWEIGHTED
        cited = context.cite(citation for item in group for citation in item.citations)
        lines.append(Line(named if is_unweighted else f"{asked} {named}", cited))
    return [*lines[:-1], lines[-1]._replace(text=f"{lines[-1].text}{SEPARATOR}{rest} more")] if rest > 0 else lines


def _no_credential(rows: Sequence[Row], job: ComparedRole) -> Line:
    """Return that none is listed for a job of which something else is said, or that nothing is known."""
    items = [item for row in rows for item in items_of(row, job.id)]
    return NONE_LISTED if any(not isinstance(item, Missing) for item in items) else NOT_KNOWN


def _names_issuer(credential: Credential) -> bool:
    """Return whether an abbreviation names its issuer, as CMA (AAMA) does: it belongs to this work and few others."""
    return "(" in (credential.abbreviation or "")


def _short_name(credential: Credential) -> str:
    """Return a name that can be told from others: an abbreviation that many use, such as BLS, stands after the name."""
    if credential.abbreviation is None or credential.abbreviation == credential.name:
        return credential.name
    if _names_issuer(credential):
        return credential.abbreviation
    return f"{credential.name} ({credential.abbreviation})"


def workplace_line(rows: Sequence[Row], job: ComparedRole, context: PageContext, limit: int) -> Line:
    """Return the settings with the largest shares of a job's jobs."""
    shares = shares_of(rows, job.id)[:limit]
    if not shares:
        return NOT_KNOWN
    texts = [f"{sanitize(label)} {value_with_sign(share, job.codes.own)}" for label, share in shares]
    return Line(SEPARATOR.join(texts), context.cite(c for _, share in shares for c in share.citations))


def duty_name(row: Row, job: ComparedRole | None) -> str:
    """Return what the duties of a row are called, shortened where that takes more than a few lines.

    It is marked where all that a job has in the row is about a wider group of jobs.
    """
    duties = [item for item in items_of(row, job.id) if isinstance(item, Duty)] if job is not None else []
    is_wider = bool(duties) and all(duty.scope == "wider-group" for duty in duties)
    return shorten(row.label.removesuffix("."), MAX_DUTY, placeholder=" …") + (BROADER_SIGN if is_wider else "")


def duty_order(items: Sequence[Item]) -> tuple[int, float]:
    """Return the sort key of the duties that a job has in a row: core duties first, then the most important."""
    duties = [item for item in items if isinstance(item, Duty)]
    types = [TASK_TYPES.index(duty.task_type) for duty in duties]
    importance = [duty.importance.value for duty in duties if duty.importance is not None]
    return min(types, default=len(TASK_TYPES)), -max(importance, default=0.0)


def marked_duties(rows: Sequence[Row], jobs: Sequence[ComparedRole]) -> Iterator[tuple[str, list[list[Line]]]]:
    """Yield how many listed duties of each job are done with a patient and with a machine, if all were read for it."""
    duties = [
        list(dict.fromkeys(item for row in rows for item in items_of(row, job.id) if isinstance(item, Duty)))
        for job in jobs
    ]
    for name, label in MARKS.items():
        counts = [count for found in duties if (count := count_marked(found, name)) is not None]
        if len(counts) == len(jobs):
            yield label, [[Line(count.text if count.unread else f"{count.text} listed")] for count in counts]
