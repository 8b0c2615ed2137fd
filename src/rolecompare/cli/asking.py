"""What every command asks first and does last: which format, which data, which page; and the answer out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rolecompare.cli.options import OutputFormat

if TYPE_CHECKING:
    from rolecompare.catalog import Catalog
    from rolecompare.render import Canvas


def asked(output_format: OutputFormat | None, as_json: bool) -> OutputFormat:
    """The one format that the options ask for."""
    from rolecompare.errors import WrongUsage

    if as_json and output_format not in (None, "json"):
        raise WrongUsage(f"--json and --format {output_format} ask for two formats; give one of them.")
    return "json" if as_json else output_format or "table"


def opened(data: str | None) -> Catalog:
    """The catalog of the user's dataset, or of the bundled one."""
    from rolecompare import loading, location
    from rolecompare.catalog import Catalog

    return Catalog(loading.load(location.own_data(data)))


def canvas_of(width: int | None, no_color: bool, output: str | None) -> Canvas:
    from rolecompare.cli.output import canvas

    return canvas(width, no_color=no_color, to_file=output is not None)


def answered(text: str, output: str | None) -> None:
    from rolecompare.cli.output import emit

    emit(text, output)
