"""The summary of one to three jobs in columns: a section for each question, with a column for each job."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import NamedTuple

from rolecompare.comparison import labels
from rolecompare.comparison.contrast import ALIKE_PAY
from rolecompare.comparison.figures import find_row
from rolecompare.comparison.jobs import credentials_of, figures_of, items_of, levels_of, rows_of, strictest_by_law
from rolecompare.comparison.sections import SECTIONS
from rolecompare.comparison.types import MISSING, ComparedRole, Comparison, Relation, Row
from rolecompare.models.figures import Figure, Missing
from rolecompare.models.kinds import PART_NAMES, SectionName
from rolecompare.models.roles import Credential, Duty, Program, Setting, TrainingStatement
from rolecompare.models.sources import Statement
from rolecompare.output.page import SEPARATOR, Line, PageRow, PageSection, RangeChart
from rolecompare.output.pages import overview_cells as cells
from rolecompare.output.pages.cells import PageContext, value_with_sign
from rolecompare.output.pages.pay_chart import pay_chart_of_jobs
from rolecompare.output.pages.rows import SIGNS, newest_periods, row_period
from rolecompare.output.sanitize import sanitize

# How many things of a kind an overview has room for, by the number of jobs in columns.
DUTIES = {1: 8, 2: 2, 3: 2}
SHARED_DUTIES = 2
SETTINGS = {1: 5, 2: 3, 3: 2}
PROGRAMS = {1: 4, 2: 2, 3: 1}
CERTIFICATIONS = {1: 8, 2: 2, 3: 2}
MANY_SELF_EMPLOYED = 10  # percent; of all jobs 5.8% were in 2024
# Parts of a role that an overview shows, and says of which that they are missing.
SHOWN_PARTS = ("duties", "credentials", "jobs.share", "outlook")
# Of pay and growth the differences to the first job matter; the numbers of jobs and openings say how large jobs are.
WITH_DIFFERENCES = ("pay.", "employment.change")
Part = PageRow | RangeChart


def column_sections(
    comparison: Comparison, jobs: Sequence[ComparedRole], context: PageContext
) -> Iterator[PageSection]:
    """Yield the sections of an overview, each with a column for every job."""
    subtitle = newest_periods(comparison.sections)
    for name, make in SECTION_MAKERS.items():
        rows = rows_of(comparison.sections, name)
        parts = list(make(_Columns(comparison, rows, jobs, context, subtitle)))
        if parts:
            notes = tuple(part for part in parts if isinstance(part, str))
            shown = tuple(part for part in parts if not isinstance(part, str))
            yield PageSection(name, SECTIONS[name].heading, shown, notes)


class _Columns(NamedTuple):
    """What a section in columns is made from: its rows, the jobs that have columns, and the subtitle of the page."""

    comparison: Comparison
    rows: Sequence[Row]
    jobs: Sequence[ComparedRole]
    context: PageContext
    subtitle: str

    def row(self, label: str, lines: Sequence[Sequence[Line]], relation: Relation | None = None) -> PageRow:
        """Return a row of the page. Without a relation, jobs relate by whether their lines say the same."""
        texts = [[line.text for line in cell] for cell in lines]
        if relation is None:
            is_known = all(cells.NOT_KNOWN not in cell for cell in lines)
            relation = "missing" if not is_known else "same" if len(set(map(tuple, texts))) == 1 else "differs"
        sign = SIGNS[relation][0] if len(self.jobs) > 1 else ""
        return PageRow(sign, label, tuple(tuple(cell) for cell in lines))

    def missing_notes(self) -> Iterator[str]:
        """Yield which parts of the section no job has, and why; where only some have none, their cells say so."""
        found: dict[str, list[str]] = {}
        for row in self.rows:
            for job in self.jobs if row.key == MISSING else ():
                for item in items_of(row, job.id):
                    if isinstance(item, Missing) and item.measure in SHOWN_PARTS:
                        found.setdefault(item.measure, []).append(labels.in_words(item.missing))
        for part, reasons in found.items():
            if len(reasons) == len(self.jobs):
                yield f"{PART_NAMES[part].capitalize()}: {labels.join_words(list(dict.fromkeys(reasons)), 'or')}"


def _duties(columns: _Columns) -> Iterator[Part | str]:
    """Yield what the jobs have in common, what is alike, and the most important duties that one has alone."""
    if len(columns.jobs) == 2:  # of more jobs, there is no room for it
        context = columns.context
        yield PageRow(" ", "In short", tuple((cells.summary_line(job, context),) for job in columns.jobs))
    rows = [row for row in columns.rows if row.key != MISSING]
    # Of more jobs, there is no room for it.
    for label, lines in cells.marked_duties(rows, columns.jobs) if len(columns.jobs) < 3 else ():
        yield columns.row(label, lines)
    by_relation: dict[str, list[Row]] = {}
    for row in rows:
        by_relation.setdefault(row.relation, []).append(row)
    shared = sorted(by_relation.get("same", ()), key=lambda row: min(_order(row, job.id) for job in columns.jobs))
    if shared and len(columns.jobs) > 1:
        label = "Both" if len(columns.jobs) == 2 else "All"
        yield PageRow(SIGNS["same"][0], f"{label} ({len(shared)})", ((_joined(shared, SHARED_DUTIES),),))
    own = [
        sorted(
            (row for row in by_relation.get("only", ()) if items_of(row, job.id)), key=lambda row: _order(row, job.id)
        )
        for job in columns.jobs
    ]
    limit = DUTIES[len(columns.jobs)]
    if any(own):
        label = "Only listed here" if len(columns.jobs) > 1 else f"Activities ({len(own[0])})"
        lines = [_own_duties(found, limit, job, rows) for found, job in zip(own, columns.jobs, strict=True)]
        yield columns.row(label, lines, "only")
    left_out = sum(
        max(len(found) - most, 0) for found, most in ((shared, SHARED_DUTIES), *((each, limit) for each in own))
    )
    similar = sum(len(by_relation.get(relation, ())) for relation in ("alike", "differs"))
    counts = [f"{similar} similar" if similar else "", f"{left_out} more" if left_out else ""]
    if any(counts):
        yield f"+ {', '.join(filter(None, counts))}: --section duties"
    yield from columns.missing_notes()


def _order(row: Row, job: str) -> tuple[int, float]:
    return cells.duty_order(items_of(row, job))


def _joined(rows: Sequence[Row], limit: int) -> Line:
    texts = [sanitize(cells.duty_name(row, None)) for row in rows[:limit]]
    return Line(SEPARATOR.join(texts) + (" …" if len(rows) > limit else ""))


def _own_duties(found: Sequence[Row], limit: int, job: ComparedRole, rows: Sequence[Row]) -> list[Line]:
    if not found:
        has_duties = any(isinstance(item, Duty) for row in rows for item in items_of(row, job.id))
        return [cells.NONE_LISTED if has_duties else cells.NOT_KNOWN]
    return [Line(f"• {sanitize(cells.duty_name(row, job))}") for row in found[:limit]]


def _training(columns: _Columns) -> Iterator[Part | str]:
    """Yield the typical education, how long programs take, and the experience and training that are needed."""
    yield from _level(columns, "education.entry", "Typical education")
    limit = PROGRAMS[len(columns.jobs)]
    programs = [cells.program_lines(columns.rows, job, columns.context) for job in columns.jobs]
    if any(lines != [cells.NOT_KNOWN] for lines in programs):
        shown = columns.row("Program length", programs)  # its sign tells of all programs
        yield shown._replace(cells=tuple(cell[:limit] for cell in shown.cells))
    yield from _level(columns, "experience.related", "Experience first")
    yield from _level(columns, "training.on_the_job", "On-the-job training")
    count = _count(columns, (Program, TrainingStatement))
    if count:
        yield f"+ {count} more: --section training"
    yield from columns.missing_notes()


def _level(columns: _Columns, measure: str, label: str) -> Iterator[PageRow]:
    """Yield the row of a level, unless no job needs any of it."""
    row = find_row(columns.rows, measure)
    if row is not None and any(level.value != "none" for job in columns.jobs for level in levels_of(row, job.id)):
        lines = [[cells.level_line(row, job, columns.context)] for job in columns.jobs]
        yield columns.row(label, lines, row.relation)


def _credentials(columns: _Columns) -> Iterator[Part | str]:
    """Yield what law requires, and the credentials that employers may want."""
    if _count(columns, (Credential, Statement)):
        law = [[cells.law_line(columns.rows, job, columns.context)] for job in columns.jobs]
        # Where fewer than most states require something of each job, they may be other states.
        strictest = [strictest_by_law(credentials_of(columns.rows, job.id)) for job in columns.jobs]
        is_vague = len({line.text for (line,) in law}) == 1 and any(
            credential.requirement not in labels.MOST_STATES for credential in strictest if credential
        )
        yield columns.row("Required by law", law, "alike" if is_vague else None)
        limit = CERTIFICATIONS[len(columns.jobs)]
        every, held = (
            [cells.certification_lines(columns.rows, job, columns.context, most) for job in columns.jobs]
            for most in (None, limit)
        )
        yield columns.row("Certifications", held)._replace(sign=columns.row("", every).sign)
    yield from columns.missing_notes()


def _settings(columns: _Columns) -> Iterator[Part | str]:
    """Yield the largest workplaces with their shares of all jobs, the largest of any job first."""
    shares = {row.key: _shares(row, columns.jobs) for row in columns.rows}
    known = [row for row in columns.rows if any(shares[row.key])]
    known.sort(key=lambda row: -max(share.value for found in shares[row.key] for share in found[:1]))
    top = max((share.value for found in shares.values() for job in found for share in job), default=0)
    limit = SETTINGS[len(columns.jobs)]
    absent = [
        cells.NONE_LISTED if any(found[number] for found in shares.values()) else cells.NOT_KNOWN
        for number in range(len(columns.jobs))
    ]
    for row in known[:limit]:
        lines = [
            [_share_line(found, job, columns.context, top) if found else nothing]
            for found, job, nothing in zip(shares[row.key], columns.jobs, absent, strict=True)
        ]
        shown = columns.row(sanitize(row.label), lines, row.relation)
        yield shown._replace(is_short=True)
    others = len(known) - limit
    counts = [labels.count_of(others, "workplace")] if others > 0 else []
    if any(row.key.startswith("condition.") for row in columns.rows):
        counts.append("what the work demands")
    if counts:
        yield f"+ {labels.join_words(counts)}: --section settings"
    yield from columns.missing_notes()


def _shares(row: Row, jobs: Sequence[ComparedRole]) -> list[list[Figure]]:
    return [
        [item.share for item in items_of(row, job.id) if isinstance(item, Setting) and isinstance(item.share, Figure)]
        for job in jobs
    ]


def _share_line(shares: Sequence[Figure], job: ComparedRole, context: PageContext, top: float) -> Line:
    share = max(shares, key=lambda each: each.value)
    text = value_with_sign(share, job.codes.own)
    return Line(text, context.cite(share.citations), bar=share.value / top if top else None)


def _outlook(columns: _Columns) -> Iterator[Part | str]:
    """Yield the median pay with a chart of its range, the growth of jobs, their number, and the openings."""
    rows = columns.rows
    national = {figure.measure: figure for figure in columns.comparison.all_occupations}
    for measure in ("pay.annual.median", "pay.hourly.median"):
        if (row := find_row(rows, measure)) is not None:
            yield _figures(columns, row, None)
    chart = pay_chart_of_jobs(rows, columns.jobs, columns.comparison.all_occupations, with_medians=False)
    if chart is not None:
        yield chart
    for measure in ("employment.change_percent", "openings.annual"):
        if (row := find_row(rows, measure)) is not None:
            yield _figures(columns, row, national.get(measure))
    # The jobs that growth starts from; the others leave the self-employed out and are not of one series with it.
    jobs = find_row(rows, "employment.base") or find_row(rows, "employment")
    if jobs is not None:
        yield _with_self_employed(_figures(columns, jobs, None), columns)
    yield from columns.missing_notes()


def _figures(columns: _Columns, row: Row, national: Figure | None) -> PageRow:
    """Return a row of figures, with the differences to the first job and the figure of all occupations."""
    period = row_period(row)
    label = sanitize(labels.SHORT_NAMES.get(row.key, row.label))
    subtitle = columns.subtitle.split(SEPARATOR)
    is_in_subtitle = period is not None and any(part.endswith(f" {labels.period(period)}") for part in subtitle)
    notes = [] if period is None or is_in_subtitle else [labels.period(period)]
    if national is not None and period == national.period:
        notes.append(f"U.S. {labels.value(national)}")
    if notes:
        label += f" ({', '.join(notes)})"
    lines = [cells.figure_line(row, job, columns.context, period) for job in columns.jobs]
    best = _best(row, columns.jobs)
    cells_of_row = []
    for line, job in zip(lines, columns.jobs, strict=True):
        difference = ""
        if row.key.startswith(WITH_DIFFERENCES):
            difference = cells.difference_text(row, job.id, with_percent=len(columns.jobs) == 2)
        text = f"{line.text}  {difference}" if difference else line.text
        cells_of_row.append([line._replace(text=text, is_better=job.id in best)])
    return columns.row(label, cells_of_row, _figure_relation(row))._replace(is_short=True)


def _with_self_employed(shown: PageRow, columns: _Columns) -> PageRow:
    """Return the row of jobs with how many percent are self-employed beside the number, where that is many.

    The wages that BLS publishes are those of employees alone.
    """
    jobs, shares = (find_row(columns.rows, measure) for measure in ("employment.base", "self_employed.share"))
    found = []
    for cell, job in zip(shown.cells, columns.jobs, strict=True):
        years = {figure.period for figure in figures_of(jobs, job.id)}
        many = (each for each in figures_of(shares, job.id) if each.value >= MANY_SELF_EMPLOYED)
        notes = [
            f" ({labels.value(share)} self-employed, not counted in pay)" for share in many if {share.period} == years
        ]
        found.append((cell[0]._replace(text=cell[0].text + notes[0]), *cell[1:]) if notes else cell)
    return shown._replace(cells=tuple(found))


def _figure_relation(row: Row) -> Relation:
    """Return the relation of a row; figures within a few percent of each other are alike."""
    apart = [value for value in row.derived if value.kind == "percent_apart"]
    if row.relation != "differs" or len(apart) < len(row.cells) - 1:
        return row.relation
    amounts = [item.value for cell in row.cells for item in cell.items if isinstance(item, Figure)]
    is_near = round((max(amounts) / min(amounts) - 1) * 100, 1) <= ALIKE_PAY
    return "alike" if is_near else row.relation


def _best(row: Row, jobs: Sequence[ComparedRole]) -> frozenset[str]:
    """Return the jobs with the highest pay or growth, where the figures of all may be compared and are not alike."""
    if not row.key.startswith(("pay.", "employment.change")) or _figure_relation(row) != "differs":
        return frozenset()
    values = {job.id: [figure.value for figure in figures_of(row, job.id)] for job in jobs}
    if len(row.derived) < len(jobs) - 1 or any(len(found) != 1 for found in values.values()):
        return frozenset()
    most = max(value for (value,) in values.values())
    return frozenset(job for job, (value,) in values.items() if value == most)


def _count(columns: _Columns, kinds: tuple[type, ...]) -> int:
    """Return how many items of some kinds the jobs have in the section."""
    return sum(type(item) in kinds for row in columns.rows for job in columns.jobs for item in items_of(row, job.id))


# What most people ask first comes first: pay, then what it takes to get in.
SECTION_MAKERS: dict[SectionName, Callable[[_Columns], Iterator[Part | str]]] = {
    SectionName.OUTLOOK: _outlook,
    SectionName.TRAINING: _training,
    SectionName.CREDENTIALS: _credentials,
    SectionName.SETTINGS: _settings,
    SectionName.DUTIES: _duties,
}
