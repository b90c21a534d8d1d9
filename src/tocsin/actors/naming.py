"""Who a noun phrase stands for: states, forces, armed groups, or a class of people that stays a class.

Names come from `data/lexicons/states.toml` and `data/lexicons/actors.toml`, compared without accents, case,
hyphens and apostrophes; short acronyms keep their capitals ("US" is a state, "us" is not).
In doubt the answer is `None`: a wrong accusation is worse than a missing one.
A class ("Iran-backed militias", "protesters") never becomes one of its members, and attackers of whom nothing
is known ("gunmen") are all the one actor `UNIDENTIFIED`, who is nobody in particular.
"""

from __future__ import annotations

import re
import tomllib
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cache, lru_cache
from importlib import resources
from typing import Any, Literal, NamedTuple

from ..errors import DataError
from ..values import Actor

UNIDENTIFIED = Actor(id="unidentified", name="unidentified attackers", sort="class")

Sort = Literal["state", "people", "seat", "group", "force", "nobody"]

WORD = re.compile(r"[^\W_]+(?:[.'][^\W_]+)*\.?'?|[,;]")
# An acronym of up to this many letters is only met with its own capitals ("IS", "US", "JEM").
SHORT_ACRONYM = 5
PLAIN = str.maketrans("\u2019\u2018\u02bc\u2010\u2013\u2014-/", "'''     ")
POSSESSIVE = re.compile(r"'s?$")


class Word(NamedTuple):
    """One word as written (without dots) and folded for comparison."""

    written: str
    folded: str


class Name(NamedTuple):
    """One entry of the dictionary: the words, who they name, and the spelling to insist on, if any."""

    words: tuple[str, ...]
    sort: Sort
    actor: Actor
    exact: str | None


@dataclass(frozen=True, slots=True)
class Lexicon:
    """Everything that `identify` looks things up in: names by first word, nouns by their words."""

    names: Mapping[str, tuple[Name, ...]]
    forces: Mapping[tuple[str, ...], str]
    classes: Mapping[tuple[str, ...], str]
    words: Mapping[str, frozenset[str]]
    areas: Mapping[str, tuple[str, ...]]
    adjectives: Mapping[str, str]


@lru_cache(maxsize=8192)
def identify(words: str) -> Actor | None:
    """The actor that the noun phrase `words` names, or `None` if unknown, ambiguous or several."""
    return resolve(words, known=lexicon())


def resolve(words: str, *, known: Lexicon) -> Actor | None:
    """As `identify`, by the names of this dictionary."""
    parts = [part for part in cut(tokenize(words), known) if part]
    if not parts:
        return None
    tail = belonging(parts)
    while tail is not None and encloses(parts[0]) and link_of(tail) == "of":
        parts = [tail[1:], *parts[2:]]
        tail = belonging(parts)
    found = of_head(parts[0]) if parts[0] else None
    if found is not None and found.sort != "class":
        return found
    if tail is not None and parts[0] and (owned := of_tail(parts[0], tail)) is not None:
        return owned
    return found


def area(actor_id: str) -> tuple[str, ...]:
    """States (ISO alpha-3) in which a group mostly acts; empty where unknown. No sign of who backs it."""
    return lexicon().areas.get(actor_id, ())


def listed(name: str) -> frozenset[str]:
    """One of the word lists of `actors.toml`, where each says what it is for."""
    return lexicon().words[name]


def tokenize(words: str) -> list[Word]:
    """The words of a phrase, hyphens open, possessives and dots dropped."""
    tokens = []
    for written in WORD.findall(strip_accents(words.translate(PLAIN))):
        if not written.isalnum():
            written = POSSESSIVE.sub("", written).replace(".", "").replace("'", "")
        if written:
            tokens.append(Word(written, written.lower()))
    return tokens


def strip_accents(words: str) -> str:
    """The same words without accents and cedillas."""
    if words.isascii():
        return words
    return "".join(c for c in unicodedata.normalize("NFKD", words) if not unicodedata.combining(c))


@dataclass(frozen=True, slots=True)
class Entity:
    """A name of the dictionary met in a phrase, with the words it was met in."""

    name: Name
    words: tuple[Word, ...]


Piece = Word | Entity
Part = list[Piece]


