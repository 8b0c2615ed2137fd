"""Listings of jobs and of sources, one line each: the pages of `list`, `find` and `sources`."""

from __future__ import annotations

from rolecompare.answers.listings import FindAnswer, FoundRole, ListAnswer, SourcesAnswer
from rolecompare.output.page import ABSENT, Column, Listing, View
from rolecompare.output.sanitize import sanitize

CODE, TITLE, ID = Column("Code", "fixed"), Column("Title", "name"), Column("ID", "fixed")


def roles_listing(answer: ListAnswer, view: View) -> Listing:
    """Return a row for each role with its code, its title, its summary and its id."""
    rows = tuple(
        (
            role.codes.own or (f"{len(role.members)} jobs" if role.members else ABSENT),
            sanitize(role.title),
            sanitize(role.summary.text),
            role.id,
        )
        for role in answer.roles
    )
    notes = () if rows else ("No jobs found.",)
    return Listing((CODE, TITLE, Column("Summary"), ID), rows, notes, one_line=not view.full)


def found_listing(answer: FindAnswer, view: View) -> Listing:
    """Return a row for each role that the words may mean, with its number of jobs and what of it matched."""
    rows = tuple(
        (
            role.codes.own or ABSENT,
            f"{role.jobs:,}" if role.jobs is not None else ABSENT,
            sanitize(role.title),
            sanitize(_match_text(role)),
            role.id,
        )
        for role in answer.candidates
    )
    notes = (answer.hint,) if answer.hint else ()
    columns = (CODE, Column("Jobs", "number"), TITLE, Column("Why"), ID)
    return Listing(columns, rows, notes, one_line=not view.full)


def _match_text(role: FoundRole) -> str:
    """Return why a role was found, and by which of its texts unless that is its title."""
    return role.why if role.matched == role.title else f"{role.why}: {role.matched}"


def sources_listing(answer: SourcesAnswer, view: View) -> Listing:
    """Return a row for each source with its edition; in full with its license and its address."""
    rows = tuple(
        tuple(
            map(
                sanitize,
                (
                    source.id,
                    f"{source.title}, {source.publisher}",
                    source.edition,
                    *((source.license, source.url or ABSENT) if view.full else ()),
                ),
            )
        )
        for source in answer.sources.values()
    )
    more = (Column("License"), Column("Address")) if view.full else ()
    columns = (Column("Source", "name"), Column("Title and publisher"), Column("Edition", "fixed"), *more)
    return Listing(columns, rows, one_line=not view.full)
