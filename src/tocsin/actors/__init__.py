"""Who a noun phrase stands for: names of states, forces and armed groups, and a user's own beside them."""

from __future__ import annotations

from .naming import UNIDENTIFIED, area, identify, lexicon
from .own import Identify, knowing, read_table

__all__ = ["UNIDENTIFIED", "Identify", "area", "identify", "knowing", "lexicon", "read_table"]
