"""Sheet -> Markdown (GitHub's tables): the same words and marks as on a terminal."""

from __future__ import annotations

import re

from rolecompare.output import Canvas
from rolecompare.output.page import Line, Listing, Page, PageRow
from rolecompare.output.pages import pages_of

SPECIAL = re.compile(r"([\\`*_{}\[\]|~#])")
# A list or a heading begins so.
BEGINNING = re.compile(r"^(\d*)([-+=.)])")
ENTITIES = {"&": "&amp;", "<": "&lt;", ">": "&gt;"}


def write(answer: object, canvas: Canvas, *, sources: bool) -> str:  # noqa: ARG001
    """Return the pages of an answer as Markdown, whatever the size of the canvas."""
    pages = pages_of(answer, sources=sources)
    return "\n".join(draw_listing(page) if isinstance(page, Listing) else draw_page(page) for page in pages)


def draw_page(sheet: Page) -> str:
    parts = [f"# {_text(sheet.title)}"]
    if sheet.dated:
        parts.append(f"*{_text(sheet.dated)}*")
    if len(sheet.columns) == 1:
        parts.append(_text(sheet.codes[0]))
    parts += [_text(line.marked) for line in sheet.summary]
    if sheet.at_a_glance:
        parts.append("## At a glance")
        parts.append("\n".join(f"- **{_text(topic)}**: {_text(text)}" for topic, text in sheet.at_a_glance))
    for section in sheet.sections:
        parts.append(f"## {_text(section.heading)}")
        signed = any(row.sign for row in section.rows)
        titles = sheet.columns if len(sheet.columns) > 1 else ("",)
        head = ([""] if signed else []) + ["", *(_text(title) for title in titles)]
        rows = [_row(row, signed=signed) for row in section.rows if not row.bars]
        parts.append("\n".join([_joined(head), "|" + " --- |" * len(head), *rows]))
    if sheet.warnings:
        parts += ["## Watch out", "\n".join(f"- ⚠ {_text(line.marked)}" for line in sheet.warnings)]
    if sheet.sources:
        parts += ["## Sources", "\n".join(f"- \\[{n}\\] {_text(text)}{_link(url)}" for n, text, url in sheet.sources)]
    parts += [_text(text) for text in (sheet.legend, sheet.dataset) if text]
    return "\n\n".join(parts) + "\n"


def draw_listing(listing: Listing) -> str:
    rows = [_joined([_text(value) for value in row]) for row in listing.rows]
    table = "\n".join(
        [_joined([_text(name) for name in listing.columns]), "|" + " --- |" * len(listing.columns), *rows]
    )
    title = [f"# {_text(listing.title)}"] if listing.title else []
    return "\n\n".join([*title, table, *(_text(note) for note in listing.notes if note)]) + "\n"


def _link(url: str) -> str:
    """An address as a link; what would end the link early is written as a percent code."""
    return f" <{url.replace('<', '%3C').replace('>', '%3E').replace('|', '%7C')}>" if url else ""


def _row(row: PageRow, *, signed: bool) -> str:
    cells = [_cell(lines) for lines in row.cells]
    return _joined(([row.sign] if signed else []) + [_text(row.label), *cells])


def _cell(lines: tuple[Line, ...]) -> str:
    return "<br>".join(_text(line.marked) for line in lines if line.text)


def _joined(cells: list[str]) -> str:
    return "| " + " | ".join(cells) + " |"


def _text(text: str) -> str:
    """Text that Markdown and the HTML in it take for text."""
    safe = SPECIAL.sub(r"\\\1", re.sub("[&<>]", lambda found: ENTITIES[found[0]], text.lstrip(" ")))
    return BEGINNING.sub(r"\1\\\2", safe)
