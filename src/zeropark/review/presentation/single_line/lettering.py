"""Letters on paper: how wide words are, and how they are cut into lines that fit.

A server has no fonts, so widths are estimates on the wide side: a Chinese character is as wide
as the type is high, Latin letters are taken from a wide sans-serif.
"""

from __future__ import annotations

import math
import re
import unicodedata
from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import Final

ELLIPSIS: Final = "…"
_NARROW: Final = frozenset("iljtfrI.,;:'|!()[]- ·")
_BROAD: Final = frozenset("mwMW@%")
_STEP_PX: Final = 2.0
_AFTER_LATIN: Final = "\u0250"
_TOKEN: Final = re.compile(
    r"[ -~\u00a1-\u024f]+?(?:[ \-/]+|(?=[^ -~\u00a1-\u024f])|$)"
    r"|[（「『《【]*[^ -~\u00a1-\u024f][、，。；：！？）」』》】·…]*",
    re.DOTALL,
)


def width_px(words: str, *, size_px: float) -> float:
    """About how wide the words are, rather more than less."""
    return sum(_ems(sign) for sign in words) * size_px


def _ems(sign: str) -> float:
    if sign in _NARROW:
        return 0.36
    if sign in _BROAD:
        return 0.92
    if sign < _AFTER_LATIN:
        return 0.7 if sign.isupper() else 0.58
    if unicodedata.combining(sign):
        return 0.0
    return 1.05


def plain(words: str) -> str:
    """The words on one line, without control characters; other signs stay what they are."""
    visible = (" " if unicodedata.category(sign) == "Cc" else sign for sign in words)
    return " ".join("".join(visible).split())


@lru_cache(maxsize=4096)  # one name is set again in every draft
def lines_of(words: str, *, room_px: float, most: int, size_px: float) -> tuple[str, ...]:
    """The words in at most so many lines, none wider than told; an ellipsis ends what is cut.

    Breaks stand after blanks, dashes and slashes, and anywhere between Chinese characters.

    >>> lines_of("Oxygen-rich flash smelting", room_px=72, most=3, size_px=11)
    ('Oxygen-rich', 'flash', 'smelting')
    >>> lines_of("富氧闪速熔炼系统", room_px=52, most=1, size_px=12)
    ('富氧闪…',)
    """
    pieces = tuple(_pieces(plain(words), room_px, size_px))
    lines = _filled(pieces, room_px, size_px)
    if len(lines) > most:
        lines = [*lines[: most - 1], _cut("".join(lines[most - 1 :]), room_px, size_px)]
    elif any(sign > _AFTER_LATIN for sign in words):
        lines = _evened(pieces, lines, room_px, size_px)
    return tuple(line.strip() for line in lines if line.strip())


def _filled(pieces: Sequence[str], room_px: float, size_px: float) -> list[str]:
    lines = [""]
    for piece in pieces:
        if not lines[-1] or _fits(lines[-1] + piece, room_px, size_px):
            lines[-1] += piece
        else:
            lines.append(piece)
    return lines


def _evened(pieces: Sequence[str], lines: list[str], room_px: float, size_px: float) -> list[str]:
    """As many lines, about equally long, so that no character stands alone."""
    widest = max((width_px(piece.rstrip(), size_px=size_px) for piece in pieces), default=0.0)
    while room_px - _STEP_PX >= widest:
        room_px -= _STEP_PX
        tighter = _filled(pieces, room_px, size_px)
        if len(tighter) > len(lines):
            break
        lines = tighter
    return lines


def _fits(words: str, room_px: float, size_px: float) -> bool:
    return width_px(words.rstrip(), size_px=size_px) <= room_px


def _pieces(words: str, room_px: float, size_px: float) -> Iterator[str]:
    """Tokens; one that is too long for a line in even parts, with hyphens."""
    for token in _TOKEN.findall(words):
        if _fits(token, room_px, size_px):
            yield token
            continue
        parts = math.ceil(width_px(token + "-", size_px=size_px) / room_px)
        while True:
            step = math.ceil(len(token) / parts)
            cut = [token[at : at + step] for at in range(0, len(token), step)]
            if step == 1 or all(_fits(part + "-", room_px, size_px) for part in cut):
                break
            parts += 1
        yield from (part + "-" for part in cut[:-1])
        yield cut[-1]


def _cut(words: str, room_px: float, size_px: float) -> str:
    kept = ""
    for sign in words:
        if not _fits(kept + sign + ELLIPSIS, room_px, size_px):
            break
        kept += sign
    return kept.rstrip() + ELLIPSIS
