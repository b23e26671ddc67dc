"""Answers kept by key: made once however many ask at the same time, the least asked forgotten."""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Callable, Hashable
from concurrent.futures import Future
from typing import Any, TypeVar

_Answer = TypeVar("_Answer")


class Memory:
    """So many answers; what was asked least recently goes first. Safe among threads.

    A key must hold all that the answer depends on, the state of the park before all.
    """

    def __init__(self, *, room: int) -> None:
        self._room = room
        self._kept: OrderedDict[Hashable, Future[Any]] = OrderedDict()
        self._lock = threading.Lock()

    def recall(self, key: Hashable, make: Callable[[], _Answer]) -> _Answer:
        """The answer to this key; made now where it is not there, by one of those who ask.

        An error is handed to all who wait for it, and not kept.
        """
        future, mine = self._claimed(key)
        if mine:
            try:
                future.set_result(make())
            except BaseException as error:
                self._forget(key, future)
                future.set_exception(error)
                raise
        answer: _Answer = future.result()
        return answer

    def _claimed(self, key: Hashable) -> tuple[Future[Any], bool]:
        with self._lock:
            found = self._kept.get(key)
            if found is not None:
                self._kept.move_to_end(key)
                return found, False
            future: Future[Any] = Future()
            self._kept[key] = future
            while len(self._kept) > self._room:
                self._kept.popitem(last=False)
            return future, True

    def _forget(self, key: Hashable, future: Future[Any]) -> None:
        with self._lock:
            if self._kept.get(key) is future:
                del self._kept[key]
