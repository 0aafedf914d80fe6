"""What an index must know of a passage, as a short hash: rows are compared by it without their text."""

from __future__ import annotations

import hashlib

from rag.records import Passage


def passage_digest(passage: Passage) -> str:
    """Return the blake2b hash (16 hexadecimal digits) of ids, place of publication, offsets and text."""
    source = passage.source
    parts = (
        passage.id,
        passage.article_id,
        source.newspaper,
        source.date.isoformat() if source.date else "",
        source.page,
        source.headline,
        source.external_id,
        str(passage.start),
        str(passage.end),
        passage.text,
    )
    return hashlib.blake2b("\x1f".join(parts).encode("utf-8", "surrogatepass"), digest_size=8).hexdigest()
