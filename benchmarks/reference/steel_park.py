"""The steel park and its measured year: wind and sun of Gansu and Ningxia, a mill, spot prices.

Series of four sources put on one calendar, that of the mill (2018). Prices are Germany's day-ahead
ones of 2017 in yuan, which stand in for a spot market of hours; they have negative hours.
"""

from __future__ import annotations

from pathlib import Path

import numpy as np
import polars as pl

from zeropark.basis.park.document import ParkDocument
from zeropark.basis.park.load import load_park

PARK = Path(__file__).with_name("steel.yaml")
START = "2018-01-01T00:00"
STEPS = 35_040
KW_PER_KWH = 4.0
MILLS = 100.0
"""The mill of the data draws 629 kW at most; the park's a hundred times as much."""
CNY_PER_EUR = 7.8
MWH = 1_000.0


def steel_park() -> ParkDocument:
    """The document."""
    loaded = load_park(PARK.read_text(encoding="utf-8"), name=PARK.name)
    assert loaded.park is not None, loaded.findings
    return loaded.park


def measured_year(data: Path) -> pl.DataFrame:
    """The table that `--series` takes: a row a quarter of an hour.

    Args:
        data: the folder of measured data.
    """
    wind = pl.read_parquet(data / "gansu_ningxia_wind_pv" / "wind_pu_15min.parquet")["Area1"]
    hourly = pl.read_parquet(data / "gansu_ningxia_wind_pv" / "hourly_pu_wind_pv_load_csp.parquet")
    mill = pl.read_parquet(data / "steel_mill_load_15min" / "steel.parquet")["Usage_kWh"]
    prices = pl.read_parquet(data / "eu_dayahead_prices" / "real_prices_epftoolbox.parquet")
    named = prices.rename({"__index_level_0__": "at"}).filter(pl.col("at").dt.year() == 2017)  # noqa: PLR2004
    price = named.sort("at")["DE"].to_numpy() * CNY_PER_EUR / MWH
    start = np.datetime64(START) + np.arange(STEPS) * np.timedelta64(15, "m")
    return pl.DataFrame(
        {
            "start": start.astype("datetime64[us]"),
            "wind": wind.to_numpy(),
            "pv": np.repeat(hourly["pv_area1"].to_numpy(), 4),
            "mill": mill.to_numpy() * KW_PER_KWH * MILLS,
            "grid": np.repeat(price, 4),
        }
    )
