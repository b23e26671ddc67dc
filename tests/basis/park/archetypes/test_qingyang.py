"""The Qingyang archetype: what the policy asks for is in it, and its header's arithmetic holds."""

from __future__ import annotations

import pytest

from archetype_parks import HOURS, archetype_park
from zeropark.basis.park.archetypes import archetype_text
from zeropark.basis.park.contract import CertificateHolding, GreenDirect, GreenTrade
from zeropark.basis.park.devices.converter import Converter
from zeropark.basis.park.devices.data_hall import DataHall
from zeropark.basis.park.devices.heat_pump import HeatPump
from zeropark.basis.park.devices.pv import Pv
from zeropark.basis.park.devices.wind import Wind
from zeropark.basis.park.document import ParkDocument

GWH = 1e6  # kWh


@pytest.fixture(scope="module")
def park() -> ParkDocument:
    return archetype_park("qingyang")


def halls(park: ParkDocument) -> dict[str, DataHall]:
    return {d.id: d for d in park.devices if isinstance(d, DataHall)}


def racks_gwh(hall: DataHall) -> float:
    return hall.it_capacity_kw * hall.it_load_factor * HOURS / GWH


def test_it_is_a_whole_park_of_the_national_list_and_says_that_its_sizes_are_invented(
    park: ParkDocument,
) -> None:
    assert (park.scope.boundary, park.scope.province) == ("whole", "gansu")
    assert park.illustrative
    assert "ALL SIZES ARE ILLUSTRATIVE" in archetype_text("qingyang")
    assert "2026〕21号" in archetype_text("qingyang")


def test_its_halls_have_every_cooling_that_the_clause_names(park: ParkDocument) -> None:
    cooling = {hall.cooling for hall in halls(park).values()}
    assert cooling == {"air", "chilled_water", "cold_plate", "immersion", "spray"}
    assert all(hall.flexibility is not None for hall in halls(park).values())
    training = halls(park)["training-hall"].flexibility
    inference = halls(park)["immersion-hall"].flexibility
    assert training is not None
    assert inference is not None
    assert training.down_share > inference.down_share
    assert training.shift_hours > inference.shift_hours


def test_the_racks_of_every_hall_are_metered_apart_from_its_facility(park: ParkDocument) -> None:
    metered = {(meter.source, meter.sink) for meter in park.meters}
    for hall in halls(park).values():
        assert hall.racks_from is not None
        assert {(hall.racks_from, hall.id), (hall.electricity_from, hall.id)} <= metered


def test_green_power_is_aggregated_from_beyond_the_park_by_line_and_by_trade(
    park: ParkDocument,
) -> None:
    (line,) = (c for c in park.contracts if isinstance(c, GreenDirect))
    outside = {site.id for site in park.sites if not site.inside_boundary}
    assert {park.device_by_id[plant].site for plant in line.plants} == outside
    assert len(line.storages) == 2
    trades = [c for c in park.contracts if isinstance(c, GreenTrade)]
    assert {t.month for t in trades} == {f"2026-{month:02d}" for month in range(1, 13)}
    assert {"training", "inference"} <= {t.buyer for t in trades}


def test_every_key_user_has_a_gate_of_its_own(park: ParkDocument) -> None:
    gates = {m.sink for m in park.meters if m.gate == "user"}
    owners = {park.bus_by_id[g].enterprise for g in gates if g in park.bus_by_id}
    key = {e.id for e in park.enterprises if e.key_user}
    assert key == {"cloud", "hub", "training", "inference", "heat-works"}
    assert key <= owners


