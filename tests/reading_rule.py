"""The reading rule of docs/data.md: the words of a source on a credential to the step of its requirement."""

import re

from rolecompare.models.kinds import Requirement

# How many states or employers is read before how strictly, and the first pattern that matches decides.
RULE: tuple[tuple[str, Requirement], ...] = (
    (r"(every|all) states? except|\b49 states", Requirement.BY_LAW_IN_ALL_BUT_FEW_STATES),
    (r"\bmost states\b.*(require|regulate|must)", Requirement.BY_LAW_IN_MOST_STATES),
    (r"\bmany states\b|often need.*state|often needed, depending on the state", Requirement.BY_LAW_IN_MANY_STATES),
    (r"\bfew states\b|\b(one|two|three|four|five) states?\b", Requirement.BY_LAW_IN_FEW_STATES),
    (r"\bsome states\b.*(require|regulat|must|need|called)|\bstates? may require", Requirement.BY_LAW_IN_SOME_STATES),
    (r"\bsome\b.*\bneed a (state-issued )?license|\bsix states\b", Requirement.BY_LAW_IN_SOME_STATES),
    (r"\b(all|every|each) states? requires?|(must have|need) a( nursing)? license", Requirement.BY_LAW),
    (r"\bprogram.*(require|need)", Requirement.ASKED_FOR_BY_PROGRAMS),
    (r"(typically|usually) (require or prefer|prefer or require)", Requirement.EXPECTED_BY_MOST),
    (r"\bmost (employers|jobs).*require", Requirement.REQUIRED_BY_MOST),
    (r"\bmany (employers|jobs).*require", Requirement.REQUIRED_BY_MANY),
    (
        r"\bmay\b[\w ]* (require|need)|\bsome employers\b.*require",
        Requirement.REQUIRED_BY_SOME,
    ),
    (r"\bmost (employers|jobs).*prefer", Requirement.PREFERRED_BY_MOST),
    (r"\bmay prefer|\bsome employers prefer", Requirement.PREFERRED_BY_SOME),
    (r"\boptional\b|\bis a voluntary\b|\bnot required\b", Requirement.OPTIONAL),
    (r"\bmay earn additional|advance to other levels", Requirement.OPTIONAL),
)


def step_of(words: str) -> Requirement:
    """Return the step that words of a source give; unknown where they do not say how widely a thing is required."""
    return next((step for pattern, step in RULE if re.search(pattern, words, re.IGNORECASE)), Requirement.UNKNOWN)
