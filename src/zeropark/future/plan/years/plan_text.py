"""A plan as one JSON document, and back: nothing that is needed to work it out again is beside it.

What people read in it (sizes, costs, limits, bounds) are plain keys; series are packed.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import fields as fields_of
from datetime import timedelta
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray
from pydantic import TypeAdapter, ValidationError
from pydantic_core import to_jsonable_python

from zeropark.basis.errors import Finding, InputError, PeriodError, Phrase
from zeropark.basis.park.document import ParkDocument
from zeropark.basis.timeline import Axis, parse_instant
from zeropark.facts.ledger.flow import FlowLink, Flows
from zeropark.future.plan.years.packed import packed, unpacked
from zeropark.future.plan.years.plan import (
    Asked,
    Attempt,
    CostLine,
    Plan,
    PlannedLimit,
    PlannedSize,
    Proof,
    Series,
)

VERSION: Final = 1
"""Of the form below; another one is refused."""

_PLAIN: Final[Mapping[str, TypeAdapter[Any]]] = {
    "asked": TypeAdapter(Asked),
    "stage": TypeAdapter(int),
    "objective_cny_per_year": TypeAdapter(float),
    "lower_bound_cny_per_year": TypeAdapter(float),
    "relative_gap": TypeAdapter(float),
    "route": TypeAdapter(str),
    "attempts": TypeAdapter(tuple[Attempt, ...]),
    "seconds": TypeAdapter(float),
    "sizes": TypeAdapter(tuple[PlannedSize, ...]),
    "costs": TypeAdapter(tuple[CostLine, ...]),
    "limits": TypeAdapter(tuple[PlannedLimit, ...]),
    "own_rules": TypeAdapter(tuple[tuple[str, str], ...]),
}
"""The fields of a plan that are written as they are."""
_SERIES: Final = ("contents", "prices", "given")
_LINKS: Final = TypeAdapter(tuple[FlowLink, ...])


def text_of(plan: Plan) -> str:
    """The JSON document of a plan, in ASCII digits and UTF-8 words."""
    told: dict[str, object] = {"zeropark_plan": VERSION}
    told |= {name: to_jsonable_python(getattr(plan, name)) for name in _PLAIN}
    told["park"] = plan.park.model_dump(mode="json", by_alias=True, exclude_defaults=True)
    told["flows"] = _flows_told(plan.flows)
    for name in _SERIES:
        series: Mapping[str, Series] = getattr(plan, name)
        told[name] = {of: packed(np.asarray(values)) for of, values in series.items()}
    told["extras"] = {of: packed(np.asarray(values)) for of, values in plan.extras.items()}
    told["proof"] = _proof_told(plan.proof)
    return json.dumps(told, ensure_ascii=False, allow_nan=False, indent=1)


def plan_of(text: str, *, place: str) -> Plan:
    """The plan that a document holds.

    Args:
        text: what `text_of` gave.
        place: the file's name, for findings.

    Raises:
        InputError: it is no plan, of another version, or damaged; carries one finding.
    """
    try:
        told = json.loads(text)
    except ValueError as error:
        why: object = Phrase("it is no JSON document ({error})", {"error": error})
        raise _no_plan(place, why) from error
    if not isinstance(told, dict) or told.get("zeropark_plan") != VERSION:
        raise _no_plan(place, Phrase("it is no plan of version {version}", {"version": VERSION}))
    try:
        return _plan(told)
    except ValidationError as error:
        first = error.errors()[0]
        at = ".".join(map(str, (error.title, *first["loc"])))
        raise _no_plan(place, f"{at}: {first['msg']}") from error
    except KeyError as error:
        raise _no_plan(place, Phrase("{key} is missing", {"key": error})) from error
    except (ValueError, TypeError, AttributeError, PeriodError) as error:
        raise _no_plan(place, str(error)) from error


def _plan(told: Mapping[str, Any]) -> Plan:
    fields = {name: adapter.validate_python(told[name]) for name, adapter in _PLAIN.items()}
    park = ParkDocument.model_validate(told["park"])
    flows = _flows_read(told["flows"], park.id)
    fields |= {name: _series_read(told[name], flows.axis.count) for name in _SERIES}
    extras = {of: _floats(values) for of, values in told["extras"].items()}
    return Plan(park=park, flows=flows, extras=extras, proof=_proof_read(told["proof"]), **fields)


def _flows_told(flows: Flows) -> dict[str, object]:
    return {
        "start": flows.axis.start.isoformat(),
        "step_minutes": flows.axis.step // timedelta(minutes=1),
        "count": flows.axis.count,
        "links": to_jsonable_python(flows.links),
        "quantity": packed(flows.quantity),
        "quality": packed(flows.quality),
        "kind": packed(flows.kind),
    }


def _flows_read(told: Mapping[str, Any], park: str) -> Flows:
    step = timedelta(minutes=int(told["step_minutes"]))
    axis = Axis(parse_instant(told["start"]), step, int(told["count"]))
    links = _LINKS.validate_python(told["links"])
    quantity = _floats(told["quantity"])
    quality = unpacked(told["quality"], "|u1").astype(np.uint8)
    kind = unpacked(told["kind"], "|u1").astype(np.uint8)
    wanted = (len(links), axis.count)
    for shape in (quantity.shape, quality.shape, kind.shape):
        if shape != wanted:
            raise ValueError(f"flows of shape {shape}, not {wanted}")
    return Flows(park, axis, links, quantity, quality, kind)


def _series_read(told: Mapping[str, Any], count: int) -> dict[str, Series]:
    series = {name: _floats(values) for name, values in told.items()}
    for name, values in series.items():
        if values.shape != (count,):
            raise ValueError(f"{name} of shape {values.shape}, not {(count,)}")
    return series


def _floats(told: Mapping[str, Any]) -> NDArray[np.float64]:
    return unpacked(told, "<f8").astype(np.float64)


def _proof_told(proof: Proof | None) -> dict[str, object] | None:
    if proof is None:
        return None
    return {at.name: packed(getattr(proof, at.name)) for at in fields_of(Proof)}


def _proof_read(told: Mapping[str, Any] | None) -> Proof | None:
    if told is None:
        return None
    return Proof(**{at.name: _floats(told[at.name]) for at in fields_of(Proof)})


def _no_plan(place: str, why: object) -> InputError:
    return InputError.of(
        Finding(
            code="plan.not_read",
            place=place,
            problem_template="{file} can't be read as a plan: {why}.",
            remedy_template="Make it again: zeropark plan size FOLDER --out {file}.",
            data={"file": place, "why": why},
        )
    )