def test_racks_and_facility_add_up_to_the_headers_968_gwh(park: ParkDocument) -> None:
    # 24,000 x 0.62 = 14,880; 36,000 x 0.65 = 23,400; 48,000 x 0.75 = 36,000; 20,000 x 0.6 =
    # 12,000; 16,000 x 0.7 = 11,200: 97,480 kW x 8,760 h = 853.9 GWh
    found = halls(park)
    assert sum(racks_gwh(hall) for hall in found.values()) == pytest.approx(853.9, abs=0.1)
    # 130.3 x 0.20 + 205.0 x 0.05 + 315.4 x 0.12 + 105.1 x 0.07 + 98.1 x 0.08 = 89.4
    own = sum(racks_gwh(hall) * (hall.pue - 1) for hall in found.values())
    assert own == pytest.approx(89.4, abs=0.2)
    # chillers: 205.0 x 0.9 cold x 1.02 for losses x 0.133 = 25.0
    chillers = park.device_by_id["chillers"]
    assert isinstance(chillers, Converter)
    power = {at.bus: at.per_output for at in chillers.inputs}["hub-10"]
    chilling = racks_gwh(found["hub-hall"]) * 0.9 * 1.02 * power
    assert chilling == pytest.approx(25.0, abs=0.1)
    assert 853.9 + own + chilling == pytest.approx(968, abs=1)
    # all halls: 968 / 854 = 1.134, below the 1.2 asked of hub nodes with UPS losses too
    assert (853.9 + own + chilling) / 853.9 * 1.012 < 1.2


def test_the_liquid_loops_offer_389_gwh_and_the_pumps_can_lift_what_is_used(
    park: ParkDocument,
) -> None:
    # 315.4 x 0.7 + 105.1 x 0.85 + 98.1 x 0.8 = 220.8 + 89.4 + 78.5 = 388.6
    liquid = [hall for hall in halls(park).values() if hall.heat_to == "liquid-loop"]
    offered = sum(racks_gwh(hall) * hall.recoverable_heat_share for hall in liquid)
    assert offered == pytest.approx(388.6, abs=0.2)
    pump = park.device_by_id["heat-pumps"]
    assert isinstance(pump, HeatPump)
    # 388.6 GWh / 8,760 h = 44.4 MW of source give 44.4 x 4.8 / 3.8 = 56.0 MW: within 64
    lifted_kw = offered * GWH / HOURS * pump.cop / (pump.cop - 1)
    assert lifted_kw == pytest.approx(56_040, rel=0.01)
    assert lifted_kw < pump.capacity_kw


def test_wind_and_sun_are_of_the_size_that_the_header_counts_with(park: ParkDocument) -> None:
    wind = sum(d.capacity_kw for d in park.devices if isinstance(d, Wind))
    pv = sum(d.capacity_kw for d in park.devices if isinstance(d, Pv) and d.mounting == "fixed")
    assert (wind, pv) == (240_000, 160_000)
    # 220 m rotor: 38,013 m2; 6,250 kW / 38,013 m2 = 164 W/m2, a low-wind machine
    turbine = park.device_by_id["wind-huanxian"]
    assert isinstance(turbine, Wind)
    assert turbine.turbine_kw is not None
    assert turbine.rotor_diameter_m is not None
    disc_m2 = 3.14159 * (turbine.rotor_diameter_m / 2) ** 2
    assert turbine.turbine_kw * 1000 / disc_m2 == pytest.approx(164, abs=1)


def test_what_is_traded_and_certified_is_what_the_header_says(park: ParkDocument) -> None:
    trades = [c for c in park.contracts if isinstance(c, GreenTrade)]
    assert sum(t.quantity_kwh for t in trades) / GWH == pytest.approx(197.3)
    held = [c for c in park.contracts if isinstance(c, CertificateHolding)]
    assert sum(c.quantity_mwh for c in held if c.cancelled_for == 2026) == 126_000
    # 370 - 197 - 126 = about 45 GWh count as fossil: x 0.8325 + 0.4 of diesel = 38 kt CO2, over
    # 1,074 x 302.4 = 324,800 tce of electricity - 13,900 of heat sold + 190 of diesel
    tce = 1074 * 302.4 - 113 * 3600 * 0.03412 + 131.4 * 1.4571
    assert tce == pytest.approx(311_000, rel=0.002)
    assert (45 * 832.5 + 407) / tce == pytest.approx(0.12, abs=0.005)
