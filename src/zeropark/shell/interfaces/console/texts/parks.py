"""Words of the page of all parks."""

from __future__ import annotations

from typing import Final

from zeropark.review.presentation.text import Text

PARKS: Final = {
    "parks.open": Text("打开", "Open"),
}
"""Words by key."""
