"""Measured series from file to verdict: import, close, account, evaluate, against plain pandas.

Steel: UCI 851, CC BY 4.0. Wind and PV: HaoLi9401/Dataset_of_flexibility_test_system_FTS-213,
CC BY 4.0. Load of Gansu: pik-piam/PyPSA-China-PIK, CC BY 4.0. None of them saw this park: a year
of a small mill times a hundred, a hundredth of the province, and plants of a stated size stand
side by side on the calendar of 2025. What the grid meter and the feeder meter would have shown
is the rest, with losses of 1 % before the 110 kV users and 0.5 % behind the transformer.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import pandas as pd
import pytest

from zeropark.basis.errors import Severity
from zeropark.basis.park.document import ParkDocument
from zeropark.basis.park.load import load_park
from zeropark.basis.rules.load import load_rulebook
from zeropark.basis.timeline import parse_period
from zeropark.facts.carbon.account import Account
from zeropark.facts.carbon.inventory import Book
from zeropark.review.evaluation.evaluated import EvaluatedYear
from zeropark.review.evaluation.indicator import Indicator, Verdict
from zeropark.shell.closing.stretch import ClosedPeriod
from zeropark.shell.connectors.files.reader import TableFiles
from zeropark.shell.connectors.system_clock import SystemClock
from zeropark.shell.interfaces.cli.progress_bar import ProgressBar
from zeropark.shell.stores.books.embedded_books import EmbeddedBooks
from zeropark.shell.stores.readings.embedded_readings import EmbeddedReadings
from zeropark.shell.usecases.account import account
from zeropark.shell.usecases.close_period import close_period
from zeropark.shell.usecases.evaluate_year import evaluate_year
from zeropark.shell.usecases.import_readings import ImportResult, import_readings

PARK = Path(__file__).with_name("park.yaml")
YEAR = parse_period("2025")
KGCE_PER_KWH = 0.3024  # equivalent value: national coal use for supply in 2024
PARK910, GANSU, RESIDUAL = 0.8325, 0.4471, 0.6096  # kg CO2/kWh, as known at the end of 2025
TRADED_KWH, CERTIFIED_KWH = 1_000_000.0, 5_000_000.0

MAPS = {
    "steel_mill_load_15min/steel.parquet": """
time:
  column: date
  means: end
  step: 15min
  midnight: closes_day   # 00:00 stands behind 23:45 of the same printed date
  shift_years: 7         # 2018 used as 2025
quality: estimated
columns:
  - {column: Usage_kWh, meter: m-mills, channel: energy, unit: kWh, scale: 100}
""",
    "gansu_ningxia_wind_pv/wind_pu_15min.parquet": """
time: {day_column: Day, time_column: Time, start: 2025-01-01, step: 15min}
quality: estimated
columns:
  - {column: Area1, meter: m-farm, channel: energy, unit: kW, scale: 200000}
""",
    "gansu_ningxia_wind_pv/hourly_pu_wind_pv_load_csp.parquet": """
time: {hour_column: hour, first: 1, start: 2025-01-01, step: 1h}
quality: estimated
columns:
  - {column: pv_area1, meter: m-field, channel: energy, unit: kW, scale: 150000}
""",
    "province_hourly_load/hourly_demand_northwest.parquet": """
time: {by_row: true, start: 2025-01-01, step: 1h}
quality: estimated
columns:
  - {column: GS, meter: m-others, channel: energy, unit: MW, scale: 0.01}
