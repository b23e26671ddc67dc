from __future__ import annotations

from typing import get_args

from zeropark.basis.park.device_kinds import AnyDevice
from zeropark.basis.park.place import BoundaryPoint
from zeropark.review.presentation.single_line.kinds import KINDS


def test_every_kind_of_device_and_point_has_its_sign() -> None:
    classes = get_args(get_args(AnyDevice)[0])
    devices = {get_args(kind.model_fields["kind"].annotation)[0] for kind in classes}
    points = set(get_args(BoundaryPoint.model_fields["kind"].annotation))
    assert devices | points == KINDS.keys()
