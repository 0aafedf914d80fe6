"""Random adding, editing, reprinting, removing, crashing and searching, beside a model of two lines."""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Sequence
from contextlib import suppress
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from rag.backends.chroma_index import ChromaIndex
from rag.backends.tantivy_index import TantivyIndex
from rag.doctor import examine
from rag.library import Library
from rag.records import Article, Passage, Query, Source
from tests.rag.library_of import open_stores
from tests.samples import passages

# Every topic has a word of its own, by which its articles are found and no others.
TOPICS = ("渡轮复航", "梨树嫁接", "旧书修复", "雨量监测", "乐团巡演", "堤岸加固")
TAILS = ("今天开始。", "昨日结束。负责人沈牧野说，下周还有一场。", "推迟到下周，另行公布。")
DAYS = (date(2031, 5, 1), date(2031, 5, 2), None)
Held = tuple[str, str, tuple[Source, ...]]


class Crash(BaseException):
    """What ends a program between two steps."""


def piece(topic: int, tail: int, day: int, page: int) -> Article:
    """Return a print: topic and day and page make its id, the tail its text."""
    return Article.of(Source("岚城日报", DAYS[day], str(page), TOPICS[topic]), (f"{TOPICS[topic]}{TAILS[tail]}",))


PIECES = st.builds(piece, st.integers(0, 5), st.integers(0, 2), st.integers(0, 2), st.integers(1, 2))


class LibraryMachine(RuleBasedStateMachine):
    """The model is `prints`: id → the article as it was given last. One text is one article, its first print first."""

    def __init__(self) -> None:
        super().__init__()
        self._folder = tempfile.TemporaryDirectory(prefix="baoda-stateful-")
        self.prints: dict[str, Article] = {}
        self.library = self._open()

    def _open(self) -> Library:
        return open_stores(Path(self._folder.name) / "library")

    def expected(self) -> set[Held]:
        groups: dict[tuple[str, str], list[Article]] = {}
        for one in self.prints.values():
            groups.setdefault((one.headline, one.body), []).append(one)
        found = set()
        for group in groups.values():
            group.sort(key=lambda one: (one.source.date or date.max, one.source.page, one.id))
            found.add((group[0].id, group[0].version, tuple(one.source for one in group)))
        return found

    @rule(pieces=st.lists(PIECES, min_size=1, max_size=4))
    def add(self, pieces: list[Article]) -> None:
        self.library.add(pieces, passages)
        self.prints |= {one.id: one for one in pieces}

    @rule(
        pieces=st.lists(PIECES, min_size=1, max_size=4),
        store=st.sampled_from(("chroma", "tantivy")),
        late=st.booleans(),
    )
    def crash_while_adding(self, pieces: list[Article], store: str, late: bool) -> None:
        """End the program before or after one index has taken a batch: the catalogue has it already."""
        kind: Any = ChromaIndex if store == "chroma" else TantivyIndex
        whole: Callable[[object, Sequence[str], Sequence[Passage]], None] = kind.replace

        def cut_short(index: object, article_ids: Sequence[str], batch: Sequence[Passage]) -> None:
            if late:
                whole(index, article_ids, batch)
            raise Crash

        self.prints |= {one.id: one for one in pieces}
        with pytest.MonkeyPatch.context() as patched:
            patched.setattr(kind, "replace", cut_short)
            with suppress(Crash):
                self.library.add(pieces, passages)
        self.library.close()
        self.library = self._open()

    @precondition(lambda self: self.prints)
    @rule(data=st.data())
    def remove(self, data: st.DataObject) -> None:
        article_id, _version, places = data.draw(st.sampled_from(sorted(self.expected(), key=lambda one: one[0])))
        self.library.remove([article_id])
        self.prints = {
            one.id: one
            for one in self.prints.values()
            if not (one.source in places and one.body == self.prints[article_id].body)
        }

    @rule()
    def reopen(self) -> None:
        self.library.close()
        self.library = self._open()

    @rule()
    def compact(self) -> None:
        self.library.compact()

    @rule(topic=st.integers(0, 5), day=st.sampled_from(DAYS))
    def search(self, topic: int, day: date | None) -> None:
        """A topic's articles are found by its word, inside a day's bounds too, and no passage of a removed one is."""
        query = Query(TOPICS[topic], since=day, until=day)
        inside = {
            article_id
            for article_id, _version, places in self.expected()
            if places[0].headline == TOPICS[topic] and (day is None or any(place.date == day for place in places))
        }
        dense, words, _bigrams = self.library.search(query, 50)
        assert {entry.passage_id[:16] for entry in words.entries} == inside
        assert inside <= {entry.passage_id[:16] for entry in dense.entries}
        assert {entry.passage_id for entry in dense.entries} == set(
            self.library.passages([entry.passage_id for entry in dense.entries])
        )

    @invariant()
    def the_catalogue_is_as_the_model_says(self) -> None:
        assert {(one.id, one.version, one.places) for one in self.library.articles()} == self.expected()
        assert self.library.catalogue.pending() == ()

    def teardown(self) -> None:
        """See that the stores agree, and clear away."""
        try:
            assert examine(self.library) == ()
        finally:
            self.library.close()
            self._folder.cleanup()


@pytest.mark.slow
@pytest.mark.timeout(900)
def test_a_library_is_as_its_model_after_any_sequence_of_changes_and_crashes() -> None:
    from hypothesis.stateful import run_state_machine_as_test

    quiet = settings(max_examples=8, stateful_step_count=12, suppress_health_check=list(HealthCheck))
    run_state_machine_as_test(LibraryMachine, settings=quiet)
