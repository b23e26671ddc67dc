"""Telling those who asked to be told: notifications to the addresses of subscriptions.

A change is kept before it is told, and telling never makes a client wait: one thread sends, from
a queue that is bounded. What can't be delivered in a few attempts is told to the operator and
left: whoever subscribed still finds the object by asking.
"""

from __future__ import annotations

import json
import queue
import threading
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from http import HTTPStatus
from typing import Any, Final

from zeropark.basis.errors import Phrase, ZeroparkError
from zeropark.shell.openadr.objects import Notification, Subscription
from zeropark.shell.ports.openadr_objects import KeptObject, ObjectsStore
from zeropark.shell.ports.web import Sent, UnreachableError, Web
from zeropark.shell.serving.openadr.access import listed_for, readable, reader_of, shown, targets_of
from zeropark.shell.serving.openadr.vtn import Change, document_of

WAITS_SECONDS: Final = (0.0, 1.0, 5.0)
"""Before each attempt at one notification."""
_MOST_WAITING: Final = 1000
_FAILS_FROM: Final = HTTPStatus.MULTIPLE_CHOICES


class UndeliveredError(ZeroparkError):
    """A notification that did not reach who asked for it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Telegram:
    """One notification, on its way to one address."""

    url: str
    token: str | None
    notification: Notification


class Teller:
    """Sends notifications in a thread of its own."""

    def __init__(
        self,
        store: ObjectsStore,
        *,
        web: Web,
        sees_all: Callable[[str], bool],
        failed: Callable[[UndeliveredError], None],
        waits_seconds: tuple[float, ...] = WAITS_SECONDS,
    ) -> None:
        """One that has not begun.

        Args:
            store: with the subscriptions.
            web: the way out.
            sees_all: whether a client is business logic.
            failed: hears of what could not be delivered.
            waits_seconds: before each attempt.
        """
        self._store, self._web, self._sees_all, self._failed = store, web, sees_all, failed
        self._waits_seconds = waits_seconds
        self._waiting: queue.Queue[Telegram | None] = queue.Queue(_MOST_WAITING)
        self._ended = threading.Event()
        self._thread = threading.Thread(target=self._work, name="openadr-teller", daemon=True)

    def begin(self) -> None:
        """Send from now on."""
        self._thread.start()

    def end(self) -> None:
        """Send no more; what is still waiting is left."""
        self._ended.set()
        with suppress(queue.Full):  # it looks whether it has ended after each of those waiting
            self._waiting.put_nowait(None)
        if self._thread.is_alive():
            self._thread.join()

    def tell(self, change: Change) -> None:
        """Let those who asked for it know; returns at once."""
        for telegram in self._telegrams(change):
            try:
                self._waiting.put_nowait(telegram)
            except queue.Full:
                self._failed(_undelivered(telegram, Phrase("too many are waiting")))

    def _telegrams(self, change: Change) -> Iterator[Telegram]:
        kind = change.kept.kind
        for kept in self._store.listed("SUBSCRIPTION"):
            subscription = Subscription.model_validate(document_of(kept))
            notification = self._notification(change, kept, subscription)
            if notification is None:
                continue
            for each in subscription.object_operations:
                if kind in each.objects and change.operation in each.meant:
                    yield Telegram(
                        url=each.callback_url, token=each.bearer_token, notification=notification
                    )

    def _notification(
        self, change: Change, kept: KeptObject, subscription: Subscription
    ) -> Notification | None:
        """What one subscriber may be told; None where it is none of its business."""
        about = change.kept
        program = subscription.program_id
        if program is not None and program not in self._programs(about):
            return None
        asked = targets_of(kept.body)
        owner = kept.owner or ""
        reader = reader_of(owner, sees_all=self._sees_all(owner), store=self._store)
        if not (listed_for(about, reader, asked) if asked else readable(about, reader)):
            return None
        told = document_of(about) | shown(about, reader, asked)
        return Notification.model_validate(
            {"objectType": about.kind, "operation": change.operation, "object": told}
        )

    def _programs(self, about: KeptObject) -> set[str | None]:
        """The program that an object is, or belongs to."""
        if about.kind == "REPORT" and about.parent is not None:
            event = self._store.find("EVENT", about.parent)
            return {event.parent} if event else set()
        return {about.id} if about.kind == "PROGRAM" else {about.parent}

    def _work(self) -> None:
        while not self._ended.is_set():
            telegram = self._waiting.get()
            if telegram is not None:
                self._deliver(telegram)

    def _deliver(self, telegram: Telegram) -> None:
        why: object = Phrase("the server is ending")
        for wait_seconds in self._waits_seconds:
            if self._ended.wait(wait_seconds):
                break
            try:
                status = self._web.send(_sent(telegram)).status
            except UnreachableError as error:
                why = error.told
                continue
            if status < _FAILS_FROM:
                return
            why = Phrase("it answered with status {status}", {"status": status})
        self._failed(_undelivered(telegram, why))


def _sent(telegram: Telegram) -> Sent:
    headers = {"Content-Type": "application/json"}
    if telegram.token is not None:
        headers["Authorization"] = f"Bearer {telegram.token}"
    document: dict[str, Any] = telegram.notification.document()
    return Sent(
        method="POST", url=telegram.url, headers=headers, body=json.dumps(document).encode()
    )


def _undelivered(telegram: Telegram, why: object) -> UndeliveredError:
    return UndeliveredError(
        "{url} was not told of the {kind} {id}: {why}. It can still ask for it.",
        url=telegram.url,
        kind=telegram.notification.object_type,
        id=telegram.notification.object["id"],
        why=why,
    )
