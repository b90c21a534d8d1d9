"""Terminals: how wide, whether in colour, and a progress line; everything that Rich is asked for by name."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from types import TracebackType
from typing import IO, Self

from rich.console import Console, Group, RenderableType
from rich.padding import Padding
from rich.progress import Progress, SpinnerColumn, TextColumn, TimeElapsedColumn
from rich.table import Table
from rich.text import Text
from rich.theme import Theme

from . import words

# What has a colour has words of the same meaning beside it, for whoever sees no colours.
STYLES = {
    "head": "bold",
    "day": "bold cyan",
    "label": "dim",
    "quiet": "dim",
    "evidence": "italic",
    "mark": "bold yellow underline",
    "recalled": "dim italic",
    "hedged": "yellow",
    "claimed": "magenta",
    "stated": "none",
    "good": "green",
    "bad": "bold red",
    "command": "cyan",
}
# How sure one may be that somebody did it, told by style as well as by words.
STATUS_STYLES = {
    "claimed": "claimed",
    "stated": "stated",
    "attributed": "hedged",
    "suspected": "hedged",
    "denied": "hedged",
    "unclaimed": "quiet",
    "unknown": "quiet",
}
STANCE_STYLES = {**STATUS_STYLES, "blamed": "hedged"}
LONGEST_LINE = 120  # columns; longer lines of prose are hard to follow with the eye
LABEL_WIDTH = 9
SHOW_AFTER_S = 2.0

Part = tuple[str, str] | str
Page = RenderableType  # what this package makes and a console prints


def console(stream: IO[str]) -> Console:
    """A console on the stream; NO_COLOR, FORCE_COLOR, COLUMNS and dumb terminals are respected."""
    made = Console(file=stream, markup=False, highlight=False, emoji=False, theme=Theme(STYLES))
    made.width = min(made.width, LONGEST_LINE)
    return made


def is_plain(stream: IO[str]) -> bool:
    """Whether the stream shows no styles, so that words must be marked by signs."""
    return not console(stream).is_terminal


def lay(pages: Iterable[Page], stream: IO[str]) -> Iterator[str]:
    """The pages as text for that stream; for a pipe without styles and without blanks at line ends."""
    made = console(stream)
    for page in pages:
        with made.capture() as captured:
            made.print(page)
        whole = captured.get()
        yield whole if made.is_terminal else "".join(f"{line.rstrip()}\n" for line in whole.splitlines())


def text(*parts: Part) -> Text:
    """One text of parts, each either words or (words, style); words are cleaned here, whoever wrote them."""
    made = Text()
    for part in parts:
        said, style = part if isinstance(part, tuple) else (part, "")
        made.append(words.clean(said), style=style or None)
    return made


def heading(said: str) -> Group:
    """The title of a part of a page, after a blank line."""
    return Group(Text(), text((said, "day")))


def bulleted(sign: str, *parts: Part) -> Table:
    """Parts after a sign; a text that is too long goes on under itself."""
    grid = Table.grid(padding=(0, 1))
    grid.add_row(text((sign, "quiet")), text(*parts))
    return grid


def indented(*rows: RenderableType, by: int = 2) -> Padding:
    """The rows, moved to the right."""
    return Padding(Group(*rows), (0, 0, 0, by))


def pairs(rows: Iterable[tuple[str, RenderableType]], *, width: int = LABEL_WIDTH) -> Table:
    """Labels on the left, values on the right; a value that is too long goes on under itself."""
    grid = Table.grid(padding=(0, 1))
    grid.add_column(style="label", no_wrap=True, width=width)
    grid.add_column(overflow="fold")
    for label, value in rows:
        grid.add_row(label, value)
    return grid


def table(
    columns: Sequence[tuple[str, str]], rows: Iterable[Sequence[RenderableType]], *, head: bool = True
) -> Table:
    """A table without lines; a column is its name and "keep" (uncut), "fill" or "" (as wide as needed)."""
    made = Table(box=None, pad_edge=False, padding=(0, 2, 0, 0), show_header=head, header_style="label")
    for name, sort in columns:
        ratio = 1 if sort == "fill" else None
        made.add_column(name, no_wrap=sort == "keep", ratio=ratio, overflow="fold")
    made.expand = any(sort == "fill" for _, sort in columns)
    for row in rows:
        made.add_row(*row)
    return made


class Meter:
    """A line on a terminal that tells how far a long job is; it shows itself only after two seconds."""

    def __init__(self, stream: IO[str]) -> None:
        self._console = console(stream)
        self._bar = Progress(
            SpinnerColumn(),
            TextColumn("{task.description}"),
            TimeElapsedColumn(),
            console=self._console,
            transient=True,
        )
        self._task = self._bar.add_task("", total=None)
        self._shown = False

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._shown:
            self._bar.stop()

    def tell(self, said: str) -> None:
        """Puts the words on the line, once the job has taken two seconds and only on a terminal."""
        self._bar.update(self._task, description=words.clean(said))
        elapsed = self._bar.tasks[0].elapsed or 0.0
        if not self._shown and self._console.is_terminal and elapsed >= SHOW_AFTER_S:
            self._shown = True
            self._bar.start()
