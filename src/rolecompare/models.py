"""What a dataset is made of: sources, statements, figures and roles, frozen, each sound once it exists.

Reading order: what everything cites (`Source`, `Citation`), what is said (`Statement`), what is counted (`Known`,
`Missing`, `Level`), what a role is (`Role`). What a record alone can show is checked here, when it is made; what only
the whole shows (a citation of a source that is not there) is checked in `soundness`. `claims` goes on from here.
"""

from collections.abc import Iterator
from typing import Annotated, Literal

from rolecompare.records import Date, Kinds, Limits, Month, Number, Record, Slug, Text, Url, Wrong, record, sound
from rolecompare.vocabulary import (
    LEVELS,
    MEASURES,
    PARTS,
    SCALES,
    Absence,
    ConditionKind,
    CredentialKind,
    PeriodKind,
    RatingKind,
    Requirement,
    SettingKind,
    SourceKind,
    is_period,
)

SectionName = Literal["duties", "training", "credentials", "settings", "outlook", "ratings"]


# ── what everything cites ────────────────────────────────────────────────────────────────────────────────────────────


@record
class Source(Record):
    """A publication. `published` and `reference_period` are absent where the publication does not state them."""

    id: Slug
    title: Text
    publisher: Text
    url: Url | None = None
    edition: Text
    published: Date | None = None
    reference_period: Text | None = None
    licence: Text
    kind: SourceKind


@record
class Citation(Record):
    """A source and a place in it, such as `Table 1.2, row 517`.

    `times` is what the number that stands there is multiplied by: 1000 where a table counts in thousands.
    """

    source: Slug
    place: Text
    times: Annotated[int, Limits(ge=2, le=1_000_000)] | None = None


Citations = Annotated[tuple[Citation, ...], Limits(min_length=1)]


@record
class Statement(Record):
    """One sentence about a role, in our own words. `claims` are the article's claims that stand or fall with it."""

    SIDE = "statement"

    text: Text
    citations: Citations
    claims: tuple[Annotated[int, Limits(ge=1)], ...] | None = None


# ── what is counted ──────────────────────────────────────────────────────────────────────────────────────────────────


@record
class Known(Record):
    """A published number. Units by measure: `vocabulary.MEASURES`; `code` is the one it was published for.

    `period` is a year (`2024`), a month (`2025-05`) or a span (`2024/2034`); `area` is `US` or a code such as `US-CA`.
    """

    measure: Text
    value: Number
    unit: Text
    period: Text
    area: Text
    code: Text
    citations: Citations

    def __post_init__(self) -> None:
        sound(self._wrongs())

    def _wrongs(self) -> Iterator[Wrong]:
        measure = MEASURES.get(self.measure)
        if measure is None:
            yield Wrong("measure", f"unknown measure {self.measure!r}", f"use one of {', '.join(MEASURES)}")
            return
        if self.unit != measure.unit:
            yield Wrong("unit", f"unit {self.unit!r} does not belong to {self.measure}", f"use {measure.unit!r}")
        if not is_period(self.period, measure.period):
            yield Wrong("period", f"{self.period!r} is no period of {self.measure}", f"use {measure.period.value}")
        if measure.lowest is not None and self.value < measure.lowest:
            yield Wrong("value", f"{self.value} is below {measure.lowest:g}", f"use {measure.lowest:g} or more")
        if measure.highest is not None and self.value > measure.highest:
            yield Wrong("value", f"{self.value} is above {measure.highest:g}", f"use {measure.highest:g} or less")


@record
class Missing(Record):
    """A number, a level or a whole part of a role (`vocabulary.PARTS`) that is not there, and why.

    `bound` goes with `above-published-range` alone.
    """

    SIDE = "missing"

    measure: Text
    missing: Absence
    reason: Text
    bound: Number | None = None
    period: Text | None = None
    area: Text | None = None
    code: Text | None = None
    citations: tuple[Citation, ...] = ()

    def __post_init__(self) -> None:
        sound(self._wrongs())

    def _wrongs(self) -> Iterator[Wrong]:
        if not any(self.measure in known for known in (MEASURES, LEVELS, PARTS)):
            known = ", ".join(dict.fromkeys([*MEASURES, *LEVELS, *PARTS]))
            yield Wrong("measure", f"unknown measure {self.measure!r}", f"use one of {known}")
        if (self.bound is not None) != (self.missing is Absence.ABOVE_PUBLISHED_RANGE):
            yield Wrong("bound", "a bound goes with above-published-range, and with it alone", "give both or neither")
        kind = MEASURES[self.measure].period if self.measure in MEASURES else PeriodKind.POINT
        if self.period is not None and not is_period(self.period, kind):
            yield Wrong("period", f"{self.period!r} is no period of {self.measure}", f"use {kind.value}")


