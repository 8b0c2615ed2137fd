"""Two sentences -> how alike they are in wording, in hundredths. Method and threshold: docs/why/wording.md."""

from __future__ import annotations

import re
from collections.abc import Iterable
from math import sqrt

# The least likeness at which two duties count as alike; measured, not chosen by eye (benchmarks/alignment.py).
THRESHOLD = 65
SAME = 100
# A word's weight falls with its place, for duties begin with what is done and to what: the ninth weighs half the first.
HALVED_AFTER = 8
WORD = re.compile(r"[^\W_]+")
COMMON = frozenset(
    (
        *("a", "all", "an", "and", "any", "are", "as", "at", "be", "by", "for", "from", "if", "in", "into", "is", "it"),
        *("its", "not", "of", "on", "or", "other", "s", "such", "that", "the", "their", "these", "this", "those", "to"),
        *("use", "used", "using", "which", "with"),
    )
)
ENDINGS = (("ies", "y"), ("sses", "ss"), ("ing", ""), ("ed", ""), ("ions", "ion"), ("es", "e"), ("s", ""))
SHORTEST_STEM = 4


def stem(word: str) -> str:
    """A word without its ending: samples -> sample, labelling -> labell. Rough, but the same for the same word."""
    for ending, instead in ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) + len(instead) >= SHORTEST_STEM:
            return word if word.endswith("ss") and ending == "s" else word[: -len(ending)] + instead
    return word


def stems(text: str) -> list[str]:
    """The stems of the words that tell something, in order; of all words where none does."""
    words = WORD.findall(text.casefold())
    return [stem(word) for word in words if word not in COMMON] or words


class Weighed:
    """A sentence's stems with their weights. Whole numbers: which sentence comes first changes no likeness."""

    __slots__ = ("length", "weights")

    def __init__(self, stems: Iterable[str]) -> None:
        self.weights: dict[str, int] = {}
        for place, name in enumerate(stems):
            self.weights.setdefault(name, 10_000 * HALVED_AFTER // (HALVED_AFTER + place))
        self.length = sum(weight * weight for weight in self.weights.values())


def likeness(one: Weighed, other: Weighed) -> int:
    """The cosine of the angle between two sentences in hundredths: 100 where they have the same stems, 0 where none."""
    shared = one.weights.keys() & other.weights.keys()
    if not shared:
        return 0
    return round(
        100 * sum(one.weights[name] * other.weights[name] for name in shared) / sqrt(one.length * other.length)
    )
