"""The VTN above: whoever sends events to this park, asked as one of its VENs."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Generic, Protocol, TypeVar

from zeropark.basis.errors import Finding, ZeroparkError
from zeropark.shell.openadr.objects import (
    Event,
    Program,
    Report,
    ReportRequest,
    Resource,
    ResourceRequest,
    Subscription,
    SubscriptionRequest,
    Ven,
    VenRequest,
)

T = TypeVar("T")


class VtnRefusedError(ZeroparkError):
    """The VTN did not do what it was asked; `status` is its answer's."""

    def __init__(self, url: str, *, status: int, why: str) -> None:
        self.status = status
        super().__init__(
            "The VTN {url} refused: {status} {why}. Check the client's id, secret and role there.",
            url=url,
            status=status,
            why=why,
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Found(Generic[T]):
    """What a VTN lists, and what of it could not be read."""

    items: tuple[T, ...]
    findings: tuple[Finding, ...]


class VtnAbove(Protocol):
    """One VTN, asked by one client.

    Each method raises `VtnRefusedError` where the VTN refuses, and `UnreachableError` where it
    does not answer.
    """

    def programs(self, *, targets: Sequence[str]) -> Found[Program]:
        """All programs that this client may see.

        Args:
            targets: that were granted to it; each is asked for by itself, and none as well.
        """
        ...

    def events(self, program_id: str, *, targets: Sequence[str]) -> Found[Event]:
        """All events of a program that this client may see.

        Args:
            program_id: the program's id at the VTN.
            targets: as `programs`.
        """
        ...

    def vens(self) -> Found[Ven]:
        """The VENs of this client."""
        ...

    def resources(self, ven_id: str) -> Found[Resource]:
        """The resources of a VEN."""
        ...

    def subscriptions(self) -> Found[Subscription]:
        """The subscriptions of this client."""
        ...

    def reports(self, event_id: str) -> Found[Report]:
        """The reports of this client about an event."""
        ...

    def put_ven(self, said: VenRequest, *, known: str | None) -> Ven:
        """Make a VEN, or say again what a known one is.

        Args:
            said: what it is.
            known: its id; None: it is new.
        """
        ...

    def put_resource(self, said: ResourceRequest, *, known: str | None) -> Resource:
        """Make a resource, or say again what a known one is; as `put_ven`."""
        ...

    def put_report(self, said: ReportRequest, *, known: str | None) -> Report:
        """Send a report, or send a known one again; as `put_ven`."""
        ...

    def put_subscription(self, said: SubscriptionRequest, *, known: str | None) -> Subscription:
        """Subscribe, or say again to what; as `put_ven`."""
        ...

    def drop_subscription(self, subscription_id: str) -> None:
        """Subscribe no more."""
        ...

    def skew(self) -> timedelta | None:
        """How far the VTN's clock is ahead of ours, by its last answer; None: it did not say."""
        ...
