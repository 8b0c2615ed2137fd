"""The names of the sections, in a module of their own because every command line has them, and completion is quick."""

from enum import StrEnum


class SectionName(StrEnum):
    """The sections of a role, in the order of a page; `comparison.sections` says how each is compared."""

    DUTIES = "duties"
    TRAINING = "training"
    CREDENTIALS = "credentials"
    SETTINGS = "settings"
    OUTLOOK = "outlook"
    RATINGS = "ratings"
