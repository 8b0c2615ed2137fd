"""What every command asks first and does last: which format, which data, which page; and the answer out."""

from __future__ import annotations

from collections.abc import Callable, Collection
from typing import TYPE_CHECKING

from rolecompare.cli.options import OutputFormat

if TYPE_CHECKING:
    from rolecompare.answers import ClaimsAnswer
    from rolecompare.comparison.types import Comparison
    from rolecompare.dataset.repository import Repository
    from rolecompare.fit.scoring import Fit
    from rolecompare.gap.types import Gap
    from rolecompare.output import Canvas
    from rolecompare.output.pages.listing import Listing
    from rolecompare.related import RelatedAnswer


class RequestContext:
    """How an answer is to be written and where it goes; an answer is made only in the form that is asked for."""

    def __init__(
        self,
        output_format: OutputFormat | None,
        as_json: bool,
        width: int | None = None,
        no_color: bool = False,
        output: str | None = None,
    ) -> None:
        from rolecompare.errors import UsageError

        if as_json and output_format not in (None, "json"):
            raise UsageError(f"--json and --format {output_format} ask for two formats; give one of them.")
        if output == "":
            raise UsageError("--output names no file.")
        self.form: OutputFormat = "json" if as_json else output_format or "table"
        self.width, self.no_color, self.output = width, no_color, output

    @property
    def for_people(self) -> bool:
        """Whether the answer is a page that is read, and not taken on by a program."""
        return self.form in ("table", "markdown")

    def most_ratings(self, sections: Collection[str], only: str | None = None) -> int | None:
        """How many ratings a section of the answer may have, where more are left out: none beside sections without."""
        from rolecompare.comparison.compare import MOST_RATINGS

        if sections:
            return None if {"ratings", "settings"} & {*sections} else 0
        return MOST_RATINGS if self.for_people and only is None else None

    def compared(
        self,
        comparison: Comparison,
        answer: Callable[[], object],
        *,
        sources: bool,
    ) -> None:
        """Emit a comparison's page, or the answer that programs get instead."""
        from rolecompare.output import render_comparison

        self._say(answer, lambda canvas: render_comparison(comparison, self.form, canvas, sources=sources))

    def tried(self, answer: ClaimsAnswer, *, sources: bool) -> None:
        """Emit claims with their verdicts, as a page or as they are."""
        from rolecompare.output import render_claims

        self._say(lambda: answer, lambda canvas: render_claims(answer, self.form, canvas, sources=sources))

    def related(self, answer: RelatedAnswer, *, sources: bool) -> None:
        """Emit related roles, as a page or as they are."""
        from rolecompare.output import render_related

        self._say(lambda: answer, lambda canvas: render_related(answer, self.form, canvas, sources=sources))

    def moved(self, answer: Gap, *, sources: bool) -> None:
        """Emit what it takes to move, as pages or as it is."""
        from rolecompare.output import render_gap

        self._say(lambda: answer, lambda canvas: render_gap(answer, self.form, canvas, sources=sources))

    def fitted(self, found: Fit, *, sources: bool) -> None:
        """Emit which role suits somebody, as a page or as it is."""
        from rolecompare.output import render_fit

        self._say(lambda: found, lambda canvas: render_fit(found, self.form, canvas, sources=sources))

    def listed(self, answer: Callable[[], object], listing: Callable[[], Listing]) -> None:
        """Emit rows of short texts, or the answer that programs get instead."""
        from rolecompare.output import render_listing

        self._say(answer, lambda canvas: render_listing(listing(), self.form, canvas))

    def _say(self, answer: Callable[[], object], drawn: Callable[[Canvas], str]) -> None:
        from rolecompare.cli.output import canvas, emit
        from rolecompare.output import render_json

        if self.form == "json":
            emit(render_json(answer()), self.output)
        else:
            emit(drawn(canvas(self.width, no_color=self.no_color, to_file=self.output is not None)), self.output)


def open_repository(data: str | None) -> Repository:
    """The catalog of the user's dataset; else of the bundled one, with the local store behind it where there is one."""
    from rolecompare import paths
    from rolecompare.dataset import loader
    from rolecompare.dataset.repository import Repository
    from rolecompare.store import schema

    named("--data", data)
    own = paths.chosen_dataset(data)
    library = loader.load_dataset(own)
    if own is not None or not paths.is_file(schema.path(paths.data_home())):
        return Repository(library)
    from rolecompare.dataset.merge import MergedLayers
    from rolecompare.store.reader import Store

    return Repository(library, MergedLayers(library, Store(paths.data_home())))


def named(what: str, path: str | None) -> None:
    """Refuse an empty name, such as a shell gives for a variable that is not set."""
    from rolecompare.errors import UsageError

    if path == "":
        raise UsageError(f"{what} names no file.")