def cut(tokens: list[Word], known: Lexicon) -> list[Part]:
    """The phrase as parts, cut at prepositions and relative words; those begin the part that follows."""
    parts: list[Part] = [[]]
    index = 0
    while index < len(tokens):
        name = longest(tokens, index, known=known)
        if name is not None:
            size = len(name.words)
            words = tuple(tokens[index : index + size])
            parts[-1].extend(words if name.sort == "nobody" else [Entity(name, words)])
            index += size
            continue
        if tokens[index].folded in listed("cuts") and (parts[-1] or len(parts) > 1):
            parts.append([])
        parts[-1].append(tokens[index])
        index += 1
    return parts


def longest(tokens: list[Word], start: int, *, known: Lexicon) -> Name | None:
    """The longest name of the dictionary that begins at `start`."""
    for name in known.names.get(tokens[start].folded, ()):
        size = len(name.words)
        if size > 1 and tuple([word[1] for word in tokens[start : start + size]]) != name.words:
            continue
        if name.exact and tokens[start].written != name.exact:
            continue
        return name
    return None


def belonging(parts: list[Part]) -> Part | None:
    """The part that says whose the head is ("of the X", "in X"), without its preposition."""
    if len(parts) < 2 or not isinstance(parts[1][0], Word) or parts[1][0].folded not in listed("belonging"):
        return None
    return parts[1]


def encloses(head: Part) -> bool:
    """Whether a head only counts or encloses ("Thousands", "A group", "three members")."""
    last = head[-1] if head else None
    if not isinstance(last, Word) or last.folded not in listed("enclosing"):
        return False
    return not any(isinstance(piece, Entity) for piece in head)


def link_of(tail: Part) -> str:
    """The preposition that a part begins with, or ""."""
    return tail[0].folded if tail and isinstance(tail[0], Word) else ""


def of_tail(head: Part, tail: Part) -> Actor | None:
    """Who "HEAD of TAIL" names: a force of a state or a group; never for followers or foes of somebody."""
    nouns = [piece.folded for piece in head if isinstance(piece, Word)]
    estranged = listed("ended") | listed("turned") | listed("joiners")
    if not nouns or len(nouns) < len(head) or set(nouns) & estranged:
        return None
    entities = [piece for piece in tail[1:] if isinstance(piece, Entity)]
    words = {piece.folded for piece in tail if isinstance(piece, Word)}
    if len(entities) != 1 or words & (estranged | listed("marks")):
        return None
    name, link = entities[0].name, link_of(tail)
    if name.sort in ("group", "force"):
        return name.actor if nouns[-1] in listed("own_nouns") and link == "of" else None
    if link == "from" or (words - {link, "the"} and nouns[-1] not in listed("titles")):
        return None
    if link == "in" and nouns[-1] not in listed("at_home"):
        return None
    branch = branch_of(nouns)
    return force(name.actor, branch) if branch and name.sort != "people" else None


def of_head(head: Part) -> Actor | None:
    """Who a phrase without prepositions names."""
    plain = [piece for piece in head if isinstance(piece, Word)]
    if any(word.folded in listed("ended") for word in plain):
        return None
    pieces, sponsor, turned = unmask(head)
    at = [index for index, piece in enumerate(pieces) if isinstance(piece, Entity)]
    if not at:
        return of_class(pieces, (), sponsor=sponsor)
    chosen = choose([piece for piece in pieces if isinstance(piece, Entity)])
    if chosen is None:
        return None
    after = [piece.folded for piece in pieces[at[-1] + 1 :] if isinstance(piece, Word)]
    before = [piece.folded for piece in pieces[: at[0]] if isinstance(piece, Word)]
    inner = {piece.folded for piece in pieces[at[0] :] if isinstance(piece, Word)}
    if inner & listed("joiners"):
        return None
    name = chosen.name
    if name.sort in ("group", "force"):
        if all(word in listed("own_nouns") for word in after) or titled(after):
            said = name.actor.sponsor or (sponsor.id if sponsor else None)
            return replace(name.actor, sponsor=said) if said != name.actor.sponsor else name.actor
        return of_class(pieces, (), sponsor=None) if after else None
    if sponsor or turned:
        return of_class(pieces, (chosen,), sponsor=sponsor)
    return of_state(chosen, after, before=before) or of_class(pieces, (chosen,), sponsor=None)


