"""The commands that fill the local store: `import onet`, `import oews`, `import projections`."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Annotated, Any

import typer

from rolecompare.cli import options
from rolecompare.cli.context import RequestContext
from rolecompare.errors import UsageError

if TYPE_CHECKING:
    from rolecompare.answers import ImportAnswer
    from rolecompare.importers.base import FigureImport, Ignored, ProgressCallback, SkippedRows
    from rolecompare.importers.files.table import Package
    from rolecompare.importers.files.urls import DownloadOffer
    from rolecompare.store.writer import Draft

import_app = typer.Typer(no_args_is_help=True, help="Fill the local store from official downloads, all or nothing.")

PathArgument = Annotated[
    str | None,
    typer.Argument(metavar="PATH", help="The download: a zip, its unpacked folder, or a workbook.", show_default=False),
]
DownloadOption = Annotated[
    bool, typer.Option("--download", help="Fetch the newest release first, and keep it for the next time.")
]
ReleaseOption = Annotated[
    str | None,
    typer.Option("--release", metavar="VERSION", help="With --download: this release, such as 30.3."),
]
MOST_SHOWN = 20  # rows left out


@import_app.command()
def onet(
    path: PathArgument = None,
    download: DownloadOption = False,
    release: ReleaseOption = None,
    output_format: options.FormatOption = None,
    as_json: options.JsonOption = False,
    width: options.WidthOption = None,
    no_color: options.NoColorOption = False,
) -> None:
    """Import an O*NET database: a thousand occupations with tasks, titles, skills and interests.

    Example: rolecompare import onet db_29_3_text.zip, or rolecompare import onet --download
    """
    from rolecompare import paths
    from rolecompare.importers.files import urls

    asking = RequestContext(output_format, as_json, width, no_color)
    if release is not None and not download:
        raise UsageError("--release says which release to fetch; it goes with --download.")
    if path is not None and download:
        raise UsageError("A file and --download name two databases; give one of them.")
    offer = urls.onet_offer(release, paths.mirror_url()) if download else None
    _import(asking, "onet", offer or path, _put_onet)


@import_app.command()
def oews(
    path: PathArgument = None,
    output_format: options.FormatOption = None,
    as_json: options.JsonOption = False,
    width: options.WidthOption = None,
    no_color: options.NoColorOption = False,
) -> None:
    """Import national pay and employment (Occupational Employment and Wage Statistics).

    Example: rolecompare import oews oesm25nat.zip
    """
    _import(RequestContext(output_format, as_json, width, no_color), "oews", path, _put_oews)


@import_app.command()
def projections(
    path: PathArgument = None,
    output_format: options.FormatOption = None,
    as_json: options.JsonOption = False,
    width: options.WidthOption = None,
    no_color: options.NoColorOption = False,
) -> None:
    """Import projected jobs, openings and typical education (Employment Projections, Table 1.2).

    Example: rolecompare import projections occupation.xlsx
    """
    _import(RequestContext(output_format, as_json, width, no_color), "projections", path, _put_projections)


def _import(
    asking: RequestContext, kind: str, source: str | DownloadOffer | None, put: Callable[..., ImportAnswer]
) -> None:
    """Put into the store what a path holds, or what is fetched first, and answer with what that was."""
    from rolecompare.cli.progress import progress
    from rolecompare.importers.detect import KINDS

    if not source:
        raise UsageError(f"Give the path of the downloaded file. {KINDS[kind].how_to_get}")
    with progress(no_color=asking.no_color) as step:
        answer = _taken(source, put, step) if isinstance(source, str) else _fetched(source, put, step)
    asking.respond(answer)


def _taken(path: str, put: Callable[..., ImportAnswer], step: ProgressCallback) -> ImportAnswer:
    from rolecompare import paths
    from rolecompare.importers.files.table import open_package
    from rolecompare.store import schema
    from rolecompare.store.writer import written

    home = paths.data_home()
    with open_package(path) as package, written(home) as draft:
        return put(package, draft, step, schema.path(home))


def _fetched(offer: DownloadOffer, put: Callable[..., ImportAnswer], step: ProgressCallback) -> ImportAnswer:
    from dataclasses import replace

    from rolecompare import paths
    from rolecompare.answers import Download
    from rolecompare.importers.base import FileRefusedError
    from rolecompare.importers.files import download

    came = download.download(offer, paths.downloads_folder(), step)
    try:
        answer = _taken(came.path, put, step)
    except FileRefusedError as error:
        download.discard(came.path)
        raise FileRefusedError(
            came.address, f"the downloaded file cannot be imported: {error.trouble}", offer.manual_steps
        ) from None
    told = Download(address=came.address, file=came.path, bytes=came.size, sha256=came.sha256, how=came.how)
    return replace(answer, download=told)


def _put_onet(package: Package, draft: Draft, step: ProgressCallback, where: str) -> ImportAnswer:
    from rolecompare.answers import ImportAnswer
    from rolecompare.importers.onet.release import OnetImport
    from rolecompare.search import Entry, build
    from rolecompare.similarity.precompute import SimilarityBuilder

    release = OnetImport(package)
    activities = release.activities()
    survey = SimilarityBuilder(activities)
    draft.put_source(release.source(), instead_of="onet-")
    draft.put_activities(activities)
    draft.put_roles(survey.watch(release.roles(step)))
    step("indexing titles", 0, 0)
    draft.forget("find_")
    build(draft.connection, (Entry(*text) for text in draft.texts()))
    step("ranking similar jobs", 0, 0)
    draft.put_nearness(survey.near(), survey.outlines)
    draft.put_fact("onet", {"source": release.release.source, "file": package.name})
    counts = {name.replace("_", " "): count for name, count in release.report.imported.items()}
    return ImportAnswer(
        kind="onet",
        source=release.release.source,
        store=where,
        counts=counts,
        missing=release.missing,
        **_told(package, release.ignored, release.report.skipped),
    )


def _put_oews(package: Package, draft: Draft, step: ProgressCallback, where: str) -> ImportAnswer:
    from rolecompare.importers.bls import oews as importer

    return _put_figures("oews", importer.read_oews(package), package, draft, step, where)


def _put_projections(package: Package, draft: Draft, step: ProgressCallback, where: str) -> ImportAnswer:
    from rolecompare.importers.bls import projections as importer

    return _put_figures("projections", importer.read_projections(package), package, draft, step, where)


def _put_figures(
    kind: str, found: FigureImport, package: Package, draft: Draft, step: ProgressCallback, where: str
) -> ImportAnswer:
    from rolecompare.answers import ImportAnswer
    from rolecompare.models.serialization import to_json_value

    step(f"reading {package.name}", 0, 0)
    by_code: dict[str, list[dict[str, Any]]] = {}
    counts = {"codes": 0, "values": 0, "missing values": 0}
    for code, value in found.figures:
        raw = to_json_value(value)
        by_code.setdefault(code, []).append(raw)
        counts["missing values" if "missing" in raw else "values"] += 1
    counts["codes"] = len(by_code)
    draft.put_source(to_json_value(found.source))
    draft.put_figures(found.source.id, by_code)
    draft.put_fact(found.source.id, {"source": found.source.id, "file": package.name})
    return ImportAnswer(
        kind=kind,
        source=found.source.id,
        store=where,
        counts=counts,
        missing=found.missing,
        **_told(package, found.ignored, found.skipped),
    )


def _told(package: Package, ignored: Sequence[Ignored], skipped: SkippedRows) -> dict[str, Any]:
    """What nobody wanted, how many rows were left out, and the first of them."""
    from rolecompare.answers import Ignored, SkippedRow

    first = tuple(SkippedRow(place=row.place, reason=row.reason) for row in skipped.first[:MOST_SHOWN])
    files = tuple(Ignored(what=file.place, reason=file.reason) for file in package.ignored)
    rest = tuple(Ignored(what=part.what, reason=part.reason, rows=part.rows) for part in ignored)
    return {"ignored": (*files, *rest), "skipped": skipped.count, "first_skipped": first}
