"""Tests that text from outside stays text in every format."""

import json
import re
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rolecompare.answers.listings import ListAnswer, SourcesAnswer
from rolecompare.output.sanitize import CONTROLS, sanitize
from tests.output.example import EVIL
from tests.output.rendering import HOSTILE_DATA, compare_roles, controls_in, formulas_in, render, table

COMPARISON = compare_roles(HOSTILE_DATA)
PAGES = {
    "table": table(COMPARISON, 100),
    "narrow": table(COMPARISON, 40),
    "markdown": render(COMPARISON, "markdown"),
    "csv": render(COMPARISON, "csv"),
    "json": render(COMPARISON, "json"),
    "jsonl": render(COMPARISON, "jsonl"),
    "list": table(ListAnswer(roles=tuple(HOSTILE_DATA.search(None))), 100),
    "sources": table(SourcesAnswer(sources=HOSTILE_DATA.library.sources), 40),
}


@pytest.mark.parametrize("page", PAGES)
def test_page_has_no_control_character(page: str) -> None:
    assert controls_in(PAGES[page]) == []


def test_terminal_shows_escape_sequences_and_rich_markup_as_text() -> None:
    assert "␛[31mred␛[0m [/red] [bold]x[/bold]" in " ".join(PAGES["table"].split())


def test_markdown_escapes_html_and_markdown() -> None:
    page = PAGES["markdown"]
    assert "<script" not in page
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in page
    assert "a\\|b \\*s\\* \\_u\\_ \\`c\\`" in page


def test_every_row_of_a_markdown_table_has_as_many_cells_as_its_header() -> None:
    for line, next_line in pairwise(PAGES["markdown"].split("\n")):
        if line.startswith("|") and next_line.startswith("|"):
            assert len(re.findall(r"(?<!\\)\|", line)) == len(re.findall(r"(?<!\\)\|", next_line))


def test_no_cell_of_csv_starts_a_formula() -> None:
    assert formulas_in(PAGES["csv"]) == []


def test_json_keeps_the_text_of_the_dataset() -> None:
    answer = json.loads(PAGES["json"])
    texts = [item["text"] for row in answer["sections"][0]["rows"] for cell in row["cells"] for item in cell["items"]]
    assert EVIL in texts


@settings(deadline=None)
@given(st.text())
def test_sanitized_text_has_no_control_character_and_does_not_change_again(text: str) -> None:
    once = sanitize(text)
    assert CONTROLS.search(once) is None
    assert sanitize(once) == once
