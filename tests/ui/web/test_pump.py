import time
from collections.abc import Callable, Iterator
from threading import Event

import pytest
from langchain_core.prompts import ChatPromptTemplate

from rag.backends.chat import load_chat
from rag.errors import ChatError
from rag.prompt import Prompt
from rag.records import Answer, Note
from rag.settings import ChatSettings
from rag.stopping import Stop
from tests.chat_server import ChatServer, Reply
from tests.fakes_assistant import bridge_answer
from ui.web.pump import Beat, Stage, pumped

Tell = Callable[[str], None]
PROMPT = Prompt(ChatPromptTemplate.from_messages([("human", "{question}")]), {"question": "大桥多长？"})


def test_pieces_stages_and_the_answer_come_in_order() -> None:
    def start(tell: Tell, stop: Stop) -> Iterator[str | Note | Answer]:
        tell("retrieve")
        yield "桥"
        tell("verify")
        yield bridge_answer()

    came = [piece for piece in pumped(start) if not isinstance(piece, Beat)]
    assert came == [Stage("retrieve"), "桥", Stage("verify"), bridge_answer()]


def test_while_nothing_comes_it_beats() -> None:
    def start(tell: Tell, stop: Stop) -> Iterator[str | Note | Answer]:
        time.sleep(0.5)
        yield "桥"

    assert isinstance(next(pumped(start)), Beat)


def test_closing_ends_the_work_at_its_next_piece() -> None:
    ended = Event()

    def start(tell: Tell, stop: Stop) -> Iterator[str | Note | Answer]:
        try:
            while True:
                yield "桥"
                time.sleep(0.01)
        finally:
            ended.set()

    pieces = pumped(start)
    next(pieces)
    pieces.close()
    assert ended.wait(5)


def test_closing_hangs_up_on_the_chat_model(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NO_PROXY", "127.0.0.1")
    with ChatServer([Reply(["全长"] * 100, delay=0.05)]) as server:
        model = load_chat(ChatSettings(model="openai:m", base_url=server.url))
        pieces = pumped(lambda tell, stop: model.write(PROMPT, stop=stop))
        while isinstance(next(pieces), Beat):
            pass
        pieces.close()
        assert server.hung_up.wait(5)


def test_closing_hangs_up_on_a_chat_model_that_says_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NO_PROXY", "127.0.0.1")
    with ChatServer([Reply(stall=True)]) as server:
        model = load_chat(ChatSettings(model="openai:m", base_url=server.url, timeout=600))
        pieces = pumped(lambda tell, stop: model.write(PROMPT, stop=stop))
        while not server.silent.is_set():
            assert isinstance(next(pieces), Beat)
        pieces.close()
        assert server.hung_up.wait(60)


def test_a_failure_is_raised_where_the_pieces_are_taken() -> None:
    def start(tell: Tell, stop: Stop) -> Iterator[str | Note | Answer]:
        yield "桥"
        raise ChatError("down")

    with pytest.raises(ChatError, match="down"):
        list(pumped(start))
