"""Decide how wide the columns of a page are, and where each of its parts stands."""

from __future__ import annotations

from enum import Enum, auto
from typing import NamedTuple

from rich.cells import cell_len

from rolecompare.output.page import Listing, Page, PageRow, RangeChart
from rolecompare.output.terminal.text import DIVIDER, longest_word

# Widths in columns.
MIN_LABEL_WIDTH, MAX_LABEL_WIDTH = 16, 34
MIN_TEXT_WIDTH = 17  # the text of a job reads badly in less
MIN_TABLE_WIDTH = 60  # on narrower pages, jobs stand under each other
MIN_SINGLE_WIDTH = 50  # on narrower pages, even the texts of a single job stand below their labels
MAX_PAGE_WIDTH = 140  # longer lines are tiring to read; a wider terminal keeps a margin
COMFORTABLE_WIDTH = 28  # of a column, where many jobs need a wider page


class Placement(Enum):
    """How a part of a section is drawn."""

    COLUMNS = auto()
    SPANNING = auto()
    JOBS_AS_ROWS = auto()
    STACKED = auto()
    WHOLE = auto()


class Layout(NamedTuple):
    """The widths of a page, of its labels and of the column of each job.

    `in_columns` says whether texts stand side by side, `has_figure_columns` whether at least figures do.
    """

    width: int
    label: int
    jobs: tuple[int, ...]
    sign: int
    in_columns: bool
    has_figure_columns: bool

    @property
    def whole(self) -> int:
        """The width of a cell that spans the columns of all jobs."""
        return self.width - self.label - DIVIDER

    @property
    def note_margin(self) -> int:
        """Where the notes of a section begin: where cells do, or labels on a page without columns."""
        return self.label + DIVIDER if self.in_columns else self.sign

    def placement(self, part: PageRow | RangeChart | Listing) -> Placement:
        """Return how a part is drawn."""
        if not isinstance(part, PageRow):
            return Placement.WHOLE
        is_spanning = len(part.cells) == 1 < len(self.jobs)
        if self.in_columns or (self.has_figure_columns and part.is_short):
            return Placement.SPANNING if is_spanning else Placement.COLUMNS
        if part.is_short and not is_spanning and self.width >= MIN_TABLE_WIDTH:
            return Placement.JOBS_AS_ROWS
        return Placement.STACKED


def page_layout(page: Page, columns: int) -> Layout:
    """Return the layout of a page that is at most so many columns wide."""
    jobs = max(len(page.columns), 1)
    width = min(columns, max(MAX_PAGE_WIDTH, COMFORTABLE_WIDTH * (jobs + 1)))
    rows = [row for section in page.sections for row in section.rows]
    label = max(MIN_LABEL_WIDTH, min(MAX_LABEL_WIDTH, round(width / (jobs + 1.5))))
    sign = 0
    if any(row.sign for row in rows):
        sign = 3 if label >= 22 else 2
    job = max((width - label) // jobs - DIVIDER, 1)
    label = max(width - jobs * (job + DIVIDER), 1)
    figures = (line.text for row in rows if row.is_short for cell in row.cells for line in cell)
    has_figure_columns = width >= MIN_TABLE_WIDTH and longest_word([*page.columns, *figures]) <= job
    is_wide = width >= (MIN_SINGLE_WIDTH if jobs == 1 else MIN_TABLE_WIDTH)
    in_columns = is_wide and job >= MIN_TEXT_WIDTH and longest_word(page.columns) <= job
    return Layout(width, label, (job,) * jobs, sign, in_columns, has_figure_columns)


def label_width(texts: list[str], most: int) -> int:
    """Return the width of a column of labels: that of the longest, but not more than the room for it."""
    return max(min(max(map(cell_len, texts), default=0), most), 1)
