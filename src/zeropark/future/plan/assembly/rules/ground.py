"""Limits of ground, roofs and money: sums of sizes."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from zeropark.basis.park.device import Device
from zeropark.basis.park.devices.csp import Csp
from zeropark.basis.park.devices.pv import Pv
from zeropark.basis.park.devices.wind import Wind
from zeropark.basis.park.planning import Land, Roof
from zeropark.basis.park.sizing import documented
from zeropark.future.plan.assembly.account import Account, total_of
from zeropark.future.plan.assembly.costs.investment import Built, invested
from zeropark.future.plan.assembly.rules.limit import Limit
from zeropark.future.plan.assembly.setting import Setting

_M2_PER_HA: Final = 10_000.0


def land(setting: Setting) -> Iterator[Limit]:
    """Ground that plants take, ha, of each entry of `planning.land`."""
    entries = setting.planning.land
    for number, asked in enumerate(entries):
        yield Limit(
            rule=_numbered("land", number, len(entries)),
            zh="用地面积",
            en="Ground that plants take",
            unit="ha",
            sense="max",
            keep=setting.planning.rules.land,
            bound=asked.most_ha,
            above=total_of(_on_ground(setting, asked)),
            source=f"planning.land[{number}]",
        )


def roofs(setting: Setting) -> Iterator[Limit]:
    """Roof that PV takes, m2, of each entry of `planning.roofs`."""
    entries = setting.planning.roofs
    for number, asked in enumerate(entries):
        yield Limit(
            rule=_numbered("roofs", number, len(entries)),
            zh="屋顶面积",
            en="Roof that PV takes",
            unit="m2",
            sense="max",
            keep=setting.planning.rules.roofs,
            bound=asked.most_m2,
            above=total_of(_on_roofs(setting, asked)),
            source=f"planning.roofs[{number}]",
        )


def budget(setting: Setting, sizes: Sequence[Built]) -> Iterator[Limit]:
    """What may be spent on building beyond what stands already, CNY once."""
    most = setting.planning.budget_cny
    if most is not None:
        yield Limit(
            rule="budget",
            zh="建设投资",
            en="Investment",
            unit="CNY",
            sense="max",
            keep=setting.planning.rules.budget,
            bound=most,
            above=invested(sizes),
            source="planning.budget_cny",
        )


def _on_ground(setting: Setting, asked: Land) -> Iterator[Account]:
    for device in setting.site.park.devices:
        field, m2 = _ground_of(device, asked)
        if m2 and (not asked.sites or device.site in asked.sites):
            yield _sized(setting, device, field, m2 / _M2_PER_HA)


def _ground_of(device: Device, asked: Land) -> tuple[str, float | None]:
    if isinstance(device, Pv) and device.mounting != "roof":
        return "capacity_kw", asked.pv_m2_per_kw
    if isinstance(device, Wind):
        return "capacity_kw", asked.wind_m2_per_kw
    if isinstance(device, Csp):
        return "field_kw", asked.csp_m2_per_field_kw
    return "", None


def _on_roofs(setting: Setting, asked: Roof) -> Iterator[Account]:
    for device in setting.site.park.devices:
        on_roof = isinstance(device, Pv) and device.mounting == "roof"
        if on_roof and (not asked.devices or device.id in asked.devices):
            yield _sized(setting, device, "capacity_kw", asked.m2_per_kw)


def _sized(setting: Setting, device: Device, field: str, each: float) -> Account:
    return setting.sized((device.id, field), each, documented=documented(device, field))


def _numbered(rule: str, number: int, count: int) -> str:
    return rule if count == 1 else f"{rule}.{number}"
