"""All words of the console in one table."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from zeropark.review.presentation.present.texts import WORDS as PRESENT
from zeropark.review.presentation.text import Text
from zeropark.shell.interfaces.console.texts.about import ABOUT
from zeropark.shell.interfaces.console.texts.carbon import CARBON
from zeropark.shell.interfaces.console.texts.days import DAYS
from zeropark.shell.interfaces.console.texts.document import DOCUMENT
from zeropark.shell.interfaces.console.texts.energy import ENERGY
from zeropark.shell.interfaces.console.texts.flexibility import FLEXIBILITY
from zeropark.shell.interfaces.console.texts.forecasts import FORECASTS
from zeropark.shell.interfaces.console.texts.green import GREEN
from zeropark.shell.interfaces.console.texts.indicators import INDICATORS
from zeropark.shell.interfaces.console.texts.layout import LAYOUT
from zeropark.shell.interfaces.console.texts.now import NOW
from zeropark.shell.interfaces.console.texts.parks import PARKS
from zeropark.shell.interfaces.console.texts.plans import PLANS
from zeropark.shell.interfaces.console.texts.quality import QUALITY
from zeropark.shell.interfaces.console.texts.rules import RULES

WORDS: Final[Mapping[str, Text]] = (
    LAYOUT
    | PARKS
    | ENERGY
    | RULES
    | ABOUT
    | DOCUMENT
    | CARBON
    | GREEN
    | INDICATORS
    | NOW
    | PRESENT
    | QUALITY
    | PLANS
    | FORECASTS
    | FLEXIBILITY
    | DAYS
)
"""Words by key; a key is said once (tested)."""
