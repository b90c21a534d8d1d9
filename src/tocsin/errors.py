"""The error tree: one root, attributes instead of message parsing.

Every message says what happened, where, and what to do next.
"""

from __future__ import annotations


class TocsinError(Exception):
    """Root of all errors that Tocsin raises on purpose."""


class InputError(TocsinError):
    """An input that cannot be read as reports; `origin` is the file, URL or line it came from."""

    def __init__(self, message: str, *, origin: str = "") -> None:
        super().__init__(f"{origin}: {message}" if origin else message)
        self.message = message
        self.origin = origin


class FetchError(InputError):
    """A URL that was not fetched: refused address, time limit, size limit, HTTP status."""


class QueryError(TocsinError):
    """A filter or an option with a value that means nothing; `option` names it."""

    def __init__(self, message: str, *, option: str = "") -> None:
        super().__init__(f"{option}: {message}" if option else message)
        self.option = option


class LedgerError(TocsinError):
    """A ledger file that is missing, locked, damaged, or of another version; `path` names it."""

    def __init__(self, message: str, *, path: str = "") -> None:
        super().__init__(f"{path}: {message}" if path else message)
        self.path = path


class NotFoundError(LedgerError):
    """No incident, event or report of that id in the ledger; `wanted` is the id asked for."""

    def __init__(self, message: str, *, wanted: str = "") -> None:
        super().__init__(message)
        self.wanted = wanted


class DataError(TocsinError):
    """A data file of the package (ontology, lexicon, gazetteer) that breaks its own contract."""
