"""Marking rules for words that name no day: now, recently, soon."""

from __future__ import annotations

import re

from .scanning import Entry, Found, Scan
from .senses import Sense

REFERENCES = {
    "PRESENT_REF": "now|right now|currently|nowadays|these vD|at present|at the moment|the time being|"
    "current|the present|at this time|presently|so far|ongoing",
    "PAST_REF": "recently|more recently|most recently|recent|lately|the past|the recent past|not long ago|"
    "long ago|a long time ago|some time ago|previously|the distant past|"
    "recent (?:vY|vM|vW|vD|vX|vH)|in recent (?:vY|vM|vW|vD|vX|vH)|formerly|earlier",
    "FUTURE_REF": "soon|very soon|the future|the near future|the near term|the long term|"
    "the coming (?:vY|vM|vW|vD)|as soon as possible|coming (?:vY|vM|vW|vD)|future|"
    "the foreseeable future|shortly",
}
AFTER_REFERENCE = {"the past": frozenset("few several couple".split()), "soon": frozenset(["as", "after"])}
REFERENCE = "|".join(f"(?P<{name}>(?:{words}) )" for name, words in REFERENCES.items())
REFERENCE_HEADS = (
    "now right currently nowadays these at the current presently so recently more most recent lately not "
    "long a some previously in soon very coming as future shortly formerly earlier ongoing"
)


def reference(match: re.Match[str], scan: Scan) -> Found | None:
    """Now, recently, soon: a value that names no day."""
    i, end = scan.start(match), scan.end(match)
    words = " ".join(scan.word(k) for k in range(i, end))
    after, before = scan.word(end), scan.word(i - 1)
    value = match.lastgroup or "PAST_REF"
    if words == "the past" and (
        after[:1].isalpha() and after not in ("and", "that", "when", "but", "as", "is", "to")
    ):
        return None
    if (words == "soon" and (after in ("as", "after") or before == "as")) or after == "-" or before == "-":
        return None
    if words in ("earlier", "shortly") and (
        after in ("than", "before", "after", "this", "in", "on") or before == "no"
    ):
        return None
    if words in ("earlier", "formerly", "shortly") and after not in (".", ",", ";", "", '"'):
        return None
    now = scan.published
    if value == "PRESENT_REF":
        return scan.found(match, Sense(now, now, "day" if now else "open", "DATE", value))
    first, last = (None, now) if value == "PAST_REF" else (now, None)
    return scan.found(match, Sense(first, last, "open", "DATE", value))


REFERENCE_RULES: tuple[tuple[str, Entry], ...] = ((REFERENCE_HEADS, Entry(REFERENCE, reference)),)
