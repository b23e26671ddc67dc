"""Our VEN against Prism, which answers as the standard's own OpenAPI document says.

Prism refuses a request that the document does not allow, so that what passes is valid; its
answers are the document's examples. Of 3.1.0 the document contradicts itself: a VEN's and a
resource's `objectType` must be of two lists at once that share nothing. Prism says so of its own
answers, in a header; of requests it may say nothing there.
"""

from __future__ import annotations

import json
import time
from collections.abc import Iterator
from typing import Any

import numpy as np
import pytest

from openadr_events import context, event
from openadr_park import SECTION
from prism_running import prism_running
from running_vtn import SetClock
from zeropark.basis.errors import Phrase
from zeropark.basis.park.parts import Name
from zeropark.basis.park.virtual_plant import Resource, Sustained
from zeropark.facts.ledger.response.call import Reply
from zeropark.facts.ledger.response.delivery import Delivery, ResourceDelivery
from zeropark.shell.connectors.openadr.client import VtnClient
from zeropark.shell.connectors.openadr.session import Credentials, Session
from zeropark.shell.connectors.web.http_web import HttpWeb
from zeropark.shell.connectors.web.reach import Reach
from zeropark.shell.openadr.objects import ReportRequest
from zeropark.shell.openadr.understand import understand
from zeropark.shell.ports.vtn_above import VtnRefusedError
from zeropark.shell.ports.web import Sent, WebAnswer
from zeropark.shell.usecases.register_ven import register_ven
from zeropark.shell.usecases.send_report import Asked, send_delivery, send_reply
from zeropark.shell.usecases.subscribe_openadr import subscribe_openadr

NOTHING = "nothing"
"""Prism lets everybody in who shows anything."""


@pytest.fixture(scope="module")
def address(prism: str) -> Iterator[str]:
    with prism_running(prism) as where:
        yield where


class Judged:
    """A way out on which every request is held against what Prism says of it."""

    def __init__(self) -> None:
        self._web = HttpWeb(Reach(everything=True))
        self.sent: list[str] = []
        self.wrong: list[Any] = []
        """What Prism says of the requests."""

    def send(self, sent: Sent) -> WebAnswer:
        answer = self._web.send(sent)
        self.sent.append(f"{sent.method} {sent.url.partition('?')[0].rpartition('/')[2]}")
        said = json.loads(answer.headers.get("sl-violations", "[]"))
        self.wrong += [each for each in said if each["location"][0] == "request"]
        return answer


@pytest.fixture
def web() -> Judged:
    return Judged()


@pytest.fixture
def session(address: str, web: Judged) -> Session:
    token_url = f"{address}/auth/token"
    who = Credentials(url=address, token_url=token_url, client_id="ven-1", secret=NOTHING)
    return Session(web, who, clock=SetClock(), wait=time.sleep)


@pytest.fixture
def vtn(session: Session, web: Judged) -> Iterator[VtnClient]:
    yield VtnClient(session)
    assert web.sent
    assert web.wrong == []


@pytest.mark.parametrize(
    ("method", "path", "body"),
    [
        ("POST", "reports", {"clientName": "x"}),
        ("POST", "vens", {"objectType": "SOMETHING", "venName": "x"}),
        ("PUT", "subscriptions/1", {"clientName": "x", "objectOperations": [{"objects": ["A"]}]}),
        ("GET", "events?limit=51", None),
    ],
)
def test_a_request_that_the_document_does_not_allow_is_refused(
    session: Session, web: Judged, method: str, path: str, body: dict[str, Any] | None
) -> None:
    with pytest.raises(VtnRefusedError) as caught:
        session.ask(method, path, body=body)
    assert caught.value.status in {400, 422}
    assert web.wrong


def test_every_list_is_asked_for_and_read(vtn: VtnClient) -> None:
    lists: list[Any] = [
        vtn.programs(targets=["group-1"]),
        vtn.events("p-1", targets=["group-1", "group 2"]),
        vtn.vens(),
        vtn.resources("v-1"),
        vtn.subscriptions(),
        vtn.reports("e-1"),
    ]
    for found in lists:
        assert found.items
        assert found.findings == ()


def test_the_park_registers_and_subscribes(vtn: VtnClient) -> None:
    battery = Resource(
        id="battery",
        name=Name(zh="储能", en="Battery"),
        devices=("battery",),
        direction="down",
        capability=(Sustained(minutes=15, power_kw=2000.0),),
        response_min=1.0,
        cost_cny_per_kwh=0.3,
    )
    registered = register_ven(SECTION, [battery], vtn=vtn)
    assert registered.ven.client_id
    callback = "https://park.example/openadr/told"
    subscription = subscribe_openadr(SECTION, vtn=vtn, callback_url=callback, token=NOTHING)
    vtn.drop_subscription(subscription)


def test_events_are_answered(vtn: VtnClient, web: Judged) -> None:
    said = event()
    (call,) = understand(said, context()).calls
    asked = Asked(call=call, event=said)
    reply = Reply(
        call=call.id,
        accepted_kw=np.full(4, 300.0),
        shortfall_kw=np.full(4, 200.0),
        reason=Phrase("Not more can be moved."),
        at=SetClock().now(),
    )
    measured = ResourceDelivery(
        resource="battery",
        assigned_kw=np.full(4, 300.0),
        baseline_kw=np.full(4, 1125.0),
        measured_kw=np.array([1000.0, np.nan, 0.0, -1100.0]),
        substituted=np.zeros(4, dtype=np.bool_),
        delivered_kw=np.zeros(4),
        method="test",
        days=(),
        factor=1.0,
    )
    delivery = Delivery(
        call=call.id,
        programme=call.programme,
        direction="down",
        test=False,
        axis=call.axis,
        asked_kw=call.power_kw,
        accepted_kw=reply.accepted_kw,
        resources=(measured,),
        response_minutes=None,
        findings=(),
    )
    assert send_reply(asked, reply, openadr=SECTION, vtn=vtn).id
    assert send_delivery(asked, delivery, openadr=SECTION, vtn=vtn).id
    sent = ["POST token", "GET reports", "POST reports", "GET reports", "POST reports"]
    assert web.sent == sent
    said = ReportRequest(event_id="e1", client_name="x", resources=())
    assert vtn.put_report(said, known="object-999").id
    assert web.sent[-1] == "PUT object-999"
