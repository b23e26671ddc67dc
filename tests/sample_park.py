"""A made-up park for the report tests: wind, sun, a battery, a smelter, a gas dryer."""

from __future__ import annotations

from typing import Any

from zeropark.basis.park.document import ParkDocument


def park(*, name: str = "示范园区") -> ParkDocument:
    def device(kind: str, key: str, zh: str, en: str, **more: Any) -> dict[str, Any]:
        return {"kind": kind, "id": key, "name": {"zh": zh, "en": en}, "site": "ground", **more}

    def meter(key: str, zh: str, en: str, source: str, sink: str, gate: str) -> dict[str, Any]:
        channel = {"id": "energy", "kind": "interval", "unit": "kWh"}
        names = {"zh": zh, "en": en}
        ends = {"from": source, "to": sink}
        return {"id": key, "name": names, **ends, "gate": gate, "channels": [channel]}

    return ParkDocument.model_validate(
        {
            "version": 1,
            "id": "sample",
            "name": {"zh": name, "en": "Sample park" if name == "示范园区" else name},
            "illustrative": True,
            "scope": {"boundary": "inner", "province": "gansu", "build_period": "2025-2030"},
            "sites": [
                {
                    "id": "ground",
                    "name": {"zh": "园区", "en": "Ground"},
                    "latitude": 38.5,
                    "longitude": 102.2,
                }
            ],
            "buses": [
                {
                    "id": "main",
                    "name": {"zh": "110 千伏母线", "en": "110 kV bus"},
                    "carrier": "electricity",
                },
                {
                    "id": "plant",
                    "name": {"zh": "冶炼厂母线", "en": "Smelter bus"},
                    "carrier": "electricity",
                },
                {
                    "id": "gas",
                    "name": {"zh": "天然气管网", "en": "Gas net"},
                    "carrier": "natural_gas",
                },
                {
                    "id": "water",
                    "name": {"zh": "给水", "en": "Water main"},
                    "carrier": "fresh_water",
                },
            ],
            "boundary_points": [
                {
                    "id": "grid",
                    "name": {"zh": "公共电网 330 千伏变电站", "en": "Public grid, 330 kV"},
                    "bus": "main",
                    "kind": "public_grid",
                    "direction": "both",
                },
                {
                    "id": "gas-in",
                    "name": {"zh": "天然气门站", "en": "Gas gate"},
                    "bus": "gas",
                    "kind": "supply",
                    "direction": "in",
                },
            ],
            "devices": [
                device(
                    "wind",
                    "wind-1",
                    "北滩风电场",
                    "North wind farm",
                    electricity_to="main",
                    capacity_kw=300_000,
                ),
                device(
                    "pv",
                    "pv-1",
                    "西坡光伏",
                    "West slope PV",
                    electricity_to="main",
                    capacity_kw=200_000,
                ),
                device(
                    "battery",
                    "battery-1",
                    "磷酸铁锂储能",
                    "LFP battery",
                    electricity_at="main",
                    power_kw=50_000,
                    capacity_kwh=200_000,
                ),
                device(
                    "load",
                    "furnace",
                    "闪速炉",
                    "Flash furnace",
                    takes_from="plant",
                    rated_kw=90_000,
                ),
                device(
                    "load",
                    "cells",
                    "电解车间",
                    "Electrolysis hall",
                    takes_from="plant",
                    rated_kw=60_000,
                ),
                device(
                    "load",
                    "offices",
                    "办公与生活",
                    "Offices and homes",
                    takes_from="main",
                    rated_kw=9_000,
                ),
                device(
                    "load",
                    "dryer",
                    "燃气干燥",
                    "Gas dryer",
                    takes_from="gas",
                    rated_nm3_per_h=900,
                    use="fuel",
                ),
            ],
            "meters": [
                meter("m-wind", "风电关口表", "Wind meter", "wind-1", "main", "generation"),
                meter("m-pv", "光伏关口表", "PV meter", "pv-1", "main", "generation"),
                meter("m-grid", "电网关口表", "Grid meter", "grid", "main", "grid"),
                meter("m-furnace", "闪速炉表", "Furnace meter", "plant", "furnace", "user"),
                meter("m-cells", "电解车间表", "Electrolysis meter", "plant", "cells", "user"),
            ],
        }
    )
