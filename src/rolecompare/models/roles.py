"""Roles and their sections: duties, training, credentials, settings, outlook and ratings."""

from collections.abc import Iterator
from typing import Annotated, Literal

from pydantic import Field

from rolecompare.measures import LEVELS, SCALES
from rolecompare.models.base import CheckedModel, ClaimNumber, FieldProblem, Model, Slug, Text
from rolecompare.models.figures import Estimate, Figure, FigureOrMissing, Level, LevelOrMissing, Missing
from rolecompare.models.kinds import ConditionKind, CredentialKind, RatingKind, Requirement, SettingKind
from rolecompare.models.sources import Citation, Citations, Statement


class Activity(Model):
    """A kind of work that duties are instances of."""

    id: Slug
    label: Text
    onet: tuple[Annotated[str, Field(pattern=r"^[1-9]\.[A-Za-z0-9.]+$")], ...] = Field(
        default=(),
        description="O*NET's detailed work activities behind it; of a broader activity, the intermediate ones.",
    )
    broader: Slug | None = Field(default=None, description="The id of the activity that this one is a part of.")


class Duty(Statement):
    """A statement of work that is done."""

    activity: Slug | None = Field(default=None, description="The id of the activity that the duty is an instance of.")
    other_activities: tuple[Slug, ...] | None = Field(
        default=None, description="Further activities, for a duty that combines several kinds of work."
    )
    with_patient: bool | None = Field(
        default=None, description="Whether a patient, donor or customer is present, in person, while it is done."
    )
    with_machine: bool | None = Field(default=None, description="Whether an instrument or a machine is operated.")
    task_type: Literal["core", "supplemental"] | None = None
    importance: Estimate | None = Field(default=None, description="On O*NET's scale of 1 to 5.")

    @property
    def activities(self) -> tuple[str, ...]:
        """All activities that the duty is an instance of, the main one first."""
        return (*((self.activity,) if self.activity else ()), *(self.other_activities or ()))


class Program(Statement, CheckedModel):
    """A course of study that leads to the role. A length that is not published is absent."""

    award: Text = Field(description="A level of education.entry.")
    field: Text | None = Field(default=None, description="What is studied, such as nursing.")
    min_months: Annotated[int, Field(ge=0, le=240)] | None = Field(default=None, description="The shortest, in months.")
    max_months: Annotated[int, Field(ge=0, le=240)] | None = Field(default=None, description="The longest, in months.")

    def _problems(self) -> Iterator[FieldProblem]:
        levels = LEVELS["education.entry"]
        if self.award not in levels:
            message = f"{self.award!r} is not a level of education"
            yield FieldProblem("award", message, f"use one of {', '.join(levels)}")
        if self.min_months is not None and self.max_months is not None and self.min_months > self.max_months:
            message = "the longest length is below the shortest"
            yield FieldProblem("max_months", message, "put the smaller one in min_months")


class JobZone(CheckedModel):
    """What O*NET says that occupations of a Job Zone ask for, in O*NET's own words."""

    level: Text = Field(description="A level of job_zone, such as job-zone-3.")
    name: Text = Field(description="O*NET's name of the zone, such as Job Zone Three: Medium Preparation Needed.")
    svp_range: Text | None = Field(
        default=None, description="The range of specific vocational preparation, such as 6.0 to < 7.0."
    )
    experience: Text | None = None
    education: Text | None = None
    training: Text | None = Field(default=None, description="O*NET's column Job Training.")
    citations: Citations

    def _problems(self) -> Iterator[FieldProblem]:
        if self.level not in LEVELS["job_zone"]:
            message = f"{self.level!r} is not a level of job_zone"
            yield FieldProblem("level", message, f"use one of {', '.join(LEVELS['job_zone'])}")


