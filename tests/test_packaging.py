"""What is installed: the locks, the wheel and its data, and what importing costs."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import tomllib
import zipfile
from fnmatch import fnmatch
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from tools import build_desk, hash_sources

ROOT = Path(__file__).parent.parent
DATA = ROOT / "src" / "tocsin" / "data"
LOCKS = ("requirements.lock", "requirements-dev.lock")
PIN = re.compile(r"^([a-z0-9-]+)==([\w.]+)((?: ; .+)?) \\$", re.MULTILINE)
HEAVY = {"alembic", "feedparser", "httpx", "rich", "sqlalchemy", "trafilatura", "typer", "lxml"}


@cache
def project() -> dict[str, Any]:
    tables = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    return {**tables["project"], "build": tables["build-system"]["requires"]}


def pins(lock: str) -> dict[str, str]:
    text = (ROOT / lock).read_text(encoding="utf-8")
    return {found[1]: found[2] for found in PIN.finditer(text)}


def numbers(version: str) -> tuple[int, ...]:
    return tuple(int(part) for part in re.findall(r"\d+", version))


def run(*command: str | Path, **environment: str) -> str:
    done = subprocess.run(
        [*map(str, command)], cwd=ROOT, env=os.environ | environment, stdin=subprocess.DEVNULL,
        capture_output=True, text=True, check=False, timeout=120,
    )  # fmt: skip
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


# The locks


@pytest.mark.parametrize("lock", LOCKS)
def test_a_lock_pins_every_package_with_hashes_and_names_no_address(lock: str) -> None:
    text = (ROOT / lock).read_text(encoding="utf-8")
    lines = [line for line in text.splitlines() if line.strip() and not line.lstrip().startswith("#")]
    others = [line for line in lines if not line.startswith("    --hash=sha256:")]
    assert [line for line in others if not PIN.match(line)] == []
    blocks = re.split(r"^(?=[a-z0-9-]+==)", text, flags=re.MULTILINE)[1:]
    assert [block.split()[0] for block in blocks if "--hash=sha256:" not in block] == []
    assert not re.search(r"://|--(?:extra-)?index|--find-links|--trusted-host|^\s*#.*\s/", text, re.MULTILINE)


def test_the_locks_hold_all_that_is_asked_for_in_versions_that_will_do() -> None:
    locked, to_test = pins("requirements.lock"), pins("requirements-dev.lock")
    for wanted, lock in (
        ([*project()["dependencies"], *project()["build"]], locked),
        (project()["optional-dependencies"]["desk"], locked),
        (project()["optional-dependencies"]["dev"], to_test),
    ):
        for requirement in wanted:
            package, least = requirement.replace("_", "-").split(">=")
            assert package in lock, f"{package}: run make lock"
            assert numbers(lock[package]) >= numbers(least)


def test_what_is_tested_is_what_is_installed() -> None:
    assert pins("requirements.lock").items() <= pins("requirements-dev.lock").items()


# The wheel


@pytest.fixture(scope="session")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("wheel")
    pip = (sys.executable, "-m", "pip", "--quiet", "--disable-pip-version-check")
    run(*pip, "wheel", ROOT, "--no-deps", "--no-build-isolation", "--no-index", "--wheel-dir", folder)
    [made] = folder.glob("*.whl")
    return made


def test_the_wheel_holds_the_data_the_migrations_and_nothing_else(wheel: Path) -> None:
    names = set(zipfile.ZipFile(wheel).namelist())
    assert {f"tocsin/data/{name}" for name in hash_sources.data_files()} <= names
    migrations = (ROOT / "src" / "tocsin" / "ledger" / "migrations").rglob("*.py")
    assert {path.relative_to(ROOT / "src").as_posix() for path in migrations} <= names
    assert {"tocsin/py.typed", "tocsin/data/SOURCES.toml"} <= names
    vendor = {f"tocsin/web/static/vendor/{name}" for name in build_desk.hashes(build_desk.VENDOR)}
    assert "tocsin/web/static/vendor/LICENSES.txt" in vendor <= names
    assert [name for name in names if not name.startswith(("tocsin/", "tocsin-"))] == []
    assert any(name.endswith("licenses/LICENSE") for name in names)
    assert wheel.stat().st_size < 60 * (1 << 20)


def test_the_wheel_reads_a_report_where_there_is_no_checkout(wheel: Path, tmp_path: Path) -> None:
    with zipfile.ZipFile(wheel) as packed:
        packed.extractall(tmp_path / "site")
    report = tmp_path / "report.txt"
    report.write_text("Three rockets hit the US embassy in Baghdad on Sunday.", encoding="utf-8")
    program = "import tocsin; from tocsin.cli import main; print(tocsin.__file__); main()"
    told = run(
        sys.executable, "-P", "-c", program, "read", report, "--published", "2020-01-27",
        PYTHONPATH=str(tmp_path / "site"),
    )  # fmt: skip
    assert told.startswith(str(tmp_path))
    assert '"kind": "shelling"' in told and '"name": "Baghdad"' in told


def test_the_program_is_installed_under_its_name() -> None:
    assert project()["scripts"] == {"tocsin": "tocsin.cli:main"}
    said = run(Path(sys.executable).parent / "tocsin", "--version")
    assert said.strip() == f"tocsin {project()['version']}"


def test_importing_loads_nothing_heavy() -> None:
    loaded = run(sys.executable, "-c", "import sys, tocsin; print(*sys.modules)").split()
    assert not HEAVY & set(loaded)


# The data


def sources() -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = tomllib.loads((DATA / "SOURCES.toml").read_text(encoding="utf-8"))["source"]
    return found


def test_every_data_file_has_one_origin() -> None:
    for name in [*hash_sources.data_files(), "SOURCES.toml"]:
        patterns = [pattern for entry in sources() for pattern in entry.get("files", ())]
        fitting = [pattern for pattern in patterns if fnmatch(name, pattern)]
        assert len(fitting) == 1, f"{name}: name its origin in SOURCES.toml, once; found {fitting}"


def test_every_origin_is_complete_and_speaks_of_files_that_exist() -> None:
    for entry in sources():
        assert {"what", "origin", "licence", "date", "made_by"} <= entry.keys(), entry
        assert "files" in entry or "code" in entry
        for pattern in entry.get("files", ()):
            assert list(DATA.glob(pattern)), pattern
        for path in entry.get("code", ()):
            assert (DATA.parent / path).exists(), path


def test_every_data_file_has_the_hash_that_is_noted() -> None:
    now, noted = hash_sources.hashes(), hash_sources.noted()
    differing = sorted(name for name in now.keys() | noted.keys() if now.get(name) != noted.get(name))
    assert not differing, f"run make hashes, if these were meant to change: {', '.join(differing)}"


def test_hashes_are_noted_below_the_line_and_nothing_above_it_changes(tmp_path: Path) -> None:
    (tmp_path / "words.toml").write_text("one = 1\n", encoding="utf-8")
    head = f"# why\n\n{hash_sources.LINE}\n"
    (tmp_path / "SOURCES.toml").write_text(head + "old\n", encoding="utf-8")
    hash_sources.write(tmp_path)
    assert (tmp_path / "SOURCES.toml").read_text(encoding="utf-8").startswith(head)
    assert hash_sources.noted(tmp_path) == hash_sources.hashes(tmp_path) != {}


# The commands


def test_the_readme_and_the_machinery_name_targets_that_exist() -> None:
    targets = set(re.findall(r"^([a-z]+):", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE))
    named = re.compile(r"(?:^|`)make (?:--\S+ )?([a-z]+)", re.MULTILINE)
    paths = [ROOT / "README.md", ROOT / "CONTRIBUTING.md", *ROOT.glob("docs/*.md"), ROOT / ".ci" / "run"]
    told = {target for path in paths for target in named.findall(path.read_text(encoding="utf-8"))}
    assert {"demo", "test"} <= told <= targets
    assert os.access(ROOT / ".ci" / "run", os.X_OK)
