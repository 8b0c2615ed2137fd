"""Locate the data: the dataset that the user named or the bundled one, the local store, and downloads."""

import os
import sys

ENVIRONMENT = "ROLECOMPARE_DATA"
HOME = "ROLECOMPARE_HOME"
MIRROR = "ROLECOMPARE_ONET_URL"
STREAM = "-"  # the name of standard input, where a file is read


def chosen_dataset(option: str | None) -> str | None:
    """Return the path of the user's own dataset, from `--data` or else from the environment, or None."""
    return option or os.environ.get(ENVIRONMENT) or None


def display_name(path: str) -> str:
    """Return the path of a file that is read as a message shows it."""
    return "standard input" if path == STREAM else path


def data_home() -> str:
    """Return the folder of the local store, whether or not it exists."""
    own = os.environ.get(HOME)
    if own:
        return own
    if sys.platform == "linux":
        # The same as platformdirs returns, whose import takes as long as a comparison of two roles.
        shared = os.environ.get("XDG_DATA_HOME", "").strip() or os.path.expanduser("~/.local/share")
        return os.path.join(shared, "rolecompare")
    from platformdirs import user_data_dir

    return user_data_dir("rolecompare", appauthor=False)


def downloads_folder() -> str:
    """Return the folder of downloads, whether or not it exists."""
    return os.path.join(data_home(), "downloads")


def mirror_url() -> str | None:
    """Return the address of a mirror of the O*NET releases if the environment names one."""
    return os.environ.get(MIRROR) or None


def is_file(path: str) -> bool:
    """Return whether a path is an existing file."""
    return os.path.isfile(path)


def bundled_dataset() -> str:
    """Return the path of the dataset that came with the program.

    An installed package carries it inside; an editable install and a checkout have it at the top of the repository.
    """
    here = os.path.dirname(os.path.abspath(__file__))
    inside = os.path.join(here, "data", "roles.json")
    if os.path.exists(inside):
        return inside
    return os.path.join(os.path.dirname(os.path.dirname(here)), "data", "roles.json")
