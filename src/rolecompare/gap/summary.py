"""A move -> one sentence on each part of it, worked out from its rows and from nothing else."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from rolecompare.comparison import labels
from rolecompare.comparison.figures import find_row
from rolecompare.comparison.ratings import REAL
from rolecompare.comparison.types import Comparison
from rolecompare.gap.obstacles import known_levels
from rolecompare.gap.types import Move, MoveSentence
from rolecompare.models.figures import Figure, Missing
from rolecompare.models.roles import Duty

# How much of a thing is needed; the other scales say what the work is like, or how many said so.
NEEDS = ("importance", "level")
BY = {"activity": "the same activity", "broader-activity": "a broader activity", "wording": "wording"}


def summarize_move(move: Move, comparison: Comparison) -> tuple[MoveSentence, ...]:
    return tuple(MoveSentence(topic=topic, text=text) for topic, text in _told(move, comparison))


def _told(move: Move, comparison: Comparison) -> Iterator[tuple[str, str]]:
    blocked = "; ".join(ruling.text for ruling in move.obstacles)
    yield "In the way", f"{len(move.obstacles)}: {blocked}" if blocked else "nothing of what was asked"
    if move.undetermined:
        yield "Not asked", "; ".join(dict.fromkeys(ruling.text for ruling in move.undetermined))
    if move.not_needed:
        yield "Clear of", "; ".join(ruling.rule for ruling in move.not_needed)
    silent = roles_without_duties(comparison)
    yield "Duties", f"cannot be compared: {'; '.join(silent)}" if silent else _duties(move)
    yield from _training(move, comparison)
    yield "Credentials", _credentials(move, *(party.title for party in comparison.roles))
    yield "Ratings", _ratings(move, comparison)
    for sentence in comparison.summary:
        if sentence.topic in ("Pay", "Outlook"):
            yield sentence.topic, (_change(move) if sentence.topic == "Pay" else "") + sentence.text


def roles_without_duties(comparison: Comparison) -> list[str]:
    """Of which of the roles no duty is known, each with the reason."""
    rows = next(section.rows for section in comparison.sections if section.name == "duties")
    told = []
    for place, party in enumerate(comparison.roles):
        items = [item for row in rows for item in row.cells[place].items]
        if not any(isinstance(item, Duty) for item in items):
            reasons = [
                f" ({item.missing.value.replace('-', ' ')}: {item.reason})"
                for item in items
                if isinstance(item, Missing)
            ]
            told.append(f"no duty of {party.title} is known{''.join(reasons)}")
    return told


def _duties(move: Move) -> str:
    grounds = Counter(row.evidence.kind for row in move.carries_over if row.evidence)
    told = ", ".join(f"{count} by {BY[by]}" for by, count in grounds.items() if by in BY)
    core = sum(
        any(isinstance(item, Duty) and item.task_type == "core" for item in row.cells[1].items) for row in move.new
    )
    carried = labels.count_of(len(move.carries_over), "carries over", "carry over")
    new = f"{len(move.new)} new" + (f", {core} of them {'a core task' if core == 1 else 'core tasks'}" if core else "")
    stops = labels.count_of(len(move.not_listed_for_goal), "stops", "stop")
    return f"{carried}{f' ({told})' if told else ''}; {new}; {stops}"


def _training(move: Move, comparison: Comparison) -> Iterator[tuple[str, str]]:
    said = next((sentence.text for sentence in comparison.summary if sentence.topic == "Training"), None)
    if said is None:
        return
    row = find_row(move.training, "education.entry")
    if row is None or not known_levels(row.cells[1]):
        yield "Training", said
    elif (months := _months(move)) is None:
        yield "Training", f"{said}; how long the programs to it take is not told"
    else:
        yield "Training", f"{said}; programs to it take {months}"


def _months(move: Move) -> str | None:
    low, high = move.min_months, move.max_months
    if low is None:
        return None if high is None else f"up to {labels.count_of(high, 'month')}"
    if high is None:
        return f"{labels.count_of(low, 'month')} or more"
    return labels.count_of(high, "month") if low == high else f"{low} to {labels.count_of(high, 'month')}"


def _credentials(move: Move, start: str, goal: str) -> str:
    further = [row.label for row in move.credentials if row.key != "statements"]
    kept = [row.label for row in move.credentials_kept]
    if not further and not kept:
        return f"none is listed for {goal}"
    told = f"{len(further)} not named for {start}, or not as strictly" if further else "none further"
    return told + (f"; named for {start} as strictly: {labels.join_words(kept)}" if kept else "")


def _ratings(move: Move, comparison: Comparison) -> str:
    count = sum(move.higher_counts.values())
    if count:
        really = "really is" if move.higher_counts.get(REAL) == 1 else "really are"
        said = [f"{n} {really if said == REAL else said}" for said, n in move.higher_counts.items()]
        return f"{labels.count_of(count, 'need seems', 'needs seem')} higher: {labels.join_words(said)}"
    rated = any(value.unit in NEEDS for s in comparison.sections for row in s.rows for value in row.derived)
    return "no need seems higher" if rated else "no need, such as a skill, is rated for both"


def _change(move: Move) -> str:
    """What the move changes in pay, where that may be worked out."""
    row = find_row(move.outlook, "pay.annual.median") or find_row(move.outlook, "pay.hourly.median")
    for value in row.derived if row else ():
        if value.kind == "difference" and not isinstance(value.value, str):
            return f"{labels.signed(value.value, value.unit)}: "
    known = row is not None and all(any(isinstance(item, Figure) for item in cell.items) for cell in row.cells)
    return "no change is worked out: " if known else ""