class TrainingStatement(Statement, CheckedModel):
    """A statement about training. It may say what the role leads to, or with what other education people enter it."""

    leads_to: tuple[Slug, ...] | None = Field(
        default=None, description="The ids of the roles to which, as the statement says, this role is a way."
    )
    other_entry_level: Text | None = Field(
        default=None,
        description="A level of education.entry with which, as the statement says, some people enter the role.",
    )

    def _problems(self) -> Iterator[FieldProblem]:
        levels = LEVELS["education.entry"]
        if self.other_entry_level is not None and self.other_entry_level not in levels:
            message = f"{self.other_entry_level!r} is not a level of education"
            yield FieldProblem("other_entry_level", message, f"use one of {', '.join(levels)}")


class Training(Model):
    """What it takes to enter the role: levels on the ordered scales, programs, and other statements."""

    levels: tuple[LevelOrMissing, ...] = ()
    job_zone: JobZone | None = Field(default=None, description="What the role's level of job_zone stands for.")
    programs: tuple[Program, ...] = ()
    statements: tuple[TrainingStatement, ...] = ()


class Credential(Statement, CheckedModel):
    """Something that attests that a person may do the work or can do it; `text` says what it means for the role."""

    name: Text
    abbreviation: Text | None = None
    issuer: Text
    kind: CredentialKind
    requirement: Requirement
    excepted_states: tuple[Text, ...] | None = Field(
        default=None, description="The states whose law does not require it, where that of all others does."
    )
    exam: Text | None = Field(default=None, description="The exam to pass for it, by its issuer's name of it.")

    def _problems(self) -> Iterator[FieldProblem]:
        step = Requirement.BY_LAW_IN_ALL_BUT_FEW_STATES
        if self.excepted_states is not None and self.requirement is not step:
            message = f"{self.requirement.value!r} has no excepted states"
            yield FieldProblem("excepted_states", message, f"leave it out, or set requirement to {step.value!r}")


class Credentials(Model):
    """Licenses, certifications and the like, and other statements about them."""

    items: tuple[Credential, ...] = ()
    statements: tuple[Statement, ...] = ()


class Setting(Model):
    """A place where the work is done, such as an industry."""

    setting: Slug
    label: Text
    kind: SettingKind
    share: FigureOrMissing = Field(description="The percent of the occupation's jobs (measure jobs.share).")
    within: Slug | None = Field(default=None, description="The wider setting that this one is a part of.")
    citations: Citations
    claims: tuple[ClaimNumber, ...] | None = None

    @property
    def all_citations(self) -> tuple[Citation, ...]:
        """The citations of the share and those of the setting, each once."""
        return tuple(dict.fromkeys((*self.share.citations, *self.citations)))


class Condition(Statement):
    """What the work asks of the body or of the day, such as long hours of standing."""

    condition: ConditionKind


class Rating(CheckedModel):
    """An O*NET element, such as a skill, with its estimates on the scales that O*NET rates it on.

    `measures.SCALES` has the bounds of each scale.
    """

    element: Text
    name: Text
    kind: RatingKind
    importance: Estimate | None = Field(default=None, description="How much it matters, 1 to 5.")
    level: Estimate | None = Field(default=None, description="How much of it is needed, 0 to 7.")
    interest: Estimate | None = Field(default=None, description="How far the work calls for the interest, 1 to 7.")
    extent: Estimate | None = Field(default=None, description="How far the work satisfies the value, 1 to 7.")
    context: Estimate | None = Field(default=None, description="How often or how much it is so at work, 1 to 5.")
    impact: Estimate | None = Field(default=None, description="How far the style helps or hinders, -3 to 3.")
    percent: Estimate | None = Field(default=None, description="The percent of those asked who said so.")
    citations: Citations

    @property
    def scales(self) -> dict[str, Estimate]:
        """The estimates that there are, by the name of the scale."""
        return {scale: found for scale in SCALES if (found := getattr(self, scale)) is not None}

    def _problems(self) -> Iterator[FieldProblem]:
        for scale, estimate in self.scales.items():
            lowest, highest = SCALES[scale]
            if not lowest <= estimate.value <= highest:
                message = f"{estimate.value} is not on the scale of {scale}"
                yield FieldProblem(f"{scale}.value", message, f"use {lowest:g} to {highest:g}")


