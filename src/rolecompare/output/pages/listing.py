"""Listings of roles and of sources: the pages of `list`, `find` and `sources`."""

from __future__ import annotations

from rolecompare.answers.listings import FindAnswer, ListAnswer, SourcesAnswer
from rolecompare.output.page import Listing, View
from rolecompare.output.sanitize import sanitize

COMFORTABLE_WIDTH = 45  # columns in which a sentence reads well


def roles_listing(answer: ListAnswer, _view: View) -> Listing:
    """Return a row for each role with its code, its title and its summary."""
    rows = tuple(
        (
            role.id,
            role.codes.own or (f"{len(role.members)} roles" if role.members else "—"),
            sanitize(role.title),
            sanitize(role.summary.text),
        )
        for role in answer.roles
    )
    notes = () if rows else ("No roles found.",)
    columns = ("Role", "Code", "Title", "Summary")
    # Where an id takes half of the page, sentences beside it would be broken after every word or two.
    widths = [max(map(len, column)) for column in zip(columns, *rows, strict=True)]
    wrapped = sum(min(width, COMFORTABLE_WIDTH) for width in widths[2:])
    narrowest = sum(widths[:2]) + wrapped + 2 * (len(columns) - 1)
    return Listing(columns, rows, unbroken=2, narrowest=narrowest, notes=notes)


def found_listing(answer: FindAnswer, _view: View) -> Listing:
    """Return a row for each role that the words may mean, with what of it matched."""
    rows = tuple(
        (role.id, role.codes.own or "—", sanitize(role.title), sanitize(role.matched), role.why, f"{role.score:.2f}")
        for role in answer.candidates
    )
    notes = () if rows else ("No matches. Try different words, or `rolecompare list --search TEXT`.",)
    return Listing(("Role", "Code", "Title", "Matched", "Why", "Score"), rows, unbroken=2, narrowest=130, notes=notes)


def sources_listing(answer: SourcesAnswer, _view: View) -> Listing:
    """Return a row for each source with its edition, its license and its address."""
    rows = tuple(
        tuple(
            map(
                sanitize, (source.id, source.publisher, source.title, source.edition, source.license, source.url or "—")
            )
        )
        for source in answer.sources.values()
    )
    return Listing(("Source", "Publisher", "Title", "Edition", "License", "Address"), rows, narrowest=150)
