"""Questions put to somebody at a terminal, one after the other -> Answers. Nothing of it is kept."""

from __future__ import annotations

from collections.abc import Mapping

from rich.console import Console
from rich.prompt import Prompt
from rich.text import Text

from rolecompare.fit.questionnaire import QUESTIONS, Answers, Question

INTRODUCTION = "Eight questions. Type a number, or press Enter to skip one. Ctrl-C leaves. Nothing is kept or sent."
WEIGHING = "Which of these matters most? It will count twice. Enter: all count the same."
TWICE = 2


def ask(weights: Mapping[str, int | float], *, color: bool) -> Answers:
    """The answers that somebody gives; weights that were given beforehand stay.

    Raises EOFError and KeyboardInterrupt where somebody leaves.
    """
    console = Console(stderr=True, highlight=False, markup=False, emoji=False, no_color=not color)
    console.print(Text(INTRODUCTION))
    choices: dict[str, str] = {}
    for number, question in enumerate(QUESTIONS, 1):
        console.print(Text(f"\n{number} of {len(QUESTIONS)}  {question.text}", style="bold"))
        chosen = _pick(console, [choice.text for choice in question.choices])
        if chosen is not None:
            choices[question.key] = question.choices[chosen].key
    return Answers(choices, weights or _weights(console, [q for q in QUESTIONS if q.key in choices]))


def _weights(console: Console, answered: list[Question]) -> dict[str, int | float]:
    if len(answered) < 2:
        return {}
    console.print(Text(f"\n{WEIGHING}", style="bold"))
    chosen = _pick(console, [question.title for question in answered])
    console.print()
    return {} if chosen is None else {answered[chosen].key: TWICE}


def _pick(console: Console, options: list[str]) -> int | None:
    """Which of the options is picked, by its number; none where it is skipped."""
    numbers = [str(number) for number in range(1, len(options) + 1)]
    for number, words in zip(numbers, options, strict=True):
        console.print(Text(f"  {number}  {words}"))
    asked = _Prompt("  Your answer", console=console, choices=["", *numbers], show_choices=False, show_default=False)
    reply = asked(default="").strip()
    return int(reply) - 1 if reply else None


class _Prompt(Prompt):
    illegal_choice_message = "  Type one of the numbers, or press Enter to skip."
