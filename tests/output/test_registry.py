"""Tests of the tables of formats, pages and flat rows."""

import subprocess
import sys
from importlib import import_module
from inspect import getmembers, isclass, signature

import pytest

from rolecompare.answers import claims, data, listings, role, table
from rolecompare.comparison.provenance import Trace
from rolecompare.comparison.types import Comparison
from rolecompare.fit.questionnaire import Questions
from rolecompare.fit.types import Fit
from rolecompare.gap.types import Gap
from rolecompare.output.flat import FLATTENERS
from rolecompare.output.formats import WRITERS
from rolecompare.output.pages import PAGES
from rolecompare.related import RelatedAnswer


def test_every_answer_has_a_page() -> None:
    ours = {
        name
        for module in (claims, data, listings, role, table)
        for name, value in getmembers(module, isclass)
        if value.__module__ == module.__name__
    }
    shown = {name for name in ours if name.endswith(("Answer", "Report"))} - {"RoleAnswer"}
    others = {each.__name__ for each in (Comparison, Trace, Questions, Fit, Gap, RelatedAnswer)}
    assert set(PAGES) == shown | others
    assert set(FLATTENERS) == set(PAGES)


@pytest.mark.parametrize(("package", "entries"), [("pages", PAGES), ("flat", FLATTENERS)])
def test_every_entry_of_a_table_can_be_imported(package: str, entries: dict[str, str]) -> None:
    for entry in entries.values():
        module, _, function = entry.partition(":")
        assert callable(getattr(import_module(f"rolecompare.output.{package}.{module}"), function))


@pytest.mark.parametrize("output_format", WRITERS)
def test_every_writer_has_the_same_parameters(output_format: str) -> None:
    write = import_module(f"rolecompare.output.{WRITERS[output_format]}").write
    assert [name.strip("_") for name in signature(write).parameters] == ["answer", "canvas", "detail"]


def test_json_imports_neither_rich_nor_pages() -> None:
    program = (
        "import sys; from rolecompare.output.formats import Canvas, render; render({}, 'json', Canvas());"
        "print(sorted(name for name in sys.modules if name.startswith(('rich', 'rolecompare.output.'))))"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert done.stdout == "['rolecompare.output.formats', 'rolecompare.output.json', 'rolecompare.output.sanitize']\n"
