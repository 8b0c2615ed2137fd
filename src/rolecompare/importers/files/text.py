"""Read the lines of a UTF-8 text in bounded memory, and find the lines that cannot be read."""

from collections.abc import Iterator
from typing import NamedTuple

from rolecompare.filetype import TEXT, guess_filetype, remedy_for
from rolecompare.importers.base import FileRefusedError
from rolecompare.importers.files.archive import BLOCK_BYTES, DOWNLOAD_AGAIN, SourceFile, read_blocks

# The longest line of an official table has some 5 kB.
MAX_LINE_BYTES = 1024 * 1024
# A header is shorter than this, and a header is read in no smaller blocks.
START_BYTES = 8 * 1024
BYTE_ORDER_MARK = b"\xef\xbb\xbf"


class Lines(NamedTuple):
    """Complete lines, the number of the first, and whether some of them may be unreadable."""

    first: int
    lines: list[str]
    suspicious: bool


def read_lines(file: SourceFile, size: int = BLOCK_BYTES) -> Iterator[Lines]:
    """Yield the lines of a text, some thousands at a time.

    A line feed ends a line. In a text whose beginning has none, a carriage return does, as Excel for Mac saves it.
    """
    number, rest, at_start, ends_in_returns = 1, b"", True, False
    for block in read_blocks(file, size):
        if at_start:
            block, at_start = _checked_start(file, block), False
            ends_in_returns = b"\n" not in block[:START_BYTES] and b"\r" in block[:START_BYTES]
        if ends_in_returns:
            block = block.replace(b"\r", b"\n")
        complete, end, after = block.rpartition(b"\n")
        first = rest + (complete if end else after).partition(b"\n")[0]
        if len(first) > MAX_LINE_BYTES:
            raise FileRefusedError(file.place, f"line {number} of it is longer than 1 MB", DOWNLOAD_AGAIN)
        if not end:
            rest = first
            continue
        found = _decode(number, rest + complete + end)
        yield found
        number, rest = number + len(found.lines), after
    if rest:
        yield _decode(number, rest + b"\n")


def _checked_start(file: SourceFile, block: bytes) -> bytes:
    kind = guess_filetype(block[:1024])
    if kind != TEXT:
        raise FileRefusedError(file.place, f"it isn't a table; it looks like {kind}", remedy_for(kind))
    return block.removeprefix(BYTE_ORDER_MARK)


def _decode(number: int, content: bytes) -> Lines:
    try:
        text, suspicious = content.decode("utf-8"), b"\x00" in content
    except UnicodeDecodeError:
        text, suspicious = content.decode("utf-8", errors="surrogateescape"), True
    if "\r" in text:
        text = text.replace("\r\n", "\n")
    return Lines(number, text[:-1].split("\n"), suspicious)


def decoding_problem(text: str) -> str:
    """Return what is wrong with a suspicious line, or an empty string."""
    if "\x00" in text:
        return "it contains a NUL character"
    return "it is not UTF-8" if any("\ud800" <= character <= "\udfff" for character in text) else ""
