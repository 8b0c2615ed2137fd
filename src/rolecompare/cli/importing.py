"""Import official downloads into the local store: each import is complete or changes nothing."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import Any

from rolecompare import paths
from rolecompare.answers.data import ImportAnswer
from rolecompare.importers.base import FigureImport, FileRefusedError, Ignored, ProgressCallback, SkippedRows
from rolecompare.importers.detect import identify
from rolecompare.importers.files import download
from rolecompare.importers.files.table import Package, open_package
from rolecompare.importers.files.urls import DownloadOffer
from rolecompare.importers.kinds import importer
from rolecompare.importers.onet.release import OnetImport
from rolecompare.models.serialization import to_json_value
from rolecompare.search.index import Entry, build
from rolecompare.similarity.precompute import SimilarityBuilder
from rolecompare.store import schema
from rolecompare.store.writer import StoreDraft, write_store

MAX_SKIPPED_SHOWN = 20  # rows, and reasons


def identify_file(path: str) -> str:
    """Return the kind of an official download, a key of `importers.kinds.KINDS`.

    Raises FileError if it is none or cannot be read.
    """
    with open_package(path) as package:
        return identify(package)


def import_file(kind: str, path: str, progress: ProgressCallback, release: str | None = None) -> ImportAnswer:
    """Import a download of one kind, and return what was taken and what was left out.

    `kind` is a key of `importers.kinds.KINDS`, and `release` that of an O*NET database which does not say it. Raises
    FileError if the file cannot be read or the store cannot be written; then the store is as it was.
    """
    (answer,) = import_files([(kind, path)], progress, release)
    return answer


def import_files(
    files: Iterable[tuple[str, str]], progress: ProgressCallback, release: str | None = None
) -> tuple[ImportAnswer, ...]:
    """Import downloads, each with its kind: all of them, or none if there is an error, as `import_file` raises it."""
    home = paths.data_home()
    answers = []
    with write_store(home) as draft:
        for kind, path in files:
            with open_package(path, release) as package:
                found = importer(kind).read(package)
                if isinstance(found, OnetImport):
                    answer = _store_roles(kind, found, package, draft, progress)
                else:
                    answer = _store_figures(kind, found, package, draft, progress)
                answers.append(replace(answer, store=schema.store_path(home)))
    return tuple(answers)


def import_offer(kind: str, offer: DownloadOffer, progress: ProgressCallback) -> ImportAnswer:
    """Download what a publisher offers, then import it. A download that cannot be imported is not kept."""
    file = download.download(offer, paths.downloads_folder(), progress)
    try:
        answer = import_file(kind, file.file, progress)
    except FileRefusedError as error:
        download.discard(file.file)
        problem = f"the downloaded file cannot be imported: {error.trouble}"
        raise FileRefusedError(file.address, problem, offer.manual_steps) from None
    return replace(answer, download=file)


def _store_roles(
    kind: str, release: OnetImport, package: Package, draft: StoreDraft, progress: ProgressCallback
) -> ImportAnswer:
    activities = release.activities()
    similarity = SimilarityBuilder(activities)
    source = release.source()
    draft.put_source(source, replaced_prefix="onet-")
    draft.put_activities(activities)
    draft.put_job_zones(release.job_zones())
    draft.put_roles(similarity.collect(release.roles(progress)))
    progress("indexing titles", 0, 0)
    build(draft.connection, (Entry(*text) for text in draft.search_texts()))
    progress("ranking similar jobs", 0, 0)
    draft.put_similar_roles(similarity.rank(), similarity.outlines)
    draft.put_import("onet", {"source": source["id"], "file": package.name})
    counts = {name.replace("_", " "): count for name, count in release.report.imported.items()}
    return _answer(kind, source, counts, release.missing, package, release.ignored, release.report.skipped)


def _store_figures(
    kind: str, found: FigureImport, package: Package, draft: StoreDraft, progress: ProgressCallback
) -> ImportAnswer:
    progress(f"reading {package.name}", 0, 0)
    by_code: dict[str, list[dict[str, Any]]] = {}
    counts = {"codes": 0, "values": 0, "missing values": 0}
    for code, value in found.figures:
        raw = to_json_value(value)
        by_code.setdefault(code, []).append(raw)
        counts["missing values" if "missing" in raw else "values"] += 1
    counts["codes"] = len(by_code)
    source = to_json_value(found.source)
    draft.put_source(source)
    draft.put_figures(source["id"], by_code)
    draft.put_import(source["id"], {"source": source["id"], "file": package.name})
    return _answer(kind, source, counts, found.missing, package, found.ignored, found.skipped)


def _answer(
    kind: str,
    source: dict[str, Any],
    counts: dict[str, int],
    missing: tuple[str, ...],
    package: Package,
    ignored: Iterable[Ignored],
    skipped: SkippedRows,
) -> ImportAnswer:
    files = [Ignored(file.place, file.reason) for file in package.ignored]
    return ImportAnswer(
        kind=kind,
        source=source["id"],
        title=source["title"],
        license=source["license"],
        store="",  # `import_files` knows where it is
        counts=counts,
        missing=missing,
        ignored=(*files, *ignored),
        skipped=skipped.count,
        skipped_by_reason=skipped.groups[:MAX_SKIPPED_SHOWN],
        first_skipped=tuple(skipped.first[:MAX_SKIPPED_SHOWN]),
    )
