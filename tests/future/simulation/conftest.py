"""Small parks to operate, and one year of the Jinchang archetype shared by all tests."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from zeropark.basis.park.archetypes import archetype_text
from zeropark.basis.park.document import ParkDocument
from zeropark.basis.park.load import load_park
from zeropark.basis.park.place import Site
from zeropark.basis.timeline import Axis, parse_period
from zeropark.future.simulation.operation.operate import simulate
from zeropark.future.simulation.surroundings import Surroundings
from zeropark.future.simulation.weather.weather import Weather, weather_at
from zeropark.future.simulation.year import SimulatedYear

SEED = 11
NAME = {"zh": "测", "en": "test"}


def site(**more: Any) -> dict[str, Any]:
    return {"id": "ground", "name": NAME, "latitude": 38.5, "longitude": 102.2} | more


def small_park(**parts: Any) -> ParkDocument:
    """A park of the given sections; every named thing gets a name of its own if it has none."""
    text = {
        "version": 1,
        "id": "small",
        "name": NAME,
        "scope": {"boundary": "inner", "province": "gansu"},
        "sites": [site(altitude_m=1520)],
    }
    for key, things in parts.items():
        text[key] = [{"name": NAME} | thing if key != "contracts" else thing for thing in things]
    for device in text.get("devices", ()):
        device.setdefault("site", "ground")
    return ParkDocument.model_validate(text)


@pytest.fixture(scope="session")
def make_park() -> Callable[..., ParkDocument]:
    return small_park


@pytest.fixture(scope="session")
def year_axis() -> Axis:
    return Axis.over(parse_period("2026"))


@pytest.fixture(scope="session")
def week() -> Axis:
    return Axis.over(parse_period("2026-04-06/2026-04-13"))


@pytest.fixture(scope="session")
def jinchang() -> ParkDocument:
    read = load_park(archetype_text("jinchang"), name="jinchang")
    park, findings = read.park, read.findings
    assert park is not None, findings
    return park


@pytest.fixture(scope="session")
def jinchang_year(jinchang: ParkDocument, year_axis: Axis) -> SimulatedYear:
    return simulate(jinchang, year_axis, seed=SEED)


@pytest.fixture(scope="session")
def jinchang_site() -> Site:
    return Site.model_validate(site(altitude_m=1520))


@pytest.fixture(scope="session")
def weather(jinchang_site: Site, year_axis: Axis) -> Weather:
    return weather_at(jinchang_site, year_axis, seed=SEED)


@pytest.fixture(scope="session")
def around(weather: Weather) -> Surroundings:
    buses = small_park(
        buses=[
            {"id": "power", "carrier": "electricity"},
            {"id": "steam", "carrier": "steam"},
            {"id": "warm", "carrier": "heat"},
        ]
    ).bus_by_id
    return Surroundings(weather=weather, buses=buses, latitude=38.5, on_call=frozenset(), seed=SEED)
