"""Direct supply and green direct connection: the 910 share, and the ratios of 650 and 688.

The ratios are of a calendar year and judged by the limits in force on the period's last local
day. Self-use over consumption has two limits until 2030: what holds now, and what is to be
reached before 2030.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Final

import numpy as np

from zeropark.basis.park.contract import GreenDirect
from zeropark.basis.park.document import ParkDocument
from zeropark.basis.rules.rule import Factor, Rulebook
from zeropark.facts.carbon.window import Window
from zeropark.facts.ledger.green.direct import Direct, DirectFigures, direct
from zeropark.facts.ledger.green.exchange import Exchange
from zeropark.facts.ledger.green.green_books import GreenBooks
from zeropark.facts.ledger.sums import given_by, non_fossil_plants, points_of, taken_by
from zeropark.review.evaluation.indicator import Indicator, Term, Verdict
from zeropark.review.evaluation.judge import (
    Figure,
    Name,
    Sense,
    Why,
    judged,
    keeps,
    partly_missing,
    stated,
)

SHARE: Final = Name(
    id="direct_supply_share",
    zh="绿色电力直接供应比例",
    en="Direct green supply over electricity used",
    unit="1",
    sense="min",
)


@dataclass(frozen=True, slots=True)
class _Kind:
    """One of the ratios: what it is called and what it is made of."""

    zh: str
    en: str
    sense: Sense
    above: str
    below: str


_RATIOS: Final = {
    "r1": _Kind(
        "自发自用占可用发电量",
        "R1: self-use over available generation",
        "min",
        "self_use",
        "available",
    ),
    "r2": _Kind(
        "自发自用占总用电量", "R2: self-use over consumption", "min", "self_use", "consumption"
    ),
    "r2_before_2030": _Kind(
        "自发自用占总用电量（2030年前应达到）",
        "R2: what is to be reached before 2030",
        "min",
        "self_use",
        "consumption",
    ),
    "r3": _Kind(
        "上网电量占可用发电量", "R3: export over available generation", "max", "export", "available"
    ),
}


def direct_indicators(
    view: Window, green: GreenBooks, *, park: ParkDocument, rules: Rulebook
) -> tuple[Indicator, ...]:
    """The direct supply share of the park, then the indicators of each direct connection.

    Ids are `r1`, `r2` … where the park has one connection, `r1.<contract>` … where it has more.
    """
    contracts = [contract for contract in park.contracts if isinstance(contract, GreenDirect)]
    found = [_supply_share(view, green, park, rules)]
    for contract in contracts:
        suffix = f".{contract.id}" if len(contracts) > 1 else ""
        of = direct(view.inside(), park=park, contract=contract)
        found.extend(_ratios(view, of, suffix, rules))
        found.extend(_exchange(of.exchange, suffix, view, quality=_at_grid(view, contract)))
    return tuple(found)


def ratio_values(figures: DirectFigures) -> Mapping[str, float | None]:
    """R1, R2 and R3 of a project by id, unjudged.

    Where available generation is not measured, generation stands in for it, as in the evaluation.
    """
    measured = figures.available_kwh
    available = figures.generation_kwh if measured is None else measured
    return {
        "r1": figures.self_use_kwh / available if available else None,
        "r2": figures.r2,
        "r3": figures.export_kwh / available if available else None,
    }


def _supply_share(
    view: Window, green: GreenBooks, park: ParkDocument, rules: Rulebook
) -> Indicator:
    limit = rules.factor("park910.direct_supply_share_min", at=view.period.last_day())
    hours = round(green.period.duration.total_seconds() / 3600)
    used = float(green.consumption_kwh.sum())
    figure = Figure(
        value=green.direct_share,
        numerator=[Term(what="green.direct", value=green.direct_total_kwh, unit="kWh")],
        denominator=[Term(what="electricity.used", value=used, unit="kWh")],
        quality=green.quality,
        doubt=partly_missing(green.missing_hours, hours) if green.missing_hours else None,
    )
    if figure.value is not None and not keeps(figure.value, limit.value, sense="min"):
        figure = replace(figure, doubt=figure.doubt or _sources_unmetered(view, park))
    return judged(SHARE, figure, limit=limit)


def _sources_unmetered(view: Window, park: ParkDocument) -> Why | None:
    """Plants and direct lines that no flow comes from: the share is then the least it can be."""
    able = (*non_fossil_plants(park), *points_of(park, ["direct_line"]))
    names = ", ".join(node for node in able if not given_by(view.flows, [node]).size)
    if not names:
        return None
    return Why(
        f"What {names} gave is not measured; the share is at least this.",
        f"未计量 {names} 的电量，该比例为下限。",
    )


def _ratios(view: Window, of: Direct, suffix: str, rules: Rulebook) -> Iterator[Indicator]:
    figures, day = of.hourly, view.period.last_day()
    available = figures.available_kwh
    self_use, export = figures.self_use_kwh, figures.export_kwh
    most = figures.generation_kwh
    yield _bounded(
        _ratio("r1", suffix, view, figures, (self_use, available), available_at_least=most),
        rules.factor("direct.r1_min", at=day),
    )
    used = _ratio("r2", suffix, view, figures, (self_use, figures.consumption_kwh))
    now = rules.factor("direct.r2_min", at=day)
    yield judged(*used, limit=now)
    later = rules.factor("direct.r2_min_before_2030", at=day)
    if later.value != now.value:
        name, figure = _ratio(
            "r2_before_2030", suffix, view, figures, (self_use, figures.consumption_kwh)
        )
        yield _to_be_reached(name, figure, later)
    yield _bounded(
        _ratio("r3", suffix, view, figures, (export, available), available_at_least=most),
        rules.factor("direct.r3_max", at=day),
    )


Bounded = tuple[Name, Figure]


def _ratio(
    key: str,
    suffix: str,
    view: Window,
    figures: DirectFigures,
    parts: tuple[float, float | None],
    *,
    available_at_least: float | None = None,
) -> Bounded:
    """A ratio of the project with its doubts.

    Where available generation is not measured, generation stands in for it: the ratio is then
    the most that it can be, and in doubt unless that settles it.
    """
    kind = _RATIOS[key]
    above, below = parts
    doubt = _missing(view, figures)
    if below is None:
        below, doubt = available_at_least, doubt or _NOT_AVAILABLE
    figure = Figure(
        value=above / below if below else None,
        numerator=[Term(what=kind.above, value=above, unit="kWh")],
        denominator=[Term(what=kind.below, value=below or 0.0, unit="kWh")],
        quality=figures.quality,
        doubt=doubt,
    )
    name = Name(id=f"{key}{suffix}", zh=kind.zh, en=kind.en, unit="1", sense=kind.sense)
    return name, figure


def _bounded(found: Bounded, limit: Factor) -> Indicator:
    """Judged; a ratio that is the most it can be settles a `max` kept and a `min` missed."""
    name, figure = found
    if figure.doubt is _NOT_AVAILABLE and figure.value is not None:
        kept = keeps(figure.value, limit.value, sense=name.sense)
        if kept == (name.sense == "max"):
            return judged(name, replace(figure, doubt=None), limit=limit)
    return judged(name, figure, limit=limit)


def _to_be_reached(name: Name, figure: Figure, limit: Factor) -> Indicator:
    """Passed once reached; until the day comes, not reaching it is no failure."""
    indicator = judged(name, figure, limit=limit)
    if indicator.verdict is not Verdict.FAIL:
        return indicator
    why = Why(
        f"{indicator.reason} It is to be reached before 2030.",
        f"{indicator.reason_zh}应在2030年前达到。",
    )
    return stated(name, Verdict.NO_LIMIT, why, figure=figure, limit=limit)


def _missing(view: Window, figures: DirectFigures) -> Why | None:
    hours = round(view.period.duration.total_seconds() / 3600)
    missing = figures.missing_steps + hours - figures.steps
    return partly_missing(missing, hours) if missing else None


def _at_grid(view: Window, contract: GreenDirect) -> int:
    """The quality flags of what crossed the project's grid point."""
    flows, point = view.inside(), {contract.grid_point or ""}
    rows = np.concatenate([given_by(flows, point), taken_by(flows, point)])
    return int(np.bitwise_or.reduce(flows.quality[rows], axis=None, initial=0))


