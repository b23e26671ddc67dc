"""The tiny park with a virtual plant: a battery of the park's own, a mill and a repair shop."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from zeropark.basis.park.document import ParkDocument
from zeropark.basis.park.load import load_park
from zeropark.basis.rules.programme import Pay, ProgrammeTable

TINY = Path(__file__).parent / "parks" / "tiny.yaml"
VIRTUAL_PLANT = """
virtual_plant:
  name: {zh: 小小虚拟电厂, en: Tiny virtual plant}
  resources:
    - id: cells-down
      name: {zh: 储能放电, en: Battery discharges}
      devices: [cells]
      direction: down
      capability: [{minutes: 60, power_kw: 500}, {minutes: 120, power_kw: 300}]
      response_min: 1
      cost_cny_per_kwh: 0.25
    - id: mill-down
      name: {zh: 轧线降负荷, en: Mill slows down}
      devices: [mill-line]
      direction: down
      capability: [{minutes: 120, power_kw: 400}]
      response_min: 15
      cost_cny_per_kwh: 0.40
      agreement: {income_share: 0.7, penalty_share: 0.5}
    - id: shop-down
      name: {zh: 机修车间停机, en: Repair hall stops}
      devices: [shop-load]
      direction: down
      capability: [{minutes: 120, power_kw: 100}]
      response_min: 5
      cost_cny_per_kwh: 0.40
      agreement: {income_share: 0.8}
  programmes:
    - id: dr
      name: {zh: 需求响应, en: Demand response}
      profile: jiangsu
      resources: [cells-down, mill-down, shop-down]
    - id: spot
      name: {zh: 现货, en: Spot market}
      profile: gansu_spot
      resources: [cells-down, mill-down]
"""


def park(*, plant: str = VIRTUAL_PLANT) -> ParkDocument:
    """The park with this section."""
    loaded = load_park(TINY.read_text(encoding="utf-8") + plant, name="park.yaml")
    assert loaded.park is not None, [str(finding) for finding in loaded.findings]
    return loaded.park


def programme(**other: Any) -> ProgrammeTable:
    """A programme that pays 1 CNY/kWh by the common bands over the event."""
    told: dict[str, Any] = {
        "product": "demand_response",
        "baseline": "vpp.baseline.jiangsu_five_days",
        "down_cny_per_kwh": 1.0,
        "pay": pay(),
    }
    return ProgrammeTable.model_validate(told | other)


def pay(**other: Any) -> Pay:
    """Below 80 % nothing, up to 120 % what was delivered, no more beyond."""
    told: dict[str, Any] = {"judged_over": "event", "none_below_share": 0.8, "most_share": 1.2}
    return Pay.model_validate(told | other)
