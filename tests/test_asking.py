"""What the options of a command mean, and what is said where they mean nothing."""

from __future__ import annotations

from pathlib import Path

import pytest

from tocsin import asking
from tocsin.errors import QueryError


def test_publishers_country_may_be_a_code_or_a_name() -> None:
    assert asking.publisher_country("usa") == "USA"
    assert asking.publisher_country("Iraq") == "IRQ"
    assert asking.publisher_country(None) is None


def test_publishers_country_that_is_none_is_a_usage_error() -> None:
    with pytest.raises(QueryError, match="no country"):
        asking.publisher_country("Nowhereland")


def test_a_new_file_must_not_be_there_yet(tmp_path: Path) -> None:
    assert asking.fresh(str(tmp_path / "new.db")) == str(tmp_path / "new.db")
    with pytest.raises(QueryError, match="exists"):
        asking.fresh(str(tmp_path))
