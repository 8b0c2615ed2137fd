"""An O*NET release, in any layout since 2018 -> roles, activities and titles, each value with its table and row.

What is O*NET's own manner stays here and in `onet_layouts`: that `Y` recommends to suppress, that skills were split in
30.3. Roles leave as plain values, ready to be stored.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from operator import itemgetter
from typing import Any

from rolecompare.importers.base import Refused, Skipped, Step, unwatched
from rolecompare.importers.onet_layouts import (
    CODE,
    COLUMNS,
    DATE,
    ELEMENT,
    KEYS,
    MOST,
    OF_A_RATING,
    OTHERS,
    PARTS,
    PASSED_OVER,
    RANK,
    RATED,
    RATINGS,
    READ,
    REFERENCES,
    SCALES,
    TITLES,
    number,
    release_of,
    slug,
)
from rolecompare.importers.spool import Rows, Spool
from rolecompare.importers.tables import Package
from rolecompare.importers.workbooks import is_sheet
from rolecompare.vocabulary import SCALES as BOUNDS

Plain = dict[str, Any]


class Onet:
    """A release that is being read. `skipped` fills while `roles` run; `counts` are of rows taken, by table."""

    def __init__(self, package: Package) -> None:
        self.tables = {table.name: table for table in package.tables}
        if "occupation_data" not in self.tables:
            raise Refused(package.name, "holds no table Occupation Data", "Name an O*NET database, as downloaded.")
        self.release = release_of(package)
        self.skipped: list[Skipped] = []
        self.counts: Counter[str] = Counter()
        self._ignored = [table.file for table in package.tables if table.name not in READ]
        self.missing = tuple(part for part, names in PARTS.items() if not set(names) & self.tables.keys())
        self._occupations = self._read_occupations()
        self._activities = self._read_activities()
        self._categories = self._read_categories()

    @property
    def ignored(self) -> tuple[str, ...]:
        """The tables that nobody here reads, and the unknown columns of those that were read so far."""
        return tuple(self._ignored)

    # ── what is read once ────────────────────────────────────────────────────────────────────────────────────────────

    def _read_occupations(self) -> dict[str, tuple[str, str]]:
        found: dict[str, tuple[str, str]] = {}
        for place, (code, title, description) in self._cells(
            "occupation_data", "onet_soc_code", "title", "description"
        ):
            if not CODE.fullmatch(code) or not title:
                self._skip(place, f"{code!r} is no O*NET-SOC code" if title else "an occupation without a title")
            elif code in found:
                self._skip(place, f"{code} stands there already")
            else:
                found[code] = (title, description)
                self.counts["occupations"] += 1
        return found

    def _read_activities(self) -> dict[str, Plain]:
        """Activities by slug: detailed ones, and the intermediate ones above them."""
        found: dict[str, Plain] = {}
        layouts = (
            ("iwa_reference", "iwa_id", "iwa_title", "element_id"),
            ("gwas_to_iwas", "iwa_element_id", "iwa_element_name", "gwa_element_id"),
            ("dwa_reference", "dwa_id", "dwa_title", "iwa_id"),
            ("gwas_to_iwas_to_dwas", "dwa_element_id", "dwa_element_name", "iwa_element_id"),
        )
        for name, *columns in layouts:
            if name not in self.tables:
                continue
            for place, (element, label, above) in self._cells(name, *columns):
                if not ELEMENT.fullmatch(element) or not label.strip(". "):
                    self._skip(place, f"{element!r} is no activity" if label else f"{element!r} has no name")
                    continue
                broader = slug(above)
                activity: Plain = {"id": slug(element), "label": label.rstrip("."), "onet": [element]}
                found[activity["id"]] = {**activity, **({"broader": broader} if broader in found else {})}
        return found

    def _read_categories(self) -> dict[tuple[str, str], str]:
        """What a category of education or training stands for, by scale and number."""
        found: dict[tuple[str, str], str] = {}
        for name in REFERENCES[5:]:
            if name in self.tables:
                for _, (scale, category, text) in self._cells(name, "scale_id", "category", "category_description"):
                    found[scale, category] = text
        return found

    def activities(self) -> list[Plain]:
        return list(self._activities.values())

    def source(self) -> Plain:
        told = f", {self.release.month}" if self.release.month else ""
        dated = {"published": self.release.published} if self.release.published else {}
        return {
            "id": self.release.source,
            "title": f"O*NET {self.release.version} Database",
            "publisher": "U.S. Department of Labor, Employment and Training Administration",
            "url": "https://www.onetcenter.org/database.html",
            "edition": f"{self.release.version}{told}",
            **dated,
            "licence": "CC BY 4.0",
            "kind": "official-database",
        }

    # ── roles ────────────────────────────────────────────────────────────────────────────────────────────────────────

    def roles(self, step: Step = unwatched) -> Iterator[Plain]:
        """Every occupation as a role, in the order of Occupation Data. `step` is told of each table and each role."""
        spool = Spool()
        wanted = [name for name in (*OTHERS, *TITLES, *RATINGS) if name in self.tables]
        sizes = [self.tables[name].source.size for name in wanted]
        try:
            for number, name in enumerate(wanted):
                step(f"reading {self.tables[name].file}", sum(sizes[:number]), sum(sizes))
                self.counts[name] = 0
                spool.put(name, self._rows_of(name))
            spool.sort()
            for number, (code, (title, description)) in enumerate(self._occupations.items()):
                step("making the roles", number, len(self._occupations))
                yield _Assembly(self, code, self._each_once(code, spool.of(code))).role(title, description)
        finally:
            spool.close()

    def _rows_of(self, name: str) -> Iterator[tuple[Any, ...]]:
        """A table's rows of known occupations, each in the shape that `_Assembly` takes it in, with its place."""
        columns = COLUMNS.get(name) or (RATED if name in RATINGS else (TITLES.get(name, ""), "short_title"))
        for place, cells in self._cells(name, "onet_soc_code", *columns):
            if cells[0] in self._occupations:
                yield (*cells, place)
            else:
                self._skip(place, f"{cells[0]!r} is an occupation that Occupation Data does not have")

    def _each_once(self, code: str, tables: dict[str, Rows]) -> dict[str, Rows]:
        """An occupation's rows without those that stand there already, however far apart in the table the two are."""
        for name, rows in tables.items():
            key = itemgetter(*KEYS.get(name, OF_A_RATING))
            first: dict[Any, tuple[Any, ...]] = {}
            for row in rows:
                if first.setdefault(key(row), row) is not row:
                    cells = [row[n] for n in KEYS.get(name, OF_A_RATING) if n]
                    self._skip(row[-1], f"{' '.join([*filter(None, cells), 'stands'])} there already for {code}")
            tables[name] = list(first.values())
            self.counts[name] += len(first)
        return tables

    def _cells(self, name: str, *wanted: str) -> Iterator[tuple[str, tuple[str, ...]]]:
        """The wanted cells of each row, with its place. Refused where a column is not there, unless `?` marks it."""
        table = self.tables[name]
        at = []
        for column in wanted:
            optional, column = column.startswith("?"), column.removeprefix("?")
            if column in table.columns:
                at.append(table.columns.index(column))
            elif optional:
                at.append(-1)
            else:
                raise Refused(table.file, f"has no column {column!r}", "Download it again; it may be another layout.")
        known = {column.removeprefix("?") for column in wanted} | PASSED_OVER
        self._ignored += [f"{table.file}, column {name}" for name in table.columns if name and name not in known]
        line = f"{table.file}, {'row' if is_sheet(table) else 'line'}"
        for count, row in table.rows():
            yield f"{line} {count}", tuple([row[n] if n >= 0 else "" for n in at])
        self.skipped += table.skipped

    def _skip(self, place: str, why: str) -> None:
        self.skipped.append(Skipped(place, why))


