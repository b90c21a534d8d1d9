"""A page gives its headline and article, and a day only where it declares one."""

from __future__ import annotations

import io
import logging
from datetime import date

import pytest

from tocsin.formats import html
from tocsin.formats.source import Item, Source
from tocsin.values import Failure, Report

DAY = date(2020, 1, 27)
ARTICLE = (
    "<p>Two gunmen attacked a police post outside the town on Sunday, the governor said.</p>"
    "<p>At least three officers were wounded, and nobody has claimed the attack so far.</p>"
    "<p>A spokesman recalled the attack of 2004-03-12 on the same road, in which ten people died.</p>"
)


def page(*, head: str = "", top: str = "", body: str = ARTICLE) -> bytes:
    return (
        f"<!doctype html><html><head><title>Gunmen attack post - The Desk</title>{head}</head><body>"
        "<nav><a href='/'>Home</a> <a href='/world'>World</a></nav>"
        f"<article><h1>Gunmen attack post</h1>{top}{body}</article>"
        "<aside><ul><li><time datetime='2019-05-01'>1 May 2019</time> "
        "<a href='/x'>Other news of the day</a></li></ul></aside>"
        "<section id='comments'><p>A reader wrote that all of this is wrong, and why.</p></section>"
        "<footer>© 2021 The Desk. All rights reserved.</footer></body></html>"
    ).encode()


def read(data: bytes, **known: str) -> Item:
    (item,) = html.read(io.BytesIO(data), Source(origin="a.html", **known))
    return item


def published(**parts: str) -> date | None:
    item = read(page(**parts))
    assert isinstance(item, Report), item
    return item.published


def test_the_headline_comes_first_and_boilerplate_never_comes() -> None:
    item = read(page())
    assert isinstance(item, Report)
    headline, blank, first, *_ = item.text.split("\n")
    assert (headline, blank, item.title) == ("Gunmen attack post", "", "Gunmen attack post")
    assert first.startswith("Two gunmen attacked")
    assert item.text.count("Gunmen attack post") == 1
    for words in ("Home", "Other news", "A reader wrote", "rights reserved"):
        assert words not in item.text


def test_publisher_and_address_come_from_the_page_or_the_source() -> None:
    head = "<meta property='og:site_name' content='The Desk'><link rel='canonical' href='https://desk.example.org/1'>"
    item, fetched = read(page(head=head)), read(page(), url="https://other.example.org/2")
    assert isinstance(item, Report) and isinstance(fetched, Report)
    assert (item.publisher, item.url) == ("The Desk", "https://desk.example.org/1")
    assert fetched.url == "https://other.example.org/2"


@pytest.mark.parametrize(
    "parts",
    [
        {"head": "<meta property='article:published_time' content='2020-01-27T01:30:00+03:00'>"},
        {"head": "<meta name='DC.date.issued' content='2020-01-27'>"},
        {"head": "<meta itemprop='datePublished' content='2020-01-27'>"},
        {"head": "<link rel='canonical' href='https://desk.example.org/2020/01/27/gunmen'>"},
        {"top": "<time datetime='2020-01-27T10:00:00Z'>Monday</time>"},
        {"top": "<time class='entry-date published updated' datetime='2020-01-27'>Monday</time>"},
        {"top": "<span itemprop='datePublished'>27 January 2020</span>"},
        {"top": "<div class='post-date'>Published: 27 January 2020, 10:15. Updated 3 March 2021</div>"},
        {"top": "<div class='byline'>By a reporter | Montag, 27. Januar 2020</div>"},
        {"top": "<div class='date'>27/01/2020</div>"},
        {
            "head": "<script type='application/ld+json'>{'@graph': ["
            "{'@type': 'WebPage', 'datePublished': '2018-01-01'},"
            "{'@type': ['NewsArticle'], 'datePublished': '2020-01-27'}]}</script>".replace("'", '"')
        },
        {
            "head": "<meta property='article:modified_time' content='2021-02-02'>"
            "<meta property='article:published_time' content='2020-01-27'>"
        },
    ],
)
def test_a_declared_day_is_found(parts: dict[str, str]) -> None:
    assert published(**parts) == DAY


