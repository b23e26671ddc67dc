from __future__ import annotations

from pathlib import Path

import pytest

from readings_rows import readings, values
from zeropark.basis.errors import StoreError
from zeropark.facts.readings.reading import Readings
from zeropark.shell.stores.readings import tail, wal
from zeropark.shell.stores.readings.recovery import Layout
from zeropark.shell.stores.readings.tail import Tail
from zeropark.shell.stores.readings.wal import Segment, encode


@pytest.fixture
def layout(tmp_path: Path) -> Layout:
    (tmp_path / "wal").mkdir()
    return Layout(tmp_path)


def frame(quarter: int, *, sequence: int) -> bytes:
    return encode(readings([("m1", quarter, 1.0, 0)]).frame, sequence=sequence)


def quarters(seen: Tail, *, after: int = 0, mark: str = "a") -> list[int]:
    found = values(Readings(seen.readings(after=after, mark=mark)))
    return [quarter for _, quarter in found]


def test_what_was_appended_since_the_last_look_is_seen(layout: Layout) -> None:
    seen = Tail(layout)
    assert quarters(seen) == []
    assert seen.newest(after=0, mark="a") == 0
    segment = Segment(layout.segment(1))
    for n in range(3):
        segment.append(frame(n, sequence=n + 5))
        assert seen.newest(after=0, mark="a") == n + 5
        assert quarters(seen) == list(range(n + 1))
    Segment(layout.segment(2)).append(frame(9, sequence=11))
    assert quarters(seen) == [0, 1, 2, 9]
    assert quarters(seen, after=1) == [9]
    assert seen.newest(after=2, mark="a") == 0


def test_what_was_seen_is_not_read_again(layout: Layout, monkeypatch: pytest.MonkeyPatch) -> None:
    segment = Segment(layout.segment(1))
    segment.append(frame(0, sequence=1))
    seen = Tail(layout)
    quarters(seen)
    first = segment.size
    segment.append(frame(1, sequence=2))
    begun: list[int] = []

    def scanned(path: Path, *, after: int = 0) -> wal.Scan:
        begun.append(after)
        return wal.scan(path, after=after)

    monkeypatch.setattr(tail, "scan", scanned)
    assert quarters(seen) == quarters(seen) == [0, 1]
    assert begun == [first]


def test_many_small_appends_become_one_table(layout: Layout) -> None:
    segment = Segment(layout.segment(1))
    seen = Tail(layout)
    for n in range(3 * tail._CHUNKS):
        segment.append(frame(n, sequence=n + 1))
        table = seen.readings(after=0, mark="a")
        assert table.n_chunks() <= tail._CHUNKS + 1
    assert quarters(seen) == list(range(3 * tail._CHUNKS))


def test_a_torn_tail_is_passed_and_what_replaces_it_is_seen(layout: Layout) -> None:
    path = layout.segment(1)
    segment = Segment(path)
    segment.append(frame(0, sequence=1))
    sound, next_frame = segment.size, frame(1, sequence=2)
    segment.append(next_frame[:-1])
    seen = Tail(layout)
    assert quarters(seen) == [0]
    other = frame(2, sequence=2)
    Segment(path, sound=sound).append(other)
    assert quarters(seen) == [0, 2]


def test_a_frame_of_which_the_last_byte_comes_late_is_seen_when_it_is_whole(
    layout: Layout,
) -> None:
    path = layout.segment(1)
    whole = frame(1, sequence=2)
    path.write_bytes(whole[:-1] + bytes([whole[-1] ^ 1]))
    seen = Tail(layout)
    assert seen.newest(after=0, mark="a") == 0
    path.write_bytes(whole)
    assert seen.newest(after=0, mark="a") == 2


def test_under_another_mark_nothing_seen_before_counts(layout: Layout) -> None:
    path = layout.segment(1)
    path.write_bytes(frame(0, sequence=1))
    seen = Tail(layout)
    assert quarters(seen, mark="a") == [0]
    path.write_bytes(frame(7, sequence=1))
    assert quarters(seen, mark="b") == [7]


def test_a_file_that_became_shorter_is_read_anew(layout: Layout) -> None:
    path = layout.segment(1)
    first = frame(0, sequence=1)
    path.write_bytes(first + frame(1, sequence=2))
    seen = Tail(layout)
    assert quarters(seen) == [0, 1]
    path.write_bytes(first)
    assert quarters(seen) == [0]
    assert seen.newest(after=0, mark="a") == 1


def test_damage_after_what_was_seen_is_named_by_its_place_in_the_file(layout: Layout) -> None:
    path = layout.segment(1)
    first, second, third = (frame(n, sequence=n + 1) for n in range(3))
    path.write_bytes(first)
    seen = Tail(layout)
    quarters(seen)
    damaged = second[:-1] + bytes([second[-1] ^ 1])
    path.write_bytes(first + damaged + third)
    later = len(first) + len(second)
    with pytest.raises(StoreError, match=f"byte {len(first)} of .*follows at {later}"):
        quarters(seen)


def test_a_file_that_was_sealed_meanwhile_is_looked_for_again(
    layout: Layout, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Layout, "segments", lambda _, *, after: [after + 1])
    with pytest.raises(FileNotFoundError):
        quarters(Tail(layout))
