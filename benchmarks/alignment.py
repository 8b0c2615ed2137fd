"""How well wording tells which duties are of one activity, and how long lining up takes. Prints; never fails.

    python benchmarks/alignment.py db_29_3_text.zip [--seed 1]

A task of O*NET is linked to detailed work activities (DWAs). Two tasks are right to line up where they share one. What
is tried are all tasks of one occupation with all of another, for every two occupations that O*NET counts as related:
few of them are right, and precision falls with how few. Occupations are split in halves: a method's threshold is chosen
on pairs within one half, and what it is worth is reported on pairs within the other.
"""

import argparse
import csv
import io
import math
import random
import re
import statistics
import time
import zipfile
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import partial
from itertools import combinations, product
from typing import Any, NamedTuple

from rapidfuzz import fuzz

from rolecompare import loading
from rolecompare.comparison.duties import pairs_of
from rolecompare.comparison.likeness import THRESHOLD, Weighed, likeness, stems
from rolecompare.comparison.matching import best_pairs
from rolecompare.comparison.ties import Ties
from rolecompare.models import Activity, Duty
from rolecompare.plain import built

TARGET, STEP, ROWS, STRANGERS, SLOWEST_MS = 0.90, 5, 500, 3000, 5
CITED = [{"source": "onet", "place": "Task Statements"}]
Pairs = Sequence[tuple[str, str]]


class Task(NamedTuple):
    text: str
    exact: frozenset[str]
    broader: frozenset[str]


Tasks = Mapping[str, Sequence[Task]]
Activities = Mapping[str, Activity]


class Method(NamedTuple):
    """A text made ready once, and two of them -> how alike they are, in hundredths."""

    name: str
    ready: Callable[[str], Any]
    score: Callable[[Any, Any], float]


class Tally(NamedTuple):
    """By likeness, how many pairs of tasks there are, and how many share an activity, or a broader one."""

    every: Counter[int]
    exact: Counter[int]
    broader: Counter[int]

    def at(self, threshold: int) -> tuple[float, float, float, int]:
        """Precision, recall, precision if a broader activity counts as right, and how many pairs, from there on."""
        found, right, near = (
            sum(count for score, count in side.items() if score >= threshold)
            for side in (self.every, self.exact, self.broader)
        )
        return right / found if found else 0, right / self.exact.total(), near / found if found else 0, found


# ── the tasks, and what is tried ─────────────────────────────────────────────────────────────────────────────────────


def read(path: str) -> tuple[Tasks, Pairs, Activities]:
    """The tasks of each occupation, every two occupations that are related, and the activities."""
    with zipfile.ZipFile(path) as package:
        files = {member.rpartition("/")[2]: member for member in package.namelist()}

        def table(name: str) -> list[dict[str, str]]:
            text = package.read(files[f"{name}.txt"]).decode("utf-8-sig")
            return list(csv.DictReader(io.StringIO(text, newline=""), delimiter="\t", quoting=csv.QUOTE_NONE))

        above = {row["DWA ID"].lower(): row["IWA ID"].lower() for row in table("DWA Reference")}
        links = defaultdict(set)
        for row in table("Tasks to DWAs"):
            links[row["Task ID"]].add(row["DWA ID"].lower())
        tasks = defaultdict(list)
        for row in table("Task Statements"):
            found = frozenset(links[row["Task ID"]])
            tasks[row["O*NET-SOC Code"]].append(Task(row["Task"], found, frozenset(above[name] for name in found)))
        related = {
            tuple(sorted((row["O*NET-SOC Code"], row["Related O*NET-SOC Code"])))
            for row in table("Related Occupations")
        }
    narrow = ({"id": name, "label": name, "broader": broader} for name, broader in above.items())
    wide = ({"id": name, "label": name} for name in set(above.values()))
    activities = {plain["id"]: built(Activity, plain) for plain in (*narrow, *wide)}
    return tasks, sorted((one, other) for one, other in related), activities


def tried(tasks: Tasks, pairs: Pairs) -> Iterator[tuple[Task, Task]]:
    for one, other in pairs:
        yield from product(tasks[one], tasks[other])


