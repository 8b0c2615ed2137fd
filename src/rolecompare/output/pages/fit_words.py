"""Say in words which job comes first, why, who is listed apart, and what would change that."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from rolecompare.comparison import labels
from rolecompare.fit.questionnaire import BY_KEY, SKIP, Question
from rolecompare.fit.ranking import MIN_KNOWN, TIE_POINTS
from rolecompare.fit.types import AnswerChange, Fit, JobResult, QuestionResult
from rolecompare.output.page import Line, PageRow
from rolecompare.output.sanitize import sanitize

FULL = 100  # percent
TITLE = "Which one is right for me?"
HOW_TO_ANSWER = "`rolecompare fit --questions` lists the questions. Give an answer like this: --answer people=people."
NO_CHANGE = "No change to a single answer would put another job first."
MAX_NAMED = 3  # jobs that a sentence names; more of them are counted
MAX_REASONS = 2  # answers on which a job is named as ahead of another, and as behind it
Titles = Mapping[str, str]


def listed(names: Sequence[str]) -> str:
    """Return some names in words, and how many more there are."""
    rest = len(names) - MAX_NAMED
    return labels.join_words([*names[:MAX_NAMED], f"{rest:,} more"]) if rest > 1 else labels.join_words(names)


def times(weight: float) -> str:
    """Return how often an answer with this weight counts."""
    return "twice" if weight == 2 else f"{weight:g} times"


def answer_text(title: str, answer: str, weight: float) -> str:
    """Return an answer after the title of its question, with its weight unless that is 1."""
    return f"{labels.lower_first(title)}: {answer}" + ("" if weight == 1 else f" (counts {times(weight)})")


def titles_of(answer: Fit) -> dict[str, str]:
    """Return the title of every job by its id."""
    return {job.role: sanitize(job.title) for job in answer.jobs}


def has_scores(answer: Fit) -> bool:
    """Return whether a wish was answered that the data answers for some job, so that jobs have scores."""
    return any(job.score is not None for job in answer.ranked)


def summary_lines(answer: Fit, titles: Titles) -> Iterator[tuple[str, str]]:
    """Yield each topic of what a page says first, with its sentence."""
    yield "First", _first(answer, titles)
    if text := _because(answer):
        yield "Because", text
    if text := _limits(answer):
        yield "Limits", text
    yield "You said", "; ".join(answer_text(each.title, each.answer_text, each.weight) for each in answer.asked)
    if answer.skipped:
        yield "You skipped", labels.join_words([labels.lower_first(BY_KEY[name].title) for name in answer.skipped])
    for umbrella in answer.umbrellas:
        members = labels.count_of(len(umbrella.members), "job")
        yield "Stands for", f"{umbrella.title} stands for {members}, which are ranked one by one"
    if answer.unanswered:
        names = labels.join_words([labels.lower_first(BY_KEY[name].title) for name in answer.unanswered])
        yield "Left out", f"{names}: our data answers it for none of these jobs, so it does not count"
    if answer.possible:
        yield "Open", _possible(answer, titles)
    if answer.first and not answer.changes:
        yield "Change it", NO_CHANGE


def _possible(answer: Fit, titles: Titles) -> str:
    """Return who could come first as well; of many, of whom hardly anything is known, how many they are."""
    ranked = {job.role for job in answer.ranked}
    known = [titles[name] for name in answer.possible if name in ranked]
    rest = len(answer.possible) - len(known)
    names = [*known, *([f"{labels.count_of(rest, 'job')} of which too little is known"] if rest else [])]
    return f"{listed(names)} could also come first, depending on what is unknown or disputed"


def _first(answer: Fit, titles: Titles) -> str:
    """Return who comes first and by how much, and who is so close behind that it is practically a tie."""
    if not answer.ranked:
        return _nobody(answer)
    names = listed([titles[name] for name in answer.first])
    if not has_scores(answer):
        verb = "keeps" if len(answer.first) == 1 else "keep"
        tie = "" if len(answer.first) == 1 else "; it is a tie, since you named only limits"
        return f"{names} {verb} your limits{tie}"
    top = answer.ranked[0].score
    text = f"{names}, {top} of 100" if len(answer.first) == 1 else f"a tie of {names}, {top} of 100"
    if answer.close:
        scores = {job.role: job.score for job in answer.ranked}
        others = listed([f"{titles[name]} ({scores[name]})" for name in answer.close])
        return f"{text}; practically a tie with {others}, less than {TIE_POINTS} points behind"
    behind = next((job for job in answer.ranked if job.role not in answer.first), None)
    if behind is not None:
        return f"{text}, {answer.lead} points ahead of {titles[behind.role]} ({behind.score})"
    return text if len(answer.first) > 1 else f"{text}; no other job is ranked"


def _nobody(answer: Fit) -> str:
    """Return why no job is ranked."""
    if answer.missed and not answer.unknown:
        return "no job keeps all your limits" if _limit_count(answer) > 1 else "no job keeps your limit"
    if answer.missed:
        missed = labels.count_of(len(answer.missed), "job misses", "jobs miss")
        return f"no job: {missed} a limit of yours, and too little is known of the others"
    return "no job: too little is known of all of them"


def _limit_count(answer: Fit) -> int:
    return sum(question.kind == "limit" for question in answer.asked)


def _limits(answer: Fit) -> str:
    """Return how many jobs are left by the limits, and which limit lists how many jobs apart."""
    limits = [question for question in answer.asked if question.kind == "limit"]
    if not limits and not answer.unknown:
        return ""
    total = len(answer.jobs)
    parts = [f"{len(answer.ranked):,} of {labels.count_of(total, 'job')} ranked"]
    if answer.missed:
        each = [f"{labels.lower_first(limit.title)} {limit.missed:,}" for limit in limits if limit.missed]
        missed = labels.count_of(len(answer.missed), "misses a limit", "miss a limit")
        parts.append(missed + (f" ({', '.join(each)})" if len(limits) > 1 else ""))
    if answer.unknown:
        broader = sum(any(map(is_only_broader, job.results)) for job in answer.unknown)
        some = "" if broader == len(answer.unknown) else f"{broader:,} of them "
        note = f" ({some}only for a broader group)" if broader else ""
        parts.append(f"of {len(answer.unknown):,} too little is known{note}")
    return "; ".join(parts)


def _because(answer: Fit) -> str:
    """Return where the first job is most ahead of the second and where it is most behind, each by the points."""
    wishes = [number for number, question in enumerate(answer.asked) if question.kind == "wish"]
    if len(answer.first) != 1 or len(answer.ranked) < 2 or len(wishes) < 2:
        return ""
    top, second = answer.ranked[:2]
    differences = []
    for number in wishes:
        question, ours, theirs = answer.asked[number], top.results[number].points, second.results[number].points
        if ours is not None and theirs is not None:
            text = f"{labels.lower_first(question.title)} ({ours} to {theirs})"
            differences.append((question.weight * (ours - theirs), text))
    ahead = [text for weight, text in sorted(differences, key=lambda pair: -pair[0]) if weight > 0]
    behind = [text for weight, text in sorted(differences, key=lambda pair: pair[0]) if weight < 0]
    sides = (("ahead on", ahead), ("behind on", behind))
    found = "; ".join(f"{side} {labels.join_words(texts[:MAX_REASONS])}" for side, texts in sides if texts)
    return f"{found}, compared with {sanitize(second.title)}" if found else ""


def missed_text(job: JobResult) -> str:
    """Return by how much a job misses limits."""
    return "; ".join(result.missed_by for result in job.results if result.missed_by is not None)


def unknown_text(job: JobResult) -> str:
    """Return what of the answers is not known about a job, or only about a broader group that it is part of."""
    open_results = [result for result in job.results if result.kept is None and result.points is None]
    names, broader = (
        [labels.lower_first(BY_KEY[each.question].title) for each in open_results if is_only_broader(each) is wanted]
        for wanted in (False, True)
    )
    share = "" if job.known is None or job.known >= MIN_KNOWN else f"{job.known:g}% of your wishes known"
    parts = (
        f"not known: {labels.join_words(names)}" if names else "",
        f"known only for a broader group: {labels.join_words(broader)}" if broader else "",
        share if names else "",
    )
    return "; ".join(part for part in parts if part)


def is_only_broader(result: QuestionResult) -> bool:
    """Return whether a limit is undecided, since only the value of a broader group was published."""
    return bool(result.published_codes) and result.kept is None and result.points is None


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
    if change.lead is not None and change.lead < TIE_POINTS:
        points = "point" if change.lead == 1 else "points"
        return Line(f"{then}{now}: practically a tie, with {names} only {change.lead} {points} ahead")
    lead = "" if change.lead is None else f", by {change.lead}"
    return Line(f"{then}{now}: {names} first{lead}")
