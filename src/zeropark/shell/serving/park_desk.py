"""The desk of one park: what people and programs ask about it, answered from its books.

Every answer belongs to a state of the park: its documents, its readings, its books. While the
state stays, an answer is made once.
"""

from __future__ import annotations

import hashlib
import threading
import time
from collections.abc import Callable, Hashable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final, Literal, TypeVar

from zeropark.basis.errors import Finding
from zeropark.basis.park.document import ParkDocument
from zeropark.basis.rules.rule import Rulebook
from zeropark.basis.timeline import PARK_ZONE, Period
from zeropark.facts.carbon.account import Account, account_flows
from zeropark.facts.ledger.bills.invoice import Bill
from zeropark.facts.ledger.flow import Flows
from zeropark.review.evaluation.evaluated import EvaluatedYear, evaluate_flows
from zeropark.review.evaluation.to_date import ToDate, to_date
from zeropark.review.presentation.coal import coal_equivalents, equivalent_value
from zeropark.review.presentation.results import Results
from zeropark.shell import bootstrap
from zeropark.shell.flexing.kept import Kept, kept
from zeropark.shell.ports.books import Closing
from zeropark.shell.ports.lease import Holder
from zeropark.shell.serving.documents import Documents
from zeropark.shell.serving.kept_days import KeptDays
from zeropark.shell.serving.kept_forecasts import KeptForecasts
from zeropark.shell.serving.kept_plans import KeptPlans
from zeropark.shell.serving.live import LiveFeed
from zeropark.shell.serving.memory import Memory
from zeropark.shell.usecases.allocate_period import AllocatedPeriod, allocate_period
from zeropark.shell.usecases.bill_period import bill_period
from zeropark.shell.usecases.check_park import Checked
from zeropark.shell.usecases.close_period import closing_findings

Resolution = Literal["quarter", "hour", "day"]
GLANCE_S: Final = 0.05
"""So long a state is taken for the present one: a look costs a millisecond, a page ten looks."""
_HEAVY: Final = 6
"""Answers that hold the flows of a period at 15 min: tens of megabytes for a year."""
_LIGHT: Final = 400

_Answer = TypeVar("_Answer")


