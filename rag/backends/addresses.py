"""Where a chat model's requests go: on this machine or elsewhere."""

from __future__ import annotations

import os
import re
from ipaddress import ip_address
from urllib.parse import urlsplit

_OLLAMA = "http://127.0.0.1:11434"
_CLOUD = re.compile(r"^ollama:.*[:\-]cloud$", re.IGNORECASE)  # the local Ollama passes these on to its vendor


def on_this_machine(address: str) -> bool:
    """Return whether the address is a loopback one; what cannot be told counts as elsewhere."""
    try:
        host = urlsplit(address).hostname or ""
    except ValueError:
        return False
    if host == "localhost" or host.endswith(".localhost"):
        return True
    try:
        numeric = ip_address(host)
    except ValueError:
        return False
    return numeric.is_loopback or numeric.is_unspecified


def is_cloud_model(name: str) -> bool:
    """Return whether an `ollama:` model runs at Ollama's own, although it is asked on this machine."""
    return _CLOUD.search(name) is not None


def ollama_address() -> str:
    """Return where Ollama's own variable says that it listens, else its usual place."""
    host = os.environ.get("OLLAMA_HOST", "") or _OLLAMA
    return host if "://" in host else f"http://{host}"
