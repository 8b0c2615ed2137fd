"""Measure time and memory of an O*NET import against a plain import of the same tables. It prints and never fails.

    python -m venv elsewhere && elsewhere/bin/python -m pip install sqlite-utils
    python benchmarks/imports.py --sqlite-utils elsewhere/bin/sqlite-utils [--download db_29_3_text.zip] [--runs 5]

The two take turns. Ours is `rolecompare import onet` of the zip into a folder that is not there yet; theirs is
`sqlite-utils insert tables.db NAME FILE --tsv` of every table that ours reads, one process each as its manual has it,
into a new file, from tables that are unpacked already. What the download lacks is then made up to the size of release
31.0 and imported with it. Memory is the most that the process held, as the operating system counts it.
"""

import argparse
import os
import random
import statistics
import subprocess
import sys
import tempfile
import zipfile
from collections.abc import Iterator, Sequence
from itertools import islice, product
from pathlib import Path
from typing import NamedTuple

from startup import PROGRAM

from rolecompare.importers.files.table import column_name
from rolecompare.importers.onet.layouts import TABLES_READ

DOWNLOAD = Path(__file__).parents[2] / "shared" / "data" / "onet" / "db_29_3_text.zip"
PROBE = """
import resource, subprocess, sys, time
start = time.perf_counter()
subprocess.run(sys.argv[1:], stdout=subprocess.DEVNULL, check=True)
print(time.perf_counter() - start, resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024)
"""
RATIO, MEMORY, SIZE = 0.5, 200, 60  # times as long, MB, MB
RATED = "O*NET-SOC Code,Element ID,Element Name,Scale ID,Data Value,N,Standard Error,Lower CI Bound,Upper CI Bound"
RATED += ",Recommend Suppress,Not Relevant,Date,Domain Source"
CONTEXT = RATED.replace(",Data Value", ",Category,Data Value")
TASKS = CONTEXT.replace("Element ID,Element Name", "Task ID").replace(",Not Relevant", "")
MEASURED = ("8", "0.1250", "3.6300", "4.1300", "N")


class Spent(NamedTuple):
    seconds: float
    megabytes: float


def measure(command: Sequence[str], **environment: str) -> Spent:
    """Measure one run in a process of its own."""
    probe = (sys.executable, "-c", PROBE, *command)
    done = subprocess.run(probe, env={**os.environ, **environment}, capture_output=True, text=True, check=True)
    return Spent(*map(float, done.stdout.split()))


def ours(download: Path, home: Path) -> Spent:
    return measure((PROGRAM, "import", "onet", str(download)), ROLECOMPARE_HOME=str(home))


def theirs(program: str, tables: Sequence[Path], file: Path) -> Spent:
    runs = [measure((program, "insert", str(file), column_name(table.stem), str(table), "--tsv")) for table in tables]
    return Spent(sum(run.seconds for run in runs), max(run.megabytes for run in runs))


def compared(download: Path, program: str, folder: Path, runs: int) -> None:
    tables = unpacked(download, folder / "tables")
    print(f"{download.name}: {len(tables)} tables, {sum(map(os.path.getsize, tables)) / 1e6:.0f} MB unpacked")
    found: dict[str, list[Spent]] = {"ours": [], "theirs": []}
    for number in range(runs + 1):
        pair = {
            "ours": ours(download, folder / f"home{number}"),
            "theirs": theirs(program, tables, folder / f"{number}.db"),
        }
        if number:  # the first round only warms up
            for name, run in pair.items():
                found[name].append(run)
    median = {name: statistics.median(run.seconds for run in spent) for name, spent in found.items()}
    ratio = median["ours"] / median["theirs"]
    summary = (
        f"import: {median['ours']:.2f} s, sqlite-utils: {median['theirs']:.2f} s, medians of {runs}; {ratio:.2f} ×"
    )
    print(f"{summary}, {verdict(ratio, RATIO)}")
    print(f"peak memory: {peak(found['ours']):.0f} MB (sqlite-utils {peak(found['theirs']):.0f} MB)", end=", ")
    print(verdict(peak(found["ours"]), MEMORY))
    print_size(folder / "home0")


def peak(runs: Sequence[Spent]) -> float:
    return max(run.megabytes for run in runs)


def verdict(value: float, bound: float) -> str:
    return f"{'within' if value <= bound else 'OVER'} {bound}"


def print_size(home: Path) -> None:
    size = (home / "store.db").stat().st_size / 1e6
    print(f"store: {size:.1f} MB, {verdict(size, SIZE)}")


