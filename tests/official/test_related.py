"""Check the ranking of similar roles against the related occupations that O*NET itself lists."""

from collections.abc import Sequence

import pytest

from rolecompare.importers.files.table import open_package
from rolecompare.importers.onet.release import OnetImport
from rolecompare.similarity.precompute import LIMIT, SimilarityBuilder
from tests.official.files import ONET

pytestmark = pytest.mark.official


def share(truth: set[str], found: Sequence[str]) -> float:
    return len(truth & set(found)) / len(truth)


def test_ranking_finds_the_related_occupations_of_onet() -> None:
    """Find more of them than knowledge alone (.31, .38, .47) or the words of tasks alone (.41, .48, .53)."""
    with open_package(str(ONET)) as package:
        release = OnetImport(package)
        builder = SimilarityBuilder(release.activities())
        roles = {role["codes"]["onet_soc"]: role for role in builder.collect(release.roles())}
    near: dict[str, dict[int, str]] = {code: {} for code in roles}
    for each in builder.rank():
        near[each.role][each.place] = each.other
    rated = {code for code, role in roles.items() if any(rating["kind"] == "knowledge" for rating in role["ratings"])}
    asked = [code for code in sorted(rated) if roles[code]["related"]]
    found = []
    for code in asked:
        tiers = {related["code"]: related["tier"] for related in roles[code]["related"]}
        first = [near[code][place] for place in range(1, 21)]
        found.append(
            (
                share({other for other, tier in tiers.items() if tier == "Primary-Short"}, first[:5]),
                share({other for other, tier in tiers.items() if tier != "Supplemental"}, first[:10]),
                share(set(tiers), first),
            )
        )
        # What is listed has a place, unless the two have nothing in common.
        assert set(range(1, LIMIT + 1)) <= near[code].keys()
    assert len(asked) == 879
    precision, primary, all_tiers = (sum(column) / len(asked) for column in zip(*found, strict=True))
    assert precision >= 0.57
    assert primary >= 0.59
    assert all_tiers >= 0.62
    listed = {(code, related["code"]) for code in roles for related in roles[code]["related"]}
    placed = {(code, other) for code, places in near.items() for other in places.values()}
    assert len(listed & placed) / len(listed) > 0.999