class ParkDesk:
    """One park, open for the life of a server."""

    def __init__(self, work: bootstrap.Workspace, *, address: str | None = None) -> None:
        """A desk over an open park.

        Args:
            work: the park and its ports.
            address: where its server is to be found, told to others that would write; None for
                one that never writes.
        """
        self._opened = work
        self._address = address
        self._feed: LiveFeed | None = None
        self._turn = threading.Lock()
        self._glance = ("", 0.0)
        self._documents = Documents(work)
        self._plans = KeptPlans(work.plans)
        self._forecasts = KeptForecasts(work.forecasts)
        self._days = KeptDays(bootstrap.day_plans(work.folder))
        self._heavy = Memory(room=_HEAVY)
        self._light = Memory(room=_LIGHT)

    # --- the documents ------------------------------------------------------------------

    @property
    def folder(self) -> Path:
        """Where the park rests."""
        return self._opened.folder

    @property
    def work(self) -> bootstrap.Workspace:
        """The ports of the park, for reading."""
        return self._opened

    @property
    def id(self) -> str:
        """The park's id: its name in addresses."""
        return self._opened.park.id

    @property
    def park(self) -> ParkDocument:
        """The park document, as it was read last when it could be used."""
        return self._documents.park

    @property
    def rules(self) -> Rulebook:
        """The package's rules with the park's own."""
        return self._documents.rules

    @property
    def plans(self) -> KeptPlans:
        """The plans in its folder."""
        return self._plans

    @property
    def forecasts(self) -> KeptForecasts:
        """The answers of forecasting in its folder."""
        return self._forecasts

    @property
    def days(self) -> KeptDays:
        """The plans of days in its folder, and its rolls."""
        return self._days

    def flexibility(self) -> Kept:
        """What is kept of offers and calls."""
        return self.answer("flexibility", lambda: kept(self._opened.flexibility))

    def documents(self) -> Checked:
        """The documents on the disk now and what there is to say about them."""
        return self._documents.checked()

    def state(self) -> str:
        """A short text that changes whenever an answer could; what an ETag is made of.

        Looked up again after a glance's time, so that a page which asks ten times looks once.
        """
        seen, until = self._glance
        now = time.monotonic()
        if now >= until:
            work = self._opened
            parts = (
                self._documents.state(),
                work.books.state(),
                work.readings.state(),
                self._plans.state(),
                self._forecasts.state(),
                str(work.flexibility.count()),
                self._days.state(),
            )
            seen = hashlib.blake2b("\n".join(parts).encode(), digest_size=12).hexdigest()
            self._glance = seen, now + GLANCE_S
        return seen

    # --- the books ----------------------------------------------------------------------

    def closed(self) -> tuple[Period, ...]:
        """The closed stretches, oldest first, those that touch joined into one."""
        return self.answer("closed", lambda: _joined(self._opened.books.closed()))

    def closings(self) -> tuple[Closing, ...]:
        """Every closing in force, with what was found while closing."""
        return self.answer("closings", self._opened.books.closings)

    def findings(self) -> tuple[Finding, ...]:
        """What was found while closing, all periods."""
        return self.answer("findings", lambda: closing_findings(self._opened.books))

    def flows(self, period: Period, *, resolution: Resolution = "quarter") -> Flows:
        """The closed flows of a period.

        Raises:
            MissingDataError: the period is not closed, or not all of it.
            PeriodError: the period does not lie on the resolution's steps.
        """
        memory = self._heavy if resolution == "quarter" else self._light
        key = ("flows", period, resolution)
        return self._kept(
            memory, key, lambda: self._opened.books.flows(period, resolution=resolution)
        )

    def account(self, period: Period) -> Account:
        """The three carbon books and the green books of a closed period.

        Raises:
            MissingDataError: the period is not closed.
        """
        return self._kept(
            self._heavy,
            ("account", period),
            lambda: account_flows(self.flows(period), park=self.park, rules=self.rules),
        )

    def evaluated(self, period: Period) -> EvaluatedYear:
        """The indicators of a closed period; judged only where it is a whole year.

        Raises:
            MissingDataError: the period is not closed.
        """
        return self.answer(
            ("evaluated", period),
            lambda: evaluate_flows(self.flows(period), park=self.park, rules=self.rules),
        )

    def to_date(self, period: Period) -> tuple[ToDate, ...]:
        """Where the core indicator and the direct ratios stood at the end of each month.

        Raises:
            MissingDataError: the period is not closed.
        """
        return self.answer(
            ("to date", period),
            lambda: to_date(self.flows(period), park=self.park, rules=self.rules),
        )

    def allocated(self, period: Period) -> AllocatedPeriod:
        """Who used how much, and the shares of the direct connections.

        Raises:
            MissingDataError: the period is not closed.
        """
        return self.answer(
            ("allocated", period),
            lambda: allocate_period(period, park=self.park, books=self._opened.books),
        )

    def results(self, period: Period, *, resolution: Resolution = "hour") -> Results:
        """What energy figures of a period are drawn from.

        Its flows are at the resolution that is asked for, or at the next finer one on whose
        steps the period lies: a park that is closed to a quarter past has no whole last hour.

        Raises:
            MissingDataError: the period is not closed.
        """
        flows = self.flows(period, resolution=fitting(period, resolution))
        day = period.last_day()
        return Results(
            park=self.park,
            flows=flows,
            coal_equivalents=coal_equivalents(
                {link.carrier for link in flows.links}, rules=self.rules, at=day
            ),
            factors=equivalent_value(rules=self.rules, at=day),
        )

    def bills(self, period: Period) -> dict[str, Bill]:
        """What the electricity of a closed period costs, by grid-supply contract.

        Raises:
            MissingDataError: the period is not closed, or a supply point has no meter.
        """
        return self.answer(
            ("bills", period),
            lambda: bill_period(period, park=self.park, rules=self.rules, books=self.work.books),
        )

    def answer(self, key: Hashable, make: Callable[[], _Answer]) -> _Answer:
        """Any other answer that hangs on nothing but the park's state and the key."""
        return self._kept(self._light, key, make)

    def of_document(self, key: Hashable, make: Callable[[], _Answer]) -> _Answer:
        """An answer that hangs on the park document and the key alone: new readings keep it."""
        return self._light.recall(("of document", self._documents.state(), key), make)

    # --- writing ------------------------------------------------------------------------

    def other_writer(self) -> Holder | None:
        """Who else offers to write this park; None where this desk does, and may go on to."""
        lease = self._opened.lease
        if self._address is not None and lease.take(self._address, at=self._opened.clock.now()):
            return None
        return lease.holder()

    def follow(self, feed: LiveFeed) -> None:
        """From now on readings arrive by this feed, which writes over the desk's own ports."""
        self._feed = feed

    @property
    def feed(self) -> LiveFeed | None:
        """What brings readings to a live park; None for one that is not."""
        return self._feed

    @contextmanager
    def writing(self) -> Iterator[bootstrap.Workspace]:
        """The ports of the park for one piece of writing; free for others at its end."""
        try:
            if self._feed is None:
                # Two requests take turns; the store would turn the second away.
                with self._turn, bootstrap.workspace(self.folder) as work:
                    yield work
            else:
                with self._feed.turn:
                    yield self._opened
        finally:
            self._glance = ("", 0.0)  # who wrote sees at once what became of it

    def _kept(self, memory: Memory, key: Hashable, make: Callable[[], _Answer]) -> _Answer:
        return memory.recall((self.state(), key), make)


def fitting(period: Period, resolution: Resolution) -> Resolution:
    """The resolution, or the next finer one on whose steps the period lies; days are local."""
    ends = [end.astimezone(PARK_ZONE) for end in (period.start, period.end)]
    if resolution == "day" and all((end.hour, end.minute) == (0, 0) for end in ends):
        return "day"
    on_hours = all(end.minute == 0 for end in ends)
    return "hour" if resolution != "quarter" and on_hours else "quarter"


def _joined(periods: tuple[Period, ...]) -> tuple[Period, ...]:
    joined: list[Period] = []
    for period in periods:
        if joined and joined[-1].end >= period.start:
            joined[-1] = Period(joined[-1].start, max(joined[-1].end, period.end))
        else:
            joined.append(period)
    return tuple(joined)
