from __future__ import annotations

from pathlib import Path

import pytest

from cli_runs import in_json
from zeropark.basis.errors import InputError
from zeropark.basis.timeline import parse_period
from zeropark.shell.serving.park_desk import Resolution, fitting
from zeropark.shell.serving.parks import open_parks

TINY = Path(__file__).parents[2] / "parks" / "tiny.yaml"
DAY = """time,m-pv/energy [kWh]
2026-06-01 00:00,100
2026-06-01 01:00,100
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "park.yaml").write_text(TINY.read_text(encoding="utf-8"), encoding="utf-8")
    return tmp_path


def test_the_state_stays_until_something_changes(folder: Path) -> None:
    with open_parks([folder]) as parks:
        desk = parks.desks["tiny"]
        before = desk.state()
        assert desk.state() == before
        (folder / "day.csv").write_text(DAY, encoding="utf-8")
        in_json("import", folder, folder / "day.csv")
        imported = desk.state()
        in_json("close", folder, "--period", "2026-06-01")
        closed = desk.state()
    assert len({before, imported, closed}) == 3


def test_an_answer_of_an_earlier_state_is_never_given(folder: Path) -> None:
    with open_parks([folder]) as parks:
        desk = parks.desks["tiny"]
        assert desk.closed() == ()
        (folder / "day.csv").write_text(DAY, encoding="utf-8")
        in_json("import", folder, folder / "day.csv")
        in_json("close", folder, "--period", "2026-06-01")
        assert desk.closed() == (parse_period("2026-06-01"),)


def test_a_changed_document_is_taken_in_and_a_broken_one_is_not(folder: Path) -> None:
    document = folder / "park.yaml"
    with open_parks([folder]) as parks:
        desk = parks.desks["tiny"]
        name = desk.park.name.en
        text = document.read_text(encoding="utf-8")
        document.write_text(text.replace(name, "Another name"), encoding="utf-8")
        desk.state()
        assert desk.park.name.en == "Another name"
        document.write_text("version: 1\nid: [", encoding="utf-8")
        desk.state()
        assert desk.park.name.en == "Another name"
        assert not desk.documents().usable


@pytest.mark.parametrize(
    ("period", "asked", "given"),
    [
        ("2026", "day", "day"),
        ("2026-06-01/2026-06-01T09:00", "day", "hour"),
        ("2026-06-01/2026-06-01T09:15", "day", "quarter"),
        ("2026-06-01/2026-06-01T09:15", "hour", "quarter"),
        ("2026-06-01", "quarter", "quarter"),
    ],
)
def test_a_period_is_given_in_the_coarsest_steps_that_it_lies_on(
    period: str, asked: Resolution, given: Resolution
) -> None:
    assert fitting(parse_period(period), asked) == given


def test_two_parks_of_one_id_are_refused(tmp_path: Path) -> None:
    for name in ("a", "b"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "park.yaml").write_text(TINY.read_text(encoding="utf-8"), "utf-8")
    with pytest.raises(InputError, match="are both the park 'tiny'"), open_parks([tmp_path]):
        pass


def test_a_folder_without_a_park_is_refused_with_a_remedy(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"no park\.yaml"), open_parks([tmp_path / "none"]):
        pass
