"""Rows of short texts under column names: what `list`, `why`, `sources`, `data check` and `data where` have to show."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, NamedTuple

from rolecompare.comparison import labels
from rolecompare.models.figures import Figure, Level, Missing
from rolecompare.models.roles import Credential, Rating, RoleHeading, Setting
from rolecompare.models.sources import Source, Statement
from rolecompare.output.sanitize import sanitize

if TYPE_CHECKING:
    from rolecompare.answers import FindAnswer, FoundFault, ImportAnswer, LocationsAnswer
    from rolecompare.comparison.provenance import Origin, Trace, Traced
    from rolecompare.comparison.types import Item


class Listing(NamedTuple):
    """`whole` columns, from the left, are never broken; below `narrowest` columns of width the rows are stacked.

    What a row has nothing to say of is empty, and is left out where rows are stacked.
    """

    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    whole: int = 1
    narrowest: int = 72
    notes: tuple[str, ...] = ()
    title: str = ""


READABLE = 45  # columns in which a sentence reads well


def roles(headings: Iterable[RoleHeading]) -> Listing:
    rows = tuple(
        (
            heading.id,
            heading.codes.own or (f"{len(heading.members)} roles" if heading.members else "—"),
            sanitize(heading.title),
            sanitize(heading.summary.text),
        )
        for heading in headings
    )
    notes = () if rows else ("No role fits.",)
    columns = ("Role", "Code", "Title", "Summary")
    # Some ids are half a page wide, and sentences in what is left beside them would be towers.
    widths = [max(map(len, column)) for column in zip(columns, *rows, strict=True)]
    narrowest = sum(widths[:2]) + sum(min(width, READABLE) for width in widths[2:]) + 2 * (len(columns) - 1)
    return Listing(columns, rows, whole=2, narrowest=narrowest, notes=notes)


def sources(found: Iterable[Source]) -> Listing:
    rows = tuple(tuple(map(sanitize, (s.id, s.publisher, s.title, s.edition, s.license, s.url or "—"))) for s in found)
    return Listing(("Source", "Publisher", "Title", "Edition", "License", "Address"), rows, narrowest=150)


def faults(path: str, found: Sequence[FoundFault], remarks: Sequence[FoundFault] = ()) -> Listing:
    rows = tuple((sanitize(f.place), sanitize(f.what), sanitize(f.remedy)) for f in (*found, *remarks))
    verdict = "no fault" if not found else labels.counted(len(found), "fault")
    if remarks:
        verdict += f", {labels.counted(len(remarks), 'remark')} on the wording"
    return Listing(("Place", "What is wrong", "What would be right"), rows, 0, 80, (sanitize(f"{path}: {verdict}"),))


# What a line of `why` is: a value by its layer, or what is said beside the values.
WHOSE = {"own": "leads", "earlier": "earlier", "member": "member role"}
RANGE, BEWARE = "worked out", "beware"
ORIGINS = (
    *("Value", "Period", "For code", "Whose", "File", "Sheet", "Row", "Column", "Place", "Formula"),
    *("Source", "Edition", "License", "Address"),
)


def origins(found: Trace) -> Listing:
    """A row for each place that each value of a field comes from, and for what is worked out and said beside them."""
    rows = []
    for value in found.values:
        rows += [_origin(value, origin, found) for origin in value.origins]
        if not value.origins:
            rows.append(_beside(_told(value.item)[0], value.role))
    if found.range is not None:
        ends = " to ".join(dict.fromkeys(labels.value(end) for end in (found.range.low, found.range.high)))
        over = f"{ends} over {labels.counted(len(found.range.roles), 'member role')}"
        rows.append(_beside(over, RANGE, found.range_formula or ""))
    rows += [_beside(warning.text, BEWARE) for warning in found.warnings]
    title = sanitize(f"{found.title}: {found.label} ({found.field})")
    return Listing(ORIGINS, tuple(tuple(map(sanitize, row)) for row in rows), 0, 240, (), title)


def _beside(text: str, whose: str, formula: str = "") -> tuple[str, ...]:
    return (text, "", "", whose, "", "", "", "", "", formula, "", "", "", "")


def _origin(value: Traced, origin: Origin, trace: Trace) -> tuple[str, ...]:
    text, period, code = _told(value.item)
    source = trace.sources[origin.source]
    whose = WHOSE[value.layer] if value.role == trace.role else f"{WHOSE[value.layer]} {value.role}"
    apart = (origin.file or "", origin.sheet or "", origin.row or "", origin.column or "")
    place = "" if origin.row else origin.place
    name = f"{source.publisher}, {source.title}"
    return (
        text,
        period,
        code,
        whose,
        *apart,
        place,
        origin.formula,
        name,
        source.edition,
        source.license,
        source.url or "",
    )


def _told(item: Item) -> tuple[str, str, str]:
    """What a value says, its period and the code it was published for, as far as it has them."""
    match item:
        case Figure() | Level():
            return labels.value(item), labels.period(item.period), f"{item.code}, {item.area}"
        case Missing():
            period = labels.period(item.period) if item.period else ""
            part = f"{labels.PARTS[item.measure]}: " if item.measure in labels.PARTS else ""
            return f"— {part}{item.missing.value.replace('-', ' ')}: {item.reason}", period, item.code or ""
        case Setting(share=share):
            text, period, code = _told(share)
            return f"{item.label}: {text}", period, code
        case Rating():
            told = "; ".join(f"{scale} {estimate.value:.2f}" for scale, estimate in item.scales.items())
            return f"{item.name}: {told}", labels.period(next(iter(item.scales.values())).period) if told else "", ""
        case Credential():
            return f"{item.requirement.value.replace('-', ' ')}: {item.text}", "", ""
        case Statement():
            return item.text, "", ""


def found(answer: FindAnswer) -> Listing:
    """The roles that words may mean, and what of each matched."""
    rows = tuple(
        (role.id, role.codes.own or "—", sanitize(role.title), sanitize(role.matched), role.why, f"{role.score:.2f}")
        for role in answer.candidates
    )
    notes = () if rows else ("Nothing comes near. Other words, or `rolecompare list --search TEXT`, may.",)
    return Listing(("Role", "Code", "Title", "Matched", "Why", "Score"), rows, whole=2, narrowest=130, notes=notes)


ATTRIBUTION = (
    "This store includes information from the O*NET Database by the U.S. Department of Labor, Employment and Training "
    "Administration (USDOL/ETA), used under the CC BY 4.0 license."
)


HOW_IT_CAME = {
    "fetched": "Fetched from {}",
    "resumed": "Fetched from {}, going on where it had broken off",
    "kept": "Not fetched again, for the download of an earlier time is undamaged, from {}",
    "replaced": "Fetched anew, for the download of an earlier time was damaged, from {}",
}


def imported(found: ImportAnswer) -> Listing:
    """What an import took, what was not there, and what was left out and why."""
    rows = [(name.capitalize(), f"{count:,}") for name, count in found.counts.items()]
    if found.missing:
        rows.append(("Not in the download", ", ".join(found.missing)))
    together: dict[str, list[str]] = {}
    for part in found.ignored:
        rows_of = f" ({part.rows:,} {'row' if part.rows == 1 else 'rows'})" if part.rows is not None else ""
        together.setdefault(part.why, []).append(part.what + rows_of)
    rows += [("Not wanted", f"{'; '.join(names)}: {why}") for why, names in together.items()]
    rows.append(("Rows left out", f"{found.skipped:,}"))
    rows += [(row.place, row.why) for row in found.first_skipped]
    notes = (
        f"{found.source} is in {found.store}.",
        *_brought(found),
        *((ATTRIBUTION,) if found.kind == "onet" else ()),
    )
    told = tuple((sanitize(name), sanitize(value)) for name, value in rows)
    return Listing(("What", "How much"), told, 0, 40, tuple(map(sanitize, notes)))


STATES = {
    "none": "there is none: `rolecompare import onet` makes one",
    "sound": "sound",
    "damaged": "damaged",
    "older": "not read",
    "newer": "not read",
}


def _brought(found: ImportAnswer) -> Iterator[str]:
    """What was downloaded, in sentences, for a column would break the address and the checksum."""
    if came := found.download:
        yield f"{HOW_IT_CAME[came.how].format(came.address)}; {came.bytes:,} bytes."
        yield f"Kept as {came.file}."
        yield f"SHA-256 {came.sha256}"


def whereabouts(found: LocationsAnswer) -> Listing:
    state = STATES[found.store_state]
    if found.store_wrong is not None:
        state += f": {found.store_wrong}. `rolecompare data remove` takes it away; then import again."
    rows = (
        ("In use", found.in_use),
        ("Chosen by", found.chosen_by),
        *((("Not read", found.wrong),) if found.wrong is not None else ()),
        ("Title", found.title or ""),
        ("Edition", found.edition or ""),
        ("License", found.license or ""),
        ("Bundled", found.bundled),
        ("Store", found.store),
        ("State", state),
        *(("Imported", f"{name} ({edition})") for name, edition in found.editions.items()),
    )
    told = tuple((name, sanitize(value)) for name, value in rows if value)
    return Listing(("What", "Which"), told, narrowest=40)
