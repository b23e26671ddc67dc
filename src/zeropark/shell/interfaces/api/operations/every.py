"""Every operation, in the order in which the reference lists them."""

from __future__ import annotations

from typing import Final

from fastapi import APIRouter

from zeropark.shell.interfaces.api.operations import (
    bills,
    carbon,
    closings,
    energy,
    evaluations,
    flows,
    green,
    imports,
    parks,
    parts,
    plans,
    readings,
    rules,
    server,
)

ROUTERS: Final[tuple[APIRouter, ...]] = (
    parks.router,
    parts.router,
    readings.router,
    imports.router,
    closings.router,
    flows.router,
    energy.router,
    carbon.router,
    green.router,
    bills.router,
    evaluations.router,
    plans.router,
    rules.router,
    server.router,
)
