"""Statements as plain dicts for JSON: an inventory, green books, direct power, tce, a bill.

Keys are stable. Amounts say their unit in the key; instants are ISO 8601 in UTC; a missing
figure is null.
"""

from __future__ import annotations

from dataclasses import asdict
from datetime import date

from zeropark.basis.rules.rule import Factor
from zeropark.facts.carbon.inventory import Inventory, Line, Part
from zeropark.facts.carbon.unfold import Branch, unfold
from zeropark.facts.ledger.bills.invoice import Bill
from zeropark.facts.ledger.coal_equivalent import ConsumptionLine, EnergyConsumption
from zeropark.facts.ledger.flow import Flows
from zeropark.facts.ledger.green.direct import Direct, DirectFigures
from zeropark.facts.ledger.green.green_books import GreenBooks
from zeropark.facts.ledger.green.projection import Projection
from zeropark.facts.readings.reading import Quality
from zeropark.review.evaluation.plain import plain_origin, plain_period, plain_quality

KG_PER_T = 1000.0


def inventory_statement(inventory: Inventory, *, flows: Flows | None = None) -> dict[str, object]:
    """One book: total, parts, lines, memo lines and gaps; with flows, every line unfolded."""
    return {
        "book": inventory.book.value,
        "total_t": inventory.total_kg / KG_PER_T,
        "complete": inventory.complete,
        "parts_t": {part.value: inventory.part_kg(part) / KG_PER_T for part in Part},
        "lines": [_line(line, inventory, flows) for line in inventory.lines],
        "memo": [_line(line, inventory, flows) for line in inventory.memo],
        "missing": list(inventory.missing),
    }


def _line(line: Line, inventory: Inventory, flows: Flows | None) -> dict[str, object]:
    stated: dict[str, object] = {
        "id": line.id,
        "part": line.part.value,
        "what": line.what,
        "activity": line.activity,
        "activity_unit": line.activity_unit,
        "factor": factor_statement(line.factor),
        "factor_kg_per_unit": line.factor_kg_per_unit,
        "emission_t": line.emission_kg / KG_PER_T,
        "flows": list(line.flows),
        "coverage": line.coverage,
        "generated": bool(line.quality & Quality.GENERATED),
        "note": None if line.note is None else str(line.note),
    }
    if flows is not None:
        stated["unfolded"] = _branch(unfold(line, flows=flows, period=inventory.period))
    return stated


def factor_statement(factor: Factor) -> dict[str, object]:
    """A factor and where it stands."""
    rule = factor.rule
    return {
        "value": factor.value,
        "unit": factor.unit,
        "rule": rule.id,
        **plain_origin(rule),
    }


def _branch(branch: Branch) -> dict[str, object]:
    return {
        "what": branch.what,
        "activity": branch.activity,
        "unit": branch.unit,
        "emission_kg": branch.emission_kg,
        "meter": branch.meter,
        "children": [_branch(child) for child in branch.children],
    }


def green_statement(green: GreenBooks) -> dict[str, object]:
    """The three green books, each by itself, and every claim with what counts of it."""
    return {
        "direct_kwh": green.direct_total_kwh,
        "trade_kwh": green.trade_total_kwh,
        "certificate_kwh": green.certificate_total_kwh,
        "grid_import_kwh": float(green.grid_import_kwh.sum()),
        "uncovered_import_kwh": green.uncovered_import_kwh,
        "direct_share": green.direct_share,
        "claims": [
            {
                "book": claim.book.value,
                "contract": claim.contract,
                "holder": claim.holder,
                "month": claim.month,
                "claimed_kwh": claim.claimed_kwh,
                "counted_kwh": claim.counted_kwh,
            }
            for claim in green.claims
        ],
    }


def direct_statement(found: Direct, *, year_end: Projection | None) -> dict[str, object]:
    """One direct connection: its figures, who may claim what, the exchange, the year's end."""
    exchange = found.exchange and {
        name: value.isoformat() if isinstance(value, date) else value
        for name, value in asdict(found.exchange).items()
    }
    return {
        "contract": found.contract,
        "hourly": _direct_figures(found.hourly),
        "quarter_hourly": _direct_figures(found.quarter_hourly),
        "allocated_kwh": found.allocated_kwh,
        "exchange": exchange,
        "year_end": year_end and {"method": year_end.method, **_direct_figures(year_end.figures)},
    }


def _direct_figures(figures: DirectFigures) -> dict[str, object]:
    return {
        **asdict(figures),
        **plain_quality(figures.quality),
        "r1": figures.r1,
        "r2": figures.r2,
        "r3": figures.r3,
        "renewable_export_share": figures.renewable_export_share,
        "curtailment_share": figures.curtailment_share,
        "storage_share": figures.storage_share,
    }


def consumption_statement(consumption: EnergyConsumption) -> dict[str, object]:
    """Energy consumption in tce, line by line, at the equivalent and the calorific value."""
    return {
        "total_tce": consumption.total_tce,
        "calorific_total_tce": consumption.calorific_total_tce,
        "lines": [_consumption_line(line) for line in consumption.lines],
        "apart": [_consumption_line(line) for line in consumption.apart],
        "missing": [str(each) for each in consumption.missing],
    }


def _consumption_line(line: ConsumptionLine) -> dict[str, object]:
    return {
        "carrier": line.carrier,
        "what": line.what,
        "activity": line.activity,
        "activity_unit": line.activity_unit,
        "factor": factor_statement(line.factor),
        "tce": line.tce,
        "calorific_tce": line.calorific_tce,
        "flows": list(line.flows),
    }


def bill_statement(bill: Bill) -> dict[str, object]:
    """A bill: total and lines in CNY as decimal texts, exact to the fen."""
    return {
        "tariff": bill.tariff,
        "period": plain_period(bill.period),
        "total_cny": str(bill.total.cny),
        "complete": bill.complete,
        "missing_steps": bill.missing_steps,
        "findings": [finding.as_dict() for finding in bill.findings],
        "generated": bool(bill.quality & Quality.GENERATED),
        "lines": [
            {
                "component": line.component,
                "zh": line.zh,
                "en": line.en,
                "month": line.month,
                "part": line.part,
                "quantity": str(line.quantity),
                "unit": line.unit,
                "unit_price_cny": str(line.unit_price_cny),
                "amount_cny": str(line.amount.cny),
                "rules": list(line.rules),
            }
            for line in bill.lines
        ],
    }
