"""A park's VEN against a VTN, as tests drive the two."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import httpx

from openadr_events import AGREED
from running_vtn import RunningVtn, SetClock
from zeropark.basis.park.openadr import OpenAdr
from zeropark.shell import bootstrap
from zeropark.shell.openadr.received import Expected
from zeropark.shell.ports.vtn_above import VtnAbove
from zeropark.shell.usecases.poll_openadr import Polled, poll_openadr

HTTP = httpx.Client()
"""One for all: each new one reads the machine's certificates."""
SECTION = OpenAdr(ven_name="park", programs=(AGREED,))


@dataclass(kw_only=True)
class Park:
    """A park that polls."""

    folder: Path
    vtn: VtnAbove
    clock: SetClock
    section: OpenAdr = SECTION
    handed: list[Polled] = field(default_factory=list)
    chance: float = 0.0

    def polls(self, expected: Expected = lambda _: None) -> Polled:
        return poll_openadr(
            self.section,
            vtn=self.vtn,
            seen=bootstrap.openadr_seen(self.folder),
            at=self.clock.now(),
            chance=lambda: self.chance,
            expected=expected,
            hand_on=self.handed.append,
        )


def park_at(vtn: RunningVtn, folder: Path, clock: SetClock, *, client: str = "ven-1") -> Park:
    above = bootstrap.vtn_above(vtn.url, client_id=client, secret=vtn.secrets[client], clock=clock)
    return Park(folder=folder, vtn=above, clock=clock)


@dataclass(frozen=True, kw_only=True)
class Business:
    """Business logic above, by plain HTTP."""

    url: str
    token: str

    @classmethod
    def at(cls, vtn: RunningVtn, client: str = "bl-1") -> Business:
        form = {
            "grant_type": "client_credentials",
            "client_id": client,
            "client_secret": vtn.secrets[client],
        }
        answer = HTTP.post(f"{vtn.url}/auth/token", data=form)
        return cls(url=vtn.url, token=answer.json()["access_token"])

    def asks(self, method: str, path: str, **also: Any) -> httpx.Response:
        headers = {"Authorization": f"Bearer {self.token}"} | also.pop("headers", {})
        return HTTP.request(method, f"{self.url}/{path}", headers=headers, **also)

    def makes(self, path: str, **said: Any) -> dict[str, Any]:
        answer = self.asks("POST", path, json=said)
        assert answer.status_code == 201, answer.text
        made: dict[str, Any] = answer.json()
        return made

    def event(self, program: Mapping[str, Any], value: float = -500.0, **also: Any) -> Any:
        payload = {"type": "DISPATCH_SETPOINT_RELATIVE", "values": [value]}
        said = {
            "programID": program["id"],
            "payloadDescriptors": [
                {
                    "objectType": "EVENT_PAYLOAD_DESCRIPTOR",
                    "payloadType": payload["type"],
                    "units": "KW",
                }
            ],
            "intervalPeriod": {"start": "2026-06-01T04:00:00Z", "duration": "PT1H"},
            "intervals": [{"id": 0, "payloads": [payload]}],
        }
        return self.makes("events", **(said | also))
