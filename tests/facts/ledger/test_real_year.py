"""A year of a real steel mill beside real Gansu wind: totals against sums made with pandas.

Steel: UCI 851, CC BY 4.0. Wind: HaoLi9401/Dataset_of_flexibility_test_system_FTS-213, CC BY 4.0.
The mill's rows are in the order of time (a row's stamp closes it; the last of a day is stamped
00:00 of the same date), so row i is interval i of the year. It is carried to 2026,
a year of as many days.
"""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from ledger_parks import aligned_of, axis_of, bus, by_id, load, meter, park_of, point
from zeropark.basis.park.contract import GreenDirect
from zeropark.basis.park.document import ParkDocument
from zeropark.basis.rules.load import load_rulebook
from zeropark.facts.ledger.balance.balance import balance
from zeropark.facts.ledger.check import check_balance
from zeropark.facts.ledger.coal_equivalent import consumption_tce
from zeropark.facts.ledger.derive import flows_of
from zeropark.facts.ledger.flow import Flows
from zeropark.facts.ledger.green.direct import direct
from zeropark.facts.ledger.green.green_books import green_books
from zeropark.facts.ledger.rollup import rollup

WIND_KW = 300.0
LINE_SHARE = 0.02  # lost between the wind farm's meter and the mill's


@pytest.fixture(scope="module")
def year(shared_data: Path) -> pd.DataFrame:
    steel = pd.read_parquet(shared_data / "steel_mill_load_15min" / "steel.parquet")
    wind = pd.read_parquet(shared_data / "gansu_ningxia_wind_pv" / "wind_pu_15min.parquet")
    stamps = pd.date_range("2026-01-01", periods=35040, freq="15min")
    frame = pd.DataFrame({"mill": steel["Usage_kWh"].to_numpy()}, index=stamps)
    frame["available"] = wind["Area1"].to_numpy() * WIND_KW / 4
    frame["wind"] = frame["available"].clip(upper=0.9 * WIND_KW / 4)  # the converter's limit
    after_line = frame["wind"] * (1 - LINE_SHARE)
    frame["import"] = (frame["mill"] - after_line).clip(lower=0)
    frame["export"] = (after_line - frame["mill"]).clip(lower=0)
    return frame


@pytest.fixture(scope="module")
def park() -> ParkDocument:
    return park_of(
        enterprises=[{"id": "steel"}],
        buses=[bus("b")],
        boundary_points=[point("grid", "b")],
        devices=[
            {"id": "farm", "kind": "wind", "electricity_to": "b", "capacity_kw": WIND_KW},
            load("mill", "b", "steel"),
        ],
        meters=[
            meter("m-grid", "grid", "b", "forward", "reverse", gate="grid"),
            meter("m-farm", "farm", "b", "forward", "available", gate="generation"),
            meter("m-mill", "b", "mill", gate="user"),
        ],
    )


@pytest.fixture(scope="module")
def closed(year: pd.DataFrame, park: ParkDocument) -> Flows:
    aligned = aligned_of(
        {
            "m-grid/forward": year["import"].tolist(),
            "m-grid/reverse": year["export"].tolist(),
            "m-farm/forward": year["wind"].tolist(),
            "m-farm/available": year["available"].tolist(),
            "m-mill/forward": year["mill"].tolist(),
        },
        axis=axis_of(35040),
    )
    done = balance(flows_of(aligned, park=park), park=park)
    assert check_balance(done, park=park) == ()
    return done.closed()


def test_the_totals_of_the_year_are_those_of_the_series(closed: Flows, year: pd.DataFrame) -> None:
    told = {row["id"]: row["quantity"] for row in closed.totals().iter_rows(named=True)}
    assert told["electricity:b>mill"] == pytest.approx(year["mill"].sum(), rel=1e-12)
    assert told["electricity:farm>b"] == pytest.approx(year["wind"].sum(), rel=1e-12)
    assert told["electricity:grid>b"] == pytest.approx(year["import"].sum(), rel=1e-12)
    cut = (year["available"] - year["wind"]).sum()
    assert told["electricity:farm>curtailed"] == pytest.approx(cut, rel=1e-9)
    lost = LINE_SHARE * year["wind"].sum()
    assert told["electricity:b>losses"] == pytest.approx(lost, rel=1e-9)


