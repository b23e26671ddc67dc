"""Statement: what was settled for a period, for all users or for one."""

from __future__ import annotations

from zeropark.basis.errors import InputError
from zeropark.basis.timeline import Period
from zeropark.facts.ledger.response.settlement import Settlement
from zeropark.shell.flexing.kept import kept
from zeropark.shell.ports.flexibility import FlexibilityStore


def flex_statement(
    period: Period, *, store: FlexibilityStore, user: str | None = None
) -> Settlement:
    """The newest settlement of a period.

    Raises:
        InputError: it is not settled, or the user has no part in it.
    """
    settlements = kept(store).settlements
    found = settlements.get(period.name)
    if found is None:
        raise InputError(
            "{period} is not settled. Those that are: {known}. "
            "Run `zeropark flex settle` for it first.",
            period=period.name,
            known=", ".join(settlements) or "-",
        )
    if user is not None and user not in found.by_user:
        raise InputError(
            "{user!r} has no part in what was settled for {period}. Those that have: {known}.",
            user=user,
            period=period.name,
            known=", ".join(found.by_user) or "-",
        )
    return found
