"""The law of the rooms: who may import whom, what from outside, and who may touch the world. docs/rooms.md draws it."""

import ast
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import NamedTuple

PACKAGE = "rolecompare"


class Room(NamedTuple):
    """`rooms` and `libraries` may be imported; `touches` are built-in doors to the world that may be used."""

    rooms: frozenset[str]
    libraries: frozenset[str] = frozenset()
    touches: frozenset[str] = frozenset()


def room(rooms: str = "", libraries: str = "", touches: str = "") -> Room:
    return Room(frozenset(rooms.split()), frozenset(libraries.split()), frozenset(touches.split()))


LAW: Mapping[str, Room] = {
    "": room(),
    "__main__": room("cli", "gc"),
    "errors": room(),
    "vocabulary": room(),
    "records": room(),
    "models": room("records vocabulary"),
    "claims": room("models records vocabulary"),
    "plain": room("models records"),
    "soundness": room("claims models plain vocabulary"),
    "dataset": room("claims models records soundness"),
    "editorial": room("claims dataset models plain soundness"),
    "salvage": room("claims models plain records soundness"),
    "door": room("errors dataset records salvage", "pydantic pydantic_core"),
    "location": room("", "platformdirs", "environ"),
    "slices": room(),
    "loading": room("claims location errors door models plain slices", touches="open"),
    "store": room("errors vocabulary", "sqlite3 urllib zlib", "open"),
    "layers": room("errors finding loading models nearness plain store vocabulary", "struct"),
    "finding": room("", "sqlite3 struct unicodedata zlib"),
    "nearness": room("finding models plain", "array operator"),
    "importers": room(),
    "importers.base": room("errors models"),
    "importers.seeming": room(),
    "importers.releases": room("errors"),
    "importers.fetching": room(
        "errors importers.base importers.releases importers.seeming",
        "email hashlib http sqlite3 string urllib zipfile",
        "open",
    ),
    "importers.archives": room("importers.base importers.seeming", "stat struct zipfile zlib", "open"),
    "importers.sheets": room(
        "importers.archives importers.base importers.seeming", "python_calamine tempfile xml zipfile"
    ),
    "importers.tables": room(
        "importers.archives importers.base importers.seeming importers.sheets", "datetime decimal"
    ),
    "importers.downloads": room("importers.base importers.tables"),
    "importers.workbooks": room("importers.base models records vocabulary", "decimal"),
    "importers.spool": room("", "marshal sqlite3"),
    "importers.onet_layouts": room("importers.base importers.tables vocabulary"),
    "importers.onet_absences": room("importers.onet_layouts"),
    "importers.onet_roles": room(
        "importers.base importers.onet_absences importers.onet_layouts importers.spool importers.tables vocabulary"
    ),
    "importers.onet": room(
        "importers.archives importers.base importers.downloads importers.onet_layouts importers.onet_roles"
        " importers.spool importers.tables vocabulary",
        "operator",
    ),
    "importers.oews": room("importers.base importers.downloads importers.tables importers.workbooks models vocabulary"),
    "importers.projections": room(
        "importers.base importers.downloads importers.tables importers.workbooks models vocabulary"
    ),
    "catalog": room("comparison finding layers loading models nearness errors vocabulary", "rapidfuzz sqlite3"),
    "comparison": room("claims models records vocabulary", "decimal"),
    "advice": room("comparison errors models nearness records vocabulary"),
    "render": room("advice comparison"),
    "render.canvas": room(),
    "render.harmless": room(),
    "render.answers": room("claims comparison models records plain vocabulary"),
    "render.listing": room("comparison models render.answers render.harmless"),
    "render.sheet": room("models render.harmless"),
    "render.bars": room("comparison models render.sheet"),
    "render.compared": room("comparison models vocabulary render.bars render.harmless render.sheet"),
    "render.verdicts": room("claims comparison models vocabulary render.answers render.harmless render.sheet"),
    "render.moves": room("advice comparison render.compared render.harmless render.sheet"),
    "render.fit": room("advice comparison render.harmless render.listing render.sheet"),
    "render.related": room(
        "advice comparison models vocabulary render.compared render.harmless render.listing render.sheet"
    ),
    "render.terminal": room("render.canvas render.listing render.sheet", "rich"),
    "render.markdown": room("render.listing render.sheet"),
    "render.json": room("plain render.harmless"),
    "render.csv": room("advice comparison models render.answers render.harmless"),
    "cli": room("*", "typer traceback", "open environ print"),
    # A bar is drawn while something is at work, so by nobody who returns text.
    "cli.progress": room("importers.base render.harmless", "rich", "environ"),
    "cli.prompts": room("advice", "rich"),
}
# The front of render chooses among the formats; no format knows another.
FORMATS = ("render.terminal", "render.markdown", "render.json", "render.csv")
DOORS = frozenset({"open", "print", "input", "environ", "getenv"})


