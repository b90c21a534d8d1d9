"""The kinds of event and the words that tell of them, read from TOML files: the ontology is data.

A *kind* is one file of `data/ontology` (or of a user's own folder). `general_triggers.toml` holds the words
that tell of violence without saying of which kind ("attack"); other words of the clause settle the kind.
`Triggers` indexes all of them by their first word, inflected, so that a reader finds them in one pass.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

from .errors import DataError
from .inflection import Form, Pos, spellings
from .inflection import inflect as inflect
from .inflection import plural as plural

DATA = Path(__file__).parent / "data"
FAMILIES = ("attack", "fight", "state", "crowd", "strategic")
SCHEMES = ("acled", "plover", "cameo", "ucdp", "gtd")

# After these a word that may be noun or verb is a verb.
VERB_FOLLOWS = frozenset(
    (
        *(
            "to",
            "will",
            "would",
            "could",
            "can",
            "may",
            "might",
            "must",
            "should",
            "did",
            "does",
            "do",
            "not",
        ),
        *("who", "that", "which", "they", "he", "she", "it", "i", "we", "has", "had", "have", "having"),
        *("is", "are", "was", "were", "be", "been", "being"),
    )
)


class Guard(NamedTuple):
    """Words that must (`needed`, at least one) and must not (`barred`) stand in the trigger's clause."""

    needed: frozenset[str] = frozenset()
    barred: frozenset[str] = frozenset()


class Signs(NamedTuple):
    """What in a clause turns a general word into `kind`: a means, or who does it (and to whom)."""

    kind: str
    means: frozenset[str]
    doers: frozenset[str]
    victims: frozenset[str]

    def seen(self, clause: AbstractSet[str], doers: AbstractSet[str]) -> bool:
        """True if the clause names one of the means, or the doers (and victims, where the kind lists any)."""
        if not self.means.isdisjoint(clause):
            return True
        return not self.doers.isdisjoint(doers) and (not self.victims or not self.victims.isdisjoint(clause))


class Trigger(NamedTuple):
    """One inflected word or phrase (`words`) that tells of an event; `lemma` is the form in the file.

    `kind` is the kind, for a general word the default (`None`: no event unless `signs` settle it).
    `forms` are all grammatical forms that the words may be ("hit": base, past and participle).
    `general`: from the general words, not from a kind's own list.
    `weak`: names the outcome ("killed"), so it tells of an event only where no stronger trigger does.
    """

    words: tuple[str, ...]
    lemma: str
    pos: Pos
    forms: frozenset[Form]
    kind: str | None
    signs: tuple[Signs, ...] = ()
    guard: Guard = Guard()
    general: bool = False
    weak: bool = False

    def allowed(self, clause: AbstractSet[str]) -> bool:
        """True if the lower-case words of its clause meet the guard."""
        guard = self.guard
        return guard.barred.isdisjoint(clause) and not (guard.needed and guard.needed.isdisjoint(clause))

    def settle(self, clause: AbstractSet[str], doers: AbstractSet[str] = frozenset()) -> str | None:
        """Kind of event that the trigger tells of in a clause, `None` if none.

        `clause` holds the clause's lower-case words, `doers` those that stand where the doer stands
        (before an active verb, after "by"); a caller that cannot tell passes none.
        """
        if not self.allowed(clause):
            return None
        for signs in self.signs:
            if signs.seen(clause, doers):
                return signs.kind
        return self.kind


@dataclass(frozen=True, slots=True, kw_only=True)
class Kind:
    """One kind of event as its file describes it; `yes` and `no` are sentences that tests read."""

    name: str
    label: str
    family: str
    definition: str
    not_this: str
    crosswalk: Mapping[str, tuple[str, ...]]
    yes: tuple[str, ...]
    no: tuple[str, ...]
    triggers: tuple[Trigger, ...] = field(repr=False, compare=False)
    signs: Signs = field(repr=False)


