"""What a noun phrase stands for, by its head noun."""

from __future__ import annotations

import pytest

from tocsin.phrasing import chunk
from tocsin.reader import nouns
from tocsin.splitting import split
from tocsin.values import Chunk, Clause


def phrase(text: str) -> tuple[Clause, Chunk]:
    """The last noun phrase of a sentence."""
    [clause] = chunk(text, split(text))
    return clause, clause.chunks[-1]


@pytest.mark.parametrize(
    ("text", "head"),
    [
        ("They hit the U.S. embassy", "embassy"),
        ("They met the leader of the Hill Front", "leader"),
        ("They killed dozens of soldiers", "soldiers"),
        ("They killed a group of farmers", "farmers"),
        ("They killed one of the guards", "guards"),
        ("They fled from the rebels' camp", "camp"),
        ("They killed a cattle-herder", "cattle-herder"),
        ("They met an ex-general", "general"),
    ],
)
def test_the_head_is_the_last_word_before_of_unless_a_quantity_stands_there(text: str, head: str) -> None:
    assert nouns.head(*phrase(text)) in (head, head.rsplit("-", 1)[-1])


@pytest.mark.parametrize(
    ("text", "sort"),
    [
        ("They killed two soldiers", "people"),
        ("They killed the separatists", "people"),
        ("They killed 12", "people"),
        ("They hit the army", "people"),
        ("They hit the U.S. embassy", "site"),
        ("They hit a village", "site"),
        ("They hit a fuel tanker", "vehicle"),
        ("They hit a passenger bus", "vehicle"),
        ("They hit the olive trees", "other"),
        ("They recall the attack", None),
        ("They recall a wave of bombings", None),
        ("They came on Tuesday", None),
    ],
)
def test_a_phrase_is_people_site_vehicle_other_or_a_happening(text: str, sort: str | None) -> None:
    assert nouns.sort_of(*phrase(text)) == sort


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("They used a car bomb", True),
        ("They fired two ballistic missiles", True),
        ("They fired tear gas", True),
        ("They sold gas", False),
        ("They threw an explosive device", True),
        ("They sold a device", False),
        ("They wore suicide vests", True),
        ("They wore vests", False),
        ("They hit a school", False),
    ],
)
def test_a_broad_head_is_a_weapon_only_with_a_word_that_makes_it_one(text: str, expected: bool) -> None:
    assert nouns.is_weapon(*phrase(text)) is expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("They met Omar Farid", True),
        ("They blamed the Hill Front", True),
        ("They blamed the Hill Front's", True),
        ("They met a farmer", False),
        ("They met the Iraqi farmer", False),
    ],
)
def test_a_name_has_a_capital_head(text: str, expected: bool) -> None:
    assert nouns.is_name(*phrase(text)) is expected


def test_a_listed_noun_that_opens_the_sentence_is_no_name() -> None:
    [clause] = chunk("Gunmen fled.", split("Gunmen fled."))
    assert not nouns.is_name(clause, clause.chunks[0])


@pytest.mark.parametrize("word", ["extremists", "aid-workers", "soldier", "militiamen", "reservists"])
def test_people_are_known_by_the_lexicon_or_by_their_ending(word: str) -> None:
    assert nouns.is_people(word)


@pytest.mark.parametrize("word", ["embassy", "bombing", "missile", "olive", "list", "lists"])
def test_sites_weapons_and_happenings_are_no_people(word: str) -> None:
    assert not nouns.is_people(word)


def test_singular_and_plural_stand_for_the_same() -> None:
    lexicon = nouns.nouns()
    for words in (lexicon.people, lexicon.site, lexicon.vehicle, lexicon.weapon):
        assert words, "an empty list would find nothing"
    assert {"mosque", "mosques"} <= lexicon.site and {"ferry", "ferries"} <= lexicon.vehicle


def test_no_head_is_both_a_site_and_a_happening() -> None:
    lexicon = nouns.nouns()
    assert lexicon.site.isdisjoint(lexicon.happening)
    assert lexicon.vehicle.isdisjoint(lexicon.happening)
