from __future__ import annotations

from datetime import UTC, datetime
from typing import Any, get_args

import pytest

from zeropark.basis.errors import StoreError
from zeropark.shell.flexing.kept import kept
from zeropark.shell.ports.flexibility import Record, Sort
from zeropark.shell.stores.memory_flexibility import MemoryFlexibility

NOW = datetime(2026, 7, 24, 8, 0, tzinfo=UTC)
READ = tuple(sort for sort in get_args(Sort) if sort != "withdrawal")
"""A withdrawal says nothing but its id and instant."""


@pytest.mark.parametrize("sort", READ)
@pytest.mark.parametrize("body", [{}, {"id": 7, "axis": "noon", "start": [], "segments": [3]}])
def test_a_record_of_another_shape_is_named(sort: Sort, body: dict[str, Any]) -> None:
    store = MemoryFlexibility()
    store.put([Record(sort=sort, id="x-1", at=NOW, body=body)])
    with pytest.raises(StoreError, match=f"The {sort} x-1 in the folder"):
        kept(store)


def test_nothing_kept_is_nothing() -> None:
    found = kept(MemoryFlexibility())
    assert (found.count, found.calls, found.offers, found.promises) == (0, {}, (), ())