def room_of(module: str) -> str:
    """The narrowest room that a module lies in: `render.sheet`, and for `comparison.duties` just `comparison`."""
    parts = module.split(".")
    while parts and ".".join(parts) not in LAW:
        parts.pop()
    return ".".join(parts)


def module_of(path: Path, package: Path) -> str:
    parts = list(path.relative_to(package).with_suffix("").parts)
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


def breaches(package: Path) -> list[str]:
    """Every line that breaks the law, wherever in a file it stands."""
    found: list[str] = []
    for path in sorted(package.rglob("*.py")):
        module = module_of(path, package)
        tree = ast.parse(path.read_text(encoding="utf-8"))
        found += _imports(module, tree)
        found += _doors(module, tree)
    return found


def _imports(module: str, tree: ast.Module) -> Iterator[str]:
    here = room_of(module)
    law = LAW[here]
    for line, name in _imported(tree):
        top, _, rest = name.partition(".")
        if top != PACKAGE:
            if top in law.libraries or top in STANDARD:
                continue
            yield f"{module or PACKAGE}:{line} imports {name}"
            continue
        there = room_of(rest)
        if there == here or "*" in law.rooms or there in law.rooms or (not rest and here == "cli"):
            continue
        if here == "render" and there.startswith("render."):
            continue
        yield f"{module or PACKAGE}:{line} imports {name}"


def _imported(tree: ast.Module) -> Iterator[tuple[int, str]]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from ((node.lineno, alias.name) for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            base = node.module or ""
            if node.level:
                yield node.lineno, f"{PACKAGE}.relative"
            for alias in node.names:
                # `from rolecompare import render` names a room; `from rolecompare.render import Canvas` a thing in one.
                name = f"{base}.{alias.name}"
                known = base == PACKAGE or name.removeprefix(f"{PACKAGE}.") in LAW
                yield node.lineno, name if known and alias.name != "__version__" else base


def unused(package: Path) -> list[str]:
    """What the law allows a room, and no line of it does."""
    used: dict[str, set[str]] = {name: set() for name in LAW}
    for path in package.rglob("*.py"):
        here = used[room_of(module_of(path, package))]
        for _, name in _imported(ast.parse(path.read_text(encoding="utf-8"))):
            top, _, rest = name.partition(".")
            here.add(room_of(rest) if top == PACKAGE else top)
    return [
        f"{name} need not import {each}"
        for name, law in LAW.items()
        for each in sorted((law.rooms | law.libraries) - used[name] - {"*"})
    ]


def _doors(module: str, tree: ast.Module) -> Iterator[str]:
    law = LAW[room_of(module)]
    for node in ast.walk(tree):
        used = node.id if isinstance(node, ast.Name) else node.attr if isinstance(node, ast.Attribute) else ""
        opened = used if used in DOORS and not _is_method(node) else ""
        if opened and opened not in law.touches:
            yield f"{module or PACKAGE}:{node.lineno} touches {opened}"  # type: ignore[attr-defined]


def _is_method(node: ast.AST) -> bool:
    """`console.print(…)` is a method of an object, not the world's own door; `os.environ` is the door."""
    return isinstance(node, ast.Attribute) and not (isinstance(node.value, ast.Name) and node.value.id in ("os", "io"))


STANDARD = frozenset(
    {
        *("__future__", "ast", "collections", "contextlib", "csv", "dataclasses", "enum", "functools", "io"),
        *("itertools", "json", "math", "os", "re", "shutil", "sys", "types", "typing"),
    }
)
