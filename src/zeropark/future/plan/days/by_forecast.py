"""Foreseeing by forecasts: what was known at an instant in, the series of a plan out.

Loads and plants by their quantiles: the median, or, where a plan is to be careful, a higher load
and less wind and sun. Prices by their median, or as they are known.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from types import MappingProxyType

import numpy as np

from zeropark.basis.errors import MissingDataError
from zeropark.basis.park.document import ParkDocument
from zeropark.basis.timeline import Axis
from zeropark.future.forecast.forecast import Forecast
from zeropark.future.forecast.foresee import NO_MODELS, foresee
from zeropark.future.forecast.history import History, Known
from zeropark.future.forecast.lesson import Lesson
from zeropark.future.forecast.model import Model
from zeropark.future.forecast.subject import Holidays, subject_of
from zeropark.future.forecast.target import Target
from zeropark.future.plan.assembly.account import Series
from zeropark.future.plan.days.dispatch import InputUsed
from zeropark.future.plan.days.foreseen import Foreseen
from zeropark.future.plan.site.given import GivenSeries


@dataclass(frozen=True, kw_only=True, eq=False)
class ByForecast:
    """Foresees the steps of an axis by what was known at an instant."""

    park: ParkDocument
    histories: Mapping[Target, History]
    models: Callable[[datetime], Mapping[Target, Model]] = lambda _: NO_MODELS
    """Those that there were at an instant."""
    weather: Mapping[str, History] = field(default_factory=lambda: MappingProxyType({}))
    holidays: Holidays = field(default_factory=Holidays)
    level: float = 0.5
    """Which quantile of loads is planned on, and of plants the one as far below the median."""

    def __call__(self, axis: Axis, at: datetime) -> Foreseen:
        """What is foreseen of the steps; a target of which nothing was known is left out."""
        told = {name: each.known_by(at) for name, each in self.weather.items()}
        models = self.models(at)
        found: dict[Target, Series] = {}
        inputs: list[InputUsed] = []
        for target, history in self.histories.items():
            forecast = self._forecast(target, history.known_by(at), axis, models, told)
            if forecast is not None:
                found[target] = on_steps(self._level_of(forecast), forecast.axis, axis, target)
                inputs.append(
                    InputUsed(
                        of=target.of,
                        source="forecast",
                        method=forecast.method,
                        reason=forecast.reason,
                        kind=target.kind,
                        band=np.stack(
                            [
                                on_steps(row, forecast.axis, axis, target)
                                for row in forecast.quantile
                            ]
                        ),
                    )
                )
        return foreseen_of(found, tuple(inputs))

    def _forecast(
        self,
        target: Target,
        known: Known,
        axis: Axis,
        models: Mapping[Target, Model],
        weather: Mapping[str, Known],
    ) -> Forecast | None:
        try:
            (found,) = foresee(
                {target: known},
                covering(axis, known.axis),
                models=models,
                subjects={target: subject_of(target, self.park, holidays=self.holidays)},
                weather=weather,
            )
        except MissingDataError:
            return None
        return found

    def _level_of(self, forecast: Forecast) -> Series:
        level = {"load": self.level, "availability": 1.0 - self.level, "price": 0.5}
        return at_level(forecast, level[forecast.target.kind])


def by_lessons(
    park: ParkDocument,
    lessons: Sequence[Lesson],
    models: Callable[[datetime], Mapping[Target, Model]],
    *,
    level: float,
) -> ByForecast:
    """The same from what forecasts of the park are made of."""
    first = next(iter(lessons), None)
    return ByForecast(
        park=park,
        histories={lesson.subject.target: lesson.history for lesson in lessons},
        models=models,
        weather={} if first is None else first.weather,
        holidays=Holidays() if first is None else first.subject.holidays,
        level=level,
    )


def _band(forecast: Forecast, axis: Axis) -> Series:
    """All quantiles on the steps of an axis."""
    rows = [on_steps(row, forecast.axis, axis, forecast.target) for row in forecast.quantile]
    return np.stack(rows)


def at_level(forecast: Forecast, level: float) -> Series:
    """Any quantile within those of a forecast, by straight lines between them."""
    clipped = min(max(level, forecast.levels[0]), forecast.levels[-1])
    above = int(np.searchsorted(forecast.levels, clipped))
    if forecast.levels[above] == clipped:
        found: Series = forecast.quantile[above]
        return found
    low, high = forecast.levels[above - 1], forecast.levels[above]
    share = (clipped - low) / (high - low)
    between: Series = (1.0 - share) * forecast.quantile[above - 1] + share * forecast.quantile[
        above
    ]
    return between


def covering(axis: Axis, steps: Axis) -> Axis:
    """The steps of another axis that cover this one: hours around quarters of an hour."""
    first = (axis.start - steps.start) // steps.step
    last = -((steps.start - axis.period.end) // steps.step)
    return Axis(steps.start + first * steps.step, steps.step, last - first)


def on_steps(values: Series, steps: Axis, axis: Axis, target: Target) -> Series:
    """Values of other steps on those of an axis that they cover.

    Longer steps are held, a load's amount divided; shorter ones are averaged, a load's added up.
    """
    fine = min(steps.step, axis.step)
    if steps.step % fine != timedelta(0) or axis.step % fine != timedelta(0):
        raise MissingDataError(
            "Steps of {theirs:g} min can't be told in steps of {ours:g} min.",
            theirs=steps.step / timedelta(minutes=1),
            ours=axis.step / timedelta(minutes=1),
        )
    each, joined = steps.step // fine, axis.step // fine
    amount = target.kind == "load"
    held = np.repeat(values / each if amount else values, each)
    first = (axis.start - steps.start) // fine
    cut = held[first : first + axis.count * joined].reshape(axis.count, joined)
    told: Series = cut.sum(axis=1) if amount else cut.mean(axis=1)
    return told


def foreseen_of(series: Mapping[Target, Series], inputs: tuple[InputUsed, ...]) -> Foreseen:
    """Series by target as a plan takes them."""
    by_kind: dict[str, dict[str, Series]] = {"load": {}, "availability": {}, "price": {}}
    for target, values in series.items():
        by_kind[target.kind][target.of] = values
    return Foreseen(
        series=GivenSeries(availability=by_kind["availability"], load=by_kind["load"]),
        prices=by_kind["price"],
        inputs=inputs,
    )
