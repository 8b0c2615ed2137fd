"""`rolecompare import`: add jobs and figures from official downloads."""

from typing import TYPE_CHECKING, Annotated, Any

import typer
from typer.core import TyperGroup

from rolecompare.cli.context import PAGE_OPTIONS, RequestContext, command, require_name
from rolecompare.errors import UsageError
from rolecompare.importers.kinds import KINDS

if TYPE_CHECKING:
    from rolecompare.answers.data import ImportAnswer

PathsArgument = Annotated[
    list[str] | None,
    typer.Argument(
        metavar="[FILE]...", help="The downloaded files: each a .zip, its folder or a workbook.", show_default=False
    ),
]
PathArgument = Annotated[
    str | None,
    typer.Argument(metavar="FILE", help="The downloaded file: a .zip, its folder or a workbook.", show_default=False),
]
DownloadOption = Annotated[
    bool, typer.Option("--download", help="Download the newest O*NET database first, and keep the file.")
]
ReleaseOption = Annotated[
    str | None,
    typer.Option("--release", metavar="VERSION", help="The O*NET release to download, such as 30.3, or that FILE is."),
]
# An import has no page of footnotes, writes to the store, and asks no dataset.
WITHOUT = (*PAGE_OPTIONS, "data")

FILES = "files"  # the command that any file is given to


class ImportGroup(TyperGroup):
    """The commands for each kind of download, and what follows `import` where it is none of them: files."""

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        """Read the arguments of the group, after its command was added where a file or an option is the first."""
        names_a_command = not args or args[0] in (*self.commands, *ctx.help_option_names)
        return super().parse_args(ctx, args if names_a_command else [FILES, *args])


import_app = typer.Typer(
    cls=ImportGroup,
    no_args_is_help=True,
    subcommand_metavar="FILE...",
    help="Add official data: about 1,000 jobs from O*NET, and pay and projected jobs from BLS.\n\n"
    "The program recognizes what each FILE is. The commands below take one kind of file each.\n\n"
    "Example: rolecompare import db_29_3_text.zip oesm25nat.zip occupation.xlsx, or rolecompare import --download",
)


@import_app.command(FILES)
@command(without=WITHOUT)
def import_any(
    request: RequestContext,
    paths: PathsArgument = None,
    download: DownloadOption = False,
    release: ReleaseOption = None,
) -> None:
    """Import official files of any kind, all of them or none. `import FILE` is short for it.

    Example: rolecompare import files db_29_3_text.zip oesm25nat.zip
    """
    from rolecompare.answers.data import ImportsAnswer

    _check_download(paths, download, release)
    if download:
        request.respond(ImportsAnswer(imports=(_download(request, release),)))
        return
    if not paths:
        raise UsageError("Give the paths of the downloaded files, or use --download to get the O*NET database.")
    from rolecompare.cli.importing import identify_file, import_files
    from rolecompare.cli.progress import show_progress

    for path in paths:
        require_name("The command", path)
    files = [(identify_file(path), path) for path in paths]
    databases = [path for kind, path in files if kind == "onet"]
    if len(databases) > 1:
        raise UsageError(f"The store holds one O*NET database. Give one of {', '.join(databases)}.")
    if release is not None and not databases:
        raise UsageError("--release is about an O*NET database, and none of the files is one.")
    with show_progress(color=request.color) as progress:
        answers = import_files(files, progress, release)
    request.respond(ImportsAnswer(imports=answers))


@import_app.command(help=KINDS["onet"].help)
@command(without=WITHOUT)
def onet(
    request: RequestContext,
    path: PathArgument = None,
    download: DownloadOption = False,
    release: ReleaseOption = None,
) -> None:
    """Import an O*NET database from a file, or download it first."""
    _check_download(path, download, release)
    if download:
        request.respond(_download(request, release))
    else:
        _import(request, "onet", path, release)


def _check_download(path: object, download: bool, release: str | None) -> None:
    if release is not None and not (download or path):
        raise UsageError("--release needs --download or a FILE.")
    if release is not None:
        from rolecompare.importers.files.urls import check_release

        check_release(release)
    if path and download:
        raise UsageError("FILE and --download both name a database. Use one of them.")


def _download(request: RequestContext, release: str | None) -> "ImportAnswer":
    """Download the O*NET database and import it."""
    from rolecompare import paths
    from rolecompare.cli.importing import import_offer
    from rolecompare.cli.progress import show_progress
    from rolecompare.importers.files import urls

    with show_progress(color=request.color) as progress:
        return import_offer("onet", urls.onet_offer(release, paths.mirror_url()), progress)


def _add_command(kind: str) -> None:
    """Add the command that imports a kind of download."""

    @import_app.command(kind, help=KINDS[kind].help)
    @command(without=WITHOUT)
    def import_file(request: RequestContext, path: PathArgument = None) -> None:
        _import(request, kind, path)


def _import(request: RequestContext, kind: str, path: str | None, release: str | None = None) -> None:
    """Import a file and respond with what was taken."""
    if not path:
        raise UsageError(f"Give the path of the downloaded file. {KINDS[kind].how_to_get}")
    from rolecompare.cli.importing import import_file
    from rolecompare.cli.progress import show_progress

    with show_progress(color=request.color) as progress:
        answer = import_file(kind, path, progress, release)
    request.respond(answer)


for _kind in KINDS:
    if _kind != "onet":  # which has options of its own
        _add_command(_kind)
