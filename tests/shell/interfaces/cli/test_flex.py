"""The life of a call on the command line: offered, received, dispatched, verified, settled."""

from __future__ import annotations

from pathlib import Path

import pytest

from cli_runs import in_json, zeropark
from flexible_park import EVENING, NOON, call_file, close_days, write_park
from response_cases import FRIDAY


@pytest.fixture
def park(tmp_path: Path) -> Path:
    """Closed up to the day of the call."""
    folder = write_park(tmp_path / "my-park")
    close_days(folder, {}, days="2026-06-22/2026-07-24")
    return folder


def received(park: Path, **other: object) -> dict[str, object]:
    ran = in_json("flex", "receive", park, call_file(park, **other), "--at", NOON)
    assert ran.code == 0, ran.out
    found = ran.data["calls"][0]
    assert isinstance(found, dict)
    return found


def test_from_a_call_to_statements_by_hand(park: Path) -> None:
    found = received(park)
    # The battery is the cheapest and holds 300 kW for two hours by the register; how full it is
    # nobody says, so nothing is counted on. Mill and shop cost the same and hold 400 and 100.
    assert found["reply"]["accepted_kw"] == [500.0] * 8  # type: ignore[index]
    assert found["reply"]["shortfall_kw"] == [100.0] * 8  # type: ignore[index]
    powers = dict(
        zip(found["allocation"]["resources"], found["allocation"]["power_kw"], strict=True)  # type: ignore[index]
    )
    assert powers["mill-down"] == [400.0] * 8
    assert powers["shop-down"] == [100.0] * 8
    assert powers["cells-down"] == [0.0] * 8
    # The mill gave 360 of 400, the shop 90 of 100: 450 of 500 kW for two hours, 900 kWh of 1000.
    close_days(park, {"mill-line": -360.0, "shop-load": -90.0})
    ran = in_json("flex", "verify", park, "call-1", "--at", f"{FRIDAY}T23:00")
    delivery = ran.data["delivery"]
    assert delivery["score"] == pytest.approx(0.9)
    assert delivery["response_minutes"] == 15.0
    assert [each["days"] for each in delivery["resources"]] == [
        ["2026-07-23", "2026-07-22", "2026-07-21", "2026-07-20", "2026-07-17"]
    ] * 3
    # 900 kWh at 1.2 CNY: 864 for the mill's 720 kWh, of which it has 70 %, 216 for the shop's 180,
    # of which it has 80 %.
    settled = in_json("flex", "settle", park, "--period", "2026-07").data["settlement"]
    assert settled["total_cny"] == "1080.00"
    assert settled["by_user"] == {"park": "302.40", "mill": "604.80", "shop": "172.80"}
    mine = in_json("flex", "statement", park, "--period", "2026-07", "--user", "mill").data
    assert [(part["resource"], part["amount_cny"]) for part in mine["parts"]] == [
        ("mill-down", "604.80")
    ]
    again = in_json("flex", "settle", park, "--period", "2026-07").data["settlement"]
    assert again["total_cny"] == "1080.00"


def test_the_same_call_again_changes_nothing_and_another_of_its_id_does(park: Path) -> None:
    received(park)
    assert received(park)["again"] is True
    less = received(park, power_kw=[50.0] * 8)
    assert less["again"] is False
    assert less["reply"]["shortfall_kw"] == [0.0] * 8  # type: ignore[index]


def test_a_test_call_is_recorded_and_not_paid(park: Path) -> None:
    ran = in_json("flex", "receive", park, call_file(park), "--test", "--at", NOON)
    assert ran.data["calls"][0]["call"]["test"] is True
    close_days(park, {"mill-line": -400.0, "shop-load": -100.0})
    in_json("flex", "verify", park, "call-1")
    settled = in_json("flex", "settle", park, "--period", "2026-07").data["settlement"]
    assert [(line["what"], line["amount_cny"]) for line in settled["lines"]] == [("test", "0.00")]


