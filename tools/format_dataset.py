"""Write data/roles.json in its one layout, so that edits by hand and by script differ only in what they change.

Usage: `python -m tools.format_dataset [FILE]`. A value that fits on the rest of its line stands on one line.
"""

import json
import sys
from pathlib import Path

from rolecompare.models.json_text import format_json


def main() -> None:
    """Rewrite the file that is named, or the bundled dataset."""
    path = Path(sys.argv[1] if len(sys.argv) > 1 else "data/roles.json")
    path.write_text(format_json(json.loads(path.read_text(encoding="utf-8"))) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
