"""Compare two folders of JSON answers, one of each version, where keys, values and sentences were renamed.

    python tools/compare_answers.py OLD NEW RENAMES

OLD and NEW hold files of the same names, each the output of a command with `--json`. RENAMES is a JSON file such as
`tools/renames.json`: "keys" and "values" map old names to new ones, where a key may be written as "parent.key" and a
value as "key=value", and "prefixes" maps what texts with dots begin with. A sentence whose words changed but whose
numbers are the same counts as reworded; each kind of rewording is printed once, for a person to read. Everything else
that differs is printed with its path, and makes the exit code 1.
"""

import json
import re
import sys
from collections import Counter
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

NUMBER = re.compile(r"\d[\d,.]*\d|\d")
NAME = re.compile(r"[A-Z][\w'’-]*(?: [A-Z][\w'’-]*)*")


class Comparer:
    """Finds what differs between two JSON values apart from the given renames."""

    def __init__(self, renames: Mapping[str, Mapping[str, str]]) -> None:
        self.keys, self.values, self.prefixes = renames["keys"], renames["values"], renames["prefixes"]
        self.reworded: Counter[tuple[str, str]] = Counter()

    def differences(self, old: Any, new: Any, path: str = "", key: str = "") -> Iterator[str]:
        """Yield a line for each place that differs."""
        if isinstance(old, dict) and isinstance(new, dict):
            renamed = {self.keys.get(f"{key}.{name}", self.keys.get(name, name)): name for name in old}
            for name in {**renamed, **new}:
                if name not in renamed or name not in new:
                    yield f"{path}.{name}: only in {'the new' if name in new else 'the old'} answer"
                else:
                    yield from self.differences(old[renamed[name]], new[name], f"{path}.{name}", renamed[name])
        elif isinstance(old, list) and isinstance(new, list):
            if len(old) != len(new):
                yield f"{path}: {len(old)} items, now {len(new)}"
            for one, other in zip(old, new, strict=False):
                yield from self.differences(one, other, f"{path}[]", key)
        elif isinstance(old, str) and isinstance(new, str):
            if new == self._renamed(old, key):
                return
            if " " in old and sorted(NUMBER.findall(old)) == sorted(NUMBER.findall(new)):
                self.reworded[(pattern(old), pattern(new))] += 1
            else:
                yield f"{path}: {old!r}, now {new!r}"
        elif type(old) is not type(new) or old != new:
            yield f"{path}: {old!r}, now {new!r}"

    def _renamed(self, value: str, key: str) -> str:
        for old, new in self.prefixes.items():
            value = re.sub(rf"(^|\.){re.escape(old)}", rf"\g<1>{new}", value)
        return self.values.get(f"{key}={value}", self.values.get(value, value))


def pattern(text: str) -> str:
    """Return a sentence with its numbers and names replaced, so that sentences of one kind are alike."""
    return NAME.sub("N", NUMBER.sub("#", text))


def main(old: Path, new: Path, renames: Path) -> int:
    """Compare the folders and return the exit code."""
    comparer = Comparer(json.loads(renames.read_text(encoding="utf-8")))
    total, different = 0, Counter[str]()
    for file in sorted(old.rglob("*.json")):
        total += 1
        pair = [json.loads(path.read_text(encoding="utf-8")) for path in (file, new / file.relative_to(old))]
        different.update(set(comparer.differences(*pair)))
    for line, count in different.most_common():
        print(f"{count:6,} different  {line[:300]}")
    for (before, after), count in comparer.reworded.most_common():
        print(f"{count:6,} reworded   {before[:300]}\n{'':18}{after[:300]}")
    print(f"{total:,} answers, {sum(different.values()):,} differences, {len(comparer.reworded):,} kinds of rewording")
    return 1 if different else 0


if __name__ == "__main__":
    sys.exit(main(*map(Path, sys.argv[1:4])))
