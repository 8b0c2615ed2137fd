"""Comparison -> CSV: one line for each thing in each cell, raw and whole, with its citations, safe in a spreadsheet."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

from rolecompare.comparison import labels
from rolecompare.comparison.types import Cell, Comparison, ComparisonWarning, Item, Row, item_citations
from rolecompare.models.figures import Estimate, Figure, Level, Missing
from rolecompare.models.roles import Condition, Credential, Duty, Program, Rating, Setting
from rolecompare.models.sources import Citation, Source, Statement
from rolecompare.output.sanitize import sanitize

if TYPE_CHECKING:
    from rolecompare.answers import ClaimsAnswer
    from rolecompare.fit.scoring import Candidate, Fit
    from rolecompare.gap.types import Gap, Move
    from rolecompare.related import RelatedAnswer, RelatedRole

COLUMNS = (
    *("section", "label", "relation", "role", "role_title", "layer", "member", "kind", "text"),
    *("measure", "value", "unit", "period", "area", "code", "missing", "reason", "detail"),
    *("sources", "places", "urls", "claims", "evidence", "score"),
)
CLAIM_COLUMNS = (
    *("claim", "section", "roles", "verdict", "contradicts", "layer", "kind", "text"),
    *("measure", "value", "unit", "period", "area", "code", "missing", "reason", "detail"),
    *("sources", "places", "urls"),
)
FIGURES = ("pay", "change", "job_zone")
OF_A_FIGURE = ("", "_period", "_code", "_missing", "_reason", "_source", "_place")
RELATED_COLUMNS = (
    *("to", "role", "code", "title", "tier", "tier_place", "tier_source", "tier_row", "our_place", "score"),
    *("work", "titles", "knowledge", "interests", "kinds_shared", "kinds_in_all", "kinds"),
    *(f"{name}{part}" for name in FIGURES for part in OF_A_FIGURE),
    "unknown",
)
GAP_COLUMNS = ("start", "goal", "part", "rule", *COLUMNS)
FIT_COLUMNS = (
    *("layer", "place", "role", "role_title", "member_of", "question", "answer", "weight", "points", "low", "high"),
    *("known", "missing", "text", "fields", "sources", "places", "urls"),
)
# What a spreadsheet takes for the beginning of a formula.
FORMULA = ("=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠")
JOINT = " | "
Values = dict[str, str | int | float]


def record(comparison: Comparison) -> str:
    titles = {party.id: party.title for role in comparison.roles for party in (role, *role.members)}
    return _written(COLUMNS, _lines(comparison, titles))


def record_claims(answer: ClaimsAnswer) -> str:
    """A line for each claim, one for what is noted of it, and one for each piece of its evidence."""
    return _written(CLAIM_COLUMNS, _claim_lines(answer))


def _claim_lines(answer: ClaimsAnswer) -> Iterator[Values]:
    for claim in answer.claims:
        start: Values = {
            "claim": claim.number,
            "section": claim.section,
            "roles": JOINT.join(claim.roles),
            "verdict": claim.verdict.value if claim.verdict else "",
            "contradicts": JOINT.join(map(str, claim.contradicts)),
        }
        yield {**start, "layer": "claim", "text": claim.text, **_cited(claim.citations, answer.sources)}
        if claim.note:
            yield {**start, "layer": "note", "text": claim.note}
        for item in claim.evidence:
            yield {**start, "layer": "evidence", **_item(item), **_cited(item_citations(item), answer.sources)}


def record_related(answer: RelatedAnswer) -> str:
    """A line for each related role."""
    return _written(RELATED_COLUMNS, (_relative(answer.role, relative) for relative in answer.related))


def _relative(asked: RelatedRole, relative: RelatedRole) -> Values:
    found: Values = {"to": asked.id or "", "role": relative.id or "", "code": relative.code or ""}
    found |= {"title": relative.title or "", "unknown": relative.unknown or ""}
    if (official := relative.official) is not None:
        found |= {"tier": official.tier, "tier_place": official.place}
        found |= {"tier_source": JOINT.join(c.source for c in official.citations)}
        found |= {"tier_row": JOINT.join(c.place for c in official.citations)}
    if (ours := relative.ours) is not None:
        found |= {"our_place": ours.place, "score": ours.score, "work": ours.work, "titles": ours.titles}
        found |= {"knowledge": ours.knowledge, "interests": ours.interests}
    if relative.id is None:
        return found
    kinds = JOINT.join(kind.label for kind in relative.kinds)
    found |= {"kinds_shared": len(relative.kinds), "kinds_in_all": relative.kinds_in_all, "kinds": kinds}
    for name in FIGURES:
        for part, value in _leading(getattr(relative, name)).items():
            found[f"{name}{part}"] = value
    return found


def _leading(values: Sequence[Figure | Level | Missing]) -> Values:
    """A figure's columns; where sources gainsay each other, what each says."""
    told: dict[str, list[str | int | float]] = {part: [] for part in OF_A_FIGURE}
    for value in values:
        if isinstance(value, Missing):
            told["_missing"].append(value.missing.value)
            told["_reason"].append(value.reason)
        else:
            told[""].append(value.value)
        for part in ("period", "code"):
            told[f"_{part}"].append(getattr(value, part) or "")
        told["_source"].append(JOINT.join(citation.source for citation in value.citations))
        told["_place"].append(JOINT.join(citation.place for citation in value.citations))
    return {part: each[0] if len(each) == 1 else JOINT.join(map(str, each)) for part, each in told.items()}


