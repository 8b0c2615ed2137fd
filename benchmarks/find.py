"""How often, how fast and from how large an index a role is found by words. Prints; never fails.

    python benchmarks/find.py db_29_3_text.zip [--seed 7] [--look-ups 1500] [--queries QUERIES.csv]

Titles are asked for that people reported for their occupations, once the same titles were taken out of the index. The
occupations that reported a title are the right answers; the official title of an occupation stays. What people do is
asked for by the names of detailed work activities; the occupations with a task that is linked to one are the right
answers.

The queries of a file are asked as the command `find` asks them, over the bundled jobs and the imported ones: a CSV with
the columns `kind`, `query` and `acceptable`, the O*NET codes of the right answers.
"""

import argparse
import csv
import os
import random
import re
import sqlite3
import statistics
import tempfile
import time
import zipfile
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from rolecompare.cli.context import RequestContext
from rolecompare.dataset import loader
from rolecompare.search.find import find
from rolecompare.search.index import Entry, build

LETTERS = "abcdefghijklmnopqrstuvwxyz"
TARGETS = {1: 0.58, 5: 0.85}
COMMAND_TARGETS = {1: 0.81, 5: 0.90}
TYPOS, SLOWEST_MS, BUILD_S, INDEX_MB, GROWTH, BUNDLED_MS = 0.95, 60, 4, 20, 3, 15
Table = list[dict[str, str]]


class Tables(NamedTuple):
    occupations: Table
    others: Table
    reported: Table
    tasks: Table
    activities: Table
    links: Table


class Found(NamedTuple):
    """The place of the first right answer of each look-up, none where there was none among ten; and milliseconds."""

    places: list[int | None]
    taken: list[float]

    def within(self, places: int) -> float:
        return sum(place is not None and place < places for place in self.places) / len(self.places)


def normalized(title: str) -> str:
    return " ".join(re.sub(r"[\W_]+", " ", title.lower()).split())


def read(path: str) -> Tables:
    titles = "Occupation Data", "Alternate Titles", "Sample of Reported Titles"
    names = *titles, "Task Statements", "DWA Reference", "Tasks to DWAs"
    with zipfile.ZipFile(path) as package:
        files = {member.rpartition("/")[2]: member for member in package.namelist()}
        return Tables(*(_table(package.read(files[f"{name}.txt"]).decode("utf-8-sig")) for name in names))


def _table(text: str) -> Table:
    header, *rows = (line.split("\t") for line in text.splitlines() if line)
    return [dict(zip(header, row, strict=True)) for row in rows]


def entries(tables: Tables, without: Iterable[str] = (), *, whole_rows: bool = False) -> Iterator[Entry]:
    """All entries but the other titles that are left out; with `whole_rows` the short forms of those as well."""
    out = set(without)
    for row in tables.occupations:
        code = row["O*NET-SOC Code"]
        yield Entry(code, "code", code)
        yield Entry(code, "title", row["Title"])
        yield Entry(code, "duty", row["Description"])
    for row in tables.others:
        titles = [title for title in (row["Alternate Title"], row["Short Title"]) if title not in ("n/a", "")]
        kept = [title for title in titles if normalized(title) not in out]
        if not whole_rows or kept == titles:
            yield from (Entry(row["O*NET-SOC Code"], "other", title) for title in kept)
    for row in tables.tasks:
        yield Entry(row["O*NET-SOC Code"], "duty", row["Task"])


def written(path: str, index: Iterable[Entry]) -> tuple[sqlite3.Connection, float, float]:
    """A connection to a new index, how many seconds it took to build, and its megabytes."""
    made = list(index)
    connection = sqlite3.connect(path)
    start = time.perf_counter()
    build(connection, made)
    connection.commit()
    seconds = time.perf_counter() - start
    connection.close()
    return sqlite3.connect(path), seconds, os.path.getsize(path) / 1e6


def ask(connection: sqlite3.Connection, questions: Mapping[str, set[str]]) -> Found:
    found = Found([], [])
    for words, right in questions.items():
        start = time.perf_counter()
        candidates = find(connection, words)
        found.taken.append((time.perf_counter() - start) * 1000)
        places = (place for place, candidate in enumerate(candidates) if candidate.role in right)
        found.places.append(next(places, None))
    return found


def tell(name: str, found: Found, targets: Mapping[int, float]) -> None:
    shares = []
    for places in (1, 5, 10):
        share = found.within(places)
        verdict = f" ({_verdict(share >= targets[places])})" if places in targets else ""
        shares.append(f"top-{places} {share:.3f}{verdict}")
    slow = statistics.quantiles(found.taken, n=20)[-1] if len(found.taken) > 1 else found.taken[0]
    times = f"median {statistics.median(found.taken):.1f} ms, 95th percentile {slow:.1f} ms"
    print(f"{name:36}{', '.join(shares)}; {times} ({_verdict(slow <= SLOWEST_MS)}), most {max(found.taken):.1f} ms")


def _verdict(kept: bool) -> str:
    return "kept" if kept else "MISSED"


def slip(title: str, chance: random.Random) -> str:
    """A title with one letter too many, too few, another, or two changed over."""
    place = chance.randrange(len(title) - 1)
    letter = chance.choice(LETTERS)
    before, here, after = title[:place], title[place], title[place + 1 :]
    edits: Sequence[Callable[[], str]] = (
        lambda: before + after,
        lambda: before + letter + here + after,
        lambda: before + letter + after,
        lambda: before + after[0] + here + after[1:],
    )
    return chance.choice(edits)()


