"""Other programs at the far end: `make interop` installs them, and runs what is here.

Apart from it nothing here is collected, for it needs Python 3.12 beside the project's own.
"""

from __future__ import annotations

import os

import pytest

INSTALLED = os.environ.get("ZEROPARK_INTEROP")
"""The folder that `make interop` installs peers in."""
GIVEN = os.environ.get("ZEROPARK_OPENADR_YAML")
"""The standard's OpenAPI document, without which Prism has nothing to judge by."""
collect_ignore_glob = [
    "peer/*",
    *([] if INSTALLED else ["test_*.py"]),
    *([] if GIVEN else ["test_our_ven_against_prism.py", "test_our_vtn_behind_prism.py"]),
]


@pytest.fixture(scope="session")
def peer_python() -> str:
    """Python 3.12 with openadr3-client."""
    return f"{INSTALLED}/openadr3-client/bin/python"


@pytest.fixture(scope="session")
def prism() -> str:
    """Prism, which answers as an OpenAPI document says, and validates what it is asked."""
    return f"{INSTALLED}/prism/node_modules/.bin/prism"
