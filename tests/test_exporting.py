"""Exports: the file is whole or not there, and what formats look up is filled in."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from tocsin import exporting, ontology
from tocsin.errors import QueryError, TocsinError
from tocsin.values import Incident

NOW = datetime(2026, 11, 22, tzinfo=UTC)


def test_the_suffix_of_the_file_names_the_format(tmp_path: Path) -> None:
    path = tmp_path / "all.GeoJSON"
    assert list(exporting.export([], to=None, output=path, now=NOW)) == []
    assert path.read_text(encoding="utf-8").startswith('{"type": "FeatureCollection"')
    with pytest.raises(QueryError):
        list(exporting.export([], to=None, output=tmp_path / "all.xls", now=NOW))


def test_an_export_that_fails_leaves_the_old_file(tmp_path: Path) -> None:
    def broken() -> Iterator[Incident]:
        raise TocsinError("the ledger went away")
        yield

    path = tmp_path / "all.csv"
    path.write_text("old", encoding="utf-8")
    with pytest.raises(TocsinError):
        list(exporting.export(broken(), to="csv", output=path, now=NOW))
    assert path.read_text(encoding="utf-8") == "old"


def test_kinds_have_codes_and_states_are_known() -> None:
    found = exporting.lookups()
    assert set(found.crosswalk) <= {kind.name for kind in ontology.load()}
    assert found.crosswalk["shelling"] == "Explosions/Remote violence: Shelling/artillery/missile attack"
    assert found.countries["IRQ"].name == "Iraq"
    assert found.actors["IRN"].sort == "state"
