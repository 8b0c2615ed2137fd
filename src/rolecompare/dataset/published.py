"""Find what the store has of an occupation's pay, jobs and training: in each publication, the row that counts it."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from functools import cached_property
from typing import TYPE_CHECKING, Any, NamedTuple

from rolecompare.codes import (
    ALL_OCCUPATIONS,
    BROAD_LENGTH,
    SOC_LENGTH,
    Classification,
    combined_row,
    counted_under,
    former_codes,
    later_codes,
    same_occupation,
)
from rolecompare.errors import CorruptStoreError
from rolecompare.models.kinds import MissingReason, SourceKind

if TYPE_CHECKING:
    from rolecompare.store.reader import Store

JsonObject = dict[str, Any]


class PublishedRow(NamedTuple):
    """The row of a publication that counts an occupation; without a code, the reason why no row can."""

    source: str
    code: str | None
    reason: str = ""


class Publications:
    """The wages and projections in a store, each with the classification of its codes."""

    def __init__(self, store: Store) -> None:
        self._store = store

    @cached_property
    def _sources(self) -> Mapping[str, JsonObject]:
        """The sources of figures by their ids, the newest of each kind first."""
        try:
            found = {
                each["id"]: each for each in self._store.sources() if each["kind"] == SourceKind.OFFICIAL_STATISTICS
            }
        except (KeyError, TypeError) as error:
            raise CorruptStoreError(self._store.path, f"Source: {error!r}") from None
        return {name: found[name] for name in sorted(found, reverse=True)}

    @cached_property
    def own_classification(self) -> Classification:
        """The classification of the occupations in the store, which is that of their O*NET release."""
        source = self._store.source(self._store.imports().get("onet", {}).get("source", "")) or {}
        return Classification(source.get("classification", Classification.SOC_2018))

    def rows(self, code: str, own: Classification, published: Mapping[str, Collection[str]]) -> Iterator[PublishedRow]:
        """Yield the row of each publication that counts an occupation, or why none can, the newest publication first.

        `published` are the codes of rows near the occupation, by the source. A publication that leaves the occupation
        out yields nothing.
        """
        code = code[:SOC_LENGTH]
        for name, source in self._sources.items():
            used = Classification(source.get("classification", Classification.SOC_2018))
            there = code if code == ALL_OCCUPATIONS else same_occupation(code, own, used)
            if there is None:
                yield PublishedRow(name, None, _no_match(code, own, used, source["edition"]))
            elif row := _row_of(there, used, published.get(name, ())):
                yield PublishedRow(name, row)

    def near(self, code: str, own: Classification) -> dict[str, set[str]]:
        """Return the codes of rows that may count an occupation, by the source: those near it, whatever they count."""
        prefixes = set()
        for used in Classification:
            known_as = same_occupation(code[:SOC_LENGTH], own, used)
            if known_as is not None:
                prefixes |= {known_as[:BROAD_LENGTH], combined_row(known_as, used) or known_as}
        return _by_source(row for prefix in sorted(prefixes) for row in self._store.published_codes(prefix))

    def all_codes(self) -> dict[str, set[str]]:
        """Return the codes of all rows, by the source."""
        return _by_source(self._store.published_codes())

    def absent(self, row: PublishedRow, measures: Collection[str]) -> list[JsonObject]:
        """Return a missing value for each measure of a publication that cannot count an occupation."""
        every = self._store.figures(ALL_OCCUPATIONS, row.source)
        kept = ("measure", "period", "area", "classification")
        return [
            {
                **{key: figure[key] for key in kept if key in figure},
                "missing": MissingReason.NO_SUCH_OCCUPATION.value,
                "reason": row.reason,
            }
            for figure in every
            if not measures or figure["measure"] in measures
        ]


def _row_of(code: str, used: Classification, published: Collection[str]) -> str | None:
    if code.endswith("0"):  # a group stands for itself alone
        return code if code in published else None
    return counted_under(code, published, used)


def _no_match(code: str, own: Classification, used: Classification, edition: str) -> str:
    """Return why a publication has no figure of an occupation whose code is from another classification."""
    codes = former_codes(code) if own is Classification.SOC_2018 else later_codes(code)
    corresponding = f" (it corresponds to {' and '.join(codes)})" if codes else ""
    return (
        f"the edition {edition} counts by {used.value}, in which no code matches {code} of {own.value} one to one"
        f"{corresponding}"
    )


def _by_source(rows: Iterable[tuple[str, str]]) -> dict[str, set[str]]:
    found: dict[str, set[str]] = {}
    for code, source in rows:
        found.setdefault(source, set()).add(code)
    return found
