"""The doctor: each check says what is wrong and what to do."""

from __future__ import annotations

import hashlib
from pathlib import Path

from tocsin import doctor


def test_data_files_are_compared_with_their_published_hash(tmp_path: Path) -> None:
    (tmp_path / "places.bin").write_bytes(b"places")
    right, wrong = hashlib.sha256(b"places").hexdigest(), "0" * 64
    table = '[[source]]\nfile = "{}"\nsha256 = "{}"\n'
    listing = tmp_path / "SOURCES.toml"
    listing.write_text(table.format("places.bin", right), encoding="utf-8")
    assert doctor.data(tmp_path).ok
    listing.write_text(table.format("places.bin", wrong), encoding="utf-8")
    assert not doctor.data(tmp_path).ok and "places.bin was changed" in doctor.data(tmp_path).words
    listing.write_text(table.format("gone.bin", right), encoding="utf-8")
    assert not doctor.data(tmp_path).ok and "gone.bin is missing" in doctor.data(tmp_path).words


def test_what_tocsin_needs_is_there() -> None:
    assert doctor.python().ok and doctor.gazetteer().ok and doctor.ontology().ok
    assert all(check.ok for check in doctor.packages())


def test_a_ledger_that_is_not_there_yet_is_no_trouble(tmp_path: Path) -> None:
    check = doctor.opened(str(tmp_path / "new.db"))
    assert check.ok and "tocsin add" in check.advice and not (tmp_path / "new.db").exists()


def test_whatever_is_not_well_comes_with_advice(tmp_path: Path) -> None:
    (tmp_path / "bad.db").write_text("notes " * 500, encoding="utf-8")
    for check in doctor.checks(str(tmp_path / "bad.db")):
        assert check.ok or check.advice, check
