"""The one list of the downloads that can be imported, each with the module that reads it and its command."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any, NamedTuple, Protocol, cast

from rolecompare.importers.files.urls import PAGES

if TYPE_CHECKING:
    from rolecompare.importers.files.table import Package

BROWSER = "BLS blocks scripted downloads, so download it in a browser."


class DownloadKind(NamedTuple):
    """A kind of download: the module of this package that imports it, and words for people."""

    module: str  # as in `Importer`
    title: str
    expected_file: str  # what to give, where something else was given
    how_to_get: str
    help: str  # of the command


class Importer(Protocol):
    """A module that imports one kind of download."""

    def recognizes(self, package: Package) -> bool:
        """Return whether the package is a download of this kind, complete or not."""

    def read(self, package: Package) -> Any:
        """Return a `FigureImport` or, for O*NET, an `OnetImport`; raise FileRefusedError if the package is unusable."""


# The first kind that recognizes a package is the one that it is.
KINDS: dict[str, DownloadKind] = {
    "onet": DownloadKind(
        "onet.release",
        "an O*NET database",
        "Give the download of onetcenter.org, such as db_29_3_text.zip.",
        f"Get it from {PAGES['onet']} (text, csv or excel, such as db_29_3_text.zip), or use --download.",
        "Import an O*NET database: about 1,000 jobs with tasks, titles, skills and interests.\n\n"
        "Example: rolecompare import onet db_29_3_text.zip, or rolecompare import onet --download",
    ),
    "oews": DownloadKind(
        "bls.oews",
        "the wage statistics (OEWS)",
        "Give the national workbook of bls.gov, such as national_M2025_dl.xlsx, or the zip around it.",
        f"Get it from {PAGES['oews']} (national, such as oesm25nat.zip). {BROWSER}",
        "Import national pay and employment (Occupational Employment and Wage Statistics).\n\n"
        "Example: rolecompare import oews oesm25nat.zip",
    ),
    "projections": DownloadKind(
        "bls.projections",
        "the Employment Projections workbook",
        "Give the workbook of bls.gov, occupation.xlsx.",
        f"Get it from {PAGES['projections']} (Table 1.2, occupation.xlsx). {BROWSER}",
        "Import projected jobs, openings and typical education (Employment Projections, Table 1.2).\n\n"
        "Example: rolecompare import projections occupation.xlsx",
    ),
}


def importer(kind: str) -> Importer:
    """Return the module that imports a kind of download; it is loaded when it is first asked for."""
    return cast(Importer, import_module(f"{__package__}.{KINDS[kind].module}"))
