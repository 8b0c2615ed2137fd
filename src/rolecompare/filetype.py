"""Recognize a file by its first bytes, to say what it is to somebody who gave another file than was wanted."""

import re

ZIP_START = b"PK\x03\x04"
EMPTY_ZIP_START = b"PK\x05\x06"  # a zip without members begins with the end of its directory
OLE_START = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
OLE_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")

EMPTY = "an empty file"
ZIP = "a zip"
TEXT = "a text file"
UTF_16 = "text in UTF-16"
JSON = "a JSON file"
POINTER = "a pointer of Git LFS or git-annex, which only stands for the file"
DATASET = "a rolecompare dataset"
ENCRYPTED_WORKBOOK = "an encrypted workbook"
OLD_WORKBOOK = "an old workbook (.xls), or an encrypted one"

# The offset in the file, the bytes there, and what such a file is.
SIGNATURES: tuple[tuple[int, bytes, str], ...] = (
    (0, ZIP_START, ZIP),
    (0, EMPTY_ZIP_START, ZIP),
    (0, b"%PDF-", "a PDF document"),
    (0, b"7z\xbc\xaf\x27\x1c", "a 7z archive"),
    (0, b"Rar!\x1a\x07", "a RAR archive"),
    (0, b"\x1f\x8b", "a gzip archive"),
    (257, b"ustar", "a tar archive"),
    (0, b"SQLite format 3\x00", "an SQLite database"),
    (0, b"PGDMP", "a PostgreSQL dump"),
    (0, b"version https://git-lfs.github.com/", POINTER),
    (0, b"/annex/objects/", POINTER),
    (0, b"\x89PNG\r\n\x1a\n", "an image"),
    (0, b"\xff\xd8\xff", "an image"),
    (0, b"GIF8", "an image"),
    (0, b"\xff\xfe", UTF_16),
    (0, b"\xfe\xff", UTF_16),
)
WEB_PAGE = re.compile(rb"(?:\xef\xbb\xbf)?\s*<(?:!doctype\s+html|html|head|body|!--)", re.IGNORECASE)
XML = re.compile(rb"(?:\xef\xbb\xbf)?\s*<(?:\?xml|[a-z])", re.IGNORECASE)
DATASET_SCHEMA = re.compile(rb'"schema"\s*:\s*"rolecompare/dataset/')

REMEDIES = {
    ENCRYPTED_WORKBOOK: "Open it in a spreadsheet program and save it as .xlsx, without a password.",
    OLD_WORKBOOK: "Open it in a spreadsheet program and save it as .xlsx, without a password.",
    UTF_16: "Save it as UTF-8.",
    DATASET: "It does not need an import: use it with --data.",
    TEXT: "Give the zip or the folder that it came in.",
    POINTER: "Get the file itself with `git lfs pull` or `git annex get`, or download it from the publisher.",
}


def guess_filetype(start: bytes) -> str:
    """Return what a file is by its first bytes (a kilobyte is enough), worded to follow “it looks like”."""
    if not start:
        return EMPTY
    for offset, signature, kind in SIGNATURES:
        if start.startswith(signature, offset):
            return kind
    if start.startswith(OLE_START):
        return ENCRYPTED_WORKBOOK if OLE_ENCRYPTED in start else OLD_WORKBOOK
    if WEB_PAGE.match(start):
        return "a web page"
    if b"\x00" in start.partition(b"\n")[0]:  # further down it may be a single stray character
        return "binary data"
    if start.lstrip()[:1] in (b"{", b"["):
        return DATASET if DATASET_SCHEMA.search(start) else JSON
    return "an XML document" if XML.match(start) else TEXT


def remedy_for(kind: str) -> str:
    """Return what to do with a file of that kind, as `guess_filetype` names it."""
    if kind.endswith(" archive"):
        return "Unpack it, and give what is in it."
    return REMEDIES.get(kind, "Download the zip of tables or the workbook (.xlsx), and give that.")
