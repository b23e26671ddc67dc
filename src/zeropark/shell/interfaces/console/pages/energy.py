"""Where the energy went: the flow of a period from source to use."""

from __future__ import annotations

from zeropark.review.presentation.figures.months import months_figure
from zeropark.review.presentation.figures.sankey import sankey_figure
from zeropark.review.presentation.text import Text
from zeropark.shell.interfaces.console.page import ParkPage, Shown
from zeropark.shell.interfaces.console.visit import ParkVisit


def energy(visit: ParkVisit) -> Shown:
    """The flow picture."""
    results = visit.desk.results(visit.period)
    found = (sankey_figure(results), months_figure(results))
    return Shown(
        figures=tuple(figure for figure in found if figure is not None),
        data={"generated": results.generated},
    )


ENERGY_PAGE = ParkPage(
    id="energy",
    sentence=Text("能量去了哪里", "Where the energy went"),
    heading=Text("{park}{period}的能量去了哪里", "Where the energy of {park} went, {period}"),
    template="energy.html.j2",
    view=energy,
    key="e",
)
