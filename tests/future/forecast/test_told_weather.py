from __future__ import annotations

from datetime import timedelta

import numpy as np
import polars as pl
import pytest

from zeropark.basis.errors import InputError
from zeropark.basis.timeline import Period, parse_instant
from zeropark.future.forecast.sky import GHI, TEMPERATURE, WIND_SPEED
from zeropark.future.forecast.tabled import TableTime
from zeropark.future.forecast.told_weather import epw_weather, weather_in

HOUR = timedelta(hours=1)
START = parse_instant("2026-06-01T00:00")
OVER = Period(START, START + timedelta(days=3))


def frame(**more: list) -> pl.DataFrame:
    stamps = [f"2026-06-01T0{hour}:00" for hour in range(3)]
    return pl.DataFrame({"start": stamps, "temperature_c": ["20", "", "22"], **more})


def told(table: pl.DataFrame, lead: timedelta | None = None) -> dict:
    return dict(weather_in(table, time=TableTime(), lead=lead, source="w.csv"))


def test_weather_that_was_measured_is_known_when_its_hour_has_ended() -> None:
    history = told(frame())[TEMPERATURE]
    np.testing.assert_array_equal(history.known_by(START + 2 * HOUR).values, [20.0, np.nan])
    assert history.known_by(START).axis.count == 0


def test_weather_may_be_assumed_to_be_foretold() -> None:
    history = told(frame(), lead=36 * HOUR)[TEMPERATURE]
    known = history.known_by(START - 34 * HOUR)
    np.testing.assert_array_equal(known.values, [20.0, np.nan, 22.0])
    assert history.known_by(START - 37 * HOUR).axis.count == 0


def test_a_forecast_of_the_weather_is_taken_at_its_word() -> None:
    table = frame(known_at=["2026-05-31T00:00"] * 3)
    known = told(table, lead=99 * HOUR)[TEMPERATURE].known_by(START - 25 * HOUR)
    assert known.axis.count == 0
    known = told(table)[TEMPERATURE].known_by(START - 24 * HOUR)
    np.testing.assert_array_equal(known.values, [20.0, np.nan, 22.0])


def test_what_is_wrong_with_a_table_of_weather_is_told() -> None:
    with pytest.raises(InputError, match="is of the weather"):
        told(pl.DataFrame({"start": ["2026-06-01"], "moon": ["1"]}))
    with pytest.raises(InputError, match="'hot' in the column 'temperature_c' is no number"):
        told(pl.DataFrame({"start": ["2026-06-01"], "temperature_c": ["hot"]}))


def epw(years: list[int]) -> str:
    """Eight lines, then 48 hours: at hour h of day d it is h degrees, and the wind 10 m/s."""
    head = ["LOCATION,Jinchang,GS,CHN,made,0,38.5,102.2,8.0,1500", *["X"] * 7]
    rows = []
    for day in (1, 2):
        for hour in range(1, 25):
            cells = ["0"] * 35
            cells[:5] = [str(years[day - 1]), "6", str(day), str(hour), "60"]
            cells[6], cells[13], cells[21] = str(hour), "9999" if hour == 1 else "500", "10"
            rows.append(",".join(cells))
    return "\n".join([*head, *rows])


def test_a_typical_year_has_always_been_known_and_comes_back_every_year() -> None:
    found = epw_weather(epw([2010, 2013]), over=OVER, lead=None, source="a.epw")
    known = found[TEMPERATURE].known_by(START - HOUR)
    np.testing.assert_array_equal(known.values[:48], [*range(1, 25), *range(1, 25)])
    assert np.isnan(known.values[48:]).all()  # the file has no third of June
    sun = found[GHI].known_by(START).values
    assert np.isnan(sun[0])
    assert sun[1] == 500.0
    wind = found[WIND_SPEED].known_by(START).values[0]
    assert wind == pytest.approx(10.0 * 10.0**0.14)  # from 10 m to 100 m above ground


def test_an_epw_of_one_year_is_that_year() -> None:
    text = epw([2026, 2026]).replace(",6,1,", ",1,1,").replace(",6,2,", ",1,2,")
    found = epw_weather(text, over=OVER, lead=None, source="a.epw")[TEMPERATURE]
    new_year = parse_instant("2026-01-01T00:00")
    assert found.axis.start == new_year
    assert found.known_by(new_year + HOUR).values.tolist() == [1.0]


@pytest.mark.parametrize(
    "text", ["", "LOCATION,x", epw([2026, 2026]).replace("LOCATION", "PLACE"), "a\n" * 20]
)
def test_what_is_no_epw_is_told(text: str) -> None:
    with pytest.raises(InputError, match="is no EPW file"):
        epw_weather(text, over=OVER, lead=None, source="a.epw")
