"""One key for the many spellings of a place name; the gazetteer's builder and its reader share it.

Case, diacritics, apostrophes, hyphens and the Arabic article (`al-`, `el-`, `as-`, `ez-` ...) do not count.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from hashlib import blake2b

FINGERPRINT_BYTES = 6  # 48 bits: about 7e5 keys, so two in a thousand million strange words hit one
# Letters that Unicode does not decompose.
SPACES = "-/.,\u2013\u2014"
APOSTROPHES = "'`\u00b4\u2018\u2019\u2032\u02bb\u02bc\u02be\u02bf"
LETTERS = str.maketrans(
    {"ø": "o", "ł": "l", "đ": "d", "ð": "d", "\u0131": "i", "ə": "a", "ħ": "h", "ŋ": "n"}
    | {"ß": "ss", "æ": "ae", "œ": "oe", "þ": "th"}
    | dict.fromkeys(SPACES, " ")
    | dict.fromkeys(APOSTROPHES, "")
)
ARTICLES = frozenset(
    ("al", "el", "ad", "adh", "an", "ar", "as", "ash", "at", "ath", "az", "ed", "er", "es", "esh", "et", "ez")
)
VOWELS = re.compile(r"[aeiouyw]+")
DOUBLE = re.compile(r"(.)\1+")
LOOSE = str.maketrans({"q": "k", "c": "k", "z": "s", "v": "b", "p": "b"})
LOOSE_LETTERS = 4  # consonants a loose key needs, so that short words do not all fall together


def plain(name: str) -> str:
    """`name` in lower-case letters without diacritics, apostrophes and hyphens, single-spaced."""
    folded = name.lower()
    if not folded.isascii():
        folded = unicodedata.normalize("NFKD", folded.replace("ẖ", "h")).lower()
        folded = "".join(ch for ch in folded if not unicodedata.combining(ch))
    return " ".join(folded.translate(LETTERS).split())


@lru_cache(maxsize=65536)
def key(name: str) -> str:
    """Look-up key: `plain` with every Arabic article before a word written `al`."""
    words = plain(name).split()
    last = len(words) - 1
    return " ".join("al" if i < last and word in ARTICLES else word for i, word in enumerate(words))


def bare(folded: str) -> str:
    """A key without its leading article ("al hasakah" -> "hasakah"), or itself."""
    return folded[3:] if folded.startswith("al ") and len(folded) >= 8 else folded


def loose(folded: str) -> str | None:
    """Key of the consonants, for transliterations ("Maaret", "Ma`arrat"); None if too short to tell."""
    word = bare(folded).replace(" al ", " ").replace(" ", "")
    if word.endswith("h"):
        word = word[:-1]
    word = word.replace("kh", "k").replace("gh", "g").replace("dh", "d").replace("dj", "j").translate(LOOSE)
    word = DOUBLE.sub(r"\1", VOWELS.sub("a", word)).rstrip("a")
    if len(word) - word.count("a") < LOOSE_LETTERS:
        return None
    return "~" + word


def fingerprint(folded: str) -> bytes:
    """The six bytes under which a key stands in the file."""
    return blake2b(folded.encode(), digest_size=FINGERPRINT_BYTES).digest()
