"""The `VtnAbove` port over HTTP: pages read to their end, every object by itself."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import timedelta
from typing import Any, Final, TypeVar

from pydantic import ValidationError

from zeropark.basis.errors import Finding, Severity, why_refused
from zeropark.shell.connectors.openadr.session import Session
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
from zeropark.shell.openadr.wire import Wire
from zeropark.shell.ports.vtn_above import Found
from zeropark.shell.ports.web import UnreachableError

T = TypeVar("T", bound=Wire)
_PAGE: Final = 50
_MOST_PAGES: Final = 200
"""Ten thousand objects: a VTN that goes on beyond does not heed `skip`."""
_Query = Sequence[tuple[str, str]]


class VtnClient:
    """One VTN, asked in one session."""

    def __init__(self, session: Session) -> None:
        """A client of a session."""
        self._session = session

    def programs(self, *, targets: Sequence[str]) -> Found[Program]:
        """See `VtnAbove.programs`."""
        return self._targeted("programs", Program, (), targets)

    def events(self, program_id: str, *, targets: Sequence[str]) -> Found[Event]:
        """See `VtnAbove.events`."""
        return self._targeted("events", Event, (("programID", program_id),), targets)

    def vens(self) -> Found[Ven]:
        """See `VtnAbove.vens`."""
        return self._listed("vens", Ven, ())

    def resources(self, ven_id: str) -> Found[Resource]:
        """See `VtnAbove.resources`."""
        return self._listed("resources", Resource, (("venID", ven_id),))

    def subscriptions(self) -> Found[Subscription]:
        """See `VtnAbove.subscriptions`."""
        return self._listed("subscriptions", Subscription, ())

    def reports(self, event_id: str) -> Found[Report]:
        """See `VtnAbove.reports`."""
        return self._listed("reports", Report, (("eventID", event_id),))

    def put_ven(self, said: VenRequest, *, known: str | None) -> Ven:
        """See `VtnAbove.put_ven`."""
        return self._put("vens", Ven, said, known)

    def put_resource(self, said: ResourceRequest, *, known: str | None) -> Resource:
        """See `VtnAbove.put_resource`."""
        return self._put("resources", Resource, said, known)

    def put_report(self, said: ReportRequest, *, known: str | None) -> Report:
        """See `VtnAbove.put_report`."""
        return self._put("reports", Report, said, known)

    def put_subscription(self, said: SubscriptionRequest, *, known: str | None) -> Subscription:
        """See `VtnAbove.put_subscription`."""
        return self._put("subscriptions", Subscription, said, known)

    def drop_subscription(self, subscription_id: str) -> None:
        """See `VtnAbove.drop_subscription`."""
        self._session.ask("DELETE", f"subscriptions/{subscription_id}")

    def skew(self) -> timedelta | None:
        """See `VtnAbove.skew`."""
        return self._session.skew

    def _targeted(
        self, path: str, kind: type[T], query: _Query, targets: Sequence[str]
    ) -> Found[T]:
        """Objects without targets, and those of each target; an object of several comes once."""
        found = [self._listed(path, kind, query)]
        found += [self._listed(path, kind, (*query, ("targets", target))) for target in targets]
        once: dict[str, T] = {}
        for each in (item for part in found for item in part.items):
            once.setdefault(str(each.document()["id"]), each)
        findings = tuple(finding for part in found for finding in part.findings)
        return Found(items=tuple(once.values()), findings=findings)

    def _listed(self, path: str, kind: type[T], query: _Query) -> Found[T]:
        items: list[T] = []
        findings: list[Finding] = []
        for number, raw in enumerate(self._pages(path, query)):
            try:
                items.append(kind.model_validate(raw))
            except ValidationError as error:
                findings.append(_unreadable(f"{path}[{number}]", error))
        return Found(items=tuple(items), findings=tuple(findings))

    def _pages(self, path: str, query: _Query) -> Iterator[Any]:
        before: list[Any] = []
        for page in range(_MOST_PAGES):
            asked = (*query, ("skip", str(page * _PAGE)), ("limit", str(_PAGE)))
            listed = self._session.ask("GET", path, query=asked)
            if not isinstance(listed, list):
                raise self._no_list(path)
            if page and listed == before:  # it gives the first page again and again
                return
            yield from listed
            if len(listed) < _PAGE:
                return
            before = listed

    def _put(self, path: str, kind: type[T], said: Wire, known: str | None) -> T:
        method, where = ("POST", path) if known is None else ("PUT", f"{path}/{known}")
        answer = self._session.ask(method, where, body=said.document())
        try:
            return kind.model_validate(answer)
        except ValidationError as error:
            raise self._no_list(path) from error

    def _no_list(self, path: str) -> UnreachableError:
        return UnreachableError(
            "{url}/{path} does not answer as a VTN of OpenADR 3.1 does. Check its base path.",
            url=self._session.url,
            path=path,
        )


def _unreadable(place: str, error: ValidationError) -> Finding:
    detail = error.errors(include_url=False)[0]
    where = ".".join(map(str, detail["loc"]))
    return Finding(
        code="openadr.unreadable",
        place=place,
        problem_template="What the VTN lists here can't be read, at {where}: {why}.",
        remedy_template="Tell the VTN's people; the rest of the list is used.",
        severity=Severity.WARNING,
        data={"where": where or "/", "why": why_refused(dict(detail))},
    )
