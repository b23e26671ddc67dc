"""One self-contained page: takes a YearPage and the chart library, gives HTML as text.

Both languages are inside; nothing is asked for from outside.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from markupsafe import Markup

from zeropark.review.presentation.environment import (
    LANGUAGE_TAGS,
    figure_model,
    in_both,
    script_json,
    template_environment,
)
from zeropark.review.presentation.figures.bill import bill_figure
from zeropark.review.presentation.figures.carbon import carbon_figure
from zeropark.review.presentation.figures.day import day_figure
from zeropark.review.presentation.figures.exchange import exchange_figure
from zeropark.review.presentation.figures.figure import Figure
from zeropark.review.presentation.figures.indicators import core_figure, shares_figure
from zeropark.review.presentation.figures.months import months_figure
from zeropark.review.presentation.figures.quality import quality_figure
from zeropark.review.presentation.figures.sankey import sankey_figure
from zeropark.review.presentation.sources import behind_indicator, used_rules
from zeropark.review.presentation.text import Language, Text
from zeropark.review.presentation.texts import TEXTS
from zeropark.review.presentation.tiles import tiles
from zeropark.review.presentation.words import what_words
from zeropark.review.reports.page import YearPage

FINDINGS_SHOWN: Final = 200
"""A page lists so many findings; the rest are counted."""


def render_year(page: YearPage, *, language: Language = "zh", echarts_js: str) -> str:
    """The page as one HTML document, opened in `language`; `echarts_js` is inlined."""
    drawn = {figure.id: figure for figure in figures(page)}
    name = Text(page.park.name.zh, page.park.name.en)
    return (
        template_environment("zeropark.review.reports", language=None)
        .get_template("year.html.j2")
        .render(
            page=page,
            language=language,
            tag=LANGUAGE_TAGS[language],
            title=TEXTS["page.title"].fill({"park": name, "year": page.period_name}),
            name=name,
            what=lambda key: in_both(what_words(page.park, key)),
            figures=drawn,
            tiles=tuple(tiles(page, page.evaluation)),
            rules=used_rules(page, page.evaluation),
            findings=page.findings[:FINDINGS_SHOWN],
            core_doubts=behind_indicator(page.evaluation.core, further=page.factors),
            model=script_json(figure_model(drawn)),
            echarts=script_text(echarts_js),
        )
    )


def figures(page: YearPage) -> Iterator[Figure]:
    """Every picture that this year's results can carry."""
    judged, generated = page.evaluation, page.generated
    found = (
        sankey_figure(page),
        months_figure(page),
        day_figure(page),
        exchange_figure(page),
        carbon_figure(page),
        core_figure(judged.core, generated=generated),
        shares_figure(judged.guiding, key="guiding", generated=generated),
        shares_figure(judged.direct, key="direct", generated=generated),
        bill_figure(page),
        quality_figure(page),
    )
    yield from (figure for figure in found if figure is not None)


def script_text(source: str) -> Markup:
    """A program for a script element: nothing in it can end the element.

    Only inside strings, comments and expressions of the program can these marks stand, and there
    the backslash changes nothing.
    """
    closed = re.sub(r"</(script)", r"<\\/\1", source, flags=re.IGNORECASE)
    return Markup(closed.replace("<!--", "<\\!--"))  # noqa: S704 - made safe just above
