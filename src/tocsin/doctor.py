"""Whether Tocsin can work here: one `Check` for each thing that it needs, with what to do about it."""

from __future__ import annotations

import base64
import hashlib
import os
import platform
import re
import shutil
import sys
import tomllib
from collections.abc import Iterator, Mapping
from importlib import metadata
from pathlib import Path
from typing import Any, NamedTuple

from .errors import TocsinError

DATA = Path(__file__).parent / "data"
OLDEST_PYTHON = (3, 11)
REINSTALL = "Install Tocsin again; nothing in your ledgers is touched by that."
NARROW = 60  # columns; tables below it are hard to read


class Check(NamedTuple):
    """One thing that was looked at: whether it is well, what was found, and what to do if it is not."""

    name: str
    ok: bool
    words: str
    advice: str = ""


def checks(ledger: str) -> Iterator[Check]:
    """Every check, in the order in which trouble is best mended; `ledger` is the file or address in use."""
    yield python()
    yield from packages()
    yield data()
    yield gazetteer()
    yield ontology()
    yield opened(ledger)
    yield terminal()


def python() -> Check:
    """The version of Python that runs."""
    ok = sys.version_info[:2] >= OLDEST_PYTHON
    needed = ".".join(map(str, OLDEST_PYTHON))
    advice = "" if ok else f"Tocsin needs Python {needed} or newer: install it there."
    return Check("Python", ok, f"{platform.python_version()} on {platform.system()}", advice)


def packages() -> Iterator[Check]:
    """The packages that Tocsin needs: one line where all are well, one for each that is not."""
    try:
        needed = [line for line in metadata.requires("tocsin") or [] if "extra ==" not in line]
    except metadata.PackageNotFoundError:
        yield Check("packages", False, "Tocsin runs without being installed", REINSTALL)
        return
    found = []
    for line in needed:
        name, least = re.split(r"[^\w.-]", line, maxsplit=1)[0], re.search(r">=\s*([\d.]+)", line)
        try:
            version = metadata.version(name)
        except metadata.PackageNotFoundError:
            yield Check("packages", False, f"{name} is missing", REINSTALL)
            continue
        if least and _numbers(version) < _numbers(least[1]):
            yield Check("packages", False, f"{name} {version} is older than {least[1]}", REINSTALL)
        found.append(f"{name} {version}")
    yield Check("packages", len(found) == len(needed), ", ".join(found))


def data(folder: Path = DATA) -> Check:
    """The data files: how many, how large, and whether they are those that were published."""
    files = [path for path in sorted(folder.rglob("*")) if path.is_file() and "__pycache__" not in path.parts]
    expected = {**_installed(folder), **_listed(folder)}
    present = {path.relative_to(folder).as_posix(): path for path in files}
    missing = [name for name in expected if name not in present]
    changed = [name for name, sha in expected.items() if name in present and _sha256(present[name]) != sha]
    size = sum(path.stat().st_size for path in files) / 1e6
    compared = (
        f"{len(expected)} compared with their published hash" if expected else "no hashes to compare with"
    )
    words = f"{len(files)} files, {size:.1f} MB, {compared}"
    if missing or changed:
        wrong = [*(f"{name} is missing" for name in missing), *(f"{name} was changed" for name in changed)]
        return Check("data files", False, "; ".join(wrong), REINSTALL)
    return Check("data files", bool(files), words, "" if files else REINSTALL)


def gazetteer() -> Check:
    """The list of places: that it opens and knows a capital."""
    from .locating import default_gazetteer

    try:
        book = default_gazetteer()
        known = any(entry.country == "IRQ" for entry in book.candidates("Baghdad"))
    except TocsinError as error:
        return Check("gazetteer", False, str(error), REINSTALL)
    return Check("gazetteer", known, f"{book.places:,} places", "" if known else REINSTALL)


def ontology() -> Check:
    """The kinds of event and the names of actors."""
    from . import actors
    from . import ontology as kinds

    try:
        number, names = len(kinds.load()), len(actors.lexicon().names)
    except TocsinError as error:
        return Check("kinds", False, str(error), REINSTALL)
    return Check("kinds", number > 0, f"{number} kinds of event, names of actors by {names:,} first words")


def opened(ledger: str) -> Check:
    """The ledger: that it opens, and what it holds."""
    from .ledger import Ledger

    if "://" not in ledger and not Path(ledger).expanduser().exists():
        return Check("ledger", True, f"none at {ledger} yet", "`tocsin add FILE` makes it.")
    try:
        with Ledger(ledger, create=False) as book:
            counts = book.counts()
    except TocsinError as error:
        return Check("ledger", False, str(error), "Or name another ledger: --ledger FILE.")
    held = ", ".join(f"{counts[name]:,} {name}" for name in ("reports", "events", "incidents", "failures"))
    left = (
        f"{counts['pending']:,} events are not folded yet: any `tocsin add` does it."
        if counts["pending"]
        else ""
    )
    return Check("ledger", True, f"{ledger}: {held}", left)


def terminal() -> Check:
    """The terminal: width, colours, and whether it can show all scripts."""
    size = shutil.get_terminal_size()
    encoding = (sys.stdout.encoding or "unknown").lower()
    sort = "a terminal" if sys.stdout.isatty() else "no terminal (a pipe or a file)"
    colours = (
        "without colours (NO_COLOR)" if os.environ.get("NO_COLOR") else "colours as the terminal has them"
    )
    words = f"{sort}, {size.columns} columns, {encoding}, {colours}"
    if not encoding.replace("-", "").startswith("utf8"):
        return Check("terminal", False, words, "Names in other scripts cannot be shown: set PYTHONUTF8=1.")
    narrow = size.columns < NARROW
    return Check(
        "terminal", True, words, f"Widen it to {NARROW} columns or more for the tables." if narrow else ""
    )


def _numbers(version: str) -> tuple[int, ...]:
    return tuple(int(part) for part in re.findall(r"\d+", version)[:3])


def _sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _installed(folder: Path) -> dict[str, str]:
    """Hashes of the data files as the installer noted them; none where Tocsin runs from its sources."""
    try:
        noted = metadata.files("tocsin") or []
    except metadata.PackageNotFoundError:
        return {}
    found = {}
    for file in noted:
        if file.hash and file.hash.mode == "sha256" and file.as_posix().startswith("tocsin/data/"):
            raw = base64.urlsafe_b64decode(file.hash.value + "=" * (-len(file.hash.value) % 4))
            found[file.as_posix().removeprefix("tocsin/data/")] = raw.hex()
    return found if folder == DATA else {}


def _listed(folder: Path) -> dict[str, str]:
    """Hashes of the data files as SOURCES.toml gives them."""
    try:
        top = tomllib.loads((folder / "SOURCES.toml").read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return dict(_hashes(top))


def _hashes(value: Any) -> Iterator[tuple[str, str]]:
    """Every table with a `file` and a `sha256`, however deep."""
    if isinstance(value, Mapping):
        if isinstance(value.get("file"), str) and isinstance(value.get("sha256"), str):
            yield value["file"], value["sha256"]
        for inner in value.values():
            yield from _hashes(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from _hashes(inner)
