"""The parts of the summary page of a move that say what it takes: obstacles, training and next steps."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import NamedTuple

from rolecompare.comparison import labels
from rolecompare.comparison.figures import find_row
from rolecompare.comparison.types import Cell, Row
from rolecompare.gap.education import in_fields, may_take_a_program, way_names
from rolecompare.gap.license_evidence import rating_in_words
from rolecompare.gap.next_steps import LICENSE_RULES
from rolecompare.gap.obstacles import ONE_OF_SEVERAL, strictest_credential
from rolecompare.gap.preparation import LEAST_MONTHS, TRAINING_TIMES, svp_months, svp_time
from rolecompare.gap.rules import known_levels, publisher
from rolecompare.gap.types import Move, Need, RuleResult
from rolecompare.measures import level_name
from rolecompare.models.figures import Figure, Level
from rolecompare.models.kinds import OF_A_STATE
from rolecompare.models.roles import Item, Program, Rating, TrainingStatement
from rolecompare.models.sources import Citation, Statement
from rolecompare.output.page import BULLET, Column, Line, Listing, PageRow, PageSection
from rolecompare.output.pages import gap_words as words
from rolecompare.output.pages.cells import PageContext, cell_lines
from rolecompare.output.pages.measure import text_room
from rolecompare.output.sanitize import sanitize

OBSTACLE, SAME, SIMILAR, NEW, NOT_LISTED, MORE, LESS = "✗", "=", "≈", "+", "−", "↑", "↓"
MAX_OBSTACLES = 5
MAX_EVIDENCE = 2
STEP_NAMES: Mapping[Need, str] = {
    "license": "State license finder",
    "certification": "Certification finder",
    "education": "Accredited programs",
    "apprenticeship": "Apprenticeship finder",
    "occupation": "O*NET on this job",
}
DISAGREE = " (sources disagree)"
COUNTS_PERHAPS = "our data does not say whether time in this job counts"


class Summary(NamedTuple):
    """A move that is summarized, with what its page is made of.

    `spare_lines` are how many lines of the page duties and statements may take besides the first of each kind, or how
    many there are too many; `national` are the figures of all occupations by their measure.
    """

    move: Move
    titles: tuple[str, str]
    context: PageContext
    columns: int
    spare_lines: int
    national: Mapping[str, Figure]

    @property
    def room(self) -> int:
        """The columns that a text about the move as a whole takes."""
        return text_room(self.columns, jobs=2)

    def cite(self, items: Sequence[object]) -> tuple[int, ...]:
        """Return the footnotes of some records."""
        return self.context.cite(citation for item in items for citation in _citations(item))


def whole(sign: str, label: str, *lines: Line) -> PageRow:
    """Return a row with text about the move as a whole."""
    return PageRow(sign, label, (lines,))


def change_sign(row: Row) -> str | None:
    """Return whether the new job has more or less of something than the old one; None where that cannot be said."""
    for value in row.derived:
        if value.kind in ("difference", "steps") and not isinstance(value.value, str):
            return MORE if value.value > 0 else LESS if value.value < 0 else SAME
    return None


def direction(row: Row) -> str:
    """Return the sign of a change; where none can be said, that both have the same or something similar, if so."""
    return change_sign(row) or {"same": SAME, "alike": SIMILAR}.get(row.relation, " ")


# Obstacles


def obstacles_part(summary: Summary) -> PageSection:
    """Return a row for each obstacle, with what the old and the new job ask for."""
    found = [result for result in summary.move.obstacles if result.row]
    rows = [row for result in found[:MAX_OBSTACLES] for row in _obstacle(result, summary)]
    left_out = len(found) - MAX_OBSTACLES
    rows += [whole(" ", label, Line(text, is_secondary=True)) for label, text in words.not_needed(summary.move)]
    notes = (f"+ {labels.count_of(left_out, 'more obstacle')}: --full",) if left_out > 0 else ()
    return PageSection("obstacles", f"Obstacles ({len(found) or 'none found'})", tuple(rows), notes)


def _obstacle(result: RuleResult, summary: Summary) -> Iterator[PageRow]:
    row = result.row
    if row is None:
        return
    if result.name == "license-evidence":
        yield whole(OBSTACLE, row.label, *_evidence(row, summary))
        return
    start, goal = (_requirement(cell, row, summary) for cell in row.cells)
    held = summary.move.start_licenses[:1] if result.name in LICENSE_RULES and not row.cells[0].items else ()
    if held:
        start = (Line(sanitize(held[0].text), summary.cite(held), is_secondary=True),)
    if ONE_OF_SEVERAL in result.text:
        goal = (*goal, Line("one of several", is_secondary=True))
    if result.name == "experience":
        start = (Line(COUNTS_PERHAPS, is_secondary=True),)
    if result.name == "apprenticeship":
        start, goal = (_with_time(lines, cell) for lines, cell in zip((start, goal), row.cells, strict=True))
    if result.name == "field" and result.fields is not None and not result.fields[0]:
        start = (*start, Line("field not known", is_secondary=True))
    if result.fields is not None:
        start, goal = (
            _with_field(lines, fields) if may_take_a_program(known_levels(cell)) else lines
            for lines, fields, cell in zip((start, goal), result.fields, row.cells, strict=True)
        )
    yield PageRow(OBSTACLE, sanitize(words.obstacle_label(result)), (start, goal), is_short=True)
    if result.other_ways:
        text = ", ".join(way_names(result.other_ways))
        yield whole(" ", "Other ways in", Line(sanitize(text), summary.cite(result.other_ways), is_secondary=True))


def _requirement(cell: Cell, row: Row, summary: Summary) -> tuple[Line, ...]:
    """Return in a line or two what a job asks for."""
    credential = strictest_credential(cell)
    if credential is not None:
        text = words.requirement(credential, with_exam=credential.kind in OF_A_STATE)
        return (Line(sanitize(text), summary.cite([credential])),)
    levels = known_levels(cell)
    lines = cell_lines(cell, replace(row, derived=()), summary.context, "")
    if len(levels) > 1:
        texts = [line.text.removeprefix(f"{BULLET} ") for line in lines[: len(levels)]]
        return (Line(f"{' or '.join(texts)}{DISAGREE}", summary.cite(levels)),)
    return tuple(lines[:1]) if levels else (Line("not listed", is_secondary=True),)


def _with_field(lines: tuple[Line, ...], fields: Sequence[str]) -> tuple[Line, ...]:
    if not fields:
        return lines
    level, disagree, _ = lines[0].text.partition(DISAGREE)
    return (lines[0]._replace(text=f"{level}{sanitize(in_fields(fields))}{disagree}"), *lines[1:])


def _evidence(row: Row, summary: Summary) -> Iterator[Line]:
    """Yield what O*NET says of a license: its first sentences, and how important it rates a certification."""
    before, after = (cell.items for cell in row.cells)
    yield from _evidence_lines(after[:MAX_EVIDENCE], summary)
    for line in _evidence_lines(before[:1], summary):
        yield line._replace(text=f"Old job: {line.text}", is_secondary=True)


def _evidence_lines(items: Sequence[Item], summary: Summary) -> Iterator[Line]:
    for item in items:
        if isinstance(item, Rating):
            text = f"O*NET rates a professional certification {rating_in_words(item)} in importance"
            yield Line(text, summary.cite([item]))
        elif isinstance(item, Statement):
            yield Line(sanitize(item.text), summary.cite([item]))


# Training


def training_part(summary: Summary, shown: int) -> PageSection:
    """Return what education and training the new job takes, as far as that is no obstacle, and how long it takes.

    `shown` is how many of the statements in words there is room for.
    """
    move = summary.move
    rows = [*_level_rows(summary)]
    programs = [item for row in move.training for item in row.cells[1].items if isinstance(item, Program)]
    entry = find_row(move.training, "education.entry")
    levels = known_levels(entry.cells[1]) if entry else []
    typical = [level.value for level in levels]
    programs.sort(key=lambda program: program.award not in typical)
    if programs:
        rows.append(whole(" ", "Programs", Line(words.programs(programs), summary.cite(programs))))
    elif may_take_a_program(levels):
        rows.append(whole(" ", "Programs", Line("length not known", is_secondary=True)))
    if preparation := preparation_row(move, summary.context):
        rows.append(preparation)
    statements = goal_statements(move)
    if statements[:shown]:
        lines = [
            Line(f"{BULLET} {sanitize(each.text)}", summary.cite([each]), is_secondary=True)
            for each in statements[:shown]
        ]
        rows.append(whole(" ", "Details", *lines))
    left_out = len(statements) - shown
    notes = (
        (f"+ {labels.count_of(left_out, 'more statement' if shown else 'statement')}: --full",) if left_out > 0 else ()
    )
    return PageSection("training", "Training and time to qualify", tuple(rows), notes)


def goal_statements(move: Move) -> list[TrainingStatement]:
    """Return what sources say of training for the new job, with what education people enter too first."""
    row = find_row(move.training, "statements")
    items = [item for item in row.cells[1].items if isinstance(item, TrainingStatement)] if row else []
    return sorted(items, key=lambda item: item.other_entry_level is None)


def _level_rows(summary: Summary) -> Iterator[PageRow]:
    """Yield the levels of education, experience and training that the new job has, if they are no obstacles."""
    stated = {result.row.key for result in summary.move.obstacles if result.row}
    for measure in ("education.entry", "experience.related", "training.on_the_job"):
        row = find_row(summary.move.training, measure)
        if row and row.key not in stated and any(level.value != "none" for level in known_levels(row.cells[1])):
            cells = [_requirement(cell, row, summary) for cell in row.cells]
            if measure == "training.on_the_job":
                cells = [_with_time(lines, cell) for lines, cell in zip(cells, row.cells, strict=True)]
            yield PageRow(direction(row), row.label, tuple(cells), is_short=True)


def _with_time(lines: tuple[Line, ...], cell: Cell) -> tuple[Line, ...]:
    """Return a level of on-the-job training with the time that it stands for."""
    levels = known_levels(cell)
    if len(levels) != 1 or levels[0].value not in TRAINING_TIMES:
        return lines
    text = lines[0].text.replace(" on-the-job training", "")
    return (lines[0]._replace(text=f"{text} ({TRAINING_TIMES[levels[0].value]})"), *lines[1:])


def preparation_row(move: Move, context: PageContext) -> PageRow | None:
    """Return how much preparation O*NET counts for the new job's Job Zone, if it says so."""
    zone = move.job_zone
    time = svp_time(zone.svp_range) if zone is not None and zone.svp_range else None
    if zone is None or time is None:
        return None
    label = f"Preparation ({level_name('job_zone', zone.level)})"
    text = f"{time}: job schooling, training and experience"
    end = svp_months(zone.svp_range or "")
    longer = [level for level in _asked_levels(move) if end is not None and LEAST_MONTHS.get(level.value, 0) > end]
    if longer:
        names = labels.join_words([_name_with_time(level) for level in longer])
        text = f"O*NET counts {time}; {publisher(longer[0])} asks for longer: {names}"
    return whole(" ", label, Line(text, context.cite(zone.citations)))


def _asked_levels(move: Move) -> list[Level]:
    """Return the levels of related experience and of training on the job that the new job asks for."""
    rows = [find_row(move.training, measure) for measure in ("experience.related", "training.on_the_job")]
    return [level for row in rows if row is not None for level in known_levels(row.cells[1])]


def _name_with_time(level: Level) -> str:
    if level.value in TRAINING_TIMES:
        return f"{labels.lower_first(labels.value(level))} ({TRAINING_TIMES[level.value]})"
    return f"{labels.lower_first(labels.value(level))} of related experience"


# Next steps


def next_steps_part(move: Move) -> PageSection:
    """Return what to look up, and the addresses, which are never broken where they fit on a line."""
    rows = tuple((STEP_NAMES[step.need], step.url) for step in move.next_steps)
    listing = Listing((Column(""), Column("", "fixed")), rows)
    return PageSection("next-steps", "Next steps: what to look up, and where", (listing,) if rows else ())


def _citations(item: object) -> Iterator[Citation]:
    if isinstance(item, Row):
        for cell in item.cells:
            for each in cell.items:
                yield from _citations(each)
    else:
        yield from getattr(item, "citations", ())
