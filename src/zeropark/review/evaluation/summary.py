"""An evaluation as a plain dict for JSON; the keys are stable.

    park, period {start, end}, book, verdict
    consumption_tce
    core      {value_tco2_per_tce, limit_tco2_per_tce, verdict, reason, reason_zh, emission_t,
               numerator, denominator, limit_rule, quality, generated}
    guiding   [{id, zh, en, unit, value, limit, sense, verdict, reason, reason_zh,
               numerator, denominator, limit_rule, quality, generated}]
    direct    [the same]
    stages    [{year, limit_tco2_per_tce, met}]
    changes   [{what, emission_t, core_without_tco2_per_tce, needed_share}]
    green_need {limit_tco2_per_tce, kwh, certificates, uncovered_kwh, enough} or null

`numerator` and `denominator` list {what, value, unit}; `limit_rule` is {id, valid_from, source,
certainty} or null. A missing figure is null, never 0. `quality` lists the names of the flags.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict

from zeropark.facts.carbon.inventory import Book
from zeropark.review.evaluation.indicator import Evaluation, GreenNeed, Indicator, Term
from zeropark.review.evaluation.plain import plain_origin, plain_period, plain_quality


def summary(evaluation: Evaluation) -> dict[str, object]:
    """The evaluation with the keys above; instants are ISO 8601 in UTC."""
    return {
        "park": evaluation.park,
        "period": plain_period(evaluation.period),
        "book": Book.PARK910.value,
        "verdict": evaluation.verdict.value,
        "consumption_tce": evaluation.consumption_tce,
        "core": _core(evaluation.core),
        "guiding": [_indicator(each) for each in evaluation.guiding],
        "direct": [_indicator(each) for each in evaluation.direct],
        "stages": [asdict(stage) for stage in evaluation.stages],
        "changes": [asdict(change) for change in evaluation.changes],
        "green_need": _green_need(evaluation.green_need),
    }


def _core(core: Indicator) -> dict[str, object]:
    return {
        "value_tco2_per_tce": core.value,
        "limit_tco2_per_tce": core.limit,
        "verdict": core.verdict.value,
        "reason": core.reason,
        "reason_zh": core.reason_zh,
        "emission_t": sum(term.value for term in core.numerator),
        "numerator": _terms(core.numerator),
        "denominator": _terms(core.denominator),
        "limit_rule": _rule(core),
        **plain_quality(core.quality),
    }


def _indicator(indicator: Indicator) -> dict[str, object]:
    return {
        "id": indicator.id,
        "zh": indicator.zh,
        "en": indicator.en,
        "unit": indicator.unit,
        "value": indicator.value,
        "limit": indicator.limit,
        "sense": indicator.sense,
        "verdict": indicator.verdict.value,
        "reason": indicator.reason,
        "reason_zh": indicator.reason_zh,
        "numerator": _terms(indicator.numerator),
        "denominator": _terms(indicator.denominator),
        "limit_rule": _rule(indicator),
        **plain_quality(indicator.quality),
    }


def _terms(terms: Iterable[Term]) -> list[dict[str, object]]:
    return [{"what": term.what, "value": term.value, "unit": term.unit} for term in terms]


def _rule(indicator: Indicator) -> dict[str, object] | None:
    if indicator.limit_factor is None:
        return None
    rule = indicator.limit_factor.rule
    return {"id": rule.id, **plain_origin(rule)}


def _green_need(need: GreenNeed | None) -> dict[str, object] | None:
    return None if need is None else {**asdict(need), "enough": need.enough}
