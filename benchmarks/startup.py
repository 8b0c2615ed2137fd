"""How long each command takes from the shell, as ratios to what it cannot avoid. Prints; never fails.

    python benchmarks/startup.py [--runs 15]

The commands take turns, so that a machine that slows down slows them all; medians are quoted. Memory is the most that
the process held, as the operating system counts it.
"""

import argparse
import os
import resource
import statistics
import subprocess
import sys
import time
from collections.abc import Sequence
from pathlib import Path

BIN = Path(sys.executable).parent
TYPER = "import typer"
RICH = "import rich.console, rich.table"
PYDANTIC = "import pydantic; pydantic.BaseModel"

Command = tuple[str, ...]
IMPORTS: dict[str, Command] = {
    "python": (sys.executable, "-c", "pass"),
    "typer": (sys.executable, "-c", TYPER),
    "typer + pydantic": (sys.executable, "-c", f"{TYPER}\n{PYDANTIC}"),
    "typer + rich + pydantic": (sys.executable, "-c", f"{TYPER}\n{RICH}\n{PYDANTIC}"),
}
COMPLETION = {"_ROLECOMPARE_COMPLETE": "complete_bash", "COMP_WORDS": "rolecompare diff med", "COMP_CWORD": "2"}
# command, environment, what it cannot avoid, how many times as long it may take
COMMANDS: dict[str, tuple[Command, dict[str, str], str, float]] = {
    "--version": (("--version",), {}, "typer", 1.15),
    "completion of a role": ((), COMPLETION, "typer", 1.15),
    "show --json": (("show", "medical-assistant", "--json"), {}, "typer + pydantic", 1.25),
    "diff --json": (("diff", "--json"), {}, "typer + pydantic", 1.25),
    "diff": (("diff",), {}, "typer + rich + pydantic", 1.25),
    "related": (("related", "medical-assistant"), {}, "typer + rich + pydantic", 1.25),
    "fit": (("fit", "--answer", "care=much", "--answer", "pay=60000"), {}, "diff", 1.3),
    "fit --json": (("fit", "--answer", "care=much", "--answer", "pay=60000", "--json"), {}, "diff --json", 1.3),
    "diff of two occupations": (("diff", "medical-assistant", "phlebotomist"), {}, "typer + rich + pydantic", 1.25),
    "gap": (("gap", "medical-assistant", "phlebotomist"), {}, "typer + rich + pydantic", 1.25),
}
MEMORY = ("diff", "typer + rich + pydantic", 1.5)


def run(command: Sequence[str], environment: dict[str, str], code: int = 0) -> float:
    """Seconds of one run, which has to end with the code."""
    # Compiled modules are kept, as they are for anyone who installed the program.
    kept = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    start = time.perf_counter()
    done = subprocess.run(command, env={**kept, **environment}, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
    taken = time.perf_counter() - start
    if done.returncode != code:
        raise SystemExit(f"{' '.join(command)} ended with {done.returncode}: {done.stderr.decode()}")
    return taken


def megabytes(command: Sequence[str]) -> float:
    """The peak memory of one run, asked of a process that runs nothing else."""
    probe = (
        "import resource, subprocess, sys\n"
        "subprocess.run(sys.argv[1:], stdout=subprocess.DEVNULL, check=True)\n"
        "print(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss)\n"
    )
    done = subprocess.run([sys.executable, "-c", probe, *command], capture_output=True, text=True, check=True)
    return int(done.stdout) / 1024


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--runs", type=int, default=15, help="counted runs of each command (at least 15 to be quoted)")
    runs = parser.parse_args().runs

    program = str(BIN / "rolecompare")
    todo: dict[str, tuple[Command, dict[str, str]]] = {name: (command, {}) for name, command in IMPORTS.items()}
    todo |= {name: ((program, *words), env) for name, (words, env, _, _) in COMMANDS.items()}
    seconds: dict[str, list[float]] = {name: [] for name in todo}
    for number in range(runs + 1):
        for name, (command, environment) in todo.items():
            taken = run(command, environment)
            if number:  # the first round only warms up
                seconds[name].append(taken)
    median = {name: statistics.median(taken) for name, taken in seconds.items()}

    print(f"medians of {runs} runs in turn, Python {sys.version.split()[0]}, {resource.getpagesize()} bytes a page\n")
    print(f"{'':26}{'ms':>8}{'× python':>10}   against what it cannot avoid")
    for name in IMPORTS:
        print(f"{name:26}{median[name] * 1000:8.1f}{median[name] / median['python']:10.2f}")
    print()
    for name, (_, _, floor, bound) in COMMANDS.items():
        ratio = median[name] / median[floor]
        verdict = "within" if ratio <= bound else "OVER"
        line = f"{name:26}{median[name] * 1000:8.1f}{median[name] / median['python']:10.2f}"
        print(f"{line}   {ratio:.2f} × ({floor}), {verdict} {bound}")
    name, floor, bound = MEMORY
    peak, least = megabytes((program, *COMMANDS[name][0])), megabytes(IMPORTS[floor])
    verdict = "within" if peak / least <= bound else "OVER"
    print(f"\npeak memory of {name}: {peak:.0f} MB, {peak / least:.2f} × ({floor}, {least:.0f} MB), {verdict} {bound}")


if __name__ == "__main__":
    main()
