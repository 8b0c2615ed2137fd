"""Find what two duties have in common: an activity, a broader one and words, or words alone."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from itertools import combinations
from typing import NamedTuple

from rolecompare.codes import ACTIVITY_PREFIX
from rolecompare.comparison.types import RowEvidence
from rolecompare.comparison.wording import (
    COMMON_STEMS,
    SAME,
    Rarity,
    Words,
    count_words,
    significant_stems,
    wording_similarity,
)
from rolecompare.models.roles import Activity, Duty, Role

WORDING = "wording:"  # begins a key that is made of words
# The least similarity of wording of duties that are alike, in percent, and how many words they have in common at least.
# Measured, not chosen by eye: docs/decisions/duty-wording.md.
LEAST_OF_SAME_WORK = 15
LEAST_OF_BROADER_ACTIVITY = 12
LEAST_OF_WORDING = 23
LEAST_OF_COMMON_WORDS = 26
LEAST_OF_ONE_COMMON_WORD = 27
LEAST_OF_DISTANT_ROLES = 35
LEAST_WORDS_IN_COMMON = 2
# Roles of different major groups are distant if less than this of the telling words of one's duties are in the other's.
SHARE_OF_TELLING_WORDS = 0.2
# What it adds to the similarity that two duties are of one kind of work.
KIND_POINTS = 5


class _Profile(NamedTuple):
    """What a duty is compared by.

    `words` are those of its text and of the names of its activities, `own_words` those of its text alone. `kinds` are
    O*NET's generalized work activities, of which there are 41: `4.A.3.a.1` is Performing General Physical Activities.
    `owner` is the place of its role among those compared.
    """

    owner: int
    wording: str
    words: Words
    own_words: frozenset[str]
    activities: tuple[str, ...]
    broader: tuple[str, ...]
    kinds: frozenset[str]


class Match(NamedTuple):
    """Why two duties are alike, and how much, in percent of similarity and more."""

    evidence: RowEvidence
    strength: int


def normalized_wording(duty: Duty) -> str:
    """Return a duty's words in lowercase with single spaces, as a key."""
    return WORDING + " ".join(duty.text.casefold().split())


def duty_keys(duty: Duty) -> tuple[str, ...]:
    """Return what a duty is known by: its activities, or its words where no activity is known."""
    return duty.activities or (normalized_wording(duty),)


def are_same_work(one: Duty, other: Duty) -> bool:
    """Return whether two duties are the same in words, or instances of one activity.

    O*NET files a task under up to five activities, some of them for a part of it, so duties that share no other
    activity need a word in common, too.
    """
    if _are_stated_same(one, other):
        return True
    has_activity = not set(one.activities).isdisjoint(other.activities)
    return has_activity and not set(significant_stems(one.text)).isdisjoint(significant_stems(other.text))


def _are_stated_same(one: Duty, other: Duty) -> bool:
    """Return whether two duties have the same words, or an activity that a dataset of its own states for them."""
    shared = set(one.activities) & set(other.activities)
    return normalized_wording(one) == normalized_wording(other) or any(
        not name.startswith(ACTIVITY_PREFIX) for name in shared
    )


def _are_distant(one: Role, other: Role) -> bool:
    """Return whether two roles are of different major groups (the first two digits of SOC) and their words differ."""
    if one.codes.own is None or other.codes.own is None or one.codes.own[:2] == other.codes.own[:2]:
        return False
    words, other_words = (
        {stem for duty in role.duties for stem in significant_stems(duty.text)} - COMMON_STEMS for role in (one, other)
    )
    return len(words & other_words) < SHARE_OF_TELLING_WORDS * min(len(words), len(other_words))


def wording_evidence(similarity: int) -> RowEvidence:
    """Return the evidence of a similarity in wording, given in percent."""
    return RowEvidence(kind="wording", score=similarity / SAME)


