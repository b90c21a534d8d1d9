"""Places that no gazetteer has but the words call one ("the village of Azizabad"), and capitals not named."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from ..values import Place, PlacePrecision, Sentence, Span, Token
from .gazetteer import Entry, Gazetteer
from .mentions import Cue, Mention
from .naming import written
from .spelling import key
from .words import BREAKS, DIRECTIONS, NO_PLACE, PLACE_NOUNS

MOST_TOKENS = 4
NEAR_LETTERS = 60  # from a country's name to a place that it may speak for, about ten words
PEOPLE_LETTERS = 25  # from a people to the place that is theirs: "the Libyan town of"
# What stands between a place and the larger one that it lies in: ", ", " District, ".
LARGER = re.compile(r"(?:[ ](?:district|province|county|village|town))?,[ ](?:in[ ])?(?:the[ ])?", re.I)
CALLS = {
    **dict.fromkeys(("in", "near", "at"), "place"),
    **dict.fromkeys(("village", "town", "city", "hamlet", "township", "settlement"), "town"),
    **dict.fromkeys(("district", "county", "municipality", "suburb"), "district"),
    **dict.fromkeys(("neighborhood", "neighbourhood"), "district"),
    **dict.fromkeys(("province", "governorate", "oblast", "prefecture", "regency"), "region"),
}


def strangers(
    text: str,
    sentences: Sequence[Sentence],
    *,
    mentions: Sequence[Mention],
    cues: Sequence[Cue],
    gazetteer: Gazetteer,
) -> Iterator[Place]:
    """Places by what the words call them, with a country from the report and coordinates only if one fits."""
    taken = [(m.start, m.end) for m in mentions] + [(c.start, c.end) for c in cues]
    larger = {
        m.start: m.best.country
        for m in mentions
        if m.best is not None and m.best.kind in ("country", "region", "district")
    }
    for sentence in sentences:
        tokens = sentence.tokens
        for i in [i for i, lower in enumerate(sentence.lowers) if lower in CALLS]:
            kind = CALLS[sentence.lowers[i]]
            if kind == "place":
                run = named_in(text, tokens, preposition=i, larger=larger)
            else:
                run = named_after(tokens, i) or named_before(tokens, i)
            if run is None:
                continue
            start, end = run[0].start, run[-1].end
            if any(a < end and start < b for a, b in taken):
                continue
            beside = LARGER.match(text, end)
            within = larger.get(beside.end()) if beside else None
            yield stranger(text, start, end=end, kind=kind, cues=cues, within=within, gazetteer=gazetteer)


def named_in(
    text: str, tokens: Sequence[Token], *, preposition: int, larger: Mapping[int, str | None]
) -> Sequence[Token] | None:
    """The capitalised words after "in" or "near" that stand alone or before ", Lebanon"."""
    first = last = preposition + 1
    if first == len(tokens) or not (tokens[first].capital or "-" in tokens[first].lower):
        return None  # most of them: seen at a glance
    while last < len(tokens) and last - first < MOST_TOKENS and namelike(tokens[last]):
        last += 1
    run = tokens[first:last]
    if not run or any(token.lower in NO_PLACE for token in run):
        return None
    if last + 1 < len(tokens) and tokens[last].lower == "," and tokens[last + 1].start in larger:
        return run
    letters = text[run[0].start : run[-1].end]
    if tokens[preposition].lower == "at" or letters.isupper() or len(letters) < 4:
        return None
    return run if last == len(tokens) or tokens[last].lower in BREAKS else None


def named_after(tokens: Sequence[Token], noun: int) -> Sequence[Token] | None:
    """The capitalised words after "village of", "town of"."""
    first = noun + 2 if noun + 1 < len(tokens) and tokens[noun + 1].lower == "of" else 0
    last = first
    while first and last < len(tokens) and last - first < MOST_TOKENS and namelike(tokens[last]):
        last += 1
    return tokens[first:last] if last > first else None


def named_before(tokens: Sequence[Token], noun: int) -> Sequence[Token] | None:
    """The capitalised words before "district", "village", not at a sentence's start."""
    first = noun
    while first > 1 and noun - first < MOST_TOKENS and namelike(tokens[first - 1]):
        first -= 1
    run = tokens[first:noun]
    return run if run and not any(token.lower in NO_PLACE for token in run) else None


