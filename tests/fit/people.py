"""Roles for tests of `fit`, each known as far as a test says."""

from collections.abc import Sequence
from typing import Any

from rolecompare.fit.questionnaire import QUESTIONS, Answers, Choice
from rolecompare.fit.scoring import Fit, ScoredRole, score_fit
from rolecompare.models.reference_data import RoleWithMembers
from tests import make

# What a role shows on each thing that is asked about; what is left out is not known.
Shown = dict[str, Any]


def role(name: str, code: str | None = None, /, **shown: Any) -> make.Plain:
    """A role that shows so much: `care`, `technology`, `desk` in duties of ten, `pay`, `growth`, `entry`, interests."""
    kinds = {"care": "clinical", "technology": "laboratory", "desk": "administrative"}
    duties = [
        make.statement(f"Do {kind} {n}", area=area, activity=f"{area}-{n}")
        for kind, area in kinds.items()
        for n in range(shown.get(kind, 0))
    ]
    rest = 10 - len(duties) if duties or any(kind in shown for kind in kinds) else 0
    duties += [make.statement(f"Keep safe {n}", area="safety", activity=f"safety-{n}") for n in range(rest)]
    outlook: make.Plain = {}
    if "pay" in shown:
        outlook["pay"] = [shown["pay"] if isinstance(shown["pay"], dict) else make.figure(shown["pay"])]
    if "growth" in shown:
        outlook["projections"] = [make.figure(shown["growth"], "employment.change_percent")]
    levels = [make.level(level, code="29-1141") for level in shown.get("entry", ())]
    interests = {"social": ("1.B.1.d", "Social"), "realistic": ("1.B.1.a", "Realistic")}
    ratings = [
        {
            "element": element,
            "name": title,
            "kind": "interest",
            "interest": make.estimate(shown[name], None),
            "citations": make.CITED,
        }
        for name, (element, title) in interests.items()
        if name in shown
    ]
    settings = [make.setting(name, share, kind) for name, kind, share in shown.get("places", ())]
    return make.role(
        name,
        code,
        duties=duties,
        outlook=outlook,
        training={"levels": levels},
        ratings=ratings,
        settings={"items": settings},
    )


def share(percent: float, **more: Any) -> make.Plain:
    return make.figure(percent, "jobs.share", **{"period": "2024", **more})


def subjects(*roles: make.Plain) -> list[RoleWithMembers]:
    return [make.subject(plain) for plain in roles]


def found(roles: Sequence[RoleWithMembers], weights: dict[str, float] | None = None, /, **choices: str) -> Fit:
    return score_fit(roles, Answers(choices, weights or {}), make.background())


def by_id(answer: Fit) -> dict[str, ScoredRole]:
    return {one.role: one for role in answer.roles for one in (role, *role.members)}


def scores(answer: Fit) -> dict[str, float | None]:
    return {name: one.score for name, one in by_id(answer).items()}


def every_choice() -> list[tuple[str, Choice]]:
    return [(question.key, choice) for question in QUESTIONS for choice in question.choices]
