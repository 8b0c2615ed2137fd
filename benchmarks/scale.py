"""Measure how the time of commands grows with the number of roles in the store. It prints ratios and never fails.

    python benchmarks/scale.py [--runs 15] [--sizes 1000 10000 100000] [--store FOLDER]

Each run is a process. Sizes take turns, so that a machine that slows down slows all of them. It prints medians, and the
ratio of the largest store to the smallest. Some comparisons of bundled roles run without a store and with one: that of
FOLDER, or else the smallest invented one.
"""

import argparse
import statistics
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from startup import PROGRAM, run

from rolecompare.search.index import Entry, build
from rolecompare.store.writer import write_store

LINEAR = 0.0


class Timed(NamedTuple):
    """A command, the bound of its ratio, and its exit code."""

    words: tuple[str, ...]
    bound: float = 1.1
    code: int = 0
    environment: tuple[tuple[str, str], ...] = ()


COMPLETED = (("_ROLECOMPARE_COMPLETE", "complete_bash"), ("COMP_WORDS", "rolecompare show made"), ("COMP_CWORD", "2"))
COMMANDS = {
    "show": Timed(("show", "made-up-occupation-500")),
    "diff": Timed(("diff", "made-up-occupation-500", "made-up-occupation-700")),
    "completion": Timed((), environment=COMPLETED),
    "find": Timed(("find", "occupation 500"), 3.0),
    "show, an unknown name": Timed(("show", "mad-up ocupation 500"), 3.0, 3),
    "show, an ambiguous name": Timed(("show", "worker"), 1.1, 4),
    "list": Timed(("list",), LINEAR),
    "list --search": Timed(("list", "--search", "number 77"), LINEAR),
    "list --json": Timed(("list", "--json"), LINEAR),
    "table --json": Timed(("table", "--json"), LINEAR),
}
WITH_STORE = {
    "diff of the default pair": Timed(("diff",), 1.15),
    "diff of two roles": Timed(("diff", "medical-assistant", "phlebotomist"), 1.15),
    "the default pair, --json": Timed(("diff", "--json"), 1.5),
}
CITED = [{"source": "made-up", "place": "here"}]


def invented(count: int) -> Iterator[dict[str, Any]]:
    for number in range(count):
        estimate = {"value": 3.5, "n": 8, "lower": 3.1, "upper": 3.9, "period": "2025-05"}
        yield {
            "title": f"Made-up Occupation {number}",
            "summary": {"text": f"Does the work of number {number}.", "citations": CITED},
            "other_titles": ["Worker", *(f"Worker {number}-{other}" for other in range(9))],
            "codes": {"soc": f"99-{number % 10000:04}", "onet_soc": f"99-{number:06}.00"},
            "duties": [{"text": f"Do part {part} of {number}", "citations": CITED} for part in range(10)],
            "ratings": [
                {
                    "element": f"2.A.1.{n}",
                    "name": f"Skill {n}",
                    "kind": "skill",
                    "importance": estimate,
                    "citations": CITED,
                }
                for n in range(10)
            ],
        }


def filled(home: Path, count: int) -> None:
    source = {"id": "made-up", "title": "Made up", "publisher": "Nobody", "edition": "1", "license": "none"}
    with write_store(str(home)) as draft:
        draft.put_source({**source, "kind": "official-database"})
        draft.put_roles(invented(count))
        build(draft.connection, (Entry(*text) for text in draft.search_texts()))


def medians(timed: Timed, homes: Sequence[Path], runs: int) -> list[float]:
    """Return the median time of a command with each store, in milliseconds."""
    seconds: list[list[float]] = [[] for _ in homes]
    for number in range(runs + 1):
        for home, taken in zip(homes, seconds, strict=True):
            environment = {"ROLECOMPARE_HOME": str(home), **dict(timed.environment)}
            spent = run((PROGRAM, *timed.words), environment, timed.code)
            if number:  # the first round only warms up
                taken.append(spent.milliseconds)
    return [statistics.median(taken) for taken in seconds]


def format_line(name: str, found: Sequence[float], bound: float) -> str:
    ratio = found[-1] / found[0]
    each = "".join(f"{median:10.1f}" for median in found)
    return f"{name:26}{each}   {ratio:.2f} ×, {'within' if ratio <= bound else 'OVER'} {bound:g}"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--runs", type=int, default=15, help="counted runs of each command")
    parser.add_argument("--sizes", type=int, nargs="+", default=[1_000, 10_000, 100_000], help="roles in each store")
    parser.add_argument("--store", type=Path, help="the folder of a store with an import")
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        homes = [Path(name) / str(size) for size in asked.sizes]
        for home, size in zip(homes, asked.sizes, strict=True):
            filled(home, size)
        print(f"medians of {asked.runs} runs in turn, ms; roles in the store:")
        print(f"{'':26}{''.join(f'{size:10,}' for size in asked.sizes)}")
        for command, timed in COMMANDS.items():
            found = medians(timed, homes, asked.runs if timed.bound else 3)
            print(format_line(command, found, timed.bound or asked.sizes[-1] / asked.sizes[0]), flush=True)
        print(f"\n{'':26}{'without':>10}{'with':>10}")
        pair = [Path(name) / "none", asked.store or homes[0]]
        for command, timed in WITH_STORE.items():
            print(format_line(command, medians(timed, pair, asked.runs), timed.bound), flush=True)


if __name__ == "__main__":
    main()
