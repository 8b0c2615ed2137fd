"""Ask the questions of `fit` at a terminal, one after the other. No answer is stored."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from enum import Enum

from rich.console import Console
from rich.text import Text

from rolecompare.comparison import labels
from rolecompare.fit.metrics import Measured
from rolecompare.fit.questionnaire import QUESTIONS, SKIP, Answers, Choice, Question, read_amount
from rolecompare.fit.ranking import Board
from rolecompare.models.reference_data import JobFacts
from rolecompare.models.sources import Source

INTRODUCTION = (
    "{count} questions about {jobs}. Type a number or a word of your answer, or press Enter to skip. "
    "“back” goes to the question before. Ctrl-C quits. Your answers are not saved or sent."
)
WEIGHT_QUESTION = "Which of these matters most? It counts twice. Press Enter if all count the same."
DOUBLE = 2
BACK = "back"
# A choice is offered if the data answers it for at least so many of the jobs.
OFFERED = 0.5


class Move(Enum):
    """What somebody does instead of answering."""

    SKIP = "skip"
    BACK = "back"


class NotUnderstoodError(ValueError):
    """A reply that means none of the options, or several; the message is a sentence on what to type."""


def ask(
    jobs: Sequence[JobFacts], sources: Mapping[str, Source], weights: Mapping[str, int | float], *, color: bool
) -> Answers:
    """Return the answers of the user about some jobs. Weights that were given on the command line stay.

    Raises EOFError or KeyboardInterrupt if the user leaves.
    """
    console = Console(stderr=True, highlight=False, markup=False, emoji=False, no_color=not color)
    board = Board([Measured(job, sources) for job in jobs])
    questions = [(question, offer) for question in QUESTIONS if (offer := offered(board, question))]
    console.print(Text(INTRODUCTION.format(count=len(questions), jobs=f"{len(jobs):,} jobs"), overflow="fold"))
    choices: dict[str, str] = {}
    given = dict(weights)
    number = 0
    while number <= len(questions):
        if number == len(questions):
            moved = Move.SKIP if weights else _ask_weight(console, choices, given)
        else:
            moved = _ask_one(console, board, *questions[number], f"{number + 1} of {len(questions)}", choices)
        number = max(0, number - 1) if moved is Move.BACK else number + 1
    console.print()
    return Answers(choices, given)


def offered(board: Board, question: Question) -> tuple[Choice, ...]:
    """Return the choices of a question that the data answers for enough of the jobs to be worth asking."""
    enough = OFFERED * len(board.jobs)
    return tuple(choice for choice in question.choices if board.count_known(question.key, choice.key) >= enough)


def _ask_one(
    console: Console, board: Board, question: Question, offer: Sequence[Choice], place: str, choices: dict[str, str]
) -> Move | None:
    """Ask one question and keep its answer; an answer from before is taken back first."""
    choices.pop(question.key, None)
    console.print(Text(f"\n{place}  {question.text}", style="bold"))
    if question.amount:
        console.print(Text("   Type dollars a year, such as 52000, or a number of these:"))
    answer = _reply(console, [(choice.key, choice.text) for choice in offer], takes_amount=question.amount)
    if isinstance(answer, Move):
        return answer
    choices[question.key] = answer
    if question.kind == "limit":
        limits = [board.kept(name, key) for name, key in choices.items()]
        left = sum(all(kept) for kept in zip(*limits, strict=True))
        text = f"{left:,} of {len(board.jobs):,} jobs left."
        console.print(Text(f"  {text}" if left else f"  {text} Type back to ask for less.", style="dim"))
    return None


def _ask_weight(console: Console, choices: Mapping[str, str], weights: dict[str, int | float]) -> Move | None:
    """Ask which of the wishes matters most, if there are several."""
    weights.clear()
    answered = [question for question in QUESTIONS if question.kind == "wish" and question.key in choices]
    if len(answered) < DOUBLE:
        return Move.SKIP
    console.print(Text(f"\n{WEIGHT_QUESTION}", style="bold"))
    answer = _reply(console, [(question.key, question.title) for question in answered])
    if isinstance(answer, Move):
        return answer
    weights[answer] = DOUBLE
    return None


def _reply(console: Console, options: Sequence[tuple[str, str]], *, takes_amount: bool = False) -> str | Move:
    """Show the options and return the key of the one that is chosen, asking again where a reply is not understood."""
    width = len(str(len(options)))
    for number, (_, text) in enumerate(options, 1):
        console.print(Text(f"  {number:>{width}}  {text}"))
    while True:
        reply = console.input(Text("  Your answer: ")).strip()
        try:
            return understand(reply, options, takes_amount=takes_amount)
        except NotUnderstoodError as error:
            console.print(Text(f"  {error}"))


def understand(reply: str, options: Sequence[tuple[str, str]], *, takes_amount: bool = False) -> str | Move:
    """Return what a reply means: the key of an option, an amount in dollars, or a move.

    `options` are keys with their texts. A reply is the number of an option, its key, or words that only it has.
    Raises NotUnderstoodError if it is none of these.
    """
    words = reply.casefold().split()
    if not words or words == [SKIP]:
        return Move.SKIP
    if words == [BACK]:
        return Move.BACK
    if reply.isdecimal() and 1 <= int(reply) <= len(options):
        return options[int(reply) - 1][0]
    amount = read_amount(reply) if takes_amount else None
    if amount is not None:
        return str(amount)
    by_key = [key for key, _ in options if key == reply.casefold()]
    named = by_key or [key for key, text in options if _has_words(f"{key} {text}", words)]
    if len(named) == 1:
        return named[0]
    numbers = [str(number) for number, (key, _) in enumerate(options, 1) if key in named]
    if numbers:
        raise NotUnderstoodError(f"That could be {labels.join_words(numbers, 'or')}. Type the number.")
    amounts = ", dollars a year such as 52000" if takes_amount else ""
    raise NotUnderstoodError(f"Type 1 to {len(options)}{amounts}, a word of an answer, back, or press Enter to skip.")


def _has_words(text: str, words: Sequence[str]) -> bool:
    """Return whether each of the words begins a word of the text."""
    parts = text.casefold().replace("-", " ").replace(",", " ").split()
    return all(any(part.startswith(word) for part in parts) for word in words)