def tally(method: Method, tasks: Tasks, pairs: Pairs) -> Tally:
    texts = {task.text for codes in pairs for code in codes for task in tasks[code]}
    ready = {text: method.ready(text) for text in texts}
    found = Tally(Counter(), Counter(), Counter())
    for one, other in tried(tasks, pairs):
        score = int(method.score(ready[one.text], ready[other.text]))
        found.every[score] += 1
        found.exact[score] += not one.exact.isdisjoint(other.exact)
        found.broader[score] += not one.broader.isdisjoint(other.broader)
    return found


# ── the methods ──────────────────────────────────────────────────────────────────────────────────────────────────────


def methods(known: Iterable[str]) -> Iterator[Method]:
    """What was considered: nothing to be downloaded, nothing slow to load. `known` are texts to count words in."""
    yield Method("stems, the first weighing most, cosine", lambda text: Weighed(stems(text)), likeness)
    yield Method("stems, cosine", lambda text: set(stems(text)), cosine)
    rare = rarity(known)
    yield Method("stems, cosine by rarity (TF-IDF)", lambda text: {s: rare(s) for s in stems(text)}, weighed_cosine)
    yield Method("stems, Jaccard", lambda text: set(stems(text)), jaccard)
    yield Method("words, Jaccard", lambda text: set(re.findall(r"\w+", text.lower())), jaccard)
    yield Method(
        "three letters in a row, cosine", lambda text: {text[n : n + 3].lower() for n in range(len(text) - 2)}, cosine
    )
    yield Method("rapidfuzz token_sort_ratio", str.lower, fuzz.token_sort_ratio)
    yield Method("rapidfuzz token_set_ratio", str.lower, fuzz.token_set_ratio)


def cosine(one: set[str], other: set[str]) -> float:
    return 100 * len(one & other) / math.sqrt(len(one) * len(other)) if one and other else 0


def jaccard(one: set[str], other: set[str]) -> float:
    shared = len(one & other)
    return 100 * shared / (len(one) + len(other) - shared) if shared else 0


def rarity(texts: Iterable[str]) -> Callable[[str], float]:
    found = [set(stems(text)) for text in texts]
    counts = Counter(stem for each in found for stem in each)
    return lambda stem: math.log((len(found) + 1) / (counts[stem] + 0.5))


def weighed_cosine(one: dict[str, float], other: dict[str, float]) -> float:
    shared = one.keys() & other.keys()
    lengths = math.sqrt(sum(w * w for w in one.values()) * sum(w * w for w in other.values()))
    return 100 * sum(one[name] * other[name] for name in shared) / lengths if shared else 0


# ── what is reported ─────────────────────────────────────────────────────────────────────────────────────────────────


def lowest(found: Tally) -> int:
    """The lowest threshold, in steps, at which enough of what is found is right."""
    return min((t for t in range(0, 101, STEP) if found.at(t)[0] >= TARGET and found.at(t)[3]), default=100)


def tell(name: str, threshold: int, found: Tally) -> None:
    precision, recall, near, count = found.at(threshold)
    verdict = "kept" if precision >= TARGET else "MISSED"
    print(
        f"{name:42}{threshold / 100:5.2f}{precision:11.3f} {verdict:7}{recall:7.3f}{near:11.3f}{count:8}"
        f"{found.exact.total() / found.every.total():9.4f}"
    )


def wording(tasks: Tasks, related: Pairs, seed: int) -> Pairs:
    chance = random.Random(seed)
    codes = sorted(tasks)
    chance.shuffle(codes)
    halves = [set(codes[::2]), set(codes[1::2])]
    chosen, reported = ([pair for pair in related if half.issuperset(pair)] for half in halves)
    print(f"{len(chosen)} pairs of related occupations to choose a threshold on, {len(reported)} others to report on\n")
    print(f"{'':42}{'from':>5}{'precision':>11}{'recall':>14}{'… broader':>11}{'pairs':>8}{'of them':>9}")
    known = [task.text for code in sorted(halves[0]) for task in tasks[code]]
    ours = None
    for method in methods(known):
        ours = ours or method
        tell(method.name, lowest(tally(method, tasks, chosen)), tally(method, tasks, reported))
    assert ours is not None
    print("\nours elsewhere, from the threshold that the program has:")
    tell("… the same occupations", THRESHOLD, tally(ours, tasks, reported))
    every = [(one, other) for one, other in combinations(sorted(halves[1] & {c for c in tasks if tasks[c]}), 2)]
    tell("… any two occupations", THRESHOLD, tally(ours, tasks, chance.sample(every, STRANGERS)))
    tell("… the bundled duties, by our activities", THRESHOLD, tally(ours, *bundled()))
    return reported


