"""Place words to places: what is found, which place is meant, and what is no place."""

from __future__ import annotations

import threading
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tocsin.errors import DataError
from tocsin.locating import Gazetteer, countries_named, country_cues, default_gazetteer, find
from tocsin.locating.spelling import bare, key, loose, plain
from tocsin.splitting import split
from tocsin.values import Place


def places(text: str, hint: str | None = None) -> tuple[Place, ...]:
    return find(text, split(text), gazetteer=default_gazetteer(), hint=hint)


def told(text: str) -> list[tuple[str | None, str | None, str]]:
    return [(p.name, p.country, p.span.text if p.span else "") for p in places(text)]


FOUND = [
    ("A bomb exploded in Baghdad on Monday.", [("Baghdad", "IRQ", "Baghdad")]),
    ("A tornado hit Springfield, Missouri, at noon.", [("Springfield", "USA", "Springfield, Missouri")]),
    ("Shells hit the Yemeni capital Sana'a.", [("Sanaa", "YEM", "Sana'a")]),
    ("Troops advanced in northern Syria.", [(None, "SYR", "northern Syria")]),
    ("A blast shook the Iraqi city of Kirkuk.", [("Kirkuk", "IRQ", "Kirkuk")]),
    ("Clashes broke out in Iraq's Kirkuk.", [("Kirkuk", "IRQ", "Iraq's Kirkuk")]),
    ("Rockets hit the US embassy in Baghdad.", [("Baghdad", "IRQ", "Baghdad")]),
    ("Rebels seized al-Shaddadah.", [("Al-Shaddadah", "SYR", "al-Shaddadah")]),
    ("Missiles struck Ain al-Asad airbase.", [("Al Asad Air Base", "IRQ", "Ain al-Asad airbase")]),
    ("Pirates took a ship in the Gulf of Aden.", [("Gulf of Aden", None, "Gulf of Aden")]),
    ("Israeli strikes killed ten in Gaza.", [("Gaza Strip", "PSE", "Gaza")]),
    ("Fighting went on in Kiev, Ukraine.", [("Kyiv", "UKR", "Kiev, Ukraine")]),
    (
        "Gunmen killed 130 people in Solhan, Burkina Faso.",
        [("Solhan", "BFA", "Solhan"), (None, "BFA", "Burkina Faso")],
    ),
    ("Gunmen attacked Palma in Mozambique.", [("Palma", "MOZ", "Palma"), (None, "MOZ", "Mozambique")]),
    ("An explosion hit the Afghan capital.", [("Kabul", "AFG", "Afghan capital")]),
    ("Two died in Kunar Province, Afghanistan.", [("Kunar Province", "AFG", "Kunar Province, Afghanistan")]),
]


@pytest.mark.parametrize(("text", "expected"), FOUND)
def test_place_words_are_found_with_name_country_and_verbatim_span(
    text: str, expected: list[tuple[str | None, str | None, str]]
) -> None:
    assert told(text) == expected


NO_PLACE = [
    "Jordan Smith was arrested.",
    "The Islamic State of Iraq and the Levant claimed it.",
    "Al-Qaeda in the Arabian Peninsula denied it.",
    "The US President spoke.",
    "Iraqi soldiers fired.",
    "Washington said it would respond.",
    "Police were reading the letter. Reading it took hours.",
    "The New York Times reported it.",
]


@pytest.mark.parametrize("text", NO_PLACE)
def test_persons_bodies_peoples_and_speaking_capitals_are_no_places(text: str) -> None:
    assert told(text) == []


def test_country_named_in_the_report_decides_between_places_of_one_name() -> None:
    assert places("Militias fought in Tripoli. Libya has two governments.")[0].country == "LBY"
    assert places("Militias fought in Tripoli. Lebanon sent its army.")[0].country == "LBN"


def test_basis_says_how_many_bear_the_name_and_what_decided() -> None:
    basis = places("Militias fought in Tripoli. Libya has two governments.")[0].basis
    assert "places named Tripoli" in basis and "LBY is named" in basis


def test_country_alone_never_gets_coordinates() -> None:
    (place,) = places("Fighting spread across Sudan.")
    assert (place.precision, place.lat, place.lon, place.name) == ("country", None, None, None)


def test_region_keeps_its_own_precision_and_not_a_towns() -> None:
    (place,) = places("A convoy was ambushed in Anbar province.")
    assert (place.country, place.precision, place.name) == ("IRQ", "region", "Anbar")


def test_country_is_inferred_unless_its_name_is_written() -> None:
    assert places("A bomb exploded in Mosul.")[0].inferred
    assert not places("A bomb exploded in Mosul, Iraq.")[0].inferred


def test_hint_turns_the_scale_between_equal_readings() -> None:
    assert places("Gunmen attacked Santiago.", hint="PHL")[0].country in ("PHL", "CHL")
    assert places("A shooting in Valencia.", hint="VEN")[0].country == "VEN"


def test_village_that_no_gazetteer_has_is_named_without_coordinates() -> None:
    (place, country) = places("Troops entered the village of Xqzuria in Syria.")
    assert (place.name, place.country, place.lat) == ("Xqzuria", "SYR", None)
    assert country.precision == "country"


def test_upper_case_wire_copy_needs_more_than_capitals() -> None:
    text = "THE ARMY SAID THAT TWO SOLDIERS WERE KILLED IN SAN MIGUEL, EL SALVADOR. MAN HOPE CALLED POLICE."
    assert [(p.name, p.country) for p in places(text)] == [("San Miguel", "SLV")]


