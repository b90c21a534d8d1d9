"""The commands: what they say, where they say it, and with which exit code they leave."""

from __future__ import annotations

import csv
import io
import json
import os
import re
import signal
import sqlite3
import subprocess
import sys
import time
from contextlib import closing, suppress
from datetime import date
from importlib.resources import files
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner, Result

from tocsin import __version__, cli, exports
from tocsin.ledger import Ledger

SAMPLE = Path(str(files("tocsin"))) / "data" / "sample"
ARTICLE = SAMPLE / "articles" / "embassy-rockets.html"
TEXT = "Three rockets hit the US embassy in Baghdad on Sunday, a security source said."
LISTINGS = ("list", "timeline", "export")
COMMANDS = (
    "read",
    "add",
    "list",
    "timeline",
    "show",
    "export",
    "failures",
    "verify",
    "doctor",
    "kinds",
    "places",
    "dates",
    "demo",
)


def run(*words: object, stdin: str = "", env: dict[str, str] | None = None) -> Result:
    given = {"TOCSIN_LEDGER": "", "COLUMNS": "80", "NO_COLOR": "", **(env or {})}
    return CliRunner().invoke(cli.app, [str(word) for word in words], input=stdin, env=given)


def lines(result: Result) -> list[dict[str, Any]]:
    return [json.loads(line) for line in result.stdout.splitlines()]


@pytest.fixture(scope="module")
def ledger(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("cli") / "sample.db"
    result = run("add", SAMPLE / "reports.jsonl", SAMPLE / "articles", "--ledger", path)
    assert result.exit_code == 0, result.output
    assert result.stderr.startswith("73 reports with ") and result.stdout == ""
    return path


@pytest.fixture
def article(tmp_path: Path) -> Path:
    path = tmp_path / "article.txt"
    path.write_text(TEXT, encoding="utf-8")
    return path


# The program


def test_the_version_and_the_help_are_shown() -> None:
    assert run("--version").stdout == f"tocsin {__version__}\n"
    for asked in (run(), run("--help"), run("-h")):
        assert asked.exit_code == 0
        assert all(f"  {command} " in asked.stdout for command in COMMANDS)


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_has_help_with_an_example(command: str) -> None:
    result = run(command, "--help")
    assert result.exit_code == 0 and f"Example: tocsin {command}" in result.stdout
    assert max(map(len, result.stdout.splitlines())) <= 80


def test_help_loads_neither_rich_nor_the_database() -> None:
    code = (
        "import sys; sys.argv = ['tocsin', '--version']; from tocsin import cli\n"
        "try: cli.main()\nexcept SystemExit: pass\n"
        "assert not {'rich', 'sqlalchemy', 'trafilatura', 'tocsin.pipeline'} & set(sys.modules)"
    )
    subprocess.run([sys.executable, "-c", code], check=True, capture_output=True)


@pytest.mark.parametrize(
    "words", [["bogus"], ["read"], ["show"], ["list", "--bogus"], ["list", "--to", "foo"]]
)
def test_wrong_usage_leaves_with_two(words: list[str]) -> None:
    result = run(*words)
    assert result.exit_code == 2 and "Error" in result.stderr and result.stdout == ""


# read


def test_a_pipe_gets_one_record_a_line_with_places_in_the_text(article: Path) -> None:
    result = run("read", article, "--published", "2020-01-27")
    (record,) = lines(result)
    (event,) = record["events"]
    assert event["kind"] == "shelling" and event["when"]["first"] == "2020-01-26"
    start, end = event["trigger_span"]
    assert TEXT[start:end] == event["trigger"]
    assert record["reader"] and result.exit_code == 0


def test_a_table_can_be_asked_for_in_a_pipe(article: Path) -> None:
    result = run("read", article, "--to", "table", "--published", "2020-01-27")
    assert "Sunday 26 January 2020, from “Sunday”" in result.stdout
    assert "\x1b" not in result.stdout


def test_explaining_shows_the_words_and_how_they_were_resolved(article: Path) -> None:
    result = run("read", article, "--explain", "--published", "2020-01-27")
    assert "«Sunday»" in result.stdout and "how: Sunday on or before 2020-01-27" in result.stdout


def test_standard_input_is_read(article: Path) -> None:
    (record,) = lines(run("read", "-", "--published", "2020-01-27", stdin=TEXT))
    assert record["published"] == "2020-01-27"


def test_without_a_day_of_publication_it_is_said_how_to_give_one(article: Path) -> None:
    assert "--published" in run("read", article).stderr
    assert "--published" not in run("read", article, "--published", "2020-01-27").stderr


def test_columns_may_have_other_names(tmp_path: Path) -> None:
    path = tmp_path / "table.csv"
    path.write_text(f'Body,Day\n"{TEXT}",2020-01-27\n', encoding="utf-8")
    (record,) = lines(run("read", path, "--columns", "text=Body,published=Day"))
    assert record["published"] == "2020-01-27" and record["events"]


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["--published", "27.1.2020"], "--published: '27.1.2020' is no day such as"),
        (["--columns", "Body"], "--columns: 'Body' is not like text=Body"),
        (["--columns", "nonsense=Body"], "--columns: 'nonsense' is no column"),
        (["--reader", "oracle"], "--reader: no reader is called 'oracle'"),
    ],
)
def test_a_value_that_means_nothing_is_named_with_its_option(
    article: Path, words: list[str], said: str
) -> None:
    result = run("read", article, *words)
    assert result.exit_code == 2 and result.stdout == ""
    assert result.stderr.startswith(f"Error: {said}"), result.stderr
    assert len(result.stderr.splitlines()) == 1


