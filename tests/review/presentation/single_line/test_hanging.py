from __future__ import annotations

import ledger_parks as parts
from sketch_parks import archetype
from zeropark.review.presentation.single_line.hanging import hangings, link_id


def test_a_store_hangs_below_and_charges_forward() -> None:
    park = parts.park_of(buses=[parts.bus("b")], devices=[parts.battery("s", "b")])
    (store,) = hangings(park, carrier="electricity")["b"]
    assert not store.above
    assert store.member.forward == ("electricity:b>s",)
    assert store.member.reverse == ("electricity:s>b",)


def test_a_way_out_hangs_below_and_a_way_in_above() -> None:
    park = parts.park_of(
        buses=[parts.bus("b")],
        boundary_points=[
            parts.point("out", "b", direction="out"),
            parts.point("in", "b", direction="in"),
        ],
    )
    found = {each.node: each.above for each in hangings(park, carrier="electricity")["b"]}
    assert found == {"out": False, "in": True}


def test_a_device_of_two_carriers_hangs_on_the_buses_of_each() -> None:
    park = archetype("jinchang")
    electric = {each.node for each in hangings(park, carrier="electricity")["park-35"]}
    hydrogen = {each.node: each for each in hangings(park, carrier="hydrogen")["hydrogen-net"]}
    assert "electrolyser" in electric
    assert hydrogen["electrolyser"].above
    assert hydrogen["electrolyser"].tone == "supply"
    assert hydrogen["hydrogen-store"].tone == "storage"


def test_a_flow_link_is_named_as_the_ledger_names_it() -> None:
    assert link_id("steam", "a", "b") == "steam:a>b"
