"""Estimate how many lines a page takes on a terminal, to choose as much for a summary page as it has room for."""

from __future__ import annotations

from collections.abc import Sequence

from rolecompare.output.page import Line, Listing, Page, PageRow, RangeChart

# Widths in columns, as a terminal lays pages out.
USUAL_WIDTH, NARROW_PAGE, WIDEST_PAGE = 100, 60, 140
MAX_LABEL_WIDTH, DIVIDER, MARGIN, SIGN_WIDTH = 34, 3, 4, 3
LINES = 56  # of a page of the usual width
LINES_OF_A_CHART = 3  # besides its bars


def page_limit(columns: int) -> int:
    """Return how many lines a summary page may have: one more for each column that it is narrower than usual."""
    return LINES + max(USUAL_WIDTH - columns, 0)


def _label_width(columns: int, jobs: int) -> int:
    return min(round(columns / (jobs + 1.5)), MAX_LABEL_WIDTH)


def text_room(columns: int, jobs: int) -> int:
    """Return how many columns a text beside the labels of a page with that many jobs can count on.

    On a narrow page, text is below the labels.
    """
    columns = min(columns, WIDEST_PAGE)
    return columns - _label_width(columns, jobs) - DIVIDER if columns >= NARROW_PAGE else max(columns - MARGIN, 1)


def cell_room(columns: int, jobs: int) -> int:
    """Return how many columns a text in the column of one of several jobs can count on."""
    room = text_room(columns, jobs)
    return room // jobs - DIVIDER if columns >= NARROW_PAGE else room


def lines_of(text: str, width: int) -> int:
    """Return how many lines a text takes in a column of this width.

    `textwrap` counts the same, and takes ten times as long; a page asks for hundreds of texts.
    """
    count, used = 1, 0
    for word in text.split(" "):
        if used and used + 1 + len(word) > width:
            count, used = count + 1, 0
        used += len(word) + (1 if used else 0)
    return count


def share_out(kinds: Sequence[tuple[Sequence[str], int]], width: int, lines: int) -> list[int]:
    """Return how many texts of each kind to show where so many lines are left after the first text of each.

    A kind comes with its texts, the most important first, and its share of the lines. What one kind does not need, the
    others get.
    """
    counts = [min(len(texts), 1) for texts, _ in kinds]
    used = [0] * len(kinds)
    left = lines
    while True:
        waiting = [
            (used[number] / share, number)
            for number, (texts, share) in enumerate(kinds)
            if counts[number] < len(texts) and lines_of(texts[counts[number]], width) <= left
        ]
        if not waiting:
            return counts
        number = min(waiting)[1]
        needed = lines_of(kinds[number][0][counts[number]], width)
        counts[number] += 1
        used[number] += needed
        left -= needed


def lines_of_page(page: Page, columns: int) -> int:
    """Return how many lines a page takes on a terminal, as far as that is known without drawing it."""
    columns = min(columns, WIDEST_PAGE)
    jobs = len(page.columns)
    is_one_line = len(page.title) + len(page.subtitle) + 2 <= columns
    head = 1 if is_one_line else lines_of(page.title, columns) + bool(page.subtitle)
    topics = max((len(topic) for topic, _ in page.summary), default=0)
    summary = sum(lines_of(text, columns - topics - MARGIN) for _, text in page.summary)
    names = max(lines_of(title, cell_room(columns, jobs)) for title in page.columns)
    body = sum(_lines_of_part(part, columns, jobs) for section in page.sections for part in section.parts)
    notes = sum(lines_of(note, text_room(columns, jobs)) for section in page.sections for note in section.notes)
    foot = sum(lines_of(text, columns) for text in (page.legend, *page.notes) if text)
    rules = 3  # below the title, above the foot, and an empty line below the summary
    return head + summary + names + len(page.sections) + body + notes + foot + rules


def _lines_of_part(part: PageRow | RangeChart | Listing, columns: int, jobs: int) -> int:
    label_width = _label_width(columns, jobs)
    if isinstance(part, RangeChart):
        return LINES_OF_A_CHART + sum(lines_of(bar.label, label_width) for bar in part.bars)
    if isinstance(part, Listing):
        return _lines_of_listing(part, columns)
    room = text_room(columns, jobs) if len(part.cells) == 1 else cell_room(columns, jobs)
    cells = [_lines_of_cell(cell, room) for cell in part.cells]
    if columns < NARROW_PAGE:
        return lines_of(part.label, columns) + sum(cells)
    return max(lines_of(part.label, label_width - SIGN_WIDTH), *cells)


def _lines_of_cell(cell: Sequence[Line], width: int) -> int:
    return sum(lines_of(line.marked_text, width) for line in cell)


def _lines_of_listing(listing: Listing, columns: int) -> int:
    """Return the lines of a table: its values stand beside each other if there is room, else under each other."""
    widths = [max(map(len, values)) for values in zip(*listing.rows, strict=True)]
    if sum(widths) + DIVIDER * (len(widths) - 1) <= columns:
        return len(listing.rows) + any(column.heading for column in listing.columns[1:])
    texts = [text for row in listing.rows for text in row if text]
    return sum(lines_of(text, columns - MARGIN) for text in texts) + len(listing.rows) - 1
