"""A new park is the template under its own name."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zeropark.basis.errors import InputError
from zeropark.shell.stores.park_folder import ParkFolder
from zeropark.shell.usecases.check_park import check_park
from zeropark.shell.usecases.new_park import id_from, new_park


def test_a_new_park_is_sound_from_the_start(tmp_path: Path) -> None:
    files = ParkFolder(tmp_path / "my-park")
    made = new_park(files, archetype="jinchang")
    assert made.park == "my-park"
    checked = check_park(files)
    assert checked.findings == ()
    assert checked.usable
    assert checked.park is not None
    assert checked.park.id == "my-park"


def test_an_unknown_template_leaves_no_folder(tmp_path: Path) -> None:
    with pytest.raises(InputError):
        new_park(ParkFolder(tmp_path / "my-park"), archetype="nowhere")
    assert not (tmp_path / "my-park").exists()


def test_a_second_new_park_in_the_same_place_is_refused(tmp_path: Path) -> None:
    files = ParkFolder(tmp_path)
    new_park(files, archetype="jinchang")
    with pytest.raises(InputError):
        new_park(files, archetype="jinchang")


@given(st.text())
def test_every_place_gives_an_id(name: str) -> None:
    assert re.fullmatch(r"[a-z0-9][a-z0-9_-]{0,63}", id_from(name))
