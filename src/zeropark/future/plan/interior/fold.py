"""Time folded: stretches side by side, eight in the lanes of a core, the cores apart.

An array of (steps, n) becomes (cores, length, n, LANES): stretch number `core * LANES + lane` has
the steps from that number times `length` on. What is past the last step is filled in.
"""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any, TypeVar

import numpy as np
from numpy.typing import NDArray

from zeropark.future.plan.interior.lanes import LANES
from zeropark.future.plan.interior.standard import Reals

_Kind = TypeVar("_Kind", np.float64, np.bool_)


def cores_for(steps: int, cores: int) -> int:
    """A second core is worth its while only where each lane has some steps."""
    return max(1, min(cores, steps // (4 * LANES)))


class Fold:
    """Which step is where, and running compiled work on all cores."""

    def __init__(self, steps: int, cores: int, *, length: int | None = None) -> None:
        """Stretches of `length`; of the least that holds all steps where it is not given."""
        self.steps = steps
        self.cores = cores_for(steps, cores)
        self.stretches = self.cores * LANES
        self.length = length or -(-steps // self.stretches)
        self._pool = ThreadPoolExecutor(self.cores - 1) if self.cores > 1 else None

    def fold(self, array: NDArray[_Kind], *, fill: float = 0.0) -> NDArray[_Kind]:
        """(steps, n) folded."""
        whole = np.full((self.stretches * self.length, array.shape[1]), fill, dtype=array.dtype)
        whole[: self.steps] = array
        apart = whole.reshape(self.cores, LANES, self.length, array.shape[1])
        return np.ascontiguousarray(apart.transpose(0, 2, 3, 1))

    def unfold(self, array: NDArray[_Kind]) -> NDArray[_Kind]:
        """Back to (steps, n)."""
        apart = array.transpose(0, 3, 1, 2)
        return apart.reshape(self.stretches * self.length, array.shape[2])[: self.steps]

    def spread(self, array: NDArray[_Kind]) -> NDArray[_Kind]:
        """(stretches, n), one row for each, as (cores, n, LANES)."""
        return np.ascontiguousarray(array.reshape(self.cores, LANES, -1).transpose(0, 2, 1))

    def gathered(self, array: NDArray[_Kind]) -> NDArray[_Kind]:
        """(cores, n, LANES) as (stretches, n)."""
        return array.transpose(0, 2, 1).reshape(self.stretches, -1)

    def before(self, array: Reals) -> Reals:
        """What each stretch has in the step before its first; (cores, n, LANES), 0 of the first."""
        last = self.gathered(array[:, -1])
        return self.spread(np.vstack([np.zeros_like(last[:1]), last[:-1]]))

    def after(self, array: Reals) -> Reals:
        """What each stretch has in the step after its last; 0 of the last one."""
        first = self.gathered(array[:, 0])
        return self.spread(np.vstack([first[1:], np.zeros_like(first[:1])]))

    def each(self, work: Callable[..., None], shared: tuple[Any, ...], *own: Any) -> None:
        """work(*shared, *own of a core) on every core; returns when all are done."""
        waiting = []
        if self._pool is not None:
            waiting = [
                self._pool.submit(work, *shared, *(array[core] for array in own))
                for core in range(1, self.cores)
            ]
        work(*shared, *(array[0] for array in own))
        for other in waiting:
            other.result()
