"""Read the roles of the local store under the ids of the library, each merged with the bundled role of its code."""

from __future__ import annotations

import functools
import re
import struct
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, TypeVar

from rolecompare.codes import ALL_OCCUPATIONS, Classification, activity_id
from rolecompare.dataset import merge
from rolecompare.dataset.loader import LoadedDataset
from rolecompare.dataset.measured_roles import RoleName, StoredMeasures
from rolecompare.dataset.published import Publications
from rolecompare.errors import CorruptStoreError
from rolecompare.measures import period_months
from rolecompare.models.base import Model, ValidationError
from rolecompare.models.figures import Figure, Level, Missing
from rolecompare.models.kinds import RatingKind
from rolecompare.models.reference_data import JobFacts, MeasuredRole
from rolecompare.models.roles import Activity, JobZone, Role, RoleHeading
from rolecompare.models.sources import Source
from rolecompare.search.text import normalize_name
from rolecompare.similarity import FIGURES, RoleOutline, SimilarRole, SimilarRoles
from rolecompare.store.reader import DATABASE_ERRORS, Store
from rolecompare.store.schema import id_with_code

if TYPE_CHECKING:
    from rolecompare.search.find import Candidate

M = TypeVar("M", bound=Model)
# What reading something raises that no import wrote.
READ_ERRORS = (*DATABASE_ERRORS, ArithmeticError, AttributeError, LookupError, TypeError, ValueError, struct.error)
CODE_SUFFIX = re.compile(r"-[0-9]{2}-[0-9]{4}-[0-9]{2}$")


class LayeredRecords(Mapping[str, M]):
    """Records by their ids: those of the bundled dataset, then those of the store, each read when it is asked for."""

    def __init__(
        self, bundled: Mapping[str, M], read: Callable[[str], M | None], stored_ids: Callable[[], Iterable[str]]
    ) -> None:
        self._bundled, self._read, self._stored_ids = bundled, functools.cache(read), stored_ids

    def __getitem__(self, name: str) -> M:
        if name in self._bundled:
            return self._bundled[name]
        record = self._read(name)
        if record is None:
            raise KeyError(name)
        return record

    def __iter__(self) -> Iterator[str]:
        return iter(dict.fromkeys([*self._bundled, *self._stored_ids()]))

    def __len__(self) -> int:
        return len(list(iter(self)))