def test_an_input_that_is_not_there_is_an_error(tmp_path: Path) -> None:
    result = run("read", tmp_path / "gone.txt")
    assert result.exit_code == 1 and "no such file" in result.stderr and "Traceback" not in result.output


def test_some_inputs_that_failed_leave_with_three(article: Path, tmp_path: Path) -> None:
    result = run("read", tmp_path / "gone.txt", article, "--published", "2020-01-27")
    assert result.exit_code == 3 and len(lines(result)) == 1 and "gone.txt" in result.stderr


def test_a_folder_of_own_kinds_that_is_not_there_is_an_error(article: Path, tmp_path: Path) -> None:
    result = run("read", article, "--kinds", tmp_path / "gone")
    assert result.exit_code == 1 and "no such folder" in result.stderr


# add


def test_adding_again_adds_nothing(ledger: Path) -> None:
    result = run("add", SAMPLE / "reports.jsonl", "--ledger", ledger)
    assert result.exit_code == 0
    assert (
        result.stderr == "0 reports with 0 events, 0 failed, 68 already there; 0 incidents new or changed\n"
    )


def test_a_mistyped_name_makes_no_ledger(tmp_path: Path) -> None:
    result = run("add", tmp_path / "gone.txt", "--ledger", tmp_path / "new.db")
    assert result.exit_code == 1 and not (tmp_path / "new.db").exists()


def test_what_failed_is_told_kept_and_leaves_with_three(article: Path, tmp_path: Path) -> None:
    book, broken = tmp_path / "new.db", tmp_path / "broken.jsonl"
    broken.write_text('{"text": 5}\n', encoding="utf-8")
    result = run("add", article, broken, "--ledger", book)
    assert result.exit_code == 3 and "Failed: " in result.stderr
    (failure,) = lines(run("failures", "--ledger", book))
    assert str(failure["origin"]).startswith(str(broken))
    assert "broken.jsonl" in run("failures", "--ledger", book, "--to", "table").stdout
    assert run("add", broken, "--ledger", book).exit_code == 1


def test_the_ledger_may_be_named_by_the_environment(article: Path, tmp_path: Path) -> None:
    env = {"TOCSIN_LEDGER": str(tmp_path / "env.db")}
    assert run("add", article, env=env).exit_code == 0
    assert len(lines(run("list", env=env))) == 1


