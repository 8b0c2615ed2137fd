"""A name as somebody writes it -> the words by which names are compared, and how like two of them are."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import lru_cache
from typing import NamedTuple
from zlib import crc32

# What a title that is written short nearly always means. What may as well mean another thing is left to likeness.
# fmt: off
ABBREVIATIONS: Mapping[str, str] = {
    "asst": "assistant", "atty": "attorney", "ceo": "chief executive officer",
    "cfo": "chief financial officer", "cio": "chief information officer", "cna": "certified nursing assistant",
    "coo": "chief operating officer", "coord": "coordinator", "cto": "chief technology officer",
    "dept": "department", "dev": "developer", "dir": "director", "dr": "doctor", "ecg": "electrocardiogram",
    "ekg": "electrocardiogram", "emt": "emergency medical technician", "engr": "engineer", "equip": "equipment",
    "er": "emergency room", "exec": "executive", "govt": "government", "hr": "human resources",
    "icu": "intensive care unit", "instr": "instructor", "jr": "junior", "lab": "laboratory",
    "lpn": "licensed practical nurse", "lvn": "licensed vocational nurse", "maint": "maintenance",
    "med": "medical", "mfg": "manufacturing", "mgmt": "management", "mgr": "manager",
    "natl": "national", "np": "nurse practitioner", "ops": "operations", "prof": "professor",
    "qa": "quality assurance", "qc": "quality control", "rep": "representative", "rn": "registered nurse",
    "secy": "secretary", "sr": "senior", "supv": "supervisor", "supvr": "supervisor", "svc": "service",
    "tech": "technician", "univ": "university", "vp": "vice president",
}
# fmt: on
STOP = frozenset(
    ("a", "an", "and", "as", "at", "by", "for", "from", "in", "into", "of", "on", "or", "the", "to", "with")
)
# Nobody's name for an occupation is longer; a text without end costs no more than this.
MOST_LETTERS, LONGEST_WORD, MOST_WORDS = 2000, 40, 24


class Query(NamedTuple):
    """A text as it is compared: bare, its words in order, those of them that tell something, what was written short."""

    normalized: str
    words: list[str]
    content: list[str]
    short: list[str]


def parse_query(text: str) -> Query:
    letters = normalize_text(text[:MOST_LETTERS])
    words = words_of(letters, {})
    short = [word for word in dict.fromkeys(letters.split()) if word in ABBREVIATIONS]
    return Query(letters, words, list(dict.fromkeys(telling(words)))[:MOST_WORDS], short)


def normalize_text(text: str) -> str:
    """Small letters without accents, and digits; words apart by one space, whatever stood between them."""
    if not text.isascii():
        from unicodedata import combining, normalize

        text = "".join(sign for sign in normalize("NFKD", text) if not combining(sign))
    return " ".join(re.findall(r"[^\W_]+", text.casefold().replace("'", "").replace("’", "")))


def words_of(letters: str, known: dict[str, list[str]]) -> list[str]:
    """Words in the singular, abbreviations written out; `known` spares a large index to look at a word twice."""
    found: list[str] = []
    for word in letters.split():
        if word not in known:
            known[word] = [singular(part[:LONGEST_WORD]) for part in ABBREVIATIONS.get(word, word).split()]
        found += known[word]
    return found


@lru_cache(4096)  # prose says few words often
def singular(word: str) -> str:
    if len(word) < 4 or not word.endswith("s") or word.endswith(("ss", "us", "is")):
        return word
    if word.endswith("ies") and len(word) > 4:
        return word[:-3] + "y"
    return word[:-2] if word.endswith(("ches", "shes", "sses", "xes")) else word[:-1]


@lru_cache(4096)
def stem(word: str) -> str:
    """What drive, drives, driver and driving have in common; crude, but the same for all who ask."""
    word = singular(word)
    for ending in ("ing", "ed", "er", "or"):
        if word.endswith(ending) and len(word) - len(ending) > 2:
            word = word[: -len(ending)]
            break
    if len(word) > 3 and word[-1] == word[-2] and word[-1] not in "lsz":
        return word[:-1]
    return word[:-1] if len(word) > 3 and word[-1] in "ey" else word


def telling(words: list[str]) -> list[str]:
    """The words that tell occupations apart; where there are none, all."""
    return [word for word in words if word not in STOP] or words


def forms_of(text: str) -> Iterator[str]:
    """A title such as "Quality Manager (QM)" is known whole, without what stands in brackets, and by that alone."""
    whole = normalize_text(text)
    yield whole
    if "(" in text:
        inside = r"\(([^()]*)\)"
        parts = map(normalize_text, [re.sub(inside, " ", text), *re.findall(inside, text)])
        yield from (part for part in parts if len(part) > 1 and part != whole)


def written_out(short: list[str]) -> str:
    """What abbreviations were taken to mean."""
    meant = ", ".join(f"{word} = {ABBREVIATIONS[word]}" for word in short)
    return f"abbreviation: {meant}" if meant else ""


def key_of(words: list[str]) -> int:
    """A number that titles share whose words are the same, whatever their order; others share it only by chance."""
    return crc32(" ".join(sorted(telling(words))).encode())


def code_key(code: str) -> int:
    return crc32(("code " + normalize_text(code).replace(" ", "")).encode())


def grams_of(word: str) -> frozenset[str]:
    """What runs of three letters a word has, and of two where one slip may leave no three of them together."""
    return frozenset(_runs(word, 3) + _runs(word, 2) if len(word) < 7 else _runs(word, 3))


def _runs(word: str, size: int) -> list[str]:
    padded = f" {word} "
    return [padded[start : start + size] for start in range(len(padded) - size + 1)]


def likeness(one: str, other: str) -> float:
    """From 0 to 1: by letters in common, by a slip that parts them, or by one being the beginning of the other."""
    runs, others = ({*_runs(word, 2), *_runs(word, 3)} for word in (one, other))
    shared = 2 * len(runs & others) / (len(runs) + len(others))
    if len(one) > 2 and one_slip(one, other):
        shared = max(shared, 0.75)
    shorter = min(len(one), len(other))
    return max(shared, 0.6) if shorter > 3 and one[:shorter] == other[:shorter] else shared


def one_slip(one: str, other: str) -> bool:
    """Whether a letter too many, too few, another, or two changed over make the one of the other; or nothing does."""
    if len(one) > len(other):
        one, other = other, one
    start = next((place for place, letter in enumerate(one) if letter != other[place]), len(one))
    rest, others = one[start:], other[start:]
    if len(rest) < len(others):
        return rest == others[1:]
    return rest[1:] == others[1:] or (rest[:2] == others[1::-1] and rest[2:] == others[2:])


def normalize_name(name: str) -> str:
    """A name without the differences that nobody means: case, hyphens for spaces, doubled spaces, curly apostrophes."""
    return " ".join(name.casefold().replace("-", " ").replace("’", "'").split())
