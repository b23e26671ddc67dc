"""Measures of the drawing, in pixels at its natural size."""

from __future__ import annotations

from typing import Final

WIDE: Final = 1240.0
"""The sketch takes as little together as fits into this width."""
TALL: Final = 1500.0
MARGIN: Final = 16.0
PITCH: Final = 70.0
"""From one symbol on a bus to the next; its words fit in between."""
WIDE_PITCH: Final = 86.0
"""The same where values need more letters than `123.4 MW` has."""
CLEAR: Final = 12.0
"""Room on either side of a wire that passes symbols."""
ZONE: Final = 118.0
"""Room left of a wire into a bus for the words of the bus and of the tie."""
GAP: Final = 26.0
"""Between two bars in a row."""
GROVE_GAP: Final = 44.0
"""Between two groups of buses that nothing ties."""
BAR: Final = 6.0
"""Thickness of a bus."""
LEAD: Final = 26.0
"""Length of the wire between a bus and a symbol."""
CHANNEL: Final = 14.0
TRACK: Final = 10.0
"""Between two wires that run beside each other."""
LINE: Final = 13.5
"""From one line of words to the next."""
BASELINE: Final = 10.5
"""From the top of a line to its baseline."""
VALUE: Final = 16.0
"""Height of the room for a live value."""
SIZE_ZH: Final = 12.0
SIZE_EN: Final = 11.0
BOLD: Final = 1.12
"""How much broader bold letters are."""
CELL_LINES: Final = 3
JOINT_LINES: Final = 3
BAR_LINES: Final = 2
BAR_WORDS: Final = (BAR_LINES + 1) * LINE + 6
JOINT: Final = BAR_WORDS + JOINT_LINES * LINE + VALUE + 8
"""Height of a tie above its lower bus, with the words of that bus beneath its own."""
