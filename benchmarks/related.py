"""How well roles near to each other are found, against O*NET's own list of related occupations. Prints; never fails.

    python benchmarks/related.py [--download db_29_3_text.zip]

Asked are the occupations that have an official list and ratings of knowledge (879 in 29.3); candidates are all
occupations but the one asked (1,015). P@5 is how many of our first five stand under Primary-Short (five each), R@10 how
much of the primary tiers (ten) our first ten hold, R@20 how much of the whole list (twenty) our first twenty hold.

Nothing is fitted to the list. That the one weight chosen by hand was not either is shown by turning every weight: each
ingredient alone, each left out, each counted twice and half, and what else could have been added. So that the list does
not choose for itself, the same is measured for two halves of the occupations, drawn by their codes.
"""

import argparse
import time
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from rolecompare.importers.files.table import open_package
from rolecompare.importers.onet.release import OnetImport
from rolecompare.measures import level_rank
from rolecompare.similarity import ranking
from rolecompare.similarity.precompute import kinds_of_work

DOWNLOAD = Path(__file__).parents[2] / "shared" / "data" / "onet" / "db_29_3_text.zip"
TARGETS = (0.50, 0.56, 0.60)
SECONDS = 5.0
OURS = {"duties": 1.0, "titles": 1.0, "knowledge": ranking.RATING_WEIGHT, "interests": ranking.RATING_WEIGHT}

Plain = dict[str, Any]
Row = Callable[[int], Sequence[float]]


class Database(NamedTuple):
    """Occupations in the order of their codes, with the table of each ingredient, and who is asked."""

    roles: list[Plain]
    tables: dict[str, Row]
    asked: list[int]
    seconds: float


def read(path: Path) -> tuple[list[Plain], list[Plain]]:
    with open_package(str(path)) as package:
        release = OnetImport(package)
        roles = sorted(release.roles(), key=lambda role: str(role["codes"]["onet_soc"]))
        return roles, release.activities()


def database(roles: list[Plain], activities: list[Plain]) -> Database:
    start = time.process_time()
    words: dict[str, list[str]] = {}
    features = [ranking.extract_features(role["codes"]["onet_soc"], role, words) for role in roles]
    for _ in ranking.rank_all(features, 30):
        pass
    seconds = time.process_time() - start
    vectors = ranking._vectors(features)
    names = ("duties", "titles", "knowledge", "interests")
    kinds = (ranking._sparse_cosines, ranking._sparse_cosines, ranking._dense_cosines, ranking._dense_cosines)
    tables: dict[str, Row] = {
        name: table(each).__getitem__ for name, table, each in zip(names, kinds, vectors, strict=True)
    }
    tables |= others(roles, activities)
    asked = [number for number, role in enumerate(roles) if role["related"] and features[number].knowledge]
    return Database(roles, tables, asked, seconds)


def others(roles: list[Plain], activities: list[Plain]) -> dict[str, Row]:
    """What our ranking goes without."""
    broader = {activity["id"]: activity.get("broader") for activity in activities}
    detailed = [Counter(kinds_of_work(role["duties"], lambda name: name)) for role in roles]
    intermediate = [Counter(kinds_of_work(role["duties"], broader.get)) for role in roles]
    skills = [ranking._rating_values(role["ratings"], "skill", "importance") for role in roles]
    codes = [str(role["codes"]["onet_soc"]) for role in roles]
    zones = [zone(role) for role in roles]

    def apart(number: int) -> list[float]:
        own_zone = zones[number]
        return [0.0 if own_zone is None or each is None else 1 - abs(own_zone - each) for each in zones]

    return {
        "detailed activities": ranking._sparse_cosines(ranking._text_vectors(detailed)).__getitem__,
        "intermediate activities": ranking._sparse_cosines(ranking._text_vectors(intermediate)).__getitem__,
        "skills": ranking._dense_cosines(ranking._rating_vectors(skills)).__getitem__,
        "job zone": apart,
        "same minor group of SOC": lambda number: [float(code[:4] == codes[number][:4]) for code in codes],
    }


def zone(role: Plain) -> int | None:
    levels = [level["value"] for level in role["training"]["levels"] if "value" in level]
    return level_rank("job_zone", levels[0]) if levels else None


def measured(data: Database, weights: Mapping[str, float], asked: Iterable[int] | None = None) -> tuple[float, ...]:
    """P@5, R@10 and R@20 of the ranking with these weights."""
    sums, count = [0.0, 0.0, 0.0], 0
    for number in data.asked if asked is None else asked:
        rows = [[weight * value for value in data.tables[name](number)] for name, weight in weights.items() if weight]
        scores = [sum(column) for column in zip(*rows, strict=True)]
        order = sorted(range(len(scores)), key=scores.__getitem__, reverse=True)
        top = [str(data.roles[other]["codes"]["onet_soc"]) for other in order if other != number][:20]
        tiers = {related["code"]: related["tier"] for related in data.roles[number]["related"]}
        short = {code for code, tier in tiers.items() if tier == "Primary-Short"}
        primary = {code for code, tier in tiers.items() if tier.startswith("Primary")}
        sums[0] += len(short.intersection(top[:5])) / 5
        sums[1] += len(primary.intersection(top[:10])) / len(primary)
        sums[2] += len(tiers.keys() & set(top)) / len(tiers)
        count += 1
    return tuple(value / count for value in sums)


def print_result(name: str, found: Sequence[float]) -> None:
    verdict = "within" if all(value >= least for value, least in zip(found, TARGETS, strict=True)) else "below"
    print(f"{name:36}P@5 {found[0]:.3f}  R@10 {found[1]:.3f}  R@20 {found[2]:.3f}  {verdict}")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--download", metavar="PATH", type=Path, default=DOWNLOAD, help="an O*NET database as text")
    path = parser.parse_args().download
    if not path.is_file():
        print(f"not measured: {path} is not there; name a download with --download")
        return
    data = database(*read(path))
    least = " / ".join(f"{target:.2f}" for target in TARGETS)
    print(f"{len(data.asked)} of {len(data.roles)} occupations asked; to reach: {least}\n")
    print_result("ours", measured(data, OURS))
    for half in (0, 1):
        asked = [number for number in data.asked if int(data.roles[number]["codes"]["soc"][-1]) % 2 == half]
        print_result(f"  {len(asked)} with {('an even', 'an odd')[half]} code", measured(data, OURS, asked))
    print()
    for name in data.tables:
        print_result(f"{name} alone", measured(data, {name: 1.0}))
    print()
    for name, weight in OURS.items():
        for what, times in (("left out", 0.0), ("half", 0.5), ("twice", 2.0)):
            print_result(f"{name} {what}", measured(data, {**OURS, name: weight * times}))
    print()
    for name, weight in (
        *(("detailed activities", 1.0), ("intermediate activities", 0.5), ("skills", ranking.RATING_WEIGHT)),
        *(("job zone", 0.05), ("same minor group of SOC", 0.1)),
    ):
        print_result(f"with {name}, × {weight:g}", measured(data, {**OURS, name: weight}))
    verdict = "within" if data.seconds <= SECONDS else "OVER"
    print(f"\nworked out for all in {data.seconds:.1f} s of processor time ({verdict} {SECONDS:g})")


if __name__ == "__main__":
    main()
