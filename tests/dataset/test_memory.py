"""Files that are made to use up memory are refused in bounded memory and time."""

import subprocess
import sys
from collections.abc import Callable
from itertools import count
from pathlib import Path

import pytest

from rolecompare.dataset import json_reader
from rolecompare.dataset.loader import MAX_FILE_SIZE
from rolecompare.dataset.validation import find_problems

MEGABYTE = 1024 * 1024
MAX_MEMORY, MAX_SECONDS = 400, 10  # in MB and in seconds of processor time
# The peak of a process that another one started counts from its own start only in this file of Linux.
STATUS = Path("/proc/self/status")
CHECK = """
import sys, time
from rolecompare.dataset.loader import read_file
from rolecompare.dataset.validation import find_problems
assert find_problems(read_file(sys.argv[1]))
(peak,) = [line.split()[1] for line in open("/proc/self/status") if line.startswith("VmHWM")]
print(int(peak) // 1024, time.process_time())
"""


def repeated(start: bytes, item: bytes, end: bytes) -> Callable[[int], bytes]:
    """Return a function that makes a file of a size from a list of equal items."""
    return lambda size: start + b",".join([item] * ((size - len(start + end)) // (len(item) + 1))) + end


def distinct_keys(size: int) -> bytes:
    """Return an object of a size in which every key is another."""
    pairs: list[bytes] = []
    used = 2
    for number in count():
        pair = b'"%d":1' % number
        used += len(pair) + 1
        if used > size:
            return b"{" + b",".join(pairs) + b"}"
        pairs.append(pair)
    raise AssertionError


SHAPES: dict[str, Callable[[int], bytes]] = {
    "empty roles": repeated(b'{"roles":[', b"{}", b"]}"),
    "numbers for roles": repeated(b'{"roles":[', b"1", b"]}"),
    "numbers in one role": repeated(b'{"roles":[{"duties":[', b"1", b"]}]}"),
    "repeated keys": repeated(b"{", b'"0":1', b"}"),
    "distinct keys": distinct_keys,
    "lists": repeated(b"[", b"[]", b"]"),
}


@pytest.mark.slow
@pytest.mark.skipif(not STATUS.exists(), reason="the peak of memory is read from /proc")
@pytest.mark.parametrize("shape", SHAPES)
@pytest.mark.parametrize("size", [MAX_FILE_SIZE, 12 * MEGABYTE, 4 * MEGABYTE, 2 * MEGABYTE])
def test_large_file_is_checked_in_bounded_memory_and_time(shape: str, size: int, tmp_path: Path) -> None:
    file = tmp_path / "large.json"
    file.write_bytes(SHAPES[shape](size))
    told = subprocess.run([sys.executable, "-c", CHECK, str(file)], capture_output=True, text=True, check=True)
    memory, seconds = map(float, told.stdout.split())
    assert memory <= MAX_MEMORY
    assert seconds <= MAX_SECONDS


@pytest.mark.parametrize("shape", SHAPES)
def test_file_of_too_much_punctuation_is_refused_before_it_is_read(shape: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(json_reader, "MAX_PUNCTUATION", 1000)
    (problem,) = find_problems(SHAPES[shape](20_000))
    assert problem.message == "more than 1,000 commas, colons and opening brackets"


def test_record_of_too_many_values_is_one_problem(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("rolecompare.dataset.validation.MAX_RECORD_VALUES", 1000)
    messages = {problem.path: problem.message for problem in find_problems(SHAPES["numbers in one role"](20_000))}
    assert messages["roles[0]"] == "more than 1,000 values"