def _exchange(
    of: Exchange | None, suffix: str, view: Window, *, quality: int
) -> Iterator[Indicator]:
    if of is None:
        return
    beyond = view.steps_due - view.flows.quantity[:, view.columns].shape[1]
    missing = of.missing_steps + beyond
    doubt = partly_missing(missing, view.steps_due) if missing else None
    power = Name(
        id=f"exchange_power{suffix}",
        zh="与电网最大交换功率",
        en="Largest exchange power with the grid",
        unit="kW",
        sense="max",
    )
    rate = Name(
        id=f"peak_valley_rate{suffix}",
        zh="交换功率峰谷差率",
        en="Largest daily peak-valley rate of exchange power",
        unit="1",
        sense="max",
    )
    peak = Figure(value=of.peak_kw, quality=quality, doubt=doubt)
    yield _declared(power, peak, of.declared_kw)
    yield _declared(rate, replace(peak, value=of.worst_rate), of.planned_rate)


def _declared(name: Name, figure: Figure, declared: float | None) -> Indicator:
    """Against what the project declared; what is exceeded already stays exceeded."""
    if declared is None:
        return stated(name, Verdict.NO_LIMIT, _NOT_DECLARED, figure=replace(figure, doubt=None))
    over = figure.value is not None and figure.value > declared
    figure = replace(figure, doubt=None) if over else figure
    return judged(name, figure, limit=None, value=declared)


_NOT_AVAILABLE: Final = Why(
    "What the plants could have given is not measured; generation stands in for it.",
    "未计量电源的可用发电量，以实际发电量代替。",
)
_NOT_DECLARED: Final = Why("The contract declares no limit for it.", "合同未申报该项限值。")
