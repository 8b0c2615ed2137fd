"""The names of tables, columns and scales of O*NET databases, in every layout since 2018."""

from __future__ import annotations

import re
from typing import NamedTuple

from rolecompare.codes import Classification
from rolecompare.importers.base import FileRefusedError
from rolecompare.importers.files.table import Package
from rolecompare.measures import MONTHS

MAX_ESTIMATE = 1e9  # far above any estimate
DATE = re.compile(r"(0[1-9]|1[0-2])/((?:19|20)\d\d)", re.ASCII)
RANK = re.compile(r"[1-9]\d{0,5}", re.ASCII)
NUMBER = re.compile(r"-?\d{1,9}(?:\.\d{1,15})?", re.ASCII)
ELEMENT = re.compile(r"[1-9](?:\.[A-Za-z0-9]{1,4}){1,12}", re.ASCII)
INTEGER = re.compile(r"(\d{1,9})\.0+", re.ASCII)
TASK = re.compile(r"\d{1,9}", re.ASCII)
CATEGORY = re.compile(r"\d{1,3}", re.ASCII)
# Not the `25_0` of a date such as 2025_01.
VERSION = re.compile(r"(?<!\d)(\d\d)[._](\d)(?!\d)")
LICENSE = re.compile(r"Creative\s+Commons\s+Attribution\s+(\d\.\d)\s+International")
LICENSE_NOT_STATED = "not stated in the download"
FOLDER_OF_RELEASE = re.compile(r"db_(\d\d)_(\d)(?!\d)")
JOB_ZONES = ("1", "2", "3", "4", "5", "1-2")
FIRST_RELEASE_WITH_JOINED_ZONES = (30, 3)
FIRST_RELEASE_OF_SOC_2018 = (25, 1)
# Job-Related Professional Certification, which stands among education in the table and is none.
CERTIFICATION = "2.D.4.a"

