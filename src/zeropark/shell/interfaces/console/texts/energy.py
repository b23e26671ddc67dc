"""Words of the page that shows where the energy went."""

from __future__ import annotations

from typing import Final

from zeropark.review.presentation.text import Text

ENERGY: Final = {
    "energy.flow": Text("能源流向", "Energy flow"),
    "energy.time": Text("随时间的变化", "Through time"),
}
"""Words by key."""