class Triggers:
    """Index of trigger phrases by their first word, longest first, and of the decoys that hide them."""

    def __init__(self, triggers: Iterable[Trigger], *, decoys: Iterable[tuple[str, ...]] = ()) -> None:
        index: dict[str, list[Trigger]] = {}
        for trigger in triggers:
            index.setdefault(trigger.words[0], []).append(trigger)
        # Sorting is stable: at equal length kinds come in the order of their names, general words last.
        for entries in index.values():
            entries.sort(key=lambda trigger: (-len(trigger.words), trigger.pos))
        self._index = {word: tuple(entries) for word, entries in index.items()}
        self.starts = frozenset(index)  # words with which a trigger may start
        self._verbs_first = {
            word: tuple(sorted(entries, key=lambda trigger: (-len(trigger.words), trigger.pos == "noun")))
            for word, entries in index.items()
            if len({trigger.pos for trigger in entries}) > 1
        }
        self._decoys: dict[str, list[tuple[int, tuple[str, ...]]]] = {}
        for decoy in decoys:
            for number, word in enumerate(decoy):
                self._decoys.setdefault(word, []).append((number, decoy))

    def __len__(self) -> int:
        return sum(len(entries) for entries in self._index.values())

    def at(self, words: Sequence[str], start: int) -> Iterator[Trigger]:
        """Triggers whose words stand at `start` of lower-case `words`, longest first, guards not yet asked.

        At equal length nouns come before verbs, unless the word before calls for a verb ("to bomb").
        None where the word is part of a decoy ("heart attack").
        """
        word = words[start]
        entries = self._index.get(word)
        if entries is None or (word in self._decoys and self._in_decoy(words, start)):
            return
        if start and words[start - 1] in VERB_FOLLOWS:
            entries = self._verbs_first.get(word, entries)
        for trigger in entries:
            phrase = trigger.words
            if len(phrase) == 1 or tuple(words[start : start + len(phrase)]) == phrase:
                yield trigger

    def _in_decoy(self, words: Sequence[str], start: int) -> bool:
        for number, decoy in self._decoys[words[start]]:
            first = start - number
            if first >= 0 and tuple(words[first : first + len(decoy)]) == decoy:
                return True
        return False


def load(folder: Path | None = None) -> tuple[Kind, ...]:
    """Kinds of the package by name, then those of `folder`, if given; the same name there replaces ours.

    Read once and kept. Raises DataError naming the file and the field.
    """
    return _load(folder)


def triggers(folder: Path | None = None) -> Triggers:
    """Index of every trigger of the kinds of `load(folder)` and of the general words; built once and kept."""
    return _triggers(folder)


def general_triggers(kinds: Iterable[Kind]) -> tuple[Trigger, ...]:
    """Triggers of `general_triggers.toml`, each with the signs of the `kinds` that it may become."""
    top = _general()
    signs = {kind.name: kind.signs for kind in kinds}
    found: list[Trigger] = []
    for entry in top.tables("trigger"):
        entry.known(("verb", "noun", "kinds", "default", "with", "without", "weak"))
        names, default = entry.strings("kinds"), entry.optional("default")
        for name in (*names, *([default] if default else [])):
            if name not in signs:
                raise entry.error("kinds", f"{name!r} is no kind; use the name of a file in the ontology")
        trigger = _entry(entry)._replace(
            kind=default, signs=tuple(signs[name] for name in names), general=True
        )
        found += _forms(trigger)
    return tuple(found)


@cache
def out_of_scope() -> tuple[tuple[tuple[str, ...], str], ...]:
    """Phrases (lower-case words, topic) that mark accidents, disasters, sport, courts and private crime.

    Topics and their measured worth are told in `out_of_scope.toml`.
    """
    path = DATA / "lexicons" / "out_of_scope.toml"
    found: list[tuple[tuple[str, ...], str]] = []
    for topic in _Table(path, read_toml(path)).tables("topic"):
        name = topic.string("name")
        found += [(tuple(phrase.split()), name) for phrase in topic.strings("phrases")]
    return tuple(found)


def read_toml(path: Path) -> dict[str, Any]:
    """Tables of a TOML file; a DataError names the file and the line if it is missing or malformed."""
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError) as error:
        raise DataError(f"{path}: cannot be read ({error}); check that the file exists") from error
    except tomllib.TOMLDecodeError as error:
        raise DataError(f"{path}: is not valid TOML ({error}); mend that line") from error


@cache
def _load(folder: Path | None) -> tuple[Kind, ...]:
    kinds = {kind.name: kind for kind in _kinds_in(DATA / "ontology")}
    if folder is not None:
        if not folder.is_dir():
            raise DataError(f"{folder}: no such folder; give a folder that holds one TOML file per kind")
        kinds |= {kind.name: kind for kind in _kinds_in(folder)}
    return tuple(kinds.values())


@cache
def _triggers(folder: Path | None) -> Triggers:
    kinds = _load(folder)
    specific = [trigger for kind in kinds for trigger in kind.triggers]
    decoys = _general().table("decoys").strings("nouns")
    return Triggers(
        (*specific, *general_triggers(kinds)),
        decoys=(words for decoy in decoys for words in spellings(decoy, "noun")),
    )


