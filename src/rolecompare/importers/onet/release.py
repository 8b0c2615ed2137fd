"""Import an O*NET database, in any layout since 2018: roles, activities and titles, each value with its table and row.

What is peculiar to O*NET stays in this package: the names of its tables (`layouts`), how the rows of an occupation
become a role (`roles`), and which parts of a role it does not cover (`missing`).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from operator import itemgetter
from typing import Any

from rolecompare.codes import ONET_SOC_CODE, activity_id
from rolecompare.importers.base import (
    FileRefusedError,
    Ignored,
    ImportReport,
    JsonObject,
    ProgressCallback,
    no_progress,
)
from rolecompare.importers.detect import is_onet, onet_tables, wrong_download
from rolecompare.importers.files.archive import DOWNLOAD_AGAIN, printable_name
from rolecompare.importers.files.table import Package
from rolecompare.importers.onet.layouts import (
    CATEGORY_TABLES,
    ELEMENT,
    IGNORED_SCALES,
    INTEGER_COLUMNS,
    OTHER_TABLES,
    RATING_COLUMNS,
    RATING_KEY,
    RATING_TABLES,
    REPORTED_PARTS,
    ROW_KEYS,
    SCALE_POSITION,
    SCALES,
    TABLE_COLUMNS,
    TABLES_READ,
    TASK_SCALES,
    TITLE_COLUMNS,
    UNUSED_COLUMNS,
    find_release,
    reason_to_ignore,
    without_zero_decimals,
)
from rolecompare.importers.onet.roles import ReferenceTables, RoleBuilder, is_blank
from rolecompare.importers.onet.spill import Rows, SpillFile

# Ten times what any release has: in a table of occupations or activities, and of one occupation in one table.
MAX_REFERENCE_ROWS, MAX_OCCUPATION_ROWS = 100_000, 30_000
MAX_COLUMNS_NAMED = 20  # of the unknown columns of a table
# The tables of activities, broader ones first, with their columns of id, label and id of the broader activity.
ACTIVITY_TABLES = (
    ("iwa_reference", "iwa_id", "iwa_title", "element_id"),
    ("gwas_to_iwas", "iwa_element_id", "iwa_element_name", "gwa_element_id"),
    ("dwa_reference", "dwa_id", "dwa_title", "iwa_id"),
    ("gwas_to_iwas_to_dwas", "dwa_element_id", "dwa_element_name", "iwa_element_id"),
)
# The columns of the table of job zones: the first three, and then those that hold words, with the fields for them.
JOB_ZONE_WORDS = ("experience", "education", "training")
JOB_ZONE_COLUMNS = ("job_zone", "name", "?svp_range", "?experience", "?education", "?job_training")


def recognizes(package: Package) -> bool:
    """Return whether the package is an O*NET database, complete or not."""
    return is_onet(package)


def read(package: Package) -> OnetImport:
    """Return the release in a package, which is read as it is asked for."""
    return OnetImport(package)


class OnetImport:
    """A release that is being read. `report` is complete once all `roles` have been taken.

    Raises FileRefusedError if the package is not an O*NET database, or lacks an essential table or column.
    """

    def __init__(self, package: Package) -> None:
        self.tables = onet_tables(package)
        if "occupation_data" not in self.tables:
            raise wrong_download(package, "onet")
        self.release = find_release(package)
        self.report = ImportReport()
        self.missing = tuple(part for part, names in REPORTED_PARTS.items() if not set(names) & self.tables.keys())
        others = [table for name, table in self.tables.items() if name not in TABLES_READ]
        self._ignored = [Ignored(table.file, reason_to_ignore(table.name)) for table in others]
        self._occupations = self._read_occupations()
        self._activities = self._read_activities()
        self._job_zones = self._read_job_zones()
        self._reference = ReferenceTables(
            release=self.release,
            files={name: table.file for name, table in self.tables.items()},
            occupations=self._occupations.keys(),
            activities=self._activities.keys(),
            categories=self._read_categories(),
            report=self.report,
        )

    @property
    def ignored(self) -> tuple[Ignored, ...]:
        """The tables, columns and rows that are not imported on purpose, as far as the release has been read."""
        return (*self._ignored, *self.report.ignored)

    # Reference tables, which are kept in memory

    def _read_occupations(self) -> dict[str, tuple[str, str]]:
        """Return title and description of each occupation by its code."""
        occupations: dict[str, tuple[str, str]] = {}
        rows = self._reference_rows("occupation_data", "onet_soc_code", "title", "description")
        for place, (code, title, description) in rows:
            if not ONET_SOC_CODE.fullmatch(code) or is_blank(title):
                self._skip(place, f"{code!r} is not an O*NET-SOC code" if title else "the occupation has no title")
            elif code in occupations:
                self._skip(place, f"{code} is already in the table")
            else:
                occupations[code] = (title, description)
                self.report.imported["occupations"] += 1
        return occupations

    def _read_activities(self) -> dict[str, JsonObject]:
        """Return the intermediate and the detailed work activities by their id."""
        activities: dict[str, JsonObject] = {}
        for table, *columns in ACTIVITY_TABLES:
            if table not in self.tables:
                continue
            for place, (element, label, above) in self._reference_rows(table, *columns):
                if not ELEMENT.fullmatch(element) or is_blank(label):
                    self._skip(place, f"{element!r} is not an activity" if label else f"{element!r} has no name")
                    continue
                activity: JsonObject = {"id": activity_id(element), "label": label.rstrip("."), "onet": [element]}
                if (broader := activity_id(above)) in activities:
                    activity["broader"] = broader
                activities[activity["id"]] = activity
        return activities

    def _read_categories(self) -> dict[tuple[str, str], str]:
        """Return the description of each category of education and training by its scale and number."""
        categories: dict[tuple[str, str], str] = {}
        for table in CATEGORY_TABLES:
            if table in self.tables:
                rows = self._reference_rows(table, "scale_id", "category", "category_description")
                for _, (scale, category, text) in rows:
                    if not is_blank(text):
                        categories[scale, category] = text
        return categories

    def _read_job_zones(self) -> dict[str, JsonObject]:
        """Return what each Job Zone asks for by its level; none if the release does not say it."""
        zones: dict[str, JsonObject] = {}
        if "job_zone_reference" not in self.tables:
            return zones
        for place, (zone, name, svp_range, *words) in self._reference_rows("job_zone_reference", *JOB_ZONE_COLUMNS):
            try:
                level = self.release.job_zone(zone)
            except ValueError as error:
                self._skip(place, str(error))
                continue
            if is_blank(name) or level in zones:
                self._skip(place, f"zone {zone} {'has no name' if is_blank(name) else 'is already in the table'}")
                continue
            texts = {"svp_range": svp_range.strip("()"), **dict(zip(JOB_ZONE_WORDS, words, strict=True))}
            zones[level] = {
                "level": level,
                "name": name,
                **{field: text for field, text in texts.items() if not is_blank(text)},
                "citations": [{"source": self.release.source, "place": f"Job Zone Reference, zone {zone}"}],
            }
        return zones

    def _reference_rows(self, table: str, *columns: str) -> Iterator[tuple[str, tuple[str, ...]]]:
        for count, row in enumerate(self._read_cells(table, *columns)):
            if count >= MAX_REFERENCE_ROWS:
                problem = f"it has more than {MAX_REFERENCE_ROWS:,} rows"
                raise FileRefusedError(self.tables[table].file, problem, DOWNLOAD_AGAIN)
            yield row

    def activities(self) -> list[JsonObject]:
        """Return all work activities, broader ones first."""
        return list(self._activities.values())

    def job_zones(self) -> list[JsonObject]:
        """Return what each Job Zone asks for, if the release says it."""
        return list(self._job_zones.values())

    def source(self) -> JsonObject:
        """Return the release as a source."""
        month = f", {self.release.month}" if self.release.month else ""
        published = {"published": self.release.published} if self.release.published else {}
        return {
            "id": self.release.source,
            "title": f"O*NET {self.release.version} Database",
            "publisher": "U.S. Department of Labor, Employment and Training Administration",
            "url": "https://www.onetcenter.org/database.html",
            "edition": f"{self.release.version}{month}",
            **published,
            "license": self.release.license,
            "kind": "official-database",
            "wording": "verbatim",
            **({"classification": used.value} if (used := self.release.classification) else {}),
        }

    # Roles

    def roles(self, progress: ProgressCallback = no_progress) -> Iterator[JsonObject]:
        """Yield every occupation as a role, in the order of Occupation Data."""
        spill = SpillFile()
        tables = [name for name in (*OTHER_TABLES, *TITLE_COLUMNS, *RATING_TABLES) if name in self.tables]
        sizes = [self.tables[name].source.size for name in tables]
        try:
            for number, name in enumerate(tables):
                progress(f"reading {self.tables[name].file}", sum(sizes[:number]), sum(sizes))
                self.report.imported[name] = 0
                spill.add(name, self._occupation_rows(name))
            spill.build_index()
            for number, (code, (title, description)) in enumerate(self._occupations.items()):
                progress("building roles", number, len(self._occupations))
                rows = self._without_duplicates(code, spill.rows_of(code))
                yield RoleBuilder(self._reference, code, rows).build(title, description)
        finally:
            spill.close()

    def _occupation_rows(self, name: str) -> Iterator[tuple[Any, ...]]:
        """Yield the rows of known occupations in a table: the cells that `RoleBuilder` expects, then the place."""
        file = self.tables[name].file
        columns = TABLE_COLUMNS.get(name) or (
            RATING_COLUMNS if name in RATING_TABLES else (TITLE_COLUMNS.get(name, ""), "short_title")
        )
        scales = SCALES if name in RATING_TABLES else TASK_SCALES if name == "task_ratings" else None
        counts: Counter[str] = Counter()
        for place, cells in self._read_cells(name, "onet_soc_code", *columns):
            code = cells[0]
            if code not in self._occupations:
                self._skip(place, f"occupation {code!r} is not in Occupation Data")
            elif scales is not None and (scale := cells[SCALE_POSITION]) not in scales:
                self._ignore_scale(file, scale, place)
            else:
                counts[code] += 1
                if counts[code] > MAX_OCCUPATION_ROWS:
                    problem = f"it has more than {MAX_OCCUPATION_ROWS:,} rows of {code}"
                    raise FileRefusedError(file, problem, DOWNLOAD_AGAIN)
                yield (*cells, place)

    def _ignore_scale(self, file: str, scale: str, place: str) -> None:
        if scale in IGNORED_SCALES:
            self.report.ignore_row(f"{file}, scale {scale}", IGNORED_SCALES[scale])
        else:
            self._skip(place, f"{scale!r} is not a known scale")

    def _without_duplicates(self, code: str, tables: dict[str, Rows]) -> dict[str, Rows]:
        """Return an occupation's rows without those that repeat an earlier row, however far apart the two are."""
        for name, rows in tables.items():
            positions = ROW_KEYS.get(name, RATING_KEY)
            key = itemgetter(*positions)
            first: dict[Any, tuple[Any, ...]] = {}
            for row in rows:
                if first.setdefault(key(row), row) is not row:
                    repeated = " ".join(filter(None, (row[position] for position in positions if position)))
                    self._skip(row[-1], f"{repeated or 'a row'} is already in the table for {code}")
            tables[name] = list(first.values())
            self.report.imported[name] += len(first)
        return tables

    def _read_cells(self, name: str, *columns: str) -> Iterator[tuple[str, tuple[str, ...]]]:
        """Yield the cells of these columns of each row, with its place; `?` before a name marks an optional column.

        Raises FileRefusedError if another column is missing.
        """
        table = self.tables[name]
        positions = []
        for column in columns:
            optional, column = column.startswith("?"), column.removeprefix("?")
            if column in table.columns:
                positions.append(table.columns.index(column))
            elif optional:
                positions.append(-1)
            else:
                remedy = f"{DOWNLOAD_AGAIN} It may be a layout that this version cannot read."
                raise FileRefusedError(table.file, f"it has no column {column!r}", remedy)
        names = [column.removeprefix("?") for column in columns]
        integers = [] if table.is_sheet else [names.index(name) for name in INTEGER_COLUMNS if name in names]
        self._ignored += self._unknown_columns(name, set(names))
        line = f"{table.file}, {'row' if table.is_sheet else 'line'}"
        for number, row in table.rows():
            cells = [row[position] if position >= 0 else "" for position in positions]
            for position in integers:
                cells[position] = without_zero_decimals(cells[position])
            yield f"{line} {number}", tuple(cells)
        for skipped in table.skipped:
            self.report.skipped.add(skipped.place, skipped.reason)

    def _unknown_columns(self, name: str, read: set[str]) -> Iterator[Ignored]:
        table = self.tables[name]
        unknown = [column for column in table.columns if column and column not in read | UNUSED_COLUMNS]
        if unknown:
            named = ", ".join(map(printable_name, unknown[:MAX_COLUMNS_NAMED]))
            more = f" and {len(unknown) - MAX_COLUMNS_NAMED:,} more" if len(unknown) > MAX_COLUMNS_NAMED else ""
            noun = "column" if len(unknown) == 1 else "columns"
            yield Ignored(f"{table.file}, {noun} {named}{more}", "unknown to this version")

    def _skip(self, place: str, reason: str) -> None:
        self.report.skipped.add(place, reason)
