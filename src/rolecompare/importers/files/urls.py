"""Where each publisher offers its downloads: a page for people and, where programs are let in, an address for them."""

import re
from typing import NamedTuple

from rolecompare.errors import UsageError

PAGES = {
    "onet": "https://www.onetcenter.org/database.html",
    "oews": "https://www.bls.gov/oes/tables.htm",
    "projections": "https://www.bls.gov/emp/tables.htm",
}
NEWEST = "31.0"
FILES = "https://www.onetcenter.org/dl_files/database/"
FIRST_IN_CSV = (30, 3)
RELEASE = re.compile(r"[1-9]\d\.\d")
# The address is shown with the answer: a password in it would be, too.
FOLDER = re.compile(r"https?://[^\s/?#@]+(?:/[^\s?#]*)?", re.ASCII)


class Offer(NamedTuple):
    """A file at an address; `page` is where a person gets it."""

    name: str
    address: str
    page: str

    @property
    def by_hand(self) -> str:
        """What to do where the address does not give the file."""
        return f"Download it by hand from {self.page}, and import the file."


def onet(release: str | None = None, mirror: str | None = None) -> Offer:
    """An O*NET release, the newest if none is named, from the publisher or from the folder of a mirror.

    Each release has been offered as text, and from 30.3 on as csv as well, which names its columns in full.
    """
    release, folder = release or NEWEST, mirror or FILES
    if not RELEASE.fullmatch(release):
        raise UsageError(f"“{release}” is no release of O*NET; they are called {NEWEST} or 29.3.")
    if not FOLDER.fullmatch(folder):
        raise UsageError(
            f"ROLECOMPARE_ONET_URL: “{folder}” is no address of a mirror; it is one of a folder, as is {FILES}."
        )
    form = "csv" if tuple(map(int, release.split("."))) >= FIRST_IN_CSV else "text"
    name = f"db_{release.replace('.', '_')}_{form}.zip"
    return Offer(name, f"{folder.rstrip('/')}/{name}", PAGES["onet"])
