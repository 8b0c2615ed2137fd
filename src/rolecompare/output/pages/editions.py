"""Name the sources of a page in one line: each series of publications with its newest edition."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping

from rolecompare.comparison import labels
from rolecompare.models.reference_data import DatasetEdition
from rolecompare.models.sources import Source
from rolecompare.output.sanitize import sanitize

# The short names of series of publications, by how the titles of their editions begin. O*NET asks to name its license.
SERIES = {
    "Occupational Employment and Wage Statistics": "BLS wages",
    "Employment Projections": "BLS projections",
    "Occupational Outlook Handbook": "BLS Handbook",
    "O*NET": "O*NET",
}
LICENSE_NAMED = ("O*NET",)
# Their figures are in the store as published; what cites the Handbook is of a dataset.
IMPORTED_SERIES = ("BLS wages", "BLS projections")
NOT_STATED = "not stated"
MODIFIED = (
    "The authors of this dataset have modified all or some of this information. USDOL/ETA has not approved, endorsed, "
    "or tested these modifications."
)
YEAR = re.compile(r"(?:19|20)[0-9]{2}")
MAX_OTHERS = 2  # other sources that are named; more of them are counted


def sources_line(sources: Mapping[str, Source]) -> str:
    """Return the sources that an answer cites in one line: "Sources: BLS wages May 2025; O*NET 29.3 (CC BY 4.0)".

    Of each series only the newest edition is named. Sources that belong to no series are named by their publishers if
    there are few, and counted otherwise. The line is empty where nothing is cited.
    """
    editions: dict[str, Source] = {}
    modified = {_series(source) for source in sources.values() if source.wording == "modified"}
    others: list[Source] = []
    for source in sources.values():
        series = _series(source)
        if series is None:
            others.append(source)
        elif series not in editions or _edition(source) > _edition(editions[series]):
            editions[series] = source
    parts = [
        _series_text(name, editions[name], is_modified=name in modified) for name in SERIES.values() if name in editions
    ]
    parts += _other_texts(others, editions)
    return sanitize(f"Sources: {'; '.join(parts)}") if parts else ""


def data_notes(dataset: DatasetEdition, sources: Mapping[str, Source]) -> tuple[str, ...]:
    """Return what a page says of its data: the dataset, unless everything was imported, and what O*NET asks to say."""
    databases = [source for source in sources.values() if _series(source) == "O*NET" and source.wording is not None]
    others = [source for source in sources.values() if source.wording != "verbatim"]
    is_imported = bool(databases) and all(_series(source) in IMPORTED_SERIES for source in others)
    notes = [] if is_imported else [f"Data: {dataset.title}, edition {dataset.edition}. License: {dataset.license}."]
    # Of a release that is quoted in one place and modified in another, the page says that it was modified.
    by_title = {_database(source): source for source in sorted(databases, key=lambda each: each.wording == "modified")}
    for title, source in by_title.items():
        said = attribution(title, source.license)
        notes.append(f"{said} {MODIFIED}" if source.wording == "modified" else said)
    return tuple(map(sanitize, notes))


def attribution(title: str, license_name: str) -> str:
    """Return the words in which O*NET asks to be named, given a release and its license, which may be not stated."""
    is_stated = not license_name.startswith(NOT_STATED)
    licensed = f"Used under the {license_name} license." if is_stated else "The download states no license."
    return (
        f"Includes information from the {title} by the U.S. Department of Labor, Employment and Training "
        f"Administration (USDOL/ETA). {licensed} O*NET® is a trademark of USDOL/ETA."
    )


def _database(source: Source) -> str:
    return source.title.partition(" (")[0]


def source_name(source: Source) -> str:
    """Return the short name of a source with its edition; of one that belongs to no series, its publisher."""
    series = _series(source)
    is_modified = source.wording == "modified"
    return sanitize(_series_text(series, source, is_modified=is_modified) if series else source.publisher)


def _series(source: Source) -> str | None:
    return next((name for start, name in SERIES.items() if source.title.startswith(start)), None)


def _edition(source: Source) -> tuple[str, str]:
    """Return what sorts the editions of a series by age: the date of publication, else the first year in the name."""
    year = YEAR.search(source.edition)
    return (source.published or (year[0] if year else ""), source.edition)


def _series_text(name: str, source: Source, *, is_modified: bool) -> str:
    # The Database says more than its number in its edition, and a page needs the number alone.
    edition = source.edition.split(",")[0] if source.edition[0].isdigit() else source.edition
    if name not in LICENSE_NAMED:
        return f"{name} {edition}"
    licensed = f"license {source.license}" if source.license.startswith(NOT_STATED) else source.license
    return f"{name} {edition} ({licensed}{', modified' if is_modified else ''})"


def _other_texts(others: list[Source], editions: Collection[str]) -> list[str]:
    publishers = list(dict.fromkeys(source.publisher for source in others))
    if len(publishers) <= MAX_OTHERS:
        return publishers
    return [f"{labels.count_of(len(others), 'other source' if editions else 'source')}"]
