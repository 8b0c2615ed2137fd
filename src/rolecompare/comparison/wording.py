"""Measure how similar the wording of the sentences of a collection is, in percent.

Method and thresholds: docs/decisions/duty-wording.md.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from functools import lru_cache

SAME = 100
WORD = re.compile(r"[^\W_]+")
FUNCTION_WORDS = frozenset(
    (
        *("a", "about", "after", "all", "also", "an", "and", "any", "are", "as", "at", "be", "been", "before", "by"),
        *("can", "do", "does", "during", "each", "ensure", "ensuring", "for", "from", "get", "has", "have", "how"),
        *("if", "in", "including", "into", "is", "it", "its", "make", "making", "may", "must", "not", "of", "on", "or"),
        *("other", "out", "s", "so", "such", "sure", "that", "the", "their", "them", "these", "they", "this", "those"),
        *("through", "to", "up", "use", "used", "using", "what", "when", "where", "whether", "which", "while", "who"),
        *("with",),
    )
)
# Endings that a word loses, so that "clean", "cleans" and "cleaning" are one.
ENDING = re.compile(r"(?:ies|ied|ying|y|ings?|ed|(?<!s)s|es|e|at(?:ions?|ing|ed|es?)|ions?|ments?)$")
SHORTEST_STEM = 3
# Words in one of a hundred O*NET tasks or more, which say little about a duty (benchmarks/alignment.py prints them).
COMMON_WORDS = (
    "according activities adjust analyze applications apply appropriate areas arrange assemble assess assist based "
    "building care changes check clean clients collect communicate complete compliance components computer conditions "
    "conduct confer construction control coordinate cost create customers cut data deliver design determine develop "
    "devices direct documents drawings electrical employees engineering environmental equipment establish evaluate "
    "examine facilities field files financial finished following food forms hand health identify implement improve "
    "individuals information inspect install instructions instruments interpret investigate issues items keep "
    "laboratory levels load locate machines maintain maintenance management materials measure medical meet members "
    "metal methods monitor necessary needs new observe obtain operate orders organize participate parts patients "
    "perform performance personnel physical place plans plant policies position power prepare present prevent problems "
    "procedures processes products professional programs projects property provide public quality read recommend "
    "records regarding regulations related remove repair replace reports required requirements research results review "
    "safety sales samples schedules security select services set sites software specifications specified staff "
    "standards students study supervise supplies support surfaces systems technical techniques technology test time "
    "tools training transportation treatment types vehicles verify water work workers write"
)
# In a collection of fewer sentences, how many of them contain a word says little about the word.
FEWEST_SENTENCES = 40
# The ninth word of a sentence counts half as much as the first, and so does a word of its further names.
HALF_COUNT_PLACE = 8
NAME_COUNT = 0.3
# The stems of a sentence with what each counts or weighs.
Words = Mapping[str, float]


@lru_cache(maxsize=4096)
def significant_stems(text: str) -> tuple[str, ...]:
    """Return the words of a text without their endings, each once and in order; function words if there are no others.

    >>> significant_stems("Clean the rooms, and check cleaning supplies")
    ('clean', 'room', 'check', 'suppl')
    """
    words = WORD.findall(text.casefold())
    significant = [word for word in words if word not in FUNCTION_WORDS] or words
    return tuple(dict.fromkeys(map(_stem, significant)))


def _stem(word: str) -> str:
    found = ENDING.search(word, SHORTEST_STEM)
    return word[: found.start()] if found else word


COMMON_STEMS = frozenset(significant_stems(COMMON_WORDS))


def count_words(text: str, names: Iterable[str] = ()) -> Words:
    """Return what each word of a sentence counts: more the earlier it stands, and again where a further name has it.

    Sentences about work begin with what is done and to what. `names` are what the work is called elsewhere.
    """
    counts = {stem: HALF_COUNT_PLACE / (HALF_COUNT_PLACE + place) for place, stem in enumerate(significant_stems(text))}
    for stem in dict.fromkeys(stem for name in names for stem in significant_stems(name)):
        counts[stem] = counts.get(stem, 0) + NAME_COUNT
    return counts


class Rarity:
    """How rare words are in a collection of sentences (inverse document frequency)."""

    def __init__(self, sentences: Collection[Words]) -> None:
        """Count the sentences that have each word."""
        self._sentence_count = max(len(sentences), FEWEST_SENTENCES)
        self._counts = Counter(stem for words in sentences for stem in words)

    def weigh(self, words: Words) -> Words:
        """Return the words of a sentence by weight, the rarer the heavier; the squares of all weights add up to 1."""
        weights = {
            stem: count * math.log((self._sentence_count + 1) / (self._counts[stem] + 0.5))
            for stem, count in words.items()
        }
        length = math.sqrt(math.fsum(weight * weight for weight in weights.values()))
        return {stem: weight / length for stem, weight in weights.items()}


def wording_similarity(one: Words, other: Words) -> int:
    """Return the similarity of two sentences in percent, from the weights of their words (cosine)."""
    # An exact sum, which does not depend on the order of the words.
    return round(SAME * math.fsum(one[stem] * other[stem] for stem in one.keys() & other.keys()))
