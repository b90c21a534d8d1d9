"""Small pages: failures, kinds of event, and what the doctor found."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from rich.console import RenderableType
from rich.text import Text

from ..doctor import Check
from ..ontology import Kind
from ..values import Failure
from .screen import heading, indented, pairs, table, text

WIDTH = 10  # columns of the labels of a kind
MOST_TRIGGERS = 40


def failures(found: Iterable[Failure]) -> Iterator[RenderableType]:
    """For each failure where it came from, and under it what was wrong and what to do."""
    for one in found:
        yield text((one.origin, "head"), ("  " + one.error, "bad"))
        yield indented(text(one.message))


def kinds(found: Iterable[Kind]) -> RenderableType:
    """One row a kind: its name and what it is."""
    rows = ((text((one.name, "head")), text(one_line(one.definition))) for one in found)
    return table((("kind", "keep"), ("what it is", "fill")), rows)


def kind(one: Kind) -> Iterator[RenderableType]:
    """One kind: what it is and is not, the words that tell of it, other schemes' codes, examples."""
    yield text((one.name, "head"), f"  {one.label}")
    yield Text()
    yield pairs(
        (("is", text(one_line(one.definition))), ("is not", text(one_line(one.not_this)))), width=WIDTH
    )
    yield heading("Words that tell of it")
    lemmas = list(dict.fromkeys(trigger.lemma for trigger in one.triggers))
    more = f" and {len(lemmas) - MOST_TRIGGERS} more" if len(lemmas) > MOST_TRIGGERS else ""
    yield indented(text(", ".join(lemmas[:MOST_TRIGGERS]), (more, "quiet")))
    yield heading("In other schemes")
    yield indented(
        pairs(
            ((name.upper(), text("; ".join(codes))) for name, codes in one.crosswalk.items() if codes),
            width=WIDTH,
        )
    )
    yield heading("Examples")
    yield indented(*(text(("yes  ", "good"), told) for told in one.yes))
    yield indented(*(text(("no   ", "bad"), told) for told in one.no))


def checks(found: Iterable[Check]) -> RenderableType:
    """One line a check, and under it what to do."""
    rows: list[tuple[RenderableType, ...]] = []
    for one in found:
        sign = text(("ok", "good")) if one.ok else text(("BAD", "bad"))
        rows.append((sign, text((one.name, "head")), text(one.words)))
        if one.advice:
            rows.append((text(), text(), text((one.advice, "claimed" if one.ok else "bad"))))
    return table((("", "keep"), ("", "keep"), ("", "")), rows, head=False)


def one_line(told: str) -> str:
    """The words on one line."""
    return " ".join(told.split())
