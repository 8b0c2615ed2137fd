"""An O*NET release, in any layout since 2018 -> roles, activities and titles, each value with its table and row.

What is O*NET's own manner stays here and in the siblings of that name: what its tables are called (`onet_layouts`), how
an occupation's rows become a role (`onet_roles`), what it says nothing of (`onet_absences`).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from operator import itemgetter
from typing import Any

from rolecompare.codes import ONET_SOC_CODE, activity_id
from rolecompare.importers.base import FileRefusedError, Ignored, ImportReport, ProgressCallback, no_progress
from rolecompare.importers.detect import is_sheet, refused
from rolecompare.importers.files.archive import AGAIN, shown
from rolecompare.importers.files.table import Package
from rolecompare.importers.onet.layouts import (
    CATEGORIES,
    COLUMNS,
    ELEMENT,
    KEYS,
    NOT_TAKEN,
    OF_A_RATING,
    OF_TASKS,
    OTHERS,
    PARTS,
    PASSED_OVER_SCALES,
    RATED,
    RATINGS,
    READ,
    SCALE,
    SCALES,
    TITLES,
    release_of,
    why_not_wanted,
)
from rolecompare.importers.onet.roles import Assembly, Plain, Reference, is_blank
from rolecompare.importers.onet.spill import Rows, SpillFile

# Ten times what any release has: of its occupations or activities, and of one occupation in one table.
MOST_NAMED, MOST_ROWS = 100_000, 30_000
# Of columns that nobody knows, so many are named.
MOST_COLUMNS = 20


class OnetImport:
    """A release that is being read. `account` fills while `roles` run."""

    def __init__(self, package: Package) -> None:
        self.tables = {table.name: table for table in package.tables}
        if "occupation_data" not in self.tables:
            raise refused(package, "onet")
        self.release = release_of(package)
        self.account = ImportReport()
        self.missing = tuple(part for part, names in PARTS.items() if not set(names) & self.tables.keys())
        others = [table for name, table in self.tables.items() if name not in READ]
        self._unread = [Ignored(table.file, why_not_wanted(table.name)) for table in others]
        self._occupations = self._read_occupations()
        self._activities = self._read_activities()
        self._reference = Reference(
            release=self.release,
            files={name: table.file for name, table in self.tables.items()},
            occupations=self._occupations.keys(),
            activities=self._activities.keys(),
            categories=self._read_categories(),
            account=self.account,
        )

    @property
    def passed_over(self) -> tuple[Ignored, ...]:
        """What nobody wants: tables, unknown columns of those that were read so far, and rows of them."""
        return (*self._unread, *self.account.passed_over)

    # ── what is read once ────────────────────────────────────────────────────────────────────────────────────────────

    def _read_occupations(self) -> dict[str, tuple[str, str]]:
        found: dict[str, tuple[str, str]] = {}
        for place, (code, title, description) in self._named(
            "occupation_data", "onet_soc_code", "title", "description"
        ):
            if not ONET_SOC_CODE.fullmatch(code) or is_blank(title):
                self._skip(place, f"{code!r} is no O*NET-SOC code" if title else "an occupation without a title")
            elif code in found:
                self._skip(place, f"{code} stands there already")
            else:
                found[code] = (title, description)
                self.account.taken["occupations"] += 1
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
            for place, (element, label, above) in self._named(name, *columns):
                if not ELEMENT.fullmatch(element) or is_blank(label):
                    self._skip(place, f"{element!r} is no activity" if label else f"{element!r} has no name")
                    continue
                broader = activity_id(above)
                activity: Plain = {"id": activity_id(element), "label": label.rstrip("."), "onet": [element]}
                found[activity["id"]] = {**activity, **({"broader": broader} if broader in found else {})}
        return found

    def _read_categories(self) -> dict[tuple[str, str], str]:
        """What a category of education or training stands for, by scale and number."""
        found: dict[tuple[str, str], str] = {}
        for name in CATEGORIES:
            if name in self.tables:
                for _, (scale, category, text) in self._named(name, "scale_id", "category", "category_description"):
                    if not is_blank(text):
                        found[scale, category] = text
        return found

    def _named(self, table: str, *wanted: str) -> Iterator[tuple[str, tuple[str, ...]]]:
        """The cells of a table that is kept whole."""
        for count, row in enumerate(self._cells(table, *wanted)):
            if count >= MOST_NAMED:
                raise FileRefusedError(self.tables[table].file, f"it has more than {MOST_NAMED:,} rows", AGAIN)
            yield row

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
            "license": "CC BY 4.0",
            "kind": "official-database",
        }

    # ── roles ────────────────────────────────────────────────────────────────────────────────────────────────────────

    def roles(self, step: ProgressCallback = no_progress) -> Iterator[Plain]:
        """Every occupation as a role, in the order of Occupation Data. `step` is told of each table and each role."""
        spool = SpillFile()
        wanted = [name for name in (*OTHERS, *TITLES, *RATINGS) if name in self.tables]
        sizes = [self.tables[name].source.size for name in wanted]
        try:
            for number, name in enumerate(wanted):
                step(f"reading {self.tables[name].file}", sum(sizes[:number]), sum(sizes))
                self.account.taken[name] = 0
                spool.put(name, self._rows_of(name))
            spool.sort()
            for number, (code, (title, description)) in enumerate(self._occupations.items()):
                step("making the roles", number, len(self._occupations))
                yield Assembly(self._reference, code, self._each_once(code, spool.of(code))).role(title, description)
        finally:
            spool.close()

    def _rows_of(self, name: str) -> Iterator[tuple[Any, ...]]:
        """A table's rows of known occupations, each in the shape that `Assembly` takes it in, with its place."""
        file = self.tables[name].file
        columns = COLUMNS.get(name) or (RATED if name in RATINGS else (TITLES.get(name, ""), "short_title"))
        scales = SCALES if name in RATINGS else OF_TASKS if name == "task_ratings" else None
        held: Counter[str] = Counter()
        for place, cells in self._cells(name, "onet_soc_code", *columns):
            code = cells[0]
            if code not in self._occupations:
                self._skip(place, f"{code!r} is an occupation that Occupation Data does not have")
            elif scales is not None and (scale := cells[SCALE]) not in scales:
                self._leave(file, scale, place)
            else:
                held[code] += 1
                if held[code] > MOST_ROWS:
                    raise FileRefusedError(file, f"it has more than {MOST_ROWS:,} rows of {code}", AGAIN)
                yield (*cells, place)

    def _leave(self, file: str, scale: str, place: str) -> None:
        """A row on a scale that is not taken there."""
        if scale in PASSED_OVER_SCALES:
            self.account.pass_over(f"{file}, scale {scale}", PASSED_OVER_SCALES[scale])
        else:
            self._skip(place, f"{scale!r} is no scale that is known here")

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
            self.account.taken[name] += len(first)
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
                raise FileRefusedError(
                    table.file, f"has no column {column!r}", "Download it again; it may be another layout."
                )
        self._unread += self._columns(name, {column.removeprefix("?") for column in wanted})
        line = f"{table.file}, {'row' if is_sheet(table) else 'line'}"
        for count, row in table.rows():
            yield f"{line} {count}", tuple([row[n] if n >= 0 else "" for n in at])
        for skipped in table.skipped:
            self.account.skipped.add(*skipped)

    def _columns(self, name: str, wanted: set[str]) -> Iterator[Ignored]:
        """The columns of a table that no layout has."""
        table = self.tables[name]
        unknown = [column for column in table.columns if column and column not in wanted | NOT_TAKEN]
        if unknown:
            more = f" and {len(unknown) - MOST_COLUMNS:,} more" if len(unknown) > MOST_COLUMNS else ""
            which = ("column " if len(unknown) == 1 else "columns ") + ", ".join(map(shown, unknown[:MOST_COLUMNS]))
            yield Ignored(f"{table.file}, {which}{more}", "no layout that is known here has it")

    def _skip(self, place: str, why: str) -> None:
        self.account.skipped.add(place, why)
