"""Only the public web is fetched, from the address that was checked, within limits."""

from __future__ import annotations

import gzip
from collections.abc import Callable, Iterable, Iterator

import httpx
import pytest

from tocsin.errors import FetchError
from tocsin.formats import url
from tocsin.formats.source import MAX_DOCUMENT_BYTES, Fetched

PUBLIC = "93.184.215.14"
HOSTS = {
    "desk.example.org": [PUBLIC],
    "v6.example.org": ["2606:2800:21f::1"],
    "inner.example.org": ["10.0.0.5"],
}


def lookup(host: str, port: int) -> Iterable[str]:
    if host not in HOSTS:
        raise OSError("no such host")
    return HOSTS[host]


def fetch(
    address: str, answer: Callable[[httpx.Request], httpx.Response], **more: Callable[[], float]
) -> Fetched:
    return url.fetch(address, lookup=lookup, transport=httpx.MockTransport(answer), **more)


def ok(request: httpx.Request) -> httpx.Response:
    return httpx.Response(
        200, stream=httpx.ByteStream(b"words"), headers={"content-type": "text/html; charset=utf-8"}
    )


def test_the_connection_goes_to_the_checked_address_under_the_name_of_the_host() -> None:
    seen: list[httpx.Request] = []

    def answer(request: httpx.Request) -> httpx.Response:
        seen.append(request)
        return ok(request)

    got = fetch("https://desk.example.org:8443/a?b=c#d", answer)
    assert got == Fetched(b"words", "text/html; charset=utf-8", "https://desk.example.org:8443/a?b=c#d")
    assert (seen[0].url.host, seen[0].url.port, seen[0].url.path) == (PUBLIC, 8443, "/a")
    assert seen[0].headers["host"] == "desk.example.org:8443"
    assert seen[0].extensions["sni_hostname"] == "desk.example.org"
    fetch("http://v6.example.org/", answer)
    assert seen[1].url.host == "2606:2800:21f::1"


@pytest.mark.parametrize(
    "address",
    ["127.0.0.1", "10.1.2.3", "172.16.0.1", "192.168.1.1", "169.254.169.254", "100.64.0.1", "0.0.0.0",
     "224.0.0.1", "240.0.0.1", "255.255.255.255", "192.0.2.1", "::1", "::", "fe80::1%eth0", "fc00::1",
     "::ffff:127.0.0.1", "::ffff:a00:1", "::7f00:1", "64:ff9b::7f00:1", "2002:7f00:1::", "2001:db8::1",
     "ff02::1", "not an address"],
)  # fmt: skip
def test_addresses_inside_are_not_public(address: str) -> None:
    assert not url.public(address)


@pytest.mark.parametrize(
    "address", [PUBLIC, "2606:2800:21f::1", "::ffff:93.184.215.14", "64:ff9b::5db8:d70e"]
)
def test_addresses_outside_are_public(address: str) -> None:
    assert url.public(address)


@pytest.mark.parametrize(
    "address",
    ["ftp://desk.example.org/", "file:///etc/hosts", "http://inner.example.org/", "http://nowhere.example.org/",
     "http://user:word@desk.example.org/", "http:///path", "http://desk.example.org:99999/", "http://[::1/"],
)  # fmt: skip
def test_what_is_not_on_the_public_web_is_refused_before_any_connection(address: str) -> None:
    def answer(request: httpx.Request) -> httpx.Response:
        raise AssertionError("a connection was made")

    with pytest.raises(FetchError):
        fetch(address, answer)


def test_one_inner_address_among_public_ones_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(HOSTS, "both.example.org", [PUBLIC, "127.0.0.1"])
    with pytest.raises(FetchError, match="public internet"):
        fetch("http://both.example.org/", ok)


@pytest.mark.parametrize(
    "host", ["127.0.0.1", "2130706433", "0x7f.1", "[::1]", "[::ffff:127.0.0.1]", "localhost"]
)
def test_numbers_that_mean_this_machine_are_refused_by_the_real_lookup(host: str) -> None:
    with pytest.raises(FetchError):
        url.fetch(f"http://{host}/", transport=httpx.MockTransport(ok))


def test_redirects_are_followed_and_checked_again() -> None:
    def to(target: str) -> Callable[[httpx.Request], httpx.Response]:
        return lambda request: (
            httpx.Response(302, headers={"location": target}) if request.url.path == "/" else ok(request)
        )

    assert fetch("http://desk.example.org/", to("/next")).url == "http://desk.example.org/next"
    with pytest.raises(FetchError, match="public internet"):
        fetch("http://desk.example.org/", to("http://inner.example.org/next"))
    with pytest.raises(FetchError, match="only http and https"):
        fetch("http://desk.example.org/", to("file:///etc/hosts"))
    with pytest.raises(FetchError, match="redirects more than"):
        fetch("http://desk.example.org/", to("/"))


def test_a_body_over_the_limit_is_refused_also_when_it_comes_packed() -> None:
    large = b"x" * (MAX_DOCUMENT_BYTES + 1)
    packed = {"content-encoding": "gzip"}
    for body, headers in ((large, {}), (gzip.compress(large), packed)):
        stream = httpx.ByteStream(body)
        with pytest.raises(FetchError, match="10,000,000"):
            fetch("http://desk.example.org/", lambda _: httpx.Response(200, stream=stream, headers=headers))  # noqa: B023
    small = httpx.ByteStream(gzip.compress(b"words"))
    got = fetch("http://desk.example.org/", lambda _: httpx.Response(200, stream=small, headers=packed))
    assert got.body == b"words"


def test_bad_answers_are_fetch_errors_with_advice() -> None:
    def late(request: httpx.Request) -> httpx.Response:
        raise httpx.ReadTimeout("late", request=request)

    answers: list[Callable[[httpx.Request], httpx.Response]] = [
        lambda _: httpx.Response(404),
        lambda _: httpx.Response(
            200, stream=httpx.ByteStream(b"no gzip"), headers={"content-encoding": "gzip"}
        ),
        lambda _: httpx.Response(200, stream=httpx.ByteStream(b"x"), headers={"content-encoding": "br"}),
        late,
    ]
    for answer in answers:
        with pytest.raises(FetchError, match=";"):
            fetch("http://desk.example.org/", answer)


def test_a_body_that_drips_is_given_up() -> None:
    ticks: Iterator[float] = iter(range(0, 10_000, 11))

    class Drip(httpx.SyncByteStream):
        def __iter__(self) -> Iterator[bytes]:
            while True:
                yield b"x"

    with pytest.raises(FetchError, match="took over"):
        fetch(
            "http://desk.example.org/",
            lambda _: httpx.Response(200, stream=Drip()),
            clock=lambda: next(ticks),
        )
