"""The options that all commands share, and what every command does with them: open the data, and respond."""

import functools
import inspect
import os
import sys
from collections.abc import Callable, Collection
from typing import TYPE_CHECKING, Any, Concatenate, ParamSpec

from rolecompare.cli import options
from rolecompare.errors import UsageError
from rolecompare.output.formats import ALIASES, Canvas, Detail, format_of_file, is_misleading, render

if TYPE_CHECKING:
    from rolecompare.dataset.repository import Repository


class RequestContext:
    """How the answer of a command is written and where it goes, and which data the command asks.

    The parameters of the constructor are the shared options: `command` gives them to every command.
    """

    def __init__(
        self,
        output_format: options.FormatOption = None,
        as_json: options.JsonOption = False,
        full: options.FullOption = False,
        cite: options.CiteOption = False,
        no_sources: options.NoSourcesOption = False,
        width: options.WidthOption = None,
        no_color: options.NoColorOption = False,
        no_pager: options.NoPagerOption = False,
        output: options.OutputOption = None,
        data: options.DataOption = None,
    ) -> None:
        if as_json and output_format not in (None, "json"):
            raise UsageError(f"--json and --format {output_format} contradict each other. Use one of them.")
        if cite and no_sources:
            raise UsageError("--cite and --no-sources contradict each other. Use one of them.")
        require_name("--output", output)
        require_name("--data", data)
        asked: str | None = "json" if as_json else ALIASES.get(output_format or "", output_format)
        by_ending = None if asked is not None or output is None else format_of_file(output)
        self.output_format: options.OutputFormat = asked or by_ending or "table"
        self.full, self.cite, self.sources = full, cite or full, not no_sources
        self.width, self.color, self.pager = width, not no_color, not no_pager
        self.output, self.data = output, data
        self._notes: list[str] = []

    @property
    def is_page(self) -> bool:
        """Whether the answer is for people to read, and not for programs."""
        return self.output_format in ("table", "markdown")

    @property
    def is_shortened(self) -> bool:
        """Whether the answer is a page that leaves out what is only there for completeness."""
        return self.is_page and not self.full

    @property
    def can_ask(self) -> bool:
        """Whether somebody reads the answer at a terminal and can be asked there."""
        if not self.is_page or self.output is not None or sys.stdout is None or not sys.stdout.isatty():
            return False
        from rolecompare.cli.prompts import can_ask

        return can_ask()

    def add_note(self, text: str) -> None:
        """Remember a sentence that the answer begins with; other formats than pages have it on standard error."""
        if text:
            self._notes.append(text)

    def open_repository(self) -> "Repository":
        """Return the user's own dataset; without one, the bundled dataset together with the local store."""
        from rolecompare import paths
        from rolecompare.dataset import loader
        from rolecompare.dataset.repository import Repository
        from rolecompare.store import schema

        own = paths.chosen_dataset(self.data)
        library = loader.load_dataset(own)
        if own is not None or not schema.has_store(paths.data_home()):
            return Repository(library, built_in=own is None)
        from rolecompare.store.reader import Store

        return Repository(library, Store(paths.data_home()), built_in=True)

    def respond(self, answer: object, *, in_full: bool = False) -> None:
        """Write the answer of the command, in the format and to the place that were asked for.

        A page is a summary unless --full asks for everything, or the command does by `in_full`.
        """
        from rolecompare.cli.writing import get_canvas, is_standard_output, is_terminal, note, write

        self._keep_dataset()
        canvas = get_canvas(self.width, color=self.color, to_file=not is_standard_output(self.output))
        detail = Detail(self.full or in_full, self.cite, self.sources)
        text = self._take_notes(canvas) + render(answer, self.output_format, canvas, detail)
        if self.pager and self.output is None and self.output_format == "table" and is_terminal(sys.stdout):
            from rolecompare.cli.pager import page

            if page(text):
                return
        if write(text, self.output) and self.output is not None:
            # A format that was asked for counts more than the ending of the name.
            misleads = is_misleading(self.output, self.output_format)
            note(f"Saved {self.output}{f' (its format is {self.output_format})' if misleads else ''}")

    def _keep_dataset(self) -> None:
        """Refuse to save an answer over the dataset that it was made from, which would be lost."""
        from rolecompare import paths

        dataset = paths.chosen_dataset(self.data) or paths.bundled_dataset()
        output = self.output or ""
        if os.path.isfile(output) and os.path.exists(dataset) and os.path.samefile(output, dataset):
            raise UsageError(f"{output} is the dataset in use. Save the answer to another file.")

    def _take_notes(self, canvas: Canvas) -> str:
        """Return what a page says before the answer; in another format, write it to standard error."""
        if not self._notes:
            return ""
        from rolecompare.cli.writing import note
        from rolecompare.output.notes import render_notes

        if self.is_page:
            return render_notes(self._notes, self.output_format, canvas)
        note("\n".join(self._notes))
        return ""


# The shared options of commands whose answer has no pages of sections and footnotes.
PAGE_OPTIONS = ("full", "cite", "no_sources")
LISTING_OPTIONS = ("cite", "no_sources")  # of those whose answer is a row for each job or source
P = ParamSpec("P")
Command = Callable[Concatenate[RequestContext, P], None]


def command(*, without: Collection[str] = ()) -> Callable[[Command[P]], Callable[..., None]]:
    """Return a decorator that adds the shared options to a command.

    The command gets them as its first argument, a `RequestContext`. `without` names the options, by their parameters,
    that make no sense for the command.
    """
    shared = [option for name, option in inspect.signature(RequestContext).parameters.items() if name not in without]

    def decorate(function: Command[P]) -> Callable[..., None]:
        signature = inspect.signature(function)
        parameters = [*list(signature.parameters.values())[1:], *shared]

        @functools.wraps(function)
        def decorated(**values: Any) -> None:
            request = RequestContext(**{option.name: values.pop(option.name) for option in shared})
            function(request, **values)  # type: ignore[call-arg]

        # Typer reads the options of a command from its signature and its annotations.
        decorated.__signature__ = signature.replace(parameters=parameters)  # type: ignore[attr-defined]
        decorated.__annotations__ = {parameter.name: parameter.annotation for parameter in parameters}
        return decorated

    return decorate


def require_name(option: str, path: str | None) -> None:
    """Refuse an empty path, such as a shell passes for a variable that is not set.

    Raises UsageError that names the option.
    """
    if path == "":
        raise UsageError(f"{option} needs the name of a file.")
