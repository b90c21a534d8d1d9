"""Values to what a person reads on a terminal: the only door to Rich, and nothing here prints.

`words` puts values into plain words, `screen` knows terminals, the other modules lay pages out.
Whatever a report says is laid out as text: it can neither colour nor clear a terminal.
"""

from __future__ import annotations
