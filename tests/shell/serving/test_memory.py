from __future__ import annotations

import threading
from concurrent.futures import ThreadPoolExecutor

import pytest

from zeropark.shell.serving.memory import Memory


def test_an_answer_is_made_once_however_many_ask_at_the_same_time() -> None:
    memory, made, gate = Memory(room=4), list[int](), threading.Event()

    def make() -> int:
        made.append(1)
        gate.wait(5)
        return 42

    with ThreadPoolExecutor(8) as pool:
        asked = [pool.submit(memory.recall, "key", make) for _ in range(8)]
        gate.set()
        assert [each.result() for each in asked] == [42] * 8
    assert made == [1]


def test_an_error_reaches_who_asked_and_is_not_kept() -> None:
    memory = Memory(room=4)

    def fail() -> int:
        raise KeyError("gone")

    with pytest.raises(KeyError, match="gone"):
        memory.recall("key", fail)
    assert memory.recall("key", lambda: 7) == 7


def test_what_was_asked_least_recently_is_forgotten_first() -> None:
    memory, made = Memory(room=2), list[str]()

    def ask(key: str) -> None:
        memory.recall(key, lambda: made.append(key))

    for key in ("a", "b", "a", "c", "a", "b"):
        ask(key)
    assert made == ["a", "b", "c", "b"]  # c took the place of b, which was older than a
