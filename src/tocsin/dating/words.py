"""The closed classes of English time words, each mapped to its number.

Number words come from `data/lexicons/numbers.toml`, which the counting stage reads too.
"""

from __future__ import annotations

import tomllib
from importlib.resources import files

NUMBERS: dict[str, dict[str, int]] = tomllib.loads(
    (files("tocsin") / "data" / "lexicons" / "numbers.toml").read_text("utf-8")
)


def bag(words: str) -> frozenset[str]:
    """The words of a line, for membership."""
    return frozenset(words.split())


MONTH_NAMES = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October",
    "November", "December",
)  # fmt: skip
WEEKDAY_NAMES = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
MONTHS = {name.lower(): number for number, name in enumerate(MONTH_NAMES, 1)}
MONTHS |= {name.lower()[:3]: number for number, name in enumerate(MONTH_NAMES, 1)} | {"sept": 9}
WEEKDAYS = {name.lower(): number for number, name in enumerate(WEEKDAY_NAMES)}
SHORT_WEEKDAYS = {"mon": 0, "tue": 1, "tues": 1, "wed": 2, "thu": 3, "thurs": 3, "fri": 4, "sat": 5}
DOUBTFUL_MONTHS = frozenset({"may", "march", "mar", "jan", "jun", "dec"})  # also verbs, nouns or first names

UNITS = {
    "hour": "hour", "hours": "hour", "minutes": "hour", "minute": "hour", "moments": "hour",
    "day": "day", "days": "day", "night": "day", "nights": "day", "morning": "day",
    "week": "week", "weeks": "week", "weekend": "weekend", "weekends": "weekend", "month": "month",
    "months": "month", "year": "year", "years": "year", "decade": "decade", "decades": "decade",
}  # fmt: skip
DAY_PARTS = bag(
    "morning afternoon evening night noon midday midnight dawn dusk daybreak sunrise sunset nightfall"
)
SEASONS = {"spring": 3, "summer": 6, "autumn": 9, "fall": 9, "winter": 12}  # first month, northern half
PARTS = {
    "early": "early", "mid": "mid", "late": "late", "beginning": "early", "start": "early", "outset": "early",
    "middle": "mid", "end": "late", "close": "late",
}  # fmt: skip
FEW = bag("several few some many couple")
FEW_SIZES = {"couple": 2}
RANGE_MARKS = frozenset({"-", "to", "through", "until", "till", "and"})
STOPS = frozenset({"", ".", ",", ";", ":", ")", "(", "]", "[", "-", "--", '"', "!", "?", "...", "/", "'s"})

# What makes a weekday or a month part of a name, not a time.
NAMED_WEEKDAYS = bag("black bloody good palm easter ash maundy holy super every each most cyber")
NAME_HEADS = bag(
    "revolution movement brigade brigades street square bridge airport stadium hospital university avenue "
    "martyrs battalion front group coalition alliance camp road"
)
GAMES = bag("olympics olympic paralympics paralympic games cup grand championship championships eurovision")
# Words after a four-digit number that make it a count, not a year.
COUNTED = bag(
    "people persons soldiers troops civilians men women children police policemen officers members fighters "
    "militants rebels refugees protesters demonstrators prisoners inmates workers students families homes "
    "houses villagers residents killed dead deaths wounded injured others more victims personnel migrants "
    "hostages supporters km kilometers kilometres miles meters metres feet tons tonnes pounds dollars euros "
    "rubles kg gmt utc hours hrs local est edt bst cet jews muslims christians palestinians israelis"
)
BEFORE_COUNT = bag(
    "some about nearly almost around approximately least most than $ € £ no flight resolution highway route "
    "number nos hundred roughly estimated unit section article act law channel room boeing"
)
BEFORE_YEAR = bag("in since of by from during until till before after the early late mid a an its")

# Words that turn the direction of a bare day to the future, and those that turn it back.
AHEAD = bag(
    "will would planned plans plan planning scheduled upcoming expected due calling calls call set shall "
    "intends deadline expires expire next 'll going urges vows may can"
)
BEHIND = bag(
    "recalled remembered after following killed wounded injured when since was were had attacked died who "
    "arrested because over wake from came took began started happened occurred said ran passed expired "
    "lapsed ended"
)


def number(word: str) -> int | None:
    """The whole number of up to four digits that `word` writes, in digits or letters, else `None`."""
    if word.isdecimal():
        return int(word) if len(word) <= 4 else None
    found = SMALL.get(word)
    if found is None and "-" in word:
        tens, _, unit = word.partition("-")
        if tens in NUMBERS["tens"] and unit in NUMBERS["units"]:
            return NUMBERS["tens"][tens] + NUMBERS["units"][unit]
    if found is None and "," in word and word.replace(",", "").isdecimal():
        found = int(word.replace(",", ""))
        return found if found < 10000 else None
    return found


def ordinal(word: str) -> int | None:
    """The number that an ordinal ("third", "11th", "twenty-first") stands for, else `None`."""
    if word in NUMBERS["ordinals"]:
        return NUMBERS["ordinals"][word]
    if word[-2:] in ("st", "nd", "rd", "th") and word[:-2].isdecimal() and len(word) <= 5:
        return int(word[:-2])
    tens, _, unit = word.partition("-")
    if tens in NUMBERS["tens"] and unit in NUMBERS["ordinals"]:
        return NUMBERS["tens"][tens] + NUMBERS["ordinals"][unit]
    return None


SMALL = {word: n for word, n in (NUMBERS["units"] | NUMBERS["tens"]).items() if n} | {"a": 1, "an": 1}
NUMBER_WORDS = tuple(word for word in SMALL if word not in ("a", "an")) + tuple(
    f"{ten}-{unit}" for ten in NUMBERS["tens"] for unit, n in NUMBERS["units"].items() if 0 < n < 10
)
ORDINAL_WORDS = tuple(NUMBERS["ordinals"])