def test_cues_name_countries_by_name_and_by_people_with_offsets() -> None:
    text = "Iraqi security forces fire upon protesters; Iran denies it. Iraqi police agree."
    cues = country_cues(text, split(text), gazetteer=default_gazetteer())
    assert [(c.country, text[c.start : c.end], c.by_name) for c in cues] == [
        ("IRQ", "Iraqi", False),
        ("IRN", "Iran", True),
        ("IRQ", "Iraqi", False),
    ]
    assert countries_named(cues) == ("IRQ", "IRN")


@given(st.lists(st.sampled_from([w for text, _ in FOUND for w in text.split()]), max_size=30).map(" ".join))
def test_spans_give_back_their_words_in_order_without_overlap(text: str) -> None:
    end = 0
    for place in places(text):
        assert place.span is not None
        assert text[place.span.start : place.span.end] == place.span.text
        assert place.span.start >= end
        end = place.span.end
        assert place.precision != "country" or place.lat is None


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Al Ḩasakah", "al-Hasakah"),
        ("Sana'a", "Sanaa"),
        ("Deir ez-Zor", "Deir al-Zor"),
        ("Bogotá", "BOGOTA"),
        ("Ma\u2019arrat", "Maarrat"),
    ],
)
def test_spellings_of_one_name_share_a_key(one: str, other: str) -> None:
    assert key(one) == key(other)


def test_loose_key_joins_transliterations_and_refuses_short_words() -> None:
    assert loose(key("Maaret al-Numan")) == loose(key("Maarat al Numan"))
    assert loose("man") is None


@given(st.text(max_size=40))
def test_plain_and_key_are_stable(name: str) -> None:
    assert plain(plain(name)) == plain(name)
    assert bare(bare(key(name))) == bare(key(name)) or key(name).startswith("al al ")


def test_gazetteer_gives_candidates_with_population_and_country() -> None:
    first = next(entry for entry in default_gazetteer().candidates("Sana'a") if entry.kind == "town")
    assert (first.name, first.country) == ("Sanaa", "YEM")
    assert first.population > 1_000_000
    assert first.lat is not None and abs(first.lat - 15.35) < 0.1
    assert default_gazetteer().candidates("no such place at all") == ()


def test_gazetteer_knows_countries_and_capitals_by_code() -> None:
    iraq = default_gazetteer().country("IRQ")
    capital = default_gazetteer().capital("IRQ")
    assert iraq is not None and iraq.name == "Iraq" and iraq.lat is None
    assert capital is not None and capital.name == "Baghdad"
    assert default_gazetteer().country("ZZZ") is None


def test_every_entry_has_coordinates_on_the_globe_or_none() -> None:
    gazetteer = default_gazetteer()
    for number in range(0, gazetteer.places, 997):
        entry = gazetteer.entry(number)
        assert entry.lat is None or (-90 <= entry.lat <= 90 and -180 <= (entry.lon or 0) <= 180)
        assert entry.kind != "country" or entry.lat is None


def test_missing_foreign_or_cut_file_is_refused_with_the_way_out(tmp_path: Path) -> None:
    for content in (None, b"", b"something else that is long enough to be a header", b"TOCSINGZ\x01\x00"):
        path = tmp_path / "places.tgz1"
        if content is not None:
            path.write_bytes(content)
        with pytest.raises(DataError, match="build_gazetteer"):
            Gazetteer(path)


def test_threads_may_share_one_gazetteer() -> None:
    gazetteer, wrong = Gazetteer(), []

    def look() -> None:
        for name in ("Baghdad", "Kyiv", "Karachi", "Goma") * 50:
            if gazetteer.candidates(name)[0].name != name:
                wrong.append(name)

    threads = [threading.Thread(target=look) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert not wrong


@pytest.mark.parametrize(
    "text",
    [
        "BAGHDAD (AP) - Gunmen attacked a checkpoint near the Sinak bridge.",
        "Protesters gathered on Sinak bridge in Baghdad.",
    ],
)
def test_large_town_named_is_evidence_against_a_small_namesake_abroad(text: str) -> None:
    assert {country for _, country, _ in told(text)} == {"IRQ"}


@pytest.mark.parametrize(
    "text",
    [
        "Washington maintains that it was so.",
        "Tehran retorts that it was not.",
        "Washington has accused Tehran of it.",
        "Talks between Washington and Tehran collapsed.",
    ],
)
def test_capitals_that_speak_or_are_spoken_to_are_governments(text: str) -> None:
    assert told(text) == []


def test_capital_where_something_happens_is_a_place() -> None:
    assert told("Protesters marched from Tehran University in Tehran.")[-1][0] == "Tehran"


@pytest.mark.parametrize("name", ["Mexico", "Niger", "Jordan", "Georgia", "Panama", "Lebanon", "Luxembourg"])
def test_name_of_a_country_alone_is_the_country(name: str) -> None:
    (place,) = places(f"Clashes in {name} left ten dead.")
    assert place.precision == "country"


def test_countries_in_a_row_do_not_hold_each_other() -> None:
    assert [c for _, c, _ in told("Rebels killed ten in Niger, Nigeria and Chad.")] == ["NER", "NGA", "TCD"]


@pytest.mark.parametrize(
    "name",
    [
        "Deir ez-Zor", "Deir al-Zor", "Deir Ezzor", "Dayr az-Zawr", "Deir el-Zour", "Deir ez-Zour",
        "Dair Alzour", "Deirezzor", "Dayr al-Zur", "Deir Azzor",
    ],
)  # fmt: skip
def test_town_is_known_in_all_its_spellings(name: str) -> None:
    assert ("Deir ez-Zor", "SYR") in [(n, c) for n, c, _ in told(f"Shells hit the city of {name} in Syria.")]


def test_stranger_lies_in_the_larger_place_named_behind_it() -> None:
    text = "A Russian missile struck a school in Xqobas, Idlib District."
    assert ("Xqobas", "SYR") in [(name, country) for name, country, _ in told(text)]
