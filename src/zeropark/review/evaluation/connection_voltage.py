"""At which voltage a direct connection meets the grid, against the highest allowed."""

from __future__ import annotations

from datetime import date
from typing import Final

from zeropark.basis.park.contract import GreenDirect
from zeropark.basis.park.document import ParkDocument
from zeropark.basis.rules.rule import Rulebook
from zeropark.review.evaluation.indicator import Indicator, Verdict
from zeropark.review.evaluation.judge import Figure, Name, Why, judged, stated

_NAME: Final = Name(
    id="connection_voltage",
    zh="接入电压等级",
    en="Voltage of the connection",
    unit="kV",
    sense="max",
)
_UNKNOWN: Final = Why(
    "The park document gives no voltage for the bus of the grid point.",
    "园区文档未给出并网点母线的电压等级。",
)
_NORTHWEST: Final = Why(
    "Allowed only where the grid runs at this voltage, as in the Northwest.",
    "仅在采用该电压等级的电网（如西北）允许。",
)


def connection_voltage(
    park: ParkDocument, *, contract: GreenDirect, rules: Rulebook, at: date
) -> Indicator | None:
    """The check of one contract by the park document alone; None for an islanded project.

    Raises:
        MissingRuleError: no rule on that day.
    """
    if contract.grid_point is None:
        return None
    bus = park.bus_by_id.get(park.point_by_id[contract.grid_point].bus)
    limit = rules.factor("direct.voltage_max", at=at, key="voltage_max_kv")
    if bus is None or bus.voltage_kv is None:
        return stated(_NAME, Verdict.UNKNOWN, _UNKNOWN, limit=limit)
    figure = Figure(value=bus.voltage_kv)
    there = rules.factor("direct.voltage_max", at=at, key="voltage_max_northwest_kv")
    if limit.value < bus.voltage_kv <= there.value:
        return stated(_NAME, Verdict.UNKNOWN, _NORTHWEST, figure=figure, limit=there)
    return judged(_NAME, figure, limit=limit)
