"""`zeropark allocate` on the year that is worked out by hand (see conftest)."""

from __future__ import annotations

from typing import Any

import pytest

from cli_runs import in_json, zeropark

HOURS = 8760


def test_each_enterprise_has_what_went_into_it(closed_year: Any) -> None:
    ran = in_json("allocate", closed_year.folder, "--period", "2025")
    assert ran.code == 0
    used = {
        (row["enterprise"], row["carrier"]): row["consumption"] for row in ran.data["consumption"]
    }
    assert used["mill", "electricity"] == pytest.approx(900 * HOURS)
    assert used["shop", "electricity"] == pytest.approx(190 * HOURS)
    assert used["mill", "heat"] == pytest.approx(1.15 * HOURS / 0.0036)  # GJ in kWh


def test_direct_power_is_shared_by_the_hour_in_proportion_to_use(closed_year: Any) -> None:
    (direct,) = in_json("allocate", closed_year.folder, "--period", "2025").data["connections"]
    # all that the roof gives, 300 kWh an hour, is used: the mill takes 900 of 1,090, the shop 190
    assert direct["allocated_kwh"] == pytest.approx(
        {"mill": 300 * HOURS * 900 / 1090, "shop": 300 * HOURS * 190 / 1090}
    )
    assert direct["hourly"]["r2"] == pytest.approx(300 / 1090)
    assert direct["hourly"]["r3"] == 0
    assert direct["year_end"] is None
    # grid power swings between 880 and 720 kW: the register is read by the hour
    assert direct["exchange"]["peak_kw"] == pytest.approx(880)
    assert direct["exchange"]["declared_kw"] == 5000


def test_the_first_half_year_is_projected_to_its_end(closed_year: Any) -> None:
    half = ("--period", "2025-01-01/2025-07-01")
    (direct,) = in_json("allocate", closed_year.folder, *half).data["connections"]
    assert direct["year_end"]["method"] == "same_share"
    assert direct["year_end"]["self_use_kwh"] == pytest.approx(300 * HOURS)
    told = zeropark("allocate", closed_year.folder, *half)
    assert told.code == 0
    assert "projected to the year's end" in told.out
    assert "7,884,000" not in told.out  # half a year is not shown as a year
    assert f"{900 * 181 * 24:,}" in told.out


def test_losses_can_be_spread_over_those_who_used(closed_year: Any) -> None:
    spread = in_json("allocate", closed_year.folder, "--period", "2025", "--share-losses")
    rows = [row for row in spread.data["consumption"] if row["carrier"] == "electricity"]
    used = {row["enterprise"]: row["consumption"] for row in rows}
    # 10 kWh an hour are lost: 900/1,090 of it is the mill's
    assert used["mill"] == pytest.approx((900 + 10 * 900 / 1090) * HOURS)
    assert sum(used.values()) == pytest.approx(1100 * HOURS)