@pytest.mark.skipif(os.name == "nt", reason="signals")
def test_an_interrupted_batch_keeps_what_was_read_and_folds_it(tmp_path: Path) -> None:
    book, many = tmp_path / "many.db", tmp_path / "many.jsonl"
    rows = [{"text": f"{TEXT} It was strike number {n}.", "published": "2020-01-27"} for n in range(3000)]
    many.write_text("\n".join(map(json.dumps, rows)), encoding="utf-8")
    code = "from tocsin import cli; cli.main()"
    process = subprocess.Popen(
        [sys.executable, "-c", code, "add", str(many), "--ledger", str(book)],
        stderr=subprocess.PIPE,
        text=True,
    )
    for _ in range(600):
        time.sleep(0.05)
        with suppress(sqlite3.Error), closing(sqlite3.connect(f"file:{book}?mode=ro", uri=True)) as spy:
            if spy.execute("SELECT count(*) FROM reports").fetchone() > (0,):
                break
    process.send_signal(signal.SIGINT)
    _, said = process.communicate(timeout=60)
    assert process.returncode == 130 and "Stopped" in said and "Traceback" not in said
    with Ledger(book, create=False) as kept:
        counts = kept.counts()
    assert 0 < counts["reports"] < 3000 and counts["pending"] == 0


# list, timeline, show, export


def test_a_list_in_a_pipe_gives_whole_incidents_in_the_order_of_days(ledger: Path) -> None:
    found = lines(run("list", "--ledger", ledger))
    with Ledger(ledger, create=False) as book:
        assert [row["id"] for row in found] == [incident.id for incident in book]
    assert lines(run("timeline", "--ledger", ledger)) == found


FILTERS = [
    ("--since", "2020-01-26"),
    ("--until", "2019-12-31"),
    ("--place", "baghdad"),
    ("--country", "Iraq"),
    ("--country", "irq"),
    ("--kind", "shelling"),
    ("--kind", "Air Strike"),
    ("--actor", "the United States"),
    ("--status", "attributed"),
    ("--text", "embassy rockets"),
    ("--box", "33,44,34,45"),
    ("--no-recalled",),
]


@pytest.mark.parametrize("words", FILTERS, ids=" ".join)
def test_every_filter_leaves_something_and_takes_something_away(ledger: Path, words: tuple[str, ...]) -> None:
    result = run("list", *words, "--ledger", ledger)
    assert result.exit_code == 0, result.output
    with Ledger(ledger, create=False) as book:
        assert 0 < len(lines(result)) < book.count()


def test_all_listings_take_the_same_filters(ledger: Path) -> None:
    words = [word for filter_ in FILTERS if filter_[0] != "--until" for word in filter_]
    assert [run(command, *words, "--ledger", ledger).exit_code for command in LISTINGS] == [0, 0, 0]
    some = ["--since", "2020-01-26", "--ledger", ledger]
    assert len({run(command, *some).stdout for command in LISTINGS}) == 1


def test_a_filter_chooses_what_it_says(ledger: Path) -> None:
    for row in lines(
        run("list", "--country", "Iran", "--kind", "protest", "--kind", "raid", "--ledger", ledger)
    ):
        assert row["where"]["country"] == "IRN" and row["kind"] in ("protest", "raid")
    for row in lines(run("list", "--no-recalled", "--ledger", ledger)):
        assert row["recalled_only"] is False


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["--since", "2020-13-01"], "--since: '2020-13-01' is no day"),
        (["--since", "2020-02-01", "--until", "2020-01-01"], "--since: "),
        (["--country", "Narnia"], "--country: "),
        (["--status", "guilty"], "--status: 'guilty' is none of"),
        (["--box", "1,2,3"], "--box: needs four numbers"),
        (["--kind", "!"], "--kind: "),
    ],
)
def test_a_filter_that_means_nothing_is_named(ledger: Path, words: list[str], said: str) -> None:
    result = run("list", *words, "--ledger", ledger)
    assert result.exit_code == 2 and result.stderr.startswith(f"Error: {said}"), result.stderr


