"""A saved web page: one report of its headline and article, without menus, captions and comments.

The day of publication is taken only from where a page declares it, never from the words of the article.
"""

from __future__ import annotations

import json
import logging
import re
from collections.abc import Iterator
from datetime import date
from functools import cache
from itertools import islice
from types import ModuleType
from typing import TYPE_CHECKING, Any, BinaryIO, NamedTuple

from tocsin.formats import decoding
from tocsin.formats.days import FIRST_YEAR, LAST_YEAR, day
from tocsin.formats.source import MAX_DOCUMENT_BYTES, Item, Source, storable

if TYPE_CHECKING:
    from lxml.html import HtmlElement  # type: ignore[import-untyped]

SUFFIXES = (".html", ".htm", ".xhtml")

# Measured 2026-11-22 on made-up pages: the time of the extraction grows with the square of the number of
# elements, 10,000 take up to 9 s and 40,000 over a minute. Most news pages stay far below (our estimate).
MAX_ELEMENTS = 10_000

_SNIFF = re.compile(
    r"\s*(?:<\?xml[^>]*>\s*)?(?:<!--(?:(?!-->).)*-->\s*)*<(?:!doctype\s+html|html|head|body|article|meta|title|div|p)\b",
    re.IGNORECASE | re.DOTALL,
)
_CHARSET = re.compile(rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?\s*([\w-]{2,30})", re.IGNORECASE)
_ELEMENT = re.compile(r"<[a-zA-Z]")
_LONG_TAG = re.compile(r"<[a-zA-Z][^<>]{20000,}")
_ATTRIBUTE = re.compile(r"\s[a-zA-Z]")
_CONTROL = re.compile("[\x01-\x08\x0b\x0e-\x1f\x7f\ufffe\uffff]")
_ARTICLE = re.compile(r"(?:Article|Posting|Report|Reportage\w*|Review)$")
_DAY_METAS = (
    "article:published_time", "og:article:published_time", "article:published", "datepublished",
    "date.published", "dc.date.issued", "dcterms.issued", "dc.date", "dcterms.date", "dcterms.created",
    "dc.date.created", "parsely-pub-date", "sailthru.date", "pubdate", "publishdate", "publish-date",
    "publication_date", "publication-date", "citation_publication_date", "cxenseparse:recs:publishtime",
    "article.published", "originalpublicationdate", "date",
)  # fmt: skip
_DAY_CLASS = re.compile(
    r"publi(?:sh|cation)|posted|pub-?date|entry-date|dateline|byline|timestamp|\bdate\b", re.IGNORECASE
)
_CHANGED = re.compile(r"\b(?:updated?|modified|edited|revised|last\s+change[ds]?)\b.*", re.I | re.S)
_FULL_DAY = re.compile(r"(?=.*\b\d{1,2}(?:st|nd|rd|th)?\b)(?=.*\b(?:1[89]|20|21)\d\d\b)", re.S)
_SLASHED = re.compile(r"\b\d{1,2}[/.-]\d{1,2}[/.-]\d{2,4}\b")
_URL_DAY = re.compile(r"/((?:19|20)\d\d)[/-](\d{1,2})[/-](\d{1,2})(?:[/-]|$)")
_BLOCKS = frozenset(
    (
        "p", "div", "br", "li", "ul", "ol", "tr", "table", "blockquote", "h1", "h2", "h3", "h4", "h5", "h6",
        "section", "article", "header", "footer", "hr", "pre", "dd", "dt",
    )
)  # fmt: skip
# Measured 2026-11-22: parsing takes time with the square of an element's attributes (40,000 take 10 s).
MAX_ATTRIBUTES = 5_000
# Set by hand: an estimate of what no linked data of an article reach.
_MAX_SCRIPT_CHARS = 200_000
_MAX_DATED = 20  # elements that are searched for a day in words, the slowest way
# Menus, teasers and lists of other articles have days of their own.
_ASIDE = "[not(ancestor::aside or ancestor::nav or ancestor::footer or ancestor::li)]"
_TIMES = f"//time[@datetime][ancestor::article or ancestor::main or ancestor::header]{_ASIDE}"


class _Page(NamedTuple):
    """What a page declares beside its article."""

    title: str | None
    publisher: str | None
    url: str | None
    published: date | None


def sniff(head: bytes) -> bool:
    """Whether it begins as a web page does."""
    return _SNIFF.match(decoding.decode(head)) is not None


def read(data: BinaryIO, source: Source) -> Iterator[Item]:
    """One report; a failure where no article is found or the page is over a limit."""
    raw = data.read(MAX_DOCUMENT_BYTES + 1)
    if len(raw) > MAX_DOCUMENT_BYTES:
        message = f"the page is over {MAX_DOCUMENT_BYTES:,} bytes; save its text as .txt"
        yield source.failure("too-long", message)
        return
    if why := decoding.binary(raw[:4096]):
        yield source.failure("binary", why)
        return
    declared = _CHARSET.search(raw[:4096])
    charset = source.charset or (declared[1].decode() if declared else None)
    yield _report(_CONTROL.sub(" ", storable(decoding.decode(raw, charset=charset))), source)


def plain(fragment: str) -> str:
    """The text of a piece of HTML, its blocks separated by blank lines."""
    if "<" not in fragment and "&" not in fragment:
        return fragment.strip()
    from lxml.etree import LxmlError, iterwalk  # type: ignore[import-untyped]
    from lxml.html import fragment_fromstring

    try:
        tree = fragment_fromstring(_CONTROL.sub(" ", storable(fragment)), create_parent="div")
    except (LxmlError, ValueError, AssertionError):
        return re.sub(r"<[^<>]*>", " ", fragment).strip()
    parts: list[str] = []
    for action, element in iterwalk(tree, events=("start", "end")):
        name = element.tag if isinstance(element.tag, str) else ""
        parts.append("\0" if name in _BLOCKS else "")
        if action == "start":
            parts.append(element.text or "" if name and name not in ("script", "style") else "")
        elif element is not tree:
            parts.append(element.tail or "")
    return _paragraphs("".join(parts).split("\0"))


def _report(markup: str, source: Source) -> Item:
    if not markup.strip():
        return source.failure("empty", "there is nothing in it; nothing was read")
    count = sum(1 for _ in _ELEMENT.finditer(markup))
    if count > MAX_ELEMENTS:
        message = f"the page has {count:,} elements and the limit is {MAX_ELEMENTS:,}; save its text as .txt"
        return source.failure("too-long", message)
    if any(len(_ATTRIBUTE.findall(tag[0])) > MAX_ATTRIBUTES for tag in _LONG_TAG.finditer(markup)):
        message = f"an element has over {MAX_ATTRIBUTES:,} attributes; save the page's text as .txt"
        return source.failure("too-long", message)
    from lxml.etree import LxmlError

    try:
        page, body = _extracted(markup, source)
    except (LxmlError, RecursionError, ValueError) as error:
        why = f"the page cannot be parsed ({type(error).__name__}); save its text as .txt"
        return source.failure("bad-html", why)
    if not body:
        return source.failure("no-article", "no article was found in the page; save its text as .txt")
    headline, body = _headed(page.title, body)
    return source.report(
        f"{headline}\n\n{body}" if headline and body else headline or body,
        published=page.published,
        title=headline,
        publisher=page.publisher,
        url=page.url,
    )


@cache
def _trafilatura() -> ModuleType:
    import trafilatura

    # What they have to say is said by our failures.
    for name in ("trafilatura", "htmldate", "courlan", "justext", "readability"):
        logging.getLogger(name).setLevel(logging.CRITICAL)
    return trafilatura


def _extracted(markup: str, source: Source) -> tuple[_Page, str]:
    """What the page declares, and the paragraphs of its article ("" if there is none)."""
    trafilatura = _trafilatura()
    tree = trafilatura.load_html(markup)
    if tree is None:
        return _Page(None, None, None, None), ""
    page = _page(tree, source)
    found = trafilatura.bare_extraction(
        tree, include_comments=False, include_tables=False, favor_precision=True, with_metadata=False
    )
    return page, _paragraphs((found.text or "").split("\n")) if found else ""


def _page(tree: HtmlElement, source: Source) -> _Page:
    """What the page declares; its linked data are taken out of the tree."""
    linked = _linked_data(tree)
    bounds = {"min_date": f"{FIRST_YEAR}-01-01", "max_date": f"{LAST_YEAR}-12-31"}
    config = {"original_date": True, "extensive_search": False, **bounds}
    declared = _trafilatura().extract_metadata(tree, source.url, config, False)
    url = declared.url or source.url
    return _Page(declared.title, declared.sitename, url, _published(tree, linked, url=url))


def _headed(title: str | None, body: str) -> tuple[str | None, str]:
    """The headline and the body without it; a site's name behind the headline in the title is dropped."""
    headline = " ".join((title or "").split()) or None
    first, _, rest = body.partition("\n\n")
    if headline and len(first) > 8 and headline.casefold().startswith(first.casefold().rstrip(".")):
        return first, rest
    return headline, body


def _paragraphs(lines: list[str]) -> str:
    return "\n\n".join(joined for line in lines if (joined := " ".join(line.split())))


def _published(tree: HtmlElement, linked: list[dict[str, Any]], *, url: str | None) -> date | None:
    """The day that the page declares for itself; `None` where it declares none, or two without order."""
    in_url = _URL_DAY.search(url or "")
    return (
        _from_linked_data(linked)
        or _from_metas(tree)
        or _only(day(_written(element)) for element in tree.xpath("//*[@itemprop='datePublished']"))
        or _only(day(element.get("datetime")) for element in tree.xpath("//time[@pubdate]"))
        or _only(day(element.get("datetime")) for element in tree.xpath(_TIMES) if not _changed(element))
        or (day("-".join(in_url.groups())) if in_url else None)
        or _only(_from_words(" ".join(element.itertext())) for element in islice(_dated(tree), _MAX_DATED))
    )


def _changed(element: HtmlElement) -> bool:
    """Whether a time element says when the page was changed, not when it was published."""
    parent = element.getparent()
    before = (parent.text or "") if parent is not None else ""
    near = f"{element.get('class', '')} {element.get('itemprop', '')} {before}".lower()
    return "publish" not in near and re.search(r"updat|modif|edited|revised", near) is not None


def _only(days: Iterator[date | None]) -> date | None:
    """The day if all that are known agree, else `None`."""
    known = {found for found in days if found}
    return known.pop() if len(known) == 1 else None


def _written(element: HtmlElement) -> str:
    value = element.get("content") or element.get("datetime")
    return value if value else " ".join(" ".join(element.itertext()).split())


def _from_metas(tree: HtmlElement) -> date | None:
    declared: dict[str, date] = {}
    for element in tree.iterfind(".//meta"):
        name = (element.get("property") or element.get("name") or element.get("itemprop") or "").lower()
        found = day(element.get("content")) if name in _DAY_METAS else None
        if found:
            declared.setdefault(name, found)
    return next((declared[name] for name in _DAY_METAS if name in declared), None)


def _linked_data(tree: HtmlElement) -> list[dict[str, Any]]:
    """The things described in JSON-LD; a script of it that is broken or huge is removed from the tree.

    Trafilatura searches broken ones with expressions that can take hours.
    """
    found: list[dict[str, Any]] = []
    for script in tree.xpath("//script"):
        words = script.text or ""
        if not script.get("type", "").endswith("json"):
            continue
        try:
            if len(words) > _MAX_SCRIPT_CHARS:
                raise ValueError("too long")
            found.extend(_things(json.loads(words, strict=False)))
        except (ValueError, RecursionError):
            script.drop_tree()
    return found


def _from_linked_data(found: list[dict[str, Any]]) -> date | None:
    """The `datePublished` of the page's article; things of other sorts count only where there is none."""
    articles = [thing for thing in found if _ARTICLE.search(_sort(thing))]
    return _only(day(thing.get("datePublished")) for thing in articles) or _only(
        day(thing.get("datePublished")) for thing in found
    )


def _things(value: Any) -> Iterator[dict[str, Any]]:
    for thing in value if isinstance(value, list) else [value]:
        if isinstance(thing, dict):
            yield thing
            graph = thing.get("@graph")
            yield from (part for part in graph if isinstance(part, dict)) if isinstance(graph, list) else ()


def _sort(thing: dict[str, Any]) -> str:
    sort = thing.get("@type")
    sort = sort[0] if isinstance(sort, list) and sort else sort
    return sort if isinstance(sort, str) else ""


def _dated(tree: HtmlElement) -> Iterator[HtmlElement]:
    """The innermost elements whose class or id says that they hold a date, outside of menus and lists."""
    for element in tree.xpath(f"//body//*[@class or @id]{_ASIDE}"):
        names = f"{element.get('class', '')} {element.get('id', '')}"
        if len(element) <= 5 and _DAY_CLASS.search(names.replace("_", "-")) and not _CHANGED.search(names):
            yield element


def _from_words(words: str) -> date | None:
    """The day in a line such as "Published 27 January 2020, 10:15"; it must stand there in full."""
    line = _CHANGED.sub("", " ".join(words.split()))
    if len(line) > 120 or not _FULL_DAY.match(line):
        return None
    if slashed := _SLASHED.search(line):
        return day(slashed[0].replace("-", "/").replace(".", "/"))
    from htmldate import find_date

    written = find_date(
        f'<html><body><div><p class="date">{line.replace("<", " ")}</p><p>.</p></div></body></html>',
        original_date=True,
        extensive_search=False,
        min_date=f"{FIRST_YEAR}-01-01",
        max_date=f"{LAST_YEAR}-12-31",
    )
    found = day(written)
    numbers = {int(number) for number in re.findall(r"(?<!\d)\d{1,4}(?!\d)", line)}
    return found if found and {found.day, found.year} <= numbers else None
