"""Each item of a feed is a report."""

from __future__ import annotations

import io
from datetime import date

import pytest

from tocsin.formats import feed
from tocsin.formats.source import Item, Source
from tocsin.values import Failure, Report

ITEM = (
    "<item><title>Gunmen &amp;amp; police clash</title><link>https://desk.example.org/{0}</link>"
    "<guid>g{0}</guid><description>&lt;p&gt;Shots were fired in ward {0}.&lt;/p&gt;"
    "&lt;p&gt;Nobody died.&lt;/p&gt;</description>"
    "<pubDate>Mon, 27 Jan 2020 01:30:00 +0300</pubDate></item>"
)
RSS = (
    "<?xml version='1.0'?><rss version='2.0'><channel><title>The Desk</title>"
    + "".join(ITEM.format(number) for number in (1, 2, 3))
    + "</channel></rss>"
)
ATOM = (
    "<?xml version='1.0' encoding='utf-8'?><feed xmlns='http://www.w3.org/2005/Atom'><title>The Desk</title>"
    "<entry><id>e1</id><title>Gunmen clash</title><link href='https://desk.example.org/1'/>"
    "<published>2020-01-27T23:00:00-05:00</published><updated>2020-02-01T00:00:00Z</updated>"
    "<summary>Short.</summary>"
    "<content type='html'>&lt;p&gt;The longer text.&lt;/p&gt;</content></entry></feed>"
)


def read(data: str | bytes) -> list[Item]:
    raw = data if isinstance(data, bytes) else data.encode()
    return list(feed.read(io.BytesIO(raw), Source(origin="a.rss")))


def test_an_item_of_rss_is_a_report_on_the_day_as_written() -> None:
    first, *_ = read(RSS)
    assert first == Report(
        text="Gunmen & police clash\n\nShots were fired in ward 1.\n\nNobody died.",
        published=date(2020, 1, 27),
        name="g1",
        title="Gunmen & police clash",
        publisher="The Desk",
        url="https://desk.example.org/1",
    )
    assert len(read(RSS)) == 3


def test_an_entry_of_atom_is_a_report_by_its_fullest_text_and_first_day() -> None:
    assert read(ATOM) == [
        Report(
            text="Gunmen clash\n\nThe longer text.",
            published=date(2020, 1, 27),
            name="e1",
            title="Gunmen clash",
            publisher="The Desk",
            url="https://desk.example.org/1",
        )
    ]


def test_an_item_without_a_day_has_none() -> None:
    (item,) = read("<rss version='2.0'><channel><item><title>Words</title></item></channel></rss>")
    assert item == Report(text="Words", title="Words")


def test_a_cut_feed_gives_its_whole_items_and_names_the_cut_one() -> None:
    found = read(RSS[: RSS.index("ward 3") + 3])
    assert [type(item) for item in found] == [Report, Report, Failure]
    assert isinstance(found[2], Failure) and (found[2].origin, found[2].error) == ("a.rss:item 3", "cut")


def test_a_damaged_opening_does_not_lose_an_item_in_silence() -> None:
    found = read(RSS.replace("<item>", "<itm>", 1))
    assert isinstance(found[-1], Failure) and "3 items end" in found[-1].message


def test_unescaped_marks_do_not_stop_the_feed() -> None:
    assert [type(item) for item in read(RSS.replace("&amp;amp;", "&"))] == [Report] * 3


@pytest.mark.parametrize("encoding", ["utf-16", "utf-8-sig"])
def test_byte_order_marks_are_followed(encoding: str) -> None:
    assert [type(item) for item in read(RSS.encode(encoding))] == [Report] * 3


def test_bytes_that_name_a_file_are_not_opened() -> None:
    (item,) = read(__file__)
    assert isinstance(item, Failure) and item.error == "no-items"


@pytest.mark.parametrize(
    ("data", "error"),
    [
        (b" ", "empty"),
        (b"<rss><channel></channel></rss>", "no-items"),
        (
            b"<?xml version='1.0'?><!DOCTYPE a [<!ENTITY b 'cc'>]><rss><item><title>&b;</title></item></rss>",
            "bad-feed",
        ),
        (b"<rss><item>" + b"<a>" * 100_001, "too-long"),
        (b"<rss><item>" + b"&" * 500_001, "too-long"),
        (b"<rss>" + b" " * 10_000_000, "too-long"),
    ],
)
def test_feeds_that_cannot_be_read_are_failures(data: bytes, error: str) -> None:
    (item,) = read(data)
    assert isinstance(item, Failure) and item.error == error


def test_sniffing_knows_feeds() -> None:
    assert (
        feed.sniff(RSS.encode())
        and feed.sniff(ATOM.encode())
        and feed.sniff(b"<!-- x --><rdf:RDF xmlns='a'>")
    )
    assert not feed.sniff(b"<html>") and not feed.sniff(b"<?xml version='1.0'?><svg>")
