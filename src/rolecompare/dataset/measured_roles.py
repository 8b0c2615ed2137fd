"""Read a few figures and levels of many roles at once, for a table of them, instead of one role after the other."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any, NamedTuple

from rolecompare.codes import Classification
from rolecompare.dataset import merge
from rolecompare.dataset.merge import Published
from rolecompare.measures import LEVEL_HISTORY_YEARS, LEVELS, period_months, years_apart
from rolecompare.models.figures import Level, Missing
from rolecompare.models.reference_data import MeasuredRole
from rolecompare.models.roles import Role

if TYPE_CHECKING:
    from rolecompare.dataset.published import Publications
    from rolecompare.store.reader import Store

Validate = Callable[[Mapping[str, Any]], Published]


class RoleName(NamedTuple):
    """The names and codes of a role, the ids of an umbrella's members, and the classification of the codes."""

    id: str
    title: str
    code: str | None
    onet_code: str | None
    members: tuple[str, ...] = ()
    classification: Classification = Classification.SOC_2018


def measure_role(name: RoleName, role: Role, measures: Collection[str]) -> MeasuredRole:
    """Return a role of a dataset with its figures and levels of some measures."""
    values = _by_measure((*role.training.levels, *role.outlook.figures), measures)
    return MeasuredRole(name.id, name.title, name.code, name.members, values, _outlook(role))


class StoredMeasures:
    """The figures and levels of some measures in a store, read in one pass for some roles."""

    def __init__(
        self,
        store: Store,
        publications: Publications,
        measures: Collection[str],
        roles: Sequence[RoleName],
        validate: Validate,
        *,
        are_all: bool,
        newest: bool = False,
    ) -> None:
        """Read them for these roles; `are_all` says that these are all roles, so that a choice would only take time.

        With `newest`, values that cannot lead because a newer one does are left out, which saves half of the time.
        """
        self._publications, self._measures, self._validate, self._newest = publications, measures, validate, newest
        published = publications.all_codes()
        self._rows = {
            role.id: [*publications.rows(role.code, role.classification, published)] if role.code is not None else []
            for role in roles
        }
        codes = {row.code for rows in self._rows.values() for row in rows if row.code is not None}
        self._figures: dict[tuple[str, str], list[dict[str, Any]]] = {}
        for code, source, figure in store.figures_of(measures, () if are_all else sorted(codes)) if codes else ():
            self._figures.setdefault((code, source), []).append(figure)
        self._levels = dict(store.training_levels())
        self._imports = store.imports()

    def measure(self, name: RoleName, bundled: Role | None) -> MeasuredRole:
        """Return a role with what the store has of it, after what the bundled role has."""
        levels: Iterable[Any] = self._validated(self._levels.get(name.onet_code or "", ()))
        published: Iterable[Any] = self._validated(
            value
            for row in self._rows[name.id]
            for value in (
                self._publications.absent(row, self._measures)
                if row.code is None
                else self._figures.get((row.code, row.source), ())
            )
        )
        # As in a role that is read whole, a level that a table lacks is not a value.
        published = [value for value in published if value.measure not in LEVELS or isinstance(value, Level)]
        missing: tuple[Missing, ...] = ()
        if bundled is not None:
            levels = merge.merge_levels(bundled.training.levels, levels)
            published = merge.merge_published((*levels, *bundled.outlook.figures), published)
            missing = _outlook(bundled)
        else:
            published = merge.merge_published(tuple(levels), published)
        is_counted = bool(self._rows[name.id]) or (bundled is not None and bundled.holds("outlook"))
        if name.code is not None and not (missing or is_counted):
            missing = (merge.missing_outlook(name.code, self._imports),)
        values = _by_measure(published, self._measures)
        return MeasuredRole(name.id, name.title, name.code, name.members, values, missing)

    def _validated(self, values: Iterable[Mapping[str, Any]]) -> list[Published]:
        wanted = [value for value in values if value["measure"] in self._measures]
        return [self._validate(value) for value in (_newest(wanted) if self._newest else wanted)]


def _newest(values: Sequence[Mapping[str, Any]]) -> list[Mapping[str, Any]]:
    """Return the values of the newest period of each measure; of levels, those that may contradict the newest, too.

    What is missing is left out where there is any value.
    """
    periods: dict[str, str] = {}
    for value in values:
        if "missing" not in value:
            measure, period = value["measure"], value["period"]
            periods[measure] = max(periods.get(measure, period), period, key=_newest_first)
    return [
        value
        for value in values
        if (newest := periods.get(value["measure"])) is None
        or ("missing" not in value and _may_lead(value["measure"], value["period"], newest))
    ]


def _newest_first(period: str) -> tuple[int, ...]:
    return tuple(reversed(period_months(period)))


def _may_lead(measure: str, period: str, newest: str) -> bool:
    return period == newest or (measure in LEVELS and years_apart(period, newest) < LEVEL_HISTORY_YEARS)


def _outlook(role: Role) -> tuple[Missing, ...]:
    return tuple(part for part in role.missing or () if part.measure == "outlook")


def _by_measure(values: Iterable[Published], measures: Collection[str]) -> dict[str, list[Published]]:
    found: dict[str, list[Published]] = {measure: [] for measure in measures}
    for value in values:
        if value.measure in found:
            found[value.measure].append(value)
    return found