def record_gap(answer: Gap) -> str:
    """A line for each thing in each cell of each part of a move, and one for each sentence and each warning."""
    return _written(GAP_COLUMNS, _gap_lines(answer))


def _gap_lines(answer: Gap) -> Iterator[Values]:
    titles = {party.id: party.title for party in answer.roles}
    for move in answer.moves:
        for line in _move_lines(move, titles, answer.sources):
            yield {"start": move.start, "goal": move.goal, **line}
    yield from ({"part": "warning", **line} for line in _warned(answer.warnings, answer.sources))


def _move_lines(move: Move, titles: Mapping[str, str], sources: Mapping[str, Source]) -> Iterator[Values]:
    for sentence in move.summary:
        yield {"part": "summary", "label": sentence.topic, "text": sentence.text}
    ruled = (("blocker", move.blockers), ("unasked", move.unasked), ("clear", move.clear))
    for part, rulings in ruled:
        for ruling in rulings:
            start: Values = {"part": part, "rule": ruling.name}
            yield {**start, "layer": "ruling", "text": ruling.text, "detail": ruling.rule}
            yield from ({**start, **line} for line in _rows([ruling.row] if ruling.row else [], titles, sources))
    parts = (
        *(("carries over", move.carries_over), ("new", move.new), ("stops", move.stops), ("training", move.training)),
        *(("credentials", move.credentials), ("credentials kept", move.credentials_kept)),
        *(("ratings", move.ratings), ("outlook", move.outlook)),
    )
    for part, rows in parts:
        yield from ({"part": part, **line} for line in _rows(rows, titles, sources))
    for said, count in move.higher.items():
        yield {"part": "higher", "label": said, "value": count}
    for name, months in (("min_months", move.min_months), ("max_months", move.max_months)):
        if months is not None:
            yield {"part": "months", "label": name, "value": months, "unit": "months"}


def record_fit(found: Fit) -> str:
    """A line for each role's score, one for each of its points, one for each change, and what is said beside them."""
    return _written(FIT_COLUMNS, _fit_lines(found))


