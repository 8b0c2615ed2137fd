"""Say in words what a move takes and changes."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from rolecompare.comparison import labels
from rolecompare.comparison.contrast import ALIKE_PAY
from rolecompare.comparison.figures import find_row
from rolecompare.comparison.types import Cell, Row
from rolecompare.gap.analysis import MANY_SELF_EMPLOYED, SELF_EMPLOYED
from rolecompare.gap.duties import count_duties
from rolecompare.gap.education import SAME_FIELD, UNLESS, in_fields, is_open_without_a_program, way_names
from rolecompare.gap.license_evidence import rating_in_words
from rolecompare.gap.obstacles import strictest_credential
from rolecompare.gap.preparation import TRAINING_TIMES
from rolecompare.gap.rules import known_levels, level_names, zone_dates
from rolecompare.gap.types import Move, RuleName, RuleResult
from rolecompare.measures import level_name
from rolecompare.models.figures import Figure, Missing
from rolecompare.models.kinds import OF_A_STATE
from rolecompare.models.roles import Credential, Program, Rating
from rolecompare.models.sources import Statement
from rolecompare.output.page import SEPARATOR

# What a rule looks for, where it was not found.
NAMES_IF_NOT_NEEDED: Mapping[RuleName, str] = {
    "expected": "a credential that most or many employers ask for",
    "education": "more education",
    "field": "another field of study",
    "job-zone": "more preparation (Job Zone)",
}
NAMES_IF_NONE = {"experience": "related work experience", "apprenticeship": "an apprenticeship"}
MAX_NAMED = 3  # obstacles that the first lines name


def first_lines(move: Move, titles: tuple[str, str]) -> Iterator[tuple[str, str]]:
    """Yield what a reader wants to know first of a move: each a topic with a sentence."""
    said = {sentence.topic: sentence.text for sentence in move.summary}
    if path := said.get("Path"):
        yield "Path", path
    length = labels.length(move.min_months, move.max_months)
    yield "Obstacles", _listed([obstacle(result, length) for result in move.obstacles]) or said["Obstacles"]
    if unknown := said.get("Not known"):
        yield "Not known", unknown
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
    if result.name == "programs":
        return f"{result.row.label} (asked for by programs)"
    if credential is not None:
        is_of_state = credential.kind in OF_A_STATE
        name = _with_article(credential.name) if is_of_state else f"{credential.kind.value}: {credential.name}"
        # The exam of a certification is mostly called like the certification.
        return f"{name} ({requirement(credential, with_exam=is_of_state)})"
    levels = level_names(known_levels(result.row.cells[1]))
    fields = in_fields(result.fields[1]) if result.fields is not None else ""
    also = [*([length] if length else []), *_other_ways(result)]
    entry = fields + (f" ({'; '.join(also)})" if also else "")
    match result.name:
        case "license-evidence":
            return f"probably a license or certification ({_first_evidence(result.row)})"
        case "education":
            return f"{_with_article(levels)}{entry}"
        case "field":
            usually = "usually " if is_open_without_a_program(result.other_ways) else ""
            unless = "" if result.fields and result.fields[0] else UNLESS
            return f"{usually}a program of its own{entry}{unless}"
        case "experience":
            return f"work experience in a related job ({labels.lower_first(levels)})"
        case "apprenticeship":
            times = {TRAINING_TIMES.get(level.value) for level in known_levels(result.row.cells[1])}
            time = times.pop() if len(times) == 1 else None
            return _with_article(levels) + (f" ({time})" if time else "")
        case "job-zone":
            dates = zone_dates(result.row)
            return f"more preparation ({levels}{f', {dates}' if dates else ''})"
    return result.text


def _other_ways(result: RuleResult) -> Iterator[str]:
    """Yield the lower levels of education with which people enter too, if there are any."""
    if result.other_ways:
        yield f"also: {', '.join(way_names(result.other_ways, with_length=False))}"


def _first_evidence(row: Row) -> str:
    """Return the first thing that O*NET says of a license, without its introduction."""
    for item in row.cells[1].items:
        if isinstance(item, Statement):
            return f"O*NET: {item.text.partition(': ')[2].replace('.”', '”') or item.text}"
        if isinstance(item, Rating):
            return f"O*NET rates a certification {rating_in_words(item)} in importance"
    return "O*NET"


def requirement(credential: Credential, *, with_exam: bool = True) -> str:
    """Return who requires a credential, as a cell says it, with its exam."""
    is_by_law = credential.requirement in labels.BY_LAW
    text = labels.states(credential) if is_by_law else labels.lower_first(labels.requirement(credential))
    return text + (f"; exam: {credential.exam}" if credential.exam and with_exam else "")


def not_needed(move: Move) -> Iterator[tuple[str, str]]:
    """Yield what was looked for and is not in the way: whether it is not needed, or who names none, and its names.

    Laws of some states do not count where those of all do.
    """
    names: dict[str, list[str]] = {}
    for result in move.not_needed:
        if result.name == "law" and result.row is not None:
            names.setdefault("Not needed", []).append("a license in any state")
        elif result.name in NAMES_IF_NONE:
            if result.name == "experience" and is_asked_for(result):
                text = f"{NAMES_IF_NONE[result.name]} other than this job"
                names.setdefault("Not needed", []).append(text)
            else:
                label = result.text[:1].upper() + result.text[1:]
                names.setdefault(label, []).append(NAMES_IF_NONE[result.name])
        # What takes no school has no field either.
        elif result.name in NAMES_IF_NOT_NEEDED and not (result.name == "field" and result.text != SAME_FIELD):
            names.setdefault("Not needed", []).append(NAMES_IF_NOT_NEEDED[result.name])
    yield from ((label, SEPARATOR.join(found)) for label, found in names.items())


def is_asked_for(result: RuleResult) -> bool:
    """Return whether the new job asks for some of what a rule looks for."""
    levels = known_levels(result.row.cells[1]) if result.row is not None else []
    return any(level.value != "none" for level in levels)


def _with_article(name: str) -> str:
    """Return a common noun with its article, and the name of one thing as it is."""
    is_common = not any(word[:1].isupper() for word in name.split()[1:])
    if not is_common or name.startswith(("Some ", "No ")):
        return labels.lower_first(name) if is_common else name
    return f"{'an' if name[0] in 'AEIOU' else 'a'} {labels.lower_first(name)}"


def programs(items: Sequence[Program]) -> str:
    """Return which awards programs lead to, in which field if several lead to one, and how long they take if stated."""
    lengths = [labels.length(item.min_months, item.max_months) for item in items]
    fields = {award: {item.field for item in items if item.award == award} for award in {i.award for i in items}}
    texts = [
        level_name("education.entry", item.award)
        + (in_fields([item.field]) if item.field and len(fields[item.award]) > 1 else "")
        + (f" ({length})" if length else "")
        for item, length in zip(items, lengths, strict=True)
    ]
    return SEPARATOR.join(dict.fromkeys(texts)) + ("" if any(lengths) else "; length not stated")


def obstacle_label(result: RuleResult) -> str:
    """Return what an obstacle is called: of a credential its name alone."""
    credential = strictest_credential(result.row.cells[1]) if result.row is not None else None
    if credential is not None and result.row is not None:
        return result.row.label if result.name == "programs" else credential.name
    if result.name == "field" or result.row is None:
        return "Field of study"
    return result.row.label


def duties(move: Move, titles: tuple[str, str]) -> str:
    """Count the duties that carry over, those that are similar, and those that are new."""
    if not move.carries_over and not move.new:
        return next((each.text for each in move.summary if each.topic == "Duties"), "")
    return count_duties(move).in_words(titles[1])


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


def self_employed(outlook: Sequence[Row], titles: tuple[str, str]) -> str:
    """Return of how many workers wages say nothing, where a move has the share of the self-employed."""
    row = find_row(outlook, SELF_EMPLOYED)
    if row is None:
        return ""
    shares = [
        f"{labels.value(item)} of {title}"
        for cell, title in zip(row.cells, titles, strict=True)
        for item in cell.items
        if isinstance(item, Figure) and item.value >= MANY_SELF_EMPLOYED
    ]
    return f"{labels.join_words(shares)}; BLS wages leave them out"


def _median(cell: Cell) -> str | None:
    for item in cell.items:
        if isinstance(item, Figure):
            return labels.value(item)
        if isinstance(item, Missing) and (bound := labels.at_least(item)):
            return bound
    return None


def is_close(row: Row) -> bool:
    """Return whether the two amounts of pay in a row are so near that two jobs are said to be paid alike."""
    return row.key.startswith("pay.") and any(
        value.kind == "percent_apart" and not isinstance(value.value, str) and value.value <= ALIKE_PAY
        for value in row.derived
    )


def change(row: Row) -> str | None:
    """Return how much more or less the new job has of something, of money also in percent of what it is now.

    None where no difference may be calculated, or where there is none.
    """
    for value in row.derived:
        if value.kind == "difference" and not isinstance(value.value, str):
            text = labels.signed(value.value, value.unit)
            start = next((item for item in row.cells[0].items if isinstance(item, Figure)), None)
            if start is None or not start.value or value.unit not in labels.PER:
                return text
            return f"{text}, {labels.signed(round(100 * value.value / start.value), None)}%"
    return None