@pytest.mark.parametrize(("grain", "rule"), [("hour", "h"), ("day", "D"), ("month", "MS")])
def test_hours_days_and_months_agree_with_resample(
    closed: Flows, year: pd.DataFrame, grain: str, rule: str
) -> None:
    totals = rollup(closed, to=grain)  # type: ignore[arg-type]
    row = closed.links.index(next(link for link in closed.links if link.sink == "mill"))
    expected = year["mill"].resample(rule).sum().to_numpy()
    np.testing.assert_allclose(totals.quantity[row], expected, rtol=1e-9, atol=1e-9)


def test_the_ratios_of_the_year_are_those_of_the_series(
    closed: Flows, park: ParkDocument, year: pd.DataFrame
) -> None:
    contract = GreenDirect(
        kind="green_direct", id="d", plants=("farm",), users=("steel",), grid_point="grid"
    )
    got = direct(closed, park=park, contract=contract)
    sums = year.sum()
    self_use = sums["wind"] - sums["export"]
    assert got.hourly.r1 == pytest.approx(self_use / sums["available"], rel=1e-9)
    assert got.hourly.r2 == pytest.approx(self_use / sums["mill"], rel=1e-9)
    assert got.hourly.r3 == pytest.approx(sums["export"] / sums["available"], rel=1e-9)
    hourly = year.resample("h").sum()
    matched = np.minimum(hourly["wind"] - hourly["export"], hourly["mill"]).sum()
    assert got.allocated_kwh["steel"] == pytest.approx(matched, rel=1e-9)
    exchange_kw = (year["import"] - year["export"]).abs().max() * 4
    assert got.exchange is not None
    assert got.exchange.peak_kw == pytest.approx(exchange_kw)


def test_coal_equivalent_of_the_year_is_what_the_mill_and_the_line_used(
    closed: Flows, park: ParkDocument, year: pd.DataFrame
) -> None:
    got = consumption_tce(closed, park=park, rulebook=load_rulebook())
    used_kwh = year["mill"].sum() + LINE_SHARE * year["wind"].sum()
    assert got.total_tce == pytest.approx(used_kwh * 0.3024 / 1000, rel=1e-9)
    assert got.calorific_total_tce == pytest.approx(used_kwh * 0.1229 / 1000, rel=1e-9)


def test_the_green_books_of_the_year_add_up_by_month(
    closed: Flows, park: ParkDocument, year: pd.DataFrame
) -> None:
    books = green_books(closed, park=park, year=2026, rulebook=load_rulebook())
    monthly = year.resample("MS").sum()
    np.testing.assert_allclose(books.direct_kwh, monthly["wind"] - monthly["export"], rtol=1e-9)
    np.testing.assert_allclose(books.grid_import_kwh, monthly["import"], rtol=1e-9)
    used = monthly["mill"] + LINE_SHARE * monthly["wind"]
    np.testing.assert_allclose(books.consumption_kwh, used, rtol=1e-9)


def test_an_unmetered_mill_is_found_from_the_balance(
    year: pd.DataFrame, park: ParkDocument
) -> None:
    aligned = aligned_of(
        {
            "m-grid/forward": year["import"].tolist(),
            "m-grid/reverse": year["export"].tolist(),
            "m-farm/forward": (year["wind"] * (1 - LINE_SHARE)).tolist(),
        },
        axis=axis_of(35040),
    )
    done = balance(flows_of(aligned, park=park), park=park)
    inferred = by_id(done.residual)
    assert list(inferred) == ["electricity:b>mill"]
    np.testing.assert_allclose(inferred["electricity:b>mill"], year["mill"], atol=1e-9)
