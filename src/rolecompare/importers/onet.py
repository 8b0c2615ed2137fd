"""An O*NET release, in any layout since 2018 -> roles, activities and titles, each value with its table and row.

What is O*NET's own manner stays here: where a table is called what, that `Y` recommends to suppress, that skills were
split in 30.3. Roles leave as plain values, ready to be stored.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from typing import Any, NamedTuple

from rolecompare.importers.base import Refused, Skipped
from rolecompare.importers.spool import Rows, Spool
from rolecompare.importers.tables import Package

Plain = dict[str, Any]

CODE = re.compile(r"\d\d-\d{4}\.\d\d")
DATE = re.compile(r"(\d\d)/(\d{4})")
VERSION = re.compile(r"(\d\d)[._](\d)")
MONTHS = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
]

# Each canonical table of ratings, the kind of its elements, and what its places are called.
RATINGS = {
    "skills": ("skill", "Skills"),
    "essential_skills": ("skill", "Essential Skills"),
    "transferable_skills": ("skill", "Transferable Skills"),
    "knowledge": ("knowledge", "Knowledge"),
    "abilities": ("ability", "Abilities"),
    "interests": ("interest", "Interests"),
    "career_interest_types": ("interest", "Career Interest Types"),
    "work_styles": ("work-style", "Work Styles"),
    "work_values": ("work-value", "Work Values"),
    "work_activities": ("work-activity", "Work Activities"),
    "work_context": ("work-context", "Work Context"),
    "education_training_and_experience": ("education", "Education, Training, and Experience"),
    "education": ("education", "Education"),
    "training_and_experience": ("training", "Training and Experience"),
}
TITLES = {"alternate_titles": "alternate_title", "job_titles": "job_title"}
OTHERS = (
    "task_statements",
    "task_ratings",
    "tasks_to_dwas",
    "job_zones",
    "related_occupations",
    "sample_of_reported_titles",
)
REFERENCES = (
    *("occupation_data", "dwa_reference", "iwa_reference", "gwas_to_iwas", "gwas_to_iwas_to_dwas"),
    *("education_training_and_experience_categories", "education_categories", "training_and_experience_categories"),
)
READ = {*RATINGS, *TITLES, *OTHERS, *REFERENCES}
SCALES = {
    "IM": "importance",
    "LV": "level",
    "OI": "interest",
    "EX": "extent",
    "CX": "context",
    "CT": "context",
    "WI": "impact",
    "RL": "percent",
    "RW": "percent",
    "PT": "percent",
    "OJ": "percent",
}
# What a release without a table goes without, and how that is said; any one of the names is enough.
PARTS = {
    "tasks": ("task_statements",),
    "detailed work activities": ("tasks_to_dwas",),
    "importance of tasks": ("task_ratings",),
    "job zones": ("job_zones",),
    "skills": ("skills", "essential_skills"),
    "knowledge": ("knowledge",),
    "abilities": ("abilities",),
    "work activities": ("work_activities",),
    "work context": ("work_context",),
    "interests": ("interests", "career_interest_types"),
    "education and training": ("education_training_and_experience", "education"),
    "other titles": ("alternate_titles", "job_titles"),
    "related occupations": ("related_occupations",),
}


class Release(NamedTuple):
    """What a release is called: `29.3`, `May 2025`, and the month as a date where it is told."""

    version: str
    month: str
    published: str | None

    @property
    def source(self) -> str:
        return f"onet-{self.version}"


class Onet:
    """A release that is being read. `skipped` fills while `roles` run; `counts` are of rows taken, by table."""

    def __init__(self, package: Package) -> None:
        self.tables = {table.name: table for table in package.tables}
        if "occupation_data" not in self.tables:
            raise Refused(package.name, "holds no table Occupation Data", "Name an O*NET database, as downloaded.")
        self.release = _release(package)
        self.skipped: list[Skipped] = []
        self.counts: Counter[str] = Counter()
        self.ignored = tuple(table.file for table in package.tables if table.name not in READ)
        self.missing = tuple(part for part, names in PARTS.items() if not set(names) & self.tables.keys())
        self._occupations = self._read_occupations()
        self._activities = self._read_activities()
        self._categories = self._read_categories()

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
            table = self.tables.get(name)
            if table is None or not set(columns) <= set(table.columns):
                continue
            for _, (element, label, above) in self._cells(name, *columns):
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

    def roles(self, step: Callable[[str], None] | None = None) -> Iterator[Plain]:
        """Every occupation as a role, in the order of Occupation Data. `step` is told of each table that is read."""
        spool = Spool()
        try:
            for name in (*OTHERS, *TITLES, *RATINGS):
                if name in self.tables:
                    if step is not None:
                        step(self.tables[name].file)
                    spool.put(name, self._rows_of(name))
                    self.skipped += self.tables[name].skipped
            spool.sort()
            for code, (title, description) in self._occupations.items():
                yield _Assembly(self, code, spool.of(code)).role(title, description)
        finally:
            spool.close()

    def _rows_of(self, name: str) -> Iterator[tuple[Any, ...]]:
        """A table's rows of known occupations, each in the shape that `_Assembly` takes in, without the wrong ones."""
        columns = COLUMNS.get(name) or (RATED if name in RATINGS else (TITLES.get(name, ""), "short_title"))
        seen: set[tuple[str, ...]] = set()
        before = ""
        keys = KEYS.get(name) or (1, 2, 3)
        for place, cells in self._cells(name, "onet_soc_code", *columns):
            code = cells[0]
            if code != before:
                before, seen = code, set()
            key = tuple(cells[n] for n in keys if n < len(cells))
            if code not in self._occupations:
                self._skip(place, f"{code!r} is an occupation that Occupation Data does not have")
            elif key in seen:
                self._skip(place, f"{' '.join(filter(None, key))} stands there already for {code}")
            else:
                seen.add(key)
                self.counts[name] += 1
                yield (*cells, place)

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
        for number, row in table.rows():
            yield f"{table.file}, line {number}", tuple([row[n] if n >= 0 else "" for n in at])

    def _skip(self, place: str, why: str) -> None:
        self.skipped.append(Skipped(place, why))


