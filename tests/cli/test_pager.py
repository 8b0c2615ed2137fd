"""The pager: when a page is shown in one, which one, and that no pager is ever a reason to fail."""

import json
import re
from pathlib import Path

import pytest

from tests.cli.processes import converse

ESCAPE = re.compile(r"\x1b\[[0-9;]*m")
MARKING = "sed s/^/PAGED:/"
SHOW = ("show", "phlebotomist")


def seen(*arguments: str, env: dict[str, str], code: int = 0, lines: int = 24) -> str:
    """What somebody sees at a terminal of so many lines, and no traceback; the program ends with this exit code."""
    shown, ended = converse(arguments, env={"ROLECOMPARE_HOME": "/nonexistent/home", **env}, lines=lines)
    assert ended == code, shown
    assert "Traceback" not in shown
    return shown


def script(path: Path, text: str) -> str:
    path.write_text(f"#!/bin/sh\n{text}\n")
    path.chmod(0o755)
    return str(path)


def test_page_taller_than_the_terminal_is_shown_in_the_pager() -> None:
    plain, paged = seen(*SHOW, env={"PAGER": "cat"}), seen(*SHOW, env={"PAGER": MARKING})
    assert len(plain.splitlines()) > 24
    assert paged == "".join(f"PAGED:{line}\n" for line in plain.splitlines())
    assert ESCAPE.search(paged)


def test_page_that_fits_is_not(tmp_path: Path) -> None:
    page = seen(*SHOW, env={"PAGER": ""})
    count = len(page.splitlines())
    assert seen(*SHOW, env={"PAGER": MARKING}, lines=count + 1) == page
    assert "PAGED:" in seen(*SHOW, env={"PAGER": MARKING}, lines=count)  # the prompt of the shell takes a line as well


def test_lines_wider_than_the_terminal_count_as_several() -> None:
    page = seen(*SHOW, "--width", "140", env={"PAGER": ""})
    assert "PAGED:" in seen(*SHOW, "--width", "140", env={"PAGER": MARKING}, lines=len(page.splitlines()) + 1)


@pytest.mark.parametrize(
    ("arguments", "env"),
    [
        (("--no-pager",), {"PAGER": MARKING}),
        ((), {"ROLECOMPARE_PAGER": "", "PAGER": MARKING}),
        ((), {"ROLECOMPARE_PAGER": "cat", "PAGER": MARKING}),
        ((), {"PAGER": " "}),
        ((), {"PAGER": MARKING, "TERM": "dumb"}),
        (("--json",), {"PAGER": MARKING}),
        (("--format", "csv"), {"PAGER": MARKING}),
        (("--output", "-"), {"PAGER": MARKING}),
        (("--output", "/dev/stdout"), {"PAGER": MARKING}),
    ],
)
def test_pager_can_be_declined(arguments: tuple[str, ...], env: dict[str, str]) -> None:
    shown = seen(*SHOW, *arguments, lines=5, env=env)
    assert "PAGED:" not in shown
    assert len(shown.splitlines()) > 24
    assert "Phlebotomist" in shown


def test_own_variable_comes_before_the_common_one() -> None:
    assert "OWN:" in seen(*SHOW, env={"ROLECOMPARE_PAGER": "sed s/^/OWN:/", "PAGER": MARKING})


@pytest.mark.parametrize("own", [{}, {"LESS": "-i", "LV": "-z"}])
def test_pager_is_less_unless_another_is_chosen(tmp_path: Path, own: dict[str, str]) -> None:
    script(tmp_path / "less", 'cat > /dev/null; echo "less=$LESS charset=$LESSCHARSET lv=$LV"')
    shown = seen(*SHOW, env={"PATH": f"{tmp_path}:/usr/bin:/bin", **own})
    assert shown == f"less={own.get('LESS', 'FRX')} charset=utf-8 lv={own.get('LV', '-c')}\n"


@pytest.mark.parametrize("missing", ["no-such-pager", "no-such-pager --quiet", "/dev/null"])
def test_page_is_printed_where_the_pager_is_missing(missing: str) -> None:
    assert seen(*SHOW, env={"PAGER": missing}).endswith(seen(*SHOW, env={"PAGER": "cat"}))


@pytest.mark.parametrize("pager", ["true", "false", "head -1", "kill -9 $$"])
def test_pager_that_ends_early_is_no_error(pager: str) -> None:
    assert len(seen("diff", env={"PAGER": pager}).splitlines()) <= 1


def test_interrupt_is_left_to_the_pager(tmp_path: Path) -> None:
    pager = script(
        tmp_path / "pager",
        "trap 'echo interrupted' INT\ncat > /dev/null\necho ready\nread key < /dev/tty\necho left\nexit 3",
    )
    # The key may come before the script waits for a line, which then has to be typed.
    keys = [("ready", "\x03"), ("interrupted", "\n")]
    shown, code = converse(SHOW, keys, env={"ROLECOMPARE_HOME": "/nonexistent", "PAGER": pager})
    assert shown.replace("^C", "").split() == ["ready", "interrupted", "left"]
    assert code == 0


def test_exit_code_stays_that_of_the_program(tmp_path: Path) -> None:
    path = tmp_path / "bad.json"
    path.write_text(json.dumps({"roles": [{}] * 5}))
    for pager in (MARKING, "true", "exit 9"):
        shown = seen("data", "check", str(path), code=1, lines=5, env={"PAGER": pager})
        assert ("PAGED:" in shown) == (pager == MARKING)
