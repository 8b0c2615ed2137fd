"""Find what O*NET says of a license or certification, for occupations of which no credential is listed.

O*NET has no list of licenses. What it has is evidence and not law: a sentence of a description or a task, a title such
as Licensed Barber, and how important those in the occupation rate a professional certification. The rules of reading
stand here alone; docs/decisions/license-evidence.md has how often they are right.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from rolecompare.comparison.types import Cell, Relation, Row
from rolecompare.models.kinds import RatingKind
from rolecompare.models.roles import Item, Rating, Role
from rolecompare.models.sources import Citation, Statement

ONET = "onet-"  # how the ids of O*NET's releases as sources begin
VERY_IMPORTANT, LARGEST = 4.0, 5  # on O*NET's scale of importance, which begins with 1
SENTENCE_END = re.compile(r"(?<=[a-z)])\.\s+(?=[A-Z])")  # not the periods of "U.S. Coast Guard"
CREDENTIAL = r"(?:licen[sc](?:es?|ing|ure)|certificat(?:es?|ions?)|identification cards?)"
# A sentence of a description that begins with what the occupation requires, or ends with "is required".
REQUIRED = re.compile(
    rf"(?:(?:usually |generally |typically |often )?requires?\b.*\b{CREDENTIAL}\b"
    rf"|required to (?:hold|have)\b.*\b{CREDENTIAL}\b"
    rf"|must (?:hold|have)\b.*\b{CREDENTIAL}\b"
    rf"|must be (?:licensed|certified|registered)\b"
    rf"|.*\b{CREDENTIAL}\b[^,;]* (?:is|are) (?:generally |usually |typically )?required"
    rf"|{CREDENTIAL}(?: or registration)? required)",
    re.IGNORECASE,
)
# A task to keep a credential of one's own, or to pass the tests for it.
KEPT = re.compile(
    rf"(?:(?:earn and )?(?:maintain|hold|renew)(?: [\w'-]+){{0,3}} {CREDENTIAL}(?=$|[,;.]| or | and | to | as )"
    rf"|.*\bpass (?:[\w'-]+ ){{0,2}}(?:tests?|exams?|examinations?) for {CREDENTIAL}\b"
    rf"|.*\bto maintain (?:[\w'-]+ ){{0,2}}{CREDENTIAL}\b)",
    re.IGNORECASE,
)
# CDL: commercial driver's license; FAA: Federal Aviation Administration.
LICENSED = re.compile(r"(?:Licensed|CDL(?:-[AB])?|FAA Certified) ([^(]*[^( ])")
CERTIFIED = re.compile(r"(?:Registered|Certified) ([^(]*[^( ])")
# Health care, protective service and transportation: elsewhere many a title is of a certification that nobody asks for.
CERTIFIED_MAJOR_GROUPS = ("29", "33", "53")
OF_THE_NATION = re.compile(r"\bFAA\b|\bFederal\b|\bU\.S\.|\bPilot certificate")
ALL_OTHER = ", All Other"


class LicenseEvidence(NamedTuple):
    """What O*NET says of a license or certification for the goal of a move, and how important it rates one.

    There is no row where nothing speaks for a license; a rating that is lower than very important does not. `title` is
    one that calls some people in the occupation licensed, registered or certified, which alone settles nothing.
    """

    row: Row | None = None
    rating: Rating | None = None
    title: Statement | None = None

    @property
    def is_of_the_nation(self) -> bool:
        """Whether what O*NET says first is of a certificate that no state gives, as those of pilots."""
        first = self.row.cells[1].items[0] if self.row is not None else None
        return isinstance(first, Statement) and OF_THE_NATION.search(first.text) is not None


def find_license_evidence(start: Role, goal: Role) -> LicenseEvidence:
    """Return what O*NET says, the strongest first: sentences, then a title, then a rating that is high enough.

    The row has what O*NET says of the start too, because one license may be good for both.
    """
    rating = _certification_rating(goal)
    cells = tuple(Cell(role=role.id, items=tuple(_evidence(role))) for role in (start, goal))
    if not cells[1].items:
        return LicenseEvidence(None, rating, next(_titles(goal, (LICENSED, CERTIFIED), of_all=False), None))
    relation: Relation = "alike" if cells[0].items else "only"
    row = Row(key="license-evidence", label="License or certification", relation=relation, cells=cells)
    return LicenseEvidence(row, rating)


def license_sentences(role: Role) -> tuple[Statement, ...]:
    """Return what O*NET says in sentences and titles of a license for a role of which no credential is listed."""
    return tuple(item for item in _evidence(role) if isinstance(item, Statement))


def _evidence(role: Role) -> Iterator[Item]:
    """Yield what O*NET says of a role as it stands there; what our own words say of its credentials is better."""
    if role.credentials.items or role.credentials.statements or not role.summary.citations[0].source.startswith(ONET):
        return
    yield from _sentences(role)
    is_certified = (role.codes.own or "")[:2] in CERTIFIED_MAJOR_GROUPS
    yield from _titles(role, (LICENSED, CERTIFIED) if is_certified else (LICENSED,))
    rating = _certification_rating(role)
    if rating is not None and rating.importance is not None and rating.importance.value >= VERY_IMPORTANT:
        yield rating


def _certification_rating(role: Role) -> Rating | None:
    """Return how important a professional certification is rated, unless O*NET recommends to leave the rating out."""
    for rating in role.ratings:
        if rating.kind is RatingKind.CERTIFICATION and rating.importance and not rating.importance.suppress:
            return rating
    return None


def rating_in_words(rating: Rating) -> str:
    """Return a rating of importance, such as `4.4 of 5`."""
    return f"{rating.importance.value:.1f} of {LARGEST}" if rating.importance is not None else ""


def _sentences(role: Role) -> Iterator[Statement]:
    """Yield the sentence of the description, and the tasks, that say that a credential is required or kept."""
    for sentence in SENTENCE_END.split(role.summary.text):
        if REQUIRED.match(sentence):
            text = f"O*NET's description says: “{sentence.rstrip('.')}.”"
            yield Statement(text=text, citations=role.summary.citations)
    for duty in role.duties:
        if KEPT.match(duty.text):
            yield Statement(text=f"O*NET lists the task: “{duty.text.rstrip('.')}.”", citations=duty.citations)


def _titles(role: Role, forms: Sequence[re.Pattern[str]], *, of_all: bool = True) -> Iterator[Statement]:
    """Yield the shortest title, of the first form that any has, that calls people in the occupation licensed.

    With `of_all`, the title has to end with a word of the occupation's own title: some of those who train animals are
    called Licensed Guide Dog Instructors, which says nothing of the rest. Groups of all others are too mixed.
    """
    is_of_onet = role.summary.citations[0].source.startswith(ONET)
    if role.title.endswith(ALL_OTHER) or role.codes.onet_soc is None or not is_of_onet:
        return
    own = set(map(_singular, re.findall(r"[a-z]+", role.title.lower())))
    titles = sorted(role.other_titles, key=lambda each: (len(each), each))
    for form in forms:
        for title in titles:
            found = form.match(title)
            if found and (not of_all or _singular(found[1].lower().split()[-1]) in own):
                place = f"Alternate Titles or Sample of Reported Titles, {role.codes.onet_soc}"
                citation = Citation(source=role.summary.citations[0].source, place=place)
                yield Statement(text=f"O*NET lists the title: “{found[0].strip()}”", citations=(citation,))
                return


def _singular(word: str) -> str:
    return word.removesuffix("s")
