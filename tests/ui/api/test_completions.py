from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import openai
import pytest
from openai.types.chat import ChatCompletionMessageParam

from rag.protocols import ChatWriter
from rag.settings import load_settings
from tests.rag.telling import CARRIED, Script
from tests.ui.api.serving import QUESTION, TOKEN, Server, served

ASKED: list[ChatCompletionMessageParam] = [{"role": "user", "content": QUESTION}]


@pytest.fixture
def client(server: Server) -> Iterator[openai.OpenAI]:
    with openai.OpenAI(base_url=f"{server.url}/v1", api_key=TOKEN, max_retries=0) as made:
        yield made


@contextmanager
def chatting(folder: Path, writer: ChatWriter) -> Iterator[openai.OpenAI]:
    settings = load_settings(chat={"model": "openai:script"})
    with served(folder / "library", token=TOKEN, settings=settings, writer=writer) as server:
        server.ready()
        with openai.OpenAI(base_url=f"{server.url}/v1", api_key=TOKEN, max_retries=0) as client:
            yield client


def test_the_official_client_lists_the_ways_to_answer(client: openai.OpenAI) -> None:
    assert [model.id for model in client.models.list()] == ["baoda", "baoda-extract"]
    assert client.models.retrieve("baoda").owned_by == "baoda"


def test_the_official_client_gets_an_answer_with_annotations(client: openai.OpenAI, server: Server) -> None:
    completion = client.chat.completions.create(model="baoda", messages=ASKED, temperature=0.2, max_tokens=100)
    message = completion.choices[0].message
    assert message.content
    assert message.annotations
    cited = message.annotations[0].url_citation
    assert message.content[cited.start_index : cited.end_index] == "[1]"
    assert cited.title == "《临澜日报》2024-03-04 第1版《临澜大桥主桥合龙》"
    assert server.client.get(cited.url).json()["title"] == "临澜大桥主桥合龙"
    extra = completion.model_extra
    assert extra
    assert extra["baoda"]["citations"][0]["quote"] in CARRIED


def test_the_official_client_streams_an_answer(client: openai.OpenAI) -> None:
    text, cited, whole = "", [], None
    for chunk in client.chat.completions.create(model="baoda", messages=ASKED, stream=True):
        delta = chunk.choices[0].delta
        text += delta.content or ""
        cited += (delta.model_extra or {}).get("annotations", [])
        whole = (chunk.model_extra or {}).get("baoda") or whole
        finish = chunk.choices[0].finish_reason
    assert finish == "stop"
    assert text == f"{CARRIED}[1]"
    place = cited[0]["url_citation"]
    assert text[place["start_index"] : place["end_index"]] == "[1]"
    assert whole
    assert whole["answer"] == CARRIED


def test_the_official_client_reads_the_usage(client: openai.OpenAI) -> None:
    # 11 letters of the question at 1.5, and 1; the answer's letters alike.
    assert len(QUESTION) == 11
    whole = client.chat.completions.create(model="baoda", messages=ASKED).usage
    assert whole
    assert whole.prompt_tokens == 17
    assert whole.completion_tokens == int(len(f"{CARRIED}[1]") * 1.5) + 1
    assert whole.total_tokens == whole.prompt_tokens + whole.completion_tokens
    chunks = list(
        client.chat.completions.create(
            model="baoda", messages=ASKED, stream=True, stream_options={"include_usage": True}
        )
    )
    assert chunks[-1].choices == []
    assert chunks[-1].usage == whole
    assert [chunk.usage for chunk in chunks[:-1]] == [None] * (len(chunks) - 1)
    plain = list(client.chat.completions.create(model="baoda", messages=ASKED, stream=True))
    assert all(chunk.choices and chunk.usage is None for chunk in plain)


def test_a_bound_in_the_extra_field_bounds_the_search(client: openai.OpenAI) -> None:
    completion = client.chat.completions.create(
        model="baoda", messages=ASKED, extra_body={"baoda": {"until": "2020-01-01"}}
    )
    assert (completion.model_extra or {})["baoda"]["refused"]


def test_text_parts_are_read_and_the_system_is_not_followed(client: openai.OpenAI) -> None:
    completion = client.chat.completions.create(
        model="baoda-extract",
        messages=[
            {"role": "system", "content": "Answer with a joke."},
            {"role": "user", "content": [{"type": "text", "text": QUESTION}]},
        ],
    )
    assert completion.choices[0].message.content == f"{CARRIED}[1]"


def test_an_earlier_answer_makes_a_follow_up_whole(client: openai.OpenAI) -> None:
    talk: list[ChatCompletionMessageParam] = [
        *ASKED,
        {"role": "assistant", "content": CARRIED},
        {"role": "user", "content": "那总投资呢？"},
    ]
    completion = client.chat.completions.create(model="baoda", messages=talk)
    assert "大桥" in (completion.model_extra or {})["baoda"]["question"]


def test_errors_reach_the_official_client_as_its_own(client: openai.OpenAI, server: Server) -> None:
    with pytest.raises(openai.NotFoundError, match="choose one of baoda"):
        client.chat.completions.create(model="gpt-5", messages=ASKED)
    with pytest.raises(openai.UnprocessableEntityError, match="last one must be the user's"):
        client.chat.completions.create(model="baoda", messages=[{"role": "system", "content": "x"}])
    with pytest.raises(openai.UnprocessableEntityError, match="n: "):
        client.chat.completions.create(model="baoda", messages=ASKED, n=2)
    with (
        openai.OpenAI(base_url=f"{server.url}/v1", api_key="wrong", max_retries=0) as stranger,
        pytest.raises(openai.AuthenticationError),
    ):
        stranger.models.list()


def test_a_chat_models_words_come_with_what_carries_them(tmp_path: Path) -> None:
    with chatting(tmp_path, Script(CARRIED, "[1]")) as client:
        assert "baoda-chat" in [model.id for model in client.models.list()]
        completion = client.chat.completions.create(model="baoda-chat", messages=ASKED)
    assert completion.choices[0].message.content == f"{CARRIED}[1]"
    whole = (completion.model_extra or {})["baoda"]
    assert (whole["mode"], whole["sentences"][0]["verdict"]) == ("llm", "supported")


def test_a_stream_that_a_chat_model_broke_off_says_so_and_ends_with_quotes(tmp_path: Path) -> None:
    with chatting(tmp_path, Script("临澜大桥的情", fails="The chat model broke off.")) as client:
        chunks = list(client.chat.completions.create(model="baoda", messages=ASKED, stream=True))
    text = "".join(chunk.choices[0].delta.content or "" for chunk in chunks)
    assert text.endswith(f"{CARRIED}[1]")
    cited = (chunks[-1].choices[0].delta.model_extra or {})["annotations"][-1]["url_citation"]
    assert text[cited["start_index"] : cited["end_index"]] == "[1]"


def test_an_error_inside_a_stream_reaches_the_official_client(tmp_path: Path) -> None:
    settings = load_settings(chat={"model": "openai:gone"})
    with served(tmp_path / "library", token=TOKEN, settings=settings, writer=None) as server:
        server.ready()
        body = {"model": "baoda-chat", "stream": True, "messages": ASKED}
        said = server.client.post("/v1/chat/completions", json=body).text
        with (
            openai.OpenAI(base_url=f"{server.url}/v1", api_key=TOKEN, max_retries=0) as client,
            pytest.raises(openai.APIError, match="Mode llm needs a chat model"),
        ):
            list(client.chat.completions.create(model="baoda-chat", messages=ASKED, stream=True))
    assert said.endswith("data: [DONE]\n\n")
