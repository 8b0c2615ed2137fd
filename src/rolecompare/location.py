"""Where data is found: the user's own file if one was named, else the dataset that came with the program."""

import os

ENVIRONMENT = "ROLECOMPARE_DATA"


def own_data(option: str | None) -> str | None:
    """The user's own dataset, from `--data` or else from the environment; none where neither names one."""
    return option or os.environ.get(ENVIRONMENT) or None


def is_file(path: str) -> bool:
    return os.path.isfile(path)


def bundled() -> str:
    """The path of the dataset that came with the program.

    An installed package carries it inside; an editable install and a checkout have it at the top of the repository.
    """
    here = os.path.dirname(os.path.abspath(__file__))
    inside = os.path.join(here, "data", "roles.json")
    if os.path.exists(inside):
        return inside
    return os.path.join(os.path.dirname(os.path.dirname(here)), "data", "roles.json")
