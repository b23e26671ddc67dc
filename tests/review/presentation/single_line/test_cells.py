from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

import ledger_parks as parts
from zeropark.basis.park.document import ParkDocument
from zeropark.review.presentation.single_line.cells import Cell, cells_of
from zeropark.review.presentation.single_line.hanging import hangings


def park_with(devices: Sequence[dict[str, Any]]) -> ParkDocument:
    enterprises = [{"id": f"e{i}", "name": {"zh": f"企业{i}", "en": f"Firm {i}"}} for i in range(9)]
    return parts.park_of(buses=[parts.bus("b")], enterprises=enterprises, devices=list(devices))


def cells(devices: Sequence[dict[str, Any]], *, most: int) -> tuple[Cell, ...]:
    park = park_with(devices)
    hung = hangings(park, carrier="electricity").get("b", ())
    return cells_of(park, "b", hung, most=most)


def test_with_room_enough_every_device_has_a_symbol_under_its_own_name() -> None:
    found = cells([parts.load("x", "b", "e1"), parts.load("y", "b", "e1")], most=2)
    assert [(cell.name.en, cell.count, cell.counted) for cell in found] == [
        ("x", 1, None),
        ("y", 1, None),
    ]


def test_devices_of_one_owner_are_taken_together_under_its_name() -> None:
    devices = [parts.load(f"l{i}", "b", f"e{i % 2}") for i in range(6)]
    found = cells(devices, most=2)
    assert [(cell.name.zh, cell.count) for cell in found] == [("企业0", 3), ("企业1", 3)]
    assert found[0].counted is not None
    assert (found[0].counted.zh, found[0].counted.en) == ("3 台", "3 units")


def test_the_largest_owners_keep_their_symbol_and_the_rest_is_counted() -> None:
    # e0 has 4, e1 3, e2 to e8 one each: with room for 3, two owners and 7 others
    owners = [0] * 4 + [1] * 3 + list(range(2, 9))
    found = cells([parts.load(f"l{i}", "b", f"e{owner}") for i, owner in enumerate(owners)], most=3)
    assert [(cell.name.en, cell.count) for cell in found] == [
        ("Firm 0", 4),
        ("Firm 1", 3),
        ("Others: Loads", 7),
    ]


def test_a_source_and_a_use_are_never_one_symbol() -> None:
    devices = [parts.load("l", "b", "e0"), parts.pv("p", "b", "e0"), parts.battery("s", "b")]
    assert [cell.tone for cell in cells(devices, most=1)] == ["solar", "storage", "use"]


MAKERS = st.sampled_from([parts.load, parts.pv])
OWNERS = st.sampled_from([None, *(f"e{i}" for i in range(9))])


@given(st.lists(st.tuples(MAKERS, OWNERS), max_size=60), st.integers(1, 12))
def test_counts_add_up_and_stay_within_the_room(
    listed: list[tuple[Any, str | None]], most: int
) -> None:
    found = cells([make(f"d{i}", "b", owner) for i, (make, owner) in enumerate(listed)], most=most)
    assert sum(cell.count for cell in found) == len(listed)
    nodes = [member.node for cell in found for member in cell.members]
    assert sorted(nodes) == sorted(f"d{i}" for i in range(len(listed)))
    tones = {cell.tone for cell in found}
    assert len(found) <= max(most, len(tones))
