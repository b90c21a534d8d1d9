"""The command line: arguments in, pages and lines out; nothing else in Tocsin prints.

Data goes to stdout, talk to stderr: a table on a terminal, JSON Lines in a pipe.
Exit codes: 0 done, 1 error, 2 usage, 3 some inputs failed, 130 interrupted.
Heavy modules are imported inside the commands, so that `--help` and `--version` answer at once.
"""

from __future__ import annotations

import json
import os
import sys
import tempfile
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import typer
from typer.core import TyperGroup

from ..errors import QueryError, TocsinError
from ..reader import DEFAULT
from ..values import Failure
from .desk import serve
from .marks import dates, places
from .options import (
    LEDGER,
    Actor,
    Book,
    Box,
    Columns,
    Country,
    Explain,
    Form,
    Format,
    Inputs,
    Kind,
    KindName,
    Kinds,
    NewBook,
    Output,
    Own,
    Place,
    Published,
    Reader,
    Recalled,
    Scope,
    Serve,
    Since,
    Status,
    Text,
    To,
    Until,
    Version,
    Wanted,
    Who,
    Wide,
)  # fmt: skip

if TYPE_CHECKING:
    from ..adding import Tally
    from ..ledger import Ledger
    from ..rendering.screen import Page
    from ..values import Incident, Report

ERROR, USAGE, INTERRUPTED = 1, 2, 130
OPTIONS = {"kinds": "--kind", "format": "--to"}  # options that are not called like the value that they give


class Program(TyperGroup):
    """The commands, and the one place where an error becomes words and an exit code."""

    def invoke(self, ctx: Any) -> Any:
        """Runs a command; no error that Tocsin raises on purpose shows a traceback."""
        try:
            super().invoke(ctx)
            sys.stdout.flush()
        except QueryError as error:
            name = OPTIONS.get(error.option, f"--{error.option.lstrip('-')}")
            say(f"Error: {name if error.option else ''}{str(error).removeprefix(error.option)}")
            raise typer.Exit(USAGE) from None
        except TocsinError as error:
            say(f"Error: {error}")
            raise typer.Exit(ERROR) from None
        except BrokenPipeError:
            # Whoever read our output has seen enough; without this Python would complain on leaving.
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        except KeyboardInterrupt:
            say("Stopped.")
            raise typer.Exit(INTERRUPTED) from None


app = typer.Typer(
    cls=Program,
    invoke_without_command=True,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
)


app.command(epilog="Example: tocsin serve --ledger iraq.db --port 8400")(serve)
app.command(epilog="Example: tocsin places article.txt --publisher-country USA")(places)
app.command(epilog="Example: tocsin dates article.txt --published 2020-01-27")(dates)


def main() -> None:
    """The program `tocsin`."""
    for stream in (sys.stdout, sys.stderr):
        # A pipe gets UTF-8 whatever the locale; a terminal gets what it can show.
        getattr(stream, "reconfigure", lambda **_: None)(
            errors="replace", encoding=None if stream.isatty() else "utf-8"
        )
    app(prog_name="tocsin")


@app.callback()
def program(ctx: typer.Context, *, version: Version = False) -> None:
    """Reads news reports of political violence and keeps the record of it.

    To see what it does: tocsin demo
    """
    if version:
        from .. import __version__

        print(f"tocsin {__version__}")
    elif ctx.invoked_subcommand is None:
        print(ctx.get_help())


@app.command(epilog="Example: tocsin read article.html --explain")
def read(
    inputs: Inputs, *, published: Published = None, columns: Columns = None, reader: Reader = DEFAULT,
    kinds: Kinds = None, scope: Wide = Scope.public, places: Own = None, actors: Who = None,
    to: To = None, explain: Explain = False,
) -> None:  # fmt: skip
    """Show what reports tell; nothing is kept."""
    from .. import adding, asking, pipeline
    from ..exports.record import record
    from ..rendering import reading, screen

    tally, found = adding.Tally(), adding.items(inputs, published=published, columns=columns)
    known = asking.own_actors(actors)
    chosen = pipeline.load_reader(reader, kinds=kinds, private=scope is Scope.any, identify=known)
    own = asking.own_places(places)
    for item in readable(found, tally):
        events = pipeline.read(item, reader=chosen, gazetteer=own)
        if as_table(to, explain=explain):
            show([reading.report(item, events, explain=explain, plain=screen.is_plain(sys.stdout)), ""])
        else:
            write([json.dumps(record(item, events, reader=chosen.name), ensure_ascii=False) + "\n"])
    leave(tally)