def test_what_one_does_not_deliver_others_take_over(park: Path) -> None:
    received(park, power_kw=[300.0] * 8)
    # Mill and shop share 240 and 60. After an hour the mill is seen to give 100 only.
    close_days(park, {"mill-line": -100.0, "shop-load": -60.0}, days=f"2026-06-22/{FRIDAY}T19:00")
    ran = in_json("flex", "dispatch", park, "call-1", "--at", f"{FRIDAY}T19:00")
    assert ran.data["measured_steps"] == 4
    powers = dict(
        zip(ran.data["allocation"]["resources"], ran.data["allocation"]["power_kw"], strict=True)
    )
    assert powers["mill-down"] == [240.0] * 4 + [100.0] * 4
    assert powers["shop-down"] == [60.0] * 4 + [100.0] * 4
    assert ran.data["reply"]["shortfall_kw"] == [0.0] * 4 + [100.0] * 4


def test_one_adjustment_is_not_promised_twice(park: Path) -> None:
    offer = ("flex", "offer", park, "--period", EVENING, "--at", NOON)
    first = in_json(*offer, "--programme", "dr", "--price", "1.2")
    assert sum(each["power_kw"] for each in first.data["offer"]["segments"][0]) == 500.0
    second = zeropark(*offer, "--programme", "spot", "--json")
    assert second.code == 1
    assert "promise.made_already" in second.codes
    assert "dr-down-20260724T1800" in second.finding("promise.made_already")["problem"]
    assert second.data["offer"]["segments"] == [[]] * 8


def test_what_is_promised_to_another_is_not_called(park: Path) -> None:
    in_json(
        "flex",
        "offer",
        park,
        "--period",
        EVENING,
        "--at",
        NOON,
        "--programme",
        "spot",
        "--hold",
        "120",
    )
    found = received(park)
    assert found["reply"]["accepted_kw"] == [100.0] * 8  # type: ignore[index]
    assert "other calls or offers" in found["left_out"]["mill-down"]["en"]  # type: ignore[index]


def test_what_is_withdrawn_is_free_for_others(park: Path) -> None:
    offer = ("flex", "offer", park, "--period", EVENING, "--hold", "120")
    in_json(*offer, "--programme", "spot", "--at", NOON)
    name = "spot-down-20260724T1800"
    assert in_json("flex", "withdraw", park, name, "--at", NOON).data["withdrawn"] == name
    assert received(park)["reply"]["accepted_kw"] == [500.0] * 8  # type: ignore[index]
    again = zeropark("flex", "withdraw", park, name, "--at", NOON)
    assert again.code == 2
    assert "call-1" in again.err


def test_a_call_that_is_withdrawn_is_neither_settled_nor_counted(park: Path) -> None:
    received(park)
    in_json("flex", "withdraw", park, "call-1", "--at", f"{FRIDAY}T12:30")
    settled = in_json("flex", "settle", park, "--period", "2026-07")
    assert (settled.codes, settled.data["settlement"]["lines"]) == ([], [])
    ran = in_json("flex", "receive", park, call_file(park), "--at", f"{FRIDAY}T12:40")
    assert ran.data["calls"][0]["again"] is False
    late = zeropark("flex", "withdraw", park, "call-1", "--at", f"{FRIDAY}T18:00")
    assert "has started at 2026-07-24T18:00" in late.err


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"programme": "moon"}, "call.unknown_programme"),
        ({"start": f"{FRIDAY}T11:00"}, "call.starts_before_it_was_issued"),
        ({"power_kw": [-1.0]}, "call.negative_power"),
        ({"step_minutes": 60}, "call.step"),
    ],
)
def test_a_call_that_can_not_be_carried_out_is_told(
    park: Path, change: dict[str, object], code: str
) -> None:
    ran = in_json("flex", "receive", park, call_file(park, **change), "--at", NOON)
    assert (ran.code, ran.codes) == (1, [code])
    assert ran.data["calls"][0]["reply"] is None
    assert zeropark("flex", "dispatch", park, "call-1", "--json").code == 2


