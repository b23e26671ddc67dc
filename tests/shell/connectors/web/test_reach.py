"""Callbacks go to public addresses, and elsewhere by leave alone."""

from __future__ import annotations

import socket
from typing import Any

import pytest

from listening import listening
from zeropark.basis.errors import InputError
from zeropark.shell.connectors.web.http_web import HttpWeb
from zeropark.shell.connectors.web.reach import Reach
from zeropark.shell.ports.web import Sent, UnreachableError

INSIDE = [
    "127.0.0.1",
    "10.1.2.3",
    "192.168.0.1",
    "172.16.0.1",
    "169.254.169.254",  # where cloud machines are told their secrets
    "100.64.0.1",
    "0.0.0.0",  # noqa: S104 - nothing is bound
    "224.0.0.1",
    "::1",
    "fe80::1",
    "fd00::1",
    "::ffff:127.0.0.1",
    "::ffff:169.254.169.254",
]


def named(address: str, monkeypatch: pytest.MonkeyPatch) -> None:
    def found(*_: Any, **__: Any) -> list[Any]:
        family = socket.AF_INET6 if ":" in address else socket.AF_INET
        return [(family, socket.SOCK_STREAM, 6, "", (address, 80))]

    monkeypatch.setattr(socket, "getaddrinfo", found)


@pytest.mark.parametrize("address", INSIDE)
def test_an_address_inside_is_refused(address: str, monkeypatch: pytest.MonkeyPatch) -> None:
    named(address, monkeypatch)
    with pytest.raises(UnreachableError, match="not allowed"):
        Reach.public_and([]).address_of("innocent.example", 80)


def test_a_public_address_and_one_that_is_named_are_taken(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    named("1.1.1.1", monkeypatch)
    assert Reach.public_and([]).address_of("public.example", 80) == "1.1.1.1"
    named("10.1.2.3", monkeypatch)
    assert Reach.public_and(["10.1.0.0/16"]).address_of("near.example", 80) == "10.1.2.3"
    with pytest.raises(UnreachableError):
        Reach.public_and(["10.2.0.0/16"]).address_of("near.example", 80)


def test_one_address_inside_among_several_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    def found(*_: Any, **__: Any) -> list[Any]:
        return [
            (socket.AF_INET, socket.SOCK_STREAM, 6, "", (address, 80))
            for address in ("1.1.1.1", "127.0.0.1")
        ]

    monkeypatch.setattr(socket, "getaddrinfo", found)
    with pytest.raises(UnreachableError, match=r"127\.0\.0\.1"):
        Reach.public_and([]).address_of("both.example", 80)


def test_the_name_is_looked_up_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """A name that means another address a moment later is not asked again (DNS rebinding)."""
    with listening() as heard:
        port = int(heard.url.split(":")[2].split("/")[0])
        asked: list[str] = []

        def found(host: str, *_: Any, **__: Any) -> list[Any]:
            asked.append(host)
            return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", ("127.0.0.1", port))]

        original = socket.create_connection

        def connected(address: tuple[str, int], *also: Any, **more: Any) -> socket.socket:
            assert address == ("127.0.0.1", port)
            monkeypatch.undo()
            return original(address, *also, **more)

        monkeypatch.setattr(socket, "getaddrinfo", found)
        monkeypatch.setattr(socket, "create_connection", connected)
        web = HttpWeb(Reach.public_and(["127.0.0.1"]))
        sent = Sent(method="POST", url=f"http://moving.example:{port}/callback", body=b"{}")
        assert web.send(sent).status == 200
        assert asked == ["moving.example"]
        assert heard.requests[0].headers["host"] == f"moving.example:{port}"


@pytest.mark.parametrize(
    "url",
    ["ftp://public.example/x", "file:///etc/passwd", "http://", "http://h:99999/", "nonsense"],
)
def test_only_http_is_spoken(url: str) -> None:
    with pytest.raises(UnreachableError, match="no address of http"):
        HttpWeb(Reach(everything=True)).send(Sent(method="GET", url=url))


def test_a_redirect_is_not_followed() -> None:
    with listening() as heard:
        heard.statuses.append(302)
        heard.headers["Location"] = "http://169.254.169.254/"
        answer = HttpWeb(Reach(everything=True)).send(Sent(method="GET", url=heard.url))
        assert answer.status == 302
        assert len(heard.requests) == 1


def test_a_port_where_nobody_listens_is_told_without_what_is_secret() -> None:
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    url = f"http://user:secret@127.0.0.1:{port}/path?token=secret"
    with pytest.raises(UnreachableError) as caught:
        HttpWeb(Reach(everything=True)).send(Sent(method="GET", url=url))
    assert f"127.0.0.1:{port}/path does not answer" in str(caught.value)
    assert "secret" not in str(caught.value)


def test_a_network_that_is_none_is_told() -> None:
    with pytest.raises(InputError, match="no address or network"):
        Reach.public_and(["everywhere"])
