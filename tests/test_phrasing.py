"""Noun phrases and verbs of news sentences."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tocsin.phrasing import chunk
from tocsin.splitting import split
from tocsin.values import Clause


def missed(*row: object, cause: str) -> Any:
    """A row that the reader does not get right yet; it fails as soon as it does."""
    return pytest.param(*row, marks=pytest.mark.xfail(strict=True, reason=f"known miss: {cause}"))


LETTERS = frozenset("DNSPORCABVMT.")


def clause(text: str) -> Clause:
    [found] = chunk(text, split(text))
    return found


def phrases(text: str) -> list[str]:
    found = clause(text)
    return [found.phrase(c).text for c in found.chunks]


def verbs(text: str) -> list[str]:
    found = clause(text)
    return [word for word, letter in zip(found.lowers, found.classes, strict=True) if letter == "V"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Gunmen killed two soldiers.", ["Gunmen", "two soldiers"]),
        ("Two soldiers were killed by gunmen.", ["Two soldiers", "gunmen"]),
        ("The army has shelled the old town.", ["The army", "the old town"]),
        ("Rebels who attacked the base fled.", ["Rebels", "the base"]),
        ("Police killed a nurse, a driver and two boys.", ["Police", "a nurse", "a driver", "two boys"]),
        ("At least 40 people were killed.", ["At least 40 people"]),
        ("More than 120 rebels fled.", ["More than 120 rebels"]),
        ("Police fired tear gas at students.", ["Police", "tear gas", "students"]),
        ("The leader of the Hill Front fled.", ["The leader of the Hill Front"]),
        ("Dozens of people died.", ["Dozens of people"]),
        ("The army's main base was hit.", ["The army's main base"]),
        ("A 15-year-old boy was shot in al-Bab.", ["A 15-year-old boy", "al-Bab"]),
        ("Iran-backed fighters shelled the U.S. base.", ["Iran-backed fighters", "the U.S. base"]),
        ("The home of General Omar Farid was burned.", ["The home of General Omar Farid"]),
        ("Shells hit a school and a clinic in Tarvan.", ["Shells", "a school", "a clinic", "Tarvan"]),
        ("The group's leader, Omar Farid, was killed.", ["The group's leader", "Omar Farid"]),
    ],
)  # fmt: skip
def test_a_noun_phrase_runs_from_its_determiner_to_its_head(text: str, expected: list[str]) -> None:
    assert phrases(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Gunmen killed two soldiers.", ["killed"]),
        ("Two soldiers were killed by gunmen.", ["killed"]),
        ("The army has shelled the old town.", ["shelled"]),
        ("Rebels who attacked the base fled.", ["attacked", "fled"]),
        ("Soldiers opened fire on students, killing 12.", ["opened", "killing"]),
        ("The rebels tried to seize the airport.", ["tried", "seize"]),
        ("A bomb exploded in Tarvan.", ["exploded"]),
        ("The wounded men were taken to a clinic.", ["taken"]),
        ("The town was later recaptured.", ["recaptured"]),
    ],
)
def test_verbs_are_told_from_auxiliaries_and_from_participles_before_a_noun(
    text: str, expected: list[str]
) -> None:
    assert verbs(text) == expected


# One word that may be either, as a noun and as a verb.
AMBIGUOUS = [
    ("A strike killed two men.", "strike", "noun"),
    ("Rockets strike the base each night.", "strike", "verb"),
    ("The attack shook the town.", "attack", "noun"),
    ("Rebels attack the town each night.", "attack", "verb"),
    ("The rebels vowed to attack the town.", "attack", "verb"),
    ("The fire gutted the market.", "fire", "noun"),
    ("Rebels fire rockets at the base.", "fire", "verb"),
    ("Troops opened fire on students.", "fire", "noun"),
    ("The raid failed.", "raid", "noun"),
    ("Police raid a house in Tarvan.", "raid", "verb"),
    ("Thousands joined the march in Tarvan.", "march", "noun"),
    missed(
        "Thousands march in Tarvan.",
        "march",
        "verb",
        cause="a verb after a bare number word that no phrase follows is taken for a noun",
    ),
    ("A shell hit the clinic.", "shell", "noun"),
    ("Troops shell the town.", "shell", "verb"),
    ("Gunmen storm the palace.", "storm", "verb"),
    ("The storm battered the coast.", "storm", "noun"),
    ("A bomb killed two men.", "bomb", "noun"),
    ("Jets bomb the old town.", "bomb", "verb"),
    ("The report blamed the rebels.", "report", "noun"),
    ("The protest ended at noon.", "protest", "noun"),
    ("Students protest in Tarvan.", "protest", "verb"),
    ("The police station was hit.", "station", "noun"),
    ("Rebels attacked a police station in Tarvan.", "station", "noun"),
    ("Missiles struck a power station.", "station", "noun"),
]


@pytest.mark.parametrize(("text", "word", "expected"), AMBIGUOUS)
def test_a_word_that_may_be_noun_or_verb_is_settled_by_its_neighbours(
    text: str, word: str, expected: str
) -> None:
    found = clause(text)
    assert (found.classes[found.lowers.index(word)] == "V") == (expected == "verb")


@pytest.mark.parametrize(
    ("text", "word", "expected"),
    [
        ("Officials in Kabul said so.", "said", "Officials"),
        ("The army killed him.", "killed", "The army"),
        ("He was killed.", "killed", None),
    ],
)
def test_the_phrase_before_a_verb_is_the_one_that_its_last_one_hangs_on(
    text: str, word: str, expected: str | None
) -> None:
    found = clause(text)
    before = found.before(found.lowers.index(word))
    assert (before and found.phrase(before).text) == expected


def test_the_nearest_phrase_before_a_word_can_be_asked_for() -> None:
    found = clause("Officials in Kabul said so.")
    nearest = found.before(found.lowers.index("said"), nearest=True)
    assert nearest is not None and found.phrase(nearest).text == "Kabul"


def test_the_phrase_after_a_word_is_within_reach_or_is_none() -> None:
    found = clause("Gunmen killed two soldiers and then fled.")
    at = found.lowers.index("killed") + 1
    after = found.after(at)
    assert after is not None and found.phrase(after).text == "two soldiers"
    assert found.after(found.lowers.index("then")) is None


def test_a_phrase_leaves_out_a_possessive_mark_at_its_end() -> None:
    found = clause("The house is the army's.")
    assert found.phrase(found.chunks[-1]).text == "the army"


@pytest.mark.parametrize(
    ("text", "word", "letter"),
    [
        ("Troops marched to Tarvan.", "to", "T"),
        ("Troops of the junta left.", "of", "O"),
        ("He left while shells fell.", "while", "R"),
        ("He and she left.", "and", "C"),
        ("He was killed.", "was", "A"),
        ("He was reportedly killed.", "reportedly", "B"),
        ("He left it.", "it", "M"),
        ("He left Ali's house.", "'s", "S"),
        ("He left in 1991.", "1991", "D"),
    ],
)
def test_closed_words_have_their_class(text: str, word: str, letter: str) -> None:
    found = clause(text)
    assert found.classes[found.lowers.index(word)] == letter


WORDS = st.sampled_from(
    "the a army killed attack shell fire of in by was were to who and , . 's 40 least at than more that "
    "Tarvan police 😀 الجيش said , -- “ ” suspected reportedly striking".split()
)


@given(st.lists(WORDS, max_size=25).map(" ".join) | st.text(max_size=80))
def test_every_token_has_one_class_and_phrases_lie_apart_in_order(text: str) -> None:
    sentences = split(text)
    for number, (sentence, found) in enumerate(zip(sentences, chunk(text, sentences), strict=True)):
        assert (found.number, found.sentence, found.text) == (number, sentence, text)
        assert found.lowers == tuple(t.lower for t in sentence.tokens)
        assert len(found.classes) == len(sentence.tokens) and LETTERS.issuperset(found.classes)
        end = 0
        for part in found.chunks:
            assert end <= part.first < part.last <= len(sentence.tokens)
            assert not set(found.classes[part.first : part.last]) & set("VAPRCM.")
            span = found.phrase(part)
            assert span.text == text[span.start : span.end]
            end = part.last


@given(st.lists(WORDS, max_size=15).map(" ".join))
def test_chunking_twice_gives_the_same(text: str) -> None:
    assert chunk(text, split(text)) == chunk(text, split(text))
