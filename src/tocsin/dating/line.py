"""One sentence as the time forms see it: its words by position, padded, so that no form minds the end."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import NamedTuple

from ..values import Token
from .days import Meaning

PADDING = ("",) * 12  # longer than any look ahead


class Reading(NamedTuple):
    """Tokens `start` to `end` (half-open) that name a time, and what they mean."""

    start: int
    end: int
    meaning: Meaning


class Line:
    """The lower-case words of a sentence; `shout` = all in capitals, so that capitals tell nothing."""

    __slots__ = ("read", "shout", "tokens", "words")

    def __init__(self, tokens: Sequence[Token], lowers: Sequence[str], *, shout: bool, read: Form) -> None:
        self.tokens = tokens
        self.words = [*lowers, *PADDING]
        if "–" in self.words:
            self.words = ["-" if word == "–" else word for word in self.words]
        self.shout = shout
        self.read = read

    def word(self, i: int) -> str:
        """The word at `i`, "" before the first and after the last."""
        return self.words[i] if i >= 0 else ""

    def capital(self, i: int) -> bool:
        """True where the word at `i` is written with a capital, and that means something."""
        return not self.shout and i < len(self.tokens) and self.tokens[i].capital

    def at(self, i: int) -> Reading | None:
        """The time expression that starts with the word at `i`, if any."""
        return self.read(self, i)


Form = Callable[[Line, int], Reading | None]