def unmask(head: Part) -> tuple[Part, Actor | None, bool]:
    """The phrase without names that only qualify ("Iran-backed", "anti-X"), and the sponsor so named."""
    pieces: Part = []
    sponsor: Actor | None = None
    turned = False
    for index, piece in enumerate(head):
        following = head[index + 1] if index + 1 < len(head) else None
        previous = head[index - 1] if index else None
        mark = following.folded if isinstance(following, Word) else ""
        if isinstance(piece, Entity):
            if isinstance(previous, Word) and previous.folded in listed("turned"):
                turned = True
                continue
            if mark in listed("marks"):
                turned = True
                if mark in listed("sponsor_marks") and piece.name.sort in ("state", "seat", "people"):
                    sponsor = piece.name.actor
                continue
        elif piece.folded in listed("marks") or piece.folded in listed("turned"):
            turned = turned or piece.folded in listed("turned")
            continue
        elif piece.folded in listed("disowned"):
            turned = True
        pieces.append(piece)
    return pieces, sponsor, turned


def choose(entities: list[Entity]) -> Entity | None:
    """The one entity meant: the same one twice, or the last one owned by the first ("Yemen's Houthis")."""
    first, last = entities[0], entities[-1]
    if all(entity.name.actor.id == first.name.actor.id for entity in entities):
        return first
    owners = all(entity.name.sort in ("state", "people", "seat") for entity in entities[:-1])
    if owners and last.name.sort == "group" and len(entities) == 2:
        return last
    if owners and last.name.sort == "force" and last.name.actor.state in (None, first.name.actor.id):
        return last
    return None


def of_state(entity: Entity, after: list[str], *, before: list[str]) -> Actor | None:
    """The state, or the force of it that the following nouns name; `None` for its citizens and the rest."""
    actor, sort = entity.name.actor, entity.name.sort
    if not after:
        return actor if sort != "people" and not set(before) & listed("articles") else None
    branch = branch_of(after) or ("government" if titled(after) else None)
    return force(actor, branch) if branch else None


def titled(after: list[str]) -> bool:
    """Whether the words are a title with a name ("President Bashar al-Assad")."""
    return any(word in listed("titles") for word in after[:3])


def branch_of(nouns: list[str]) -> str | None:
    """The branch of a state that the last one to three nouns name, or `None`."""
    forces = lexicon().forces
    for size in (3, 2, 1):
        if len(nouns) >= size and (branch := forces.get(tuple(nouns[-size:]))):
            before = {word for word in nouns[:-size] if len(word) > 1 and word.isalpha()}  # not "F-15E"
            return branch if before <= listed("modifiers") else None
    return None


def force(state: Actor, branch: str) -> Actor:
    """The force of a state, or the state itself for its government."""
    if branch == "government":
        return state
    adjective = lexicon().adjectives.get(state.id, state.name)
    name = f"{adjective} {'security forces' if branch == 'security' else branch.replace('-', ' ')}"
    return Actor(id=f"{state.id}:{branch}", name=name, sort="force", state=state.id)


def of_class(pieces: Part, entities: tuple[Entity, ...], *, sponsor: Actor | None) -> Actor | None:
    """The class of people that the head noun names, told apart by nationality and by a sponsor named."""
    words = [piece for piece in pieces if isinstance(piece, Word)]
    noun = class_of(words)
    if noun is None and entities and entities[0].name.sort in ("state", "people"):
        alone = {word.folded for word in words} <= listed("articles") | {"the"}
        noun = "people" if alone and (words or entities[0].name.sort == "people") else None
    nation = entities[0].name.actor if entities else None
    if noun is None or (noun in listed("official") and nation and not sponsor):
        return None
    if noun == UNIDENTIFIED.id and not nation and not sponsor:
        return UNIDENTIFIED
    noun = "attackers" if noun == UNIDENTIFIED.id else noun
    backed = (f"{sponsor.id}-backed", f"{sponsor.name}-backed ") if sponsor else ("", "")
    parts = [part for part in (backed[0], nation.id if nation else "", noun) if part]
    shown = f"{backed[1]}{noun.replace('-', ' ')}" + (f" ({nation.name})" if nation else "")
    key = "-".join(parts).lower()
    return Actor(id=f"class:{key}", name=shown, sort="class", sponsor=sponsor.id if sponsor else None)


