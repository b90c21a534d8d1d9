"""Noun phrases as MUC-4 wants them: without determiners and numbers in front, the number told apart."""

from __future__ import annotations

import re
from dataclasses import dataclass

from .lexicon import table, word_set

NUMBERS = {word: n for n, word in enumerate(table("grammar")["numbers"].split(), start=1)}
TENS = {word: 10 * n for n, word in enumerate(table("grammar")["tens"].split(), start=3)}
SCALES = {"hundred": 100, "thousand": 1000}
DETERMINERS = word_set("grammar", "determiners")
VAGUE = word_set("grammar", "vague")
ABOUT = word_set("grammar", "about")
PREPOSITIONS = word_set("grammar", "prepositions")
LINKS = frozenset(("of", "that", "by", "to", "from", "against"))  # left before a phrase cut too early
POSSESSIVE = re.compile(r"'s?$")
AT_LEAST = frozenset(("at least", "least", "more than", "over", "no fewer than"))
TAIL = re.compile(
    r"\s*(?:,(?!\d)|[;\[(]"
    r"|\b(?:who|which|that|whose|when|where|while|including|because|after|before|on board)\b).*$",
    re.IGNORECASE | re.DOTALL,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Phrase:
    """The core of a noun phrase, its words in lower case, the words before its first preposition, its number.

    `number` is in MUC-4's form: "1", "5-", "~30", "PLURAL".
    """

    core: str
    words: tuple[str, ...]
    head: tuple[str, ...]
    number: str


def lower_words(text: str) -> list[str]:
    """The words of `text` in lower case, without a possessive's ending."""
    plain = text.lower().replace("\u2019", "'")
    return [POSSESSIVE.sub("", word).rstrip(".") or word for word in re.findall(r"[\w.'&-]+", plain)]


def phrase(text: str) -> Phrase:
    """The core of `text`: no relative clause or apposition, no leading determiners or numbers."""
    text = TAIL.sub("", " ".join(text.split())) or text
    tokens = text.split(" ")
    while len(tokens) > 1 and tokens[0].lower() in LINKS:
        tokens = tokens[1:]
    index, number, about, least = 0, None, False, False
    vague = False
    while index < len(tokens) - 1:
        low = tokens[index].lower()
        two = f"{low} {tokens[index + 1].lower()}"
        value = number_word(low)
        if two in AT_LEAST or low in AT_LEAST:
            least = True
            index += 2 if two in AT_LEAST else 1
        elif value is not None and not is_dateish(tokens[index + 1]):
            number = join_numbers(number, value, word=low)
            index += 1
        elif low in VAGUE or low in DETERMINERS or low in ABOUT or low in ("other", "another", "and"):
            vague |= low in VAGUE
            about |= low in ABOUT and low != "some"
            index += 2 if two in ("a few", "a number") else 1
        else:
            break
        if index < len(tokens) - 1 and tokens[index].lower() == "of" and (vague or number):
            index += 1
    core = " ".join(tokens[index:])
    words = tuple(lower_words(core))
    head = head_of(words)
    return Phrase(
        core=core, words=words, head=head, number=shown(number, head, about=about, least=least, vague=vague)
    )


def is_dateish(following: str) -> bool:
    """True where a number before this word belongs to a name or measure ("9 MAY", "7 KG")."""
    return following.lower() in ("may", "april", "kg", "kilograms", "grams", "percent", "year-old")


def number_word(word: str) -> int | None:
    """The value of a number word or of digits ("1,200"), else `None`."""
    word = word.replace(",", "")
    if word.isdigit():
        return int(word)
    tens, _, unit = word.partition("-")
    if tens in TENS or tens == "twenty":
        return (TENS.get(tens) or 20) + NUMBERS.get(unit, 0)
    return NUMBERS.get(word) or SCALES.get(word)


def join_numbers(before: int | None, value: int, *, word: str) -> int:
    """`value` after `before`: "two hundred" multiplies, "hundred fifty" adds."""
    if before is None:
        return value
    return before * value if word in SCALES else before + value if value < before else value


def head_of(words: tuple[str, ...]) -> tuple[str, ...]:
    """The words before the first preposition; all of them where a preposition comes first."""
    for index, word in enumerate(words):
        if word in PREPOSITIONS and index:
            return words[:index]
    return words


def shown(number: int | None, head: tuple[str, ...], *, about: bool, least: bool, vague: bool) -> str:
    """The number in MUC-4's form."""
    if number is not None:
        return f"{number}-" if least else f"~{number}" if about else str(number)
    last = head[-1] if head else ""
    return "PLURAL" if vague or is_plural(last) else "1"


def is_plural(word: str) -> bool:
    """True for a noun that looks like several things."""
    if word in word_set("grammar", "irregular_plurals"):
        return True
    if len(word) <= 3 or word in word_set("grammar", "singular_in_s"):
        return False
    return word.endswith("s") and not word.endswith(("ss", "us", "is"))