def _fit_lines(found: Fit) -> Iterator[Values]:
    for role in found.roles:
        yield from _scored(role, found, {})
        for member in role.members:
            yield from _scored(member, found, {"member_of": role.role})
    for change in found.changes:
        lead = {} if change.lead is None else {"points": change.lead}
        said: Values = {"question": change.question, "answer": change.then, "text": f"instead of {change.now}"}
        yield {"layer": "change", "role": JOINT.join(change.first), **said, **lead}
    for advice in found.article:
        cited = _cited(advice.citations, found.sources)
        yield {"layer": "article", "role": JOINT.join(advice.roles), "text": advice.text, **cited}
    for warning in found.warnings:
        cited = _cited(warning.citations, found.sources)
        yield {"layer": "warning", "role": JOINT.join(warning.roles), "text": warning.text, **cited}


def _scored(one: Candidate, found: Fit, start: Values) -> Iterator[Values]:
    start = {**start, "role": one.role, "role_title": one.title}
    score = {"place": one.place, "points": one.score, "low": one.low, "high": one.high, "known": one.known}
    yield {"layer": "score", **start, **_there(score)}
    for point, asked in zip(one.points, found.asked, strict=True):
        yield {
            "layer": "point",
            **start,
            "question": point.question,
            "answer": asked.answer,
            "weight": asked.weight,
            **_there({"points": point.points, "low": point.low, "high": point.high}),
            "missing": point.missing.value if point.missing else "",
            "text": point.reason,
            "fields": JOINT.join(point.fields),
            **_cited(point.citations, found.sources),
        }


def _there(values: Mapping[str, int | float | None]) -> Values:
    """The numbers that are known."""
    return {name: value for name, value in values.items() if value is not None}