# The tables of ratings by their column_name: the kind of their elements, and how citations name them.
RATING_TABLES = {
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
TITLE_COLUMNS = {"alternate_titles": "alternate_title", "job_titles": "job_title"}
OTHER_TABLES = (
    "task_statements",
    "task_ratings",
    "tasks_to_dwas",
    "job_zones",
    "related_occupations",
    "sample_of_reported_titles",
)
CATEGORY_TABLES = (
    *("education_training_and_experience_categories", "education_categories"),
    "training_and_experience_categories",
)
REFERENCE_TABLES = (
    "job_zone_reference",
    "dwa_reference",
    "iwa_reference",
    "gwas_to_iwas",
    "gwas_to_iwas_to_dwas",
    *CATEGORY_TABLES,
)
TABLES_READ = {"occupation_data", *RATING_TABLES, *TITLE_COLUMNS, *OTHER_TABLES, *REFERENCE_TABLES}
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
# The position of the scale among the cells that are read, in each table that has one.
SCALE_POSITION = 2
TASK_SCALES = frozenset(("IM",))
ANSWER_SHARES = "shares of answers; their mean is imported"
# Known scales that are not imported, and why.
IGNORED_SCALES = {
    "IH": "ranks of interests; their ratings are imported",
    "VH": "ranks of values; their ratings are imported",
    "DR": "ranks of styles; their ratings are imported",
    "CXP": ANSWER_SHARES,
    "CTP": ANSWER_SHARES,
    "FT": "shares of answers on how often a task is done; its importance is imported",
    "RT": "shares of workers who do a task; its importance is imported",
}
# Known tables that are not imported, and why.
IGNORED_TABLES = (
    (
        re.compile(r"technology_skills|software_skills|tools_used|unspsc_reference"),
        "tools and software are not compared",
    ),
    (re.compile(r"emerging_tasks"), "proposed tasks are not part of the occupation yet"),
    (re.compile(r".+_to_.+"), "links between elements, not about occupations"),
    (re.compile(r"interests_illustrative_.+|riasec_keywords"), "illustrations of interests, not about occupations"),
    (re.compile(r"occupation_level_metadata|survey_booklet_locations"), "who was surveyed and how"),
    (re.compile(r".+_reference|.+_categories|level_scale_anchors"), "explanations of other tables"),
)
# The parts that a release may lack, in words, and the tables of which one is enough.
REPORTED_PARTS = {
    "tasks": ("task_statements",),
    "detailed work activities": ("tasks_to_dwas",),
    "names of detailed work activities": ("dwa_reference", "gwas_to_iwas_to_dwas"),
    "importance of tasks": ("task_ratings",),
    "job zones": ("job_zones",),
    "what job zones ask for": ("job_zone_reference",),
    "essential skills": ("skills", "essential_skills"),
    "transferable skills": ("skills", "transferable_skills"),
    "knowledge": ("knowledge",),
    "abilities": ("abilities",),
    "work activities": ("work_activities",),
    "work context": ("work_context",),
    "work styles": ("work_styles",),
    "interests": ("interests", "career_interest_types"),
    "education and certification": ("education_training_and_experience", "education"),
    "training and experience": ("education_training_and_experience", "training_and_experience"),
    "other titles": ("alternate_titles", "job_titles"),
    "related occupations": ("related_occupations",),
}
RATING_COLUMNS = (
    *("element_id", "scale_id", "?category", "element_name", "data_value", "?n", "?standard_error"),
    *("?lower_ci_bound", "?upper_ci_bound", "?recommend_suppress", "?date", "?domain_source"),
)
TABLE_COLUMNS: dict[str, tuple[str, ...]] = {
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
# Whole numbers that programs such as pandas write as 8823.0 where a column has empty cells.
INTEGER_COLUMNS = ("task_id", "job_zone", "category", "index")
# Known columns that are not imported: they repeat other columns, or describe how a value was surveyed.
UNUSED_COLUMNS = frozenset(
    (
        *("title", "element_name", "scale_name", "not_relevant", "incumbents_responding", "sources", "date"),
        *("domain_source", "shown_in_my_next_move", "task", "dwa_title", "dwa_element_name", "related_title"),
        *("iwa_title", "iwa_element_name", "gwa_element_name", "gwa_element_id", "element_id", "category", "examples"),
    )
)
# The positions of the cells that identify a row of an occupation: for a rating its element or task, scale and category.
RATING_KEY = (1, 2, 3)
ROW_KEYS: dict[str, tuple[int, ...]] = {
    "task_statements": (1,),
    "job_zones": (0,),
    "related_occupations": (1,),
    "sample_of_reported_titles": (1,),
    "alternate_titles": (1, 2),
    "job_titles": (1, 2),
}


def reason_to_ignore(table: str) -> str:
    """Return why a table is not read; `table` is its name as `column_name` writes it."""
    known = (reason for pattern, reason in IGNORED_TABLES if pattern.fullmatch(table))
    return next(known, "an unknown table")


class Release(NamedTuple):
    """The version of a release (29.3), its month in words (May 2025) and as a date, and its license, where known."""

    version: str
    month: str
    published: str | None
    license: str = LICENSE_NOT_STATED

    @property
    def number(self) -> tuple[int, ...]:
        """The version as numbers, which can be compared."""
        return tuple(map(int, self.version.split(".")))

    @property
    def source(self) -> str:
        """The id of the source."""
        return f"onet-{self.version}"

    @property
    def classification(self) -> Classification | None:
        """The classification of the codes, if it is not SOC 2018."""
        return Classification.SOC_2010 if self.number < FIRST_RELEASE_OF_SOC_2018 else None

    def job_zone(self, zone: str) -> str:
        """Return the level of a Job Zone by its number in a table; raise ValueError if there is no such zone."""
        if zone not in JOB_ZONES:
            raise ValueError(f"{zone!r} is not a job zone")
        # Newer releases have joined zones 1 and 2, and call both 2.
        is_joined = zone == "2" and self.number >= FIRST_RELEASE_WITH_JOINED_ZONES
        return "job-zone-1-2" if is_joined else f"job-zone-{zone}"


def find_release(package: Package) -> Release:
    """Return the release that a database says it is, in its read-me or else in the name of the file or folder."""
    readme = package.readme or ""
    version = _find_version(package, readme)
    month = re.search(rf"({'|'.join(MONTHS)}) (\d{{4}})", readme)
    stated = LICENSE.search(readme)
    licensed = f"CC BY {stated[1]}" if stated else LICENSE_NOT_STATED
    if month is None:
        return Release(version, "", None, licensed)
    return Release(version, f"{month[1]} {month[2]}", f"{month[2]}-{MONTHS.index(month[1]) + 1:02}", licensed)


def _find_version(package: Package, readme: str) -> str:
    """Return the number of the release; the Read Me knows it better than a name, and a file better than its folder."""
    if found := re.search(r"O\*NET\D{0,20}(\d\d\.\d)", readme):
        if package.release not in (None, found[1]):
            problem = f"its Read Me says that it is release {found[1]}, not {package.release}"
            raise FileRefusedError(package.name, problem, "Leave out --release.")
        return found[1]
    if package.release is not None:
        return package.release
    if found := VERSION.search(package.name) or FOLDER_OF_RELEASE.match(package.folder):
        return f"{found[1]}.{found[2]}"
    remedy = "Give it the name that it was downloaded under, such as db_29_3_text.zip, or say it: --release 29.3."
    raise FileRefusedError(package.name, "neither its read-me nor its name tells the release", remedy)


def without_zero_decimals(text: str) -> str:
    """Return a cell of whole numbers as text: 8823 for 8823.0, and anything else as it is."""
    found = INTEGER.fullmatch(text)
    return found[1] if found else text


def parse_number(
    text: str, minimum: float = -MAX_ESTIMATE, maximum: float = MAX_ESTIMATE, *, whole: bool = False
) -> int | float:
    """Return the number in a cell; raise ValueError if there is none, or if it is out of range."""
    if not NUMBER.fullmatch(text):
        raise ValueError(f"{text!r} is not a number")
    value = float(text) if "." in text else int(text)
    if whole and value != int(value):
        raise ValueError(f"{text} is not a whole number")
    if value < minimum:
        raise ValueError(f"{text} is below {minimum:g}")
    if value > maximum:
        raise ValueError(f"{text} is above {maximum:g}")
    return int(value) if whole else value
