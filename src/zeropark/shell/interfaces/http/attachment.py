"""Files to be kept: a name that no header and no file system takes for anything else."""

from __future__ import annotations

import re
from urllib.parse import quote


def attachment(name: str) -> dict[str, str]:
    """The header by which a browser keeps an answer as a file of this name (RFC 6266).

    Letters, digits, dots, dashes and underscores stay, of any script; the rest become dashes.
    """
    safe = re.sub(r"[^\w.-]+", "-", name)
    plain = re.sub(r"[^\x20-\x7e]+", "_", safe)
    told = f'attachment; filename="{plain}"'
    if plain != safe:
        told += f"; filename*=UTF-8''{quote(safe)}"
    return {"Content-Disposition": told}
