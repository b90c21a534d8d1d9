"""A web address: its bytes, fetched only from public addresses, within limits of time and size.

The host is looked up once, every address found must be public, and the connection goes to the address
that was checked; the certificate is still held against the host's name.
So a name that points elsewhere a moment later changes nothing.
Proxies and credentials of the environment are not used.
"""

from __future__ import annotations

import ipaddress
import socket
import time
import zlib
from collections.abc import Callable, Iterable
from contextlib import closing
from typing import TYPE_CHECKING
from urllib.parse import SplitResult, urljoin, urlsplit

from tocsin.errors import FetchError
from tocsin.formats.source import MAX_DOCUMENT_BYTES, Fetched

if TYPE_CHECKING:
    import httpx

SCHEMES = ("http", "https")
MAX_REDIRECTS = 5
WAIT_SECONDS = 10.0  # for one answer of the server
TOTAL_SECONDS = 30.0  # for the whole, redirects included

_CONTENT_CODINGS = {"gzip": 31, "x-gzip": 31, "deflate": 15}  # zlib's names for them
_NAT64 = ipaddress.IPv6Network("64:ff9b::/96")

Address = ipaddress.IPv4Address | ipaddress.IPv6Address
Lookup = Callable[[str, int], Iterable[str]]


def fetch(
    url: str,
    *,
    lookup: Lookup | None = None,
    transport: httpx.BaseTransport | None = None,
    clock: Callable[[], float] = time.monotonic,
) -> Fetched:
    """The bytes behind a URL of the public web; `FetchError` says why there are none.

    `lookup` gives the addresses of a host, `transport` stands in for the network, `clock` counts seconds.
    """
    import httpx

    deadline = clock() + TOTAL_SECONDS
    here = url
    with httpx.Client(
        transport=transport, trust_env=False, follow_redirects=False, timeout=httpx.Timeout(WAIT_SECONDS)
    ) as client:
        for _ in range(MAX_REDIRECTS + 1):
            try:
                with closing(_sent(client, here, lookup=lookup or _addresses)) as response:
                    if not response.has_redirect_location:
                        body = _body(response, here, late=lambda: clock() > deadline)
                        return Fetched(body, str(response.headers.get("content-type", "")), here)
                    here = urljoin(here, response.headers["location"])
            except httpx.TimeoutException as error:
                message = f"no answer within {WAIT_SECONDS:.0f} s; try again later"
                raise FetchError(message, origin=here) from error
            except (httpx.HTTPError, httpx.InvalidURL, zlib.error) as error:
                message = f"it could not be fetched ({error or type(error).__name__}); check the address"
                raise FetchError(message, origin=here) from error
    raise FetchError(f"it redirects more than {MAX_REDIRECTS} times; give the final address", origin=url)


def public(address: str) -> bool:
    """Whether an IP address is one of the public internet, also behind every way to wrap IPv4 in IPv6.

    >>> public("93.184.215.14"), public("10.0.0.1"), public("::ffff:127.0.0.1"), public("fe80::1%eth0")
    (True, False, False, False)
    """
    try:
        return _public(ipaddress.ip_address(address.partition("%")[0]))
    except ValueError:
        return False


def _public(address: Address) -> bool:
    if isinstance(address, ipaddress.IPv6Address):
        inner = [address.ipv4_mapped, address.sixtofour, *(address.teredo or ())]
        if address in _NAT64 or int(address) >> 32 == 0:
            inner.append(ipaddress.IPv4Address(int(address) & 0xFFFFFFFF))
        wrapped = [part for part in inner if part is not None]
        if wrapped:
            return all(_public(part) for part in wrapped)
    return address.is_global and not (
        address.is_private
        or address.is_loopback
        or address.is_link_local
        or address.is_multicast
        or address.is_reserved
        or address.is_unspecified
    )


def _addresses(host: str, port: int) -> Iterable[str]:
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return list(dict.fromkeys(str(entry[4][0]) for entry in found))


def _checked(parts: SplitResult, url: str, *, lookup: Lookup) -> str:
    """The address to connect to; all addresses of the host must be public."""
    if parts.scheme not in SCHEMES:
        raise FetchError(f"{parts.scheme or 'no scheme'} is not fetched; only http and https are", origin=url)
    if not parts.hostname:
        raise FetchError("there is no host in it; check the address", origin=url)
    if parts.username is not None or parts.password is not None:
        raise FetchError("an address with a user name in it is not fetched; remove it", origin=url)
    try:
        port = parts.port or (443 if parts.scheme == "https" else 80)
        found = list(lookup(parts.hostname, port))
    except (OSError, ValueError) as error:  # UnicodeError, for names that cannot be, is a ValueError
        raise FetchError(f"host {parts.hostname!r} is not found; check the address", origin=url) from error
    refused = [address for address in found if not public(address)]
    if refused or not found:
        where = f" ({refused[0]})" if refused else ""
        message = (
            f"host {parts.hostname!r} is not on the public internet{where}; save the page, give the file"
        )
        raise FetchError(message, origin=url)
    return found[0]


def _sent(client: httpx.Client, url: str, *, lookup: Lookup) -> httpx.Response:
    import httpx

    try:
        parts = urlsplit(url)
    except ValueError as error:
        raise FetchError("this is no web address; check it", origin=url) from error
    address = _checked(parts, url, lookup=lookup)
    target = httpx.URL(url)
    host = target.netloc.decode("ascii")
    request = client.build_request(
        "GET",
        target.copy_with(host=address),
        headers={"Host": host, "Accept-Encoding": "identity", "User-Agent": "tocsin"},
        extensions={"sni_hostname": target.raw_host.decode("ascii")},
    )
    return client.send(request, stream=True)


def _body(response: httpx.Response, url: str, *, late: Callable[[], bool]) -> bytes:
    """The decoded body; it is measured while it comes, and packed bodies while they are unpacked."""
    if response.status_code != 200:
        message = f"the server answered {response.status_code}; open it in a browser, save it, give the file"
        raise FetchError(message, origin=url)
    coding = response.headers.get("content-encoding", "identity").strip().lower()
    if coding not in ("identity", "") and coding not in _CONTENT_CODINGS:
        raise FetchError(f"it is packed as {coding!r}, which is not read; save the page", origin=url)
    unpack = zlib.decompressobj(_CONTENT_CODINGS[coding]) if coding in _CONTENT_CODINGS else None
    body = bytearray()
    for chunk in response.iter_raw():
        room = MAX_DOCUMENT_BYTES + 1 - len(body)
        body += unpack.decompress(chunk, room) if unpack else chunk
        if len(body) > MAX_DOCUMENT_BYTES:
            raise FetchError(f"it is over {MAX_DOCUMENT_BYTES:,} bytes; save its text as .txt", origin=url)
        if late():
            raise FetchError(f"it took over {TOTAL_SECONDS:.0f} s; save the page, give the file", origin=url)
    return bytes(body)
