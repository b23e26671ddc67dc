"""All words of the console in one table."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from zeropark.review.presentation.text import Text
from zeropark.shell.interfaces.console.texts.energy import ENERGY
from zeropark.shell.interfaces.console.texts.layout import LAYOUT
from zeropark.shell.interfaces.console.texts.parks import PARKS

WORDS: Final[Mapping[str, Text]] = LAYOUT | PARKS | ENERGY
"""Words by key; a key is said once (tested)."""
