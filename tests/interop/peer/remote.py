"""openadr3-client under remote control: a call a line of JSON in, its outcome a line out.

Runs under Python 3.12, apart from the project.
"""

from __future__ import annotations

import json
import sys
from importlib import import_module
from importlib.metadata import version
from typing import Any

import requests
from oauthlib.oauth2 import OAuth2Error
from openadr3_client.bl.http_factory import BusinessLogicHttpClientFactory
from openadr3_client.oadr310._vtn.interfaces.filters import PaginationFilter, TargetFilter
from openadr3_client.ven.http_factory import VirtualEndNodeHttpClientFactory
from openadr3_client.version import OADRVersion
from pydantic import BaseModel, ValidationError

MODELS = "openadr3_client.oadr310.models."
FILTERS = {"PaginationFilter": PaginationFilter, "TargetFilter": TargetFilter}


def client(said: dict[str, Any]) -> Any:
    make = {
        "bl": BusinessLogicHttpClientFactory.create_http_bl_client,
        "ven": VirtualEndNodeHttpClientFactory.create_http_ven_client,
    }[said["role"]]
    return make(
        vtn_base_url=said["url"],
        client_id=said["id"],
        client_secret=said["secret"],
        token_url=f"{said['url']}/auth/token",
        scopes=said.get("scopes"),
        allow_insecure_http=True,
        version=OADRVersion.OADR_310,
    )


def made(argument: object) -> object:
    """An argument; `{"model": "event.event:NewEvent", "of": {…}}` is one of its models."""
    if not isinstance(argument, dict):
        return argument
    module, _, name = argument["model"].partition(":")
    kind = FILTERS[module] if module in FILTERS else getattr(import_module(MODELS + module), name)
    return kind.model_validate(argument["of"])


def plain(result: object) -> object:
    if isinstance(result, BaseModel):
        return result.model_dump(mode="json", by_alias=True)
    return [plain(each) for each in result] if isinstance(result, tuple) else result


def outcome(clients: dict[str, Any], said: dict[str, Any]) -> dict[str, Any]:
    if "role" in said:
        clients[said["as"]] = client(said)
        return {"version": version("openadr3-client")}
    try:
        area = getattr(clients[said["as"]], said["area"])
        arguments = {name: made(value) for name, value in said["with"].items()}
        return {"is": plain(getattr(area, said["do"])(**arguments))}
    except requests.HTTPError as error:
        return {"status": error.response.status_code, "problem": error.response.json()}
    except OAuth2Error as error:
        return {"refused": error.error}
    except ValidationError as error:
        return {"invalid": str(error)}


def main() -> None:
    clients: dict[str, Any] = {}
    for line in sys.stdin:
        sys.stdout.write(json.dumps(outcome(clients, json.loads(line))) + "\n")
        sys.stdout.flush()


if __name__ == "__main__":
    main()
