"""`rolecompare`, and `python -m rolecompare`."""

import gc


def main() -> None:
    # A command makes some ten thousand objects, keeps them all, and ends: to look for garbage among them on the way is a
    # twentieth of its time. An import of a large database makes more than this, and then it is looked for.
    gc.set_threshold(100_000, 50, 50)

    from rolecompare.cli import app

    app(prog_name="rolecompare")


if __name__ == "__main__":
    main()
