"""Read the names of jobs on a command line, and ask which job is meant where a name fits several.

Names may be typed as people say them: `diff lpn, rn vs paramedic`, `show medical assistant`. A reading of the words is
taken only if every part of it is the name of a job.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cache
from itertools import islice, pairwise
from typing import TYPE_CHECKING, NamedTuple

import typer

from rolecompare.errors import AmbiguousRoleError, Choice, NamesError, RoleNotFoundError, UsageError

if TYPE_CHECKING:
    from rolecompare.cli.context import RequestContext
    from rolecompare.dataset.names import Meaning
    from rolecompare.dataset.repository import Repository
    from rolecompare.models.roles import RoleHeading

# What people put between two jobs. A name may hold one of the words too: "Detectives and Criminal Investigators".
WORDS_BETWEEN = ("vs", "vs.", "versus", "v.", "or", "and", "to", "&")
SIGNS_BETWEEN = (",", ";", "|", "/")
TRAILING = "".join(SIGNS_BETWEEN)
BETWEEN = re.compile(
    rf"(\s+(?:{'|'.join(map(re.escape, WORDS_BETWEEN))})\s+|\s*[{re.escape(''.join(SIGNS_BETWEEN))}]\s*)", re.IGNORECASE
)
# Only these are never part of the name of a job, so that words that fit no job are at least parted at them.
ALWAYS_BETWEEN = ("vs", "vs.", "versus", ",", ";", "|")
MOST_WORDS, MOST_READINGS = 16, 100  # more words are not joined, and more readings are not compared
# How well a text is the name of a job: its ID, code or title; any name that is spelled as it should be.
IS_OWN_NAME, IS_A_NAME = 3, 2
PARTNERS = 3  # similar jobs that are named where one job is compared with nothing
Strength = Callable[[str], int]


class Word(NamedTuple):
    """A word that was typed, or several in quotes; it may stand between names, and may be joined with its neighbors."""

    text: str
    is_between: bool = False
    is_joinable: bool = True


def find_jobs(
    request: RequestContext,
    repository: Repository,
    typed: Sequence[str],
    count: int | None = None,
    *,
    may_repeat: bool = False,
) -> list[RoleHeading]:
    """Return the jobs that the words on the command line name, in their order; `count` is how many are wanted.

    At a terminal the user chooses where a name fits several jobs. Raises UsageError if the words can be read in two
    ways, if two of the names mean one job and they may not repeat it, or if the count is wrong, and the errors of all
    names that do not fit.
    """
    from rolecompare.dataset.repository import distinct

    names = read_names(typed, repository.names.strength, count)
    if typed and not names:
        raise UsageError(f"“{' '.join(typed)}” names no job. `rolecompare list` lists all jobs.")
    if count is not None and len(names) != count:
        raise _wrong_count(names, count)
    headings: list[RoleHeading] = []
    errors: list[RoleNotFoundError | AmbiguousRoleError] = []
    for name in names:
        try:
            meaning = repository.names.look_up(name)
        except (RoleNotFoundError, AmbiguousRoleError) as error:
            chosen = _choose(request, error)
            if chosen is None:
                errors.append(error)
            else:
                headings.append(repository.find(chosen.id))
        else:
            headings.append(meaning.heading)
            request.add_note(note(name.rstrip(TRAILING), meaning))  # "lpn," is a name and a comma
    if errors:
        raise errors[0] if len(errors) == 1 else NamesError(errors)
    return headings if may_repeat else distinct(names, headings)


def find_job(request: RequestContext, repository: Repository, typed: Sequence[str]) -> RoleHeading:
    """Return the one job that the words on the command line name; as `find_jobs`."""
    return find_jobs(request, repository, typed, 1)[0]


def note(name: str, meaning: Meaning) -> str:
    """Return a sentence on why the job is meant, for a name that is not its own; empty where its title tells that.

    The title tells it if its initials or one of the jobs in it are the name: "Welders, Cutters, and Solderers".
    """
    from rolecompare.search.text import in_singular, normalize_text

    heading = meaning.heading
    initials = "".join(word[0] for word in normalize_text(heading.title).split())
    in_title = [in_singular(part) for part in re.split(r",? and |, ", heading.title)]
    if not meaning.matched or initials == name.replace(".", "").casefold() or in_singular(name) in in_title:
        return ""
    relation = "short for it" if meaning.matched == heading.title else "another name for it"
    others = ", ".join(other.title for other in meaning.others)
    return f"Showing {heading.title} (“{name}” is {relation})" + (f"; also: {others}" if others else "")


def partners(repository: Repository, heading: RoleHeading) -> str:
    """Return a sentence that names jobs to compare one job with, the most similar first; empty where none is known."""
    similar = repository.similar_roles(heading)
    found = (similar.find_outline(each.other) for each in similar.ranked)
    jobs = [outline.role for outline in islice(filter(None, found), PARTNERS)]
    if not jobs:
        return ""
    titles = ", ".join(job.title for job in jobs)
    return f"Similar to {heading.title}: {titles}. Try `rolecompare diff {heading.id} {jobs[0].id}`."


def read_names(typed: Sequence[str], strength: Strength, count: int | None = None) -> list[str]:
    """Return the names that the words on the command line make; `count` is how many are wanted.

    `strength` says how well a text is the name of a job, as `NameFinder.strength` does. Words of which no reading is
    known are returned as they were typed, so that each of them is reported. Raises UsageError if
    there are two readings.
    """
    strength = cache(strength)
    if count in (None, len(typed)) and all(strength(text) == IS_OWN_NAME for text in typed):
        return list(typed)
    words = list(_words(typed, strength))
    readings = _readings(words, strength, count) or _readings(words, strength)[:1]
    if len(readings) > 1:
        ways = " or ".join(" + ".join(f"“{name}”" for name in reading) for reading in readings)
        raise UsageError(f"Which jobs are these? {ways}. Put each name in quotes.")
    return readings[0] if readings else _as_typed(words, strength, count)


def with_command(arguments: list[str], commands: Iterable[str]) -> list[str]:
    """Return a command line that begins with no command, with the one that it means.

    Names of jobs alone mean `show` for one job and `diff` for several. What is like the name of a command is returned
    as it is. Raises UsageError where the first words are no names of jobs either.
    """
    from difflib import get_close_matches

    from rolecompare.cli.context import RequestContext

    number = next((place for place, text in enumerate(arguments) if text.startswith("-")), len(arguments))
    typed, options = arguments[:number], arguments[number:]
    repository = RequestContext(data=_data_of(options)).open_repository()
    strength = cache(repository.names.strength)
    words = list(_words(typed, strength))
    readings = _readings(words, strength)
    has_typo = any(strength(name) < IS_A_NAME for reading in readings for name in reading)
    if (has_typo or not readings) and get_close_matches(arguments[0], commands):
        return arguments
    if readings:
        return ["diff" if min(map(len, readings)) > 1 else "show", *arguments]
    raise UsageError(
        f"There is no command or job “{' '.join(typed)}”. `rolecompare --help` lists the commands. "
        f"{repository.names.hint or '`rolecompare list` lists the jobs.'}"
    )


def _data_of(options: Sequence[str]) -> str | None:
    """Return the dataset that options name by --data."""
    joined = next((text.partition("=")[2] for text in options if text.startswith("--data=")), None)
    return joined or next((value for option, value in pairwise(options) if option == "--data"), None)


def _words(typed: Iterable[str], strength: Strength) -> Iterator[Word]:
    for text in typed:
        if text.casefold() in (*WORDS_BETWEEN, *SIGNS_BETWEEN):
            yield Word(text.casefold(), is_between=True)
            continue
        if strength(text) >= IS_A_NAME:
            yield Word(text, is_joinable=_is_joinable(text) and "-" not in text)  # with a hyphen it is an ID
            continue
        for place, part in enumerate(BETWEEN.split(text)):
            if part.strip():
                yield Word(part.strip(), place % 2 == 1, _is_joinable(part.strip()))


def _is_joinable(text: str) -> bool:
    """Return whether a text may be one word of a name: whoever puts several words in quotes means them as a name."""
    return not re.search(r"\s", text) and any(letter.isalnum() for letter in text)


def _readings(words: Sequence[Word], strength: Strength, count: int | None = None) -> list[list[str]]:
    """Return the ways to read the words as names of jobs: those with the wanted count, the fewest typos and names.

    Words that are each the name of a job make a reading too, if no count is wanted.
    """
    if len(words) > MOST_WORDS:
        return []
    readings = list(islice(_divide(words, strength), MOST_READINGS))
    readings = [names for names in readings if count in (None, len(names))]
    if not readings:
        return []
    singly = [word.text for word in words if not word.is_between]
    typos = {tuple(names): sum(strength(name) < IS_A_NAME for name in names) for names in readings}
    fewest_typos = min(typos.values())
    readings = [names for names in readings if typos[tuple(names)] == fewest_typos]
    fewest = min(map(len, readings))
    return [names for names in readings if len(names) == fewest or (names == singly and count is None)]


def _divide(words: Sequence[Word], strength: Strength) -> Iterator[list[str]]:
    """Yield every way to divide words into names of jobs; what stands between two names is left out."""
    if not words:
        yield []
        return
    for end in range(1, len(words) + 1):
        part, rest = words[:end], _after_between(words[end:])
        if part[0].is_between or (end > 1 and not all(word.is_joinable for word in part)):
            return
        name = _joined(part)
        if part[-1].is_between or not strength(name):
            continue
        yield from ([name, *names] for names in _divide(rest, strength))


def _after_between(words: Sequence[Word]) -> Sequence[Word]:
    """Return the words without those at their beginning that stand between names."""
    start = next((place for place, word in enumerate(words) if not word.is_between), len(words))
    return words[start:]


def _joined(words: Iterable[Word]) -> str:
    return re.sub(r"\s+([,;])", r"\1", " ".join(word.text for word in words))


def _as_typed(words: Sequence[Word], strength: Strength, count: int | None) -> list[str]:
    """Return names for words of which no reading is known: parted where that is certain, joined where one is wanted."""
    if count == 1:
        return [_joined(words)]
    if count == len(words) - sum(word.is_between for word in words):
        return [word.text for word in words if not word.is_between]
    runs: list[list[Word]] = [[]]
    is_between = any(word.is_between for word in words)
    certain = ALWAYS_BETWEEN if any(word.text in ALWAYS_BETWEEN for word in words) else WORDS_BETWEEN
    for word in words:
        if word.is_between and word.text in (*certain, *SIGNS_BETWEEN):
            runs.append([])
        else:
            runs[-1].append(word)
    if is_between:
        return [_joined(run) for run in runs if run]
    return list(_longest_names(words, strength))


def _longest_names(words: Sequence[Word], strength: Strength) -> Iterator[str]:
    """Yield names of jobs, each as long as it can be, and by themselves the words that are part of none."""
    while words:
        ends = range(min(len(words), MOST_WORDS), 1, -1)
        parts = (words[:end] for end in ends)
        known = (part for part in parts if all(word.is_joinable for word in part) and strength(_joined(part)))
        part = next(known, words[:1])
        yield _joined(part)
        words = words[len(part) :]


def _wrong_count(names: Sequence[str], count: int) -> UsageError:
    quoted = " ".join(f'"{name}"' if " " in name else name for name in names)
    if count == 1:
        return UsageError(f"Name one job. `rolecompare diff {quoted}` compares {len(names)}.")
    found = "only one" if len(names) == 1 else len(names)
    return UsageError(f"Name {count} jobs, each in quotes if its name has several words. These are {found}: {quoted}.")


def _choose(request: RequestContext, error: RoleNotFoundError | AmbiguousRoleError) -> Choice | None:
    """Ask at a terminal which of the jobs of an error is meant; elsewhere nobody is asked.

    Exits with the code of the error if the user chooses none.
    """
    choices = error.fits if isinstance(error, AmbiguousRoleError) else error.suggestions
    if not choices or not request.can_ask:
        return None
    from rolecompare.cli.prompts import choose

    number = choose(error.question, choices, error.more, color=request.color)
    if number is None:
        raise typer.Exit(error.exit_code)
    return choices[number]
