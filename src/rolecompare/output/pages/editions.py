"""Name the sources of a page in one line: each series of publications with its newest edition."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping

from rolecompare.comparison import labels
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
YEAR = re.compile(r"(?:19|20)[0-9]{2}")
MAX_OTHERS = 2  # other sources that are named; more of them are counted


def sources_line(sources: Mapping[str, Source]) -> str:
    """Return the sources that an answer cites in one line: "Sources: BLS wages May 2025; O*NET 29.3 (CC BY 4.0)".

    Of each series only the newest edition is named. Sources that belong to no series are named by their publishers if
    there are few, and counted otherwise. The line is empty where nothing is cited.
    """
    editions: dict[str, Source] = {}
    others: list[Source] = []
    for source in sources.values():
        series = _series(source)
        if series is None:
            others.append(source)
        elif series not in editions or _edition(source) > _edition(editions[series]):
            editions[series] = source
    parts = [_series_text(name, editions[name]) for name in SERIES.values() if name in editions]
    parts += _other_texts(others, editions)
    return sanitize(f"Sources: {'; '.join(parts)}") if parts else ""


def source_name(source: Source) -> str:
    """Return the short name of a source with its edition; of one that belongs to no series, its publisher."""
    series = _series(source)
    return sanitize(_series_text(series, source) if series else source.publisher)


def _series(source: Source) -> str | None:
    return next((name for start, name in SERIES.items() if source.title.startswith(start)), None)


def _edition(source: Source) -> tuple[str, str]:
    """Return what sorts the editions of a series by age: the date of publication, else the first year in the name."""
    year = YEAR.search(source.edition)
    return (source.published or (year[0] if year else ""), source.edition)


def _series_text(name: str, source: Source) -> str:
    # The Database says more than its number in its edition, and a page needs the number alone.
    edition = source.edition.split(",")[0] if source.edition[0].isdigit() else source.edition
    return f"{name} {edition}" + (f" ({source.license})" if name in LICENSE_NAMED else "")


def _other_texts(others: list[Source], editions: Collection[str]) -> list[str]:
    publishers = list(dict.fromkeys(source.publisher for source in others))
    if len(publishers) <= MAX_OTHERS:
        return publishers
    return [f"{labels.count_of(len(others), 'other source' if editions else 'source')}"]
