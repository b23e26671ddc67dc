"""How old a figure is and what is known of its quality, in words."""

from __future__ import annotations

from datetime import timedelta
from typing import Final

from zeropark.facts.readings.reading import Quality
from zeropark.review.presentation.present.texts import WORDS
from zeropark.review.presentation.text import Text

_STEPS: Final = (
    ("day", timedelta(days=1)),
    ("hour", timedelta(hours=1)),
    ("minute", timedelta(minutes=1)),
)


def age_words(age: timedelta) -> Text:
    """How long ago, in the largest whole unit.

    >>> age_words(timedelta(minutes=12, seconds=40)).en
    '12 minutes ago'
    >>> age_words(timedelta(hours=30)).zh
    '1天前'
    """
    for key, size in _STEPS:
        count = age // size
        if count == 1:
            return WORDS[f"ago.one.{key}"]
        if count > 1:
            return WORDS[f"ago.{key}"].fill({"n": str(count)})
    return WORDS["ago.now"]


def quality_words(quality: int) -> Text:
    """Every flag in words; nothing for a good value."""
    flags = [WORDS[f"flag.{flag.value}"] for flag in Quality if flag and quality & flag]
    return Text("、".join(each.zh for each in flags), ", ".join(each.en for each in flags))
