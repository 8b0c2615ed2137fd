"""Roles and their sections: duties, training, credentials, settings, outlook and ratings."""

from collections.abc import Iterator
from typing import Annotated, Literal

from rolecompare.measures import LEVELS, SCALES
from rolecompare.models.base import Limits, Record, Slug, Text, Wrong, record, sound
from rolecompare.models.figures import Estimate, Figure, FigureOrMissing, LevelOrMissing, Missing
from rolecompare.models.kinds import ConditionKind, CredentialKind, RatingKind, Requirement, SettingKind
from rolecompare.models.sources import Citation, Citations, Statement


@record
class Activity(Record):
    """What a duty is an instance of. `onet`: the detailed (if broader: intermediate) work activities behind it."""

    id: Slug
    label: Text
    onet: tuple[Annotated[str, Limits(pattern=r"^[1-9]\.[A-Za-z0-9.]+$")], ...] = ()
    broader: Slug | None = None


@record
class Duty(Statement):
    """A statement of work done. `area` is a word such as `clinical`; `importance` is on O*NET's scale of 1 to 5.

    `further` are other activities that it is an instance of as well, for work that holds several kinds.
    """

    area: Slug | None = None
    activity: Slug | None = None
    other_activities: tuple[Slug, ...] | None = None
    task_type: Literal["core", "supplemental"] | None = None
    importance: Estimate | None = None


@record
class Program(Statement):
    """A course of study that leads to the role. Lengths in months, each bound absent where it is not published."""

    award: Text
    min_months: Annotated[int, Limits(ge=0, le=240)] | None = None
    max_months: Annotated[int, Limits(ge=0, le=240)] | None = None

    def __post_init__(self) -> None:
        sound(self._wrongs())

    def _wrongs(self) -> Iterator[Wrong]:
        levels = LEVELS["education.entry"]
        if self.award not in levels:
            yield Wrong("award", f"{self.award!r} is no level of education", f"use one of {', '.join(levels)}")
        if self.min_months is not None and self.max_months is not None and self.min_months > self.max_months:
            yield Wrong("max_months", "the longest length is below the shortest", "put the smaller one in min_months")


@record
class Training(Record):
    """What it takes to enter: levels on the ordered scales, programs, and what sources say besides."""

    levels: tuple[LevelOrMissing, ...] = ()
    programs: tuple[Program, ...] = ()
    statements: tuple[Statement, ...] = ()


@record
class Credential(Statement):
    """What attests that somebody may or can do the work; `text` says what the source says of it for this role."""

    name: Text
    abbreviation: Text | None = None
    issuer: Text
    kind: CredentialKind
    requirement: Requirement


@record
class Credentials(Record):
    """Licenses, certifications and the like, and what sources say of them in words."""

    items: tuple[Credential, ...] = ()
    statements: tuple[Statement, ...] = ()


@record
class Setting(Record):
    """Where the work is done. `share` is the percent of the occupation's jobs, measure `jobs.share`.

    `within` is a wider setting that this one is a part of, as private hospitals are of hospitals.
    """

    SIDE = "setting"

    setting: Slug
    label: Text
    kind: SettingKind
    share: FigureOrMissing
    within: Slug | None = None
    citations: Citations
    claims: tuple[Annotated[int, Limits(ge=1)], ...] | None = None

    @property
    def all_citations(self) -> tuple[Citation, ...]:
        """Those of the share and those of the setting, each once."""
        return tuple(dict.fromkeys((*self.share.citations, *self.citations)))


@record
class Condition(Statement):
    """What the work asks of the body or of the day, such as long hours on one's feet."""

    condition: ConditionKind


