"""Runs the `console` blocks of the documents and says where the output is not what they show.

usage: python tools/run_docs.py [--write] [DOCUMENT...]
A line that begins with "$ " is a command; the lines below it are what it prints on a terminal.
A line "..." stands for any lines, "..." inside a line for any characters; `$ cat NAME` for a file that is not
there yet makes it, of the lines below it.
The commands of a document run in one empty folder, in order, at a terminal of 80 columns.
With `--write` the documents are given the new output; of a block with "...", as many lines before and after
it as there were.
"""

from __future__ import annotations

import os
import pty
import re
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).parent.parent
DOCUMENTS = ("README.md", "docs/*.md")
BLOCK = re.compile(r"^```console\n(.*?)^```$", re.MULTILINE | re.DOTALL)
PROMPT, ANY = "$ ", "..."
SECONDS = 120  # for one command


class Command(NamedTuple):
    """One command of a document: where it stands, what is typed, and what the document shows."""

    line: int
    typed: str
    shown: tuple[str, ...]


def documents() -> list[Path]:
    """The documents that hold commands."""
    return [path for pattern in DOCUMENTS for path in sorted(ROOT.glob(pattern)) if commands(path)]


def commands(path: Path) -> list[Command]:
    """The commands of a document."""
    text = path.read_text(encoding="utf-8")
    return [one for block in BLOCK.finditer(text) for one in in_block(text, block)]


def in_block(text: str, block: re.Match[str]) -> Iterator[Command]:
    """The commands of one block."""
    first = text.count("\n", 0, block.start(1)) + 1
    lines = block.group(1).splitlines()
    starts = [number for number, line in enumerate(lines) if line.startswith(PROMPT)]
    for start, end in zip(starts, [*starts[1:], len(lines)], strict=True):
        yield Command(first + start, lines[start].removeprefix(PROMPT), tuple(lines[start + 1 : end]))


def run(command: Command, folder: Path) -> list[str]:
    """What a command prints on a terminal, without the blanks at the ends of lines."""
    name = command.typed.removeprefix("cat ")
    if name != command.typed and not (folder / name).exists():
        (folder / name).write_text("\n".join(command.shown) + "\n", encoding="utf-8")
        return list(command.shown)
    reading, terminal = pty.openpty()
    program = subprocess.Popen(
        ["bash", "-c", command.typed], cwd=folder, env=environment(), stdin=subprocess.DEVNULL,
        stdout=terminal, stderr=terminal,
    )  # fmt: skip
    os.close(terminal)
    printed = b"".join(chunks(reading))
    os.close(reading)
    program.wait(timeout=SECONDS)
    return [line.rstrip() for line in printed.decode("utf-8", "replace").replace("\r", "").splitlines()]


def chunks(reading: int) -> Iterator[bytes]:
    """What comes out of a terminal until everybody has left it."""
    while True:
        try:
            chunk = os.read(reading, 65536)
        except OSError:  # how Linux says that nobody is left
            return
        if not chunk:
            return
        yield chunk


def environment() -> dict[str, str]:
    """The environment with this Python's programs first, and a plain terminal of 80 columns."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("TOCSIN_")}
    programs = f"{Path(sys.executable).parent}{os.pathsep}{os.environ.get('PATH', '')}"
    return kept | {
        "PATH": programs, "TERM": "dumb", "NO_COLOR": "1", "COLUMNS": "80", "LINES": "40", "TZ": "UTC",
        "LC_ALL": "C.UTF-8",
    }  # fmt: skip


def fits(shown: tuple[str, ...], printed: list[str]) -> bool:
    """Whether the output is what the document shows, blank lines at the ends aside."""
    pattern = "".join(r"(?:.*\n)*?" if line.strip() == ANY else wild(line) + r"\n" for line in trimmed(shown))
    return re.fullmatch(pattern, "".join(f"{line}\n" for line in trimmed(printed))) is not None


def wild(line: str) -> str:
    """A line as a regular expression in which "..." is anything."""
    return ".*?".join(re.escape(part) for part in line.rstrip().split(ANY))


def trimmed(lines: tuple[str, ...] | list[str]) -> list[str]:
    """The lines without blank ones at the ends."""
    joined = "\n".join(line.rstrip() for line in lines).strip("\n")
    return joined.split("\n") if joined else []


def renewed(shown: tuple[str, ...], printed: list[str]) -> list[str]:
    """The new output in the shape of the old."""
    new, old = trimmed(printed), trimmed(shown)
    marks = [number for number, line in enumerate(old) if line.strip() == ANY]
    if not marks:
        return new
    before, after = marks[0], len(old) - marks[-1] - 1
    if len(new) <= before + after:
        return new
    return [*new[:before], ANY, *new[len(new) - after :]]


def check(path: Path, *, write: bool = False) -> list[str]:
    """What differs in one document, a passage for each command; with `write` the document is mended."""
    lines = path.read_text(encoding="utf-8").splitlines()
    found: list[str] = []
    with tempfile.TemporaryDirectory() as folder:
        outputs = [(command, run(command, Path(folder))) for command in commands(path)]
    for command, printed in reversed(outputs):
        if fits(command.shown, printed):
            continue
        shown = "\n".join(trimmed(printed))
        found.insert(0, f"{path.name}:{command.line}: $ {command.typed}\nprints\n{shown}")
        start = command.line
        lines[start : start + len(command.shown)] = renewed(command.shown, printed)
    if write and found:
        path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return found


def main() -> int:
    """0 when every command prints what its document shows, or has been made to."""
    write = "--write" in sys.argv[1:]
    named = [Path(name) for name in sys.argv[1:] if name != "--write"]
    found = [passage for path in named or documents() for passage in check(path, write=write)]
    for passage in found:
        print(passage)
    print(f"{len(found)} differing{', written anew' if write and found else ''}.", file=sys.stderr)
    return 1 if found and not write else 0


if __name__ == "__main__":
    raise SystemExit(main())
