"""`rolecompare`, and `python -m rolecompare`."""

import gc


def main() -> None:
    # A command makes some ten thousand objects, keeps them all, and ends: to look for garbage among them on the way
    # takes a twentieth of its time.
    gc.set_threshold(100_000, 50, 50)

    from rolecompare.cli.app import run

    run()


if __name__ == "__main__":
    main()
