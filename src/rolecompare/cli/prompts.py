"""Ask at a terminal whether something may be done, and which of several jobs is meant."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Sequence

import typer
from rich.console import Console
from rich.prompt import Prompt
from rich.text import Text

from rolecompare.errors import INTERRUPTED, MAX_CHOICES, Choice
from rolecompare.output.sanitize import sanitize


def can_ask() -> bool:
    """Return whether somebody can read a question and answer it."""
    return all(stream is not None and stream.isatty() for stream in (sys.stdin, sys.stderr))


def confirm(lines: Iterable[str], question: str) -> bool:
    """Show what is about to happen and return whether the user agrees. Enter alone means no.

    Exits quietly if the user leaves with Ctrl-C or Ctrl-D.
    """
    first, *rest = map(sanitize, lines)
    typer.echo("\n".join((first, *(f"  {line}" for line in rest))), err=True)
    try:
        return typer.confirm(question, default=False, err=True)
    except typer.Abort:
        typer.echo(err=True)
        raise typer.Exit(INTERRUPTED) from None


def choose(question: str, choices: Sequence[Choice], more: str, *, color: bool) -> int | None:
    """Ask which of several jobs is meant and return its index, or None if the user picks none.

    `more` is a sentence on further jobs, below the list. Exits quietly if the user leaves with Ctrl-C or Ctrl-D.
    """
    console = Console(stderr=True, highlight=False, markup=False, emoji=False, no_color=not color)
    console.print(Text(sanitize(question), style="bold"))
    try:
        return _pick(console, [sanitize(str(choice)) for choice in choices[:MAX_CHOICES]], sanitize(more))
    except (EOFError, KeyboardInterrupt):
        typer.echo(err=True)
        raise typer.Exit(INTERRUPTED) from None


def _pick(console: Console, options: list[str], note: str) -> int | None:
    """Return the index of the option that the user picks, or None if they press Enter. A note follows the options."""
    numbers = [str(number) for number in range(1, len(options) + 1)]
    for number, words in zip(numbers, options, strict=True):
        console.print(Text(f"  {number:>{len(numbers[-1])}}  {words}"))
    if note:
        console.print(Text(f"  {note}"))
    prompt = Prompt("  Your answer", console=console, choices=["", *numbers], show_choices=False, show_default=False)
    prompt.illegal_choice_message = "  Type one of the numbers, or press Enter to leave."
    reply = prompt(default="").strip()
    return int(reply) - 1 if reply else None
