"""The objects of OpenADR 3.1 as a client sends them, and what a VTN adds to each."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import (
    BeforeValidator,
    ConfigDict,
    Field,
    SerializerFunctionWrapHandler,
    model_serializer,
)

from zeropark.shell.openadr.times import DurationText, InstantText
from zeropark.shell.openadr.wire import (
    EventPayloadDescriptor,
    Interval,
    IntervalPeriod,
    ObjectId,
    ReportDescriptor,
    ReportPayloadDescriptor,
    ShortText,
    ValuesMap,
    Wire,
)

Kind = Literal["PROGRAM", "EVENT", "REPORT", "SUBSCRIPTION", "VEN", "RESOURCE"]
"""What kinds of object there are."""
Operation = Literal["CREATE", "READ", "UPDATE", "DELETE"]
"""What can be done to an object, and be told of."""
_AS_METHODS = {"POST": "CREATE", "GET": "READ", "PUT": "UPDATE"}
AnyDescriptor = EventPayloadDescriptor | ReportPayloadDescriptor
Targets = tuple[ShortText, ...] | None


class ProgramRequest(Wire):
    """What events are made under: a demand-response programme, a tariff."""

    program_name: ShortText
    interval_period: IntervalPeriod | None = None
    program_descriptions: tuple[dict[str, Any], ...] | None = None
    payload_descriptors: tuple[AnyDescriptor, ...] | None = None
    attributes: tuple[ValuesMap, ...] | None = None
    targets: Targets = None


class EventRequest(Wire):
    """What is asked of, or told to, the ends below."""

    program_id: ObjectId = Field(alias="programID")
    event_name: str | None = None
    duration: DurationText | None = None
    priority: Annotated[int, Field(ge=0)] | None = None
    targets: Targets = None
    report_descriptors: tuple[ReportDescriptor, ...] | None = None
    payload_descriptors: tuple[EventPayloadDescriptor, ...] | None = None
    interval_period: IntervalPeriod | None = None
    intervals: tuple[Interval, ...] | None = None


class ReportResource(Wire):
    """What a report says of one resource."""

    resource_name: ShortText
    interval_period: IntervalPeriod | None = None
    intervals: tuple[Interval, ...]


class ReportRequest(Wire):
    """What an end below answers to an event."""

    event_id: ObjectId = Field(alias="eventID")
    client_name: ShortText
    report_name: str | None = None
    payload_descriptors: tuple[AnyDescriptor, ...] | None = None
    resources: tuple[ReportResource, ...]


def _operation(said: object) -> object:
    """Some clients of 3.1 still name operations by HTTP methods, as 3.0 did."""
    return _AS_METHODS.get(said, said) if isinstance(said, str) else said


class ObjectOperation(Wire):
    """Of what somebody wants to be told, and where."""

    objects: Annotated[tuple[Kind, ...], Field(min_length=1)]
    operations: Annotated[tuple[str, ...], Field(min_length=1)]
    callback_url: Annotated[str, Field(min_length=2, max_length=8000)]
    bearer_token: Annotated[str, Field(max_length=4096)] | None = None

    @property
    def meant(self) -> frozenset[str]:
        """The operations by their names of 3.1, however they were written."""
        return frozenset(_AS_METHODS.get(each, each) for each in self.operations)

    @model_serializer(mode="wrap")
    def _with_token(self, handler: SerializerFunctionWrapHandler) -> dict[str, Any]:
        """The token may be null by the standard, and some clients want the key to be there."""
        said: dict[str, Any] = handler(self)
        said.setdefault("bearerToken", None)
        return said


class SubscriptionRequest(Wire):
    """Who wants to be told of what."""

    client_name: ShortText
    program_id: ObjectId | None = Field(default=None, alias="programID")
    object_operations: Annotated[tuple[ObjectOperation, ...], Field(min_length=1)]
    targets: Targets = None


class VenRequest(Wire):
    """An end below, as itself or as the business above describes it."""

    object_type: Literal["VEN_VEN_REQUEST", "BL_VEN_REQUEST"]
    ven_name: ShortText
    attributes: tuple[ValuesMap, ...] | None = None
    client_id: ShortText | None = Field(default=None, alias="clientID")
    targets: Targets = None


class ResourceRequest(Wire):
    """Something that an end below can move."""

    object_type: Literal["VEN_RESOURCE_REQUEST", "BL_RESOURCE_REQUEST"]
    resource_name: ShortText
    ven_id: ObjectId = Field(alias="venID")
    attributes: tuple[ValuesMap, ...] | None = None
    client_id: ShortText | None = Field(default=None, alias="clientID")
    targets: Targets = None


Request = (
    ProgramRequest
    | EventRequest
    | ReportRequest
    | SubscriptionRequest
    | VenRequest
    | ResourceRequest
)


class Given(Wire):
    """What a VTN adds to an object that it keeps."""

    id: ObjectId
    created_date_time: InstantText
    modification_date_time: InstantText


class Program(Given, ProgramRequest):
    """A program that a VTN keeps."""


class Event(Given, EventRequest):
    """An event that a VTN keeps."""


class Report(Given, ReportRequest):
    """A report that a VTN keeps."""


class Subscription(Given, SubscriptionRequest):
    """A subscription that a VTN keeps."""


class Ven(Given):
    """An end below that a VTN knows."""

    ven_name: ShortText
    client_id: ShortText | None = Field(default=None, alias="clientID")
    attributes: tuple[ValuesMap, ...] | None = None
    targets: Targets = None


class Resource(Given):
    """Something below that a VTN knows."""

    resource_name: ShortText
    ven_id: ObjectId = Field(alias="venID")
    client_id: ShortText | None = Field(default=None, alias="clientID")
    attributes: tuple[ValuesMap, ...] | None = None
    targets: Targets = None


class Notification(Wire):
    """What a VTN sends to who asked to be told."""

    object_type: Kind
    operation: Annotated[Operation, BeforeValidator(_operation)]
    object: dict[str, Any]
    targets: Targets = None


class Problem(Wire):
    """Why a VTN did not do what it was asked."""

    type: str = "about:blank"
    title: str | None = None
    status: int | None = None
    detail: str | None = None


class Token(Wire):
    """What a client may show to be let in (RFC 6749: these names are in snake case)."""

    model_config = ConfigDict(alias_generator=None)

    access_token: str
    token_type: str
    expires_in: int | None = None
    scope: str | None = None
