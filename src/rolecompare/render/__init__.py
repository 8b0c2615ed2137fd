"""Which format: what draws a page for people, and what records an answer whole for programs.

Each format is imported when it is asked for: a pipe that wants JSON does not wait for the terminal's drawing library.
"""

from __future__ import annotations

from rolecompare.comparison.parts import Comparison
from rolecompare.render.canvas import Canvas
from rolecompare.render.listing import Listing

__all__ = ["Canvas", "Listing", "page", "record", "rows"]


def record(answer: object) -> str:
    """Any answer as JSON."""
    from rolecompare.render import json

    return json.record(answer)


def page(comparison: Comparison, form: str, canvas: Canvas, *, sources: bool) -> str:
    """A comparison, or one role's page, as `table`, `markdown` or `csv`."""
    if form == "csv":
        from rolecompare.render import csv

        return csv.record(comparison)
    from rolecompare.render.sheet import sheet

    drawn = sheet(comparison, sources=sources)
    if form == "markdown":
        from rolecompare.render import markdown

        return markdown.draw(drawn)
    from rolecompare.render import terminal

    return terminal.draw(drawn, canvas)


def rows(listing: Listing, form: str, canvas: Canvas) -> str:
    """A listing as `table`, `markdown` or `csv`."""
    if form == "csv":
        from rolecompare.render import csv

        return csv.record_listing(listing.columns, listing.rows)
    if form == "markdown":
        from rolecompare.render import markdown

        return markdown.draw_listing(listing)
    from rolecompare.render import terminal

    return terminal.draw_listing(listing, canvas)