class _Table:
    """A TOML table that says file and field when a value is not what it should be."""

    def __init__(self, path: Path, values: Mapping[str, Any], *, prefix: str = "") -> None:
        self.path = path
        self.values = values
        self.prefix = prefix

    def error(self, name: str, message: str) -> DataError:
        return DataError(f"{self.path}: field {self.prefix + name!r}: {message}")

    def known(self, names: Iterable[str]) -> None:
        for name in self.values:
            if name not in names:
                raise self.error(name, f"is not known here; use one of {', '.join(sorted(names))}")

    def string(self, name: str) -> str:
        value = self.values.get(name)
        if not isinstance(value, str) or not value.strip():
            raise self.error(name, 'is missing; write it as text in quotes ("...")')
        return value

    def optional(self, name: str) -> str | None:
        return self.string(name) if name in self.values else None

    def strings(self, name: str) -> tuple[str, ...]:
        value = self.values.get(name, [])
        if not isinstance(value, list) or not all(isinstance(item, str) and item for item in value):
            raise self.error(name, 'must be a list of texts, such as ["one", "two"]')
        return tuple(value)

    def words(self, name: str) -> frozenset[str]:
        """Lower-case words of a list with their plurals; "@group" stands for a group of words."""
        found: set[str] = set()
        for word in self.strings(name):
            if word.startswith("@"):
                if word[1:] not in _groups():
                    raise self.error(name, f"{word!r} is no group; use one of general_triggers.toml")
                found |= _groups()[word[1:]]
            elif " " in word:
                raise self.error(name, f"{word!r} is more than one word; list single words")
            else:
                found |= {word.lower(), plural(word.lower())}
        return frozenset(found)

    def table(self, name: str) -> _Table:
        value = self.values.get(name)
        if not isinstance(value, dict):
            raise self.error(name, f"is missing; add a table [{self.prefix}{name}]")
        return _Table(self.path, value, prefix=f"{self.prefix}{name}.")

    def tables(self, name: str) -> Iterator[_Table]:
        value = self.values.get(name, [])
        if not isinstance(value, list) or not all(isinstance(item, dict) for item in value):
            raise self.error(name, f"must be a list of tables; write [[{name}]] before each")
        for number, item in enumerate(value, start=1):
            yield _Table(self.path, item, prefix=f"{self.prefix}{name}[{number}].")


def _kinds_in(folder: Path) -> Iterator[Kind]:
    for path in sorted(folder.glob("*.toml")):
        yield _kind(path)


def _kind(path: Path) -> Kind:
    top = _Table(path, read_toml(path))
    top.known(("name", "label", "family", "definition", "not_this", "crosswalk", "triggers", "yes", "no"))
    name = top.string("name")
    if name != path.stem:
        raise top.error("name", f"is {name!r} but the file is {path.name}; give both the same name")
    family = top.string("family")
    if family not in FAMILIES:
        raise top.error("family", f"is {family!r}; use one of {', '.join(FAMILIES)}")
    crosswalk, lists = top.table("crosswalk"), top.table("triggers")
    crosswalk.known(SCHEMES)
    lists.known(("verbs", "nouns", "guarded", "means", "doers", "victims"))
    return Kind(
        name=name,
        label=top.string("label"),
        family=family,
        definition=top.string("definition"),
        not_this=top.string("not_this"),
        crosswalk={scheme: crosswalk.strings(scheme) for scheme in SCHEMES},
        yes=tuple(example.string("text") for example in top.tables("yes")),
        no=tuple(example.string("text") for example in top.tables("no")),
        triggers=tuple(_of_kind(lists, name)),
        signs=Signs(name, lists.words("means"), lists.words("doers"), lists.words("victims")),
    )


def _of_kind(lists: _Table, kind: str) -> Iterator[Trigger]:
    """Triggers of one kind: plain verbs and nouns, then the guarded ones."""
    for verb in lists.strings("verbs"):
        yield from _forms(Trigger((), verb.lower(), "verb", frozenset(), kind))
    for noun in lists.strings("nouns"):
        yield from _forms(Trigger((), noun.lower(), "noun", frozenset(), kind))
    for entry in lists.tables("guarded"):
        entry.known(("verb", "noun", "with", "without", "weak"))
        yield from _forms(_entry(entry)._replace(kind=kind))


def _entry(entry: _Table) -> Trigger:
    """The trigger of one table, not yet inflected."""
    verb, noun = entry.optional("verb"), entry.optional("noun")
    if (verb is None) == (noun is None):
        raise entry.error("verb", 'needs either verb = "..." or noun = "...", and not both')
    return Trigger(
        words=(),
        lemma=(verb or noun or "").lower(),
        pos="verb" if verb else "noun",
        forms=frozenset(),
        kind=None,
        guard=Guard(entry.words("with"), entry.words("without")),
        weak=entry.values.get("weak") is True,
    )


def _forms(trigger: Trigger) -> Iterator[Trigger]:
    """One trigger for each distinct written form of the lemma."""
    for words, forms in spellings(trigger.lemma, trigger.pos).items():
        yield Trigger(words, trigger.lemma, trigger.pos, forms, *trigger[4:])


@cache
def _general() -> _Table:
    path = DATA / "lexicons" / "general_triggers.toml"
    return _Table(path, read_toml(path))


@cache
def _groups() -> dict[str, frozenset[str]]:
    """Named groups of words of `general_triggers.toml`, with plurals."""
    table = _general().table("groups")
    return {name: table.words(name) for name in table.values}
