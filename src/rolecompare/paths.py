"""Where data is found: the user's own file if one was named, else the dataset that came with the program."""

import os
import sys

ENVIRONMENT = "ROLECOMPARE_DATA"
HOME = "ROLECOMPARE_HOME"
MIRROR = "ROLECOMPARE_ONET_URL"


def chosen_dataset(option: str | None) -> str | None:
    """The user's own dataset, from `--data` or else from the environment; none where neither names one."""
    return option or os.environ.get(ENVIRONMENT) or None


def data_home() -> str:
    """The folder of the local store, whether or not there is one."""
    own = os.environ.get(HOME)
    if own:
        return own
    if sys.platform == "linux":
        # As platformdirs has it; to import that takes as long as to compare two roles.
        shared = os.environ.get("XDG_DATA_HOME", "").strip() or os.path.expanduser("~/.local/share")
        return os.path.join(shared, "rolecompare")
    from platformdirs import user_data_dir

    return user_data_dir("rolecompare", appauthor=False)


def downloads_folder() -> str:
    """The folder of what was fetched, whether or not it is there."""
    return os.path.join(data_home(), "downloads")


def mirror_url() -> str | None:
    """The address of a folder of O*NET releases in place of the publisher's own, where the environment names one."""
    return os.environ.get(MIRROR) or None


def is_file(path: str) -> bool:
    return os.path.isfile(path)


def bundled_dataset() -> str:
    """The path of the dataset that came with the program.

    An installed package carries it inside; an editable install and a checkout have it at the top of the repository.
    """
    here = os.path.dirname(os.path.abspath(__file__))
    inside = os.path.join(here, "data", "roles.json")
    if os.path.exists(inside):
        return inside
    return os.path.join(os.path.dirname(os.path.dirname(here)), "data", "roles.json")
