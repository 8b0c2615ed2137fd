"""Two duties -> what they have in common: an activity, a broader one, or their wording."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache

from rolecompare.comparison.types import RowEvidence
from rolecompare.comparison.wording import SAME, THRESHOLD, significant_words, wording_similarity
from rolecompare.models.roles import Activity, Duty

WORDING = "wording:"


def duty_activities(duty: Duty) -> tuple[str, ...]:
    """All that a duty is an instance of, the first first."""
    return (*((duty.activity,) if duty.activity else ()), *(duty.other_activities or ()))


def normalized_wording(duty: Duty) -> str:
    """A duty's words, whatever their case and spacing."""
    return _folded(duty.text)


@lru_cache(maxsize=1024)
def _folded(text: str) -> str:
    return WORDING + " ".join(text.casefold().split())


def duty_keys(duty: Duty) -> tuple[str, ...]:
    """What a duty is known by: its activities, or its words where no activity is known."""
    return duty_activities(duty) or (normalized_wording(duty),)


def are_same_work(one: Duty, other: Duty) -> bool:
    """Whether two duties are instances of one activity, or the same in words."""
    return not set(duty_keys(one)).isdisjoint(duty_keys(other)) or normalized_wording(one) == normalized_wording(other)


def wording_evidence(hundredths: int) -> RowEvidence:
    return RowEvidence(kind="wording", score=hundredths / SAME)


class DutyEvidence:
    """What any two duties have in common; what is asked of a duty or of a text is worked out once."""

    def __init__(self, activities: Mapping[str, Activity]) -> None:
        self._activities = activities
        self._broader: dict[str, str | None] = {}
        self._telling: dict[str, frozenset[str]] = {}

    def label(self, activity: str) -> str:
        return self._activities[activity].label

    def broader(self, activity: str) -> str | None:
        """The broader activity; an activity that has none is itself as broad as those that others belong to."""
        if activity not in self._broader:
            found = self._activities.get(activity)
            self._broader[activity] = (found.broader or found.id) if found else None
        return self._broader[activity]

    def all_broader(self, duty: Duty) -> tuple[str, ...]:
        found = (self.broader(activity) for activity in duty_activities(duty))
        return tuple(dict.fromkeys(name for name in found if name is not None))

    def likeness(self, one: Duty, other: Duty) -> int:
        """How alike two duties are in wording, in hundredths."""
        return SAME if normalized_wording(one) == normalized_wording(other) else self._likeness(one, other)

    def _likeness(self, one: Duty, other: Duty) -> int:
        return wording_similarity(self._words(one.text), self._words(other.text))

    def _words(self, text: str) -> frozenset[str]:
        if text not in self._telling:
            self._telling[text] = significant_words(text)
        return self._telling[text]

    def wording(self, one: Duty, other: Duty) -> int:
        """How alike two duties are where wording counts, else 0.

        The same words count always, like ones where the activity of one of the two is not known: two known ones that
        differ are better evidence than words.
        """
        if duty_activities(one) and duty_activities(other):
            return SAME if normalized_wording(one) == normalized_wording(other) else 0
        found = self.likeness(one, other)
        return found if found >= THRESHOLD else 0

    def candidates(self, these: Sequence[Duty], those: Sequence[Duty]) -> Iterator[tuple[int, int]]:
        """The places of two duties that have something in common, found without asking each two for all of it."""
        names, others = (
            [{*duty_activities(d), *self.all_broader(d), normalized_wording(d)} for d in side]
            for side in (these, those)
        )
        untold = [not duty_activities(duty) for duty in those]
        for n, one in enumerate(these):
            alone = not duty_activities(one)
            for m, other in enumerate(those):
                met = not names[n].isdisjoint(others[m])
                if met or ((alone or untold[m]) and self._likeness(one, other) >= THRESHOLD):
                    yield n, m

    def strongest(self, one: Duty, other: Duty) -> RowEvidence | None:
        """The strongest evidence that two duties are alike; none where there is none."""
        if (shared := _first(duty_activities(one), duty_activities(other))) is not None:
            return RowEvidence(kind="activity", id=shared, label=self.label(shared))
        if (shared := _first(self.all_broader(one), self.all_broader(other))) is not None:
            return RowEvidence(kind="broader-activity", id=shared, label=self.label(shared))
        found = self.wording(one, other)
        return wording_evidence(found) if found else None


def _first(one: tuple[str, ...], other: tuple[str, ...]) -> str | None:
    """What both name, and name first; the same whichever of the two comes first."""
    shared = [name for name in one if name in other]
    return min(shared, key=lambda name: (one.index(name) + other.index(name), name), default=None)