def test_where_nothing_fits_that_is_said_and_is_no_error(ledger: Path) -> None:
    for command in LISTINGS:
        result = run(command, "--text", "zebra", "--ledger", ledger)
        assert result.exit_code == 0 and result.stdout == ""
        assert re.fullmatch(r"Nothing fits; the ledger holds [\d,]+ incidents\.\n", result.stderr)


def test_a_timeline_has_days_evidence_and_reports(ledger: Path) -> None:
    page = run("timeline", "--to", "table", "--no-recalled", "--ledger", ledger).stdout
    assert "Friday 27 December 2019\n" in page and "“" in page and "report" in page
    assert max(map(len, page.splitlines())) <= 80
    days = [line for line in page.splitlines() if re.fullmatch(r"[A-Z][a-z]+day \d.*", line)]
    assert len(days) == len(set(days)) > 5


def test_one_incident_is_found_by_the_beginning_of_its_id(ledger: Path) -> None:
    row = max(lines(run("list", "--ledger", ledger)), key=lambda row: len(row["report_ids"]))
    wanted = str(row["id"])[:12]
    (story,) = lines(run("show", wanted, "--ledger", ledger))
    assert story["incident"] == row
    assert len(story["reports"]) == len(row["report_ids"])
    page = run("show", wanted, "--to", "table", "--ledger", ledger).stdout
    assert str(row["headline"])[:30] in page and "What each report tells" in page
    assert "how: " in run("show", wanted, "--explain", "--ledger", ledger).stdout


@pytest.mark.parametrize(("wanted", "said"), [("i1", "begins several"), ("nothing", "no incident 'nothing'")])
def test_an_id_that_is_not_one_is_an_error(ledger: Path, wanted: str, said: str) -> None:
    result = run("show", wanted, "--ledger", ledger)
    assert result.exit_code == 1 and said in result.stderr and result.stdout == ""


@pytest.mark.parametrize("form", exports.names())
def test_every_format_is_written_to_stdout_and_to_a_file(ledger: Path, tmp_path: Path, form: str) -> None:
    path = tmp_path / f"incidents.{form}"
    shown = run("export", "--to", form, "--ledger", ledger)
    assert run("export", "-o", path, "--ledger", ledger).exit_code == 0 == shown.exit_code
    written = path.read_text(encoding="utf-8")
    with Ledger(ledger, create=False) as book:
        total = book.count()
    rows = {
        "jsonl": lambda text: len(text.splitlines()),
        "csv": lambda text: len(list(csv.DictReader(io.StringIO(text, newline="")))),
        "geojson": lambda text: len(json.loads(text)["features"]),
    }
    assert rows[form](written) == rows[form](shown.stdout) == total
    assert [entry.name for entry in tmp_path.iterdir()] == [path.name]


def test_countries_and_codes_are_filled_in(ledger: Path) -> None:
    text = run("export", "--to", "csv", "--kind", "shelling", "--country", "Iraq", "--ledger", ledger).stdout
    row = next(csv.DictReader(io.StringIO(text, newline="")))
    assert row["country"] == "Iraq" and row["sub_event_type"] == "Shelling/artillery/missile attack"


def test_a_format_that_is_none_and_a_file_that_cannot_be(ledger: Path, tmp_path: Path) -> None:
    assert run("export", "--to", "xls", "--ledger", ledger).exit_code == 2
    result = run("export", "-o", tmp_path / "gone" / "x.csv", "--ledger", ledger)
    assert result.exit_code == 1 and "cannot be written" in result.stderr


# Ledgers that are not well


READING = ("list", "timeline", "export", "failures", "verify")


@pytest.mark.parametrize("command", READING)
def test_a_ledger_that_is_not_there_is_never_made(tmp_path: Path, command: str) -> None:
    result = run(command, "--ledger", tmp_path / "gone.db")
    assert result.exit_code == 1 and "no such ledger" in result.stderr
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize("command", READING)
def test_a_file_that_is_no_ledger_is_told_from_one(tmp_path: Path, command: str) -> None:
    path = tmp_path / "notes.db"
    path.write_text("just notes " * 500, encoding="utf-8")
    result = run(command, "--ledger", path)
    assert result.exit_code == 1 and "is not a ledger" in result.stderr
    assert "Traceback" not in result.output and len(result.stderr.splitlines()) == 1


