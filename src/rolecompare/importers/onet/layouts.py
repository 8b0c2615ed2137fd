"""What an O*NET database calls its tables, columns and scales, in every layout since 2018, and which release it is."""

from __future__ import annotations

import re
from typing import NamedTuple

from rolecompare.importers.base import FileRefusedError
from rolecompare.importers.files.table import Package
from rolecompare.measures import MONTHS

MOST = 1e9  # no estimate comes near it
DATE = re.compile(r"(0[1-9]|1[0-2])/((?:19|20)\d\d)", re.ASCII)
RANK = re.compile(r"[1-9]\d{0,5}", re.ASCII)
NUMBER = re.compile(r"-?\d{1,9}(?:\.\d{1,15})?", re.ASCII)
ELEMENT = re.compile(r"[1-9](?:\.[A-Za-z0-9]{1,4}){1,12}", re.ASCII)
TASK = re.compile(r"\d{1,9}", re.ASCII)
CATEGORY = re.compile(r"\d{1,3}", re.ASCII)
# Not the `25_0` of a date such as 2025_01.
VERSION = re.compile(r"(?<!\d)(\d\d)[._](\d)(?!\d)")
ZONES = ("1", "2", "3", "4", "5", "1-2")

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
CATEGORIES = (
    *("education_training_and_experience_categories", "education_categories"),
    "training_and_experience_categories",
)
REFERENCES = ("dwa_reference", "iwa_reference", "gwas_to_iwas", "gwas_to_iwas_to_dwas", *CATEGORIES)
READ = {"occupation_data", *RATINGS, *TITLES, *OTHERS, *REFERENCES}
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
# What is known and not taken, and why; the column of the scale is the second after the code in each table that has one.
SCALE = 2
OF_TASKS = frozenset(("IM",))
BY_ANSWER = "percent of those asked by answer, of which the mean is taken"
PASSED_OVER_SCALES = {
    "IH": "it ranks interests that are rated by themselves",
    "VH": "it ranks values that are rated by themselves",
    "DR": "it ranks styles that are rated by themselves",
    "CXP": BY_ANSWER,
    "CTP": BY_ANSWER,
    "FT": "percent of those asked by how often they do a task, of which the importance is taken",
    "RT": "percent of those asked whom a task concerns, of which the importance is taken",
}
NOT_WANTED = (
    (
        re.compile(r"technology_skills|software_skills|tools_used|unspsc_reference"),
        "tools and software are not compared",
    ),
    (re.compile(r"emerging_tasks"), "tasks that were proposed, and are none of the occupation's yet"),
    (re.compile(r".+_to_.+"), "it links elements to elements, whatever the occupation"),
    (re.compile(r"interests_illustrative_.+|riasec_keywords"), "it illustrates interests, whatever the occupation"),
    (re.compile(r"occupation_level_metadata|survey_booklet_locations"), "it tells who was asked, and how"),
    (re.compile(r".+_reference|.+_categories|level_scale_anchors"), "it explains other tables"),
)
# What a release without a table goes without, and how that is said; any one of the names is enough.
PARTS = {
    "tasks": ("task_statements",),
    "detailed work activities": ("tasks_to_dwas",),
    "names of detailed work activities": ("dwa_reference", "gwas_to_iwas_to_dwas"),
    "importance of tasks": ("task_ratings",),
    "job zones": ("job_zones",),
    "essential skills": ("skills", "essential_skills"),
    "transferable skills": ("skills", "transferable_skills"),
    "knowledge": ("knowledge",),
    "abilities": ("abilities",),
    "work activities": ("work_activities",),
    "work context": ("work_context",),
    "work styles": ("work_styles",),
    "interests": ("interests", "career_interest_types"),
    "education": ("education_training_and_experience", "education"),
    "training and experience": ("education_training_and_experience", "training_and_experience"),
    "other titles": ("alternate_titles", "job_titles"),
    "related occupations": ("related_occupations",),
}
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
# Columns that are known and not taken: they repeat what stands elsewhere, or say how a value was come by.
NOT_TAKEN = frozenset(
    (
        *("title", "element_name", "scale_name", "not_relevant", "incumbents_responding", "sources", "date"),
        *("domain_source", "shown_in_my_next_move", "task", "dwa_title", "dwa_element_name", "related_title"),
        *("iwa_title", "iwa_element_name", "gwa_element_name", "gwa_element_id", "element_id", "category"),
    )
)
# Which cells make a row the same as another one of its occupation: of a rating its element or task, scale and category.
OF_A_RATING = (1, 2, 3)
KEYS: dict[str, tuple[int, ...]] = {
    "task_statements": (1,),
    "job_zones": (0,),
    "related_occupations": (1,),
    "sample_of_reported_titles": (1,),
    "alternate_titles": (1, 2),
    "job_titles": (1, 2),
}


def why_not_wanted(table: str) -> str:
    """Why nothing is read from a table; `table` is its canonical name."""
    known = (why for pattern, why in NOT_WANTED if pattern.fullmatch(table))
    return next(known, "it is no table that is known here")


class Release(NamedTuple):
    """What a release is called: `29.3`, `May 2025`, and the month as a date where it is told."""

    version: str
    month: str
    published: str | None

    @property
    def source(self) -> str:
        return f"onet-{self.version}"


def release_of(package: Package) -> Release:
    """From the read-me, else from the name of the file or folder."""
    told = package.readme or ""
    found = re.search(r"O\*NET\D{0,20}(\d\d\.\d)", told) or VERSION.search(package.name)
    if found is None:
        raise FileRefusedError(
            package.name,
            "does not tell which release it is",
            "Keep the name it was downloaded under, such as db_29_3_text.zip.",
        )
    version = found[1] if "." in found[1] else f"{found[1]}.{found[2]}"
    month = re.search(rf"({'|'.join(MONTHS)}) (\d{{4}})", told)
    if month is None:
        return Release(version, "", None)
    return Release(version, f"{month[1]} {month[2]}", f"{month[2]}-{MONTHS.index(month[1]) + 1:02}")


def number(text: str, least: float = -MOST, most: float = MOST, *, whole: bool = False) -> int | float:
    """A cell's number; a ValueError says what it is instead."""
    if not NUMBER.fullmatch(text):
        raise ValueError(f"{text!r} is no number")
    value = float(text) if "." in text else int(text)
    if whole and value != int(value):
        raise ValueError(f"{text} is no whole number")
    if not least <= value <= most:
        raise ValueError(f"{text} is {'below' if value < least else 'above'} {least if value < least else most:g}")
    return int(value) if whole else value
