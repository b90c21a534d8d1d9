"""Sees to it that a wheel holds what the desk's pages are made of (see tools/build_desk.py)."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class DeskHook(BuildHookInterface[Any]):
    """Gathers the desk's scripts, styles and map before the wheel is packed, if need be."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Runs the build; the build of the wheel fails if it does."""
        del version, build_data
        subprocess.run([sys.executable, str(Path(self.root) / "tools" / "build_desk.py")], check=True)
