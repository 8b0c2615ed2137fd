"""Every answer as flat rows under fixed columns, for formats that hold tables of data: CSV and JSON Lines.

A column has one type. Numbers are in `number` alone, levels by their names in `level`, and words in `text`. Names are
those of the JSON answer, so that `key` is the key of a row there, and `section.key` a field that `why` takes.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from importlib import import_module
from typing import NamedTuple, cast

# A tuple holds several texts or numbers.
Value = str | int | float | tuple[str | int | float, ...] | None
FlatRow = dict[str, Value]

# Each class of answers with the module and the function that flatten it: `function(answer)`.
FLATTENERS = {
    "Comparison": "comparison:flatten_comparison",
    "RoleReport": "comparison:flatten_role",
    "Gap": "gap:flatten_gap",
    "Fit": "fit:flatten_fit",
    "Questions": "fit:flatten_questions",
    "RelatedAnswer": "related:flatten_related",
    "ClaimsAnswer": "claims:flatten_claims",
    "Trace": "why:flatten_trace",
    "ListAnswer": "listings:flatten_roles",
    "FieldsAnswer": "listings:flatten_fields",
    "FindAnswer": "listings:flatten_candidates",
    "SourcesAnswer": "listings:flatten_sources",
    "CheckAnswer": "listings:flatten_problems",
    "LocationsAnswer": "listings:flatten_locations",
    "TableAnswer": "table:flatten_table",
    "ImportAnswer": "listings:flatten_import",
    "ImportsAnswer": "listings:flatten_imports",
}


class FlatTable(NamedTuple):
    """Columns by name, and rows that hold values of some of the columns; a column without a value is empty."""

    columns: tuple[str, ...]
    rows: Iterable[Mapping[str, Value]]


def flatten(answer: object) -> FlatTable:
    """Return an answer as a table of single values."""
    module, _, function = FLATTENERS[type(answer).__name__].partition(":")
    flatten_answer = cast(Callable[[object], FlatTable], getattr(import_module(f"{__name__}.{module}"), function))
    return flatten_answer(answer)
