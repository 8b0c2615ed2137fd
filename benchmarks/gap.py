"""How many licensed goals a move flags, and how many unlicensed ones. Prints; never fails.

    python benchmarks/gap.py moves.csv

The file has three columns: the codes of the start and of the goal, and `yes` where the goal needs a license or a state
certificate in nearly all states. A store with the official O*NET database has to be imported. A goal is flagged where
an obstacle of the move is a credential or what O*NET says of a license. All goals of the store are flagged or not as
well: `--list` prints those with what flags them.
"""

import argparse
import csv
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from rolecompare import paths
from rolecompare.dataset import loader
from rolecompare.dataset.repository import Repository
from rolecompare.gap.analysis import analyze_gap
from rolecompare.gap.license_evidence import find_license_evidence, rating_in_words
from rolecompare.gap.obstacles import REQUIREMENTS
from rolecompare.models.roles import Rating, Role
from rolecompare.store.reader import Store

FLAGS = {*REQUIREMENTS, "license-evidence"}


def flags(repository: Repository, start: str, goal: str) -> list[str]:
    """Return the obstacles of a move that are credentials, or what O*NET says of a license."""
    one, other = repository.find_all([start, goal])
    (move,) = analyze_gap(one, other, repository.reference_data).moves
    return [result.text for result in move.obstacles if result.name in FLAGS]


def evidence(role: Role) -> Iterator[str]:
    """Yield what O*NET says of a license for a role."""
    row = find_license_evidence(role, role).row
    for item in row.cells[1].items if row is not None else ():
        yield f"rated {rating_in_words(item)}" if isinstance(item, Rating) else getattr(item, "text", "")


def main() -> None:
    """Print each move of the file, and how many licensed and unlicensed goals are flagged."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("moves", type=Path)
    parser.add_argument("--list", action="store_true", help="print every job of the store that is flagged")
    options = parser.parse_args()
    repository = Repository(loader.load_dataset(None), Store(paths.data_home()), built_in=True)
    counts: Counter[tuple[str, bool]] = Counter()
    with options.moves.open(encoding="utf-8", newline="") as file:
        for start, goal, licensed in list(csv.reader(file))[1:]:
            found = flags(repository, start, goal)
            counts[licensed, bool(found)] += 1
            right = "  " if (licensed == "yes") is bool(found) else "✗ "
            print(f"{right}{start} → {goal}  licensed: {licensed:3}  {'; '.join(found) or 'not flagged'}")
    for licensed in ("yes", "no"):
        flagged = counts[licensed, True]
        print(f"licensed {licensed}: flagged {flagged} of {flagged + counts[licensed, False]}")
    if options.list:
        for heading in repository.headings():
            if heading.codes.onet_soc and (said := list(evidence(repository.load(heading).role))):
                print(f"{heading.codes.onet_soc}  {heading.title}: {'; '.join(said)}")


if __name__ == "__main__":
    main()
