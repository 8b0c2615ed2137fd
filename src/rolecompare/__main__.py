"""Start the program, as `rolecompare` and as `python -m rolecompare`."""

import gc
import sys

from rolecompare.errors import INTERRUPTED


def main() -> None:
    """Run the command that stands on the command line."""
    # A command makes some ten thousand objects, keeps them all, and ends: looking for garbage among them would take a
    # twentieth of its time.
    gc.set_threshold(100_000, 50, 50)
    try:
        from rolecompare.cli.app import app

        app(prog_name="rolecompare")
    except KeyboardInterrupt:  # while the program starts; later on Typer sees to it
        sys.exit(INTERRUPTED)


if __name__ == "__main__":
    main()
