"""Measure how long each command takes from the shell and how much memory it holds, as ratios to its imports.

    python benchmarks/startup.py [--runs 15] [--parts]

A command cannot be faster than the imports of the libraries that it uses, so those are its floor; the floor of Pydantic
has one model of one field, without which nobody imports it. The commands take turns, so that a machine that slows down
slows all of them, and modules are compiled, as they are after an installation. Times are medians in milliseconds;
memory is the peak of the whole process in mebibytes, as the operating system counts it. `--parts` prints as well where
the time of the imports goes, as `python -X importtime` measures it.

The benchmark prints whether each ratio is within its bound, and never fails: another machine may differ.
"""

import argparse
import os
import statistics
import subprocess
import sys
import time
from collections import defaultdict
from collections.abc import Mapping, Sequence
from pathlib import Path
from types import MappingProxyType
from typing import NamedTuple

PROGRAM = str(Path(sys.executable).parent / "rolecompare")
TYPER = "import typer\n"
RICH = "import rich.console, rich.table\n"
MODEL = "from pydantic import BaseModel\nclass Model(BaseModel):\n    field: int\n"
COMPLETION = {"_ROLECOMPARE_COMPLETE": "complete_bash", "COMP_WORDS": "rolecompare diff med", "COMP_CWORD": "2"}
TWO_ROLES = ("medical-assistant", "phlebotomist")
FIT = ("fit", "--answer", "care=much", "--answer", "pay=60000")
MEMORY_BOUND = 44  # mebibytes of `diff`


class Command(NamedTuple):
    """A command of the program, the imports that are its floor, and how many times as long it may take."""

    arguments: tuple[str, ...]
    floor: str
    bound: float
    environment: Mapping[str, str] = MappingProxyType({})


class Run(NamedTuple):
    milliseconds: float
    mebibytes: float


IMPORTS = {
    "python": "pass",
    "typer": TYPER,
    "typer + model": TYPER + MODEL,
    "typer + rich + model": TYPER + RICH + MODEL,
}
COMMANDS = {
    "--version": Command(("--version",), "typer", 1.15),
    "completion of a role": Command((), "typer", 1.15, COMPLETION),
    "show --json": Command(("show", "medical-assistant", "--json"), "typer + model", 1.6),
    "diff --json": Command(("diff", *TWO_ROLES, "--json"), "typer + model", 1.6),
    "diff": Command(("diff", *TWO_ROLES), "typer + rich + model", 1.6),
    "diff of the default pair": Command(("diff",), "typer + rich + model", 1.6),
    "related": Command(("related", "medical-assistant"), "typer + rich + model", 1.6),
    "gap": Command(("gap", *TWO_ROLES), "typer + rich + model", 1.6),
    "fit": Command(FIT, "typer + rich + model", 1.6),
}


def run(command: Sequence[str], environment: Mapping[str, str], code: int = 0) -> Run:
    """Run a command once and return its time and its peak memory; exit where it does not end with the code."""
    kept = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    start = time.perf_counter()
    child = subprocess.Popen(command, env={**kept, **environment}, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    _, status, used = os.wait4(child.pid, 0)
    elapsed = time.perf_counter() - start
    child.returncode = os.waitstatus_to_exitcode(status)
    if child.returncode != code:
        raise SystemExit(f"{' '.join(command)} ended with {child.returncode}")
    bytes_per_unit = 1 if sys.platform == "darwin" else 1024
    return Run(elapsed * 1000, used.ru_maxrss * bytes_per_unit / 2**20)


def measure(runs: int) -> dict[str, Run]:
    """Return the median time and the peak memory of each floor and each command, by name."""
    jobs: dict[str, tuple[tuple[str, ...], Mapping[str, str]]] = {
        name: ((sys.executable, "-c", code), {}) for name, code in IMPORTS.items()
    }
    jobs |= {name: ((PROGRAM, *command.arguments), command.environment) for name, command in COMMANDS.items()}
    measured: dict[str, list[Run]] = defaultdict(list)
    for number in range(runs + 1):
        for name, job in jobs.items():
            result = run(*job)
            if number:  # the first round compiles modules and fills the caches
                measured[name].append(result)
    return {
        name: Run(statistics.median(one.milliseconds for one in results), max(one.mebibytes for one in results))
        for name, results in measured.items()
    }


def print_parts(arguments: tuple[str, ...]) -> None:
    """Print the milliseconds that the imports of one command take, by package, and by module of this program."""
    command = [sys.executable, "-X", "importtime", "-m", "rolecompare", *arguments]
    done = subprocess.run(command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, check=True)
    parts: dict[str, float] = defaultdict(float)
    for line in done.stderr.decode().splitlines():
        own, _, module = line.removeprefix("import time:").split("|")
        if own.strip().isdigit():
            package, *rest = module.strip().split(".")
            name = ".".join([package, *rest[:1]]) if package == "rolecompare" else package
            parts[name] += int(own) / 1000
    print(f"\nimports of `{' '.join(arguments)}`, {sum(parts.values()):.0f} ms under -X importtime; above 1 ms:")
    for name, milliseconds in sorted(parts.items(), key=lambda part: -part[1]):
        if milliseconds > 1:
            print(f"  {name:28}{milliseconds:8.1f}")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--runs", type=int, default=15, help="counted runs of each command (at least 15 to be quoted)")
    parser.add_argument("--parts", action="store_true", help="print what each import costs")
    options = parser.parse_args()

    measured = measure(options.runs)
    print(f"medians of {options.runs} runs in turn, Python {sys.version.split()[0]}\n")
    print(f"{'':26}{'ms':>8}{'MB':>6}   times its floor")
    for name in IMPORTS:
        print(f"{name:26}{measured[name].milliseconds:8.1f}{measured[name].mebibytes:6.0f}")
    print()
    for name, command in COMMANDS.items():
        ratio = measured[name].milliseconds / measured[command.floor].milliseconds
        verdict = "within" if ratio <= command.bound else "OVER"
        line = f"{name:26}{measured[name].milliseconds:8.1f}{measured[name].mebibytes:6.0f}"
        print(f"{line}   {ratio:.2f} × ({command.floor}), {verdict} {command.bound}")
    peak = measured["diff"].mebibytes
    print(f"\npeak memory of diff: {peak:.1f} MB, {'within' if peak <= MEMORY_BOUND else 'OVER'} {MEMORY_BOUND} MB")
    if options.parts:
        for name in ("--version", "show --json", "diff"):
            print_parts(COMMANDS[name].arguments)


if __name__ == "__main__":
    main()
