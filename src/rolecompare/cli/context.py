"""What every command asks first and does last: which format, which data, which page; and the answer out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rolecompare.cli.options import OutputFormat

if TYPE_CHECKING:
    from rolecompare.dataset.repository import Repository


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

    def respond(self, answer: object, *, sources: bool = True) -> None:
        """Write the answer in the format that was asked for."""
        from rolecompare.cli.output import canvas, emit
        from rolecompare.output import render

        size = canvas(self.width, no_color=self.no_color, to_file=self.output is not None)
        emit(render(answer, self.form, size, sources=sources), self.output)


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