@record
class Rating(Record):
    """How much a skill or knowledge matters (importance) and how much of it is needed (level).

    Other elements have scales of their own, as O*NET has them: `interest` is how far the work calls for it, `extent`
    how far it satisfies a value, `context` how often or how much something is so at work, `impact` how far a style
    helps or hinders, and `percent` how many of those asked said so. `vocabulary.SCALES` has the bounds.
    """

    element: Text
    name: Text
    kind: RatingKind
    importance: Estimate | None = None
    level: Estimate | None = None
    interest: Estimate | None = None
    extent: Estimate | None = None
    context: Estimate | None = None
    impact: Estimate | None = None
    percent: Estimate | None = None
    citations: Citations

    @property
    def scales(self) -> dict[str, Estimate]:
        """What the element is rated on, by the name of the scale."""
        return {scale: found for scale in SCALES if (found := getattr(self, scale)) is not None}

    def __post_init__(self) -> None:
        sound(self._wrongs())

    def _wrongs(self) -> Iterator[Wrong]:
        for scale, estimate in self.scales.items():
            lowest, highest = SCALES[scale]
            if not lowest <= estimate.value <= highest:
                what = f"{estimate.value} is not on the scale of {scale}"
                yield Wrong(f"{scale}.value", what, f"use {lowest:g} to {highest:g}")


@record
class Settings(Record):
    """Where the work is done, what it asks of body and day, and what sources say besides.

    `context` are the ratings of kind `work-context`: how often or how much something is so at work.
    """

    items: tuple[Setting, ...] = ()
    conditions: tuple[Condition, ...] = ()
    statements: tuple[Statement, ...] = ()
    context: tuple[Rating, ...] | None = None


@record
class Outlook(Record):
    """Figures in every edition that the dataset holds, in no particular order."""

    pay: tuple[FigureOrMissing, ...] = ()
    employment: tuple[FigureOrMissing, ...] = ()
    projections: tuple[FigureOrMissing, ...] = ()
    openings: tuple[FigureOrMissing, ...] = ()
    statements: tuple[Statement, ...] = ()

    @property
    def figures(self) -> tuple[Figure | Missing, ...]:
        return (*self.pay, *self.employment, *self.projections, *self.openings)


@record
class RelatedOccupation(Record):
    """An occupation that a source counts as related, by its code; `tier` and `place` are the source's own."""

    code: Text
    tier: Text
    place: Annotated[int, Limits(ge=1)]
    citations: Citations


@record
class Codes(Record):
    """The role's own codes: SOC 2018, O*NET-SOC 2019, ISCO-08 and ESCO."""

    soc: Annotated[str, Limits(pattern=r"^[0-9]{2}-[0-9]{4}$")] | None = None
    onet_soc: Annotated[str, Limits(pattern=r"^[0-9]{2}-[0-9]{4}\.[0-9]{2}$")] | None = None
    isco08: Annotated[str, Limits(pattern=r"^[0-9]{1,4}$")] | None = None
    esco: Text | None = None

    @property
    def own(self) -> str | None:
        """The narrowest official code, which figures are held against."""
        return self.onet_soc or self.soc

    @property
    def all(self) -> tuple[str, ...]:
        return tuple(code for code in (self.onet_soc, self.soc, self.isco08, self.esco) if code)


@record
class Role(Record):
    """An occupation, or, where `members` names others, an umbrella over them with statements of its own.

    `missing` says of whole parts (`vocabulary.PARTS`) why they are not there.
    """

    id: Slug
    title: Text
    summary: Statement
    other_titles: tuple[Text, ...] = ()
    codes: Codes = Codes()
    members: tuple[Slug, ...] = ()
    duties: tuple[Duty, ...] = ()
    training: Training = Training()
    credentials: Credentials = Credentials()
    settings: Settings = Settings()
    outlook: Outlook = Outlook()
    ratings: tuple[Rating, ...] = ()
    related: tuple[RelatedOccupation, ...] | None = None
    missing: tuple[Missing, ...] | None = None

    def holds(self, part: str) -> bool:
        """Whether there is anything of a part."""
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


@record
class RoleHeading(Record):
    """What a role is found and listed by."""

    id: Slug
    title: Text
    summary: Statement
    other_titles: tuple[Text, ...] = ()
    codes: Codes = Codes()
    members: tuple[Slug, ...] = ()