def class_of(words: list[Word]) -> str | None:
    """The class that the last one to three words name; `None` too for an army with a name we do not know."""
    classes = lexicon().classes
    folded = tuple(word.folded for word in words)
    for size in (3, 2, 1):
        if len(words) >= size and (noun := classes.get(folded[-size:])):
            named = noun in listed("official") and any(word.written[0].isupper() for word in words[1:-size])
            return None if named else noun
    return None


@cache
def lexicon() -> Lexicon:
    """The dictionary, read once from the package's data."""
    states, actors = load("states.toml"), load("actors.toml")
    table: dict[str, list[Name]] = {}
    for name in (*state_names(states), *named(actors)):
        table.setdefault(name.words[0], []).append(name)
    classes = {key(noun): kind for kind, nouns in actors["classes"].items() for noun in nouns}
    nobody = {key(noun): UNIDENTIFIED.id for noun in actors["unidentified"]["nouns"]}
    return Lexicon(
        names={first: tuple(sorted(names, key=rank)) for first, names in table.items()},
        forces={key(noun): branch for branch, nouns in actors["nouns"].items() for noun in nouns},
        classes=classes | nobody,
        words={name: frozenset(words) for name, words in actors["words"].items()},
        adjectives={code: entry["adjectives"][0] for code, entry in states.items() if "adjectives" in entry},
        areas={group: tuple(entry.get("area", ())) for group, entry in actors["groups"].items()},
    )


def rank(name: Name) -> tuple[int, str, str]:
    """Sorting key: longest first, then a fixed order."""
    return -len(name.words), name.sort, name.actor.id


def load(file: str) -> dict[str, Any]:
    """One lexicon file of the package; raises `DataError` when it cannot be read."""
    try:
        text = resources.files("tocsin").joinpath("data", "lexicons", file).read_text(encoding="utf-8")
        return tomllib.loads(text)
    except (OSError, tomllib.TOMLDecodeError) as error:
        raise DataError(f"lexicon {file} cannot be read ({error}); reinstall the package") from error


def state_names(states: Mapping[str, Any]) -> Iterator[Name]:
    """Every name, adjective, people and seat of every state."""
    for code, entry in states.items():
        actor = Actor(id=code, name=entry["name"], sort="state", state=code)
        adjectives = entry.get("adjectives", ())
        people = entry.get("people") or [f"{adjective}s" for adjective in adjectives]
        yield from entries([entry["name"], *entry.get("also", ()), *adjectives], "state", actor=actor)
        yield from entries([word for word in people if word not in adjectives], "people", actor=actor)
        yield from entries(entry.get("seats", ()), "seat", actor=actor)


def named(actors: Mapping[str, Any]) -> Iterator[Name]:
    """Every name of every group and named force."""
    for group, entry in actors["groups"].items():
        name = entry["name"].split(" (")[0]
        actor = Actor(id=group, name=name, sort="group", sponsor=entry.get("sponsor"))
        # A name with a bracket is shared with others: only its fuller forms may be met.
        own = () if "(" in entry["name"] else (name,)
        yield from entries([*own, *entry.get("also", ())], "group", actor=actor)
    yield from entries(actors["nobody"]["names"], "nobody", actor=UNIDENTIFIED)
    for force_id, entry in actors["forces"].items():
        actor = Actor(id=force_id, name=entry["name"], sort="force", state=entry.get("state"))
        own = () if "(" in entry["name"] else (entry["name"],)
        yield from entries([*own, *entry.get("also", ())], "force", actor=actor)


def entries(spellings: Iterable[str], sort: Sort, *, actor: Actor) -> Iterator[Name]:
    """Dictionary entries for some spellings of one actor."""
    for spelling in spellings:
        words = tokenize(spelling)
        letters = words[0].written
        short = len(words) == 1 and len(letters) <= SHORT_ACRONYM and sum(c.isupper() for c in letters) > 1
        yield Name(tuple(word.folded for word in words), sort, actor, letters if short else None)


def key(noun: str) -> tuple[str, ...]:
    """A noun of the lexicon as the folded words that `identify` sees."""
    return tuple(word.folded for word in tokenize(noun))
