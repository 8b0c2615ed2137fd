"""Summarize a move in one sentence on each part of it."""

from __future__ import annotations

from collections.abc import Iterator

from rolecompare.comparison import labels
from rolecompare.comparison.figures import find_row, median_pay_row
from rolecompare.comparison.ratings import REAL
from rolecompare.comparison.types import Comparison
from rolecompare.gap.duties import count_duties, duties_of
from rolecompare.gap.rules import known_levels
from rolecompare.gap.types import Move, MoveSentence, RuleResult
from rolecompare.models.figures import Figure, Missing
from rolecompare.models.kinds import SectionName
from rolecompare.models.roles import Duty

# The scales that say how much of a thing is needed; the others say what the work is like, or how many said so.
NEED_SCALES = ("importance", "level")


def summarize_move(move: Move, comparison: Comparison) -> tuple[MoveSentence, ...]:
    """Return a sentence on each part of a move, from its rows and those of the comparison."""
    return tuple(MoveSentence(topic=topic, text=text) for topic, text in _sentences(move, comparison))


def _sentences(move: Move, comparison: Comparison) -> Iterator[tuple[str, str]]:
    if move.paths:
        yield "Path", " ".join(statement.text for statement in move.paths)
    obstacles = "; ".join(result.text for result in move.obstacles)
    none = "none found, but not everything is known" if move.undetermined else "none of the obstacles that we check for"
    yield "Obstacles", f"{len(move.obstacles)}: {obstacles}" if obstacles else none
    if move.undetermined:
        yield "Not known", "; ".join(dict.fromkeys(result.text for result in move.undetermined))
    if move.not_needed:
        yield "Not needed", "; ".join(map(_not_needed, move.not_needed))
    without_duties = roles_without_duties(comparison)
    yield "Duties", f"cannot be compared: {'; '.join(without_duties)}" if without_duties else _duties(move, comparison)
    yield from _training(move, comparison)
    yield "Credentials", _credentials(move, *(role.title for role in comparison.roles))
    yield "Ratings", _ratings(move, comparison)
    for sentence in comparison.summary:
        if sentence.topic in ("Pay", "Outlook"):
            yield sentence.topic, (_pay_change(move) if sentence.topic == "Pay" else "") + sentence.text


def _not_needed(result: RuleResult) -> str:
    """Return what a rule looks for, with who says that there is none, where that is the word of one source."""
    is_said = result.row is not None and result.name in ("law", "experience", "apprenticeship")
    return f"{result.rule} ({result.text})" if is_said else result.rule


def roles_without_duties(comparison: Comparison) -> list[str]:
    """Return a sentence on each role of which no duty is known, with the reason where there is one."""
    rows = next(section.rows for section in comparison.sections if section.name is SectionName.DUTIES)
    found = []
    for place, role in enumerate(comparison.roles):
        items = [item for row in rows for item in row.cells[place].items]
        if not any(isinstance(item, Duty) for item in items):
            reasons = [
                f" ({labels.in_words(item.missing)}: {item.reason})" for item in items if isinstance(item, Missing)
            ]
            found.append(f"no duties are known for {role.title}{''.join(reasons)}")
    return found


def _duties(move: Move, comparison: Comparison) -> str:
    goal = next(role.title for role in comparison.roles if role.id == move.goal)
    not_listed = sum(len(duties_of(row.cells[0])) for row in move.not_listed_for_goal)
    return f"{count_duties(move).in_words(goal)}; {not_listed} not listed for the new job"


def _training(move: Move, comparison: Comparison) -> Iterator[tuple[str, str]]:
    text = next((sentence.text for sentence in comparison.summary if sentence.topic == "Training"), None)
    if text is None:
        return
    row = find_row(move.training, "education.entry")
    if row is None or not known_levels(row.cells[1]):
        yield "Training", text
    elif (length := labels.length(move.min_months, move.max_months)) is None:
        yield "Training", f"{text}; program length not known"
    else:
        yield "Training", f"{text}; programs take {length}"


def _credentials(move: Move, start: str, goal: str) -> str:
    further = [row.label for row in move.credentials if row.key != "statements"]
    kept = [row.label for row in move.credentials_kept]
    if not further and not kept:
        return f"none listed for {goal}"
    text = f"{len(further)} not listed for {start}, or less strictly required" if further else "no others"
    return text + (f"; listed for {start} at least as strictly: {labels.join_words(kept)}" if kept else "")


def _ratings(move: Move, comparison: Comparison) -> str:
    count = sum(move.higher_counts.values())
    if count:
        real = "clearly is" if move.higher_counts.get(REAL) == 1 else "clearly are"
        parts = [f"{number} {real if finding == REAL else finding}" for finding, number in move.higher_counts.items()]
        return f"{labels.count_of(count, 'rating looks', 'ratings look')} higher: {labels.join_words(parts)}"
    rated = any(value.unit in NEED_SCALES for s in comparison.sections for row in s.rows for value in row.derived)
    return "no rating looks higher" if rated else "no skill or other need is rated for both"


def _pay_change(move: Move) -> str:
    """Return what the move changes in pay, where that may be calculated, to begin a sentence."""
    row = median_pay_row(move.outlook)
    for value in row.derived if row else ():
        if value.kind == "difference" and not isinstance(value.value, str):
            return f"{labels.signed(value.value, value.unit)}: "
    known = row is not None and all(any(isinstance(item, Figure) for item in cell.items) for cell in row.cells)
    return "no change is calculated: " if known else ""