class StoredRoles:
    """The roles of a store, each under one id.

    A role whose O*NET code a bundled role has goes by the id of the bundled role and is merged with it. A role whose id
    a bundled role of another code has goes by its id with its code. All methods raise CorruptStoreError if the store
    holds what no import wrote.
    """

    def __init__(self, library: LoadedDataset, store: Store) -> None:
        self.library, self.store = library, store
        self.publications = Publications(store)
        self._bundled = {heading.id: heading for heading in library.headings}
        self._bundled_by_code = {h.codes.onet_soc: h for h in library.headings if h.codes.onet_soc is not None}

    @property
    def has_search_index(self) -> bool:
        """Whether there is an index of titles, which an import of O*NET makes."""
        return self.store.has_search_index

    def named(self, name: str) -> tuple[list[RoleHeading], list[RoleHeading]]:
        """Return the roles whose id, code or title is a name, and the roles that it is another title of."""
        own: list[RoleHeading] = []
        others: list[RoleHeading] = []
        wanted = normalize_name(name).replace(" ", "-")
        stored_id = self._stored_id(wanted)
        found = self.store.find_by_name(stored_id) if stored_id != wanted else []
        with_code = [role for role in found if self._id(role.id, role.code) == wanted]
        for role in (*with_code, *self.store.find_by_name(name)):
            (others if role.kind == "other" else own).append(self._heading(role.id, role.code))
        return own, others

    def candidates(self, text: str, limit: int) -> list[tuple[RoleHeading, Candidate]]:
        """Return the roles that the words may mean, best first."""
        from rolecompare.search.find import find

        with self._refuse_errors("its index of titles"):
            hits = find(self.store.connection, text, limit)
        return [
            (self._heading(name, hit.role), hit) for hit in hits if (name := self.store.id_of(hit.role)) is not None
        ]

    def name_score(self, text: str) -> float:
        """Return the score of the roles that the words name best, 0 where they name none."""
        from rolecompare.search.find import name_score

        with self._refuse_errors("its index of titles"):
            return name_score(self.store.connection, text)

    def with_code_prefix(self, prefix: str, limit: int) -> list[RoleHeading]:
        """Return the first roles whose codes begin so, as many as the limit and one more at the most."""
        return [self._heading(name, code) for name, code, _ in self.store.find_by_prefix("code", prefix, limit + 1)]

    def headings(self) -> Iterator[RoleHeading]:
        """Yield every role of both layers, the bundled ones first, with the other titles of both."""
        for heading in self.library.headings:
            code = heading.codes.onet_soc
            raw = self.store.heading(code) if code is not None else None
            if raw is None:
                yield heading
            else:
                stored = self._validate(RoleHeading, {**raw, "id": heading.id})
                yield heading.model_copy(update={"other_titles": merge.merge_other_titles(heading, stored)})
        for name, code, raw in self.store.headings():
            if code not in self._bundled_by_code:
                yield self._validate(RoleHeading, {**raw, "id": self._id(name, code)})

    @property
    def activities(self) -> Mapping[str, Activity]:
        """The activities of both layers by their ids; iteration yields the bundled ones only."""

        def read(name: str) -> Activity | None:
            raw = self.store.activity(name)
            return self._validate(Activity, raw) if raw is not None else None

        return LayeredRecords(self.library.activities, read, tuple)

    @property
    def sources(self) -> Mapping[str, Source]:
        """The sources of both layers by their ids."""

        def read(name: str) -> Source:
            raw = self.store.source(name)
            if raw is None:
                raise CorruptStoreError(self.store.path, f"it cites {name}, which is not in it")
            return self._validate(Source, raw)

        return LayeredRecords(self.library.sources, read, self.store.source_ids)

    @property
    def all_occupations(self) -> tuple[Figure, ...]:
        """The figures of all occupations together, those of the bundled dataset first."""
        known = {figure.measure for figure in self.library.all_occupations}
        stored = self._published(ALL_OCCUPATIONS, Classification.SOC_2018, known)
        return (*self.library.all_occupations, *(figure for figure in stored if isinstance(figure, Figure)))

    def role(self, name: str, *, with_ratings: bool = True) -> Role:
        """Return the role with an id, whichever layer it is in, with or without the ratings of the store."""
        code = self._code(name)
        raw = self.store.role(code) if code is not None else None
        role = None
        if raw is not None and code is not None:
            with self._refuse_errors("Role"):
                role = self._read_role({**raw, "id": name}, self.store.ratings(code) if with_ratings else [])
        if name in self._bundled:
            stored_duties = role.duties if role is not None else ()
            bundled = merge.add_onet_activities(self.library.role(name), stored_duties, self._named_activities)
            rated_kinds = {key.partition(".")[0] for key in self.rated_elements(name)}
            role = merge.merge_role(bundled, role, rated_kinds) if role is not None else bundled
        if role is None:
            raise CorruptStoreError(self.store.path, f"{name} is named in it and not there")
        role = merge.add_published(self._with_job_zone(role), self.published_of(role))
        return merge.explain_missing_outlook(role, self.store.imports())

    def _with_job_zone(self, role: Role) -> Role:
        """Return a role with what its Job Zone, the latest one, asks for, if the store has that."""
        zones = [level for level in role.training.levels if isinstance(level, Level) and level.measure == "job_zone"]
        latest = max(zones, key=lambda level: period_months(level.period), default=None)
        raw = self.store.job_zone(latest.value) if latest is not None else None
        if raw is None:
            return role
        return role.model_copy(
            update={"training": role.training.model_copy(update={"job_zone": self._validate(JobZone, raw)})}
        )

    def measured_roles(
        self, measures: Collection[str], names: Collection[str] = (), *, newest: bool = False
    ) -> list[MeasuredRole]:
        """Return roles with their figures and levels of some measures: those with these ids, or all in their order.

        With `newest`, what a newer value of the store replaces is left out.
        """
        roles = [RoleName(h.id, h.title, h.codes.own, h.codes.onet_soc, h.members) for h in self.library.headings]
        roles += [
            RoleName(self._id(name, code), title, code, code, (), self.publications.own_classification)
            for name, code, title in self.store.titles()
            if code not in self._bundled_by_code
        ]
        chosen = [role for role in roles if not names or role.id in names]
        with self._refuse_errors("Figures"):
            stored = StoredMeasures(
                self.store, self.publications, measures, chosen, self._published_value, are_all=not names, newest=newest
            )
            return [
                stored.measure(role, self.library.role(role.id) if role.id in self._bundled else None)
                for role in chosen
            ]

    def job_facts(self, measures: Collection[str]) -> list[JobFacts]:
        """Return every role but the umbrellas with what a choice reads of it, with its values of some measures."""
        from rolecompare.dataset.job_facts import facts_of, stored_facts

        bundled = [heading.id for heading in self.library.headings if not heading.members]
        found = [facts_of(self.role(name), measures, self.activities) for name in bundled]
        contents = dict(self.store.job_facts())
        source = self.store.imports().get("onet", {}).get("source", "")
        for role in self.measured_roles(measures, newest=True):
            if role.id not in self._bundled:
                with self._refuse_errors("What a choice reads"):
                    found.append(stored_facts(role, contents[role.code or ""], source))
        return found

    def rated_elements(self, name: str) -> list[str]:
        """Return what the store rates the role with an id on, by kind and element (`skill.2.A.1.a`)."""
        code = self._code(name)
        return self.store.rated_elements(code) if code is not None else []

    def similar_roles(self, role: Role) -> SimilarRoles | None:
        """Return a role with similar ones by their codes, or none if no O*NET database was imported."""
        code = role.codes.onet_soc
        outline = self._outline(code) if code is not None and self.store.has_similar_roles else None
        if code is None or outline is None:
            return None
        similar = tuple(SimilarRole(*row) for row in self.store.similar_roles(code))
        return SimilarRoles("store", RoleOutline(role, outline.kinds), similar, self._outline)

    def _outline(self, code: str) -> RoleOutline | None:
        """Return what is shown of the role with a code next to similar ones: no duties, no ratings and few figures."""
        raw = self.store.outline(code)
        if raw is None:
            return None
        kinds = frozenset(raw.pop("kinds", ()))
        role = self._validate(Role, {**raw, "id": self._id(raw["id"], code)})
        if code in self._bundled_by_code:
            bundled = self.library.role(self._bundled_by_code[code].id)
            training = merge.merge_training(bundled, role)
            role = bundled.model_copy(update={"training": training, "duties": (), "ratings": ()})
        return RoleOutline(merge.add_published(role, self.published_of(role, FIGURES)), kinds)

    def _heading(self, stored_id: str, code: str) -> RoleHeading:
        if code in self._bundled_by_code:
            return self._bundled_by_code[code]
        return self._validate(RoleHeading, {**(self.store.heading(code) or {}), "id": self._id(stored_id, code)})

    def _id(self, stored_id: str, code: str) -> str:
        """Return the id that a role goes by if no bundled role has its code."""
        return id_with_code(stored_id, code) if stored_id in self._bundled else stored_id

    def _stored_id(self, name: str) -> str:
        """Return the id that the store has for a role that goes by this id."""
        without_code = CODE_SUFFIX.sub("", name)
        return without_code if without_code in self._bundled else name

    def _code(self, name: str) -> str | None:
        """Return the O*NET code of the role with an id, by which the store may have it."""
        if name in self._bundled:
            return self._bundled[name].codes.onet_soc
        return self.store.code_of(name) or self.store.code_of(self._stored_id(name))

    def _validate(self, model: type[M], raw: Mapping[str, Any]) -> M:
        with self._refuse_errors(model.__name__):
            return model.from_json_value(raw)

    @contextmanager
    def _refuse_errors(self, what: str) -> Iterator[None]:
        """Raise CorruptStoreError that names what is read where the store holds what no import wrote."""
        try:
            yield
        except READ_ERRORS as error:
            raise CorruptStoreError(self.store.path, f"{what}: {_describe(error)}") from None

    def _read_role(self, raw: dict[str, Any], ratings: list[dict[str, Any]]) -> Role:
        """Return a role of the store; its ratings of work context belong to its settings."""
        context = [rating for rating in ratings if rating["kind"] == RatingKind.WORK_CONTEXT]
        raw["ratings"] = [rating for rating in ratings if rating["kind"] != RatingKind.WORK_CONTEXT]
        if context:
            raw["settings"] = {**raw.get("settings", {}), "context": context}
        if "duties" not in raw:  # an import writes a list even where it is empty
            raise KeyError("duties")
        return self._validate(Role, raw)

    def _named_activities(self, activity: str) -> list[str]:
        """Return the ids of the store's activities that the label of a bundled activity names."""
        names = map(activity_id, self.library.activities[activity].onet)
        return [name for name in names if self.store.activity(name) is not None]

    def published_of(self, role: RoleHeading, measures: Collection[str] = ()) -> list[Figure | Missing | Level]:
        """Return what was published of a role, all of it or of some measures, the newest publication first."""
        if role.codes.own is None:
            return []
        is_bundled = role.id in self._bundled
        classification = Classification.SOC_2018 if is_bundled else self.publications.own_classification
        return self._published(role.codes.own, classification, measures)

    def _published(
        self, code: str, classification: Classification, measures: Collection[str]
    ) -> list[Figure | Missing | Level]:
        found = []
        for row in self.publications.rows(code, classification, self.publications.near(code, classification)):
            if row.code is None:
                found += self.publications.absent(row, measures)
            else:
                found += self.store.figures(row.code, row.source)
        return [self._published_value(raw) for raw in found if not measures or raw["measure"] in measures]

    def _published_value(self, raw: Mapping[str, Any]) -> Figure | Missing | Level:
        if "missing" in raw:
            return self._validate(Missing, raw)
        return self._validate(Figure, raw) if "unit" in raw else self._validate(Level, raw)


def _describe(error: Exception) -> str:
    """Return the first problem of a record that does not validate; of another error, what Python says of it."""
    if not isinstance(error, ValidationError):
        return repr(error)
    from rolecompare.dataset.validation import translate_errors

    problem = next(translate_errors(error, ""))
    return f"{problem.path}: {problem.message}"
