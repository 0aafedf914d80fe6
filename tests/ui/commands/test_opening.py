import pytest

from rag.errors import InputError
from tests.fakes_assistant import ARTICLES
from ui.commands.opening import find_article


def test_an_article_is_found_by_the_beginning_of_its_id() -> None:
    assert find_article(ARTICLES, ARTICLES[1].id[:8]) == ARTICLES[1]


def test_an_unknown_id_says_where_the_ids_are() -> None:
    with pytest.raises(InputError, match="baoda list"):
        find_article(ARTICLES, "zzzz")


def test_a_beginning_that_fits_several_asks_for_more() -> None:
    with pytest.raises(InputError, match="4 articles have an id that begins with"):
        find_article(ARTICLES, "")
