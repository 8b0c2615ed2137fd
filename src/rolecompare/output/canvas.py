"""What the page can bear: how many columns, and whether color."""

from __future__ import annotations

from typing import NamedTuple

NARROWEST = 20


class Canvas(NamedTuple):
    """`width` in columns. Below `NARROWEST` a number might not fit whole, so no page is narrower."""

    width: int = 100
    color: bool = False

    @property
    def columns(self) -> int:
        return max(self.width, NARROWEST)
