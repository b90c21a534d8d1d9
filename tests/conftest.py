"""What the tests of the desk share: the sample's ledger served on loopback, and a browser to look at it."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

CHROMIUM = shutil.which("chromium")
ARGUMENTS = (
    "--no-sandbox", "--use-angle=swiftshader", "--enable-unsafe-swiftshader", "--no-first-run",
    "--disable-background-networking", "--disable-component-update", "--disable-sync",
)  # fmt: skip
NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)
PATIENCE_MS = 60_000  # for one step; a busy machine draws its maps slowly


def why_no_browser() -> str | None:
    """What is missing for tests in a browser, `None` if all is there."""
    if CHROMIUM is None:
        return "there is no Chromium: apt-get install chromium (as root), then make test again"
    try:
        import playwright.sync_api  # noqa: F401
    except ImportError:
        return "there is no playwright: make test installs it into .venv"
    return None


def pytest_terminal_summary(terminalreporter: Any) -> None:
    """Says clearly that the desk was not looked at."""
    if missing := why_no_browser():
        terminalreporter.section("the desk was NOT tested in a browser")
        terminalreporter.line(missing)


@pytest.fixture(scope="session")
def sample_ledger(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Path of a ledger with the bundled sample; a test that writes to it takes back what it did."""
    from tocsin import demo
    from tocsin.ledger import Ledger

    path = tmp_path_factory.mktemp("desk") / "sample.db"
    with Ledger(path) as book:
        demo.fill(book, now=NOW)
    return path


@pytest.fixture(scope="session")
def desk(sample_ledger: Path) -> Iterator[str]:
    """Address of the desk on the sample, without a slash at its end."""
    from tests.serving import served

    with served(sample_ledger, now=NOW) as address:
        yield address


@pytest.fixture(scope="module")
def chromium() -> Iterator[Any]:
    """Debian's Chromium, driven by Playwright; the test is skipped where one is missing."""
    if missing := why_no_browser():
        pytest.skip(missing)
    from playwright.sync_api import sync_playwright

    os.environ.setdefault("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")
    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=CHROMIUM, args=[*ARGUMENTS])
        yield opened
        opened.close()


@pytest.fixture
def visit(chromium: Any, desk: str) -> Iterator[Any]:
    """A page in a browser of its own, looking at the desk."""
    from tests.serving import Visit

    context = chromium.new_context(
        base_url=desk, viewport={"width": 1280, "height": 900}, reduced_motion="reduce", locale="en-GB"
    )
    context.set_default_timeout(PATIENCE_MS)
    yield Visit(context)
    context.close()
