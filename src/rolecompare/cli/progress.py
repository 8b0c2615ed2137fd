"""What is at work, and how much of it is done -> a bar on the terminal of somebody who waits; to a pipe nothing."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from rolecompare.importers.base import ProgressCallback, no_progress
from rolecompare.output.sanitize import sanitize

if TYPE_CHECKING:
    from rich.progress import Progress

A_SECOND = 5  # so often the bar is drawn


@contextmanager
def progress(*, no_color: bool) -> Iterator[ProgressCallback]:
    """What is to be told of each step. The terminal is as it was when the block ends, however it does."""
    if sys.stderr is None or not sys.stderr.isatty() or os.environ.get("TERM") == "dumb":
        yield no_progress
        return
    with _drawn(no_color) as bars:
        yield _Bar(bars)


class _Bar:
    """Steps of one size are stages of one piece of work; another size, or a step back, begins another."""

    def __init__(self, bars: Progress) -> None:
        self._bars, self._what, self._done, self._whole = bars, "", 0, -1

    def __call__(self, what: str, done: int, whole: int) -> None:
        if whole != self._whole or done < self._done:
            for task in self._bars.task_ids:
                self._bars.remove_task(task)
            self._bars.add_task("", total=whole or None)
        new, self._what, self._done, self._whole = what != self._what, what, done, whole
        # What is quickly done is seen as well.
        self._bars.update(self._bars.task_ids[0], description=sanitize(what), completed=done, refresh=new)


def _drawn(no_color: bool) -> Progress:
    from rich.console import Console
    from rich.progress import BarColumn, Progress, TaskProgressColumn, TextColumn, TimeRemainingColumn
    from rich.table import Column

    class Sane(Console):
        def show_cursor(self, show: bool = True) -> bool:  # noqa: ARG002 - it is rich that asks
            """Leave the cursor alone: a program that is killed while it is hidden cannot show it again."""
            return False

    plain = no_color or bool(os.environ.get("NO_COLOR"))
    return Progress(
        TextColumn("{task.description}", markup=False, table_column=Column(ratio=3, no_wrap=True, overflow="ellipsis")),
        BarColumn(bar_width=None, table_column=Column(ratio=2)),
        TaskProgressColumn(),
        TimeRemainingColumn(compact=True),
        console=Sane(file=sys.stderr, force_terminal=True, color_system=None if plain else "auto"),
        refresh_per_second=A_SECOND,
        transient=True,
        expand=True,
        # Nothing else is said while the bar stands, and the answer goes past whatever stands in for the streams.
        redirect_stdout=False,
        redirect_stderr=False,
    )
