"""The name to print for a place.

Hand-picked English names win, then the gazetteer's marks ("Bouaké" for "Bouake"), else the report's own
spelling: GeoNames prints many towns of other scripts in a transliteration that no news writer uses.
"""

from __future__ import annotations

import unicodedata
from functools import lru_cache

from .gazetteer import Entry
from .mentions import Mention

LETTERS = 3  # of a name in capitals that is written so anyway, at the most: UAE, DRC


def name_of(text: str, mention: Mention, *, best: Entry) -> str:
    """Most specific name, in English: "Sanaa" for "Sana'a", "Kunduz Province" for "Kunduz Province"."""
    loud = mention.loud or (mention.words.isupper() and len(mention.words) > LETTERS)  # a dateline: BAGHDAD
    said = written(mention.words, loud=loud)
    if mention.noun_end:
        return f"{said} {written(text[mention.end : mention.noun_end], loud=mention.loud)}"
    if best.by_hand or mention.shortened or without_marks(best.name) == without_marks(said):
        return best.name
    return said


@lru_cache(maxsize=8192)
def without_marks(name: str) -> str:
    """The name without diacritics, else as it is."""
    if name.isascii():
        return name
    return "".join(ch for ch in unicodedata.normalize("NFKD", name) if not unicodedata.combining(ch))


def written(words: str, *, loud: bool) -> str:
    """The report's words as a name: capitalised article, single spaces, no capitals throughout."""
    name = " ".join(words.split())
    if loud:
        name = name.title().replace("'S", "'s")
    return name[:1].upper() + name[1:]
