"""How much is tried, and what must hold of everything that a reader gives, whatever it was given."""

from __future__ import annotations

import json
import signal
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import FrameType

from hypothesis import HealthCheck, settings

from ingest.formats import Hints, Problem
from ingest.pipeline import read_file
from ingest.rows import article_row
from ingest.splitter import split
from rag.backends.catalogue import SqliteCatalogue
from rag.records import Article
from rag.repeats import Filed
from rag.settings import IngestSettings, SplitSettings

hostile = settings(
    max_examples=20 if settings.get_current_profile_name() == "fuzz" else 15,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow, HealthCheck.data_too_large],
)
HANGS_AFTER = 20  # seconds of the processor on a few kilobytes; other programs do not count


class Hangs(Exception):
    """Something went on for longer than any reader may."""


@contextmanager
def no_hang() -> Iterator[None]:
    """Raise Hangs in the middle of what takes too long."""

    def late(_signal: int, _frame: FrameType | None) -> None:
        raise Hangs(f"still at it after {HANGS_AFTER} seconds of the processor")

    before = signal.signal(signal.SIGVTALRM, late)
    signal.setitimer(signal.ITIMER_VIRTUAL, HANGS_AFTER)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_VIRTUAL, 0)
        signal.signal(signal.SIGVTALRM, before)


def read_soundly(folder: Path, suffix: str, held: bytes) -> list[Article]:
    """Read these bytes as a file of this kind; its articles, each of them fit to be stored, shown and cut."""
    file = folder / f"page{suffix}"
    file.write_bytes(held)
    with no_hang():
        found = list(read_file(file, Hints(), IngestSettings()))
    for item in found:
        if isinstance(item, Problem):
            assert item.reason, "a problem without a reason"
            item.reason.encode()
    articles = [item for item in found if isinstance(item, Article)]
    for article in articles:
        _check(article)
    _store(articles)
    return articles


def _check(article: Article) -> None:
    assert article.id, "an article without an id"
    assert article.version, "an article without a version"
    json.dumps(article_row(article), ensure_ascii=False, allow_nan=False).encode()
    body = article.body
    for mention in article.dates:
        assert body[mention.start : mention.end] == mention.text, "a date that does not stand there"
        assert mention.since <= mention.until, "a span that ends before it begins"
    passages = split(article, SplitSettings())
    assert all(body[one.start : one.end] == one.text for one in passages), "a passage that does not stand there"
    covered = {at for one in passages for at in range(one.start, one.end)}
    assert all(at in covered or letter.isspace() for at, letter in enumerate(body)), "text that no passage holds"
    assert all(box.left <= box.right and box.top <= box.bottom for origin in article.origin for box in origin.boxes)


def _store(articles: list[Article]) -> None:
    """Put the articles into a catalogue in memory and look whether they come back as they were."""
    latest = {article.id: article for article in articles}
    if not latest:
        return
    catalogue = SqliteCatalogue(Path(":memory:"))
    catalogue.put([Filed((one,)) for one in latest.values()], [])
    for one in latest.values():
        stored = catalogue.article(one.id)
        assert stored is not None
        assert (stored.body, stored.places, stored.dates) == (one.body, one.places, one.dates), "stored otherwise"
    catalogue.close()
