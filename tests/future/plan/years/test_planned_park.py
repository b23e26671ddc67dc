"""The park that a plan would make: its sizes, and the green power that it buys."""

from __future__ import annotations

import numpy as np
import pytest

import plannable_park
import planned_park as sample
from zeropark.basis.park.contract import CertificateHolding, GreenTrade, GridSupply
from zeropark.basis.park.document import ParkDocument
from zeropark.future.plan.years.planned_park import planned_park, with_bought, with_sizes

OFFERS = {
    "green_trade": {"premium_cny_per_kwh": 0.02, "most_kwh_per_month": 1e6},
    "certificates": {"cny_per_mwh": 10, "most_mwh_per_year": 1e6},
}
HELD = [
    {
        "kind": "green_trade",
        "id": "old-trade",
        "buyer": "park",
        "month": "2027-01",
        "quantity_kwh": 10,
    },
    {
        "kind": "certificates",
        "id": "old-certificates",
        "holder": "park",
        "vintage": "2027-01",
        "quantity_mwh": 1,
        "cancelled_for": 2027,
    },
]
BOUGHT = {"green.trade.2027-01": np.array(40.0), "green.certificates": np.array(2500.0)}


def park(**planning: object) -> ParkDocument:
    return sample.park(contracts=HELD, planning=planning)


def test_its_devices_are_as_large_as_planned() -> None:
    found = planned_park(sample.plan())
    assert found.device_by_id["sun"].capacity_kw == 400.0  # type: ignore[union-attr]  # it is a PV
    assert found.device_by_id["mill-load"] == sample.park().device_by_id["mill-load"]


def test_a_connection_is_as_large_as_planned_and_a_device_may_come_to_nothing() -> None:
    sizes = {("grid", "capacity_kw"): 80.0, ("sun", "capacity_kw"): 0.0}
    found = with_sizes(sample.park(), sizes)
    assert found.point_by_id["grid"].capacity_kw == 80.0
    assert found.device_by_id["sun"].capacity_kw == 0.0  # type: ignore[union-attr]  # it is a PV


def test_green_power_bought_on_offer_stands_in_place_of_contracts() -> None:
    trade, certificates = with_bought(park(**OFFERS), BOUGHT, axis=sample.AXIS).contracts
    assert isinstance(trade, GreenTrade)
    assert (trade.month, trade.quantity_kwh, trade.buyer) == ("2027-01", 40.0, "park")
    assert isinstance(certificates, CertificateHolding)
    assert certificates.quantity_mwh == 2.5
    assert (certificates.cancelled_for, certificates.vintage) == (2027, "2027-01")


def test_what_is_not_bought_is_no_contract() -> None:
    nothing = {name: np.array(1e-9) for name in BOUGHT}
    assert with_bought(park(**OFFERS), nothing, axis=sample.AXIS).contracts == ()


@pytest.mark.parametrize("offer", OFFERS)
def test_one_kind_of_offer_leaves_contracts_of_the_other(offer: str) -> None:
    found = with_bought(park(**{offer: OFFERS[offer]}), BOUGHT, axis=sample.AXIS).contracts
    kept = {"green_trade": "old-certificates", "certificates": "old-trade"}[offer]
    assert kept in {contract.id for contract in found}
    assert len(found) == 2


def test_without_offers_the_contracts_are_the_documents() -> None:
    assert with_bought(park(), BOUGHT, axis=sample.AXIS).contracts == park().contracts


@pytest.mark.parametrize(("documented_kw", "declared_kva"), [(500.0, 315.0), (None, 250.0)])
def test_a_supply_declares_as_much_for_the_connection_that_was_chosen(
    documented_kw: float | None, declared_kva: float
) -> None:
    # 250 of 500 kW: half of 630 kVA. Where no kW stand in the document, 1 kVA is 1 kW.
    supply = plannable_park.SUPPLY | {"basis": "capacity", "declared_capacity_kva": 630}
    (grid,) = sample.DOCUMENT["boundary_points"]
    gate = {k: v for k, v in (grid | {"capacity_kw": documented_kw}).items() if v is not None}
    found = with_sizes(
        sample.park(contracts=[supply], boundary_points=[gate]), {("grid", "capacity_kw"): 250.0}
    )
    (contract,) = found.contracts
    assert isinstance(contract, GridSupply)
    assert contract.declared_capacity_kva == pytest.approx(declared_kva)
