"""A sound dataset -> remarks on its wording: what an editor would mend, and what makes nothing untrue.

The rules are those that docs/data.md gives for statements, as far as a program can hold somebody to them. They hold for
every text of the dataset's own: not for titles, names and issuers, which are what they are.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from rolecompare.errors import Problem
from rolecompare.models.claims import Claim
from rolecompare.models.dataset import Dataset
from rolecompare.models.figures import Missing
from rolecompare.models.roles import Activity, Credential, Duty
from rolecompare.models.serialization import walk_records
from rolecompare.models.sources import Statement

LONGEST, LONGEST_OF_A_CLAIM = 25, 45  # words
# Not after a capital alone (U.S., R.T.) or a title.
TWO_SENTENCES = re.compile(r"(?<!\b[A-Z])(?<!\bDr)(?<!\bSt)(?<!\bM[rs])[.!?] +[A-Z]|;")
PRAISE = re.compile(
    r"\b(?:amazing|awesome|best-in-class|cutting-edge|dream|exceptional|exciting|fantastic|great|ideal|incredible"
    r"|passionate|perfect|rewarding|thriving|top-notch|unmatched|wonderful|world-class|hurry|today only|don't miss)\b",
    re.IGNORECASE,
)
PAST = re.compile(r"\b(?:was|were|used to)\b", re.IGNORECASE)
# For words that a text about work is likely to hold.
SPELLINGS = {
    "British": (
        r"centres?|programmes?|licence|labour|behaviours?|colours?|neighbours?|tumours?|(?:label|travel|counsel)l(?:ed|ing)"
        r"|h?aemo\w+|an(?:ae|aes)\w*mi[ac]|paediatric\w*|orthopaedic\w*"
        r"|(?:steril|organ|special|recogn|standard|priorit|minim|util|author)is(?:e|es|ed|ing|ation\w*)|analys(?:ed|ing)"
    ),
    "American": (
        r"centers?|programs?|(?:a|the|state) license|labor|behaviors?|colors?|neighbors?|tumors?"
        r"|(?:label|travel|counsel)(?:ed|ing)|hemo\w+|anemi[ac]|pediatric\w*|orthopedic\w*"
        r"|(?:steril|organ|special|recogn|standard|priorit|minim|util|author)iz(?:e|es|ed|ing|ation\w*)|analyz(?:e|es|ed|ing)"
    ),
}
SIDES = {side: re.compile(rf"\b(?:{words})\b", re.IGNORECASE) for side, words in SPELLINGS.items()}


def remarks(dataset: Dataset) -> list[Problem]:
    """What an editor would mend: first in each text by itself, then in the texts together."""
    texts = list(_texts(dataset))
    found = [remark for text in texts for remark in _wording(*text)]
    return [*found, *_told_twice(dataset), *_two_spellings(texts)]


def _texts(dataset: Dataset) -> Iterator[tuple[str, str, object]]:
    """Every text of the dataset's own with its place and the record that it stands in."""
    parts = (("activities", dataset.activities), ("roles", dataset.roles), ("claims", dataset.claims))
    for part, whole in parts:
        for place, record in walk_records(whole, part):
            match record:
                case Statement():
                    yield f"{place}.text", record.text, record
                case Missing():
                    yield f"{place}.reason", record.reason, record
                case Activity():
                    yield f"{place}.label", record.label, record
                case Claim():
                    yield f"{place}.text", record.text, record
                    if record.note:
                        yield f"{place}.note", record.note, record


def _wording(place: str, text: str, record: object) -> Iterator[Problem]:
    longest = LONGEST_OF_A_CLAIM if isinstance(record, Claim) else LONGEST
    count = len(text.split())
    if count > longest:
        yield Problem(place, f"{count} words", f"at most {longest}; make two statements of it")
    if text != " ".join(text.split()):
        yield Problem(place, "white space at an end, or doubled", "single spaces between words alone")
    if isinstance(record, Duty):
        if text.endswith("."):
            yield Problem(
                place, "a duty that ends with a full stop", "leave it out: a duty is a phrase, not a sentence"
            )
    elif isinstance(record, (Statement, Claim)) and not text.endswith((".", "!", "?")):
        yield Problem(place, "a sentence without a full stop", "end it with one")
    if isinstance(record, Statement):
        if TWO_SENTENCES.search(text):
            yield Problem(place, "more than one sentence", "one fact a statement")
        if (past := PAST.search(text)) and not isinstance(record, Duty):
            yield Problem(place, f"past tense: {past[0]!r}", "say what is so now")
    if praise := PRAISE.search(text):
        yield Problem(place, f"advertising: {praise[0]!r}", "say what is so, and leave the praise out")


def _told_twice(dataset: Dataset) -> Iterator[Problem]:
    for number, role in enumerate(dataset.roles):
        first: dict[str, str] = {}
        for place, record in walk_records(role, f"roles[{number}]"):
            # Of two credentials the same may be true: their names tell them apart.
            if isinstance(record, Statement) and not isinstance(record, Credential):
                before = first.setdefault(record.text.casefold(), place)
                if before != place:
                    yield Problem(f"{place}.text", f"{before} says the same", "say it once")


def _two_spellings(texts: list[tuple[str, str, object]]) -> Iterator[Problem]:
    """British or American spelling: the words of the side that is rarer in the dataset."""
    counts = Counter({side: sum(len(pattern.findall(text)) for _, text, _ in texts) for side, pattern in SIDES.items()})
    (common, _), (rare, _) = counts.most_common(2)
    for place, text, _ in texts:
        if found := SIDES[rare].search(text):
            yield Problem(place, f"{rare} spelling: {found[0]!r}", f"the dataset is spelt the {common} way")
