"""Measure how similar two sentences are in wording, in percent.

Method and threshold: docs/decisions/duty-wording.md.
"""

from __future__ import annotations

import re

# The least similarity at which two duties count as alike; measured, not chosen by eye (benchmarks/alignment.py).
THRESHOLD = 50
SAME = 100
WORD = re.compile(r"[^\W_]+")
FUNCTION_WORDS = frozenset(
    (
        *("a", "all", "an", "and", "any", "are", "as", "at", "be", "by", "for", "from", "if", "in", "into", "is", "it"),
        *("its", "not", "of", "on", "or", "other", "s", "such", "that", "the", "their", "these", "this", "those", "to"),
        *("use", "used", "using", "which", "with"),
    )
)


def significant_words(text: str) -> frozenset[str]:
    """Return the words of a text without function words; all of its words where there are no others."""
    words = frozenset(WORD.findall(text.casefold()))
    return words - FUNCTION_WORDS or words


def wording_similarity(one: frozenset[str], other: frozenset[str]) -> int:
    """Return the percent of the words of either text that both have (Jaccard index)."""
    shared = len(one & other)
    return round(SAME * shared / (len(one) + len(other) - shared)) if shared else 0
