from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from rag.backends.catalogue import SqliteCatalogue
from rag.backends.conversations import SqliteConversations
from rag.backends.postgres_users import PostgresConversations
from rag.conversations import Exchange, Filters
from rag.errors import InputError, LibraryError
from rag.records import Mode, Strictness
from tests.fakes_assistant import bridge_answer, refusal

NOW = datetime(2031, 3, 5, 8, 0, tzinfo=UTC)
FILTERS = Filters(date(2031, 3, 1), None, "青岚日报", date(2031, 3, 5), Mode.EXTRACT, Strictness.LOOSE)
BRIDGE = Exchange("青岚大桥何时通车？", bridge_answer(), NOW, FILTERS, "ollama:m", "abc")
MAYOR = Exchange("市长是谁？", refusal("市长是谁？"), NOW)


Stored = SqliteConversations | PostgresConversations


class ConversationsContract:
    """What every `Conversations` promises."""

    @pytest.fixture
    def talks(self, tmp_path: Path) -> Iterator[Stored]:
        raise NotImplementedError

    def test_an_exchange_comes_back_as_it_was_kept(self, talks: Stored) -> None:
        talk = talks.keep("", "", 0, BRIDGE)
        assert talks.keep("", talk, 1, MAYOR) == talk
        assert talks.exchanges("", talk) == (BRIDGE, MAYOR)

    def test_an_exchange_takes_the_place_of_one_and_all_after_it(self, talks: Stored) -> None:
        talk = talks.keep("", "", 0, BRIDGE)
        talks.keep("", talk, 1, BRIDGE)
        talks.keep("", talk, 0, MAYOR)
        assert talks.exchanges("", talk) == (MAYOR,)

    def test_nobody_sees_or_changes_a_conversation_of_another(self, talks: Stored) -> None:
        talk = talks.keep("甲", "", 0, BRIDGE)
        assert talks.exchanges("乙", talk) == ()
        assert talks.listed("乙") == ()
        talks.delete("乙", talk)
        with pytest.raises(InputError, match="gone"):
            talks.rename("乙", talk, "偷")
        assert talks.keep("乙", talk, 0, MAYOR) != talk
        assert talks.exchanges("甲", talk) == (BRIDGE,)

    def test_conversations_are_listed_last_changed_first_and_found_by_what_was_said(self, talks: Stored) -> None:
        first = talks.keep("", "", 0, BRIDGE)
        second = talks.keep("", "", 0, MAYOR)
        talks.keep("", first, 1, MAYOR)
        assert [(one.id, one.title, one.exchanges) for one in talks.listed("")] == [
            (first, "青岚大桥何时通车？", 2),
            (second, "市长是谁？", 1),
        ]
        assert [one.id for one in talks.listed("", "2032年10月")] == [first]
        assert talks.listed("", "没有这句话") == ()
        assert talks.listed("", "%") == ()

    def test_a_conversation_is_renamed_and_deleted(self, talks: Stored) -> None:
        talk = talks.keep("", "", 0, BRIDGE)
        talks.rename("", talk, "  大桥 专题 ")
        assert talks.listed("")[0].title == "大桥 专题"
        with pytest.raises(InputError, match="empty"):
            talks.rename("", talk, "  ")
        talks.delete("", talk)
        assert talks.listed("") == ()
        assert talks.exchanges("", talk) == ()

    def test_a_damaged_conversation_is_told(self, talks: Stored) -> None:
        talk = talks.keep("", "", 0, BRIDGE)
        with talks._transaction() as db:
            db.execute("UPDATE exchanges SET kept = '{}'")
        with pytest.raises(LibraryError, match="delete it"):
            talks.exchanges("", talk)

    def test_letters_are_found_in_either_case_and_a_long_text_is_no_error(self, talks: Stored) -> None:
        talk = talks.keep("", "", 0, replace(BRIDGE, question="GDP 增长？"))
        assert [one.id for one in talks.listed("", "gdp")] == [talk]
        assert talks.listed("", "长" * 100_000) == ()


class TestSqliteConversations(ConversationsContract):
    @pytest.fixture
    def talks(self, tmp_path: Path) -> Iterator[Stored]:
        opened = SqliteConversations(tmp_path / "catalogue.sqlite")
        yield opened
        opened.close()


def test_they_live_in_the_catalogues_file_beside_the_articles(tmp_path: Path) -> None:
    file = tmp_path / "catalogue.sqlite"
    SqliteCatalogue(file).close()
    talks = SqliteConversations(file)
    talk = talks.keep("", "", 0, BRIDGE)
    talks.close()
    again = SqliteConversations(file)
    assert again.exchanges("", talk) == (BRIDGE,)
    again.close()
    SqliteCatalogue(file).close()
