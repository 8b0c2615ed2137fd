"""The rows that an O*NET release has of one occupation -> its role, as plain values; each row is taken or told."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from typing import Any, NamedTuple

from rolecompare.codes import activity_id
from rolecompare.importers.base import ImportReport
from rolecompare.importers.files.table import LONGEST_CELL
from rolecompare.importers.onet.layouts import (
    CATEGORY,
    DATE,
    ELEMENT,
    MOST,
    RANK,
    RATINGS,
    SCALES,
    TASK,
    TITLES,
    ZONES,
    Release,
    number,
)
from rolecompare.importers.onet.missing import Reading, absences, absent
from rolecompare.importers.onet.spill import Rows
from rolecompare.measures import SCALES as BOUNDS
from rolecompare.models.kinds import TASK_TYPES

Plain = dict[str, Any]


class Reference(NamedTuple):
    """What is read of a release before its roles are made."""

    release: Release
    files: Mapping[str, str]  # the tables that there are, by canonical name
    occupations: Collection[str]
    activities: Collection[str]
    categories: Mapping[tuple[str, str], str]
    account: ImportReport


class Assembly:
    """One occupation's rows -> its role."""

    def __init__(self, reference: Reference, code: str, rows: dict[str, Rows]) -> None:
        self.reference, self.code, self.rows = reference, code, rows
        self.unread: set[str] = set()  # the tables of which a row could not be taken

    def role(self, title: str, description: str) -> Plain:
        ratings = self._ratings()
        found: Plain = {
            "title": title,
            "summary": {
                "text": title if is_blank(description) else description,
                "citations": self._cited("Occupation Data"),
            },
            "other_titles": self._titles(title),
            "codes": {"soc": self.code[:7], "onet_soc": self.code},
            "duties": self._duties(),
            "training": {"levels": self._levels()},
            "ratings": [rating for rating in ratings if rating["kind"] != "work-context"],
            "related": self._related(),
        }
        if context := [rating for rating in ratings if rating["kind"] == "work-context"]:
            found["settings"] = {"context": context}
        reading = Reading(self.reference.release, self.reference.files, self.unread)
        if not found["training"]["levels"]:
            zone = absent("job_zone", found, reading)
            found["training"]["levels"] = [{**zone, "area": "US", "code": self.code}]
        return {**found, "missing": absences(found, reading)}

    def _cited(self, table: str, row: str = "") -> list[Plain]:
        return [{"source": self.reference.release.source, "place": f"{table}, {self.code}{row}"}]

    def _skip(self, table: str, place: str, why: str) -> None:
        """A row that cannot be after all."""
        self.unread.add(table)
        self.reference.account.taken[table] -= 1
        self.reference.account.skipped.add(place, why)

    def _pass_over(self, table: str, which: str, why: str) -> None:
        """A row that is not wanted after all; `which` tells it from the others of its table."""
        self.reference.account.taken[table] -= 1
        self.reference.account.pass_over(f"{self.reference.files[table]}{which}", why)

    def _titles(self, title: str) -> list[str]:
        found: dict[str, None] = {}
        for table in (*TITLES, "sample_of_reported_titles"):
            for _, *names, place in self.rows.get(table, ()):
                told = [name for name in names if not is_blank(name)]
                found.update(dict.fromkeys(told))
                if not told:
                    self._skip(table, place, "a title without words")
        found.pop(title, None)
        return list(found)

    # ── duties ───────────────────────────────────────────────────────────────────────────────────────────────────────

    def _duties(self) -> list[Plain]:
        tasks = {row[1] for row in self.rows.get("task_statements", ())}
        links, importance = self._links(tasks), self._importance(tasks)
        found = []
        for _, task, text, kind, _, place in self.rows.get("task_statements", ()):
            if is_blank(text) or not TASK.fullmatch(task):
                wrong = "a task without words" if is_blank(text) else f"{task!r} is no number of a task"
                self._skip("task_statements", place, wrong)
                continue
            first, *further = dict.fromkeys(links.get(task, ())) or (None,)
            duty: Plain = {
                "text": text.rstrip("."),
                "citations": [{"source": self.reference.release.source, "place": f"Task Statements, task {task}"}],
            }
            if first:
                duty["activity"] = first
            if further:
                duty["other_activities"] = further
            if kind in ("Core", "Supplemental"):
                duty["task_type"] = kind.lower()
            if task in importance:
                duty["importance"] = importance[task]
            found.append(duty)
        return sorted(found, key=_first_things_first)

    def _links(self, tasks: set[str]) -> dict[str, list[str]]:
        """The activities that each task is an instance of, those that the release names."""
        found: dict[str, list[str]] = {}
        for _, task, old, new, place in self.rows.get("tasks_to_dwas", ()):
            activity = activity_id(old or new)
            if not self.reference.activities:
                self._pass_over("tasks_to_dwas", "", "the release does not name the activities")
            elif activity not in self.reference.activities:
                why = f"{old or new!r} is an activity that the release does not name"
                self._skip("tasks_to_dwas", place, why)
            elif self._is_task("tasks_to_dwas", task, tasks, place):
                found.setdefault(task, []).append(activity)
        return found

    def _importance(self, tasks: set[str]) -> dict[str, Plain]:
        found = {}
        for _, task, _, _, *cells, place in self.rows.get("task_ratings", ()):
            if self._is_task("task_ratings", task, tasks, place):
                try:
                    found[task] = self._estimate("importance", cells)
                except ValueError as wrong:
                    self._skip("task_ratings", place, str(wrong))
        return found

    def _is_task(self, table: str, task: str, tasks: set[str], place: str) -> bool:
        """Whether the occupation has a task; where the whole table of tasks is missing, its rows are not wanted."""
        if "task_statements" not in self.reference.files:
            self._pass_over(table, "", "the release has no tasks")
        elif task not in tasks:
            self._skip(table, place, f"{task!r} is a task that {self.code} does not have")
        return task in tasks

    # ── levels, ratings, relatives ───────────────────────────────────────────────────────────────────────────────────

    def _levels(self) -> list[Plain]:
        found: list[Plain] = []
        for _, zone, date, place in self.rows.get("job_zones", ()):
            try:
                level = {"measure": "job_zone", "value": self._zone(zone), "period": self._period(date), "area": "US"}
            except ValueError as wrong:
                self._skip("job_zones", place, str(wrong))
            else:
                found.append({**level, "code": self.code, "citations": self._cited("Job Zones")})
        return found

    def _zone(self, zone: str) -> str:
        if zone not in ZONES:
            raise ValueError(f"{zone!r} is no job zone")
        # From 30.3 on the first zone is part of the second, which is then called by both numbers.
        joined = zone == "2" and tuple(map(int, self.reference.release.version.split("."))) >= (30, 3)
        return "job-zone-1-2" if joined else f"job-zone-{zone}"

    def _ratings(self) -> list[Plain]:
        found: dict[tuple[str, str], Plain] = {}
        for table, (kind, name) in RATINGS.items():
            for _, element, scale, category, label, *cells, place in self.rows.get(table, ()):
                told = SCALES[scale]
                try:
                    key, called = self._element(element, scale, category, label)
                    estimate = self._estimate(told, cells)
                except ValueError as wrong:
                    self._skip(table, place, str(wrong))
                    continue
                if told == "percent" and not estimate["value"]:
                    self._pass_over(table, ", 0 percent", "nobody said so")
                    continue
                rating = {"element": key, "name": called, "kind": _kind(kind, element)}
                cited = self._cited(name, f", {key}")
                found.setdefault((kind, key), {**rating, "citations": cited})[told] = estimate
        return list(found.values())

    def _element(self, element: str, scale: str, category: str, label: str) -> tuple[str, str]:
        """The id and the name of what is rated: an element or, of a scale of percents, one answer about it."""
        if not ELEMENT.fullmatch(element):
            raise ValueError(f"{element!r} is no element" if element else "a rating of no element")
        name = element if is_blank(label) else label
        if SCALES[scale] != "percent":
            return element, name
        if not CATEGORY.fullmatch(category):
            raise ValueError(f"{category!r} is no category")
        name = f"{name}: {self.reference.categories.get((scale, category), category)}"
        if len(name) > LONGEST_CELL:
            raise ValueError(f"what it is called has {len(name):,} characters, and none may have over {LONGEST_CELL:,}")
        return f"{element}.{category}", name

    def _related(self) -> list[Plain]:
        found: list[Plain] = []
        for _, other, tier, index, place in self.rows.get("related_occupations", ()):
            if other not in self.reference.occupations:
                self._skip(
                    "related_occupations", place, f"{other!r} is an occupation that Occupation Data does not have"
                )
            elif index and not RANK.fullmatch(index):
                self._skip("related_occupations", place, f"{index!r} is no place in a list")
            else:
                found.append(
                    {
                        "code": other,
                        "tier": "not told" if is_blank(tier) else tier,
                        "place": int(index) if index else len(found) + 1,
                        "citations": self._cited("Related Occupations", f", {other}"),
                    }
                )
        return found

    def _estimate(self, scale: str, cells: Sequence[str]) -> Plain:
        """A number with its precision, from the cells after a row's key; ValueError where one of them cannot be."""
        value, n, error, lower, upper, suppress, date, by = cells
        estimate: Plain = {"value": number(value, *BOUNDS[scale])}
        if n:
            estimate["n"] = number(n, 0, whole=True)
        if error:
            estimate["standard_error"] = number(error, 0)
        if lower:
            estimate["lower"] = number(lower)
        if upper:
            estimate["upper"] = number(upper, estimate.get("lower", -MOST))
        if suppress == "Y":
            estimate["suppress"] = True
        if not is_blank(by):
            estimate["by"] = by
        estimate["period"] = self._period(date)
        return estimate

    def _period(self, date: str) -> str:
        """`08/2023` -> 2023-08; where the row has no date, the month of the release; ValueError where there is none."""
        if found := DATE.fullmatch(date):
            return f"{found[2]}-{found[1]}"
        if date:
            raise ValueError(f"{date!r} is no month")
        if self.reference.release.published is None:
            raise ValueError("it has no date, and the release tells none")
        return self.reference.release.published


def is_blank(text: str) -> bool:
    """Whether there is nothing to be read in a cell."""
    return not text.replace(".", "").strip()


def _kind(kind: str, element: str) -> str:
    """Education, experience and training share a table in the older layouts; O*NET's content model tells them apart."""
    if kind not in ("education", "training"):
        return kind
    return "education" if element.startswith("2.") else "experience" if element == "3.A.1" else "training"


def _first_things_first(duty: Plain) -> tuple[int, float]:
    """Core tasks before supplemental ones, the more important first, where that is known."""
    importance = duty.get("importance", {}).get("value", 0)
    return TASK_TYPES.index(duty.get("task_type")), -importance
