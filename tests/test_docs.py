"""The documents say what is so: commands print what is shown, names exist, nothing is left out.

Python examples in the documents run as doctests. To write new output where a change was meant:
python tools/run_docs.py --write
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import typer.main

import tocsin
from tocsin import cli, exports, ontology
from tools import note_benchmarks, run_docs

ROOT = Path(__file__).parent.parent
DOCUMENTS = sorted([*ROOT.glob("*.md"), *ROOT.glob("docs/*.md")])
LINK = re.compile(r"\]\((?!https?:)([^)#]+)")
TWO_SENTENCES = re.compile(r"[a-z)`][.!?] [A-Z]")
NOT_IN_CLI_DOCUMENT = {"--help", "--install-completion", "--show-completion", "--version"}


def name(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def prose(path: Path) -> Iterator[str]:
    """The lines of a document outside code blocks and tables."""
    fenced = False
    for line in path.read_text(encoding="utf-8").splitlines():
        if line.startswith("```"):
            fenced = not fenced
        elif not fenced and not line.startswith("|"):
            yield line


@pytest.mark.parametrize("path", run_docs.documents(), ids=name)
def test_every_command_prints_what_the_document_shows(path: Path) -> None:
    differing = run_docs.check(path)
    assert not differing, "\n\n".join(["python tools/run_docs.py --write mends this", *differing])


def test_the_documents_with_commands_are_found() -> None:
    assert {"README.md", "docs/cli.md", "docs/reading.md", "docs/ontology.md"} <= set(
        map(name, run_docs.documents())
    )


def test_any_lines_and_any_characters_fit_three_dots() -> None:
    assert run_docs.fits(("one", "...", "last ... line"), ["one", "two", "three", "last 4 line"])
    assert run_docs.fits(("one", "..."), ["one"])
    assert not run_docs.fits(("one", "...", "last"), ["one", "two", "lasting"])
    assert not run_docs.fits(("one",), ["one", "two"])


def test_new_output_takes_the_shape_of_the_old() -> None:
    assert run_docs.renewed(("a", "...", "z"), ["1", "2", "3", "4"]) == ["1", "...", "4"]
    assert run_docs.renewed(("a",), ["1", "2"]) == ["1", "2"]


def test_the_public_names_are_these() -> None:
    assert tocsin.__all__ == ["Event", "Failure", "Incident", "Ledger", "Report", "Span", "read", "to_dicts"]
    assert all(getattr(tocsin, public) for public in tocsin.__all__)


def test_every_command_and_option_is_in_the_command_document() -> None:
    text = (ROOT / "docs" / "cli.md").read_text(encoding="utf-8")
    group: Any = typer.main.get_command(cli.app)
    commands: dict[str, Any] = group.commands
    options = {
        option
        for command in commands.values()
        for parameter in command.params
        for option in (*parameter.opts, *parameter.secondary_opts)
        if option.startswith("--") and option not in NOT_IN_CLI_DOCUMENT
    }
    # A switch that is on by itself is told of by its other side.
    told = {option for option in options if f"`{option}" in text or f"`--no-{option[2:]}" in text}
    assert {command for command in commands if f"| `{command}` |" not in text} == set()
    assert options - told == set()


def test_every_kind_and_format_is_told_of() -> None:
    kinds = (ROOT / "docs" / "ontology.md").read_text(encoding="utf-8")
    assert [kind.name for kind in ontology.load() if f"| `{kind.name}` |" not in kinds] == []
    commands = (ROOT / "docs" / "cli.md").read_text(encoding="utf-8")
    assert [form for form in exports.names() if f"| `{form}` |" not in commands] == []


@pytest.mark.parametrize("path", DOCUMENTS, ids=name)
def test_links_lead_somewhere(path: Path) -> None:
    targets = LINK.findall(path.read_text(encoding="utf-8"))
    assert [target for target in targets if not (path.parent / target).exists()] == []


@pytest.mark.parametrize("path", DOCUMENTS, ids=name)
def test_a_line_of_prose_holds_one_sentence(path: Path) -> None:
    assert [line for line in prose(path) if TWO_SENTENCES.search(line)] == []


def test_one_version_stands_everywhere() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    cited = re.search(r"^version: (.+)$", (ROOT / "CITATION.cff").read_text(encoding="utf-8"), re.MULTILINE)
    changes = (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")
    assert cited
    assert tocsin.__version__ == project["version"] == cited[1]
    assert f"## [{tocsin.__version__}]" in changes


def test_the_table_of_benchmarks_is_where_the_tool_writes_it() -> None:
    text = (ROOT / "README.md").read_text(encoding="utf-8")
    table = text.split(note_benchmarks.BEGIN)[1].split(note_benchmarks.END)[0]
    assert table.startswith(f"\n{note_benchmarks.HEAD}")


def test_the_tool_reads_what_the_benchmarks_print() -> None:
    printed = """== speed
reports of 300 words a second 210   >= 200   holds
== records, dev
RECORD           2185     2049  60.5  64.6 62.49
FALSE-ACCUSATIONS 3 of 45 perpetrators stated as fact = 6.7 %
== MUC-4, tst1/tst1-muc3
ALL R 32.9 P 30.5 F 31.63  TEMPLATES R 59.3 P 50.5 F 54.55
"""
    assert [row[2] for row in note_benchmarks.rows(printed)] == [
        "210", "F 62.49 (R 60.5, P 64.6)", "3 of 45 = 6.7 %", "F 31.63 (R 32.9, P 30.5)",
    ]  # fmt: skip