def test_a_sound_ledger_is_told_to_be_sound(ledger: Path) -> None:
    result = run("verify", "--ledger", ledger)
    assert result.exit_code == 0 and result.stderr.startswith("Sound: 73 reports")


def test_a_changed_ledger_is_found_out(ledger: Path, tmp_path: Path) -> None:
    copy = tmp_path / "copy.db"
    with sqlite3.connect(ledger) as old, sqlite3.connect(copy) as new:
        old.backup(new)
        new.execute("UPDATE incidents SET status = 'claimed' WHERE status = 'attributed'")
    result = run("verify", "--ledger", copy)
    assert result.exit_code == 1 and "status" in result.stdout and "differences" in result.stderr


# doctor, kinds, demo


def test_the_doctor_tells_a_good_ledger_from_a_bad_one(ledger: Path, tmp_path: Path) -> None:
    result = run("doctor", "--ledger", ledger)
    assert re.search(r"^ok +ledger .*", result.stdout, re.M) and "73 reports" in " ".join(
        result.stdout.split()
    )
    bad = tmp_path / "bad.db"
    bad.write_text("no ledger " * 500, encoding="utf-8")
    result = run("doctor", "--ledger", bad)
    assert result.exit_code == 1 and re.search(r"^BAD +ledger .*", result.stdout, re.M)


def test_places_come_as_json_lines_with_offsets_from_standard_input() -> None:
    found = next(one for one in lines(run("places", "-", stdin=TEXT)) if one["name"])
    assert (found["name"], found["country"], found["precision"]) == ("Baghdad", "IRQ", "town")
    assert TEXT[found["start"] : found["end"]] == found["text"]


def test_publishers_country_that_is_none_is_a_usage_error() -> None:
    result = run("places", "-", "--publisher-country", "Nowhereland", stdin=TEXT)
    assert result.exit_code == 2 and "--publisher-country" in result.stderr


def test_dates_come_as_json_lines_counted_from_the_day_of_publication() -> None:
    (found,) = lines(run("dates", "-", "--published", "2020-01-27", stdin=TEXT))
    assert (found["text"], found["first"]) == ("Sunday", "2020-01-26")


def test_text_that_is_not_there_is_an_error_and_not_an_empty_list(tmp_path: Path) -> None:
    assert run("places", tmp_path / "gone.txt").exit_code == 1


def test_kinds_are_listed_and_shown() -> None:
    every = run("kinds").stdout
    assert len(re.findall(r"^[a-z_]+ +\S", every, re.M)) >= 21 and "air_strike" in every
    one = run("kinds", "Air Strike").stdout
    assert one.startswith("air_strike") and "ACLED" in one and "Examples" in one
    assert run("kinds", "picnic").exit_code == 2


def test_the_demo_tells_a_story_and_what_it_suggests_works(tmp_path: Path) -> None:
    book = tmp_path / "demo.db"
    result = run("demo", "--ledger", book)
    assert result.exit_code == 0, result.output
    assert "January 2020" in result.stdout and "“" in result.stdout
    assert "synthetic" in result.stderr
    commands = re.findall(r"^ +tocsin (.+)$", result.stderr, re.M)
    assert 4 <= len(commands) <= 6
    for command in commands:
        words = command.replace("incidents.geojson", str(tmp_path / "incidents.geojson")).split()
        again = run(*words)
        assert again.exit_code == 0, (command, again.output)
        assert again.stdout or "export" in command, command


def test_the_demo_never_mixes_with_a_ledger_of_yours(ledger: Path) -> None:
    result = run("demo", "--ledger", ledger)
    assert result.exit_code == 2 and "made-up" in result.stderr
    with Ledger(ledger, create=False) as book:
        assert book.counts()["reports"] == 73


