"""Listings about data: the pages of `data check`, `data where` and `import`."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from rolecompare.answers.data import (
    CheckAnswer,
    Ignored,
    ImportAnswer,
    ImportsAnswer,
    LocationsAnswer,
    SkippedGroup,
)
from rolecompare.comparison import labels
from rolecompare.output.page import Column, Listing, View
from rolecompare.output.pages.editions import attribution
from rolecompare.output.sanitize import sanitize
from rolecompare.problems import describe_count

DOWNLOADS = {
    "fetched": "Downloaded from {}",
    "kept": "Used the file that was downloaded before from {}",
}
STORE_STATES = {
    "none": "not set up yet; run `rolecompare import --download`",
    "valid": "valid",
    "unreadable": "cannot be read",
    "damaged": "damaged",
    "older": "cannot be used",
    "newer": "cannot be used",
}


def problems_listing(answer: CheckAnswer, _view: View) -> Listing:
    """Return a row for each problem of a dataset."""
    rows = tuple((sanitize(each.path), sanitize(each.message), sanitize(each.suggestion)) for each in answer.problems)
    columns = (Column("Path"), Column("Problem"), Column("Suggestion"))
    return Listing(columns, rows, (sanitize(f"{answer.file}: {describe_count(answer.problems)}"),))


def import_listing(answer: ImportAnswer, _view: View) -> Listing:
    """Return what an import took, what was not in the download, and what was left out and why."""
    rows = [(name.capitalize(), f"{count:,}") for name, count in answer.counts.items()]
    if answer.missing:
        rows.append(("Not in the download", ", ".join(answer.missing)))
    rows += [("Ignored", text) for text in _ignored_texts(answer.ignored)]
    rows.append(("Rows skipped", f"{answer.skipped:,}"))
    rows += map(_skipped_row, answer.skipped_by_reason)
    grouped = sum(group.rows for group in answer.skipped_by_reason)
    if grouped < answer.skipped:
        rows.append((labels.count_of(answer.skipped - grouped, "row"), "for other reasons"))
    notes = [f"{answer.source} is now in {answer.store}.", *_download_notes(answer)]
    if answer.kind == "onet":
        notes.append(attribution(answer.title, answer.license))
    clean_rows = tuple((sanitize(name), sanitize(value)) for name, value in rows)
    return Listing((Column("What"), Column("How much")), clean_rows, tuple(map(sanitize, notes)))


def _ignored_texts(ignored: Iterable[Ignored]) -> Iterator[str]:
    """Yield what was ignored for each reason, the parts of one file together behind its name."""
    by_reason: dict[str, dict[str, list[str]]] = {}
    for part in ignored:
        file, comma, inside = part.what.partition(".xlsx, ")
        name, inside = (f"{file}.xlsx, ", inside) if comma else ("", part.what)
        count = f" ({labels.count_of(part.rows, 'row')})" if part.rows is not None else ""
        by_reason.setdefault(part.reason, {}).setdefault(name, []).append(inside + count)
    for reason, files in by_reason.items():
        yield f"{'; '.join(name + '; '.join(parts) for name, parts in files.items())}: {reason}"


def _skipped_row(group: SkippedGroup) -> tuple[str, str]:
    if group.rows == 1:
        return group.first.place, group.first.reason
    place = group.first.place.removeprefix(f"{group.what}, ")
    name = f"{group.what}, {labels.count_of(group.rows, 'row')}".removeprefix(", ")
    return name, f"{group.reason}; first {place}: {group.first.reason}"


def imports_listings(answer: ImportsAnswer, view: View) -> tuple[Listing, ...]:
    """Return the listing of each import, which names its source first."""
    listings = [(each.source, import_listing(each, view)) for each in answer.imports]
    return tuple(each._replace(rows=(("Source", sanitize(source)), *each.rows)) for source, each in listings)


def _download_notes(answer: ImportAnswer) -> Iterator[str]:
    """Return what was downloaded, in sentences, because a column would break the address and the checksum."""
    if download := answer.download:
        yield f"{DOWNLOADS[download.how].format(download.address)}; {download.bytes:,} bytes."
        yield f"Saved as {download.file}."
        yield f"SHA-256 {download.sha256}"


def locations_listing(answer: LocationsAnswer, _view: View) -> Listing:
    """Return where the dataset in use, the bundled one and the store are, and in what state."""
    state = STORE_STATES[answer.store_state]
    if answer.store_problem is not None:
        state += f": {answer.store_problem}"
        if answer.store_state != "unreadable":  # then it may be sound, and nobody should delete it
            state += ". Delete it with `rolecompare data remove`, then import again."
    rows = (
        ("In use", answer.in_use),
        ("Chosen by", answer.chosen_by),
        ("Problem", answer.problem),
        ("Title", answer.title),
        ("Edition", answer.edition),
        ("License", answer.license),
        ("Bundled", answer.bundled),
        ("Store", answer.store),
        ("State", state),
        *(("Imported", f"{name} ({edition})") for name, edition in answer.editions.items()),
    )
    columns = (Column("What", "fixed"), Column("Which"))
    return Listing(columns, tuple((name, sanitize(value)) for name, value in rows if value))
