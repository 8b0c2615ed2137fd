"""Sentences that stand before an answer: what a name was taken to mean."""

from __future__ import annotations

from collections.abc import Iterable
from textwrap import fill

from rolecompare.output.formats import Canvas
from rolecompare.output.markdown import escape
from rolecompare.output.sanitize import sanitize


def render_notes(notes: Iterable[str], output_format: str, canvas: Canvas) -> str:
    """Return sentences that stand before an answer as text, with an empty line after them; nothing without any."""
    texts = [sanitize(note) for note in notes]
    if not texts:
        return ""
    if output_format == "markdown":
        return "".join(f"{escape(text)}\n\n" for text in texts)
    return "".join(f"{fill(text, canvas.columns)}\n" for text in texts) + "\n"
