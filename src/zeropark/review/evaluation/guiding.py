"""The five guiding indicators of 910 annex 3: for reference, never deciding.

One that the park objectively lacks the conditions for is left out with its reason, as the annex
allows. Definitions that the annex does not give come from the park document.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from zeropark.basis.park.document import ParkDocument
from zeropark.basis.park.target import IndicatorSource, NotApplicable, RatioOf, Reported
from zeropark.basis.rules.rule import Factor, Rulebook
from zeropark.facts.carbon.window import Window
from zeropark.facts.ledger.coal_equivalent import EnergyConsumption
from zeropark.facts.ledger.green.green_books import GreenBooks
from zeropark.review.evaluation.clean_energy import clean_energy
from zeropark.review.evaluation.indicator import Indicator, Term, Verdict
from zeropark.review.evaluation.judge import Figure, Name, Why, judged, stated
from zeropark.review.evaluation.product_energy import product_energy
from zeropark.review.evaluation.ratios import ratio, weighted_mean

CLEAN: Final = Name(
    id="clean_energy_share",
    zh="清洁能源消费占比",
    en="Share of clean energy",
    unit="1",
    sense="min",
)
PRODUCT: Final = Name(
    id="product_unit_energy",
    zh="园区企业产出产品单位能耗（与二级限额之比）",
    en="Energy per unit of product over its level-2 limit",
    unit="1",
    sense="max",
)
WASTE: Final = Name(
    id="solid_waste_use",
    zh="工业固体废弃物综合利用率",
    en="Industrial solid waste put to use",
    unit="1",
    sense="min",
)
HEAT: Final = Name(
    id="waste_heat_use",
    zh="余热/余冷/余压综合利用率",
    en="Waste heat, cold and pressure put to use",
    unit="1",
    sense="min",
)
WATER: Final = Name(
    id="water_reuse",
    zh="工业用水重复利用率",
    en="Industrial water used again",
    unit="1",
    sense="min",
)
_RULE: Final = "park910.guiding."


def guiding(
    view: Window,
    consumption: EnergyConsumption,
    green: GreenBooks,
    *,
    park: ParkDocument,
    rules: Rulebook,
) -> tuple[Indicator, ...]:
    """The five, in the order of the annex."""
    told = park.indicators
    return (
        judged(
            CLEAN,
            clean_energy(view, consumption, green, park=park),
            limit=_limit(CLEAN, view, rules),
        ),
        _product(view, told.product_unit_energy, park, rules),
        _from_source(WASTE, told.solid_waste_use, view, rules),
        _from_source(HEAT, told.waste_heat_use, view, rules),
        _from_source(WATER, told.water_reuse, view, rules),
    )


def _limit(name: Name, view: Window, rules: Rulebook) -> Factor:
    return rules.factor(f"{_RULE}{name.id}_min", at=view.period.last_day())


def _product(
    view: Window, told: NotApplicable | Reported | None, park: ParkDocument, rules: Rulebook
) -> Indicator:
    """Against 1: each product's limit is its own, and the figure is over it."""
    if isinstance(told, NotApplicable):
        return _left_out(PRODUCT, told)
    if isinstance(told, Reported):
        return _noted(judged(PRODUCT, _reported(told), limit=None, value=1.0), told)
    return judged(PRODUCT, product_energy(view, park=park, rules=rules), limit=None, value=1.0)


def _from_source(
    name: Name, source: IndicatorSource | None, view: Window, rules: Rulebook
) -> Indicator:
    limit = _limit(name, view, rules)
    if source is None:
        return judged(name, Figure(value=None, doubt=_undefined(name)), limit=limit)
    if isinstance(source, NotApplicable):
        return _left_out(name, source, limit=limit)
    if isinstance(source, Reported):
        return _noted(judged(name, _reported(source), limit=limit), source)
    if isinstance(source, RatioOf):
        return judged(name, ratio(view, source), limit=limit)
    return judged(name, weighted_mean(view, source), limit=limit)


def _left_out(name: Name, told: NotApplicable, *, limit: Factor | None = None) -> Indicator:
    why = Why(told.reason, told.reason)
    return stated(name, Verdict.NOT_APPLICABLE, why, limit=limit)


def _reported(told: Reported) -> Figure:
    term = Term(what=told.evidence, value=told.value, unit="1", sources=(told.evidence,))
    return Figure(value=told.value, numerator=(term,))


def _noted(indicator: Indicator, told: Reported) -> Indicator:
    """Whoever reads a reported figure reads on what evidence it rests."""
    return replace(
        indicator,
        reason=f"{indicator.reason} Reported: {told.evidence}.",
        reason_zh=f"{indicator.reason_zh}填报依据：{told.evidence}。",
    )


def _undefined(name: Name) -> Why:
    return Why(
        f"The park document does not say how it is found; give indicators.{name.id}: a ratio of "
        "flows, a reported figure, or not_applicable with a reason.",
        f"园区文件未说明该指标的取值方式，请填写 indicators.{name.id}"
        "（流的比值、填报数值，或不适用及理由）。",
    )
