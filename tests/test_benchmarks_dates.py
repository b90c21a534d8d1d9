"""The benchmark of dates: what it reads, and when it counts an answer as right."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest

from benchmarks import dates, dates_gold
from benchmarks.dates_baselines import Answer, whole
from benchmarks.dates_gold import Case

SPEC = [
    {
        "Input": "away from May 3 to May 5",
        "Context": {"ReferenceDateTime": "2016-11-07T00:00:00"},
        "Results": [
            {
                "Text": "from May 3 to May 5",
                "Type": "daterange",
                "Start": 5,
                "Length": 19,
                "Value": {"PastResolution": {"startDate": "2016-05-03", "endDate": "2016-05-05"}},
            }
        ],
    },
    {
        "Input": "away yesterday",
        "Context": {"ReferenceDateTime": "2016-11-07T00:00:00"},
        "Results": [
            {
                "Text": "yesterday",
                "TypeName": "datetimeV2.date",
                "Start": 5,
                "End": 13,
                "Resolution": {"values": [{"timex": "2016-11-06", "type": "date", "value": "2016-11-06"}]},
            }
        ],
    },
]
NEWS = """<Document><token number="0" sentence="0" t_id="1">He</token>
<token number="1" sentence="0" t_id="2">fled</token><token number="2" sentence="0" t_id="3">yesterday</token>
<TIMEX3 functionInDocument="CREATION_TIME" type="DATE" value="2008-03-05" />
<TIMEX3 functionInDocument="NONE" type="DATE" value="2008-03-04"><token_anchor t_id="3" /></TIMEX3>
</Document>"""
GUM = """<text id="x" dateCreated="2008-03-05">
<s>
He\tPP\the
fled\tVB\tflee
<date when="2008-03-04">
yesterday\tNN\tyesterday
</date>
</s>
<s>
<date from="2006-01-01" to="2006-12-31">
2006\tCD\t2006
</date>
</s>
</text>"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "DatePeriodParser.json").write_text(json.dumps(SPEC), "utf-8")
    (tmp_path / "news.xml").write_text(NEWS, "utf-8")
    return tmp_path


def test_the_end_of_a_range_is_right_with_or_without_its_last_day(folder: Path) -> None:
    ranged, day = dates_gold.recognizers(folder)
    assert (ranged.first, ranged.ends) == (date(2016, 5, 3), (date(2016, 5, 4), date(2016, 5, 5)))
    assert (day.first, day.last, day.text[day.start : day.end]) == (
        date(2016, 11, 6),
        date(2016, 11, 6),
        "yesterday",
    )
    assert dates.right(ranged, Answer(date(2016, 5, 3), date(2016, 5, 5), ""))
    assert not dates.right(ranged, Answer(date(2016, 5, 3), date(2016, 5, 6), ""))


def test_a_range_whose_end_is_open_is_only_right_if_it_stays_open() -> None:
    case = Case(
        "x", "since 2014", date(2016, 1, 1), 0, 10, "daterange", date(2014, 1, 1), None, None, (None,)
    )
    assert dates.right(case, Answer(date(2014, 1, 1), None, "2014"))
    assert not dates.right(case, Answer(date(2014, 1, 1), date(2014, 12, 31), "2014"))


def test_meantime_gives_words_value_and_the_day_of_publication(folder: Path) -> None:
    (case,) = dates_gold.meantime(folder)
    assert (case.text[case.start : case.end], case.value, case.published) == (
        "yesterday",
        "2008-03-04",
        date(2008, 3, 5),
    )
    assert dates.right(case, dates.tocsin(case, diary=False))


def test_gum_gives_days_and_ranges(tmp_path: Path) -> None:
    (tmp_path / "x.xml").write_text(GUM, "utf-8")
    day, year = dates_gold.gum(tmp_path)
    assert (day.text[day.start : day.end], day.value) == ("yesterday", "2008-03-04")
    assert (year.text[year.start : year.end], year.first, year.last) == (
        "2006",
        date(2006, 1, 1),
        date(2006, 12, 31),
    )


def test_the_table_names_what_was_not_run(
    folder: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(dates, "BASELINES", {"someparser": lambda: None})
    assert dates.main(["--recognizers", str(folder)]) == 0
    told = "".join(capsys.readouterr())
    assert "someparser: not installed" in told and "100.0%" in told
    assert "GUM" in told and "no folder" in told


def test_records_count_the_time_words_that_are_found(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    reports, gold = tmp_path / "a.jsonl", tmp_path / "a.records.jsonl"
    reports.write_text(
        json.dumps({"id": "a", "published": "2020-01-27", "text": "It fell on Sunday."}), "utf-8"
    )
    when = {"text": "on Sunday", "first": "2020-01-26", "last": "2020-01-26"}
    gold.write_text(json.dumps({"id": "a", "events": [{"when": when}, {"when": None}]}), "utf-8")
    assert dates.main(["--records", str(reports), str(gold)]) == 0
    assert "1/1 = 100.0%" in capsys.readouterr().out


def test_the_events_of_a_reader_are_measured_by_their_days(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path, gold = tmp_path / "a.jsonl", tmp_path / "a.records.jsonl"
    text = "A car bomb killed three people in Kabul on Sunday. The mayor fled."
    path.write_text(json.dumps({"id": "a", "published": "2020-01-27", "text": text}), "utf-8")
    event = {"kind": "bombing", "stage": "done", "told_as": "news", "trigger": "car bomb"}
    when = {"text": "on Sunday", "first": "2020-01-26", "last": "2020-01-26"}
    gold.write_text(json.dumps({"id": "a", "events": [event | {"when": when}]}), "utf-8")
    assert dates.main(["--records", str(path), str(gold), "--reader", "rules"]) == 0
    told = capsys.readouterr().out
    assert "rules reader: 1 of 1 events with time words found, 1 with the same words" in told
    assert told.count("1/1 = 100.0%") == 4


def test_a_library_that_tells_how_fine_a_date_is_gets_the_whole() -> None:
    assert whole(date(2016, 2, 7), "month") == Answer(date(2016, 2, 1), date(2016, 2, 29), "2016-02")
    assert whole(date(2016, 2, 7), "day").value == "2016-02-07"
