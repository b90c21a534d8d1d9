"""Inflection: spelling rules, exceptions, phrases."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tocsin.inflection import inflect, plural, spellings


@pytest.mark.parametrize(
    ("verb", "forms"),
    [
        ("attack", "attack attacks attacked attacked attacking"),
        ("seize", "seize seizes seized seized seizing"),
        ("ram", "ram rams rammed rammed ramming"),
        ("deploy", "deploy deploys deployed deployed deploying"),
        ("raid", "raid raids raided raided raiding"),
        ("kidnap", "kidnap kidnaps kidnapped kidnapped kidnapping"),
        ("clash", "clash clashes clashed clashed clashing"),
        ("bury", "bury buries buried buried burying"),
        ("die", "die dies died died dying"),
        ("free", "free frees freed freed freeing"),
        ("shoot", "shoot shoots shot shot shooting"),
        ("overrun", "overrun overruns overran overrun overrunning"),
        ("withdraw", "withdraw withdraws withdrew withdrawn withdrawing"),
        ("target", "target targets targeted targeted targeting"),
    ],
)
def test_verbs_follow_spelling_or_the_table(verb: str, forms: str) -> None:
    assert inflect(verb) == tuple(forms.split())


def test_only_the_first_word_of_a_verb_phrase_changes() -> None:
    assert inflect("take to the streets")[2] == "took to the streets"


@pytest.mark.parametrize(
    ("noun", "many"),
    [
        ("siege", "sieges"),
        ("ambush", "ambushes"),
        ("atrocity", "atrocities"),
        ("policeman", "policemen"),
        ("suicide car bomb", "suicide car bombs"),
        ("exchange of fire", "exchanges of fire"),
        ("coup d'état", "coups d'état"),
        ("aircraft", "aircraft"),
    ],
)
def test_plurals_are_made_of_the_head(noun: str, many: str) -> None:
    assert plural(noun) == many


def test_a_noun_phrase_is_also_spelt_with_a_hyphen_but_not_before_of() -> None:
    assert ("car-bomb", "attack") in spellings("car bomb attack", "noun")
    assert ("act-of", "sabotage") not in spellings("act of sabotage", "noun")


def test_spellings_gather_the_forms_that_look_alike() -> None:
    assert spellings("bomb", "verb")[("bombed",)] == {"past", "participle"}


@given(st.text(alphabet="abcdefghijklmnopqrstuvwxyz", min_size=1, max_size=12))
def test_every_verb_has_five_forms_and_keeps_its_base(verb: str) -> None:
    base, third, past, participle, ing = inflect(verb)
    assert base == verb
    assert third.endswith("s") and ing.endswith("ing") and past and participle
