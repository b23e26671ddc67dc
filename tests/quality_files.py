"""Files of readings with rows that can't be used, for the tests of repairing them."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from itertools import count

LATER = datetime(2027, 1, 15, 4, 7, tzinfo=UTC)
"""After everything that the served parks know."""

ADDRESS = "http://127.0.0.1:8765"

HALF_BAD = """time,m-shop/energy [kWh]
2025-03-05 10:00,150
2025-03-05 11:00,oops
2025-03-05 12:00,<b>n/a</b>
"""
"""The shop's hours from 10 to 13 on 5 March 2025, of which two say no number."""


class LaterClock:
    """A minute later each time it is looked at, after all that is known."""

    def __init__(self) -> None:
        self._looks = count()

    def now(self) -> datetime:
        return LATER + next(self._looks) * timedelta(minutes=1)
