"""Build a role from the rows that an O*NET release has of one occupation. Each row is used, skipped or ignored."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from typing import NamedTuple

from rolecompare.codes import activity_id
from rolecompare.importers.base import ImportReport, JsonObject
from rolecompare.importers.files.table import MAX_CELL_LENGTH
from rolecompare.importers.onet.layouts import (
    CATEGORY,
    CERTIFICATION,
    DATE,
    ELEMENT,
    MAX_ESTIMATE,
    RANK,
    RATING_TABLES,
    SCALES,
    TASK,
    TITLE_COLUMNS,
    Release,
    parse_number,
)
from rolecompare.importers.onet.missing import ImportedTables, missing_part, missing_parts
from rolecompare.importers.onet.spill import Rows
from rolecompare.measures import SCALES as SCALE_BOUNDS
from rolecompare.models.kinds import TASK_TYPES


class ReferenceTables(NamedTuple):
    """The parts of a release that are read before its roles are built."""

    release: Release
    files: Mapping[str, str]  # table: file as people see it
    occupations: Collection[str]
    activities: Collection[str]
    categories: Mapping[tuple[str, str], str]  # scale and category: description
    report: ImportReport


class RoleBuilder:
    """Builds the role of one occupation from its rows, by table. The last cell of a row is its place."""

    def __init__(self, reference: ReferenceTables, code: str, rows: dict[str, Rows]) -> None:
        self.reference, self.code, self.rows = reference, code, rows
        self.unreadable: set[str] = set()  # tables of which a row could not be used

    def build(self, title: str, description: str) -> JsonObject:
        """Return the role as JSON values."""
        ratings = self._ratings()
        role: JsonObject = {
            "title": title,
            "summary": {
                "text": title if is_blank(description) else description,
                "citations": self._citations("Occupation Data"),
            },
            "other_titles": self._other_titles(title),
            "codes": {"soc": self.code[:7], "onet_soc": self.code},
            "duties": self._duties(),
            "training": {"levels": self._levels()},
            "ratings": [rating for rating in ratings if rating["kind"] != "work-context"],
            "related": self._related(),
        }
        if context := [rating for rating in ratings if rating["kind"] == "work-context"]:
            role["settings"] = {"context": context}
        imported = ImportedTables(self.reference.release, self.reference.files, self.unreadable)
        if not role["training"]["levels"]:
            zone = missing_part("job_zone", role, imported)
            role["training"]["levels"] = [{**zone, "area": "US", "code": self.code}]
        return {**role, "missing": missing_parts(role, imported)}

    def _citations(self, table: str, row: str = "") -> list[JsonObject]:
        return [{"source": self.reference.release.source, "place": f"{table}, {self.code}{row}"}]

    def _skip(self, table: str, place: str, reason: str) -> None:
        """Count an invalid row, which was counted as imported before."""
        self.unreadable.add(table)
        self.reference.report.imported[table] -= 1
        self.reference.report.skipped.add(place, reason)

    def _ignore(self, table: str, reason: str) -> None:
        """Count a row that is not wanted, which was counted as imported before."""
        self.reference.report.imported[table] -= 1
        self.reference.report.ignore_row(self.reference.files[table], reason)

    def _other_titles(self, title: str) -> list[str]:
        titles: dict[str, None] = {}
        for table in (*TITLE_COLUMNS, "sample_of_reported_titles"):
            for _, *names, place in self.rows.get(table, ()):
                used = [name for name in names if not is_blank(name)]
                titles.update(dict.fromkeys(used))
                if not used:
                    self._skip(table, place, "the title is empty")
        titles.pop(title, None)
        return list(titles)

    # Duties

    def _duties(self) -> list[JsonObject]:
        rows = self.rows.get("task_statements", ())
        tasks = {row[1] for row in rows}
        activities, importance = self._task_activities(tasks), self._task_importance(tasks)
        duties = []
        for _, task, text, task_type, _, place in rows:
            if is_blank(text) or not TASK.fullmatch(task):
                problem = "the task has no text" if is_blank(text) else f"{task!r} is not the number of a task"
                self._skip("task_statements", place, problem)
                continue
            duty: JsonObject = {
                "text": text.rstrip("."),
                "citations": [{"source": self.reference.release.source, "place": f"Task Statements, task {task}"}],
            }
            first, *others = dict.fromkeys(activities.get(task, ())) or (None,)
            if first:
                duty["activity"] = first
            if others:
                duty["other_activities"] = others
            if task_type in ("Core", "Supplemental"):
                duty["task_type"] = task_type.lower()
            if task in importance:
                duty["importance"] = importance[task]
            duties.append(duty)
        return sorted(duties, key=_core_and_important_first)

    def _task_activities(self, tasks: set[str]) -> dict[str, list[str]]:
        """Return the ids of the detailed activities of each task, if the release names them."""
        table = "tasks_to_dwas"
        found: dict[str, list[str]] = {}
        for _, task, old_id, new_id, place in self.rows.get(table, ()):
            activity = activity_id(old_id or new_id)
            if not self.reference.activities:
                self._ignore(table, "the release does not name the activities")
            elif activity not in self.reference.activities:
                self._skip(table, place, f"the release does not name activity {old_id or new_id!r}")
            elif self._is_task(table, task, tasks, place):
                found.setdefault(task, []).append(activity)
        return found

    def _task_importance(self, tasks: set[str]) -> dict[str, JsonObject]:
        table = "task_ratings"
        found = {}
        for _, task, _, _, *cells, place in self.rows.get(table, ()):
            if self._is_task(table, task, tasks, place):
                try:
                    found[task] = self._estimate("importance", cells)
                except ValueError as error:
                    self._skip(table, place, str(error))
        return found

    def _is_task(self, table: str, task: str, tasks: set[str], place: str) -> bool:
        """Return whether the occupation has a task; a row of another task is skipped or ignored."""
        if "task_statements" not in self.reference.files:
            self._ignore(table, "the release has no tasks")
        elif task not in tasks:
            self._skip(table, place, f"{self.code} has no task {task!r}")
        return task in tasks

    # Levels, ratings and related occupations

    def _levels(self) -> list[JsonObject]:
        levels: list[JsonObject] = []
        for _, zone, date, place in self.rows.get("job_zones", ()):
            try:
                value, period = self.reference.release.job_zone(zone), self._period(date)
            except ValueError as error:
                self._skip("job_zones", place, str(error))
            else:
                level = {"measure": "job_zone", "value": value, "period": period, "area": "US", "code": self.code}
                levels.append({**level, "citations": self._citations("Job Zones")})
        return levels

    def _ratings(self) -> list[JsonObject]:
        ratings: dict[tuple[str, str], JsonObject] = {}
        for table, (kind, title) in RATING_TABLES.items():
            for _, element, scale, category, label, *cells, place in self.rows.get(table, ()):
                scale_name = SCALES[scale]
                try:
                    key, name = self._element(element, scale, category, label)
                    estimate = self._estimate(scale_name, cells)
                except ValueError as error:
                    self._skip(table, place, str(error))
                    continue
                if scale_name == "percent" and not estimate["value"]:
                    self._ignore(table, "0% answers")
                    continue
                rating = {"element": key, "name": name, "kind": _rating_kind(kind, element)}
                citations = self._citations(title, f", {key}")
                ratings.setdefault((kind, key), {**rating, "citations": citations})[scale_name] = estimate
        return list(ratings.values())

    def _element(self, element: str, scale: str, category: str, label: str) -> tuple[str, str]:
        """Return the id and name of what is rated: an element or, on a scale of percents, one answer about it."""
        if not ELEMENT.fullmatch(element):
            raise ValueError(f"{element!r} is not an element" if element else "the rating names no element")
        name = element if is_blank(label) else label
        if SCALES[scale] != "percent":
            return element, name
        if not CATEGORY.fullmatch(category):
            raise ValueError(f"{category!r} is not a category")
        name = f"{name}: {self.reference.categories.get((scale, category), category)}"
        if len(name) > MAX_CELL_LENGTH:
            raise ValueError(f"its name has {len(name):,} characters; the limit is {MAX_CELL_LENGTH:,}")
        return f"{element}.{category}", name

    def _related(self) -> list[JsonObject]:
        table = "related_occupations"
        related: list[JsonObject] = []
        for _, other, tier, index, place in self.rows.get(table, ()):
            if other not in self.reference.occupations:
                self._skip(table, place, f"occupation {other!r} is not in Occupation Data")
            elif index and not RANK.fullmatch(index):
                self._skip(table, place, f"{index!r} is not a place in a list")
            else:
                occupation = {
                    "code": other,
                    "tier": "not stated" if is_blank(tier) else tier,
                    "place": int(index) if index else len(related) + 1,
                    "citations": self._citations("Related Occupations", f", {other}"),
                }
                related.append(occupation)
        return related

    def _estimate(self, scale: str, cells: Sequence[str]) -> JsonObject:
        """Return a number with its precision, from the cells after the key of a row; ValueError if one is invalid."""
        value, n, error, lower, upper, suppress, date, by = cells
        estimate: JsonObject = {"value": parse_number(value, *SCALE_BOUNDS[scale])}
        if n:
            estimate["n"] = parse_number(n, 0, whole=True)
        if error:
            estimate["standard_error"] = parse_number(error, 0)
        if lower:
            estimate["lower"] = parse_number(lower)
        if upper:
            estimate["upper"] = parse_number(upper, estimate.get("lower", -MAX_ESTIMATE))
        if suppress == "Y":
            estimate["suppress"] = True
        if not is_blank(by):
            estimate["by"] = by
        estimate["period"] = self._period(date)
        return estimate

    def _period(self, date: str) -> str:
        """Return 2023-08 for 08/2023, or the month of the release if there is no date; ValueError if there is none."""
        if found := DATE.fullmatch(date):
            return f"{found[2]}-{found[1]}"
        if date:
            raise ValueError(f"{date!r} is not a month")
        if self.reference.release.published is None:
            raise ValueError("it has no date, and neither has the release")
        return self.reference.release.published


def is_blank(text: str) -> bool:
    """Return whether a cell has nothing to read."""
    return not text.replace(".", "").strip()


def _rating_kind(kind: str, element: str) -> str:
    """Tell certification, education, experience and training apart by element: older layouts have one table of them."""
    if element == CERTIFICATION:
        return "certification"
    if kind not in ("education", "training"):
        return kind
    return "education" if element.startswith("2.") else "experience" if element == "3.A.1" else "training"


def _core_and_important_first(duty: JsonObject) -> tuple[int, float]:
    """Sort core tasks before supplemental ones, and the more important ones first."""
    importance = duty.get("importance", {}).get("value", 0)
    return TASK_TYPES.index(duty.get("task_type")), -importance
