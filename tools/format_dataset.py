"""Write data/roles.json in its one layout, so that edits by hand and by script differ only in what they change.

Usage: `python -m tools.format_dataset [FILE]`. A value that fits on the rest of its line stands on one line.
"""

import json
import sys
from pathlib import Path
from typing import Any

LINE_WIDTH = 118
INDENT = "  "


def layout(value: Any, *, depth: int = 0, taken: int = 0) -> str:
    """Return a JSON value as text. `taken` is how much of its first line other text needs."""
    line = json.dumps(value, ensure_ascii=False)
    if not isinstance(value, dict | list) or not value or len(INDENT) * depth + taken + len(line) <= LINE_WIDTH:
        return line
    margin = INDENT * depth
    if isinstance(value, dict):
        keys = [f"{json.dumps(key, ensure_ascii=False)}: " for key in value]
        values = list(value.values())
    else:
        keys, values = [""] * len(value), value
    lines = [
        f"{margin}{INDENT}{key}{layout(item, depth=depth + 1, taken=len(key) + 1)}"
        for key, item in zip(keys, values, strict=True)
    ]
    start, end = "{}" if isinstance(value, dict) else "[]"
    return f"{start}\n" + ",\n".join(lines) + f"\n{margin}{end}"


def main() -> None:
    """Rewrite the file that is named, or the bundled dataset."""
    path = Path(sys.argv[1] if len(sys.argv) > 1 else "data/roles.json")
    path.write_text(layout(json.loads(path.read_text(encoding="utf-8"))) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