@app.command(epilog="Example: tocsin add reports.jsonl articles/ --ledger iraq.db")
def add(
    inputs: Inputs, *, ledger: Book = LEDGER, published: Published = None, columns: Columns = None,
    reader: Reader = DEFAULT, kinds: Kinds = None, scope: Wide = Scope.public, places: Own = None,
    actors: Who = None,
) -> None:  # fmt: skip
    """Read reports into the ledger. Those that are there already are passed by."""
    from .. import adding, asking, pipeline
    from .. import ledger as ledgers
    from ..rendering import screen
    from ..rendering.words import number_of

    adding.give_way()
    found = adding.items(inputs, published=published, columns=columns)
    now, own = datetime.now(UTC), asking.own_places(places)
    with ledgers.Ledger(ledger) as book, screen.Meter(sys.stderr) as meter, adding.stopping(say) as stop:
        known = asking.know(book, actors, now=now)
        chosen = pipeline.load_reader(reader, kinds=kinds, private=scope is Scope.any, identify=known)
        for tally, item in adding.add(book, found, reader=chosen, now=now, stop=stop, gazetteer=own):
            meter.tell(f"{tally}" if item else f"{tally}; folding")
            if isinstance(item, Failure):
                say(f"Failed: {item.origin}: {item.message}")
    say(f"{tally}; {number_of(len(tally.changed), 'incident')} new or changed")
    if stop:
        say("Stopped. Give the same command again to go on: what is there is passed by.")
        raise typer.Exit(INTERRUPTED)
    leave(tally)


@app.command("list", epilog="Example: tocsin list --country Iraq --kind shelling --since 2020-01-01")
def list_(
    ctx: typer.Context, *, ledger: Book = LEDGER, since: Since = None, until: Until = None,
    place: Place = None, country: Country = None, kinds: Kind = None, actor: Actor = None,
    status: Status = None, text: Text = None, box: Box = None, recalled: Recalled = True, to: To = None,
) -> None:  # fmt: skip
    """List incidents, one row each. They come in the order of their days."""
    from ..rendering import incidents

    look(ctx.params, page=lambda _, found: incidents.rows(found))


@app.command(epilog="Example: tocsin timeline --since 2020-01-01 --until 2020-01-08 --no-recalled")
def timeline(
    ctx: typer.Context, *, ledger: Book = LEDGER, since: Since = None, until: Until = None,
    place: Place = None, country: Country = None, kinds: Kind = None, actor: Actor = None,
    status: Status = None, text: Text = None, box: Box = None, recalled: Recalled = True, to: To = None,
) -> None:  # fmt: skip
    """Tell what happened, day by day. Each incident has a sentence of evidence, and on whose word."""
    from ..querying import held, with_reports
    from ..rendering import incidents

    look(ctx.params, page=lambda book, found: incidents.timeline(with_reports(book, found), held=held(book)))


@app.command("show", epilog="Example: tocsin show i134ee0f7 --explain")
def show_incident(
    incident: Wanted, *, ledger: Book = LEDGER, to: To = None, explain: Explain = False
) -> None:
    """Show one incident and all that is behind it. Reports, figures, who says what, why folded."""
    from ..querying import story
    from ..rendering import incidents, screen

    with opened(ledger) as book:
        found = story(book, incident)
    if as_table(to, explain=explain):
        show(incidents.story(found, explain=explain, plain=screen.is_plain(sys.stdout)))
    else:
        write([json.dumps(incidents.story_record(found), ensure_ascii=False) + "\n"])


@app.command(epilog="Example: tocsin export --to csv -o incidents.csv")
def export(
    ctx: typer.Context, *, ledger: Book = LEDGER, since: Since = None, until: Until = None,
    place: Place = None, country: Country = None, kinds: Kind = None, actor: Actor = None,
    status: Status = None, text: Text = None, box: Box = None, recalled: Recalled = True,
    to: Format = None, output: Output = None,
) -> None:  # fmt: skip
    """Write incidents as CSV, GeoJSON, JSON Lines. The CSV has ACLED's columns."""
    from .. import asking, exporting

    with opened(ledger) as book:
        found, now = asking.chosen(book, ctx.params, say=say), datetime.now(UTC)
        write(exporting.export(found, to=to, output=output, now=now), json=to != "csv")


@app.command(epilog="Example: tocsin failures")
def failures(*, ledger: Book = LEDGER, to: To = None) -> None:
    """List the inputs that could not be read. It says what to do about each."""
    from ..ledger.rows import dumps
    from ..rendering import tables

    with opened(ledger) as book:
        found = book.failures()
    if not found:
        say("No input has failed.")
    elif as_table(to):
        show(tables.failures(found))
    else:
        write(dumps(failure) + "\n" for failure in found)


