"""What people read of each kind of answer: pages of sections, and listings of short rows."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from importlib import import_module
from typing import TYPE_CHECKING, cast

from rolecompare.output.formats import SUMMARY, Detail

if TYPE_CHECKING:
    from rolecompare.output.page import Listing, Page

# Each class of answers with the module and the function that make its pages: `function(answer, view)`.
PAGES = {
    "Comparison": "comparison:comparison_page",
    "RoleReport": "comparison:role_page",
    "Gap": "gap:gap_pages",
    "Fit": "fit:fit_page",
    "Questions": "fit:questions_listing",
    "RelatedAnswer": "related:related_listing",
    "ClaimsAnswer": "claims:claims_page",
    "Trace": "why:why_listing",
    "FieldsAnswer": "why:fields_listing",
    "ListAnswer": "listing:roles_listing",
    "FindAnswer": "listing:found_listing",
    "SourcesAnswer": "listing:sources_listing",
    "CheckAnswer": "data:problems_listing",
    "LocationsAnswer": "data:locations_listing",
    "TableAnswer": "table:table_listing",
    "ImportAnswer": "data:import_listing",
    "ImportsAnswer": "data:imports_listings",
}
PageMaker = Callable[..., "Page | Listing | Iterable[Page]"]


def pages_of(answer: object, detail: Detail = SUMMARY, columns: int = 100) -> list[Page | Listing]:
    """Return the pages that show an answer: a page for each direction of a move, one page of any other answer.

    `columns` is the width of the page, on which the choice of a layout may depend.
    """
    from rolecompare.output.page import Listing, Page, View

    module, _, function = PAGES[type(answer).__name__].partition(":")
    make_pages = cast(PageMaker, getattr(import_module(f"{__name__}.{module}"), function))
    made = make_pages(answer, View(columns, detail.full, detail.cite and detail.sources, detail.sources))
    return [made] if isinstance(made, (Page, Listing)) else list(made)