def namelike(token: Token) -> bool:
    """True for a word that can be part of a strange name."""
    lower = token.lower
    if not lower[0].isalpha() or lower in DIRECTIONS or lower in PLACE_NOUNS:
        return False
    return token.capital or lower[2:3] == "-"


def stranger(
    text: str,
    start: int,
    *,
    end: int,
    kind: str,
    cues: Sequence[Cue],
    within: str | None,
    gazetteer: Gazetteer,
) -> Place:
    """The place for such words: a like-spelled town of the country spoken of, else without coordinates."""
    words = text[start:end]
    cue = speaking(cues, start)
    precision: PlacePrecision = "district" if kind == "district" else "region" if kind == "region" else "town"
    country = within or (cue.country if cue else None)
    like = like_spelled(words, country, gazetteer=gazetteer) if precision == "town" else None
    return Place(
        country=country,
        name=like.name if like else written(words, loud=False),
        precision=precision,
        lat=like.lat if like else None,
        lon=like.lon if like else None,
        gazetteer_id=like.id if like else None,
        span=Span(start=start, end=end, text=words),
        inferred=country is not None and not any(c.by_name and c.country == country for c in cues),
        basis=f"spelled like {like.name}" if like else f"the text speaks of a {kind}; not in the gazetteer",
    )


def speaking(cues: Sequence[Cue], start: int) -> Cue | None:
    """The cue of the only country spoken of, else the nearest one that names its country, else none."""
    if len({cue.country for cue in cues}) == 1:
        return next((cue for cue in cues if cue.by_name), cues[0])
    near = [
        cue
        for cue in cues
        if (cue.by_name and abs(cue.start - start) < NEAR_LETTERS) or 0 < start - cue.end < PEOPLE_LETTERS
    ]
    return min(near, key=lambda c: (abs(c.start - start), c.start), default=None)


def like_spelled(words: str, country: str | None, *, gazetteer: Gazetteer) -> Entry | None:
    """The one town of that country with the same consonants; None if there is none, or more than one."""
    if country is None:
        return None
    same = [entry for entry in gazetteer.similar(key(words)) if entry.country == country]
    return same[0] if len({entry.id for entry in same}) == 1 else None


def capitals(
    text: str,
    sentences: Sequence[Sentence],
    *,
    mentions: Sequence[Mention],
    cues: Sequence[Cue],
    gazetteer: Gazetteer,
) -> Iterator[Place]:
    """Capitals that are meant but not named: "the Iraqi capital", "Bolivia's capital"."""
    ends = {cue.end: cue for cue in cues}
    starts = {m.start for m in mentions}
    for sentence in sentences:
        if "capital" not in sentence.lowers:
            continue
        tokens = sentence.tokens
        for i, token in enumerate(tokens):
            if token.lower != "capital" or i == 0:
                continue
            owner = tokens[i - 2] if tokens[i - 1].lower == "'s" and i > 1 else tokens[i - 1]
            cue = ends.get(owner.end)
            following = [t.start for t in tokens[i + 1 : i + 4]]
            if cue is None or starts.intersection(following):
                continue
            capital = gazetteer.capital(cue.country)
            if capital is not None:
                start, end = cue.start, token.end
                yield Place(
                    country=cue.country,
                    name=capital.name,
                    precision="town",
                    lat=capital.lat,
                    lon=capital.lon,
                    gazetteer_id=capital.id,
                    span=Span(start=start, end=end, text=text[start:end]),
                    inferred=not cue.by_name,
                    basis=f"the capital of {cue.country}",
                )