@app.command(epilog="Example: tocsin verify")
def verify(*, ledger: Book = LEDGER) -> None:
    """Check that the ledger is sound: texts, words and their places, every incident."""
    from .. import asking

    with opened(ledger) as book:
        write(asking.wrong(book, path=ledger))
        counts = book.counts()
    say("Sound: " + ", ".join(f"{counts[name]:,} {name}" for name in ("reports", "events", "incidents")))


@app.command(epilog="Example: tocsin doctor")
def doctor(*, ledger: Book = LEDGER) -> None:
    """Check that Tocsin can work here. Where it cannot, it says what to do."""
    from .. import doctor
    from ..rendering import tables

    found = list(doctor.checks(ledger))
    show([tables.checks(found)])
    if not all(one.ok for one in found):
        raise typer.Exit(ERROR)


@app.command(epilog="Example: tocsin kinds shelling")
def kinds(name: KindName = None, *, kinds: Kinds = None) -> None:
    """List the kinds of event, or show one. What it is, its words, other schemes' codes, examples."""
    from .. import ontology
    from ..rendering import tables

    known = {one.name: one for one in ontology.load(kinds)}
    wanted = (name or "").strip().lower().replace(" ", "_").replace("-", "_")
    if wanted and wanted not in known:
        raise QueryError(f"{name!r} is no kind of event; there are {', '.join(known)}")
    show(tables.kind(known[wanted]) if wanted else [tables.kinds(known.values())])


@app.command(epilog="Example: tocsin demo")
def demo(*, ledger: NewBook = None, serve: Serve = False) -> None:
    """Tell the story of a bundled sample: a made-up month of news on Iraq and Iran."""
    from .. import asking, demo, querying
    from .. import ledger as ledgers
    from ..rendering import incidents
    from . import desk

    new = asking.fresh(ledger)
    say("Reading the bundled sample: 68 short reports and 5 web pages.\n")
    path = new or str(Path(tempfile.mkdtemp(prefix="tocsin-"), "demo.db"))
    with ledgers.Ledger(path) as book:
        told = demo.fill(book, now=datetime.now(UTC))
        counts = book.counts()
        show(incidents.timeline(querying.with_reports(book, told), held=querying.held(book)))
    say(demo.farewell(path, told, counts=counts))
    if serve:
        desk.show(path)


def readable(found: Iterable[Report | Failure], tally: Tally) -> Iterator[Report]:
    """The reports among the inputs, all counted; of the others it is said why they are none."""
    for item in found:
        tally.count(item)
        if isinstance(item, Failure):
            say(f"Failed: {item.origin}: {item.message}")
        else:
            yield item


def opened(ledger: str) -> Ledger:
    """A ledger that is there already."""
    from ..ledger import Ledger

    return Ledger(ledger, create=False)


def look(options: Mapping[str, Any], *, page: Callable[[Ledger, Iterator[Incident]], Iterable[Any]]) -> None:
    """The incidents that the options of a command choose, as a page or as JSON Lines."""
    from .. import asking, exports

    with opened(options["ledger"]) as book:
        found = asking.chosen(book, options, say=say)
        if as_table(options["to"]):
            show(page(book, found))
        else:
            write(exports.find("jsonl").write(found, lookups=exports.Lookups()))


def as_table(to: Form | None, *, explain: bool = False) -> bool:
    """Whether a page is wanted: it was asked for, or a person is looking."""
    return to is Form.table or (to is None and (explain or sys.stdout.isatty()))


def leave(tally: Tally) -> None:
    """Says what needs saying about the inputs, and leaves with their exit code."""
    if tally.undated:
        say('Where no day of publication is known, "Sunday" has no date: give --published YYYY-MM-DD.')
    if tally.code:
        raise typer.Exit(tally.code)


def say(words: str) -> None:
    """Talk, to stderr, without anything that a terminal would obey."""
    from ..rendering.words import clean

    print("\n".join(map(clean, words.split("\n"))), file=sys.stderr)


def show(pages: Iterable[Page]) -> None:
    """Pages for people, to stdout."""
    from ..rendering.screen import lay

    for whole in lay(pages, sys.stdout):
        sys.stdout.write(whole)


def write(pieces: Iterable[str], *, json: bool = True) -> None:
    """Data, to stdout; what a terminal would obey is escaped in JSON, else marked on a terminal."""
    from ..rendering.words import safe, safe_json

    for piece in pieces:
        sys.stdout.write(safe_json(piece) if json else safe(piece) if sys.stdout.isatty() else piece)
