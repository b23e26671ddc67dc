"""Duration curves of a planned year: use, own generation, exchange with the grid."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

import numpy as np

from zeropark.facts.ledger.flow import Flows
from zeropark.facts.ledger.load import duration_kw
from zeropark.review.presentation.electricity import Group, groups
from zeropark.review.presentation.figures.axes import area, cell, value_axis
from zeropark.review.presentation.figures.curve import KW, UNIT, duration_line, hours_axis
from zeropark.review.presentation.figures.figure import Column, Figure, Table, Variant
from zeropark.review.presentation.results import Results
from zeropark.review.presentation.shapes import Series
from zeropark.review.presentation.text import Text
from zeropark.review.presentation.texts import TEXTS

_MADE: Final = ("wind", "solar", "generation", "direct")
_SHARES: Final = (0.0, 0.01, 0.05, 0.1, 0.25, 0.5, 0.75, 0.9, 1.0)
"""Where the table reads the curves."""


@dataclass(frozen=True, slots=True)
class _Curve:
    """Power from highest to lowest, kW."""

    name: Text
    colour: str
    power_kw: Series


def plan_duration_figure(results: Results) -> Figure | None:
    """Three curves over the hours of the plan; None where it has no electricity."""
    found, flows = groups(results), results.flows
    hours = flows.axis.count * flows.axis.step_hours
    curves = tuple(_curves(found, flows))
    if not curves:
        return None
    return Figure(
        id="plan-duration",
        title=TEXTS["plan_duration.title"],
        about=TEXTS["plan_duration.about"],
        book=None,
        option={
            **area(hours_axis(hours), value_axis(UNIT)),
            "series": [
                duration_line(
                    each.name, each.colour, each.power_kw, step_hours=flows.axis.step_hours
                )
                for each in curves
            ],
        },
        variants=(Variant(label=Text.same(UNIT), option={}, unit=UNIT, digits=2),),
        table=_table(curves, hours),
        generated=results.generated,
    )


def _curves(found: dict[str, Group], flows: Flows) -> Iterator[_Curve]:
    if "use" in found:
        yield _curve("group.use", "ink", found["use"].amount_kwh(flows), flows)
    made = [found[key].amount_kwh(flows) for key in _MADE if key in found]
    if made:
        yield _curve("plan_duration.made", "wind", np.sum(made, axis=0), flows)
    if "grid" in found or "export" in found:
        nothing = np.zeros(flows.axis.count)
        taken, given = (
            found[key].amount_kwh(flows) if key in found else nothing for key in ("grid", "export")
        )
        yield _curve("plan_duration.exchange", "grid", taken - given, flows)


def _curve(key: str, colour: str, amount_kwh: Series, flows: Flows) -> _Curve:
    curve = duration_kw(amount_kwh, step_hours=flows.axis.step_hours)
    return _Curve(TEXTS[key], colour, curve)


def _table(curves: tuple[_Curve, ...], hours: float) -> Table:
    return Table(
        caption=TEXTS["plan_duration.title"],
        columns=(
            Column(TEXTS["plan_duration.share"]),
            Column(TEXTS["duration.hours"], "h", 0),
            *(Column(each.name, UNIT) for each in curves),
        ),
        rows=tuple(
            (f"{share:.0%}", share * hours, *(_read(each.power_kw, share) for each in curves))
            for share in _SHARES
        ),
    )


def _read(power_kw: Series, share: float) -> float | None:
    """The power that is reached for that share of the time, the highest at the least."""
    return cell(float(power_kw[max(round(share * power_kw.size) - 1, 0)]), size=KW)
