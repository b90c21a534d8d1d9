"""The ledger: every report, event and decision ever added, and the incidents that follow from them.

`Ledger` is the way in; the other modules hold its tables, its questions and its writing.
Importing this package loads neither SQLAlchemy nor Alembic: opening a ledger does.
"""

from __future__ import annotations

from .filters import Filter, read_filter
from .ledger import Ledger

__all__ = ["Filter", "Ledger", "read_filter"]
