"""What the operations stand on: the parks, what was answered, and who this server is."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Annotated

from fastapi import Depends, Path, Request

from zeropark.shell.interfaces.api.replies import Replies
from zeropark.shell.interfaces.http.status import NotFoundError
from zeropark.shell.serving.park_desk import ParkDesk
from zeropark.shell.serving.parks import Parks


@dataclass(frozen=True, slots=True, kw_only=True)
class Service:
    """The API of one server."""

    parks: Parks
    software: str
    """Version of the package."""
    replies: Replies = field(default_factory=Replies)

    def desk(self, park: str) -> ParkDesk:
        """The desk of a park.

        Raises:
            NotFoundError: this server has no such park.
        """
        found = self.parks.desks.get(park)
        if found is None:
            known = ", ".join(self.parks.desks) or "-"
            raise NotFoundError(
                "There is no park {park!r} here. There are: {known}.", park=park, known=known
            )
        return found


def service_of(request: Request) -> Service:
    """The service that answers a request."""
    service: Service = request.app.state.api
    return service


ParkId = Annotated[
    str,
    Path(
        description="The park's id.",
        pattern=r"^[a-z0-9][a-z0-9_-]*$",
        max_length=64,
        examples=["jinchang"],
    ),
]


async def _served(request: Request) -> Service:
    return service_of(request)


async def _desk(request: Request, park: ParkId) -> ParkDesk:
    return service_of(request).desk(park)


Served = Annotated[Service, Depends(_served)]
"""The service, as a parameter of an operation."""
Desk = Annotated[ParkDesk, Depends(_desk)]
"""The desk of the park in the address, as a parameter of an operation."""
