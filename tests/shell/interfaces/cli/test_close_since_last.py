"""`zeropark close --since-last`: what has come, closed, and in words what it restated."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from cli_runs import in_json, zeropark

HEAD = "time,m-shop/energy [kWh]"
Write = Callable[..., Path]


def hours(first: int, stop: int, kwh: float = 180) -> str:
    """A file of hours counted from 1 January 2025."""
    rows = [f"2025-01-{1 + n // 24:02d} {n % 24:02d}:00,{kwh}" for n in range(first, stop)]
    return "\n".join([HEAD, *rows]) + "\n"


@pytest.fixture
def kept(park: Path, file: Write) -> Path:
    """A park with twenty days, closed."""
    in_json("import", park, file(hours(0, 480), "first.csv"))
    assert in_json("close", park, "--since-last").code == 0
    return park


def test_the_first_time_everything_is_closed(park: Path, file: Write) -> None:
    in_json("import", park, file(hours(0, 480), "first.csv"))
    (closed,) = in_json("close", park, "--since-last").data["closed"]
    assert closed["period"] == {
        "start": "2024-12-31T16:00:00+00:00",
        "end": "2025-01-20T16:00:00+00:00",
    }
    assert closed["restated"] == []


def test_what_came_later_is_closed_and_what_changed_is_told(kept: Path, file: Write) -> None:
    in_json("import", kept, file(hours(480, 490), "next.csv"))
    in_json("import", kept, file(hours(100, 102, kwh=200), "correction.csv"))
    ran = zeropark("close", kept, "--since-last")
    assert ran.code == 0
    # hour 100 is four o'clock on 5 January; the week after may be filled from it
    assert "closed 2025-01-04T00:00:00+08:00/2025-01-13T00:00:00+08:00" in ran.out
    assert "closed 2025-01-21T00:00:00+08:00/2025-01-21T10:00:00+08:00" in ran.out
    assert "restated" in ran.out
    # 9 days of 24 hours; two hours of 180 kWh are 200 now, eight quarters
    shop = "electricity:bus-10kv>shop-load: 38,880.0 -> 38,920.0 kWh, 8 quarter hour(s)"
    assert shop in ran.out
    assert "the books run to 2025-01-21 10:00" in ran.out
    again = zeropark("close", kept, "--since-last")
    assert again.out.strip() == "nothing has come; the books run to 2025-01-21 10:00"


def test_as_json_every_stretch_is_an_answer_of_its_own(kept: Path, file: Write) -> None:
    in_json("import", kept, file(hours(100, 102, kwh=200), "correction.csv"))
    ran = in_json("close", kept, "--since-last")
    assert ran.data["until"] == "2025-01-20T16:00:00+00:00"
    assert ran.data["left_open"] == []
    (closed,) = ran.data["closed"]
    assert closed["period"]["end"] == "2025-01-12T16:00:00+00:00"
    (restated,) = closed["restated"]
    assert restated["links"] >= 1


@pytest.mark.parametrize("options", [(), ("--since-last", "--period", "2025")])
def test_both_or_neither_is_refused(kept: Path, options: tuple[str, ...]) -> None:
    ran = in_json("close", kept, *options)
    assert ran.code == 2
    assert "--since-last" in ran.data["error"]["message"]


def test_a_park_without_readings_could_not_be_closed(park: Path) -> None:
    ran = in_json("close", park, "--since-last")
    assert (ran.code, ran.data["error"]["type"]) == (2, "MissingDataError")
