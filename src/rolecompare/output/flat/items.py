"""The columns of an item and of its citations, which the rows of several kinds of answers have."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from rolecompare.models.figures import Estimate, Figure, Level, Missing
from rolecompare.models.roles import Condition, Credential, Duty, Item, Program, Rating, Setting, TrainingStatement
from rolecompare.models.serialization import ITEM_FORMS
from rolecompare.models.sources import Citation, Source, Statement
from rolecompare.output.flat import FlatRow, Value

ITEM_COLUMNS = (
    *("kind", "measure", "number", "unit", "level", "text", "period", "area", "code"),
    *("missing", "reason", "detail", "scope"),
)
CITATION_COLUMNS = ("sources", "places", "urls")


def several(values: Iterable[str | int | float]) -> Value:
    """Return values for one column; None if there are none."""
    return tuple(values) or None


def joined(texts: Iterable[str | None]) -> str | None:
    """Return different texts as one, for columns that have one in nearly every row; None if there are none."""
    return " | ".join(dict.fromkeys(filter(None, texts))) or None


def citation_columns(citations: Sequence[Citation], sources: Mapping[str, Source]) -> FlatRow:
    """Return the sources that are cited, the places in them, and their addresses."""
    return {
        "sources": several(citation.source for citation in citations),
        "places": several(citation.place for citation in citations),
        "urls": several(sources[citation.source].url or "" for citation in citations),
    }


def item_rows(item: Item) -> Iterator[FlatRow]:
    """Return the rows of an item: one for each scale of a rating, one for anything else."""
    if not isinstance(item, Rating):
        yield item_row(item)
        return
    for scale, estimate in item.scales.items():
        yield {
            "kind": "rating",
            "measure": f"{item.kind.value}.{item.element}.{scale}",
            "number": estimate.value,
            "unit": scale,
            "text": item.name,
            "period": estimate.period,
            "detail": several(_precision(estimate)),
        }


def item_row(item: Item) -> FlatRow:
    """Return the one row of an item that is not a rating."""
    row = _columns_of(item)
    return {**row, "scope": item.scope} if isinstance(item, Statement) else row


def _columns_of(item: Item) -> FlatRow:
    """Return the columns that an item has by its kind."""
    kind = ITEM_FORMS[type(item)].kind
    match item:
        case Figure() | Level() | Missing():
            return {"kind": kind, **_published_columns(item)}
        case Setting(share=share):
            return {"kind": kind, "text": item.label, "detail": (item.kind.value,), **_published_columns(share)}
        case Credential():
            excepted = [f"except {state}" for state in item.excepted_states or ()]
            exams = [f"exam: {item.exam}"] if item.exam else []
            detail = (item.kind.value, item.issuer, *excepted, *exams)
            return {"kind": kind, "level": item.requirement.value, "text": item.text, "detail": detail}
        case Program():
            months = [f"{name} {n} months" for name, n in (("from", item.min_months), ("to", item.max_months)) if n]
            field = [item.field] if item.field is not None else []
            return {"kind": kind, "level": item.award, "text": item.text, "detail": several([*field, *months])}
        case TrainingStatement():
            leads_to = (f"leads to {name}" for name in item.leads_to or ())
            return {"kind": kind, "level": item.other_entry_level, "text": item.text, "detail": several(leads_to)}
        case Duty():
            marks = ("with a patient" if item.with_patient else None, "with a machine" if item.with_machine else None)
            known = (item.activity, item.task_type, *marks)
            return {"kind": kind, "text": item.text, "detail": several(filter(None, known))}
        case Condition():
            return {"kind": kind, "text": item.text, "detail": (item.condition.value,)}
        case Rating():
            raise AssertionError(item)
        case _:
            return {"kind": kind, "text": item.text}


def _published_columns(value: Figure | Level | Missing) -> FlatRow:
    """Return the columns of a figure, a level or a missing value. The number of a level is its rank."""
    columns: FlatRow = {
        "measure": value.measure,
        "period": value.period,
        "area": value.area,
        "code": value.code,
    }
    match value:
        case Figure():
            columns |= {"number": value.value, "unit": value.unit}
        case Level():
            columns |= {"number": value.rank, "unit": "rank", "level": value.value, "text": value.name}
        case Missing():
            columns |= {"missing": value.missing.value, "reason": value.reason}
            if value.bound is not None:
                columns["detail"] = (f"above {value.bound}",)
    return columns


def _precision(estimate: Estimate) -> Iterator[str]:
    """Yield the sample size, the standard error and the flags of an estimate."""
    if estimate.n is not None:
        yield f"n {estimate.n}"
    if estimate.standard_error is not None:
        yield f"SE {estimate.standard_error}"
    if estimate.suppress:
        yield "recommend suppress"
    if estimate.by:
        yield estimate.by
