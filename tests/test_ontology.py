"""Kinds and triggers: files keep their contract, errors name file and field, words settle the kind."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tocsin import ontology
from tocsin.errors import DataError
from tocsin.splitting import split

KINDS = ontology.load()
NAMES = [
    "abduction",
    "agreement",
    "air_strike",
    "armed_attack",
    "armed_clash",
    "bombing",
    "capture",
    "crackdown",
    "hijacking",
    "mobilization",
    "protest",
    "raid",
    "riot",
    "sabotage",
    "sanction",
    "sexual_violence",
    "shelling",
    "shootdown",
    "storming",
    "threat",
    "withdrawal",
]
WORDS = (
    "the",
    "rebels",
    "fired",
    "rockets",
    "at",
    "a",
    "suicide",
    "car",
    "bomb",
    "attack",
    "shot",
    "down",
    "dead",
)
MINE = """
name = "grave_find"
label = "Mass grave found"
family = "state"
definition = "A grave is found."
not_this = "Burials."
[crosswalk]
acled = ["Strategic developments: Other"]
[triggers]
nouns = ["mass grave"]
guarded = [{ verb = "exhume", with = ["body", "@armed"], without = ["museum"] }]
"""


def kinds_told(text: str, triggers: ontology.Triggers) -> set[str]:
    """Kinds that the triggers alone find, a sentence taken as one clause and all words before as doers."""
    return {kind for kind, _ in told(text, triggers)}


def told(text: str, triggers: ontology.Triggers) -> Iterator[tuple[str, ontology.Trigger]]:
    for sentence in split(text):
        words = [token.lower for token in sentence.tokens]
        taken = 0
        for start in range(len(words)):
            for trigger in triggers.at(words, start) if start >= taken else ():
                kind = trigger.settle(frozenset(words), frozenset(words[:start]))
                if kind is not None:
                    yield kind, trigger
                    taken = start + len(trigger.words)
                    break


def write_kind(folder: Path, text: str, *, name: str = "grave_find") -> Path:
    (folder / f"{name}.toml").write_text(text, encoding="utf-8")
    return folder


def test_the_package_holds_exactly_the_kinds_of_the_record() -> None:
    assert [kind.name for kind in KINDS] == NAMES


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.name)
def test_every_kind_is_defined_mapped_and_exemplified(kind: ontology.Kind) -> None:
    assert kind.family in ontology.FAMILIES
    assert set(kind.crosswalk) == set(ontology.SCHEMES)
    assert any(kind.crosswalk.values())
    assert kind.definition and kind.not_this and kind.label[0].isupper()
    assert (
        len(kind.yes) >= 4 and len(kind.no) >= 3 and len(set(kind.yes + kind.no)) == len(kind.yes + kind.no)
    )


@pytest.mark.parametrize(("name", "text"), [(kind.name, text) for kind in KINDS for text in kind.yes])
def test_triggers_find_the_kind_in_its_yes_examples(name: str, text: str) -> None:
    assert name in kinds_told(text, ontology.triggers())


@pytest.mark.parametrize(("name", "text"), [(kind.name, text) for kind in KINDS for text in kind.no])
def test_triggers_do_not_find_the_kind_in_its_no_examples(name: str, text: str) -> None:
    assert name not in kinds_told(text, ontology.triggers())


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("The attack killed nine.", "armed_attack"),
        ("The attack with rockets killed nine.", "shelling"),
        ("Warplanes attacked a bridge.", "air_strike"),
        ("A suicide bomber attacked a bridge.", "bombing"),
        ("Police shot a man dead, then a protester was shot.", "crackdown"),
        ("Pirates seized a tanker.", "hijacking"),
        ("Rebels seized a town.", "capture"),
        ("Rebels and the army clashed.", "armed_clash"),
        ("Fans clashed after the match.", "riot"),
        ("Nurses went on strike.", "protest"),
    ],
)
def test_other_words_of_the_clause_settle_the_kind_of_a_general_word(text: str, kind: str) -> None:
    assert kind in kinds_told(text, ontology.triggers())


@pytest.mark.parametrize(
    "text",
    [
        "He died of a heart attack.",
        "Riot police stood by.",
        "A tropical storm storms ahead.",
        "An earthquake struck the town.",
        "The agency launched a satellite on a rocket.",
        "The prosecutor issued an arrest warrant.",
        "The court heard a legal battle over cancer.",
    ],
)
def test_decoys_and_guards_keep_harmless_words_silent(text: str) -> None:
    assert kinds_told(text, ontology.triggers()) == set()


def test_a_longer_phrase_comes_before_a_shorter_one() -> None:
    found = list(ontology.triggers().at(["suicide", "car", "bomb", "attack"], 0))
    assert [len(trigger.words) for trigger in found] == sorted((len(t.words) for t in found), reverse=True)
    assert found[0].words == ("suicide", "car", "bomb")


def test_a_hyphen_inside_a_noun_phrase_makes_no_difference() -> None:
    assert kinds_told("A drone-strike hit a car.", ontology.triggers()) == {"air_strike"}


def test_nouns_come_first_unless_the_word_before_calls_for_a_verb() -> None:
    triggers = ontology.triggers()
    assert next(triggers.at(["the", "protests"], 1)).pos == "noun"
    assert next(triggers.at(["to", "protest"], 1)).pos == "verb"


def test_a_form_that_may_be_several_says_so() -> None:
    hit = next(ontology.triggers().at(["hit"], 0))
    assert hit.forms == {"base", "past", "participle"}


def test_outcomes_are_weak_and_attacks_are_not() -> None:
    words = ["killed"], ["attacked"]
    assert [next(ontology.triggers().at(word, 0)).weak for word in words] == [True, False]


def test_a_doer_counts_only_where_the_caller_sees_it_in_the_doers_place() -> None:
    shoot = next(ontology.triggers().at(["shoots", "dead"], 0))
    clause = frozenset(["gunman", "shoots", "dead", "police"])
    assert shoot.settle(clause, frozenset(["gunman"])) == "armed_attack"
    assert shoot.settle(clause, frozenset(["police"])) == "raid"
    assert shoot.settle(clause) == "armed_attack"


def test_a_users_folder_adds_a_kind_with_its_triggers(tmp_path: Path) -> None:
    folder = write_kind(tmp_path, MINE)
    assert [kind.name for kind in ontology.load(folder)] == [*NAMES, "grave_find"]
    triggers = ontology.triggers(folder)
    assert kinds_told("Two mass graves lay there.", triggers) == {"grave_find"}
    assert kinds_told("Experts exhumed the bodies.", triggers) == {"grave_find"}
    assert kinds_told("The museum exhumed the bodies.", triggers) == set()
    assert kinds_told("Two mass graves lay there.", ontology.triggers()) == set()


def test_a_users_kind_of_the_same_name_replaces_ours(tmp_path: Path) -> None:
    folder = write_kind(tmp_path, MINE.replace("grave_find", "riot"), name="riot")
    kinds = {kind.name: kind for kind in ontology.load(folder)}
    assert kinds["riot"].label == "Mass grave found"
    assert len(kinds) == len(NAMES)


@pytest.mark.parametrize(
    ("broken", "named"),
    [
        (MINE.replace('label = "Mass grave found"\n', ""), "label"),
        (MINE.replace('"state"', '"war"'), "family"),
        (MINE.replace("grave_find", "grave"), "name"),
        (MINE.replace("acled", "akled"), "crosswalk.akled"),
        (MINE.replace('["mass grave"]', '"mass grave"'), "triggers.nouns"),
        (MINE.replace("@armed", "@army"), "with"),
        (MINE.replace('"museum"', '"the museum"'), "without"),
        (MINE.replace('verb = "exhume"', 'word = "exhume"'), "word"),
        (MINE.replace('verb = "exhume"', "weak = true"), "verb"),
        (MINE + "[[yes]]\nwords = 'x'\n", "yes"),
        (MINE.replace("[triggers]", "[trigger]"), "trigger"),
    ],
)
def test_a_broken_file_is_named_with_its_field(tmp_path: Path, broken: str, named: str) -> None:
    with pytest.raises(DataError) as caught:
        ontology.load(write_kind(tmp_path, broken))
    assert "grave_find.toml" in str(caught.value)
    assert named in str(caught.value)


def test_a_file_that_is_not_toml_is_named_with_the_line(tmp_path: Path) -> None:
    with pytest.raises(DataError, match=r"grave_find.toml.*line 1"):
        ontology.load(write_kind(tmp_path, "name = grave"))


def test_a_folder_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(DataError, match="no such folder"):
        ontology.load(tmp_path / "none")


def test_kinds_and_index_are_read_once() -> None:
    assert ontology.load() is ontology.load(None)
    assert ontology.triggers() is ontology.triggers(None)


def test_out_of_scope_phrases_are_lower_case_words_with_a_topic() -> None:
    phrases = ontology.out_of_scope()
    assert ("tropical", "storm") in {words for words, _ in phrases}
    assert all(word == word.lower() for words, _ in phrases for word in words)
    assert {topic for _, topic in phrases} >= {"disaster", "sport", "accident"}


@given(st.lists(st.sampled_from(WORDS)))
def test_triggers_found_always_stand_in_the_text(words: list[str]) -> None:
    triggers = ontology.triggers()
    for start in range(len(words)):
        for trigger in triggers.at(words, start):
            assert tuple(words[start : start + len(trigger.words)]) == trigger.words
