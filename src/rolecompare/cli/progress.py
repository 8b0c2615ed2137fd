"""Show a progress bar to somebody who waits at a terminal, and nothing to anybody else."""

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

REFRESHES_PER_SECOND = 5


@contextmanager
def show_progress(*, color: bool) -> Iterator[ProgressCallback]:
    """Yield the function that receives each step. The bar is gone when the block ends, however it ends."""
    if sys.stderr is None or not sys.stderr.isatty() or os.environ.get("TERM") == "dumb":
        yield no_progress
        return
    with _progress_bar(color) as bar:
        yield _Reporter(bar)


class _Reporter:
    """Draws steps of one size as stages of one task. Another size, or a step back, begins another task."""

    def __init__(self, bar: Progress) -> None:
        self._bar, self._step, self._done, self._total = bar, "", 0, -1

    def __call__(self, step: str, done: int, total: int) -> None:
        if total != self._total or done < self._done:
            for task in self._bar.task_ids:
                self._bar.remove_task(task)
            self._bar.add_task("", total=total or None)
        is_new, self._step, self._done, self._total = step != self._step, step, done, total
        # A new step is drawn at once, so that quick ones are seen as well.
        self._bar.update(self._bar.task_ids[0], description=sanitize(step), completed=done, refresh=is_new)


def _progress_bar(color: bool) -> Progress:
    from rich.console import Console
    from rich.progress import BarColumn, Progress, TaskProgressColumn, TextColumn, TimeRemainingColumn
    from rich.table import Column

    class CursorKeepingConsole(Console):
        def show_cursor(self, show: bool = True) -> bool:  # noqa: ARG002 - Rich passes it
            """Leave the cursor alone: a program that is killed while it is hidden cannot show it again."""
            return False

    has_color = color and not os.environ.get("NO_COLOR")
    return Progress(
        TextColumn("{task.description}", markup=False, table_column=Column(ratio=3, no_wrap=True, overflow="ellipsis")),
        BarColumn(bar_width=None, table_column=Column(ratio=2)),
        TaskProgressColumn(),
        TimeRemainingColumn(compact=True),
        console=CursorKeepingConsole(file=sys.stderr, force_terminal=True, color_system="auto" if has_color else None),
        refresh_per_second=REFRESHES_PER_SECOND,
        transient=True,
        expand=True,
        # Nothing else is printed while the bar is shown, and the answer does not go through Rich.
        redirect_stdout=False,
        redirect_stderr=False,
    )