def bundled() -> tuple[Tasks, Pairs]:
    """The duties of the bundled occupations, which are shorter, and in other words."""
    library = loading.load(None)
    roles = [library.role(heading.id) for heading in library.headings if not heading.members]
    activities = library.activities
    tasks = {
        role.id: [
            Task(duty.text, frozenset([name]), frozenset([activities[name].broader or name]))
            for duty in role.duties
            if (name := duty.activity)
        ]
        for role in roles
    }
    return tasks, list(combinations(tasks, 2))


def duties(tasks: Sequence[Task], *, told: bool) -> list[Duty]:
    made = []
    for task in tasks:
        first, *further = sorted(task.exact) if told and task.exact else [None]
        plain = {"text": task.text, "citations": CITED} | ({"activity": first} if first else {})
        made.append(built(Duty, plain | ({"further": further} if further else {})))
    return made


def rows(tasks: Tasks, pairs: Pairs, activities: Activities) -> None:
    """What a reader sees where no activity is known: one to one, as the program lines up, against the best there is."""
    found = right = there = 0
    for one, other in pairs:
        sides = [duties(tasks[code], told=True) for code in (one, other)]
        names = {duty.text: duty for side in sides for duty in side}
        there += sum(pair.ground.by == "activity" for pair in pairs_of(sides[0], sides[1], Ties(activities)))
        bare = [[replace(duty, activity=None, further=None) for duty in side] for side in sides]
        for pair in pairs_of(bare[0], bare[1], Ties({})):
            found += 1
            right += not _names(names[pair.left.text]).isdisjoint(_names(names[pair.right.text]))
    print(
        f"\nrows of like wording, over {len(pairs)} pairs of occupations: {found}, right {right / found:.3f}; "
        f"of {there} rows by activity there can be {right / there:.3f}"
    )


def _names(duty: Duty) -> set[str | None]:
    return {duty.activity, *(duty.further or ())} - {None}


def speed(tasks: Tasks, pairs: Pairs, activities: Activities) -> None:
    chance = random.Random(1)
    tables = {
        "few weights": {(n, m): chance.randint(1, 9) for n in range(40) for m in range(40) if chance.random() < 0.05},
        "all weights": {(n, m): chance.randint(1, 9999) for n in range(40) for m in range(40)},
        "all, in the worst order": {(n, m): (n + 1) * (m + 1) for n in range(40) for m in range(40)},
    }
    for name, table in tables.items():
        _tell_time(f"matching 40 × 40, {name}", _milliseconds(partial(best_pairs, table)))
    one, other = sorted(tasks, key=lambda code: (-len(tasks[code]), code))[:2]
    for told, name in ((True, "by activity"), (False, "by wording alone")):

        def lined_up(one: str, other: str, told: bool = told) -> float:
            left, right = (duties(tasks[code], told=told) for code in (one, other))
            return _milliseconds(lambda: pairs_of(left, right, Ties(activities)))

        each = [lined_up(*pair) for pair in pairs]
        print(f"lining up {name}, {len(each)} pairs: median {statistics.median(each):.2f} ms, most {max(each):.2f} ms")
        _tell_time(f"lining up {name}, {len(tasks[one])} × {len(tasks[other])} tasks", lined_up(one, other))


def _tell_time(name: str, found: float) -> None:
    print(f"{name}: {found:.2f} ms, {'within' if found <= SLOWEST_MS else 'OVER'} {SLOWEST_MS}")


def _milliseconds(work: Callable[[], object]) -> float:
    spent = []
    for _ in range(7):
        start = time.perf_counter()
        work()
        spent.append((time.perf_counter() - start) * 1000)
    return statistics.median(spent)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("database", help="the O*NET database as a zip of text tables, 29.3 or before")
    parser.add_argument("--seed", type=int, default=1, help="how occupations are split in halves")
    options = parser.parse_args()
    tasks, related, activities = read(options.database)
    reported = wording(tasks, related, options.seed)
    some = random.Random(options.seed).sample(list(reported), min(ROWS, len(reported)))
    rows(tasks, some, activities)
    print()
    speed(tasks, some[:100], activities)


if __name__ == "__main__":
    main()
