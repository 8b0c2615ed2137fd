"""Fit and its questions -> Sheet and Listing: who comes first, the reason for each point, what would change it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from rolecompare.comparison import labels
from rolecompare.fit.questionnaire import BY_KEY, SKIP, Question, Questions, round_half_up
from rolecompare.fit.scoring import AnswerChange, Fit, QuestionPoints, ScoredRole
from rolecompare.output.page import KEEP, NOTHING, Footnotes, Line, Listing, Page, PageRow, PageSection, kept
from rolecompare.output.sanitize import sanitize

TITLE = "Which one is right for me?"
MEMBER = "· "
STROKE = "━"
WHOLE = 100
STROKE_POINTS = 5
# What rests on several fields, and on others for each role.
SEVERAL = ("duties.", "settings.")
HOW_TO_ASK = "`rolecompare fit --questions` lists the questions; an answer is given as in --answer care=much."
STEADY = "No single answer, changed, added or taken back, would put another role first."
LEGEND = (
    "An answer gives a role 0 to 100 points; its score is their mean, by weight, over what is known of it. --json "
    "names the fields that each point rests on, and `rolecompare why ROLE FIELD` says where they stand. A guide for "
    "thinking, not a test of aptitude. Nothing that you answer is kept or sent anywhere."
)


def fit_page(found: Fit, *, sources: bool = True) -> Page:
    """The page of an answer. Without sources there are no footnotes either."""
    notes = Footnotes(wanted=sources)
    titles = {one.role: sanitize(one.title) for role in found.roles for one in (role, *role.members)}
    sections = tuple(section for section in _sections(found, titles, notes) if section.rows)
    told = tuple(Line(sanitize(warning.text), notes.cite(warning.citations)) for warning in found.warnings)
    unasked = tuple(Line(f"{line.text} {HOW_TO_ASK}") for line in told) if not found.asked else ()
    return Page(
        title=TITLE,
        dated="",
        columns=("",),
        codes=(" · ".join(titles[role.role] for role in found.roles),),
        summary=unasked,
        at_a_glance=tuple(_glance(found, titles)) if found.asked else (),
        sections=sections,
        warnings=told if found.asked else (),
        sources=notes.told(found.sources),
        legend=LEGEND,
        dataset=sanitize(f"Data: {found.dataset.title}, edition {found.dataset.edition}. ")
        + sanitize(f"License: {found.dataset.license}."),
    )


def _sections(found: Fit, titles: dict[str, str], notes: Footnotes) -> Iterator[PageSection]:
    if found.asked:
        yield PageSection("scores", "Scores", tuple(_scores(found.roles)))
    for number, asked in enumerate(found.asked):
        times = "" if asked.weight == 1 else f" (counts {_times(asked.weight)})"
        how = Line(kept(f"{sanitize(asked.measured_by)}; {asked.scale}"), aside=True)
        rows = tuple(_row(one, number, notes) for one in _each(found.roles))
        heading = f"{asked.title}: {asked.answer_text}{times}"
        yield PageSection(
            asked.question, heading, (PageRow("", "Measured by", ((how, *_where(found, number)),)), *rows)
        )
    rows = tuple(_changes(found.changes, titles)) if found.roles else ()
    heading = "What would change the answer" if found.asked else "What one answer would say"
    yield PageSection("changes", heading, rows)
    said = tuple(
        PageRow("", f"Claim {one.claim}", ((Line(f"“{sanitize(one.text)}”", notes.cite(one.citations)),),))
        for one in found.article
    )
    yield PageSection("article", "What the article says", said)


def _times(weight: float) -> str:
    return "twice" if weight == 2 else f"{weight:g} times"


# ── at a glance ──────────────────────────────────────────────────────────────────────────────────────────────────────


def _glance(found: Fit, titles: dict[str, str]) -> Iterator[tuple[str, str]]:
    yield "You said", "; ".join(_said(one.title, one.answer_text, one.weight) for one in found.asked)
    if found.skipped:
        yield "You skipped", labels.join_words([labels.lower_first(BY_KEY[name].title) for name in found.skipped])
    yield "First", _first(found, titles)
    if text := _because(found):
        yield "Because", text
    yield from (("", text) for text in _members(found))
    for role in found.roles:
        if text := _unknown(role, titles):
            yield "Not known", text
    if found.possible:
        others = labels.join_words([titles[name] for name in found.possible])
        yield "Open", f"{others} could come first as well, once what is not known or disputed is settled"
    if found.first and not found.changes:
        yield "Change it", STEADY


def _said(title: str, answer: str, weight: float) -> str:
    return f"{labels.lower_first(title)}: {answer}" + ("" if weight == 1 else f" (counts {_times(weight)})")


def _first(found: Fit, titles: dict[str, str]) -> str:
    if not found.first:
        return "nobody: nothing of what you asked for is known of any of the roles"
    names = labels.join_words([titles[name] for name in found.first])
    top = next(role for role in found.roles if role.place == 1)
    if len(found.first) > 1:
        tie = f"{names} tie at {top.score} of 100 points"
        return tie if found.lead is None else f"{tie}, {found.lead} before the next"
    second = next((role for role in found.roles if role.place == 2), None)
    if second is None:
        return f"{names}, {top.score} of 100 points; of the others nothing that you asked for is known"
    nexts = labels.join_words([titles[role.role] for role in found.roles if role.place == 2])
    return f"{names}, {top.score} of 100 points, {found.lead} before {nexts}"


def _because(found: Fit) -> str:
    """On what the first is ahead of the second, and on what behind; the widest apart by weight first."""
    top = [role for role in found.roles if role.place is not None and role.place <= 2]
    if len(found.first) != 1 or len(top) != 2:
        return ""
    apart = [
        (
            asked.weight * (one.points - other.points),
            f"{labels.lower_first(asked.title)} ({one.points} to {other.points})",
        )
        for asked, one, other in zip(found.asked, top[0].points, top[1].points, strict=True)
        if one.points is not None and other.points is not None
    ]
    ahead = [text for weight, text in sorted(apart, key=lambda pair: -pair[0]) if weight > 0]
    behind = [text for weight, text in sorted(apart, key=lambda pair: pair[0]) if weight < 0]
    sides = (("ahead on", ahead), ("behind on", behind))
    return "; ".join(f"{side} {labels.join_words(texts)}" for side, texts in sides if texts)


def _members(found: Fit) -> Iterator[str]:
    """What an umbrella's score is the mean of, and which of its members stand on the other side of the other roles."""
    alone = [role for role in found.roles if not role.members and role.score is not None]
    for role in found.roles:
        if not role.members or role.score is None:
            continue
        text = f"{sanitize(role.title)} stands for {len(role.members)} occupations; {role.score} is their mean"
        for other in alone[:1]:
            above = other.score is not None and role.score < other.score
            turned = [
                sanitize(member.title)
                for member in role.members
                if member.score is not None
                and other.score is not None
                and (member.score > other.score if above else member.score < other.score)
                and member.role != other.role
            ]
            if turned and role.score != other.score:
                side = "before" if above else "behind"
                verb = "comes" if len(turned) == 1 else "come"
                text += f", and of them {labels.join_words(turned)} {verb} {side} {sanitize(other.title)}"
        yield text


