"""Every device kind: the least that describes it, its ports, and what is impossible in it."""

from __future__ import annotations

from pathlib import Path
from typing import Any, get_args

import pytest
import yaml
from pydantic import TypeAdapter, ValidationError

from zeropark.basis.carriers import CARRIERS
from zeropark.basis.park.device import Connected, Device
from zeropark.basis.park.device_kinds import AnyDevice

KINDS: dict[str, dict[str, Any]] = yaml.safe_load(
    Path(__file__).with_name("kinds.yaml").read_text(encoding="utf-8")
)
DEVICE: TypeAdapter[Device] = TypeAdapter(AnyDevice)
REFUSED = [
    pytest.param(kind, change, words, id=f"{kind}: {words}")
    for kind, about in KINDS.items()
    for change, words in about["refused"]
]


def _device(kind: str, **changes: Any) -> Device:
    named = {"id": "d", "name": {"zh": "设备", "en": "device"}, "site": "s", "kind": kind}
    return DEVICE.validate_python({**named, **KINDS[kind]["least"], **changes})


def _written(at: Connected) -> str:
    use = "" if at.port.use == "energy" else f" ({at.port.use})"
    return f"{at.field} {'>' if at.port.into else '<'} {at.bus}{use}"


def test_every_registered_kind_is_tried_here() -> None:
    classes = get_args(get_args(AnyDevice)[0])
    registered = {get_args(c.model_fields["kind"].annotation)[0] for c in classes}
    assert registered == set(KINDS)


def test_every_kind_has_a_file_of_its_name() -> None:
    for device_class in get_args(get_args(AnyDevice)[0]):
        kind = get_args(device_class.model_fields["kind"].annotation)[0]
        assert device_class.__module__.rpartition(".")[2] == kind


@pytest.mark.parametrize("kind", KINDS)
def test_the_least_description_is_enough_and_gives_these_ports(kind: str) -> None:
    assert [_written(at) for at in _device(kind).ports()] == KINDS[kind]["ports"]


@pytest.mark.parametrize("kind", KINDS)
def test_ports_take_only_carriers_that_exist(kind: str) -> None:
    for at in _device(kind).ports():
        assert at.port.carriers
        assert set(at.port.carriers) <= set(CARRIERS)


@pytest.mark.parametrize(("kind", "change", "words"), REFUSED)
def test_what_is_impossible_is_refused_in_words(
    kind: str, change: dict[str, Any], words: str
) -> None:
    with pytest.raises(ValidationError) as caught:
        _device(kind, **change)
    assert words in str(caught.value)


@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_can_say_what_it_costs(kind: str) -> None:
    device = _device(kind, economics={"capex_cny_per_kw": 1000, "lifetime_years": 20})
    assert device.economics is not None
    assert device.economics.capex_cny_per_kw == 1000
