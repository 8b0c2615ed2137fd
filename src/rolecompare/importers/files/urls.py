"""The pages where publishers offer their downloads and, where programs may fetch them, the addresses of the files."""

import re
from typing import NamedTuple

from rolecompare.errors import UsageError

PAGES = {
    "onet": "https://www.onetcenter.org/database.html",
    "oews": "https://www.bls.gov/oes/tables.htm",
    "projections": "https://www.bls.gov/emp/tables.htm",
}
NEWEST_ONET_RELEASE = "31.0"
ONET_FILES = "https://www.onetcenter.org/dl_files/database/"
FIRST_RELEASE_IN_CSV = (30, 3)
RELEASE = re.compile(r"[1-9]\d\.\d", re.ASCII)
# https, or http on this computer. The answer shows the address, so it must not hold a password.
FOLDER = re.compile(
    r"(?:https://[^\s/?#@:\[\]]+|http://(?:localhost|127\.0\.0\.1))(?::\d{1,5})?(?:/[^\s?#]*)?", re.ASCII
)


class DownloadOffer(NamedTuple):
    """A file that can be downloaded from an address; `page` is where a person finds it."""

    name: str
    address: str
    page: str

    @property
    def manual_steps(self) -> str:
        """Say how to get the file without this program."""
        return f"Download {self.name} in a browser from {self.page}, then import that file."

    @property
    def manual_steps_inline(self) -> str:
        """The same, to stand in the middle of a sentence."""
        return self.manual_steps[:1].lower() + self.manual_steps[1:]


def check_release(release: str) -> None:
    """Raise UsageError unless the text is the number of an O*NET release."""
    if not RELEASE.fullmatch(release):
        raise UsageError(f"“{release}” isn't an O*NET release. Releases look like {NEWEST_ONET_RELEASE} or 29.3.")


def onet_offer(release: str | None = None, mirror: str | None = None) -> DownloadOffer:
    """Return an O*NET release (default: the newest), offered by the publisher or by the folder of a mirror.

    Releases from 30.3 on are offered as csv, which names its columns in full; earlier ones as text.
    Raises UsageError for a release or a mirror that cannot be.
    """
    release, folder = release or NEWEST_ONET_RELEASE, mirror or ONET_FILES
    check_release(release)
    if not FOLDER.fullmatch(folder):
        raise UsageError(f"ROLECOMPARE_ONET_URL: “{folder}” isn't an https:// folder, such as {ONET_FILES}.")
    file_format = "csv" if tuple(map(int, release.split("."))) >= FIRST_RELEASE_IN_CSV else "text"
    name = f"db_{release.replace('.', '_')}_{file_format}.zip"
    return DownloadOffer(name, f"{folder.rstrip('/')}/{name}", PAGES["onet"])
