"""What `fit` answers to the people of a file, for a reader to judge: who comes first, who ties, who is listed apart.

Usage: python benchmarks/fit.py FILE.csv, with the columns `persona`, `roles` (ids or codes, or `bundled`; empty for all
jobs), `answers` (such as `people=people pay=52000`) and `sensible`, which says what answer would be. The local store
is used if there is one.
"""

import csv
import sys
import time

from rolecompare import paths
from rolecompare.cli.fit_answers import read_answers
from rolecompare.dataset.loader import load_dataset
from rolecompare.dataset.repository import Repository
from rolecompare.fit.metrics import MEASURES_READ
from rolecompare.fit.scoring import score_fit
from rolecompare.fit.types import Fit, JobResult
from rolecompare.output.pages.fit_words import missed_text, summary_lines, titles_of
from rolecompare.store.reader import Store
from rolecompare.store.schema import has_store

SHOWN = 5


def repository() -> Repository:
    """Return the bundled roles together with the local store, if there is one."""
    folder = paths.data_home()
    return Repository(load_dataset(None), Store(folder) if has_store(folder) else None, built_in=True)


def line(job: JobResult) -> str:
    """Return a job with its score, or with what it misses."""
    return f"{job.title} {missed_text(job) or ('' if job.score is None else job.score)}".strip()


def main() -> None:
    """Print what `fit` answers to each person of the file."""
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    jobs = repository()
    bundled = [heading.id for heading in jobs.library.headings if not heading.members]
    with open(sys.argv[1], encoding="utf-8", newline="") as file:
        people = list(csv.DictReader(file))
    for number, person in enumerate(people, 1):
        names = bundled if person["roles"] == "bundled" else person["roles"].split()
        headings = [jobs.find(name) for name in names]
        start = time.process_time()
        given = read_answers(person["answers"].split(), (), None)
        answer = score_fit(jobs.job_facts(MEASURES_READ, headings), given, jobs.reference_data, headings)
        show(number, person, answer, time.process_time() - start)


def show(number: int, person: dict[str, str], answer: Fit, seconds: float) -> None:
    """Print what was asked for and what is answered."""
    print(f"\n{number:>2} {person['persona']}  [{person['answers']}] {seconds:.1f} s")
    print(f"   sensible: {person['sensible']}")
    topics = dict(summary_lines(answer, titles_of(answer)))
    for topic in ("First", "Limits", "Open"):
        if topic in topics:
            print(f"   {topic}: {topics[topic]}")
    print(f"   ranked: {' · '.join(map(line, answer.ranked[:SHOWN]))}")
    if answer.missed:
        print(f"   missed: {' · '.join(map(line, answer.missed[:SHOWN]))}")


if __name__ == "__main__":
    main()
