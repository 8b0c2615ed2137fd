"""What every command asks first and does last: which format, which data, which page; and the answer out."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from rolecompare.cli.options import OutputFormat, SectionChoice

if TYPE_CHECKING:
    from rolecompare.catalog import Catalog
    from rolecompare.models import SectionName
    from rolecompare.render import Canvas


def asked(output_format: OutputFormat | None, as_json: bool) -> OutputFormat:
    """The one format that the options ask for."""
    from rolecompare.errors import WrongUsage

    if as_json and output_format not in (None, OutputFormat.JSON):
        raise WrongUsage(f"--json and --format {output_format} ask for two formats; give one of them.")
    return OutputFormat.JSON if as_json else output_format or OutputFormat.TABLE


def opened(data: str | None) -> "Catalog":
    """The catalog of the user's dataset, or of the bundled one."""
    from rolecompare import loading, location
    from rolecompare.catalog import Catalog

    return Catalog(loading.load(location.own_data(data)))


def sections_of(sections: Sequence[SectionChoice] | None) -> "tuple[SectionName, ...]":
    return tuple(section.value for section in sections or ())


def canvas_of(width: int | None, no_color: bool, output: str | None) -> "Canvas":
    from rolecompare.cli.output import canvas

    return canvas(width, no_color=no_color, to_file=output is not None)


def answered(text: str, output: str | None) -> None:
    from rolecompare.cli.output import emit

    emit(text, output)
