from __future__ import annotations

from collections.abc import Callable

from zeropark.basis.park.document import ParkDocument
from zeropark.future.simulation.operation.network import network_of, settling_order
from zeropark.future.simulation.role import Absorber, Converter, Fixed, Role

Make = Callable[..., ParkDocument]


def _chain(make_park: Make) -> ParkDocument:
    """Power makes hydrogen, hydrogen makes ammonia; a one-way feeder leads to the works."""
    return make_park(
        buses=[
            {"id": "main", "carrier": "electricity"},
            {"id": "twin", "carrier": "electricity"},
            {"id": "works", "carrier": "electricity"},
            {"id": "gas", "carrier": "hydrogen"},
            {"id": "tank", "carrier": "ammonia"},
        ],
        links=[
            {"id": "tie", "from": "main", "to": "twin", "both_ways": True},
            {"id": "feeder", "from": "main", "to": "works"},
        ],
        boundary_points=[{"id": "grid", "bus": "main", "kind": "public_grid", "direction": "both"}],
        devices=[
            {
                "id": "stack",
                "kind": "electrolyser",
                "electricity_from": "works",
                "hydrogen_to": "gas",
                "capacity_kw": 100.0,
            },
            {
                "id": "loop",
                "kind": "ammonia_synthesis",
                "hydrogen_from": "gas",
                "electricity_from": "works",
                "ammonia_to": "tank",
                "capacity_t_per_h": 1.0,
            },
        ],
    )


ROLES: dict[str, tuple[Role, ...]] = {
    "stack": (
        Converter(
            output="hydrogen_to",
            per_output={"electricity_from": 52_000.0},
            limit=1.0,
            spare_of="electricity_from",
        ),
    ),
    "loop": (
        Fixed(flows={}),
        Absorber(into="hydrogen_from", limit=1.0, per_input={"ammonia_to": 5.0}),
    ),
}


def test_two_way_links_join_buses_and_one_way_links_do_not(make_park: Make) -> None:
    network = network_of(_chain(make_park), roles=ROLES, hours=0.25)
    assert [cluster.buses for cluster in network.clusters] == [
        ("main", "twin"),
        ("works",),
        ("gas",),
        ("tank",),
    ]


def test_those_who_ask_are_settled_before_those_who_are_asked(make_park: Make) -> None:
    network = network_of(_chain(make_park), roles=ROLES, hours=0.25)
    order = [network.clusters[number].buses[0] for number in settling_order(network)]
    # the absorber acts at "gas" and fills "tank"; the stack gives "gas" and asks "works";
    # the feeder gives "works" and asks "main"
    assert order.index("gas") < order.index("tank")
    assert order.index("gas") < order.index("works") < order.index("main")


def test_supply_reaches_over_links_and_through_converters(make_park: Make) -> None:
    network = network_of(_chain(make_park), roles=ROLES, hours=0.25)
    supplied = {cluster.buses[0]: cluster.supplied for cluster in network.clusters}
    assert supplied == {"main": True, "works": True, "gas": True, "tank": False}


def test_a_ring_of_converters_still_has_an_order(make_park: Make) -> None:
    park = make_park(
        buses=[
            {"id": "main", "carrier": "electricity"},
            {"id": "gas", "carrier": "hydrogen"},
        ],
        devices=[
            {
                "id": "stack",
                "kind": "electrolyser",
                "electricity_from": "main",
                "hydrogen_to": "gas",
                "capacity_kw": 100.0,
            },
            {
                "id": "cell",
                "kind": "fuel_cell",
                "hydrogen_from": "gas",
                "electricity_to": "main",
                "capacity_kw": 100.0,
            },
        ],
    )
    roles: dict[str, tuple[Role, ...]] = {
        "stack": ROLES["stack"],
        "cell": (
            Converter(output="electricity_to", per_output={"hydrogen_from": 6e-5}, limit=9.0),
        ),
    }
    network = network_of(park, roles=roles, hours=0.25)
    assert sorted(settling_order(network)) == [0, 1]


def test_a_net_fed_from_a_by_product_waits_for_those_who_make_it(make_park: Make) -> None:
    # "net" stands first in the document; the stack's warm water is known once "gas" is settled
    park = make_park(
        buses=[
            {"id": "net", "carrier": "heat"},
            {"id": "warm", "carrier": "heat"},
            {"id": "gas", "carrier": "hydrogen"},
            {"id": "main", "carrier": "electricity"},
        ],
        devices=[
            {
                "id": "stack",
                "kind": "electrolyser",
                "electricity_from": "main",
                "hydrogen_to": "gas",
                "heat_to": "warm",
                "capacity_kw": 100.0,
            },
            {
                "id": "exchanger",
                "kind": "waste_heat_recovery",
                "heat_from": "warm",
                "heat_to": "net",
                "capacity_kw": 50.0,
            },
        ],
    )
    ratios = {"electricity_from": 52_000.0, "heat_to": 11_000.0}
    stack = Converter(
        output="hydrogen_to", per_output=ratios, limit=1.0, spare_of="electricity_from"
    )
    exchanger = Converter(
        output="heat_to", per_output={"heat_from": 1.0}, limit=9.0, spare_of="heat_from"
    )
    roles: dict[str, tuple[Role, ...]] = {"stack": (stack,), "exchanger": (exchanger,)}
    network = network_of(park, roles=roles, hours=0.25)
    order = [network.clusters[number].buses[0] for number in settling_order(network)]
    assert order.index("gas") < order.index("net") < order.index("warm")