# What a role has as its own in a row of a comparison. A kind that no page writes in a way of its own has a `text`.
Item = (
    Duty
    | Program
    | Credential
    | Condition
    | TrainingStatement
    | Statement
    | Setting
    | Figure
    | Level
    | Missing
    | Rating
)


class Settings(Model):
    """Where the work is done, what it asks of body and day, and other statements."""

    items: tuple[Setting, ...] = ()
    conditions: tuple[Condition, ...] = ()
    statements: tuple[Statement, ...] = ()
    context: tuple[Rating, ...] | None = Field(default=None, description="The ratings of kind work-context.")


class Outlook(Model):
    """Figures of pay, employment and projections in every edition that the dataset has, in no particular order."""

    pay: tuple[FigureOrMissing, ...] = ()
    employment: tuple[FigureOrMissing, ...] = ()
    projections: tuple[FigureOrMissing, ...] = ()
    openings: tuple[FigureOrMissing, ...] = ()
    statements: tuple[Statement, ...] = ()

    @property
    def figures(self) -> tuple[Figure | Missing, ...]:
        """All figures, in the order in which they are shown."""
        return (*self.pay, *self.employment, *self.projections, *self.openings)


class RelatedOccupation(Model):
    """An occupation that a source lists as related; `tier` and `place` are the source's own."""

    code: Text
    tier: Text
    place: Annotated[int, Field(ge=1)]
    citations: Citations


class Codes(Model):
    """The role's own codes in the classifications of occupations."""

    soc: Annotated[str, Field(pattern=r"^[0-9]{2}-[0-9]{4}$")] | None = Field(
        default=None, description="SOC 2018, such as 31-9092."
    )
    onet_soc: Annotated[str, Field(pattern=r"^[0-9]{2}-[0-9]{4}\.[0-9]{2}$")] | None = Field(
        default=None, description="O*NET-SOC 2019, such as 31-9092.00."
    )
    isco08: Annotated[str, Field(pattern=r"^[0-9]{1,4}$")] | None = Field(default=None, description="ISCO-08.")
    esco: Text | None = None

    @property
    def own(self) -> str | None:
        """The narrowest official code, which figures are compared with."""
        return self.onet_soc or self.soc

    @property
    def all(self) -> tuple[str, ...]:
        """Every code that the role has, the narrowest first."""
        return tuple(code for code in (self.onet_soc, self.soc, self.isco08, self.esco) if code)


class RoleHeading(Model):
    """The part of a role that it is found and listed by."""

    id: Slug
    title: Text
    summary: Statement
    other_titles: tuple[Text, ...] = ()
    codes: Codes = Codes()
    members: tuple[Slug, ...] = Field(default=(), description="Of an umbrella, the ids of its member roles.")


class Role(RoleHeading):
    """An occupation, or an umbrella: several occupations under one name, with statements of its own."""

    duties: tuple[Duty, ...] = ()
    training: Training = Training()
    credentials: Credentials = Credentials()
    settings: Settings = Settings()
    outlook: Outlook = Outlook()
    ratings: tuple[Rating, ...] = ()
    related: tuple[RelatedOccupation, ...] | None = None
    missing: tuple[Missing, ...] | None = Field(
        default=None, description="The parts that the role is without as a whole, and why."
    )

    def holds(self, part: str) -> bool:
        """Return whether the role has anything of a part, one of `kinds.SECTION_OF_PART`."""
        match part:
            case "duties":
                return bool(self.duties)
            case "credentials":
                return bool(self.credentials.items or self.credentials.statements)
            case "jobs.share":
                return any(isinstance(setting.share, Figure) for setting in self.settings.items)
            case "work-context":
                return bool(self.settings.context)
            case "outlook":
                return bool(self.outlook.figures)
        return any(rating.kind == part for rating in self.ratings)
