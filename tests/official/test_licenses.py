"""Read what O*NET says of licenses over all its occupations: no hit that nobody read, and few without a law."""

import lzma
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from xml.etree import ElementTree

import pytest

from rolecompare.dataset import loader
from rolecompare.dataset.repository import Repository
from rolecompare.gap.license_evidence import find_license_evidence
from rolecompare.models.roles import Item, Rating
from rolecompare.store.reader import Store
from tests.official.files import FOLDER

pytestmark = pytest.mark.official
HANDBOOK = FOLDER / "ooh" / "xml-compilation_layout.xml.xz"
# Each was read: the sentence or the task says that those who do this work need a license or certification.
BY_WORDS = {
    *("29-1151.00", "29-1171.00", "37-3012.00", "43-5031.00", "47-2111.00", "47-4041.00", "53-2011.00", "53-2012.00"),
    *("53-3011.00", "53-3032.00", "53-5011.00", "53-5021.00"),
}
LICENSE = re.compile(r"licens|state-issued|state certif|must be certified|\bFAA\b|Coast Guard|USCG", re.IGNORECASE)


@pytest.fixture(scope="module")
def evidence(onet_home: Path) -> Iterator[dict[str, list[Item]]]:
    """What O*NET says of each occupation of which it says something, by its code."""
    store = Store(str(onet_home))
    repository = Repository(loader.load_dataset(None), store, built_in=True)
    found = {}
    for heading in repository.headings():
        if heading.codes.onet_soc is not None:
            role = repository.load(heading).role
            row = find_license_evidence(role, role).row
            if row is not None:
                found[heading.codes.onet_soc] = [*row.cells[1].items]
    yield found
    store.close()


def codes_with(evidence: dict[str, list[Item]], words: str) -> set[str]:
    return {code for code, items in evidence.items() if any(re.search(words, getattr(i, "text", "")) for i in items)}


def test_sentences_that_require_a_credential_are_the_ones_that_were_read(evidence: dict[str, list[Item]]) -> None:
    assert codes_with(evidence, "description says|lists the task") == BY_WORDS


def test_ratings_that_count_are_at_least_very_important(evidence: dict[str, list[Item]]) -> None:
    ratings = [item for items in evidence.values() for item in items if isinstance(item, Rating)]
    assert len(ratings) == 85
    assert min(rating.importance.value for rating in ratings if rating.importance) == 4.0


@cache
def handbook() -> dict[str, str]:
    """Return what the Handbook says of how to enter an occupation, by its SOC code."""
    tree = ElementTree.fromstring(lzma.decompress(HANDBOOK.read_bytes()))
    pages = {}
    for occupation in tree.findall("occupation"):
        text = occupation.findtext("how_to_become_one/section_body") or ""
        for code in occupation.findall("soc_coverage/soc_code"):
            pages[code.text or ""] = text
    return pages


@pytest.mark.skipif(not HANDBOOK.exists(), reason="the Handbook is not at hand")
def test_nearly_all_that_is_found_is_licensed_by_the_handbook(evidence: dict[str, list[Item]]) -> None:
    asked = [code for code in evidence if code[:7] in handbook()]
    licensed = [code for code in asked if LICENSE.search(handbook()[code[:7]])]
    assert len(asked) > 80
    assert len(licensed) / len(asked) >= 0.95
