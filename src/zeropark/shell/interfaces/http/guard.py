"""Who may change something: pages of this server, and programs; never another site's page."""

from __future__ import annotations

from starlette.requests import Request

from zeropark.shell.interfaces.http.status import RefusedError
from zeropark.shell.serving.park_desk import ParkDesk


def refuse_other_sites(request: Request) -> None:
    """Let a request through that a browser sent from our own page, or that no browser sent.

    A browser says where a form was sent from (`Origin`, and `Sec-Fetch-Site`); a page of another
    site may post a form here while a person has it open, and that must change nothing.

    Raises:
        RefusedError: it came from another site.
    """
    site = request.headers.get("sec-fetch-site", "same-origin")
    origin = request.headers.get("origin")
    ours = request.headers.get("host", "")
    foreign = origin not in (None, f"http://{ours}", f"https://{ours}")
    if foreign or site not in ("same-origin", "none"):
        raise RefusedError(
            "This request came from a page of another site. Open the console itself, and send it "
            "from there."
        )


def may_write(desk: ParkDesk) -> None:
    """Let a piece of writing begin.

    Raises:
        RefusedError: another server offers to write this park.
    """
    other = desk.other_writer()
    if other is not None:
        raise RefusedError(
            "The park {park!r} is written by {who} (process {process} on {host}). Send it there.",
            park=desk.id,
            who=other.who,
            process=other.process_id,
            host=other.host,
        )
