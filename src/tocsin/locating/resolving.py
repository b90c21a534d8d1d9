"""Places for words that somebody else has found: the same choice among the places of a name, no doubts."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from ..values import Place, Sentence, Span
from .choosing import Evidence, choose, gather
from .context import look_around
from .finding import nest, place
from .gazetteer import Gazetteer, Name, name_of_all
from .mentions import Mention, mention_of, scan, shouted, state_name
from .spelling import key
from .words import GENERIC

QUARTERS = frozenset(("n", "s", "e", "w", "north", "south", "east", "west"))


def resolve(
    text: str,
    sentences: Sequence[Sentence],
    *,
    spans: Sequence[Span],
    gazetteer: Gazetteer,
    hint: str | None = None,
) -> tuple[Place | None, ...]:
    """The place that each of the spans means, `None` where no place of that name is known.

    The rest of the report is read as `find` reads it, and speaks for countries and regions as it does there.
    Words for a people ("American") give their country; `hint` is an ISO alpha-3 country.
    """
    given, mentions, evidence = prepare(text, sentences, spans=spans, gazetteer=gazetteer, hint=hint)
    choose(mentions, evidence)
    out: list[Place | None] = []
    for span in spans:
        known = given[span]
        if known is None:
            out.append(None)
            continue
        known.noun_end = 0  # the span is what was asked for
        out.append(place(text, known, sentence=sentences[known.sentence], evidence=evidence))
    return tuple(out)


def prepare(
    text: str, sentences: Sequence[Sentence], *, spans: Sequence[Span], gazetteer: Gazetteer, hint: str | None
) -> tuple[dict[Span, Mention | None], list[Mention], Evidence]:
    """The mention of each span, all mentions of the report in text order, and its evidence."""
    found, cues = scan(text, sentences, gazetteer=gazetteer, loud=shouted(text))
    given = {span: given_mention(text, sentences, span=span, gazetteer=gazetteer) for span in spans}
    own = [mention for mention in given.values() if mention is not None]
    taken = [(span.start, span.end) for span in spans]
    rest = [m for m in found if not any(m.start < end and start < m.end for start, end in taken)]
    mentions = sorted([*own, *rest], key=lambda m: (m.start, m.end))
    for mention in mentions:
        look_around(sentences[mention.sentence].tokens, mention)
    for mention in own:
        mention.named_as_person = mention.doubtful = mention.short = False
        mention.sure = True
    nest(text, mentions)
    return given, mentions, gather(mentions, cues, hint=hint)


def given_mention(
    text: str, sentences: Sequence[Sentence], *, span: Span, gazetteer: Gazetteer
) -> Mention | None:
    """The mention of a given span; `None` where no spelling of it is known."""
    for number, sentence in enumerate(sentences):
        if not sentence.start <= span.start < sentence.end:
            continue
        tokens = sentence.tokens
        first = next((i for i, token in enumerate(tokens) if token.end > span.start), None)
        if first is None:
            return None
        last = max(first + 1, sum(token.start < span.end for token in tokens))
        for words in spellings(span.text):
            name = meanings(words, gazetteer=gazetteer)
            state = state_name(words, gazetteer=gazetteer) if name is None or "." in words else None
            name = state or name
            if name is not None:
                made = mention_of(text, tokens, first=first, last=last, name=name, sentence=number)
                made.start, made.end, made.words = span.start, span.end, span.text
                made.shortened = state is not None
                return made
    return None


def spellings(words: str) -> Iterator[str]:
    """The words, and what else they may stand for in the gazetteer, the surest first."""
    yield words
    parts = words.split()
    if parts[0].lower() == "the" and len(parts) > 1:
        parts = parts[1:]
        yield " ".join(parts)
    if words.isupper():
        yield " ".join(parts).title()
    if len(parts) > 1 and parts[-1].lower() in GENERIC:
        yield " ".join(parts[:-1])
    if len(parts) > 2 and parts[0].lower() in GENERIC and parts[1].lower() == "of":
        yield " ".join(parts[2:])
    if "," in words:
        yield words.partition(",")[0]
    if len(parts) > 1 and parts[0].lower().rstrip(".") in QUARTERS:
        yield " ".join(parts[1:])


def meanings(words: str, *, gazetteer: Gazetteer) -> Name | None:
    """What the words may mean, words for a people as their country."""
    found = gazetteer.look_up(key(words))
    places = tuple(e for e in found if e.kind not in ("nothing", "doubtful", "people"))
    nation = next((e for e in found if e.kind == "people"), None)
    if not places and nation is not None and nation.country is not None:
        country = gazetteer.country(nation.country)
        places = (country,) if country else ()
    return name_of_all(words, places) if places else None
