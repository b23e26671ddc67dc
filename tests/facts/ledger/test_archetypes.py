"""The ledger on whole parks: the tiny one by hand, the Jinchang template with any numbers."""

from __future__ import annotations

from functools import cache

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ledger_parks import aligned_of, axis_of, tiny
from zeropark.basis.documents.read import parse
from zeropark.basis.park.archetypes import archetype_text
from zeropark.basis.park.contract import GreenDirect
from zeropark.basis.park.document import ParkDocument
from zeropark.basis.rules.load import load_rulebook
from zeropark.facts.ledger.attribute import consumption_by_owner
from zeropark.facts.ledger.balance.balance import State, balance
from zeropark.facts.ledger.check import check_balance
from zeropark.facts.ledger.coal_equivalent import consumption_tce
from zeropark.facts.ledger.derive import findings_of, flows_of
from zeropark.facts.ledger.flow import Flows
from zeropark.facts.ledger.green.direct import direct
from zeropark.facts.ledger.green.green_books import GreenBook, electricity_used, green_books


@cache
def jinchang() -> ParkDocument:
    return ParkDocument.model_validate(parse(archetype_text("jinchang"), name="park").data)


def contract_of(park: ParkDocument) -> GreenDirect:
    return next(c for c in park.contracts if isinstance(c, GreenDirect))


# One hour of June of the tiny park, in kWh, Nm3 and t:
#   PV 1200 of 1500 available; battery takes 200; export 0; import 300
#   bus: 300 + 1200 = 1500 in; mill 1000 + shop 280 + battery 200 = 1480 out; 20 lost
#   gas 50 Nm3 in, 48 to the boiler; heat 450 made, 440 to the mill; strip 10 t
HOUR = {
    "m-grid/import": 300.0,
    "m-grid/export": 0.0,
    "m-pv/energy": 1200.0,
    "m-pv/available": 1500.0,
    "m-cells/charge": 200.0,
    "m-cells/discharge": 0.0,
    "m-mill/energy": 1000.0,
    "m-shop/energy": 280.0,
    "m-gas-in/volume": 50.0,
    "m-gas/volume": 48.0,
    "m-heat/heat": 450.0,
    "m-mill-heat/heat": 440.0,
    "m-strip/mass": 10.0,
    "m-strip-out/mass": 10.0,
}


@pytest.fixture(scope="module")
def tiny_hour() -> Flows:
    quarters = {name: [amount / 4] * 4 for name, amount in HOUR.items()}
    aligned = aligned_of(quarters, axis=axis_of(4, start="2026-06-01T12:00"))
    assert findings_of(aligned, park=tiny()) == ()
    done = balance(flows_of(aligned, park=tiny()), park=tiny())
    assert check_balance(done, park=tiny()) == ()
    assert {told.state for told in done.buses} == {State.BALANCED}
    return done.closed()


def test_the_tiny_park_closes_with_its_losses_named(tiny_hour: Flows) -> None:
    told = {row["id"]: row["quantity"] for row in tiny_hour.totals().iter_rows(named=True)}
    assert told["electricity:bus-10kv>losses"] == pytest.approx(20)
    assert told["natural_gas:gas-net>losses"] == pytest.approx(2)
    assert told["heat:hot-water>losses"] == pytest.approx(10)
    assert told["electricity:roof-pv>curtailed"] == pytest.approx(300)


def test_the_tiny_park_s_direct_connection_by_hand(tiny_hour: Flows) -> None:
    got = direct(tiny_hour, park=tiny(), contract=contract_of(tiny())).hourly
    # self-use 1200 - 200 charged = 1000; available 1500; users 1280
    assert got.r1 == pytest.approx(1000 / 1500)
    assert got.r2 == pytest.approx(1000 / 1280)
    assert got.r3 == 0
    assert got.storage_share == pytest.approx(200 / 1500)


def test_the_tiny_park_s_consumption_by_hand(tiny_hour: Flows) -> None:
    # (300 + 1200) kWh x 0.3024 + 50 Nm3 x 1.33 = 453.6 + 66.5 = 520.1 kgce
    got = consumption_tce(tiny_hour, park=tiny(), rulebook=load_rulebook())
    assert got.total_tce == pytest.approx(0.5201)
    assert got.complete


def test_the_tiny_park_s_green_books_by_hand(tiny_hour: Flows) -> None:
    got = green_books(tiny_hour, park=tiny(), year=2026, rulebook=load_rulebook())
    assert got.direct_total_kwh == pytest.approx(1000)
    # 300 of import among 1000 + 280 + 20 lost: the mill's is 300 x 1000/1300
    assert got.by_contract(GreenBook.TRADE)["trade-2026-06"] == pytest.approx(300 / 1.3)
    assert got.by_contract(GreenBook.CERTIFICATE) == {"gec-2026-05": 0}


@settings(max_examples=20, deadline=None)
@given(st.integers(0, 2**32 - 1), st.floats(0, 0.2))
def test_the_jinchang_template_closes_and_adds_up_whatever_its_meters_say(
    seed: int, missing: float
) -> None:
    park = jinchang()
    rng = np.random.default_rng(seed)
    names = [f"{meter.id}/{channel.id}" for meter in park.meters for channel in meter.channels]
    amounts = rng.uniform(0, 1e5, (len(names), 8))
    amounts[rng.random(amounts.shape) < missing] = np.nan
    aligned = aligned_of(dict(zip(names, amounts.tolist(), strict=True)))
    done = balance(flows_of(aligned, park=park), park=park)
    assert check_balance(done, park=park) == ()
    closed = done.closed()
    books = green_books(closed, park=park, year=2026, rulebook=load_rulebook())
    covered = books.trade_total_kwh + books.certificate_total_kwh
    assert covered + books.uncovered_import_kwh == pytest.approx(books.grid_import_kwh.sum())
    figures = direct(closed, park=park, contract=contract_of(park)).hourly
    assert figures.self_use_kwh >= -1e-6
    if not np.isnan(amounts).any():
        by_owner = consumption_by_owner(closed, park=park)
        electricity = by_owner.filter(by_owner["carrier"] == "electricity")["consumption"].sum()
        assert electricity == pytest.approx(electricity_used(closed, park=park).sum())
