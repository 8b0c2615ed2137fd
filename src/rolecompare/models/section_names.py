"""The names of the sections and usual words for them.

They have a module of their own because every command line has them, and completion is quick.
"""

from enum import StrEnum


class SectionName(StrEnum):
    """The sections of a role, in the order of a page; `comparison.sections` says how each is compared."""

    DUTIES = "duties"
    TRAINING = "training"
    CREDENTIALS = "credentials"
    SETTINGS = "settings"
    OUTLOOK = "outlook"
    RATINGS = "ratings"


# Other words that people use for a section, in lower case and the singular.
SECTION_WORDS = {
    SectionName.DUTIES: ("duty", "task", "work", "activity", "responsibility", "what they do"),
    SectionName.TRAINING: ("education", "degree", "school", "program", "training program", "experience", "getting in"),
    SectionName.CREDENTIALS: ("credential", "license", "certification", "certificate", "exam"),
    SectionName.SETTINGS: ("setting", "workplace", "place", "industry", "employer", "condition", "where"),
    SectionName.OUTLOOK: ("pay", "salary", "wage", "job", "employment", "growth", "opening", "earning", "projection"),
    SectionName.RATINGS: ("rating", "skill", "ability", "knowledge", "interest"),
}


def section_named(text: str) -> SectionName | None:
    """Return the section that a word names: by its name or a usual word for it, in any case, singular or plural."""
    wanted = text.strip().casefold()
    if wanted in set(SectionName):
        return SectionName(wanted)
    singular = {wanted, wanted.removesuffix("s"), wanted.removesuffix("ies") + "y"}
    return next((section for section, words in SECTION_WORDS.items() if singular & {*words}), None)
