"""A place is spelled so that a person finds it."""

from __future__ import annotations

import pytest

from zeropark.basis.documents.lines import Lines, Path
from zeropark.basis.documents.read import parse

TEXT = """\
id: p
meters:
  - id: m1
    channels:
      - {id: import, unit: kWh}
      - {unit: kW}
  - {id: 7}
"""
LINES = parse(TEXT, name="park.yaml").lines


@pytest.mark.parametrize(
    ("path", "place"),
    [
        ((), "park.yaml"),
        (("id",), "park.yaml, line 1: id"),
        (("gone",), "park.yaml: gone"),
        (("meters",), "park.yaml, line 2: meters"),
        (("meters", 0), "park.yaml, line 3: meters[0] (m1)"),
        (("meters", 0, "gate"), "park.yaml, line 3: meters[0] (m1): gate"),
        (
            ("meters", 0, "channels", 0, "unit"),
            "park.yaml, line 5: meters[0] (m1).channels[0] (import): unit",
        ),
        (
            ("meters", 0, "channels", 1, "unit"),
            "park.yaml, line 6: meters[0] (m1): channels[1].unit",
        ),
        (("meters", 1, "id"), "park.yaml, line 7: meters[1].id"),  # 7 is no id
        (("meters", 5, "id"), "park.yaml, line 2: meters[5].id"),
    ],
)
def test_a_place_names_file_line_and_elements(path: Path, place: str) -> None:
    assert LINES.place(path) == place


def test_without_a_text_a_place_is_the_path_alone() -> None:
    lines = Lines("", {"meters": [{"id": "m1"}]})
    assert lines.place(("meters", 0, "gate")) == "meters[0] (m1): gate"


def test_a_line_that_is_known_better_is_taken() -> None:
    assert LINES.place(("id",), line=9) == "park.yaml, line 9: id"
