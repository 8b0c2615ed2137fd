"""Readings that points rest on -> what to beware of: values years apart, or published for a wider code."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import cast

from rolecompare.advice.gauges import Contender, Reading, occupations
from rolecompare.advice.questions import BY_KEY, Answers
from rolecompare.comparison import words
from rolecompare.comparison.figures import JUDGEMENT_YEARS
from rolecompare.comparison.parts import Caveat
from rolecompare.models import Citation, Role, SectionName
from rolecompare.vocabulary import months, years_apart

UNASKED = "Nothing was asked for, so nothing is ranked."
NUMBER_YEARS = 1
# What is judged or rated holds for years; a number does not.
JUDGED = ("training", "ratings")

Shown = list[tuple[Role, Reading]]


def warnings(running: Sequence[Contender], answers: Answers) -> Iterator[Caveat]:
    if not answers.choices:
        yield Caveat(kind="coverage", section="duties", roles=(), text=UNASKED)
    asked = {}
    for name, key in answers.choices.items():
        question = BY_KEY[name]
        gauge = question.choice(key).gauge
        shown = [(one.role, one.readings[gauge]) for one in occupations(running) if one.readings[gauge].values]
        if shown:
            asked[question.title] = shown
    for title, shown in asked.items():
        yield from _vintage(title, shown)
    yield from _granularity(asked)


def _section(shown: Shown) -> SectionName:
    return cast(SectionName, next(reading.fields[0] for _, reading in shown if reading.fields).partition(".")[0])


def _vintage(title: str, shown: Shown) -> Iterator[Caveat]:
    dated = sorted(
        ((reading.period, role, reading) for role, reading in shown if reading.period is not None),
        key=lambda one: months(one[0]),
    )
    section = _section(shown)
    bound = JUDGEMENT_YEARS if section in JUDGED else NUMBER_YEARS
    if not dated or years_apart(dated[0][0], dated[-1][0]) < bound:
        return
    told = "; ".join(f"{role.title} {words.period(period)}" for period, role, _ in dated)
    yield Caveat(
        kind="vintage",
        section=section,
        roles=tuple(role.id for _, role, _ in dated),
        text=f"{title} rests on values that are years apart, so the points hold what is older against what is newer: "
        f"{told}.",
        citations=tuple(dict.fromkeys(citation for _, _, reading in dated for citation in reading.citations)),
    )


def _granularity(asked: dict[str, Shown]) -> Iterator[Caveat]:
    """Each code that is wider than a role's own once, with the roles and the questions that it tells of."""
    roles: dict[str, dict[str, str]] = {}
    titles: dict[str, dict[str, None]] = {}
    citations: dict[str, dict[Citation, None]] = {}
    sections: dict[str, SectionName] = {}
    for title, shown in asked.items():
        for role, reading in shown:
            for code in reading.codes:
                roles.setdefault(code, {})[role.id] = role.title
                titles.setdefault(code, {})[words.lowered(title)] = None
                citations.setdefault(code, {}).update(dict.fromkeys(reading.citations))
                sections.setdefault(code, _section(shown))
    for code, named in roles.items():
        alike = "s: what they share there says nothing of how they differ" if len(named) > 1 else ""
        what = words.listed(list(titles[code]))
        yield Caveat(
            kind="granularity",
            section=sections[code],
            roles=tuple(named),
            text=f"{what[:1].upper()}{what[1:]} of {words.listed(list(named.values()))} "
            f"{'is' if len(titles[code]) == 1 else 'are'} published for {code}, which is wider than the role{alike}.",
            citations=tuple(citations[code]),
        )
