"""Check what the records of a dataset say of each other.

The checks run on the JSON of the file, not on models: a record that is invalid in one field still has an id that others
refer to, and references of its own. What is not of the right type is skipped here, because validation reports it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any, NamedTuple

from rolecompare.codes import CodeRelation, canonical_code, code_relation
from rolecompare.problems import Problem
from rolecompare.search.text import normalize_name

Object = dict[str, Any]
Records = tuple[tuple[int, Object], ...]
LISTS = ("sources", "activities", "roles", "claims", "all_occupations")
REQUIRED = ("sources", "roles")


class Parts(NamedTuple):
    """The records of a dataset that are objects, each with its number in its list."""

    sources: Records
    activities: Records
    roles: Records
    claims: Records
    all_occupations: Records
    default_comparison: tuple[tuple[int, str], ...]
    unreadable: frozenset[str]
    """Names of the lists that are missing or are not lists, so that no reference into them can be checked."""


def reference_problems(raw: Mapping[str, Any]) -> Iterator[Problem]:
    """Yield every problem between the records of a dataset, given its JSON."""
    lists = {name: raw.get(name, None if name in REQUIRED else []) for name in LISTS}
    parts = Parts(
        **{name: tuple(_objects(records)) for name, records in lists.items()},
        default_comparison=tuple(_texts(raw.get("default_comparison"))),
        unreadable=frozenset(name for name, records in lists.items() if not isinstance(records, list)),
    )
    checks: tuple[Callable[[Parts], Iterable[Problem]], ...] = (
        _duplicate_names,
        _unknown_sources,
        _unknown_activities,
        _titles_and_codes,
        _other_titles,
        _members,
        _roles_led_to,
        _claims,
        _repeated_claims,
        _default_comparison,
    )
    for check in checks:
        yield from check(parts)


def _objects(value: object) -> Iterator[tuple[int, Object]]:
    """Yield the objects in a list, each with its number."""
    if isinstance(value, list):
        yield from ((number, item) for number, item in enumerate(value) if isinstance(item, dict))


def _texts(value: object) -> Iterator[tuple[int, str]]:
    """Yield the texts in a list, each with its number."""
    if isinstance(value, list):
        yield from ((number, item) for number, item in enumerate(value) if isinstance(item, str))


def _numbers(value: object) -> Iterator[tuple[int, int]]:
    """Yield the integers in a list, each with its number in the list."""
    if isinstance(value, list):
        yield from ((number, item) for number, item in enumerate(value) if type(item) is int)


def _text(record: Object, field: str) -> str | None:
    value = record.get(field)
    return value if isinstance(value, str) else None


def _walk(value: object, path: str) -> Iterator[tuple[str, Object]]:
    """Yield every object inside a value, and the value itself if it is one, each with its path."""
    if isinstance(value, dict):
        yield path, value
        for name, item in value.items():
            if isinstance(item, (dict, list)):
                yield from _walk(item, f"{path}.{name}")
    elif isinstance(value, list):
        for number, item in enumerate(value):
            if isinstance(item, (dict, list)):
                yield from _walk(item, f"{path}[{number}]")


def _duplicate_names(parts: Parts) -> Iterator[Problem]:
    for part, key, records in (
        ("sources", "id", parts.sources),
        ("activities", "id", parts.activities),
        ("roles", "id", parts.roles),
        ("claims", "number", parts.claims),
    ):
        first: dict[object, int] = {}
        for number, record in records:
            name = record.get(key)
            if isinstance(name, (str, int)) and first.setdefault(name, number) != number:
                message = f"{name!r} is already the {key} of {part}[{first[name]}]"
                yield Problem(f"{part}[{number}].{key}", message, f"give each record its own {key}")


def _unknown_sources(parts: Parts) -> Iterator[Problem]:
    if "sources" in parts.unreadable:
        return
    known = {source.get("id") for _, source in parts.sources if _text(source, "id")}
    cited = (("roles", parts.roles), ("claims", parts.claims), ("all_occupations", parts.all_occupations))
    for part, records in cited:
        for number, record in records:
            for path, found in _walk(record, f"{part}[{number}]"):
                for index, citation in _objects(found.get("citations")):
                    source = _text(citation, "source")
                    if source is not None and source not in known:
                        path_of_source = f"{path}.citations[{index}].source"
                        yield Problem(path_of_source, f"no source {source!r}", "add it to sources or fix the id")


def _unknown_activities(parts: Parts) -> Iterator[Problem]:
    if "activities" in parts.unreadable:
        return
    known = {name: activity for _, activity in parts.activities if (name := _text(activity, "id"))}
    for number, activity in parts.activities:
        path = f"activities[{number}].broader"
        broader = _text(activity, "broader")
        if broader is None:
            continue
        if broader not in known:
            yield Problem(path, f"no activity {broader!r}", "add it to activities or fix the id")
        elif known[broader].get("broader") is not None:
            yield Problem(path, f"{broader!r} has a broader activity itself", "use two levels only")
    for number, role in parts.roles:
        for index, duty in _objects(role.get("duties")):
            path = f"roles[{number}].duties[{index}]"
            names = {f"{path}.other_activities[{place}]": name for place, name in _texts(duty.get("other_activities"))}
            if (main := _text(duty, "activity")) is not None:
                names = {f"{path}.activity": main, **names}
            for path_of_name, name in names.items():
                if name not in known:
                    yield Problem(path_of_name, f"no activity {name!r}", "add it to activities or remove it")


def _codes(role: Object) -> Object:
    codes = role.get("codes")
    return codes if isinstance(codes, dict) else {}


def _own_code(role: Object) -> str | None:
    """Return the narrowest official code of a role."""
    codes = _codes(role)
    return _text(codes, "onet_soc") or _text(codes, "soc")


def _names(parts: Parts, field: str) -> dict[str, int]:
    """Return the number of the first role that has each title or id, as they are compared when looked up."""
    found: dict[str, int] = {}
    for number, role in parts.roles:
        if (name := _text(role, field)) is not None:
            found.setdefault(normalize_name(name), number)
    return found


def _titles_and_codes(parts: Parts) -> Iterator[Problem]:
    ids, titles = _names(parts, "id"), _names(parts, "title")
    codes: dict[str, int] = {}
    for number, role in parts.roles:
        title, code = _text(role, "title"), _own_code(role)
        if title is not None:
            name = normalize_name(title)
            path = f"roles[{number}].title"
            if titles[name] != number:
                yield Problem(path, f"{title!r} is the title of roles[{titles[name]}]", "give each role its own title")
            elif ids.get(name, number) != number and name != normalize_name(_text(role, "id") or ""):
                yield Problem(path, f"{title!r} is the id of roles[{ids[name]}]", "give each role its own title")
        if code is not None:
            other = codes.setdefault(canonical_code(code), number)
            if other != number:
                message = f"{code} is already the code of roles[{other}]"
                yield Problem(f"roles[{number}].codes", message, "keep one role for each occupation")


def _other_titles(parts: Parts) -> Iterator[Problem]:
    names = {"title": _names(parts, "title"), "id": _names(parts, "id")}
    for number, role in parts.roles:
        for index, title in _texts(role.get("other_titles")):
            for kind, numbers in names.items():
                other = numbers.get(normalize_name(title), number)
                if other != number:
                    path = f"roles[{number}].other_titles[{index}]"
                    yield Problem(path, f"{title!r} is the {kind} of roles[{other}]", f"remove it: {kind}s are unique")
                    break


def _members(parts: Parts) -> Iterator[Problem]:
    known = {name: role for _, role in parts.roles if (name := _text(role, "id"))}
    for number, role in parts.roles:
        codes = _codes(role)
        if role.get("members") and any(codes.get(name) for name in ("onet_soc", "isco08", "esco")):
            message = "an umbrella role cannot have the code of a single occupation"
            yield Problem(f"roles[{number}].codes", message, "move it to a member; only a wider SOC code may stay")
        named: set[str] = set()
        for index, name in _texts(role.get("members")):
            problem = _member_problem(name, known, _text(codes, "soc"), named)
            if problem is not None and not (name not in known and "roles" in parts.unreadable):
                yield Problem(f"roles[{number}].members[{index}]", *problem)
            named.add(name)


def _member_problem(name: str, known: Mapping[str, Object], soc: str | None, named: set[str]) -> tuple[str, str] | None:
    """Return what is wrong with a member of an umbrella that has a SOC code, and the suggestion."""
    if name not in known:
        return f"no role {name!r}", "add it to roles or fix the id"
    if known[name].get("members"):
        return f"{name!r} is an umbrella itself", "name the roles under it"
    if name in named:
        return f"{name!r} is named twice", "name each member once"
    own = _own_code(known[name])
    if soc is not None and own is not None and code_relation(soc, own) is not CodeRelation.WIDER:
        message = f"{soc} is not wider than {own}, the code of {name!r}"
        return message, "give an umbrella the code of a group that includes all its members"
    return None


def _roles_led_to(parts: Parts) -> Iterator[Problem]:
    """Yield the ids that a statement about training says a role leads to, and that no role has."""
    if "roles" in parts.unreadable:
        return
    known = {name for _, role in parts.roles if (name := _text(role, "id"))}
    for number, role in parts.roles:
        training = role.get("training")
        for index, statement in _objects(training.get("statements") if isinstance(training, dict) else None):
            for place, name in _texts(statement.get("leads_to")):
                path = f"roles[{number}].training.statements[{index}].leads_to[{place}]"
                if name not in known:
                    yield Problem(path, f"no role {name!r}", "add it to roles or fix the id")
                elif name == role.get("id"):
                    yield Problem(path, f"{name!r} is the role itself", "name another role")


def _claims(parts: Parts) -> Iterator[Problem]:
    roles = {role.get("id") for _, role in parts.roles if _text(role, "id")}
    contradicts = {claim["number"]: claim.get("contradicts", []) for _, claim in parts.claims if _has_number(claim)}
    for number, claim in parts.claims:
        own = claim["number"] if _has_number(claim) else None
        for index, role in _texts(claim.get("roles")):
            if role not in roles and "roles" not in parts.unreadable:
                path = f"claims[{number}].roles[{index}]"
                yield Problem(path, f"no role {role!r}", "add it to roles or fix the id")
        for index, other in _numbers(claim.get("contradicts")):
            path = f"claims[{number}].contradicts[{index}]"
            if other not in contradicts or other == own:
                yield Problem(path, f"there is no other claim {other}", "name the number of another claim")
            elif own is not None and _all_of(contradicts[other], int) and own not in contradicts[other]:
                message = f"claim {other} does not name claim {own} in turn"
                yield Problem(path, message, "claims that contradict each other must name each other")


def _has_number(claim: Object) -> bool:
    return type(claim.get("number")) is int


def _all_of(values: object, kind: type) -> bool:
    """Return whether a value is a list in which everything is of a type, so that what it lacks can be reported."""
    return isinstance(values, list) and all(type(value) is kind for value in values)


def _repeated_claims(parts: Parts) -> Iterator[Problem]:
    """A statement of a role may repeat only claims about that role."""
    roles_of = {claim["number"]: claim.get("roles") for _, claim in parts.claims if _has_number(claim)}
    for number, role in parts.roles:
        for path, record in _walk(role, f"roles[{number}]"):
            for index, claim in _numbers(record.get("claims")):
                here = f"{path}.claims[{index}]"
                about = roles_of.get(claim)
                if claim not in roles_of:
                    if "claims" not in parts.unreadable:
                        yield Problem(here, f"there is no claim {claim}", "add it to claims or fix the number")
                elif about and _all_of(about, str) and _text(role, "id") not in (None, *about):
                    message = f"claim {claim} is not about {role['id']!r}"
                    yield Problem(here, message, "name a claim about this role")


def _default_comparison(parts: Parts) -> Iterator[Problem]:
    roles = {role.get("id") for _, role in parts.roles if _text(role, "id")}
    named: set[str] = set()
    for index, name in parts.default_comparison:
        path = f"default_comparison[{index}]"
        if name not in roles and "roles" not in parts.unreadable:
            yield Problem(path, f"no role {name!r}", "name roles of this dataset")
        elif name in named:
            yield Problem(path, f"{name!r} is named twice", "name each role once")
        named.add(name)
