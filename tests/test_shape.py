"""The shape of the code: who may import what, how long things may be, and what no module does.

The rules and their reasons stand in `docs/design.md`; here they are data and `ast`.
"""

from __future__ import annotations

import ast
import sys
import tomllib
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import NamedTuple

import pytest

ROOT = Path(__file__).parent.parent
SOURCE = ROOT / "src"
PACKAGE = SOURCE / "tocsin"

MODULE_LINES, CLASS_LINES, FUNCTION_LINES, PIPELINE_LINES = 400, 250, 60, 120
POSITIONAL = 2  # parameters that a call may give without their names

NOUNS = {"values", "errors"}  # they import the standard library only
FOUNDATIONS = NOUNS | {"ontology", "inflection", "corrections", "traces", "own_tables"}
STAGES = {
    "splitting", "phrasing", "dating", "counting", "locating", "wording", "actors", "reader", "incidents",
    "formats",
}  # fmt: skip
OUTSIDE = {"cli", "web"}  # they may import anything, and nobody but they import them
ALWAYS_ALLOWED = {"data"}  # where a module's data files lie
# What a part may import besides itself. A part that is not listed (rendering) may import all but OUTSIDE.
MAY_IMPORT = {
    **{name: set[str]() for name in NOUNS},
    **{name: FOUNDATIONS for name in FOUNDATIONS - NOUNS},
    **{name: FOUNDATIONS for name in STAGES},
    "ledger": FOUNDATIONS,
    "exports": FOUNDATIONS | {"ledger"},  # the JSON form of a value is the ledger's
    "analysis": FOUNDATIONS,
    "pipeline": FOUNDATIONS | STAGES | {"ledger"},
}

# Each third-party package and the one place, a module or a folder, that imports it.
DOORS = {
    "alembic": "ledger/",
    "charset_normalizer": "formats/decoding.py",
    "fastapi": "web/",
    "feedparser": "formats/feed.py",
    "htmldate": "formats/html.py",
    "httpx": "formats/url.py",
    "jinja2": "web/pages.py",
    "lxml": "formats/html.py",
    "numpy": "reader/trained/",
    "onnxruntime": "reader/trained/network.py",
    "pydantic": "web/",
    "rich": "rendering/",
    "sqlalchemy": "ledger/",
    "starlette": "web/",
    "tokenizers": "reader/trained/pieces.py",
    "trafilatura": "formats/html.py",
    "typer": "cli/",
    "uvicorn": "web/serving.py",
}
WITHOUT_DOOR = {
    "lxml_html_clean": "trafilatura cannot be imported without it",
    "python_multipart": "starlette reads forms with it",
}
OF_ANOTHER = {"pydantic": "fastapi reads bodies with it", "starlette": "what fastapi is made of"}
LEDGER_SCRIPTS = "ledger/migrations/"  # run by Alembic, by file name: they are not part of the package

NETWORK = {"socket", "ssl", "urllib.request", "http.client", "http.server", "ftplib", "smtplib", "asyncio"}
NETWORK_DOOR = "formats/url.py"
CHANCE = {"random", "secrets", "uuid"}
CLOCK = {
    "datetime.now", "datetime.utcnow", "datetime.today", "date.today", "time.time", "time.time_ns",
    "time.localtime", "time.gmtime", "time.ctime", "time.strftime",
}  # fmt: skip
TIMELESS = FOUNDATIONS | STAGES | {"ledger", "exports", "analysis", "pipeline"}  # `now=` comes as an argument
NOT_THE_PACKAGE = {"training", "benchmarks", "tools", "tests"}
NAMES_THAT_SAY_NOTHING = {"utils", "util", "helpers", "helper", "common", "misc", "manager", "service"}


class Module(NamedTuple):
    """One file of the package: its path below `tocsin/`, its part, its text and its tree."""

    path: str
    part: str
    lines: int
    tree: ast.Module

    def at(self, node: ast.stmt | ast.expr | ast.ExceptHandler) -> str:
        return f"{self.path}:{node.lineno}"


@cache
def modules() -> tuple[Module, ...]:
    found = []
    for path in sorted(PACKAGE.rglob("*.py")):
        text = path.read_text(encoding="utf-8")
        name = path.relative_to(PACKAGE).as_posix()
        part = name.split("/")[0].removesuffix(".py")
        found.append(Module(name, part, len(text.splitlines()), ast.parse(text)))
    return tuple(found)


