"""How well duties line up, and how long it takes. Prints; never fails.

    python -m benchmarks.alignment db_29_3_text.zip [--judged rows.csv ...] [--missed pairs.txt ...]

Tasks of O*NET are linked to detailed work activities (DWAs). Printed are how often the most similar task of another
occupation, by wording alone, shares a DWA; which words are common; how many rows of judged pairs a reader found right,
partly right or wrong; how many of the pairs that a reader missed are in one row; and the time.

A file of judged rows has the columns a, b (O*NET codes), left, right (tasks; several are separated by " || ") and
judged (right, partly, wrong). A line of missed pairs is `a b|beginning of a task|beginning of another`.
"""

import argparse
import csv
import io
import math
import random
import statistics
import time
import zipfile
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import NamedTuple

from tests import make
from tests.make import validated

from rolecompare.comparison.duties import duty_rows
from rolecompare.comparison.types import Row
from rolecompare.comparison.wording import COMMON_STEMS, Rarity, Words, count_words, significant_stems
from rolecompare.models.roles import Activity

COMMON_SHARE, SEED, RELATED_PAIRS, TIMED_PAIRS = 0.01, 11, 500, 100
Pair = tuple[str, str]
Weigh = Callable[[Sequence[str]], list[Words]]


class Database(NamedTuple):
    """The tasks of each occupation as plain duties, the activities, and the pairs of related occupations."""

    duties: Mapping[str, list[make.Plain]]
    activities: Mapping[str, Activity]
    related: Sequence[Pair]


def read(path: str) -> Database:
    """Read a release of the O*NET database as text tables."""
    with zipfile.ZipFile(path) as package:
        files = {member.rpartition("/")[2]: member for member in package.namelist()}

        def table(name: str) -> list[dict[str, str]]:
            text = package.read(files[f"{name}.txt"]).decode("utf-8-sig")
            return list(csv.DictReader(io.StringIO(text, newline=""), delimiter="\t", quoting=csv.QUOTE_NONE))

        activities = {}
        for kind in ("IWA", "DWA"):
            for row in table(f"{kind} Reference"):
                element, label = row[f"{kind} ID"], row[f"{kind} Title"].rstrip(".")
                plain: make.Plain = {"id": f"dwa.{element.lower()}", "label": label, "onet": [element]}
                if kind == "DWA":
                    plain["broader"] = f"dwa.{row['IWA ID'].lower()}"
                activities[plain["id"]] = validated(Activity, plain)
        links = defaultdict(list)
        for row in table("Tasks to DWAs"):
            links[row["O*NET-SOC Code"], row["Task ID"]].append(f"dwa.{row['DWA ID'].lower()}")
        duties = defaultdict(list)
        for row in table("Task Statements"):
            names = dict.fromkeys(links[row["O*NET-SOC Code"], row["Task ID"]])
            cited = [{"source": "onet", "place": f"Task Statements, task {row['Task ID']}"}]
            duty: make.Plain = {"text": row["Task"].rstrip("."), "citations": cited}
            if names:
                duty["activity"], *duty["other_activities"] = names
            if not duty.get("other_activities"):
                duty.pop("other_activities", None)
            duties[row["O*NET-SOC Code"]].append(duty)
        related = {
            (row["O*NET-SOC Code"], row["Related O*NET-SOC Code"])
            for row in table("Related Occupations")
            if row["O*NET-SOC Code"] < row["Related O*NET-SOC Code"]
        }
    return Database(duties, activities, sorted(related))


def line_up(database: Database, pair: Pair) -> tuple[Row, ...]:
    """Return the rows of two occupations as the program shows them."""
    first, second = (make.subject(make.role(code.lower(), code, duties=database.duties[code])) for code in pair)
    return duty_rows([first, second], database.activities)


def texts(row: Row) -> list[list[str]]:
    """Return the tasks of both occupations in a row."""
    return [[getattr(item, "text", "") for item in cell.items] for cell in row.cells]


# Wording


def plain_words(texts: Sequence[str]) -> list[Words]:
    """Return the words of each text, all of one weight."""
    return [dict.fromkeys(stems, 1 / math.sqrt(len(stems))) for stems in map(significant_stems, texts)]


def rare_words(texts: Sequence[str]) -> list[Words]:
    """Return the words of each text, the rarer the heavier."""
    counted = [dict.fromkeys(significant_stems(text), 1.0) for text in texts]
    return list(map(Rarity(counted).weigh, counted))


def rare_first_words(texts: Sequence[str]) -> list[Words]:
    """Return the words of each text as the program weighs them: the rarer and the earlier, the heavier."""
    counted = [count_words(text) for text in texts]
    return list(map(Rarity(counted).weigh, counted))


