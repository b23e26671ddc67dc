from __future__ import annotations

from pathlib import Path

import pytest

from readings_rows import readings
from zeropark.basis.errors import StoreError
from zeropark.shell.stores.readings.wal import Segment, encode, scan

FRAMES = [encode(readings([("m1", i, float(i), 0)]).frame, sequence=i) for i in range(1, 4)]


def numbers(path: Path) -> list[int]:
    return [frame.sequence for frame in scan(path).frames]


def test_frames_come_back_in_order(tmp_path: Path) -> None:
    segment = Segment(tmp_path / "1.wal")
    for frame in FRAMES:
        segment.append(frame)
    segment.sync()
    found = scan(segment.path)
    segment.close()
    assert [frame.sequence for frame in found.frames] == [1, 2, 3]
    assert found.frames[1].table().equals(readings([("m1", 2, 2.0, 0)]).frame)
    assert found.torn == 0


def test_a_torn_tail_is_told_apart_at_every_byte(tmp_path: Path) -> None:
    path = tmp_path / "1.wal"
    whole, last = b"".join(FRAMES[:2]), FRAMES[2]
    for kept in range(len(last)):
        path.write_bytes(whole + last[:kept])
        found = scan(path)
        assert [frame.sequence for frame in found.frames] == [1, 2]
        assert (found.sound, found.torn) == (len(whole), kept)


def test_a_tail_of_zeros_is_torn(tmp_path: Path) -> None:
    path = tmp_path / "1.wal"
    path.write_bytes(FRAMES[0] + bytes(500))
    assert (numbers(path), scan(path).torn) == ([1], 500)


def test_a_damaged_byte_in_the_last_frame_is_never_read_as_sound(tmp_path: Path) -> None:
    path = tmp_path / "1.wal"
    for position in range(len(FRAMES[1])):
        damaged = bytearray(FRAMES[1])
        damaged[position] ^= 0x40
        path.write_bytes(FRAMES[0] + damaged)
        assert numbers(path) == [1]


def test_damage_before_the_end_names_file_and_byte(tmp_path: Path) -> None:
    path = tmp_path / "1.wal"
    first = len(FRAMES[0])
    for position in range(0, len(FRAMES[1]), 7):
        content = bytearray(b"".join(FRAMES))
        content[first + position] ^= 0x40
        path.write_bytes(content)
        with pytest.raises(StoreError, match=rf"byte {first} of .*1\.wal is damaged"):
            scan(path)


def test_appending_goes_on_at_the_sound_end(tmp_path: Path) -> None:
    path = tmp_path / "1.wal"
    path.write_bytes(FRAMES[0] + FRAMES[1][:30])
    segment = Segment(path, sound=scan(path).sound)
    segment.append(FRAMES[2])
    segment.close()
    assert numbers(path) == [1, 3]


def test_a_full_disk_leaves_the_file_as_it_was(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    segment = Segment(tmp_path / "1.wal")
    segment.append(FRAMES[0])

    def refuse(*_: object) -> int:
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patch:
        patch.setattr("os.pwrite", refuse)
        with pytest.raises(StoreError, match="No space left"):
            segment.append(FRAMES[1])
    segment.append(FRAMES[2])
    segment.close()
    assert numbers(tmp_path / "1.wal") == [1, 3]