def made_up(roles: int, chance: random.Random) -> Iterator[Entry]:
    """Roles with titles and duties of made-up words, of which some are much more common than others."""
    parts = [first + second for first in "bdfgklmnprst" for second in "aeiou"]
    words = ["".join(chance.choices(parts, k=chance.randint(2, 4))) for _ in range(5000)]
    weights = [1 / (place + 10) for place in range(len(words))]
    for number in range(roles):
        for kind, count, length in (("title", 1, 3), ("other", 4, 3), ("duty", 3, 8)):
            for _ in range(count):
                yield Entry(f"role-{number}", kind, " ".join(chance.choices(words, weights, k=length)))


def activities(tables: Tables, chance: random.Random, look_ups: int) -> dict[str, set[str]]:
    """Names of detailed work activities, and the occupations that have a task of each."""
    names = {row["DWA ID"]: row["DWA Title"] for row in tables.activities}
    doing: dict[str, set[str]] = defaultdict(set)
    for row in tables.links:
        doing[names[row["DWA ID"]]].add(row["O*NET-SOC Code"])
    return {name: doing[name] for name in chance.sample(sorted(doing), min(look_ups, len(doing)))}


def growth(folder: str, look_ups: int) -> None:
    medians = {}
    for roles in (1000, 10_000, 100_000):
        index = list(made_up(roles, random.Random(1)))
        connection, seconds, size = written(os.path.join(folder, f"{roles}.db"), index)
        chance = random.Random(2)
        titles = chance.sample(sorted((entry.text, entry.role) for entry in index if entry.kind == "other"), look_ups)
        questions: dict[str, set[str]] = {}
        for place, (title, role) in enumerate(titles):
            asked = (title, slip(title, chance), " ".join(reversed(title.split())), title.rpartition(" ")[0])[place % 4]
            questions[asked] = {role}
        # What is kept of a large index would slow the look-ups down, by the garbage collector that walks it.
        del index, titles
        found = ask(connection, questions)
        medians[roles] = statistics.median(found.taken)
        tell(f"{roles} made-up roles ({seconds:.1f} s, {size:.0f} MB)", found, {})
    ratio = max(medians.values()) / min(medians.values())
    print(f"{'':36}slowest to fastest median: {ratio:.2f} × ({_verdict(ratio <= GROWTH)})")


def commands(path: str) -> None:
    """Ask the queries of a file in the order of the command: all of them, and those of each kind."""
    repository = RequestContext().open_repository()
    kinds: dict[str, Found] = defaultdict(lambda: Found([], []))
    with open(path, encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            start = time.perf_counter()
            candidates = repository.names.candidates(row["query"], 10)
            taken = (time.perf_counter() - start) * 1000
            right = set(row["acceptable"].split())
            places = (place for place, found in enumerate(candidates) if found.heading.codes.onet_soc in right)
            place = next(places, None)
            for kind in ("all queries", row["kind"]):
                kinds[kind].places.append(place)
                kinds[kind].taken.append(taken)
    for kind, found in kinds.items():
        tell(f"find: {kind} ({len(found.places)})", found, COMMAND_TARGETS if kind == "all queries" else {})


def bundled() -> None:
    library = loader.load_dataset(None)
    index = [
        Entry(role.id, kind, text)
        for role in (library.role(heading.id) for heading in library.headings)
        for kind, texts in (
            ("title", [role.title]),
            ("other", role.other_titles),
            ("code", role.codes.all),
            ("duty", [role.summary.text, *(duty.text for duty in role.duties)]),
        )
        for text in texts
    ]
    taken = []
    for _ in range(20):
        start = time.perf_counter()
        build(sqlite3.connect(":memory:"), index)
        taken.append((time.perf_counter() - start) * 1000)
    middle = statistics.median(taken)
    print(f"bundled roles, {len(index)} entries, built in memory: {middle:.1f} ms ({_verdict(middle <= BUNDLED_MS)})")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("database", help="the O*NET database as a zip of text tables")
    parser.add_argument("--seed", type=int, default=7, help="which titles are asked for")
    parser.add_argument("--look-ups", type=int, default=1500)
    parser.add_argument("--queries", help="a CSV of queries for the command `find`")
    options = parser.parse_args()
    if options.queries:
        commands(options.queries)
    tables = read(options.database)
    right: dict[str, set[str]] = defaultdict(set)
    for row in tables.reported:
        right[normalized(row["Reported Job Title"])].add(row["O*NET-SOC Code"])
    asked = random.Random(options.seed).sample(sorted(right), options.look_ups)
    with tempfile.TemporaryDirectory() as folder:
        whole, seconds, size = written(os.path.join(folder, "whole.db"), entries(tables))
        small, quick = _verdict(size <= INDEX_MB), _verdict(seconds <= BUILD_S)
        print(f"index: {size:.1f} MB ({small}), built in {seconds:.2f} s ({quick})")
        questions = {title: right[title] for title in asked}
        for name, whole_rows in (("reported titles", False), ("… their short forms out as well", True)):
            path = os.path.join(folder, f"{name}.db")
            tell(name, ask(written(path, entries(tables, asked, whole_rows=whole_rows))[0], questions), TARGETS)
        holders: dict[str, set[str]] = defaultdict(set)
        for entry in entries(tables):
            if entry.kind in ("title", "other"):
                holders[entry.text].add(entry.role)
        chance = random.Random(options.seed)
        titles = chance.sample(sorted(title for title in holders if len(title) > 1), options.look_ups)
        tell("titles of the index", ask(whole, {title: holders[title] for title in titles}), {5: 1.0})
        tell("… with a typo", ask(whole, {slip(title, chance): holders[title] for title in titles}), {5: TYPOS})
        done = activities(tables, chance, options.look_ups)
        tell("detailed work activities", ask(whole, done), {})
        growth(folder, 200)
    bundled()


if __name__ == "__main__":
    main()
