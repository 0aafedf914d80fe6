"""Which chat models an Ollama on this machine has: asked once, on loopback only, so that one can be offered."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import lru_cache

from rag.backends.addresses import is_cloud_model, ollama_address, on_this_machine

_WAIT = 0.3  # seconds; a server on the same machine answers in a few milliseconds
_NO_CHAT = ("bert", "embed", "rerank", "clip")  # in the names of models and families that write nothing


def models_here() -> tuple[str, ...]:
    """Return the names of the models that could be set, the last used first; empty when no Ollama runs here.

    Nothing is asked when Ollama's address is on another machine. The answer is kept as long as the program runs.
    """
    return _models_at(ollama_address())


@lru_cache(maxsize=8)
def _models_at(address: str) -> tuple[str, ...]:
    import httpx

    if not on_this_machine(address):
        return ()
    try:
        # Proxies and redirects are for other machines, and this question is for none.
        with httpx.Client(timeout=_WAIT, trust_env=False, follow_redirects=False) as client:
            told = client.get(f"{address.rstrip('/')}/api/tags")
            listed = told.json() if told.status_code == httpx.codes.OK else {}
    except (httpx.HTTPError, httpx.InvalidURL, ValueError):
        return ()  # there is none, or something else listens there: no chat model to offer
    entries = listed.get("models") if isinstance(listed, Mapping) else None
    return tuple(_chat_names(entries if isinstance(entries, Sequence) else ()))


def _chat_names(entries: Sequence[object]) -> list[str]:
    names: list[str] = []
    for entry in entries:
        if not isinstance(entry, Mapping) or entry.get("remote_host") or not isinstance(entry.get("name"), str):
            continue
        details = entry.get("details")
        family = str(details.get("family", "")) if isinstance(details, Mapping) else ""
        name = f"ollama:{entry['name']}"
        if not is_cloud_model(name) and not any(word in f"{name} {family}".lower() for word in _NO_CHAT):
            names.append(name)
    return names