def share_of_nearest(database: Database, pairs: Iterable[Pair], weigh: Weigh) -> float:
    """Return how often the most similar task of the other occupation shares a DWA, where any does."""
    right = tried = 0
    for one, other in pairs:
        tasks = [*database.duties[one], *database.duties[other]]
        weighed = list(zip(tasks, weigh([task["text"] for task in tasks]), strict=True))
        here, there = weighed[: len(database.duties[one])], weighed[len(database.duties[one]) :]
        for task, words in here:
            shared = [not names(task).isdisjoint(names(found)) for found, _ in there]
            if any(shared):
                similarities = [sum(words[stem] * known.get(stem, 0) for stem in words) for _, known in there]
                right += shared[similarities.index(max(similarities))]
                tried += 1
    return right / tried


def names(task: make.Plain) -> set[str]:
    """Return the activities of a task."""
    return {task["activity"], *task.get("other_activities", ())} if "activity" in task else set()


def print_wording(database: Database) -> None:
    """Print how well three ways to weigh words find the task that shares an activity, and which words are common."""
    pairs = random.Random(SEED).sample(list(database.related), RELATED_PAIRS)
    print(f"the most similar task shares an activity, {len(pairs)} pairs of related occupations:")
    for weigh in (plain_words, rare_words, rare_first_words):
        print(f"  {weigh.__name__.replace('_', ' '):20}{share_of_nearest(database, pairs, weigh):.3f}")
    every = {task["text"] for tasks in database.duties.values() for task in tasks}
    counts = Counter(stem for text in every for stem in significant_stems(text))
    common = {stem for stem, count in counts.items() if count >= COMMON_SHARE * len(every)}
    print(f"common words: {len(COMMON_STEMS)}")
    print(f"  missing {sorted(common - COMMON_STEMS)}, further {sorted(COMMON_STEMS - common)}")


# Cases


def print_judged(database: Database, paths: Iterable[str]) -> None:
    """Print how many of the rows whose first two tasks were judged are right, by the evidence of the row."""
    judged: dict[tuple[str, str, str, str], str] = {}
    for path in paths:
        with open(path, encoding="utf-8", newline="") as file:
            for case in csv.DictReader(file):
                for left in case["left"].split(" || "):
                    for right in case["right"].split(" || "):
                        key = case["a"], case["b"], left.rstrip("."), right.rstrip(".")
                        judged.setdefault(key, case["judged"])
    found: dict[tuple[str, str], Counter[str]] = defaultdict(Counter)
    for one, other in dict.fromkeys((a, b) for a, b, _, _ in judged):
        for row in line_up(database, (one, other)):
            if row.relation != "only" and row.evidence is not None:
                (left, *_), (right, *_) = texts(row)
                found[row.relation, row.evidence.kind][judged.get((one, other, left, right), "not judged")] += 1
    for (relation, kind), counts in sorted(found.items()):
        known = counts.total() - counts["not judged"]
        wrong = f"{counts['wrong'] / known:.0%} of {known} wrong" if known else "none judged"
        print(f"{relation:6}rows by {kind:20}{wrong:20} {dict(counts)}")


def print_missed(database: Database, paths: Iterable[str]) -> None:
    """Print how many of the pairs of tasks that a reader missed are in one row."""
    found = count = 0
    for path in paths:
        with open(path, encoding="utf-8") as file:
            for line in file:
                codes, left, right = line.rstrip("\n").split("|")
                one, other = codes.split()
                count += 1
                found += any(
                    any(text.startswith(left) for text in here) and any(text.startswith(right) for text in there)
                    for here, there in map(texts, line_up(database, (one, other)))
                )
    print(f"missed pairs that are in one row: {found} of {count}")


# Time


def print_time(database: Database) -> None:
    """Print how long lining up takes."""
    spent = []
    for pair in random.Random(SEED).sample(list(database.related), TIMED_PAIRS):
        roles = [make.subject(make.role(code.lower(), code, duties=database.duties[code])) for code in pair]
        start = time.process_time()
        duty_rows(roles, database.activities)
        spent.append((time.process_time() - start) * 1000)
    print(f"lining up {len(spent)} pairs: median {statistics.median(spent):.1f} ms, most {max(spent):.1f} ms")


def main() -> None:
    """Print all of it for a release of O*NET and files of cases."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("database", help="the O*NET database as a zip of text tables, 29.3 or before")
    parser.add_argument("--judged", nargs="*", default=[], help="files of judged rows")
    parser.add_argument("--missed", nargs="*", default=[], help="files of pairs that should be in one row")
    options = parser.parse_args()
    database = read(options.database)
    print_wording(database)
    print_judged(database, options.judged)
    print_missed(database, options.missed)
    print_time(database)


if __name__ == "__main__":
    main()
