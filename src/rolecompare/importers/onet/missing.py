"""Find the parts of a role that an O*NET release does not cover, and say why they are missing."""

from __future__ import annotations

from collections.abc import Collection
from typing import NamedTuple

from rolecompare.importers.base import JsonObject
from rolecompare.importers.onet.layouts import RATING_TABLES, Release

EDUCATION_AND_TRAINING = "education_training_and_experience"
# The tables of which one is enough for each part of a role.
TABLES: dict[str, tuple[str, ...]] = {
    "duties": ("task_statements",),
    "job_zone": ("job_zones",),
    "work-context": ("work_context",),
    "skill": ("skills", "essential_skills", "transferable_skills"),
    "knowledge": ("knowledge",),
    "ability": ("abilities",),
    "interest": ("interests", "career_interest_types"),
    "work-style": ("work_styles",),
    "work-value": ("work_values",),
    "work-activity": ("work_activities",),
    "certification": (EDUCATION_AND_TRAINING, "education"),
    "education": (EDUCATION_AND_TRAINING, "education"),
    "experience": (EDUCATION_AND_TRAINING, "training_and_experience"),
    "training": (EDUCATION_AND_TRAINING, "training_and_experience"),
}
TABLE_TITLES = {"task_statements": "Task Statements", "job_zones": "Job Zones"} | {
    table: title for table, (_, title) in RATING_TABLES.items()
}
DISCONTINUED = "work-value"  # releases from 30.3 on do not have it
NO_SHARES = "BLS staffing patterns by industry are not imported"


class ImportedTables(NamedTuple):
    """The tables of a release, and those of which rows of the present occupation could not be read."""

    release: Release
    tables: Collection[str]
    unreadable: Collection[str]

    def tables_of(self, part: str) -> list[str]:
        """Return the tables that cover a part of a role."""
        return [table for table in TABLES[part] if table in self.tables]


def missing_parts(role: JsonObject, imported: ImportedTables) -> list[JsonObject]:
    """Return the parts that a role lacks. A missing level is among its levels instead."""
    present = {rating["kind"] for rating in role["ratings"]} | {"job_zone"}
    if role["duties"]:
        present.add("duties")
    if "settings" in role:
        present.add("work-context")
    if not imported.tables_of(DISCONTINUED):
        present.add(DISCONTINUED)
    return [
        *(missing_part(part, role, imported) for part in TABLES if part not in present),
        _missing(
            "credentials",
            "not-in-dataset",
            f"O*NET {imported.release.version} does not name licenses or certifications",
        ),
        _missing("jobs.share", "not-in-dataset", NO_SHARES),
    ]


def missing_part(part: str, role: JsonObject, imported: ImportedTables) -> JsonObject:
    """Return why a role lacks a part: there is no table, its rows were unreadable, or none is about the occupation."""
    tables, version = imported.tables_of(part), imported.release.version
    if not tables:
        return _missing(part, "not-in-dataset", f"the O*NET {version} download has no such table")
    citation = {"source": imported.release.source, "place": TABLE_TITLES[tables[0]]}
    if set(tables) & set(imported.unreadable):
        return _missing(part, "not-in-dataset", f"the data in O*NET {version} could not be read", citation)
    reason = f"O*NET {version} has no such data for this occupation"
    if "All Other" in role["title"]:
        reason += ", which groups jobs not listed separately"
    elif role["codes"]["soc"].startswith("55-"):
        reason += ", which is military"
    return _missing(part, "not-surveyed", reason, citation)


def _missing(part: str, missing: str, reason: str, *citations: JsonObject) -> JsonObject:
    return {"measure": part, "missing": missing, "reason": reason, "citations": list(citations)}
