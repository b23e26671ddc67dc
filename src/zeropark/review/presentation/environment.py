"""The templates' surroundings: words, numbers and components, for one language or for both at once.

Whatever comes from a park or a file is escaped, in the markup and in the data of the pictures
alike.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from functools import partial
from typing import Final

from jinja2 import ChoiceLoader, Environment, PackageLoader, StrictUndefined
from markupsafe import Markup, escape

from zeropark.basis.timeline import PARK_ZONE
from zeropark.review.presentation.figures.figure import Figure
from zeropark.review.presentation.figures.indicators import (
    indicator_table,
    limit_words,
    reason_words,
    value_words,
)
from zeropark.review.presentation.sources import unconfirmed
from zeropark.review.presentation.text import Language, Text, limit_number, number, unit_words
from zeropark.review.presentation.texts import TEXTS
from zeropark.review.presentation.words import (
    gap_words,
    need_words,
    phrase_words,
    problem_words,
    remedy_words,
)

LANGUAGE_TAGS: Final = {"zh": "zh-CN", "en": "en"}
"""What a page says of its language."""
Say = Callable[[Text], Markup]
"""How words get onto the page: in one language, or in both of which the page shows one."""
_CHINESE: Final = re.compile(r"[\u4e00-\u9fff]")


def template_environment(*packages: str, language: Language | None) -> Environment:
    """Templates of the packages, in that order, then the components that all pages share.

    With `language` None the words stand there in both, and the page shows one.
    """
    say = in_both if language is None else in_one(language)
    folders = [PackageLoader(package) for package in (*packages, "zeropark.review.presentation")]
    environment = Environment(
        loader=ChoiceLoader(folders),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.globals |= {
        "t": lambda key: say(TEXTS[key]),
        "texts": TEXTS,
        "both": say,
        "label": _both_named if language is None else say,
        "indicator_table": indicator_table,
        "limit_words": limit_words,
        "gap_words": gap_words,
        "need_words": need_words,
        "phrase_words": phrase_words,
        "problem_words": problem_words,
        "remedy_words": remedy_words,
        "reason_words": reason_words,
        "value_words": value_words,
        "unconfirmed": unconfirmed,
        "zone": PARK_ZONE,
    }
    environment.filters |= {
        "number": number,
        "limit": limit_number,
        "unit": unit_words,
        "cited": cited,
    }
    environment.tests |= {"text": lambda value: isinstance(value, Text)}
    return environment


def in_both(text: Text) -> Markup:
    """Words in both languages, of which the page shows one; once where they are alike."""
    if text.zh == text.en:
        return escape(text.zh)
    return Markup('<span lang="zh-CN">{}</span><span lang="en">{}</span>').format(text.zh, text.en)


def in_one(language: Language) -> Say:
    """Words in one language."""
    return lambda text: escape(text.words(language))


def cited(words: object) -> Markup:
    """Words of a document in its own language, marked so that a screen reader speaks that."""
    tag = LANGUAGE_TAGS["zh" if _CHINESE.search(str(words)) else "en"]
    return Markup('<cite lang="{}">{}</cite>').format(tag, words)


def _both_named(text: Text) -> str:
    """For an attribute, which can't show one of two."""
    return f"{text.zh} / {text.en}"


def script_json(value: object, *, language: Language | None = None) -> Markup:
    """Data for a script element: JSON in which no text can end the element or open a comment.

    Words are given in both languages where none is told.
    """
    plain = partial(_plain, language=language)
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"), default=plain)
    for sign in "<>&\u2028\u2029":
        text = text.replace(sign, f"\\u{ord(sign):04x}")
    return Markup(text)  # noqa: S704 - made safe just above


def figure_model(figures: dict[str, Figure]) -> dict[str, object]:
    """What the chart script draws from."""
    return {
        "missing": TEXTS["missing"],
        "figures": [_for_script(figure) for figure in figures.values()],
    }


def _for_script(figure: Figure) -> dict[str, object]:
    return {
        "id": figure.id,
        "option": figure.option,
        "tooltip": figure.tooltip,
        "variants": [
            {"option": each.option, "unit": each.unit, "digits": each.digits}
            for each in figure.variants
        ],
    }


def _plain(value: object, *, language: Language | None) -> object:
    if isinstance(value, Text):
        both = {"zh": value.zh, "en": value.en}
        return both if language is None else {"$text": both[language]}
    raise TypeError(f"{type(value).__name__} has no place in the data of a picture.")