def unpacked(download: Path, folder: Path) -> list[Path]:
    """Unpack the tables that an import reads, and return their paths."""
    with zipfile.ZipFile(download) as archive:
        archive.extractall(folder)
    return sorted(path for path in folder.rglob("*.txt") if column_name(path.stem) in TABLES_READ)


# ── the size of 31.0 ─────────────────────────────────────────────────────────────────────────────────────────────────


def grown(download: Path, folder: Path) -> Path:
    """Write the download with invented rows for the tables that it lacks, as many as 31.0 has; return its path."""
    draw = random.Random(7)
    whole = folder / "db_31_0_text.zip"
    with zipfile.ZipFile(download) as before, zipfile.ZipFile(whole, "w", zipfile.ZIP_DEFLATED) as after:
        names = {column_name(Path(name).stem): name for name in before.namelist()}
        for name in names.values():
            after.writestr(f"db_31_0_text/{Path(name).name}", before.read(name))
        codes = [row[0] for row in rows(before, names["occupation_data"])]
        tasks = [(row[0], row[1]) for row in rows(before, names["task_statements"])]
        for table, (header, count, made) in invented(codes, tasks, draw).items():
            lines = ["\t".join(header.split(",")), *("\t".join(row) for row in islice(made, count))]
            after.writestr(f"db_31_0_text/{table}.txt", "\r\n".join([*lines, ""]))
    return whole


Made = tuple[str, int, Iterator[tuple[str, ...]]]


def invented(codes: Sequence[str], tasks: Sequence[tuple[str, str]], draw: random.Random) -> dict[str, Made]:
    return {
        "Abilities": (RATED, 94_640, rated(codes, "1.A", 52, draw)),
        "Work Activities": (RATED, 74_702, rated(codes, "4.A", 41, draw)),
        "Work Context": (CONTEXT, 305_389, contexts(codes, draw)),
        "Task Ratings": (TASKS, 165_780, task_ratings(tasks, draw)),
    }


def rows(archive: zipfile.ZipFile, name: str) -> list[list[str]]:
    return [line.split("\t") for line in archive.read(name).decode().split("\r\n")[1:] if line]


def rated(codes: Sequence[str], stem: str, elements: int, draw: random.Random) -> Iterator[tuple[str, ...]]:
    for code, number, scale in product(codes, range(elements), ("IM", "LV")):
        value = f"{draw.uniform(1, 5):.2f}"
        yield code, f"{stem}.1.a.{number}", f"Element {number}", scale, value, *MEASURED, "n/a", "08/2025", "Analyst"


def contexts(codes: Sequence[str], draw: random.Random) -> Iterator[tuple[str, ...]]:
    """Yield for each element its mean and then the share of each answer."""
    for code, number, answer in product(codes, range(57), range(6)):
        scale, category = ("CXP", str(answer)) if answer else ("CX", "n/a")
        value = f"{draw.uniform(1, 5):.2f}"
        key = (code, f"4.C.1.a.{number}", f"Context {number}", scale, category)
        yield *key, value, *MEASURED, "n/a", "08/2025", "Incumbent"


def task_ratings(tasks: Sequence[tuple[str, str]], draw: random.Random) -> Iterator[tuple[str, ...]]:
    """Yield for each task its importance, its relevance, and the shares of seven frequencies."""
    scales = (("IM", "n/a"), ("RT", "n/a"), *(("FT", str(number)) for number in range(1, 8)))
    for (code, task), (scale, category) in product(tasks, scales):
        yield code, task, scale, category, f"{draw.uniform(1, 5):.2f}", *MEASURED, "08/2025", "Incumbent"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--sqlite-utils", metavar="PATH", help="the program; without it only ours is measured")
    parser.add_argument("--download", metavar="PATH", type=Path, default=DOWNLOAD, help="an O*NET database as text")
    parser.add_argument("--runs", type=int, default=5, help="counted runs of each")
    asked = parser.parse_args()
    if not asked.download.is_file():
        print(f"not measured: {asked.download} is not there; name a download with --download")
        return
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        if asked.sqlite_utils:
            compared(asked.download, asked.sqlite_utils, folder, asked.runs)
        else:
            print("not compared: --sqlite-utils names no program")
        whole = grown(asked.download, folder)
        runs = [ours(whole, folder / f"whole{number}") for number in range(3)]
        print(f"\nthe size of 31.0, largely invented: {statistics.median(run.seconds for run in runs):.2f} s", end="; ")
        print(f"peak memory {peak(runs):.0f} MB, {verdict(peak(runs), MEMORY)}")
        print_size(folder / "whole0")


if __name__ == "__main__":
    main()
