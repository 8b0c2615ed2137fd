"""Write an answer as Markdown with GitHub's tables, with the same words and marks as on a terminal."""

from __future__ import annotations

import re
from collections.abc import Iterable

from rolecompare.output.formats import Canvas, Detail
from rolecompare.output.page import Line, Listing, Page, PageRow, PageSection
from rolecompare.output.pages import pages_of

PAGE_WIDTH = 100  # columns, for what depends on the width of a page
SPECIAL_CHARACTERS = re.compile(r"([\\`*_{}\[\]|~#])")
LIST_OR_HEADING_START = re.compile(r"^(\d*)([-+=.)])")
HTML_ENTITIES = {"&": "&amp;", "<": "&lt;", ">": "&gt;"}


def write(answer: object, _canvas: Canvas, detail: Detail) -> str:
    """Return the pages of an answer as Markdown, whatever the size of the canvas."""
    pages = pages_of(answer, detail, PAGE_WIDTH)
    return "\n".join(_listing_text(page) if isinstance(page, Listing) else _page_text(page) for page in pages)


def _page_text(page: Page) -> str:
    parts = [f"# {_escape(page.title)}"]
    if page.subtitle:
        parts.append(f"*{_escape(page.subtitle)}*")
    if len(page.columns) == 1:
        parts.append(_escape(page.codes[0]))
    parts += [_escape(line.marked_text) for line in page.introduction]
    if page.summary:
        parts.append("## At a glance")
        parts.append("\n".join(f"- **{_escape(topic)}**: {_escape(text)}" for topic, text in page.summary))
    for section in page.sections:
        parts += [f"## {_escape(section.heading)}", _section_table(page, section)]
    if page.warnings:
        parts += ["## Watch out", "\n".join(f"- ⚠ {_escape(line.marked_text)}" for line in page.warnings)]
    if page.sources:
        notes = [f"- \\[{each.number}\\] {_escape(each.text)}{_link(each.url)}" for each in page.sources]
        parts += ["## Sources", "\n".join(notes)]
    parts += [_escape(text) for text in (page.legend, *page.notes) if text]
    return "\n\n".join(parts) + "\n"


def _section_table(page: Page, section: PageSection) -> str:
    has_signs = any(row.sign for row in section.rows)
    titles = [_escape(title) for title in page.columns] if len(page.columns) > 1 else [""]
    rows = [_row_cells(row, has_signs=has_signs) for row in section.rows]
    return _table([*([""] if has_signs else []), "", *titles], rows)


def _row_cells(row: PageRow, *, has_signs: bool) -> list[str]:
    cells = [_cell_text(lines) for lines in row.cells]
    return [*([row.sign] if has_signs else []), _escape(row.label), *cells]


def _cell_text(lines: tuple[Line, ...]) -> str:
    return "<br>".join(_escape(line.marked_text) for line in lines if line.text)


def _listing_text(listing: Listing) -> str:
    rows = [[_escape(value) for value in row] for row in listing.rows]
    title = [f"# {_escape(listing.title)}"] if listing.title else []
    table = _table([_escape(name) for name in listing.columns], rows)
    return "\n\n".join([*title, table, *(_escape(note) for note in listing.notes if note)]) + "\n"


def _table(header: list[str], rows: Iterable[list[str]]) -> str:
    return "\n".join([_table_row(header), "|" + " --- |" * len(header), *map(_table_row, rows)])


def _table_row(cells: list[str]) -> str:
    return "| " + " | ".join(cells) + " |"


def _link(url: str) -> str:
    """Return an address as a link. Characters that would end the link early become percent codes."""
    return f" <{url.replace('<', '%3C').replace('>', '%3E').replace('|', '%7C')}>" if url else ""


def _escape(text: str) -> str:
    """Return a text so that neither Markdown nor the HTML in it takes any of it for markup."""
    without_html = re.sub("[&<>]", lambda match: HTML_ENTITIES[match[0]], text.lstrip(" "))
    return LIST_OR_HEADING_START.sub(r"\1\\\2", SPECIAL_CHARACTERS.sub(r"\\\1", without_html))
