"""Small workbooks for tests, and the complete imports of them."""

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

import openpyxl

from rolecompare.importers.base import FigureImport
from rolecompare.importers.files.table import Package, open_package
from rolecompare.models.figures import Figure, Level, Missing

Row = Sequence[object]
Published = Figure | Missing | Level


def book(path: Path, sheets: Mapping[str, Sequence[Row]]) -> Path:
    made = openpyxl.Workbook()
    made.remove(made.worksheets[0])
    for name, rows in sheets.items():
        sheet = made.create_sheet(name)
        for row in rows:
            sheet.append(list(row))
    made.save(path)
    return path


class Whole(NamedTuple):
    """A complete import."""

    result: FigureImport
    figures: tuple[tuple[str, Published], ...]

    def all(self, code: str, measure: str) -> list[Published]:
        return [figure for own, figure in self.figures if (own, figure.measure) == (code, measure)]

    def known(self, code: str, measure: str) -> Figure:
        (figure,) = self.all(code, measure)
        assert isinstance(figure, Figure)
        return figure

    def missing(self, code: str, measure: str) -> Missing:
        (figure,) = self.all(code, measure)
        assert isinstance(figure, Missing)
        return figure

    def level(self, code: str, measure: str) -> Level:
        (figure,) = self.all(code, measure)
        assert isinstance(figure, Level)
        return figure

    @property
    def skipped(self) -> list[tuple[str, str]]:
        return [(skipped.place, skipped.reason) for skipped in self.result.skipped.first]


def whole(read: Callable[[Package], FigureImport], path: Path) -> Whole:
    with open_package(str(path)) as package:
        result = read(package)
        return Whole(result, tuple(result.figures))