def _unknown(role: ScoredRole, titles: dict[str, str]) -> str:
    """What of a role is not known, how much of what was asked that is, and where its score would lie were it known."""
    if role.known is None or role.known == WHOLE:
        return ""
    missing = [labels.lower_first(BY_KEY[point.question].title) for point in role.points if point.points is None]
    what = f"{labels.join_words(missing) or 'something of the member roles'} of {titles[role.role]}"
    share = f"{round_half_up(WHOLE - role.known):g}% of what you asked for"
    score = "" if role.score is None else f"; were it known, its score would lie between {role.low} and {role.high}"
    return kept(f"{what}, {share}{score}")


# ── sections ─────────────────────────────────────────────────────────────────────────────────────────────────────────


def _each(roles: Sequence[ScoredRole]) -> Iterator[tuple[str, ScoredRole]]:
    """The roles with their members after them, each with what its name is to begin with."""
    for role in roles:
        yield "", role
        yield from ((MEMBER, member) for member in role.members)


def _scores(roles: Sequence[ScoredRole]) -> Iterator[PageRow]:
    for mark, one in _each(roles):
        place = "" if mark or one.place is None else str(one.place)
        lines = [Line(_bar(one.score))]
        if one.score is not None and one.known != WHOLE:
            lines.append(Line(kept(f"on {one.known:g}% of what you asked for"), aside=True))
        yield PageRow(place, mark + sanitize(one.title), (tuple(lines),))


def _bar(score: float | None) -> str:
    if score is None:
        return f"{NOTHING} not ranked: nothing that you asked for is known"
    return f"{score:5}".replace(" ", KEEP) + f" {STROKE * round(score / STROKE_POINTS)}".rstrip()


def _row(marked: tuple[str, ScoredRole], number: int, notes: Footnotes) -> PageRow:
    mark, one = marked
    point = one.points[number]
    return PageRow("", mark + sanitize(one.title), ((_point(point, notes),),))


def _point(point: QuestionPoints, notes: Footnotes) -> Line:
    if point.points is None:
        return Line(kept(f"{NOTHING} not known: {sanitize(point.reason)}"), notes.cite(point.citations))
    span = "" if point.low == point.high or not point.fields else f" ({point.low} to {point.high})"
    return Line(kept(f"{point.points}{span}: {sanitize(point.reason)}"), notes.cite(point.citations))


def _where(found: Fit, number: int) -> Iterator[Line]:
    """How to look the values up, where it is one and the same field of each role."""
    fields = dict.fromkeys(field for _, one in _each(found.roles) for field in one.points[number].fields[:1])
    first = next(iter(fields), None)
    if first is not None and not first.startswith(SEVERAL):
        yield Line(f"`rolecompare why ROLE {sanitize(first)}` says where it stands", aside=True)


def _changes(changes: Sequence[AnswerChange], titles: dict[str, str]) -> Iterator[PageRow]:
    for name in dict.fromkeys(change.question for change in changes):
        question = BY_KEY[name]
        lines = tuple(_change(change, question, titles) for change in changes if change.question == name)
        yield PageRow("", question.title, (lines,))


def _change(change: AnswerChange, question: Question, titles: dict[str, str]) -> Line:
    then = "skipped" if change.then == SKIP else f"“{question.choice(change.then).text}”"
    now = "" if change.now == SKIP else f" instead of “{question.choice(change.now).text}”"
    names = labels.join_words([titles[name] for name in change.first])
    if len(change.first) > 1:
        return Line(f"{then}{now}: {names} tie for the first place")
    lead = "" if change.lead is None else f", by {change.lead}"
    return Line(f"{then}{now}: {names} first{lead}")


# ── the questions ────────────────────────────────────────────────────────────────────────────────────────────────────


def questions_listing(answer: Questions, *, sources: bool = True) -> Listing:  # noqa: ARG001
    """Return a row for each question with the keys of its choices and what they mean."""
    rows = tuple(
        (question.key, question.text, "; ".join(f"{choice.key}: {choice.text}" for choice in question.choices))
        for question in answer.questions
    )
    notes = ("Give an answer as in --answer care=much, and what it counts as in --weight care=2. skip skips.",)
    return Listing(("Key", "Question", "Choices"), rows, notes=notes)
