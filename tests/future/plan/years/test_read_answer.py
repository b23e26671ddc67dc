from __future__ import annotations

import numpy as np

import planned_park
from zeropark.facts.ledger.flow import CURTAILED, Kind
from zeropark.facts.readings.reading import Quality
from zeropark.future.plan.assembly.account import Figures
from zeropark.future.plan.program.answer import Answer, Status
from zeropark.future.plan.program.draft import Draft
from zeropark.future.plan.site.expression import Expression
from zeropark.future.plan.site.park_draft import ParkDraft, Path, known, of
from zeropark.future.plan.years.read_answer import (
    flows_by_path,
    planned_contents,
    planned_flows,
    value_of,
)

STEPS = 4


def answer(flows: list[list[float]], quantities: list[float]) -> Answer:
    return Answer(
        route="hand",
        status=Status.SOLVED,
        flows=np.array(flows),
        quantities=np.array(quantities),
        row_duals=np.zeros((0, STEPS)),
        total_duals=np.zeros(0),
        iterations=0,
        seconds=0.0,
    )


def drafted() -> ParkDraft:
    return ParkDraft(planned_park.park(), planned_park.AXIS, Draft(STEPS))


def test_an_expression_is_its_known_amount_and_columns_times_numbers() -> None:
    park = drafted()
    flow, size = park.draft.flow("x"), park.draft.quantity("p")
    ratio = np.array([1.0, 2.0, 0.0, 1.0])
    amount = of(flow, ratio) + of(size, 3.0) + known(10.0)
    got = value_of(amount, answer([[1.0, 2.0, 3.0, 4.0]], [5.0]), steps=STEPS)
    np.testing.assert_array_equal(got, [26.0, 29.0, 25.0, 29.0])


def test_nothing_is_nothing_in_every_step() -> None:
    got = value_of(Expression(), answer([], []), steps=STEPS)
    np.testing.assert_array_equal(got, np.zeros(STEPS))


def test_every_path_becomes_a_planned_flow_that_is_never_negative() -> None:
    park = drafted()
    paths = {
        Path("electricity", "sun", "main"): np.array([-1e-9, 1.0, 2.0, 3.0]),
        Path("electricity", "main", "mill-load"): np.full(STEPS, 100.0),
    }
    found = planned_flows(park, Figures(paths, {}), quality=Quality.GENERATED)
    assert [link.id for link in found.links] == [
        "electricity:sun>main",
        "electricity:main>mill-load",
        "electricity:grid>main",
        "electricity:main>grid",
    ]
    wanted = [[0, 1, 2, 3], [100] * 4, [0] * 4, [0] * 4]  # of a plan all is known
    np.testing.assert_array_equal(found.quantity, wanted)
    assert (found.kind == Kind.PLANNED).all()
    assert (found.quality == Quality.GENERATED).all()
    assert list(flows_by_path(found))[:2] == list(paths)


def test_a_park_without_gates_and_paths_has_no_flows() -> None:
    site = ParkDraft(planned_park.park(boundary_points=[]), planned_park.AXIS, Draft(STEPS))
    assert planned_flows(site, Figures({}, {}), quality=0).quantity.shape == (0, STEPS)


def test_contents_are_read_by_store() -> None:
    park = drafted()
    park.contents["cells"] = of(park.draft.flow("level"))
    (held,) = planned_contents(park, answer([[1.0, 2.0, 3.0, -1e-12]], [])).values()
    np.testing.assert_array_equal(held, [1.0, 2.0, 3.0, 0.0])


def test_a_plant_of_a_direct_connection_says_that_nothing_is_curtailed() -> None:
    """Else the books would not know what it could have given."""
    direct = {"kind": "green_direct", "id": "direct", "plants": ["sun"], "users": ["mill"]}
    site = ParkDraft(planned_park.park(contracts=[direct]), planned_park.AXIS, Draft(STEPS))
    paths = {Path("electricity", "sun", "main"): np.ones(STEPS)}
    found = planned_flows(site, Figures(paths, {}), quality=0)
    (row,) = found.rows(source="sun", sink=CURTAILED)
    assert (found.quantity[row] == 0).all()
