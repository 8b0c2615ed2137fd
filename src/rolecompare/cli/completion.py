"""What the shell may complete a role's name with. Light: it runs at every press of the key."""

from collections.abc import Iterator

from rolecompare import location


def role_names(incomplete: str) -> Iterator[tuple[str, str]]:
    """Ids that begin so, each with its title; nothing at all where the dataset cannot be read."""
    import json  # every command imports this module, and only a press of the key needs it

    try:
        path = location.own_data(None) or location.bundled()
        with open(path, "rb") as file:
            roles = json.load(file)["roles"]
        found = [(str(role["id"]), str(role["title"])) for role in roles]
    except (OSError, ValueError, KeyError, TypeError, RecursionError):
        return
    for name, title in found:
        if name.startswith(incomplete.casefold()) and name.isprintable():
            yield name, title if title.isprintable() else ""
