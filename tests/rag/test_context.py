"""What a chat model is shown: it fits the context, the best passages first and as wide as there is room."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from rag.backends.catalogue import SqliteCatalogue
from rag.context import Shown, shown_to_model, tokens
from rag.library import Library, prepare_folder
from rag.prompt import answer_prompt
from rag.records import Hit, Passage, Query, Source, Turn
from rag.settings import ChatSettings
from tests.samples import MARKET, MemoryIndex, article, passages

QUERY = Query("临澜大桥全长多少公里？", as_of=date(2024, 3, 5))


@pytest.fixture
def library(tmp_path: Path) -> Iterator[Library]:
    prepare_folder(tmp_path / "library", "model")
    made = Library(
        tmp_path / "library", SqliteCatalogue(tmp_path / "library/catalogue.sqlite"), (MemoryIndex(),), "model"
    )
    made.add([article(), article("菜市场开张", MARKET)], passages)
    yield made
    made.close()


def long_hit(number: int, characters: int) -> Hit:
    text = "大桥通车后车流平稳。" * (characters // 10)
    return Hit(Passage(f"p{number}", f"gone{number}", Source("临澜日报"), text, 0, len(text)), 1.0)


def cost(shown: Shown) -> int:
    messages = answer_prompt(QUERY, shown.hits, shown.history).messages
    return sum(tokens(str(message.content)) for message in messages)


def test_the_prompt_and_the_answer_fit_the_context(library: Library) -> None:
    settings = ChatSettings(context=4096, tokens=512, passages=20)
    history = [Turn("大桥多长？" * 20, "全长3.2公里。" * 90)] * 3
    shown = shown_to_model(QUERY, [long_hit(n, 300) for n in range(20)], history, library, settings)
    assert 2 <= len(shown.hits) < 20
    assert cost(shown) <= 4096 - 512


def test_a_later_passage_that_fits_takes_the_place_of_one_that_does_not(library: Library) -> None:
    settings = ChatSettings(context=4096, tokens=512)
    shown = shown_to_model(QUERY, [long_hit(1, 300), long_hit(2, 5000), long_hit(3, 300)], (), library, settings)
    assert [hit.passage.id for hit in shown.hits] == ["p1", "p3"]


def test_a_first_passage_that_is_too_long_is_cut_at_a_sentence_s_end(library: Library) -> None:
    shown = shown_to_model(QUERY, [long_hit(1, 9000)], (), library, ChatSettings(context=4096, tokens=512))
    (hit,) = shown.hits
    assert hit.passage.text.endswith("。")
    assert len(hit.passage.text) == hit.passage.end < 9000
    assert cost(shown) <= 4096 - 512


def test_the_latest_turns_are_kept(library: Library) -> None:
    history = [Turn(f"问{n}" * 50, "答" * 100) for n in range(3)]
    shown = shown_to_model(QUERY, [long_hit(1, 300)], history, library, ChatSettings(context=4096, tokens=512))
    assert shown.history
    assert len(shown.history) < 3
    assert shown.history[-1].question == history[-1].question


def test_a_passage_takes_in_its_surroundings_and_what_they_cover_is_not_shown_twice(library: Library) -> None:
    body = article().body
    first, second = body.split("\n")
    source = article().source
    one = Hit(Passage("p1", article().id, source, first, 0, len(first)), 2.0)
    two = Hit(Passage("p2", article().id, source, second, len(first) + 1, len(body)), 1.0)
    shown = shown_to_model(QUERY, [one, two], (), library, ChatSettings())
    assert [(hit.passage.text, hit.passage.start, hit.passage.end) for hit in shown.hits] == [(body, 0, len(body))]


def test_a_han_character_counts_for_more_than_a_letter() -> None:
    assert tokens("大桥") == 4
    assert tokens("abcde" * 2) == 5
