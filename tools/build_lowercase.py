"""Writes data/lexicons/lowercase.txt: words that prose writes in lower case, to read ALL-CAPITALS text.

usage: python tools/build_lowercase.py ITEMS.jsonl.gz > src/tocsin/data/lexicons/lowercase.txt
A word is kept when it occurs at least LEAST times after the first word of a sentence, mostly in lower case.
"""

from __future__ import annotations

import gzip
import json
import re
import sys
import tomllib
from collections import Counter
from pathlib import Path

from tocsin.inflection import inflect, plural

LEXICONS = Path(__file__).parent.parent / "src" / "tocsin" / "data" / "lexicons"
# Words of the lexicons that are names, or begin with a capital.
NAMES = frozenset(
    "taliban hamas hezbollah isil isis nato american israeli palestinian iraqi afghan syrian turk kurd "
    "russian ukrainian iranian briton german indian pakistani serb croat albanian tutsi hutu christian "
    "muslim jew kremlin pentagon katyusha kalashnikov sarin january february march april may june july "
    "august september october november december monday tuesday wednesday thursday friday saturday "
    "sunday christmas ramadan".split()
)
LEAST = 6
SHARE = 0.6
WORD = re.compile(r"(?<![.!?:\"] )(?<!^)\b[A-Za-z][a-z]+(?:-[a-z]+)*\b")


def words_of(path: Path) -> set[str]:
    """Lower-case words of a lexicon with their inflected forms."""
    raw = tomllib.loads(path.read_text(encoding="utf-8"))
    found: set[str] = set()
    for name, value in raw.items():
        for word in value.split() if isinstance(value, str) else ():
            if word in NAMES or not word.isalpha():
                continue
            found.add(word)
            found.update(inflect(word) if name == "verbs" else (plural(word),))
    return found


def main() -> None:
    """Prints the words, one a line, in alphabetical order."""
    lower: Counter[str] = Counter()
    every: Counter[str] = Counter()
    with gzip.open(sys.argv[1], "rt", encoding="utf-8") as items:
        for line in items:
            for word in WORD.findall(json.loads(line)["text"]):
                every[word.lower()] += 1
                lower[word.lower()] += word.islower()
    known = {word for name in ("nouns", "grammar") for word in words_of(LEXICONS / f"{name}.toml")}
    kept = sorted(
        known | {w for w, n in lower.items() if n >= LEAST and n >= SHARE * every[w] and len(w) > 1}
    )
    sys.stdout.write("\n".join(kept) + "\n")


if __name__ == "__main__":
    main()