@record
class Level(Record):
    """A step on one of the ordered scales of `vocabulary.LEVELS`, such as the typical entry-level education."""

    SIDE = "level"

    measure: Text
    value: Text
    period: Text
    area: Text
    code: Text
    citations: Citations

    def __post_init__(self) -> None:
        sound(self._wrongs())

    def _wrongs(self) -> Iterator[Wrong]:
        scale = LEVELS.get(self.measure)
        if scale is None:
            yield Wrong("measure", f"unknown measure {self.measure!r}", f"use one of {', '.join(LEVELS)}")
            return
        if self.value not in scale:
            yield Wrong("value", f"{self.value!r} is no level of {self.measure}", f"use one of {', '.join(scale)}")
        if not is_period(self.period, PeriodKind.POINT):
            yield Wrong("period", f"{self.period!r} is no period of a level", f"use {PeriodKind.POINT.value}")


Figure = Annotated[Known | Missing, Kinds()]
Standing = Annotated[Level | Missing, Kinds()]


# ── what a role is ───────────────────────────────────────────────────────────────────────────────────────────────────


@record
class Activity(Record):
    """What a duty is an instance of. `onet`: the detailed (if broader: intermediate) work activities behind it."""

    id: Slug
    label: Text
    onet: tuple[Annotated[str, Limits(pattern=r"^[1-9]\.[A-Za-z0-9.]+$")], ...] = ()
    broader: Slug | None = None


@record
class Estimate(Record):
    """An estimate with what is known of its precision; bounds are of the 95 % confidence interval.

    `by` is who estimated it, in the publisher's words, such as incumbents, occupational experts or machine learning.
    """

    value: Number
    n: Annotated[int, Limits(ge=0)] | None = None
    standard_error: Number | None = None
    lower: Number | None = None
    upper: Number | None = None
    suppress: bool = False
    by: Text | None = None
    period: Month

    def __post_init__(self) -> None:
        sound(self._wrongs())

    def _wrongs(self) -> Iterator[Wrong]:
        if self.standard_error is not None and self.standard_error < 0:
            yield Wrong("standard_error", f"{self.standard_error} is below 0", "use 0 or more")
        if self.lower is not None and self.upper is not None and self.lower > self.upper:
            yield Wrong("lower", "the lower bound is above the upper", "put the smaller one in lower")


@record
class Duty(Statement):
    """A statement of work done. `area` is a word such as `clinical`; `importance` is on O*NET's scale of 1 to 5.

    `further` are other activities that it is an instance of as well, for work that holds several kinds.
    """

    area: Slug | None = None
    activity: Slug | None = None
    further: tuple[Slug, ...] | None = None
    task_type: Literal["core", "supplemental"] | None = None
    importance: Estimate | None = None


@record
class Programme(Statement):
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
    """What it takes to enter: levels on the ordered scales, programmes, and what sources say besides."""

    levels: tuple[Standing, ...] = ()
    programmes: tuple[Programme, ...] = ()
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
    """Licences, certifications and the like, and what sources say of them in words."""

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
    share: Figure
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

    pay: tuple[Figure, ...] = ()
    employment: tuple[Figure, ...] = ()
    projections: tuple[Figure, ...] = ()
    openings: tuple[Figure, ...] = ()
    statements: tuple[Statement, ...] = ()

    @property
    def figures(self) -> tuple[Known | Missing, ...]:
        return (*self.pay, *self.employment, *self.projections, *self.openings)


@record
class Related(Record):
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
    also_called: tuple[Text, ...] = ()
    codes: Codes = Codes()
    members: tuple[Slug, ...] = ()
    duties: tuple[Duty, ...] = ()
    training: Training = Training()
    credentials: Credentials = Credentials()
    settings: Settings = Settings()
    outlook: Outlook = Outlook()
    ratings: tuple[Rating, ...] = ()
    related: tuple[Related, ...] | None = None
    missing: tuple[Missing, ...] | None = None

    def holds(self, part: str) -> bool:
        """Whether there is anything of a part."""
        match part:
            case "duties":
                return bool(self.duties)
            case "credentials":
                return bool(self.credentials.items or self.credentials.statements)
            case "jobs.share":
                return any(isinstance(setting.share, Known) for setting in self.settings.items)
            case "work-context":
                return bool(self.settings.context)
            case "outlook":
                return bool(self.outlook.figures)
        return any(rating.kind == part for rating in self.ratings)


@record
class Heading(Record):
    """What a role is found and listed by."""

    id: Slug
    title: Text
    summary: Statement
    also_called: tuple[Text, ...] = ()
    codes: Codes = Codes()
    members: tuple[Slug, ...] = ()
