"""Number words in, counts out: `find` for a report, `count` for one phrase, `parse_number` for a bare number.

What the words mean: "at least 5" and "more than 5" are 5 and open; "about 5" and "nearly 5" are 5.
"Up to 5" and "as many as 5" are 1 to 5; "fewer than 5" is 1 to 4; "five to seven" is 5 to 7.
"Several", "many" and "a number of" are 3 and open, "dozens" 12, "scores" 20, "hundreds" 100, and so on.
Left out is what cannot count people or things: years, dates, times, ages, money, shares, measures, models.
"A" and "an" are not marked, since only the noun behind tells whether they count; `count` takes that noun too.
Number words come from `data/lexicons/numbers.toml`, which the dating stage reads too.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Sequence
from importlib.resources import files
from typing import Any, NamedTuple

from .values import Count, Sentence, Span, Token

__all__ = ["count", "find", "parse_number"]


def bag(words: str) -> frozenset[str]:
    """The words of a line, for membership."""
    return frozenset(words.split())


LEXICON: dict[str, Any] = tomllib.loads(
    (files("tocsin") / "data" / "lexicons" / "numbers.toml").read_text("utf-8")
)
UNITS: dict[str, int] = LEXICON["units"]
TENS: dict[str, int] = LEXICON["tens"]
SCALES: dict[str, int] = LEXICON["scales"] | {"dozen": 12, "score": 20}
WORDS: dict[str, list[str]] = LEXICON["around"]
SMALL = (
    UNITS
    | TENS
    | {
        f"{ten}-{unit}": tens + ones
        for ten, tens in TENS.items()
        for unit, ones in UNITS.items()
        if 0 < ones < 10
    }
)
PLURALS = {"dozens": 12, "scores": 20, "hundreds": 100, "thousands": 1000, "millions": 1000000, "tens": 10}
SEVERAL = 3  # what "several", "many", "a few" and "a number of" are at the least, by convention
VAGUE = frozenset({"several", "many", "numerous", "various"})
DIGITS = re.compile(r"[1-9]\d{0,2}(?:,\d{3})+$|[1-9]\d{0,8}$|0$")  # "0700" is a time
DECIMAL = re.compile(r"\d{1,4}\.\d{1,3}$")
JOINED = re.compile(r"(\d{1,6})-(\d{1,6})$")
MAX_SCALE_WORDS = 24
PADDING = ("",) * 8

# Words before a number and what they do to it: to (low, high) of N.
SENSES: dict[tuple[str, ...], str] = {
    tuple(words.split()): sense for sense, phrases in LEXICON["bounds"].items() for words in phrases
}
LAST_WORDS = frozenset(words[-1] for words in SENSES)
LONGEST_SENSE = max(map(len, SENSES))

MONTHS = frozenset(WORDS["months"])
# Words behind a number that make it a measure, a time, an age, money or a share.
MEASURES = frozenset(WORDS["measures"])
# Words before a number that make it a name or an age.
NAMING = frozenset(WORDS["naming"])
# Words behind a number of four digits that show it counts and is no year.
YEARS = (1900, 2100)
COUNTED = frozenset(WORDS["counted"])
NOBODY = frozenset(WORDS["nobody"])
AGES_AND_MONEY = frozenset({"aged", "age", "$", "€", "£", "us$"})
NOBODY_REACH = 6  # "no immediate reports of any casualties"
NO_ONE = bag("nobody none no-one")
NOT_COUNTING_ONE = bag("no any every each some the this that which another anyone number day")
AFTER_SCORES = bag("of more were are have had was others dead killed wounded injured people civilians")
STOPS = frozenset({"", ".", ",", ";", ":", ")", "(", "]", "[", "-", "--", '"', "!", "?", "'s"})
QUOTES = str.maketrans({"\u2019": "'", "\u2018": "'", "\u2013": "-", "\u2014": "-", "\u00a0": " "})
WORD = re.compile(r"[^\W_]+(?:[.,:]\d+|'(?!s\b)[^\W_]+|-[^\W_]+)*|'s\b|--+|[^\w\s]")


class Number(NamedTuple):
    """A number read from tokens `start` to `end` (half-open); `high` is `None` where it is open."""

    start: int
    end: int
    low: int
    high: int | None


def find(text: str, sentences: Sequence[Sentence]) -> tuple[Count, ...]:
    """Every number expression that can count people or things, in text order, each with one span."""
    counts = []
    for sentence in sentences:
        if TELLING.isdisjoint(sentence.lowers) and not DIGIT.search(text, sentence.start, sentence.end):
            continue  # seen in a tenth of the time
        tokens = sentence.tokens
        for number in numbers(sentence.lowers, tokens):
            start, end = tokens[number.start].start, tokens[number.end - 1].end
            span = Span(start=start, end=end, text=text[start:end])
            counts.append(Count(low=number.low, high=number.high, spans=(span,)))
    return tuple(counts)


def count(words: str) -> Count | None:
    """How many the phrase counts, `None` where it does not say: "at least 5", "a gunman", "no casualties".

    Two or more words that all begin with a capital are a name, and count one; a bare plural gives `None`.
    The first number of the phrase counts.
    Spans point into `words`.
    """
    folded = words.translate(QUOTES)
    tokens = [
        Token(found.start(), found.end(), found.group().lower(), found.group()[0].isupper())
        for found in WORD.finditer(folded)
    ]
    lower = [token.lower for token in tokens]
    found = next(iter(numbers(lower, tokens)), None)
    if found:
        start, end = tokens[found.start].start, tokens[found.end - 1].end
        low, high = found.low, found.high
    elif lower and lower[0] in ("a", "an", "one", "another"):
        start, end, low, high = tokens[0].start, tokens[0].end, 1, 1
    elif lower and lower[0] in ("no", "nobody", "none", "zero"):
        start, end, low, high = tokens[0].start, tokens[0].end, 0, 0
    elif len(tokens) > 1 and all(token.capital and token.lower[0].isalpha() for token in tokens):
        start, end, low, high = tokens[0].start, tokens[-1].end, 1, 1
    else:
        return None
    return Count(low=low, high=high, spans=(Span(start=start, end=end, text=words[start:end]),))


def parse_number(words: str) -> int | None:
    """The whole number that `words` write, in digits or letters, below a thousand million; else `None`."""
    lower = [found.group().lower() for found in WORD.finditer(words.translate(QUOTES))]
    size = len(lower)
    lower.extend(PADDING)
    found = value(lower, 0)
    return found[0] if found and found[1] == size else None


def numbers(lowers: Sequence[str], tokens: Sequence[Token]) -> list[Number]:
    """The numbers of one sentence from left to right, with the words that bound them."""
    starts = [
        i
        for i, word in enumerate(lowers)
        if (word in STARTERS and (word not in ARTICLES or before_scale(lowers, i))) or ":" > word >= "0"
    ]
    found: list[Number] = []
    if not starts:
        return found
    lower = [*lowers, *PADDING]
    free = floor = 0
    for i in starts:
        if i < free:
            continue
        number = read(lower, i)
        if number is None:
            continue
        free = number.end
        if not not_a_count(lower, tokens, number=number):
            found.append(bounded(lower, number, floor=floor))
            floor = free
    return found


def before_scale(lowers: Sequence[str], i: int) -> bool:
    """True for the article of "a hundred", "a couple"."""
    return i + 1 < len(lowers) and lowers[i + 1] in AFTER_ARTICLE


def read(lower: list[str], i: int) -> Number | None:
    """The number that begins with the word at `i`, with the second half of a range."""
    word = lower[i]
    if word in VAGUE or word in PLURALS or word in LOOSE:
        return vague(lower, i)
    if word in NO_MORE:
        return nobody(lower, i)
    joined = JOINED.match(word)
    if joined:
        low, high = int(joined.group(1)), int(joined.group(2))
        return Number(i, i + 1, low, high) if low < high else None
    first = value(lower, i)
    if first is None:
        return None
    low, end = first
    if lower[end] in ("to", "-", "or") or (lower[end] == "and" and lower[i - 1] == "between" and i):
        second = value(lower, end + 1)
        if second and second[0] > low:
            start = i - 1 if i and lower[i - 1] in ("between", "from") else i
            return Number(start, second[1], low, second[0])
        if lower[end] == "or" and lower[end + 1] == "more":
            return Number(i, end + 2, low, None)
    if lower[end] == "+" or lower[end : end + 2] == ["at", "least"]:
        return Number(i, end + (1 if lower[end] == "+" else 2), low, None)
    return Number(i, end, low, low)


def value(lower: list[str], i: int) -> tuple[int, int] | None:
    """A whole number and the position after it: 1,200; 1.5 million; two hundred and fifty; half a dozen."""
    word = lower[i]
    if word == "half" and lower[i + 1] in ("a", "an") and lower[i + 2] in SCALES:
        return SCALES[lower[i + 2]] // 2, i + 3
    if word in ("a", "an"):
        if lower[i + 1] == "couple":
            return 2, i + 2 + (lower[i + 2] == "of")
        return spelled(lower, i + 1, current=1) if lower[i + 1] in SCALES else None
    if word[:1].isdecimal():
        if DIGITS.match(word):
            return spelled(lower, i + 1, current=int(word.replace(",", "")))
        if DECIMAL.match(word) and lower[i + 1] in ("million", "billion", "thousand"):
            return round(float(word) * SCALES[lower[i + 1]]), i + 2
        return None
    if word in SMALL or word in SCALES:
        return spelled(lower, i, current=None)
    return None


def spelled(lower: list[str], i: int, *, current: int | None) -> tuple[int, int] | None:
    """A number in letters from `i` on, after what `current` has already counted."""
    total, size, last = 0, 10**9, ""
    if current is not None:
        last = "digits"
    for j in range(i, i + MAX_SCALE_WORDS):
        word = lower[j] if j < len(lower) else ""
        if word == "and" and last in ("hundred", "thousand") and lower[j + 1] in SMALL:
            last = "and" + last
        elif word in SMALL and last in ("", "hundred", "andhundred", "tens", "thousand", "andthousand"):
            if last == "tens" and not 0 < SMALL[word] < 10:
                break
            current = (current or 0) + SMALL[word]
            last = "tens" if word in TENS else "units"
        elif word in ("hundred", "dozen", "score") and last not in ("hundred", "dozen", "score", "scale"):
            if last.startswith("and"):
                break
            current, last = (1 if current is None else current) * SCALES[word], "hundred"
        elif (
            word in ("thousand", "million", "billion") and SCALES[word] < size and not last.startswith("and")
        ):
            size = SCALES[word]
            total, current, last = total + (1 if current is None else current) * size, None, "thousand"
        else:
            break
    else:
        return None
    if last.startswith("and"):
        j -= 1
    return (total + (current or 0), j) if current is not None or total else None


NO_MORE = NO_ONE | {"no", "without"}
LOOSE = frozenset({"few", "number", "numbers", "handful", "both", "pair"})


def vague(lower: list[str], i: int) -> Number | None:
    """Dozens, tens of thousands, several hundred, a few, a number of, both."""
    word, after = lower[i], lower[i + 1]
    if word == "both":
        return Number(i, i + 1, 2, 2) if after not in ("sides", "the", "a", "his", "their", "in") else None
    article = i > 0 and lower[i - 1] == "a"
    if word == "numbers":
        large = lower[i - 1] in ("large", "great", "unknown") and i > 0 and after == "of"
        return Number(i - 1, i + 2, SEVERAL, None) if large else None
    if word in ("number", "handful", "pair"):
        if not article or after != "of":
            return None
        return Number(i - 1, i + 2, 2, 2) if word == "pair" else Number(i - 1, i + 2, SEVERAL, None)
    if word == "few" or word in VAGUE:
        start = i - 1 if article else i
        if (word == "few" and not article) or (
            word == "many" and lower[i - 1] in ("as", "how", "so", "too") and i
        ):
            return None
        if after in SCALES:
            return Number(start, i + 2, SEVERAL * SCALES[after], None)
        if after in PLURALS:
            return Number(start, i + 2, SEVERAL * PLURALS[after], None)
        return Number(start, i + 1, SEVERAL, None)
    if after == "of" and lower[i + 2] in PLURALS and lower[i + 2] not in ("tens", "scores"):
        return Number(i, i + 3, PLURALS[word] * PLURALS[lower[i + 2]], None)
    if word == "tens" or (word == "scores" and after not in AFTER_SCORES and after not in COUNTED):
        return None
    return Number(i, i + 1, PLURALS[word], None)


def nobody(lower: list[str], i: int) -> Number | None:
    """No casualties, without injuries, nobody: zero, where the words behind tell of people hurt."""
    if lower[i] in NO_ONE:
        return Number(i, i + 1, 0, 0)
    for k in range(i + 1, i + 1 + NOBODY_REACH):
        if lower[k] in NOBODY:
            return Number(i, i + 1, 0, 0)
        if lower[k] in STOPS or lower[k] in ("claim", "longer", "responsibility", "doubt"):
            return None
    return None


def bounded(lower: list[str], number: Number, *, floor: int) -> Number:
    """`number` with the words before it that set its bounds, not reaching back before `floor`."""
    start, low, high = number.start, number.low, number.high
    while start > floor and lower[start - 1] in LAST_WORDS:
        for length in range(min(LONGEST_SENSE, start - floor), 0, -1):
            sense = SENSES.get(tuple(lower[start - length : start]))
            if sense:
                break
        else:
            break
        start -= length
        if sense == "least":
            high = None
        elif sense == "most" and high is not None:
            low = min(1, high)
        elif sense == "less" and high is not None and high > 0:
            low, high = min(1, high - 1), high - 1
    return Number(start, number.end, low, high)


def not_a_count(lower: list[str], tokens: Sequence[Token], *, number: Number) -> bool:
    """True for years, dates, times, ages, money, shares, measures, and the numbers in names."""
    i, end = number.start, number.end
    before, after = lower[i - 1] if i else "", lower[end]
    first = lower[i]
    if (
        after in MEASURES
        or after.endswith(("-old", "-year-old", "-caliber", "-mm"))
        or before in AGES_AND_MONEY
    ):
        return True
    if before in NAMING and after not in COUNTED:
        return True
    if before == "/" or after == "/" or (before == "." and i > 1 and lower[i - 2] in ("no", "nos")):
        return True
    if first[0].isdecimal():
        return digits_not_a_count(lower, tokens, number=number)
    if first == "one":
        return before in NOT_COUNTING_ONE or after in ("another", "'s", "-") or (before == "-" and i > 1)
    return after == "-" and lower[end + 1] in MEASURES


def digits_not_a_count(lower: list[str], tokens: Sequence[Token], *, number: Number) -> bool:
    """The same for what is written in digits: dates, years, ages set off by commas, models, names."""
    i, end = number.start, number.end
    before, after, first = lower[i - 1] if i else "", lower[end], lower[i]
    dated = after in MONTHS or before in MONTHS or (after == "of" and lower[end + 1] in MONTHS)
    dated = dated or (before == "." and i > 1 and lower[i - 2] in MONTHS)
    if dated and number.low <= 31 and not (before in MONTHS and after in COUNTED):
        return True
    if after == "," and lower[end + 1] in ("years", "aged"):
        return True
    if (
        len(first) == 4
        and YEARS[0] <= number.low < YEARS[1]
        and after not in COUNTED
        and before not in LAST_WORDS
    ):
        return True
    if i == 0:
        return after in (".", ")", "]")  # the number of a paragraph
    if before in ("-", ".", ":", "&", "+") and tokens[i - 1].end == tokens[i].start:
        return before != "-" or i < 2 or tokens[i - 2].end == tokens[i - 1].start
    named = tokens[i - 2].capital if i > 1 else False
    if before == "," and after in (",", ")", ".") and named and 0 < number.low < 120:
        return True
    previous = tokens[i - 1]
    return (
        previous.capital
        and previous.lower[0].isalpha()
        and i > 1
        and after in STOPS
        and before not in LAST_WORDS
    )


ARTICLES = frozenset({"a", "an"})
STARTERS = (
    frozenset(SMALL)
    | frozenset(SCALES)
    | VAGUE
    | frozenset(PLURALS)
    | LOOSE
    | NO_ONE
    | {"no", "without", "half"}
    | ARTICLES
)
AFTER_ARTICLE = frozenset(SCALES) | {"couple"}
# Without one of these, or a digit, a sentence holds no number.
TELLING = (STARTERS - ARTICLES) | AFTER_ARTICLE
DIGIT = re.compile(r"[0-9]")
