"""A generated month through the commands, against pandas on the generated files alone.

Nothing of zeropark counts here: registers are subtracted, amounts are summed, and the three books,
the energy and the direct share follow from the formulas of 910 annexes 3 and 4 with their factors
written out. Local June is 31 May 16:00 to 30 June 16:00 UTC.
"""

from __future__ import annotations

import shutil
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

from cli_runs import in_json

TINY = Path(__file__).parents[1] / "parks" / "tiny.yaml"
START, END = pd.Timestamp("2025-05-31 16:00", tz="UTC"), pd.Timestamp("2025-06-30 16:00", tz="UTC")
GAS_T_PER_NM3 = 389.31 / 1e4 * 0.0153 * 0.99 * 44 / 12  # NCV x carbon x oxidised x CO2 over C
TCE_PER_KWH, TCE_PER_NM3 = 0.3024e-3, 1.33e-3
FOSSIL, GANSU, RESIDUAL = 0.8325e-3, 0.4772e-3, 0.5856e-3  # t/kWh, in force on 2025-06-30


@dataclass(frozen=True)
class Month:
    told: dict[str, Any]
    rows: pd.DataFrame

    def amount(self, meter: str, channel: str) -> float:
        """The sum of an interval channel over the month."""
        return float(self.series(meter, channel)[START : END - pd.Timedelta("1min")].sum())

    def drawn(self, meter: str, channel: str, *, ratio: float = 1.0) -> float:
        """The last register of the month less its first, times the ratio of the transformers."""
        register = self.series(meter, channel)
        return float((register[END] - register[START]) * ratio)

    def series(self, meter: str, channel: str) -> pd.Series:
        found = self.rows[(self.rows.meter == meter) & (self.rows.channel == channel)]
        return found.set_index("start").sort_index()["value"]

    def book(self, name: str) -> dict[str, float]:
        lines = self.told["books"][name]["lines"]
        return {line["what"]: line["emission_t"] for line in lines}


@pytest.fixture(scope="module")
def june(tmp_path_factory: pytest.TempPathFactory) -> Month:
    folder = tmp_path_factory.mktemp("parks") / "tiny"
    folder.mkdir()
    shutil.copy(TINY, folder / "park.yaml")
    assert in_json("generate", folder, "--year", "2025", "--no-flaws").code == 0
    files = sorted((folder / "generated").glob("2025-0[67]_*.parquet"))  # July: June's last stamp
    assert in_json("import", folder, *files).code == 0
    assert in_json("close", folder, "--period", "2025-06").code == 0
    told = in_json("account", folder, "--period", "2025-06").data
    rows = pd.concat([pd.read_parquet(file) for file in files]).astype({"meter": str})
    return Month(told, rows.astype({"channel": str}))


def test_the_energy_that_came_in_is_what_the_registers_say(june: Month) -> None:
    lines = {(at["carrier"], at["what"]): at["tce"] for at in june.told["consumption"]["lines"]}
    grid = june.drawn("m-grid", "import", ratio=2000)
    export = june.drawn("m-grid", "export", ratio=2000)
    gas = june.drawn("m-gas-in", "volume")
    sun = june.amount("m-pv", "energy")
    assert grid > 0 < sun
    assert gas > 0
    assert lines["electricity", "grid_import"] == pytest.approx(grid * TCE_PER_KWH)
    assert lines["electricity", "onsite.roof-pv"] == pytest.approx(sun * TCE_PER_KWH)
    assert lines["electricity", "export"] == pytest.approx(-export * TCE_PER_KWH)
    assert lines["natural_gas", "supply"] == pytest.approx(gas * TCE_PER_NM3)
    total = (grid + sun - export) * TCE_PER_KWH + gas * TCE_PER_NM3
    assert june.told["consumption"]["total_tce"] == pytest.approx(total)


def test_the_three_books_differ_by_their_factor_of_grid_power_alone(june: Month) -> None:
    grid = june.drawn("m-grid", "import", ratio=2000)
    # the mill's trade of June 2026 and its certificates for 2026 cover nothing of 2025
    for name, factor in (("park910", FOSSIL), ("location", GANSU), ("market", RESIDUAL)):
        assert june.book(name)["electricity.grid_uncovered"] == pytest.approx(grid * factor)


def test_gas_counts_where_it_burns_and_what_went_unseen_as_burnt(june: Month) -> None:
    seen = june.amount("m-gas", "volume") * GAS_T_PER_NM3
    bought = june.drawn("m-gas-in", "volume") * GAS_T_PER_NM3
    book = june.book("park910")
    assert book["fuel.natural_gas"] == pytest.approx(seen)
    fuel = sum(tonnes for what, tonnes in book.items() if what.startswith("fuel."))
    assert fuel == pytest.approx(max(seen, bought), rel=1e-6)


def test_direct_power_is_what_the_roof_gave_and_nobody_else_got(june: Month) -> None:
    sun, export = june.amount("m-pv", "energy"), june.drawn("m-grid", "export", ratio=2000)
    charged = june.amount("m-cells", "charge")
    green = june.told["green"]
    assert sun - export - charged <= green["direct_kwh"] * (1 + 1e-9)
    assert green["direct_kwh"] <= (sun - export) * (1 + 1e-9)
