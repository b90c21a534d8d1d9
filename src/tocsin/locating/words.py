"""Word lists that say what the words around a name mean for it; read once from `places_words.toml`."""

from __future__ import annotations

import tomllib
from pathlib import Path

LEXICON = Path(__file__).parent.parent / "data" / "lexicons" / "places_words.toml"
LISTS = {name: frozenset(words.split()) for name, words in tomllib.loads(LEXICON.read_text("utf-8")).items()}

LOCATIVES = LISTS["locatives"]
STRONG = LOCATIVES - LISTS["weak_locatives"]
REGION_NOUNS = LISTS["region_nouns"]
DISTRICT_NOUNS = LISTS["district_nouns"]
TOWN_NOUNS = LISTS["town_nouns"]
SITE_NOUNS = LISTS["site_nouns"]
SITE_TAILS = LISTS["site_tails"]
EVENT_NOUNS = LISTS["event_nouns"]
DIRECTIONS = LISTS["directions"]
TITLES = LISTS["titles"]
SAYING = LISTS["saying"]
AUXILIARIES = LISTS["auxiliaries"]
ADDRESSING = LISTS["addressing"]
AFTER_PLACE = LISTS["after_place"] | DIRECTIONS
BEFORE_PLACE = LISTS["before_place"] | DIRECTIONS
ALWAYS_SMALL = LISTS["always_small"]
NO_PLACE = LISTS["no_place"]
BREAKS = LISTS["breaks"] | frozenset('.,;()-"')
GENERIC = LISTS["generic"]
PLACE_NOUNS = REGION_NOUNS | DISTRICT_NOUNS | TOWN_NOUNS
NOUN_KINDS = {
    **dict.fromkeys(TOWN_NOUNS, "town"),
    **dict.fromkeys(DISTRICT_NOUNS, "district"),
    **dict.fromkeys(REGION_NOUNS, "region"),
}
# What may stand after a name in capitals, or before it, without making it a person's or a body's.
HARMLESS_AFTER = SITE_NOUNS | EVENT_NOUNS | AFTER_PLACE
HARMLESS_BEFORE = DIRECTIONS | LOCATIVES | SITE_NOUNS | PLACE_NOUNS
