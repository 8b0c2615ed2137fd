"""Which format: what draws a page for people, and what records an answer whole for programs.

Each format is imported when it is asked for: a pipe that wants JSON does not wait for the terminal's drawing library.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from rolecompare.comparison.parts import Comparison
from rolecompare.render.canvas import Canvas

if TYPE_CHECKING:
    from rolecompare.advice.fit import Fit
    from rolecompare.advice.moves import Gap
    from rolecompare.advice.related import RelatedAnswer
    from rolecompare.render.answers import ClaimsAnswer
    from rolecompare.render.listing import Listing
    from rolecompare.render.sheet import Sheet

__all__ = ["Canvas", "fitted", "journey", "page", "record", "relatives", "rows", "trial"]


def record(answer: object) -> str:
    """Any answer as JSON."""
    from rolecompare.render import json

    return json.record(answer)


def page(comparison: Comparison, form: str, canvas: Canvas, *, sources: bool) -> str:
    """A comparison, or one role's page, as `table`, `markdown` or `csv`."""
    if form == "csv":
        from rolecompare.render import csv

        return csv.record(comparison)
    from rolecompare.render.compared import sheet

    return _drawn(sheet(comparison, sources=sources), form, canvas)


def trial(answer: ClaimsAnswer, form: str, canvas: Canvas, *, sources: bool) -> str:
    """Claims with their verdicts, as `table`, `markdown` or `csv`."""
    if form == "csv":
        from rolecompare.render import csv

        return csv.record_claims(answer)
    from rolecompare.render.verdicts import sheet

    return _drawn(sheet(answer, sources=sources), form, canvas)


def relatives(answer: RelatedAnswer, form: str, canvas: Canvas, *, sources: bool) -> str:
    """Related roles, as `table`, `markdown` or `csv`."""
    if form == "csv":
        from rolecompare.render import csv

        return csv.record_related(answer)
    from rolecompare.render.related import listing

    return rows(listing(answer, sources=sources), form, canvas)


def journey(answer: Gap, form: str, canvas: Canvas, *, sources: bool) -> str:
    """What it takes to move, as `table`, `markdown` or `csv`; a page for each direction."""
    if form == "csv":
        from rolecompare.render import csv

        return csv.record_gap(answer)
    from rolecompare.render.moves import sheets

    return "\n".join(_drawn(sheet, form, canvas) for sheet in sheets(answer, sources=sources))


def fitted(found: Fit, form: str, canvas: Canvas, *, sources: bool) -> str:
    """Which role suits somebody, as `table`, `markdown` or `csv`."""
    if form == "csv":
        from rolecompare.render import csv

        return csv.record_fit(found)
    from rolecompare.render.fit import sheet

    return _drawn(sheet(found, sources=sources), form, canvas)


def _drawn(sheet: Sheet, form: str, canvas: Canvas) -> str:
    if form == "markdown":
        from rolecompare.render import markdown

        return markdown.draw(sheet)
    from rolecompare.render import terminal

    return terminal.draw(sheet, canvas)


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
