"""Place words to places: the gazetteer, the mentions in a report, and which place each of them means."""

from __future__ import annotations

from .finding import countries_named, find, locate
from .gazetteer import Entry, Gazetteer, default_gazetteer
from .mentions import Cue, country_cues
from .own import with_places
from .resolving import resolve

__all__ = [
    "Cue",
    "Entry",
    "Gazetteer",
    "countries_named",
    "country_cues",
    "default_gazetteer",
    "find",
    "locate",
    "resolve",
    "with_places",
]