def test_a_call_that_comes_late_is_carried_out_from_then_on(park: Path) -> None:
    ran = in_json("flex", "receive", park, call_file(park), "--at", f"{FRIDAY}T18:20")
    assert "call.came_late" in ran.codes
    accepted = ran.data["calls"][0]["reply"]["accepted_kw"]
    # The shop needs 5 minutes and the mill 15: from 18:30 and 18:45 on.
    assert accepted[:4] == [0.0, 0.0, 100.0, 500.0]


def test_a_call_that_runs_is_not_replaced(park: Path) -> None:
    received(park)
    other = call_file(park, power_kw=[50.0] * 8)
    ran = in_json("flex", "receive", park, other, "--at", f"{FRIDAY}T18:05")
    assert ran.finding("call.changed_too_late")["severity"] == "error"
    kept = in_json("flex", "dispatch", park, "call-1", "--at", NOON).data["reply"]
    assert kept["accepted_kw"] == [500.0] * 8


def test_where_nothing_is_closed_the_register_stands_and_says_so(tmp_path: Path) -> None:
    bare = write_park(tmp_path / "bare")
    ran = in_json("flex", "capability", bare, "--date", str(FRIDAY))
    assert "capability.not_known" in ran.codes
    shop = next(e for e in ran.data["resources"] if e["resource"] == "shop-down")
    assert (shop["registered_only"], shop["power_kw"]["60"][0]) == (True, 100.0)
    wrong = zeropark("flex", "capability", bare, "--date", str(FRIDAY), "--plan", "day-x")
    assert "no plan of a day 'day-x'" in wrong.err


def test_what_is_said_for_people(park: Path) -> None:
    call_file(park)
    said = zeropark("flex", "receive", park, park / "call-1.json", "--at", NOON)
    assert "asked 1200 kWh" in said.out.replace(",", "").replace(" ", " ")
    for command in ("resources", "capability"):
        more = ("--date", str(FRIDAY)) if command == "capability" else ()
        ran = zeropark("flex", command, park, *more)
        assert ran.code == 0
        assert "mill-down" in ran.out
    close_days(park, {"mill-line": -400.0, "shop-load": -100.0})
    assert "score 100.0%" in zeropark("flex", "verify", park, "call-1").out
    assert "total 1,200.00 CNY" in zeropark("flex", "settle", park, "--period", "2026-07").out
    assert "mill" in zeropark("flex", "statement", park, "--period", "2026-07").out
    assert zeropark("flex", "dispatch", park, "call-1").code == 0


def test_what_is_not_there_is_named(park: Path, tmp_path: Path) -> None:
    received(park)
    assert "is not closed up to its end" in zeropark("flex", "verify", park, "call-1").err
    assert "call-1" in zeropark("flex", "verify", park, "call-2").err
    assert "is not settled" in zeropark("flex", "statement", park, "--period", "2026-07").err
    settled = in_json("flex", "settle", park, "--period", "2026-07")
    assert settled.codes == ["settlement.not_verified"]
    bare = write_park(tmp_path / "bare", section="")
    assert "no virtual plant" in zeropark("flex", "resources", bare).err
    wrong = park / "wrong.json"
    wrong.write_text("{", encoding="utf-8")
    assert "can't be read as JSON" in zeropark("flex", "receive", park, wrong).err


def test_what_is_closed_apart_and_later_does_no_harm(park: Path) -> None:
    received(park)
    close_days(park, {"mill-line": -400.0, "shop-load": -100.0}, days=f"2026-06-22/{FRIDAY}T20:00")
    close_days(park, {}, days="2026-07-26/2026-07-27")
    ran = in_json("flex", "verify", park, "call-1")
    assert ran.data["delivery"]["score"] == 1.0


def test_a_gap_in_the_window_is_substituted_marked_and_told(park: Path) -> None:
    received(park)
    close_days(park, {"mill-line": float("nan"), "shop-load": -100.0})
    ran = in_json("flex", "verify", park, "call-1")
    assert ran.codes == ["delivery.substituted"]
    mill = next(e for e in ran.data["delivery"]["resources"] if e["resource"] == "mill-down")
    assert mill["substituted"] == [True] * 8
    assert mill["delivered_kw"] == [0.0] * 8
