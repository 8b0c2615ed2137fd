"""Datasets and answers that are piped in: `-` is standard input wherever a file is read."""

import json
import subprocess
import sys
from typing import Any

import pytest

from tests import make

HELPERS = make.dataset([make.role("helper", None, duties=[make.duty("Help")]), make.role("cook", None)])
DATASET = json.dumps(HELPERS)
ANSWERS = '{"answers": {"like": "care"}}'


def piped(text: str, *arguments: str, code: int = 0) -> str:
    """Return standard output of a run that reads the text, or standard error of a refusal."""
    done = subprocess.run(
        [sys.executable, "-m", "rolecompare", *arguments],
        input=text,
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert done.returncode == code, done.stderr
    return done.stdout if code in (0, 1) else done.stderr


def answer(text: str, *arguments: str) -> Any:
    return json.loads(piped(text, *arguments, "--json"))


def test_dataset_is_read_from_standard_input() -> None:
    assert [role["id"] for role in answer(DATASET, "list", "--data", "-")["roles"]] == ["helper", "cook"]


def test_answers_are_read_from_standard_input() -> None:
    assert answer(ANSWERS, "fit", "--answers", "-")["answers"] == {"like": "care"}


def test_answers_of_one_run_are_those_of_the_next() -> None:
    once = piped(ANSWERS, "fit", "--answers", "-", "--json")
    again = json.dumps({name: json.loads(once)[name] for name in ("answers", "weights")})
    assert piped(again, "fit", "--answers", "-", "--json") == once


def test_dataset_is_checked_from_standard_input() -> None:
    assert piped(DATASET, "data", "check", "-") == "standard input: no problems\n"
    assert piped("{", "data", "check", "-", code=1).startswith("Path")


def test_invalid_input_is_called_standard_input() -> None:
    assert "standard input is not a valid dataset" in piped("{}", "list", "--data", "-", code=5)
    assert "standard input has no usable answers" in piped("[]", "fit", "--answers", "-", code=5)


def test_input_that_is_too_long_is_refused() -> None:
    assert "standard input: larger than 64 kB" in piped(" " * 70_000, "fit", "--answers", "-", code=6)


def test_two_files_cannot_both_be_standard_input() -> None:
    assert "both read standard input" in piped(ANSWERS, "fit", "--answers", "-", "--data", "-", code=2)


@pytest.mark.skipif(sys.platform == "win32", reason="a shell closes the stream")
def test_closed_input_is_refused() -> None:
    command = f"{sys.executable} -m rolecompare list --data - <&-"
    done = subprocess.run(["bash", "-c", command], capture_output=True, encoding="utf-8", check=False)
    assert (done.returncode, done.stdout) == (6, "")
    assert "standard input: it is closed." in done.stderr
