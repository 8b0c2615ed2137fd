"""Find what two duties have in common: an activity, a broader one, or their wording."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache

from rolecompare.comparison.types import RowEvidence
from rolecompare.comparison.wording import SAME, THRESHOLD, significant_words, wording_similarity
from rolecompare.models.roles import Activity, Duty

WORDING = "wording:"  # begins a key that is made of words


def normalized_wording(duty: Duty) -> str:
    """Return a duty's words in lowercase with single spaces, as a key."""
    return _normalize(duty.text)


@lru_cache(maxsize=1024)
def _normalize(text: str) -> str:
    return WORDING + " ".join(text.casefold().split())


def duty_keys(duty: Duty) -> tuple[str, ...]:
    """Return what a duty is known by: its activities, or its words where no activity is known."""
    return duty.activities or (normalized_wording(duty),)


def are_same_work(one: Duty, other: Duty) -> bool:
    """Return whether two duties are instances of one activity, or the same in words."""
    return not set(duty_keys(one)).isdisjoint(duty_keys(other)) or normalized_wording(one) == normalized_wording(other)


def wording_evidence(similarity: int) -> RowEvidence:
    """Return the evidence of a similarity in wording, given in percent."""
    return RowEvidence(kind="wording", score=similarity / SAME)


class DutyEvidence:
    """Finds what any two duties have in common; what is looked up of a duty or a text is kept."""

    def __init__(self, activities: Mapping[str, Activity]) -> None:
        """Use these activities, by their ids."""
        self._activities = activities
        self._broader: dict[str, str | None] = {}
        self._words: dict[str, frozenset[str]] = {}

    def label(self, activity: str) -> str:
        """Return the name of an activity."""
        return self._activities[activity].label

    def broader(self, activity: str) -> str | None:
        """Return the broader activity; one that has none is itself as broad as those that others belong to."""
        if activity not in self._broader:
            found = self._activities.get(activity)
            self._broader[activity] = (found.broader or found.id) if found else None
        return self._broader[activity]

    def all_broader(self, duty: Duty) -> tuple[str, ...]:
        """Return the broader activities of a duty, each once."""
        found = (self.broader(activity) for activity in duty.activities)
        return tuple(dict.fromkeys(name for name in found if name is not None))

    def similarity(self, one: Duty, other: Duty) -> int:
        """Return how similar two duties are in wording, in percent."""
        return SAME if normalized_wording(one) == normalized_wording(other) else self._similarity(one, other)

    def _similarity(self, one: Duty, other: Duty) -> int:
        return wording_similarity(self._significant_words(one.text), self._significant_words(other.text))

    def _significant_words(self, text: str) -> frozenset[str]:
        if text not in self._words:
            self._words[text] = significant_words(text)
        return self._words[text]

    def comparable_wording(self, one: Duty, other: Duty) -> int:
        """Return how similar two duties are where wording counts, in percent; else 0.

        The same words count always, similar ones only where the activity of one of the two is not known: two known
        activities that differ are better evidence than words.
        """
        if one.activities and other.activities:
            return SAME if normalized_wording(one) == normalized_wording(other) else 0
        found = self.similarity(one, other)
        return found if found >= THRESHOLD else 0

    def candidates(self, left: Sequence[Duty], right: Sequence[Duty]) -> Iterator[tuple[int, int]]:
        """Yield the places of two duties that have something in common, by the cheapest tests there are."""
        left_names, right_names = (
            [{*duty.activities, *self.all_broader(duty), normalized_wording(duty)} for duty in side]
            for side in (left, right)
        )
        right_unknown = [not duty.activities for duty in right]
        for n, one in enumerate(left):
            left_unknown = not one.activities
            for m, other in enumerate(right):
                share_name = not left_names[n].isdisjoint(right_names[m])
                if share_name or ((left_unknown or right_unknown[m]) and self._similarity(one, other) >= THRESHOLD):
                    yield n, m

    def strongest(self, one: Duty, other: Duty) -> RowEvidence | None:
        """Return the strongest evidence that two duties are alike; None where there is none."""
        if (shared := _first_shared(one.activities, other.activities)) is not None:
            return RowEvidence(kind="activity", id=shared, label=self.label(shared))
        if (shared := _first_shared(self.all_broader(one), self.all_broader(other))) is not None:
            return RowEvidence(kind="broader-activity", id=shared, label=self.label(shared))
        found = self.comparable_wording(one, other)
        return wording_evidence(found) if found else None


def _first_shared(one: tuple[str, ...], other: tuple[str, ...]) -> str | None:
    """Return the name that both have, as far in front as can be; the same whichever of the two comes first."""
    shared = [name for name in one if name in other]
    return min(shared, key=lambda name: (one.index(name) + other.index(name), name), default=None)