@pytest.mark.parametrize(
    "parts",
    [
        {},
        {"top": "<div class='date'>2020</div>"},
        {"top": "<div class='date'>January 2020</div>"},
        {"top": "<div class='date'>03/04/2020</div>"},
        {"top": "<p>Updated: <time datetime='2020-01-27'>Monday</time></p>"},
        {"top": "<time datetime='2020-01-27'>a</time><time datetime='2020-01-28'>b</time>"},
        {"head": "<meta property='article:modified_time' content='2020-01-27'>"},
        {"head": "<meta name='date' content='2020'>"},
        {"head": "<script type='application/ld+json'>{broken</script>"},
        {"head": "<link rel='canonical' href='https://desk.example.org/2020/gunmen'>"},
    ],
)
def test_no_day_is_invented_from_years_changes_teasers_or_the_article(parts: dict[str, str]) -> None:
    assert published(**parts) is None


def test_the_given_day_fills_an_undated_page() -> None:
    (item,) = html.read(io.BytesIO(page()), Source(origin="a.html", published=DAY))
    assert isinstance(item, Report) and item.published == DAY


def test_a_declared_charset_is_followed() -> None:
    data = page(
        head="<meta charset='windows-1251'>", body=ARTICLE + "<p>Неизвестные напали на пост полиции.</p>"
    )
    item = read(data.decode().encode("cp1251", "replace"))
    assert isinstance(item, Report) and "Неизвестные напали" in item.text


@pytest.mark.parametrize(
    ("data", "error"),
    [
        (b"  ", "empty"),
        (b"%PDF-1.7", "binary"),
        (b"<html><body></body></html>", "no-article"),
        (b"<html><body>" + b"<div>" * 100_000 + b"words" + b"</div>" * 100_000, "too-long"),
        (b"<html><body><p " + b" abc" * 20_001, "too-long"),
        (b"<html>" + b"x" * 10_000_000, "too-long"),
    ],
)
def test_pages_that_cannot_be_read_are_failures(data: bytes, error: str) -> None:
    item = read(data)
    assert isinstance(item, Failure) and item.error == error and ";" in item.message


def test_deep_nesting_below_the_limit_does_no_harm() -> None:
    for tag in ("div", "b", "ul><li", "table><tr><td"):
        data = f"<html><body>{f'<{tag}>' * 3000}{ARTICLE}</body></html>".encode()
        assert isinstance(read(data), Report | Failure)


def test_broken_linked_data_cost_no_time() -> None:
    broken = '{"@type":"NewsArticle","author": "' * 3000
    assert published(head=f"<script type='application/ld+json'>{broken}</script>") is None


def test_a_cut_page_still_gives_its_text() -> None:
    item = read(page().partition(b"<aside>")[0][:-60])
    assert isinstance(item, Report) and "Two gunmen attacked" in item.text


def test_nothing_is_logged(caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.DEBUG):
        read(b"<html><body></body></html>")
    assert [record for record in caplog.records if record.levelno >= logging.WARNING] == []


def test_plain_text_of_a_fragment_keeps_paragraphs_and_drops_scripts() -> None:
    assert html.plain("<p>One &amp; two</p><script>x()</script>three<br/>four <b>five</b>, six") == (
        "One & two\n\nthree\n\nfour five, six"
    )
    assert html.plain("no markup") == "no markup"
    assert html.plain("") == html.plain("<!-- -->") == ""


def test_sniffing_knows_a_page() -> None:
    assert html.sniff(b"\n<!-- x --><!DOCTYPE HTML PUBLIC>") and html.sniff("<html>".encode("utf-16"))
    assert not html.sniff(b"<rss>") and not html.sniff(b"Gunmen <b>struck</b>")
