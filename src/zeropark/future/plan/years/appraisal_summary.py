"""An appraisal as plain dicts for JSON; the keys are stable, and what is not known is null.

park, stage, terms, inflation_per_year, discount_rate_per_year, years, construction_years, tax_rate
against      `buying`, `plan`, or null where there is nothing to hold it against
bought       {total_cny_per_year, same_cny_per_year,
              lines: [{carrier, units_per_year, amount_cny_per_year, by}]}, or null
whole        {capex_cny, running_cny_per_year, instead_cny_per_year, replacements_cny, salvage_cny,
              views: {before_tax, after_tax, equity}, debt_service_coverage, interest_coverage,
              cash_flows}, or null
  a view     {npv_cny, irr, several_irr, payback_years, discounted_payback_years}
  coverage   {least, mean}, or null without debt
  cash_flows {years_from_now, sales_cny, costs_cny, investment_cny, …, equity_cny}
parts        [{device, carrier, units_per_year, capex_cny, years, levelised_cny_per_unit,
              price_cny_per_unit, npv_cny}]
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, fields
from math import isfinite

import numpy as np

from zeropark.future.plan.deals.amount import Array
from zeropark.future.plan.deals.appraise import Appraisal, Worth
from zeropark.future.plan.deals.measures.coverage import least, mean
from zeropark.future.plan.deals.projects.cash_flows import CashFlows, View
from zeropark.future.plan.deals.projects.project import Project
from zeropark.future.plan.deals.uncertainty.monte_carlo import MonteCarlo, Spread
from zeropark.future.plan.deals.uncertainty.tornado import Bar
from zeropark.future.plan.years.appraise_plan import PlanAppraisal
from zeropark.future.plan.years.appraising.bought_instead import BoughtInstead
from zeropark.future.plan.years.appraising.parts import Part


def appraisal_data(appraisal: PlanAppraisal) -> dict[str, object]:
    """The appraisal with the keys above."""
    whole, financing = appraisal.whole, appraisal.financing
    held = "plan" if appraisal.against is not None else "buying"
    project = None if whole is None else whole.project
    return {
        "park": appraisal.plan.park.id,
        "stage": appraisal.plan.stage,
        "terms": None if project is None else project.terms.value,
        "inflation_per_year": financing.inflation_per_year,
        "discount_rate_per_year": None if project is None else _rate(project),
        "years": financing.years,
        "construction_years": financing.construction_years,
        "tax_rate": None if project is None or project.tax is None else _one(project.tax.rate),
        "against": None if whole is None else held,
        "bought": None if appraisal.bought is None else _bought(appraisal.bought),
        "whole": None if whole is None else _whole(whole),
        "parts": [_part(part) for part in appraisal.parts],
    }


def bar_data(bar: Bar) -> dict[str, object]:
    """One bar of a tornado: {driver, zh, en, low, high, npv_cny: [low, high], irr, swing_cny}."""
    return {
        "driver": bar.driver.id,
        "zh": bar.driver.zh,
        "en": bar.driver.en,
        "low": bar.low,
        "high": bar.high,
        "npv_cny": [plain(value) for value in bar.npv_cny],
        "irr": [plain(value) for value in bar.irr],
        "swing_cny": plain(bar.swing_cny),
    }


def drawn_data(drawn: MonteCarlo) -> dict[str, object]:
    """What chance does, as plain values.

    {draws, view, probability_of_loss, standard_error_of_probability, npv_cny, irr, convergence};
    each figure {mean, deviation, standard_error, share_without, percentiles: {"5": …}}.
    """
    return {
        "draws": drawn.draws,
        "view": drawn.view.value,
        "probability_of_loss": drawn.probability_of_loss,
        "standard_error_of_probability": drawn.standard_error_of_probability,
        "npv_cny": _spread(drawn.npv_cny),
        "irr": _spread(drawn.irr),
        "convergence": [asdict(each) for each in drawn.convergence],
    }


def plain(value: float) -> float | None:
    """A number for JSON; None where there is none."""
    return float(value) if isfinite(value) else None


def _one(amount: float | Array) -> float:
    return float(np.ravel(amount)[0])


def _rate(project: Project) -> float:
    return _one(project.discount_rate.per_year)


def _bought(bought: BoughtInstead) -> dict[str, object]:
    return {
        "total_cny_per_year": bought.total_cny_per_year,
        "same_cny_per_year": bought.same_cny_per_year,
        "lines": [{**asdict(line), "by": line.by.value} for line in bought.lines],
    }


def _whole(whole: Appraisal) -> dict[str, object]:
    project = whole.project
    return {
        "capex_cny": float(whole.flows.investment_cny.sum()),
        "running_cny_per_year": sum(_one(each.price_cny_per_unit) for each in project.costs),
        "instead_cny_per_year": sum(_one(each.price_cny_per_unit) for each in project.sales),
        "replacements_cny": float(whole.flows.replacements_cny.sum()),
        "salvage_cny": float(whole.flows.salvage_cny.sum()),
        "views": {view.value: _view(whole.worth[view]) for view in View},
        "debt_service_coverage": _coverage(whole.debt_service_coverage),
        "interest_coverage": _coverage(whole.interest_coverage),
        "cash_flows": _flows(whole.flows),
    }


def _view(worth: Worth) -> dict[str, object]:
    return {
        "npv_cny": plain(worth.npv_cny[0]),
        "irr": plain(worth.irr.rate[0]),
        "several_irr": bool(worth.irr.several[0]),
        "payback_years": plain(worth.payback_years[0]),
        "discounted_payback_years": plain(worth.discounted_payback_years[0]),
    }


def _coverage(ratios: Array | None) -> Mapping[str, float | None] | None:
    if ratios is None:
        return None
    return {"least": plain(least(ratios)[0]), "mean": plain(mean(ratios)[0])}


def _flows(flows: CashFlows) -> dict[str, object]:
    named = [each.name for each in fields(CashFlows) if each.name != "terms"]
    sums = {name: getattr(flows, name)[0].tolist() for name in named}
    views = {f"{view.value}_cny": flows.of(view)[0].tolist() for view in View}
    return {"years_from_now": list(range(flows.sales_cny.shape[1])), **sums, **views}


def _part(part: Part) -> dict[str, object]:
    worth = part.appraisal.worth[View.BEFORE_TAX]
    known = part.price_cny_per_unit is not None
    return {
        "device": part.device,
        "carrier": part.carrier,
        "units_per_year": part.units_per_year,
        "capex_cny": float(part.appraisal.flows.investment_cny.sum()),
        "years": part.appraisal.project.years,
        "levelised_cny_per_unit": plain(part.levelised_cny_per_unit),
        "price_cny_per_unit": part.price_cny_per_unit,
        "npv_cny": plain(worth.npv_cny[0]) if known else None,
    }


def _spread(spread: Spread) -> dict[str, object]:
    return {
        "mean": plain(spread.mean),
        "deviation": plain(spread.deviation),
        "standard_error": plain(spread.standard_error),
        "share_without": spread.share_without,
        "percentiles": {f"{at:g}": plain(value) for at, value in spread.percentiles().items()},
    }