# Terminals and pipes


NASTY = f"\x1b[2J\x1b]0;owned\x07 \x9b31m {TEXT} \u202eevil"


def test_a_text_cannot_command_a_terminal_on_any_path(tmp_path: Path) -> None:
    path, book = tmp_path / "nasty.jsonl", tmp_path / "nasty.db"
    row = {"id": NASTY, "title": NASTY, "text": NASTY, "publisher": NASTY, "published": "2020-01-27"}
    path.write_text(json.dumps(row) + '\n{"text": 5, "id": "\\u001b[2J"}\n', encoding="utf-8")
    results = [run("read", path, *more) for more in ([], ["--to", "table"], ["--explain"])]
    results.append(run("add", path, "--ledger", book))
    (incident,) = lines(run("list", "--ledger", book))
    for words in (["list"], ["timeline"], ["show", incident["id"]], ["failures"]):
        results += [run(*words, "--ledger", book, "--to", form) for form in ("table", "jsonl")]
    results += [run("export", "--to", form, "--ledger", book) for form in ("jsonl", "geojson")]
    for result in results:
        assert result.output and not re.search("[\x1b\x07\x9b\u202e]", result.output), result.output
    assert lines(results[0])[0]["id"] == " ".join(NASTY.split())


def on_terminal(*words: object, columns: int = 80, env: dict[str, str] | None = None) -> str:
    pty = pytest.importorskip("pty")
    code = "import sys; from tocsin import cli; cli.main()"
    pid, handle = pty.fork()
    if pid == 0:  # pragma: no cover (the child)
        os.environ.update({"TERM": "xterm-256color", "COLUMNS": str(columns), **(env or {})})
        os.execv(sys.executable, [sys.executable, "-c", code, *map(str, words)])
    found = b""
    while True:
        try:
            piece = os.read(handle, 65536)
        except OSError:
            break
        if not piece:
            break
        found += piece
    os.waitpid(pid, 0)
    return found.decode()


def test_a_terminal_gets_a_page_in_colour_that_fits(ledger: Path) -> None:
    page = on_terminal("timeline", "--since", "2020-01-25", "--ledger", ledger, columns=100)
    assert "\x1b[1" in page
    plain = re.sub("\x1b\\[[0-9;]*m", "", page)
    assert 80 < max(map(len, plain.split("\r\n"))) <= 100
    colours = re.findall("\x1b\\[([0-9;]*)m", on_terminal("kinds", "riot", env={"NO_COLOR": "1"}))
    assert not [code for code in colours if re.search(r"\b(3|4|9)\d", code)]


def test_a_reader_that_leaves_early_is_no_trouble(ledger: Path) -> None:
    program = f"{sys.executable} -c 'from tocsin import cli; cli.main()'"
    result = subprocess.run(
        ["bash", "-c", f"{program} list --ledger {ledger} | head -n 1; exit ${{PIPESTATUS[0]}}"],
        capture_output=True,
        text=True,
        check=False,
    )
    assert result.returncode == 0 and result.stderr == "" and len(result.stdout.splitlines()) == 1


def test_a_pipe_gets_utf_8_whatever_the_locale(ledger: Path) -> None:
    env = {
        **os.environ,
        "LC_ALL": "C",
        "PYTHONUTF8": "0",
        "PYTHONCOERCECLOCALE": "0",
        "PYTHONIOENCODING": "ascii",
    }
    code = "from tocsin import cli; cli.main()"
    result = subprocess.run(
        [sys.executable, "-c", code, "timeline", "--to", "table", "--ledger", str(ledger)],
        capture_output=True,
        env=env,
        check=True,
    )
    assert "“" in result.stdout.decode("utf-8")


def test_days_in_records_are_real_days(ledger: Path) -> None:
    for row in lines(run("list", "--ledger", ledger)):
        when = row["when"]
        if isinstance(when, dict) and when["first"]:
            assert date.fromisoformat(when["first"]).year <= 2020
