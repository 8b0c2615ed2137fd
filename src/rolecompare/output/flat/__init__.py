"""Every answer as flat rows under fixed columns, for formats that hold tables of data, such as CSV."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from importlib import import_module
from typing import NamedTuple, cast

Value = str | int | float | None
FlatRow = dict[str, Value]

# Each class of answers with the module and the function that flatten it: `function(answer)`. Any answer that is not
# here has the rows that its listing shows.
FLATTENERS = {
    "Comparison": "comparison:flatten_comparison",
    "RoleReport": "comparison:flatten_role",
    "Gap": "gap:flatten_gap",
    "Fit": "fit:flatten_fit",
    "RelatedAnswer": "related:flatten_related",
    "ClaimsAnswer": "claims:flatten_claims",
}


class FlatTable(NamedTuple):
    """Columns by name, and rows that hold values of some of the columns; a column without a value is empty."""

    columns: tuple[str, ...]
    rows: Iterable[Mapping[str, Value]]


def flatten(answer: object) -> FlatTable:
    """Return an answer as a table of single values."""
    entry = FLATTENERS.get(type(answer).__name__)
    if entry is None:
        return _flatten_listing(answer)
    module, _, function = entry.partition(":")
    flatten_answer = cast(Callable[[object], FlatTable], getattr(import_module(f"{__name__}.{module}"), function))
    return flatten_answer(answer)


def _flatten_listing(answer: object) -> FlatTable:
    """Return the rows that a listing shows, with the headings of its columns as names."""
    from rolecompare.output.page import Listing
    from rolecompare.output.pages import pages_of

    rows: list[FlatRow] = []
    columns: tuple[str, ...] = ()
    for page in pages_of(answer):
        assert isinstance(page, Listing), answer  # noqa: S101
        columns = tuple(heading.lower().replace(" ", "_") for heading in page.columns)
        rows += [dict(zip(columns, row, strict=True)) for row in page.rows]
    return FlatTable(columns, rows)
