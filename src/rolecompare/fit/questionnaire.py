"""Define the questions of `fit` in plain words, and what each answer makes of a job's value.

An answer names a metric (`fit.metrics`). A wish gives points for its value: none at `zero_at`, all 100 at `full_at`,
and a straight line between. A limit gives none: a job keeps it or is listed apart. Neither depends on the other jobs.
docs/decisions/fit-points.md says why the ends are these.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from math import floor
from typing import Literal, NamedTuple

from rolecompare.fit.kinds_of_work import KINDS_OF_WORK
from rolecompare.models.kinds import SectionName

SKIP = "skip"
MIN_WEIGHT, MAX_WEIGHT = 0, 10
LOWEST_AMOUNT, HIGHEST_AMOUNT = 1_000, 10_000_000  # dollars a year
AMOUNT = re.compile(r"\$?\s*([0-9]{1,3}(?:,[0-9]{3})+|[0-9]+)(?:\.0+)?\s*(k?)", re.IGNORECASE)
# A job where so large a part of the listed duties is of the wanted kind gets all points; hardly any has more.
FULL_SHARE = 40
# How large a part of the duties may be of a kind that somebody wants to avoid.
AVOIDED_SHARE = 10


def round_half_up(number: float) -> float:
    """Return the number rounded to one decimal, halves up; a tiny tolerance hides floating-point noise."""
    return floor(number * 10 + 0.5 + 1e-9) / 10


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """A possible answer: its key, its text, and what it makes of the value of a metric.

    A wish has the two ends of its points, a limit the least or the most that a value may be. `scale` says so in words.
    """

    key: str
    text: str
    metric: str
    scale: str
    zero_at: int | float | None = None
    full_at: int | float | None = None
    at_least: int | float | None = None
    at_most: int | float | None = None

    def points(self, value: float) -> float:
        """Return 0 to 100 points, to one decimal, that a wish gives for a value of its metric."""
        if self.zero_at is None or self.full_at is None:
            raise ValueError("a limit gives no points")
        share = (value - self.zero_at) / (self.full_at - self.zero_at)
        return round_half_up(100 * min(1.0, max(0.0, share)))

    def keeps(self, value: float) -> bool:
        """Return whether a value of the metric keeps a limit."""
        return (self.at_least is None or value >= self.at_least) and (self.at_most is None or value <= self.at_most)


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """A question with its choices.

    `kind` is what its answers are: a limit lists apart who does not keep it, a wish ranks the others. `title` is its
    short name, `measured_by` says what in the data answers it, and `section` where that stands. Where `amount` is set,
    any number of dollars is an answer, and the choices are examples.
    """

    key: str
    kind: Literal["limit", "wish"]
    title: str
    section: SectionName
    text: str
    measured_by: str
    choices: tuple[Choice, ...]
    amount: bool = False

    def choice(self, key: str) -> Choice:
        """Return the choice with a key; of an amount, the choice that it stands for."""
        listed = next((choice for choice in self.choices if choice.key == key), None)
        if listed is None and self.amount:
            return (_pay_floor if self.kind == "limit" else _pay_wish)(int(key))
        if listed is None:
            raise KeyError(key)
        return listed


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


def read_amount(text: str) -> int | None:
    """Return the dollars that a text such as 52000, $52,000 or 52k means; None if it is no such amount."""
    found = AMOUNT.fullmatch(text.strip())
    if found is None:
        return None
    amount = int(found[1].replace(",", "")) * (1000 if found[2] else 1)
    return amount if LOWEST_AMOUNT <= amount <= HIGHEST_AMOUNT else None


def _rating(key: str, text: str, metric: str) -> Choice:
    return Choice(key=key, text=text, metric=metric, zero_at=1, full_at=7, scale="100 points at 7, none at 1")


def _liked(key: str, text: str) -> Choice:
    scale = f"100 points from {FULL_SHARE}%, none at 0%"
    return Choice(key=key, text=text, metric=f"kind-{key}", zero_at=0, full_at=FULL_SHARE, scale=scale)


def _avoided(key: str, text: str) -> Choice:
    scale = f"{AVOIDED_SHARE}% or less"
    return Choice(key=key, text=text, metric=f"kind-{key}", at_most=AVOIDED_SHARE, scale=scale)


def _place(key: str, text: str, metric: str) -> Choice:
    return Choice(key=key, text=text, metric=metric, zero_at=0, full_at=100, scale="100 points at 100%, none at 0%")


def _time(key: str, text: str, months: int, scale: str) -> Choice:
    return Choice(key=key, text=text, metric="preparation", at_most=months, scale=f"at most {scale} in all")


@cache
def _pay_floor(amount: int) -> Choice:
    text = f"at least ${amount:,} a year"
    return Choice(key=str(amount), text=text, metric="pay", at_least=amount, scale=f"a median of ${amount:,} or more")


@cache
def _pay_wish(amount: int) -> Choice:
    half = amount / 2
    scale = f"100 points from ${amount:,}, none at half of it or less"
    return Choice(
        key=str(amount), text=f"about ${amount:,} a year", metric="pay", zero_at=half, full_at=amount, scale=scale
    )


def _growth(key: str, text: str, percent: int) -> Choice:
    return Choice(key=key, text=text, metric="growth", at_least=percent, scale=f"{percent}% or more over ten years")


PREPARATION = (
    "the typical entry-level education, related work experience, and on-the-job training that BLS names, added up "
    "(docs/decisions/fit-points.md says for how many months each counts)"
)
TASKS = "the percent of the job's listed duties whose O*NET activities are of that kind"

QUESTIONS = (
    Question(
        key="time",
        kind="limit",
        title="Time to qualify",
        section=SectionName.TRAINING,
        text="How long can you prepare? Count school, required experience, and training on the job.",
        measured_by=PREPARATION,
        choices=(
            _time("month", "a month at most", 1, "1 month"),
            _time("year", "about a year", 18, "18 months"),
            _time("two-years", "about two years", 30, "30 months"),
            _time("four-years", "about four years", 54, "4 and a half years"),
            _time("six-years", "about six years", 78, "6 and a half years"),
        ),
    ),
    Question(
        key="pay",
        kind="limit",
        title="Pay you need",
        section=SectionName.OUTLOOK,
        text="How much must it pay at least? Half of the workers earn more than the figure used, beginners often less.",
        measured_by="median pay per year",
        choices=tuple(_pay_floor(amount) for amount in (40_000, 60_000, 80_000, 100_000)),
        amount=True,
    ),
    Question(
        key="outlook",
        kind="limit",
        title="Outlook",
        section=SectionName.OUTLOOK,
        text="What must hold of the number of jobs in the country?",
        measured_by="the projected percent change in jobs over ten years, or the projected openings a year",
        choices=(
            _growth("steady", "it must not fall", 0),
            _growth("growing", "it must grow at least 5% in ten years", 5),
            _growth("fast", "it must grow at least 10% in ten years", 10),
            Choice(
                key="openings",
                text="there must be at least 10,000 openings a year",
                metric="openings",
                at_least=10_000,
                scale="10,000 or more openings a year",
            ),
        ),
    ),
    Question(
        key="avoid",
        kind="limit",
        title="Work to avoid",
        section=SectionName.DUTIES,
        text="Which kind of work do you not want, or hardly any of it?",
        measured_by=TASKS,
        choices=tuple(_avoided(key, text) for key, text in KINDS_OF_WORK.items()),
    ),
    Question(
        key="people",
        kind="wish",
        title="People or things",
        section=SectionName.RATINGS,
        text="Would you rather help people, or work with tools, machines, plants, or animals?",
        measured_by="O*NET's rating, from 1 to 7, of how well the work suits a Social or a Realistic interest",
        choices=(
            _rating("people", "help people", "interest-1.B.1.d"),
            _rating("things", "work with tools, machines, plants, or animals", "interest-1.B.1.a"),
        ),
    ),
    Question(
        key="ideas",
        kind="wish",
        title="Ideas or order",
        section=SectionName.RATINGS,
        text="Would you rather create something new, or keep things in order by clear rules?",
        measured_by="O*NET's rating, from 1 to 7, of how well the work suits an Artistic or a Conventional interest",
        choices=(
            _rating("ideas", "create something new", "interest-1.B.1.c"),
            _rating("order", "keep things in order by clear rules", "interest-1.B.1.f"),
        ),
    ),
    Question(
        key="lead",
        kind="wish",
        title="Leading or finding out",
        section=SectionName.RATINGS,
        text="Would you rather lead and persuade, or find out how things work?",
        measured_by="O*NET's rating, from 1 to 7, of how well the work suits an Enterprising or Investigative interest",
        choices=(
            _rating("lead", "lead and persuade", "interest-1.B.1.e"),
            _rating("find-out", "find out how things work", "interest-1.B.1.b"),
        ),
    ),
    Question(
        key="like",
        kind="wish",
        title="Work you like",
        section=SectionName.DUTIES,
        text="Which kind of work would you like to do most?",
        measured_by=TASKS,
        choices=tuple(_liked(key, text) for key, text in KINDS_OF_WORK.items()),
    ),
    Question(
        key="value",
        kind="wish",
        title="What matters to you",
        section=SectionName.RATINGS,
        text="What matters most to you in a job?",
        measured_by="O*NET's rating, from 1 to 7, of how far the work satisfies that work value",
        choices=(
            _rating("achievement", "to use your abilities and see results", "value-1.B.2.a"),
            _rating("independence", "to work on your own and make decisions", "value-1.B.2.f"),
            _rating("recognition", "to advance, to lead, and to be respected", "value-1.B.2.c"),
            _rating("relationships", "to get along with coworkers and do things for others", "value-1.B.2.d"),
            _rating("support", "to have bosses who back and train their people", "value-1.B.2.e"),
            _rating("conditions", "to have security and good working conditions", "value-1.B.2.b"),
        ),
    ),
    Question(
        key="place",
        kind="wish",
        title="Place",
        section=SectionName.SETTINGS,
        text="Where would you like to work?",
        measured_by="the percent of jobs there, among those whose workplace is published, or of the self-employed",
        choices=(
            _place("hospital", "where patients stay, such as a hospital or nursing home", "inpatient"),
            _place("office", "where patients come and go, such as a doctor's office or clinic", "outpatient"),
            _place("laboratory", "in a medical lab or imaging center outside a hospital", "laboratory"),
            Choice(
                key="self",
                text="for yourself, in your own business",
                metric="self-employed",
                zero_at=0,
                full_at=50,
                scale="100 points from 50% self-employed, none at 0%",
            ),
        ),
    ),
    Question(
        key="pay-wish",
        kind="wish",
        title="Pay you would like",
        section=SectionName.OUTLOOK,
        text="How much would you like to earn?",
        measured_by="median pay per year",
        choices=tuple(_pay_wish(amount) for amount in (40_000, 60_000, 80_000, 100_000)),
        amount=True,
    ),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Questions:
    """All questions with their choices; `skip` is a choice of each."""

    schema: Literal["rolecompare/questions/2"] = "rolecompare/questions/2"
    questions: tuple[Question, ...] = QUESTIONS


BY_KEY = {question.key: question for question in QUESTIONS}
