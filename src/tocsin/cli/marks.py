"""The commands that find but one thing in texts: `places` and `dates`."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable
from typing import Any

from ..values import Report
from .options import Columns, Inputs, Own, Published, Publisher, Words


def places(
    inputs: Inputs, *, publisher_country: Publisher = None, places: Own = None, columns: Columns = None
) -> None:
    """Find the places that texts name. One JSON line each: where in the text, and where on earth."""
    from .. import asking, marking

    country = asking.publisher_country(publisher_country)
    own = asking.own_places(places)
    mark(inputs, lambda one: marking.places(one, country=country, gazetteer=own), columns=columns)


def dates(inputs: Inputs, *, published: Published = None, columns: Columns = None) -> None:
    """Find the time words of texts. One JSON line each: where in the text, and which days."""
    from .. import marking

    mark(inputs, marking.dates, published=published, columns=columns)


def mark(inputs: list[str], find: Callable[[Report], Iterable[Any]], **options: Words) -> None:
    """A JSON line for all that is found in each of the inputs."""
    from .. import adding
    from . import leave, readable, write

    tally = adding.Tally()
    for item in readable(adding.items(inputs, **options), tally):
        write(json.dumps(found, ensure_ascii=False) + "\n" for found in find(item))
    leave(tally)
