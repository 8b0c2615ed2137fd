"""The closed lists of values that fields of the models take, such as kinds of credentials and reasons for absence."""

from enum import StrEnum

from rolecompare.models.section_names import SectionName as SectionName


class SourceKind(StrEnum):
    """What kind of publication a source is."""

    OFFICIAL_STATISTICS = "official-statistics"
    OFFICIAL_DATABASE = "official-database"
    PROFESSIONAL_BODY = "professional-body"
    ARTICLE = "article"


class CredentialKind(StrEnum):
    """A license is a government's, a certification is not, a certificate says that a course was completed.

    State regulation is what a state requires of the work where a source does not say that it is a license.
    """

    LICENSE = "license"
    STATE_REGULATION = "state-regulation"
    CERTIFICATION = "certification"
    REGISTRATION = "registration"
    CERTIFICATE = "certificate"


# What a state requires of those who do the work is for one occupation, whatever it is called.
OF_A_STATE = (CredentialKind.LICENSE, CredentialKind.STATE_REGULATION)


class Requirement(StrEnum):
    """How strictly a credential is required, the strictest first; `unknown` never means "not required".

    Who expects a credential requires or prefers it. docs/data.md says which words of a source give which step.
    """

    BY_LAW = "by-law"
    BY_LAW_IN_ALL_BUT_FEW_STATES = "by-law-in-all-but-few-states"
    BY_LAW_IN_MOST_STATES = "by-law-in-most-states"
    BY_LAW_IN_MANY_STATES = "by-law-in-many-states"
    BY_LAW_IN_SOME_STATES = "by-law-in-some-states"
    BY_LAW_IN_FEW_STATES = "by-law-in-few-states"
    REQUIRED_BY_MOST = "required-by-most-employers"
    REQUIRED_BY_MANY = "required-by-many-employers"
    EXPECTED_BY_MOST = "expected-by-most-employers"
    REQUIRED_BY_SOME = "required-by-some-employers"
    PREFERRED_BY_MOST = "preferred-by-most-employers"
    PREFERRED_BY_SOME = "preferred-by-some-employers"
    ASKED_FOR_BY_PROGRAMS = "asked-for-by-programs"
    OPTIONAL = "optional"
    UNKNOWN = "unknown"


STRICTNESS = list(Requirement)


class SettingKind(StrEnum):
    """What kind of place a setting is."""

    INPATIENT = "inpatient"
    OUTPATIENT = "outpatient"
    # The NAICS industry 62151 holds medical laboratories and diagnostic imaging centers.
    LABORATORY_OR_IMAGING = "laboratory-or-imaging"
    OFFICE = "office"
    OTHER = "other"


class ConditionKind(StrEnum):
    """What the work demands of the body and of the day, as far as a source says so."""

    ON_FEET = "on-feet"
    LIFTING = "lifting"
    SITTING = "sitting"
    INFECTION = "infection"
    HAZARDS = "hazards"
    STRESS = "stress"
    HOURS = "hours"


class RatingKind(StrEnum):
    """What kind of element a rating of O*NET is about."""

    SKILL = "skill"
    KNOWLEDGE = "knowledge"
    ABILITY = "ability"
    INTEREST = "interest"
    WORK_STYLE = "work-style"
    WORK_VALUE = "work-value"
    WORK_ACTIVITY = "work-activity"
    WORK_CONTEXT = "work-context"
    CERTIFICATION = "certification"
    EDUCATION = "education"
    EXPERIENCE = "experience"
    TRAINING = "training"


# What somebody may like or value in any job, so that a choice among all jobs reads these ratings of each.
PREFERENCE_RATINGS = (RatingKind.INTEREST, RatingKind.WORK_VALUE)


# The parts of a role that may be missing as a whole, where a source says why: by the section that would hold them.
SECTION_OF_PART: dict[str, SectionName] = {
    "duties": SectionName.DUTIES,
    "credentials": SectionName.CREDENTIALS,
    "jobs.share": SectionName.SETTINGS,
    RatingKind.WORK_CONTEXT.value: SectionName.SETTINGS,
    "outlook": SectionName.OUTLOOK,
    **{kind.value: SectionName.RATINGS for kind in RatingKind if kind is not RatingKind.WORK_CONTEXT},
}
# The same parts as a sentence calls them.
PART_NAMES: dict[str, str] = {
    "duties": "duties",
    "credentials": "licenses and certifications",
    "jobs.share": "shares of jobs by industry",
    RatingKind.WORK_CONTEXT.value: "work context",
    "outlook": "pay, jobs and openings",
    RatingKind.SKILL.value: "skills",
    RatingKind.KNOWLEDGE.value: "knowledge",
    RatingKind.ABILITY.value: "abilities",
    RatingKind.INTEREST.value: "interests",
    RatingKind.WORK_STYLE.value: "work styles",
    RatingKind.WORK_VALUE.value: "work values",
    RatingKind.WORK_ACTIVITY.value: "work activities",
    RatingKind.CERTIFICATION.value: "professional certification",
    RatingKind.EDUCATION.value: "education",
    RatingKind.EXPERIENCE.value: "experience",
    RatingKind.TRAINING.value: "training",
}


# Core tasks first; tasks of unknown type come before the supplemental ones.
TASK_TYPES = ("core", None, "supplemental")


class MissingReason(StrEnum):
    """Why a value is missing. A missing value is never 0, an empty text or null alone."""

    SUPPRESSED = "suppressed"
    NOT_PUBLISHED = "not-published"
    NOT_SURVEYED = "not-surveyed"
    NOT_APPLICABLE = "not-applicable"
    NO_SUCH_OCCUPATION = "no-such-occupation"
    ABOVE_PUBLISHED_RANGE = "above-published-range"
    NOT_IN_DATASET = "not-in-dataset"


class Verdict(StrEnum):
    """What the evidence makes of a claim."""

    SUPPORTED = "supported"
    CONTRADICTED = "contradicted"
    WRONG_PERIOD = "wrong-period"
    SELF_CONTRADICTORY = "self-contradictory"
    PARTLY_SUPPORTED = "partly-supported"
    NOT_CHECKABLE = "not-checkable"
    FRAMING = "framing"
