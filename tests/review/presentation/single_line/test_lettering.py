from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from zeropark.review.presentation.single_line.lettering import (
    ELLIPSIS,
    lines_of,
    plain,
    width_px,
)


def test_a_chinese_character_is_wider_than_a_latin_letter() -> None:
    # 4 characters x 1.05 em x 10 px; 4 letters x 0.58 em x 10 px
    assert width_px("园区母线", size_px=10) == 42
    assert round(width_px("abcd", size_px=10), 6) == 23.2


def test_lines_are_about_equally_long_so_that_no_character_stands_alone() -> None:
    assert lines_of("电解铜箔产线", room_px=64, most=3, size_px=12) == ("电解铜", "箔产线")


def test_a_bracket_stays_with_what_it_holds() -> None:
    lines = lines_of("云机房（间接蒸发）", room_px=52, most=4, size_px=12)
    assert "".join(lines) == "云机房（间接蒸发）"
    assert not any(line.endswith("（") or line.startswith("）") for line in lines)


def test_a_long_latin_word_is_broken_with_a_hyphen() -> None:
    assert lines_of("electrolysers", room_px=65, most=3, size_px=11) == ("electro-", "lysers")


def test_what_does_not_fit_ends_in_an_ellipsis() -> None:
    (line,) = lines_of("园区能源服务公司变电站", room_px=64, most=1, size_px=12)
    assert line == "园区能源" + ELLIPSIS  # 5 x 1.05 em x 12 px = 63; a sixth would make 75.6


def test_control_characters_and_line_breaks_are_blanks() -> None:
    assert plain("a\n\tb\x00c") == "a b c"


@given(
    st.text(max_size=120),
    st.floats(24, 200),
    st.integers(1, 4),
    st.floats(8, 16),
)
def test_no_line_is_wider_than_its_room_and_none_is_empty(
    words: str, room_px: float, most: int, size_px: float
) -> None:
    lines = lines_of(words, room_px=room_px, most=most, size_px=size_px)
    assert len(lines) <= most
    assert all(line for line in lines)
    # one character may be wider than very little room
    assert all(width_px(line, size_px=size_px) <= max(room_px, 2.2 * size_px) for line in lines)
    assert bool(lines) == bool(plain(words))


@given(st.text(alphabet="铜镍风光储 abc-", max_size=60))
def test_with_room_enough_every_word_is_there(words: str) -> None:
    lines = lines_of(words, room_px=90, most=100, size_px=12)
    assert "".join("".join(lines).split()).replace("-", "") == "".join(words.split()).replace(
        "-", ""
    )
