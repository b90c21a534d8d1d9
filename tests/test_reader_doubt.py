"""A doer found by grammar is stated only where the grammar can be trusted."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from functools import partial

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tocsin import actors, ontology
from tocsin.phrasing import chunk
from tocsin.pipeline import load_reader
from tocsin.pipeline import read as read_by
from tocsin.reader import blaming, doers, doubt, finding
from tocsin.splitting import split
from tocsin.values import Report, Stance

read = partial(read_by, reader=load_reader("rules"))

TEXT = "Gunmen killed two priests in Imo."


@pytest.fixture
def no_trust(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Trusts no doer."""
    monkeypatch.setattr(doubt, "weights", lambda: ({}, -5.0, 0.5))
    yield


@pytest.fixture
def full_trust(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Trusts every doer."""
    monkeypatch.setattr(doubt, "weights", lambda: ({}, 5.0, 0.5))
    yield


def stances(text: str) -> list[tuple[str, Stance]]:
    events = read(Report(text=text, published=date(2024, 5, 16)))
    return [(b.actor.text, b.stance) for event in events for b in event.by]


def names(text: str) -> tuple[str, ...]:
    """Features of the first doer in a sentence."""
    clauses = chunk(text, split(text))
    draft = finding.find(clauses, ontology.triggers())[0]
    return doubt.features(draft, draft, chunk=next(iter(doers.doers(draft))), identify=actors.identify)


@pytest.mark.usefixtures("no_trust")
def test_a_doer_that_cannot_be_trusted_is_suspected() -> None:
    assert stances(TEXT) == [("Gunmen", "suspected")]


@pytest.mark.usefixtures("full_trust")
def test_a_doer_that_can_be_trusted_is_stated() -> None:
    assert stances(TEXT) == [("Gunmen", "stated")]


@pytest.mark.usefixtures("full_trust")
@pytest.mark.parametrize(
    ("text", "stance"),
    [
        ("Suspected gunmen killed two priests in Imo.", "suspected"),
        ("Islamic State claimed the bombing that killed two priests in Imo.", "claimed"),
        ("Abuja blamed the Hill Front for the bombing that killed two priests in Imo.", "blamed"),
    ],
)
def test_full_trust_lifts_no_hedge_claim_or_blame_to_stated(text: str, stance: Stance) -> None:
    assert [found for _, found in stances(text)] == [stance]


@pytest.mark.usefixtures("no_trust")
def test_no_trust_weakens_no_claim() -> None:
    assert stances("Islamic State claimed the bombing that killed two priests in Imo.") == [
        ("Islamic State", "claimed")
    ]


def test_the_features_tell_the_grammar_the_kind_and_who_acts() -> None:
    assert "kind armed_attack" in names(TEXT)
    assert any(name.startswith("who ") for name in names(TEXT))
    assert any(name.startswith("subject ") for name in names(TEXT))
    assert any(name.startswith("by ") for name in names("Two priests were abducted by gunmen in Imo."))


@given(st.lists(st.text(max_size=20), max_size=8).map(tuple))
def test_trust_is_a_probability_and_unknown_features_do_not_count(found: tuple[str, ...]) -> None:
    unknown = tuple(f"unknown {name}" for name in found)
    assert 0.0 <= doubt.trust(unknown) <= 1.0
    assert doubt.trust(unknown) == doubt.trust(())


def test_trust_grows_with_the_weights_of_its_features() -> None:
    table, _, threshold = doubt.weights()
    assert table and 0.0 < threshold < 1.0
    best, worst = max(table, key=table.__getitem__), min(table, key=table.__getitem__)
    assert doubt.trust((best,)) > doubt.trust(()) > doubt.trust((worst,))


def test_a_doubted_doer_is_kept_with_its_words() -> None:
    """The statement of a doubted doer keeps the same actor; only its stance is weaker."""
    clauses = chunk(TEXT, split(TEXT))
    draft = finding.find(clauses, ontology.triggers())[0]
    [statement] = blaming.statements(draft, {}, drafts=[draft], identify=actors.identify)
    assert (statement.actor.text, statement.says) == ("Gunmen", None)


def test_a_doubtful_second_telling_does_not_undo_a_sure_one() -> None:
    found = stances("Gunmen stormed a jail in Dori, shooting dead two guards.")
    assert found == [("Gunmen", "stated")]


@pytest.mark.usefixtures("no_trust")
def test_our_own_doubt_is_told_from_a_hedge_of_the_text() -> None:
    def doubtful(text: str) -> list[bool]:
        events = read(Report(text=text, published=date(2024, 5, 16)))
        return [b.doubtful for event in events for b in event.by]

    assert doubtful(TEXT) == [True]
    assert doubtful("Gunmen allegedly killed two priests in Imo.") == [False]
    assert doubtful("It is unclear whether gunmen killed two priests in Imo.") == [False]
    assert doubtful("A farmer is charged with the massacre of two priests in Imo.") == [False]
