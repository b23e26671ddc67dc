from __future__ import annotations

import pytest

from sample_year import park
from zeropark.review.presentation.nodes import Role, name, role


@pytest.mark.parametrize(
    ("node", "expected"),
    [
        ("wind-1", Role.WIND),
        ("pv-1", Role.SOLAR),
        ("battery-1", Role.STORAGE),
        ("furnace", Role.USE),
        ("grid", Role.GRID),
        ("gas-in", Role.SUPPLY),
        ("main", Role.BUS),
        ("losses", Role.RESIDUAL),
        ("nobody-knows", Role.USE),
    ],
)
def test_a_node_has_the_role_a_reader_expects(node: str, expected: Role) -> None:
    assert role(park(), node) is expected


def test_a_node_is_called_what_people_call_it() -> None:
    assert name(park(), "furnace").zh == "闪速炉"
    assert name(park(), "losses").en == "Losses"
    assert name(park(), "nobody-knows").zh == "nobody-knows"
