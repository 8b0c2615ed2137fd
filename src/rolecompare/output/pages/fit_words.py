"""Say in words which job comes first, why, what is not known, and what would change that."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from rolecompare.comparison import labels
from rolecompare.fit.questionnaire import BY_KEY, SKIP, Question, round_half_up
from rolecompare.fit.scoring import AnswerChange, Fit, ScoredRole
from rolecompare.output.page import Line, PageRow
from rolecompare.output.sanitize import sanitize

MEMBER_PREFIX = "· "
FULL = 100  # percent
TITLE = "Which one is right for me?"
HOW_TO_ANSWER = "`rolecompare fit --questions` lists the questions. Give an answer like this: --answer care=much."
NO_CHANGE = "No change to a single answer would put another job first."
MAX_NAMED = 3  # jobs that a sentence names; more of them are counted
Titles = Mapping[str, str]


def listed(names: Sequence[str]) -> str:
    """Return some names in words, and how many more there are."""
    rest = len(names) - MAX_NAMED
    return labels.join_words([*names[:MAX_NAMED], f"{rest} more"]) if rest > 1 else labels.join_words(names)


def times(weight: float) -> str:
    """Return how often an answer with this weight counts."""
    return "twice" if weight == 2 else f"{weight:g} times"


def with_members(roles: Sequence[ScoredRole]) -> Iterator[tuple[str, ScoredRole]]:
    """Return each role followed by its members, each with a prefix for its title."""
    for role in roles:
        yield "", role
        yield from ((MEMBER_PREFIX, member) for member in role.members)


def answer_text(title: str, answer: str, weight: float) -> str:
    """Return an answer after the title of its question, with its weight unless that is 1."""
    return f"{labels.lower_first(title)}: {answer}" + ("" if weight == 1 else f" (counts {times(weight)})")


def first_text(answer: Fit, titles: Titles) -> str:
    """Return which job comes first, or which tie, with the score and the lead over the next."""
    if not answer.first:
        return "no job: nothing that you asked about is known for any of them"
    names = labels.join_words([titles[name] for name in answer.first])
    score = next(role.score for role in answer.roles if role.place == 1)
    if len(answer.first) > 1:
        tie = f"{names} tie at {score} out of 100"
        return tie if answer.lead is None else f"{tie}, {answer.lead} ahead of the next"
    seconds = [role for role in answer.roles if role.place == 2]
    if not seconds:
        return f"{names}, {score} out of 100; nothing that you asked about is known for the others"
    second_names = labels.join_words([titles[role.role] for role in seconds])
    return f"{names}, {score} out of 100, {answer.lead} ahead of {second_names} ({seconds[0].score})"


def because_text(answer: Fit) -> str:
    """Return where the first role is ahead of the second and where it is behind, the largest difference first."""
    top = [role for role in answer.roles if role.place is not None and role.place <= 2]
    if len(answer.first) != 1 or len(top) != 2:
        return ""
    differences = [
        (
            question.weight * (first.points - second.points),
            f"{labels.lower_first(question.title)} ({first.points} to {second.points})",
        )
        for question, first, second in zip(answer.asked, top[0].points, top[1].points, strict=True)
        if first.points is not None and second.points is not None
    ]
    ahead = [text for weight, text in sorted(differences, key=lambda pair: -pair[0]) if weight > 0]
    behind = [text for weight, text in sorted(differences, key=lambda pair: pair[0]) if weight < 0]
    sides = (("ahead on", ahead), ("behind on", behind))
    return "; ".join(f"{side} {labels.join_words(texts)}" for side, texts in sides if texts)


def umbrella_texts(answer: Fit) -> Iterator[str]:
    """Return for each umbrella that its score is an average, and which members compare differently than it does."""
    other = next((role for role in answer.roles if not role.members and role.score is not None), None)
    for role in answer.roles:
        if role.members and role.score is not None:
            title = sanitize(role.title)
            text = f"{title} stands for {len(role.members)} occupations; {role.score} is their average"
            yield text + (_contrary_members_text(role, other) if other else "")


def _contrary_members_text(umbrella: ScoredRole, other: ScoredRole) -> str:
    """Return which members score above a role that their umbrella scores below, or the other way around."""
    if umbrella.score is None or other.score is None or umbrella.score == other.score:
        return ""
    is_below = umbrella.score < other.score
    names = [
        sanitize(member.title)
        for member in umbrella.members
        if member.score is not None
        and (member.score > other.score if is_below else member.score < other.score)
        and member.role != other.role
    ]
    if not names:
        return ""
    verb = "comes" if len(names) == 1 else "come"
    side = "before" if is_below else "after"
    return f", and of them {labels.join_words(names)} {verb} {side} {sanitize(other.title)}"


def unknown_text(role: ScoredRole, titles: Titles) -> str:
    """Return what is not known about a role, how much of the answers that concerns, and its possible scores."""
    if role.known is None or role.known == FULL:
        return ""
    missing = [labels.lower_first(BY_KEY[each.question].title) for each in role.points if each.points is None]
    subject = labels.join_words(missing) or "something about its member jobs"
    share = f"{round_half_up(FULL - role.known):g}% of what you asked about"
    score = "" if role.score is None else f"; its score could be anywhere from {role.low} to {role.high}"
    return f"{subject} for {titles[role.role]}, {share}{score}"


def change_rows(changes: Sequence[AnswerChange], titles: Titles, *, all_names: bool = True) -> tuple[PageRow, ...]:
    """Return a row for each question with what other answers to it would change.

    Without `all_names`, only a few of the jobs that would then tie are named.
    """
    by_question: dict[str, list[AnswerChange]] = {}
    for change in changes:
        by_question.setdefault(change.question, []).append(change)
    return tuple(
        PageRow("", BY_KEY[name].title, (tuple(_change_line(each, BY_KEY[name], titles, all_names) for each in found),))
        for name, found in by_question.items()
    )


def _change_line(change: AnswerChange, question: Question, titles: Titles, all_names: bool) -> Line:
    """Return what another answer to a question would change."""
    then = "skipped" if change.then == SKIP else f"“{question.choice(change.then).text}”"
    now = "" if change.now == SKIP else f" instead of “{question.choice(change.now).text}”"
    first = [titles[name] for name in change.first]
    names = labels.join_words(first) if all_names else listed(first)
    if len(change.first) > 1:
        return Line(f"{then}{now}: {names} tie for first place")
    lead = "" if change.lead is None else f", by {change.lead}"
    return Line(f"{then}{now}: {names} first{lead}")
