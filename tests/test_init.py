"""The package's front door: few public names, fast to import, nothing heavy until it is asked for."""

from __future__ import annotations

import subprocess
import sys
from datetime import date

import pytest

import tocsin

HEAVY = (
    "typer",
    "click",
    "rich",
    "sqlalchemy",
    "alembic",
    "sqlite3",
    "trafilatura",
    "feedparser",
    "httpx",
    "lxml",
    "starlette",
    "uvicorn",
    "numpy",
    "torch",
)


def loaded(code: str) -> set[str]:
    """Heavy modules that a fresh interpreter has loaded after running `code`."""
    shown = f"{code}; import sys; print(*sorted({set(HEAVY)!r} & set(sys.modules)))"
    done = subprocess.run([sys.executable, "-c", shown], check=True, capture_output=True, text=True)
    return set(done.stdout.split())


def test_the_public_names_are_these() -> None:
    assert tocsin.__all__ == ["Event", "Failure", "Incident", "Ledger", "Report", "Span", "read", "to_dicts"]
    for name in tocsin.__all__:
        assert getattr(tocsin, name) is not None


def test_importing_loads_nothing_heavy() -> None:
    assert loaded("import tocsin") == set()


def test_reading_a_report_by_rules_loads_nothing_heavy() -> None:
    code = (
        "import tocsin; from tocsin import pipeline; rules = pipeline.load_reader('rules'); "
        "assert tocsin.read(tocsin.Report(text='A bomb exploded in Karachi.'), reader=rules)"
    )
    assert loaded(code) == set()


def test_importing_loads_no_stage_either() -> None:
    code = "import sys, tocsin; print(*[name for name in sys.modules if name.startswith('tocsin.')])"
    done = subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True)
    assert set(done.stdout.split()) == {"tocsin.values"}


def test_an_unknown_name_is_an_attribute_error() -> None:
    with pytest.raises(AttributeError, match="no attribute 'watch'"):
        tocsin.watch  # noqa: B018


def test_the_version_is_told() -> None:
    assert tocsin.__version__.count(".") == 2


def test_read_and_to_dicts_give_plain_data() -> None:
    report = tocsin.Report(
        text="Gunmen killed two priests in Jos on Tuesday.", published=date(2024, 5, 16), name="r1"
    )
    plain = tocsin.to_dicts(report, tocsin.read(report))
    assert (plain["id"], plain["published"]) == ("r1", "2024-05-16")
    assert [(e["kind"], e["killed"]) for e in plain["events"]] == [("armed_attack", [2, 2])]
