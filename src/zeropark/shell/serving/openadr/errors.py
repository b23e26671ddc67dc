"""Why a VTN does not do what it is asked; the status that it answers with is the interface's."""

from __future__ import annotations

from zeropark.basis.errors import ZeroparkError


class NotAllowedError(ZeroparkError):
    """The client may not do this."""


class UnknownObjectError(ZeroparkError):
    """There is no such object, or none that this client may know of."""


class ConflictError(ZeroparkError):
    """It would break what holds between objects: a name twice, a part without its whole."""


class UnusableRequestError(ZeroparkError):
    """The request can't be understood, or asks for what is out of bounds."""
