"""A page as HTML: takes what a view gave, gives the document in the language of the visit."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import Final

from jinja2 import Environment

from zeropark.review.presentation.environment import (
    LANGUAGE_TAGS,
    figure_model,
    in_one,
    script_json,
    template_environment,
)
from zeropark.review.presentation.text import Language, Text
from zeropark.review.presentation.texts import TEXTS
from zeropark.review.presentation.words import what_words
from zeropark.shell.interfaces.console.links import Links, asset
from zeropark.shell.interfaces.console.page import Shown
from zeropark.shell.interfaces.console.periods import period_words
from zeropark.shell.interfaces.console.texts.every import WORDS
from zeropark.shell.interfaces.console.visit import ParkVisit, Visit

_PACKAGES: Final = ("zeropark.shell.interfaces.console",)


def render(
    template: str,
    visit: Visit,
    *,
    shown: Shown,
    heading: Text,
    surroundings: Mapping[str, object],
) -> str:
    """A page, whole.

    Args:
        template: the page's own, which extends the layout.
        visit: in which language and theme.
        shown: what the view gave.
        heading: the page's first heading and its title.
        surroundings: the menu and the period picker.
    """
    figures = {figure.id: figure for figure in shown.figures}
    say = in_one(visit.language)
    context = {
        "visit": visit,
        "shown": shown,
        "language": visit.language,
        "tag": LANGUAGE_TAGS[visit.language],
        "theme": visit.theme,
        "heading": heading,
        "links": Links(visit),
        "figures": figures,
        "tables": shown.tables,
        "model": script_json(figure_model(figures), language=visit.language),
        "desk": visit.desk if isinstance(visit, ParkVisit) else None,
    }
    if isinstance(visit, ParkVisit):
        park = visit.desk.park
        context["what"] = lambda key: say(what_words(park, key))
    return (
        _environment(visit.language)
        .get_template(template)
        .render(**context, **surroundings, **shown.data)
    )


def prepare(language: Language) -> None:
    """Compile the templates of every page ahead of the first visit."""
    environment = _environment(language)
    for name in environment.list_templates(extensions=("j2",)):
        environment.get_template(name)


@cache
def _environment(language: Language) -> Environment:
    say = in_one(language)
    environment = template_environment(*_PACKAGES, language=language)
    environment.globals |= {
        "t": lambda key: say(WORDS.get(key) or TEXTS[key]),
        "words": WORDS,
        "asset": asset,
        "period_words": period_words,
    }
    return environment
