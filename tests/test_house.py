"""The house: rooms are entered by their doors, and nothing in them has grown out of hand."""

import ast
import importlib
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
SOURCE = ROOT / "src"
LONGEST_MODULE, LONGEST_FUNCTION = 300, 50
MODULES = sorted((SOURCE / "analysis").rglob("*.py"))
NOTEBOOKS = sorted((ROOT / "notebooks").glob("*.ipynb"))


def name_of(file: Path) -> str:
    return ".".join(file.relative_to(SOURCE).with_suffix("").parts).removesuffix(".__init__")


def room_of(module: str) -> str:
    """Return the package that a module stands in: the first floor down from `analysis`, or a step of the sources."""
    parts = module.split(".")
    if "story" in parts:
        return ".".join(parts[: parts.index("story") + 1])
    return ".".join(parts[: 3 if parts[1:2] == ["sources"] else 2])


def imports_of(text: str) -> Iterator[tuple[str, str]]:
    """Yield (module, name) for each ``from analysis... import ...`` of a text, in functions too."""
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.ImportFrom) and node.module and node.module.split(".")[0] == "analysis":
            yield from ((node.module, alias.name) for alias in node.names)


def past_the_door(importer: str, text: str) -> list[str]:
    """Return the imports of a module that reach into another room's cupboards."""
    found = []
    for module, name in imports_of(text):
        room = room_of(module)
        at_home = importer == room or importer.startswith(f"{room}.")
        if module in ("analysis", "analysis.sources") or at_home or name == "story":
            continue
        offered = getattr(importlib.import_module(room), "__all__", None)
        if module != room or (offered is not None and name not in offered):
            found.append(f"from {module} import {name}")
    return found


@pytest.mark.parametrize("file", MODULES, ids=name_of)
def test_a_room_is_entered_by_its_door(file):
    found = past_the_door(name_of(file), file.read_text(encoding="utf-8"))
    assert not found, f"import these from the package, and offer them in the `__all__` of its `__init__`: {found}"


@pytest.mark.parametrize(
    ("importer", "text", "reaches_in"),
    [
        ("analysis.claims.access", "from analysis.population.balances import balance", True),
        ("analysis.claims.access", "from analysis.population import balance_of", True),
        ("analysis.claims.access", "from analysis.population import balance", False),
        ("analysis.claims.access", "from analysis.claims.rules import judge", False),
        ("analysis.population.story.moves", "from analysis.population import moves", False),
        ("analysis.population.story.moves", "from analysis.statistics.ratios import ratio", True),
        ("analysis.cli.data", "def build():\n    from analysis.sources.readers.raw import Raw", True),
        ("analysis.cli.data", "from analysis.sources.faults import Exit", False),
    ],
)
def test_an_import_past_the_door_is_seen(importer, text, reaches_in):
    assert bool(past_the_door(importer, text)) is reaches_in, "the test of the doors does not see what it should"


@pytest.mark.parametrize("file", MODULES, ids=name_of)
def test_no_module_and_no_function_is_too_long_to_be_read_at_once(file):
    text = file.read_text(encoding="utf-8")
    assert len(text.splitlines()) <= LONGEST_MODULE, f"{file.name}: split it by idea, over {LONGEST_MODULE} lines"
    functions = [
        node for node in ast.walk(ast.parse(text)) if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef))
    ]
    long = [node.name for node in functions if node.end_lineno - node.lineno >= LONGEST_FUNCTION]
    assert not long, f"{file.name}: give a part of these a name of its own, over {LONGEST_FUNCTION} lines: {long}"


@pytest.mark.parametrize("room", sorted({file.parent for file in MODULES}), ids=lambda room: room.name)
def test_a_room_says_what_it_is_for_and_no_name_in_it_repeats_its_own(room):
    door = room / "__init__.py"
    assert door.exists() and ast.get_docstring(ast.parse(door.read_text(encoding="utf-8"))), f"{door}: say what for"
    named = [
        file.name for file in room.glob("*.py") if file.stem.startswith((f"{room.name}_", room.name.rstrip("s") + "_"))
    ]
    assert not named, f"these repeat the name of their room: {named}"
    assert len(list(room.glob("*.py"))) <= 18, f"{room.name}: more modules than a reader holds; make two rooms of it"


TESTS = sorted((ROOT / "tests").rglob("*.py"))


def says_nothing(test: ast.expr) -> bool:
    """Whether a condition is, or holds, an `all` or `any`: when it fails, pytest shows that it did and not what for."""
    match test:
        case ast.BoolOp(values=parts):
            return any(says_nothing(part) for part in parts)
        case ast.UnaryOp(op=ast.Not(), operand=part):
            return says_nothing(part)
        case ast.Call(func=ast.Name(id="all" | "any") | ast.Attribute(attr="all" | "any")):
            return True
    return False


def bare_assertions(text: str) -> list[int]:
    """Return the lines of the assertions that give no message where they need one."""
    asserts = (node for node in ast.walk(ast.parse(text)) if isinstance(node, ast.Assert))
    return sorted(node.lineno for node in asserts if node.msg is None and says_nothing(node.test))


@pytest.mark.parametrize("door", sorted(SOURCE.rglob("__init__.py")), ids=lambda door: door.parent.name)
def test_a_door_offers_no_name_that_hides_a_module_of_its_room(door):
    modules = {file.stem for file in door.parent.glob("*.py")}
    taken = {
        name.asname or name.name
        for node in ast.parse(door.read_text(encoding="utf-8")).body
        if isinstance(node, ast.ImportFrom) and node.module
        for name in node.names
        if node.module.rsplit(".", 1)[-1] in modules and (name.asname or name.name) in modules
    }
    assert not taken, f"{door}: import {', '.join(sorted(taken))} under another name, or the module cannot be reached"


def test_an_assertion_on_many_says_what_is_wrong():
    lines = {file.relative_to(ROOT).as_posix(): bare_assertions(file.read_text(encoding="utf-8")) for file in TESTS}
    found = [f"{file}:{line}" for file, at in lines.items() for line in at]
    assert not found, f"say what is wrong: a message after the comma, best with those that broke it: {found}"


@pytest.mark.parametrize(
    ("text", "bare"),
    [
        ("assert all(x > 0 for x in found)", True),
        ("assert any(found)", True),
        ("assert not any(x > 0 for x in found)", True),
        ("assert (frame['low'] > 0).all()", True),
        ("assert not frame.isna().any(axis=None)", True),
        ("assert len(frame) == 2 and frame['low'].notna().all()", True),
        ("assert all(found), found", False),
        ("assert frame.isna().all().to_dict() == {'low': False}", False),
        ("assert set(found) == {1}", False),
    ],
)
def test_an_assertion_without_a_message_is_seen(text, bare):
    assert bool(bare_assertions(text)) is bare, "the test of messages does not see what it should"


@pytest.mark.parametrize("file", MODULES, ids=name_of)
def test_a_module_says_what_is_in_it(file):
    said = ast.get_docstring(ast.parse(file.read_text(encoding="utf-8"))) or ""
    assert len(said.split()) >= 4, f"{file.name}: say in a line what is in it"
