"""The layout of the dataset file: it says the same in any layout, and the bundled file has this one."""

import json
from pathlib import Path
from typing import Any

from hypothesis import given
from hypothesis import strategies as st
from tools.format_dataset import LINE_WIDTH, layout

from rolecompare import paths

SCALARS = st.none() | st.booleans() | st.integers() | st.text(max_size=12)
VALUES = st.recursive(
    SCALARS, lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=12), inner, max_size=4)
)


@given(VALUES)
def test_layout_keeps_every_value(value: Any) -> None:
    assert json.loads(layout(value)) == value


@given(st.lists(st.dictionaries(st.text(max_size=12), SCALARS, max_size=4), max_size=4))
def test_no_line_with_more_than_one_value_is_too_long(value: Any) -> None:
    assert all(len(line) <= LINE_WIDTH for line in layout(value).splitlines() if line.count('":') > 1)


def test_bundled_dataset_has_this_layout() -> None:
    text = Path(paths.bundled_dataset()).read_text(encoding="utf-8")
    assert text == layout(json.loads(text)) + "\n"
