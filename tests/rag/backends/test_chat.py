"""A chat model through langchain over a real socket: streaming, retries, cancelling, one sentence for each failure."""

from __future__ import annotations

import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from threading import Event

import pytest
from langchain_core.callbacks import BaseCallbackHandler
from langchain_core.language_models import FakeListChatModel
from langchain_core.outputs import LLMResult
from langchain_core.prompts import ChatPromptTemplate
from pydantic import ConfigDict

from rag.backends import chat, chat_errors
from rag.backends.chat import LangchainChat, load_chat
from rag.citations import resolve_markers
from rag.errors import ChatError, Stopped
from rag.prompt import Prompt
from rag.settings import ChatSettings
from rag.stopping import Stop
from tests.chat_server import ChatServer, Reply

PROMPT = Prompt(ChatPromptTemplate.from_messages([("human", "{question}")]), {"question": "临澜大桥多长？"})
KEYS = ("OPENAI_API_KEY", "DEEPSEEK_API_KEY", "OPENAI_BASE_URL", "OPENAI_API_BASE", "OLLAMA_HOST")


@pytest.fixture(autouse=True)
def _no_keys_and_short_pauses(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in KEYS:
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("NO_PROXY", "127.0.0.1,localhost")
    monkeypatch.setattr(chat, "_FIRST_PAUSE", 0.01)


def model(server: ChatServer, *, retries: int = 1, timeout: float = 5.0) -> LangchainChat:
    return load_chat(ChatSettings(model="openai:m", base_url=server.url, retries=retries, timeout=timeout))


def answer(*replies: Reply, retries: int = 1, timeout: float = 5.0) -> list[str]:
    with ChatServer(replies) as server:
        return list(model(server, retries=retries, timeout=timeout).write(PROMPT))


def failure(*replies: Reply, retries: int = 0, timeout: float = 5.0) -> str:
    with pytest.raises(ChatError) as caught:
        answer(*replies, retries=retries, timeout=timeout)
    message = str(caught.value)
    assert "openai:m" in message
    assert "sk-" not in message
    assert "\n" not in message
    return message


def test_pieces_come_as_the_server_sends_them() -> None:
    assert answer(Reply(["全长", "3.2公里", "[1]。"])) == ["全长", "3.2公里", "[1]。"]


def test_the_first_piece_comes_before_the_last_is_sent() -> None:
    with ChatServer([Reply(["全长"], stall=True)]) as server:
        pieces = model(server, timeout=600).write(PROMPT)
        assert next(pieces) == "全长"
        pieces.close()


def test_markers_split_across_pieces_are_resolved_and_unknown_ones_vanish() -> None:
    with ChatServer([Reply(["全长3.2公里[", "1", "]。共投资[", "9", "]18.6亿元【2", "】。"])]) as server:
        text = "".join(resolve_markers(model(server).write(PROMPT), range(1, 3)))
    assert text == "全长3.2公里。[1]共投资18.6亿元。[2]"


def test_closing_the_iterator_hangs_up() -> None:
    with ChatServer([Reply(["全长"] * 200, delay=0.02)]) as server:
        pieces = model(server).write(PROMPT)
        assert next(pieces) == "全长"
        pieces.close()
        assert server.hung_up.wait(3)


SILENCES = {
    "before its first line": Reply(mute=True),
    "before its first word": Reply(stall=True),
    "in the middle": Reply(["全长"], stall=True),
}


@pytest.mark.parametrize("silence", SILENCES)
def test_a_stop_hangs_up_while_the_server_is_silent(silence: str) -> None:
    stop = Stop()
    with ChatServer([SILENCES[silence]]) as server, ThreadPoolExecutor(1) as pool:
        listening = pool.submit(lambda: list(model(server, timeout=600).write(PROMPT, stop=stop)))
        assert server.silent.wait(60)
        stop.now()
        with pytest.raises(Stopped):
            listening.result(60)
        assert server.hung_up.wait(60)


def test_a_stop_ends_the_wait_before_another_attempt(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(chat, "_FIRST_PAUSE", 19.0)
    stop = Stop()
    waiting = Event()

    def wait(seconds: float) -> bool:
        waiting.set()
        return Stop.wait(stop, seconds)

    monkeypatch.setattr(stop, "wait", wait)
    with ChatServer([Reply(status=503)]) as server, ThreadPoolExecutor(1) as pool:
        listening = pool.submit(lambda: list(model(server, retries=5).write(PROMPT, stop=stop)))
        assert waiting.wait(60)
        stop.now()
        with pytest.raises(Stopped):
            listening.result(60)
        assert len(server.requests) == 1


def test_what_was_stopped_before_is_not_asked() -> None:
    stop = Stop()
    stop.now()
    with ChatServer([Reply(["好"])]) as server, pytest.raises(Stopped):
        list(model(server).write(PROMPT, stop=stop))


def test_many_answers_come_at_the_same_time() -> None:
    with ChatServer([Reply(["全长"], stall=True), Reply(["好"])]) as server:
        silent = model(server, timeout=600).write(PROMPT)
        assert next(silent) == "全长"
        assert list(model(server).write(PROMPT)) == ["好"]
        silent.close()


def test_a_local_server_needs_no_key() -> None:
    with ChatServer([Reply(["好"])]) as server:
        assert list(model(server).write(PROMPT)) == ["好"]
        assert server.requests[0].path == "/v1/chat/completions"


def test_the_vendors_key_is_sent_when_there_is_one(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OPENAI_API_KEY", "sk-mine")
    with ChatServer([Reply(["好"])]) as server:
        list(model(server).write(PROMPT))
        assert server.requests[0].key == "sk-mine"


def test_the_limit_on_tokens_is_sent() -> None:
    with ChatServer([Reply(["好"])]) as server:
        settings = ChatSettings(model="openai:m", base_url=server.url, tokens=321)
        list(load_chat(settings).write(PROMPT))
        body = server.requests[0].body
    assert 321 in (body.get("max_tokens"), body.get("max_completion_tokens"))
    assert body["stream"] is True


@pytest.mark.parametrize("status", [429, 500, 503])
def test_an_overloaded_server_is_asked_again(status: int) -> None:
    assert answer(Reply(status=status), Reply(["好"])) == ["好"]


def test_a_server_that_hangs_up_before_the_first_piece_is_asked_again() -> None:
    assert answer(Reply(cut=True), Reply(["好"])) == ["好"]


def test_the_wait_that_a_server_asks_for_is_kept() -> None:
    start = time.monotonic()
    answer(Reply(status=429, headers=[("Retry-After", "0.4")]), Reply(["好"]))
    assert time.monotonic() - start >= 0.4


def test_nothing_is_asked_again_once_a_piece_has_come() -> None:
    with ChatServer([Reply(["全长"], cut=True), Reply(["好"])]) as server:
        pieces = model(server, retries=3).write(PROMPT)
        assert next(pieces) == "全长"
        with pytest.raises(ChatError, match="broke off in the middle"):
            next(pieces)
        assert len(server.requests) == 1


def test_retries_are_as_many_as_set() -> None:
    with ChatServer([Reply(status=500)]) as server, pytest.raises(ChatError, match="status 500"):
        list(model(server, retries=2).write(PROMPT))
    assert len(server.requests) == 3


@pytest.mark.parametrize("status", [400, 401, 403, 404])
def test_a_wrong_request_is_not_asked_again(status: int) -> None:
    with ChatServer([Reply(status=status)]) as server, pytest.raises(ChatError):
        list(model(server, retries=2).write(PROMPT))
    assert len(server.requests) == 1


@pytest.mark.parametrize(
    ("reply", "said"),
    [
        (Reply(status=401), "refused the API key"),
        (Reply(status=404), "check BAODA_CHAT_MODEL"),
        (Reply(status=429), "takes no more requests"),
        (Reply(status=500), "failed on its side"),
        (Reply(status=400), "rejected the request"),
        (Reply(["全长"], cut=True), "broke off in the middle"),
        (Reply(["全长"], torn=True), "broke off in the middle"),
        (Reply([]), "returned an empty answer"),
        (Reply(["  \n"]), "returned an empty answer"),
        (Reply(garbage=True), "sent no answer that can be read"),
    ],
)
def test_each_failure_is_one_clear_sentence(reply: Reply, said: str) -> None:
    assert said in failure(reply)


@pytest.mark.parametrize("pieces", [(), ("全长",)])
def test_a_silent_server_is_given_up_after_the_timeout(pieces: tuple[str, ...]) -> None:
    start = time.monotonic()
    assert "said nothing for 0.5 seconds" in failure(Reply(pieces, stall=True), retries=3, timeout=0.5)
    assert time.monotonic() - start < 4


@pytest.mark.parametrize("name", ["openai:m", "ollama:m"])
def test_a_server_that_is_down_is_named(name: str) -> None:
    writer = load_chat(ChatSettings(model=name, base_url="http://127.0.0.1:9/v1", retries=0))
    with pytest.raises(ChatError, match=r"127\.0\.0\.1:9.* cannot be reached"):
        list(writer.write(PROMPT))


@pytest.mark.parametrize(
    ("name", "base_url", "said"),
    [
        ("nobody:m", "", "is unknown; write it as vendor:model"),
        ("just-a-name", "", "is unknown; write it as vendor:model"),
        ("anthropic:m", "", "run: pip install langchain-anthropic"),
        ("openai:m", "", "set the variable OPENAI_API_KEY"),
        ("deepseek:m", "", "set the variable DEEPSEEK_API_KEY"),
        ("openai:m", "no address", "set BAODA_CHAT_BASE_URL"),
    ],
)
def test_a_model_that_cannot_be_made_says_what_to_do(name: str, base_url: str, said: str) -> None:
    with pytest.raises(ChatError) as caught:
        load_chat(ChatSettings(model=name, base_url=base_url))
    assert said in str(caught.value)


@pytest.mark.parametrize(
    ("name", "base_url", "remote"),
    [
        ("openai:m", "http://localhost:8000/v1", False),
        ("openai:m", "http://127.8.0.1/v1", False),
        ("openai:m", "http://[::1]:8000/v1", False),
        ("ollama:m", "", False),
        ("openai:m", "http://192.168.1.5:8000/v1", True),
        ("openai:m", "https://localhost.example.com/v1", True),
        ("ollama:m", "http://gpu.example.com:11434", True),
        ("deepseek:m", "https://api.example.com", True),
    ],
)
def test_a_model_is_remote_unless_it_is_on_this_machine(name: str, base_url: str, remote: bool) -> None:
    assert load_chat(ChatSettings(model=name, base_url=base_url)).remote is remote


def test_a_vendors_own_address_is_remote(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OPENAI_API_KEY", "sk-mine")
    assert load_chat(ChatSettings(model="openai:gpt-5-mini")).remote


def test_an_ollama_host_elsewhere_is_remote(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OLLAMA_HOST", "10.0.0.7:11434")
    assert load_chat(ChatSettings(model="ollama:m")).remote


def test_a_thought_before_the_answer_is_left_out() -> None:
    assert "".join(answer(Reply(["<thi", "nk>先看", "段落</thi", "nk>\n\n全长", "3.2公里。"]))) == "全长3.2公里。"


def test_a_thought_without_an_answer_is_an_empty_answer() -> None:
    assert "returned an empty answer" in failure(Reply(["<think>先看段落"]))


@pytest.mark.parametrize(("finish", "cut"), [("length", True), ("stop", False), ("content_filter", False)])
def test_it_is_told_whether_the_answer_was_cut_at_its_most_tokens(finish: str, cut: bool) -> None:
    with ChatServer([Reply(["全长", "3.2公里"], finish=finish)]) as server:
        pieces = model(server).write(PROMPT)
        assert [next(pieces), next(pieces)] == ["全长", "3.2公里"]
        with pytest.raises(StopIteration) as ended:
            next(pieces)
    assert ended.value.value is cut


def test_callbacks_see_the_step(monkeypatch: pytest.MonkeyPatch) -> None:
    seen: list[LLMResult] = []

    class Watcher(BaseCallbackHandler):
        def on_llm_end(self, response: LLMResult, **kwargs: object) -> None:
            seen.append(response)

    real = chat._chain
    monkeypatch.setattr(chat, "_chain", lambda prompt, made: real(prompt, made).with_config(callbacks=[Watcher()]))
    answer(Reply(["好"]))
    assert seen


def test_every_vendor_error_is_found_when_its_library_is_loaded() -> None:
    import openai

    assert issubclass(openai.APIStatusError, chat_errors.raised_by_vendors())


def test_an_address_is_shown_without_its_password() -> None:
    settings = ChatSettings(model="openai:m", base_url="http://me:secret@127.0.0.1:9/v1?key=secret", retries=0)

    def pieces() -> Iterator[str]:
        yield from load_chat(settings).write(PROMPT)

    with pytest.raises(ChatError) as caught:
        list(pieces())
    assert "secret" not in str(caught.value)


def test_no_other_clock_than_the_settings_runs_beside_an_answer() -> None:
    writer = load_chat(ChatSettings(model="openai:m", base_url="http://127.0.0.1:9/v1", timeout=600))
    assert getattr(writer._model, "request_timeout", 0) == 600
    assert getattr(writer._model, "stream_chunk_timeout", 0) is None


def test_a_quick_question_is_asked_once_with_few_tokens_and_a_short_wait() -> None:
    with ChatServer([Reply(stall=True)]) as server:
        settings = ChatSettings(model="openai:m", base_url=server.url, retries=3, timeout=60, followup=0.5)
        start = time.monotonic()
        with pytest.raises(ChatError):
            list(load_chat(settings).write(PROMPT, quick=True))
        assert time.monotonic() - start < 4
        assert len(server.requests) == 1
        body = server.requests[0].body
    assert 256 in (body.get("max_tokens"), body.get("max_completion_tokens"))


def test_ollama_is_told_how_much_text_is_coming() -> None:
    writer = load_chat(ChatSettings(model="ollama:m", context=6000, tokens=500))
    assert (getattr(writer._model, "num_ctx", 0), getattr(writer._model, "num_predict", 0)) == (6000, 500)


def test_a_model_that_ollama_passes_on_to_its_vendor_is_remote() -> None:
    assert load_chat(ChatSettings(model="ollama:gpt-oss:120b-cloud")).remote


def test_options_that_a_vendor_does_not_know_are_left_out(monkeypatch: pytest.MonkeyPatch) -> None:
    class Fussy(FakeListChatModel):
        model_config = ConfigDict(extra="forbid")
        max_tokens: int

    def init(name: str, **options: object) -> Fussy:
        return Fussy.model_validate({"responses": [name], **options})

    monkeypatch.setattr("langchain.chat_models.init_chat_model", init)
    writer = load_chat(ChatSettings(model="fussy:m", tokens=100))
    assert isinstance(writer._model, Fussy)
    assert writer._model.max_tokens == 100
    assert "".join(writer.write(PROMPT)) == "fussy:m"
