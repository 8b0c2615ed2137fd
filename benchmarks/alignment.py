"""How well wording tells which duties are of one activity, and how long lining up takes. Prints; never fails.

    python benchmarks/alignment.py db_29_3_text.zip [--splits 20]

A task of O*NET is linked to detailed work activities (DWAs). Two tasks are right to line up where they share one. What
is tried are all tasks of one occupation with all of another, for every two occupations that O*NET counts as related:
few of them are right, and precision falls with how few. Occupations are split in halves, again and again: a threshold
is chosen on pairs within one half, and its quality is measured on pairs within the other.
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
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import partial
from itertools import combinations, product
from typing import Any, NamedTuple

from rapidfuzz import fuzz
from tests.make import validated

from rolecompare.comparison.assignment import best_pairs
from rolecompare.comparison.duties import pair_duties
from rolecompare.comparison.evidence import DutyEvidence
from rolecompare.comparison.wording import THRESHOLD, WORD, significant_words, wording_similarity
from rolecompare.dataset import loader
from rolecompare.models.roles import Activity, Duty

TARGET, STEP, LEAST, PARTS = 0.90, 5, 30, 10
ROWS, RANDOM_PAIRS, SLOWEST_MS = 500, 20_000, 5
CITED = [{"source": "onet", "place": "Task Statements"}]
Pairs = Sequence[tuple[str, str]]


class Task(NamedTuple):
    text: str
    exact: frozenset[str]
    broader: frozenset[str]


ENDINGS = (("ies", "y"), ("sses", "ss"), ("ing", ""), ("ed", ""), ("ions", "ion"), ("es", "e"), ("s", ""))
Tasks = Mapping[str, Sequence[Task]]
Activities = Mapping[str, Activity]


class Method(NamedTuple):
    """A text made ready once, and two of them -> how alike they are, in hundredths."""

    name: str
    ready: Callable[[str], Any]
    score: Callable[[Any, Any], float]


class Tally(NamedTuple):
    """Pairs of tasks by likeness, from `LEAST`: all, those that share an activity, those that share a broader one.

    `right` counts those that share an activity however alike they are, `tried` all.
    """

    every: Counter[int]
    exact: Counter[int]
    broader: Counter[int]
    right: int
    tried: int

    def at(self, threshold: int) -> "Worth":
        found, exact, broader = (
            sum(count for score, count in side.items() if score >= threshold)
            for side in (self.every, self.exact, self.broader)
        )
        return Worth(exact / max(found, 1), exact / max(self.right, 1), broader / max(found, 1), found)


class Worth(NamedTuple):
    """Of what is found, how much is right, and would be by broader activity; of what is right, how much is found."""

    precision: float
    recall: float
    near: float
    found: int


Tallies = Mapping[tuple[str, str], Tally]


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
    activities = {plain["id"]: validated(Activity, plain) for plain in (*narrow, *wide)}
    return tasks, sorted((one, other) for one, other in related), activities


def tally(method: Method, tasks: Tasks, pairs: Pairs) -> Tallies:
    texts = {task.text for codes in pairs for code in codes for task in tasks[code]}
    ready = {text: method.ready(text) for text in texts}
    found = {}
    for pair in pairs:
        every, exact, broader = Counter[int](), Counter[int](), Counter[int]()
        right = 0
        for one, other in product(*(tasks[code] for code in pair)):
            shared = not one.exact.isdisjoint(other.exact)
            right += shared
            score = int(method.score(ready[one.text], ready[other.text]))
            if score >= LEAST:
                every[score] += 1
                exact[score] += shared
                broader[score] += not one.broader.isdisjoint(other.broader)
        found[pair] = Tally(every, exact, broader, right, math.prod(len(tasks[code]) for code in pair))
    return found


def together(tallies: Iterable[Tally]) -> Tally:
    every, exact, broader = Counter[int](), Counter[int](), Counter[int]()
    right = tried = 0
    for each in tallies:
        every.update(each.every)
        exact.update(each.exact)
        broader.update(each.broader)
        right, tried = right + each.right, tried + each.tried
    return Tally(every, exact, broader, right, tried)


def within(tallies: Tallies, codes: set[str]) -> Tally:
    """The pairs of which both occupations are among those."""
    return together(each for pair, each in tallies.items() if codes.issuperset(pair))


def halves(codes: Iterable[str], chance: random.Random) -> tuple[set[str], set[str]]:
    order = sorted(codes)
    chance.shuffle(order)
    return set(order[::2]), set(order[1::2])


# ── the methods ──────────────────────────────────────────────────────────────────────────────────────────────────────


def methods(known: Iterable[str]) -> Iterator[Method]:
    """What was considered, ours first: nothing to download, nothing slow to load. `known` are texts to count in."""
    yield Method("telling words, Jaccard", significant_words, wording_similarity)
    yield Method("all words, Jaccard", lambda text: frozenset(WORD.findall(text.casefold())), wording_similarity)
    yield Method("stems, Jaccard", lambda text: frozenset(stems(text)), wording_similarity)
    yield Method("stems, cosine", lambda text: dict.fromkeys(stems(text), 1.0), cosine)
    yield Method("stems, cosine, the first weighing most", placed, cosine)
    rare = rarity(known)
    yield Method("stems, cosine by rarity (TF-IDF)", lambda text: {stem: rare(stem) for stem in stems(text)}, cosine)
    yield Method("three letters in a row, cosine", lambda text: dict.fromkeys(trigrams(text), 1.0), cosine)
    yield Method("rapidfuzz token_sort_ratio", str.lower, fuzz.token_sort_ratio)
    yield Method("rapidfuzz token_set_ratio", str.lower, fuzz.token_set_ratio)


def stems(text: str) -> list[str]:
    """The telling words in order, without their endings."""
    kept = significant_words(text)
    return [_stem(word) for word in WORD.findall(text.casefold()) if word in kept]


def _stem(word: str) -> str:
    for ending, instead in ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) + len(instead) >= 4:
            return word if word.endswith("ss") and ending == "s" else word[: -len(ending)] + instead
    return word


def placed(text: str) -> dict[str, float]:
    """Stems by a weight that falls with their place: duties begin with what is done and to what."""
    return {stem: 8 / (8 + place) for place, stem in reversed(list(enumerate(stems(text))))}


def rarity(texts: Iterable[str]) -> Callable[[str], float]:
    found = [set(stems(text)) for text in texts]
    counts = Counter(stem for each in found for stem in each)
    return lambda stem: math.log((len(found) + 1) / (counts[stem] + 0.5))


def trigrams(text: str) -> set[str]:
    return {text[place : place + 3].casefold() for place in range(len(text) - 2)}


def cosine(one: dict[str, float], other: dict[str, float]) -> float:
    shared = one.keys() & other.keys()
    if not shared:
        return 0
    lengths = math.sqrt(sum(w * w for w in one.values()) * sum(w * w for w in other.values()))
    return 100 * sum(one[name] * other[name] for name in shared) / lengths


# ── what is reported ─────────────────────────────────────────────────────────────────────────────────────────────────


def lowest(tallies: Tallies, codes: set[str], chance: random.Random) -> int:
    """The lowest threshold, in steps, at which enough of what is found is right, in every of some halves of these."""
    parts = [within(tallies, half) for _ in range(PARTS // 2) for half in halves(codes, chance)]
    steps = range(LEAST, 100, STEP)
    return min((step for step in steps if all(part.at(step).precision >= TARGET for part in parts)), default=100)


def tell_method(method: Method, tasks: Tasks, related: Pairs, splits: int) -> None:
    """Choose a threshold on one half and measure it on the other, for several splits."""
    tallies = tally(method, tasks, related)
    thresholds, measured = [], []
    for seed in range(splits):
        chance = random.Random(seed)
        chosen_on, tested_on = halves(tasks, chance)
        thresholds.append(lowest(tallies, chosen_on, chance))
        measured.append(within(tallies, tested_on).at(thresholds[-1]))
    precisions = [worth.precision for worth in measured]
    print(
        f"{method.name:42}{statistics.median(thresholds) / 100:5.2f}{statistics.mean(precisions):11.3f}"
        f"{min(precisions):8.3f}{statistics.mean(worth.recall for worth in measured):8.3f}"
    )


def tell_ours(name: str, found: Tally) -> None:
    worth = found.at(THRESHOLD)
    verdict = "kept" if worth.precision >= TARGET else "MISSED"
    print(
        f"{name:42}{THRESHOLD / 100:5.2f}{worth.precision:11.3f} {verdict:8}{worth.recall:7.3f}{worth.near:11.3f}"
        f"{worth.found:8}{found.right / found.tried:9.4f}"
    )


def wording(tasks: Tasks, related: Pairs, splits: int) -> None:
    print(f"{len(related)} pairs of related occupations; the halves of {splits} splits, unseen when it was chosen:\n")
    print(f"{'':42}{'from':>5}{'precision':>11}{'worst':>8}{'recall':>8}")
    known = [task.text for code in sorted(tasks)[::2] for task in tasks[code]]
    ours, *others = methods(known)
    for method in (ours, *others):
        tell_method(method, tasks, related, splits)
    heads = f"{'from':>5}{'precision':>11}{'recall':>15}{'… broader':>11}{'pairs':>8}{'base':>9}"
    print(f"\n{'ours, as the program has it':42}{heads}")
    tallies = tally(ours, tasks, related)
    tell_ours("all related occupations", together(tallies.values()))
    parts = [within(tallies, half) for seed in range(splits) for half in halves(tasks, random.Random(seed))]
    tell_ours("… the worst of all halves", min(parts, key=lambda part: part.at(THRESHOLD).precision))
    random_pairs = random.Random(1).sample(list(combinations(sorted(tasks), 2)), RANDOM_PAIRS)
    tell_ours("any two occupations", together(tally(ours, tasks, random_pairs).values()))
    tell_ours("the bundled duties, by our activities", together(tally(ours, *bundled()).values()))


def bundled() -> tuple[Tasks, Pairs]:
    """The duties of the bundled occupations, which are shorter, and in other words."""
    library = loader.load_dataset(None)
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


def duties(tasks: Sequence[Task], *, with_activities: bool) -> list[Duty]:
    made = []
    for task in tasks:
        first, *further = sorted(task.exact) if with_activities and task.exact else [None]
        plain = {"text": task.text, "citations": CITED} | ({"activity": first} if first else {})
        made.append(validated(Duty, plain | ({"other_activities": further} if further else {})))
    return made


def rows(tasks: Tasks, pairs: Pairs, activities: Activities) -> None:
    """What a reader sees where no activity is known: one to one, as the program lines up, against the best there is."""
    found = right = there = 0
    for one, other in pairs:
        sides = [duties(tasks[code], with_activities=True) for code in (one, other)]
        names = {duty.text: duty for side in sides for duty in side}
        there += sum(
            pair.evidence.kind == "activity" for pair in pair_duties(sides[0], sides[1], DutyEvidence(activities))
        )
        without = {"activity": None, "other_activities": None}
        bare = [[duty.model_copy(update=without) for duty in side] for side in sides]
        for pair in pair_duties(bare[0], bare[1], DutyEvidence({})):
            found += 1
            right += not _names(names[pair.left.text]).isdisjoint(_names(names[pair.right.text]))
    print(
        f"\nrows of like wording, over {len(pairs)} pairs of occupations: {found}, right {right / found:.3f}; "
        f"of {there} rows by activity there can be {right / there:.3f}"
    )


def _names(duty: Duty) -> set[str | None]:
    return {duty.activity, *(duty.other_activities or ())} - {None}


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
    for with_activities, name in ((True, "by activity"), (False, "by wording alone")):

        def lined_up(one: str, other: str, with_activities: bool = with_activities) -> float:
            left, right = (duties(tasks[code], with_activities=with_activities) for code in (one, other))
            return _milliseconds(lambda: pair_duties(left, right, DutyEvidence(activities)))

        each = [lined_up(*pair) for pair in pairs]
        print(f"lining up {name}, {len(each)} pairs: median {statistics.median(each):.2f} ms, most {max(each):.2f} ms")
        _tell_time(f"lining up {name}, {len(tasks[one])} × {len(tasks[other])} tasks", lined_up(one, other))


def _tell_time(name: str, found: float) -> None:
    print(f"{name}: {found:.2f} ms, {'within' if found <= SLOWEST_MS else 'OVER'} {SLOWEST_MS}")


def _milliseconds(work: Callable[[], object]) -> float:
    spent = []
    for _ in range(7):
        start = time.process_time()
        work()
        spent.append((time.process_time() - start) * 1000)
    return statistics.median(spent)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("database", help="the O*NET database as a zip of text tables, 29.3 or before")
    parser.add_argument("--splits", type=int, default=20, help="how often occupations are split in halves")
    options = parser.parse_args()
    tasks, related, activities = read(options.database)
    wording(tasks, related, options.splits)
    some = random.Random(1).sample(list(related), min(ROWS, len(related)))
    rows(tasks, some, activities)
    print()
    speed(tasks, some[:100], activities)


if __name__ == "__main__":
    main()
