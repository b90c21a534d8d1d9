"""Notes the SHA-256 of every data file at the end of src/tocsin/data/SOURCES.toml.

usage: python tools/hash_sources.py [--check]
With `--check` nothing is written: the files whose hash differs are printed, and the exit status is 1.
"""

from __future__ import annotations

import hashlib
import sys
import tomllib
from pathlib import Path

DATA = Path(__file__).parent.parent / "src" / "tocsin" / "data"
LINE = "# Made by tools/hash_sources.py; everything below this line is written anew each time."


def data_files(data: Path = DATA) -> list[str]:
    """Paths of the data files below `data`, without SOURCES.toml and what Python leaves behind, in order."""
    found = (path for path in data.rglob("*") if path.is_file() and path.suffix not in (".py", ".pyc"))
    return sorted(name for path in found if (name := path.relative_to(data).as_posix()) != "SOURCES.toml")


def hashes(data: Path = DATA) -> dict[str, str]:
    """The SHA-256 of each data file."""
    return {name: hashlib.sha256((data / name).read_bytes()).hexdigest() for name in data_files(data)}


def noted(data: Path = DATA) -> dict[str, str]:
    """The SHA-256 of each file as SOURCES.toml gives it."""
    table = tomllib.loads((data / "SOURCES.toml").read_text(encoding="utf-8"))
    return {row["file"]: row["sha256"] for row in table.get("published", {}).get("hashes", ())}


def write(data: Path = DATA) -> None:
    """Writes the hashes below the line."""
    path = data / "SOURCES.toml"
    head = path.read_text(encoding="utf-8").split(LINE)[0]
    rows = (f'  {{ file = "{name}", sha256 = "{sha}" }},\n' for name, sha in hashes(data).items())
    path.write_text(f"{head}{LINE}\n[published]\nhashes = [\n{''.join(rows)}]\n", encoding="utf-8")


def main() -> int:
    """0 when done, 1 when a hash differs."""
    now, before = hashes(), noted()
    differing = sorted(name for name in now.keys() | before.keys() if now.get(name) != before.get(name))
    for name in differing:
        print(f"{name}: {now.get(name, 'is gone')}")
    if "--check" in sys.argv[1:]:
        return 1 if differing else 0
    write()
    print(f"{len(now)} hashes noted, {len(differing)} of them new.", file=sys.stderr)
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
