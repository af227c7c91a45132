"""What the place that output goes to can show."""

from __future__ import annotations

import os
import sys


def wants_color(chosen: bool | None) -> bool:
    """Whether to colour: as the option says, else in a terminal that neither NO_COLOR nor TERM=dumb holds back."""
    if chosen is not None:
        return chosen
    return sys.stdout.isatty() and not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"
