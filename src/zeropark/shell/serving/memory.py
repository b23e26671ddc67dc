"""Answers kept by key: made once however many ask at the same time, the least asked forgotten."""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Callable, Hashable
from typing import Any, TypeVar

_Answer = TypeVar("_Answer")


class _Kept:
    """One answer, or the turn to make it."""

    __slots__ = ("answer", "made", "turn")

    def __init__(self) -> None:
        self.turn = threading.Lock()
        self.made = False
        self.answer: Any = None


class Memory:
    """So many answers; what was asked least recently goes first. Safe among threads.

    A key must hold all that the answer depends on, the state of the park before all.
    """

    def __init__(self, *, room: int) -> None:
        self._room = room
        self._kept: OrderedDict[Hashable, _Kept] = OrderedDict()
        self._lock = threading.Lock()

    def recall(self, key: Hashable, make: Callable[[], _Answer]) -> _Answer:
        """The answer to this key; made now where it is not there, by one of those who ask.

        Where making it fails, who asked hears why, and the next one tries again.
        """
        kept = self._claimed(key)
        if not kept.made:
            with kept.turn:
                if not kept.made:
                    kept.answer = make()
                    kept.made = True
        answer: _Answer = kept.answer
        return answer

    def at_hand(self, key: Hashable) -> Any | None:  # noqa: ANN401 - whatever was kept
        """The answer to this key where it is made already, without waiting; else None."""
        with self._lock:
            kept = self._kept.get(key)
            return kept.answer if kept is not None and kept.made else None

    def _claimed(self, key: Hashable) -> _Kept:
        with self._lock:
            kept = self._kept.setdefault(key, _Kept())
            self._kept.move_to_end(key)
            while len(self._kept) > self._room:
                self._kept.popitem(last=False)
            return kept
