"""Readings that points rest on -> what to beware of: values years apart, or published for a wider code."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from rolecompare.codes import CodeRelation, code_relation
from rolecompare.comparison import labels
from rolecompare.comparison.figures import JUDGMENT_YEARS, NUMBER_YEARS
from rolecompare.comparison.types import ComparisonWarning
from rolecompare.fit.metrics import MeasuredRole, Reading, single_roles
from rolecompare.fit.questionnaire import BY_KEY, Answers, Question
from rolecompare.measures import period_months, years_apart
from rolecompare.models.kinds import SectionName
from rolecompare.models.roles import Role

UNASKED = "Nothing was asked for, so nothing is ranked."
# What is judged or rated holds for years; a number does not.
JUDGED = (SectionName.TRAINING, SectionName.RATINGS)

Shown = list[tuple[Role, Reading]]


def warnings(running: Sequence[MeasuredRole], answers: Answers) -> Iterator[ComparisonWarning]:
    if not answers.choices:
        yield ComparisonWarning(kind="coverage", section=SectionName.DUTIES, roles=(), text=UNASKED)
    asked: list[tuple[Question, Shown]] = []
    for name, key in answers.choices.items():
        question = BY_KEY[name]
        metric = question.choice(key).metric
        asked.append((question, [(one.role, one.readings[metric]) for one in single_roles(running)]))
    for question, shown in asked:
        yield from _vintage(question, shown)
    yield from _granularity(asked)


def _vintage(question: Question, shown: Shown) -> Iterator[ComparisonWarning]:
    dated = sorted(
        ((reading.period, role, reading) for role, reading in shown if reading.values and reading.period is not None),
        key=lambda one: period_months(one[0]),
    )
    bound = JUDGMENT_YEARS if question.section in JUDGED else NUMBER_YEARS
    if not dated or years_apart(dated[0][0], dated[-1][0]) < bound:
        return
    told = "; ".join(f"{role.title} {labels.period(period)}" for period, role, _ in dated)
    yield ComparisonWarning(
        kind="vintage",
        section=question.section,
        roles=tuple(role.id for _, role, _ in dated),
        text=f"{question.title}: the points rest on values that are years apart ({told}).",
        citations=tuple(dict.fromkeys(citation for _, _, reading in dated for citation in reading.citations)),
    )


def _granularity(asked: Sequence[tuple[Question, Shown]]) -> Iterator[ComparisonWarning]:
    """Each code that is not a role's own once, with the roles and the questions that it tells of."""
    found: dict[str, list[tuple[Question, Role, Reading]]] = {}
    for question, shown in asked:
        for role, reading in shown:
            for code in reading.codes:
                found.setdefault(code, []).append((question, role, reading))
    for code, uses in found.items():
        roles = {role.id: role for _, role, _ in uses}
        titles = list(dict.fromkeys(labels.lower_first(question.title) for question, _, _ in uses))
        what = labels.join_words(titles)
        other = next(
            (role for role in roles.values() if code_relation(code, role.codes.own or "") is not CodeRelation.WIDER),
            None,
        )
        how = "which is wider than the role" if other is None else "which is another code than the role's own"
        alike = "; what roles share there says nothing of how they differ" if len(roles) > 1 else ""
        yield ComparisonWarning(
            kind="granularity",
            section=uses[0][0].section,
            roles=tuple(roles),
            text=f"{what[:1].upper()}{what[1:]} of {labels.join_words([role.title for role in roles.values()])} "
            f"{'is' if len(titles) == 1 else 'are'} published for {code}, {how}{alike}.",
            citations=tuple(dict.fromkeys(citation for _, _, reading in uses for citation in reading.citations)),
        )