""",
}


@dataclass(frozen=True)
class Chain:
    """What every step of the chain gave."""

    imported: dict[str, ImportResult]
    closed: ClosedPeriod
    account: Account
    judged: EvaluatedYear


@pytest.fixture(scope="module")
def told(shared_data: Path) -> pd.DataFrame:
    """The year by quarters as pandas has it, kWh."""
    steel, wind, sun, load = (pd.read_parquet(shared_data / name) for name in MAPS)
    frame = pd.DataFrame(index=pd.date_range("2025-01-01", periods=35040, freq="15min"))
    # Within its printed day the steel file runs 00:15 … 23:45, 00:00: its order is that of time.
    frame["mills"] = steel["Usage_kWh"].to_numpy() * 100
    frame["farm"] = wind["Area1"].to_numpy() * 200_000 / 4
    frame["field"] = sun["pv_area1"].repeat(4).to_numpy() * 150_000 / 4
    frame["others"] = load["GS"].repeat(4).to_numpy() * 1000 * 0.01 / 4
    frame["feeder"] = frame["mills"] * 1.005
    net = (frame["feeder"] + frame["others"]) * 1.01 - frame["farm"] - frame["field"]
    frame["import"], frame["export"] = net.clip(lower=0), (-net).clip(lower=0)
    return frame


@pytest.fixture(scope="module")
def park() -> ParkDocument:
    read = load_park(PARK.read_text(encoding="utf-8"), name=PARK.name)
    loaded, findings = read.park, read.findings
    assert loaded is not None, findings
    return loaded


@pytest.fixture(scope="module")
def chain(
    shared_data: Path,
    told: pd.DataFrame,
    park: ParkDocument,
    tmp_path_factory: pytest.TempPathFactory,
) -> Chain:
    folder = tmp_path_factory.mktemp("measured")
    gates = folder / "gates.parquet"
    columns = {"import": "m-grid/import", "export": "m-grid/export", "feeder": "m-feeder/energy"}
    told[list(columns)].rename(columns=columns).reset_index(names="time").to_parquet(gates)
    files = {shared_data / name: text for name, text in MAPS.items()} | {gates: None}
    books, rules = EmbeddedBooks(folder / "books"), load_rulebook()
    with EmbeddedReadings(folder / "readings", park=park.id) as readings:
        imported = {
            path.name: import_readings(
                [path],
                mapping_text=text,
                park=park,
                tables=TableFiles(),
                store=readings,
                clock=SystemClock(),
                progress=ProgressBar(shown=False),
            )
            for path, text in files.items()
        }
    with EmbeddedReadings(folder / "readings", park=park.id) as again:  # as the next command does
        closed = close_period(
            YEAR, park=park, readings=again, books=books, progress=ProgressBar(shown=False)
        )
    return Chain(
        imported,
        closed,
        account(YEAR, park=park, rules=rules, books=books),
        evaluate_year(2025, park=park, rules=rules, books=books),
    )


def test_every_row_of_every_series_comes_in(chain: Chain) -> None:
    rows = {name: (result.accepted, result.rejected) for name, result in chain.imported.items()}
    assert rows == {
        "steel.parquet": (35_040, 0),
        "wind_pu_15min.parquet": (35_040, 0),
        "hourly_pu_wind_pv_load_csp.parquet": (8_760, 0),
        "hourly_demand_northwest.parquet": (8_760, 0),
        "gates.parquet": (3 * 35_040, 0),
    }
    findings = [found for each in chain.imported.values() for found in each.findings]
    assert all(found.severity is Severity.NOTE for found in findings)


def test_a_whole_year_is_measured_and_nothing_is_filled(chain: Chain) -> None:
    assert all(each.measured_steps == 35_040 for each in chain.closed.coverage)
    assert chain.closed.fills == ()
    assert all(found.severity is not Severity.ERROR for found in chain.closed.findings)


def test_every_bus_comes_to_the_sums_of_the_series(chain: Chain, told: pd.DataFrame) -> None:
    year = told.sum()
    high, low = (
        next(bus for bus in chain.closed.balance.buses if bus.bus == name)
        for name in ("bus-110", "bus-10")
    )
    assert high.inflow == pytest.approx(year["import"] + year["farm"] + year["field"], rel=1e-9)
    assert high.outflow == pytest.approx(year["export"] + year["others"] + year["feeder"], rel=1e-9)
    losses = (year["others"] + year["feeder"]) * 0.01
    assert high.over - high.under == pytest.approx(losses, rel=1e-6)
    assert low.inflow == pytest.approx(year["feeder"], rel=1e-9)
    assert low.outflow == pytest.approx(year["mills"], rel=1e-9)
    assert low.over - low.under == pytest.approx(year["mills"] * 0.005, rel=1e-6)


@pytest.mark.parametrize("month", range(1, 13))
def test_every_month_of_every_meter_is_the_month_of_its_series(
    month: int, chain: Chain, told: pd.DataFrame
) -> None:
    flows = chain.account.flows
    inside = (told.index.month == month).nonzero()[0]
    ends = {
        "mills": ("bus-10", "mills"),
        "others": ("bus-110", "others"),
        "farm": ("farm", "bus-110"),
        "field": ("field", "bus-110"),
        "import": ("grid", "bus-110"),
        "export": ("bus-110", "grid"),
    }
    for name, (source, sink) in ends.items():
        (row,) = flows.rows(carrier="electricity", source=source, sink=sink)
        counted = flows.quantity[row, inside].sum()
        assert counted == pytest.approx(told[name].iloc[inside].sum(), rel=1e-9), name


def test_the_three_books_count_the_same_import_each_its_own_way(
    chain: Chain, told: pd.DataFrame
) -> None:
    imported = told["import"].sum()
    uncovered = imported - TRADED_KWH - CERTIFIED_KWH
    assert told.loc["2025-06", "import"].sum() > TRADED_KWH  # so that all of it covers import
    total = {each.book: each.total_kg for each in chain.account.inventories}
    assert total[Book.PARK910] == pytest.approx(uncovered * PARK910, rel=1e-9)
    assert total[Book.LOCATION] == pytest.approx(imported * GANSU, rel=1e-9)
    assert total[Book.MARKET] == pytest.approx(uncovered * RESIDUAL, rel=1e-9)
    assert all(each.complete for each in chain.account.inventories)


def used_kwh(told: pd.DataFrame) -> float:
    year = told.sum()
    return float(year["import"] + year["farm"] + year["field"] - year["export"])


def test_consumption_is_what_came_in_less_what_went_out(chain: Chain, told: pd.DataFrame) -> None:
    tce = used_kwh(told) * KGCE_PER_KWH / 1000
    assert tce > 200_000  # so that the year has a verdict
    assert chain.account.consumption.total_tce == pytest.approx(tce, rel=1e-9)
    assert chain.judged.evaluation.consumption_tce == pytest.approx(tce, rel=1e-9)


def test_the_core_indicator_is_the_910_book_over_consumption(
    chain: Chain, told: pd.DataFrame
) -> None:
    core = chain.judged.evaluation.core
    uncovered = told["import"].sum() - TRADED_KWH - CERTIFIED_KWH
    assert core.value == pytest.approx(
        uncovered * PARK910 / (used_kwh(told) * KGCE_PER_KWH), rel=1e-9
    )
    assert core.limit == 0.2  # 200,000 to 1,000,000 tce a year
    assert core.verdict is Verdict.FAIL


def test_the_direct_ratios_are_those_of_the_hours(chain: Chain, told: pd.DataFrame) -> None:
    hour = told.resample("1h").sum()
    made = hour["farm"] + hour["field"]
    sold = pd.concat([hour["export"], made], axis=1).min(axis=1)
    self_use = (made - sold).sum()

    def named(part: str) -> Indicator:
        evaluation = chain.judged.evaluation
        return next(each for each in (*evaluation.guiding, *evaluation.direct) if part in each.id)

    assert named("direct_supply_share").value == pytest.approx(self_use / used_kwh(told), rel=1e-9)
    assert named("r1").value == pytest.approx(self_use / made.sum(), rel=1e-9)
    metered = (told["mills"] + told["others"]).sum()  # R2 is over what the users' meters show
    assert named("r2").value == pytest.approx(self_use / metered, rel=1e-9)
    assert named("r3").value == pytest.approx(told["export"].sum() / made.sum(), rel=1e-9)
    largest = max(told["import"].max(), told["export"].max()) * 4
    assert named("exchange").value == pytest.approx(largest, rel=1e-9)
