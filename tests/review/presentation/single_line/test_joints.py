from __future__ import annotations

import pytest

import ledger_parks as parts
from zeropark.review.presentation.single_line.joints import Joint, joints_of
from zeropark.review.presentation.single_line.sketch import Glyph


def between(
    one_kv: float | None, other_kv: float | None, *links: tuple[str, str, bool]
) -> tuple[Joint, ...]:
    park = parts.park_of(
        buses=[parts.bus("one", voltage_kv=one_kv), parts.bus("other", voltage_kv=other_kv)],
        links=[
            {"id": f"t{i}", "from": source, "to": sink, "both_ways": both}
            for i, (source, sink, both) in enumerate(links)
        ],
    )
    return joints_of(park, carrier="electricity")


@pytest.mark.parametrize(
    ("one_kv", "other_kv", "glyph"),
    [
        (110, 10, Glyph.TRANSFORMER),
        (110, 110, Glyph.LINE),
        (None, 10, Glyph.LINE),
    ],
)
def test_a_transformer_stands_between_two_told_voltages_only(
    one_kv: float | None, other_kv: float | None, glyph: Glyph
) -> None:
    (joint,) = between(one_kv, other_kv, ("one", "other", False))
    assert joint.glyph is glyph


def test_the_higher_voltage_is_the_upper_one_whichever_way_the_link_is_written() -> None:
    (joint,) = between(10, 110, ("one", "other", False))
    assert (joint.upper, joint.lower) == ("other", "one")
    assert joint.member.forward == ()
    assert joint.member.reverse == ("electricity:one>other",)


def test_parallel_links_are_one_joint_that_counts_its_circuits() -> None:
    links = (("one", "other", False), ("other", "one", False), ("one", "other", True))
    (joint,) = between(None, None, *links)
    assert joint.count == 3
    assert joint.counted is not None
    assert joint.counted.zh == "3 回"
    assert joint.member.forward == ("electricity:one>other",)
    assert joint.member.reverse == ("electricity:other>one",)


def test_a_link_from_a_bus_to_itself_or_to_another_carrier_is_no_joint() -> None:
    park = parts.park_of(
        buses=[parts.bus("a"), parts.bus("w", "fresh_water")],
        links=[
            {"id": "self", "from": "a", "to": "a"},
            {"id": "odd", "from": "a", "to": "w"},
            {"id": "lost", "from": "a", "to": "nowhere"},
        ],
    )
    assert joints_of(park, carrier="electricity") == ()


def test_headers_are_tied_by_a_valve() -> None:
    park = parts.park_of(
        buses=[parts.bus("hot", "steam"), parts.bus("warm", "steam")],
        links=[{"id": "v", "from": "hot", "to": "warm"}],
    )
    (joint,) = joints_of(park, carrier="steam")
    assert joint.glyph is Glyph.VALVE
