"""Two sentences -> how alike they are in wording, in hundredths. Method and threshold: docs/why/wording.md."""

from __future__ import annotations

import re

# The least likeness at which two duties count as alike; measured, not chosen by eye (benchmarks/alignment.py).
THRESHOLD = 50
SAME = 100
WORD = re.compile(r"[^\W_]+")
COMMON = frozenset(
    (
        *("a", "all", "an", "and", "any", "are", "as", "at", "be", "by", "for", "from", "if", "in", "into", "is", "it"),
        *("its", "not", "of", "on", "or", "other", "s", "such", "that", "the", "their", "these", "this", "those", "to"),
        *("use", "used", "using", "which", "with"),
    )
)


def significant_words(text: str) -> frozenset[str]:
    """The words of a text that tell something; all of them where none does."""
    words = frozenset(WORD.findall(text.casefold()))
    return words - COMMON or words


def wording_similarity(one: frozenset[str], other: frozenset[str]) -> int:
    """Of the words that either has, how many of a hundred both have (Jaccard's index)."""
    shared = len(one & other)
    return round(SAME * shared / (len(one) + len(other) - shared)) if shared else 0
