"""The server itself: whether it answers, and what it is."""

from __future__ import annotations

from fastapi import APIRouter

from zeropark.shell.interfaces.api.models.server import Health, Version
from zeropark.shell.interfaces.api.problem import problems
from zeropark.shell.interfaces.api.route import ApiRoute
from zeropark.shell.interfaces.api.service import Served

router = APIRouter(route_class=ApiRoute, tags=["server"])


@router.get("/health", responses=problems())
def read_health(served: Served) -> Health:
    """Whether the server answers for its parks; their stores are asked for it."""
    return Health(ok=True, parks=len(served.parks.desks))


@router.get("/version", responses=problems())
def read_version(served: Served) -> Version:
    """Which software answers, and which version of the API."""
    return Version(software=served.software, api="v1")
