"""The slowest pair of bundled roles in each format, as a process, against what it cannot avoid. Prints; never fails.

    python benchmarks/pairs.py [--runs 15]

Every pair is made once in this process to find the slowest; that one then takes turns with the imports alone.
"""

import argparse
import statistics
import sys
import time
from itertools import combinations

from startup import IMPORTS, PROGRAM, run

from rolecompare.comparison.compare import compare
from rolecompare.dataset import loader
from rolecompare.dataset.repository import Repository
from rolecompare.output import formats
from rolecompare.output.formats import EVERYTHING, Canvas

FLOORS = {
    "table": "typer + rich + model",
    "markdown": "typer + model",
    "csv": "typer + model",
    "json": "typer + model",
}
BOUND = 1.6


def written(pair: tuple[str, str], form: str) -> float:
    """Seconds that a pair takes in this process, from the file to the text."""
    start = time.perf_counter()
    catalog = Repository(loader.load_dataset(None))
    comparison = compare(catalog.find_all(pair), catalog.reference_data)
    if form == "json":
        formats.render(comparison, "json", Canvas())
    else:
        formats.render(comparison, form, Canvas(), EVERYTHING)
    return time.perf_counter() - start


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--runs", type=int, default=15, help="counted runs of each command")
    runs = parser.parse_args().runs
    pairs = list(combinations([heading.id for heading in loader.load_dataset(None).headings], 2))
    print(f"{len(pairs)} pairs, Python {sys.version.split()[0]}\n")
    for form, floor in FLOORS.items():
        taken = {pair: written(pair, form) for pair in pairs}
        slowest = max(taken, key=lambda pair: taken[pair])
        inside = (
            f"inside: median {statistics.median(taken.values()) * 1000:.1f} ms, most {taken[slowest] * 1000:.1f} ms"
        )
        command = (PROGRAM, "diff", *slowest, "--format", form)
        milliseconds: dict[str, list[float]] = {floor: [], "diff": []}
        for number in range(runs + 1):
            for name, line in ((floor, (sys.executable, "-c", IMPORTS[floor])), ("diff", command)):
                spent = run(line, {})
                if number:
                    milliseconds[name].append(spent.milliseconds)
        ratio = statistics.median(milliseconds["diff"]) / statistics.median(milliseconds[floor])
        verdict = "within" if ratio <= BOUND else "OVER"
        print(f"{form:9}{inside}; diff {' '.join(slowest)}: {ratio:.2f} × ({floor}), {verdict} {BOUND}")


if __name__ == "__main__":
    main()
