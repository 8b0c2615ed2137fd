"""Which format: what draws a page for people, and what records an answer whole for programs.

Each format is imported when it is asked for: a pipe that wants JSON does not wait for the terminal's drawing library.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from rolecompare.comparison.types import Comparison
from rolecompare.output.canvas import Canvas

if TYPE_CHECKING:
    from rolecompare.answers import ClaimsAnswer
    from rolecompare.fit.scoring import Fit
    from rolecompare.gap.types import Gap
    from rolecompare.output.page import Page
    from rolecompare.output.pages.listing import Listing
    from rolecompare.related import RelatedAnswer

__all__ = [
    "Canvas",
    "render_claims",
    "render_comparison",
    "render_fit",
    "render_gap",
    "render_json",
    "render_listing",
    "render_related",
]


def render_json(answer: object) -> str:
    """Any answer as JSON."""
    from rolecompare.output import json

    return json.record(answer)


def render_comparison(comparison: Comparison, form: str, canvas: Canvas, *, sources: bool) -> str:
    """A comparison, or one role's page, as `table`, `markdown` or `csv`."""
    if form == "csv":
        from rolecompare.output import csv

        return csv.record(comparison)
    from rolecompare.output.pages.comparison import comparison_page

    return _drawn(comparison_page(comparison, sources=sources), form, canvas)


def render_claims(answer: ClaimsAnswer, form: str, canvas: Canvas, *, sources: bool) -> str:
    """Claims with their verdicts, as `table`, `markdown` or `csv`."""
    if form == "csv":
        from rolecompare.output import csv

        return csv.record_claims(answer)
    from rolecompare.output.pages.claims import claims_page

    return _drawn(claims_page(answer, sources=sources), form, canvas)


def render_related(answer: RelatedAnswer, form: str, canvas: Canvas, *, sources: bool) -> str:
    """Related roles, as `table`, `markdown` or `csv`."""
    if form == "csv":
        from rolecompare.output import csv

        return csv.record_related(answer)
    from rolecompare.output.pages.related import related_listing

    return render_listing(related_listing(answer, sources=sources), form, canvas)


def render_gap(answer: Gap, form: str, canvas: Canvas, *, sources: bool) -> str:
    """What it takes to move, as `table`, `markdown` or `csv`; a page for each direction."""
    if form == "csv":
        from rolecompare.output import csv

        return csv.record_gap(answer)
    from rolecompare.output.pages.gap import gap_pages

    return "\n".join(_drawn(page, form, canvas) for page in gap_pages(answer, sources=sources))


def render_fit(found: Fit, form: str, canvas: Canvas, *, sources: bool) -> str:
    """Which role suits somebody, as `table`, `markdown` or `csv`."""
    if form == "csv":
        from rolecompare.output import csv

        return csv.record_fit(found)
    from rolecompare.output.pages.fit import fit_page

    return _drawn(fit_page(found, sources=sources), form, canvas)


def _drawn(sheet: Page, form: str, canvas: Canvas) -> str:
    if form == "markdown":
        from rolecompare.output import markdown

        return markdown.draw(sheet)
    from rolecompare.output import terminal

    return terminal.draw(sheet, canvas)


def render_listing(listing: Listing, form: str, canvas: Canvas) -> str:
    """A listing as `table`, `markdown` or `csv`."""
    if form == "csv":
        from rolecompare.output import csv

        return csv.record_listing(listing.columns, listing.rows)
    if form == "markdown":
        from rolecompare.output import markdown

        return markdown.draw_listing(listing)
    from rolecompare.output import terminal

    return terminal.draw_listing(listing, canvas)
