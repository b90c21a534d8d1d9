"""On whose word a sentence stands: who says, claims, blames, suspects or denies it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tocsin.phrasing import chunk
from tocsin.splitting import split
from tocsin.values import Cue
from tocsin.wording import find

Row = tuple[str, str | None, str | None]


def cues(text: str) -> tuple[Cue, ...]:
    return find(chunk(text, split(text)))


def rows(text: str, *, sorts: str) -> list[Row]:
    """(sort, speaker, accused) of the cues of these sorts."""
    return [
        (c.sort, c.speaker.text if c.speaker else None, c.accused.text if c.accused else None)
        for c in cues(text)
        if c.sort in sorts.split()
    ]


CLAIMS = [
    ("The Hill Front claimed responsibility for the blast.", "The Hill Front"),
    ("Islamic State claims responsibility for the bombing.", "Islamic State"),
    ("The Hill Front has claimed responsibility.", "The Hill Front"),
    ("The Taliban later took responsibility for the raid.", "The Taliban"),
    ("The bombing was claimed by the Hill Front.", "the Hill Front"),
    ("A blast claimed by the Hill Front killed two men.", "the Hill Front"),
    ("The Hill Front claimed the attack on its website.", "The Hill Front"),
]


@pytest.mark.parametrize(("text", "speaker"), CLAIMS)
def test_who_claims_a_deed_speaks_of_himself(text: str, speaker: str) -> None:
    assert rows(text, sorts="claims") == [("claims", speaker, speaker)]


BLAMES = [
    ("Ankara blamed the PKK for the blast.", "Ankara", "the PKK"),
    ("Officials blame Iran for the attack.", "Officials", "Iran"),
    ("The mayor has blamed the army for the fire.", "The mayor", "the army"),
    ("Washington accuses Iran of the attack.", "Washington", "Iran"),
    ("Damascus blamed the strike on Israel.", "Damascus", "Israel"),
    ("The strike was blamed on Israel.", None, "Israel"),
    ("Officials attributed the blast to the Hill Front.", "Officials", "the Hill Front"),
    ("Israel was blamed by Damascus for the strike.", "Damascus", "Israel"),
    ("The army was accused by the mayor of burning homes.", "the mayor", "The army"),
    ("The Hill Front was behind the attack.", None, "The Hill Front"),
    ("The Hill Front is responsible for the attack.", None, "The Hill Front"),
    ("The blast was blamed on separatists by the army.", "the army", "separatists"),
    ("The mayor confirms the deaths in an air strike, blaming Israel.", "The mayor", "Israel"),
    ("Two men, whom guards had shot, died on the way, accusing Israel.", None, "Israel"),
]


@pytest.mark.parametrize(("text", "speaker", "accused"), BLAMES)
def test_blame_names_who_accuses_and_who_is_accused(text: str, speaker: str | None, accused: str) -> None:
    assert rows(text, sorts="blames claims denies") == [("blames", speaker, accused)]


@pytest.mark.parametrize(
    ("text", "accused"),
    [
        ("Suspected rebels killed a priest.", "Suspected rebels"),
        ("A suspected member of the Hill Front was killed.", "A suspected member of the Hill Front"),
        ("The alleged attackers fled.", "The alleged attackers"),
        ("The men are suspected of planting the bomb.", "The men"),
        ("The gunmen are believed to be Hill Front fighters.", "The gunmen"),
        ("The army is accused of shelling the camp.", "The army"),
        ("Police suspect the Hill Front of the bombing.", "the Hill Front"),
        ("A gang was thought to be behind the kidnapping.", "A gang"),
    ],
)
def test_a_suspicion_names_whom_it_hedges(text: str, accused: str) -> None:
    found = rows(text, sorts="suspects suspected blames")
    assert accused in [who for _, _, who in found]


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        ("Hamas denied involvement in the attack.", "Hamas"),
        ("The army denies that it shelled the camp.", "The army"),
        ("The charge was denied by the army.", "the army"),
        ("Moscow has rejected the accusation.", "Moscow"),
        ("Kigali disputes the claim.", "Kigali"),
    ],
)
def test_who_denies_is_named(text: str, speaker: str) -> None:
    assert [(sort, who) for sort, who, _ in rows(text, sorts="denies")] == [("denies", speaker)]


def test_a_likely_talk_about_an_attack_hedges_the_talk_alone() -> None:
    assert rows("They are likely to discuss the rebel attack.", sorts="hedges") == []
    assert rows("Rebels likely carried out the attack.", sorts="hedges") == [("hedges", None, None)]


def test_nobody_is_named_where_a_pronoun_is_accused() -> None:
    assert rows("Crowds marched on the palace, accusing him of treason.", sorts="blames") == []


def test_rejecting_an_offer_denies_nothing() -> None:
    assert rows("The rebels rejected the offer of talks.", sorts="denies") == []


SAYS = [
    ("The army said that two men died.", "The army"),
    ("According to the mayor, two men died.", "the mayor"),
    ("Two men died, according to the mayor.", "the mayor"),
    ("Two men died, the army said.", "the army"),
    ("Two men died, said the army.", "the army"),
    ("The mayor told the agency that two men died.", "The mayor"),
    ("Officials in Tarvan said two men died.", "Officials"),
    ('"Two men died," said the mayor.', "the mayor"),
    ("The defence ministry announced that two men died.", "The defence ministry"),
    ("Local media reported that two men died.", "Local media"),
]


@pytest.mark.parametrize(("text", "speaker"), SAYS)
def test_who_says_it_is_named_wherever_the_verb_of_saying_stands(text: str, speaker: str) -> None:
    assert [who for _, who, _ in rows(text, sorts="says")] == [speaker]


def test_the_agency_that_was_told_is_named_after_the_speaker_and_both_cover_what_is_said() -> None:
    text = "Two men died, a doctor told AFP."
    assert [who for _, who, _ in rows(text, sorts="says")] == ["a doctor", "AFP"]
    assert all(cue.first <= 2 < cue.last for cue in cues(text))


@pytest.mark.parametrize(("text", "speaker"), SAYS)
def test_a_saying_covers_what_is_said(text: str, speaker: str) -> None:
    [cue] = [c for c in cues(text) if c.sort == "says"]
    [clause] = chunk(text, split(text))
    assert cue.first <= clause.lowers.index("died") < cue.last


@pytest.mark.parametrize(
    "text",
    [
        "No group has claimed responsibility for the blast.",
        "No group immediately claimed the attack.",
        "There was no immediate claim of responsibility.",
        "Nobody has claimed responsibility.",
        "None of the groups has yet claimed the attack.",
        "The bombing has not been claimed.",
        "No one took responsibility for the bombing.",
        "There has been no claim of responsibility for the bombing.",
    ],
)
def test_that_nobody_has_claimed_is_told_and_names_no_claimant(text: str) -> None:
    [cue] = [c for c in cues(text) if c.sort in ("unclaimed", "claims", "blames")]
    assert (cue.sort, cue.speaker, cue.accused) == ("unclaimed", None, None)


def test_the_one_accused_of_backing_the_doers_is_named_without_the_deed() -> None:
    [row] = rows("Tehran accuses Israel of backing the group.", sorts="blames")
    assert row == ("blames", "Tehran", "Israel")


@pytest.mark.parametrize("text", ["The blast killed two men.", "Troops left the town.", "It rained."])
def test_a_plain_sentence_has_no_cue(text: str) -> None:
    assert cues(text) == ()


WORDS = st.sampled_from(
    "Hamas the army said denied claims responsibility for blamed on by accused of suspected no group "
    "according to was is behind attack , . that has told AFP believed to be responsible".split()
)


SORTS = frozenset("says claims blames suspects suspected hedges denies unclaimed".split())


@given(st.lists(WORDS, max_size=20).map(" ".join) | st.text(max_size=60))
def test_every_cue_gives_back_its_words_and_covers_tokens_of_its_sentence(text: str) -> None:
    clauses = chunk(text, split(text))
    found = find(clauses)
    assert found == find(clauses)
    for cue in found:
        assert cue.sort in SORTS
        assert 0 <= cue.first <= cue.last <= len(clauses[cue.sentence].lowers)
        for span in (cue.words, cue.speaker, cue.accused):
            assert span is None or span.text == text[span.start : span.end]