def record_listing(columns: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    names = [name.lower().replace(" ", "_") for name in columns]
    return _written(names, (dict(zip(names, row, strict=True)) for row in rows))


def _written(columns: Sequence[str], lines: Iterable[Mapping[str, str | int | float]]) -> str:
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(columns)
    for line in lines:
        writer.writerow([_safe(line.get(column, "")) for column in columns])
    return text.getvalue()


def _safe(value: str | int | float) -> str | int | float:
    """A number as it is; a text so that no spreadsheet takes it for a formula."""
    if not isinstance(value, str):
        return value
    text = sanitize(value)
    return f"'{text}" if text.lstrip().startswith(FORMULA) else text


def _lines(comparison: Comparison, titles: Mapping[str, str]) -> Iterator[Values]:
    for section in comparison.sections:
        yield from ({"section": section.name, **line} for line in _rows(section.rows, titles, comparison.sources))
    yield from _warned(comparison.warnings, comparison.sources)


def _rows(rows: Iterable[Row], titles: Mapping[str, str], sources: Mapping[str, Source]) -> Iterator[Values]:
    for row in rows:
        for cell in row.cells:
            start: Values = {
                "label": row.label,
                "relation": row.relation,
                "role": cell.role,
                "role_title": titles[cell.role],
                **_ground(row),
            }
            for line in _cell(cell, row, sources):
                yield {**start, **line}


def _ground(row: Row) -> Values:
    """What a row's cells stand side by side for; the score of wording."""
    if row.evidence is None:
        return {}
    score = row.evidence.score
    return {"evidence": row.evidence.by, **({"score": score} if score is not None else {})}


def _warned(warnings: Iterable[ComparisonWarning], sources: Mapping[str, Source]) -> Iterator[Values]:
    for caveat in warnings:
        yield {
            "section": caveat.section,
            "role": JOINT.join(caveat.roles),
            "layer": "warning",
            "kind": caveat.kind,
            "text": caveat.text,
            **_cited(caveat.citations, sources),
            **({"claims": caveat.claim} if caveat.claim is not None else {}),
        }


def _cell(cell: Cell, row: Row, sources: Mapping[str, Source]) -> Iterator[Values]:
    for layer, items in (("own", cell.items), ("earlier", cell.history)):
        for item in items:
            for line in _each(item):
                yield {"layer": layer, **line, **_cited(item_citations(item), sources), **_claims(item)}
    for member in cell.members:
        for item in member.items:
            for line in _each(item):
                yield {"layer": "member", "member": member.role, **line, **_cited(item_citations(item), sources)}
    if not cell.items and not cell.members:
        yield {"layer": "none"}
    if cell.range is not None:
        for layer, end in (("range low", cell.range.low), ("range high", cell.range.high)):
            yield {"layer": layer, **_item(end), **_cited(end.citations, sources)}
    for value in row.derived:
        if value.roles[1] == cell.role:
            yield {
                "layer": "derived",
                "kind": value.kind,
                "value": value.value,
                "unit": value.unit or "",
                "detail": f"against {value.roles[0]}",
            }


def _each(item: Item) -> Iterator[Values]:
    """The lines of an item: of a rating one for each scale that it is on."""
    if isinstance(item, Rating):
        for scale, estimate in item.scales.items():
            yield {
                "kind": "rating",
                "text": item.name,
                "measure": f"{item.kind.value}.{item.element}.{scale}",
                "value": estimate.value,
                "period": estimate.period,
                "detail": _precision(estimate),
            }
    else:
        yield _item(item)


def _item(item: Item) -> Values:
    match item:
        case Figure():
            return {"kind": "figure", "text": labels.value(item), **_number(item)}
        case Level():
            return {"kind": "level", "text": labels.value(item), **_number(item)}
        case Missing():
            return {"kind": "missing", **_absence(item)}
        case Setting(share=Figure() as share):
            return {"kind": "setting", "text": item.label, "detail": item.kind.value, **_number(share)}
        case Setting(share=Missing() as share):
            return {"kind": "setting", "text": item.label, "detail": item.kind.value, **_absence(share)}
        case Credential():
            detail = JOINT.join((item.kind.value, item.requirement.value, item.issuer))
            return {"kind": "credential", "text": item.text, "detail": detail}
        case Program():
            months = [f"{name} {n} months" for name, n in (("from", item.min_months), ("to", item.max_months)) if n]
            return {"kind": "program", "text": item.text, "detail": JOINT.join((item.award, *months))}
        case Duty():
            known = filter(None, (item.area, item.activity, item.task_type))
            return {"kind": "duty", "text": item.text, "detail": JOINT.join(known)}
        case Condition():
            return {"kind": "condition", "text": item.text, "detail": item.condition.value}
        case Statement():
            return {"kind": "statement", "text": item.text}
    raise AssertionError(item)


def _number(value: Figure | Level) -> Values:
    unit = value.unit if isinstance(value, Figure) else ""
    return {
        "measure": value.measure,
        "value": value.value,
        "unit": unit,
        "period": value.period,
        "area": value.area,
        "code": value.code,
    }


def _absence(value: Missing) -> Values:
    found: Values = {"measure": value.measure, "missing": value.missing.value, "reason": value.reason}
    told = {"period": value.period, "area": value.area, "code": value.code}
    found.update({name: content for name, content in told.items() if content is not None})
    if value.bound is not None:
        found["detail"] = f"above {value.bound}"
    return found


def _precision(estimate: Estimate) -> str:
    told = (
        f"n {estimate.n}" if estimate.n is not None else "",
        f"SE {estimate.standard_error}" if estimate.standard_error is not None else "",
        "recommend suppress" if estimate.suppress else "",
        estimate.by or "",
    )
    return JOINT.join(filter(None, told))


def _claims(item: Item) -> Values:
    """The numbers of the article's claims that a statement repeats."""
    said = (item.claims or ()) if isinstance(item, (Statement, Setting)) else ()
    return {"claims": JOINT.join(map(str, said))} if said else {}


def _cited(citations: Sequence[Citation], sources: Mapping[str, Source]) -> Values:
    return {
        "sources": JOINT.join(citation.source for citation in citations),
        "places": JOINT.join(citation.place for citation in citations),
        "urls": JOINT.join(sources[citation.source].url or "" for citation in citations),
    }
