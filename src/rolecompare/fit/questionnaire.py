"""Define the questions of `fit` in plain words, and how each answer turns a role's value into points.

An answer names a metric (`fit.metrics`) and the two values of it between which points rise in a straight line: none at
`zero_at`, all 100 at `full_at`. Both are the same whichever roles are compared, so that the points of a role never
depend on the others. docs/decisions/fit-points.md says why they are these.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from math import floor
from typing import Literal, NamedTuple

from rolecompare.comparison.traits import RULES
from rolecompare.measures import LEVELS, level_rank
from rolecompare.models.kinds import SectionName

SKIP = "skip"
MIN_WEIGHT, MAX_WEIGHT = 0, 10
# One level of education more than was asked for is worth half of the points, two are worth none.
MAX_LEVELS_ABOVE = 2


def round_half_up(number: float) -> float:
    """Return the number rounded to one decimal, halves up; a tiny tolerance hides floating-point noise."""
    return floor(number * 10 + 0.5 + 1e-9) / 10


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """A possible answer: its key, its text, and how it is scored.

    `scale` says in words at which value of the metric a role gets all 100 points and at which none.
    """

    key: str
    text: str
    metric: str
    zero_at: int | float
    full_at: int | float
    scale: str

    def points(self, value: float) -> float:
        """Return 0 to 100 points, to one decimal, for a value of the metric."""
        share = (value - self.zero_at) / (self.full_at - self.zero_at)
        return round_half_up(100 * min(1.0, max(0.0, share)))


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """A question with its choices.

    `title` is its short name, `measured_by` says what in the data answers it, and `section` where that stands.
    """

    key: str
    title: str
    section: SectionName
    text: str
    measured_by: str
    choices: tuple[Choice, ...]

    def choice(self, key: str) -> Choice:
        """Return the choice with a key."""
        return next(choice for choice in self.choices if choice.key == key)


class Answers(NamedTuple):
    """The choice for each question answered, and the weights of those that count more or less than once."""

    choices: Mapping[str, str] = {}
    weights: Mapping[str, int | float] = {}

    @property
    def counted(self) -> "Answers":
        """The answers that count, in the order of the questions: not those skipped or of weight 0."""
        choices = {
            question.key: choice
            for question in QUESTIONS
            if (choice := self.choices.get(question.key, SKIP)) != SKIP and self.weight(question.key)
        }
        return Answers(choices, {name: weight for name, weight in self.weights.items() if name in choices})

    def weight(self, question: str) -> int | float:
        """Return the weight of a question, which is 1 unless the answers say otherwise."""
        return self.weights.get(question, 1)


def _share(key: str, text: str, metric: str) -> Choice:
    return Choice(key=key, text=text, metric=metric, zero_at=0, full_at=100, scale="100 points at 100%, none at 0%")


def _low_share(key: str, text: str, metric: str) -> Choice:
    return Choice(key=key, text=text, metric=metric, zero_at=100, full_at=0, scale="100 points at 0%, none at 100%")


def _interest(key: str, text: str, metric: str) -> Choice:
    return Choice(key=key, text=text, metric=metric, zero_at=1, full_at=7, scale="100 points at 7, none at 1")


def _level(key: str, text: str, level: str) -> Choice:
    full = level_rank("education.entry", level)
    name = LEVELS["education.entry"][level].lower()
    scale = f"100 points up to {name}, 50 one level above that, none beyond"
    return Choice(key=key, text=text, metric="entry", zero_at=full + MAX_LEVELS_ABOVE, full_at=full, scale=scale)


def _pay(amount: int) -> Choice:
    scale = f"100 points from ${amount:,}; below it, the median as a percent of ${amount:,}"
    return Choice(
        key=str(amount), text=f"at least ${amount:,} a year", metric="pay", zero_at=0, full_at=amount, scale=scale
    )


def _growth(key: str, text: str, zero_at: int, full: int) -> Choice:
    scale = f"100 points from {full}%, none at {zero_at}% or less".replace("-", "−")
    return Choice(key=key, text=text, metric="growth", zero_at=zero_at, full_at=full, scale=scale)


QUESTIONS = (
    Question(
        key="people",
        title="People or machines",
        section=SectionName.RATINGS,
        text="Would you rather deal with people, or with machines and things?",
        measured_by="O*NET's rating, from 1 to 7, of how well the work suits a Social or a Realistic interest",
        choices=(
            _interest("people", "people", "social"),
            _interest("machines", "machines and things", "realistic"),
        ),
    ),
    Question(
        key="care",
        title="Hands-on care",
        section=SectionName.DUTIES,
        text="How much of your work should be hands-on patient care?",
        measured_by=RULES["patient-contact"],
        choices=(_share("much", "much of it", "care"), _low_share("little", "as little as possible", "care")),
    ),
    Question(
        key="technology",
        title="Laboratory and technology",
        section=SectionName.DUTIES,
        text="How much should be lab work, tests, imaging, and other technology?",
        measured_by=RULES["technology"],
        choices=(
            _share("much", "much of it", "technology"),
            _low_share("little", "as little as possible", "technology"),
        ),
    ),
    Question(
        key="desk",
        title="Desk work",
        section=SectionName.DUTIES,
        text="How much should be desk work (appointments, records, billing)?",
        measured_by=RULES["desk-work"],
        choices=(_share("much", "much of it", "desk"), _low_share("little", "as little as possible", "desk")),
    ),
    Question(
        key="time",
        title="Time to qualify",
        section=SectionName.TRAINING,
        text="How long are you willing to train first?",
        measured_by="the typical entry-level education; where sources disagree, the midpoint",
        choices=(
            _level("now", "straight from high school", "high-school-diploma"),
            _level("year", "a certificate (usually about a year)", "postsecondary-nondegree-award"),
            _level("two-years", "an associate's degree (usually two years)", "associates-degree"),
            _level("four-years", "a bachelor's degree (usually four years)", "bachelors-degree"),
        ),
    ),
    Question(
        key="pay",
        title="Pay",
        section=SectionName.OUTLOOK,
        text="How much should it pay?",
        measured_by="median pay per year",
        choices=(_pay(40_000), _pay(60_000), _pay(80_000), _pay(100_000)),
    ),
    Question(
        key="outlook",
        title="Outlook",
        section=SectionName.OUTLOOK,
        text="How should the number of jobs change over ten years?",
        measured_by="the projected percent change in jobs over ten years",
        choices=(
            _growth("steady", "it should not fall", -10, 0),
            _growth("growing", "it should grow at least 5%", 0, 5),
            _growth("fast", "it should grow at least 10%", 0, 10),
        ),
    ),
    Question(
        key="place",
        title="Place",
        section=SectionName.SETTINGS,
        text="Where would you rather work?",
        measured_by="percent of jobs in that kind of workplace, among the jobs whose workplace is published",
        choices=(
            _share("hospital", "where patients stay, such as a hospital or nursing home", "inpatient"),
            _share("office", "where patients come and go, such as a doctor's office or clinic", "outpatient"),
            _share("laboratory", "in a lab outside a hospital", "laboratory"),
        ),
    ),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Questions:
    """All questions with their choices; `skip` is a choice of each."""

    schema: Literal["rolecompare/questions/2"] = "rolecompare/questions/2"
    questions: tuple[Question, ...] = QUESTIONS


BY_KEY = {question.key: question for question in QUESTIONS}