def imports(module: Module) -> Iterator[tuple[str, str]]:
    """Each absolute dotted name that a module imports, also inside functions, and where."""
    package = ["tocsin", *module.path.split("/")[:-1]]
    for node in ast.walk(module.tree):
        if isinstance(node, ast.Import):
            yield from ((alias.name, module.at(node)) for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            base = package[: len(package) - node.level + 1] if node.level else []
            whole = ".".join([*base, *([node.module] if node.module else [])])
            yield from ((f"{whole}.{alias.name}", module.at(node)) for alias in node.names)


def parts_imported(module: Module) -> Iterator[tuple[str, str]]:
    """Each part of Tocsin that a module imports, and where; `""` is the package itself."""
    for name, at in imports(module):
        if name == "tocsin" or name.startswith("tocsin."):
            second = name.split(".")[1] if "." in name else ""
            yield (second if is_part(second) else ""), at


def is_part(name: str) -> bool:
    return bool(name) and ((PACKAGE / name).is_dir() or (PACKAGE / f"{name}.py").exists())


def functions(tree: ast.Module) -> Iterator[tuple[ast.FunctionDef | ast.AsyncFunctionDef, bool]]:
    """Each function, and whether its first parameter is the instance or the class."""
    methods = {
        id(child)
        for node in ast.walk(tree)
        if isinstance(node, ast.ClassDef)
        for child in node.body
        if "staticmethod" not in map(ast.unparse, getattr(child, "decorator_list", ()))
    }
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield node, id(node) in methods


def is_dunder(name: str) -> bool:
    return name.startswith("__") and name.endswith("__")


def length(node: ast.stmt) -> int:
    return (node.end_lineno or node.lineno) - node.lineno + 1


def positional(node: ast.FunctionDef | ast.AsyncFunctionDef, *, method: bool) -> list[ast.arg]:
    return [*node.args.posonlyargs, *node.args.args][1 if method else 0 :]


def booleans(node: ast.FunctionDef | ast.AsyncFunctionDef) -> Iterator[str]:
    """Positional parameters that are annotated as bool or have True or False as their default."""
    every = [*node.args.posonlyargs, *node.args.args]
    without = len(every) - len(node.args.defaults)
    defaults: list[ast.expr | None] = [*([None] * without), *node.args.defaults]
    for parameter, default in zip(every, defaults, strict=True):
        noted = ast.unparse(parameter.annotation) if parameter.annotation else ""
        if "bool" in noted.replace("|", " ").split() or (
            isinstance(default, ast.Constant) and isinstance(default.value, bool)
        ):
            yield parameter.arg


def no_breach(found: list[str]) -> None:
    assert not found, "\n" + "\n".join(found)


# Layers


def test_every_rule_speaks_of_code_that_exists() -> None:
    assert FOUNDATIONS | STAGES | {"ledger", "exports", "pipeline"} <= {module.part for module in modules()}
    assert all((PACKAGE / door).exists() for door in DOORS.values())


def test_values_and_errors_import_the_standard_library_only() -> None:
    no_breach([
        f"{at} imports {name}"
        for module in modules()
        if module.part in NOUNS
        for name, at in imports(module)
        if name.split(".")[0] not in sys.stdlib_module_names
    ])  # fmt: skip


@pytest.mark.parametrize("part", sorted(MAY_IMPORT))
def test_a_part_imports_only_what_its_layer_may(part: str) -> None:
    allowed = MAY_IMPORT[part] | {part} | ALWAYS_ALLOWED
    no_breach([
        f"{at} ({part}) imports {other or 'the package itself'}"
        for module in modules()
        if module.part == part
        for other, at in parts_imported(module)
        if other not in allowed
    ])  # fmt: skip


def test_nobody_imports_the_command_line_or_the_desk() -> None:
    no_breach([
        f"{at} imports {other}"
        for module in modules()
        for other, at in parts_imported(module)
        if other in OUTSIDE and module.part not in OUTSIDE
    ])  # fmt: skip


def test_the_package_never_imports_what_only_makes_or_measures_it() -> None:
    no_breach([
        f"{at} imports {name}"
        for module in modules()
        for name, at in imports(module)
        if name.split(".")[0] in NOT_THE_PACKAGE
    ])  # fmt: skip


def test_each_third_party_package_is_imported_at_its_one_door() -> None:
    known = sys.stdlib_module_names | {"tocsin", "__future__"}
    found = []
    for module in modules():
        for name, at in imports(module):
            top = name.split(".")[0]
            door = DOORS.get(top)
            if top not in known and (door is None or not module.path.startswith(door)):
                found.append(f"{at} imports {top}, whose door is {door or 'nowhere: add one to DOORS'}")
    no_breach(found)


def test_each_door_is_used_and_each_dependency_has_one() -> None:
    used = {name.split(".")[0] for module in modules() for name, _ in imports(module)}
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    wanted = [*project["dependencies"], *project["optional-dependencies"]["desk"]]
    declared = {entry.split(">")[0].replace("-", "_") for entry in wanted}
    assert not set(DOORS) - used
    assert declared == (set(DOORS) | set(WITHOUT_DOOR)) - set(OF_ANOTHER)


# What no module does


def test_only_one_module_reaches_for_the_network() -> None:
    no_breach([
        f"{at} imports {name}"
        for module in modules()
        if module.path != NETWORK_DOOR and module.part not in OUTSIDE
        for name, at in imports(module)
        if any(name == bad or name.startswith(bad + ".") for bad in NETWORK)
    ])  # fmt: skip


def test_nothing_but_the_command_line_knows_the_time() -> None:
    no_breach([
        f"{module.at(node)} calls {ast.unparse(node.func)}"
        for module in modules()
        if module.part in TIMELESS
        for node in ast.walk(module.tree)
        if isinstance(node, ast.Call) and ".".join(ast.unparse(node.func).split(".")[-2:]) in CLOCK
    ])  # fmt: skip


def test_nothing_is_left_to_chance() -> None:
    no_breach([
        f"{at} imports {name}"
        for module in modules()
        if module.part in TIMELESS
        for name, at in imports(module)
        if name.split(".")[0] in CHANCE
    ])  # fmt: skip


def test_only_the_command_line_prints() -> None:
    no_breach([
        f"{module.at(node)} prints"
        for module in modules()
        if module.part != "cli"
        for node in ast.walk(module.tree)
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "print"
    ])  # fmt: skip


def test_no_except_is_bare() -> None:
    no_breach([
        f"{module.at(node)} catches everything"
        for module in modules()
        for node in ast.walk(module.tree)
        if isinstance(node, ast.ExceptHandler) and node.type is None
    ])  # fmt: skip


def test_every_module_starts_with_its_docstring_and_the_annotations_import() -> None:
    found = []
    for module in modules():
        if not ast.get_docstring(module.tree):
            found.append(f"{module.path} has no docstring")
        if not any(name == "__future__.annotations" for name, _ in imports(module)):
            found.append(f"{module.path} lacks 'from __future__ import annotations'")
    no_breach(found)


def test_no_module_has_a_name_that_says_nothing() -> None:
    names = {Path(module.path).stem for module in modules()}
    assert not names & NAMES_THAT_SAY_NOTHING


# Sizes


def test_modules_are_short() -> None:
    no_breach([f"{m.path} has {m.lines} lines" for m in modules() if m.lines > MODULE_LINES])


def test_the_pipeline_can_be_read_at_one_go() -> None:
    [lines] = [module.lines for module in modules() if module.path == "pipeline.py"]
    assert lines <= PIPELINE_LINES


def test_classes_are_short() -> None:
    no_breach([
        f"{module.at(node)} {node.name} has {length(node)} lines"
        for module in modules()
        for node in ast.walk(module.tree)
        if isinstance(node, ast.ClassDef) and length(node) > CLASS_LINES
    ])  # fmt: skip


def test_functions_are_short() -> None:
    no_breach([
        f"{module.at(node)} {node.name} has {length(node)} lines"
        for module in modules()
        for node, _ in functions(module.tree)
        if length(node) > FUNCTION_LINES
    ])  # fmt: skip


def test_parameters_past_the_second_are_given_by_name() -> None:
    no_breach([
        f"{module.at(node)} {node.name} has {len(given)} positional parameters"
        for module in modules()
        for node, method in functions(module.tree)
        if not is_dunder(node.name) and len(given := positional(node, method=method)) > POSITIONAL
    ])  # fmt: skip


def test_no_boolean_is_positional() -> None:
    no_breach([
        f"{module.at(node)} {node.name}({parameter})"
        for module in modules()
        for node, _ in functions(module.tree)
        if not is_dunder(node.name)
        for parameter in booleans(node)
    ])  # fmt: skip


# The rules themselves can fail


def test_the_rules_see_a_breach_where_there_is_one() -> None:
    tree = ast.parse("def f(a, b, c, d: bool, e=True): ...\nclass C:\n    def g(self, a, b): ...\n")
    module = Module("ledger/x.py", "ledger", 3, ast.parse("from ..cli import main\nfrom .rows import row\n"))
    (plain, _), (method, is_method) = functions(tree)
    assert len(positional(plain, method=False)) == 5 and list(booleans(plain)) == ["d", "e"]
    assert is_method and len(positional(method, method=True)) == 2
    assert [name for name, _ in imports(module)] == ["tocsin.cli.main", "tocsin.ledger.rows.row"]