class DutyEvidence:
    """Finds what any two of some duties have in common."""

    def __init__(self, activities: Mapping[str, Activity], roles: Sequence[Role]) -> None:
        """Use these activities, by their ids; which words say much depends on the duties of the roles."""
        self._activities = activities
        # Duties may be equal: tables are by their identity.
        counted = {
            id(duty): (owner, duty, count_words(duty.text, self._names(duty)))
            for owner, role in enumerate(roles)
            for duty in role.duties
        }
        self._rarity = Rarity([words for _, _, words in counted.values()])
        self._profiles = {key: self._profile(*found) for key, found in counted.items()}
        self._distant = {
            frozenset((place, other_place))
            for (place, role), (other_place, other) in combinations(enumerate(roles), 2)
            if _are_distant(role, other)
        }

    def label(self, activity: str) -> str:
        """Return the name of an activity."""
        return self._activities[activity].label

    def broader(self, activity: str) -> str | None:
        """Return the broader activity; one that has none is itself as broad as those that others belong to."""
        found = self._activities.get(activity)
        return (found.broader or found.id) if found else None

    def all_activities(self, duty: Duty) -> tuple[str, ...]:
        """Return the activities of a duty, and the broader ones that these belong to."""
        return (*duty.activities, *self._broader_of(duty))

    def _broader_of(self, duty: Duty) -> tuple[str, ...]:
        found = (self.broader(name) for name in duty.activities)
        return tuple(dict.fromkeys(name for name in found if name is not None))

    def _names(self, duty: Duty) -> list[str]:
        """Return the names of the activities of a duty and of the broader ones."""
        return [activity.label for name in self.all_activities(duty) if (activity := self._activities.get(name))]

    def _profile(self, owner: int, duty: Duty, words: Words) -> _Profile:
        elements = (
            element for name in duty.activities if (activity := self._activities.get(name)) for element in activity.onet
        )
        return _Profile(
            owner,
            normalized_wording(duty),
            self._rarity.weigh(words),
            frozenset(significant_stems(duty.text)),
            duty.activities,
            self._broader_of(duty),
            frozenset(element.partition(".I")[0] for element in elements),
        )

    def is_same_work(self, one: Duty, other: Duty) -> bool:
        """Return whether two duties are the same work; those that O*NET files together are a little alike in words."""
        return _are_stated_same(one, other) or (
            are_same_work(one, other)
            and _similarity(self._profiles[id(one)], self._profiles[id(other)]) >= LEAST_OF_SAME_WORK
        )

    def match(self, one: Duty, other: Duty) -> Match | None:
        """Return the strongest evidence that two duties are alike; None where there is none."""
        mine, theirs = self._profiles[id(one)], self._profiles[id(other)]
        activity = self._shared(mine.activities, theirs.activities, mine, theirs)
        in_common = mine.words.keys() & theirs.words.keys()
        if activity is None and len(in_common) < LEAST_WORDS_IN_COMMON and mine.wording != theirs.wording:
            return None
        similarity = _similarity(mine, theirs)
        if similarity == SAME:  # the same words come before everything else
            strength = 5 * SAME
        else:
            strength = similarity if mine.kinds.isdisjoint(theirs.kinds) else similarity + KIND_POINTS
        if activity is not None:
            shared = RowEvidence(kind="activity", id=activity, label=self.label(activity))
            if self.is_same_work(one, other):  # one activity comes before words that are not the same
                return Match(shared, strength + 2 * SAME)
            return Match(shared, strength) if strength >= self._least(mine, theirs) else None
        if similarity == SAME:
            return Match(wording_evidence(similarity), strength)
        if strength < self._least(mine, theirs):
            return None
        if (broader := self._shared(mine.broader, theirs.broader, mine, theirs)) is not None:
            if similarity < LEAST_OF_BROADER_ACTIVITY or mine.own_words.isdisjoint(theirs.own_words):
                return None
            label, score = self.label(broader), similarity / SAME
            return Match(RowEvidence(kind="broader-activity", id=broader, label=label, score=score), strength)
        least = LEAST_OF_COMMON_WORDS if in_common <= COMMON_STEMS else LEAST_OF_WORDING
        return Match(wording_evidence(similarity), strength) if strength >= least else None

    def _least(self, one: _Profile, other: _Profile) -> int:
        """Return how alike two duties are at least that are not the same work, whatever activities they share."""
        if frozenset((one.owner, other.owner)) in self._distant:
            return LEAST_OF_DISTANT_ROLES
        own = one.own_words & other.own_words
        return LEAST_OF_ONE_COMMON_WORD if len(own) == 1 and own <= COMMON_STEMS else 0

    def _shared(self, names: Sequence[str], other_names: Sequence[str], one: _Profile, other: _Profile) -> str | None:
        """Return the activity that two duties share; of several, the one whose name is most like their words."""
        shared = [name for name in names if name in other_names]
        return self._most_like(shared, one, other) if len(shared) > 1 else next(iter(shared), None)

    def shared_activity(self, duty: Duty, others: Iterable[Duty]) -> str | None:
        """Return the activity that a duty shares with others; of several, the one whose name is most like its words."""
        held = {name for other in others for name in other.activities}
        shared = [name for name in duty.activities if name in held]
        return self._most_like(shared, self._profiles[id(duty)]) if shared else None

    def _most_like(self, names: Sequence[str], *profiles: _Profile) -> str:
        def difference(name: str) -> tuple[int, str]:
            label = self._rarity.weigh(count_words(self.label(name)))
            return -sum(wording_similarity(label, profile.words) for profile in profiles), name

        return min(names, key=difference)


def _similarity(one: _Profile, other: _Profile) -> int:
    """Return how similar two duties are in wording, in percent; 100 only for the same words."""
    return SAME if one.wording == other.wording else min(wording_similarity(one.words, other.words), SAME - 1)
