"""Turn typed text and titles into the words by which they are compared."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple
from zlib import crc32

from rolecompare.search.words import ABBREVIATIONS, BRITISH_ENDINGS, BRITISH_PARTS, FILLER, PRONUNCIATION, STOP_WORDS

# Nobody's name for an occupation is longer. These bounds keep a search short however long the text is.
MOST_LETTERS, LONGEST_WORD, MOST_WORDS = 2000, 40, 24

# Why a text matches of which no word is as it was typed.
SIMILAR_SPELLING = "similar spelling"


class Query(NamedTuple):
    """A typed text, ready to be compared.

    `normalized` is its letters, `words` are its words in order, singular and written out, `content` the different ones
    of them that tell occupations apart, `abbreviations` those that were typed, `british` whether a spelling was folded.
    """

    normalized: str
    words: list[str]
    content: list[str]
    abbreviations: list[str]
    british: bool


def parse_query(text: str) -> Query:
    """Return a typed text in the forms in which a search needs it."""
    letters = normalize_text(text[:MOST_LETTERS])
    words = words_of(letters)
    abbreviations = [word for word in dict.fromkeys(letters.split()) if word in ABBREVIATIONS]
    content = list(dict.fromkeys(significant_words(words_of(re.sub(FILLER, " ", letters)) or words)))[:MOST_WORDS]
    return Query(letters, words, content, abbreviations, fold_spelling(letters) != letters)


def normalize_text(text: str) -> str:
    """Return lowercase words without accents and punctuation, one space apart."""
    if not text.isascii():
        from unicodedata import combining, normalize

        text = "".join(sign for sign in normalize("NFKD", text) if not combining(sign))
    return " ".join(re.findall(r"[^\W_]+", text.casefold().replace("'", "").replace("’", "")))


def words_of(letters: str, known: dict[str, list[str]] | None = None) -> list[str]:
    """Return the words of a normalized text: singular, in American spelling, abbreviations written out.

    `known` is filled and read, so that a large index looks at each word only once.
    """
    known = {} if known is None else known
    found: list[str] = []
    for word in letters.split():
        if word not in known:
            whole = ABBREVIATIONS.get(word, word)
            known[word] = [singular(american_spelling(part[:LONGEST_WORD])) for part in whole.split()]
        found += known[word]
    return found


@lru_cache(4096)  # Prose uses few words often.
def singular(word: str) -> str:
    """Return a word without the ending of a regular plural."""
    if len(word) < 4 or not word.endswith("s") or word.endswith(("ss", "us", "is")):
        return word
    if word.endswith("ies") and len(word) > 4:
        return word[:-3] + "y"
    return word[:-2] if word.endswith(("ches", "shes", "sses", "xes")) else word[:-1]


@lru_cache(4096)
def american_spelling(word: str) -> str:
    """Return a lowercase word with British spelling folded into American spelling, for comparison only."""
    for british, american in BRITISH_PARTS.items():
        if british in word:
            word = word.replace(british, american)
    for british, american in BRITISH_ENDINGS.items():
        word = re.sub(british, american, word)
    return word


def pronunciation(word: str) -> str:
    """Return a lowercase word as it sounds, roughly: words that are pronounced alike have the same sound."""
    for letters, replacement in PRONUNCIATION.items():
        word = re.sub(letters, replacement, word)
    return word


def fold_spelling(text: str) -> str:
    """Return a text with every word in American spelling, for comparison only."""
    return re.sub(r"[^\W\d_]+", lambda word: american_spelling(word[0]), text)


def significant_words(words: list[str]) -> list[str]:
    """Return the words that tell occupations apart, or all words where there are none of these."""
    return [word for word in words if word not in STOP_WORDS] or words


def forms_of(text: str) -> Iterator[str]:
    """Yield the names in a title: the title "Quality Manager (QM)", the same without the brackets, and "QM"."""
    whole = normalize_text(text)
    yield whole
    if "(" in text:
        inside = r"\(([^()]*)\)"
        parts = map(normalize_text, [re.sub(inside, " ", text), *re.findall(inside, text)])
        yield from (part for part in parts if len(part) > 1 and part != whole)


def spellings_of(title: str, known: dict[str, list[str]]) -> set[str]:
    """Return all forms of a title, as they are written and with their words in the singular."""
    return {spelling for form in forms_of(title) for spelling in (form, " ".join(words_of(form, known)))}


def explain_abbreviations(abbreviations: list[str]) -> str:
    """Return a phrase that says what abbreviations were taken to mean, empty where there are none."""
    meant = ", ".join(f"{word} = {ABBREVIATIONS[word]}" for word in abbreviations)
    return f"abbreviation: {meant}" if meant else ""


def key_of(words: list[str]) -> int:
    """Return a number that is the same for titles with the same words in any order; others share it only by chance."""
    return crc32(" ".join(sorted(significant_words(words))).encode())


def code_key(code: str) -> int:
    """Return a number that stands for an occupation code, whatever its punctuation."""
    return crc32(("code " + normalize_text(code).replace(" ", "")).encode())


def half_keys(text: str, length: int) -> tuple[int, int]:
    """Return two numbers that stand for the beginning and the end of a text, as those of a text of a given length.

    Two letters in the middle belong to neither. So a text with one typo has one of its numbers right.
    """
    half = max(1, length // 2 - 1)
    return crc32(f"start {length} {text[:half]}".encode()), crc32(f"end {length} {text[-half:]}".encode())


def one_typo_apart(one: str, other: str) -> bool:
    """Tell whether two texts are equal but for one letter that is missing, added, wrong or swapped with the next."""
    if len(one) > len(other):
        one, other = other, one
    start = next((place for place, letter in enumerate(one) if letter != other[place]), len(one))
    rest, others = one[start:], other[start:]
    if len(rest) < len(others):
        return rest == others[1:]
    return rest[1:] == others[1:] or (rest[:2] == others[1::-1] and rest[2:] == others[2:])


def in_singular(text: str) -> list[str]:
    """Return the words of a text in the singular and in American spelling, with no abbreviation written out."""
    return [singular(american_spelling(word)) for word in normalize_text(text).split()]


def is_like(word: str, other: str) -> bool:
    """Tell whether a word is a part of another one, or sounds the same but for one typo."""
    return word in other or one_typo_apart(pronunciation(word), pronunciation(other))


def normalize_name(name: str) -> str:
    """Return a name without differences of case, of hyphens and spaces, and of curly apostrophes."""
    return " ".join(name.casefold().replace("-", " ").replace("’", "'").split())
