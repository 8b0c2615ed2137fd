"""The first bytes of a file -> what it seems to be, for somebody who named another file than was meant."""

import re

# What some kinds of file begin with, and how far in. Text comes last: it is what nothing else claims.
BEGINNINGS: tuple[tuple[int, bytes, str], ...] = (
    (0, b"%PDF-", "a PDF document"),
    (0, b"7z\xbc\xaf\x27\x1c", "a 7z archive"),
    (0, b"Rar!\x1a\x07", "a RAR archive"),
    (0, b"\x1f\x8b", "a gzip file"),
    (4, b"1AY&SY", "a bzip2 file"),
    (0, b"\xfd7zXZ\x00", "an xz file"),
    (0, b"\x28\xb5\x2f\xfd", "a Zstandard file"),
    (257, b"ustar", "a tar archive"),
    (0, b"SQLite format 3\x00", "an SQLite database"),
    (0, b"\x89PNG\r\n\x1a\n", "an image"),
    (0, b"\xff\xd8\xff", "an image"),
    (0, b"GIF8", "an image"),
    (8, b"WEBP", "an image"),
    (0, b"II*\x00", "an image"),
    (0, b"MM\x00*", "an image"),
    (0, b"MZ\x90\x00", "a program"),
    (0, b"\x7fELF", "a program"),
    (0, b"\xff\xfe", "text in UTF-16"),
    (0, b"\xfe\xff", "text in UTF-16"),
)
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
ZIP = b"PK\x03\x04"
NO_ZIP = b"PK\x05\x06"  # a zip that holds nothing begins with the end of its directory
PAGE = re.compile(rb"(?:\xef\xbb\xbf)?\s*<(?:!doctype\s+html|html|head|body|!--)", re.IGNORECASE)
DOCUMENT = re.compile(rb"(?:\xef\xbb\xbf)?\s*<(?:\?xml|[a-z])", re.IGNORECASE)
OURS = re.compile(rb'"schema"\s*:\s*"rolecompare/dataset/')
DATASET = "a dataset of rolecompare itself"
TEXT = "a text file"
NOTHING = "empty"


def guess_filetype(start: bytes) -> str:
    """What a file seems to be by its first bytes (a kilobyte will do), as the rest of "it is …"."""
    if not start:
        return NOTHING
    for offset, beginning, kind in BEGINNINGS:
        if start.startswith(beginning, offset):
            return kind
    if start.startswith(OLE):
        return "an encrypted workbook" if ENCRYPTED in start else "an old workbook (.xls), or an encrypted one"
    if start.startswith((ZIP, NO_ZIP)):
        return "a zip"
    if PAGE.match(start):
        return "a web page, not the download"
    # Further down it may be one character gone astray.
    if b"\x00" in start.partition(b"\n")[0]:
        return "no text"
    if start.lstrip()[:1] in (b"{", b"["):
        return DATASET if OURS.search(start) else "a JSON file"
    return "an XML document" if DOCUMENT.match(start) else TEXT


def remedy(kind: str) -> str:
    """What to do about a file that seems to be something else."""
    if "encrypted" in kind:
        return "Open it in a spreadsheet program and save it as .xlsx, without a password."
    if "archive" in kind or kind.endswith(("gzip file", "bzip2 file", "xz file", "Zstandard file")):
        return "Unpack it, and name what is in it."
    if kind == "text in UTF-16":
        return "Save it as UTF-8."
    if kind == DATASET:
        return "It needs no import: name it with --data."
    if kind == TEXT:
        return "Name the zip or the folder that it came in."
    return "Download the zip of tables or the workbook (.xlsx), and name that."
