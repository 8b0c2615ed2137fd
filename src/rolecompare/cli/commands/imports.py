"""`rolecompare import`: add jobs and figures from official downloads."""

from typing import Annotated

import typer

from rolecompare.cli.context import RequestContext, command
from rolecompare.errors import UsageError

PathArgument = Annotated[
    str | None,
    typer.Argument(metavar="PATH", help="The downloaded file: a .zip, its folder or a workbook.", show_default=False),
]
DownloadOption = Annotated[
    bool, typer.Option("--download", help="Download the newest release first, and keep the file.")
]
ReleaseOption = Annotated[
    str | None,
    typer.Option("--release", metavar="VERSION", help="With --download: get this release, such as 30.3."),
]
# An import has no page of footnotes, writes to the store, and asks no dataset.
WITHOUT = ("no_sources", "output", "data")

import_app = typer.Typer(no_args_is_help=True, help="Add about 1,000 more jobs from official O*NET and BLS files.")


@import_app.command()
@command(without=WITHOUT)
def onet(
    request: RequestContext,
    path: PathArgument = None,
    download: DownloadOption = False,
    release: ReleaseOption = None,
) -> None:
    """Import an O*NET database: about 1,000 jobs with tasks, titles, skills and interests.

    Example: rolecompare import onet db_29_3_text.zip, or rolecompare import onet --download
    """
    from rolecompare import paths
    from rolecompare.importers.files import urls

    if release is not None and not download:
        raise UsageError("--release needs --download.")
    if path is not None and download:
        raise UsageError("PATH and --download both name a database. Use one of them.")
    if not download:
        _import(request, "onet", path)
        return
    from rolecompare.cli.importing import import_offer
    from rolecompare.cli.progress import show_progress

    with show_progress(color=request.color) as progress:
        answer = import_offer("onet", urls.onet_offer(release, paths.mirror_url()), progress)
    request.respond(answer)


@import_app.command()
@command(without=WITHOUT)
def oews(request: RequestContext, path: PathArgument = None) -> None:
    """Import national pay and employment (Occupational Employment and Wage Statistics).

    Example: rolecompare import oews oesm25nat.zip
    """
    _import(request, "oews", path)


@import_app.command()
@command(without=WITHOUT)
def projections(request: RequestContext, path: PathArgument = None) -> None:
    """Import projected jobs, openings and typical education (Employment Projections, Table 1.2).

    Example: rolecompare import projections occupation.xlsx
    """
    _import(request, "projections", path)


def _import(request: RequestContext, kind: str, path: str | None) -> None:
    """Import a file and respond with what was taken."""
    from rolecompare.importers.detect import KINDS

    if not path:
        raise UsageError(f"Give the path of the downloaded file. {KINDS[kind].how_to_get}")
    from rolecompare.cli.importing import import_file
    from rolecompare.cli.progress import show_progress

    with show_progress(color=request.color) as progress:
        answer = import_file(kind, path, progress)
    request.respond(answer)
