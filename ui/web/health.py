"""The library's state as HTML: what it holds, what it was made with, what it takes on the disk."""

from __future__ import annotations

from rag.shelf import Status
from ui.web.escape import safe
from ui.web.texts import Texts

_UNITS = ("B", "kB", "MB", "GB", "TB")


def health(status: Status, chat_model: str, fingerprint: str, texts: Texts) -> str:
    """Return the state as a list of facts."""
    words = texts.library
    names = words.facts
    contents = status.contents
    span = ""
    if contents.first_date and contents.last_date:
        span = texts.span.format(first=contents.first_date, last=contents.last_date)
    facts = [
        (names["articles"], f"{contents.articles:,}"),
        (names["passages"], f"{contents.passages:,}"),
        (names["newspapers"], "、".join(contents.newspapers) or "—"),
        (names["dates"], span or "—"),
        (names["embedding"], status.embedding),
        (names["chat"], chat_model or names["none"]),
        (names["fingerprint"], fingerprint),
        (names["size"], printed_bytes(sum(size.bytes for size in status.sizes))),
    ]
    shown = "".join(f"<dt>{safe(name)}</dt><dd>{safe(value)}</dd>" for name, value in facts)
    stores = "".join(
        f"<li>{safe(words.stores.get(size.name, size.name))} {printed_bytes(size.bytes)}</li>" for size in status.sizes
    )
    state, said = ("doubt", words.pending.format(count=status.pending)) if status.pending else ("good", words.healthy)
    return (
        f'<section class="health"><h2>{safe(words.health)}</h2><p class="state {state}">{safe(said)}</p>'
        f'<dl>{shown}</dl><ul class="stores">{stores}</ul></section>'
    )


def printed_bytes(count: float) -> str:
    """Return a number of bytes with its unit: 1.4 MB."""
    unit = 0
    while count >= 1000 and unit < len(_UNITS) - 1:
        count /= 1000
        unit += 1
    return f"{count:.0f} {_UNITS[unit]}" if unit == 0 or count >= 100 else f"{count:.1f} {_UNITS[unit]}"
