"""Rules of identification: names, demonyms and seats of states; groups; forces; classes that stay classes."""

from __future__ import annotations

import pytest

from tocsin.actors import UNIDENTIFIED, area, identify, lexicon


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("US", "USA"),
        ("the U.S.", "USA"),
        ("American", "USA"),
        ("Washington", "USA"),
        ("the Pentagon", "USA"),
        ("U.S. President Donald Trump", "USA"),
        ("President of the Philippines Rodrigo Duterte", "PHL"),
        ("the Syrian government", "SYR"),
        ("Moscow", "RUS"),
        ("Turkey's", "TUR"),
        ("the Democratic Republic of the Congo", "COD"),
        ("Côte d\u2019Ivoire", "CIV"),
    ],
)
def test_states_by_name_demonym_seat_and_head(words: str, expected: str) -> None:
    actor = identify(words)
    assert actor and (actor.id, actor.sort, actor.state) == (expected, "state", expected)


@pytest.mark.parametrize(
    ("words", "expected", "state"),
    [
        ("U.S. forces", "USA:security", "USA"),
        ("the Israeli army", "ISR:military", "ISR"),
        ("Iraqi security forces", "IRQ:security", "IRQ"),
        ("Iran's Revolutionary Guards", "IRN:irgc", "IRN"),
        ("the Quds Force", "IRN:quds", "IRN"),
        ("Ethiopian Armed Forces", "ETH:military", "ETH"),
        ("Police in China", "CHN:police", "CHN"),
        ("members of the Iraqi security forces", "IRQ:security", "IRQ"),
        ("the Armed Forces of the Democratic Republic of the Congo (FARDC)", "COD:military", "COD"),
        ("NATO", "nato", None),
    ],
)
def test_forces_belong_to_their_state(words: str, expected: str, state: str | None) -> None:
    actor = identify(words)
    assert actor and (actor.id, actor.sort, actor.state) == (expected, "force", state)


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("ISIL", "isil"),
        ("Islamic State militants", "isil"),
        ("IS", "isil"),
        ("ISIS-K gunmen", "isil-khorasan"),
        ("al-Shabab", "al-shabaab"),
        ("al-Qaeda-linked al-Shabaab", "al-shabaab"),
        ("Boko Haram Islamist militants", "boko-haram"),
        ("the Pakistani Taliban", "ttp"),
        ("Kata\u2019ib Hezbollah", "kataib-hezbollah"),
        ("Kataib Hizballah", "kataib-hezbollah"),
        ("Hezbollah", "hezbollah"),
        ("Yemen's Houthi rebels", "houthis"),
        ("the Kurdistan Workers' Party (PKK)", "pkk"),
        ("U.S.-backed Syrian Democratic Forces (SDF)", "sdf"),
        ("forces of the Tigray People's Liberation Front", "tplf"),
        ("members of the TTP", "ttp"),
        ("Colombia's National Liberation Army", "eln"),
        ("M23 rebels", "m23"),
        ("the Wagner Group", "wagner"),
        ("Tamil Tigers", "ltte"),
    ],
)
def test_groups_by_alias_transliteration_and_fighters(words: str, expected: str) -> None:
    actor = identify(words)
    assert actor and (actor.id, actor.sort, actor.state) == (expected, "group", None)


@pytest.mark.parametrize(
    ("words", "expected", "sponsor"),
    [
        ("Iran-backed factions", "class:irn-backed-militias", "IRN"),
        ("Iran-backed military factions", "class:irn-backed-militias", "IRN"),
        ("pro-Iranian militia", "class:militias", None),
        ("anti-Taliban militia", "class:militias", None),
        ("ISIL-linked militants", "class:militants", None),
        ("Taliban sympathisers", "class:supporters", None),
        ("supporters of Hezbollah", "class:supporters", None),
        ("Palestinian militants", "class:pse-militants", None),
        ("Palestinians", "class:pse-people", None),
        ("US-backed Syrian forces", "class:usa-backed-syr-security-forces", "USA"),
        ("Iraq-based militants", "class:militants", None),
        ("thousands of protesters", "class:protesters", None),
        ("police", "class:police", None),
        ("the army", "class:soldiers", None),
    ],
)
def test_a_class_stays_a_class(words: str, expected: str, sponsor: str | None) -> None:
    actor = identify(words)
    assert actor and (actor.id, actor.sort, actor.state, actor.sponsor) == (expected, "class", None, sponsor)


@pytest.mark.parametrize(
    "words", ["gunmen", "Unidentified gunmen", "a man", "A suicide bomber", "the attackers"]
)
def test_attackers_of_whom_nothing_is_known_are_nobody_in_particular(words: str) -> None:
    assert identify(words) == UNIDENTIFIED


@pytest.mark.parametrize(
    "words",
    [
        "",
        "us",
        "is",
        "U.S. and Iraqi troops",
        "Hamas and Islamic Jihad",
        "former President Donald Trump",
        "the National Liberation Army",
        "Ansar al-Sharia",
        "the Army of Islam",
        "the Iranian embassy",
        "victims of Boko Haram",
        "opponents of Syrian president Bashar al-Assad",
        "Salah Abdeslam",
        "Syrian opposition forces",
        "Bosnian Serb forces",
        "Iraqi Kurdish fighters of nobody",
        "dissident Taliban",
    ],
)
def test_the_unknown_the_many_and_the_ambiguous_are_none_or_a_class(words: str) -> None:
    actor = identify(words)
    assert actor is None or actor.sort == "class"


@pytest.mark.parametrize(
    "words",
    [
        "militants from Iran",
        "US troops in Iraq",
        "soldiers in Iraq",
        "rebel Syrian soldiers",
        "ex-Iraqi soldiers",
    ],
)
def test_a_country_where_somebody_is_does_not_own_them(words: str) -> None:
    actor = identify(words)
    assert actor is None or actor.state not in ("IRN", "IRQ", "SYR")


def test_sponsors_are_only_those_commonly_said() -> None:
    kataib, isil = identify("Kata'ib Hezbollah"), identify("ISIL")
    assert kataib and kataib.sponsor == "IRN" and isil and isil.sponsor is None


def test_area_says_where_a_group_acts_and_nothing_else() -> None:
    assert area("boko-haram") == ("NGA", "CMR", "TCD", "NER") and area("nobody") == ()


def test_no_name_of_the_lexicon_stands_for_two_actors() -> None:
    meant: dict[tuple[tuple[str, ...], str | None], set[str]] = {}
    for names in lexicon().names.values():
        for name in names:
            meant.setdefault((name.words, name.exact), set()).add(name.actor.id)
    assert {words: ids for words, ids in meant.items() if len(ids) > 1} == {}


def test_the_lexicon_covers_the_world() -> None:
    actors = {name.actor for names in lexicon().names.values() for name in names}
    assert sum(actor.sort == "state" for actor in actors) >= 193
    assert sum(actor.sort == "group" for actor in actors) >= 250
