"""The core indicator 单位能耗碳排放: U = E_park / Q_total, in tCO2 per tce.

910 annex 3: E_park by annex 4, Q_total with electricity at the equivalent value. The limit hangs
on Q_total (`park910.core.bands`); below the smallest band the table sets none, and that is said.
Where data is missing, U has a lowest and a highest possible value, and a verdict is given only
if both ends lead to the same one.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from zeropark.basis.errors import UnitError
from zeropark.basis.park.document import ParkDocument
from zeropark.basis.rules.rule import Factor, Rulebook
from zeropark.basis.timeline import PARK_ZONE, Period, parse_period
from zeropark.facts.carbon.inventory import Inventory
from zeropark.facts.carbon.sources.exchange import made_by
from zeropark.facts.carbon.sources.fuel_use import fossil_burners
from zeropark.facts.carbon.window import Window
from zeropark.facts.ledger.coal_equivalent import ConsumptionLine, EnergyConsumption
from zeropark.review.evaluation.indicator import Indicator, Term, Verdict
from zeropark.review.evaluation.judge import Figure, Name, Why, compared, keeps, stated
from zeropark.review.evaluation.span import Span, consumption_span, emission_span, ratio_span

BANDS: Final = "park910.core.bands"
NAME: Final = Name(
    id="core", zh="单位能耗碳排放", en="CO2 per unit of energy", unit="tCO2/tce", sense="max"
)
_KG_PER_T: Final = 1000.0


def core(
    inventory: Inventory,
    consumption: EnergyConsumption,
    *,
    park: ParkDocument,
    rules: Rulebook,
    view: Window,
) -> Indicator:
    """The core indicator of a year, judged.

    Args:
        inventory: the 910 book.
        consumption: Q_total of the same period.
        park: says whether it makes fossil power of its own.
        rules: bands, looked up by the period's last local day.
        view: the flows of the period, for what missing intervals can hold.
    """
    figure = _figure(inventory, consumption)
    consumed = consumption_span(consumption, view)
    if _supply_untold(inventory, park):
        consumed = Span(consumed.low, None)
    captive = made_by(view, fossil_burners(park), carrier="electricity").size > 0
    ratio = ratio_span(emission_span(inventory, view, captive_power=captive), consumed)
    bands = [_band(rules, tce, view.period) for tce in (consumed.low, consumed.high)]
    limit = band_limit(rules, consumption.total_tce, period=view.period)
    verdict, why = _verdict(figure.value, ratio, bands, consumed, view.period, rules)
    return stated(NAME, verdict, why, figure=figure, limit=limit)


def _supply_untold(inventory: Inventory, park: ParkDocument) -> bool:
    """Whether energy may have come over a point, or into a burner, of which nothing is measured.

    It is in no line of consumption, so that consumption has no upper end.
    """
    nodes = park.point_by_id.keys() | park.device_by_id.keys()
    return any(at.code == "carbon.not_metered" and at.place in nodes for at in inventory.findings)


def band_limit(rules: Rulebook, consumption_tce: float, *, period: Period) -> Factor | None:
    """The limit for a park of this yearly consumption; None below the smallest band.

    Raises:
        MissingRuleError: no bands are in force on the period's last local day.
        UnitError: the rule is no table of bands.
    """
    rule = rules.get(BANDS, at=period.last_day())
    for low, high, limit in _bands(rule.content):
        if low <= consumption_tce and (high is None or consumption_tce < high):
            return Factor(limit, rule.unit or NAME.unit, rule)
    return None


def _band(rules: Rulebook, tce: float | None, period: Period) -> Factor | None:
    return None if tce is None else band_limit(rules, tce, period=period)


def _bands(content: object) -> Iterator[tuple[float, float | None, float]]:
    if not isinstance(content, Sequence) or isinstance(content, str):
        raise UnitError(BANDS, wanted="a table of bands", remedy="See `zeropark rules show`.")
    for row in content:
        if isinstance(row, Mapping):
            high = row.get("annual_tce_max")
            top = None if high is None else float(high)
            yield float(row["annual_tce_min"]), top, float(row["max_tco2_per_tce"])


def _figure(inventory: Inventory, consumption: EnergyConsumption) -> Figure:
    emitted_t, consumed_tce = inventory.total_kg / _KG_PER_T, consumption.total_tce
    quality = consumption.quality
    for line in inventory.lines:
        quality |= line.quality
    return Figure(
        value=emitted_t / consumed_tce if consumed_tce > 0 else None,
        numerator=[
            Term(what=at.what, value=at.emission_kg / _KG_PER_T, unit="tCO2", sources=(at.id,))
            for at in inventory.lines
        ],
        denominator=[_consumed(line) for line in consumption.lines],
        quality=quality,
    )


def _consumed(line: ConsumptionLine) -> Term:
    what = f"{line.carrier}.{line.what}"
    return Term(what=what, value=line.tce, unit="tce", sources=line.flows)


def _verdict(
    value: float | None,
    ratio: Span,
    bands: list[Factor | None],
    consumed: Span,
    period: Period,
    rules: Rulebook,
) -> tuple[Verdict, Why]:
    if not _is_year(period):
        return Verdict.UNKNOWN, _NOT_A_YEAR
    if value is None:
        return Verdict.UNKNOWN, _NOTHING_CONSUMED
    if consumed.low is not None and consumed.high is not None and bands == [None, None]:
        return Verdict.NO_LIMIT, _below_bands(rules, consumed.high, period)
    limits = {band.value for band in bands if band is not None}
    ends = [end for end in (consumed.low, consumed.high) if end is not None]
    whole = len(ends) == len(bands) and None not in bands
    if whole and ratio.low is not None and ratio.low > max(limits):
        return Verdict.FAIL, _told(value, max(limits), ratio)
    if whole and ratio.high is not None and keeps(ratio.high, min(limits), sense="max"):
        return Verdict.PASS, _told(value, min(limits), ratio)
    return Verdict.UNKNOWN, _open(ratio)


def _is_year(period: Period) -> bool:
    year = period.start.astimezone(PARK_ZONE).year
    return period == parse_period(str(year))


def _told(value: float, limit: float, ratio: Span) -> Why:
    why = compared(value, limit, sense="max")
    if ratio.exact:
        return why
    return Why(
        f"{why.en} Part of the data is missing, but it can't change that.",
        f"{why.zh}虽有数据缺失，但不影响该结论。",
    )


def _open(ratio: Span) -> Why:
    if ratio.low is None and ratio.high is None:
        return _NO_BOUNDS
    low, high = (f"{end:.4g}" if end is not None else "?" for end in (ratio.low, ratio.high))
    return Why(
        f"Data or factors are missing; the figure lies between {low} and {high}. "
        "See what the inventory lists as missing.",
        f"数据或因子缺失，数值介于 {low} 与 {high} 之间，详见排放清单的缺失项。",
    )


def _below_bands(rules: Rulebook, tce: float, period: Period) -> Why:
    rule = rules.get(BANDS, at=period.last_day())
    least = min(low for low, _, _ in _bands(rule.content))
    return Why(
        f"The park consumes {tce:,.0f} tce a year; below {least:,.0f} tce the national indicator "
        "table sets no limit.",
        f"园区年综合能源消费量为 {tce:,.0f} tce；低于 {least:,.0f} tce 时，国家指标体系未设限值。",
    )


_NO_BOUNDS: Final = Why(
    "Data or factors are missing, and nothing bounds what they would add; the figure counts only "
    "what is known. See what the inventory lists as missing.",
    "数据或因子缺失，且无法估计其范围；该数值只计已知部分，详见排放清单的缺失项。",
)
_NOT_A_YEAR: Final = Why(
    "The rule judges calendar years; this period is not one.",
    "该指标按自然年评价，所选时段不是完整自然年。",
)
_NOTHING_CONSUMED: Final = Why(
    "No energy consumption is known for the period.", "该时段没有已知的能源消费量。"
)
