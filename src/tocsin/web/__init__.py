"""The desk: one page that shows what happened, where, when, and on whose word; one click to the sentence.

`application` puts it together, `serving` runs it; the other modules are one page, or one noun, each.
Nobody imports this package but `tocsin serve` and `tocsin demo`; it needs the extra `desk`.
"""

from __future__ import annotations
