"""One self-contained page: takes a YearPage and the chart library, gives HTML as text.

Both languages are inside; nothing is asked for from outside. Whatever comes from a park or a
file is escaped, in the markup and in the data of the pictures alike.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Final

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup, escape

from zeropark.basis.timeline import PARK_ZONE
from zeropark.review.reports.figures.bill import bill_figure
from zeropark.review.reports.figures.carbon import carbon_figure
from zeropark.review.reports.figures.day import day_figure
from zeropark.review.reports.figures.exchange import exchange_figure
from zeropark.review.reports.figures.figure import Figure
from zeropark.review.reports.figures.indicators import (
    core_figure,
    indicator_table,
    limit_words,
    reason_words,
    shares_figure,
    value_words,
)
from zeropark.review.reports.figures.months import months_figure
from zeropark.review.reports.figures.quality import quality_figure
from zeropark.review.reports.figures.sankey import sankey_figure
from zeropark.review.reports.page import YearPage
from zeropark.review.reports.sources import behind_indicator, unconfirmed, used_rules
from zeropark.review.reports.text import Language, Text, limit_number, number, unit_words
from zeropark.review.reports.texts import TEXTS
from zeropark.review.reports.tiles import tiles
from zeropark.review.reports.words import (
    gap_words,
    need_words,
    phrase_words,
    problem_words,
    remedy_words,
    what_words,
)

FINDINGS_SHOWN: Final = 200
"""A page lists so many findings; the rest are counted."""
_LANGUAGE_TAGS: Final = {"zh": "zh-CN", "en": "en"}


def render_year(page: YearPage, *, language: Language = "zh", echarts_js: str) -> str:
    """The page as one HTML document, opened in `language`; `echarts_js` is inlined."""
    drawn = {figure.id: figure for figure in figures(page)}
    title = TEXTS["page.title"].fill({"park": _name(page), "year": page.year})
    return (
        _environment(page)
        .get_template("year.html.j2")
        .render(
            page=page,
            language=language,
            tag=_LANGUAGE_TAGS[language],
            title=title,
            name=_name(page),
            figures=drawn,
            tiles=tuple(tiles(page)),
            rules=used_rules(page),
            findings=page.findings[:FINDINGS_SHOWN],
            core_doubts=behind_indicator(page.evaluation.core, further=page.factors),
            model=script_json(
                {
                    "missing": TEXTS["missing"],
                    "figures": [_for_script(figure) for figure in drawn.values()],
                }
            ),
            echarts=script_text(echarts_js),
        )
    )


def figures(page: YearPage) -> Iterator[Figure]:
    """Every picture that this year's results can carry."""
    evaluation = page.evaluation
    found = (
        sankey_figure(page),
        months_figure(page),
        day_figure(page),
        exchange_figure(page),
        carbon_figure(page),
        core_figure(page),
        shares_figure(page, evaluation.guiding, key="guiding"),
        shares_figure(page, evaluation.direct, key="direct"),
        bill_figure(page),
        quality_figure(page),
    )
    yield from (figure for figure in found if figure is not None)


def script_json(value: object) -> Markup:
    """Data for a script element: JSON in which no text can end the element or open a comment."""
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"), default=_plain)
    for sign in "<>&\u2028\u2029":
        text = text.replace(sign, f"\\u{ord(sign):04x}")
    return Markup(text)  # noqa: S704 - made safe just above


def script_text(source: str) -> Markup:
    """A program for a script element: nothing in it can end the element.

    Only inside strings, comments and expressions of the program can these marks stand, and there
    the backslash changes nothing.
    """
    closed = re.sub(r"</(script)", r"<\\/\1", source, flags=re.IGNORECASE)
    return Markup(closed.replace("<!--", "<\\!--"))  # noqa: S704 - made safe just above


def _plain(value: object) -> object:
    if isinstance(value, Text):
        return {"zh": value.zh, "en": value.en}
    raise TypeError(f"{type(value).__name__} has no place in the data of a picture.")


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


def _name(page: YearPage) -> Text:
    return Text(page.park.name.zh, page.park.name.en)


def _environment(page: YearPage) -> Environment:
    environment = Environment(
        loader=PackageLoader("zeropark.review.reports"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.globals |= {
        "t": lambda key: both(TEXTS[key]),
        "texts": TEXTS,
        "both": both,
        "what": lambda key: both(what_words(page.park, key)),
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
    environment.filters |= {"number": number, "limit": limit_number, "unit": unit_words}
    environment.tests |= {"text": lambda value: isinstance(value, Text)}
    return environment


def both(text: Text) -> Markup:
    """Words in both languages, of which the page shows one; once where they are alike."""
    if text.zh == text.en:
        return escape(text.zh)
    return Markup('<span lang="zh-CN">{}</span><span lang="en">{}</span>').format(text.zh, text.en)
