"""Plans of days rest as files; a roll that was stopped goes on, and no other one."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import numpy as np
import pytest

from zeropark.basis.errors import InputError
from zeropark.future.plan.days.roll import Progress, WindowDone
from zeropark.shell.stores.day_plans import DayPlanFolder

AT = datetime(2026, 6, 1, tzinfo=UTC)


def progress(windows: int) -> Progress:
    done = [
        WindowDone(
            first=4 * n,
            count=4,
            kept=4,
            issued_at=AT,
            planned_cost=1.5,
            relative_gap=0.0,
            route="highs, kept",
            seconds=0.01,
        )
        for n in range(windows)
    ]
    values = np.full((2, 80), np.nan)
    values[:, : 4 * windows] = 3.25
    return Progress(
        values=values,
        last={"store.content": 0.1 + 0.2},
        floors={"peak": 7.0},
        margins={"r3": -1.0},
        positions={"grid": np.arange(80.0)},
        done=done,
    )


def test_it_goes_on_with_what_was_kept(tmp_path: Path) -> None:
    shelf = DayPlanFolder(tmp_path).shelf("roll", "an order", resume=True)
    assert shelf.begun() is None
    shelf.keep(progress(15))
    assert shelf.begun() is None  # not every window is kept
    kept = progress(16)
    shelf.keep(kept)
    found = DayPlanFolder(tmp_path).shelf("roll", "an order", resume=True).begun()
    assert found is not None
    assert found.done == kept.done
    assert (found.last, found.floors, found.margins) == (kept.last, kept.floors, kept.margins)
    assert np.array_equal(found.values, kept.values, equal_nan=True)
    assert found.positions["grid"].tolist() == kept.positions["grid"].tolist()


def test_without_being_asked_it_begins_anew(tmp_path: Path) -> None:
    DayPlanFolder(tmp_path).shelf("roll", "an order", resume=True).keep(progress(16))
    assert DayPlanFolder(tmp_path).shelf("roll", "an order", resume=False).begun() is None


def test_another_roll_is_not_gone_on_with(tmp_path: Path) -> None:
    DayPlanFolder(tmp_path).shelf("roll", "an order", resume=True).keep(progress(16))
    with pytest.raises(InputError, match="is of another roll"):
        DayPlanFolder(tmp_path).shelf("roll", "another", resume=True).begun()


def test_what_is_damaged_is_said(tmp_path: Path) -> None:
    (tmp_path / "roll.part").write_bytes(b"PK\x03\x04 half")
    with pytest.raises(InputError, match="can't be read"):
        DayPlanFolder(tmp_path).shelf("roll", "an order", resume=True).begun()


def test_once_done_nothing_is_kept(tmp_path: Path) -> None:
    shelf = DayPlanFolder(tmp_path).shelf("roll", "an order", resume=True)
    shelf.keep(progress(16))
    shelf.done()
    assert list(tmp_path.iterdir()) == []


def test_what_is_no_plan_of_a_day_is_none(tmp_path: Path) -> None:
    folder = DayPlanFolder(tmp_path)
    folder.write("one", '{"kind": "other"}')
    assert (folder.names(), folder.day("one"), folder.roll("one")) == (("one",), None, None)
    assert folder.day("not there") is None
