"""What an O*NET release does not say of an occupation -> what is missing of its role, and why."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any, NamedTuple

from rolecompare.importers.onet.layouts import RATINGS, Release

Plain = dict[str, Any]
SHARED = "education_training_and_experience"
# The tables that may tell of a part, any of which is enough.
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
    "education": (SHARED, "education"),
    "experience": (SHARED, "training_and_experience"),
    "training": (SHARED, "training_and_experience"),
}
NAMES = {"task_statements": "Task Statements", "job_zones": "Job Zones"} | {
    table: name for table, (_, name) in RATINGS.items()
}
# Releases from 30.3 on do without them.
GIVEN_UP = "work-value"
SHARES = (
    "the national wages count all industries together, and O*NET tells the industries of those alone whom it asked; "
    "the staffing patterns by industry are not imported"
)


class Reading(NamedTuple):
    """What became of a release for one occupation: the tables that there are, and those of which rows were unread."""

    release: Release
    tables: Collection[str]
    unread: Collection[str]

    def of(self, part: str) -> list[str]:
        return [table for table in TABLES[part] if table in self.tables]


def absences(role: Plain, reading: Reading) -> list[Plain]:
    """The parts that a role is without. A level that it is without stands among its levels."""
    held = {rating["kind"] for rating in role["ratings"]}
    held |= {part for part, found in (("duties", role["duties"]), ("work-context", "settings" in role)) if found}
    held |= {"job_zone"} if reading.of(GIVEN_UP) else {"job_zone", GIVEN_UP}
    told = [absent(part, role, reading) for part in TABLES if part not in held]
    none = f"O*NET {reading.release.version} has no table of them"
    return [*told, _missing("credentials", "not-in-dataset", none), _missing("jobs.share", "not-in-dataset", SHARES)]


def absent(part: str, role: Plain, reading: Reading) -> Plain:
    """That a role is without a part: there is no table of it, its rows were unread, or none is of the occupation."""
    tables, version = reading.of(part), reading.release.version
    if not tables:
        return _missing(part, "not-in-dataset", f"the download of O*NET {version} has no such table")
    cited = {"source": reading.release.source, "place": NAMES[tables[0]]}
    if set(tables) & set(reading.unread):
        return _missing(part, "not-in-dataset", f"what O*NET {version} has of it could not be read", cited)
    reason = f"O*NET {version} has no such data on this occupation"
    if "All Other" in role["title"]:
        reason += ", which gathers those not listed separately"
    elif role["codes"]["soc"].startswith("55-"):
        reason += ", a military one"
    return _missing(part, "not-surveyed", reason, cited)


def _missing(part: str, why: str, reason: str, *citations: Plain) -> Plain:
    return {"measure": part, "missing": why, "reason": reason, "citations": list(citations)}
