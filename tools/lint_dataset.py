"""Check the wording of a dataset: short sentences in the present tense, in American English, without praise.

    python -m tools.lint_dataset [FILE]

Prints one line for each remark and exits with 1 if there are any. FILE is the bundled dataset unless it is given. The
rules apply to texts of the dataset's own, not to titles, names and issuers. docs/data.md explains them.
"""

import re
import sys
from collections.abc import Iterator
from typing import NamedTuple

from rolecompare import paths
from rolecompare.dataset.loader import load_dataset, read_file
from rolecompare.models.base import Model
from rolecompare.models.claims import Claim
from rolecompare.models.dataset import Dataset
from rolecompare.models.figures import Missing
from rolecompare.models.roles import Activity, Credential, Duty
from rolecompare.models.serialization import walk_models
from rolecompare.models.sources import Statement
from rolecompare.problems import Problem

MAX_WORDS, MAX_WORDS_OF_A_CLAIM = 25, 45
# A full stop after a single capital (U.S., R.T.) or a title does not end a sentence.
TWO_SENTENCES = re.compile(r"(?<!\b[A-Z])(?<!\bDr)(?<!\bSt)(?<!\bM[rs])[.!?] +[A-Z]|;")
PRAISE = re.compile(
    r"\b(?:amazing|awesome|best-in-class|cutting-edge|dream|exceptional|exciting|fantastic|great|ideal|incredible"
    r"|passionate|perfect|rewarding|thriving|top-notch|unmatched|wonderful|world-class|hurry|today only|don't miss)\b",
    re.IGNORECASE,
)
PAST = re.compile(r"\b(?:was|were|used to)\b", re.IGNORECASE)
# Words that a text about work is likely to contain.
BRITISH = re.compile(
    r"\b(?:centres?|programmes?|licences?|labour|behaviours?|colours?|neighbours?|tumours?"
    r"|(?:label|travel|counsel)l(?:ed|ing)|h?aemo\w+|an(?:ae|aes)\w*(?:mi[ac]|etists?)|paediatric\w*|orthopaedic\w*"
    r"|venepunctures?"
    r"|(?:steril|organ|special|recogn|standard|priorit|minim|util|author)is(?:e|es|ed|ing|ation\w*)|analys(?:ed|ing))\b",
    re.IGNORECASE,
)

# Words that say that something is true of some who do the work, or at times; of duties also those that name a rule of
# some states. A forecast may come true or not, which is something else.
SOME = re.compile(r"\b(?:may|might|[Ss]ome|[Ss]ometimes)\b")
SOME_DUTIES = re.compile(r"\bwhere\b.*\ballow|\bstates? (?:law|allow)|\bin most states\b")


class DatasetText(NamedTuple):
    """A text of the dataset's own, with its path and the record that it is a field of."""

    path: str
    text: str
    record: Model


def find_remarks(dataset: Dataset) -> list[Problem]:
    """Return what an editor would change: first in each text by itself, then sentences that are repeated in a role."""
    remarks = [remark for text in _texts(dataset) for remark in _remarks_on(text)]
    return [*remarks, *_repetitions(dataset)]


def _texts(dataset: Dataset) -> Iterator[DatasetText]:
    parts = (("activities", dataset.activities), ("roles", dataset.roles), ("claims", dataset.claims))
    for part, records in parts:
        for path, record in walk_models(records, part):
            match record:
                case Statement():
                    yield DatasetText(f"{path}.text", record.text, record)
                case Missing():
                    yield DatasetText(f"{path}.reason", record.reason, record)
                case Activity():
                    yield DatasetText(f"{path}.label", record.label, record)
                case Claim():
                    yield DatasetText(f"{path}.text", record.text, record)
                    if record.note:
                        yield DatasetText(f"{path}.note", record.note, record)


def _remarks_on(text: DatasetText) -> Iterator[Problem]:
    path, words, record = text
    longest = MAX_WORDS_OF_A_CLAIM if isinstance(record, Claim) else MAX_WORDS
    count = len(words.split())
    if count > longest:
        yield Problem(path, f"{count} words", f"use {longest} at most; make two statements of it")
    if words != " ".join(words.split()):
        yield Problem(path, "spaces at an end, or two in a row", "put single spaces between words only")
    if isinstance(record, Duty):
        if words.endswith("."):
            yield Problem(path, "a duty that ends with a period", "remove it: a duty is a phrase, not a sentence")
    elif isinstance(record, (Statement, Claim)) and not words.endswith((".", "!", "?")):
        yield Problem(path, "a sentence without a period", "end it with one")
    if isinstance(record, Statement):
        if TWO_SENTENCES.search(words):
            yield Problem(path, "more than one sentence", "put one fact in a statement")
        if (past := PAST.search(words)) and not isinstance(record, Duty):
            yield Problem(path, f"past tense: {past[0]!r}", "say what is so now")
    if praise := PRAISE.search(words):
        yield Problem(path, f"praise: {praise[0]!r}", "state the fact without praise")
    if british := BRITISH.search(words):
        yield Problem(path, f"British spelling: {british[0]!r}", "use the American spelling")
    if isinstance(record, Statement) and path.startswith("roles["):
        yield from _remarks_on_scope(path, record)


def _remarks_on_scope(path: str, statement: Statement) -> Iterator[Problem]:
    """Yield what is wrong where a statement about some who do the work does not say so, or says so and is not marked.

    A mark for a wider group is not looked into, because only the source tells.
    """
    is_duty = isinstance(statement, Duty)
    says_some = SOME.search(statement.text) or (is_duty and SOME_DUTIES.search(statement.text))
    if statement.scope == "some" and not says_some:
        yield Problem(path, "scope 'some', which the words do not say", "say 'some', 'may' or in which jobs")
    # The requirement of a credential says the same; a summary and a forecast are about the whole.
    is_exempt = isinstance(statement, Credential) or ".outlook." in path or ".summary." in path
    if says_some and statement.scope is None and not is_exempt:
        yield Problem(path, f"{says_some[0]!r}, and no scope", "add the scope 'some', or 'wider-group'")


def _repetitions(dataset: Dataset) -> Iterator[Problem]:
    for number, role in enumerate(dataset.roles):
        first: dict[str, str] = {}
        for path, record in walk_models(role, f"roles[{number}]"):
            # The same may be true of two credentials, which have different names.
            if isinstance(record, Statement) and not isinstance(record, Credential):
                earlier = first.setdefault(record.text.casefold(), path)
                if earlier != path:
                    yield Problem(f"{path}.text", f"{earlier} says the same", "say it once")


def main(arguments: list[str]) -> int:
    """Print the remarks on the file that the arguments name, and return the exit code."""
    path = arguments[0] if arguments else paths.bundled_dataset()
    load_dataset(path)  # raises InvalidDatasetError, because only valid texts are worth reading
    remarks = find_remarks(Dataset.model_validate_json(read_file(path)))
    for remark in remarks:
        print(remark)
    return 1 if remarks else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
