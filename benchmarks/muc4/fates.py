"""What became of people: by the tolls of the event, else by the words beside them, else by what was done."""

from __future__ import annotations

import re
from collections.abc import Iterator

from tocsin.values import Count, Event, Target

FATES = (
    ("DEATH", r"kill\w*|murder\w*|assassinat\w*|dead|deaths?|died|dies|die|massacr\w*|execut\w*|slain|slay\w*"
     r"|gunned down|shot to death|bod(?:y|ies)|corpses?|funeral|burial|victims of|perished|lost their li\w*"),
    ("INJURY", r"wound\w*|injur\w*|hurt|shrapnel|hospitaliz\w*|beaten|tortured"),
    ("NO INJURY OR DEATH", r"unhurt|unharmed|unscathed|uninjured|unwounded|escaped|safe and sound"),
)  # fmt: skip
FREED = r"releas\w*|freed|set free|liberat\w*|rescu\w*|freedom"
DEADLY = re.compile(
    r"murder|assassinat|kill|massacr|slay|slain|execut|gunned|shot to death|death|homicide", re.IGNORECASE
)
AFTER_CLAUSE = 20  # characters that a word past a comma, "and" or the like counts as further away


def fate_of(target: Target, event: Event, *, kind: str, text: str) -> str | None:
    """What became of one human target; `None` where nothing tells."""
    if kind == "KIDNAPPING":
        return beside(target, text=text, kidnapped=True)
    counted = tolled(target, event)
    if counted:
        return counted
    dead, hurt = some(event.killed), some(event.injured)
    if dead != hurt:
        return beside(target, text=text) or ("DEATH" if dead else "INJURY")
    found = beside(target, text=text)
    if found is None and event.stage == "done" and DEADLY.search(event.trigger.text):
        return "DEATH"
    if found is None and dead:
        return "DEATH"
    return found or none_hurt(event)


DAMAGE = (
    ("NO DAMAGE", r"(?:no|without(?: causing)?(?: any)?|not cause(?: any)?) (?:\w+ )?damages?|undamaged"),
    ("DESTROYED", r"destroy\w*|blew up|blown up|demolish\w*|burned down|destruction|wrecked|gutted|leveled"),
    ("SOME DAMAGE", r"damag\w*|broke\w*|shattered|burn\w*|set (?:on )?fire|shook|riddled|affected"),
)  # fmt: skip


def damage_of(target: Target, *, text: str) -> str | None:
    """What became of a thing, by the nearest word of its sentence, else by damage told in the next one."""
    start, end = target.span.start, target.span.end
    first, stop = sentence(start, end, text=text)
    for begin, until in ((first, stop), sentence(stop + 2, stop + 2, text=text)):
        found = [
            (abs(begin + word.start() - start), effect)
            for effect, words in DAMAGE
            for word in re.finditer(rf"\b(?:{words})\b", text[begin:until], re.IGNORECASE)
        ]
        if found:
            return min(found)[1]
    return None


def sentence(start: int, end: int, *, text: str) -> tuple[int, int]:
    """Start and end of the sentence around the characters."""
    first = max(text.rfind(". ", 0, start), text.rfind("\n", 0, start)) + 1
    stops = [at for at in (text.find(". ", end), text.find("\n", end)) if at >= 0]
    return first, min(stops, default=len(text))


def tolled(target: Target, event: Event) -> str | None:
    """The fate whose toll is counted by a number of the target's own words."""
    for count, fate in ((event.killed, "DEATH"), (event.injured, "INJURY")):
        for number in count.spans if count is not None and count.high != 0 else ():
            if target.span.start <= number.start < target.span.end:
                return fate
    return None


def some(count: Count | None) -> bool:
    """True where people are counted, or may be."""
    return count is not None and count.high != 0


def none_hurt(event: Event) -> str | None:
    """The effect where the text says that nobody was killed or hurt."""
    unhurt = event.injured is not None and event.injured.high == 0
    alive = event.killed is not None and event.killed.high == 0
    if unhurt:
        return "NO INJURY OR DEATH" if alive else "NO INJURY"
    return "NO DEATH" if alive else None


def beside(target: Target, *, text: str, kidnapped: bool = False) -> str | None:
    """The fate told by the nearest word of the target's sentence."""
    found = [
        (gap, fate)
        for start, end in mentions(target, text=text)
        for gap, fate in near(start, end, text=text, kidnapped=kidnapped)
    ]
    return min(found, default=(0, None))[1]


def mentions(target: Target, *, text: str) -> Iterator[tuple[int, int]]:
    """Where the target stands in the text."""
    yield target.span.start, target.span.end


def near(start: int, end: int, *, text: str, kidnapped: bool) -> Iterator[tuple[int, str]]:
    """Words of fate in the sentence, each with how far away it is."""
    first, stop = sentence(start, end, text=text)
    for fate, words in (*FATES, ("REGAINED FREEDOM", FREED)) if kidnapped else FATES:
        for word in re.finditer(rf"\b(?:{words})\b", text[first:stop], re.IGNORECASE):
            at, till = first + word.start(), first + word.end()
            if at < end and start < till:
                yield 0, fate
                continue
            between = text[till:start] if till <= start else text[end:at]
            yield len(between) + AFTER_CLAUSE * len(re.findall(r",|;|\bAND\b|\bBUT\b", between, re.I)), fate
