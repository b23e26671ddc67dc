"""A session with a VTN: tokens renewed, failures waited out, refusals told in the VTN's words."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from running_vtn import SetClock
from zeropark.shell.connectors.openadr.client import VtnClient
from zeropark.shell.connectors.openadr.session import Credentials, Session
from zeropark.shell.ports.vtn_above import VtnRefusedError
from zeropark.shell.ports.web import Sent, UnreachableError, WebAnswer

URL = "https://vtn.example/openadr3/3.1.0"
SECRET = "s&cret"  # noqa: S105 - of nobody
WHO = Credentials(url=URL, token_url=f"{URL}/auth/token", client_id="ven-1", secret=SECRET)
Answered = WebAnswer | UnreachableError


def said(status: int, body: Any, **headers: str) -> WebAnswer:
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    return WebAnswer(status=status, headers=named, body=json.dumps(body).encode())


@dataclass
class Scripted:
    """A web whose answers a test writes: tokens by themselves, the rest in turn."""

    answers: list[Answered]
    lives_seconds: int | None = 3600
    sent: list[Sent] = field(default_factory=list)
    tokens: int = 0

    def send(self, sent: Sent) -> WebAnswer:
        if sent.url == WHO.token_url:
            self.tokens += 1
            lives = {"expires_in": self.lives_seconds} if self.lives_seconds else {}
            token = {"access_token": f"token-{self.tokens}", "token_type": "Bearer"}
            self.sent.append(sent)
            return said(200, token | lives)
        self.sent.append(sent)
        answer = self.answers.pop(0)
        if isinstance(answer, UnreachableError):
            raise answer
        return answer

    @property
    def asked(self) -> list[Sent]:
        return [each for each in self.sent if each.url != WHO.token_url]


@dataclass
class Scene:
    web: Scripted
    clock: SetClock
    session: Session
    waited: list[float]


@pytest.fixture
def scene() -> Callable[..., Scene]:
    def made(*answers: Answered, **also: Any) -> Scene:
        web, clock, waited = Scripted(list(answers), **also), SetClock(), []
        session = Session(web, WHO, clock=clock, wait=waited.append, waits_seconds=(0.5, 2.0))
        return Scene(web, clock, session, waited)

    return made


GONE = UnreachableError("The cable is cut.")


def test_a_token_is_asked_for_once_by_the_form_that_the_standard_names(
    scene: Callable[..., Scene],
) -> None:
    it = scene(said(200, []), said(200, []))
    it.session.ask("GET", "vens")
    it.session.ask("GET", "vens")
    token, *_ = it.web.sent
    assert it.web.tokens == 1
    assert token.headers["Content-Type"] == "application/x-www-form-urlencoded"
    assert token.body == (b"grant_type=client_credentials&client_id=ven-1&client_secret=s%26cret")
    assert [each.headers["Authorization"] for each in it.web.asked] == ["Bearer token-1"] * 2


def test_a_token_is_renewed_before_it_expires(scene: Callable[..., Scene]) -> None:
    it = scene(*[said(200, [])] * 3, lives_seconds=3600)
    it.session.ask("GET", "vens")
    it.clock.pass_(seconds=3569)
    it.session.ask("GET", "vens")
    assert it.web.tokens == 1
    it.clock.pass_(seconds=1)
    it.session.ask("GET", "vens")
    assert it.web.tokens == 2


def test_a_token_that_the_vtn_knows_no_more_is_renewed_once(scene: Callable[..., Scene]) -> None:
    it = scene(said(401, {}), said(200, ["x"]), said(401, {}), said(401, {"detail": "No."}))
    assert it.session.ask("GET", "vens") == ["x"]
    assert it.web.tokens == 2
    with pytest.raises(VtnRefusedError) as caught:
        it.session.ask("GET", "vens")
    assert (caught.value.status, it.web.tokens) == (401, 3)


@pytest.mark.parametrize("failure", [said(503, {}), said(429, {}), said(502, {}), GONE])
def test_a_failure_that_passes_is_waited_out(
    scene: Callable[..., Scene], failure: Answered
) -> None:
    it = scene(failure, failure, said(200, ["x"]))
    assert it.session.ask("GET", "vens") == ["x"]
    assert it.waited == [0.5, 2.0]


def test_a_failure_that_stays_is_told_after_some_attempts(scene: Callable[..., Scene]) -> None:
    it = scene(GONE, GONE, GONE)
    with pytest.raises(UnreachableError, match="cable"):
        it.session.ask("GET", "vens")
    it = scene(*[said(503, {"title": "Busy"})] * 3)
    with pytest.raises(VtnRefusedError, match="503 Busy"):
        it.session.ask("GET", "vens")


def test_the_vtn_may_ask_to_wait_but_not_for_long(scene: Callable[..., Scene]) -> None:
    it = scene(said(429, {}, retry_after="7"), said(200, []))
    it.session.ask("GET", "vens")
    assert it.waited == [7.0]
    it = scene(said(503, {}, retry_after="3600"))
    with pytest.raises(VtnRefusedError):
        it.session.ask("GET", "vens")
    assert it.waited == []


@pytest.mark.parametrize("failure", [said(503, {}), GONE])
def test_what_may_have_made_something_is_not_sent_twice(
    scene: Callable[..., Scene], failure: Answered
) -> None:
    it = scene(failure)
    with pytest.raises((VtnRefusedError, UnreachableError)):
        it.session.ask("POST", "reports", body={"a": 1})
    assert len(it.web.asked) == 1


def test_what_was_refused_for_haste_is_sent_again(scene: Callable[..., Scene]) -> None:
    it = scene(said(429, {}), said(201, {"id": "1"}))
    assert it.session.ask("POST", "reports", body={"a": 1}) == {"id": "1"}


def test_a_refusal_is_told_in_the_words_of_the_vtn(scene: Callable[..., Scene]) -> None:
    it = scene(said(409, {"title": "Conflict", "detail": "There is a VEN of this name."}))
    with pytest.raises(VtnRefusedError, match=r"refused: 409 There is a VEN of this name\. Check"):
        it.session.ask("POST", "vens", body={})


@pytest.mark.parametrize("body", [b"<html>", b"", b"\xff"])
def test_what_is_no_vtn_is_told(scene: Callable[..., Scene], body: bytes) -> None:
    it = scene(WebAnswer(status=200, headers={}, body=body))
    with pytest.raises(UnreachableError, match="does not answer as a VTN"):
        it.session.ask("GET", "vens")


def test_a_redirect_is_a_refusal(scene: Callable[..., Scene]) -> None:
    """A token is never carried to another address."""
    it = scene(said(302, {}, location="http://elsewhere.example/"))
    with pytest.raises(VtnRefusedError, match="302"):
        it.session.ask("GET", "vens")


@pytest.mark.parametrize(
    ("date", "ahead"),
    [
        ("Mon, 01 Jun 2026 02:05:00 GMT", timedelta(minutes=5)),
        ("Mon, 01 Jun 2026 01:59:00 GMT", timedelta(minutes=-1)),
        ("yesterday", None),
    ],
)
def test_clocks_are_compared(
    scene: Callable[..., Scene], date: str, ahead: timedelta | None
) -> None:
    it = scene(said(200, [], date=date))
    assert it.clock.now() == datetime(2026, 6, 1, 2, tzinfo=UTC)
    it.session.ask("GET", "vens")
    assert it.session.skew == ahead


def test_the_secret_is_not_shown() -> None:
    assert SECRET not in repr(WHO)


PROGRAM = {
    "id": "p1",
    "programName": "DR",
    "createdDateTime": "2026-06-01T00:00:00Z",
    "modificationDateTime": "2026-06-01T00:00:00Z",
}


def test_one_object_that_can_not_be_read_does_not_hide_the_others(
    scene: Callable[..., Scene],
) -> None:
    it = scene(said(200, [PROGRAM | {"programName": ""}, PROGRAM, "nothing"]))
    found = VtnClient(it.session).programs(targets=())
    assert [each.id for each in found.items] == ["p1"]
    assert [each.place for each in found.findings] == ["programs[0]", "programs[2]"]


def test_a_list_that_ignores_pages_ends(scene: Callable[..., Scene]) -> None:
    page = [PROGRAM | {"id": f"p{number}"} for number in range(50)]
    it = scene(*[said(200, page)] * 5)
    assert len(VtnClient(it.session).programs(targets=()).items) == 50
    assert len(it.web.asked) == 2


def test_what_is_no_list_is_told(scene: Callable[..., Scene]) -> None:
    it = scene(said(200, {"items": []}))
    with pytest.raises(UnreachableError, match=r"OpenADR 3\.1"):
        VtnClient(it.session).programs(targets=())
