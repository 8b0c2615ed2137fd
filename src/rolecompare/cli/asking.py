"""What every command asks first and does last: which format, which data, which page; and the answer out."""

from __future__ import annotations

from collections.abc import Callable, Collection
from typing import TYPE_CHECKING

from rolecompare.cli.options import OutputFormat

if TYPE_CHECKING:
    from rolecompare.advice.fit import Fit
    from rolecompare.advice.moves import Gap
    from rolecompare.advice.related import RelatedAnswer
    from rolecompare.catalog import Catalog
    from rolecompare.comparison import Comparison
    from rolecompare.render import Canvas
    from rolecompare.render.answers import ClaimsAnswer
    from rolecompare.render.listing import Listing


class Asking:
    """How an answer is to be written and where it goes; an answer is made only in the form that is asked for."""

    def __init__(
        self,
        output_format: OutputFormat | None,
        as_json: bool,
        width: int | None = None,
        no_color: bool = False,
        output: str | None = None,
    ) -> None:
        from rolecompare.errors import WrongUsage

        if as_json and output_format not in (None, "json"):
            raise WrongUsage(f"--json and --format {output_format} ask for two formats; give one of them.")
        if output == "":
            raise WrongUsage("--output names no file.")
        self.form: OutputFormat = "json" if as_json else output_format or "table"
        self.width, self.no_color, self.output = width, no_color, output

    @property
    def for_people(self) -> bool:
        """Whether the answer is a page that is read, and not taken on by a program."""
        return self.form in ("table", "markdown")

    def most_ratings(self, sections: Collection[str], only: str | None = None) -> int | None:
        """How many ratings a section of the answer may have, where more are left out: none beside sections without."""
        from rolecompare.comparison import MOST_RATINGS

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
        from rolecompare.render import page

        self._say(answer, lambda canvas: page(comparison, self.form, canvas, sources=sources))

    def tried(self, answer: ClaimsAnswer, *, sources: bool) -> None:
        """Emit claims with their verdicts, as a page or as they are."""
        from rolecompare.render import trial

        self._say(lambda: answer, lambda canvas: trial(answer, self.form, canvas, sources=sources))

    def related(self, answer: RelatedAnswer, *, sources: bool) -> None:
        """Emit related roles, as a page or as they are."""
        from rolecompare.render import relatives

        self._say(lambda: answer, lambda canvas: relatives(answer, self.form, canvas, sources=sources))

    def moved(self, answer: Gap, *, sources: bool) -> None:
        """Emit what it takes to move, as pages or as it is."""
        from rolecompare.render import journey

        self._say(lambda: answer, lambda canvas: journey(answer, self.form, canvas, sources=sources))

    def fitted(self, found: Fit, *, sources: bool) -> None:
        """Emit which role suits somebody, as a page or as it is."""
        from rolecompare.render import fitted

        self._say(lambda: found, lambda canvas: fitted(found, self.form, canvas, sources=sources))

    def listed(self, answer: Callable[[], object], listing: Callable[[], Listing]) -> None:
        """Emit rows of short texts, or the answer that programs get instead."""
        from rolecompare.render import rows

        self._say(answer, lambda canvas: rows(listing(), self.form, canvas))

    def _say(self, answer: Callable[[], object], drawn: Callable[[Canvas], str]) -> None:
        from rolecompare.cli.output import canvas, emit
        from rolecompare.render import record

        if self.form == "json":
            emit(record(answer()), self.output)
        else:
            emit(drawn(canvas(self.width, no_color=self.no_color, to_file=self.output is not None)), self.output)


def opened(data: str | None) -> Catalog:
    """The catalog of the user's dataset; else of the bundled one, with the local store behind it where there is one."""
    from rolecompare import loading, location, store
    from rolecompare.catalog import Catalog

    named("--data", data)
    own = location.own_data(data)
    library = loading.load(own)
    if own is not None or not location.is_file(store.path(location.home())):
        return Catalog(library)
    from rolecompare.layers import Layers
    from rolecompare.store.reading import Store

    return Catalog(library, Layers(library, Store(location.home())))


def named(what: str, path: str | None) -> None:
    """Refuse an empty name, such as a shell gives for a variable that is not set."""
    from rolecompare.errors import WrongUsage

    if path == "":
        raise WrongUsage(f"{what} names no file.")
