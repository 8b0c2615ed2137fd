"""Print what the local store has of an occupation in the form of data/roles.json, to be completed by hand.

    python -m tools.extract_role NAME

NAME is an ID, a code or a title, such as 29-1292.00. The role comes with its codes, levels, pay, employment,
projections, openings and interests, each with its citation, and with the sources that it cites. It keeps no text that a
person has to write, but for the title and summary of O*NET. The store is that of `rolecompare import`, in
ROLECOMPARE_HOME if that is set.
"""

import sys
from typing import Any

from rolecompare import paths
from rolecompare.dataset.loader import LoadedDataset
from rolecompare.dataset.repository import Repository
from rolecompare.errors import RoleCompareError
from rolecompare.models.json_text import format_json
from rolecompare.models.kinds import RatingKind
from rolecompare.models.serialization import to_json_value, walk_citations
from rolecompare.store.reader import Store

# Without bundled roles, everything comes from the store.
NO_ROLES = {
    "title": "",
    "edition": "",
    "license": "",
    "default_comparison": [],
    "sources": [],
    "roles": [],
}


def extract_role(store: Store, name: str) -> dict[str, Any]:
    """Return the role that a name can mean, and the sources that it cites, as JSON values.

    Raises RoleNotFoundError or AmbiguousRoleError if the name does not fit one role, and CorruptStoreError.
    """
    repository = Repository(LoadedDataset(NO_ROLES, store.path), store)
    role = repository.load(repository.find(name)).role
    interests = tuple(rating for rating in role.ratings if rating.kind == RatingKind.INTEREST)
    role = role.model_copy(
        update={"other_titles": (), "duties": (), "ratings": interests, "related": None, "missing": None}
    )
    # The bundled dataset has no ratings of work context.
    role = role.model_copy(update={"settings": role.settings.model_copy(update={"context": None})})
    cited = dict.fromkeys(citation.source for _, citation in walk_citations(role))
    sources = [repository.reference_data.sources[source] for source in cited]
    return {"sources": to_json_value(tuple(sources)), "roles": [to_json_value(role)]}


def main(arguments: list[str]) -> int:
    """Print the role that the argument names, and return the exit code."""
    if len(arguments) != 1:
        print("Name one occupation, such as 29-1292.00.", file=sys.stderr)
        return 2
    try:
        print(format_json(extract_role(Store(paths.data_home()), arguments[0])))
    except RoleCompareError as error:
        print(error, file=sys.stderr)
        return error.exit_code
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
