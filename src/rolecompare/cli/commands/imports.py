"""`rolecompare import`: add jobs and figures from official downloads."""

from typing import Annotated

import typer

from rolecompare.cli.context import PAGE_OPTIONS, RequestContext, command
from rolecompare.errors import UsageError
from rolecompare.importers.kinds import KINDS

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
WITHOUT = (*PAGE_OPTIONS, "output", "data")

import_app = typer.Typer(no_args_is_help=True, help="Add about 1,000 more jobs from official O*NET and BLS files.")


@import_app.command(help=KINDS["onet"].help)
@command(without=WITHOUT)
def onet(
    request: RequestContext,
    path: PathArgument = None,
    download: DownloadOption = False,
    release: ReleaseOption = None,
) -> None:
    """Import an O*NET database from a file, or download it first."""
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


def _add_command(kind: str) -> None:
    """Add the command that imports a kind of download."""

    @import_app.command(kind, help=KINDS[kind].help)
    @command(without=WITHOUT)
    def import_file(request: RequestContext, path: PathArgument = None) -> None:
        _import(request, kind, path)


def _import(request: RequestContext, kind: str, path: str | None) -> None:
    """Import a file and respond with what was taken."""
    if not path:
        raise UsageError(f"Give the path of the downloaded file. {KINDS[kind].how_to_get}")
    from rolecompare.cli.importing import import_file
    from rolecompare.cli.progress import show_progress

    with show_progress(color=request.color) as progress:
        answer = import_file(kind, path, progress)
    request.respond(answer)


for _kind in KINDS:
    if _kind != "onet":  # which has options of its own
        _add_command(_kind)
