"""Inflected forms of the verbs and nouns in trigger lists: English spelling rules, a table of exceptions."""

from __future__ import annotations

import tomllib
from functools import cache
from pathlib import Path
from typing import Literal, NamedTuple

from .errors import DataError

Pos = Literal["verb", "noun"]
Form = Literal["base", "third", "past", "participle", "ing", "singular", "plural"]

IRREGULAR = Path(__file__).parent / "data" / "lexicons" / "irregular_forms.toml"
VERB_FORMS: tuple[Form, ...] = ("base", "third", "past", "participle", "ing")
NOUN_FORMS: tuple[Form, ...] = ("singular", "plural")
VOWELS = frozenset("aeiou")
# A noun phrase's head stands before the first of these words ("state of emergency").
AFTER_HEAD = frozenset(("of", "on", "in", "from", "to", "at"))


class Irregular(NamedTuple):
    """Past and participle of irregular verbs, verbs that double the last letter, irregular plurals."""

    verbs: dict[str, list[str]]
    doubled: frozenset[str]
    plurals: dict[str, str]


def inflect(verb: str) -> tuple[str, str, str, str, str]:
    """Base, third person, past, participle and -ing form of a verb; the rest of a phrase stays as it is.

    >>> inflect("stab")
    ('stab', 'stabs', 'stabbed', 'stabbed', 'stabbing')
    >>> inflect("blow up")
    ('blow up', 'blows up', 'blew up', 'blown up', 'blowing up')
    """
    base, space, rest = verb.partition(" ")
    rest = space + rest
    past, participle = _irregular().verbs.get(base) or (_past(base),) * 2
    return base + rest, _with_s(base) + rest, past + rest, participle + rest, _ing(base) + rest


@cache
def plural(noun: str) -> str:
    """Plural of a noun or noun phrase: of its head, the last word before "of" and the like.

    >>> plural("suicide attack"), plural("act of sabotage"), plural("gunman")
    ('suicide attacks', 'acts of sabotage', 'gunmen')
    """
    plurals = _irregular().plurals
    if noun in plurals:
        return plurals[noun]
    words = noun.split()
    head = next((i for i, word in enumerate(words) if i and word in AFTER_HEAD), len(words)) - 1
    words[head] = plurals.get(words[head]) or _with_s(words[head])
    return " ".join(words)


def spellings(lemma: str, pos: Pos) -> dict[tuple[str, ...], frozenset[Form]]:
    """Written forms of a lemma as words, each with all grammatical forms that it may be.

    A noun phrase also comes with a hyphen between its first two words ("car-bomb attack").
    """
    found: dict[tuple[str, ...], frozenset[Form]] = {}
    names = VERB_FORMS if pos == "verb" else NOUN_FORMS
    written = inflect(lemma) if pos == "verb" else (lemma, plural(lemma))
    for name, phrase in zip(names, written, strict=True):
        words = tuple(phrase.split())
        found[words] = found.get(words, frozenset()) | {name}
        if pos == "noun" and len(words) > 1 and words[1] not in AFTER_HEAD:
            found[(f"{words[0]}-{words[1]}", *words[2:])] = frozenset((name,))
    return found


@cache
def _irregular() -> Irregular:
    try:
        table = tomllib.loads(IRREGULAR.read_text(encoding="utf-8"))
        return Irregular(table["verbs"], frozenset(table["doubled"]["verbs"]), table["plurals"])
    except (OSError, tomllib.TOMLDecodeError, KeyError) as error:
        raise DataError(f"{IRREGULAR}: cannot be used ({error}); restore it from the package") from error


def _with_s(word: str) -> str:
    """Third person of a verb, plural of a noun."""
    if word.endswith(("s", "x", "z", "ch", "sh")) or word in ("go", "do", "veto", "torpedo"):
        return word + "es"
    if word.endswith("y") and word[-2:-1] not in VOWELS:
        return word[:-1] + "ies"
    return word + "s"


def _past(verb: str) -> str:
    if verb.endswith("e"):
        return verb + "d"
    if verb.endswith("y") and verb[-2:-1] not in VOWELS:
        return verb[:-1] + "ied"
    return _doubled(verb) + "ed"


def _ing(verb: str) -> str:
    if verb.endswith("ie"):
        return verb[:-2] + "ying"
    if verb.endswith("e") and not verb.endswith(("ee", "oe", "ye")):
        return verb[:-1] + "ing"
    return _doubled(verb) + "ing"


def _doubled(verb: str) -> str:
    """The verb with its last letter doubled where spelling asks for it ("stab", "kidnap")."""
    if verb in _irregular().doubled:
        return verb + verb[-1]
    single = sum(letter in VOWELS for letter in verb) == 1
    if single and len(verb) > 2 and verb[-2] in VOWELS and verb[-1] not in "aeiouwxy":
        return verb + verb[-1]
    return verb
