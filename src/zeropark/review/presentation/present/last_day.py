"""The last 24 hours: use over its stacked sources, as the load curves draw them, without zoom."""

from __future__ import annotations

from dataclasses import replace

from zeropark.review.presentation.figures.figure import Figure
from zeropark.review.presentation.figures.load import load_figure
from zeropark.review.presentation.present.texts import WORDS
from zeropark.review.presentation.results import Results


def last_day_figure(results: Results) -> Figure | None:
    """Curves of so short a time that all of it is seen; None where there is no electricity."""
    figure = load_figure(results)
    if figure is None:
        return None
    option = {key: each for key, each in figure.option.items() if key != "dataZoom"}
    frame = {"left": 4, "right": 16, "top": 64, "bottom": 4, "containLabel": True}
    return replace(
        figure,
        id="last_day",
        title=WORDS["last_day.title"],
        about=WORDS["last_day.about"],
        option={**option, "grid": frame},
        height_px=320,
    )
