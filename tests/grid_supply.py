"""A grid supply in Gansu, and own rules, for tests of tariffs and bills."""

from __future__ import annotations

from datetime import date
from typing import Any

import numpy as np

from zeropark.basis.park.contract import GridSupply
from zeropark.basis.rules.load import load_rulebook
from zeropark.basis.rules.rule import Rulebook
from zeropark.basis.timeline import Axis, parse_period
from zeropark.facts.ledger.bills.usage import Usage

DAY = date(2026, 11, 30)


def contract(**changes: Any) -> GridSupply:
    """A two-part supply at 110 kV by demand, 0.3 CNY/kWh at flat hours."""
    fields: dict[str, Any] = {
        "kind": "grid_supply",
        "id": "supply",
        "point": "grid",
        "voltage_class": "110kV+",
        "pricing": "two_part",
        "basis": "demand",
        "energy_price_cny_per_kwh": 0.3,
        "tou_rule": "tou.gansu",
    }
    return GridSupply(**(fields | changes))


def with_own_rule(rule_id: str, content: str, *, unit: str = '"1"') -> Rulebook:
    """All rules and one of the park's own from 2026 on; `content` as YAML: `value: 1`."""
    text = f"""
rules:
  - id: {rule_id}
    title: {{zh: 自定, en: own}}
    unit: {unit}
    versions:
      - {{{content}, valid_from: 2026-01-01, source: {{document: contract}}, certainty: inferred}}
"""
    return load_rulebook(own=(("rules.yaml", text),))


def flat(period: str = "2026-11", load_kwh: float = 250.0) -> Usage:
    """The same import in every quarter of an hour."""
    axis = Axis.over(parse_period(period))
    return Usage(axis, np.full(axis.count, load_kwh))