RATED = (
    *("element_id", "scale_id", "?category", "element_name", "data_value", "?n", "?standard_error"),
    *("?lower_ci_bound", "?upper_ci_bound", "?recommend_suppress", "?date", "?domain_source"),
)
COLUMNS: dict[str, tuple[str, ...]] = {
    "task_statements": ("task_id", "task", "?task_type", "?date"),
    "task_ratings": (
        *("task_id", "scale_id", "?category", "data_value", "?n", "?standard_error"),
        *("?lower_ci_bound", "?upper_ci_bound", "?recommend_suppress", "?date", "?domain_source"),
    ),
    "tasks_to_dwas": ("task_id", "?dwa_id", "?dwa_element_id"),
    "job_zones": ("job_zone", "?date"),
    "related_occupations": ("related_onet_soc_code", "?relatedness_tier", "?index"),
    "sample_of_reported_titles": ("reported_job_title",),
}
# Which cells make a row the same as another one of its occupation.
KEYS: dict[str, tuple[int, ...]] = {
    "task_statements": (1,),
    "job_zones": (0,),
    "related_occupations": (1,),
    "sample_of_reported_titles": (1,),
    "alternate_titles": (1, 2),
    "job_titles": (1, 2),
}


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
        for _, reported, _ in self.rows.get("sample_of_reported_titles", ()):
            found[reported] = None
        found.pop(title, None)
        return list(found)

    def _duties(self) -> list[Plain]:
        links: dict[str, list[str]] = {}
        for _, task, old, new, _ in self.rows.get("tasks_to_dwas", ()):
            links.setdefault(task, []).append(slug(old or new))
        importance = self._importance()
        found = []
        for _, task, text, kind, _, place in self.rows.get("task_statements", ()):
            if not text:
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

    def _importance(self) -> dict[str, Plain]:
        found = {}
        for _, task, scale, _, *cells, place in self.rows.get("task_ratings", ()):
            if scale == "IM" and (estimate := self._estimate(cells, place)):
                found[task] = estimate
        return found

    def _levels(self) -> list[Plain]:
        found = []
        for _, zone, date, place in self.rows.get("job_zones", ()):
            value = {"1-2": "job-zone-1-2"}.get(zone, f"job-zone-{zone}")
            period = _month(date) or self.onet.release.published
            if zone not in ("1", "2", "3", "4", "5", "1-2") or period is None:
                self.onet._skip(place, f"{zone!r} is no job zone, or has no date")
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
                if told is None or (estimate := self._estimate(cells, place)) is None:
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
                        "name": label,
                        "kind": _kind(kind, element),
                        "citations": self._cited(table, f", {key}"),
                    },
                )
                rating[told] = estimate
        return list(found.values())

    def _related(self) -> list[Plain]:
        found = []
        for _, other, tier, index, place in self.rows.get("related_occupations", ()):
            if other in self.onet._occupations and index.isdecimal():
                row = f", {other}"
                found.append(
                    {
                        "code": other,
                        "tier": tier or "not told",
                        "place": int(index),
                        "citations": self._cited("Related Occupations", row),
                    }
                )
            else:
                self.onet._skip(place, f"{other!r} is an occupation that Occupation Data does not have")
        return found

    def _estimate(self, cells: Sequence[str], place: str) -> Plain | None:
        """A number with its precision, from the cells after a row's key."""
        value, n, error, lower, upper, suppress, date, by = cells
        try:
            estimate: Plain = {"value": _number(value)}
            if n:
                estimate["n"] = int(float(n))
            for name, cell in (("standard_error", error), ("lower", lower), ("upper", upper)):
                if cell:
                    estimate[name] = _number(cell)
        except ValueError:
            self.onet._skip(place, f"a number that is none: {value!r}")
            return None
        if suppress == "Y":
            estimate["suppress"] = True
        if by:
            estimate["by"] = by
        estimate["period"] = _month(date) or self.onet.release.published or "2000"
        return estimate


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


def slug(element: str) -> str:
    """An element's id as an activity is named: `4.A.2.a.4.I09.D03` -> dwa.4.a.2.a.4.i09.d03."""
    return f"dwa.{element.lower()}"


def _number(text: str) -> int | float:
    value = float(text)
    if value != value or abs(value) > 1e9:
        raise ValueError(text)
    return int(value) if value == int(value) and "." not in text else value


def _month(text: str) -> str | None:
    """`08/2023` -> 2023-08."""
    found = DATE.fullmatch(text)
    return f"{found[2]}-{found[1]}" if found and 1 <= int(found[1]) <= 12 else None


def _release(package: Package) -> Release:
    """From the read-me, else from the name of the file or folder."""
    told = package.readme or ""
    found = re.search(r"O\*NET\D{0,20}(\d\d\.\d)", told) or VERSION.search(package.name)
    if found is None:
        raise Refused(
            package.name,
            "does not tell which release it is",
            "Keep the name it was downloaded under, such as db_29_3_text.zip.",
        )
    version = found[1] if "." in found[1] else f"{found[1]}.{found[2]}"
    month = re.search(rf"({'|'.join(MONTHS)}) (\d{{4}})", told)
    if month is None:
        return Release(version, "", None)
    return Release(version, f"{month[1]} {month[2]}", f"{month[2]}-{MONTHS.index(month[1]) + 1:02}")
