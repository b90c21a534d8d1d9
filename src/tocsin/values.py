"""The nouns of Tocsin: frozen values that stages pass on and nobody edits.

A *Report* is one text. An *Event* is what ONE report tells. An *Incident* is what we hold happened,
folded from the events of many reports. Every value names the characters that it came from (`Span`);
what was inferred instead says so. Unknown is `None`, never "", 0 or today's date.
Offsets are code points into `Report.text`, half-open. Days are inclusive (`first`, `last`).
The JSON form of an event is described in `docs/record.md`.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import date
from typing import Literal, NamedTuple

Stage = Literal["done", "attempted", "threatened"]
ToldAs = Literal["news", "background"]
Scope = Literal["public", "private"]
Stance = Literal["stated", "claimed", "blamed", "suspected", "denied"]
TargetSort = Literal["people", "site", "vehicle", "other"]
Effect = Literal["destroyed", "damaged", "none"]
DatePrecision = Literal["day", "days", "week", "month", "season", "year", "open"]
PlacePrecision = Literal["site", "town", "district", "region", "country"]
Act = Literal["open", "join", "recall", "hold", "reject"]
Status = Literal["claimed", "stated", "attributed", "suspected", "denied", "unknown"]

ID_VERSION = "1"  # part of every content id; raised when the hashed fields change


def content_id(prefix: str, *parts: object) -> str:
    """Id of 18 characters, `prefix` + version + 16 hex digits of SHA-256 over the parts."""
    joined = "\x1f".join("" if part is None else str(part) for part in parts)
    return f"{prefix}{ID_VERSION}{hashlib.sha256(joined.encode()).hexdigest()[:16]}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Span:
    """Characters `start` to `end` (half-open, code points) of a report's text, with the words themselves."""

    start: int
    end: int
    text: str

    def __post_init__(self) -> None:
        if not 0 <= self.start < self.end or len(self.text) != self.end - self.start:
            raise ValueError(f"not a span: {self.start}-{self.end} {self.text!r}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """One report as it was read: its text is fixed here, for ever; all offsets point into it.

    `name` is the id that the input gave, if any; `published` the day of publication, `None` if unknown.
    Where a format knows the headline, it is the first line of `text`, and `title` repeats it.
    """

    text: str
    published: date | None = None
    name: str | None = None
    title: str | None = None
    publisher: str | None = None
    url: str | None = None

    @property
    def id(self) -> str:
        """Content id: the same text, day, publisher and address give the same id."""
        return content_id("r", self.text, self.published, self.publisher, self.url)

    @property
    def key(self) -> str:
        """What people call it: the given id, else the content id."""
        return self.name or self.id


class Token(NamedTuple):
    """One word, number or mark; `lower` is its lower-case form with typographic quotes made plain.

    A named tuple, not a dataclass: hundreds are made for each report, and they are three times as fast.
    """

    start: int
    end: int
    lower: str
    capital: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Sentence:
    """One sentence: code points `start` to `end`, its tokens, and the paragraph (0-based) it stands in.

    `lowers` are the `lower` of its tokens, kept because every stage looks words up by them.
    """

    start: int
    end: int
    tokens: tuple[Token, ...]
    lowers: tuple[str, ...]
    paragraph: int


class Chunk(NamedTuple):
    """One noun phrase of a sentence: token indices `first` to `last`, half-open."""

    first: int
    last: int


class Clause(NamedTuple):
    """The grammar of one sentence: a class letter for each token (see `phrasing`) and its noun phrases.

    `number` is the sentence's index in its report, `lowers` the lower-case words of its tokens.
    """

    text: str
    number: int
    sentence: Sentence
    lowers: tuple[str, ...]
    classes: str
    chunks: tuple[Chunk, ...]

    def span(self, first: int, last: int) -> Span:
        """The characters of tokens `first` to `last` (half-open)."""
        tokens = self.sentence.tokens
        start, end = tokens[first].start, tokens[last - 1].end
        return Span(start=start, end=end, text=self.text[start:end])

    def phrase(self, chunk: Chunk) -> Span:
        """The characters of a noun phrase, without a possessive mark at its end."""
        last = chunk.last
        while last > chunk.first + 1 and self.classes[last - 1] == "S":
            last -= 1
        return self.span(chunk.first, last)

    def before(self, index: int, *, skip: str = "ABV", nearest: bool = False) -> Chunk | None:
        """The noun phrase that ends before `index`, over tokens of the classes `skip` (six at most).

        It is the phrase that the last one hangs on ("officials in Kabul"), or the last itself if `nearest`.
        """
        i = index - 1
        while i >= 0 and self.classes[i] in skip and index - i < 6:
            i -= 1
        for at, chunk in enumerate(self.chunks):
            if chunk.last == i + 1:
                return chunk if nearest else self.head(at)
        return None

    def head(self, at: int) -> Chunk:
        """The phrase that chunk number `at` hangs on: left over prepositions ("officials in Kabul")."""
        chunk = self.chunks[at]
        while at > 0 and self.classes[chunk.first - 1] in "PT":
            if self.chunks[at - 1].last != chunk.first - 1:
                break
            at, chunk = at - 1, self.chunks[at - 1]
        return chunk

    def after(self, index: int, *, reach: int = 2) -> Chunk | None:
        """The noun phrase that starts at `index` or up to `reach` tokens on, or the rest of one there."""
        for chunk in self.chunks:
            if index <= chunk.first <= index + reach:
                return chunk
            if chunk.first < index < chunk.last:
                return Chunk(index, chunk.last)
        return None


class Cue(NamedTuple):
    """Words that tell on whose word something stands, in sentence number `sentence`.

    `sort` is says, claims, blames, suspects, suspected ("suspected militants"), hedges, denies or unclaimed;
    the spans are the cue words, who speaks, who is accused; `first` and `last` its tokens (half-open).
    """

    sort: str
    sentence: int
    words: Span
    speaker: Span | None
    accused: Span | None
    first: int
    last: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Period:
    """Days `first` to `last`, both included, `None` where open; `basis` tells how it was resolved."""

    first: date | None
    last: date | None
    precision: DatePrecision
    span: Span | None = None
    basis: str = ""

    def __post_init__(self) -> None:
        if self.first and self.last and self.first > self.last:
            raise ValueError(f"period ends before it starts: {self.first} > {self.last}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Where: ISO 3166-1 alpha-3 `country`, most specific named place, degrees WGS 84, and the precision.

    `lat` and `lon` are of the thing that `precision` names (a region's centroid for a region), never
    finer. A country alone has neither. `inferred` = the words do not name the country themselves.
    """

    country: str | None
    name: str | None
    precision: PlacePrecision
    lat: float | None = None
    lon: float | None = None
    gazetteer_id: str | None = None
    span: Span | None = None
    inferred: bool = False
    basis: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Count:
    """People: `low` to `high` (`None` = open), from the number words in `spans`."""

    low: int
    high: int | None
    spans: tuple[Span, ...] = ()

    def __post_init__(self) -> None:
        if self.low < 0 or (self.high is not None and self.high < self.low):
            raise ValueError(f"not a count: {self.low}-{self.high}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Actor:
    """Who a name stands for: `id` is stable ("USA", "kataib-hezbollah"), `sort` what they are.

    `state` is the ISO alpha-3 code of the state they belong to; `sponsor` of the one said to back them.
    """

    id: str
    name: str
    sort: Literal["state", "force", "group", "class"]
    state: str | None = None
    sponsor: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Statement:
    """Who did it, as one report puts it: `actor` in verbatim words, the `stance`, and who `says` so.

    `cue` are the words that claim, blame, hedge or deny. `doubtful`: suspected only because the reader is not
    sure whom the grammar names; the text itself does not hedge it.
    """

    actor: Span
    stance: Stance
    says: Span | None = None
    cue: Span | None = None
    doubtful: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Target:
    """What or whom was hit, taken, besieged, sanctioned or addressed."""

    span: Span
    sort: TargetSort
    effect: Effect | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """One happening as ONE report tells it (see `docs/record.md` for every field).

    `sentence` is the sentence that tells it; `unclaimed` the words that say nobody has claimed it; `scope`
    is private for crime of no public concern, which readers leave out unless asked for it.
    """

    report_id: str
    kind: str
    stage: Stage
    told_as: ToldAs
    aggregate: bool
    trigger: Span
    sentence: Span
    when: Period | None = None
    where: Place | None = None
    by: tuple[Statement, ...] = ()
    targets: tuple[Target, ...] = ()
    weapons: tuple[Span, ...] = ()
    killed: Count | None = None
    injured: Count | None = None
    taken: Count | None = None
    sources: tuple[Span, ...] = ()
    unclaimed: Span | None = None
    scope: Scope = "public"

    @property
    def id(self) -> str:
        """Content id: the report, the kind and the place of the trigger words."""
        return content_id("e", self.report_id, self.kind, self.trigger.start, self.trigger.end)


@dataclass(frozen=True, slots=True, kw_only=True)
class Marks:
    """What the stages before the reader found in one report, each list in text order."""

    sentences: tuple[Sentence, ...]
    clauses: tuple[Clause, ...] = ()
    times: tuple[Period, ...] = ()
    places: tuple[Place, ...] = ()
    counts: tuple[Count, ...] = ()
    cues: tuple[Cue, ...] = ()
    countries: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Reason:
    """One term of a decision: what was compared, the weight in bits (+ same, - different), in words."""

    term: str
    bits: float
    words: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """What to do with one event: open an incident, join one, recall one (background), hold for a person.

    `incident_id` is the content id of the incident's oldest event; `candidate_id` the one held against.
    A person may also reject it: then it is in no incident.
    """

    act: Act
    event_id: str
    incident_id: str
    reasons: tuple[Reason, ...] = ()
    candidate_id: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Attribution:
    """One actor of an incident with every stance taken on it: `voices` are (stance, who says, event id)."""

    actor_id: str
    name: str
    status: Status
    voices: tuple[tuple[Stance, str, str], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """People killed, injured or taken: `low` <= `best` <= `high` over the independent sources.

    `high` is `None` where a source says "at least".
    `by_source` holds (source, published, low, high, event id).
    """

    low: int
    best: int
    high: int | None
    by_source: tuple[tuple[str, date | None, int, int | None, str], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Incident:
    """What we hold happened, folded from `event_ids` (oldest first); pure function of events and decisions.

    `recalled_only`: no report tells it as news. `unclaimed_as_of`: last day on which a report said that
    nobody had claimed it. `scope`: private where all reports tell private crime. `evidence`: (event id,
    sentence) of the report that tells it best.
    """

    id: str
    kind: str
    stage: Stage
    aggregate: bool
    headline: str
    event_ids: tuple[str, ...]
    report_ids: tuple[str, ...]
    evidence: tuple[str, str]
    status: Status
    when: Period | None = None
    where: Place | None = None
    by: tuple[Attribution, ...] = ()
    targets: tuple[str, ...] = ()
    weapons: tuple[str, ...] = ()
    killed: Figure | None = None
    injured: Figure | None = None
    taken: Figure | None = None
    sources: tuple[str, ...] = ()
    recalled_only: bool = False
    unclaimed_as_of: date | None = None
    scope: Scope = "public"


@dataclass(frozen=True, slots=True, kw_only=True)
class Failure:
    """An input that could not be read, kept: where it came from, what was wrong, and what to do."""

    origin: str
    error: str
    message: str
