from datetime import date
from pathlib import Path

import pytest
from rich.cells import cell_len

from rag.protocols import Contents
from rag.shelf import Status, StoreSize
from tests.fakes_assistant import ARTICLES
from ui.terminal.library import bulk, listed, shown, standing

STATUS = Status(
    Path("library"),
    Contents(4, 9, ("青岚日报",), date(2031, 3, 2), date(2031, 3, 4)),
    "builtin",
    (StoreSize("chroma", 1_234_567, 9),),
)


def test_the_state_says_what_the_library_covers() -> None:
    said = [line.plain for line in standing(STATUS, "", 80)]
    assert "dates       2031-03-02 to 2031-03-04" in said
    assert "chroma      1.2 MB, 9 passages" in said


def test_the_state_says_how_to_set_a_chat_model_when_there_is_none() -> None:
    assert any("BAODA_CHAT_MODEL" in line.plain for line in standing(STATUS, "", 80))


def test_articles_are_listed_under_their_issue() -> None:
    said = [line.plain for line in listed(ARTICLES, 80)]
    assert said[0] == "《青岚日报》2031-03-02"
    assert said[1] == f"{ARTICLES[0].id[:8]}  第1版 青岚大桥主塔封顶"
    assert said[3] == "《青岚日报》2031-03-03"


def test_an_article_is_shown_with_all_its_paragraphs() -> None:
    said = "".join(line.plain for line in shown(ARTICLES[0], 80))
    assert all(paragraph in said for paragraph in ARTICLES[0].paragraphs)


@pytest.mark.parametrize("width", [40, 80])
def test_nothing_is_wider_than_the_terminal(width: int) -> None:
    printed = [*standing(STATUS, "", width), *listed(ARTICLES, width), *shown(ARTICLES[0], width)]
    assert max(cell_len(line.plain) for line in printed) <= width


def test_bytes_are_said_in_steps_of_a_thousand() -> None:
    assert [bulk(999), bulk(1_500), bulk(2_000_000)] == ["999 bytes", "1.5 KB", "2.0 MB"]
