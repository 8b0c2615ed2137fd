"""The page of `why`: where each value of a field comes from, and what was done to it."""

from __future__ import annotations

from rolecompare.answers.listings import FieldsAnswer
from rolecompare.comparison import labels
from rolecompare.comparison.provenance import Origin, Trace, TracedValue
from rolecompare.models.figures import Figure, Level, Missing
from rolecompare.models.kinds import PART_NAMES
from rolecompare.models.roles import Credential, Item, Rating, Setting
from rolecompare.output.page import Column, Listing, View
from rolecompare.output.sanitize import sanitize

# Whether a value is used, by the layer that it stands in, and what stands beside the values.
USES = {"own": "yes", "earlier": "older value", "member": "member job"}
RANGE, WARNING = "calculated", "see warning"
HEADINGS = (
    *("Value", "Period", "For code", "Used", "File", "Sheet", "Row", "Column", "Place", "Formula"),
    *("Source", "Edition", "License", "Address"),
)


def why_listing(trace: Trace, _view: View) -> Listing:
    """Return a row for each origin of each value of a field, then the range over members and the warnings."""
    rows = []
    for value in trace.values:
        rows += [_origin_row(value, origin, trace) for origin in value.origins]
        if not value.origins:
            rows.append(_row_without_origin(*_value_columns(value.item), _use(value, trace)))
    if trace.range is not None:
        ends = " to ".join(dict.fromkeys(labels.value(end) for end in (trace.range.low, trace.range.high)))
        text = f"{ends} across {labels.count_of(len(trace.range.roles), 'member job')}"
        rows.append(_row_without_origin(text, "", "", RANGE, trace.range_formula or ""))
    rows += [_row_without_origin(warning.text, "", "", WARNING) for warning in trace.warnings]
    title = sanitize(f"{trace.title}: {trace.label} ({trace.field})")
    return Listing(tuple(map(Column, HEADINGS)), tuple(tuple(map(sanitize, row)) for row in rows), title=title)


def fields_listing(answer: FieldsAnswer, _view: View) -> Listing:
    """Return a row for each field of a role that `why` explains."""
    rows = tuple((sanitize(name), sanitize(label)) for name, label in answer.fields.items())
    about = f" that match “{answer.query}”" if answer.query else ""
    note = f"`rolecompare why {answer.role} {next(iter(answer.fields))}` shows where a value comes from."
    title = sanitize(f"Fields of {answer.title}{about}")
    return Listing((Column("Field", "fixed"), Column("Label")), rows, (sanitize(note),), title)


def _row_without_origin(text: str, period: str, code: str, use: str, formula: str = "") -> tuple[str, ...]:
    return (text, period, code, use, "", "", "", "", "", formula, "", "", "", "")


def _use(value: TracedValue, trace: Trace) -> str:
    """Return whether a value is used; of the value of a member role, also of which."""
    return USES[value.layer] if value.role == trace.role else f"{USES[value.layer]} {value.role}"


def _origin_row(value: TracedValue, origin: Origin, trace: Trace) -> tuple[str, ...]:
    source = trace.sources[origin.source]
    return (
        *_value_columns(value.item),
        _use(value, trace),
        origin.file or "",
        "the first" if origin.sheet == 1 else str(origin.sheet or ""),
        str(origin.row or ""),
        origin.column or "",
        "" if origin.row else origin.place,
        origin.formula,
        f"{source.publisher}, {source.title}",
        source.edition,
        source.license,
        source.url or "",
    )


def _value_columns(item: Item) -> tuple[str, str, str]:
    """Return a value in words, its period, and the code that it was published for; what it has not is empty."""
    match item:
        case Figure() | Level():
            return labels.value(item), labels.period(item.period), f"{labels.published_code(item)}, {item.area}"
        case Missing():
            period = labels.period(item.period) if item.period else ""
            part = f"{PART_NAMES[item.measure]}: " if item.measure in PART_NAMES else ""
            return f"— {part}{labels.in_words(item.missing)}: {item.reason}", period, labels.published_code(item)
        case Setting(share=share):
            text, period, code = _value_columns(share)
            return f"{item.label}: {text}", period, code
        case Rating():
            text = "; ".join(f"{scale} {estimate.value:.2f}" for scale, estimate in item.scales.items())
            period = labels.period(next(iter(item.scales.values())).period) if text else ""
            return f"{item.name}: {text}", period, ""
        case Credential():
            exam = f" Exam: {item.exam}." if item.exam else ""
            return f"{labels.requirement(item)}: {item.text}{exam}", "", ""
        case _:
            return item.text, "", ""
