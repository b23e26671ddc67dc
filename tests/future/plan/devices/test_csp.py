"""A solar thermal plant by night and by day, worked by hand: 40 % of its heat is power."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from plan_markets import cut, market, traded, year
from plan_parks import choice, hours
from zeropark.future.simulation.weather.weather import weather_at

TOWER: dict[str, Any] = {
    "kind": "csp",
    "electricity_to": "power",
    "electricity_from": "power",
    "capacity_kw": 100,
    "field_kw": 500,
    "store_kwh": 600,
    "turbine_efficiency": 0.4,
    "heater_kw": 200,
    "min_load_share": 0.2,
    "store_loss_share_per_day": 0.01,
}
KEPT = 0.99 ** (1 / 24)
"""Of the salt's heat, over an hour."""


def test_by_night_its_heater_fills_the_salt_for_a_dearer_hour() -> None:
    # From midnight on. The block's 100 kWh in the third hour take 250 of heat: 200 kWh of
    # electricity an hour before, kept for one hour, and the rest two hours before; 1.2 % of
    # it is lost on the way.
    done = traded(
        TOWER, steps=3, bought={"power": [0.1, 0.1, 9]}, sold={"power": [0.05, 0.05, 0.5]}
    )
    assert done.flow("d", "power") == pytest.approx([0, 0, 100])
    oldest = (250 - 200 * KEPT) / KEPT**2
    assert done.flow("power", "d") == pytest.approx([oldest, 200, 0])
    assert done.objective == pytest.approx(0.1 * 1.012 * (200 + oldest) - 50)


def test_by_day_its_field_gives_what_the_sun_does_and_no_more() -> None:
    axis = hours(24)
    device = TOWER | {"store_kwh": 0, "heater_kw": 0, "capacity_kw": 1000}
    done = traded(device, steps=24, bought={}, sold={"power": 0.4}, axis=axis)
    weather = weather_at(market(device).sites[0], year(), seed=1)
    # Rated heat at 850 W/m2 of direct sun, up to 110 %; parked where the sun is lower than 10 deg
    sun = np.where(weather.sun.zenith_deg < 80, np.minimum(weather.dni / 850, 1.1), 0.0)
    expected = 0.4 * 500 * cut(sun, axis).mean(axis=1)
    assert done.flow("d", "power") == pytest.approx(expected, abs=1e-6)
    assert expected.max() > 10


def test_the_salt_carries_the_day_into_the_evening() -> None:
    axis = hours(24)
    device = TOWER | {"field_kw": 3000, "heater_kw": 0}
    price = [0.1] * 20 + [1.0] * 2 + [0.1] * 2
    done = traded(device, steps=24, bought={}, sold={"power": price}, axis=axis)
    assert done.flow("d", "power")[20:22] == pytest.approx([100, 100])
    content = done.value(done.draft.contents["d"])
    # Two hours at full load take 250 of heat each, and no sun comes after 20 h.
    assert content[21] == pytest.approx((content[19] * KEPT - 250) * KEPT - 250, abs=1e-6)
    assert content.max() <= 600 + 1e-9


def test_heat_and_power_come_out_of_one_steam_generator() -> None:
    device = TOWER | {"heat_to": "steam", "heater_kw": 0, "field_kw": 5000, "store_kwh": 0}
    noon = hours(1, start="2025-06-01T13:00")
    # 250 kWh of heat: 100 kWh of power, or 0.333 t of steam at 150, which is 50
    power = traded(device, steps=1, bought={}, sold={"power": 0.6, "steam": 150}, axis=noon)
    assert power.flow("d", "power")[0] == pytest.approx(100)
    assert power.flow("d", "steam")[0] == pytest.approx(0.0, abs=1e-9)
    steam = traded(device, steps=1, bought={}, sold={"power": 0.4, "steam": 150}, axis=noon)
    assert steam.flow("d", "power")[0] == pytest.approx(0.0, abs=1e-9)
    assert steam.flow("d", "steam")[0] == pytest.approx(250 / 750)


def test_all_four_sizes_can_be_chosen() -> None:
    sizes = {
        "field_kw": choice(0.0, 0.0),
        "store_kwh": choice(1000, 0.01),
        "capacity_kw": choice(80, 0.02),
        "heater_kw": choice(1000, 0.03),
    }
    done = traded(
        TOWER, steps=2, bought={"power": [0.1, 0.6]}, sold={"power": [0.05, 0.5]}, choices=sizes
    )
    # 80 kWh of power in the second hour take 200 of heat, 200 / KEPT of electricity and of store.
    heat = 200 / KEPT
    assert done.size("d", "capacity_kw") == pytest.approx(80)
    assert done.size("d", "store_kwh") == pytest.approx(heat)
    assert done.size("d", "heater_kw") == pytest.approx(heat)
    built = 80 * 0.02 + heat * (0.01 + 0.03)
    assert done.objective == pytest.approx(built + 0.1 * 1.012 * heat - 40)


def test_told_on_and_off_its_block_runs_at_a_fifth_or_not_at_all() -> None:
    # 10 kWh of heat are in the salt at most: 4 kWh of power, less than the 20 of a fifth.
    device = TOWER | {"store_kwh": 10}
    free = traded(device, steps=2, bought={"power": [0.1, 9]}, sold={"power": [0.01, 0.5]})
    assert free.flow("d", "power")[1] == pytest.approx(4 * KEPT)
    told = traded(
        device, steps=2, bought={"power": [0.1, 9]}, sold={"power": [0.01, 0.5]}, on_off=True
    )
    assert told.flow("d", "power") == pytest.approx([0, 0], abs=1e-9)


def test_what_its_mirrors_turn_away_is_curtailed_as_the_power_that_it_would_be() -> None:
    # The block takes 250 kWh of heat for its 100 of power; more than that shines.
    device = TOWER | {"heater_kw": 0, "field_kw": 5000, "store_kwh": 0}
    noon = hours(1, start="2025-06-01T13:00")
    done = traded(device, steps=1, bought={}, sold={"power": 0.6}, axis=noon)
    sunny = weather_at(market(device).sites[0], year(), seed=1)
    share = float(cut(np.minimum(sunny.dni / 850, 1.1), noon).mean())
    assert done.flow("d", "power")[0] == pytest.approx(100)
    assert 5000 * share > 400
    assert done.flow("d", "curtailed")[0] == pytest.approx(0.4 * (5000 * share - 250))


def test_mirrors_of_a_chosen_size_turn_away_what_is_left_of_that_size() -> None:
    noon = hours(1, start="2025-06-01T13:00")
    sizes = {"field_kw": choice(2000, 0.0, least=2000), "capacity_kw": choice(50, 0.01)}
    device = TOWER | {"heater_kw": 0, "field_kw": 5000, "store_kwh": 0}
    done = traded(device, steps=1, bought={}, sold={"power": 0.6}, axis=noon, choices=sizes)
    sunny = weather_at(market(device).sites[0], year(), seed=1)
    share = float(cut(np.minimum(sunny.dni / 850, 1.1), noon).mean())
    assert done.flow("d", "curtailed")[0] == pytest.approx(0.4 * 2000 * share - 50)
