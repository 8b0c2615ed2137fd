"""Tests of how much fits on a summary page: texts are measured as Rich breaks them, and no more is shown than fits."""

from hypothesis import given
from hypothesis import strategies as st
from rich.console import Console
from rich.text import Text

from rolecompare.output.pages.brief import joined
from rolecompare.output.pages.measure import lines_of, page_limit, share_out

WORDS = st.text("abcde", min_size=1, max_size=12)
TEXTS = st.lists(WORDS, min_size=1, max_size=30).map(" ".join)


@given(TEXTS, st.integers(12, 80))
def test_text_has_as_many_lines_as_rich_breaks_it_into(text: str, width: int) -> None:
    assert lines_of(text, width) == len(Text(text).wrap(Console(width=width), width))


@given(st.lists(st.tuples(st.lists(TEXTS, max_size=8), st.integers(1, 6)), max_size=4), st.integers(0, 30))
def test_texts_share_the_lines_that_are_left(kinds: list[tuple[list[str], int]], lines: int) -> None:
    counts = share_out(kinds, 40, lines)
    rest = [lines_of(text, 40) for (texts, _), count in zip(kinds, counts, strict=True) for text in texts[1:count]]
    assert sum(rest) <= lines
    for (texts, _), count in zip(kinds, counts, strict=True):
        assert min(len(texts), 1) <= count <= len(texts)
        if count < len(texts):
            assert sum(rest) + lines_of(texts[count], 40) > lines


def test_what_one_kind_does_not_need_the_others_get() -> None:
    assert share_out([(["a"] * 3, 4), (["b"] * 20, 2), ([], 6)], 10, 10) == [3, 9, 0]


@given(st.lists(TEXTS, min_size=1, max_size=12), st.integers(20, 80), st.integers(1, 4))
def test_names_that_do_not_fit_are_counted(names: list[str], width: int, lines: int) -> None:
    text = joined(names, width, lines)
    shown, _, rest = text.partition(" + ")
    left_out = int(rest.removesuffix(" more") or 0)
    assert len(shown.split(" · ")) + left_out == len(names)
    assert left_out == len(names) - 1 or lines_of(text, width) <= lines


@given(st.integers(20, 400))
def test_narrow_page_may_have_more_lines_but_stays_within_the_measure(columns: int) -> None:
    assert page_limit(columns) >= page_limit(columns + 1)
    assert page_limit(columns) <= (60 if columns >= 100 else 60 + 100 - columns)
