"""Amounts of a deal as numbers or arrays: ten thousand scenarios cost little more than one."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]
Amount = float | Array
"""A number, one a year (years,), one a scenario (scenarios, 1), or (scenarios, years)."""
