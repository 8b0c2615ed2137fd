"""Flat rows of single items (figures, levels, statements, ratings and so on) with the citations that they rest on."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from rolecompare.comparison import labels
from rolecompare.models.figures import Estimate, Figure, Level, Missing
from rolecompare.models.roles import Condition, Credential, Duty, Item, Program, Rating, Setting
from rolecompare.models.sources import Citation, Source
from rolecompare.output.flat import FlatRow

ITEM_COLUMNS = (*("kind", "text", "measure", "value", "unit", "period", "area", "code", "missing", "reason", "detail"),)
CITATION_COLUMNS = ("sources", "places", "urls")


def joined(values: Iterable[object]) -> str:
    """Return several values as the text of one column."""
    return " | ".join(map(str, values))


def citation_columns(citations: Sequence[Citation], sources: Mapping[str, Source]) -> FlatRow:
    """Return the sources that are cited, the places in them, and their addresses."""
    return {
        "sources": joined(citation.source for citation in citations),
        "places": joined(citation.place for citation in citations),
        "urls": joined(sources[citation.source].url or "" for citation in citations),
    }


def item_rows(item: Item) -> Iterator[FlatRow]:
    """Return the rows of an item: one for each scale of a rating, one for anything else."""
    if not isinstance(item, Rating):
        yield item_row(item)
        return
    for scale, estimate in item.scales.items():
        yield {
            "kind": "rating",
            "text": item.name,
            "measure": f"{item.kind.value}.{item.element}.{scale}",
            "value": estimate.value,
            "period": estimate.period,
            "detail": _precision(estimate),
        }


def item_row(item: Item) -> FlatRow:
    """Return the one row of an item that is not a rating."""
    match item:
        case Figure():
            return {"kind": "figure", "text": labels.value(item), **_number_columns(item)}
        case Level():
            return {"kind": "level", "text": labels.value(item), **_number_columns(item)}
        case Missing():
            return {"kind": "missing", **_missing_columns(item)}
        case Setting(share=share):
            numbers = _missing_columns(share) if isinstance(share, Missing) else _number_columns(share)
            return {"kind": "setting", "text": item.label, "detail": item.kind.value, **numbers}
        case Credential():
            detail = joined((item.kind.value, item.requirement.value, item.issuer))
            return {"kind": "credential", "text": item.text, "detail": detail}
        case Program():
            months = [f"{name} {n} months" for name, n in (("from", item.min_months), ("to", item.max_months)) if n]
            return {"kind": "program", "text": item.text, "detail": joined((item.award, *months))}
        case Duty():
            known = filter(None, (item.area, item.activity, item.task_type))
            return {"kind": "duty", "text": item.text, "detail": joined(known)}
        case Condition():
            return {"kind": "condition", "text": item.text, "detail": item.condition.value}
        case Rating():
            raise AssertionError(item)
        case _:
            return {"kind": type(item).__name__.lower(), "text": item.text}


def _number_columns(value: Figure | Level) -> FlatRow:
    return {
        "measure": value.measure,
        "value": value.value,
        "unit": value.unit if isinstance(value, Figure) else None,
        "period": value.period,
        "area": value.area,
        "code": value.code,
    }


def _missing_columns(value: Missing) -> FlatRow:
    columns: FlatRow = {"measure": value.measure, "missing": value.missing.value, "reason": value.reason}
    columns |= {"period": value.period, "area": value.area, "code": value.code}
    if value.bound is not None:
        columns["detail"] = f"above {value.bound}"
    return columns


def _precision(estimate: Estimate) -> str:
    """Return the sample size, the standard error and the flags of an estimate."""
    parts = (
        f"n {estimate.n}" if estimate.n is not None else "",
        f"SE {estimate.standard_error}" if estimate.standard_error is not None else "",
        "recommend suppress" if estimate.suppress else "",
        estimate.by or "",
    )
    return joined(filter(None, parts))
