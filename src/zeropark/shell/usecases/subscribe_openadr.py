"""Ask the VTN above to tell this park of changes, so that it need not wait for its next poll."""

from __future__ import annotations

from zeropark.basis.park.openadr import OpenAdr
from zeropark.shell.openadr.objects import SubscriptionRequest
from zeropark.shell.ports.vtn_above import VtnAbove


def subscribe_openadr(openadr: OpenAdr, *, vtn: VtnAbove, callback_url: str, token: str) -> str:
    """Be told of programs and events from now on; gives the id of the subscription.

    Of the targets that were granted, the VTN knows: a subscription that names none is told of all
    that this park may see.

    Args:
        openadr: what the park document says.
        vtn: that is asked.
        callback_url: where it can reach this park.
        token: that it has to show there.

    Raises:
        VtnRefusedError: the VTN refuses.
        UnreachableError: it does not answer.
    """
    operation = {
        "objects": ["EVENT", "PROGRAM"],
        "operations": ["CREATE", "UPDATE", "DELETE"],
        "callbackUrl": callback_url,
        "bearerToken": token,
    }
    said = SubscriptionRequest.model_validate(
        {"clientName": openadr.ven_name, "objectOperations": [operation]}
    )
    known = [each.id for each in vtn.subscriptions().items if each.client_name == openadr.ven_name]
    return vtn.put_subscription(said, known=known[0] if known else None).id
