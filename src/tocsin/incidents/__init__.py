"""Events of many reports folded into incidents: pure functions, the same for any order of events.

`fold` decides and does nothing; the ledger carries decisions out and can undo them.
`settle` reconciles what the events of each incident say; `status` is what may be said of a doer.
"""

from __future__ import annotations

from .attributing import status
from .correcting import edited, fold_as_corrected
from .folding import close_pairs, fold
from .relating import ANSWERING, Relation, Tie, relations
from .settling import settle
from .tracing import may_pair, trace

__all__ = [
    "ANSWERING",
    "Relation",
    "Tie",
    "close_pairs",
    "edited",
    "fold",
    "fold_as_corrected",
    "may_pair",
    "relations",
    "settle",
    "status",
    "trace",
]
