"""The options and arguments of the commands, each with its help in plain words."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import Annotated, Any

import typer


class Form(StrEnum):
    """How a command shows what it found."""

    table = "table"
    jsonl = "jsonl"


class Scope(StrEnum):
    """What is read: violence of public concern, or any."""

    public = "public"
    any = "any"


LEDGER = "tocsin.db"


def option(names: str, words: str, *, takes: str | None = None, env: str | None = None) -> Any:
    """An option of these names, separated by blanks, with its help in plain words."""
    return typer.Option(*names.split(), metavar=takes, help=words, envvar=env, show_default=env is not None)


Words = str | None
Inputs = Annotated[list[str], typer.Argument(metavar="INPUT", help="File, folder, glob, URL, or - (stdin).")]
Book = Annotated[str, option("--ledger", "The ledger.", takes="FILE", env="TOCSIN_LEDGER")]
Published = Annotated[Words, option("--published", "Day of publication if none is given.", takes="DATE")]
Columns = Annotated[Words, option("--columns", "Other names of columns: text=Body.", takes="OURS=THEIRS,...")]
Reader = Annotated[str, option("--reader", "What reads the reports: rules or trained.", takes="NAME")]
Kinds = Annotated[Path | None, option("--kinds", "Your own kinds of event, TOML files.", takes="FOLDER")]
Wide = Annotated[Scope, option("--scope", "public, or any: private crime too, marked so.", takes="WORD")]
Own = Annotated[Path | None, option("--places", "Your own places, a table.", takes="FILE.csv")]
Who = Annotated[Path | None, option("--actors", "Your own actors, a table.", takes="FILE.csv")]
Since = Annotated[Words, option("--since", "Not before this day, such as 2020-01-26.", takes="DATE")]
Until = Annotated[Words, option("--until", "Not after this day.", takes="DATE")]
Place = Annotated[Words, option("--place", "In this town, district or region.", takes="NAME")]
Country = Annotated[Words, option("--country", "In this country: Iraq, or IRQ.", takes="NAME")]
Kind = Annotated[list[str] | None, option("--kind", "Of this kind; may be repeated.", takes="NAME")]
Actor = Annotated[Words, option("--actor", "Where they are doer, blamed, or denying.", takes="NAME")]
Status = Annotated[
    Words, option("--status", "claimed, stated, attributed, suspected, denied, unknown.", takes="WORD")
]
Text = Annotated[Words, option("--text", "With all of these words in it.", takes="WORDS")]
Box = Annotated[Words, option("--box", "Within these degrees.", takes="S,W,N,E")]
Recalled = Annotated[bool, option("--recalled/--no-recalled", "With or without what is only recalled.")]
To = Annotated[Form | None, option("--to", "On a terminal a table, in a pipe JSON Lines.")]
Format = Annotated[Words, option("--to", "csv (ACLED's columns), geojson or jsonl.", takes="FORMAT")]
Output = Annotated[Path | None, option("--output -o", "Where to; else stdout.", takes="FILE")]
Explain = Annotated[bool, option("--explain", "Every value with its sentence, the words marked in it.")]
NewBook = Annotated[Words, option("--ledger", "A new file to keep the ledger of the demo in.", takes="FILE")]
Wanted = Annotated[str, typer.Argument(metavar="ID", help="An incident's id, or the beginning of one.")]
KindName = Annotated[Words, typer.Argument(metavar="[KIND]", help="One kind, for everything about it.")]
Publisher = Annotated[Words, option("--publisher-country", "Where they appeared: USA, Iraq.", takes="NAME")]
Host = Annotated[str, option("--host", "Where to serve; beyond this machine with --token.", takes="HOST")]
Port = Annotated[int, option("--port", "The port; 0 takes any that is free.", takes="N")]
Token = Annotated[Words, option("--token", "What everybody must show.", takes="WORDS", env="TOCSIN_TOKEN")]
Serve = Annotated[bool, option("--serve/--no-serve", "Then open the desk on it; Ctrl-C ends.")]
Version = Annotated[bool, typer.Option("--version", help="Show the version and leave.")]