class _Assembly:
    """One occupation's rows -> its role."""

    def __init__(self, onet: Onet, code: str, rows: dict[str, Rows]) -> None:
        self.onet, self.code, self.rows = onet, code, rows

    def role(self, title: str, description: str) -> Plain:
        cited = self._cited("Occupation Data")
        return {
            "title": title,
            "summary": {"text": description or title, "citations": cited},
            "also_called": self._titles(title),
            "codes": {"soc": self.code[:7], "onet_soc": self.code},
            "duties": self._duties(),
            "training": {"levels": self._levels()},
            "ratings": self._ratings(),
            "related": self._related(),
        }

    def _cited(self, table: str, row: str = "") -> list[Plain]:
        return [{"source": self.onet.release.source, "place": f"{table}, {self.code}{row}"}]

    def _titles(self, title: str) -> list[str]:
        found: dict[str, None] = {}
        for name in TITLES:
            for _, other, short, _ in self.rows.get(name, ()):
                found.update(dict.fromkeys(filter(None, (other, short))))
        found.update(
            dict.fromkeys(reported for _, reported, _ in self.rows.get("sample_of_reported_titles", ()) if reported)
        )
        found.pop(title, None)
        return list(found)

    def _duties(self) -> list[Plain]:
        tasks = {row[1] for row in self.rows.get("task_statements", ())}
        links, importance = self._links(tasks), self._importance(tasks)
        found = []
        for _, task, text, kind, _, place in self.rows.get("task_statements", ()):
            if not text.strip(". "):
                self.onet._skip(place, "a task without words")
                continue
            first, *further = dict.fromkeys(links.get(task, ())) or (None,)
            duty: Plain = {
                "text": text.rstrip("."),
                "citations": [{"source": self.onet.release.source, "place": f"Task Statements, task {task}"}],
            }
            if first:
                duty["activity"] = first
            if further:
                duty["further"] = further
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
            activity = slug(old or new)
            if activity in self.onet._activities:
                if self._is_task(task, tasks, place):
                    found.setdefault(task, []).append(activity)
            elif self.onet._activities:
                self.onet._skip(place, f"{old or new!r} is an activity that the release does not name")
        return found

    def _importance(self, tasks: set[str]) -> dict[str, Plain]:
        found = {}
        for _, task, scale, _, *cells, place in self.rows.get("task_ratings", ()):
            if (
                scale == "IM"
                and self._is_task(task, tasks, place)
                and (estimate := self._estimate("importance", cells, place))
            ):
                found[task] = estimate
        return found

    def _is_task(self, task: str, tasks: set[str], place: str) -> bool:
        """Whether the occupation has a task; not told where the whole table of tasks is missing."""
        if task not in tasks and "task_statements" in self.onet.tables:
            self.onet._skip(place, f"{task!r} is a task that {self.code} does not have")
        return task in tasks

    def _levels(self) -> list[Plain]:
        found = []
        for _, zone, date, place in self.rows.get("job_zones", ()):
            value = {"1-2": "job-zone-1-2"}.get(zone, f"job-zone-{zone}")
            period = self._period(date, place)
            if period is None:
                continue
            if zone not in ("1", "2", "3", "4", "5", "1-2"):
                self.onet._skip(place, f"{zone!r} is no job zone")
                continue
            # From 30.3 on the first zone is part of the second, which is then called by both numbers.
            if zone == "2" and tuple(map(int, self.onet.release.version.split("."))) >= (30, 3):
                value = "job-zone-1-2"
            cited = self._cited("Job Zones")
            found.append(
                {
                    "measure": "job_zone",
                    "value": value,
                    "period": period,
                    "area": "US",
                    "code": self.code,
                    "citations": cited,
                }
            )
        return found

    def _ratings(self) -> list[Plain]:
        found: dict[tuple[str, str], Plain] = {}
        for name, (kind, table) in RATINGS.items():
            for _, element, scale, category, label, *cells, place in self.rows.get(name, ()):
                told = SCALES.get(scale)
                if told is None or (estimate := self._estimate(told, cells, place)) is None:
                    continue
                if not element:
                    self.onet._skip(place, "a rating of no element")
                    continue
                key = element
                if told == "percent":
                    if not estimate["value"]:
                        continue  # nobody said so
                    key = f"{element}.{category}"
                    label = f"{label}: {self.onet._categories.get((scale, category), category)}"
                rating = found.setdefault(
                    (kind, key),
                    {
                        "element": key,
                        "name": label or key,
                        "kind": _kind(kind, element),
                        "citations": self._cited(table, f", {key}"),
                    },
                )
                rating[told] = estimate
        return list(found.values())

    def _related(self) -> list[Plain]:
        found: list[Plain] = []
        for _, other, tier, index, place in self.rows.get("related_occupations", ()):
            if other not in self.onet._occupations:
                self.onet._skip(place, f"{other!r} is an occupation that Occupation Data does not have")
            elif index and not RANK.fullmatch(index):
                self.onet._skip(place, f"{index!r} is no place in a list")
            else:
                found.append(
                    {
                        "code": other,
                        "tier": tier or "not told",
                        "place": int(index) if index else len(found) + 1,
                        "citations": self._cited("Related Occupations", f", {other}"),
                    }
                )
        return found

    def _estimate(self, scale: str, cells: Sequence[str], place: str) -> Plain | None:
        """A number with its precision, from the cells after a row's key; none where one of them cannot be."""
        value, n, error, lower, upper, suppress, date, by = cells
        try:
            estimate: Plain = {"value": number(value, *BOUNDS[scale])}
            if n:
                estimate["n"] = number(n, 0, whole=True)
            if error:
                estimate["standard_error"] = number(error, 0)
            if lower:
                estimate["lower"] = number(lower)
            if upper:
                estimate["upper"] = number(upper, estimate.get("lower", -MOST))
        except ValueError as wrong:
            self.onet._skip(place, str(wrong))
            return None
        period = self._period(date, place)
        if period is None:
            return None
        if suppress == "Y":
            estimate["suppress"] = True
        if by:
            estimate["by"] = by
        estimate["period"] = period
        return estimate

    def _period(self, date: str, place: str) -> str | None:
        """`08/2023` -> 2023-08; where the row has no date, the month of the release."""
        found = DATE.fullmatch(date)
        if found:
            return f"{found[2]}-{found[1]}"
        if date or self.onet.release.published is None:
            self.onet._skip(place, f"{date!r} is no month" if date else "it has no date, and the release tells none")
            return None
        return self.onet.release.published


def _kind(kind: str, element: str) -> str:
    """Education, experience and training share a table in the older layouts."""
    return (
        {"2.D.1": "education", "3.A.1": "experience"}.get(element, "training")
        if kind in ("education", "training")
        else kind
    )


def _first_things_first(duty: Plain) -> tuple[int, float]:
    """Core tasks before supplemental ones, the more important first, where that is known."""
    importance = duty.get("importance", {}).get("value", 0)
    return ("core", None, "supplemental").index(duty.get("task_type")), -importance
