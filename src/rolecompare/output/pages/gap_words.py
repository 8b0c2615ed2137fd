"""Say in words what a move takes and changes."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from rolecompare.comparison import labels
from rolecompare.comparison.figures import find_row
from rolecompare.comparison.types import Cell, Row
from rolecompare.gap.obstacles import known_levels, strictest_credential
from rolecompare.gap.types import Move, RuleName, RuleResult
from rolecompare.measures import level_name
from rolecompare.models.figures import Figure, Missing
from rolecompare.models.kinds import OF_A_STATE, MissingReason
from rolecompare.models.roles import Credential, Duty, Program
from rolecompare.output.page import SEPARATOR

NOT_LISTED = "not listed"
RULES: Mapping[RuleName, str] = {
    "expected": "a credential that most or many employers ask for",
    "programs": "a credential that programs ask for",
    "education": "more education",
    "experience": "related work experience",
    "apprenticeship": "an apprenticeship",
    "job-zone": "more preparation (Job Zone)",
}
LEFT_OUT = {
    "Carries over": "more that carry over",
    "Similar": "more similar",
    "New": "more new",
    "Not listed for the new job": "more not listed for the new job",
}
CLOSE = 5  # percent
MAX_NAMED = 4  # obstacles that the first lines name


def first_lines(move: Move, titles: tuple[str, str]) -> Iterator[tuple[str, str]]:
    """Yield what a reader wants to know first of a move: each a topic with a sentence."""
    length = labels.length(move.min_months, move.max_months)
    obstacles = [obstacle(result, length) for result in move.obstacles]
    yield "Obstacles", _listed(obstacles) or "none of the obstacles that we check for"
    if move.undetermined:
        yield "Not known", "; ".join(dict.fromkeys(result.text for result in move.undetermined))
    if text := pay(move, titles):
        yield "Pay", text
    yield "Duties", duties(move, titles)


def _listed(names: Sequence[str]) -> str:
    """Return some names, and how many more there are."""
    rest = len(names) - MAX_NAMED
    return SEPARATOR.join(names[:MAX_NAMED]) + (f" + {rest} more" if rest > 0 else "")


def obstacle(result: RuleResult, length: str | None) -> str:
    """Return what an obstacle is, in a few words such as `a bachelor's degree (4 years)`.

    `length` is how long the programs take that lead to the education which the new job asks for.
    """
    if result.row is None:
        return result.text
    credential = strictest_credential(result.row.cells[1])
    levels = " or ".join(dict.fromkeys(labels.value(level) for level in known_levels(result.row.cells[1])))
    match result.name:
        case "law" | "law-in-most-states" | "law-in-some-states" | "expected" | "programs" if credential is not None:
            # The exam of a certification is mostly called like the certification.
            who = requirement(credential, with_exam=credential.kind in OF_A_STATE)
            return f"{_with_article(credential.name)} ({who})"
        case "education":
            return _with_article(levels) + (f" ({length})" if length else "")
        case "experience":
            return f"work experience in a related job ({labels.lower_first(levels)})"
        case "apprenticeship":
            return _with_article(levels)
        case "job-zone":
            return f"more preparation ({levels})"
    return result.text


def requirement(credential: Credential, *, with_exam: bool = True) -> str:
    """Return who requires a credential, as a cell says it, with its exam."""
    is_by_law = credential.requirement in labels.BY_LAW
    text = labels.states(credential) if is_by_law else labels.lower_first(labels.requirement(credential))
    return text + (f"; exam: {credential.exam}" if credential.exam and with_exam else "")


def not_needed(move: Move) -> str:
    """Return what was looked for and is not in the way. Laws of some states do not count where those of all do."""
    return SEPARATOR.join(RULES[result.name] for result in move.not_needed if result.name in RULES)


def _with_article(name: str) -> str:
    """Return a common noun with its article, and the name of one thing as it is."""
    is_common = not any(word[:1].isupper() for word in name.split()[1:])
    if not is_common or name.startswith(("Some ", "No ")):
        return labels.lower_first(name) if is_common else name
    return f"{'an' if name[0] in 'AEIOU' else 'a'} {labels.lower_first(name)}"


def programs(items: Sequence[Program]) -> str:
    """Return which awards programs lead to, and how long they take as far as that is stated."""
    lengths = [labels.length(item.min_months, item.max_months) for item in items]
    texts = [
        level_name("education.entry", item.award) + (f" ({length})" if length else "")
        for item, length in zip(items, lengths, strict=True)
    ]
    return SEPARATOR.join(dict.fromkeys(texts)) + ("" if any(lengths) else "; length not stated")


def obstacle_label(row: Row) -> str:
    """Return what an obstacle is called: of a credential its name alone."""
    credential = strictest_credential(row.cells[1])
    return credential.name if credential else row.label


def duties(move: Move, titles: tuple[str, str]) -> str:
    """Count the duties that carry over, and those that are new."""
    listed = len(move.carries_over) + len(move.new)
    if not listed:
        return next((each.text for each in move.summary if each.topic == "Duties"), "")
    same = sum(row.relation == "same" for row in move.carries_over)
    similar = len(move.carries_over) - same
    core = sum(any(isinstance(item, Duty) and item.task_type == "core" for item in r.cells[1].items) for r in move.new)
    kinds = [text for count, text in ((same, f"{same} the same"), (similar, f"{similar} similar")) if count]
    carried = f"{len(move.carries_over)} of {listed} listed for {titles[1]} carry over"
    kind = f", {'all' if core == len(move.new) else core} of them core tasks" if core else ""
    new = f"{len(move.new)} are new{kind}"
    return f"{carried}{f' ({labels.join_words(kinds)})' if kinds else ''}; {new}"


def pay_row(outlook: Sequence[Row]) -> Row | None:
    """Return the row of the median pay an hour, which a move has only where pay a year is not known; else of a year."""
    return find_row(outlook, "pay.hourly.median") or find_row(outlook, "pay.annual.median")


def pay(move: Move, titles: tuple[str, str]) -> str:
    """Return what a move changes in median pay, or why that is not known."""
    row = pay_row(move.outlook)
    if row is None:
        return ""
    start, goal = (_median(cell) for cell in row.cells)
    unit = next((item.unit for cell in row.cells for item in cell.items if isinstance(item, Figure)), "")
    per = labels.PER.get(unit, "")
    unknown = [title for title, value in zip(titles, (start, goal), strict=True) if value is None]
    if unknown:
        return f"not known for {labels.join_words(unknown)}"
    changed = change(row)
    if changed is None:
        return f"median {start} {per} now and {goal} in the new job; no change is calculated"
    if start == goal:
        return f"the same median: {start} {per}"
    if is_close(row):
        return f"about the same ({changed}): median {goal} {per}, now {start}"
    amount, _, percent = changed.partition(", ")
    return f"{amount} {per}{f' ({percent})' if percent else ''}: median {goal}, now {start}"


def _median(cell: Cell) -> str | None:
    for item in cell.items:
        if isinstance(item, Figure):
            return labels.value(item)
        if isinstance(item, Missing) and item.missing is MissingReason.ABOVE_PUBLISHED_RANGE and item.bound:
            return f"over {labels.number(item.bound, 'USD/year')}"
    return None


def is_close(row: Row) -> bool:
    """Return whether the two amounts of pay in a row are less than 5% apart."""
    apart = (value for value in row.derived if value.kind == "percent_apart" and not isinstance(value.value, str))
    return row.key.startswith("pay.") and any(
        value.value < CLOSE for value in apart if not isinstance(value.value, str)
    )


def change(row: Row) -> str | None:
    """Return how much more or less the new job has of something, of money also in percent of what it is now.

    None where no difference may be calculated, or where there is none.
    """
    for value in row.derived:
        if value.kind == "difference" and not isinstance(value.value, str):
            if value.unit == "percentage points":
                return f"{labels.signed(value.value, None)} points"
            text = labels.signed(value.value, value.unit)
            start = next((item for item in row.cells[0].items if isinstance(item, Figure)), None)
            if start is None or not start.value or value.unit not in labels.PER:
                return text
            return f"{text}, {labels.signed(round(100 * value.value / start.value), None)}%"
    return None
