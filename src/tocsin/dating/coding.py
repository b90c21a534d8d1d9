"""The words of a sentence as codes, one a word, so that short patterns can read what time words say.

A code has a capital or a digit, a plain word has neither and stands for itself in lower case:
`n4` a number in digits, `w4` one in words, `y2016` a year of four digits, `h0830` four digits with a nought,
`o3` an ordinal, `m05` a month, `d05` a month's name that may be a verb or a first name, `k0` a weekday,
`j0` its short form, `K0` its plural, `zSU` a season, `pMO` a part of the day, `uD` a unit, `vD` its plural,
`xA` and `xP` before and after noon, `Q3` a quarter, `H2` a half-year, `D1970` or `D70` a decade.
A dash between spaces is `--`, one within a word `-`.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from .words import MONTHS, NUMBERS, WEEKDAYS, bag

# Letters of units: S second, T minute, H hour, D day, W week, E weekend, F fortnight, M month, Q quarter,
# Y year, X decade, C century.
UNIT_LETTERS = {
    "S": "seconds secs sec", "T": "minute minutes min mins", "H": "hour hours hr hrs h", "D": "day days",
    "W": "week weeks workweek", "E": "weekend weekends", "F": "fortnight fortnights", "M": "month months",
    "Q": "quarter quarters", "Y": "year years yr yrs", "X": "decade decades", "C": "century centuries",
}  # fmt: skip
PLURALS = frozenset("secs mins hrs yrs centuries".split())
DAY_PART_CODES = {
    "morning": "pMO", "mornings": "PMO", "afternoon": "pAF", "afternoons": "PAF", "evening": "pEV",
    "evenings": "PEV", "night": "pNI", "nights": "PNI", "dawn": "pMO", "dusk": "pEV", "noon": "x12",
    "midday": "x12", "midnight": "x24", "lunchtime": "pMI",
}  # fmt: skip
SEASON_CODES = {"spring": "zSP", "summer": "zSU", "autumn": "zFA", "fall": "zFA", "winter": "zWI"}
SHORT_DAYS = {
    "mon": 0, "tue": 1, "tues": 1, "wed": 2, "weds": 2, "thu": 3, "thur": 3, "thurs": 3, "fri": 4, "sat": 5,
    "sun": 6,
}  # fmt: skip
DOUBTFUL = bag("may march mar jan jun dec")
TENS_OF_YEARS = {
    "twenties": 20, "thirties": 30, "forties": 40, "fifties": 50, "sixties": 60, "seventies": 70,
    "eighties": 80, "nineties": 90, "noughties": 2000,
}  # fmt: skip
TOKEN = re.compile(
    r"\d{1,3}(?:,\d{3})+(?!\d)|\d+(?:st|nd|rd|th)\b|\d+s\b|[qh][1-4]\b|\d+"
    r"|[ap]\.\s?m\b\.?|[^\W\d_]+(?:'(?!s\b)[^\W\d_]+)*|'s\b|--+|[^\w\s]"
)
FEW_CODES = {"few": "few", "several": "several", "couple": "couple", "many": "many", "some": "some"}
TENS, ONES, ORDINALS = NUMBERS["tens"], NUMBERS["units"], NUMBERS["ordinals"]
SCALES = {"hundred": 100, "thousand": 1000}
# A year in two halves ("nineteen ninety six") begins with one of these.
CENTURY_WORDS = range(15, 22)


def table() -> dict[str, str]:
    """Word -> code, for the words whose code does not hang on others."""
    codes = {word: code for word, code in SEASON_CODES.items()} | DAY_PART_CODES
    for letter, words in UNIT_LETTERS.items():
        for word in words.split():
            plural = word in PLURALS or (word.endswith("s") and len(word) > 3 and word != "hours")
            codes[word] = ("v" if plural or word == "hours" else "u") + letter
    codes |= {word: f"{'d' if word in DOUBTFUL else 'm'}{n:02}" for word, n in MONTHS.items()}
    codes |= {word: f"k{n}" for word, n in WEEKDAYS.items()} | {w: f"j{n}" for w, n in SHORT_DAYS.items()}
    codes |= {f"{word}s": f"K{n}" for word, n in WEEKDAYS.items()}
    codes |= {word: f"w{n}" for word, n in (ONES | TENS).items()}
    codes |= {word: f"o{n}" for word, n in ORDINALS.items()}
    return codes | {word: f"D{n}" for word, n in TENS_OF_YEARS.items()}


CODES = table()


class Piece(NamedTuple):
    """One word: where it stands in the text (half-open), how it is written in lower case, and its code."""

    start: int
    end: int
    word: str
    code: str


def pieces(folded: str, text: str, *, bounds: tuple[int, int], shout: bool) -> list[Piece]:
    """The words of `text` between `bounds`, in order; `folded` is the text in lower case, of one length."""
    found: list[Piece] = []
    for match in TOKEN.finditer(folded, *bounds):
        word, start = match.group(), match.start()
        end = match.end()
        first = word[0]
        if first.isdecimal():
            code = digits_code(word)
        else:
            code = CODES.get(word, word)
            if code[0] == "d" and code != word and (shout or text[start].isupper()):
                code = "m" + code[1:]
            elif word[1:2] == "." and len(word) > 1:
                code, end = ("xA" if first == "a" else "xP"), end
            elif word in ("am", "pm") and found and found[-1].code[0] in "nwhy":
                code = "xA" if word == "am" else "xP"
            elif first in "qh" and len(word) == 2 and word[1].isdecimal():
                code = word.upper()
            elif first == "-":
                spaced = folded[start - 1 : start].isspace() and folded[end : end + 1].isspace()
                code = "--" if spaced or len(word) > 1 else "-"
        found.append(Piece(start, end, word, code))
    return merged(found)


def digits_code(word: str) -> str:
    """The code of what begins with a digit."""
    if word.isdecimal():
        if len(word) == 4:
            return f"y{word}" if word >= "1000" else f"h{word}"
        return f"n{word}" if len(word) < 8 else "n0"
    if word[-1] == "s":
        return f"D{word[:-1]}"
    if "," in word:
        return f"n{word.replace(',', '')}"
    return f"o{int(word[:-2])}" if len(word) < 8 else "n0"


def merged(found: list[Piece]) -> list[Piece]:
    """The words with numbers of several words made one: twenty-one, two thousand and eighteen."""
    done: list[Piece] = []
    i = 0
    while i < len(found):
        piece = found[i]
        if counts(found, i):
            end, code = number_at(found, i)
            piece = Piece(piece.start, found[end - 1].end, piece.word, code)
            i = end
        else:
            i += 1
        done.append(piece)
    return done


def number_at(found: list[Piece], i: int) -> tuple[int, str]:
    """The position after the number in words at `i`, and its code."""
    total, end, code = small_at(found, i)
    if code[0] == "o":
        return end, code
    century = total in CENTURY_WORDS and end == i + 1
    if century and counts(found, end) and found[end].word != "zero":
        rest, stop, kind = small_at(found, end)
        if 10 <= rest < 100 and kind[0] == "w":
            return stop, f"y{total * 100 + rest}"
    if century and [p.word for p in found[end : end + 1]] == ["zero"] and counts(found, end + 1):
        rest, stop, _ = small_at(found, end + 1)
        return stop, f"y{total * 100 + rest}"
    while end < len(found) and found[end].word in SCALES:
        scale = SCALES[found[end].word]
        total = total * scale if total < scale else total + scale
        end += 1
        k = end + (end < len(found) and found[end].word == "and")
        if counts(found, k):
            rest, stop, kind = small_at(found, k)
            if kind[0] != "w":
                break
            if stop < len(found) and found[stop].word in SCALES and SCALES[found[stop].word] < scale:
                rest, stop = rest * SCALES[found[stop].word], stop + 1
                k = stop + (stop < len(found) and found[stop].word == "and")
                if counts(found, k):
                    more, stop, _ = small_at(found, k)
                    rest += more
            total, end = total + rest, stop
    return end, f"y{total}" if 1000 <= total < 2200 else f"w{total}"


def counts(found: list[Piece], i: int) -> bool:
    """True where a number in words stands at `i`."""
    return i < len(found) and found[i].code[0] == "w" and found[i].code[1:].isdecimal()


def small_at(found: list[Piece], i: int) -> tuple[int, int, str]:
    """A number below a hundred in words at `i`, the position after it, and its code (`o` for an ordinal)."""
    total = int(found[i].code[1:])
    k = i + 1
    if found[i].word in TENS and k < len(found):
        k += found[k].word in ("-", "and") and k + 1 < len(found)
        word = found[k].word
        if 0 < ONES.get(word, 0) < 10:
            return total + ONES[word], k + 1, f"w{total + ONES[word]}"
        if 0 < ORDINALS.get(word, 0) < 10:
            return total + ORDINALS[word], k + 1, f"o{total + ORDINALS[word]}"
    return total, i + 1, f"w{total}"
