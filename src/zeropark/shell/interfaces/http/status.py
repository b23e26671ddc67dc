"""The one place where an error of ours becomes an HTTP status."""

from __future__ import annotations

from typing import Final

from zeropark.basis.errors import (
    DocumentError,
    InputError,
    MissingDataError,
    MissingRuleError,
    PeriodError,
    Phrase,
    ReadingsError,
    StoreError,
    UnitError,
    ZeroparkError,
)


class NotFoundError(ZeroparkError):
    """An address names something that isn't there: a park, a page, a rule, a meter."""


class RefusedError(ZeroparkError):
    """A request that may not be granted: another server writes, or it came from another site."""


class TooLargeError(ZeroparkError):
    """What was sent is larger than is taken."""


_STATUS: Final[tuple[tuple[type[ZeroparkError], int], ...]] = (
    (NotFoundError, 404),
    (MissingDataError, 404),
    (MissingRuleError, 404),
    (RefusedError, 403),
    (TooLargeError, 413),
    (PeriodError, 422),
    (UnitError, 422),
    (ReadingsError, 422),
    (DocumentError, 422),
    (InputError, 422),
    (StoreError, 503),
)

FAILED: Final = Phrase(
    "The server failed to answer this. Try again; if it stays so, its log says why."
)
"""All that is told of a failure of the server's own."""


def status_of(error: ZeroparkError) -> int:
    """The HTTP status that an error is answered with; 500 where nobody said."""
    return next((status for kind, status in _STATUS if isinstance(error, kind)), 500)
